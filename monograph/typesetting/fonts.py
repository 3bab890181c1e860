"""The faces of the book, in one table: style sheets, coverage check and map lettering are all made from it.

Family names are our own, so that a system font of the same name is never taken instead.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import uharfbuzz

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "fonts"


@dataclass(frozen=True)
class Face:
    """One font file. ``weight`` is a CSS weight (400 or 700)."""

    family: str
    weight: int
    style: Literal["normal", "italic"]
    path: Path


def _face(family: str, weight: int, style: Literal["normal", "italic"], file: str) -> Face:
    return Face(f"Monograph {family}", weight, style, FOLDER / file)


FACES: tuple[Face, ...] = (
    _face("Serif", 400, "normal", "linux-libertine/LinLibertine_R.otf"),
    _face("Serif", 400, "italic", "linux-libertine/LinLibertine_RI.otf"),
    _face("Serif", 700, "normal", "linux-libertine/LinLibertine_RB.otf"),
    _face("Serif", 700, "italic", "linux-libertine/LinLibertine_RBI.otf"),
    _face("Sans", 400, "normal", "linux-libertine/LinBiolinum_R.otf"),
    _face("Sans", 400, "italic", "linux-libertine/LinBiolinum_RI.otf"),
    _face("Sans", 700, "normal", "linux-libertine/LinBiolinum_RB.otf"),
    _face("Armenian", 400, "normal", "noto-serif/NotoSerifArmenian-Regular.ttf"),
    _face("Armenian", 700, "normal", "noto-serif/NotoSerifArmenian-Bold.ttf"),
    _face("Georgian", 400, "normal", "noto-serif/NotoSerifGeorgian-Regular.ttf"),
    _face("Georgian", 700, "normal", "noto-serif/NotoSerifGeorgian-Bold.ttf"),
    _face("Arabic", 400, "normal", "noto-serif/NotoNaskhArabic-Regular.ttf"),
    _face("Arabic", 700, "normal", "noto-serif/NotoNaskhArabic-Bold.ttf"),
)

FAMILIES = {"libertine": "Monograph Serif", "biolinum": "Monograph Sans"}
"""``design.face`` of a book -> the family that sets its text."""

FALLBACK = ("Monograph Armenian", "Monograph Georgian", "Monograph Arabic")
"""Families asked, in this order, for a letter that the main family lacks."""

UNSEEN = frozenset("\n\t\r\u00ad\u200b\u200d\u200e\u2060")
"""Characters that direct line breaking and need no glyph."""


@cache
def programs() -> dict[str, Path]:
    """SHA-256 of each font file -> the file."""
    return {hashlib.sha256(face.path.read_bytes()).hexdigest(): face.path for face in FACES}


@cache
def characters(path: Path) -> frozenset[str]:
    """Every character the font file has a glyph for."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return frozenset(map(chr, face.unicodes))


@cache
def coverage(bold: bool, italic: bool, family: str) -> frozenset[str]:
    """Characters that ``family`` and its fallbacks can set in this style.

    A face of another style of the same family never helps: CSS goes on to the next family.
    """
    weight, style = (700 if bold else 400), ("italic" if italic else "normal")
    own = [f for f in FACES if f.family == family and (f.weight, f.style) == (weight, style)]
    others = [f for f in FACES if f.family in FALLBACK and f.weight == weight]
    return frozenset().union(UNSEEN, *(characters(f.path) for f in (*own, *others)))


def missing(text: str, bold: bool = False, italic: bool = False, family: str = "Monograph Serif") -> set[str]:
    """Characters of ``text`` that no font of the book has in this style."""
    return set(text) - coverage(bold, italic, family)


def font_face_css() -> str:
    """The ``@font-face`` rules of every face, with ``file:`` addresses."""
    return "".join(
        f"@font-face{{font-family:'{f.family}';font-weight:{f.weight};font-style:{f.style};src:url('{f.path.as_uri()}')}}\n"
        for f in FACES
    )
