"""Laid-out pages -> every line of justified running text, as it was set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from monograph.typesetting.boxes import line_texts, page_box
from monograph.typesetting.lines.figures import Chains, SetLine, white_above
from monograph.typesetting.lines.shapes import LeftError, parts, shaper_of


def set_lines(pages: Sequence[Any]) -> list[SetLine]:
    """The lines of paragraphs and notes, each paragraph's together; tables, headings and ragged text are left out."""
    begun: dict[tuple[Any, str], list[SetLine]] = {}
    for number, page in enumerate(pages):
        for block, in_note in _blocks(page_box(page), False):
            lines = [child for child in block.children if isinstance(child, boxes.LineBox)]
            key = (block.element, block.element_tag)
            group = begun.get(key)
            if group is None or group[-1].last:  # an element may hold several anonymous paragraphs
                key = (block.element, block.element_tag) if group is None else (block, "")
                group = begun[key] = []
            group += _measured(block, lines, "note" if in_note else "text", number, bool(group))
    return [line for group in begun.values() for line in group]


def _blocks(box: Any, in_note: bool) -> Iterator[tuple[Any, bool]]:
    """Blocks of justified lines below a box, and whether they stand in a note."""
    if isinstance(box, boxes.MarginBox | boxes.TableCellBox) or not isinstance(box, boxes.ParentBox):
        return
    in_note = in_note or isinstance(box, boxes.FootnoteAreaBox)
    children = [child for child in box.children if isinstance(child, boxes.LineBox)]
    if children:
        if box.style["text_align_all"] == "justify":
            yield box, in_note
        return
    for child in box.children:
        if isinstance(child, boxes.Box):
            yield from _blocks(child, in_note)


def _measured(block: Any, lines: Sequence[Any], kind: Any, page: int, begun: bool) -> Iterator[SetLine]:
    left = block.content_box_x()
    chains: Chains = ()
    for number, line in enumerate(lines):
        texts = line_texts(line)
        if not any(box.text.strip() for box in texts):
            continue
        gaps: list[tuple[float, float]] = []
        ratios: list[float] = []
        for box in texts:
            _add_gaps(box, left, gaps, ratios)
        chains, rivers = white_above(chains, gaps)
        written = "".join([box.text for box in texts]).rstrip()
        yield SetLine(
            kind=kind,
            page=page,
            x=left,
            y=line.position_y,
            height=line.height,
            first=number == 0 and not begun,
            last=getattr(line, "resume_at", None) is None,
            left=texts[0].position_x - left,
            right=max([box.position_x + box.width for box in texts]) - left,
            measure=block.width,
            looseness=sum(ratios) / len(ratios) if ratios else None,
            rivers=rivers,
            hyphen=written[-1] in "-\u2010\u058a",
            composed="composed" in line.__dict__,
            top=number == 0,
            bottom=number == len(lines) - 1,
        )


def _add_gaps(box: Any, left: float, gaps: list[tuple[float, float]], ratios: list[float]) -> None:
    """Edges, from ``left`` on, and looseness of every word space of a text box."""
    try:
        shaper = box.__dict__.get("shaper") or shaper_of(box.style)
    except LeftError:
        return
    words = box.__dict__.get("words") or [shaper[part] for part in parts(box.text)]
    if len(words) < 2:
        return
    factor, tracking = box.__dict__.get("factor", 1.0), box.__dict__.get("tracking", 0.0)
    width, x = shaper.space * factor + box.justification_spacing + tracking, box.position_x
    for word in words[:-1]:
        x += word.width * factor + word.letters * tracking
        gaps.append((x - left, x + width - left))
        x += width
    ratios += [width / shaper.space] * (len(words) - 1)
