"""Entries of a library -> CSL items, by pandoc; one that it cannot read does not spoil the others."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from monograph.manuscript.libraries.entries import Item, ReadEntry, TypedEntry, lossy, lost_fields
from monograph.manuscript.libraries.ris import completed
from monograph.model import Location
from monograph.pandoc import Pandoc, PandocError, convert
from monograph.problems import Problems

INNERMOST = re.compile(r'<span class="nocase">((?:(?!<span)(?!</span>).)*)</span>')
PLACE = re.compile(r"Error at \S* ?\(line \d+, column \d+\): ")
"""Where pandoc stumbled in what it was given, which is not the line of the file."""

OTHERS = {"literal": "others"}


def converted(
    typed: Sequence[TypedEntry], macros: str, form: str, path: str, pandoc: Pandoc, problems: Problems
) -> list[ReadEntry]:
    """The entries as read. ``form`` is pandoc's name of the format."""
    made = []
    for entry, item in _items(list(typed), macros, form, path, pandoc, problems):
        item = completed(entry, item) if form == "ris" else item
        read = ReadEntry(entry.key or str(item["id"]), entry.line, _clean(item))
        read.faults += [lossy(read.key, found.name, found.line) for found in lost_fields(entry, read.item)]
        if _drop_others(read.item):
            message = f"“and others” of “{read.key}” cannot be kept: a citation names all authors"
            read.faults.append(("import-lossy", message, entry.line, "name the others, or the first one alone"))
        made.append(read)
    return made


def _items(
    typed: list[TypedEntry], macros: str, form: str, path: str, pandoc: Pandoc, problems: Problems
) -> list[tuple[TypedEntry, Item]]:
    """The entries with their items. Where pandoc fails each half is tried alone, down to the entry at fault."""
    if not typed:
        return []
    try:
        items: list[Item] = json.loads(convert(pandoc, macros + "".join(e.text for e in typed), form, "csljson"))
    except PandocError as error:
        if len(typed) > 1:
            half = len(typed) // 2
            parts = (typed[:half], typed[half:])
            return [pair for part in parts for pair in _items(part, macros, form, path, pandoc, problems)]
        why = PLACE.sub("", " ".join(str(error).split()))
        name = f"“{typed[0].key}”" if typed[0].key else "a record"
        problems.add("import-broken", f"{name} cannot be read: {why}", Location(path, typed[0].line, 1))
        return []
    if form == "ris":
        return list(zip(typed, items, strict=True))
    by_key = {str(item["id"]): item for item in items}
    return [(entry, by_key[entry.key]) for entry in typed if entry.key in by_key]


def _clean(value: Any) -> Any:
    """A value without the marks that kept its case, and with the unbreakable spaces of TeX."""
    if isinstance(value, dict):
        kept = {name: child for name, child in value.items() if child != {"date-parts": []}}
        cleaned = {name: child if name == "URL" else _clean(child) for name, child in kept.items()}
        title, short = str(cleaned.get("title", "")), cleaned.get("title-short")
        if short and title.startswith(f"{short}: "):
            del cleaned["title-short"]  # made from the title: ours leaves the article out too
        return cleaned
    if isinstance(value, list):
        return [_clean(child) for child in value]
    if isinstance(value, str):
        while INNERMOST.search(value):
            value = INNERMOST.sub(r"\1", value)
        return value.replace("~", "\u00a0")
    return value


def _drop_others(item: Item) -> bool:
    """Take "others" out of every list of names."""
    dropped = False
    for names in (value for value in item.values() if isinstance(value, list)):
        if names and names[-1] == OTHERS:
            del names[-1]
            dropped = True
    return dropped
