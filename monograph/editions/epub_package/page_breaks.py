"""Markers of the printed pages, each before the very word that begins its page (EPUB Accessibility 1.1, 3.1).

The page map counts letters in blocks; ``typesetting.pagemap`` says what counts. A break inside a word stands after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from monograph.model import PageStart
from monograph.typesetting.pagemap import SPACE, counted

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def page_id(label: str) -> str:
    """The id of a page's marker."""
    return f"page_{label}"


def insert_page_breaks(
    sections: Mapping[str, etree._Element], starts: Sequence[PageStart], marks: frozenset[str]
) -> None:
    """Put a marker for every page into the trees of the sections, in order.

    A page that begins in a part this edition leaves out, or on a blank page, is marked where the next one begins,
    or at the very end. Markers do not change the letters of any block.
    """
    blocks = {e.get("id"): e for tree in sections.values() for e in tree.iter(etree.Element) if e.get("id")}
    firsts = {_first_block(tree, marks): tree for tree in sections.values()}
    waiting: list[str] = []
    for start in starts:
        waiting.append(start.label)
        if start.block in blocks:
            element = blocks[start.block]
            for label in waiting:
                if start.offset == 0 and start.block in firsts:
                    _insert_opening(firsts[start.block], _marker(label))
                else:
                    insert_break(element, start.offset, _marker(label), marks)
            waiting = []
    last = list(sections.values())[-1]
    for label in waiting:
        last.append(_marker(label))


def _marker(label: str) -> etree._Element:
    mark = etree.Element(f"{XHTML}span", {"role": "doc-pagebreak", "id": page_id(label), "aria-label": label})
    mark.set(EPUB_TYPE, "pagebreak")
    mark.text = ""
    return mark


def _first_block(tree: etree._Element, marks: frozenset[str]) -> str:
    """The id of the block with the first letters of a section."""
    for element, text, owner in _texts(tree, tree.get("id", ""), marks):
        if SPACE.sub("", text) and element is not None:
            return owner
    return ""


def _insert_opening(section: etree._Element, mark: etree._Element) -> None:
    """Before the title; after the markers that stand there already."""
    index = sum(1 for child in section if child.get("role") == "doc-pagebreak")
    section.insert(index, mark)
    mark.tail = "\n"


def _texts(element: etree._Element, owner: str, marks: frozenset[str]) -> Iterator[tuple[etree._Element, str, str]]:
    identifier = element.get("id", "")
    if identifier and identifier not in marks:
        owner = identifier
    if counted(element):
        yield element, element.text or "", owner
        for child in element:
            yield from _texts(child, owner, marks)
            yield child, child.tail or "", owner


def _slots(block: etree._Element, marks: frozenset[str]) -> Iterator[tuple[etree._Element, str]]:
    """(element, "text" or "tail") of every piece of a block's own text, in order."""

    def visit(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
        yield element, "text"
        for child in element:
            nested = child.get("id", "") and child.get("id") not in marks
            if counted(child) and not nested:
                yield from visit(child)
            yield child, "tail"

    yield from visit(block)


def insert_break(block: etree._Element, offset: int, mark: etree._Element, marks: frozenset[str]) -> int:
    """Put ``mark`` before letter ``offset`` of the block; inside a word, behind it. Returns the letters before it."""
    seen, in_word = 0, False
    for element, kind in list(_slots(block, marks)):
        string = getattr(element, kind) or ""
        for index, character in enumerate(string):
            space = bool(character.isspace())
            if seen >= offset and not space and not in_word:
                _split(element, kind, index, mark)
                return seen
            if not SPACE.match(character):
                seen += 1
                in_word = True
            elif space:
                in_word = False
                if seen > offset:
                    _split(element, kind, index + 1, mark)
                    return seen
    block.append(mark)
    return seen


def _split(element: etree._Element, kind: str, index: int, mark: etree._Element) -> None:
    string = getattr(element, kind) or ""
    setattr(element, kind, string[:index])
    mark.tail = string[index:]
    if kind == "text":
        element.insert(0, mark)
    else:
        parent = element.getparent()
        assert parent is not None
        parent.insert(parent.index(element) + 1, mark)
