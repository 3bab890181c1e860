"""The synthetic book for XeLaTeX, on the same page and with the same type as the print edition.

Punctuation hangs and references are links, as in the others.
"""

from __future__ import annotations

import re

from bench.synthetic import Block, Chapter, Piece, SyntheticBook

HEAD = r"""\documentclass[10pt,twoside]{book}
\usepackage[paperwidth=6in,paperheight=9in,top=68pt,bottom=80.5pt,inner=58pt,outer=67.8pt]{geometry}
\usepackage{fontspec}
\setmainfont{LinLibertine_R.otf}[Path=FONTS/, ItalicFont=LinLibertine_RI.otf, BoldFont=LinLibertine_RB.otf,
  BoldItalicFont=LinLibertine_RBI.otf, Numbers=OldStyle]
\usepackage{multicol,graphicx,longtable,microtype}
\usepackage[hidelinks]{hyperref}
\renewcommand{\normalsize}{\fontsize{10.5pt}{13.5pt}\selectfont}
\renewcommand{\footnotesize}{\fontsize{8.75pt}{11pt}\selectfont}
\setlength{\parindent}{13.5pt}\tolerance=800\emergencystretch=1em
\begin{document}\normalsize
\frontmatter\tableofcontents\mainmatter
"""


def latex(book: SyntheticBook, fonts: str) -> str:
    """The source; its figures are the files ``figure-<n>.pdf``, its fonts stand in the folder ``fonts``."""
    out = [HEAD.replace("FONTS", fonts)]
    out += [_chapter(chapter) for chapter in book.chapters]
    out.append("\\backmatter\\chapter{Chronology}\n\\begin{longtable}{p{1.4in}p{2.7in}}")
    out += [f"{_text(date)} & {_text(words)} \\\\" for date, words in book.events]
    out.append("\\end{longtable}\n\\chapter{Bibliography}\n")
    out += [_pieces(source) + "\n" for source in book.sources]
    out.append(f"\\chapter{{Index}}\n{index(book)}\n\\end{{document}}\n")
    return "\n".join(out)


def index(book: SyntheticBook) -> str:
    """The headings with the pages of their marks, in two columns."""
    head = "\\begin{multicols}{2}\\footnotesize\\raggedright\\setlength{\\parindent}{0pt}"
    rows = (
        f"{_text(term)}, " + ", ".join(f"\\pageref{{{name}}}" for name in names) + "\\par"
        for term, names in book.index.items()
    )
    return "\n".join((head, *rows, "\\end{multicols}"))


def _chapter(chapter: Chapter) -> str:
    blocks = "\n".join(_block(block, chapter) for block in chapter.blocks)
    return f"\\chapter{{{_text(chapter.title)}}}\\label{{{chapter.name}}}\n\n{blocks}"


def _block(block: Block, chapter: Chapter) -> str:
    text = _pieces(block.pieces).strip()
    match block.kind:
        case "heading":
            return f"\\section*{{{text}}}\\label{{{block.name}}}\n"
        case "quotation":
            return f"\\begin{{quote}}{text}\\end{{quote}}\n"
        case "figure":
            return (
                f"\\begin{{figure}}[htb]\\centering\\includegraphics[width=300pt]{{figure-{chapter.number}.pdf}}\n\n"
                f"{text}\\label{{{block.name}}}\\end{{figure}}\n"
            )
        case _:
            return text + "\n"


def _pieces(pieces: tuple[Piece, ...]) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    match piece.kind:
        case "italic":
            return f"\\emph{{{_text(piece.text)}}}"
        case "mark":
            return f"\\label{{{piece.name}}}"
        case "reference":
            return f"\\hyperref[{piece.name}]{{{piece.name.rpartition('-')[2]}}}, p.~\\pageref{{{piece.name}}}"
        case "note":
            return f"\\footnote{{{_pieces(piece.children)}}}"
        case _:
            return _text(piece.text)


def _text(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text)
