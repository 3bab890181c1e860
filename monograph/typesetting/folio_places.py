"""Takes the folios out of laid-out pages, so that a unit can stand on any page: private parts of WeasyPrint, pinned.

A folio is a margin box that holds the page counter and nothing else. Where its look is more than ``folios.py`` can
draw again to the hundredth of a point, the folios of the unit stay in its pages.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import font_features, get_pango_font_key
from weasyprint.text.line_break import create_layout

from monograph.typesetting.folios import set_width
from monograph.typesetting.galleys import FolioPlace

POINTS = 0.75
"""pt in a CSS pixel."""

SAME = 0.01
"""CSS pixels by which a folio drawn again may be wider."""

COUNTED = re.compile(r"counters?\(\s*pages?\b")
FOLIO = re.compile(r"@[a-z-]+\s*\{\s*content:\s*counter\(\s*page\s*(,[^)]*)?\)")
"""A margin box that begins with a folio; whatever else counts pages binds a unit to its place."""

EDGES = {"left": "left", "start": "left", "right": "right", "end": "right", "center": "center"}


def take_folios(document: Any, html: str) -> tuple[FolioPlace | None, ...] | None:
    """Take the folio of every page out of it; None, with nothing taken, where one cannot be drawn again."""
    if COUNTED.search(FOLIO.sub("", html)):
        return None
    found = [_folio(page, document.fonts) for page in document.pages]
    if any(box is not None and place is None for box, place in found):
        return None
    for page, (box, _) in zip(document.pages, found, strict=True):
        if box is not None:
            page._page_box.children = [child for child in page._page_box.children if child is not box]
    return tuple(place for _, place in found)


def _folio(page: Any, fonts: dict[Any, Any]) -> tuple[Any, FolioPlace | None]:
    """The margin box with the folio, and its place if it is a plain one."""
    counting = [child for child in page._page_box.children if isinstance(child, boxes.MarginBox) and _counts(child)]
    if not counting:
        return None, None
    return counting[0], _place(counting[0], page, fonts) if len(counting) == 1 else None


def _counts(margin: Any) -> bool:
    content = margin.style["content"]
    return not isinstance(content, str) and any(
        part[0] == "counter()" and part[1][0] in ("page", "pages") for part in content
    )


def _place(margin: Any, page: Any, fonts: dict[Any, Any]) -> FolioPlace | None:
    texts = [box for box in margin.descendants() if isinstance(box, boxes.TextBox)]
    align = EDGES.get(margin.style["text_align_all"], "")
    side = margin.at_keyword.rpartition("-")[2]
    if len(margin.style["content"]) != 1 or len(texts) != 1 or align != side:
        return None
    box, style = texts[0], texts[0].style
    channels = style["color"].to("srgb")
    if style["text_decoration_line"] != "none" or channels.alpha != 1 or style["opacity"] != 1:
        return None
    red, green, blue = channels.coordinates
    font = _font(box.text, style, fonts)
    if font is None:
        return None
    features = font_features(
        style["font_kerning"], style["font_variant_ligatures"], style["font_variant_position"],
        style["font_variant_caps"], style["font_variant_numeric"], style["font_variant_alternates"],
        style["font_variant_east_asian"], style["font_feature_settings"],
    )  # fmt: skip
    size = style["font_size"]
    width = set_width(font.file_content, font.index, features, box.text) * size / 1000
    if abs(width - box.width) > SAME:
        return None
    shift = {"left": 0.0, "center": box.width / 2, "right": box.width}[align]
    return FolioPlace(
        align=align,  # type: ignore[arg-type]  # a value of EDGES
        x=round((box.position_x + shift) * POINTS, 4),
        y=round((page.height - box.position_y - box.baseline) * POINTS, 4),
        size=size * POINTS,
        colour=(float(red), float(green), float(blue)),
        features=features,
        font=font.hash,
    )


def _font(text: str, style: Any, fonts: dict[Any, Any]) -> Any:
    """The font that sets a text, entered among those of the document; None where one does not suffice."""
    layout = create_layout(text, style, None, None, 0)
    line, _ = layout.get_first_line()
    run = line.runs
    if run == ffi.NULL or run[0].next != ffi.NULL:
        return None
    pango_font = run[0].data.item.analysis.font
    key, description, size = get_pango_font_key(pango_font)
    if key not in fonts:
        fonts[key] = Font(pango_font, description, size)
    return fonts[key]


def digest_of(font: Any) -> str:
    """SHA-256 of the file that a font was read from."""
    return hashlib.sha256(font.file_content).hexdigest()
