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
"""Each has ``WRAPPED`` (function -> SHA-256 of its source, first 16 digits) and ``apply()``."""


def digest(function: Callable[..., Any]) -> str:
    """A short hash of a function's source."""
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16]


@cache
def install() -> tuple[str, ...]:
    """Apply every patch that fits this WeasyPrint, once; the names of those that do not."""
    left_out = []
    for patch in PATCHES:
        name = patch.__name__.rpartition(".")[2]
        fits = weasyprint.__version__ == VERSION and all(digest(f) == wanted for f, wanted in patch.WRAPPED.items())
        if fits:
            patch.apply()
        else:
            LOGGER.warning("the patch %s was written for another WeasyPrint and is not used", name)
            left_out.append(name)
    return tuple(left_out)
