"""Page numbers are drawn when the units are bound: a unit that only moves to other pages is not laid out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import uharfbuzz as hb

from monograph.typesetting.galleys import FolioPlace


@dataclass(frozen=True)
class Shaped:
    """A glyph with its text, its own width and its advance after kerning, in thousandths of the size."""

    glyph: int
    text: str
    width: float
    advance: float


def shape(program: bytes, face: int, features: Mapping[str, int], text: str) -> list[Shaped]:
    """The glyphs of a short text in a font."""
    font = hb.Font(hb.Face(program, face))
    unit = 1000 / font.face.upem
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {name: int(value) for name, value in features.items()})
    return [
        Shaped(
            info.codepoint,
            text[info.cluster],
            font.get_glyph_h_advance(info.codepoint) * unit,
            position.x_advance * unit,
        )
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def set_width(program: bytes, face: int, features: Mapping[str, int], text: str) -> float:
    """How wide a text is set, in thousandths of the size."""
    return sum(glyph.advance for glyph in shape(program, face, features, text))


def folio_content(place: FolioPlace, glyphs: list[Shaped]) -> bytes:
    """The drawing of a folio: a pagination artifact of a page's content (ISO 32000-1, 14.8.2.2)."""
    width = sum(glyph.advance for glyph in glyphs) * place.size / 1000
    x = place.x - {"left": 0.0, "center": width / 2, "right": width}[place.align]
    colour = " ".join(_number(channel) for channel in place.colour)
    text = "".join(f"<{g.glyph:04x}>{_kern(g)}" for g in glyphs)
    return (
        f"/Artifact <</Type/Pagination>> BDC q BT {colour} rg /{place.font} {_number(place.size)} Tf "
        f"1 0 0 1 {_number(x)} {_number(place.y)} Tm [{text}] TJ ET Q EMC"
    ).encode()


def _kern(glyph: Shaped) -> str:
    kern = glyph.width - glyph.advance
    return _number(kern) if kern else ""


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
