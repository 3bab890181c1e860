"""The synthetic book as Markdown, from which pandoc makes LaTeX as most authors would have it, by its template.

Page, measure and type are those of the print edition.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from bench.as_latex import index
from bench.synthetic import Block, Chapter, Piece, SyntheticBook
from monograph.pandoc import find_pandoc

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#^~$@|])")
PAGE = "paperwidth=6in,paperheight=9in,top=68pt,bottom=80.5pt,inner=58pt,outer=67.8pt"
FACES = "ItalicFont=LinLibertine_RI.otf,BoldFont=LinLibertine_RB.otf,BoldItalicFont=LinLibertine_RBI.otf"
HEAD = r"\usepackage{multicol}\renewcommand{\normalsize}{\fontsize{10.5pt}{13.5pt}\selectfont}"


def markdown(book: SyntheticBook) -> str:
    """The source; figures are ``figure-<n>.pdf``, the pages of references and of the index are LaTeX's."""
    out = [f'---\ntitle: "{book.title}"\nauthor: "{book.author}"\nlang: en\ntoc: true\n---\n']
    for chapter in book.chapters:
        out.append(f"# {_text(chapter.title)} {{#{chapter.name}}}\n")
        out += [_block(block, chapter) for block in chapter.blocks]
    out.append("# Chronology {#chronology .unnumbered}\n")
    out += [f"{_text(date)}\n\n:   {_text(words)}\n" for date, words in book.events]
    out.append("# Bibliography {#bibliography .unnumbered}\n")
    out += [_pieces(source) + "\n" for source in book.sources]
    out.append(f"# Index {{#index .unnumbered}}\n\n```{{=latex}}\n{index(book)}\n```\n")
    return "\n".join(out)


def pandoc_latex(source: Path, target: Path, fonts: str) -> None:
    """Have pandoc write the LaTeX of a Markdown file."""
    variables = ("documentclass=memoir", f"geometry={PAGE}", "mainfont=LinLibertine_R.otf", f"header-includes={HEAD}")
    options = (f"Path={fonts}/", *FACES.split(","), "Numbers=OldStyle")
    words = [word for variable in variables for word in ("-V", variable)]
    words += [word for option in options for word in ("-V", f"mainfontoptions={option}")]
    subprocess.run([find_pandoc().path, source, "-s", *words, "-o", target], check=True)


def _block(block: Block, chapter: Chapter) -> str:
    text = _pieces(block.pieces).strip()
    match block.kind:
        case "heading":
            return f"## {text} {{#{block.name}}}\n"
        case "quotation":
            return f"> {text}\n"
        case "figure":
            return f"![{text}](figure-{chapter.number}.pdf){{#{block.name} width=300pt}}\n"
        case _:
            return text + "\n"


def _pieces(pieces: tuple[Piece, ...]) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    match piece.kind:
        case "italic":
            return f"*{_text(piece.text)}*"
        case "mark":
            return f"[]{{#{piece.name}}}"
        case "reference":
            return f"[{piece.name.rpartition('-')[2]}](#{piece.name}), p. \\pageref{{{piece.name}}}"
        case "note":
            return f"^[{_pieces(piece.children)}]"
        case _:
            return _text(piece.text)


def _text(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)
