"""Stage 1: YAML read safely, with the line and column of every value and key.

Dates stay the strings that the author typed; anchors may not multiply without end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar, Union

import yaml
from pydantic import BaseModel, ValidationError

from monograph.model import Location
from monograph.problems import Problems, nearest

Path = tuple[str | int, ...]
Value = Union[dict[str, "Value"], list["Value"], str, int, float, bool, None]  # noqa: UP007 (it names itself)

MOST_NODES = 500_000

M = TypeVar("M", bound=BaseModel)


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
        return Location(self.path)


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
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if node is not None:
            document.value = _Reader(document, first_line, problems).value(node, ())
    except (yaml.YAMLError, RefusedError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "mark", None)
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        message = getattr(error, "problem", None) or str(error)
        problems.add(
            "yaml-broken", f"this is not YAML: {message}", Location(path, line, column), _yaml_hint(str(message))
        )
        return None
    return document


def _yaml_hint(message: str) -> str:
    if "mapping values are not allowed" in message:
        return "a text that holds a colon must stand in quotation marks"
    if "cannot start any token" in message or "found character" in message:
        return "indent with spaces, and put texts that begin with a special character in quotation marks"
    return ""


class _Reader:
    def __init__(self, document: Document, first_line: int, problems: Problems) -> None:
        self.document, self.first_line, self.problems = document, first_line, problems
        self.nodes, self.open = 0, set[int]()

    def value(self, node: yaml.Node, path: Path) -> Value:
        self.nodes += 1
        if self.nodes > MOST_NODES or id(node) in self.open:
            raise RefusedError("anchors that repeat without end", node.start_mark)
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
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            self.document.places[(*path, key)] = self._place(key_node)
            if key in found:
                self.problems.add("yaml-broken", f"the key “{key}” stands here twice", self._place(key_node))
            found[key] = self.value(value_node, (*path, key))
        return found

    def _place(self, node: yaml.Node) -> Location:
        mark = node.start_mark
        return Location(self.document.path, mark.line + self.first_line, mark.column + 1)


def _scalar(node: yaml.ScalarNode) -> Value:
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text.lower() in ("true", "yes", "on")
        case "int":
            return int(text) if text.lstrip("+-").isdigit() else text
        case "float":
            try:
                return float(text)
            except ValueError:
                return text
        case "str" | "timestamp" | "merge" | "value":
            return text
        case other:
            raise RefusedError(f"the tag “{other}” has no meaning here", node.start_mark)


def validated(model: type[M], document: Document, path: Path, problems: Problems) -> M | None:
    """The value at ``path`` as ``model``, or None with one located problem for each thing wrong in it."""
    value: Value = document.value
    for step in path:
        value = value[step]  # type: ignore[index]
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for fault in error.errors():
            where = tuple(str(s) if isinstance(s, str) else s for s in fault["loc"])
            if fault["type"] == "extra_forbidden":
                known = [f.alias or name for name, f in model.model_fields.items()]
                problems.add(
                    "yaml-key-unknown",
                    f"nothing reads the key “{where[-1]}”",
                    document.at(*path, *where),
                    nearest(str(where[-1]), known),
                )
            else:
                name = ".".join(map(str, where)) or "this"
                problems.add("yaml-value-invalid", f"{name}: {_plain(fault)}", document.at(*path, *where))
        return None


def _plain(fault: Mapping[str, object]) -> str:
    message = str(fault["msg"])
    return {"missing": "is required", "string_type": "should be a text (put it in quotation marks)"}.get(
        str(fault["type"]), message[:1].lower() + message[1:]
    )
