"""The order of index headings against lists made by hand, and ranges of pages."""

from __future__ import annotations

import random

import pytest

from monograph.apparatus.indexing.inclusive import last_of, page_number
from monograph.apparatus.indexing.order import heading_key, letter_of, sub_entry_key

LETTER_BY_LETTER = (
    "11th Army", "28th Division", "NEW (Neighbors Ever Watchful)", "NEW (Now End War)", "New, Arthur", "New, Zoe",
    "New Deal", "new economics", "newel", "New England", "“new-fangled notions”", "Newfoundland", "newlyweds",
    "new math", "New/Old Continuum", "newsboys", "news conference", "newsletter", "News of the World (Queen)",
    "news release", "newt", "New Town", "New Year’s Day",
)  # fmt: skip
"""The kinds of headings that the Chicago Manual sorts as an example of its usual order."""

WORD_BY_WORD = (
    "NEW (Neighbors Ever Watchful)", "NEW (Now End War)", "New, Arthur", "New, Zoe", "New Deal", "new economics",
    "New England", "new math", "New Town", "New Year’s Day", "newel", "“new-fangled notions”", "Newfoundland",
    "newlyweds", "New/Old Continuum", "news conference", "News of the World (Queen)", "news release", "newsboys",
    "newsletter", "newt",
)  # fmt: skip

ENGLISH_NAMES = (
    "Əliyev, Heydər", "Elizavetpol", "Erivan", "Étchmiadzin", "Etienne", "İrəvan", "Karabekir, Kâzım", "Karabekov",
    "Łódź", "Lori", "Ödemiş", "Omsk", "Şahtaxtı", "Shusha", "Şuşa", "Œuvre", "Zangezur",
)  # fmt: skip
"""Letters with signs of other languages stand among the English ones."""

AZERBAIJANI = (
    "Ağdam", "Cəbrayıl", "Culfa", "Çaykənd", "Elizavetpol", "Ermənistan", "Əliyev", "Əylis", "Gəncə", "Ğ", "Hadrut",
    "Xankəndi", "Xocalı", "Iğdır", "Irak", "İran", "İrəvan", "Kəlbəcər", "Qafan", "Qarabağ", "Laçın", "Ordubad",
    "Özbək", "Sisyan", "Şərur", "Şuşa", "Urud", "Üçkilsə", "Yelizavetpol", "Zəngəzur",
)  # fmt: skip
RUSSIAN = (
    "Азербайджан", "Баку", "Елизаветполь", "ёлка", "Ереван", "Закавказье", "Зангезур", "Ийон", "Карабах",
    "Карабахский комитет", "Карабекир", "Шуша", "Щедрин", "Эривань", "Юденич", "Ярославль",
)  # fmt: skip
ARMENIAN = (
    "Ալեքսանդրապոլ", "Արաքս", "Բաքու", "Գորիս", "Դիլիջան", "Եղեգնաձոր", "Երևան", "Զանգեզուր", "Էջմիածին", "Թիֆլիս",
    "Իջևան", "Լոռի", "Կապան", "Ղարաբաղ", "Մեղրի", "Նախիջևան", "Շուշի", "Որոտան", "Ջուլֆա", "Սիսիան", "Տաթև", "Օրդուբադ",
)  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "language", "order"),
    [
        (LETTER_BY_LETTER, "en", "letter"),
        (WORD_BY_WORD, "en", "word"),
        (AZERBAIJANI, "az", "letter"),
        (RUSSIAN, "ru", "letter"),
        (ARMENIAN, "hy", "letter"),
    ],
    ids=["en-letter", "en-word", "az", "ru", "hy"],
)
def test_headings_stand_in_the_order_of_their_language(expected, language, order):
    """However they come, they are sorted as by hand."""
    for seed in range(20):
        given = list(expected)
        random.Random(seed).shuffle(given)
        assert sorted(given, key=lambda text: heading_key(text, language, order)) == list(expected)


def test_names_of_other_languages_stand_among_english_ones():
    """By the plain letter: Ə as E, Ł as L, Œ as OE, Ş as S."""
    words = {
        "Əliyev": "E",
        "Łódź": "L",
        "Œuvre": "O",
        "Şuşa": "S",
        "İrəvan": "I",
        "Étchmiadzin": "E",
        "1920": "",
        "«Борьба»": "Б",
    }
    assert {word: letter_of(word, "en") for word in words} == words
    assert letter_of("Əylis", "az") == "Ə" and letter_of("İran", "az") == "İ" and letter_of("Irak", "az") == "I"
    got = sorted(ENGLISH_NAMES, key=lambda text: heading_key(text, "en", "letter"))
    assert got == [
        "Əliyev, Heydər", "Elizavetpol", "Erivan", "Étchmiadzin", "Etienne", "İrəvan", "Karabekir, Kâzım", "Karabekov",
        "Łódź", "Lori", "Ödemiş", "Œuvre", "Omsk", "Şahtaxtı", "Shusha", "Şuşa", "Zangezur",
    ]  # fmt: skip


def test_sub_entries_are_filed_by_their_first_word_of_weight():
    """“of Armenia” under A, “the north” under N; a word that stands alone is never little."""
    given = ["of Armenia", "in Baku", "and the council", "the north", "on", "protests", "under Zetkin"]
    assert sorted(given, key=lambda text: sub_entry_key(text, "en", "letter")) == [
        "of Armenia", "in Baku", "and the council", "the north", "on", "protests", "under Zetkin",
    ]  # fmt: skip
    assert sorted(["о мире", "в Баку", "и армия"], key=lambda text: sub_entry_key(text, "ru", "letter")) == [
        "и армия", "в Баку", "о мире",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "printed"),
    [
        ("3", "10", "10"), ("71", "72", "72"), ("96", "117", "117"), ("100", "104", "104"), ("1100", "1113", "1113"),
        ("101", "108", "8"), ("808", "833", "33"), ("1103", "1104", "4"), ("321", "328", "28"), ("498", "532", "532"),
        ("1087", "1089", "89"), ("1496", "1500", "500"), ("11564", "11615", "615"), ("12991", "13001", "3001"),
        ("200", "215", "215"), ("109", "110", "10"), ("xii", "xiv", "xiv"), ("ix", "xi", "xi"),
    ],
)  # fmt: skip
def test_inclusive_numbers(first, last, printed):
    """The examples of the Chicago Manual (9.61); roman figures are never shortened, nor are those of other languages."""
    assert last_of(first, last, "en-US") == printed
    assert last_of(first, last, "ru") == last


def test_pages_of_the_front_matter_come_first():
    """Roman numbers are read: ix, x, xi, xl, xc; then arabic ones by value."""
    labels = ["ix", "x", "xi", "xix", "xl", "xc", "2", "10", "100"]
    assert sorted(reversed(labels), key=page_number) == labels
