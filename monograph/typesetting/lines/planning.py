"""One paragraph of WeasyPrint's boxes -> the places where its lines may end -> the plan of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox, InlineBox, TextBox
from weasyprint.layout import inline

from monograph.typesetting.lines.breaking import (
    EVEN,
    HYPHEN,
    MANY,
    NOTHING,
    Beside,
    Line,
    Place,
    Settings,
    compose,
    even_fit,
    first_fit,
)
from monograph.typesetting.lines.places import Leaf, places, uncut
from monograph.typesetting.lines.shapes import LeftError, Shaper, parts, shaper_of

LAST_RESORT = Settings(hyphens_in_a_row=MANY)
IDEOGRAPHIC = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Scripts whose lines break without spaces: left to Pango."""
BEARABLE = 3.0
"""How loose a line of a hyphenated paragraph may be, in units of stretch, before more is allowed."""


@dataclass
class Plan:
    """The lines of a paragraph for one measure. ``box`` is the line box that it was made from.

    ``align``: "justify", "start", "center" or "end". ``spans``: id of a box below -> its range of characters. ``ways``:
    where lines of justified text may end. ``resumes``: where each next line begins, as WeasyPrint's skip stack (None at
    the end). ``changed``: its lines are not the best, for the sake of a page; ``changes`` are those that were looked
    for, from a line on (``loosening``).
    """

    box: Any
    measure: float
    align: str
    indent: float = 0.0
    beside: Beside = NOTHING
    text: str = ""
    leaves: list[Leaf] = field(default_factory=list)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    ways: list[Place] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    resumes: list[Resume | None] = field(default_factory=list)
    changed: bool = False
    changes: dict[int, Any] = field(default_factory=dict)

    @property
    def ends(self) -> tuple[int, int]:
        """The text without the spaces around it: index of its first character, and behind its last."""
        return len(self.text) - len(self.text.lstrip(" ")), len(self.text.rstrip(" "))

    @property
    def space(self) -> float:
        """The natural word space of the paragraph (px)."""
        return self.leaves[0].shaper.space

    def let_go(self) -> None:
        """Forget who knows it: its pages are drawn."""
        for change in (change for changes in self.changes.values() for change in changes):
            change.made.resumes.clear()
        self.changes.clear()
        self.resumes.clear()


class Resume(dict[int, Any]):
    """A skip stack as WeasyPrint's own, that also knows its plan and the number of the line."""

    plan: Plan
    line: int


def leaves(box: Any, path: tuple[int, ...] = ()) -> Iterator[tuple[Any, tuple[int, ...]]]:
    """The text boxes of a line box with their paths; raises ``LeftError`` at what only WeasyPrint can set."""
    for number, child in enumerate(box.children):
        if isinstance(child, TextBox):
            if child.text:
                yield child, (*path, number)
        elif isinstance(child, BlockBox) and child.style["float"] == "left" and not any((*path, number)):
            continue  # an initial
        elif isinstance(child, InlineBox):
            if child.is_leader or not child.is_in_normal_flow() or child.style["position"] == "relative":
                raise LeftError("leader or moved text")
            yield from leaves(child, (*path, number))
        else:
            raise LeftError("picture, float or box in the line")


def make_plan(linebox: Any, found: list[tuple[Any, tuple[int, ...]]], container: Any, beside: Beside = NOTHING) -> Plan:
    """The plan of a paragraph whose text boxes are ``found``; raises ``LeftError``."""
    plan = Plan(linebox, container.width, _alignment(linebox.style), linebox.text_indent, beside)
    at = 0
    for box, path in found:
        if not box.style["font_size"]:
            raise LeftError("text without size")
        if box.style["white_space"] not in ("normal", "nowrap") or "\n" in box.text or "\t" in box.text:
            raise LeftError("forced break or tab")
        if IDEOGRAPHIC.search(box.text):
            raise LeftError("script without spaces")
        plan.leaves.append(Leaf(box, at, at + len(box.text), shaper_of(box.style), path))
        at += len(box.text)
    plan.text = "".join(leaf.box.text for leaf in plan.leaves)
    _shape(plan, container)
    if _has_edges(linebox, container):
        raise LeftError("padding or border in the line")
    _spans(linebox, plan.spans, 0)
    first, last = plan.ends
    if first >= last:
        raise LeftError("no text")
    return set_out(plan, _break(plan, first, last, linebox.text_indent))


def set_out(plan: Plan, lines: list[Line]) -> Plan:
    """Give a plan its lines; the plan."""
    plan.lines = lines
    _shape_pieces(plan)
    plan.resumes = [_resume(plan, n, line.resume) for n, line in enumerate(plan.lines[:-1], 1)]
    plan.resumes.append(None)
    return plan


