"""Random books: every word of the text and of every note, once, in order, on the right page, in boxes and in the PDF."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.layout.note_room import emptiness, needless_lateness, needless_pages
from tests.layout.pages import laid
from tests.layout.random_notes import NOTE, TEXT, RandomBook, random_book, words_seen

SEEDS, GROUP = 200, 100

LATE, EMPTY = 0.02, 0.4
"""Most of the notes that begin after the page of their call, in a hundred books; of a page with notes alone, empty."""


def pdf_pages(pdf: bytes) -> list[str]:
    """The text of each page of a PDF, in the order in which it is drawn."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def check_words(book: RandomBook, pages: list[str], late: set[str]) -> None:
    """Compare the words of the pages of a PDF with those of the book, without asking the layout anything."""
    text, notes = words_seen(pages, TEXT), words_seen(pages, NOTE)
    assert sorted(word.letters for word in text) == sorted(book.text)
    order = {word.letters: number for number, word in enumerate(text)}
    assert all(block == sorted(block, key=order.__getitem__) for block in book.blocks)  # rows may run over pages
    assert [word.letters for word in notes] == [word for words in book.notes.values() for word in words]
    place = {word.letters: word for word in text + notes}
    for note, words in book.notes.items():
        begins, ends = place[words[0]].begins, place[words[-1]].ends
        called = place[book.calls[note]].ends
        assert begins >= called, f"{note} is early"
        assert begins == called or note in late, f"{note} is late, and the gate did not see it"
        seen = {page for word in words for page in (place[word].begins, place[word].ends)}
        assert seen == set(range(begins, ends + 1)), f"{note} leaves out a page"


@pytest.mark.slow
@pytest.mark.parametrize("group", range(SEEDS // GROUP))
def test_every_word_of_every_note_stands_once_in_order_on_its_page(group: int) -> None:
    """Pages of all heights; notes of a word to two pages, several in a line, in tables, lists, quotations, headings."""
    late = notes = 0
    for seed in range(group * GROUP, (group + 1) * GROUP):
        book = random_book(seed)
        made = laid(book.body, list(book.notes), book.css)
        report = made.report
        wrong = (report.lost, report.doubled, report.early, report.disordered, report.crowded, report.thin)
        assert wrong == ((),) * 6, seed
        assert (made.map.unread, made.messages) == ([], ()), seed
        check_words(book, pdf_pages(made.document.write_pdf()), set(report.late))
        assert needless_pages(made.document.pages) == [], seed
        assert needless_lateness(made) == [], seed
        assert all(room <= EMPTY for room in emptiness(made.document.pages)), seed
        late, notes = late + len(report.late), notes + len(book.notes)
    assert late <= LATE * notes


def test_a_note_whose_follower_is_pushed_off_keeps_its_share() -> None:
    """Books in which the last note of a line had to yield to the text, and the one before was left higher than it need be."""
    for seed in (392, 414):
        book = random_book(seed)
        assert needless_pages(laid(book.body, list(book.notes), book.css).document.pages) == []
