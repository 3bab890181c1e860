"""A planned paragraph -> the same with a line more or less, for the page that it stands on; none where it reads ill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from monograph.typesetting.lines.breaking import (
    HYPHENS,
    MANY,
    NOTHING,
    SETTINGS,
    Line,
    adjustment,
    compose,
)
from monograph.typesetting.lines.planning import Plan, set_out

LOOSEST = 1.5
"""The widest word space of a line, as a multiple of the natural one."""
FEW_HYPHENS = replace(SETTINGS, kinds=(SETTINGS.kinds[0], 300, 160, *SETTINGS.kinds[3:]))
"""Since hyphens must not be more than they were, each is dearer than lines that are loose."""
HYPHEN_EVERY = 8
"""Of so many lines one may end with a hyphen, though the paragraph had none."""
MIN_TAIL = 2
"""Lines of a paragraph that the next page must keep."""
SPARE, TIGHT = 0.3, 0.15
"""What word spaces may gain or lose on average, as a share of the natural one: with more, no way is looked for."""


@dataclass(frozen=True)
class Loosened:
    """A plan in the place of ``plan``, other than it from line ``first`` on; ``by`` and ``harm`` are what it has more
    in lines and in demerits.
    """

    plan: Plan
    made: Plan
    first: int
    by: int
    harm: float


def changes(plan: Plan, first: int = 0) -> tuple[Loosened, ...]:
    """The plan with a line more, and with a line less, behind its first ones, where that reads well; found once.

    No line is over 1.5 × natural, the last one is not short, and hyphens are no more than they were or than one in
    ``HYPHEN_EVERY`` lines. A plan that is changed already is not changed again.
    """
    if first not in plan.changes:
        plan.changes[first] = () if plan.changed else tuple(_changes(plan, first))
    found: tuple[Loosened, ...] = plan.changes[first]
    return found


def _changes(plan: Plan, first: int) -> Iterator[Loosened]:
    head, old = plan.lines[:first], plan.lines[first:]
    numbers = [len(old) + by for by in (1, -1) if len(old) + by >= (MIN_TAIL if head else 1)]
    wanted = [number for number in numbers if _may_be(plan, old, number)]
    if not wanted:
        return
    ways = [way for way in plan.ways if way.resume >= old[0].start]
    if ways[0].resume != old[0].start:
        return
    tolerance, indent = (LOOSEST - 1) / SETTINGS.stretch, 0.0 if head else plan.indent
    beside = NOTHING if head else plan.beside
    for number in wanted:
        new = compose(ways, plan.measure, plan.space, indent, tolerance, number, FEW_HYPHENS, beside)
        if new is not None and len(new) == number and _reads_well(plan, head, old, new):
            made = set_out(replace(plan, lines=[], resumes=[], changed=True, changes={}), head + new)
            harm = max(0.0, _demerits(plan, new) - _demerits(plan, old))
            yield Loosened(plan, made, first, number - len(old), harm)


def _may_be(plan: Plan, old: list[Line], number: int) -> bool:
    """Whether the words of these lines can fill so many, whatever the breaks."""
    natural = sum(plan.measure - line.miss for line in old)
    spaces = plan.text.count(" ", old[0].start) * plan.space
    if number < len(old):
        return natural * (1 - SETTINGS.expand) - spaces * TIGHT <= number * plan.measure
    filled = (number - 1 + SETTINGS.short) * plan.measure
    return natural * (1 + SETTINGS.expand) + spaces * SPARE >= filled


def _reads_well(plan: Plan, head: list[Line], old: list[Line], new: list[Line]) -> bool:
    short = len(new) > 1 and plan.measure - new[-1].miss < SETTINGS.short * plan.measure
    ends = [HYPHENS[line.kind] for line in head[-2:] + new]
    runs = any(all(ends[at : at + MANY]) for at in range(len(ends) - MANY + 1))
    hyphens = max(sum(HYPHENS[line.kind] for line in old), len(new) // HYPHEN_EVERY)
    if short or runs or sum(HYPHENS[line.kind] for line in new) > hyphens:
        return False
    return all(_looseness(plan, line) <= LOOSEST for line in new[:-1])


def _looseness(plan: Plan, line: Line) -> float:
    """The word space of an inner line, as a multiple of the natural one."""
    text = plan.text[line.start : line.end]
    gaps, natural = text.count(" "), plan.measure - line.miss
    fill = adjustment(line.miss, natural, gaps, len(text), plan.space, last=False)
    return fill.factor + (fill.spacing + fill.tracking) / plan.space if gaps else LOOSEST


def _demerits(plan: Plan, lines: list[Line]) -> float:
    """As ``compose`` counts them, but for what hyphens cost."""
    found = 0.0
    for line in lines[:-1]:
        off = _looseness(plan, line) - 1
        size = off / SETTINGS.stretch if off > 0 else -off / SETTINGS.shrink
        found += (SETTINGS.line + 100 * size**3) ** 2
    return found
