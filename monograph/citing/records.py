"""The book, its chapters and its sources as CSL items (CSL 1.0.2 data schema), with the printed pages they fill."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from monograph.apparatus.sources import csl_item
from monograph.model import Apparatus, Book, Metadata, PageMap, Section
from monograph.rendering import plain_text

Record = dict[str, Any]
"""A CSL item: CSL variables and JSON values."""

ROLES = {"aut": "author", "edt": "editor", "trl": "translator"}
"""MARC relator code -> CSL name variable."""

DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def book_record(metadata: Metadata) -> Record:
    """The book as a CSL item; variables without a value are left out."""
    title = metadata.title
    record: Record = {
        "id": metadata.slug,
        "type": "book",
        "title": f"{title}: {metadata.subtitle}" if metadata.subtitle else title,
        "title-short": title if metadata.subtitle else "",
        **_names(metadata),
        "issued": _issued(metadata.date),
        "edition": metadata.edition,
        "publisher": metadata.publisher,
        "publisher-place": metadata.place,
        "language": metadata.language,
        "ISBN": metadata.identifiers.get("isbn-print") or metadata.identifiers.get("isbn-epub", ""),
        "DOI": metadata.identifiers.get("doi", ""),
        "URL": metadata.url,
        "abstract": " ".join(metadata.description.split()),
        "keyword": "; ".join(metadata.subjects),
    }
    return {variable: value for variable, value in record.items() if value}


WHOLE_ONLY = ("title", "title-short", "abstract", "keyword", "DOI", "URL")
"""Variables of the book that its chapters do not share."""


def chapter_record(book: Book, section: Section, pages: str = "") -> Record:
    """A written section of the body as a CSL item; ``pages`` is "47-63"."""
    whole = book_record(book.metadata)
    shared = {variable: value for variable, value in whole.items() if variable not in WHOLE_ONLY}
    titles = filter(None, map(plain_text, (section.title, section.subtitle)))
    own = {
        "id": f"{book.metadata.slug}-{section.id}",
        "type": "chapter",
        "title": ": ".join(titles),
        "container-title": whole["title"],
        "page": pages,
        "language": section.language or book.metadata.language,
    }
    return {variable: value for variable, value in (shared | own).items() if value}


def is_chapter(section: Section) -> bool:
    """Whether a section has a record of its own: those that an author wrote for the body."""
    return section.matter == "body" and bool(section.path)


def chapter_records(book: Book, page_map: PageMap) -> list[Record]:
    """The written sections of the body as CSL items, in order, with the printed pages they fill."""
    return [
        chapter_record(book, section, pages)
        for section, pages in page_ranges(book.sections, page_map)
        if is_chapter(section)
    ]


def source_records(book: Book, apparatus: Apparatus) -> list[Record]:
    """The sources of the bibliography as CSL items, in its order."""
    sources = {source.key: source for source in reversed(book.sources)}
    keys = dict.fromkeys(entry.key for group in apparatus.bibliography for entry in group.entries)
    return [_untagged(csl_item(sources[key])) for key in keys]


def _untagged(record: Record) -> Record:
    """A record whose texts hold no markup: the engine's tags for titles are its own."""
    return {
        name: re.sub(r"</?(?:i|b|sup|sub|span)\b[^>]*>", "", value) if isinstance(value, str) else value
        for name, value in record.items()
    }


def page_ranges(sections: Iterable[Section], page_map: PageMap) -> list[tuple[Section, str]]:
    """Each section on the page map with its first and last page ("47-63"); blank pages after it do not count."""
    starts = page_map.starts
    index = {start.label: number for number, start in enumerate(starts)}
    begun = [(s, index[page_map.page_of[s.id]]) for s in sections if page_map.page_of.get(s.id) in index]
    found = []
    ends = [first for _, first in begun[1:]] + [len(starts)]
    for (section, first), following in zip(begun, ends, strict=True):
        last = max(following - 1, first)
        while last > first and _blank(page_map, last):
            last -= 1
        labels = (starts[first].label, starts[last].label)
        found.append((section, labels[0] if first == last else "-".join(labels)))
    return found


def _blank(page_map: PageMap, number: int) -> bool:
    """A blank page has no word of its own: it begins with the first word of the page after it, or with none."""
    start, after = page_map.starts[number], page_map.starts[number + 1 : number + 2]
    return not start.block or any((a.block, a.offset) == (start.block, start.offset) for a in after)


def _names(metadata: Metadata) -> dict[str, object]:
    names: dict[str, list[dict[str, str]]] = {}
    for person in metadata.contributors:
        if person.role in ROLES:
            parts = {"family": person.family, "given": person.given}
            name = {"literal": person.literal} if person.literal else {k: v for k, v in parts.items() if v}
            names.setdefault(ROLES[person.role], []).append(name)
    return dict(names)


def _issued(date: str) -> dict[str, object]:
    match = DATE.fullmatch(date)
    if match is None:
        return {"literal": date} if date else {}
    return {"date-parts": [[int(part) for part in match.groups() if part]]}
