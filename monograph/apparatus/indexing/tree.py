"""Stage 2: the headings of an index while they are gathered: a tree, by the words of each heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from monograph.apparatus.indexing.headings import Path, folded
from monograph.model import IndexLocator, Location


@dataclass(frozen=True)
class Pointer:
    """A *see* as it was written, and where."""

    words: str
    path: Path
    location: Location


@dataclass
class Node:
    """A heading. ``path`` leads to it; ``made`` where no author wrote it (a variant of a record's name)."""

    path: Path
    location: Location
    children: dict[str, Node] = field(default_factory=dict)
    locators: list[IndexLocator] = field(default_factory=list)
    see: list[Pointer] = field(default_factory=list)
    see_also: list[Pointer] = field(default_factory=list)
    made: bool = False

    @property
    def printed(self) -> bool:
        """Whether the heading leads anywhere."""
        return bool(self.locators or self.see or self.see_also or any(c.printed for c in self.children.values()))

    @property
    def pointing(self) -> bool:
        """Whether the heading only sends the reader elsewhere."""
        return bool(self.see) and not self.locators and not any(c.printed for c in self.children.values())


class Tree:
    """All headings of a book."""

    def __init__(self) -> None:
        self.roots: dict[str, Node] = {}

    def node(self, path: Path, location: Location) -> Node:
        """The heading at a path; it and those above it are made where they are new."""
        level, made = self.roots, None
        for depth, key in enumerate(folded(path), 1):
            made = level.setdefault(key, Node(path[:depth], location))
            level = made.children
        assert made is not None  # a path is never empty
        return made

    def find(self, path: Path) -> Node | None:
        """The heading at a path, None where there is none that is printed."""
        level, found = self.roots, None
        for key in folded(path):
            found = level.get(key)
            if found is None or not found.printed:
                return None
            level = found.children
        return found

    def __iter__(self) -> Iterator[Node]:
        """Every heading, each before its sub-entries."""
        waiting = list(self.roots.values())[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += list(node.children.values())[::-1]
