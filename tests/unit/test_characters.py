"""Quotation marks, dashes and spaces as a language sets them."""

import pytest

from monograph.manuscript import read_book
from monograph.manuscript.characters import FIXED, NARROW, spaced
from monograph.problems import Problems
from monograph.rendering import plain_text

CASES = [
    ("fr", "Vraiment ? Oui !", f"Vraiment{NARROW}? Oui{NARROW}!"),
    ("fr", "Voir : la note", f"Voir{FIXED}: la note"),
    ("fr", "à 10:30, https://a.b", "à 10:30, https://a.b"),
    ("fr", "Quoi?!", f"Quoi{NARROW}?!"),
    ("de", "z. B. hier", f"z.{FIXED}B. hier"),
    ("ru", "Баку — город, т. е. место", f"Баку{FIXED}— город, т.{FIXED}е. место"),
    ("en", "V. I. Lenin asked: why?", f"V.{FIXED}I. Lenin asked: why?"),
    ("en", "vol. I. Then", "vol. I. Then"),
    ("hy", "Զանգեզուր", "Զանգեզուր"),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_spaces_of_a_language(language, text, expected):
    """Fixed and thin spaces stand where the language asks, and nowhere else."""
    assert spaced(text, language) == expected
    assert spaced(expected, language) == expected


def test_a_span_speaks_its_own_language(tmp_path):
    """French words in an English chapter have French spaces, the English around them has not."""
    (tmp_path / "book.yaml").write_text("title: B\ndate: 2026-01-01\ncontents: {body: [one.md]}\n", encoding="utf-8")
    text = "---\ntitle: One\n---\n\nWhy? [Pourquoi ?]{lang=fr} So!\n\n::: {.quotation lang=fr}\nVoici !\n:::\n"
    (tmp_path / "one.md").write_text(text, encoding="utf-8")
    blocks = read_book(tmp_path, Problems()).sections[0].blocks
    assert plain_text(blocks[0].children) == f"Why? Pourquoi{NARROW}? So!"
    assert plain_text(blocks[1].blocks[0].children) == f"Voici{NARROW}!"
