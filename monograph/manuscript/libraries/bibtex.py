"""``.bib`` files: what can be read of them entry by entry, with the line of every field.

Titles are typed as they are to be printed, so they are braced before the converter sees them: it would turn
English titles into sentence case, and split a publisher with "and" in its name.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String

from monograph.manuscript.libraries.entries import TypedEntry, TypedField
from monograph.model import Location
from monograph.problems import Problems

LOGGER = logging.getLogger("bibtexparser")
LOGGER.addHandler(logging.NullHandler())
LOGGER.propagate = False  # what it says of broken blocks is told as problems

AS_TYPED = frozenset(
    "title subtitle titleaddon shorttitle booktitle booksubtitle booktitleaddon maintitle mainsubtitle journal "
    "journaltitle journalsubtitle series issuetitle origtitle eventtitle publisher address location institution "
    "organization school howpublished".split()
)


def read_bibtex(text: str, path: str, problems: Problems) -> tuple[str, list[TypedEntry]]:
    """The macros of a file as text, and its sound entries; each broken or doubled one is told."""
    library = parse_string(text, parse_stack=[])
    macros = "".join(f"{block.raw}\n" for block in library.blocks if isinstance(block, String))
    entries = []
    for block in library.blocks:
        place = Location(path, (block.start_line or 0) + 1, 1)
        if isinstance(block, Entry):
            entries.append(_entry(block, library.strings_dict.keys()))
        elif isinstance(block, DuplicateBlockKeyBlock):
            first = (block.previous_block.start_line or 0) + 1
            problems.add("source-duplicate", f"the source “{block.key}” is already there", place, _first(path, first))
        elif isinstance(block, DuplicateFieldKeyBlock):
            names = ", ".join(sorted(block.duplicate_keys))
            message = f"an entry names {names} twice"
            problems.add("import-broken", message, place, "keep one of them")
        elif isinstance(block, ParsingFailedBlock):
            why = str(getattr(block.error, "abort_reason", "") or block.error).replace("`", "").rstrip(". ")
            name = re.match(r"@\w+\s*\{\s*([^,\s]*)", block.raw or "")
            message = f"the entry “{name[1] if name else '?'}” cannot be read: {why}"
            problems.add("import-broken", message, place, "close every brace and put a comma behind every field")
    return macros, entries


def _first(path: str, line: int) -> str:
    return f"first in {path}, line {line}"


def _entry(block: Entry, macros: Collection[str]) -> TypedEntry:
    fields, parts = [], []
    for found in block.fields:
        name, value = found.key.lower(), str(found.value)
        parts.append(f"{found.key} = {_braced(value) if name in AS_TYPED else value}")
        if value[:1] in '{"':
            fields.append(TypedField(name, value[1:-1], (found.start_line or 0) + 1))
        elif value not in macros and "#" not in value:
            fields.append(TypedField(name, value, (found.start_line or 0) + 1))
    text = f"@{block.entry_type}{{{block.key},\n" + ",\n".join(parts) + "\n}\n"
    return TypedEntry(block.key, (block.start_line or 0) + 1, text, tuple(fields))


def _braced(value: str) -> str:
    """A value in one more pair of braces; a macro or a sum of values stays as it is."""
    if value.startswith("{") and value.endswith("}"):
        return "{" + value + "}"
    if value.startswith('"') and value.endswith('"') and "#" not in value:
        return '"{' + value[1:-1] + '}"'
    return value
