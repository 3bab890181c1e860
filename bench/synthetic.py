"""A monograph that nobody wrote, as long as asked for: the same every time, with notes, quotations, figures, index.

Every note says in its first words which one it is ("[17]"), and so do the words before its call ("(17)"): the pages of
any typesetter can be asked where both stand.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

WORDS_A_CHAPTER = 4150
WORDS_A_SECTION = 900
PAGES_A_CHAPTER = 14.3
"""Printed pages of a chapter with its share of the matter around it, on our page."""

SEED_TEXT = """
The commission of the frontier came together in the spring in a town that had neither an inn nor a telegraph.
Its members had been told to draw a line between pastures which the herdsmen of both sides had used since
anyone could remember, and they began, as such commissions do, by asking for papers. The papers that were
brought to them from Goris and from Shusha contradicted each other in every particular; the older ones gave
the distances in versts, the newer ones in hours of riding, and none of them named the springs on which
everything depended. A surveyor who had come from Tiflis proposed to measure the valley again before anything
was decided. The delegate of Baku replied that measuring would take a year, and that in a year there would be
nothing left to divide; the delegate of Erivan answered that a line which nobody had walked could not be kept.
Their quarrel is preserved in a protocol of eleven leaves, written in a fair hand and corrected twice. What
the villages thought of it can be read only between the lines. Petitions arrived every week, most of them
about mills and bridges, some about men who had been taken away in the winter and had not returned. The
secretary entered each of them in a register under its date and its place, and against many he wrote that the
matter had been passed on. Whether anybody ever acted on it remains unknown, for the letters of that autumn
were lost when the archive was carried over the mountains. Later historians have judged the commission
severely. One of them called it a theatre; another saw in its failure the beginning of everything that
followed. A more patient reading shows how little it was free to do: it had no soldiers, no money and, after
July, no orders. It went on counting houses nevertheless, and the lists that it left behind are the best
description of Zangezur between the wars, exact about fields and cattle where the governments were exact about
nothing.
"""
TERMS = tuple(
    (
        "Zangezur Goris Shusha Tiflis Baku Erivan Kapan Meghri Sisian Nakhichevan Moscow Araxes commission "
        "protocol register pastures petitions surveyor villages archive mills bridges cattle delegates "
        "telegrams versts refugees harvest garrison frontier "
    ).split()
)
AUTHORS = (
    "A. Melikian",
    "R. Aliev",
    "F. Hartmann",
    "J. Sutherland",
    "T. Nazarova",
    "K. Bagirov",
    "L. Moreau",
    "S. Petrosian",
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")


@dataclass(frozen=True)
class Piece:
    """A run of a text. ``kind``: plain words; words in italics; a note (``children``); a mark for the index
    (``name``); a reference to the page of ``name``.
    """

    kind: Literal["text", "italic", "note", "mark", "reference"]
    text: str = ""
    name: str = ""
    number: int = 0
    children: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, quotation or figure."""

    kind: Literal["heading", "paragraph", "quotation", "figure"]
    name: str
    pieces: tuple[Piece, ...]


@dataclass
class Chapter:
    """A chapter. Notes are counted from 1 in each; ``notes`` is how many it has."""

    number: int
    title: str
    blocks: list[Block] = field(default_factory=list)
    notes: int = 0

    @property
    def name(self) -> str:
        """Its id."""
        return f"chapter-{self.number}"


@dataclass
class SyntheticBook:
    """The whole book. ``index``: heading -> names of the marks; ``notes`` is the number of all notes."""

    chapters: list[Chapter]
    events: list[tuple[str, str]]
    sources: list[tuple[Piece, ...]]
    index: dict[str, list[str]]
    title: str = "The Line in the Pastures"
    author: str = "A. N. Author"

    @property
    def notes(self) -> int:
        """How many notes it has."""
        return sum(chapter.notes for chapter in self.chapters)


def chapters_for(pages: int) -> int:
    """How many chapters make about so many pages."""
    return max(1, round(pages / PAGES_A_CHAPTER))


def synthetic_book(chapters: int, longer_note: int = 0) -> SyntheticBook:
    """A book of so many chapters; the note ``longer_note`` (from 1 through the book) has one sentence more."""
    made = [_chapter(number) for number in range(1, chapters + 1)]
    total = 0
    for chapter in made:
        _number_notes(chapter, total, longer_note)
        total += chapter.notes
    writer = _Writer(random.Random(77))
    events = [
        (
            f"{writer.random.randint(1, 28)} {writer.random.choice(MONTHS)} {1918 + at * 4 // (5 * chapters)}",
            writer.sentence(6, 16),
        )
        for at in range(5 * chapters)
    ]
    sources = sorted((writer.source() for _ in range(6 * chapters)), key=lambda pieces: pieces[0].text + pieces[1].text)
    index: dict[str, list[str]] = defaultdict(list)
    for chapter in made:
        for piece in (piece for block in chapter.blocks for piece in block.pieces if piece.kind == "mark"):
            index[piece.text].append(piece.name)
    return SyntheticBook(made, events, sources, dict(sorted(index.items(), key=lambda item: item[0].lower())))


