"""One paragraph of WeasyPrint's boxes -> the places where its lines may end -> the plan of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from weasyprint.formatting_structure.boxes import InlineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text.line_break import get_log_attrs

from monograph.typesetting.lines.breaking import (
    HYPHEN,
    LETTER,
    SPACE,
    Line,
    Place,
    compose,
    first_fit,
)
from monograph.typesetting.lines.hyphenation import (
    UNSEEN,
    WEB,
    Cut,
    address_cuts,
    boundaries,
    cuts,
)
from monograph.typesetting.lines.protrusion import LEFT, RIGHT
from monograph.typesetting.lines.shapes import LeftError, Shaper, parts, shaper_of

TOKEN = re.compile("[ \xa0]|[^ \xa0]+")
CLOSING, OPENING = frozenset(")]}!?;:,./»…”"), frozenset("([{«“‘")
IDEOGRAPHIC = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Scripts whose lines break without spaces: left to Pango."""
PASSES = (("none", 0.3), ("auto", 3.0), ("auto", float("inf")), ("letters", float("inf")))
"""What is tried in turn: which cuts are allowed, and how loose a line may be."""


class Leaf(NamedTuple):
    """A text box of the paragraph: its characters are ``start`` to ``end``; ``path`` leads to it from the line box."""

    box: Any
    start: int
    end: int
    shaper: Shaper
    path: tuple[int, ...]


@dataclass
class Plan:
    """The lines of a paragraph for one measure. ``box`` is the line box that it was made from.

    ``spans``: id of a box below -> its range of characters. ``resumes``: where each next line begins, as WeasyPrint's
    skip stack (None at the end). ``align``: "justify", "start", "center" or "end".
    """

    box: Any
    measure: float
    align: str
    text: str = ""
    leaves: list[Leaf] = field(default_factory=list)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    resumes: list[Resume | None] = field(default_factory=list)

    @property
    def space(self) -> float:
        """The natural word space of the paragraph (px)."""
        return self.leaves[0].shaper.space


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
        elif isinstance(child, InlineBox):
            if child.is_leader or not child.is_in_normal_flow() or child.style["position"] == "relative":
                raise LeftError("leader or moved text")
            yield from leaves(child, (*path, number))
        else:
            raise LeftError("picture, float or box in the line")


def make_plan(linebox: Any, found: list[tuple[Any, tuple[int, ...]]], container: Any) -> Plan:
    """The plan of a paragraph whose text boxes are ``found``; raises ``LeftError``."""
    plan = Plan(linebox, container.width, _alignment(linebox.style))
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
    first, last = len(plan.text) - len(plan.text.lstrip(" ")), len(plan.text.rstrip(" "))
    if first >= last:
        raise LeftError("no text")
    plan.lines = _break(plan, first, last, linebox.text_indent)
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
    for box, _, _, shaper, _ in plan.leaves:
        wanted.add(shaper, parts(box.text))
        inline.resolve_percentages(box, container)
    wanted.shape()
    for box, _, _, shaper, _ in plan.leaves:
        if any(shaper.words[word].odd for word in parts(box.text)):
            raise LeftError("right to left, or no glyph")


class _Wanted:
    """Words that are new to their styles."""

    def __init__(self) -> None:
        self.words: dict[int, tuple[Shaper, dict[str, None]]] = {}

    def add(self, shaper: Shaper, words: list[str]) -> None:
        """Note those that the shaper does not know."""
        new = [word for word in words if word not in shaper.words]
        if new:
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


def _has_edges(box: Any, container: Any) -> bool:
    """Whether an inline box has margins, padding or borders; resolves its lengths on the way."""
    found = False
    for child in box.children:
        if isinstance(child, InlineBox):
            inline.resolve_percentages(child, container)
            for side in ("left", "right"):
                if getattr(child, f"margin_{side}") == "auto":
                    setattr(child, f"margin_{side}", 0)
                names = (f"margin_{side}", f"padding_{side}", f"border_{side}_width")
                found = found or any(getattr(child, name) for name in names)
            found = _has_edges(child, container) or found
    return found


def _spans(box: Any, found: dict[int, tuple[int, int]], at: int) -> int:
    start = at
    for child in box.children:
        if isinstance(child, TextBox):
            found[id(child)] = (at, at + len(child.text))
            at += len(child.text)
        else:
            at = _spans(child, found, at)
    found[id(box)] = (start, at)
    return at


def _break(plan: Plan, first: int, last: int, indent: float) -> list[Line]:
    """The lines: without hyphens where they are even enough, else with them, else wherever letters part."""
    if plan.align != "justify":
        return first_fit(places(plan, first, last, "auto"), plan.measure, indent)
    ways: list[Place] = []
    before = ""
    for hyphens, tolerance in PASSES:
        if hyphens != before:
            ways, before = places(plan, first, last, hyphens), hyphens
        lines = compose(ways, plan.measure, plan.space, indent, tolerance)
        if lines is not None:
            return lines
    raise LeftError("measure too narrow")


