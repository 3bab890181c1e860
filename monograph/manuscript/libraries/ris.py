"""``.ris`` files: one record from ``TY`` to ``ER``, a tag a line."""

from __future__ import annotations

import re

from monograph.manuscript.libraries.entries import Item, TypedEntry, TypedField
from monograph.model import Location
from monograph.problems import Problems

TAG = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?$")
DATE = re.compile(r"(\d{4})(?:/(\d{1,2}))?(?:/(\d{1,2}))?(?:/.*)?$")
LEFT_OUT = {"CY": "publisher-place", "PP": "publisher-place", "CN": "call-number", "ET": "edition", "N1": "note",
            "VO": "volume", "NV": "number-of-volumes", "ST": "title-short", "SE": "section"}  # fmt: skip
"""Tags that the converter passes over, and the CSL variables they stand for."""


def read_ris(text: str, path: str, problems: Problems) -> list[TypedEntry]:
    """The records of a file; a record that does not end, and a line that is no tag, are told."""
    entries: list[TypedEntry] = []
    record: list[TypedField] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = TAG.match(line.rstrip())
        if found and found[1] == "TY":
            if record:
                _unended(record, path, problems)
            record = [TypedField("ty", (found[2] or "").strip(), number)]
        elif found and found[1] == "ER":
            if record:
                entries.append(_entry(record))
            record = []
        elif found and record:
            record.append(TypedField(found[1].lower(), (found[2] or "").strip(), number))
        elif line.strip() and record:
            last = record[-1]
            record[-1] = TypedField(last.name, f"{last.value} {line.strip()}", last.line)
        elif line.strip():
            message = f"“{line.strip()[:40]}” stands in no record"
            problems.add(
                "import-broken", message, Location(path, number, 1), "a record begins with TY and ends with ER"
            )
    if record:
        _unended(record, path, problems)
    return entries


def _unended(record: list[TypedField], path: str, problems: Problems) -> None:
    message = "a record does not end"
    problems.add("import-broken", message, Location(path, record[0].line, 1), "a record ends with a line ER  -")


def _entry(record: list[TypedField]) -> TypedEntry:
    """The record with years that the converter can read; its key is that of ``ID``."""
    lines = []
    for found in record:
        date = DATE.match(found.value) if found.name in ("py", "y1") else None
        lines.append(f"{found.name.upper()}  - {date[1] if date else found.value}\n")
    key = next((found.value for found in record if found.name == "id"), "")
    return TypedEntry(key, record[0].line, "".join(lines) + "ER  - \n\n", tuple(record))


def completed(typed: TypedEntry, item: Item) -> Item:
    """The item with what the converter left out: the day, the place, the shelf mark."""
    made = dict(item)
    for found in typed.fields:
        date = DATE.match(found.value) if found.name in ("py", "y1", "da") else None
        if date and date[2] and found.value:
            made["issued"] = {"date-parts": [[int(part) for part in date.groups() if part]]}
        variable = LEFT_OUT.get(found.name.upper())
        if variable and found.value and not made.get(variable):
            made[variable] = found.value
    return made
