"""This engine beside WeasyPrint as one document, Typst and XeLaTeX, on the same text."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.as_html import units_json, whole
from bench.as_latex import latex
from bench.as_markdown import markdown, pandoc_latex
from bench.as_typst import typst
from bench.measuring import Cost, measure, notes_in
from bench.synthetic import SyntheticBook, chapters_for, picture, synthetic_book

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "assets" / "fonts" / "linux-libertine"
WATCHING = "one note changed while watching"
OURS = ("cold", "map known", "one note changed", "nothing changed", WATCHING)
LONGER_NOTE = 100
LATEX = {
    "XeLaTeX": ("hyperref.sty", "pzdr.tfm"),
    "XeLaTeX by pandoc": ("memoir.cls", "lmodern.sty", "unicode-math.sty"),
}
"""What each of them needs of TeX Live besides the usual; it is left out where that is not."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--pages", default="75,150,300,600", help="sizes, in pages (75,150,300,600)")
    parser.add_argument("--repeat", default=3, type=int, help="runs of each, of which the median counts (3)")
    parser.add_argument("--jobs", default=0, type=int, help="processes of this engine (one for each core)")
    parser.add_argument("--json", type=Path, help="write the records to this file")


def run(options: argparse.Namespace) -> int:
    """Measure every size, print a table each, write the records."""
    records: list[dict[str, object]] = []
    for pages in map(int, options.pages.split(",")):
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            found = _size(Path(name), pages, options.repeat, options.jobs)
        records += found
        print(_table(pages, found), flush=True)
        if options.json:
            options.json.write_text(json.dumps(records, indent=1) + "\n", encoding="utf-8")
    return 0


