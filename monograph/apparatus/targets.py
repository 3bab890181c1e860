"""Stage 2: the numbers of chapters, appendices, maps, figures and tables, and what a cross-reference calls them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from monograph.apparatus.inlines import OBJECT, plain_text, walk
from monograph.apparatus.reading import blocks_of, section_inlines
from monograph.manuscript.printed import printed_records
from monograph.model import (
    Block,
    Book,
    ChartFigure,
    Figure,
    FormattedNote,
    Heading,
    Inlines,
    MapFigure,
    Section,
    Span,
    Table,
    Target,
    Text,
)

WORDS = {
    "en": {
        "appendix": "appendix {}",
        "chapter": "chapter {}",
        "figure": "figure {}",
        "map": "map {}",
        "note": "note {} to {}",
        "table": "table {}",
        "title": "“{}”",
    }
}
"""What things are called, by language; English where a language has no words here."""


def section_numbers(book: Book) -> dict[str, str]:
    """Section id -> "4" for a chapter, "B" for an appendix, "" for others; an author's number is counted on from."""
    numbers = {}
    chapter = appendix = 0
    for section in book.sections:
        number = ""
        if section.kind == "chapter" and section.matter == "body":
            chapter = section.number or chapter + 1
            number = str(chapter)
        elif section.kind == "appendix":
            appendix = section.number or appendix + 1
            number = letter(appendix)
        elif section.number:
            number = str(section.number)
        numbers[section.id] = number
    return numbers


def letter(number: int) -> str:
    """1 -> A, 26 -> Z, 27 -> AA."""
    rest, last = divmod(number - 1, 26)
    return (letter(rest) if rest else "") + chr(ord("A") + last)


def targets_of(
    book: Book, numbers: Mapping[str, str], notes: Mapping[str, Sequence[FormattedNote]]
) -> dict[str, Target]:
    """Id -> ``Target`` of every section, block, note, marked span and printed record.

    Maps are numbered through the book, and so are the figures and the tables that have a caption.
    """
    words = WORDS.get(book.metadata.language.partition("-")[0], WORDS["en"])
    sheets = {sheet.id: sheet.title for sheet in book.maps}
    charts = {chart.id: chart.title for chart in book.charts}
    found: list[Target] = []
    count = {"map": 0, "figure": 0, "table": 0}
    for section in book.sections:
        named = _section_words(section, numbers[section.id], words)
        found.append(Target(section.id, section.kind, named, section.id, section.title))
        for block in blocks_of(section.blocks):
            found.append(_block(block, section, count, words, sheets, charts))
        for inlines in section_inlines(section, book):
            found += _spans(inlines, section)
        for note in notes.get(section.id, ()):
            found.append(Target(note.id, "note", words["note"].format(note.number, named), section.id))
            for paragraph in note.paragraphs:
                found += _spans(paragraph.children, section)
    for record in printed_records(book):
        named = words["title"].format(record.name) if record.kind == "event" else record.name
        title = (Text(record.name, record.location),)
        found.append(Target(record.id, record.kind, named, record.section, title))
    made: dict[str, Target] = {}
    for target in found:
        made.setdefault(target.id, target)
    return made


def _section_words(section: Section, number: str, words: Mapping[str, str]) -> str:
    if number:
        return words["appendix" if section.kind == "appendix" else "chapter"].format(number)
    return words["title"].format(section.short_title or _plain(section.title))


def _block(
    block: Block,
    section: Section,
    count: dict[str, int],
    words: Mapping[str, str],
    sheets: Mapping[str, str],
    charts: Mapping[str, str],
) -> Target:
    if isinstance(block, MapFigure):
        title: Inlines = (Text(sheets.get(block.sheet, ""), block.location),)
        return Target(block.id, "map", words["map"].format(_next(count, "map")), section.id, title)
    if isinstance(block, ChartFigure):
        title = (Text(charts.get(block.chart, ""), block.location),)
        return Target(block.id, "figure", words["figure"].format(_next(count, "figure")), section.id, title)
    if isinstance(block, Figure | Table):
        kind = "figure" if isinstance(block, Figure) else "table"
        named = words[kind].format(_next(count, kind)) if block.caption else ""
        return Target(block.id, kind, named, section.id, block.caption)
    if isinstance(block, Heading):
        return Target(block.id, "heading", words["title"].format(_plain(block.children)), section.id, block.children)
    return Target(block.id, "block", "", section.id)


def _next(count: dict[str, int], kind: str) -> int:
    count[kind] += 1
    return count[kind]


def _spans(inlines: Inlines, section: Section) -> Iterator[Target]:
    for node in walk(inlines):
        if isinstance(node, Span) and node.id:
            yield Target(node.id, "span", "", section.id)


def _plain(inlines: Inlines) -> str:
    return plain_text(inlines).replace(OBJECT, "")
