"""How high the notes of a page may reach: up to the line in work, to a share of the page, to the end of the body.

A limit answers ``excess(context)``: the height in px that the notes must give back; nothing or less when they keep it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

BODY_SHARE = 0.3
"""Of the page, kept from notes where more text could stand."""
LEAST_SHARE = 0.15
"""Of the page, kept from a note of the page before that would end here."""
TOLERANCE = 1e-9
"""WeasyPrint's own, relative."""


def overlap(context: Any, bottom: float, space: float = 0) -> float:
    """By how much what ends at ``bottom`` runs into the notes (px)."""
    return float(bottom - (context.page_bottom - space) * (1 + TOLERANCE))


@dataclass(frozen=True)
class ShareLimit:
    """Notes leave a share of the page to the text: 0 on a page that has none."""

    share: float = BODY_SHARE

    def excess(self, context: Any) -> float:
        """See the module."""
        page = context.current_footnote_area.page
        return overlap(context, page.content_box_y() + page.height * self.share)


@dataclass(frozen=True)
class BodyLimit:
    """The body of the page ends here (px)."""

    bottom: float

    def excess(self, context: Any) -> float:
        """See the module."""
        return overlap(context, self.bottom)


@dataclass
class LineLimit:
    """The line in work of one paragraph must fit above the notes.

    ``kept`` are the paragraph's lines of this page, ``lines`` all that were made with the place where each ends;
    ``space`` is what must stay free under them. ``shortened``: notes made room for a line that had to be kept.
    """

    box: Any
    kept: list[Any]
    page_is_empty: bool
    space: float
    shortened: bool = False
    whole: bool = False
    lines: list[tuple[Any, Any]] = field(default_factory=list)
    first: int = field(init=False)

    def __post_init__(self) -> None:
        self.first = len(self.kept)

    @property
    def movable(self) -> bool:
        """Whether the line in work may go to the next page."""
        return bool(self.kept) or not self.page_is_empty

    @property
    def in_work(self) -> tuple[Any, Any]:
        """The line that is looked at, and the place where it ends."""
        number = len(self.kept) - self.first - self.whole
        return self.lines[min(number, len(self.lines) - 1)]

    @property
    def below(self) -> float:
        """What the paragraph has under its last line (px)."""
        edges = (self.box.border_bottom_width, self.box.padding_bottom)
        return 0.0 if "auto" in edges else float(sum(edges))

    def has_notes(self, context: Any) -> bool:
        """Whether the line in work calls notes that are on no page yet."""
        called = [box.footnote for box in self.in_work[0].descendants()]
        return any(note is not None and note in context.footnotes for note in called)

    def excess(self, context: Any) -> float:
        """See the module."""
        line, resume_at = self.in_work
        bottom = line.position_y + line.height + (self.below if resume_at is None else 0)
        return overlap(context, bottom, self.space)


@dataclass(frozen=True)
class SharedLineLimit:
    """The line in work must fit, and notes leave the text its share of the page."""

    line: LineLimit | BodyLimit
    share: ShareLimit = ShareLimit()

    def excess(self, context: Any) -> float:
        """See the module."""
        return max(self.line.excess(context), self.share.excess(context))
