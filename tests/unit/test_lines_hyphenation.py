"""Where words may be cut: by language, at soft hyphens and dashes, in addresses."""

from __future__ import annotations

import random
from pathlib import Path

import pyphen
import pytest

from monograph.typesetting.lines import places as places_module
from monograph.typesetting.lines.breaking import ADDRESS, HOST, LETTER, SPACE, WRITTEN
from monograph.typesetting.lines.dictionaries import Dictionary
from monograph.typesetting.lines.hyphenation import WEB, Rules, address_cuts, addresses, boundaries, cuts, unknown
from monograph.typesetting.lines.telling import rarely_hyphenated


def shown(word: str, language: str, hyphens: str = "auto") -> str:
    """The word with its cuts."""
    places = [cut.at for cut in cuts(word, Rules(language, hyphens, 5, 2, 3))]
    return "|".join(word[a:b] for a, b in zip([0, *places], [*places, len(word)], strict=True))


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("representatives", "en", "rep|re|sen|ta|tives"),
        ("frontière", "fr", "fron|tière"),
        ("Grenzregelung", "de", "Grenz|re|ge|lung"),
        ("самоопределение", "ru", "са|мо|опре|де|ле|ние"),
        ("қərargahı", "az", "қə|rar|gahı"),
        ("müzakirələrin", "az", "mü|za|ki|rə|lə|rin"),
        ("anlaşmalar", "tr", "an|laş|ma|lar"),
        ("წარმომადგენელი", "ka", "წარმო|მადგე|ნელი"),
        ("Zangezur", "hy-Latn", "Zangezur"),
        ("Vneshnei", "ru-Latn", "Vneshnei"),
        ("word", "en", "word"),
        ("Nzhdeh", "en", "Nzhdeh"),
        ("rhythmic", "en", "rhyth|mic"),
        ("Shchegolev", "en", "Shchegolev"),
        ("Взгляд", "ru", "Взгляд"),
        ("GeoNames", "en", "GeoNames"),
        ("RGASPI", "en", "RGASPI"),
        ("representatives", "", "representatives"),
    ],
)
def test_each_language_cuts_its_own_way(word: str, language: str, expected: str) -> None:
    """By patterns where there are any, between a vowel and a syllable where there are none, else not at all.

    No part without a vowel, no abbreviation, no name with a capital inside.
    """
    assert shown(word, language) == expected


def test_soft_hyphens_stand_before_patterns() -> None:
    """A word in which the author has put one is cut there only; with hyphens off, not even there."""
    assert shown("repre\u00adsentatives", "en") == "repre\u00ad|sentatives"
    assert shown("repre\u00adsentatives", "en", "manual") == "repre\u00ad|sentatives"
    assert shown("repre\u00adsentatives", "en", "none") == "repre\u00adsentatives"


def test_a_line_may_end_behind_a_dash() -> None:
    """An en dash between years, a hyphen, a slash; never before closing marks or a second dash."""
    assert [tuple(cut) for cut in cuts("1920–1921", Rules("en", "auto"))] == [(5, SPACE)]
    assert (3, WRITTEN) in cuts("co-operate", Rules("en", "auto"))
    assert shown("and/or", "en") == "and/|or"
    assert shown("—”", "en") == "—”"
    assert shown("a--b", "en") == "a--|b"
    assert shown("20-e", "en") == "20-e"
    assert shown("20-kh", "en") == "20-|kh"


