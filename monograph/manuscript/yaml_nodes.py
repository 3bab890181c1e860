"""Stage 1: YAML read safely, with the line and column of every value and key.

Dates stay the strings that the author typed; anchors may not multiply without end.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

import yaml

from monograph.manuscript.characters import UNPRINTABLE
from monograph.model import Location
from monograph.problems import Problems

Path = tuple[str | int, ...]
Value = Union[dict[str, "Value"], list["Value"], str, int, float, bool, None]  # noqa: UP007 (it names itself)

MOST_REPEATED = 10_000
"""How many values anchors may repeat: enough for any book, too few for an expansion bomb."""


class Whole(int):
    """A whole number that knows how it was typed."""

    text: str


class Decimal(float):
    """A decimal number that knows how it was typed: version 1.10 is not 1.1."""

    text: str


@dataclass
class Document:
    """A YAML document as plain values; ``places`` maps a path (``("authors", 0)``) to its place."""

    value: Value
    path: str
    places: dict[Path, Location] = field(default_factory=dict)

    def at(self, *path: str | int) -> Location:
        """The place of the value at ``path``, or of the nearest value around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return Location(self.path, 1, 1)


class RefusedError(Exception):
    """A YAML document that is well formed and still not taken."""

    def __init__(self, message: str, mark: yaml.Mark | None) -> None:
        super().__init__(message)
        self.mark = mark


def read_yaml(text: str, path: str, problems: Problems, first_line: int = 1) -> Document | None:
    """The document, or None (and a located ``yaml-broken``) where it cannot be read.

    ``first_line`` is the line of the file on which ``text`` begins.
    """
    document = Document(None, path)
    try:
        node = _composed(text)
        if node is not None:
            document.value = _Reader(document, first_line, problems).value(node, ())
    except (yaml.YAMLError, RefusedError, ValueError) as error:
        line, column = _fault_place(error, text)
        message = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        place = Location(path, line + first_line, column + 1)
        problems.add("yaml-broken", f"this is not YAML: {message}", place, _hint(str(message)))
        return None
    except RecursionError:
        problems.add("yaml-broken", "this YAML is nested too deeply", Location(path, first_line, 1))
        return None
    return document


def _composed(text: str) -> yaml.Node | None:
    """The root node. libyaml is eight times as fast; what it refuses is told in the words of PyYAML's own reader."""
    if yaml.__with_libyaml__:
        with contextlib.suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=yaml.CSafeLoader)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _fault_place(error: Exception, text: str) -> tuple[int, int]:
    """Line and column, from 0, that a fault of the parser names."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None) or getattr(error, "mark", None)
    if mark:
        return mark.line, mark.column
    before = text[: getattr(error, "position", 0)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def _hint(message: str) -> str:
    if "mapping values are not allowed" in message:
        return "a text that holds a colon must stand in quotation marks"
    if "cannot start any token" in message or "found character" in message:
        return "indent with spaces, and put texts that begin with a special character in quotation marks"
    return ""


class _Reader:
    def __init__(self, document: Document, first_line: int, problems: Problems) -> None:
        self.document, self.first_line, self.problems = document, first_line, problems
        self.seen, self.open, self.repeated = set[int](), set[int](), 0

    def value(self, node: yaml.Node, path: Path) -> Value:
        self.repeated += id(node) in self.seen
        if self.repeated > MOST_REPEATED or id(node) in self.open:
            raise RefusedError("anchors that repeat without end", node.start_mark)
        self.seen.add(id(node))
        self.document.places.setdefault(path, self._place(node))
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        self.open.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
            assert isinstance(node, yaml.MappingNode)
            return self._mapping(node, path)
        finally:
            self.open.discard(id(node))

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise RefusedError("a key should be a word", key_node.start_mark)
            key, place = str(key_node.value), self._place(key_node)
            if key in found:
                first = self.document.places[(*path, key)].line
                self.problems.add("yaml-broken", f"the key “{key}” stands here twice", place, f"first in line {first}")
                continue
            self.document.places[(*path, key)] = place
            found[key] = self.value(value_node, (*path, key))
        return found

    def _place(self, node: yaml.Node) -> Location:
        mark = node.start_mark
        return Location(self.document.path, mark.line + self.first_line, mark.column + 1)


def _scalar(node: yaml.ScalarNode) -> Value:
    text = str(node.value)
    if UNPRINTABLE.search(text):
        raise RefusedError("a control character in a text", node.start_mark)
    match node.tag.rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text.lower() in ("true", "yes", "on")
        case "int" | "float":
            return _number(text)
        case "str" | "timestamp" | "merge" | "value":
            return text
        case other:
            raise RefusedError(f"the tag “{other}” has no meaning here", node.start_mark)


def _number(text: str) -> Whole | Decimal | str:
    """A number as people write it; what YAML also takes for one (octal, base 60, inf) stays text."""
    digits = text.lstrip("+-")
    try:
        if digits.isdigit() and (digits == "0" or digits[0] != "0"):
            whole = Whole(text)
            whole.text = text
            return whole
        if digits[:1].isdigit() and "_" not in text:
            decimal = Decimal(text)
            decimal.text = text
            return decimal
    except ValueError:
        pass
    return text


def plain(value: object) -> object:
    """A value without our kinds of numbers: whole numbers as ``int``, decimals as they were typed."""
    if isinstance(value, Whole):
        return int(value)
    if isinstance(value, Decimal):
        return value.text
    if isinstance(value, Mapping):
        return {key: plain(child) for key, child in value.items()}
    return [plain(child) for child in value] if isinstance(value, list | tuple) else value
