"""The print style on real pages: what stands in the margins, and that the layout understands every rule."""

import logging

import pytest
import weasyprint

from monograph.model import (
    Apparatus,
    BlockQuote,
    Book,
    Call,
    Cell,
    Division,
    FormattedNote,
    Heading,
    List,
    ListItem,
    Location,
    Metadata,
    NoteCall,
    Paragraph,
    Section,
    Settings,
    Table,
    Target,
    Text,
    ThematicBreak,
)
from monograph.rendering import print_document, render_sections

HERE = Location("chapter.md", 1, 1)
MARGINS = ("@top-left", "@top-center", "@top-right", "@bottom-center")
LINE = 13.5 / 0.75
"""The line of the text in CSS pixels."""


def paragraph(number):
    """A paragraph of some lines."""
    text = "Enough words to fill a line of the book and to go on in the next one of it. " * 3
    return Paragraph(f"one-p{number}", (Text(text, HERE),), HERE)


def table(id, caption):
    """A table of three rows."""
    cells = [(Cell(f"{id}-r{row}c1", (Text("1897", HERE),)),) for row in range(3)]
    return Table(id, cells[0], tuple(cells[1:]), (Text("Caption", HERE),) if caption else (), HERE)


def pages_of(kind, first_page, numbering, paragraphs=40, blocks=()):
    """The laid-out pages of a section whose title calls a note."""
    title = (Text("A Title", HERE), NoteCall("one-call1", "one-fn-1", HERE))
    blocks = (*map(paragraph, range(paragraphs)), *blocks)
    section = Section("one", kind, "body", title, "", HERE, blocks=blocks)
    book = Book(Metadata("b", "The Book", "", (), "en", "2026"), Settings(), (section,))
    note = FormattedNote("one-fn-1", "one", "", "1", blocks[:1], ("one-call1",), (), HERE)
    calls = {"one-call1": Call("one-call1", "one-fn-1", "1")}
    apparatus = Apparatus(
        {"one": "1"}, {"one": (note,)}, calls, {}, (), {"one-t1": Target("one-t1", "table", "table 1", "one")}, ()
    )
    body = render_sections(book, apparatus, "print", {}, lambda id: f"#{id}")["one"]
    return weasyprint.HTML(string=print_document(body, book, section, first_page, numbering)).render().pages


def texts(box):
    """The words of a box, run by run."""
    if hasattr(box, "text"):
        return [box.text]
    return [text for child in getattr(box, "children", ()) for text in texts(child)]


def margins(page):
    """Margin box -> its words."""
    boxes = {box.at_keyword: "".join(texts(box)) for box in page._page_box.children if hasattr(box, "at_keyword")}
    return tuple(boxes.get(name, "") for name in MARGINS)


def baselines(page):
    """Distances of the lines of text from the top of the text block, in lines."""
    root, found = page._page_box.children[0], []

    def walk(box):
        if type(box).__name__ == "LineBox" and box.element_tag == "p":
            found.append((box.position_y - root.content_box_y()) / LINE)
        for child in getattr(box, "children", ()):
            walk(child)

    walk(root)
    return found


@pytest.fixture(autouse=True)
def silence(caplog):
    """Nothing that the layout says goes unseen."""
    yield
    assert [r.getMessage() for r in caplog.records if r.name == "weasyprint" and r.levelno >= logging.WARNING] == []


def test_running_heads_and_folios():
    """The opening has its folio at the foot; versos name the book, rectos the chapter without its note."""
    assert [margins(page) for page in pages_of("chapter", 7, "arabic")[:3]] == [
        ("", "", "", "7"),
        ("8", "The Book", "", ""),
        ("", "A Title", "9", ""),
    ]


def test_roman_numbers_and_a_verso_opening():
    """Front matter counts in roman figures; a section that begins on an even page begins on a verso."""
    first, second = pages_of("preface", 4, "roman", paragraphs=20)[:2]
    assert margins(first) == ("", "", "", "iv")
    assert margins(second) == ("", "A Title", "v", "")
    assert first._page_box.page_type.side == "left"


def test_display_pages_are_bare():
    """A dedication has neither head nor folio."""
    assert margins(pages_of("dedication", 5, "roman", paragraphs=1)[0]) == ("", "", "", "")


BLOCKS = {
    "paragraphs": (),
    "quotation": (BlockQuote("one-q1", (paragraph(101), paragraph(102)), HERE),),
    "headings": (Heading("one-h1", 2, (Text("A", HERE),), HERE), Heading("one-h2", 3, (Text("B", HERE),), HERE)),
    "list": (List("one-l1", (ListItem("one-l1-1", (paragraph(101),)),), 1, HERE),),
    "break": (ThematicBreak("one-b1", HERE),),
    "verse": (Division("one-d1", "verse", (paragraph(101),), HERE),),
    "document": (Division("one-d1", "document", (paragraph(101),), HERE),),
    "table": (table("one-t1", caption=True),),
    "table without caption": (table("one-t1", caption=False),),
}


@pytest.mark.parametrize("blocks", BLOCKS.values(), ids=BLOCKS)
def test_lines_stand_on_the_grid(blocks):
    """Every line of text stands a whole number of lines below the top, also behind what interrupts the text."""
    pages = pages_of("chapter", 1, "arabic", paragraphs=3, blocks=(*blocks, *map(paragraph, range(200, 210))))
    lines = [line for page in pages for line in baselines(page)]
    assert len(lines) > 30
    assert {round(line % 1, 2) % 1 for line in lines} == {0}
