"""A page that ends short is made again with a paragraph set a line longer or shorter, and kept if it then is full.

WeasyPrint 70.0 fills pages in order, each as far as widows, orphans, headings and notes let it
(``layout/page.py::remake_page``), and leaves empty what is left. Here such a page alone is made once more, from where
it began, with one or two of its paragraphs set to another number of lines where their words allow that
(``lines/loosening.py``). Of all ways the one that harms the lines least is taken; where none fills the page it stays
as it was. Pages before a forced break and the last page of a document are let alone.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import page
from weasyprint.text.line_break import strut

from monograph.typesetting.boxes import body_bottom
from monograph.typesetting.galleys import FORGIVEN
from monograph.typesetting.lines.loosening import Loosened, loosened
from monograph.typesetting.lines.planning import Plan, Resume
from monograph.typesetting.patches.carried_figures import Waiting
from monograph.typesetting.patches.split_notes.page_notes import PageNotes, page_notes
from monograph.typesetting.patches.wrapping import Wrap

TRIALS = 4
"""How often a page is made again at most."""
CLOSE = 0.01
APART = (boxes.FootnoteAreaBox, boxes.TableBox)
SOLID = ("figure", "table")

STATE = (
    "footnotes", "reported_footnotes", "current_page_footnotes", "current_footnote_area", "page_bottom", "page_maker",
    "broken_out_of_flow", "running_elements", "rendered_notes", "waiting_figures", "monograph_notes",
)  # fmt: skip
"""What the layout of a page changes in the context, ours included."""
MEASURED = ("_measured", "heights")
"""What is measured once stays true."""

Way = tuple[Loosened, ...]


@dataclass(frozen=True)
class End:
    """How a page ends: how many lines of the text would still fit, how many notes begin late, whether one runs on.

    ``last``: nothing follows that could fill it.
    """

    room: int
    late: int
    runs_on: bool
    last: bool

    def serves(self, short: End, room: int) -> bool:
        """Whether a page that ended ``short`` now has no more than ``room``, and its notes stand as they did."""
        notes = self.late <= short.late and self.runs_on <= short.runs_on
        return notes and (self.last or self.room <= room)


def remake_page(stock: Any, index: int, context: Any, root_box: Any, html: Any) -> Any:
    """Make a page; if it ends short, make it anew until it does not."""
    before = _state(context)
    made = stock(index, context, root_box, html)
    short = _end(context, made, index)
    if short.last or short.room < 1:
        return made
    plans: MutableMapping[Any, Plan] = context.__dict__.get("line_plans", {})
    kept, after = made, _state(context)
    chosen: Way = ()
    for way in _ways(made[0].children[0], short.room):
        _restore(context, before)
        _forget(context, index)
        for change in way:
            _use(plans, change, change.made)
        made = stock(index, context, root_box, html)
        end = _end(context, made, index)
        if end.serves(short, 0):
            return made
        if not chosen and short.room > FORGIVEN and end.serves(short, FORGIVEN):
            kept, after, chosen = made, _state(context), way
        for change in way:
            _use(plans, change, change.plan)
    for change in chosen:
        _use(plans, change, change.made)
    _restore(context, after)
    return kept


def _end(context: Any, made: Any, index: int) -> End:
    laid, resume_at = made
    root = laid.children[0]
    bottom, following = body_bottom(root), context.page_maker[index + 1][1]
    text = next((child for child in root.children if child.element_tag == "body"), root)
    line, _ = strut(text.style)
    free = context.page_bottom - bottom if bottom else laid.height  # where notes alone stand all its lines are missing
    room = int(free / line + CLOSE) if line else 0  # a drawing alone has no lines
    runs_on = page_notes(context).running is not None
    last = (resume_at is None and not context.reported_footnotes) or following["break"] != "any" or following["page"]
    return End(room, len(context.reported_footnotes) - runs_on, runs_on, bool(last))


def _ways(root: Any, room: int) -> list[Way]:
    """What could fill a page that lacks so many lines, at most ``TRIALS``: the least harm first, but last what leaves
    it a line short.

    A line more in a paragraph that ends on the page is a line more on it; a line less may bring on what follows, and
    where the last paragraph of the page is broken is seen only when it is set.
    """
    longer: list[Loosened] = []
    shorter: list[Loosened] = []
    open_end: list[Loosened] = []
    for plan, first, ends in _paragraphs(root):
        for change in filter(None, (loosened(plan, 1, first), loosened(plan, -1, first))):
            (open_end if not ends else longer if change.by > 0 else shorter).append(change)
    longer.sort(key=_harm)
    shorter.sort(key=_harm)
    tried: list[Way] = [(change,) for change in open_end]
    tried += [way for n in (1, 2) if len(way := tuple(shorter[:n])) == n]
    tried += [(changes[0], last) for changes in (longer, shorter) if changes for last in open_end]
    sure: list[Way] = [way for n in (1, 2) if len(way := tuple(longer[:n])) == n]
    filling = tried + [way for way in sure if len(way) == room]
    lessening = [way for way in sure if len(way) < room <= len(way) + FORGIVEN]
    return (sorted(filling, key=_total)[: TRIALS - len(lessening)] + lessening)[:TRIALS]


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


def _use(plans: MutableMapping[Any, Plan], change: Loosened, wanted: Plan) -> None:
    """Let a paragraph be set by ``wanted``, one of the plans of a change, from where it begins on the page in work."""
    if change.first:
        begun = change.plan.resumes[change.first - 1]
        assert begun is not None
        begun.plan = wanted
    else:
        known = next(key for key, plan in plans.items() if plan is change.plan or plan is change.made)
        plans[known] = wanted


def _forget(context: Any, index: int) -> None:
    """What the page maker knows of a page that is made again (``layout/page.py::make_all_pages``)."""
    fresh = {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}
    context.page_maker[index] = (*context.page_maker[index][:-1], fresh)


def _state(context: Any) -> dict[str, Any]:
    return {name: _copied(context.__dict__[name]) for name in STATE if name in context.__dict__}


def _restore(context: Any, state: dict[str, Any]) -> None:
    for name in STATE:
        context.__dict__.pop(name, None)
    context.__dict__.update({name: _copied(value) for name, value in state.items()})


def _copied(value: Any) -> Any:
    """A copy of what is changed in place: lists, mappings of lists, and our own notes on the page in work."""
    made: Any = copy.copy(value) if isinstance(value, PageNotes | Waiting | dict | list | set) else value
    if isinstance(value, PageNotes | Waiting):
        made.__dict__.update({name: _copied(part) for name, part in vars(value).items() if name not in MEASURED})
    elif isinstance(value, dict):
        made.update({key: _copied(part) for key, part in value.items()})
    return made


WRAPS = (Wrap(page, "remake_page", "1ff09b2dffa17839", remake_page),)
