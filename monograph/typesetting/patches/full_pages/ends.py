"""How a page ends that was just made, and whether one is better than another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.text.line_break import strut

from monograph.typesetting.boxes import body_bottom
from monograph.typesetting.galleys import FORGIVEN
from monograph.typesetting.patches.split_notes.page_notes import page_notes

CLOSE = 0.01


@dataclass(frozen=True)
class End:
    """How many lines of the text would still fit on a page, how many notes begin late, whether one runs on.

    ``last``: nothing follows that could fill it. ``leading`` is the height of a line of the text (px), ``recto``
    whether the page is a right-hand one.
    """

    room: int
    late: int
    runs_on: bool
    last: bool
    leading: float
    recto: bool

    @property
    def short(self) -> bool:
        """Whether a line that follows could stand on the page."""
        return not self.last and self.room >= 1

    def level_with(self, facing: End) -> bool:
        """Whether two pages end level, or one a line above the other."""
        return abs(self.room - facing.room) <= FORGIVEN

    def serves(self, before: End, room: int) -> bool:
        """Whether a page that ended as ``before`` now has no more than ``room``, and its notes stand as they did."""
        notes = self.late <= before.late and self.runs_on <= before.runs_on
        return notes and (self.last or self.room <= room)


def end_of(context: Any, made: Any, index: int) -> End:
    """How the page that was just made ends."""
    laid, resume_at = made
    root = laid.children[0]
    bottom, following = body_bottom(root), context.page_maker[index + 1][1]
    text = next((child for child in root.children if child.element_tag == "body"), root)
    line, _ = strut(text.style)
    free = context.page_bottom - bottom if bottom else laid.height  # where notes alone stand all its lines are missing
    room = int(free / line + CLOSE) if line else 0  # a drawing alone has no lines
    runs_on = page_notes(context).running is not None
    last = resume_at is None or following["break"] != "any" or following["page"]
    late = len(context.reported_footnotes) - runs_on
    return End(room, late, runs_on, bool(last), line, laid.page_type.side == "right")
