"""Patches of WeasyPrint's private functions, each a module of its own.

A patch names the version and the source it was written for. Where either differs it is not applied,
``install`` says so, and the gate still stops a book that lost a note.
"""

from __future__ import annotations

import hashlib
import inspect
import logging
from collections.abc import Callable
from functools import cache
from typing import Any

import weasyprint

from monograph.typesetting.patches import kept_notes

LOGGER = logging.getLogger(__name__)
VERSION = "70.0"

PATCHES = (kept_notes,)
"""Each has ``STOCK``, the function it wraps, ``SOURCE``, the digest of that function's source, and ``apply()``."""


def digest(function: Callable[..., Any]) -> str:
    """A short hash of a function's source."""
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16]


def fits(patch: Any) -> bool:
    """Whether a patch was written for the WeasyPrint that is here."""
    return bool(weasyprint.__version__ == VERSION and digest(patch.STOCK) == patch.SOURCE)


@cache
def install() -> tuple[str, ...]:
    """Apply every patch that fits this WeasyPrint, once; the names of those that do not."""
    left_out = []
    for patch in PATCHES:
        name = patch.__name__.rpartition(".")[2]
        if fits(patch):
            patch.apply()
        else:
            LOGGER.warning("the patch %s was written for another WeasyPrint and is not used", name)
            left_out.append(name)
    return tuple(left_out)
