"""One subset of each font file for the whole book, with one PDF font that all units share (ISO 32000-1, 9.7).

Fonts are told apart by the content of their files, never by name. Glyph ids are those of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, String

from monograph.typesetting.fonts import programs
from monograph.typesetting.galleys import FontUse

UNUSED_TABLES = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
FIXED_PITCH = 1
HYPHEN, SOFT_HYPHEN = "\u2010", "\u00ad"
"""The line breaker's hyphen has a glyph that the text never uses: it is copied as a soft one."""

CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
CMAP_END = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


@dataclass
class _Font:
    use: FontUse
    program: bytes
    glyphs: dict[int, tuple[str, float]] = field(default_factory=dict)
    reference: Any = None


class FontUnion:
    """The fonts of a book, gathered unit by unit and written once."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, int], _Font] = {}

    def program(self, use: FontUse, carried: Mapping[str, bytes]) -> bytes:
        """The content of the file of a font: one of the book's faces, or carried by the unit."""
        return self._font(use, carried).program

    def add(self, use: FontUse, carried: Mapping[str, bytes]) -> None:
        """Take what a unit uses of a font; a glyph keeps the text that it stood for first."""
        font = self._font(use, carried)
        font.glyphs = {**use.glyphs, **font.glyphs}

    def add_glyphs(self, use: FontUse, glyphs: Mapping[int, tuple[str, float]]) -> None:
        """Take glyphs that are drawn besides, each with its text and its width."""
        for glyph, told in glyphs.items():
            self._fonts[use.program, use.face].glyphs.setdefault(glyph, (told[0], float(round(told[1]))))

    def reference(self, pdf: pikepdf.Pdf, use: FontUse) -> Any:
        """The PDF font, which ``write`` fills."""
        font = self._fonts[use.program, use.face]
        if font.reference is None:
            font.reference = pdf.make_indirect(Dictionary(Type=Name.Font))
        return font.reference

    def _font(self, use: FontUse, carried: Mapping[str, bytes]) -> _Font:
        key = use.program, use.face
        if key not in self._fonts:
            content = carried.get(use.program) or programs()[use.program].read_bytes()
            self._fonts[key] = _Font(use, content)
        return self._fonts[key]

    def write(self, pdf: pikepdf.Pdf) -> None:
        """Fill in every font: its subset, widths, and the text of its glyphs."""
        for font in self._fonts.values():
            self._write(pdf, font)

    def _write(self, pdf: pikepdf.Pdf, font: _Font) -> None:
        use, glyphs = font.use, dict(sorted(font.glyphs.items()))
        outlines = font.program[:4] == b"OTTO"
        content = subset(font.program, use.face, set(glyphs))
        file = pdf.make_stream(content, Subtype=Name.OpenType) if outlines else pdf.make_stream(content)
        if not outlines:
            file.Length1 = len(content)
        widths = {glyph: width for glyph, (_, width) in glyphs.items()}
        name = Name(f"/{use.name}")
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            FontFamily=String(use.family),
            Flags=use.flags + (FIXED_PITCH if len(widths) > 1 and len(set(widths.values())) == 1 else 0),
            FontBBox=Array([0, use.descent, max(widths.values(), default=0), use.ascent]),
            ItalicAngle=0,
            Ascent=use.ascent,
            Descent=use.descent,
            CapHeight=use.ascent,
            StemV=80,
            StemH=80,
        )
        descriptor["/FontFile3" if outlines else "/FontFile2"] = file
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0 if outlines else Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=Name.Identity,
            W=_widths(widths),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
        font.reference.update(
            {
                "/Subtype": Name.Type0,
                "/BaseFont": name,
                "/Encoding": Name("/Identity-H"),
                "/ToUnicode": pdf.make_stream(to_unicode({g: text for g, (text, _) in glyphs.items() if text})),
                "/DescendantFonts": Array([pdf.make_indirect(descendant)]),
            }
        )


def subset(program: bytes, face: int, glyphs: set[int]) -> bytes:
    """The font with these glyphs alone, under the ids that they have, without layout tables."""
    asked = hb.SubsetInput()
    asked.glyph_set.update(glyphs | {0})
    asked.flags = (
        hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
        | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_HINTING
    )  # fmt: skip
    asked.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(tag.encode(), "big") for tag in UNUSED_TABLES)
    made = hb.subset(hb.Face(program, face), asked)
    return bytes(made.blob.data)


def _widths(widths: Mapping[int, float]) -> Array:
    """The ``W`` array: glyphs that follow each other stand together."""
    rows: dict[int, list[float]] = {}
    first = 0
    for glyph, width in widths.items():
        first = first if glyph - 1 in widths else glyph
        rows.setdefault(first, []).append(width)
    return Array([part for glyph, row in rows.items() for part in (glyph, Array(row))])


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """The CMap from glyphs to text."""
    rows = [f"<{glyph:04x}> <{_hex(SOFT_HYPHEN if text == HYPHEN else text)}>" for glyph, text in texts.items()]
    parts = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    body = "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in parts)
    return (CMAP_HEAD + body + CMAP_END).encode()


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()