def places(plan: Plan, first: int, last: int, hyphens: str) -> list[Place]:
    """Where lines may end. ``hyphens``: "none", "auto", or "letters" for cuts anywhere in a word longer than a line."""
    text, rows = plan.text, [Place(first, first, 0.0, 0.0, 0, 0, SPACE, 0.0, 0.0)]
    webs = [match.span() for match in WEB.finditer(text)] if hyphens != "none" or "/" in text else []
    x, gaps, before, right = 0.0, 0, "", 0.0
    for box, at, _, shaper, _ in plan.leaves:
        call = "::footnote-call" in (box.element_tag or "")
        marker = "::footnote-marker" in (box.element_tag or "")
        wraps = box.style["white_space"] == "normal" and not marker
        for part in TOKEN.findall(box.text):
            if part in " \xa0":
                if first <= at < last:
                    if part == " " and wraps and at > first and rows[-1].resume != at:
                        rows.append(Place(at, at + 1, x, x + shaper.space, gaps, gaps + 1, SPACE, 0.0, right))
                    gaps += 1
                    x += shaper.space
                    before = before if part == " " else ""
                at += 1
                continue
            visible = UNSEEN.sub("", part)
            word = shaper.words[visible]
            row = rows[-1]
            if row.resume == at:
                stuck = (visible[:1] in CLOSING or before[-1:] in OPENING) and visible and before
                if len(rows) > 1 and (call or (stuck and not _may_part(before, visible, shaper.rules.language))):
                    rows.pop()
                elif visible[:1] in LEFT:
                    rows[-1] = row._replace(left=LEFT[visible[0]] * shaper[visible[0]].width)
            if wraps and not call:
                for index, kind in _cuts_of(part, at, text, shaper, webs, hyphens, plan.measure, word.width):
                    if first < at + index < last:
                        shown = len(UNSEEN.sub("", part[:index])) if visible != part else index
                        width = shaper.prefix(word, shown)
                        rows += _cut(at + index, x + width, gaps, kind, visible, shown, shaper)
            x += word.width
            at += len(part)
            if visible:
                before = visible
                right = RIGHT[visible[-1]] * shaper[visible[-1]].width if visible[-1] in RIGHT else 0.0
    while len(rows) > 1 and rows[-1].resume >= last:
        rows.pop()
    rows.append(Place(last, len(text), x, x, gaps, gaps, SPACE, 0.0, right))
    return rows


def _cuts_of(
    part: str,
    at: int,
    text: str,
    shaper: Shaper,
    webs: list[tuple[int, int]],
    hyphens: str,
    measure: float,
    width: float,
) -> Iterator[Cut]:
    end = at + len(part)
    web = next((w for w in webs if w[0] < end and at < w[1]), None) if webs else None
    if web is not None:
        yield from _web_cuts(text, at, end, web, hyphens)
        return
    if hyphens == "letters" and width > measure:
        known = {cut.index: cut for cut in cuts(part, shaper.rules)}
        letters = {
            i: Cut(i, HYPHEN if part[i - 1].isalpha() and part[i].isalpha() else LETTER) for i in boundaries(part)
        }
        yield from (cut for _, cut in sorted((letters | known).items()))
        return
    whole = not ((at and text[at - 1].isalpha()) or (end < len(text) and text[end].isalpha()))
    for cut in cuts(part, shaper.rules, whole):
        if hyphens != "none" or cut.kind == SPACE:
            yield cut


def _web_cuts(text: str, at: int, end: int, web: tuple[int, int], hyphens: str) -> Iterator[Cut]:
    """Cuts of the part ``at`` to ``end`` that lies in an address: those of the whole address, moved."""
    address = text[web[0] : web[1]]
    for index, kind in address_cuts(address, hyphens != "none"):
        place = web[0] + index
        if at <= place < end and place > web[0]:
            yield Cut(place - at, kind)


def _cut(index: int, x: float, gaps: int, kind: int, visible: str, shown: int, shaper: Shaper) -> Iterator[Place]:
    if kind == HYPHEN:
        hyphen = shaper[shaper.hyphen].width
        right = RIGHT.get(shaper.hyphen, 0.0) * hyphen
        yield Place(index, index, x + hyphen, x, gaps, gaps, HYPHEN, 0.0, right)
    else:
        ending = visible[shown - 1] if shown else ""
        right = RIGHT[ending] * shaper[ending].width if ending in RIGHT else 0.0
        yield Place(index, index, x, x, gaps, gaps, kind, 0.0, right)


@lru_cache(4096)
def _may_part(before: str, after: str, language: str) -> bool:
    """Whether a line may end at the space between two words that end or begin with punctuation (UAX 14)."""
    text = f"{before} {after}"
    return bool(get_log_attrs(text, language or None)[len(before) + 1].is_line_break)


def _resume(plan: Plan, line: int, at: int) -> Resume:
    """Where line number ``line`` begins, as a skip stack: a place belongs to the box of the character before it."""
    leaf = next(leaf for leaf in plan.leaves if at <= leaf.end)
    stack: dict[int, Any] = {len(leaf.box.text[: at - leaf.start].encode()): None}
    for index in leaf.path[:0:-1]:
        stack = {index: stack}
    made = Resume({leaf.path[0]: stack})
    made.plan, made.line = plan, line
    return made