class _Writer:
    """Makes sentences: each word is one that followed the last in the seed text, now and then any."""

    def __init__(self, generator: random.Random) -> None:
        self.random = generator
        self._words = [word.strip(".,;:") for word in SEED_TEXT.split()]
        self._following: dict[str, list[str]] = {}
        for word, after in zip(self._words, self._words[1:], strict=False):
            self._following.setdefault(word, []).append(after)

    def words(self, number: int) -> list[str]:
        """So many words."""
        found = [self.random.choice(self._words)]
        while len(found) < number:
            known = self._following.get(found[-1])
            any_word = known is None or self.random.random() > 0.85
            found.append(self.random.choice(self._words if any_word else known or self._words))
        return found

    def sentence(self, least: int, most: int) -> str:
        """A sentence with its full stop."""
        words = self.words(self.random.randint(least, most))
        for at in range(10, len(words) - 2, 11):
            if self.random.random() < 0.7:
                words[at] += ","
        text = " ".join(words)
        return text[0].upper() + text[1:] + "."

    def title(self, least: int, most: int) -> str:
        """Some words as a title."""
        text = " ".join(self.words(self.random.randint(least, most)))
        return text[0].upper() + text[1:]

    def source(self) -> tuple[Piece, ...]:
        """A book cited."""
        year, first = self.random.randint(1918, 2019), self.random.randint(1, 200)
        return (
            Piece("text", f"{self.random.choice(AUTHORS)}, "),
            Piece("italic", self.title(3, 7)),
            Piece("text", f" (Tiflis, {year}), pp. {first}–{first + self.random.randint(1, 90)}."),
        )

    def note(self) -> tuple[Piece, ...]:
        """A note: a source, often with a sentence, now and then between two."""
        kind = self.random.random()
        before = (Piece("text", self.sentence(10, 22) + " "),) if kind > 0.8 else ()
        after = (Piece("text", " " + self.sentence(8, 28)),) if kind > 0.5 else ()
        return before + self.source() + after


def _chapter(number: int) -> Chapter:
    writer = _Writer(random.Random(1000 + number))
    chapter = Chapter(number, writer.title(3, 6))
    words = sections = 0
    while words < WORDS_A_CHAPTER:
        if words >= sections * WORDS_A_SECTION:
            sections += 1
            name = f"{chapter.name}-section-{sections}"
            chapter.blocks.append(Block("heading", name, (Piece("text", writer.title(3, 7)),)))
        pieces = _paragraph(writer, chapter)
        words += sum(len(piece.text.split()) for piece in pieces if piece.kind in ("text", "italic"))
        kind: Literal["quotation", "paragraph"] = "quotation" if writer.random.random() < 0.09 else "paragraph"
        chapter.blocks.append(Block(kind, f"{chapter.name}-block-{len(chapter.blocks)}", pieces))
        if chapter.number % 2 and words > 2000 and all(block.kind != "figure" for block in chapter.blocks):
            caption = (Piece("text", f"Figure {number}. {writer.sentence(6, 12)}"),)
            chapter.blocks.append(Block("figure", f"figure-{number}", caption))
    return chapter


def _paragraph(writer: _Writer, chapter: Chapter) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for _ in range(writer.random.randint(3, 8)):
        sentence = writer.sentence(9, 34)
        if writer.random.random() < 0.1:
            words = sentence.split(" ")
            at = writer.random.randrange(1, len(words) - 2)
            pieces.append(Piece("text", " ".join(words[:at]) + " "))
            pieces.append(Piece("italic", " ".join(words[at : at + 2]).strip(",")))
            sentence = " " + " ".join(words[at + 2 :])
        noted = writer.random.random() < 0.26
        pieces.append(Piece("text", sentence if not noted else sentence[:-1]))
        if writer.random.random() < 0.18:
            marks = sum(p.kind == "mark" for b in chapter.blocks for p in b.pieces) + sum(
                p.kind == "mark" for p in pieces
            )
            pieces.append(Piece("mark", writer.random.choice(TERMS), f"{chapter.name}-mark-{marks}"))
        if noted:
            chapter.notes += 1
            pieces.append(Piece("note", number=chapter.notes, children=writer.note()))
        if writer.random.random() < 0.02 and chapter.number > 1:
            pieces.append(Piece("text", " See chapter "))
            pieces.append(Piece("reference", name=f"chapter-{writer.random.randint(1, chapter.number - 1)}"))
            pieces.append(Piece("text", "."))
        pieces.append(Piece("text", " "))
    return tuple(pieces)


def _number_notes(chapter: Chapter, before: int, longer: int) -> None:
    """Give every note and the words before its call their number through the book."""
    for at, block in enumerate(chapter.blocks):
        pieces: list[Piece] = []
        for piece in block.pieces:
            if piece.kind == "note":
                through = before + piece.number
                more = (Piece("text", " This note was revised and is now longer by one short sentence."),)
                children = (Piece("text", f"[{through}] "), *piece.children, *(more if through == longer else ()))
                pieces.append(Piece("text", f" ({through})."))
                piece = Piece("note", name=f"note-{through}", number=piece.number, children=children)
            pieces.append(piece)
        chapter.blocks[at] = Block(block.kind, block.name, tuple(pieces))


def picture(number: int) -> str:
    """A map-like drawing as SVG, 400 by 260 units."""
    generator = random.Random(number)
    lines = []
    for _ in range(12):
        points = " ".join(f"{generator.randint(0, 400)},{generator.randint(0, 260)}" for _ in range(40))
        lines.append(
            f'<polyline points="{points}" fill="none" stroke-width="0.7" '
            f'stroke="#{generator.randint(0, 0xFFFFFF):06x}"/>'
        )
    for _ in range(25):
        x, y = generator.randint(10, 340), generator.randint(10, 250)
        lines.append(f'<circle cx="{x}" cy="{y}" r="2.5"/>')
        lines.append(
            f'<text x="{x + 4}" y="{y + 3}" font-size="8" font-family="Monograph Sans, Linux Biolinum O">'
            f"{generator.choice(TERMS)}</text>"
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 260" width="400" height="260">'
        f"<title>Map {number}</title>" + "".join(lines) + "</svg>"
    )
