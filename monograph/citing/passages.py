"""Where a passage stands that a reader asks for: a page, a chapter, a note, a map, a paragraph, or words of the text.

Letters are counted as the page map counts them, so that words are found on the page that bears them. What stands
between the letters does not matter: spaces, hyphens at the ends of lines, quotation marks, calls of notes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from monograph.citing.records import page_ranges
from monograph.manuscript.checks import nodes
from monograph.model import Apparatus, Book, Location, PageMap, PageStart, Section
from monograph.rendering import plain_text, section_writer
from monograph.typesetting.pagemap import block_texts, fold

PAGE = re.compile(r"(?:(?:pp?\.?|pages?)\s*)?([ivxlcdm]+|\d+)(?:\s*[-–]\s*([ivxlcdm]+|\d+))?", re.I)
CHAPTER = re.compile(r"(?:chapter|chap\.?|ch\.?)\s*(\d+)", re.I)
APPENDIX = re.compile(r"(?:appendix|app\.?)\s*([a-z])", re.I)
NOTE = re.compile(r"(?:note|n\.?)\s*(\S+?),?\s+(?:to|of|in)?\s*(?:chapter|chap\.?|ch\.?)\s*(\d+)", re.I)
PAGE_NOTE = re.compile(r"([ivxlcdm]+|\d+)\s*nn?\.?\s*(\d+)", re.I)
NUMBERED = re.compile(r"(map|figure|fig\.?|table)\s*(\d+)", re.I)
PARAGRAPH = re.compile(r"(?:¶\s*)?(\d+)\.(\d+)")
SILENT = frozenset({"half-title", "title-page", "imprint", "contents", "map-list", "index", "how-to-cite"})
"""Kinds of sections in which no words are looked for: they repeat those of others."""

MOST = 5
"""How many places with the same words are told."""

EXCERPT = 12
"""Words of an excerpt."""


@dataclass(frozen=True)
class Passage:
    """A place of the book. ``target`` is the id to link to; ``first`` and ``last`` are the labels of its pages.

    ``note`` is the number of the note it stands in, ``words`` what it is called ("map 2"), ``excerpt`` how it begins.
    """

    section: Section
    target: str
    first: str
    last: str
    location: Location
    note: str = ""
    words: str = ""
    excerpt: str = ""
    whole: bool = False


@dataclass(frozen=True)
class _Letter:
    block: str
    offset: int


class Finder:
    """Finds passages of one book; ``page_map`` is that of its printed edition."""

    def __init__(self, book: Book, apparatus: Apparatus, page_map: PageMap, marks: frozenset[str]) -> None:
        self.book, self.apparatus, self.page_map = book, apparatus, page_map
        self.notes = {note.id: note for group in apparatus.notes.values() for note in group}
        self._begun: dict[str, list[PageStart]] = {}
        for start in page_map.starts:
            self._begun.setdefault(start.block, []).append(start)
        drawings = {id: "" for id in (*(sheet.id for sheet in book.maps), *(chart.id for chart in book.charts))}
        write = section_writer(book, apparatus, "print", page_map.page_of, lambda id: f"#{id}", drawings)
        self.texts = {s.id: block_texts(etree.fromstring(write(s)), marks) for s in book.sections}
        self.places = {
            str(node.id): (section, getattr(node, "location", section.location))
            for section in book.sections
            for node in nodes(section)
            if getattr(node, "id", "")
        }
        for section in book.sections:
            for block in self.texts[section.id]:
                self.places.setdefault(block, (section, section.location))

    def find(self, asked: str) -> list[Passage]:
        """The passages that a reader may mean, at most a few; none where nothing fits."""
        asked = " ".join(asked.split())
        rules: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Passage]]]] = (
            (CHAPTER, lambda m: self._numbered_section("chapter", m[1])),
            (APPENDIX, lambda m: self._numbered_section("appendix", m[1].upper())),
            (NOTE, lambda m: self._note(m[1], m[2])),
            (PAGE_NOTE, lambda m: self._page_note(m[1], m[2])),
            (NUMBERED, lambda m: self._named(f"{m[1].lower().replace('fig.', 'figure')} {m[2]}")),
            (PARAGRAPH, lambda m: self._paragraph(m[1], m[2])),
            (PAGE, lambda m: self._pages(m[1].lower(), (m[2] or m[1]).lower())),
        )
        named = False
        for pattern, found_by in rules:
            match = pattern.fullmatch(asked)
            named = named or match is not None
            found = found_by(match) if match else []
            if found:
                return found
        if asked in self.places:
            return [self._at(asked)]
        titled = [s for s in self.book.sections if plain_text(s.title).casefold() == asked.casefold()]
        return [self._section(s) for s in titled if s.id in self.page_map.page_of] or self._words(asked, named)

    # ------------------------------------------------------------------ pages

    def page(self, block: str, offset: int) -> str:
        """The label of the page that bears a letter of a block."""
        label = self.page_map.page_of.get(block, "")
        for start in self._begun.get(block, ()):
            if start.offset <= offset:
                label = start.label
        return label

    def _pages(self, first: str, last: str) -> list[Passage]:
        starts = {start.label: start for start in self.page_map.starts}
        if first not in starts or last not in starts or starts[first].block not in self.places:
            return []
        start = starts[first]
        section, location = self.places[start.block]
        excerpt = self._excerpt(section.id, start.block, start.offset)
        return [Passage(section, start.block, first, last, location, excerpt=excerpt)]

    # ------------------------------------------------------------- what has a name

    def _numbered_section(self, kind: str, number: str) -> list[Passage]:
        return [
            self._section(section)
            for section in self.book.sections
            if section.kind == kind and self.apparatus.numbers.get(section.id) == number
        ]

    def _section(self, section: Section) -> Passage:
        first, _, last = dict((s.id, p) for s, p in page_ranges(self.book.sections, self.page_map))[
            section.id
        ].partition("-")
        return Passage(section, section.id, first, last or first, section.location, whole=True)

    def _note(self, number: str, chapter: str) -> list[Passage]:
        sections = {
            s.id for s in self.book.sections if s.kind == "chapter" and self.apparatus.numbers.get(s.id) == chapter
        }
        return [self._at(n.id) for n in self.notes.values() if n.section in sections and n.number == number]

    def _page_note(self, page: str, number: str) -> list[Passage]:
        found = (n.id for n in self.notes.values() if n.number == number)
        return [self._at(id) for id in found if self.page_map.page_of.get(id) == page.lower()]

    def _named(self, words: str) -> list[Passage]:
        return [self._at(t.id) for t in self.apparatus.targets.values() if t.words == words][:1]

    def _paragraph(self, chapter: str, number: str) -> list[Passage]:
        found = (f"{p.section.id}-p{number}" for p in self._numbered_section("chapter", chapter))
        return [self._at(id) for id in found if id in self.places]

    def _at(self, target: str) -> Passage:
        """The passage of an id."""
        section, location = self.places[target]
        if target == section.id:
            return self._section(section)
        note = self._note_of(target)
        named = self.apparatus.targets.get(target)
        words = named.words if named and named.kind in ("map", "figure", "table") else ""
        first = self.page_map.page_of.get(target, "")
        text = self.texts[section.id].get(target, "")
        last = self.page(target, len(text)) if text else first
        return Passage(
            section, target, first, last or first, location, note, words, self._excerpt(section.id, target, 0)
        )

    def _note_of(self, target: str) -> str:
        """The number of the note that an id belongs to."""
        for id, note in self.notes.items():
            if target == id or any(target == paragraph.id for paragraph in note.paragraphs):
                return note.number
        return ""

    # ------------------------------------------------------------------- words

    def _words(self, asked: str, named: bool) -> list[Passage]:
        """The places of a phrase; first as it is asked for, then without the figures that may be calls of notes.

        ``named``: it looks like the name of a page or part that is not there.
        """
        for keep in (str.isalnum,) if named else (str.isalnum, str.isalpha):
            wanted = "".join(c for c in fold(unicodedata.normalize("NFC", asked)) if keep(c))
            if wanted:
                found = [
                    passage for section in self.book.sections for passage in self._in_section(section, wanted, keep)
                ]
                if found:
                    return found[:MOST]
        return []

    def _in_section(self, section: Section, wanted: str, keep: Callable[[str], bool]) -> Iterator[Passage]:
        if section.kind in SILENT:
            return
        letters, text = self._letters(section, keep)
        at = text.find(wanted)
        while at >= 0:
            first, last = letters[at], letters[at + len(wanted) - 1]
            location = self.places[first.block][1]
            excerpt = self._excerpt(section.id, first.block, first.offset)
            yield Passage(
                section, first.block, self.page(first.block, first.offset), self.page(last.block, last.offset),
                location, self._note_of(first.block), excerpt=excerpt,
            )  # fmt: skip
            at = text.find(wanted, at + 1)

    def _letters(self, section: Section, keep: Callable[[str], bool]) -> tuple[list[_Letter], str]:
        """The letters of a section, its notes behind its text, and where each stands."""
        texts = self.texts[section.id]
        ordered = sorted(texts, key=lambda block: bool(self._note_of(block)))
        found = [(_Letter(b, at), c) for b in ordered for at, c in enumerate(texts[b]) if keep(c)]
        return [place for place, _ in found], "".join(c for _, c in found)

    def _excerpt(self, section: str, block: str, offset: int) -> str:
        """A few words of a block from a letter on, as they are written."""
        words: list[str] = []
        seen = 0
        for node in nodes(next(s for s in self.book.sections if s.id == section)):
            if getattr(node, "id", "") == block and hasattr(node, "children"):
                for word in plain_text(node.children).split():
                    if seen >= offset and len(words) < EXCERPT:
                        words.append(word)
                    seen += len(fold(word))
                break
        return " ".join(words)


def pages_of(passage: Passage) -> str:
    """The pages of a passage as a locator: "47" or "47-48"."""
    return passage.first if passage.first == passage.last else f"{passage.first}-{passage.last}"


def sheets(page_map: PageMap, before: int) -> Mapping[str, int]:
    """Label of a page -> its number in the PDF, from 1; ``before`` pages of a cover stand in front of the book."""
    return {start.label: number for number, start in enumerate(page_map.starts, before + 1)}
