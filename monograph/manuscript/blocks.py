"""Stage 1: block tokens of one chapter -> blocks and notes of the model."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from markdown_it.tree import SyntaxTreeNode

from monograph.manuscript.dialect import attributes_of, markdown
from monograph.manuscript.identifiers import Identifiers, slug
from monograph.manuscript.inlines import ALLOWED_HTML, COMMENT, InlineReader, Passage
from monograph.manuscript.pictures import check_picture
from monograph.model import (
    Block,
    BlockQuote,
    Cell,
    Division,
    Figure,
    Heading,
    Inlines,
    List,
    ListItem,
    Location,
    MapFigure,
    Note,
    NoteCall,
    Paragraph,
    Table,
    Text,
    ThematicBreak,
)
from monograph.problems import Problems, nearest

T = TypeVar("T")
DIVISIONS = ("epigraph", "verse", "document", "unknown", "quotation")


class SectionReader:
    """Reads the Markdown of one file into blocks and notes. ``first_line`` is the file's line on which it begins."""

    def __init__(
        self, section: str, path: str, folder: Path, language: str, sources: frozenset[str], problems: Problems
    ) -> None:
        self.section, self.path, self.folder = section, path, folder
        self.language, self.sources, self.problems = language, sources, problems
        self.identifiers = Identifiers(section, problems)
        self.inlines = InlineReader(self.identifiers, problems, sources)
        self.notes: dict[str, Note] = {}
        self.lines: tuple[str, ...] = ()
        self.first_line = 1
        self.readers: dict[str, Callable[[SyntaxTreeNode], Block | None]] = {
            "paragraph": self._paragraph,
            "heading": self._heading,
            "blockquote": self._quote,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "table": self._table,
            "hr": self._break,
            "container_division": self._division,
            "html_block": self._html,
            "code_block": self._code,
            "fence": self._code,
        }

    def read(self, text: str, first_line: int) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
        """The blocks in order and the notes in order of their first call."""
        self.first_line = first_line
        self.lines = ("",) * (first_line - 1) + tuple(text.split("\n"))
        tokens = markdown(self.language).parse(text, {"sources": self.sources})
        root = SyntaxTreeNode(tokens)
        definitions = [n for n in root.walk() if n.type == "footnote_reference"]
        blocks = self._blocks(root.children)
        calls = list(self.inlines.calls)
        for definition in definitions:
            self._note(definition)
        return self._resolved(blocks), self._notes_in_order(calls)

    # ---------------------------------------------------------------- blocks

    def _blocks(self, nodes: list[SyntaxTreeNode]) -> tuple[Block, ...]:
        found: list[Block] = []
        for node in nodes:
            if node.type == "footnote_reference":
                continue
            caption = self._caption(node)
            if caption is not None and found and isinstance(found[-1], Table) and not found[-1].caption:
                found[-1] = self._captioned(found[-1], node, caption)
                continue
            reader = self.readers.get(node.type)
            block = reader(node) if reader else None
            if block is not None:
                found.append(block)
        return tuple(found)

    def _place(self, node: SyntaxTreeNode) -> Location:
        line = (node.map[0] if node.map else 0) + self.first_line
        return Location(self.path, line, 1)

    def _text(self, node: SyntaxTreeNode) -> Inlines:
        """The inlines of a node whose only child is an inline token."""
        inline = next((c for c in node.children if c.type == "inline"), None)
        if inline is None:
            return ()
        origin = inline.meta.get("origin", 0)
        source = inline.meta.get("source", inline.content)
        line = (inline.map[0] if inline.map else 0) + self.first_line
        return self.inlines.read(inline.children, Passage(self.path, line, source, self.lines, origin))

    def _attributes(self, node: SyntaxTreeNode, known: tuple[str, ...]) -> dict[str, str]:
        given = {k: str(v) for k, v in node.meta.get("attributes", {}).items()}
        for key in given:
            if key not in known:
                self.problems.add(
                    "attribute-unknown", f"nothing reads the attribute “{key}”", self._place(node), nearest(key, known)
                )
        return given

    def _paragraph(self, node: SyntaxTreeNode) -> Block | None:
        inline = node.children[0].children if node.children else []
        pictures = [c for c in inline if c.type == "image"]
        if len(pictures) == 1 and len(inline) == 1:
            return self._figure(node, pictures[0])
        identifier = self.identifiers.next("p")
        children = self._text(node)
        return Paragraph(identifier, children, self._place(node)) if children else None

    def _figure(self, node: SyntaxTreeNode, picture: SyntaxTreeNode) -> Block:
        place = self._place(node)
        given = {k: str(v) for k, v in picture.attrs.items()}
        for key in given:
            if key not in ("src", "alt", "id", "class"):
                self.problems.add("attribute-unknown", f"nothing reads the attribute “{key}”", place)
        decorative = given.get("class") == "decorative"
        caption = self.inlines.read(picture.children, Passage(self.path, place.line, picture.content, self.lines))
        alternative = given.get("alt", "")
        if not alternative.strip() and not decorative:
            self.problems.add(
                "alt-missing",
                f"the picture {given['src']} has no alternative text",
                place,
                'add {alt="what it shows"}, or {.decorative} where it says nothing',
            )
        check_picture(self.folder, given["src"], place, self.problems)
        identifier = self.identifiers.given(given.get("id", ""), "f", place)
        return Figure(identifier, given["src"], alternative, caption, place, decorative)

    def _heading(self, node: SyntaxTreeNode) -> Block:
        place, level = self._place(node), int(node.tag[1])
        if level == 1 or level > 4:
            hint = "the title stands in the header of the file" if level == 1 else "use at most ####"
            self.problems.add("heading-level", "a heading of this level has no place inside a chapter", place, hint)
        given = self._attributes(node, ("id",))
        identifier = self.identifiers.given(given.get("id", ""), "h", place)
        return Heading(identifier, min(max(level, 2), 4), self._text(node), place)

    def _quote(self, node: SyntaxTreeNode) -> Block:
        return BlockQuote(self.identifiers.next("q"), self._blocks(node.children), self._place(node))

    def _list(self, node: SyntaxTreeNode) -> Block:
        identifier = self.identifiers.next("l")
        items = tuple(
            ListItem(f"{identifier}-{n}", self._blocks(item.children)) for n, item in enumerate(node.children, 1)
        )
        start = 0 if node.type == "bullet_list" else int(node.attrs.get("start", 1))
        return List(identifier, items, start, self._place(node))

    def _table(self, node: SyntaxTreeNode) -> Block:
        identifier = self.identifiers.next("t")
        rows = [r for part in node.children for r in part.children]
        cells = tuple(
            tuple(self._cell(f"{identifier}-r{y}c{x}", c) for x, c in enumerate(row.children, 1))
            for y, row in enumerate(rows)
        )
        return Table(identifier, cells[0], cells[1:], (), self._place(node))

    def _cell(self, identifier: str, node: SyntaxTreeNode) -> Cell:
        style = str(node.attrs.get("style", ""))
        align = style.rpartition(":")[2] or "left"
        return Cell(identifier, self._text(node), align)  # type: ignore[arg-type]

    def _caption(self, node: SyntaxTreeNode) -> str | None:
        """The text of a paragraph that is a table's caption, ``: Caption {#id}``."""
        inline = node.children[0] if node.type == "paragraph" and node.children else None
        return inline.content if inline is not None and inline.content.startswith(": ") else None

    def _captioned(self, table: Table, node: SyntaxTreeNode, caption: str) -> Table:
        given = self._attributes(node, ("id",))
        children = self._text(node)
        first = children[0]
        if isinstance(first, Text):
            children = (Text(first.text.removeprefix(":").lstrip(), first.location), *children[1:])
        place = self._place(node)
        wanted = given.get("id", "")
        if wanted:
            table = _renamed(table, wanted)
        return dataclasses.replace(table, caption=children, location=table.location if caption else place)

    def _break(self, node: SyntaxTreeNode) -> Block:
        return ThematicBreak(self.identifiers.next("b"), self._place(node))

    def _division(self, node: SyntaxTreeNode) -> Block | None:
        place = self._place(node)
        given = attributes_of(node.info)
        classes = str((given or {}).get("class", "")).split()
        kind = classes[0] if classes else ""
        if given is None or kind not in (*DIVISIONS, "map"):
            self.problems.add(
                "division-unknown",
                f"no division is called “{node.info.strip()}”",
                place,
                nearest(kind, (*DIVISIONS, "map")) or "as in ::: {.epigraph}",
            )
            return None
        known = ("class", "id", "lang", "sheet")
        for key in given:
            if key not in known:
                self.problems.add(
                    "attribute-unknown", f"nothing reads the attribute “{key}”", place, nearest(key, known)
                )
        identifier = self.identifiers.given(str(given.get("id", "")), "d", place)
        if kind == "map":
            return MapFigure(identifier, str(given.get("sheet") or identifier), place)
        return Division(identifier, kind, self._blocks(node.children), place, str(given.get("lang", "")))

    def _html(self, node: SyntaxTreeNode) -> Block | None:
        rest = COMMENT.sub("", node.content).strip()
        if rest and rest not in ALLOWED_HTML:
            self.problems.add(
                "html-forbidden",
                f"raw HTML is not read here: {rest.splitlines()[0][:40]}",
                self._place(node),
                "use the dialect’s own marks",
            )
        return None

    def _code(self, node: SyntaxTreeNode) -> Block | None:
        self.problems.add(
            "division-unknown",
            "a block of code has no place in the book",
            self._place(node),
            "four spaces at the start of a line make one: take them away",
        )
        return None

    # ----------------------------------------------------------------- notes

    def _note(self, node: SyntaxTreeNode) -> None:
        key, place = str(node.meta["label"]), self._place(node)
        if key in self.notes:
            self.problems.add(
                "note-duplicate",
                f"the note [^{key}] is defined a second time",
                place,
                f"first in line {self.notes[key].location.line}",
            )
            return
        calls = len(self.inlines.calls)
        self.inlines.facts = []
        identifier = f"{self.section}-fn-{slug(key) if not key.isdigit() else key}"
        blocks: list[Paragraph] = []
        for child in node.children:
            if child.type != "paragraph":
                self.problems.add("division-unknown", "a note holds paragraphs only", self._place(child))
                continue
            children = self._text(child)
            if children:
                blocks.append(Paragraph(f"{identifier}-{len(blocks) + 1}", children, self._place(child)))
        for call in self.inlines.calls[calls:]:
            self.problems.add(
                "note-cyclic", "a note cannot call a note", call.location, "write its words into this note"
            )
        del self.inlines.calls[calls:]
        series = key.partition(":")[0] if ":" in key else ""
        self.notes[key] = Note(identifier, key, series, tuple(blocks), place, tuple(self.inlines.facts))

    def _resolved(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        known = {key: note.id for key, note in self.notes.items()}
        return tuple(resolve_calls(block, known) for block in blocks)

    def _notes_in_order(self, calls: list[NoteCall]) -> tuple[Note, ...]:
        for call in calls:
            if call.note not in self.notes:
                self.problems.add(
                    "note-missing",
                    f"the note [^{call.note}] has no text",
                    call.location,
                    nearest(call.note, self.notes),
                )
        called = list(dict.fromkeys(call.note for call in calls))
        for key, note in self.notes.items():
            if key not in called:
                self.problems.add("note-unused", f"the note [^{key}] is never called", note.location)
        return tuple(self.notes[key] for key in called if key in self.notes)


def _renamed(table: Table, identifier: str) -> Table:
    def cell(c: Cell) -> Cell:
        return dataclasses.replace(c, id=identifier + c.id.removeprefix(table.id))

    return dataclasses.replace(
        table,
        id=identifier,
        head=tuple(map(cell, table.head)),
        rows=tuple(tuple(map(cell, row)) for row in table.rows),
    )


def resolve_calls(node: T, known: dict[str, str]) -> T:
    """The node with every call's key replaced by the id of its note."""
    if isinstance(node, NoteCall):
        return dataclasses.replace(node, note=known.get(node.note, node.note))
    if isinstance(node, tuple):
        return tuple(resolve_calls(child, known) for child in node)  # type: ignore[return-value]
    if not dataclasses.is_dataclass(node) or isinstance(node, Location):
        return node
    changed = {
        f.name: resolve_calls(value, known)
        for f in dataclasses.fields(node)
        if isinstance(value := getattr(node, f.name), tuple) and value and not isinstance(value[0], str)
    }
    return dataclasses.replace(node, **changed) if changed else node  # type: ignore[type-var]
