"""The best line breaks of a paragraph: numbers in, numbers out (Knuth and Plass, 1981).

All lengths have one unit (px in this program). A paragraph is a list of ``Place``: its start, every place where a line
may end, its end. A line's word spaces stretch and shrink, and its glyphs may be scaled by a little; what hangs into the
margin is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

SPACE, HYPHEN, WRITTEN, ADDRESS, LETTER, HOST = range(6)
"""What a line ends with: a space or dash; a hyphen that is added; one that the text has; an address that goes on;
any letter; a letter of the name of a host, which reads ill."""

HYPHENS = (False, True, True, False, False, False)
"""Whether a line of that kind is seen to end with a hyphen."""


class Place(NamedTuple):
    """Where a line may end. ``x`` are positions on one endless line, ``gaps`` count the word spaces before."""

    end: int
    """Index behind the last character of the line that ends here."""
    resume: int
    """Index of the first character of the next line."""
    x_end: float
    """Right edge of that line, with the hyphen that is added."""
    x_resume: float
    """Left edge of the next line."""
    gaps_end: int
    gaps_resume: int
    kind: int
    left: float
    """How far the next line's first character hangs into the margin."""
    right: float
    """How far that line's last character hangs into the margin."""


class Beside(NamedTuple):
    """What stands beside the first lines of a paragraph: how many they are, and how much of the measure it takes."""

    lines: int
    width: float


NOTHING = Beside(0, 0.0)


class Line(NamedTuple):
    """One line of the result. ``miss`` is what it lacks to the measure (negative: has too much)."""

    start: int
    end: int
    resume: int
    kind: int
    left: float
    right: float
    miss: float


MANY = 3
"""So many hyphens in a row are counted."""


@dataclass(frozen=True)
class Settings:
    """What a line may do, and what each fault costs, in demerits; a line stretched by one unit has 100 badness."""

    stretch: float = 0.4
    """One unit of stretch, as a share of a word space."""
    shrink: float = 0.3
    """The most that a word space gives up, as a share of it."""
    expand: float = 0.015
    """The most that glyphs are widened or narrowed, as a share of the line."""
    loose: float = 0.35
    """What a word space may get, as a share of it, before letters are spaced."""
    track: float = 0.02
    """The most that letters of a loose line are spaced, as a share of the line."""
    tracked: float = 30_000
    """A line whose letters are spaced."""
    spaceless: float = 0.03
    """One unit of stretch of a line without a space, as a share of the measure."""
    line: float = 10
    kinds: tuple[float, ...] = (0, 140, 80, 0, 100, 2_000)
    """Penalty of each kind of line end; it is squared."""
    two_hyphens: float = 12_000
    last_hyphen: float = 6_000
    """The last full line ends with a hyphen."""
    contrast: float = 8_000
    """A loose line beside a tight one."""
    short: float = 0.13
    """The least length of a last line, as a share of the measure: a little more than the 12 % that are asked for."""
    nearly: float = 0.01
    """What may be missing to that, as a share of the measure, before the whole cost is due."""
    short_last: float = 700_000
    hyphens_in_a_row: int = 2
    """The most that may follow each other; ``MANY`` allows any number."""


SETTINGS = Settings()


EVEN = 0.3
"""How loose a line may be in a paragraph that is not hyphenated, in units of stretch."""


def compose(
    places: Sequence[Place],
    measure: float,
    space: float,
    indent: float = 0.0,
    tolerance: float = float("inf"),
    lines: int = 0,
    settings: Settings = SETTINGS,
    beside: Beside = NOTHING,
) -> list[Line] | None:
    """The lines with the fewest demerits, or None where no way keeps every line within ``tolerance`` and the measure.

    With a ``tolerance`` of ``EVEN`` the last line must not be a short one either.
    ``lines`` asks for so many; where that cannot be, the nearest number is taken. ``beside`` makes the first shorter.
    """
    final, hyphens = len(places) - 1, settings.hyphens_in_a_row
    stretch, shrink, expand, track = space * settings.stretch, space * settings.shrink, settings.expand, settings.track
    strict = tolerance <= EVEN
    slack, most = 2 * space, space * settings.loose
    short, nearly = settings.short * measure, settings.nearly * measure
    spaceless, base = measure * settings.spaceless, settings.line
    two_hyphens, contrast = settings.two_hyphens, settings.contrast
    penalties = [penalty * penalty for penalty in settings.kinds]
    begin = places[0]
    # All that may end at one place, those beside something by themselves, with the room up to the margin for a line
    # from there: (room, gaps before, nodes).
    groups: list[tuple[float, int, list[_Node]]] = [
        (
            measure + begin.left - indent - beside.width + begin.x_resume,
            begin.gaps_resume,
            [(0.0, 0, 1, 0, 0, None, 0.0)],
        )
    ]
    first, counted = 0, bool(lines or beside.lines)
    for number in range(1, final + 1):
        _, _, x_end, x_resume, gaps_end, gaps_resume, kind, left, right = places[number]
        shift, hyphen, last = right - x_end, HYPHENS[kind], number == final
        found: dict[int, _Node] = {}
        for index in range(first, len(groups)):
            room, gaps_before, nodes = groups[index]
            miss, tracked = room + shift, 0.0
            natural = measure - miss
            glyphs = natural * expand
            if miss > glyphs and not last:
                gaps, over = gaps_end - gaps_before, miss - glyphs
                if gaps:
                    excess = over - gaps * most
                    if excess > 0:
                        tracked = settings.tracked
                        over -= min(excess, natural * track)
                    ratio = over / (gaps * stretch)
                else:
                    ratio = over / spaceless
                if ratio > tolerance:
                    if beside.lines:
                        continue
                    break  # a line from a later place is looser still
            elif miss >= -glyphs:
                ratio = 0.0
            else:
                over, give = -miss - glyphs, (gaps_end - gaps_before) * shrink
                if over > give * 1.0001:
                    if index == first and over > give + slack:
                        first += 1  # too long here and at every later place
                    continue
                ratio = -over / give
            if last and natural + right < short and index and strict:
                continue
            size = ratio if ratio > 0 else -ratio
            cost = base + 100 * size * size * size
            if not last and glyphs > 0:
                share = miss / glyphs if -glyphs < miss < glyphs else 1.0
                cost += 8 * share * share
            cost = cost * cost + penalties[kind] + tracked
            if last and natural + right < short and index:
                cost += settings.short_last * min(1.0, (short - natural - right) / nearly)
            fit = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
            for node in nodes:
                total, _, fit_before, run_before, lines_before, _, _ = node
                total, key, run = total + cost, fit, 0
                if hyphen:
                    run = run_before + 1 if run_before < MANY else MANY
                    if run > hyphens:
                        continue
                    if run > 1:
                        total += two_hyphens
                    key += 4 * run
                if fit_before - fit > 1 or fit - fit_before > 1:
                    total += contrast
                if last and run_before:
                    total += settings.last_hyphen
                if counted:
                    key += 1024 * lines_before
                old = found.get(key)
                if old is None or total < old[0]:
                    found[key] = (total, number, fit, run, lines_before + 1, node, miss)
        if found:
            room, nodes = measure + left + x_resume, list(found.values())
            if beside.lines:
                narrow = [node for node in nodes if node[4] < beside.lines]
                nodes = [node for node in nodes if node[4] >= beside.lines]
                groups.append((room - beside.width, gaps_resume, narrow))
            groups.append((room, gaps_resume, nodes))
        elif first == len(groups):
            return None
    ready = [node for _, _, nodes in groups[-2:] for node in nodes if node[1] == final]
    if not ready:
        return None
    best = min(ready, key=lambda node: (abs(node[4] - lines) if lines else 0, node[0]))
    return _lines(best, places)