def write_book(folder: Path, book: SyntheticBook) -> None:
    """The book in every form, in one folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "units.json").write_text(units_json(book), encoding="utf-8")
    (folder / "book.html").write_text(whole(book), encoding="utf-8")
    (folder / "book.typ").write_text(typst(book), encoding="utf-8")
    (folder / "book.tex").write_text(latex(book, str(FONTS)), encoding="utf-8")
    (folder / "book.md").write_text(markdown(book), encoding="utf-8")
    for chapter in book.chapters:
        (folder / f"figure-{chapter.number}.svg").write_text(picture(chapter.number), encoding="utf-8")


def _size(folder: Path, pages: int, repeat: int, jobs: int) -> list[dict[str, object]]:
    """One record for each system; all are run in turn, so that what else the machine does falls on all of them."""
    book, chapters = folder / "book", chapters_for(pages)
    synthetic = synthetic_book(chapters)
    write_book(book, synthetic)
    for name, note in (("changed", 0), ("watched", 20), ("watched again", 40)):
        (book / f"{name}.json").write_text(units_json(synthetic_book(chapters, LONGER_NOTE + note)), encoding="utf-8")
    costs: dict[str, list[Cost]] = {}
    for _ in range(repeat):
        for system, cost in _round(folder, book, jobs):
            costs.setdefault(system, []).append(cost)
    return [_record(system, folder, pages, synthetic.notes, costs[system]) for system in costs]


def _round(folder: Path, book: Path, jobs: int) -> Iterator[tuple[str, Cost]]:
    cache = folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)

    def ours(name: str, units: str) -> tuple[str, Cost]:
        target = folder / f"{name}.pdf"
        command = [sys.executable, "-m", "bench.ours", str(book / units), str(cache), str(target), str(jobs)]
        return name, measure(command, folder, ROOT)

    cold = ours("cold", "units.json")
    yield cold
    _keep_map_alone(cache, json.loads(cold[1].said)["map"])
    yield ours("map known", "units.json")
    yield ours("one note changed", "changed.json")
    yield ours("nothing changed", "changed.json")
    again = [str(book), str(cache), str(folder / f"{WATCHING}.pdf"), str(jobs)]
    told = measure([sys.executable, "-m", "bench.watching", *again], folder, ROOT)
    yield WATCHING, Cost(**json.loads(told.said), said="")
    for name, command in _others(folder, book):
        yield name, measure(command, folder, book if name in LATEX else ROOT)


def _keep_map_alone(cache: Path, name: str) -> None:
    for path in cache.glob("??/*"):
        if path.name != name:
            path.unlink()


def _others(folder: Path, book: Path) -> Iterator[tuple[str, list[str]]]:
    def python(module: str, *words: str) -> list[str]:
        return [sys.executable, "-m", module, *words]

    yield "Typst", python("bench.one_typst", str(book / "book.typ"), str(folder / "Typst.pdf"), str(FONTS))
    html = str(book / "book.html")
    yield "WeasyPrint, one document", python("bench.one_weasyprint", html, str(folder / "WeasyPrint, one document.pdf"))
    for name in _with_latex():
        source = _latex_source(name, book)
        for left in folder.glob(f"{name}.*"):
            left.unlink()
        words = ["-g", "-xelatex", "-interaction=batchmode", f"-outdir={folder}", f"-jobname={name}", source]
        yield name, ["latexmk", *words]


def _with_latex() -> list[str]:
    if not all(map(shutil.which, ("latexmk", "xelatex", "kpsewhich"))):
        return []

    def found(needed: tuple[str, ...]) -> bool:
        return all(subprocess.run(["kpsewhich", name], stdout=subprocess.DEVNULL).returncode == 0 for name in needed)

    return [name for name, needed in LATEX.items() if found((*LATEX["XeLaTeX"], *needed))]


def _latex_source(name: str, book: Path) -> str:
    """The file to set, with its figures, made before the clock runs."""
    _figures_for_latex(book)
    if name == "XeLaTeX":
        return "book.tex"
    if not (book / "pandoc.tex").exists():
        pandoc_latex(book / "book.md", book / "pandoc.tex", str(FONTS))
    return "pandoc.tex"


def _figures_for_latex(book: Path) -> None:
    """Before the clock runs: LaTeX reads no SVG."""
    from weasyprint import HTML

    for figure in book.glob("figure-*.svg"):
        style = "<style>@page{size:400px 260px;margin:0}svg{display:block}</style>"
        target = figure.with_suffix(".pdf")
        if not target.exists():
            HTML(string=style + figure.read_text(encoding="utf-8")).write_pdf(target)


def _record(system: str, folder: Path, pages: int, notes: int, costs: list[Cost]) -> dict[str, object]:
    seen = notes_in(folder / f"{system}.pdf", notes)
    middle: Callable[[Iterator[float]], float] = statistics.median
    return {
        "system": f"this engine, {system}" if system in OURS else system,
        "pages": pages,
        "pages_set": seen.pages,
        "notes": notes,
        "cpu_s": round(middle(cost.cpu for cost in costs), 2),
        "wall_s": round(middle(cost.wall for cost in costs), 2),
        "peak_mb": round(max(cost.peak for cost in costs)),
        "notes_lost": seen.lost,
        "notes_doubled": seen.doubled,
        "notes_early": seen.early,
        "notes_late": seen.late,
    }


def _table(pages: int, records: list[dict[str, object]]) -> str:
    """Times, and how they stand to Typst's, as Markdown."""
    typst = next(record for record in records if record["system"] == "Typst")
    head = ("", "pages", "CPU s", "x Typst", "wall s", "x Typst", "peak MB", "notes", "lost", "doubled", "late")
    rows = [
        (
            r["system"], r["pages_set"], r["cpu_s"], _ratio(r, typst, "cpu_s"), r["wall_s"], _ratio(r, typst, "wall_s"),
            r["peak_mb"], r["notes"], r["notes_lost"], r["notes_doubled"], r["notes_late"],
        )
        for r in records
    ]  # fmt: skip
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (head, ("---",) * len(head), *rows)]
    return f"\n**{pages} pages** ({os.cpu_count()} cores)\n\n" + "\n".join(lines)


def _ratio(record: dict[str, object], other: dict[str, object], name: str) -> str:
    return f"{float(str(record[name])) / float(str(other[name])):.2f}"
