"""The language of an entry: what a library says in many ways, and what the letters of its title tell."""

from __future__ import annotations

import re
import unicodedata

NAMES = {
    "ar": "arabic ara", "az": "azerbaijani azeri aze", "de": "german deutsch ger deu", "el": "greek gre ell",
    "en": "english eng american british", "fa": "persian farsi per fas", "fr": "french français fre fra",
    "hy": "armenian arm hye", "it": "italian italiano ita", "ka": "georgian geo kat", "ru": "russian русский rus",
    "tr": "turkish türkçe tur", "uk": "ukrainian ukr",
}  # fmt: skip
CODES = {name: code for code, names in NAMES.items() for name in names.split()}
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ENGLISH = frozenset("a an and as at between by for from in into new of on or the their to under with without".split())


def language_tag(given: str) -> str:
    """The BCP 47 tag of what a library calls a language; empty where it cannot be told."""
    word = given.strip()
    known = CODES.get(word.lower(), "")
    if known:
        return known
    tag = word.replace("_", "-")
    return tag if TAG.fullmatch(tag) and tag.lower() == word.replace("_", "-").lower() else ""


def seems_english(title: str) -> bool:
    """Whether a title can pass for English: Latin letters nearly without accents, and a small English word.

    A title of three words or fewer needs no such word.
    """
    letters = [c for c in title if c.isalpha()]
    if not letters or not all("LATIN" in unicodedata.name(c, "") for c in letters):
        return False
    words = re.findall(r"[^\W\d_]+", title.lower())
    accented = sum(not word.isascii() for word in words)
    return accented * 4 <= len(words) and (len(words) <= 3 or not ENGLISH.isdisjoint(words))
