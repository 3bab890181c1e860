"""What the layout of a page changes, kept so that the page can be made again from the same place."""

from __future__ import annotations

import copy
from typing import Any

from monograph.typesetting.patches.carried_figures import Waiting
from monograph.typesetting.patches.split_notes.page_notes import PageNotes

STATE = (
    "footnotes", "reported_footnotes", "current_page_footnotes", "current_footnote_area", "page_bottom", "page_maker",
    "broken_out_of_flow", "running_elements", "rendered_notes", "waiting_figures", "monograph_notes", "current_page",
)  # fmt: skip
"""Of the context, ours included."""
MEASURED = ("_measured", "heights")
"""What is measured once stays true."""


def state_of(context: Any) -> dict[str, Any]:
    """A copy of all that the layout of a page changes."""
    return {name: _copied(context.__dict__[name]) for name in STATE if name in context.__dict__}


def restore(context: Any, state: dict[str, Any]) -> None:
    """Go back to a state, which can be gone back to again."""
    for name in STATE:
        context.__dict__.pop(name, None)
    context.__dict__.update({name: _copied(value) for name, value in state.items()})


def forget(context: Any, index: int) -> None:
    """What the page maker knows of a page that is made (``layout/page.py::make_all_pages``): else it makes it again."""
    fresh = {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}
    context.page_maker[index] = (*context.page_maker[index][:-1], fresh)


def _copied(value: Any) -> Any:
    """A copy of what is changed in place: lists, mappings of lists, and our own notes on the page in work."""
    made: Any = copy.copy(value) if isinstance(value, PageNotes | Waiting | dict | list | set) else value
    if isinstance(value, PageNotes | Waiting):
        made.__dict__.update({name: _copied(part) for name, part in vars(value).items() if name not in MEASURED})
    elif isinstance(value, dict):
        made.update({key: _copied(part) for key, part in value.items()})
    return made
