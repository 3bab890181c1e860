"""Libraries named in ``book.yaml`` -> sources; what is wrong with an entry is told when the book uses it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from monograph.manuscript.citations import KEY
from monograph.manuscript.csl import VARIABLES
from monograph.manuscript.files import read_text
from monograph.manuscript.libraries.bibtex import read_bibtex
from monograph.manuscript.libraries.conversion import converted
from monograph.manuscript.libraries.csl_json import read_csl_json
from monograph.manuscript.libraries.entries import ReadEntry
from monograph.manuscript.libraries.languages import language_tag, seems_english
from monograph.manuscript.libraries.ris import read_ris
from monograph.model import Location, Source
from monograph.pandoc import PandocMissingError, find_pandoc, tell_missing
from monograph.problems import Problems

FORMATS = {".bib": "biblatex", ".json": "csljson", ".ris": "ris"}
"""Suffix of a file -> pandoc's name of its format."""

EXTRA = re.compile(r"^\{?:?\s*(?P<name>[A-Za-z][\w -]*?)\s*:\s*(?P<value>.+?)\}?$")
"""A line "variable: value" in a note, by which Zotero keeps what it has no field for."""


@dataclass
class Libraries:
    """The sources of all libraries; ``faults`` are problems of single entries, by key, not yet told."""

    sources: dict[str, Source] = field(default_factory=dict)
    faults: dict[str, list[tuple[str, str, Location, str]]] = field(default_factory=dict)

    def tell(self, used: Collection[str], problems: Problems) -> None:
        """Report what is wrong with the entries that the book uses."""
        for key, faults in self.faults.items():
            for fault in faults if key in used else ():
                problems.add(*fault)


def read_libraries(
    folder: Path,
    named: Iterable[tuple[str, str, Location]],
    known: Sequence[Source],
    language: str,
    problems: Problems,
) -> Libraries:
    """The entries of the files ``named`` as (file, group, place). ``known`` are sources that stand already."""
    made = Libraries()
    first = {source.key: source.location for source in known}
    for name, group, place in named:
        for entry in _entries(folder, name, place, problems):
            at = Location(name, entry.line, 1)
            if not re.fullmatch(KEY, entry.key):
                hint = "give it a key of letters, figures and hyphens, as Better BibTeX does"
                problems.add("id-invalid", f"“{entry.key}” cannot be cited as a key", at, hint)
            elif entry.key in first:
                before = first[entry.key]
                message = f"the source “{entry.key}” is already there"
                problems.add("source-duplicate", message, at, f"first in {before.path}, line {before.line}")
            else:
                first[entry.key] = at
                made.sources[entry.key] = _source(entry, name, group, language)
                made.faults[entry.key] = [(c, m, Location(name, line, 1), h) for c, m, line, h in entry.faults]
    return made


def _entries(folder: Path, name: str, place: Location, problems: Problems) -> list[ReadEntry]:
    form = FORMATS.get(PurePosixPath(name).suffix.lower())
    if form is None:
        hint = f"libraries are {', '.join('*' + suffix for suffix in FORMATS)}"
        problems.add("yaml-value-invalid", f"“{name}” is not a library that can be read", place, hint)
        return []
    text = read_text(folder, name, place, problems)
    if text is None:
        return []
    if form == "csljson":
        return read_csl_json(text, name, problems)
    macros, typed = read_bibtex(text, name, problems) if form == "biblatex" else ("", read_ris(text, name, problems))
    try:
        return converted(typed, macros, form, name, find_pandoc(), problems)
    except PandocMissingError as error:
        tell_missing(error, problems)
        return []


def _source(entry: ReadEntry, path: str, group: str, language: str) -> Source:
    """The source of an entry; what it lacks is added to the entry's faults."""
    fields, named = _with_extra({name: value for name, value in entry.item.items() if value not in ("", [], {})})
    kind = str(fields.pop("type", "")) or "document"
    fields.pop("id", None)
    for name in [name for name in fields if name not in VARIABLES]:
        del fields[name]
    title = str(fields.get("title", ""))
    if not title and not fields.get("genre"):
        entry.faults.append(("source-field-missing", f"the source “{entry.key}” has no title", entry.line, ""))
    said = str(fields.pop("language", ""))
    tag = language_tag(said)
    if not tag and language.partition("-")[0] == "en" and not said and seems_english(title):
        tag = language
    if tag:
        fields["language"] = tag
    else:
        what = f"says the language “{said}”" if said else "does not say its language"
        message = f"the source “{entry.key}” {what}"
        entry.faults.append(("source-language-missing", message, entry.line, "as in langid = {russian}, or ru"))
    return Source(entry.key, kind, fields, named or group, Location(path, entry.line, 1))


def _with_extra(item: dict[str, object]) -> tuple[dict[str, object], str]:
    """The item with the variables that its note holds line by line, and the group that the note names."""
    fields, kept, group = dict(item), [], ""
    for line in str(fields.pop("note", "")).splitlines():
        found = EXTRA.match(line.strip())
        name = found["name"].strip().replace(" ", "-") if found else ""
        name = next((v for v in (*VARIABLES, "type") if v.lower() == name.lower()), name.lower())
        if found and name == "group":
            group = found["value"].strip()
        elif found and name in VARIABLES | {"type"} and name != "note":
            fields.setdefault(name, found["value"].strip())
        else:
            kept.append(line)
    return fields | ({"note": "\n".join(kept)} if kept else {}), group
