"""Stage 2: marks -> the index of a book: gathered, checked, put in order."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from monograph.apparatus.indexing import checks
from monograph.apparatus.indexing.headings import SUBJECT, Headings, Path, folded, inlines_of, plain
from monograph.apparatus.indexing.marks import Mark, marks_of
from monograph.apparatus.indexing.order import heading_key, letter_of, sub_entry_key
from monograph.apparatus.indexing.tree import Node, Pointer, Tree
from monograph.apparatus.scripts import in_their_language
from monograph.model import (
    Book,
    FormattedNote,
    IndexEntry,
    IndexGroup,
    IndexLocator,
    IndexReference,
    IndexSettings,
    Location,
)
from monograph.problems import Problems

APART = ("person", "place", SUBJECT)
JOINED = ""


def compile_index(
    book: Book, notes: Mapping[str, Sequence[FormattedNote]], problems: Problems
) -> tuple[IndexGroup, ...]:
    """The index, with everything wrong in it told; nothing where the book prints none."""
    if not any(section.kind == "index" for section in book.sections):
        return ()
    headings, marks = Headings(book), list(marks_of(book, notes))
    tree = gathered(marks, headings, book.settings.index, problems)
    _add_variants(tree, headings, marks)
    checks.check_pointers(tree, problems)
    checks.check_records(book, headings, marks, problems)
    return _Printer(tree, headings, book).groups(problems)


def gathered(marks: Iterable[Mark], headings: Headings, settings: IndexSettings, problems: Problems) -> Tree:
    """Every mark under its headings; a range is one locator from its beginning to its end."""
    tree = Tree()
    opened: dict[Path, tuple[Node, int, Location]] = {}
    for mark in marks:
        for path in headings.of(mark, problems):
            node = tree.node(path, mark.location)
            see = [Pointer(v, headings.named(v), mark.location) for v in _values(mark, "see")]
            node.see += see
            node.see_also += [Pointer(v, headings.named(v), mark.location) for v in _values(mark, "see-also")]
            if see:
                continue
            if mark.reach == "to":
                _close(opened, path, mark, problems)
                continue
            if mark.reach == "from":
                checks.tell_open(opened.get(folded(path)), path, problems)
                opened[folded(path)] = (node, len(node.locators), mark.location)
            node.locators.append(IndexLocator(mark.target, "", mark.note, mark.plate, mark.reach == "principal"))
    for path, begun in opened.items():
        checks.tell_open(begun, path, problems)
    for pointers, field in ((settings.see, "see"), (settings.see_also, "see_also")):
        for words, other, place in pointers:
            path = tuple(part.strip() for part in words.split("!"))
            getattr(tree.node(path, place), field).append(Pointer(other, headings.named(other), place))
    return tree


def _values(mark: Mark, kind: str) -> list[str]:
    return [v.strip() for k, value in mark.marks if k == kind for v in value.split(";") if v.strip()]


def _close(opened: dict[Path, tuple[Node, int, Location]], path: Path, mark: Mark, problems: Problems) -> None:
    begun = opened.pop(folded(path), None)
    if begun is None:
        checks.tell_closed(path, mark.location, problems)
        return
    node, number, _ = begun
    node.locators[number] = replace(node.locators[number], until=mark.target)


def _add_variants(tree: Tree, headings: Headings, marks: Iterable[Mark]) -> None:
    """*See* entries from the other names of records that are entered."""
    entered = {pair for mark in marks for pair in mark.marks}
    for pair, record in headings.records.items():
        target = tree.roots.get(plain(record.heading).casefold())
        if pair not in entered or target is None or not target.printed:
            continue
        for name in dict.fromkeys(record.variants):
            known = tree.roots.get(name.casefold())
            if known is None or known.made:
                node = tree.node((name,), record.location)
                node.made = True
                node.see.append(Pointer(record.heading, (record.heading,), record.location))


class _Printer:
    """Puts a tree in order and gives its headings ids."""

    def __init__(self, tree: Tree, headings: Headings, book: Book) -> None:
        self.tree, self.headings, self.settings = tree, headings, book.settings.index
        self.language = book.metadata.language
        used: Counter[str] = Counter()
        self.ids: dict[Path, str] = {}
        for node in tree:
            name = identifier(node.path)
            used[name] += 1
            self.ids[folded(node.path)] = name if used[name] == 1 else f"{name}-{used[name]}"

    def groups(self, problems: Problems) -> tuple[IndexGroup, ...]:
        """The groups that have entries."""
        kinds = APART if self.settings.kinds == "apart" else (JOINED,)
        sorted_into: dict[str, list[Node]] = {kind: [] for kind in kinds}
        for node in self.tree.roots.values():
            if node.printed:
                sorted_into[self._kind(node) if len(kinds) > 1 else JOINED].append(node)
        made = []
        for kind in kinds:
            nodes = self._ordered(sorted_into[kind])
            checks.check_twins(nodes, self.headings, problems)
            nodes = _without_neighbours(nodes)
            if nodes:
                made.append(IndexGroup(kind, tuple(self._entry(node) for node in nodes)))
        return tuple(made)

    def _kind(self, node: Node) -> str:
        """A heading that only points stands among those that it points to."""
        return self.headings.kind(node.see[0].path if node.pointing else node.path)

    def _ordered(self, nodes: Iterable[Node]) -> list[Node]:
        return sorted(nodes, key=lambda n: heading_key(plain(n.path[-1]), self.language, self.settings.order))

    def _entry(self, node: Node) -> IndexEntry:
        children = sorted(
            (child for child in node.children.values() if child.printed),
            key=lambda n: sub_entry_key(plain(n.path[-1]), self.language, self.settings.order),
        )
        see, see_also = self._references(node.see), self._references(node.see_also)
        if not node.pointing:
            see, see_also = (), (*see, *see_also)
        return IndexEntry(
            self.ids[folded(node.path)],
            in_their_language(inlines_of(node.path[-1], node.location)),
            letter_of(plain(node.path[-1]), self.language),
            tuple(node.locators),
            tuple(map(self._entry, children)),
            see,
            see_also,
        )

    def _references(self, pointers: Iterable[Pointer]) -> tuple[IndexReference, ...]:
        """Where an entry sends the reader, in order and each once; what is not there was told."""
        found = {}
        for pointer in pointers:
            node = self.tree.find(pointer.path)
            if node is not None:
                words = ": ".join(node.path)
                place = Location(pointer.location.path, pointer.location.line, pointer.location.column)
                found[folded(node.path)] = IndexReference(
                    in_their_language(inlines_of(words, place)), self.ids[folded(node.path)]
                )
        keys = sorted(found, key=lambda path: heading_key(": ".join(path), self.language, self.settings.order))
        return tuple(found[key] for key in keys)


def _without_neighbours(nodes: list[Node]) -> list[Node]:
    """Without the variants of a name that would stand right beside the heading to which they lead."""
    kept = list(nodes)
    for node in nodes:
        if node.made and len(node.see) == 1 and not node.see_also:
            at = kept.index(node)
            around = [n for n in (kept[at - 1] if at else None, kept[at + 1] if at + 1 < len(kept) else None) if n]
            if any(folded(n.path) == folded(node.see[0].path) for n in around):
                kept.remove(node)
    return kept


def identifier(path: Path) -> str:
    """The id of a heading: its words in ASCII; where a word has none of these letters, a sum of its own."""
    parts = []
    for part in path:
        ascii_words = unicodedata.normalize("NFKD", plain(part)).encode("ascii", "ignore").decode().lower()
        made = re.sub(r"[^a-z0-9]+", "-", ascii_words).strip("-")
        parts.append(made or f"x{zlib.crc32(plain(part).encode()):08x}")
    return "ix-" + "-".join(parts)
