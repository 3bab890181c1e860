"""The text boxes of a paragraph, shaped -> every place where one of its lines may end, with its width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import repeat
from typing import Any, NamedTuple

from weasyprint.text.line_break import get_log_attrs

from monograph.typesetting.lines.breaking import ADDRESS, HYPHEN, LETTER, SPACE, Place
from monograph.typesetting.lines.hyphenation import UNSEEN, Cut, address_cuts, addresses, boundaries, cuts
from monograph.typesetting.lines.protrusion import RIGHT
from monograph.typesetting.lines.shapes import Shaper, Word

SPLIT = re.compile("(^|[ \xa0])([^ \xa0]*)")
BEFORE_NUMBERS = frozenset(
    (
        "p. pp. n. nn. no. nos. vol. vols. ch. chs. art. arts. fol. fols. f. ff. c. ca. nr. bd. s. t. № § §§ "
        "chapter chapters table tables figure map article page pages note notes "
        "с. сс. стр. т. гл. ст. էջ գ. გვ."
    ).split()
)
"""Words that no line end parts from the number behind them."""

NUMBER = re.compile(r"\d|[ivxlc]+\b")
"""The beginning of one, or a Roman one as the pages of front matter have."""

MONTHS = frozenset(
    (
        "january february march april may june july august september october november december "
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
        "januar februar märz juni juli oktober dezember "
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    ).split()
)
"""Names of months in the languages that write them by themselves behind or before a day."""

DAY = re.compile(r"\W*(?:\d\d?[–-])?\d\d?\.?")

PLACE = partial(tuple.__new__, Place)
"""Makes a place of a tuple, quickly."""

WHOLE = frozenset({SPACE, ADDRESS})
"""The ends of lines that cut no word."""

CLOSING, OPENING = frozenset(")]}!?;:,./»…”"), frozenset("([{«“‘")


class Leaf(NamedTuple):
    """A text box of the paragraph: its characters are ``start`` to ``end``; ``path`` leads to it from the line box."""

    box: Any
    start: int
    end: int
    shaper: Shaper
    path: tuple[int, ...]


def places(text: str, leaves: Sequence[Leaf], first: int, last: int, longest: float = 0.0) -> list[Place]:
    """Where the lines of a text may end, from character ``first`` to ``last``.

    With ``longest``, a word that is wider may also end a line between any two characters.
    """
    rows = [Place(first, first, 0.0, 0.0, 0, 0, SPACE, 0.0, 0.0)]
    webs = addresses(text)
    x, gaps, before, right = 0.0, 0, "", 0.0
    for box, at, _, shaper, _ in leaves:
        tag = box.element_tag or ""
        call = "::footnote-call" in tag
        wraps = box.style["white_space"] == "normal" and "::footnote-marker" not in tag
        words, space, tokens = shaper.words, shaper.space, _tokens(box.text)
        final = 0 if webs or longest else len(tokens) - 1
        for number, (part, gap) in enumerate(tokens):
            if gap:
                if first <= at < last:
                    if gap == " " and wraps and at > first and rows[-1][1] != at:
                        rows.append(PLACE((at, at + 1, x, x + space, gaps, gaps + 1, SPACE, 0.0, right)))
                    gaps += 1
                    x += space
                    before = before if gap == " " else ""
                at += 1
            if not part:
                continue
            word = words.get(part) or words[UNSEEN.sub("", part)]
            visible = word.text
            if rows[-1][1] == at and visible:
                if len(rows) > 1 and (call or (before and _follows(before, word, shaper))):
                    rows.pop()
                elif word.left:
                    rows[-1] = rows[-1]._replace(left=word.left)
            if wraps and not call:
                found = word.cuts if 0 < number < final else None  # at its ends a word may go on in another style
                if found is None or visible != part:
                    found = _cuts(part, at, text, shaper, word, webs, longest)
                for offset, kind, width, hyphen, hang in found:
                    place = at + offset
                    if first < place < last:
                        rows.append(PLACE((place, place, x + width + hyphen, x + width, gaps, gaps, kind, 0.0, hang)))
            x += word.width
            at += len(part)
            if visible:
                before = visible
                right = word.right
    while len(rows) > 1 and rows[-1].resume >= last:
        rows.pop()
    rows.append(Place(last, len(text), x, x, gaps, gaps, SPACE, 0.0, right))
    return rows


def uncut(ways: Sequence[Place]) -> list[Place]:
    """Those places at which a line ends with no hyphen: spaces, dashes, what an address has."""
    return [way for way in ways if way[6] in WHOLE]


def _tokens(text: str) -> list[tuple[str, str]]:
    """The runs between the spaces of a text, each with the space before it ("" at the beginning)."""
    if "\xa0" in text:
        return [(part, gap) for gap, part in SPLIT.findall(text)]
    first, *rest = text.split(" ")
    return [(first, ""), *zip(rest, repeat(" "))]


class Piece(NamedTuple):
    """A cut of a word: characters before it, kind of line end, their width, that of the hyphen, what hangs out (px)."""

    offset: int
    kind: int
    width: float
    hyphen: float
    hang: float


def _cuts(
    part: str, at: int, text: str, shaper: Shaper, word: Word, webs: list[tuple[int, int]], longest: float
) -> Iterable[Piece]:
    """Where a part of the paragraph may be cut. ``longest``: what is wider may be cut anywhere; 0 means nothing is."""
    end = at + len(part)
    web = next((w for w in webs if w[0] < end and at < w[1]), None) if webs else None
    if web is not None:
        return _pieces(_web_cuts(text, at, end, web), part, shaper, word)
    if longest and word.width > longest:
        known = dict(cuts(part, shaper.rules))
        anywhere = {i: HYPHEN if part[i - 1 : i + 1].isalpha() else LETTER for i in boundaries(part)}
        return _pieces([Cut(*item) for item in sorted((anywhere | known).items())], part, shaper, word)
    if (at and text[at - 1].isalpha()) or (end < len(text) and text[end].isalpha()):
        return _pieces(cuts(part, shaper.rules, False), part, shaper, word)
    if part != word.text:
        return _pieces(cuts(part, shaper.rules), part, shaper, word)
    if word.cuts is None:
        word.cuts = _pieces(cuts(part, shaper.rules), part, shaper, word)
    found: list[Piece] = word.cuts
    return found


def _web_cuts(text: str, at: int, end: int, web: tuple[int, int]) -> list[Cut]:
    """Cuts of the part ``at`` to ``end`` that lies in an address: those of the whole address, moved."""
    start, stop = web
    found = address_cuts(text[start:stop])
    return [Cut(start + index - at, kind) for index, kind in found if at <= start + index < end]


def _pieces(found: Iterable[Cut], part: str, shaper: Shaper, word: Word) -> list[Piece]:
    pieces = []
    for index, kind in found:
        shown = len(UNSEEN.sub("", part[:index])) if word.text != part else index
        ending = shaper.hyphen if kind == HYPHEN else word.text[shown - 1 : shown]
        hyphen = shaper[shaper.hyphen].width if kind == HYPHEN else 0.0
        hang = shaper[ending].hang(RIGHT, -1) if ending in RIGHT else 0.0
        pieces.append(Piece(index, kind, shaper.prefix(word, shown), hyphen, hang))
    return pieces


def _one_date(before: str, after: str) -> bool:
    """Whether two words are a day and its month, in either order."""
    if after[:1].isdigit():
        return before.lower() in MONTHS and bool(re.match(r"\d\d?(?!\d)", after))
    return _month(after) and DAY.fullmatch(before) is not None


def _month(word: str) -> bool:
    return word.rstrip(",.;:)”").lower() in MONTHS


def _follows(before: str, word: Word, shaper: Shaper) -> bool:
    """Whether no line ends at the space between a word and what stands before it."""
    if word.ties is None:
        after = word.text
        word.ties = bool(after[0] in CLOSING or NUMBER.match(after) or _month(after))
    return (word.ties or before[-1] in OPENING) and _tied(before, word.text, shaper.rules.language)


@lru_cache(65536)
def _tied(before: str, after: str, language: str) -> bool:
    """Whether no line ends at the space between two words: before a number, in a date, beside lonely punctuation."""
    if before.lower() in BEFORE_NUMBERS and NUMBER.match(after):
        return True
    stuck = after[0] in CLOSING or before[-1] in OPENING
    return _one_date(before, after) or (stuck and not _may_part(before, after, language))


def _may_part(before: str, after: str, language: str) -> bool:
    """Whether a line may end at the space between two words that end or begin with punctuation (UAX 14)."""
    text = f"{before} {after}"
    return bool(get_log_attrs(text, language or None)[len(before) + 1].is_line_break)
