"""A PDF of plain justified paragraphs, by whatever typesetter, -> its lines as they were set, for the same figures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from monograph.typesetting.lines.figures import Chains, SetLine, white_above


@dataclass(frozen=True)
class Sample:
    """How the paragraphs are set, in pt: type size, natural word space, left margin, measure, indent of first lines."""

    size: float
    space: float
    left: float
    measure: float
    indent: float


@dataclass(frozen=True)
class _Glyph:
    character: str
    x: float
    end: float
    y: float


def lines_of(path: Path, sample: Sample) -> list[SetLine]:
    """The lines of a file in reading order. A paragraph begins where a line is indented."""
    rows = [(page, row) for page, glyphs in _pages(path) for row in _rows(glyphs)]
    firsts = [row[0].x - sample.left > 0.7 * sample.indent for _, row in rows]
    pages = [page for page, _ in rows]
    found = []
    chains: Chains = ()
    for number, (page, row) in enumerate(rows):
        first, end = firsts[number], number + 1 == len(rows)
        last = end or firsts[number + 1]
        top = number == 0 or pages[number - 1] != page or first
        bottom = end or pages[number + 1] != page or last
        gaps = [(a.end, b.x) for a, b in pairwise(row) if b.x - a.end > 0.1 * sample.size]
        chains, rivers = white_above(() if top else chains, gaps)
        found.append(
            SetLine(
                kind="text",
                page=page,
                x=sample.left,
                y=row[0].y,
                height=sample.size,
                first=first,
                last=last,
                left=row[0].x - sample.left,
                right=row[-1].end - sample.left,
                measure=sample.measure,
                looseness=sum(b - a for a, b in gaps) / len(gaps) / sample.space if gaps else None,
                rivers=rivers,
                hyphen=row[-1].character in "-\u2010\u00ad\x02\ufffe",
                composed=True,
                top=top,
                bottom=bottom,
            )
        )
    return found


def _pages(path: Path) -> Iterator[tuple[int, list[_Glyph]]]:
    pdf = pypdfium2.PdfDocument(path)
    for number in range(len(pdf)):
        text = pdf[number].get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        glyphs = []
        for index in range(text.count_chars()):
            character = chr(raw.FPDFText_GetUnicode(text.raw, index))
            if character.strip():
                raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
                glyphs.append(_Glyph(character, x.value, text.get_charbox(index, loose=True)[2], y.value))
        yield number, glyphs


def _rows(glyphs: list[_Glyph]) -> Iterator[list[_Glyph]]:
    """Glyphs of one baseline from left to right, from the top of the page down."""
    rows: dict[int, list[_Glyph]] = {}
    for glyph in glyphs:
        rows.setdefault(round(glyph.y), []).append(glyph)
    for _, row in sorted(rows.items(), reverse=True):
        yield sorted(row, key=lambda glyph: glyph.x)
