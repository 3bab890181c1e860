"""How even the lines of a book are: lines as they were set -> the figures of the build report.

A word space is told as a multiple of its font's own ("natural") space; a line's looseness is the mean of its spaces.
Last lines of paragraphs and lines without a space are left out where spaces are judged.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple


class SetLine(NamedTuple):
    """One line of justified text as it was set, on page number ``page`` of its unit. Lengths are in px."""

    kind: Literal["text", "note"]
    page: int
    x: float
    """Left edge of the measure on the page."""
    y: float
    """Top of the line on the page."""
    height: float
    first: bool
    """First line of its paragraph."""
    last: bool
    left: float
    """Where the first letter begins, from the left edge of the measure."""
    right: float
    measure: float
    looseness: float | None
    """Mean word space as a multiple of the natural one; None in a line without a space."""
    rivers: int
    """How many runs of white, one word space under the other, reach their fourth line here."""
    hyphen: bool
    composed: bool
    """Broken by us, not left to the greedy breaker."""
    top: bool
    """First of its paragraph's lines on this page."""
    bottom: bool


@dataclass
class Typography:
    """The figures. Shares are between 0 and 1 and count inner lines only, unless said otherwise."""

    paragraphs: int = 0
    lines: int = 0
    mean: float = 0.0
    deviation: float = 0.0
    over_1_5: float = 0.0
    over_2: float = 0.0
    loosest: float = 0.0
    tightest: float = 0.0
    hyphenated: float = 0.0
    hyphen_runs: int = 0
    """Groups of three or more hyphenated lines in a row."""
    short_last: int = 0
    """Last lines, of paragraphs of more than one, under 12 % of the measure."""
    unfilled: int = 0
    """Inner lines that stay more than 3 % of the measure short of the margin."""
    overfull: int = 0
    """Lines that stand out of the margin by more than hanging punctuation may."""
    rivers: int = 0
    """White that runs through four or more lines."""
    widows: int = 0
    orphans: int = 0
    neighbours: float = 0.0
    """Mean difference of looseness between a line and the next."""
    greedy: int = 0
    """Paragraphs left to the greedy breaker."""

    def rounded(self) -> dict[str, int | float]:
        """For the report: shares to a tenth of a percent."""
        return {k: round(v, 3) if isinstance(v, float) else v for k, v in vars(self).items()}


SHORT, UNFILLED, HANGS = 0.12, 0.03, 0.014


def paragraphs(lines: Iterable[SetLine]) -> list[list[SetLine]]:
    """Lines in order, cut where a paragraph begins."""
    found: list[list[SetLine]] = []
    for line in lines:
        if line.first or not found:
            found.append([])
        found[-1].append(line)
    return found


def figures(lines: Sequence[SetLine]) -> Typography:
    """The figures of the lines of one kind."""
    result = Typography(lines=len(lines))
    groups = paragraphs(lines)
    result.paragraphs = len(groups)
    inner = [line for line in lines if not line.last]
    loose = [line.looseness for line in inner if line.looseness is not None]
    if loose:
        result.mean = sum(loose) / len(loose)
        result.deviation = math.sqrt(sum((value - result.mean) ** 2 for value in loose) / len(loose))
        result.over_1_5 = sum(value > 1.5 for value in loose) / len(loose)
        result.over_2 = sum(value > 2 for value in loose) / len(loose)
        result.loosest, result.tightest = max(loose), min(loose)
    if inner:
        result.hyphenated = sum(line.hyphen for line in inner) / len(inner)
    result.hyphen_runs = sum(_runs(group) for group in groups)
    result.short_last = sum(_short(group) for group in groups)
    result.unfilled = sum(line.right < line.measure * (1 - UNFILLED) for line in inner)
    result.overfull = sum(line.right > line.measure * (1 + HANGS) for line in lines)
    result.rivers = sum(line.rivers for line in lines)
    result.widows = sum(line.last and line.top and not line.first for line in lines)
    result.orphans = sum(line.first and line.bottom and not line.last for line in lines)
    result.greedy = sum(not all(line.composed for line in group) for group in groups)
    steps = [
        abs(a.looseness - b.looseness)
        for group in groups
        for a, b in pairwise(group)
        if a.looseness is not None and b.looseness is not None and not b.last and a.page == b.page
    ]
    result.neighbours = sum(steps) / len(steps) if steps else 0.0
    return result


def _runs(group: Sequence[SetLine]) -> int:
    ends = "".join("-" if line.hyphen else " " for line in group)
    return sum(len(run) >= 3 for run in ends.split())


def _short(group: Sequence[SetLine]) -> bool:
    last = group[-1]
    return last.last and len(group) > 1 and last.right < SHORT * last.measure


Chains = Sequence[tuple[float, float, int]]
"""Left and right edge of each word space of a line, from left to right, and through how many lines white runs down
to it."""

RIVER_LINES = 4


def white_above(above: Chains, gaps: Sequence[tuple[float, float]]) -> tuple[Chains, int]:
    """The chains of a line whose word spaces have these edges, and how many of them are now as long as a river.

    Two word spaces lie under each other if half of the narrower does.
    """
    chains: list[tuple[float, float, int]] = []
    first, count, rivers = 0, len(above), 0
    for left, right in sorted(gaps):
        while first < count and above[first][1] <= left:
            first += 1
        longest, at = 0, first
        while at < count and above[at][0] < right:
            over_left, over_right, length = above[at]
            if length > longest:
                common = (right if right < over_right else over_right) - (left if left > over_left else over_left)
                narrower = min(right - left, over_right - over_left)
                if common >= 0.5 * narrower > 0:
                    longest = length
            at += 1
        chains.append((left, right, longest + 1))
        rivers += longest + 1 == RIVER_LINES
    return chains, rivers