def _alignment(style: Any) -> str:
    align = str(style["text_align_all"])
    return {"left": "start", "right": "end"}.get(align, align)


def _shape(plan: Plan, container: Any) -> None:
    """Shape every word that is new to its style, those of one style together."""
    wanted = _Wanted()
    split = [parts(leaf.box.text) for leaf in plan.leaves]
    for leaf, words in zip(plan.leaves, split, strict=True):
        wanted.add(leaf.shaper, words)
        inline.resolve_percentages(leaf.box, container)
    wanted.shape()
    for leaf, words in zip(plan.leaves, split, strict=True):
        if not leaf.shaper.odd.isdisjoint(words):
            raise LeftError("right to left, or no glyph")


class _Wanted:
    """Words that are new to their styles."""

    def __init__(self) -> None:
        self.words: dict[int, tuple[Shaper, dict[str, None]]] = {}

    def add(self, shaper: Shaper, words: list[str]) -> None:
        """Note those that the shaper does not know."""
        if not shaper.words.keys() >= set(words):
            new = [word for word in words if word not in shaper.words]
            self.words.setdefault(id(shaper), (shaper, {}))[1].update(dict.fromkeys(new))

    def shape(self) -> None:
        """Shape them all, one Pango layout a style."""
        for shaper, words in self.words.values():
            shaper.shape(list(words))


def _shape_pieces(plan: Plan) -> None:
    """Shape the two pieces of every word that a line end has cut."""
    wanted = _Wanted()
    for line, following in pairwise(plan.lines):
        if line.end != line.resume:
            continue
        for _, start, end, shaper, _ in plan.leaves:
            if start < line.end <= end:
                piece = parts(plan.text[max(start, line.start) : line.end])[-1]
                wanted.add(shaper, [piece + (shaper.hyphen if line.kind == HYPHEN else "")])
            if start <= line.resume < end:
                wanted.add(shaper, [parts(plan.text[line.resume : min(end, following.end)])[0]])
    wanted.shape()


EDGES = [f"{edge}_{side}{unit}" for side in ("left", "right") for edge, unit in
         (("margin", ""), ("padding", ""), ("border", "_width"))]  # fmt: skip


def _has_edges(box: Any, container: Any) -> bool:
    """Whether an inline box has margins, padding or borders; resolves its lengths on the way."""
    found = False
    for child in box.children:
        if isinstance(child, InlineBox):
            inline.resolve_percentages(child, container)
            lengths = child.__dict__
            for name in EDGES:
                if lengths[name] == "auto":
                    lengths[name] = 0
                found = found or lengths[name] != 0
            found = _has_edges(child, container) or found
    return found


def _spans(box: Any, found: dict[int, tuple[int, int]], at: int) -> int:
    start = at
    for child in box.children:
        if isinstance(child, TextBox):
            found[id(child)] = (at, at + len(child.text))
            at += len(child.text)
        elif isinstance(child, InlineBox):
            at = _spans(child, found, at)
    found[id(box)] = (start, at)
    return at


def _break(plan: Plan, first: int, last: int, indent: float) -> list[Line]:
    """The lines: without hyphens where they are even enough, else with them, else wherever letters part."""
    if plan.align != "justify":
        if plan.beside.lines:
            raise LeftError("ragged text beside a float")
        ways = places(plan.text, plan.leaves, first, last, longest=plan.measure + 0.5)
        even = any(getattr(token, "value", "") == "even" for token in plan.box.style["__lines"] or ())
        return (even_fit if even else first_fit)(ways, plan.measure, indent, plan.space)
    ways = plan.ways = places(plan.text, plan.leaves, first, last)
    lines = compose(uncut(ways), plan.measure, plan.space, indent, EVEN, beside=plan.beside)
    if lines is not None:
        return lines
    for tolerance in (BEARABLE, float("inf")):
        lines = compose(ways, plan.measure, plan.space, indent, tolerance, beside=plan.beside)
        if lines is not None:
            return lines
    ways = places(plan.text, plan.leaves, first, last, longest=plan.measure / 8)  # a long word may change its style
    lines = compose(ways, plan.measure, plan.space, indent, settings=LAST_RESORT, beside=plan.beside)
    if lines is None:
        raise LeftError("measure too narrow")
    return lines


def _resume(plan: Plan, line: int, at: int) -> Resume:
    """Where line number ``line`` begins, as a skip stack: a place belongs to the box of the character before it."""
    leaf = next(leaf for leaf in plan.leaves if at <= leaf.end)
    stack: dict[int, Any] = {len(leaf.box.text[: at - leaf.start].encode()): None}
    for index in leaf.path[:0:-1]:
        stack = {index: stack}
    made = Resume({leaf.path[0]: stack})
    made.plan, made.line = plan, line
    return made
