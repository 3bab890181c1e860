"""Both editions say the same words, and each printed page begins in the e-book at the very word it begins with."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from monograph.apparatus import compile_apparatus
from monograph.manuscript import read_book
from monograph.problems import Problems
from monograph.rendering import render_sections
from tests.editions.built import Built
from tests.editions.parity import block_words, mismatches
from tests.editions.structure import read

BOOKS = ("small", "bundled", "synthetic")
CITED = re.compile(r"ref-.+-cited(-on)?")


@pytest.fixture
def book(request: pytest.FixtureRequest) -> Any:
    """One of the three books."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("book", BOOKS, indirect=True)
def test_the_word_behind_a_marker_is_the_first_of_its_printed_page(book: Any) -> None:
    """Every page that has words, roman and arabic: what the PDF begins with stands behind the marker."""
    compared, wrong = mismatches(book.pdf, book.epub, book.labels)
    assert wrong == []
    assert compared > 0.7 * len(book.labels)


@pytest.mark.parametrize("book", BOOKS, indirect=True)
def test_both_editions_have_the_same_words_in_every_block(book: Any) -> None:
    """Block by block: paragraphs, notes, heads, cells, captions, entries.

    Where a source is cited stands in an element of its own: by page in print, by note in the ePub.
    """
    printed = {k: v for k, v in printed_blocks(book.source, book.pages).items() if not CITED.fullmatch(k)}
    screen: dict[str, list[str]] = {}
    for name, document in read(book.epub)[0].items():
        body = document.find("{*}body")
        assert body is not None
        screen |= {} if name == "nav.xhtml" else block_words(body)
    screen = {k: v for k, v in screen.items() if k and not CITED.fullmatch(k)}
    own = re.compile(r"-notes(-\w+)?-title$|-description$|-citation$|^how-to-cite")
    assert {k for k, words in screen.items() if words and k not in printed and not own.search(k)} == set()
    assert {k: (v, screen.get(k)) for k, v in printed.items() if v and v != screen.get(k)} == {}
    assert sum(map(len, printed.values())) > 1000


def printed_blocks(source: Path, pages: Path) -> dict[str, list[str]]:
    """The words of every block of the printed edition but half-title and contents, with the final page numbers.

    The build has failed already where the PDF does not hold every one of these letters.
    """
    problems = Problems()
    book = read_book(source, problems)
    apparatus = compile_apparatus(book, problems)
    page_of = json.loads(pages.read_text(encoding="utf-8"))["page_of"]
    nothing = dict.fromkeys([drawn.id for drawn in (*book.maps, *book.charts)], "")
    rendered = render_sections(book, apparatus, "print", page_of, lambda identifier: f"#{identifier}", nothing, nothing)
    found: dict[str, list[str]] = {}
    for section in book.sections:
        if section.kind not in ("half-title", "contents"):
            found |= block_words(etree.fromstring(rendered[section.id]))
    found.pop("", None)
    return found


@pytest.mark.parametrize("shift", ["later", "earlier"])
def test_a_marker_one_word_off_is_noticed(small: Built, tmp_path: Path, shift: str) -> None:
    """Every marker in running text that is moved by one word is told."""
    marker = r'(<span [^>]*role="doc-pagebreak"[^>]*></span>)'
    patterns = {"later": marker + r"(\w+ )(?=\w)", "earlier": r"(?<=\w )(\w+ )" + marker}
    path, moved = tmp_path / "moved.epub", 0
    with zipfile.ZipFile(small.epub) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.endswith(".xhtml"):
                text, count = re.subn(patterns[shift], r"\2\1", content.decode())
                content, moved = text.encode(), moved + count
            new.writestr(info, content)
    assert moved >= 3
    _, wrong = mismatches(small.pdf, path, small.labels)
    assert len(wrong) == moved


def test_a_word_lost_from_a_block_is_noticed(small: Built) -> None:
    """The comparison of blocks sees a single word."""
    body = read(small.epub)[0]["one.xhtml"].find("{*}body")
    assert body is not None
    before = block_words(body)
    paragraph = body.find(".//*[@id='one-p2']")
    assert paragraph is not None
    paragraph.text = (paragraph.text or "").replace("commission ", "", 1)
    after = block_words(body)
    assert {k for k in before if before[k] != after[k]} == {"one-p2"}
