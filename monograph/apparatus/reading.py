"""Stage 2: a book in reading order, as its notes are numbered."""

from __future__ import annotations

from collections.abc import Iterator

from monograph.chronology.dates import read_date
from monograph.model import (
    Block,
    BlockQuote,
    Book,
    Division,
    Event,
    Figure,
    Heading,
    Inlines,
    List,
    Paragraph,
    Section,
    Table,
)


def blocks_of(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, each before the blocks that it holds."""
    for block in blocks:
        yield block
        if isinstance(block, BlockQuote | Division):
            yield from blocks_of(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from blocks_of(item.blocks)


def inlines_of(block: Block) -> Iterator[Inlines]:
    """The runs of words that a block holds itself; a table's caption stands above it."""
    if isinstance(block, Paragraph | Heading):
        yield block.children
    elif isinstance(block, Figure):
        yield block.caption
    elif isinstance(block, Table):
        yield block.caption
        for row in (block.head, *block.rows):
            for cell in row:
                yield cell.children


def section_inlines(section: Section, book: Book) -> Iterator[Inlines]:
    """Every run of words of a section, of the records that it prints too, but not of its notes."""
    yield section.title
    yield section.subtitle
    for block in blocks_of(section.blocks):
        yield from inlines_of(block)
    if section.kind == "chronology":
        for event in events_of(book):
            yield event.text
    elif section.kind in ("glossary", "abbreviations"):
        apart = prints(book, "abbreviations")
        for term in sorted(book.terms, key=lambda term: term.term.casefold()):
            if (apart and term.abbreviation) == (section.kind == "abbreviations"):
                yield term.definition


def events_of(book: Book) -> list[Event]:
    """The events in order of date; those whose date cannot be read, in the author's order at the end."""
    spans = {event.id: read_date(event.date) for event in book.events}
    dated = [(span.sort_key, event) for event in book.events if (span := spans[event.id])]
    dated.sort(key=lambda pair: pair[0])
    return [event for _, event in dated] + [event for event in book.events if spans[event.id] is None]


def prints(book: Book, kind: str) -> bool:
    """Whether the book has a section of this kind."""
    return any(section.kind == kind for section in book.sections)
