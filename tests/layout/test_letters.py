"""Letters of every script are drawn, not only extracted: pictures of them are compared."""

from __future__ import annotations

import itertools

import pypdfium2
import pytest

from monograph.typesetting.fonts import FACES, characters, missing
from tests.layout.pages import laid

LETTERS = "ə Ə ğ Ğ ş Ş ı İ ç ö ü ʻ ʿ ḥ ṭ Ж ж ѣ ё Ա ա Ֆ ֆ ა ჰ".split()


def drawn(text: str) -> bytes:
    """The pixels of a text, as the PDF shows it."""
    made = laid(f"<p style=\"font: 40pt 'Monograph Serif', 'Monograph Armenian', 'Monograph Georgian'\">{text}</p>")
    pdf = made.document.write_pdf()
    return bytes(pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_numpy().tobytes())


def test_every_letter_has_a_shape_of_its_own() -> None:
    """No two letters look alike, none looks like a missing one, none is empty."""
    pictures = {letter: drawn(letter) for letter in [*LETTERS, " ", "\U0001f9ff"]}
    alike = [(a, b) for a, b in itertools.combinations(pictures, 2) if pictures[a] == pictures[b]]
    assert alike == [] or alike == [(" ", "\U0001f9ff")]


@pytest.mark.parametrize("bold", [False, True])
def test_the_fonts_have_what_the_book_needs(bold: bool) -> None:
    """Armenian, Georgian, Cyrillic, Azerbaijani and Turkish letters, upright and bold."""
    assert missing("".join(LETTERS), bold=bold) == set()


def test_a_letter_without_a_glyph_is_known() -> None:
    """Bold italic has no schwa, and nothing has a hieroglyph."""
    assert missing("ə", bold=True, italic=True) == {"ə"}
    assert missing("a𓀀") == {"𓀀"}


def test_every_face_is_a_file_with_letters() -> None:
    """The table of faces points at fonts."""
    assert all(len(characters(face.path)) > 90 for face in FACES)
