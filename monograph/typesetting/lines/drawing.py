"""Draws a text box of composed words: glyph strings joined from the shapes that were measured, in PDF operators."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, pango

from monograph.typesetting.lines.shapes import Glyph, Shaper, Word

SPECIAL = {byte: b"\\" + shown for byte, shown in zip(b"()\\\r", (b"(", b")", b"\\", b"r"), strict=True)}
"""Bytes that are written otherwise in a string: brackets, backslash, carriage return."""

EMPTY = re.compile(rb"(?<!\\)\(\)")

Strings = list[tuple[Any, float, int, bytes]]
"""Pieces of a word: (font, size, rise in Pango units, what stands between ``(`` and ``)``)."""


Codes = list[tuple[Glyph, bytes, list[tuple[int, str, int]]]]
"""Pieces of a word for any PDF: (first glyph, glyph codes, (glyph, its text, its width in thousandths of the size))."""


class Noted(NamedTuple):
    """A word in the PDF that is written. ``font`` and ``code``: all of it, where one font draws it on the line."""

    fonts: Any
    pieces: Strings
    font: Any
    code: bytes


def draw_words(stream: Any, box: Any) -> None:
    """Write the words of a text box to a page's stream."""
    if box.style["visibility"] != "visible" or box.letters == box.gaps:
        return
    shaper: Shaper = box.shaper
    _set_color(stream, box.style["color"])
    stream.begin_text()
    place = _number(box.factor), _number(box.position_x), _number(box.position_y + box.baseline)
    stream.stream.append(b"%b 0 0 -1 %b %b Tm" % place)
    if box.tracking:
        _set_tracking(stream, box.tracking / box.factor)
    font, size = _pdf_font(shaper, stream, shaper.space_glyph)
    gap = _gap(shaper, stream, font, size, box.justification_spacing / box.factor)
    fonts = stream._fonts
    words = [
        known if (known := word.noted) is not None and known.fonts is fonts else _noted(word, shaper, stream)
        for word in box.words
    ]
    if all([word.font is font or not word.pieces for word in words]):
        stream.set_font_size(font.hash, size)
        stream.show_text(_string(gap.join([word.code for word in words])))
    else:
        pieces: Strings = []
        for number, word in enumerate(words):
            if number:
                pieces.append((font, size, 0, gap))
            pieces += word.pieces
        _show(stream, pieces)
    if box.tracking:
        _set_tracking(stream, 0)
    stream.end_text()


def _number(value: float) -> bytes:
    """A length or factor as pydyf writes it."""
    return b"%d" % value if value == int(value) else (b"%f" % value).rstrip(b"0")


def _string(codes: bytes) -> bytes:
    """What is shown, with no empty string before or behind it (in a string, brackets stand behind a backslash)."""
    shown = b"(%b)" % codes
    return EMPTY.sub(b"", shown) if b"()" in shown else shown


@cache
def _code(glyph: int) -> bytes:
    """A glyph in a string (ISO 32000-1, 7.3.4.2)."""
    return b"".join(SPECIAL.get(byte, bytes([byte])) for byte in divmod(glyph, 256))


def _kern(room: int) -> bytes:
    """Less room by so many thousandths of the size."""
    return b")%d(" % room if room else b""


def _set_color(stream: Any, color: Any) -> None:
    """Set the colour of what follows, unless it was the last that was set."""
    last, fill, alpha = stream.__dict__.get("words_color", (None, None, None))
    if last is not color or fill is not stream._current_color or alpha != stream._current_alpha:
        stream.set_color(color)
        stream.words_color = color, stream._current_color, stream._current_alpha


def _set_tracking(stream: Any, tracking: float) -> None:
    """Room after every glyph, in px (ISO 32000-1, 9.3.2); pydyf has no method for it."""
    stream.stream.append(f"{tracking:.5f} Tc".encode())


def _show(stream: Any, pieces: Strings) -> None:
    """Pieces of the same font and height in one operator."""
    now: tuple[Any, float, int] | None = None
    codes: list[bytes] = []

    def flush() -> None:
        if now is not None and codes:
            stream.set_font_size(now[0].hash, now[1])
            if now[2]:
                stream.set_text_rise(-now[2] / 1000)
            stream.show_text(_string(b"".join(codes)))
            if now[2]:
                stream.set_text_rise(0)

    for font, size, rise, code in pieces:
        if now is None or now[0] is not font or now[2] != rise:
            flush()
            now, codes = (font, size, rise), []
        codes.append(code)
    flush()


def _pdf_font(shaper: Shaper, stream: Any, glyph: Glyph) -> tuple[Any, float]:
    """The font of a glyph in the PDF that is written, and its size."""
    found = shaper.fonts.get(glyph.font[0])
    if found is None or found[0] is not stream._fonts:
        found = shaper.fonts[glyph.font[0]] = (stream._fonts, *stream.add_font(glyph.font[1]))
    return found[1], found[2]


def _width(stream: Any, font: Any, size: float, glyph: Glyph) -> int:
    """The glyph's own width in thousandths of the size, as the PDF's font states it."""
    known = font.widths.get(glyph.id)
    if known is None:
        pango.pango_font_get_glyph_extents(glyph.font[1], glyph.id, stream.ink_rect, stream.logical_rect)
        known = font.widths[glyph.id] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    return int(known)


def _gap(shaper: Shaper, stream: Any, font: Any, size: float, spacing: float) -> bytes:
    """The code of a word space that is ``spacing`` px wider than its natural width."""
    glyph = shaper.space_glyph
    font.to_unicode.setdefault(glyph.id, " ")
    kern = round(_width(stream, font, size, glyph) - (shaper.space + spacing) * 1000 / size)
    return _code(glyph.id) + _kern(kern)


def _noted(word: Word, shaper: Shaper, stream: Any) -> Noted:
    """A word in the PDF that is written, in which its glyphs are now noted."""
    if word.codes is None:
        word.codes = _encode(word, shaper, stream)
    pieces: Strings = []
    for first, code, glyphs in word.codes:
        font, size = _pdf_font(shaper, stream, first)
        for identifier, text, width in glyphs:
            if identifier not in font.to_unicode:
                font.to_unicode[identifier] = text
                font.widths.setdefault(identifier, width)
        pieces.append((font, size, first.y, code))
    alone = len(pieces) == 1 and not pieces[0][2]
    made = word.noted = Noted(stream._fonts, pieces, *((pieces[0][0], pieces[0][3]) if alone else (None, b"")))
    return made


def _encode(word: Word, shaper: Shaper, stream: Any) -> Codes:
    """The codes of a word for any PDF."""
    data, pieces = word.text.encode(), []
    ends = [*(glyph.byte for glyph in word.glyphs[1:]), len(data)]
    for _, alike in groupby(zip(word.glyphs, ends, strict=False), _font_and_rise):  # an empty word has no glyphs
        pairs, codes, noted = list(alike), [], []
        font, size = _pdf_font(shaper, stream, pairs[0][0])
        unit = 1000 * FROM_UNITS / size
        for glyph, following in pairs:
            offset, width = glyph.x * unit, _width(stream, font, size, glyph)
            codes.append(_kern(round(-offset)) + _code(glyph.id) + _kern(round(width + offset - glyph.width * unit)))
            noted.append((glyph.id, data[glyph.byte : following].decode(), width))
        pieces.append((pairs[0][0], b"".join(codes), noted))
    return pieces


def _font_and_rise(pair: tuple[Glyph, int]) -> tuple[int, int]:
    return pair[0].font[0], pair[0].y
