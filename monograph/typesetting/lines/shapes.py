"""Words shaped once for each style: their glyphs as Pango places them, and their widths. Only this module asks Pango.

A word is shaped without its neighbours: kerning with a space is not seen. Widths are in px, those of glyphs in Pango
units.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from weasyprint.css import AnonymousStyle
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, gobject, pango
from weasyprint.text.line_break import Layout, line_size, strut

from monograph.typesetting.lines.hyphenation import UNSEEN, Rules
from monograph.typesetting.lines.protrusion import LEFT, RIGHT

ffi.cdef("void *g_object_ref(void *object);")

EMPTY, UNKNOWN = 0x0FFFFFFF, 0x10000000
"""Pango's glyph that is not drawn; the flag of a glyph that no font has."""

FONT_PROPERTIES = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "font_variation_settings", "font_language_override", "lang",
    "letter_spacing", "hyphens", "hyphenate_limit_chars", "hyphenate_character",
)  # fmt: skip


class LeftError(Exception):
    """This paragraph is left to WeasyPrint's own breaker; the message says why in two or three words."""


class Glyph(NamedTuple):
    """One glyph: first byte of its cluster, id, width, offsets (Pango units), font (address, object)."""

    byte: int
    id: int
    width: int
    x: int
    y: int
    font: tuple[int, Any]


Raw = tuple[int, int, int, int, int, tuple[int, Any]]
"""A glyph before it belongs to a word: its first byte counts from the start of the layout."""


class Word:
    """A run of characters without spaces, shaped in ``letters`` glyphs.

    ``left`` and ``right``: how far its first and last character hang into the margin (px). ``codes`` and (for the PDF
    in work) ``noted``: see ``drawing``; ``cuts`` and ``ties``: see ``places``.
    """

    __slots__ = ("codes", "cuts", "glyphs", "left", "letters", "noted", "odd", "right", "text", "ties", "width")

    def __init__(self, text: str, glyphs: list[Glyph]) -> None:
        self.text, self.glyphs, self.letters = text, glyphs, len(glyphs)
        self.width: float = sum([glyph.width for glyph in glyphs]) * FROM_UNITS
        self.odd = any([not 0 <= glyph.id < EMPTY for glyph in glyphs])
        self.left, self.right = self.hang(LEFT, 0), self.hang(RIGHT, -1)
        self.codes: Any = None
        self.noted: Any = None
        self.cuts: Any = None
        self.ties: bool | None = None

    def hang(self, shares: Mapping[str, float], index: int) -> float:
        """How far the character at ``index`` (0 or -1) hangs out, in px: its share of its glyph's width."""
        share = shares.get(self.text[index : index + 1 or None]) if self.text else None
        return share * self.glyphs[index].width * FROM_UNITS if share and self.glyphs else 0.0


