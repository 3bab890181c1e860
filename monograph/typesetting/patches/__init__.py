"""Patches of WeasyPrint's private functions, each a module or package of its own.

A patch is written for one version and for the source of every function it wraps. Where either differs it is not
applied, ``install`` says so, and the gate still stops a book that lost a note.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

import weasyprint

from monograph.typesetting.patches import (
    bare_boxes,
    carried_figures,
    composed_lines,
    full_pages,
    known_sheets,
    known_struts,
    known_widths,
    measured_notes,
    note_tags,
    plain_flow,
    plain_lines,
    plain_values,
    quick_objects,
    shared_styles,
    split_notes,
    text_tags,
    used_lengths,
    usual_compression,
)

LOGGER = logging.getLogger(__name__)
VERSION = "70.0"

PATCHES = (
    plain_values,
    plain_flow,
    shared_styles,
    known_sheets,
    used_lengths,
    known_struts,
    known_widths,
    bare_boxes,
    composed_lines,
    plain_lines,
    carried_figures,
    split_notes,
    measured_notes,
    text_tags,
    note_tags,
    full_pages,
    quick_objects,
    usual_compression,
)
"""Each has ``WRAPS``, the functions it wraps or calls: all of them are as they were, or none is wrapped.
What comes later is done around what comes before: notes lay a page out several times.
"""


def fits(patch: Any) -> bool:
    """Whether a patch was written for the WeasyPrint that is here."""
    return bool(weasyprint.__version__ == VERSION and all(wrap.fits() for wrap in patch.WRAPS))


@cache
def install() -> tuple[str, ...]:
    """Apply every patch that fits this WeasyPrint, once; the names of those that do not, told in one message."""
    left_out = []
    for patch in PATCHES:
        name = patch.__name__.rpartition(".")[2]
        if fits(patch):
            for wrap in patch.WRAPS:
                wrap.apply()
        else:
            left_out.append(name)
    if left_out:
        LOGGER.warning("not used, since written for another WeasyPrint: %s", ", ".join(left_out))
    return tuple(left_out)
