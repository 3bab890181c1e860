"""The last lines of a paragraph that would leave a page short: the notes make room for them if they can.

A line that must not stand alone on the next page takes the one before it along, and that one its notes: two lines and
more of the page stay empty. Where a note of the page can be split the paragraph ends on this page instead.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout.absolute import AbsolutePlaceholder

from monograph.typesetting.patches.split_notes.limits import BodyLimit, LineLimit, SharedLineLimit
from monograph.typesetting.patches.split_notes.page_notes import page_notes


def end_paragraph(context: Any, line: LineLimit, index: int, result: Any) -> Any:
    """What the layout of a paragraph gives, with its last lines on this page if notes can make room; else ``result``.

    ``result`` is that of ``_linebox_layout``: (abort, stop, resume_at, position_y, new_footnotes, max_lines).
    """
    notes = page_notes(context)
    missing = line.lines[len(line.kept) - line.first :]
    waiting = notes.running is not None or context.reported_footnotes or context.in_column
    if waiting or not missing or missing[-1][1] is not None or not all(_plain(made) for made, _ in missing):
        return result
    own = [box.footnote for made, _ in missing for box in made.descendants() if box.footnote in context.footnotes]
    if len(missing) < 2 and not own:
        return result
    for note in own:
        context.footnotes.remove(note)
        context.current_page_footnotes.append(note)
    context._update_footnote_area()
    last = missing[-1][0]
    bottom = last.position_y + last.height
    if not notes.keep(context, SharedLineLimit(BodyLimit(bottom + line.below + line.space))):
        for note in own:
            context.unlayout_footnote(note)
        context._update_footnote_area()
        return result
    for made, resume_at in missing:
        made.resume_at = resume_at
        line.kept.append(made)
    return False, False, {index: None}, bottom, [*result[4], *own], result[5]


def _plain(line: Any) -> bool:
    """Whether a line holds nothing that was taken off the page with it but notes."""
    boxes = list(line.descendants(placeholders=True))
    return not any(isinstance(box, AbsolutePlaceholder) or box.note or not box.is_in_normal_flow() for box in boxes)
