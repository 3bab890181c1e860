"""A sheet over two facing pages: nothing stands in the fold, and each page has its own half of the drawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from monograph.cartography.furniture import Bar
from monograph.cartography.sheet import Composed


def halves(made: Composed) -> tuple[Composed, Composed]:
    """The left and the right half: lines run through both, everything else stands on one; the legend on the left."""
    middle = made.width / 2
    return _half(made, lambda x: x < middle, False), _half(made, lambda x: x >= middle, True)


def _half(made: Composed, here: Callable[[float], bool], right: bool) -> Composed:
    middle = made.width // 2
    start, width = (middle, made.width - middle) if right else (0, middle)
    return replace(
        made,
        halos=None,
        view=(start, width),
        labels=[label for label in made.labels if here(label.hull.centroid.x)],
        symbols=[symbol for symbol in made.symbols if here(symbol.x)],
        ticks=[tick for tick in made.ticks if here((tick.x + tick.x2) / 2)],
        rows=[] if right else made.rows,
        notes=[] if right else made.notes,
        bar=Bar((), ()) if right else made.bar,
        inset=made.inset if made.inset and here(made.inset.x) else None,
        arrow_x=made.arrow_x if here(made.arrow_x) else -1,
    )
