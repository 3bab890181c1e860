"""Units -> pages with the right numbers: set until no page number moves.

Page numbers in the text are literal: they come from the page map of the round before, the first time from that of
the last build. A unit is set again only when it falls on the other side of the sheet or a page that it quotes has
another number; its own folios are drawn later. Where nothing is known, units are set in reading order, those that
quote what is before them alone first, and those that quote most (bibliography, contents, index) last.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import Any

from monograph.store import digest
from monograph.typesetting.galleys import Galley, Numbering, Unit
from monograph.typesetting.pagemap import page_label
from monograph.typesetting.press import Press

ROUNDS = 4
BLANK = ""
"""Key for which ``DocumentMaker`` gives an empty page."""

MANY = 12
"""A unit that quotes more pages, some of which are not known yet, waits for all that quote fewer."""

DocumentMaker = Callable[[str, int, Numbering, Mapping[str, str]], str]
"""(unit key, number of its first page, numbering, id -> page label) -> its HTML document."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Sheet:
    """One page of the book: its unit, its index in the unit, its label."""

    key: str
    index: int
    label: str


@dataclass(frozen=True)
class Plan:
    """What a unit is set from: name in the cache, the first page that the document is made for, the pages it quotes."""

    name: str
    first: int
    quoted: Mapping[str, str | None]


@dataclass(frozen=True)
class Placed:
    """A galley and what it was set from."""

    galley: Galley
    plan: Plan


@dataclass
class Pagination:
    """The pages of the book in order. ``swinging`` are ids whose page never settled, with a unit that quotes it.

    ``opened``: drawn pages -> the same as ``pikepdf.Pdf``, where there was time for it.
    """

    sheets: list[Sheet] = field(default_factory=list)
    units: dict[str, Placed] = field(default_factory=dict)
    page_of: dict[str, str] = field(default_factory=dict)
    rounds: int = 0
    laid_out: int = 0
    swinging: tuple[tuple[str, str], ...] = ()
    opened: dict[bytes, Any] = field(default_factory=dict)

    def galley(self, key: str) -> Galley:
        """The galley of a unit."""
        return self.units[key].galley

    def runs(self) -> list[tuple[str, list[str]]]:
        """The units in order, blank pages among them, each with the labels of its pages."""
        runs: list[tuple[str, list[str]]] = []
        for sheet in self.sheets:
            if sheet.index == 0:
                runs.append((sheet.key, []))
            runs[-1][1].append(sheet.label)
        return runs


