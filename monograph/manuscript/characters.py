"""Stage 1: characters that no book can hold, and quotation marks and dashes as a language sets them."""

from __future__ import annotations

import re
from collections.abc import Sequence

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters and noncharacters: XML 1.0 forbids most of them, and none has a glyph."""

QUOTES: dict[str, Sequence[str]] = {
    "en": "“”‘’", "fr": ["«\u202f", "\u202f»", "“", "”"], "de": "„“‚‘", "ru": "«»„“", "az": "«»“”", "tr": "“”‘’",
    "hy": "«»“”", "ka": "„“‚‘", "it": "«»“”", "es": "«»“”", "uk": "«»„“",
}  # fmt: skip
"""Quotation marks by language: outer pair, inner pair."""


def quotes_of(language: str) -> Sequence[str]:
    """The quotation marks of a BCP 47 language, English where the table has none."""
    return QUOTES.get(language.partition("-")[0].lower(), QUOTES["en"])


def dashed(text: str) -> str:
    """``--``, ``---`` and ``...`` as en dash, em dash and ellipsis; longer rows of hyphens stay."""
    if "--" in text:
        text = re.sub(r"(?<!-)---(?!-)", "—", text)
        text = re.sub(r"(?<!-)--(?!-)", "–", text)
    return text.replace("...", "…")
