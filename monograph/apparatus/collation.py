"""Stage 2: the order of words in languages whose alphabet the citation engine does not know.

Letters are compared by the alphabet of the language, then those of other scripts by code point; accents and
capitals count only where all letters are equal. Numbers are compared by value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

ALPHABETS = {
    "az": "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v w y z",
    "hy": "ա բ գ դ ե զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ւ փ ք և օ ֆ",
    "ka": "ა ბ გ დ ე ვ ზ ჱ თ ი კ ლ მ ნ ჲ ო პ ჟ რ ს ტ ჳ უ ფ ქ ღ ყ შ ჩ ც ძ წ ჭ ხ ჴ ჯ ჰ ჵ",
    "ru": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
}
"""Letters in order. Russian ё is a form of е; Armenian և is a letter of its own after ք."""

PLAIN = {
    "æ": "ae",
    "ð": "d",
    "đ": "d",
    "ə": "e",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "œ": "oe",
    "ß": "ss",
    "þ": "th",
}
"""Latin letters that are no letter with an accent, as they are filed where the alphabet does not hold them."""

Key = tuple[tuple[tuple[int, int, int], ...], str]


def collation_key(text: str, language: str) -> Key:
    """A sort key of a text in a language of ``ALPHABETS``; in another by letters without their accents."""
    main = language.partition("-")[0].lower()
    ranks = ranks_of(main)
    weights = []
    for part in re.findall(r"\d+|\D", lowered(text, main)):
        weights += [(1, 0, int(part))] if part.isdigit() else letter_weights(part, ranks)
    return tuple(weights), text


@cache
def ranks_of(language: str) -> dict[str, int]:
    """The letters of a language of ``ALPHABETS`` with their places in it; empty for others."""
    return {letter: rank for rank, letter in enumerate(ALPHABETS.get(language, "").split())}


def letter_weights(letter: str, ranks: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """Class (space, digit, letter of the alphabet, other letter), rank; none for a mark of punctuation."""
    if letter.isspace():
        return [(0, 0, 0)]
    if letter in ranks:
        return [(2, ranks[letter], 0)]
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain in ranks:
        return [(2, ranks[plain], 0)]
    if plain in PLAIN:
        return [(2, ranks[c], 0) if c in ranks else (3, ord(c), 0) for c in PLAIN[plain]]
    return [(3, ord(plain), 0)] if plain.isalpha() else []


def lowered(text: str, language: str) -> str:
    """A text in small letters, with the two letters I of Azerbaijani and Turkish."""
    text = unicodedata.normalize("NFC", text)
    if language in ("az", "tr"):
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()
