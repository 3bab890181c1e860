"""Units -> pages with the right numbers: laid out until no page number moves, body first, front matter last.

Page numbers in the text are literal: they come from the page map of the round before. Units whose HTML
did not change are not laid out again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monograph.typesetting.pagemap import page_label
from monograph.typesetting.units import LaidOut, Numbering, Unit, lay_out

ROUNDS = 4
BLANK = ""
"""Key for which ``DocumentMaker`` gives an empty page."""

DocumentMaker = Callable[[str, int, Numbering, Mapping[str, str]], str]
"""(unit key, number of its first page, numbering, id -> page label) -> its HTML document."""


@dataclass(frozen=True)
class Sheet:
    """One page of the book: its unit, its index in the unit, its label."""

    key: str
    index: int
    label: str


@dataclass
class Pagination:
    """The pages of the book in order. ``swinging`` are ids whose page never settled (empty = settled)."""

    sheets: list[Sheet] = field(default_factory=list)
    units: dict[str, LaidOut] = field(default_factory=dict)
    page_of: dict[str, str] = field(default_factory=dict)
    rounds: int = 0
    laid_out: int = 0
    swinging: tuple[str, ...] = ()

    def pages(self) -> list[Any]:
        """The laid-out pages in order."""
        return [self.units[s.key].document.pages[s.index] for s in self.sheets]


class Paginator:
    """Lays units out. ``folder`` is what their addresses are relative to, ``marks`` ids that are no blocks."""

    def __init__(
        self,
        units: Sequence[Unit],
        document: DocumentMaker,
        folder: Path,
        marks: frozenset[str],
        progress: Callable[[int, int], None],
    ) -> None:
        self.units, self.document, self.folder, self.marks = units, document, folder, marks
        self.progress = progress
        self.done: dict[str, LaidOut] = {}
        self.laid_out = 0

    def run(self) -> Pagination:
        """Rounds until the page map is stable, at most four."""
        quoted: dict[str, str] = {}
        for number in range(1, ROUNDS + 1):
            sheets = self._round(quoted)
            page_of = self._page_of(sheets)
            if page_of == quoted or not self._stale(sheets, page_of):
                return Pagination(sheets, self.done, page_of, number, self.laid_out)
            before, quoted = quoted, page_of
        swinging = tuple(sorted(i for i in quoted if quoted[i] != before.get(i)))
        return Pagination(sheets, self.done, quoted, ROUNDS, self.laid_out, swinging)

    def _round(self, quoted: Mapping[str, str]) -> list[Sheet]:
        """Lay out what changed: arabic units first, since the roman ones quote their pages."""
        arabic = self._lay_out_all("arabic", quoted)
        known = {**quoted, **self._page_of(arabic)}
        roman = self._lay_out_all("roman", known)
        if len(roman) % 2 and arabic:
            roman += self._blank(len(roman) + 1, "roman", quoted)
        return roman + arabic

    def _lay_out_all(self, numbering: Numbering, quoted: Mapping[str, str]) -> list[Sheet]:
        sheets: list[Sheet] = []
        for unit in (u for u in self.units if u.numbering == numbering):
            if unit.recto and len(sheets) % 2:
                sheets += self._blank(len(sheets) + 1, numbering, quoted)
            first = len(sheets) + 1
            laid = self._lay_out(unit, self.document(unit.key, first, numbering, quoted))
            sheets += [Sheet(unit.key, i, page_label(first + i, numbering)) for i in range(laid.length)]
        return sheets

    def _blank(self, number: int, numbering: Numbering, quoted: Mapping[str, str]) -> list[Sheet]:
        key = f"{BLANK}{number}-{numbering}"
        self._lay_out(Unit(key, numbering, False), self.document(BLANK, number, numbering, quoted))
        return [Sheet(key, 0, page_label(number, numbering))]

    def _lay_out(self, unit: Unit, html: str) -> LaidOut:
        if unit.key not in self.done or self.done[unit.key].html != html:
            self.done[unit.key] = lay_out(unit, html, self.folder, self.marks)
            self.laid_out += 1
            self.progress(len(self.done), max(len(self.done), len(self.units)))
        return self.done[unit.key]

    def _page_of(self, sheets: Sequence[Sheet]) -> dict[str, str]:
        labels: dict[str, dict[int, str]] = {}
        for sheet in sheets:
            labels.setdefault(sheet.key, {})[sheet.index] = sheet.label
        return {
            identifier: labels[key][index]
            for key in labels
            for identifier, index in self.done[key].map.first_page.items()
        }

    def _stale(self, sheets: Sequence[Sheet], page_of: Mapping[str, str]) -> bool:
        """Whether a unit would read differently with this page map."""
        first = {s.key: n for n, s in reversed(list(enumerate(sheets)))}
        roman = sum(1 for s in sheets if not s.label.isdigit())
        for unit in self.units:
            number = first[unit.key] + 1 - (roman if unit.numbering == "arabic" else 0)
            if self.document(unit.key, number, unit.numbering, page_of) != self.done[unit.key].html:
                return True
        return False
