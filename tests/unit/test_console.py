"""What a person sees: each problem with its place and line, and a summary."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rich.console import Console

from monograph.console import Terminal
from monograph.model import Location
from monograph.problems import Problems


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manuscript with one chapter: a short line, a line with Armenian, and a long one."""
    (tmp_path / "one.md").write_text("# One\n\tՍյունիք [x](#nowhere)\n" + "word " * 100 + "@here " + "more " * 50)
    return tmp_path


def told(folder: Path, problems: Problems, capsys: pytest.CaptureFixture[str]) -> str:
    """What is written on standard error; standard output stays empty."""
    Terminal(folder).problems(problems)
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_a_problem_is_told_with_place_line_caret_and_hint(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File, line, column, severity, code, message, the line itself with a caret below the column, the hint."""
    problems = Problems()
    problems.add("reference-unknown", "no [bold]#nowhere", Location("one.md", 2, 10), "did you mean “here”?")
    assert told(folder, problems, capsys).splitlines() == [
        "one.md:2:10  error  reference-unknown",
        "  no [bold]#nowhere",
        "      2 │  Սյունիք [x](#nowhere)",
        "        │          ^",
        "  hint: did you mean “here”?",
        "",
        "1 problem, 0 warnings",
    ]


def test_problems_are_told_in_order_and_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All problems at once, by file and line; warnings are counted apart."""
    problems = Problems()
    problems.add("source-unused", "c", Location("references.yaml", 7))
    problems.add("note-missing", "b", Location("one.md", 12, 1))
    problems.add("note-unused", "a", Location("one.md", 3, 1))
    lines = told(folder, problems, capsys).splitlines()
    assert [line for line in lines if line in ("  a", "  b", "  c")] == ["  a", "  b", "  c"]
    assert "references.yaml:7  warning  source-unused" in lines
    assert lines[-1] == "2 problems, 1 warning"


def test_a_long_line_is_cut_around_its_problem(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a paragraph in one line only the surroundings are shown, and the caret stands under the right letter."""
    problems = Problems()
    problems.add("citation-handle", "x", Location("one.md", 3, 501))
    lines = told(folder, problems, capsys).splitlines()
    excerpt, caret = lines[2], lines[3]
    assert len(excerpt) <= 110
    assert excerpt[caret.index("^") :].startswith("@here")


@pytest.mark.parametrize("place", [Location(""), Location("gone.md", 3, 1), Location("one.md", 99, 1)])
def test_a_problem_without_a_line_is_told_without_one(
    folder: Path, capsys: pytest.CaptureFixture[str], place: Location
) -> None:
    """A file that is not there, or a line past its end, is no fault of the program."""
    problems = Problems()
    problems.add("file-missing", "not there", place)
    assert "│" not in told(folder, problems, capsys)


def test_no_problems_are_told_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``check`` says so when there is nothing wrong."""
    assert told(folder, Problems(), capsys) == "no problems\n"


def test_colour_only_on_a_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file or pipe gets no escape sequences, a terminal does."""
    problems = Problems()
    problems.add("note-missing", "b", Location("one.md", 1, 1))
    assert "\x1b" not in told(folder, problems, capsys)
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = Terminal(folder)
    terminal.console = Console(file=sys.stderr, force_terminal=True, color_system="standard")
    terminal.problems(problems)
    assert "\x1b[" in capsys.readouterr().err


def test_the_summary_names_files_and_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file with its size as it is named, brackets and all, then pages, words, notes and seconds."""
    Terminal(folder).summary(
        {Path("dist/[new]/b.pdf"): 2_340_000, Path("dist/b.json"): 90}, {"pages": 1, "words": 12345}, 3.21
    )
    assert capsys.readouterr().err.splitlines() == [
        "  dist/[new]/b.pdf  2.3 MB",
        "  dist/b.json  1 kB",
        "1 page, 12,345 words, 3.2 seconds",
    ]


def test_progress_is_quiet_where_there_is_no_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a log there is no bar."""
    with Terminal(folder).progress("setting pages") as advance:
        advance(1, 2)
    assert capsys.readouterr().err == ""
