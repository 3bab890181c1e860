"""Map lettering is measured with the font that sets it."""

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

from monograph.cartography.lettering import FAMILY, LetterError, lettering
from monograph.typesetting.fonts import FACES


@pytest.mark.parametrize("style", ["roman", "italic", "bold"])
@pytest.mark.parametrize("text", ["official", "Təbriz, Ğ Ş ə", "Erivan–Julfa", "Kapan"])
def test_each_letter_is_one_glyph(style: str, text: str) -> None:
    """No ligature joins letters whose places are given one by one, and no letter is missing."""
    glyphs = [glyph for glyph, _ in lettering(style).letters(text)]
    assert len(glyphs) == len(text)
    assert ".notdef" not in glyphs


def test_width_is_that_of_the_font() -> None:
    """The width of a word is the sum of its advances, kerning included, and the space between its letters."""
    path = next(f.path for f in FACES if (f.family, f.weight, f.style) == (FAMILY, 400, "normal"))
    font = TTFont(path)
    advance = font["hmtx"][font.getBestCmap()[ord("o")]][0] / font["head"].unitsPerEm
    assert lettering("roman").width("ooo", 10) == pytest.approx(30 * advance, abs=0.3)
    assert lettering("roman").width("ooo", 10, 2) == pytest.approx(lettering("roman").width("ooo", 10) + 4)
    assert lettering("roman").width("", 10) == 0


def test_a_letter_that_the_face_lacks_is_told() -> None:
    """A text in a script without map letters is an error, not a row of boxes."""
    with pytest.raises(LetterError, match="Գորիս"):
        lettering("roman").letters("Գորիս")


def test_outline_is_where_the_letters_stand() -> None:
    """The outline of a word begins at its spot and is as wide as the word."""
    face, pen = lettering("roman"), BoundsPen(None)
    parse_path(face.outline("ll", 10, face.line("ll", 10, 100, 50)), pen)
    left, top, right, bottom = pen.bounds
    assert 100 <= left < right <= 100 + face.width("ll", 10)
    assert 42 < top < 44 < bottom <= 50.2
