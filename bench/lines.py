"""How even the lines are: this engine beside WeasyPrint, Typst, XeLaTeX and LuaLaTeX, same text, face and measure."""

from __future__ import annotations

import argparse
import html
import importlib.metadata
import json
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from fontTools.ttLib import TTFont

from bench.measuring import measure
from bench.pdf_lines import Sample, lines_of
from bench.synthetic import synthetic_book
from monograph.manuscript import read_book
from monograph.manuscript.checks import nodes
from monograph.model import Paragraph
from monograph.problems import Problems
from monograph.rendering.inlines import plain_text
from monograph.typesetting.fonts import FACES, font_face_css
from monograph.typesetting.lines.figures import figures

ROOT = Path(__file__).resolve().parents[1]
FACE = next(
    face for face in FACES if face.family == "Monograph Serif" and face.style == "normal" and face.weight == 400
)
WIDTH, HEIGHT, LEFT, TOP, MEASURE, SIZE, LINE, INDENT = 432, 648, 63, 68, 306, 10.5, 13.5, 13.5
LEAST = 120
"""Letters of a paragraph; shorter ones have no line to judge."""

COLUMNS = {
    "pages": "pages", "lines": "lines", "mean": "mean", "deviation": "sd", "over_1_5": "> 1.5", "over_2": "> 2",
    "loosest": "max", "hyphenated": "hyphens", "hyphen_runs": "runs", "short_last": "short", "rivers": "rivers",
    "neighbours": "adjacent", "widows": "widows", "orphans": "orphans", "cpu": "CPU s",
}  # fmt: skip
SHARES = {"over_1_5", "over_2", "hyphenated"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this bench."""
    parser.add_argument("--json", type=Path, help="also write the figures to this file")


def run(options: argparse.Namespace) -> int:
    """Set both samples with every engine that is there and print a table for each."""
    found: dict[str, object] = {"machine": machine(), "samples": {}}
    for name, paragraphs in samples().items():
        letters = sum(map(len, paragraphs))
        print(f"\n{name}: {len(paragraphs)} paragraphs, {letters:,} characters, 10.5/13.5 pt, 108 mm")
        print("engine".ljust(26) + "".join(title.rjust(9) for title in COLUMNS.values()))
        rows = {}
        for engine, row in measured(paragraphs):
            rows[engine] = row
            print(engine.ljust(26) + "".join(_shown(key, row[key]).rjust(9) for key in COLUMNS), flush=True)
        found["samples"][name] = {"paragraphs": len(paragraphs), "engines": rows}  # type: ignore[index]
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def _shown(key: str, value: float) -> str:
    if key in SHARES:
        return f"{value:.1%}"
    return (
        f"{value:.3f}" if isinstance(value, float) and key != "cpu" else f"{value:.1f}" if key == "cpu" else str(value)
    )


def machine() -> dict[str, str]:
    """What the figures were made on."""
    names = ("weasyprint", "typst", "pyphen")
    versions = {name: importlib.metadata.version(name) for name in names}
    return {
        "system": platform.platform(),
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        **versions,
    }


def samples() -> dict[str, list[str]]:
    """The paragraphs of the bundled book, without notes, and those of the synthetic book."""
    book = read_book(ROOT / "content", Problems())
    written = [plain_text(node.children) for section in book.sections for node in nodes(section.blocks)
               if isinstance(node, Paragraph)]  # fmt: skip
    made = [
        "".join(piece.text for piece in block.pieces if piece.kind != "note")
        for chapter in synthetic_book(6).chapters
        for block in chapter.blocks
        if block.kind == "paragraph"
    ]
    return {name: [" ".join(text.split()) for text in texts if len(text) >= LEAST]
            for name, texts in (("bundled book", written), ("synthetic book", made))}  # fmt: skip


def measured(paragraphs: Sequence[str]) -> list[tuple[str, dict[str, float]]]:
    """Engine -> its figures; engines that are not installed, or lack a package, are left out, and why is printed."""
    font = TTFont(FACE.path)
    space = font["hmtx"][font.getBestCmap()[32]][0] / font["head"].unitsPerEm * SIZE
    sample = Sample(SIZE, space, LEFT, MEASURE, INDENT)
    rows = []
    for name, (write, command) in ENGINES.items():
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            source, target = write(paragraphs, folder), folder / "out.pdf"
            words = command(source, target)
            if shutil.which(words[0]) is None:
                print(f"{name} is left out: there is no {words[0]} on this machine")
                continue
            try:
                cost = measure(words, folder, cwd=ROOT if words[0] == sys.executable else folder)
            except RuntimeError as error:
                if words[0] == sys.executable:
                    raise
                print(f"{name} is left out: {_why(folder, error)}")
                continue
            lines = lines_of(target, sample)
            rows.append((name, {**figures(lines).rounded(), "pages": 1 + lines[-1].page, "cpu": cost.cpu}))
    return rows


def _why(folder: Path, error: RuntimeError) -> str:
    """Why TeX could not set the sample: a module or package that is not installed, else the last that it said."""
    log = folder / "out.log"
    told = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
    missing = re.search(r"module '([\w-]+)' not found|File `([^']+)' not found", told)
    if missing:
        return f"{missing[1] or missing[2]} of TeX is not installed"
    return str(error).splitlines()[-1].strip()


def as_html(paragraphs: Sequence[str], folder: Path) -> Path:
    """The sample for WeasyPrint and for us."""
    style = (
        f"@page {{ size: {WIDTH}pt {HEIGHT}pt; margin: {TOP}pt {LEFT}pt 80.5pt }}"
        f"body {{ margin: 0; text-align: justify; font: {SIZE}pt/{LINE}pt '{FACE.family}'; hyphens: auto;"
        " font-variant-numeric: oldstyle-nums; hyphenate-limit-chars: 5 2 3; widows: 2; orphans: 2 }"
        f"p {{ margin: 0; text-indent: {INDENT}pt }}"
    )
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    path = folder / "sample.html"
    path.write_text(
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sample</title>'
        f"<style>{font_face_css()}{style}</style></head><body>{body}</body></html>",
        encoding="utf-8",
    )
    return path


def as_typst(paragraphs: Sequence[str], folder: Path) -> Path:
    """The sample for Typst."""
    head = (
        f'#set text(font: "Linux Libertine O", size: {SIZE}pt, lang: "en", hyphenate: true, number-type: "old-style")\n'
        f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: (top: {TOP}pt, bottom: 80.5pt, x: {LEFT}pt))\n"
        f"#set par(justify: true, first-line-indent: (amount: {INDENT}pt, all: true),"
        " leading: 6.6pt, spacing: 6.6pt)\n\n"
    )
    path = folder / "sample.typ"
    path.write_text(head + "\n\n".join(re.sub(r"([\\#$*_`<>@\[\]~/=+\-])", r"\\\1", t) for t in paragraphs), "utf-8")
    return path


def as_latex(microtype: bool) -> Callable[[Sequence[str], Path], Path]:
    """The sample for XeLaTeX, or for LuaLaTeX with microtype at 1.5 %."""

    def write(paragraphs: Sequence[str], folder: Path) -> Path:
        extra = (
            r"\usepackage[protrusion=true,expansion=true,stretch=15,shrink=15,step=1]{microtype}" if microtype else ""
        )
        head = (
            r"\documentclass[10pt]{article}"
            rf"\usepackage[paperwidth={WIDTH}bp,paperheight={HEIGHT}bp,top={TOP}bp,left={LEFT}bp,textwidth={MEASURE}bp,"
            r"textheight=499.5bp,noheadfoot]{geometry}\usepackage{fontspec}"
            rf"\setmainfont{{{FACE.path.name}}}[Path={FACE.path.parent}/,Numbers=OldStyle]{extra}"
            rf"\setlength{{\parindent}}{{{INDENT}bp}}\tolerance=800\emergencystretch=1em\pagestyle{{empty}}"
            rf"\begin{{document}}\fontsize{{{SIZE}bp}}{{{LINE}bp}}\selectfont" + "\n"
        )
        escaped = (re.sub(r"([#$%&_{}])", r"\\\1", text.replace("\\", "")) for text in paragraphs)
        path = folder / "sample.tex"
        path.write_text(head + "\n\n".join(escaped) + "\n\\end{document}\n", encoding="utf-8")
        return path

    return write


def _python(module: str, *more: str) -> Callable[[Path, Path], list[str]]:
    return lambda source, target: [sys.executable, "-m", module, str(source), str(target), *more]


def _latex(program: str) -> Callable[[Path, Path], list[str]]:
    return lambda source, target: [program, "-interaction=batchmode", "-jobname=out", source.name]


Engine = tuple[Callable[[Sequence[str], Path], Path], Callable[[Path, Path], list[str]]]
ENGINES: Mapping[str, Engine] = {
    "ours": (as_html, _python("bench.one_sample")),
    "WeasyPrint": (as_html, _python("bench.one_weasyprint")),
    "Typst": (as_typst, _python("bench.one_typst", str(FACE.path.parent))),
    "XeLaTeX": (as_latex(False), _latex("xelatex")),
    "LuaLaTeX, microtype": (as_latex(True), _latex("lualatex")),
}
"""Name -> what writes the sample, and the command that sets it."""
