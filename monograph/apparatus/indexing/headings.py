"""Stage 2: what a mark says -> the headings under which its place is entered.

``index="Kavburo!sessions; border commission"`` enters a place under a sub-entry and under a second heading;
``index="!in Goris"`` under a sub-entry of the record that the same mark names.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monograph.apparatus.indexing.marks import Mark
from monograph.model import Book, Emphasis, Inline, Inlines, Location, Text
from monograph.problems import Problems

Path = tuple[str, ...]
"""A heading and the sub-entries down to one of them; ``*…*`` in it is emphasis."""

DEEPEST = 3
SUBJECT = "subject"
EMPHASIS = re.compile(r"\*([^*]+)\*")


def plain(words: str) -> str:
    """A heading without the signs of emphasis."""
    return EMPHASIS.sub(r"\1", words)


def folded(path: Path) -> Path:
    """By what two headings are the same."""
    return tuple(plain(part).casefold() for part in path)


def inlines_of(words: str, place: Location) -> Inlines:
    """A heading as it is printed."""
    made: list[Inline] = []
    for number, part in enumerate(EMPHASIS.split(words)):
        if part:
            made.append(Emphasis((Text(part, place),)) if number % 2 else Text(part, place))
    return tuple(made)


def paths_of(value: str) -> list[Path]:
    """The headings that an ``index`` mark names."""
    found = (item.strip() for item in value.split(";"))
    return [tuple(part.strip() for part in item.split("!")) for item in found if item]


def readable(path: Path) -> bool:
    """Whether a path has words at every level and not too many of them; its first may be left to the record."""
    return all(path[1:]) and bool(path[0] or len(path) > 1) and len(path) <= DEEPEST


@dataclass(frozen=True)
class Record:
    """A person, place or term as the index enters it; ``variants`` are other names that lead there."""

    kind: str
    id: str
    heading: str
    name: str
    variants: tuple[str, ...]
    location: Location


def records_of(book: Book) -> Iterator[Record]:
    """Every record that a mark can name. Places of the same name are told apart by their kind."""
    for person in book.persons:
        yield Record("person", person.id, person.sort, person.name, person.variants, person.location)
    same = Counter(place.name.casefold() for place in book.places)
    for place in book.places:
        heading = f"{place.name} ({place.kind})" if same[place.name.casefold()] > 1 else place.name
        forms = tuple(form.text for form in place.names if script(form.text) == script(place.name))
        yield Record("place", place.id, heading, place.name, forms, place.location)
    for term in book.terms:
        yield Record("term", term.id, term.term, term.term, term.variants, term.location)


def script(text: str) -> str:
    """The script of the first letter, in Unicode's words: LATIN, CYRILLIC …"""
    return next((unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha()), "")


class Headings:
    """Finds the headings of marks in one book."""

    def __init__(self, book: Book) -> None:
        self.records = {(record.kind, record.id): record for record in records_of(book)}
        self._kinds: dict[str, str] = {}
        self._named: dict[str, Path] = {}
        for record in self.records.values():
            kind = SUBJECT if record.kind == "term" else record.kind
            self._kinds.setdefault(plain(record.heading).casefold(), kind)
            for name in (record.id, record.name):
                self._named.setdefault(name.casefold(), (record.heading,))

    def kind(self, path: Path) -> str:
        """``person``, ``place`` or ``subject``: what the first heading of a path names."""
        return self._kinds.get(plain(path[0]).casefold(), SUBJECT)

    def is_record(self, path: Path) -> bool:
        """Whether a path is the heading of a record."""
        return len(path) == 1 and plain(path[0]).casefold() in self._kinds

    def of(self, mark: Mark, problems: Problems) -> list[Path]:
        """The headings of a mark, each once. A record gives way to a sub-entry of its own in the same mark."""
        records = [(self.records[kind, name].heading,) for kind, name in mark.marks if (kind, name) in self.records]
        paths: list[Path] = []
        for kind, value in mark.marks:
            if kind == "index":
                paths += self._written(value, records, mark, problems)
        pointing = any(kind in ("see", "see-also") for kind, _ in mark.marks)
        if pointing and not paths and not records and mark.words:
            paths.append((mark.words,))
        entered = {folded(path[:1]) for path in paths if len(path) > 1}
        return list(dict.fromkeys([*(r for r in records if folded(r) not in entered), *paths]))

    def _written(self, value: str, records: Sequence[Path], mark: Mark, problems: Problems) -> Iterable[Path]:
        for path in paths_of(value) or [("",)]:
            whole = (*records[0], *path[1:]) if not path[0] and records else path
            if readable(path) and whole[0]:
                yield whole
                continue
            message = f"cannot read the index heading “{value}”"
            hint = 'as in index="Kavburo!sessions": up to three levels, none empty; "!sessions" only beside a record'
            problems.add("index-mark-unreadable", message, mark.location, hint)

    def named(self, words: str) -> Path:
        """The path that a *see* names: a heading as it is printed, or the id or name of a record."""
        path = tuple(part.strip() for part in words.split("!"))
        return self._named.get(path[0].casefold(), path[:1]) + path[1:]
