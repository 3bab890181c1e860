"""What the generated parts list, gathered from the book and its apparatus (stage 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from monograph.model import (
    Apparatus,
    Block,
    BlockQuote,
    Book,
    Chart,
    ChartFigure,
    Contributor,
    Division,
    Entry,
    Figure,
    FormattedNote,
    List,
    MapFigure,
    MapSheet,
    NoteSeries,
    Section,
    Term,
)
from monograph.rendering.inlines import UNKNOWN_PAGE, plain_text
from monograph.rendering.parts import PARTS


@dataclass(frozen=True)
class DrawnLine:
    """A line of the list of maps and figures: the figure's id, "map 2" and its title."""

    id: str
    words: str
    title: str


@dataclass(frozen=True)
class Citing:
    """The notes of one section that cite a source: ``section`` in words, ``notes`` in order."""

    section: str
    notes: tuple[FormattedNote, ...]


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in reading order, each before what it holds."""
    for block in blocks:
        yield block
        match block:
            case BlockQuote() | Division():
                yield from walk(block.blocks)
            case List():
                for item in block.items:
                    yield from walk(item.blocks)


def has_part(book: Book, kind: str) -> bool:
    """Whether the book prints a part of this kind."""
    return any(section.kind == kind for section in book.sections)


def listed_sections(book: Book) -> tuple[Section, ...]:
    """The sections that the contents name, in order."""
    return tuple(section for section in book.sections if PARTS[section.kind].listed)


def drawn_lines(book: Book, apparatus: Apparatus, kind: str) -> tuple[DrawnLine, ...]:
    """The maps, or the numbered figures, in the order in which they stand in the book."""
    found = (
        apparatus.targets[block.id]
        for section in book.sections
        for block in walk(section.blocks)
        if isinstance(block, MapFigure | ChartFigure | Figure)
    )
    return tuple(
        DrawnLine(target.id, target.words, plain_text(target.title))
        for target in found
        if target.kind == kind and target.words
    )


def sheets_of(book: Book) -> Mapping[str, MapSheet]:
    """The map sheets by id."""
    return {sheet.id: sheet for sheet in book.maps}


def charts_of(book: Book) -> Mapping[str, Chart]:
    """The figures made from data by id."""
    return {chart.id: chart for chart in book.charts}


def citing_sections(entry: Entry, book: Book, apparatus: Apparatus) -> tuple[Citing, ...]:
    """The notes that cite an entry's source, by section: "chapter 4", or the title where it has no number."""
    notes = {note.id: note for group in apparatus.notes.values() for note in group}
    titles = {section.id: section.short_title for section in book.sections}
    found = (notes[id] for id in entry.cited_at if id in notes)
    lines = []
    for section, cited in groupby(found, lambda note: note.section):
        target = apparatus.targets.get(section)
        lines.append(Citing((target.words if target else "") or titles.get(section, section), tuple(cited)))
    return tuple(lines)


def on_pages(ids: tuple[str, ...], pages: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(id, page label) of the first of ``ids`` on each page; what has no page is left out."""
    labels: dict[str, str] = {}
    for id in ids:
        if id in pages:
            labels.setdefault(pages[id], id)
    return tuple((id, label) for label, id in labels.items())


def page_runs(ids: Iterable[str], pages: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The printed pages of ``ids`` as runs: one (id, page label), or the first and last of three pages or more.

    The id is the first that stands on that page. What has no page yet stands on page ``UNKNOWN_PAGE``.
    """
    labels: dict[str, str] = {}
    for id in ids:
        labels.setdefault(pages.get(id, UNKNOWN_PAGE), id)
    runs: list[list[tuple[str, str]]] = []
    for label, id in labels.items():
        last = runs[-1][-1][1] if runs else ""
        if label.isdigit() and last.isdigit() and int(label) == int(last) + 1:
            runs[-1].append((id, label))
        else:
            runs.append([(id, label)])
    short = [[run] if len(run) > 2 else [[page] for page in run] for run in runs]
    return tuple((run[0], run[-1]) if len(run) > 1 else (run[0],) for parts in short for run in parts)


def in_the_text(entry: Entry, apparatus: Apparatus) -> tuple[str, ...]:
    """The ids of the citations of an entry that stand in the text themselves, as in an author-date style."""
    notes = {note.id for group in apparatus.notes.values() for note in group}
    return tuple(id for id in entry.cited_at if id not in notes)


def note_lists(notes: Sequence[FormattedNote], book: Book) -> tuple[tuple[NoteSeries, tuple[FormattedNote, ...]], ...]:
    """The notes of a section by series, the author's first; each series with its own list."""
    every = (NoteSeries("", ""), *book.settings.series)
    lists = ((series, tuple(note for note in notes if note.series == series.id)) for series in every)
    return tuple((series, found) for series, found in lists if found)


def terms_of(book: Book, kind: str) -> tuple[Term, ...]:
    """The terms of the glossary or of the list of abbreviations; without that list the glossary holds both."""
    apart = has_part(book, "abbreviations")
    wanted = (term for term in book.terms if (apart and term.abbreviation) == (kind == "abbreviations"))
    return tuple(sorted(wanted, key=lambda term: term.term.casefold()))


def index_headnote(apparatus: Apparatus, words: Mapping[str, str]) -> str:
    """What the signs of the index mean, in a sentence; only of those that it uses."""
    used: set[str] = set()
    waiting = [entry for group in apparatus.index for entry in group.entries]
    while waiting:
        entry = waiting.pop()
        waiting += entry.children
        for locator in entry.locators:
            signs = {"principal": locator.principal, "plate": locator.plate, "note": bool(locator.note)}
            used |= {sign for sign, there in signs.items() if there}
    told = "; ".join(words[f"index_{sign}"] for sign in ("principal", "plate", "note") if sign in used)
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def full_name(contributor: Contributor) -> str:
    """A contributor's name as it stands on a title page."""
    return contributor.literal or f"{contributor.given} {contributor.family}".strip()


def names_by_role(book: Book) -> Mapping[str, tuple[str, ...]]:
    """MARC relator code -> names in the author's order."""
    people = book.metadata.contributors
    return {role: tuple(full_name(p) for p in people if p.role == role) for role in {p.role for p in people}}


def identifier_words(scheme: str) -> str:
    """What an identifier is called in print: ``isbn-print`` -> "ISBN (print)"."""
    name, _, medium = scheme.partition("-")
    return f"{name.upper()} ({medium})" if medium else name.upper()
