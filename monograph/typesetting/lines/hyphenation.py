"""Where a word may be cut: by its language, at soft hyphens, behind dashes; an address before its punctuation.

Patterns are pyphen's. For languages without patterns a word is cut only where the script leaves no doubt, and
``unknown`` tells which languages those were.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import pyphen

from monograph.typesetting.lines.breaking import ADDRESS, HOST, HYPHEN, LETTER, SPACE, WRITTEN
from monograph.typesetting.lines.dictionaries import dictionary

SOFT, ZERO, JOINER = "\u00ad", "\u200b", "\u2060"
UNSEEN = re.compile(f"[{SOFT}{ZERO}{JOINER}\ufeff]")
"""Characters that direct the breaking and are not drawn."""

LETTERS = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
WEB = re.compile(
    r"(?:\w+://|www\.|doi:|\b10\.\d{4,9}/)\S*|\b(?:[a-z0-9-]+[.\u200b]+)+[a-z]{2,4}\b(?:/\S*)?", re.IGNORECASE
)
"""An address, with or without its beginning; no-width spaces may stand in it."""

MAY_BE_WEB = re.compile(r"[.\u200b][\w\u200b]|:/|doi:|www\.", re.IGNORECASE)
"""Found in every text with an address, and in few others; it takes a tenth of the time."""

RUN = re.compile(r"\S+")

WEB_PLACE = re.compile(r"(?<=[^/:\u200b])(?=[/.,?#%_~=&-])|(?<=/)(?=[^/])|(?<=\u200b)")
"""Before the punctuation of an address, behind its slashes (Chicago Manual, 17th ed., 14.18): nothing is added."""

CODED = re.compile("%[0-9a-fA-F]{2}")
"""A byte in an address: it is never cut."""

DASH = re.compile("[-‐–—/\u058a]|\u200b")


class Cut(NamedTuple):
    """A place in a word: so many characters before it, and what a line that ends there ends with."""

    at: int
    kind: int


class Rules(NamedTuple):
    """How words of a style are cut: ``hyphens`` as in CSS; the least letters of a word, before and behind the cut."""

    language: str
    hyphens: str
    total: int = 5
    before: int = 2
    after: int = 2


REGION = {"en": "en-US"}
"""Whose patterns are meant where a language is named alone: Liang's for English, which know more names."""


@cache
def patterns(language: str, before: int, after: int) -> Any:
    """The dictionary of a language tag (BCP 47), or None. Text in a foreign script has none: ru-Latn is not ru."""
    script = re.search(r"-([A-Z][a-z]{3})(?:-|$)", language or "")
    if not language or (script and script[1] != "Cyrl"):
        return None
    found = pyphen.language_fallback(REGION.get(language, language).replace("-", "_"))
    return dictionary(found, before, after) if found else None


VOWELS = {
    "az": "aeəiıoöuü",
    "tr": "aeıioöuüâîû",
    "ka": "აეიოუ",
    "hy": "աեէըիոօ",
}
"""Vowels of languages that pyphen has no patterns for. In all four a single consonant between two vowels begins a
syllable; Armenian և and the unwritten ə between consonants are left alone."""

TURKIC = ("az", "tr")
"""Here the consonant before a vowel begins a syllable, whatever stands before it."""


@cache
def unknown(language: str) -> bool:
    """Whether words of this language are cut only where it is certain, since there are no patterns for it."""
    return bool(language) and patterns(language, 2, 2) is None


@cache
def _certain(language: str) -> re.Pattern[str] | None:
    vowels = VOWELS.get(language.split("-")[0].lower())
    if vowels is None:
        return None
    consonant = rf"[^\W\d_{vowels}ւև]"
    clusters = 3 if language[:2] in TURKIC else 1
    before = "|".join(f"(?<=[{vowels}]{consonant * number})" for number in range(clusters))
    return re.compile(rf"(?:{before})(?={consonant}[{vowels}])", re.IGNORECASE)


NUCLEI = frozenset("aeiouyæœøıəаеёиоуыэюяіїєѣαεηιουωաեէըիոօაეიოუ")
"""Letters that make a syllable, without their marks, in the scripts of the languages that are cut here."""


@cache
def _nucleus(letter: str) -> bool:
    return not NUCLEI.isdisjoint(unicodedata.normalize("NFD", letter.casefold()))


