"""Whoever follows a printed page number comes to the page that bears it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pypdfium2

from tests.books.built import Bundled

PAGE = re.compile(r"(p\.\s*)?(\d+|[ivxlc]+)[.,;)]*")
MIDDLE = 216
"""pt from the left: before it the contents have the numbers of chapters and maps."""

NUMBERED = ("event-", "ref-", "map-", "fig-", "table-")
"""What has a number of its own, which its links may print instead of a page."""


def quoted_pages(bundled: Bundled) -> Iterator[tuple[str, str, str]]:
    """(id, page number that is printed, page on which the link lands) of every link that prints a page number."""
    labels = [str(start["label"]) for start in bundled.starts]
    page_of = json.loads(bundled.pages.read_text(encoding="utf-8"))["page_of"]
    contents = range(labels.index(page_of["contents"]), labels.index(page_of["contents"]) + 3)
    shown = pypdfium2.PdfDocument(bundled.inside)
    with pikepdf.open(bundled.inside) as pdf:
        number = {page.objgen: index for index, page in enumerate(pdf.pages)}
        places = {str(name): place for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        for index, page in enumerate(pdf.pages):
            text = shown[index].get_textpage()
            for link in (link for link in page.get("/Annots", ()) if "/Dest" in link):
                left, bottom, right, top = (float(x) for x in link.Rect)
                words = text.get_text_bounded(
                    left=left - 0.5, bottom=bottom - 1, right=right + 0.5, top=top + 1
                ).strip()
                target = str(link.Dest)
                found = None if index in contents and right < MIDDLE else PAGE.fullmatch(words)
                if found and (found[1] or not target.startswith(NUMBERED)):
                    yield target, found[2], labels[number[places[target][0].objgen]]


def test_every_printed_page_number_is_that_of_the_page_its_link_leads_to(bundled: Bundled) -> None:
    """Contents, cross-references, index, chronology, persons and places: hundreds of them."""
    found = list(quoted_pages(bundled))
    assert [quote for quote in found if quote[1] != quote[2]] == []
    parts = Counter(target.partition("-")[0] for target, _, _ in found)
    assert sum(parts.values()) > 300
    assert len(parts) > 5
