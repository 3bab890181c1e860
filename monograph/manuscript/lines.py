"""Stage 1: the text of a Markdown file without its comments, and the way back from it to line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from monograph.model import Location

COMMENT = re.compile(r"(?<![`\\])(`+)(?!`)[^\n]*?[^`\n]\1(?!`)|<!--(?!\s*facts:).*?-->", re.S)
"""A comment, or a piece of code, in which nothing is a comment. ``facts:`` comments are read by the inlines."""


@dataclass(frozen=True)
class Row:
    """A line as it is parsed: its number in the file, and the comments cut out of it as (column, length)."""

    number: int
    text: str
    cuts: tuple[tuple[int, int], ...] = ()

    def column(self, offset: int) -> int:
        """The column in the file, from 1, of a character of ``text``."""
        for start, length in self.cuts:
            if offset >= start:
                offset += length
        return offset + 1


def rows_of(text: str, first_line: int) -> tuple[Row, ...]:
    """The lines of ``text`` without comments; a line that held nothing else is not there at all."""
    last = text.rfind("-->") + len("-->")  # behind it no comment ends, and none need be looked for
    comments = [m.span() for m in COMMENT.finditer(text, 0, last) if m[0].startswith("<!--")]
    rows, start, index = [], 0, 0
    for number, line in enumerate(text.split("\n"), first_line):
        end = start + len(line)
        while index < len(comments) and comments[index][1] <= start:
            index += 1
        touching = []
        for opened, closed in comments[index:]:
            if opened >= end:
                break
            touching.append((max(opened, start) - start, min(closed, end) - start))
        row = _cut(number, line, touching)
        if row.text.strip() or not touching:
            rows.append(row)
        start = end + 1
    return tuple(rows)


def _cut(number: int, line: str, spans: list[tuple[int, int]]) -> Row:
    if not spans:
        return Row(number, line)
    kept, cuts, done = "", [], 0
    for start, end in spans:
        kept += line[done:start]
        if kept.endswith(" ") and line[end : end + 1] == " ":
            end += 1  # one blank of the two around it
        cuts.append((start, end - start))
        done = end
    kept += line[done:]
    return Row(number, kept.rstrip() if done == len(line.rstrip()) else kept, tuple(cuts))


class Passage:
    """The text of one block: turns offsets into places. Indentation and markers were taken off its lines.

    ``first`` is the index of its first line in ``rows``, ``origin`` the offset in ``source`` of what is read,
    ``hint`` the column at which to look for it.
    """

    def __init__(self, path: str, rows: Sequence[Row], first: int, source: str, origin: int = 0, hint: int = 0) -> None:
        self.path, self.rows, self.first, self.origin, self.hint = path, rows, first, origin, hint
        self.lines = source.split("\n")
        self.starts = [0]
        for line in self.lines[:-1]:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def at(self, position: int) -> Location:
        """The place of the character at ``position``."""
        index = bisect_right(self.starts, position + self.origin) - 1
        text = self.lines[index].rstrip()
        row = self.rows[min(self.first + index, len(self.rows) - 1)]
        whole = row.text.rstrip()
        start = len(whole) - len(text) if whole.endswith(text) and not self.hint else row.text.find(text, self.hint)
        return Location(self.path, row.number, row.column(max(start, 0) + position + self.origin - self.starts[index]))


class FoldedPassage(Passage):
    """A text of a YAML file, whose lines were folded: everything in it stands at one place."""

    def __init__(self, place: Location) -> None:
        self.place = place

    def at(self, position: int) -> Location:
        """The place of the whole text."""
        return self.place
