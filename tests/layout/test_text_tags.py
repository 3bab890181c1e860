"""A paragraph is one element of the structure tree on each of its pages, whatever lines it is broken into."""

from __future__ import annotations

import io

import pikepdf

from tests.layout.facts import bad_marks
from tests.layout.pages import laid, words
from tests.layout.test_note_tags import elements


def test_lines_are_no_elements() -> None:
    """Its marks follow each other, those of emphasised words among them."""
    made = laid(f"<h2>{words(3)}</h2><p>{words(60)} <em>{words(20)}</em> {words(200)}</p>")
    content = made.document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    assert bad_marks(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = list(elements(pdf.Root.StructTreeRoot))
        pages = len(pdf.pages)
        assert pages > 1
        assert [str(e.S) for e in found] == ["/Document", "/H2"] + ["/P"] * pages
        held = [[int(kid) for kid in element.K] for element in found[1:]]
        assert [*held[0], *held[1]] == list(range(len(held[0]) + len(held[1])))
        assert all(numbers == list(range(len(numbers))) for numbers in held[2:])
