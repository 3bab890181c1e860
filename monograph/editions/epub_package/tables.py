"""Tables that a narrow screen can set row under row: framed, and each cell knows the head of its column.

A width query of the style sheet asks for the frame; a paged reading system's window is as wide as all its columns.
"""

from __future__ import annotations

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
LETTERS = 36
"""The longest words of all columns, side by side, that a column of 275 px (20 em of small type) still holds."""


def frame_tables(section: etree._Element) -> None:
    """Put a frame around every table that is too wide for a phone. No letter of a block changes."""
    for table in list(section.iter(f"{XHTML}table")):
        heads = [_words(th) for th in table.iterfind("{*}thead/{*}tr/{*}th")]
        rows = [list(row) for row in table.iterfind("{*}tbody/{*}tr")]
        if any(len(row) != len(heads) for row in rows) or _width(heads, rows) <= LETTERS:
            continue
        for row in rows:
            for head, cell in zip(heads, row, strict=True):
                if head and not cell.get("class"):
                    cell.set("data-head", head)
        _frame(table)


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _width(heads: list[str], rows: list[list[etree._Element]]) -> int:
    columns = [[head, *(_words(row[at]) for row in rows)] for at, head in enumerate(heads)]
    return sum(max((len(word) for cell in column for word in cell.split()), default=0) for column in columns)


def _frame(table: etree._Element) -> None:
    parent = table.getparent()
    assert parent is not None
    frame = etree.Element(f"{XHTML}div", {"class": "table"})
    frame.tail, table.tail = table.tail, None
    parent.replace(table, frame)
    frame.append(table)
