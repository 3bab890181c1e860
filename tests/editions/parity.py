"""The printed pages and the e-book's markers, read from the finished files and compared word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from lxml import etree

from monograph.typesetting.jacket import COVER, INSIDE
from tests.editions.structure import read

HEAD, FOOT = 60, 60
"""Points at the top and foot of a page in which running head and folio stand."""

WORDS = 8
"""Words that are compared, the first of the page among them."""

ALIKE = {"nav.xhtml": 1, "title-page.xhtml": 3}
"""Documents that stand for another printed part (contents, half-title): so many words are those of its page."""

TOKEN = re.compile(r"[^\W_]+")
SKIPPED = frozenset({"doc-pagebreak", "doc-backlink"})
INLINE = frozenset("a em strong span sup sub cite code time data dfn wbr abbr".split())
APART = re.compile(r"-fn-\d|-note-p\d|-cited(-on)?$")
"""Ids of spans that are blocks: notes and their paragraphs in print, where a source is cited."""

UNSEEN = re.compile("[\u00ad\u200b\u2060]")


def printed(path: Path) -> list[str]:
    """The text of every numbered page in reading order, a word broken at a line's end made whole, without head and folio."""
    pages = []
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf):
            if pdf.get_page_label(number) in (COVER, INSIDE):
                continue
            width, height = page.get_size()
            block = {"left": 20, "bottom": FOOT, "right": width - 20, "top": height - HEAD}
            text = str(page.get_textpage().get_text_bounded(**block))
            pages.append(re.sub("[\ufffe\u00ad\u200b\u2060\x02]", "", text))
    return pages


@dataclass(frozen=True)
class Mark:
    """A page-break marker: the text before it, the words behind it, the table head that print repeats there."""

    before: str
    behind: list[str]
    head: list[str]


def marked(path: Path) -> dict[str, Mark]:
    """Page label -> its marker."""
    found = {}
    for name, document in read(path)[0].items():
        pieces = list(_pieces(document.find("{*}body")))
        for at, piece in enumerate(pieces):
            if isinstance(piece, str):
                continue
            behind = TOKEN.findall("".join(p for p in pieces[at:] if isinstance(p, str))[:2000])[: ALIKE.get(name)]
            before = "".join(p for p in pieces[:at] if isinstance(p, str))[-600:]
            table = next((e for e in piece.iterancestors() if e.tag.endswith("}table")), None)
            cells = [] if table is None else table.iterfind(".//{*}thead//{*}th")
            head = TOKEN.findall(" ".join("".join(map(str, cell.itertext())) for cell in cells))
            found[piece.get("aria-label", "")] = Mark(before, behind, head)
    return found


def captions(path: Path) -> set[str]:
    """How the captions of maps and figures begin."""
    every = (c for document in read(path)[0].values() for c in document.iterfind(".//{*}figcaption"))
    return {_joined(TOKEN.findall("".join(map(str, caption.itertext())))[:4]) for caption in every}


def _pieces(element: etree._Element | None) -> Iterator[str | etree._Element]:
    """Text and markers in order; blocks are apart, pictures and what a reader opens are passed over."""
    if element is None or not isinstance(element.tag, str):
        return
    local, role = etree.QName(element).localname, element.get("role")
    if role == "doc-pagebreak":
        yield element
        return
    if role in SKIPPED or local in ("svg", "details") or element.get("hidden"):
        return
    block = local not in INLINE
    yield " " if block else ""
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield " " if block else ""


def mismatches(pdf: Path, book: Path, labels: list[str]) -> tuple[int, list[str]]:
    """(pages compared, those whose first word is not the one behind their marker)."""
    markers, drawn, wrong, compared = marked(book), captions(book), [], 0
    pages = [TOKEN.findall(text) for text in printed(pdf)]
    for at, (label, words) in enumerate(zip(labels, pages, strict=True)):
        mark = markers[label]
        if not words:
            continue
        compared += 1
        moved = _joined(words[:4]) in drawn
        if not (_begins(words, mark) or (moved and (_continues(words, mark) or _begins(_next(pages, at), mark)))):
            wrong.append(
                f"page {label} begins {' '.join(words[:WORDS])!r}, its marker {' '.join(mark.behind[:WORDS])!r}"
            )
    return compared, wrong


def _next(pages: list[list[str]], at: int) -> list[str]:
    return next((words for words in pages[at + 1 :] if words), [])


def _joined(words: Sequence[str]) -> str:
    return "".join(words).casefold()


def _begins(words: list[str], mark: Mark) -> bool:
    """Whether a page begins with what is behind a marker; a repeated table head or the end of a word may stand before."""
    last = mark.before.split()[-1] if mark.before.strip() else ""
    ends = (TOKEN.findall(last[at:]) for at in range(1, len(last)))
    return any(_same(words, begin + mark.behind) for begin in ([], mark.head, *ends))


def _continues(words: list[str], mark: Mark) -> bool:
    """Whether a page that begins with a figure from the page before goes on with what is behind the marker."""
    page, behind = _joined(words), _joined(mark.behind[:WORDS])
    return behind in page and _joined(TOKEN.findall(mark.before)[-WORDS:]) not in page


def _same(printed_words: list[str], marked_words: list[str]) -> bool:
    one, other = _joined(printed_words[:WORDS]), _joined(marked_words[:WORDS])
    length = min(len(one), len(other))
    return length > 0 and one[:length] == other[:length]


def block_words(section: etree._Element) -> dict[str, list[str]]:
    """Block id -> its own words: without calls, back links, markers, pictures, and without blocks inside it.

    Where a source is cited is told by page in print and by note on screens: that is left out.
    """
    found: dict[str, list[str]] = {}

    def visit(element: etree._Element, owner: str) -> None:
        local, identifier = etree.QName(element).localname, element.get("id", "")
        if element.get("role") in {*SKIPPED, "doc-noteref"} or local == "svg":
            return
        if identifier and (local not in INLINE or APART.search(identifier)):
            owner = identifier
        apart = "" if local in INLINE else " "
        found.setdefault(owner, []).extend([apart, element.text or ""])
        for child in element.iterchildren(etree.Element):
            visit(child, owner)
            found[owner].append(child.tail or "")
        found[owner].append(apart)

    visit(section, "")
    kept = {owner: "".join(texts) for owner, texts in found.items() if "-cited" not in owner}
    return {owner: UNSEEN.sub("", text).split() for owner, text in kept.items()}
