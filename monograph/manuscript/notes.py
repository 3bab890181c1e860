"""Stage 1: the Markdown of one section -> its blocks, and its notes in the order of their first calls."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

from markdown_it.tree import SyntaxTreeNode

from monograph.manuscript.blocks import BlockReader
from monograph.manuscript.dialect import markdown, too_deep
from monograph.manuscript.lines import rows_of
from monograph.model import Block, Location, Note, NoteCall, Paragraph
from monograph.problems import Problems, nearest

T = TypeVar("T")


class SectionReader:
    """Reads the Markdown of the section ``section`` in the file ``path``."""

    def __init__(
        self, section: str, path: str, folder: Path, language: str, sources: Collection[str], problems: Problems
    ) -> None:
        self.section, self.path, self.folder = section, path, folder
        self.language, self.sources, self.problems = language, sources, problems
        self._nested: Collection[str] = ()

    def read(self, text: str, first_line: int) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
        """The blocks, and the notes that they call. ``first_line`` is the line of the file where ``text`` begins."""
        rows = rows_of(text, first_line)
        if not rows:
            return (), ()
        tokens = markdown(self.language).parse("\n".join(row.text for row in rows), {"sources": self.sources})
        reader = BlockReader(self.section, self.path, rows, self.folder, self.language, self.sources, self.problems)
        deep = too_deep(tokens)
        if deep:
            place = Location(self.path, rows[deep.map[0] if deep.map else 0].number, 1)
            self.problems.add("block-misplaced", "quotations, lists or divisions are nested too deeply", place)
        root = SyntaxTreeNode(tokens)
        blocks = reader.blocks(root.children)
        calls = tuple(reader.inlines.calls)
        notes = self._notes(_definitions(root), reader)
        self._check_calls(calls, notes)
        known = {key: note.id for key, note in notes.items()}
        called = dict.fromkeys(call.note for call in calls)
        return resolve_calls(blocks, known), tuple(notes[key] for key in called if key in notes)

    def _notes(self, definitions: Iterator[SyntaxTreeNode], reader: BlockReader) -> dict[str, Note]:
        """Key -> note; of two definitions the first stands. A note calls no notes: such calls are told and dropped."""
        notes: dict[str, Note] = {}
        nested = set()
        for node in definitions:
            key, place = str(node.meta["label"]), reader.place(node)
            if key in notes:
                first = f"first in line {notes[key].location.line}"
                self.problems.add("note-duplicate", f"the note [^{key}] is defined a second time", place, first)
                continue
            reader.inlines.calls.clear()
            reader.inlines.facts.clear()
            notes[key] = self._note(node, key, place, reader)
            for call in reader.inlines.calls:
                nested.add(call.note)
                hint = "write its words into this note"
                self.problems.add("note-cyclic", "a note cannot call a note", call.location, hint)
        self._nested = nested
        return notes

    def _note(self, node: SyntaxTreeNode, key: str, place: Location, reader: BlockReader) -> Note:
        identifier = reader.identifiers.note(key)
        paragraphs: list[Paragraph] = []
        for child in node.children:
            if child.type == "paragraph":
                paragraph = reader.paragraph(child, f"{identifier}-{len(paragraphs) + 1}")
                paragraphs.append(without_calls(paragraph))
            elif child.type != "footnote_reference":
                message, hint = "a note holds paragraphs only", "quote within the sentence, or move this to the text"
                self.problems.add("block-misplaced", message, reader.place(child), hint)
        shown = "" if key.startswith("^") else key
        if not shown and paragraphs:
            place = paragraphs[0].location
        if not any(paragraph.children for paragraph in paragraphs):
            self.problems.add("note-missing", f"the note [^{shown}] is empty", place)
        series = key.partition(":")[0] if ":" in key else ""
        return Note(identifier, shown, series, tuple(paragraphs), place, tuple(reader.inlines.facts))

    def _check_calls(self, calls: tuple[NoteCall, ...], notes: dict[str, Note]) -> None:
        for call in calls:
            if call.note not in notes:
                message = f"the note [^{call.note}] has no text"
                typed = [key for key in notes if not key.startswith("^")]
                self.problems.add("note-missing", message, call.location, nearest(call.note, typed))
        called = {call.note for call in calls} | set(self._nested)
        for key, note in notes.items():
            if key not in called:
                self.problems.add("note-unused", f"the note [^{key}] is never called", note.location)


def _definitions(root: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """The definitions of notes in the text, wherever they stand."""
    for node in root.children:
        if node.type == "footnote_reference":
            yield node
        if node.type not in ("inline", "paragraph", "heading", "table"):
            yield from _definitions(node)


def resolve_calls(node: T, known: dict[str, str]) -> T:
    """The node with every call's key replaced by the id of its note."""
    if isinstance(node, NoteCall):
        return dataclasses.replace(node, note=known.get(node.note, node.note))
    if isinstance(node, tuple):
        return cast(T, tuple(resolve_calls(child, known) for child in node))
    return _with_parts(node, lambda parts: resolve_calls(parts, known))


def without_calls(node: T) -> T:
    """The node without any note call in it."""
    if isinstance(node, tuple):
        return cast(T, tuple(without_calls(child) for child in node if not isinstance(child, NoteCall)))
    return _with_parts(node, lambda parts: without_calls(parts))


def _with_parts(node: T, changed: Callable[[Any], Any]) -> T:
    """A model node with every tuple of nodes in it changed."""
    if not dataclasses.is_dataclass(node) or isinstance(node, Location | type):
        return node
    parts: dict[str, Any] = {}
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if isinstance(value, tuple) and value and not isinstance(value[0], str):
            made = changed(value)
            if made != value:
                parts[field.name] = made
    return cast(T, dataclasses.replace(node, **parts)) if parts else node
