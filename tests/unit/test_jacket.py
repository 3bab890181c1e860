"""The cover in front of a finished PDF."""

import io

import pikepdf
import pytest

from monograph.typesetting.jacket import COVER, INSIDE, with_cover


def pdf(pages, labels=None):
    """A PDF of empty pages of 6 × 9 in."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(432, 648))
        made.pages[-1].Contents = made.make_stream(b"0 0 m 9 9 l S")
    if labels:
        made.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def test_the_cover_and_its_inside_come_before_the_numbered_pages():
    """Two pages more; a right-hand page stays one; folios are those of before."""
    labels = [0, pikepdf.Dictionary(S=pikepdf.Name.r), 2, pikepdf.Dictionary(S=pikepdf.Name.D)]
    made = with_cover(pdf(5, labels), pdf(1))
    with pikepdf.open(io.BytesIO(made)) as book:
        assert [page.label for page in book.pages] == [COVER, INSIDE, "i", "ii", "1", "2", "3"]
        assert b"Artifact" in book.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("pages", [1, 3])
def test_the_same_cover_gives_the_same_bytes(pages):
    """Nothing in it depends on the moment."""
    assert with_cover(pdf(pages), pdf(1)) == with_cover(pdf(pages), pdf(1))
