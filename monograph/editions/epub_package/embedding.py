"""Fonts for the ePub: subsets in TrueType form under our family names, with every character of the documents."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import uharfbuzz
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from lxml import etree

from monograph.typesetting.fonts import FACES, FALLBACK, UNSEEN, Face, characters

SVG = "{http://www.w3.org/2000/svg}svg"
TEXT, DRAWING = "Monograph Serif", "Monograph Sans"
"""The families of the text and of the letters on maps and figures."""

ALWAYS = frozenset("0123456789-‐–—…‘’“”*†§ .:")
"""What style sheets and reading systems add to a text."""
FEATURES = ("smcp", "c2sc", "onum", "lnum", "tnum", "pnum", "case")
"""Features that style sheets ask for, besides those that are always on."""

DROPPED = ("FFTM", "PfEd", "TeX ", "DSIG")
Keep = Callable[[Sequence[str], Callable[[], bytes]], bytes]
"""(name, what makes the bytes) -> the bytes, made anew or kept from before."""

KEPT_NAMES = [0, 1, 2, 3, 4, 6, 13, 14]
"""Name records: copyright, family, style, id, full name, PostScript name, licence, licence address."""

LARGEST_ERROR = 1.0
"""Font units by which a quadratic curve may differ from the cubic one."""


@dataclass(frozen=True)
class Embedded:
    """A font file for the package, and the face it sets."""

    face: Face
    name: str
    content: bytes


def embedded_fonts(documents: Sequence[etree._Element], keep: Keep) -> list[Embedded]:
    """Subsets of the faces that the documents are set in: of the text, of the letters of drawings, of other scripts.

    ``keep`` makes bytes once for each name. Raises ``ValueError`` for characters that none of them has.
    """
    drawn = _letters(text for d in documents for svg in d.iter(SVG) for text in svg.itertext())
    whole = _letters(text for d in documents for text in d.itertext()) | ALWAYS
    main = characters(FACES[0].path)
    found, covered = [], set(" ")
    for face in FACES:
        wanted = drawn if face.family == DRAWING else whole
        own = wanted & characters(face.path)
        if face.family == TEXT or (face.family == DRAWING and own) or (face.family in FALLBACK and own - main):
            found.append(Embedded(face, f"{_name(face)}.ttf", _kept(face, own, keep)))
            covered |= own
    if whole - covered:
        raise ValueError(f"no font has {sorted(whole - covered)}")
    return found


def _kept(face: Face, text: set[str], keep: Keep) -> bytes:
    return keep((_name(face), face.path.name, "".join(sorted(text))), lambda: _subset(face, text))


def _letters(texts: Iterable[Any]) -> set[str]:
    letters = set("".join(map(str, texts))) - UNSEEN
    return {c for c in letters if not c.isspace() or c in " \u00a0\u202f\u2009"}


def _name(face: Face) -> str:
    style = ("Bold" if face.weight == 700 else "") + ("Italic" if face.style == "italic" else "")
    return f"{face.family.replace(' ', '')}-{style or 'Regular'}"


def _subset(face: Face, text: set[str]) -> bytes:
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, sorted(text)))
    wanted.layout_feature_tag_set.update(map(_tag, FEATURES))
    wanted.drop_table_tag_set.update(map(_tag, DROPPED))
    wanted.name_id_set.update(KEPT_NAMES)
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    cut = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path))), wanted)
    font = TTFont(io.BytesIO(cut.blob.data), recalcTimestamp=False)
    if "CFF " in font:
        _to_quadratic(font, uharfbuzz.Font(cut))
    _rename(font, face)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _to_quadratic(font: Any, outlines: uharfbuzz.Font) -> None:
    """Cubic outlines (CFF) as quadratic ones (glyf): what every reading system draws."""
    order, drawn = font.getGlyphOrder(), {}
    for number, name in enumerate(order):
        pen = TTGlyphPen(None)
        outlines.draw_glyph_with_pen(number, Cu2QuPen(pen, LARGEST_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, drawn
    del font["CFF "]
    if "VORG" in font:
        del font["VORG"]
    maxp = font["maxp"] = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.numGlyphs = len(order)
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                  "maxStackElements", "maxSizeOfInstructions", "maxComponentElements", "maxPoints", "maxContours",
                  "maxCompositePoints", "maxCompositeContours", "maxComponentDepth"):  # fmt: skip
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def _rename(font: Any, face: Face) -> None:
    style = (
        " ".join(w for w, on in (("Bold", face.weight == 700), ("Italic", face.style == "italic")) if on) or "Regular"
    )
    new = {1: face.family, 2: style, 3: f"{face.family} {style} subset", 4: f"{face.family} {style}", 6: _name(face)}
    for record in font["name"].names:
        if record.nameID in new:
            record.string = new[record.nameID]