class Shaper:
    """All words of one font style. ``words``: text without unseen characters -> word.

    ``odd`` has those words that only WeasyPrint can set.
    """

    def __init__(self, style: Any) -> None:
        self.words: dict[str, Word] = {"": Word("", [])}
        self.odd: set[str] = set()
        self.fonts: dict[int, Any] = {}
        self.spacing = 0.0 if style["letter_spacing"] == "normal" else float(style["letter_spacing"])
        if self.spacing:
            style = style.copy()
            style["letter_spacing"], style["font_variant_ligatures"] = "normal", "none"
        self.layout = made = Layout(style)
        made.set_text("x x")
        line = made.get_first_line()[0]
        self.text_height = line_size(line, style)[1]
        self.text_baseline = pango.pango_layout_get_baseline(made.layout) * FROM_UNITS
        space = next((Glyph(*g) for g in _glyphs(line) if g[0] == 1), None)
        if space is None or space.id < 0 or space.id >= EMPTY:
            raise LeftError("font without a space")
        self.space_glyph = space._replace(width=space.width + round(self.spacing * TO_UNITS))
        self.space: float = self.space_glyph.width * FROM_UNITS
        self.hyphen: str = style["hyphenate_character"]
        total, before, after = style["hyphenate_limit_chars"]
        self.rules = Rules(style["lang"] or "", style["hyphens"], total, before, after)

    def metrics(self, style: Any) -> dict[str, float]:
        """Height, margins and baseline of a text box, as WeasyPrint sets them (px)."""
        line_height, _ = strut(style)
        half = (line_height - self.text_height) / 2
        return {
            "height": self.text_height,
            "margin_top": half,
            "margin_bottom": half,
            "baseline": self.text_baseline + half,
        }

    def __getitem__(self, text: str) -> Word:
        word = self.words.get(text)
        if word is None:
            self.shape([text])
            word = self.words[text]
        return word

    def shape(self, texts: list[str]) -> None:
        """Shape words that are new, all in one Pango layout."""
        self.layout.set_text(" ".join(texts))
        line = self.layout.get_first_line()[0]
        glyphs, at, byte = _glyphs(line), 0, 0
        for text in texts:
            end, first = byte + len(text.encode()), at
            while at < len(glyphs) and glyphs[at][0] < end:
                at += 1
            mine = [Glyph(b - byte, g, w, x, y, font) for b, g, w, x, y, font in glyphs[first:at]]
            word = self.words[text] = Word(text, self._spaced(mine))
            if word.odd:
                self.odd.add(text)
            byte = end + 1
            if at < len(glyphs) and glyphs[at][0] < byte:
                at += 1

    def _spaced(self, glyphs: list[Glyph]) -> list[Glyph]:
        if not self.spacing:
            return glyphs
        extra = round(self.spacing * TO_UNITS)
        ends = [n + 1 == len(glyphs) or glyphs[n + 1].byte != g.byte for n, g in enumerate(glyphs)]
        return [g._replace(width=g.width + extra) if end else g for g, end in zip(glyphs, ends, strict=True)]

    def prefix(self, word: Word, index: int) -> float:
        """Width of the first ``index`` characters of a word; inside a ligature, its share."""
        byte, end, width = len(word.text[:index].encode()), len(word.text.encode()), 0.0
        for n, glyph in enumerate(word.glyphs):
            following = word.glyphs[n + 1].byte if n + 1 < len(word.glyphs) else end
            if following <= byte:
                width += glyph.width
            elif glyph.byte < byte:
                width += glyph.width * (byte - glyph.byte) / (following - glyph.byte)
        return float(width * FROM_UNITS)


def _glyphs(line: Any) -> list[Raw]:
    """The glyphs of a Pango line in reading order; the id is -1 in text from right to left."""
    found: list[Raw] = []
    run = line.runs[0]
    while run != ffi.NULL:
        item, string = run.data.item, run.data.glyphs
        number, pango_font = string.num_glyphs, item.analysis.font
        font = (int(ffi.cast("uintptr_t", pango_font)), pango_font)
        gobject.g_object_ref(pango_font)  # the layout that holds the font goes, its glyphs stay
        info = memoryview(ffi.buffer(string.glyphs, number * 20)).cast("i")
        clusters = memoryview(ffi.buffer(string.log_clusters, number * 4)).cast("i")
        backwards, offset = item.analysis.level % 2, item.offset
        found += [
            (offset + c, -1 if backwards else g, w, x, y, font)
            for c, g, w, x, y in zip(clusters, info[::5], info[1::5], info[2::5], info[3::5], strict=True)
        ]
        run = run.next
    return found


def shaper_of(style: Any) -> Shaper:
    """The shaper of a style; styles of the same font share one, which lives as long as the fonts of the document."""
    found = style.__dict__.get("line_shaper")
    if found is None and type(style) is AnonymousStyle:
        found = style.line_shaper = shaper_of(style.parent_style)
    if found is None:
        if style["text_decoration_line"] != "none":
            raise LeftError("underlined text")
        if style["word_spacing"] or style["word_break"] != "normal" or style["direction"] != "ltr":
            raise LeftError("spacing or direction")
        shapers = style.font_config.__dict__.setdefault("line_shapers", {})
        key = tuple(str(style[name]) for name in FONT_PROPERTIES)
        found = shapers.get(key)
        if found is None:
            found = shapers[key] = Shaper(style)
        style.line_shaper = found
    return found  # type: ignore[no-any-return]


def parts(text: str) -> list[str]:
    """The runs between the word spaces of a text, without characters that are not drawn; ``len - 1`` spaces."""
    if not text.isascii():  # all of those are beyond
        text = UNSEEN.sub("", text).replace("\xa0", " ")
    return text.split(" ")
