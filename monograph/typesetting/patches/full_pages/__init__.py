"""A page that ends short is made again with a paragraph set a line longer or shorter, and kept if it then is full.

WeasyPrint 70.0 fills pages in order, each as far as widows, orphans, headings and notes let it
(``layout/page.py::remake_page``), and leaves empty what is left. Here such a page is made once more, from where it
began, with one or two of its paragraphs set to another number of lines where their words allow that
(``lines/loosening.py``). Of all ways the one that harms the lines least is taken. Where none fills the page, a line is
moved over from the page before, or back to it, if that one stays as full as it was; else both stay as they were. Pages
before a forced break and the last page of a document are let alone.

Facing pages end level, or one of them a line above the other: where one is two lines short, or the right-hand one
three, the other ends a line early, if that can be had.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from weasyprint import layout
from weasyprint.layout import page

from monograph.typesetting.galleys import FORGIVEN
from monograph.typesetting.patches.full_pages.ends import End, end_of
from monograph.typesetting.patches.full_pages.states import forget, restore, state_of
from monograph.typesetting.patches.full_pages.ways import Way, fillings, shifts, use
from monograph.typesetting.patches.wrapping import Wrap

MORE_TRIALS = 2
"""How often a page is made again for each way to set the one before."""
MOVED = 2
"""The most that a page may lack to be filled by a line moved over, and another of its own."""

NOTHING: Way = ()


@dataclass(frozen=True)
class Turned:
    """A page as it is kept: ``before`` is the state from which it was made, ``made`` and ``end`` what it became.

    ``facing`` is how the left-hand page ends that a right-hand one faces.
    """

    before: dict[str, Any]
    made: Any
    end: End
    facing: End | None = None

    def may_be(self, other: Turned) -> bool:
        """Whether another way to make this page leaves it as full, and level with the page it faces if it was."""
        level = self.facing is None or other.end.level_with(self.facing) or not self.end.level_with(self.facing)
        return level and not other.end.last and other.end.serves(self.end, self.end.room)


class Maker:
    """Makes the pages of one document by WeasyPrint's function, each as often as is asked for."""

    def __init__(self, stock: Any, context: Any, root_box: Any, html: Any) -> None:
        self.stock, self.context, self.root_box, self.html = stock, context, root_box, html

    def make(self, index: int, before: dict[str, Any] | None = None, early: float = 0) -> Turned:
        """The page of an index, from the state that the context is in, or from an earlier one.

        Its text ends at least ``early`` px above the end of the page.
        """
        if before is None:
            before = state_of(self.context)
        else:
            restore(self.context, before)
        forget(self.context, index)
        self.context.ends_early = early
        made = self.stock(index, self.context, self.root_box, self.html)
        self.context.ends_early = 0
        return Turned(before, made, end_of(self.context, made, index))

    def filled(self, index: int, short: Turned, trials: int | None = None) -> tuple[Turned, Way]:
        """A short page with its paragraphs set so that it is full, or less short, and how; else as it was."""
        kept, after, chosen = short, state_of(self.context), NOTHING
        for way in fillings(short.made[0].children[0], short.end.room)[:trials]:
            use(self.context, way)
            now = self.make(index, short.before)
            if now.end.serves(short.end, 0):
                return now, way
            if not chosen and short.end.room > FORGIVEN and now.end.serves(short.end, FORGIVEN):
                kept, after, chosen = now, state_of(self.context), way
            use(self.context, way, made=False)
        use(self.context, chosen)
        restore(self.context, after)
        return kept, chosen

    def filled_from(self, earlier: Turned, index: int, short: Turned) -> tuple[Turned, Turned]:
        """The page before and a short page, with a line moved over so that this one is full; else as they were."""
        after = state_of(self.context)
        for way in shifts(earlier.made[0].children[0]):
            use(self.context, way)
            first = self.make(index - 1, earlier.before)
            if earlier.may_be(first):
                second, inner = self.make(index), NOTHING
                if second.end.short:
                    second, inner = self.filled(index, second, MORE_TRIALS)
                if second.end.serves(short.end, 0):
                    return first, second
                use(self.context, inner, made=False)
            use(self.context, way, made=False)
        restore(self.context, after)
        return earlier, short

    def levelled(self, left: Turned, index: int, right: Turned) -> tuple[Turned, Turned]:
        """Facing pages, one of them ended a line early so that both end level, or nearly; else as they were."""
        after, early = state_of(self.context), right.end.leading
        first, second = left, right
        if left.end.room > right.end.room:
            second = self.make(index, right.before, early)
        else:
            first = self.make(index - 1, left.before, early)
            if not first.end.last:
                second = self.make(index)
        fair = first.end.room <= max(left.end.room, FORGIVEN) and second.end.room <= max(right.end.room, FORGIVEN)
        kept = first.end.serves(left.end, first.end.room) and second.end.serves(right.end, second.end.room)
        if fair and kept and not first.end.last and not second.end.last and first.end.level_with(second.end):
            return first, second
        restore(self.context, after)
        return left, right


def remake_page(stock: Any, index: int, context: Any, root_box: Any, html: Any) -> Any:
    """Make a page; if it ends short, make it anew until it does not."""
    maker = Maker(stock, context, root_box, html)
    turned: dict[int, Turned] = context.__dict__.setdefault("turned_pages", {})
    now, earlier = maker.make(index), turned.get(index - 1)
    if now.end.short:
        now, _ = maker.filled(index, now)
    if earlier is not None and not earlier.end.last:
        first = earlier
        if now.end.short and now.end.room <= MOVED:
            first, now = maker.filled_from(earlier, index, now)
        apart = abs(first.end.room - now.end.room)
        if now.end.recto and not now.end.last and FORGIVEN < apart <= FORGIVEN + (1 if first.end.room else 2):
            first, now = maker.levelled(first, index, now)
        now = replace(now, facing=first.end if now.end.recto else None)
        if first is not earlier:
            context.page_instead = first.made[0]
    context.turned_pages = {index: now}
    return now.made


def block_level_layout(stock: Any, context: Any, box: Any, bottom_space: float, *rest: Any, **named: Any) -> Any:
    """Lay out a box; the body of a page that shall end early has so much less room."""
    if box.is_for_root_element:
        bottom_space += context.__dict__.get("ends_early", 0)
    return stock(context, box, bottom_space, *rest, **named)


def make_all_pages(stock: Any, context: Any, root_box: Any, html: Any, pages: Any) -> Iterator[Any]:
    """All pages, each handed on when the next one is made, which may set it anew; ``html`` knows who made them."""
    held, html.laid_in = None, context
    for made in stock(context, root_box, html, pages):
        if held is not None:
            yield context.__dict__.pop("page_instead", held)
        held = made
    if held is not None:
        yield held


WRAPS = (
    Wrap(page, "remake_page", "1ff09b2dffa17839", remake_page),
    Wrap(page, "block_level_layout", "c1301dde9284e245", block_level_layout),
    Wrap(layout, "make_all_pages", "b5e4034894841caa", make_all_pages),
)
