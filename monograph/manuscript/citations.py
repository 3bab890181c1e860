"""Stage 1: what stands between the brackets of a citation -> ``Cite``.

``[see @a, p. 3; also @b, ch. 4, for criticism]``: parts by semicolon; in each, words before the
key are the prefix; after the key and a comma a locator, then the suffix.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from monograph.model import Cite, Location

KEY = r"\w(?:[\w:.#$%&+?~/-]*\w)?"
MARK = re.compile(rf"(?<![\w@.\\/+-])-?@(?P<key>{KEY})")
"""Where a citation key begins: never inside ``user@host``, never after a backslash."""

LABELS: dict[str, str] = {
    "p": "page", "pp": "page", "n": "note", "nn": "note", "fol": "folio", "fols": "folio", "ch": "chapter",
    "chap": "chapter", "art": "article-locator", "vol": "volume", "sec": "section", "fig": "figure", "no": "issue",
    "l": "l.", "ll": "ll.", "doc": "doc.", "docs": "docs.",
}  # fmt: skip
"""Words that announce a locator, and the CSL label they stand for; leaves and documents have none and print as typed.

Everything else is free text.
"""

ROMAN = r"(?=[ivxlcdm])m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})"
NUMBER = rf"(?:\d+(?:[.:]\d+)*[a-z]{{0,2}}|{ROMAN})\b"
RANGE = rf"{NUMBER}(?:\s*[-–]+\s*{NUMBER})?"
LOCATOR = re.compile(
    rf"\s*(?:(?P<label>{'|'.join(sorted(LABELS, key=len, reverse=True))})\.\s*|(?P<sign>§+)\s*)?"
    rf"(?P<value>{RANGE}(?:\s*(?:,|&|and\b)\s*{RANGE}(?![\s]*[.:/\w]))*)",
    re.I,
)

ANNOUNCED = re.compile(rf"(?:{'|'.join(sorted(LABELS, key=len, reverse=True))})\.(?P<rest>.*)", re.I | re.S)


def read_group(text: str, place: Callable[[int], Location]) -> tuple[Cite, ...] | None:
    """The cites of a group (without its brackets), or None where it cannot be read.

    ``place`` gives the place of an offset in ``text``.
    """
    cites, start = [], 0
    for part in re.split(r";(?=[^;]*(?<![\w\\])-?@)", text):
        cite = _cite(part, start, place)
        if cite is None:
            return None
        cites.append(cite)
        start += len(part) + 1
    return tuple(cites)


def _cite(text: str, start: int, place: Callable[[int], Location]) -> Cite | None:
    """One cite. After the key stands a comma or nothing: a missing comma is an error, not a guess."""
    marks = list(MARK.finditer(text))
    if len(marks) != 1:
        return None
    mark = marks[0]
    prefix, rest = text[: mark.start()].strip(), text[mark.end() :].rstrip()
    if rest and not rest.startswith(","):
        return None
    label, locator, suffix = read_locator(rest[1:])
    location = place(start + mark.start())
    return Cite(mark["key"], location, label, locator, prefix, suffix, mark[0].startswith("-"))


def read_locator(text: str) -> tuple[str, str, str]:
    """(label, locator, suffix) of what follows the key; free text is all suffix, as it was typed.

    ``p. 12``, ``pp. 3–4, 9``, ``4:20``, ``xii``, ``l. 78`` and ``§ 5`` are locators; ``12 ff.`` and ``5 May`` are not.
    """
    found = LOCATOR.match(text)
    rest = text[found.end() :].strip().removesuffix(".") if found else text
    if not found or not found["value"] or (rest and rest[0] not in ",;"):
        return "", "", text.strip()
    label = "section" if found["sign"] else LABELS[(found["label"] or "p").lower()]
    value = re.sub(r"\s*[-–]+\s*", "–", found["value"])
    return label, value, text[found.end() :].strip().removeprefix(",").strip().removeprefix(".")


def unreadable(cite: Cite) -> str:
    """Why the locator of a cite cannot be read, or an empty string.

    A word like "p." wants a number, a numeral or a letter after it, a range two ends that run forward.
    """
    for first, last in re.findall(r"\b(\d+)–(\d+)\b", cite.locator):
        if len(first) == len(last) and int(first) > int(last):
            return f"“{first}–{last}” runs backward"
    announced = ANNOUNCED.match(cite.suffix)
    if cite.locator or not announced:
        return ""
    rest = announced["rest"].strip()
    if re.search(r"[-–]$", rest):
        return f"“{cite.suffix}” has no end"
    sound = re.search(rf"\d|\b{ROMAN}\b|\b[^\W\d]\b", rest, re.I)
    return "" if sound else f"“{cite.suffix}” names no number"
