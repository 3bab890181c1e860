"""The bundled book, built as a reader builds it: whole, the same in both editions, the same bytes every time."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from monograph.typesetting.jacket import COVER, INSIDE
from tests.books.built import SLUG, Bundled, build
from tests.conftest import needs
from tests.editions.structure import findings

LEFT_OUT = {"half-title", "contents"}
"""Parts that the ePub has in another form."""

ONE_EDITION = {"doc-backlink", "doc-pagebreak", "doc-noteref"}


def test_every_promised_file_is_there(bundled: Bundled) -> None:
    """The fixed names that other tools rely on."""
    names = {p.relative_to(bundled.out).as_posix() for p in bundled.out.rglob("*") if p.is_file()}
    promised = {f"{SLUG}.pdf", f"{SLUG}.epub", f"{SLUG}-pages.json", f"{SLUG}-report.json"}
    assert promised | {f"cite/{SLUG}.{kind}" for kind in ("json", "bib", "ris")} <= names


def test_the_book_carries_real_scholarship(bundled: Bundled) -> None:
    """Notes over many sources; no problem, and nothing that the layout did not understand."""
    report = bundled.report
    assert int(str(report["notes"])) >= 40
    assert int(str(report["citations"])) >= 40
    assert [p for p in report["problems"] if p["severity"] == "error" or p["code"] == "layout-warning"] == []  # type: ignore[attr-defined]


def test_its_notes_begin_on_the_pages_of_their_calls(bundled: Bundled) -> None:
    """At most two of a hundred are late, no part has one line; no heading ends a page, no line stands alone under a figure."""
    notes, pages = bundled.report["note figures"], bundled.report["page figures"]
    assert isinstance(notes, dict) and isinstance(pages, dict)
    assert notes["late"] <= 0.02 * int(str(bundled.report["notes"]))
    assert notes["thin"] == 0
    assert pages["stranded"] == pages["single"] == []


def test_its_lines_are_as_even_as_was_asked_for(bundled: Bundled) -> None:
    """In the text: nothing left to greedy lines, few loose ones, few hyphens, no line alone at the head or foot of a page."""
    told, pages = bundled.report["typography"], bundled.report["page figures"]
    assert isinstance(told, dict) and isinstance(pages, dict)
    text = told["text"]
    assert text["paragraphs"] >= 200
    assert (text["greedy"], text["widows"], text["orphans"], text["hyphen_runs"], text["overfull"]) == (0, 0, 0, 0, 0)
    assert text["over_1_5"] <= 0.01 and text["loosest"] <= 2.5
    assert text["deviation"] <= 0.17
    assert text["hyphenated"] <= 0.1
    assert text["short_last"] <= 1
    assert pages["level"][0] >= 0.95


def test_the_pdf_is_sound(bundled: Bundled) -> None:
    """Qpdf finds nothing; every font is embedded; labels are roman, then arabic."""
    needs("qpdf", "pdffonts")
    done = subprocess.run(["qpdf", "--check", str(bundled.pdf)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    fonts = subprocess.run(
        ["pdffonts", str(bundled.pdf)], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert fonts and all(line.split()[-5] == "yes" and "Monograph" in line for line in fonts)
    labels = bundled.labels
    pdf = pypdfium2.PdfDocument(bundled.pdf)
    assert [pdf.get_page_label(n) for n in range(len(pdf))] == [COVER, INSIDE, *labels]
    assert re.fullmatch(r"(r|a)*", "".join("a" if x.isdigit() else "r" for x in labels))
    assert labels.index("1") % 2 == 0


def test_a_running_head_is_one_line(bundled: Bundled) -> None:
    """Nothing but one line stands in the head of a page, the top 62 pt."""
    pdf = pypdfium2.PdfDocument(bundled.inside)
    broken = []
    for number, label in enumerate(str(start["label"]) for start in bundled.starts):
        text = pdf.get_page(number).get_textpage()
        feet = [text.get_charbox(n, loose=True)[1] for n in range(text.count_chars())]
        head = [foot for foot in feet if foot > 648 - 62]
        if head and max(head) - min(head) > 7:
            broken.append(label)
    assert broken == []


def test_pages_have_the_promised_size_and_chapters_open_on_the_right(bundled: Bundled) -> None:
    """6 × 9 in; a chapter begins on an odd page."""
    with pikepdf.open(bundled.pdf) as pdf:
        assert {tuple(round(float(x)) for x in page.mediabox) for page in pdf.pages} == {(0, 0, 432, 648)}
    pages = json.loads((bundled.out / f"{SLUG}-pages.json").read_text(encoding="utf-8"))["page_of"]
    for chapter in ("red-army", "rising-war-bargain", "chronology", "bibliography"):
        assert int(pages[chapter]) % 2 == 1


def test_the_epub_holds_what_no_validator_asks_for(bundled: Bundled) -> None:
    """Two-way notes, every printed page in order, languages, maps, tables, links; small enough for every store."""
    assert list(findings(bundled.epub, bundled.labels)) == []
    assert bundled.epub.stat().st_size < 5_000_000


# ------------------------------------------------------------------------------ parity


def letters(text: str) -> str:
    """Letters alone, case folded: no spaces, hyphens or digits, which line ends, calls and page numbers move."""
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if c.isalpha())


def printed_pages(path: Path) -> list[str]:
    """The letters of each page, body and notes, without running head and folio."""
    pdf = pypdfium2.PdfDocument(path)
    block = {"left": 20, "bottom": 78, "right": 412, "top": 648 - 60}
    return [letters(str(pdf[n].get_textpage().get_text_bounded(**block))) for n in range(len(pdf))]


def epub_texts(path: Path) -> tuple[str, list[str], int]:
    """(letters of all documents, those of each note, bibliography entries), without what only this edition says."""
    texts, notes, entries = [], [], 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith(".xhtml") or name.rpartition("/")[2] in ("nav.xhtml", "cover.xhtml"):
                continue
            tree = etree.fromstring(archive.read(name))
            entries += len(tree.findall(".//{*}ul[@class='entries']/{*}li"))
            for element in list(tree.iter(etree.Element)):
                local = etree.QName(element).localname
                heading = local == "h2" and (element.get("id") or "").endswith("-notes-title")
                if element.get("role") in ONE_EDITION or local in ("details", "svg", "head") or heading:
                    _remove(element)
            notes += [letters("".join(map(str, n.itertext()))) for n in tree.iterfind(".//*[@role='doc-footnote']")]
            texts.append(letters("".join(map(str, tree.itertext()))))
    return "".join(texts), notes, entries


def _remove(element: etree._Element) -> None:
    parent, previous = element.getparent(), element.getprevious()
    assert parent is not None
    if previous is not None:
        previous.tail = (previous.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


PIECE = 12
"""Letters that are looked for together."""


def held(text: str, whole: str) -> float:
    """The share of a text's pieces that stand in another; what a page break cuts in two is not found."""
    pieces = [text[i : i + PIECE] for i in range(0, max(1, len(text) - PIECE + 1), PIECE)]
    return sum(piece in whole for piece in pieces) / len(pieces)


