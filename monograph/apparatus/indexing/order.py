"""Stage 2: the order of index headings (Chicago Manual, ch. 16): letter by letter or word by word.

In both a parenthesis or a comma, in this order, ends what is compared first; other marks do not count. Word by word,
a space counts too. Sub-entries are filed without the little words before them.
"""

from __future__ import annotations

import re

from monograph.apparatus.collation import letter_weights, lowered, ranks_of

Key = tuple[tuple[tuple[int, int, int], ...], str]

ENDS = {"(": (-2, 0, 0), "[": (-2, 0, 0), ",": (-1, 0, 0), ":": (-1, 0, 0), ";": (-1, 0, 0)}
"""Marks before which a heading ends first; they stand before any letter."""

LITTLE = {
    "en": frozenset("a about after against among an and as at before between by during for from in into of on or "
                    "over the to toward towards under with within".split()),
    "ru": frozenset("а без в для до за и из из-за к ко между на над о об от перед по под после при про с со у".split()),
}  # fmt: skip
"""Words by which sub-entries are not filed, by language."""


def heading_key(text: str, language: str, order: str) -> Key:
    """The sort key of a heading; ``order`` is ``letter`` or ``word``. Text that is filed alike keeps a fixed order."""
    main = language.partition("-")[0].lower()
    ranks = ranks_of(main)
    weights: list[tuple[int, int, int]] = []
    for part in re.findall(r"\d+|\D", lowered(text, main)):
        if part in ENDS:
            weights.append(ENDS[part])
        elif part.isdigit():
            weights.append((1, 0, int(part)))
        elif order == "word" or not part.isspace():
            weights += letter_weights(part, ranks)
    return tuple(_tight(weights)), text


def _tight(weights: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Without spaces at the beginning, before a mark that ends, or after one."""
    made: list[tuple[int, int, int]] = []
    for weight in weights:
        if weight[0] < 0 and made and made[-1] == (0, 0, 0):
            made.pop()
        if weight == (0, 0, 0) and (not made or made[-1][0] <= 0):
            continue
        made.append(weight)
    return made


def sub_entry_key(text: str, language: str, order: str) -> Key:
    """The sort key of a sub-entry: from its first word that is not little."""
    little = LITTLE.get(language.partition("-")[0].lower(), frozenset())
    words = text.split()
    while len(words) > 1 and words[0].casefold() in little:
        del words[0]
    return heading_key(" ".join(words), language, order)[0], text


def letter_of(text: str, language: str) -> str:
    """The capital letter under which a heading stands; empty for figures and signs."""
    main = language.partition("-")[0].lower()
    for character in lowered(text, main):
        if character.isalpha():
            ranks = ranks_of(main)
            code = letter_weights(character, ranks)[0]
            letter = next((c for c, rank in ranks.items() if code == (2, rank, 0)), "") or chr(code[1])
            return {"i": "İ"}.get(letter, letter.upper()) if main in ("az", "tr") else letter.upper()
        if character.isdigit():
            return ""
    return ""
