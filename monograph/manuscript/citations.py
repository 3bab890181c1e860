"""Stage 1: what stands between the brackets of a citation -> ``Cite``.

``[see @a, p. 3; also @b, ch. 4, for criticism]``: parts by semicolon; in each, words before the
key are the prefix; after the key and a comma a locator, then the suffix.
"""

from __future__ import annotations

import re

from monograph.model import Cite, Location

KEY = r"[A-Za-z0-9_](?:[\w:.#$%&+?~/-]*[\w])?"
MARK = re.compile(rf"(?<![\w@.\\/+-])-?@{KEY}")
"""Where a citation key begins: never inside ``user@host``, never after a backslash."""

PART = re.compile(rf"(?P<prefix>.*?)(?<![\w@.\\/+])(?P<minus>-?)@(?P<key>{KEY})(?P<rest>.*)", re.S)

LABELS: dict[str, str] = {
    "p": "page", "pp": "page", "n": "note", "nn": "note", "ch": "chapter", "chap": "chapter", "chs": "chapter",
    "art": "article-locator", "arts": "article-locator", "vol": "volume", "vols": "volume", "sec": "section",
    "secs": "section", "fol": "folio", "fols": "folio", "fig": "figure", "figs": "figure", "no": "issue", "l": "line",
    "ll": "line", "para": "paragraph", "paras": "paragraph", "pt": "part", "col": "column", "cols": "column",
}  # fmt: skip
"""Words that announce a locator, and the CSL label they stand for. Everything else is free text."""

VALUE = r"(?:\d[\w.:]*|[ivxlcdm]+)(?:\s*[-–]\s*(?:\d[\w.:]*|[ivxlcdm]+))?(?:\s*,\s*\d[\w.:]*(?:[-–]\d[\w.:]*)?)*"
LOCATOR = re.compile(
    rf"\s*(?:(?P<label>{'|'.join(sorted(LABELS, key=len, reverse=True))})\.\s*|(?P<sign>§+)\s*)?(?P<value>{VALUE})"
    r"(?=\s*(?:[,;.]|$|\s[a-z(]))",
    re.I,
)


def read_group(text: str, location: Location) -> tuple[Cite, ...] | None:
    """The cites of a group (without its brackets), or None where it cannot be read."""
    cites = [read_cite(part, location) for part in re.split(r";(?=[^;]*@)", text)]
    return None if None in cites else tuple(c for c in cites if c)


def read_cite(text: str, location: Location) -> Cite | None:
    """One cite. After the key stands a comma or nothing: a missing comma is an error, not a guess."""
    found = PART.fullmatch(text.strip())
    if not found:
        return None
    prefix, minus, key, rest = found.group("prefix", "minus", "key", "rest")
    if rest.strip() and not rest.startswith(","):
        return None
    label, locator, suffix = read_locator(rest[1:]) if rest.startswith(",") else ("", "", "")
    return Cite(key, location, label, locator, prefix.strip(), suffix, bool(minus))


def read_locator(text: str) -> tuple[str, str, str]:
    """(label, locator, suffix) of what follows the key; free text is all suffix."""
    found = LOCATOR.match(text)
    if not found:
        return "", "", text.strip()
    label = "section" if found["sign"] else LABELS[(found["label"] or "p").lower()]
    suffix = text[found.end() :].strip().removeprefix(",").strip()
    value = re.sub(r"\s*[-–]\s*", "–", found["value"])
    return label, value, suffix
