"""Draws a text box of composed words: glyph strings joined from the shapes that were measured, in PDF operators."""

from __future__ import annotations

from typing import Any, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, pango

from monograph.typesetting.lines.shapes import Glyph, Shaper, Word

Strings = list[tuple[Any, float, int, str]]
"""Pieces of a word: (font, size, rise in Pango units, glyph codes between ``<`` and ``>``)."""


Codes = list[tuple[Glyph, str, list[tuple[int, str, int]]]]
"""Pieces of a word for any PDF: (first glyph, glyph codes, (glyph, its text, its width in thousandths of the size))."""


class Noted(NamedTuple):
    """A word in the PDF that is written. ``font`` and ``code``: all of it, where one font draws it on the line."""

    fonts: Any
    pieces: Strings
    font: Any
    code: str


def draw_words(stream: Any, box: Any) -> None:
    """Write the words of a text box to a page's stream."""
    if box.style["visibility"] != "visible" or not any(word.glyphs for word in box.words):
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
    words = [_noted(word, shaper, stream) for word in box.words]
    if all(word.font is font or not word.pieces for word in words):
        stream.set_font_size(font.hash, size)
        stream.show_text(f"<{gap.join([word.code for word in words])}>".replace("<>", ""))
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
    codes: list[str] = []

    def flush() -> None:
        if now is not None and codes:
            stream.set_font_size(now[0].hash, now[1])
            if now[2]:
                stream.set_text_rise(-now[2] / 1000)
            stream.show_text(f"<{''.join(codes)}>".replace("<>", ""))
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


def _gap(shaper: Shaper, stream: Any, font: Any, size: float, spacing: float) -> str:
    """The code of a word space that is ``spacing`` px wider than its natural width."""
    glyph = shaper.space_glyph
    font.to_unicode.setdefault(glyph.id, " ")
    kern = round(_width(stream, font, size, glyph) - (shaper.space + spacing) * 1000 / size)
    return f"{glyph.id:04x}>{kern}<" if kern else f"{glyph.id:04x}"


def _noted(word: Word, shaper: Shaper, stream: Any) -> Noted:
    """A word in the PDF that is written, in which its glyphs are noted."""
    known: Noted | None = word.noted
    if known is None or known.fonts is not stream._fonts:
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
        known = word.noted = Noted(stream._fonts, pieces, *((pieces[0][0], pieces[0][3]) if alone else (None, "")))
    return known


def _encode(word: Word, shaper: Shaper, stream: Any) -> Codes:
    """The codes of a word for any PDF."""
    data = word.text.encode()
    pieces: Codes = []
    for number, glyph in enumerate(word.glyphs):
        font, size = _pdf_font(shaper, stream, glyph)
        following = word.glyphs[number + 1].byte if number + 1 < len(word.glyphs) else len(data)
        offset, width = glyph.x * 1000 * FROM_UNITS / size, _width(stream, font, size, glyph)
        kern = round(width + offset - glyph.width * 1000 * FROM_UNITS / size)
        code = (f">{round(-offset)}<" if glyph.x else "") + f"{glyph.id:04x}" + (f">{kern}<" if kern else "")
        noted = (glyph.id, data[glyph.byte : following].decode(), width)
        if pieces and pieces[-1][0].font[0] == glyph.font[0] and pieces[-1][0].y == glyph.y:
            first, before, glyphs = pieces[-1]
            pieces[-1] = (first, before + code, [*glyphs, noted])
        else:
            pieces.append((glyph, code, [noted]))
    return pieces
