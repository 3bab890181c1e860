"""The bench measures what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import lines
from bench.as_html import bodies, units_json, whole
from bench.as_latex import latex
from bench.as_markdown import markdown
from bench.as_typst import typst
from bench.lines import as_html
from bench.measuring import measure, notes_in
from bench.open_pages import HREF, PAGE, closed
from bench.synthetic import chapters_for, synthetic_book
from tests.layout.pages import page


def test_the_book_is_the_same_every_time_and_as_long_as_asked_for() -> None:
    """Same chapters, same text; about fifty notes in each."""
    one, other = synthetic_book(3), synthetic_book(3)
    assert one == other
    assert 100 < one.notes < 200
    assert [chapters_for(pages) for pages in (75, 150, 300, 600)] == [5, 10, 21, 42]


def test_a_changed_note_changes_one_unit_and_the_text_of_no_other() -> None:
    """One sentence more in one note."""
    before, after = (bodies(synthetic_book(2, longer)) for longer in (0, 20))
    changed = [a.unit.key for a, b in zip(before, after, strict=True) if a.html != b.html]
    assert changed == ["chapter-1"]


def test_every_form_has_every_note() -> None:
    """Each with the number that is looked for in the PDF, and the words before its call."""
    book = synthetic_book(2)
    forms = (whole(book), typst(book).replace("\\", ""), latex(book, "fonts"), markdown(book).replace("\\", ""))
    for text in forms:
        for number in range(1, book.notes + 1):
            assert f"[{number}]" in text and f"({number})" in text


def test_pages_and_links_are_filled_in() -> None:
    """Nothing stays open in a document."""
    unit = bodies(synthetic_book(2))[0]
    html = closed(unit.html, {"chapter-1": "47"}, "#")
    assert unit.unit.key in units_json(synthetic_book(2))
    assert ">47</a>" in html and ">000</a>" in html
    assert PAGE not in html and HREF not in html


def test_a_command_costs_what_it_takes(tmp_path: Path) -> None:
    """Processor time and memory of the whole process."""
    import sys

    cost = measure([sys.executable, "-c", "print(sum(x * x for x in range(2_000_000)))"], tmp_path)
    assert 0.05 < cost.cpu < 20 and cost.peak > 5
    assert cost.said.strip().isdigit()


def test_notes_that_are_missing_late_early_or_doubled_are_counted(tmp_path: Path) -> None:
    """One page for each line."""
    from weasyprint import HTML

    lines = ["(1) [1] (2)", "[2] (3) [4]", "(4) [5]", "(5) [6] (6)", "[6]"]
    body = "".join(f'<p style="break-after: page">{line}</p>' for line in lines)
    HTML(string=page(body)).write_pdf(tmp_path / "x.pdf")
    seen = notes_in(tmp_path / "x.pdf", 6)
    assert (seen.lost, seen.doubled, seen.early, seen.late) == (1, 1, 2, 1)


def test_an_engine_that_is_left_out_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that is not there, and one that lacks a module."""

    def failing(source: Path, target: Path) -> list[str]:
        log = f"open({str(target.with_suffix('.log'))!r}, 'w').write(\"module 'luaotfload-main' not found:\")"
        return ["python3", "-c", f"{log}; raise SystemExit(1)"]

    engines = {"No TeX": (as_html, lambda source, target: ["no-such-tex"]), "LuaTeX": (as_html, failing)}
    monkeypatch.setattr(lines, "ENGINES", engines)
    assert lines.measured(["One."]) == []
    assert capsys.readouterr().out.splitlines() == [
        "No TeX is left out: there is no no-such-tex on this machine",
        "LuaTeX is left out: luaotfload-main of TeX is not installed",
    ]
