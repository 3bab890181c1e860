"""Stage 5: records of the book and of its chapters for those who cite it, as CSL-JSON, BibTeX and RIS.

Chapters have records of their own once the printed pages are known; their page ranges are those of the page map.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from monograph.editions import Making
from monograph.editions.citation_formats import FORMATS, Record
from monograph.model import Book, Metadata, PageMap, Section
from monograph.rendering import plain_text

ROLES = {"aut": "author", "edt": "editor", "trl": "translator"}
"""MARC relator code -> CSL name variable."""

DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def write(making: Making) -> None:
    """Write ``cite/<slug>.*`` for the book and, where the pages are known, ``cite/<slug>-chapters.*``."""
    folder, slug = making.out / "cite", making.book.metadata.slug
    folder.mkdir(parents=True, exist_ok=True)
    files = {slug: [book_record(making.book.metadata)]}
    if making.page_map:
        files[f"{slug}-chapters"] = chapter_records(making.book, making.page_map)
    for stem, records in files.items():
        for extension, text_of in FORMATS.items():
            if records:
                (folder / f"{stem}.{extension}").write_bytes(text_of(records).encode())


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
        "abstract": " ".join(metadata.description.split()),
        "keyword": "; ".join(metadata.subjects),
    }
    return {variable: value for variable, value in record.items() if value}


def chapter_records(book: Book, page_map: PageMap) -> list[Record]:
    """The written sections of the body as CSL items, in order, with the printed pages they fill."""
    whole = book_record(book.metadata)
    shared = {k: v for k, v in whole.items() if k not in ("title", "title-short", "abstract", "keyword", "DOI")}
    records = []
    for section, pages in page_ranges(book.sections, page_map):
        if section.matter == "body" and section.path:
            titles = filter(None, map(plain_text, (section.title, section.subtitle)))
            own = {
                "id": f"{book.metadata.slug}-{section.id}",
                "type": "chapter",
                "title": ": ".join(titles),
                "container-title": whole["title"],
                "page": pages,
            }
            records.append(shared | own | ({"language": section.language} if section.language else {}))
    return records


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
