"""The printed edition of a small book, as other programs see it."""

from __future__ import annotations

import json
import subprocess

import pikepdf
import pypdfium2

from tests.conftest import needs
from tests.editions.built import Built


def test_qpdf_finds_nothing(small: Built) -> None:
    """The file is sound."""
    needs("qpdf")
    done = subprocess.run(["qpdf", "--check", str(small.pdf)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_font_is_embedded_and_ours(small: Built) -> None:
    """Nothing depends on the fonts of the reader's machine, and none came from ours."""
    needs("pdffonts")
    lines = subprocess.run(
        ["pdffonts", str(small.pdf)], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert lines
    for line in lines:
        assert "+Monograph-" in line and line.split()[-5] == "yes", line


def test_pages_are_numbered_as_they_are_printed(small: Built) -> None:
    """Page labels: roman, then arabic from 1 on a right-hand page."""
    starts = json.loads(small.pages.read_text(encoding="utf-8"))["starts"]
    labels = [s["label"] for s in starts]
    pdf = pypdfium2.PdfDocument(small.pdf)
    assert [pdf.get_page_label(n) for n in range(len(pdf))] == labels
    assert labels[0] == "i" and labels.index("1") % 2 == 0


def test_the_contents_print_the_pages_their_links_go_to(small: Built) -> None:
    """Every link of the contents lands on the page whose number stands at its end."""
    with pikepdf.open(small.pdf) as pdf:
        numbers = {page.objgen: n for n, page in enumerate(pdf.pages)}
        names = {str(k): v for k, v in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        labels = [s["label"] for s in json.loads(small.pages.read_text(encoding="utf-8"))["starts"]]
        text = pypdfium2.PdfDocument(small.pdf)
        contents = next(
            n for n in range(len(pdf.pages)) if text[n].get_textpage().get_text_range().startswith("Contents")
        )
        seen = 0
        for link in pdf.pages[contents].Annots:
            _, bottom, _, top = (float(x) for x in link.Rect)
            line = text[contents].get_textpage().get_text_bounded(left=40, bottom=bottom, right=400, top=top)
            target = labels[numbers[names[str(link.get("/Dest", "") or link.A.D)][0].objgen]]
            assert line.split()[-1] == target, line
            seen += 1
        assert seen >= 5


def test_the_outline_names_parts_without_note_numbers(small: Built) -> None:
    """Bookmarks for the parts of the book."""
    with pikepdf.open(small.pdf) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert {"Preface", "1 One", "2 Two", "Chronology", "Bibliography"} <= set(titles)


def test_metadata_and_tags_are_there(small: Built) -> None:
    """Title, author, language, structure; running heads are artifacts; the identifier holds nothing of the clock."""
    with pikepdf.open(small.pdf) as pdf:
        assert str(pdf.docinfo["/Title"]) == "A Small Book: With Notes"
        assert str(pdf.docinfo["/Author"]) == "Jane Doe"
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked)
        page = pdf.pages[len(pdf.pages) // 2]
        operators = [(str(i.operator), [str(o) for o in i.operands]) for i in pikepdf.parse_content_stream(page)]
    assert any(name == "BDC" and operands[0] == "/Artifact" for name, operands in operators)


def test_no_text_is_painted_outside_of_marked_content(small: Built) -> None:
    """Everything on a page is either tagged or an artifact."""
    with pikepdf.open(small.pdf) as pdf:
        for number, page in enumerate(pdf.pages):
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
                name = str(instruction.operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                assert depth or name not in ("Tj", "TJ"), number


def test_copied_text_has_no_false_hyphens(small: Built) -> None:
    """A hyphen at a line's end that the layout set is a soft one."""
    needs("pdftotext")
    text = subprocess.run(["pdftotext", str(small.pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "\u2010" not in text
