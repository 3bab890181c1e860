"""pyphen's dictionaries, each pattern read when a word first asks for it: German has 66,000.

pyphen reads all of them at once, which takes half a second for German and a twentieth of one for English.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyphen

DIGIT = re.compile(r"\d")
PAIRS = re.compile(r"(\d?)(\D?)")
WEIGHT = re.compile("[1-9]")
ODD = re.compile(r"/|=|\^\^")
"""In patterns that change letters, or are written in codes."""
OTHER = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN")
"""Beginnings of lines that are no pattern (the format of Hunspell's hyphenation library)."""


def dictionary(language: str, left: int, right: int) -> pyphen.Pyphen:
    """The hyphenation of a language that pyphen has, with the least letters before and behind a cut."""
    path = pyphen.LANGUAGES[language]
    if path not in pyphen.hdcache:
        pyphen.hdcache[path] = Dictionary(path)
    return pyphen.Pyphen(lang=language, left=left, right=right)


class Dictionary(pyphen.HyphDict):  # type: ignore[misc]  # pyphen has no types
    """A file of patterns (pyphen 0.18); one whose patterns change letters is left to pyphen to read."""

    def __init__(self, path: Path) -> None:
        encoding = path.read_bytes().split(b"\n", 1)[0].decode().strip()
        text = path.read_text("cp1251" if encoding.lower() == "microsoft-cp1251" else encoding)
        lines = [line.strip() for line in text.split("\n")[1:]]
        written = [line for line in lines if WEIGHT.search(line) and not line.startswith(OTHER)]
        if any(map(ODD.search, written)):
            super().__init__(path)
            return
        self.patterns = _Patterns(zip(DIGIT.sub("", "\n".join(written)).split("\n"), written, strict=True))
        self.cache: dict[str, Any] = {}
        self.maxlen = max(map(len, self.patterns))


class _Patterns(dict[str, Any]):
    """Letters -> their pattern as it is written, or as pyphen has it: (letters before the weights, the weights)."""

    def get(self, letters: str, default: Any = None) -> Any:
        found = dict.get(self, letters, default)
        if type(found) is str:
            found = self[letters] = _read(found)
        return found


def _read(pattern: str) -> tuple[int, tuple[int, ...]]:
    weights = [int(digit or 0) for digit, _ in PAIRS.findall(pattern)]
    heavy = [at for at, weight in enumerate(weights) if weight]
    return heavy[0], tuple(weights[heavy[0] : heavy[-1] + 1])
