"""CSL-JSON files, as Zotero exports them: a list of items, read one by one so that each has its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from monograph.manuscript.csl import VARIABLES
from monograph.manuscript.libraries.entries import UNPRINTED, Item, ReadEntry, lossy
from monograph.model import Location
from monograph.problems import Problems

GAP = re.compile(r"[\s,]*")
HINT = "export the library as CSL JSON, or as Better CSL JSON"


def read_csl_json(text: str, path: str, problems: Problems) -> list[ReadEntry]:
    """The items of a file, each with its key; what cannot be read is told, and ends the reading."""
    entries = []
    for item, line in _items(text, path, problems):
        key = str(item.get("citation-key") or item.get("id") or "")
        if not key:
            problems.add("import-broken", "an item has no id", Location(path, line, 1), HINT)
            continue
        entry = ReadEntry(key, line, {name: value for name, value in item.items() if name in VARIABLES | {"type"}})
        strange = [name for name in item if name not in VARIABLES and name.lower() not in UNPRINTED]
        entry.faults += [lossy(key, name, line) for name in strange]
        entries.append(entry)
    return entries


def _items(text: str, path: str, problems: Problems) -> Iterator[tuple[Item, int]]:
    decoder = json.JSONDecoder()
    start = re.match(r'\s*(?:\{\s*"items"\s*:\s*)?\[', text)
    if not start:
        problems.add("import-broken", "the file is not a list of items", Location(path, 1, 1), HINT)
        return
    at = GAP.match(text, start.end()).end()  # type: ignore[union-attr]
    while at < len(text) and text[at] != "]":
        line = text.count("\n", 0, at) + 1
        try:
            item, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            place = Location(path, error.lineno, error.colno)
            problems.add("import-broken", f"this is no JSON: {error.msg.lower()}", place, HINT)
            return
        if isinstance(item, dict):
            yield item, line
        else:
            problems.add("import-broken", f"“{item}” is not an item", Location(path, line, 1), HINT)
        at = GAP.match(text, at).end()  # type: ignore[union-attr]
    if at >= len(text):
        place = Location(path, text.count("\n") + 1, 1)
        problems.add("import-broken", "the list of items does not end", place, HINT)
