"""The notes of the page in work: which begin here, which come from the page before, which runs on to the next.

A note is never copied or cut: it stays one box, and the page knows which of its lines it shows.
"""

from __future__ import annotations

from typing import Any, Protocol

from monograph.typesetting.patches.split_notes.limits import BODY_SHARE, LEAST_SHARE, LineLimit, ShareLimit
from monograph.typesetting.patches.split_notes.measuring import Measured, measure

MIN_LINES = 2
"""Of a note on each side of a cut."""
ALONE = 0.6
"""Of a page, filled by the notes of the page before: it may go without text that would call notes too late."""
CLOSE = 0.01
"""Lines that are this much too low still are tried (px)."""


class Limit(Protocol):
    """How high the notes may reach."""

    def excess(self, context: Any) -> float:
        """Height that the notes must give back (px)."""


class PageNotes:
    """What one layout knows of its notes.

    ``limits`` are those of the paragraphs in work, innermost last.
    ``page_limits`` hold for notes of the page before: the first for one that ends here, the last for one that runs on.
    ``hopeless`` are notes that no page could show with all that their line calls before them: they wait.
    ``running`` is the note cut on this page, always its last, shown up to line ``stop``; ``first`` has the first
    line of notes that come from the page before. ``measuring`` counts the layouts of notes in work.
    """

    def __init__(self, context: Any) -> None:
        self.order = {id(note): number for number, note in enumerate(context.footnotes)}
        self.limits: list[LineLimit] = []
        self.page_limits: tuple[ShareLimit, ...] = ()
        self.running: Any = None
        self.stop = 0
        self.first: dict[int, int] = {}
        self.carried: frozenset[int] = frozenset()
        self.refused: Any = None
        self.hopeless: list[Any] = []
        self.measuring = 0
        self.html: Any = None
        self._measured: dict[tuple[Any, ...], Measured] = {}

    def begin(self, carried: list[Any], has_text: bool) -> None:
        """A new page, with the notes that wait for it."""
        self.limits = []
        self.page_limits = (ShareLimit(LEAST_SHARE), ShareLimit(BODY_SHARE)) if has_text else (ShareLimit(0),)
        self.carried = frozenset(map(id, carried))
        self.first = {key: line for key, line in self.first.items() if key in self.carried}
        self.running = self.refused = None
        self.hopeless = []

    def measured(self, context: Any, note: Any) -> Measured:
        """Its lines, laid out once for each place of the area between the margins."""
        area = context.current_footnote_area
        sides = (area.page.width, area.margin_left, area.margin_right, area.padding_left, area.padding_right)
        key = (id(note), area.position_x, *sides, area.border_left_width, area.border_right_width)
        if key not in self._measured:
            self.measuring += 1
            self._measured[key] = measure(context, note)
            self.measuring -= 1
        return self._measured[key]

    def can_stand_alone(self, context: Any) -> bool:
        """Whether the notes of the page before fill so much of this one that it may go without text."""
        area = context.current_footnote_area
        if not context.current_page_footnotes:
            return False
        runs_on = self.running is not None or context.reported_footnotes
        return bool(runs_on or area.margin_height() >= ALONE * area.page.height)

    def late(self, context: Any) -> bool:
        """Whether a note that is called on this page does not begin on it."""
        known = self.carried.union(map(id, self.hopeless))
        return any(id(note) not in known for note in context.reported_footnotes)

    def stand_together(self, context: Any, note: Any, line: LineLimit) -> bool:
        """Whether a line may stay whose last ``note`` was put on the page behind one that runs on.

        It may if no page could show both: the last one waits, though its line stays. And if the line begins the page,
        if the other note need not run on.
        """
        shown, own = context.current_page_footnotes, [box.footnote for box in line.in_work[0].descendants()]
        before = [other for other in shown if other in own and other is not note]
        if context.reported_footnotes or self.running not in before:
            return False
        if self._too_high(context, [*before, *self.hopeless], note, line):
            shown.remove(note)
            self.hopeless.append(note)
            return True
        if line.movable:
            return False
        running, self.running = self.running, None
        context._update_footnote_area()
        if self.keep(context, line):
            return True
        self.running = running
        return False

    def _too_high(self, context: Any, before: list[Any], note: Any, line: LineLimit) -> bool:
        """Whether a page is too low for a line, notes that it calls, and the first lines of the next of them."""
        area = context.current_footnote_area
        own = self.measured(context, note).lines
        least = own[MIN_LINES - 1 if len(own) >= 2 * MIN_LINES else -1].bottom if own else 0
        lines = [self.measured(context, other).lines for other in before]
        height = least + sum(made[-1].bottom for made in lines if made) + area.margin_height() - area.height
        return bool(height + line.in_work[0].height > area.page.height)

    def place(self, note: Any) -> int:
        """Where a note stands among those of the book."""
        return self.order[id(note)]

    def part(self, context: Any, note: Any) -> tuple[int, int]:
        """The lines of a note that stand on this page, from and up to."""
        stop = self.stop if note is self.running else len(self.measured(context, note).lines)
        return self.first.get(id(note), 0), stop

    def rejoin(self, note: Any) -> None:
        """Forget that a note runs on."""
        if note is self.running:
            self.running = None

    def shorten(self, context: Any, limit: Limit) -> bool:
        """Take lines from the last note until the limit is kept. False: it cannot be, and nothing is changed."""
        if not context.current_page_footnotes or context.in_column:
            return False
        note = context.current_page_footnotes[-1]
        lines = self.measured(context, note).lines
        first, shown = self.part(context, note)
        if not lines:
            return False
        before, room = (self.running, self.stop), lines[shown - 1].bottom - limit.excess(context) + CLOSE
        for stop in range(min(shown - 1, len(lines) - MIN_LINES), first + MIN_LINES - 1, -1):
            if lines[stop - 1].bottom <= room:
                self.running, self.stop = note, stop
                context._update_footnote_area()
                if limit.excess(context) <= 0:
                    return True
        if before != (self.running, self.stop):
            self.running, self.stop = before
            context._update_footnote_area()
        return False

    def lengthen(self, context: Any, limit: Limit) -> None:
        """Give the running note all the room there is."""
        note, stop = self.running, self.stop
        self.running = None
        context._update_footnote_area()
        if limit.excess(context) > 0 and not self.shorten(context, limit):
            self.running, self.stop = note, stop
            context._update_footnote_area()

    def keep(self, context: Any, limit: Limit) -> bool:
        """Whether the limit is kept, with the last note shortened if need be."""
        return limit.excess(context) <= 0 or self.shorten(context, limit)


def page_notes(context: Any) -> PageNotes:
    """The one of this layout."""
    if not hasattr(context, "monograph_notes"):
        context.monograph_notes = PageNotes(context)
    notes: PageNotes = context.monograph_notes
    return notes