def lost(texts: list[str], whole: str) -> list[str]:
    """The texts that do not stand in ``whole``."""
    return [text[:60] for text in texts if held(text, whole) < (0.8 if len(text) > 5 * PIECE else 0.5)]


def broken(notes: list[str], pages: list[str]) -> list[str]:
    """The notes that stand on no page from the first letter to the last: those few that run over a page."""
    return [note for note in notes if not any(note in page for page in pages)]


def test_both_editions_have_the_same_notes_and_entries(bundled: Bundled) -> None:
    """As many notes and bibliography entries in the ePub as were numbered, and each as a target in the PDF."""
    _, notes, entries = epub_texts(bundled.epub)
    assert len(notes) == int(str(bundled.report["notes"]))
    with pikepdf.open(bundled.pdf) as pdf:
        names = {str(k) for k in pikepdf.NameTree(pdf.Root.Names.Dests)}
    assert entries == sum(1 for name in names if name.startswith("ref-") and not name.endswith("-cited"))


def test_both_editions_say_the_same_words(bundled: Bundled) -> None:
    """Every note of the ePub is printed; every printed page, but for half-title and contents, is in the ePub."""
    pages = printed_pages(bundled.inside)
    screen, notes, _ = epub_texts(bundled.epub)
    page_of = json.loads((bundled.out / f"{SLUG}-pages.json").read_text(encoding="utf-8"))["page_of"]
    labels = bundled.labels
    maps = {labels.index(page) for key, page in page_of.items() if key.startswith(("map-", "fig-"))}
    other = {labels.index(page_of[part]) for part in LEFT_OUT} | maps
    assert lost(notes, "".join(pages)) == []
    assert len(broken(notes, pages)) <= len(notes) * 0.15  # those that run over a page
    assert lost([page for n, page in enumerate(pages) if n not in other and page], screen) == []


def test_a_note_dropped_from_either_edition_is_noticed(bundled: Bundled) -> None:
    """The comparison fails when one note is taken away from the print, and when one is taken from the ePub."""
    pages = printed_pages(bundled.inside)
    screen, notes, _ = epub_texts(bundled.epub)
    note = max((n for n in notes if any(n in page for page in pages)), key=len)
    page = next(page for page in pages if note in page)
    assert note in broken(notes, [p.replace(note, "") for p in pages])
    assert lost([note], "".join(p.replace(note, "") for p in pages)) == [note[:60]]
    assert held(page, screen) == pytest.approx(1, abs=0.2)
    assert held(page, screen.replace(note, "")) < held(page, screen) - 0.03


# ------------------------------------------------------------------------ determinism


def test_the_same_book_gives_the_same_bytes(bundled: Bundled, root: Path, tmp_path: Path) -> None:
    """From another folder, with another hash seed, nothing kept: PDF and e-books are identical."""
    copy = tmp_path / "elsewhere" / "a book"
    shutil.copytree(root / "content", copy)
    build(root, copy, tmp_path / "out", "2")
    for name in (f"{SLUG}.pdf", f"{SLUG}.epub", f"{SLUG}-kindle.epub"):
        assert (tmp_path / "out" / name).read_bytes() == (bundled.out / name).read_bytes(), name


@pytest.mark.parametrize("seconds", [0.5, 2.5, 5.0])
def test_a_killed_build_leaves_the_last_book(bundled: Bundled, root: Path, tmp_path: Path, seconds: float) -> None:
    """Whatever the moment, what was there stays whole, and nothing half made has its name. Nothing kept makes it fast."""
    out = tmp_path / "dist"
    shutil.copytree(bundled.out, out)
    before = {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    process = subprocess.Popen(
        [sys.executable, str(root / "build.py"), str(root / "content"), "--out", str(out)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "MONOGRAPH_CACHE": str(tmp_path / "kept")},
    )  # fmt: skip
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.kill()
    process.wait()
    after = {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file() and ".building" not in str(p)}
    assert after == before
