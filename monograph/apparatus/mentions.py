"""Stage 2: where the text treats a person, place, event or term: the marks of the author, read the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monograph.apparatus.inlines import walk
from monograph.apparatus.reading import section_inlines
from monograph.model import Book, Inlines, Section, Span

RECORDS = ("person", "place", "event", "term")


def mentions_of(book: Book) -> Mapping[str, tuple[str, ...]]:
    """``kind-id`` of a record -> ids of the marked spans in text and notes, in reading order."""
    found: dict[str, list[str]] = {}
    for section in book.sections:
        for inlines in _written(section, book):
            for node in walk(inlines):
                if isinstance(node, Span) and node.id:
                    for kind, value in node.marks:
                        if kind in RECORDS:
                            found.setdefault(f"{kind}-{value}", []).append(node.id)
    return {key: tuple(ids) for key, ids in found.items()}


def _written(section: Section, book: Book) -> Iterator[Inlines]:
    """What the author wrote in a section: its text, then its notes. Records that it prints are no mention."""
    if section.path or section.blocks:
        yield from section_inlines(section, book)
        for note in section.notes:
            yield from (paragraph.children for paragraph in note.blocks)
