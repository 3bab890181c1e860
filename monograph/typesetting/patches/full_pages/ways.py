"""A page that ends short -> what could fill it: one or two of its paragraphs in a line more or less."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from weasyprint.formatting_structure import boxes

from monograph.typesetting.galleys import FORGIVEN
from monograph.typesetting.lines.loosening import Loosened, changes
from monograph.typesetting.lines.planning import Plan, Resume

TRIALS = 4
"""How often a page is made again at most."""
APART = (boxes.FootnoteAreaBox, boxes.TableBox)
SOLID = ("figure", "table")

Way = tuple[Loosened, ...]


def fillings(root: Any, room: int) -> list[Way]:
    """What could fill a page that lacks so many lines, at most ``TRIALS``: the least harm first, but last what leaves
    it a line short.

    A line more in a paragraph that ends on the page is a line more on it; a line less may bring on what follows, and
    where the last paragraph of the page is broken is seen only when it is set.
    """
    longer, shorter, open_end = _changes(root)
    tried: list[Way] = [(change,) for change in open_end]
    tried += [way for n in (1, 2) if len(way := tuple(shorter[:n])) == n]
    tried += [(changes[0], last) for changes in (longer, shorter) if changes for last in open_end]
    sure: list[Way] = [way for n in (1, 2) if len(way := tuple(longer[:n])) == n]
    filling = tried + [way for way in sure if len(way) == room]
    lessening = [way for way in sure if len(way) < room <= len(way) + FORGIVEN]
    return (sorted(filling, key=_total)[: TRIALS - len(lessening)] + lessening)[:TRIALS]


def shifts(root: Any) -> list[Way]:
    """What could move the end of a full page by a line, on to the next page or back from it, the least harm first."""
    longer, shorter, open_end = _changes(root)
    return sorted(((change,) for change in longer[:1] + shorter[:1] + open_end), key=_total)


def use(context: Any, way: Way, made: bool = True) -> None:
    """Let paragraphs be set as the changes want it (or as before), each from where it begins on the page in work."""
    plans: MutableMapping[Any, Plan] = context.__dict__.get("line_plans", {})
    for change in way:
        wanted = change.made if made else change.plan
        if change.first:
            begun = change.plan.resumes[change.first - 1]
            assert begun is not None
            begun.plan = wanted
        else:
            known = next(key for key, plan in plans.items() if plan is change.plan or plan is change.made)
            plans[known] = wanted


def _changes(root: Any) -> tuple[list[Loosened], list[Loosened], list[Loosened]]:
    """What the paragraphs of a page allow: a line more, a line less; and in the one that runs on to the next page."""
    longer: list[Loosened] = []
    shorter: list[Loosened] = []
    open_end: list[Loosened] = []
    for plan, first, ends in _paragraphs(root):
        for change in changes(plan, first):
            (open_end if not ends else longer if change.by > 0 else shorter).append(change)
    return sorted(longer, key=_harm), sorted(shorter, key=_harm), open_end


def _harm(change: Loosened) -> float:
    return change.harm


def _total(way: Way) -> float:
    return sum(change.harm for change in way)


def _paragraphs(box: Any) -> Iterator[tuple[Plan, int, bool]]:
    """Of each justified paragraph in a box its plan, the number of its first line there, and whether it ends there."""
    if isinstance(box, APART) or box.element_tag in SOLID or not isinstance(box, boxes.ParentBox):
        return
    lines = [child for child in box.children if isinstance(child, boxes.LineBox)]
    if lines:
        plan, end = lines[0].__dict__.get("composed"), lines[-1].resume_at
        if isinstance(plan, Plan) and plan.align == "justify" and (end is None or isinstance(end, Resume)):
            stop = len(plan.lines) if end is None else end.line
            yield plan, stop - len(lines), end is None
        return
    for child in box.children:
        if isinstance(child, boxes.Box) and child.is_in_normal_flow():
            yield from _paragraphs(child)