_Node = tuple[float, int, int, int, int, Any, float]
"""The best way to end a line at a place: demerits so far, number of the place, fitness, hyphens in a row, lines so far,
the node before, what the line lacks. (A plain tuple: a paragraph makes hundreds of them.)"""


def _lines(node: _Node, places: Sequence[Place]) -> list[Line]:
    lines: list[Line] = []
    while node[5] is not None:
        a, b = places[node[5][1]], places[node[1]]
        lines.append(Line(a.resume, b.end, b.resume, b.kind, a.left, b.right, node[6]))
        node = node[5]
    return lines[::-1]


SLACK, GIVEN = 0.5, 0.2
"""How much a ragged line may be too long (px), and what each of its spaces gives up besides, as a share of it."""


def first_fit(places: Sequence[Place], measure: float, indent: float = 0.0, space: float = 0.0) -> list[Line]:
    """Lines of text that is not justified: each ends at the last place that fits; what is too long stands out.

    No address is cut between two letters where a place before them would do. Lines and spaces give way a little: a
    box that WeasyPrint made as wide as its text, kerned with its spaces, must hold it.
    """
    lines: list[Line] = []
    at = 0
    while at < len(places) - 1:
        a = places[at]
        room = measure + a.x_resume - (0.0 if at else indent)
        to = at + 1
        while to + 1 < len(places):
            b = places[to + 1]
            if b.x_end > room + SLACK + GIVEN * space * (b.gaps_end - a.gaps_resume):
                break
            to += 1
        to = next((better for better in range(to, at, -1) if places[better].kind not in (LETTER, HOST)), to)
        b = places[to]
        lines.append(Line(a.resume, b.end, b.resume, b.kind, 0.0, 0.0, room - b.x_end))
        at = to
    return lines


def even_fit(places: Sequence[Place], measure: float, indent: float = 0.0, space: float = 0.0) -> list[Line]:
    """Lines as ``first_fit`` makes them, no more of them than there, and as even in length as that allows."""
    best = first_fit(places, measure, indent, space)
    least, most = measure / len(best) / 2, measure
    while most - least > 1:
        width = (least + most) / 2
        lines = first_fit(places, width, indent, space)
        if len(lines) > len(best) or any(line.miss < -SLACK for line in lines):
            least = width
        else:
            most = width
            best = [line._replace(miss=line.miss + measure - width) for line in lines]
    return best


class Adjustment(NamedTuple):
    """How a line fills its measure: the factor of its glyphs, what each word space and each letter gets."""

    factor: float = 1.0
    spacing: float = 0.0
    tracking: float = 0.0


def adjustment(
    miss: float, natural: float, gaps: int, letters: int, space: float, last: bool, settings: Settings = SETTINGS
) -> Adjustment:
    """What makes a line of ``natural`` width, with ``gaps`` spaces and ``letters`` glyphs, fill its measure.

    Glyphs take what they can, then spaces, then, where those grow too wide, the room between letters. A last line is
    only ever made tighter.
    """
    if natural <= 0 or (last and miss >= 0):
        return Adjustment()
    change = max(-settings.expand, min(settings.expand, miss / natural))
    rest = miss - change * natural
    share = settings.track if gaps else settings.spaceless
    excess = max(0.0, min(rest - gaps * space * settings.loose, natural * share))
    tracking = excess / letters if letters else 0.0
    return Adjustment(1 + change, (rest - excess) / gaps if gaps else 0.0, tracking)
