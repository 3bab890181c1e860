"""Stage 1: words in another script say their language, so that readers aloud, hyphenation and fonts know it."""

from __future__ import annotations

import dataclasses
import itertools
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from monograph.model import Book, Location, Span, Text
from monograph.problems import Problems

SCRIPTS = {
    "ARMENIAN": "hy xcl axm",
    "GEORGIAN": "ka oge xmf",
    "GREEK": "el grc",
    "CYRILLIC": "ru uk be bg sr mk kk ky tg mn ab os cu",
    "ARABIC": "ar fa ota ur ckb ps",
    "HEBREW": "he yi",
    "SYRIAC": "syc aii",
    "ETHIOPIC": "am gez",
    "DEVANAGARI": "hi mr ne sa",
    "CJK": "zh ja ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
}
"""Script, as Unicode names its letters -> BCP 47 languages that are written in it, the likeliest first."""

SUBTAGS = {
    "Armn": "ARMENIAN", "Geor": "GEORGIAN", "Grek": "GREEK", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Hebr": "HEBREW",
    "Latn": "",
}  # fmt: skip
"""Script subtag of a language tag ("az-Cyrl") -> the script."""

SYMBOLS = 1
"""So many letters of another script in a row are a symbol ("α"), no word."""


def check_scripts(book: Book, problems: Problems) -> None:
    """Report the words in another script than the language around them, each run at its place."""
    for section in book.sections:
        language = section.language or book.metadata.language
        _check((section.title, section.subtitle, section.blocks, section.notes), language, problems)
    records = (tuple(event.text for event in book.events), tuple(term.definition for term in book.terms))
    _check(records, book.metadata.language, problems)


def _check(value: Any, language: str, problems: Problems) -> None:
    """Walk the nodes; what the author gave a language of its own is as it was meant."""
    if isinstance(value, tuple):
        for child in value:
            _check(child, language, problems)
    elif isinstance(value, Text):
        for script, run in foreign_runs(value.text, language):
            likely = SCRIPTS[script].split()[0]
            message = f"“{run}” is {script.capitalize()}, and does not say its language"
            problems.add("language-unmarked", message, value.location, f"as in [{run}]{{lang={likely}}}")
    elif dataclasses.is_dataclass(value) and not isinstance(value, Location | type):
        if getattr(value, "language", "") and not (isinstance(value, Span) and value.language == language):
            return
        for field in dataclasses.fields(value):
            child = getattr(value, field.name)
            if isinstance(child, tuple) or dataclasses.is_dataclass(child):
                _check(child, language, problems)


def foreign_runs(text: str, language: str) -> Iterator[tuple[str, str]]:
    """(script, words) of every run of letters in a script of which ``language`` is not written."""
    if text.isascii():
        return
    for script, letters in itertools.groupby(_pieces(text), key=lambda piece: piece[0]):
        run = "".join(character for _, character in letters).strip()
        if script and not written_in(language, script) and sum(map(str.isalpha, run)) > SYMBOLS:
            yield script, run


def written_in(language: str, script: str) -> bool:
    """Whether a language is written in a script: as its tag says, or usually."""
    code, *subtags = language.split("-")
    told = [SUBTAGS[subtag] for subtag in subtags if subtag in SUBTAGS]
    return script in told if told else code in SCRIPTS[script].split()


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each character with its script; what stands between two letters of a script belongs to it."""
    script, held = "", ""
    for character in text:
        if not character.isalpha():
            held += character
            continue
        found = _script(character)
        yield from ((script if script == found else "", c) for c in held)
        yield found, character
        script, held = found, ""
    yield from (("", c) for c in held)


@cache
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").partition(" ")[0]
    return name if name in SCRIPTS else ""
