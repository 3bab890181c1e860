"""The places of a heading and the page map -> the numbers that are printed (Chicago Manual, ch. 16).

Three or more pages in a row become a range, as does what the author marked as one; a principal place stands alone and
bold; a note is "47n12", notes in a row "47nn12–13"; maps, figures and tables are italic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from monograph.apparatus.indexing.inclusive import PageNumber, last_of, page_number
from monograph.model import IndexLocator

ROW = 3
"""How many single pages in a row are printed as a range."""


@dataclass(frozen=True)
class PrintedLocator:
    """A number or a range: what is printed and the id to which it leads. ``last`` is empty for one number."""

    first: str
    target: str
    last: str = ""
    last_target: str = ""
    principal: bool = False
    plate: bool = False


@dataclass
class _Stretch:
    """Pages in a row: (number, label, target) of the first and of the last."""

    first: tuple[PageNumber, str, str]
    last: tuple[PageNumber, str, str]
    singles: int = 0
    pages: list[tuple[PageNumber, str, str]] = field(default_factory=list)


def printed_locators(
    locators: Sequence[IndexLocator], pages: Mapping[str, str], unknown: str, language: str
) -> tuple[PrintedLocator, ...]:
    """The numbers of a heading, in order. ``pages``: id -> page label; ``unknown`` stands for one not known yet."""

    def place(target: str) -> tuple[PageNumber, str, str]:
        label = pages.get(target, unknown)
        return page_number(label), label, target

    text = [locator for locator in locators if not locator.note and not locator.plate]
    principal = {place(loc.target)[0]: place(loc.target) for loc in reversed(text) if loc.principal}
    spans = [(place(loc.target), place(loc.until or loc.target), bool(loc.until)) for loc in text if not loc.principal]
    made = [(page, 0, PrintedLocator(label, target, principal=True)) for page, label, target in principal.values()]
    for stretch in _stretches(spans, frozenset(principal)):
        made += _printed(stretch, language)
    plates = {place(loc.target)[:2]: loc.target for loc in reversed(locators) if loc.plate}
    made += [(page, 1, PrintedLocator(label, target, plate=True)) for (page, label), target in plates.items()]
    made += _notes([(place(loc.target), loc.note) for loc in locators if loc.note and not loc.plate])
    return tuple(locator for _, _, locator in sorted(made, key=lambda m: m[:2]))


def _stretches(
    spans: Iterable[tuple[tuple[PageNumber, str, str], tuple[PageNumber, str, str], bool]],
    apart: frozenset[PageNumber],
) -> list[_Stretch]:
    """Pages that overlap or follow one another; a single page in ``apart`` is printed already."""
    made: list[_Stretch] = []
    ordered = sorted(spans, key=lambda span: (span[0][0], not span[2]))
    for first, last, ranged in ordered:
        if not ranged and first[0] in apart:
            continue
        last = max(first, last, key=lambda p: p[0])
        at = made[-1] if made else None
        if at is not None and _follows(at.last[0], first[0]):
            if first[0] > at.last[0] and not ranged:
                at.pages.append(first)
            if last[0] > at.last[0]:
                at.last = last
            at.singles += 0 if ranged else 1
            if ranged:
                at.singles = -len(ordered)  # an author's range is never taken apart
        else:
            made.append(_Stretch(first, last, -len(ordered) if ranged else 1, [first]))
    return made


def _follows(last: PageNumber, first: PageNumber) -> bool:
    return first[0] == last[0] and first[1] <= last[1] + 1


def _printed(stretch: _Stretch, language: str) -> list[tuple[PageNumber, int, PrintedLocator]]:
    (page, label, target), (_, end, end_target) = stretch.first, stretch.last
    if stretch.singles > 0 and len(stretch.pages) < ROW:
        return [(p, 0, PrintedLocator(words, id)) for p, words, id in stretch.pages]
    if label == end:
        return [(page, 0, PrintedLocator(label, target))]
    return [(page, 0, PrintedLocator(label, target, last_of(label, end, language), end_target))]


def _notes(
    notes: Iterable[tuple[tuple[PageNumber, str, str], str]],
) -> list[tuple[PageNumber, int, PrintedLocator]]:
    """Notes of one page with numbers in a row are joined."""
    found: dict[tuple[PageNumber, str], dict[str, str]] = {}
    for (page, label, target), number in notes:
        found.setdefault((page, label), {}).setdefault(number, target)
    made: list[tuple[PageNumber, int, PrintedLocator]] = []
    for (page, label), targets in found.items():
        numbers = sorted(targets, key=lambda n: (page_number(n), n))
        while numbers:
            row = [numbers.pop(0)]
            while numbers and row[-1].isdigit() and numbers[0] == str(int(row[-1]) + 1):
                row.append(numbers.pop(0))
            sign, last = ("nn", row[-1]) if len(row) > 1 else ("n", "")
            locator = PrintedLocator(f"{label}{sign}{row[0]}", targets[row[0]], last, targets[last] if last else "")
            made.append((page, 2 + len(made), locator))
    return made
