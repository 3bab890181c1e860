"""Stage 1: characters that no book can hold, and quotation marks, dashes and spaces as a language sets them."""

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


NARROW, FIXED = "\u202f", "\u00a0"
"""No-break spaces: thin and of a word's width."""

INITIALS = (re.compile(r"(?<!\w)([^\W\d_]\.) (?=[^\W\d_]\.)"), rf"\1{FIXED}")
"""Initials, and abbreviations of single letters, stay together: V. I. Lenin, z. B., т. е."""

SPACES: dict[str, Sequence[tuple[re.Pattern[str], str]]] = {
    "fr": (
        (re.compile(r"(?<=[^\s«(\[;!?])[ \u00a0\u202f]?([;!?»])"), rf"{NARROW}\1"),
        (re.compile(r"(?<=[^\s\d])[ \u00a0\u202f]?:(?=\s|$)"), f"{FIXED}:"),
        (re.compile(r"«[ \u00a0\u202f]?(?=\S)"), f"«{NARROW}"),
    ),
    "ru": ((re.compile(r"(?<=\S) —(?=\s)"), f"{FIXED}—"),),
    "uk": ((re.compile(r"(?<=\S) —(?=\s)"), f"{FIXED}—"),),
}
"""What else a language asks for: French sets its high marks off (Lexique de l’Imprimerie nationale), a Russian dash
never begins a line (Мильчин, Справочник издателя и автора)."""


def spaced(text: str, language: str) -> str:
    """A text with the spaces that its BCP 47 language asks for; no letter is changed."""
    for pattern, replacement in (*SPACES.get(language.partition("-")[0].lower(), ()), INITIALS):
        text = pattern.sub(replacement, text)
    return text
