"""What a person sees on the terminal: problems with their place, progress, and a closing summary."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from monograph.problems import Problem, Problems

STYLES = {"error": "bold red", "warning": "yellow"}


class Terminal:
    """Writes to standard error, so that standard output stays free. Colour only on a terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)
        self._lines: dict[str, list[str]] = {}

    def problems(self, problems: Problems) -> None:
        """Every problem, in order of place, and how many there are."""
        for problem in problems:
            self._problem(problem)
        errors = len(problems.errors)
        told = [_count(errors, "problem"), _count(len(problems) - errors, "warning")]
        self.console.print(", ".join(told) if problems else "no problems", style="bold")

    def _problem(self, problem: Problem) -> None:
        place = problem.location
        at = ":".join(str(part) for part in (place.path, place.line, place.column) if part)
        self.console.print(Text.assemble((at, "bold"), "  ", (problem.severity, STYLES[problem.severity]),
                                         "  ", (problem.code, "dim")))  # fmt: skip
        self.console.print(Text("  " + problem.message))
        excerpt = self._line(place.path, place.line)
        if excerpt:
            start = max(place.column - 60, 0)
            self.console.print(Text.assemble((f"  {place.line:>5} │ ", "dim"), excerpt[start : start + 100]))
            if place.column:
                self.console.print(
                    Text("        │ " + " " * (place.column - 1 - start) + "^", style=STYLES[problem.severity])
                )
        if problem.hint:
            self.console.print(Text.assemble(("  hint: ", "cyan"), problem.hint))
        self.console.print()

    def _line(self, path: str, number: int) -> str:
        if path not in self._lines:
            file = self.folder / path
            text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
            self._lines[path] = text.splitlines()
        lines = self._lines[path]
        return lines[number - 1].expandtabs(1) if 0 < number <= len(lines) else ""

    @contextmanager
    def progress(self, what: str) -> Iterator[Advance]:
        """A bar for long work; nothing where this is no terminal."""
        bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            console=self.console, transient=True, disable=not self.console.is_terminal,
        )  # fmt: skip
        with bar:
            yield Advance(bar, bar.add_task(what, total=None))

    def remarks(self, remarks: Sequence[str]) -> None:
        """What was done otherwise than usual, because it was asked for."""
        for remark in remarks:
            self.console.print(remark)

    def summary(self, written: Mapping[Path, int], figures: Mapping[str, object], seconds: float) -> None:
        """The files that were made, and what a person may want to know of them."""
        for path, size in written.items():
            self.console.print(f"  {path}  {_size(size)}")
        told = [_count(int(str(value)), name.removesuffix("s")) for name, value in figures.items()]
        self.console.print(", ".join([*told, f"{seconds:.1f} seconds"]), style="bold")


class Advance:
    """Tells a progress bar how far the work has come: ``advance(done, of)``."""

    def __init__(self, bar: Progress, task: object) -> None:
        self._bar, self._task = bar, task

    def __call__(self, done: int, of: int) -> None:
        """``done`` units of work out of ``of``."""
        self._bar.update(self._task, completed=done, total=of)  # type: ignore[arg-type]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size // 1000, 1)} kB"
