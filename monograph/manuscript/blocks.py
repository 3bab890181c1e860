"""Stage 1: block tokens of one section -> blocks of the model."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Literal

from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode

from monograph.manuscript.dialect import attributes_of
from monograph.manuscript.identifiers import Identifiers
from monograph.manuscript.inlines import InlineReader
from monograph.manuscript.lines import Passage, Row
from monograph.manuscript.pictures import check_picture
from monograph.model import (
    Block,
    BlockQuote,
    Cell,
    ChartFigure,
    Division,
    Figure,
    Heading,
    Inlines,
    List,
    ListItem,
    Location,
    MapFigure,
    Paragraph,
    Table,
    ThematicBreak,
)
from monograph.problems import Problems, nearest

DIVISIONS = ("epigraph", "verse", "document", "unknown", "quotation", "table-note")
DRAWN = {"map": ("sheet",), "figure": ("file",)}
"""Divisions that stand for a file of data, and the attribute that names it where it is not the id."""

DRAWN_MARKS = ("person", "place", "term", "index")
ALIGN: dict[str, Literal["left", "center", "right"]] = {"center": "center", "right": "right"}


class BlockReader:
    """Reads the blocks of the section ``section``, which stands in the file ``path`` as ``rows``."""

    def __init__(
        self,
        section: str,
        path: str,
        rows: Sequence[Row],
        folder: Path,
        language: str,
        sources: Collection[str],
        problems: Problems,
    ) -> None:
        self.path, self.rows, self.folder, self.problems = path, rows, folder, problems
        self.identifiers = Identifiers(section, problems)
        self.inlines = InlineReader(self.identifiers, problems, sources, language)
        self.level = 1
        self.readers: dict[str, Callable[[SyntaxTreeNode], Block | None]] = {
            "paragraph": self._paragraph,
            "figure": self._figure,
            "heading": self._heading,
            "blockquote": self._quote,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "table": self._table,
            "hr": self._break,
            "container_division": self._division,
            "code_block": self._code,
            "fence": self._code,
        }

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        """The blocks in order. Definitions of notes are left to others; a caption joins the table above it."""
        found: list[Block] = []
        for node in nodes:
            if node.type == "caption":
                table = found.pop()
                assert isinstance(table, Table)  # a caption is only read below a table
                found.append(self._captioned(table, node))
            elif node.type != "footnote_reference":
                block = self.readers[node.type](node)
                if block is not None:
                    found.append(block)
        return tuple(found)

    def text(self, node: SyntaxTreeNode, hint: int = 0) -> Inlines:
        """The inlines of a node whose only child is an inline token; ``hint`` is the column where they begin."""
        return self.inlines.read(node.children[0].children, self._passage(node, hint))

    def paragraph(self, node: SyntaxTreeNode, identifier: str) -> Paragraph:
        """A paragraph, at the place of its first word."""
        return Paragraph(identifier, self.text(node), self._passage(node).at(0))

    def _passage(self, node: SyntaxTreeNode, hint: int = 0) -> Passage:
        inline = node.children[0]
        source, origin = inline.meta.get("source", inline.content), inline.meta.get("origin", 0)
        return Passage(self.path, self.rows, inline.map[0] if inline.map else 0, source, origin, hint)

    def place(self, node: SyntaxTreeNode) -> Location:
        """Where a node begins: its line, and the column of its first character that is no blank."""
        row = self.rows[min(node.map[0] if node.map else 0, len(self.rows) - 1)]
        return Location(self.path, row.number, row.column(len(row.text) - len(row.text.lstrip())))

    def _misplaced(self, what: str, place: Location, hint: str = "") -> None:
        self.problems.add("block-misplaced", what, place, hint)

    def _attributes(self, given: dict[str, object], place: Location, known: tuple[str, ...]) -> dict[str, str]:
        for key in given:
            if key not in known:
                message = f"nothing reads the attribute “{key}”"
                self.problems.add("attribute-unknown", message, place, nearest(key, known))
        return {key: str(value) for key, value in given.items()}

    # ------------------------------------------------------------- text, pictures

    def _paragraph(self, node: SyntaxTreeNode) -> Block:
        return self.paragraph(node, self.identifiers.next("p"))

    def _heading(self, node: SyntaxTreeNode) -> Block:
        place, level = self.place(node), int(node.tag[1])
        if level == 1:
            hint = "the title stands in the header of the file: begin with ##"
            self.problems.add("heading-level", "a second title", place, hint)
        elif level > 4:
            self.problems.add("heading-level", f"headings go down to ####, not {'#' * level}", place)
        elif level > self.level + 1:
            message = f"{'#' * level} stands below {'#' * self.level if self.level > 1 else 'the title'}"
            self.problems.add("heading-level", message, place, f"use {'#' * (self.level + 1)}")
        self.level = max(level, 1)
        given = self._attributes(node.meta.get("attributes", {}), place, ("id",))
        identifier = self.identifiers.given(given.get("id", ""), "h", place)
        return Heading(identifier, min(max(level, 2), 4), self.text(node), place)

    def _figure(self, node: SyntaxTreeNode) -> Block:
        place = self.place(node)
        given = self._attributes(node.meta["attributes"], place, ("src", "alt", "id", "class"))
        decorative = given.get("class") == "decorative"
        if given.get("class") and not decorative:
            message = f"nothing reads the class “.{given['class']}” of a picture"
            self.problems.add("attribute-unknown", message, place, nearest(given["class"], ("decorative",)))
        path, alternative = given["src"], given.get("alt", "").strip()
        if not alternative and not decorative:
            message = f"the picture {path} has no alternative text"
            hint = 'add {alt="what it shows"}, or {.decorative} where it says nothing'
            self.problems.add("alt-missing", message, place, hint)
        check_picture(self.folder, path, place, self.problems)
        identifier = self.identifiers.given(given.get("id", ""), "f", place)
        return Figure(identifier, path, alternative, self.text(node), place, decorative)

    def _break(self, node: SyntaxTreeNode) -> Block:
        return ThematicBreak(self.identifiers.next("b"), self.place(node))

    def _code(self, node: SyntaxTreeNode) -> None:
        hint = "four spaces at the start of a line make one: take them away"
        self._misplaced("a block of code has no place in the book", self.place(node), hint)

    # --------------------------------------------------------- blocks with blocks

    def _quote(self, node: SyntaxTreeNode) -> Block:
        return BlockQuote(self.identifiers.next("q"), self.blocks(node.children), self.place(node))

    def _list(self, node: SyntaxTreeNode) -> Block:
        identifier = self.identifiers.next("l")
        items = tuple(
            ListItem(f"{identifier}-{n}", self.blocks(item.children)) for n, item in enumerate(node.children, 1)
        )
        start = 0 if node.type == "bullet_list" else max(1, int(node.attrs.get("start", 1)))
        return List(identifier, items, start, self.place(node))

    def _division(self, node: SyntaxTreeNode) -> Block:
        place, known = self.place(node), (*DIVISIONS, *DRAWN)
        given = attributes_of(node.info)
        classes = str((given or {}).get("class", "")).split()
        kind = classes[0] if len(classes) == 1 else ""
        if kind not in known:
            message = f"no division is called “{node.info.strip()}”"
            self.problems.add("division-unknown", message, place, nearest(kind, known) or "as in ::: {.epigraph}")
        if not self._closed(node):
            self.problems.add("division-unclosed", "this division is never closed", place, "close it with a line :::")
        keys = ("class", "id", *DRAWN.get(kind, ("lang",)), *(DRAWN_MARKS if kind in DRAWN else ()))
        attributes = self._attributes(given or {}, place, keys)
        identifier = self.identifiers.given(attributes.get("id", ""), "d", place)
        language = self.inlines.language_tag(attributes.get("lang", ""), place)
        with self.inlines.speaking(language):
            blocks = self.blocks(node.children)
        if kind not in DRAWN:
            return Division(identifier, kind or "unknown", blocks, place, language)
        if blocks:
            self._misplaced(f"a {kind} holds no text: its caption stands in its file", place)
        marks = tuple((kind, words) for kind, words in attributes.items() if kind in DRAWN_MARKS)
        if kind == "figure":
            return ChartFigure(identifier, attributes.get("file") or identifier, place, marks)
        return MapFigure(identifier, attributes.get("sheet") or identifier, place, marks)

    def _closed(self, node: SyntaxTreeNode) -> bool:
        last = node.map[1] if node.map else 0
        return last < len(self.rows) and self.rows[last].text.strip(" \t>").startswith(node.markup)

    # --------------------------------------------------------------------- tables

    def _table(self, node: SyntaxTreeNode) -> Block:
        identifier = self.identifiers.next("t")
        rows = [row for part in node.children for row in part.children]
        width = len(rows[0].children)
        cells = []
        for number, row in enumerate(rows):
            typed = self._typed_cells(row)
            if len(typed) > width:
                message = f"a row of {len(typed)} cells below a head of {width}"
                self._misplaced(message, self.place(row), "write \\| for a bar inside a cell")
            cells.append(self._row(f"{identifier}-r{number}", row))
        return Table(identifier, cells[0], tuple(cells[1:]), (), self.place(node))

    def _typed_cells(self, row: SyntaxTreeNode) -> list[str]:
        line = self.rows[row.map[0] if row.map else 0].text.strip()
        cells: list[str] = escapedSplit(line[line.find("|") :] if line.startswith(">") else line)
        if cells and not cells[0].strip():
            del cells[0]
        if cells and not cells[-1].strip():
            del cells[-1]
        return cells

    def _row(self, identifier: str, row: SyntaxTreeNode) -> tuple[Cell, ...]:
        line, column, cells = self.rows[row.map[0] if row.map else 0].text, 0, []
        for number, cell in enumerate(row.children, 1):
            content = cell.children[0].content
            column = max(line.find(content, column), column)
            align = ALIGN.get(str(cell.attrs.get("style", "")).rpartition(":")[2], "left")
            cells.append(Cell(f"{identifier}c{number}", self.text(cell, column), align))
            column += len(content)
        return tuple(cells)

    def _captioned(self, table: Table, node: SyntaxTreeNode) -> Table:
        place = self.place(node)
        given = self._attributes(node.meta.get("attributes", {}), place, ("id",))
        wanted = self.identifiers.valid(given.get("id", ""), place)
        return dataclasses.replace(_renamed(table, wanted or table.id), caption=self.text(node))


def _renamed(table: Table, identifier: str) -> Table:
    def renamed(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(dataclasses.replace(cell, id=identifier + cell.id.removeprefix(table.id)) for cell in cells)

    return dataclasses.replace(
        table, id=identifier, head=renamed(table.head), rows=tuple(renamed(row) for row in table.rows)
    )
