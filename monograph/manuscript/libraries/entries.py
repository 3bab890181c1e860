"""An entry of a library as it was typed, as it was read, and what was lost between the two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Item = dict[str, Any]
"""A CSL-JSON item."""

UNPRINTED = frozenset(
    "abstract annotation annote bdsk-file-1 bdsk-url-1 citation-key collection collections copyright crossref custom "
    "date-added date-modified entrysubtype file groups hyphenation id ids keyword keywords langid language "
    "mendeley-groups mendeley-tags month options owner pubstate timestamp type xdata xref "
    "ab av da db er id kw l1 l2 l3 l4 la lk m1 m2 m3 n2 rn ty y2".split()
)
"""Fields that no citation prints, or that are codes for something that is read."""


@dataclass(frozen=True)
class TypedField:
    """A field as typed: its name in small letters, its value without markup of the format, and its line."""

    name: str
    value: str
    line: int


@dataclass(frozen=True)
class TypedEntry:
    """An entry as typed. ``text`` is what the converter is given; an empty ``key`` is made by the converter."""

    key: str
    line: int
    text: str = ""
    fields: tuple[TypedField, ...] = ()


@dataclass
class ReadEntry:
    """An entry as read: its CSL item, its line, and what is wrong with it as (code, message, line, hint).

    These problems are told only of entries that the book uses.
    """

    key: str
    line: int
    item: Item
    faults: list[tuple[str, str, int, str]] = field(default_factory=list)


def lossy(key: str, name: str, line: int) -> tuple[str, str, int, str]:
    """The problem of a field that a citation has no place for."""
    hint = "no citation prints it: put what matters into references.yaml"
    return "import-lossy", f"the field “{name}” of “{key}” is not read", line, hint


def lost_fields(typed: TypedEntry, item: Mapping[str, Any]) -> Iterator[TypedField]:
    """The fields whose words are not found in the item."""
    kept = set(_words(" ".join(_strings(item))))
    for found in typed.fields:
        words = _words(found.value)
        if found.name not in UNPRINTED and words and sum(word in kept for word in words) * 2 < len(words):
            yield found


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for child in value.values():
            yield from _strings(child)
    elif isinstance(value, list):
        for child in value:
            yield from _strings(child)
    else:
        yield str(value)


def _words(text: str) -> list[str]:
    """The letters and figures of a text in small letters without accents, figures without leading zeros."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\\[a-zA-Z]+|\\[`'^\"~=.]|[{}\\]|<[^>]*>", "", text)).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return [word.lstrip("0") or "0" for word in re.findall(r"\w+", plain)]
