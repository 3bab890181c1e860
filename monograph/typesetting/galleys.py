"""What passes between the layout of a unit and the book: plain data, so that it crosses processes and fits on a disk.

A galley is a unit as it was set, before it has a place in the book: its pages are drawn without folios, outline and
fonts, which are made when the units are bound (``binding.py``). Nothing here loads the layout engine.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from monograph.typesetting.lines.figures import SetLine

Numbering = Literal["roman", "arabic"]

FORGIVEN = 1
"""Lines by which a page may be short of its neighbour."""

LINK = "xref:"
"""What links inside the book begin with while its units are apart: the layout takes them for addresses outside."""


@dataclass(frozen=True)
class Unit:
    """A part of the book that is laid out by itself. ``notes`` are the ids of the notes it must hold."""

    key: str
    numbering: Numbering
    recto: bool
    notes: tuple[str, ...] = ()


class UnreadableError(Exception):
    """The layout asked for an address that it may not read, or cannot: the text is the address."""


@dataclass(frozen=True)
class NoteReport:
    """Ids of notes that went wrong, and of those that were split. ``calls``: (note id, index of the page of its call).

    ``thin`` have a part of one line though they are split; ``crowded`` stand under text that runs into them.
    """

    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    early: tuple[str, ...] = ()
    disordered: tuple[str, ...] = ()
    crowded: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    thin: tuple[str, ...] = ()
    calls: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class PageEnds:
    """How the pages of a unit end, by index. ``rooms``: of every page but the last, how many lines would still fit.

    ``stranded`` end with a heading, or with one line of text under it; ``single`` with one line under a figure.
    ``levels``: of every page, its lines of text and how far they stand off its grid at most, up and down, in pt.
    """

    rooms: tuple[int, ...] = ()
    stranded: tuple[int, ...] = ()
    single: tuple[int, ...] = ()
    levels: tuple[tuple[int, float, float], ...] = ()

    @property
    def short(self) -> tuple[tuple[int, int], ...]:
        """(page, lines that would still fit), where that is more than a page may be short of its neighbour."""
        return tuple((page, room) for page, room in enumerate(self.rooms) if room > FORGIVEN)


@dataclass(frozen=True)
class FolioPlace:
    """Where and how a page bears its number. ``x`` is the edge or middle that stays, ``y`` the baseline, both in pt
    from the lower left; ``size`` in pt; ``colour`` is RGB from 0 to 1; ``features`` are OpenType ones.
    """

    align: Literal["left", "center", "right"]
    x: float
    y: float
    size: float
    colour: tuple[float, float, float]
    features: Mapping[str, int]
    font: str


@dataclass(frozen=True)
class FontUse:
    """What a unit needs of one font. ``program`` is the SHA-256 of the font file, ``face`` its index therein.

    ``glyphs``: glyph id -> (text it stands for, width in thousandths of the size).
    """

    program: str
    face: int
    name: str
    family: str
    flags: int
    ascent: int
    descent: int
    glyphs: Mapping[int, tuple[str, float]]


@dataclass(frozen=True)
class Galley:
    """A unit as it was set.

    ``starts`` has the block and offset of each page's first word; ``first_page``: id -> index of the page on which
    its text begins; ``unread`` is text that the source does not hold; ``messages`` what the layout complained of.
    ``anchors`` are (id, page index, x, y) in pt from the lower left, ``bookmarks`` (level, label, page index, x, y),
    ``links`` the ids that the unit refers to. ``folios`` has one place a page, or None where it bears none; it is
    None as a whole where the folios are drawn into the pages, which then can stand nowhere else. ``fonts``: name
    in the page resources -> use. ``files``: what the layout read, path -> SHA-256; ``programs`` are font files
    that are not among the book's faces, by their SHA-256. ``pdf`` are the drawn pages. ``lines`` are those of
    justified text as they were set.
    """

    starts: tuple[tuple[str, int] | None, ...]
    first_page: Mapping[str, int]
    unread: tuple[str, ...]
    report: NoteReport
    ends: PageEnds
    messages: tuple[str, ...]
    anchors: tuple[tuple[str, int, float, float], ...]
    bookmarks: tuple[tuple[int, str, int, float, float], ...]
    links: tuple[str, ...]
    folios: tuple[FolioPlace | None, ...] | None
    fonts: Mapping[str, FontUse]
    files: Mapping[str, str]
    programs: Mapping[str, bytes] = field(default_factory=dict)
    pdf: bytes = b""
    lines: tuple[SetLine, ...] = ()

    @property
    def length(self) -> int:
        """Number of pages."""
        return len(self.starts)


@dataclass(frozen=True)
class About:
    """What a PDF says of itself. ``date`` is ISO 8601, empty where none is to be told."""

    title: str
    authors: tuple[str, ...]
    description: str
    keywords: tuple[str, ...]
    language: str
    date: str


def to_bytes(galley: Galley) -> bytes:
    """A galley as it is kept on the disk: a line of JSON, then the bytes that it tells the lengths of."""
    plain = {f.name: getattr(galley, f.name) for f in dataclasses.fields(galley) if f.name not in ("pdf", "programs")}
    plain["programs"] = {name: len(content) for name, content in galley.programs.items()}
    head = json.dumps(plain, default=vars, ensure_ascii=False).encode()
    return b"\n".join((head, b"".join(galley.programs.values()) + galley.pdf))


def from_bytes(content: bytes) -> Galley:
    """The galley that ``to_bytes`` wrote. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for anything else."""
    head, _, rest = content.partition(b"\n")
    plain: dict[str, Any] = json.loads(head)
    programs, at = {}, 0
    for name, length in plain.pop("programs").items():
        programs[name], at = rest[at : at + length], at + length
    folios = plain.pop("folios")
    return Galley(
        report=NoteReport(**_tuples(plain.pop("report"))),
        ends=PageEnds(**_tuples(plain.pop("ends"))),
        folios=None if folios is None else tuple(f and FolioPlace(**_tuples(f)) for f in folios),
        fonts={name: _font_use(use) for name, use in plain.pop("fonts").items()},
        programs=programs,
        pdf=rest[at:],
        lines=tuple(SetLine(*line) for line in plain.pop("lines")),
        **_tuples(plain),
    )


def _font_use(plain: dict[str, Any]) -> FontUse:
    glyphs = {int(glyph): tuple(use) for glyph, use in plain.pop("glyphs").items()}
    return FontUse(glyphs=glyphs, **plain)


def _tuples(value: Any) -> Any:
    """JSON's lists as the tuples they were."""
    if isinstance(value, list):
        return tuple(_tuples(part) for part in value)
    if isinstance(value, dict):
        return {name: _tuples(part) for name, part in value.items()}
    return value
