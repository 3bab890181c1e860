"""The synthetic book for Typst, on the same page and with the same type as the print edition."""

from __future__ import annotations

import re

from bench.synthetic import Block, Chapter, Piece, SyntheticBook

HEAD = """#set document(title: "{title}", author: "{author}")
#set text(font: "Linux Libertine O", size: 10.5pt, lang: "en", hyphenate: true, number-type: "old-style")
#set page(width: 6in, height: 9in, margin: (top: 68pt, bottom: 80.5pt, inside: 58pt, outside: 67.8pt),
  header: context {{
  let number = counter(page).get().first()
  let heads = query(heading.where(level: 1).before(here()))
  set text(9.5pt)
  if heads.len() > 0 {{
    if calc.odd(number) [#h(1fr)#smallcaps(heads.last().body)#h(1fr)#number]
    else [#number#h(1fr)#smallcaps[{title}]#h(1fr)]
  }}
}})
#set par(justify: true, first-line-indent: 13.5pt, leading: 6.6pt, spacing: 6.6pt)
#show heading.where(level: 1): it => {{
  pagebreak(weak: true, to: "odd"); counter(footnote).update(0)
  set text(22pt, weight: "regular", hyphenate: false); v(67.5pt); block(it); v(54pt)
}}
#show heading.where(level: 2): it => {{ set text(12pt, weight: "regular"); v(20pt); block(smallcaps(it.body)); v(7pt) }}
#show footnote.entry: set text(8.75pt)
#show footnote.entry: set par(leading: 4.9pt)
#show quote: set text(9.75pt)
#let page-of(name) = link(name, context str(counter(page).at(name).first()))
#outline(depth: 1)
"""


def typst(book: SyntheticBook) -> str:
    """The source; its figures are the files ``figure-<n>.svg``."""
    out = [HEAD.format(title=book.title, author=book.author)]
    out += [_chapter(chapter) for chapter in book.chapters]
    out.append("= Chronology <chronology>\n#table(columns: (1.4in, 1fr), stroke: none,")
    out += [f"[{_text(date)}],[{_text(words)}]," for date, words in book.events]
    out.append(")\n= Bibliography <bibliography>\n")
    out += [_pieces(source) + "\n" for source in book.sources]
    out.append("= Index <index>\n#set text(9pt)\n#columns(2)[")
    for term, names in book.index.items():
        out.append(f"{_text(term)}, " + ", ".join(f"#page-of(<{name}>)" for name in names) + "\n")
    out.append("]")
    return "\n".join(out)


def _chapter(chapter: Chapter) -> str:
    blocks = "\n".join(_block(block, chapter) for block in chapter.blocks)
    return f"= {_text(chapter.title)} <{chapter.name}>\n\n{blocks}"


def _block(block: Block, chapter: Chapter) -> str:
    text = _pieces(block.pieces).strip()
    match block.kind:
        case "heading":
            return f"== {text} <{block.name}>\n"
        case "quotation":
            return f"#quote(block: true)[{text}]\n"
        case "figure":
            file = f'image("figure-{chapter.number}.svg", width: 300pt, alt: "A map")'
            return f"#figure({file}, caption: [{text}], numbering: none, outlined: false) <{block.name}>\n"
        case _:
            return text + "\n"


def _pieces(pieces: tuple[Piece, ...]) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    match piece.kind:
        case "italic":
            return f"#emph[{_text(piece.text)}]"
        case "mark":
            return f"#metadata(none)<{piece.name}>"
        case "reference":
            return f"#link(<{piece.name}>)[{piece.name.rpartition('-')[2]}], p. #page-of(<{piece.name}>)"
        case "note":
            return f"#footnote[{_pieces(piece.children)}]"
        case _:
            return _text(piece.text)


def _text(text: str) -> str:
    return re.sub(r"([\\*_`\[\]$#@~<>()])", r"\\\1", text)