def test_an_address_goes_on_before_its_punctuation() -> None:
    """At no cost; between letters at a cost; never inside an encoded byte, never behind a hyphen of its own."""
    address = "https://abc.org/one-two/%D5%B0?x=1&y"
    free = {address[cut.at :][:1] for cut in address_cuts(address) if cut.kind == ADDRESS}
    assert free >= set(".-%?=&")
    assert {cut.kind for cut in address_cuts(address)} == {ADDRESS, LETTER, HOST}
    assert {cut.kind for cut in address_cuts("www.karabakh.org")} == {ADDRESS, HOST}
    assert {cut.kind for cut in address_cuts("1905.az")} == {HOST}, "a short name is one word"
    assert [cut.at for cut in address_cuts("hy.m.wikipedia.org") if cut.kind == ADDRESS] == [14], "no short label alone"
    assert ADDRESS in {cut.kind for cut in address_cuts("https://e-traveller.org/a") if cut.at > 12}
    assert 9 not in {cut.at for cut in address_cuts("https://e-traveller.org/a") if cut.kind == ADDRESS}
    assert min(cut.at for cut in address_cuts(address) if cut.kind == LETTER) > address.index("/one")
    assert address.index("%D5") + 1 not in [cut.at for cut in address_cuts(address)]
    assert address.index("-two") + 1 not in [cut.at for cut in address_cuts(address) if cut.kind == ADDRESS]


@pytest.mark.parametrize(
    "text", ["https://a.org/b", "www.a.org", "doi:10.1000/182", "hy.m.wikipedia.org", "mer-oughin.am"]
)
def test_an_address_is_known(text: str) -> None:
    """With and without its beginning."""
    match = WEB.search(f"see {text}, there")
    assert match is not None and match[0].rstrip(",") == text


@pytest.mark.parametrize("text", ["p. 12", "i.e.", "U.S.A.", "end.The", "7,673.86"])
def test_what_is_no_address_is_not_taken_for_one(text: str) -> None:
    """Abbreviations, numbers, a space that was forgotten."""
    match = WEB.search(text)
    assert match is None or text == "end.The"


def test_a_mark_stays_with_its_letter() -> None:
    """A combining accent and what a joiner holds are not parted."""
    assert boundaries("e\u0301a") == [2]
    assert boundaries("a\u2060b") == []


def test_languages_without_patterns_are_told_once() -> None:
    """By name, in order."""
    assert [language for language in ("en", "fr", "de", "ru", "az", "tr", "hy", "ka") if unknown(language)] == [
        "az", "tr", "hy", "ka",
    ]  # fmt: skip
    assert rarely_hyphenated(["ka", "en", "az", "ka"]) == (
        "no hyphenation patterns for az, ka: words are cut only where that is certain"
    )
    assert rarely_hyphenated(["en", ""]) == ""


@pytest.mark.parametrize(
    ("before", "after", "one"),
    [
        ("28", "July", True),
        ("(24", "May,", True),
        ("26–27", "April", True),
        ("August", "10,", True),
        ("8", "апреля", True),
        ("August", "1920", False),
        ("28", "villages", False),
        ("1920", "May", False),
        ("In", "May", False),
    ],
)
def test_a_day_stays_with_its_month(before: str, after: str, one: bool) -> None:
    """No line ends between them."""
    assert places_module._one_date(before, after) is one


def test_addresses_are_looked_for_only_in_runs_that_may_hold_one() -> None:
    """As the whole text would show them: an address has no space."""
    chance = random.Random(1)
    texts = ["".join(chance.choices("ab.1/:-\u200b \u00a0wdoi,w(\n", k=chance.randint(3, 40))) for _ in range(5000)]
    found = [addresses(text) for text in texts]
    assert found == [[match.span() for match in WEB.finditer(text)] for text in texts]
    assert 100 < sum(map(bool, found)) < 4000


@pytest.mark.parametrize("path", sorted(set(pyphen.LANGUAGES.values())), ids=lambda path: path.stem)
def test_a_dictionary_is_what_pyphen_reads(path: Path) -> None:
    """Every pattern of every language, though each is read only when it is asked for."""
    stock, ours = pyphen.HyphDict(path), Dictionary(path)
    assert ours.maxlen == stock.maxlen
    assert {letters: ours.patterns.get(letters) for letters in ours.patterns} == stock.patterns
