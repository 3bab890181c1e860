"""A note is one element of the structure tree, on however many pages it stands."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from tests.layout.facts import bad_marks
from tests.layout.pages import laid, note, words


def elements(element: Any) -> Iterator[Any]:
    """The structure elements of a tree, in order."""
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_all_parts_of_a_note_belong_to_one_element() -> None:
    """Every mark hangs in the tree; three notes are three ``Note`` with IDs of their own, though one stands on several pages."""
    body = (
        f"<p>{words(20)}{note('short', 1, words(5))} {words(30)}{note('long', 2, words(260))} {words(200)}"
        f"{note('last', 3, words(6))} end</p>"
    )
    made = laid(body, ["short", "long", "last"])
    assert made.report.split == ("long",)
    content = made.document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    assert bad_marks(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        number = {page.objgen: index for index, page in enumerate(pdf.pages)}
        every = list(elements(pdf.Root.StructTreeRoot))
        notes = [e for e in every if e.S == "/Note"]
        assert [str(e.ID) for e in notes] == ["short", "long", "last"]
        pages = [{number[e.Pg.objgen] for e in elements(n) if "/Pg" in e} for n in notes]
        assert len(pages[0]) == len(pages[2]) == 1
        assert len(pages[1]) >= 3
        assert pages[1] == set(range(min(pages[1]), max(pages[1]) + 1))
        assert [[e.S for e in elements(n)].count("/Lbl") for n in notes] == [1, 1, 1]
        assert sum(e.S == "/Reference" for e in every) == 3
        assert pdf.check_pdf_syntax() == []