def in_language(word: str, rules: Rules) -> Iterator[int]:
    """Where the letters of one word may be parted by a hyphen.

    Nowhere in an abbreviation or a name with a capital inside (RGASPI, GeoNames), and never so that one part has no
    vowel: patterns made for English words would cut Nzh-deh.
    """
    if len(word) < rules.total or any(map(str.isupper, word[1:])):
        return
    dictionary = patterns(rules.language, rules.before, rules.after)
    if dictionary is not None:
        nuclei = [at for at, letter in enumerate(word) if _nucleus(letter)]
        if nuclei:
            yield from (at for at in dictionary.positions(word) if nuclei[0] < at <= nuclei[-1])
        return
    certain = _certain(rules.language) if rules.language else None
    if certain is not None:
        for match in certain.finditer(word):
            if rules.before <= match.start() <= len(word) - rules.after:
                yield match.start()


@lru_cache(65536)
def cuts(word: str, rules: Rules, whole: bool = True) -> tuple[Cut, ...]:
    """Every cut of one run of characters without spaces, in order.

    ``whole`` is false where the word goes on in another style: then only marks that stand in the text count.
    """
    found: dict[int, int] = {}
    if rules.hyphens == "auto" and whole and SOFT not in word:
        for match in LETTERS.finditer(word):
            for index in in_language(match[0], rules):
                found[match.start() + index] = HYPHEN
    if SOFT in word and rules.hyphens != "none":
        for match in re.finditer(SOFT, word):
            found[match.end()] = HYPHEN
    for match in DASH.finditer(word):
        at = match.end()
        if 0 < match.start() and at < len(word) and _may_follow(word, at):
            found[at] = WRITTEN if match[0] in "-‐\u058a" else SPACE
    found.pop(0, None)
    return tuple(Cut(i, found[i]) for i in sorted(found) if 0 < i < len(word))


def _may_follow(word: str, at: int) -> bool:
    """Whether a line may begin behind a dash: not with its own closing mark, nor with another dash."""
    following = word[at]
    if word[at - 1] == "-" and word[at - 2].isalnum() and following.isalnum() and not word[at + 1 : at + 2].isalnum():
        return False  # no letter alone: "20-e"
    return unicodedata.category(following)[0] in "LNM" or following in "([{“‘«„‹" or word[at - 1] == ZERO


SHORT_HOST, SHORT_LABEL = 12, 3
"""Letters up to which the name of a host is one word; the least that stand at the end of a line."""


def _readable(address: str, at: int) -> bool:
    """Whether a line may end within the name of a host."""
    label = address[max(address.rfind(mark, 0, at) for mark in "/.-") + 1 : at]
    return not label or (len(label) >= SHORT_LABEL and ("/" in address or len(address) > SHORT_HOST))


def addresses(text: str) -> list[tuple[int, int]]:
    """Where the addresses of a text begin and end."""
    if not MAY_BE_WEB.search(text):
        return []
    runs = [run.span() for run in RUN.finditer(text) if MAY_BE_WEB.search(run[0])]
    return [match.span() for run in runs for match in WEB.finditer(text, *run)]


@lru_cache(8192)
def address_cuts(address: str) -> tuple[Cut, ...]:
    """Cuts of an address: before its punctuation, and, at a cost, between any two characters.

    None stands behind its last letter: the stop of the sentence begins no line. The name of a host is not parted behind
    one or two letters, and a short one not at all, unless nothing else will do.
    """
    coded = {m.start() + n for m in CODED.finditer(address) for n in (1, 2)}
    path = address.find("/", address.find("://") + 3 if "://" in address else 0)
    found = {i: LETTER if 0 <= path < i else HOST for i in boundaries(address) if i not in coded}
    host = path if path >= 0 else len(address)
    found |= {
        m.start(): ADDRESS for m in WEB_PLACE.finditer(address) if m.start() >= host or _readable(address, m.start())
    }
    end = max((i for i, character in enumerate(address) if character.isalnum()), default=0)
    return tuple(Cut(i, found[i]) for i in sorted(found) if 0 < i <= end)


def boundaries(word: str) -> list[int]:
    """Indexes between two characters as a reader sees them: a combining mark stays with its letter."""
    return [
        i
        for i in range(1, len(word))
        if not unicodedata.category(word[i]).startswith("M")
        and word[i - 1] not in "\u200d\u2060"
        and word[i] not in "\u200d\u2060"
    ]
