"""A style sheet is read once for all units that a process sets.

WeasyPrint 70.0, ``css/__init__.py::find_stylesheets``: each document reads its ``<style>`` anew, which takes longer
than two pages of text do. A sheet is kept with the fonts that it names, which units of one process share, and is
used again for the same text at the same address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import weasyprint.css as css
from weasyprint.logger import LOGGER

from monograph.typesetting.complaints import complaints
from monograph.typesetting.patches.wrapping import Wrap


@dataclass
class Sheets:
    """What the sheets of a document add to it.

    ``files``: what they made the layout read, path -> SHA-256; ``complaints``: what was wrong in them.
    """

    sheets: list[Any] = field(default_factory=list)
    counters: dict[str, Any] = field(default_factory=dict)
    profiles: dict[str, Any] = field(default_factory=dict)
    pages: list[Any] = field(default_factory=list)
    layers: list[Any] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


def find_stylesheets(
    stock: Any, tree: Any, media: Any, fetcher: Any, base: Any, fonts: Any, counters: Any, profiles: Any, *lists: Any
) -> Iterator[Any]:
    """The sheets of a document, read if they are new."""
    known = fonts.__dict__.setdefault("known_sheets", {})
    key = (media, base, *(css.get_child_text(style.etree_element) for style in tree.query_all("style")))
    linked = any(True for _ in tree.query_all("link"))
    read: dict[str, str] = getattr(fetcher, "files", {})  # the layout of a unit depends on these
    if linked or key not in known:
        found = Sheets()
        own = found.counters, found.profiles, found.pages, found.layers
        with complaints() as found.complaints:
            found.sheets = list(stock(tree, media, fetcher, base, fonts, *own))
        found.files = dict(read)  # nothing else is read before the sheets
        known[key] = found
    found = known[key]
    for complaint in found.complaints:  # told for every document
        LOGGER.warning("%s", complaint)
    counters.update(found.counters)
    profiles.update(found.profiles)
    read.update(found.files)
    for given, more in zip(lists, (found.pages, found.layers), strict=True):
        given.extend(more)
    yield from found.sheets


WRAPS = (Wrap(css, "find_stylesheets", "ac92dbb80c3fd936", find_stylesheets),)