class Quoted(Mapping[str, str]):
    """A page map that remembers which pages were asked for. ``asked``: id -> label, None where it is not known."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self.pages = pages
        self.asked: dict[str, str | None] = {}

    def __getitem__(self, identifier: str) -> str:
        self.asked[identifier] = self.pages.get(identifier)
        return self.pages[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)


@dataclass(frozen=True)
class Pages(Mapping[str, str]):
    """The page map as far as it is known: id -> label.

    For what is set it goes by where that stands in its unit (``homes``: id -> unit key, index of the page) and by where
    the unit begins (``firsts``); for the rest by what is ``expected``.
    """

    homes: Mapping[str, tuple[str, int]]
    firsts: Mapping[str, int]
    numbering: Mapping[str, Numbering]
    expected: Mapping[str, str]

    def __getitem__(self, identifier: str) -> str:
        key, index = self.homes.get(identifier, ("", 0))
        if key in self.firsts:
            return page_label(self.firsts[key] + index, self.numbering[key])
        return self.expected[identifier]

    def __iter__(self) -> Iterator[str]:
        standing = (identifier for identifier, (key, _) in self.homes.items() if key in self.firsts)
        return iter(dict.fromkeys((*self.expected, *standing)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Paginator:
    """Sets units until their pages agree; ``progress`` is told how many of them are set."""

    def __init__(self, units: Sequence[Unit], document: DocumentMaker, press: Press, progress: Progress) -> None:
        self.units, self.document, self.press, self.progress = units, document, press, progress
        self.placed: dict[str, Placed] = {}
        self.homes: dict[str, tuple[str, int]] = {}
        self.known: dict[str, str] = {}
        self.lengths: dict[str, int] = {}
        self.opened: dict[bytes, Any] = {}

    def run(self) -> Pagination:
        """Rounds until the page map is stable, at most four."""
        self._recall_map()
        rounds, stale = 0, self._stale()
        while rounds < ROUNDS and (stale or not rounds):
            self._round()
            rounds, stale = rounds + 1, self._stale()
        sheets = self._sheets()
        if any(sheet.key == BLANK for sheet in sheets):
            self._set_blank()
        page_of = dict(self._pages())
        pagination = Pagination(sheets, self.placed, page_of, rounds, self.press.laid_out, stale, self.opened)
        if not stale:
            self._keep_map(pagination)
        return pagination

    # ------------------------------------------------------------------ one round

    def _round(self) -> None:
        """Set every unit that is not set, or not as the page map has it now."""
        stale = {key for _, key in self._stale()}
        waiting = [u for number in ("arabic", "roman") for u in self.units if u.numbering == number]
        waiting = [unit for unit in waiting if unit.key not in self.placed or unit.key in stale]
        if all(unit.key in self.lengths for unit in self.units):
            waiting.sort(key=lambda unit: -self.lengths[unit.key])
        late = self._set(waiting, MANY)
        late.sort(key=lambda unit: unit.numbering == "arabic")  # the contents first: the pages behind them are quoted
        self._set(late, sys.maxsize)

    def _set(self, waiting: Sequence[Unit], many: int) -> list[Unit]:
        """Set units, as many at once as there are processes; returns those that quote ``many`` pages and must wait.

        A unit that quotes pages of others which are not known yet is put off once, behind those that are left.
        """
        running: dict[Future[Galley], tuple[Unit, Plan]] = {}
        left, late, put_off = list(waiting), [], set[str]()
        while left or running:
            while left and len(running) < self.press.jobs:
                unit = left.pop(0)
                plan, html = self._plan(unit)
                galley = self.press.recall(plan.name)
                unknown = any(label is None and f'id="{i}"' not in html for i, label in plan.quoted.items())
                if galley is not None:
                    self._place(unit, plan, galley)
                elif unknown and len(plan.quoted) > many:
                    late.append(unit)
                elif unknown and left and unit.key not in put_off:
                    put_off.add(unit.key)
                    left.append(unit)
                else:
                    running[self.press.submit(unit, html)] = unit, plan
            if running and not left and not any(future.done() for future in running):
                self._open_early()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                unit, plan = running.pop(future)
                self.press.keep(plan.name, future.result())
                self._place(unit, plan, future.result())
        return late

    def _open_early(self) -> None:
        """While the last units are being set, open those that binding will need."""
        from monograph.typesetting.binding import open_galley  # loads what writes PDF

        for placed in self.placed.values():
            if placed.galley.pdf not in self.opened:
                self.opened[placed.galley.pdf] = open_galley(placed.galley)

    def _plan(self, unit: Unit) -> tuple[Plan, str]:
        first, pages = self._first(unit), Quoted(self._pages())
        html = self.document(unit.key, first, unit.numbering, pages)
        return Plan(self.press.key(unit, html), first, pages.asked), html

    def _place(self, unit: Unit, plan: Plan, galley: Galley) -> None:
        if unit.key in self.placed:
            for identifier in self.placed[unit.key].galley.first_page:
                self.homes.pop(identifier, None)
        self.homes.update((identifier, (unit.key, index)) for identifier, index in galley.first_page.items())
        self.placed[unit.key] = Placed(galley, plan)
        self.lengths[unit.key] = galley.length
        self.progress(len(self.placed), max(len(self.placed), len(self.units)))

    # ------------------------------------------------------------------ the page map

    def _firsts(self) -> dict[str, int]:
        """Unit -> number of its first page, for every unit before which all lengths are known."""
        firsts: dict[str, int] = {}
        for numbering in ("roman", "arabic"):
            following = 1
            for unit in (u for u in self.units if u.numbering == numbering):
                following += unit.recto and following % 2 == 0
                firsts[unit.key] = following
                if unit.key not in self.lengths:
                    break
                following += self.lengths[unit.key]
        return firsts

    def _first(self, unit: Unit) -> int:
        """The number a unit's document is made for: 1 or 2 by its side, its own where it draws its folios itself."""
        first = self._firsts().get(unit.key, 1)
        placed = self.placed.get(unit.key)
        return first if placed and placed.galley.folios is None else 2 - first % 2

    def _sheets(self) -> list[Sheet]:
        """The pages of the book as far as they are known: roman ones, an even number of them, then arabic ones."""
        firsts, sheets = self._firsts(), []
        for numbering in ("roman", "arabic"):
            count = 0
            for unit in (u for u in self.units if u.numbering == numbering and u.key in firsts):
                first, length = firsts[unit.key], self.lengths.get(unit.key, 0)
                if first > count + 1:
                    sheets.append(Sheet(BLANK, 0, page_label(count + 1, numbering)))
                sheets += [Sheet(unit.key, i, page_label(first + i, numbering)) for i in range(length)]
                count = first + length - 1
            if numbering == "roman" and count % 2 and any(u.numbering == "arabic" for u in self.units):
                sheets.append(Sheet(BLANK, 0, page_label(count + 1, numbering)))
        return sheets

    def _set_blank(self) -> None:
        unit = Unit(BLANK, "arabic", False)
        html = self.document(BLANK, 2, "arabic", {})
        plan = Plan(self.press.key(unit, html), 2, {})
        galley = self.press.recall(plan.name) or self.press.submit(unit, html).result()
        self.press.keep(plan.name, galley)
        self.placed[BLANK] = Placed(galley, plan)

    def _pages(self) -> Pages:
        """For what is set, where it stands; for the rest what the last build had, and where each unit will begin."""
        firsts, numbering = self._firsts(), {unit.key: unit.numbering for unit in self.units}
        if all(unit.key in self.placed for unit in self.units):
            return Pages(self.homes, firsts, numbering, {})
        openings = {key: page_label(first, numbering[key]) for key, first in firsts.items()}
        return Pages(self.homes, firsts, numbering, self.known | openings)

    def _stale(self) -> tuple[tuple[str, str], ...]:
        """(id, unit) where a unit quotes another page for an id; a unit on the wrong side stands for itself."""
        pages, stale = self._pages(), []
        for unit in self.units:
            plan = self.placed[unit.key].plan if unit.key in self.placed else None
            if plan is not None:
                stale += [(i, unit.key) for i, label in plan.quoted.items() if pages.get(i) != label]
                stale += [(unit.key, unit.key)] if plan.first != self._first(unit) else []
        return tuple(stale)

    # ------------------------------------------------------------------ from build to build

    def map_name(self) -> str:
        """What the page map of this book is called in the cache."""
        return digest("page map", str(self.press.folder.resolve()), *(unit.key for unit in self.units))

    def _recall_map(self) -> None:
        """The page map of the last build of this book, if it is still there: a guess, which the rounds correct."""
        content = self.press.store.get(self.map_name())
        if content is not None:
            self.known, self.lengths = json.loads(content)

    def _keep_map(self, pagination: Pagination) -> None:
        content = json.dumps([pagination.page_of, self.lengths], ensure_ascii=False).encode()
        self.press.store.put(self.map_name(), content)
