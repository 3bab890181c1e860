"""What is told of the lines of a real layout, the tinted PDF, greedy lines, and an engine of another version."""

from __future__ import annotations

import io

import pikepdf
import pytest
import weasyprint

from bench.pdf_lines import Sample, lines_of
from monograph.editions.pdf import GREEDY
from monograph.typesetting import patches
from monograph.typesetting.lines.figures import figures
from monograph.typesetting.lines.measures import set_lines
from monograph.typesetting.lines.overlay import tinted
from monograph.typesetting.units import LaidOut
from tests.layout.pages import laid, note, words
from tests.layout.test_lines import letters_of

PARAGRAPHS = "".join(
    f'<p id="p{n}">{words(70 + n, 3 * n)}{note(f"n{n}", n, words(22, n))} {words(9, n)}</p>' for n in range(12)
)
NOTES = [f"n{n}" for n in range(12)]
INDENTED = "p { text-indent: 12pt } @page { size: 340pt 400pt }"


def test_the_figures_of_the_pages_are_those_of_the_pdf(tmp_path: object) -> None:
    """Boxes and finished file are measured independently and agree, paragraph by paragraph."""
    body = "".join(f"<p>{words(80, 7 * n)}</p>" for n in range(9))
    made = laid(body, css=INDENTED)
    path = f"{tmp_path}/lines.pdf"
    made.document.write_pdf(path)
    boxes = figures(set_lines(made.document.pages))
    from_file = figures(lines_of(path, Sample(10, 2.5, 20, 300, 12)))  # type: ignore[arg-type]
    assert (boxes.paragraphs, boxes.lines) == (from_file.paragraphs, from_file.lines) == (9, boxes.lines)
    assert boxes.hyphenated == from_file.hyphenated
    assert boxes.mean == pytest.approx(from_file.mean, abs=0.02)
    assert boxes.deviation == pytest.approx(from_file.deviation, abs=0.02)
    assert (from_file.overfull, from_file.unfilled, from_file.short_last) == (0, 0, 0)


def test_composed_lines_are_more_even_than_greedy_ones() -> None:
    """On the same text: less than half the deviation, no loose line where the greedy breaker has many."""
    composed = figures(set_lines(laid(PARAGRAPHS, NOTES, INDENTED).document.pages))
    greedy = figures(set_lines(laid(PARAGRAPHS, NOTES, INDENTED + GREEDY).document.pages))
    assert greedy.greedy == greedy.paragraphs == composed.paragraphs == 24
    assert composed.greedy == 0
    assert composed.deviation < 0.6 * greedy.deviation
    assert composed.over_1_5 < 0.2 * greedy.over_1_5
    assert (composed.hyphen_runs, composed.widows, composed.orphans, composed.short_last) == (0, 0, 0, 0)


def structure(made: LaidOut) -> list[str]:
    """The tags of the PDF in order, without the spans of which a line more or less has more or fewer."""
    with pikepdf.open(io.BytesIO(made.document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True))) as pdf:
        found: list[str] = []

        def visit(element: pikepdf.Object) -> None:
            kids = element.get("/K")
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    if str(kid.S) not in ("/Span", "/NonStruct"):
                        found.append(str(kid.S))
                    visit(kid)

        visit(pdf.Root.StructTreeRoot)
        return found


def targets(made: LaidOut) -> list[str]:
    """What the links lead to, in order; a link over two lines once."""
    with pikepdf.open(io.BytesIO(made.document.write_pdf())) as pdf:
        found = [str(a.get("/Dest") or a.A.URI) for page in pdf.pages for a in page.get("/Annots", ())]
    return [name for n, name in enumerate(found) if n == 0 or found[n - 1] != name]


def test_letters_tags_and_links_are_those_of_greedy_lines() -> None:
    """Only where lines end is another matter."""
    body = "".join(
        f'<h2 id="h{n}">Heading</h2><p id="p{n}">{words(30, n)} <a href="#h{(n + 3) % 8}">{words(9, n)}</a> <em>{words(12, n)}</em></p>'
        f'<ul><li id="l{n}">{words(25, n)} <a href="https://example.org/{n}">there</a></li></ul>' for n in range(8)
    )  # fmt: skip
    composed, greedy = laid(body), laid(body, css=GREEDY)
    assert letters_of(composed) == letters_of(greedy)
    assert structure(composed) == structure(greedy)
    assert targets(composed) == targets(greedy)
    assert composed.map.first_page.keys() == greedy.map.first_page.keys()


def test_loose_tight_and_greedy_lines_are_tinted() -> None:
    """The pages are the same but for coloured ground under lines that stand out, as an artifact."""
    made = laid(PARAGRAPHS, NOTES, INDENTED + GREEDY)
    lines = set_lines(made.document.pages)
    content = made.document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    with pikepdf.open(io.BytesIO(content)) as plain, pikepdf.open(io.BytesIO(tinted(content, {0: lines}))) as pdf:
        assert len(pdf.pages) == len(plain.pages)
        drawn = pdf.pages[0].Contents[0].read_bytes()
        assert drawn.startswith(b"/Artifact BMC q /Tint gs") and drawn.endswith(b"Q EMC")
        assert drawn.count(b" re f") == len(lines)
        assert "/Tint" in pdf.pages[0].Resources.ExtGState
        assert not isinstance(pdf.pages[1].Contents, pikepdf.Array)


def test_another_engine_sets_the_book_with_its_own_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """With another version nothing is composed, that is told once, and every letter and note is there."""
    body = "".join(f'<p id="p{n}">{words(40, n)}</p>' for n in range(6))
    expected = letters_of(laid(body))
    for patch in patches.PATCHES:
        for wrap in patch.WRAPS:
            monkeypatch.setattr(wrap.owner, wrap.name, wrap.stock)
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    told: list[str] = []
    monkeypatch.setattr(patches.LOGGER, "warning", lambda message, *values: told.append(message % values))
    patches.install.cache_clear()
    try:
        made = laid(body)
        laid(body)
        assert len(told) == 1 and "composed_lines" in told[0]
        assert figures(set_lines(made.document.pages)).greedy == 6
        assert letters_of(made) == expected
        assert made.map.unread == []
    finally:
        monkeypatch.undo()  # what was wrapped is wrapped again
        patches.install.cache_clear()
        for patch in patches.PATCHES:
            for wrap in patch.WRAPS:
                monkeypatch.setattr(wrap, "apply", lambda: None)
        patches.install()
        monkeypatch.undo()
