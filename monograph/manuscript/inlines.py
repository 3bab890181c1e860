"""Stage 1: inline tokens -> inline nodes of the model, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from monograph.manuscript.citations import read_group
from monograph.manuscript.identifiers import VALID, Identifiers
from monograph.model import (
    Citation,
    Code,
    CrossReference,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Location,
    NoteCall,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from monograph.problems import Problems, nearest

MARKS = ("person", "place", "event", "term", "index", "see", "see-also")
SPAN_CLASSES = ("smallcaps", "nohyphen", "index")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ADDRESS = re.compile(r"(https?://|mailto:)\S+")
ALLOWED_HTML = {"<br>": LineBreak(), "<br/>": LineBreak(), "<br />": LineBreak()}
COMMENT = re.compile(r"<!--(.*?)-->", re.S)
FACTS = re.compile(r"\s*facts:\s*(.*?)\s*", re.S)
CONTAINERS: dict[str, Callable[[Inlines], Inline]] = {
    "em": Emphasis,
    "strong": Strong,
    "sup": Superscript,
    "sub": Subscript,
}


@dataclass
class Passage:
    """The text of one block in its file: turns offsets into places.

    ``place`` is set where the text was folded (a YAML value): then everything stands there.
    """

    path: str
    first_line: int
    source: str
    lines: tuple[str, ...] = ()
    origin: int = 0
    place: Location | None = None

    def at(self, position: int) -> Location:
        """The place of the character at ``position`` of the block's text (indentation and markers were taken off)."""
        if self.place:
            return self.place
        before = self.source[: position + self.origin]
        row, start = before.count("\n"), before.rfind("\n") + 1
        end = self.source.find("\n", start)
        text = self.source[start : end if end >= 0 else None]
        line = self.first_line + row
        file_line = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Location(self.path, line, max(file_line.find(text), 0) + len(before) - start + 1)


@dataclass
class InlineReader:
    """Reads the inline tokens of one section. ``calls`` and ``evidence`` are what the section's notes need."""

    identifiers: Identifiers
    problems: Problems
    sources: frozenset[str]
    calls: list[NoteCall] = field(default_factory=list)
    evidence: dict[int, tuple[str, ...]] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)

    def read(self, nodes: list[SyntaxTreeNode], passage: Passage) -> Inlines:
        """The nodes as inlines; neighbouring texts are joined, comments dropped."""
        found: list[Inline] = []
        place = passage.at(0)
        for node in nodes:
            position = node.meta.get("pos")
            if position is not None:
                place = passage.at(position)
            made = self._node(node, place, passage, found)
            if isinstance(made, Text) and found and isinstance(found[-1], Text):
                made = Text(found.pop().text + made.text, place)  # type: ignore[union-attr]
            if made is not None and made != Text("", place):
                found.append(made)
        return tuple(found)

    def _node(self, node: SyntaxTreeNode, place: Location, passage: Passage, before: list[Inline]) -> Inline | None:
        kind = node.type
        if kind == "text":
            return Text(node.content, place)
        if kind == "softbreak":
            return Text(" ", place)
        if kind == "hardbreak":
            return LineBreak()
        if kind in CONTAINERS:
            return CONTAINERS[kind](self.read(node.children, passage))
        if kind == "code_inline":
            return Code(node.content, place)
        if kind in ("citation", "in_text_citation"):
            return self._citation(node, place)
        if kind in ("note_call", "inline_note"):
            return self._call(node, place)
        if kind == "link":
            return self._link(node, place, passage)
        if kind == "span":
            return self._span(node, place, passage)
        if kind == "handle":
            self.problems.add(
                "citation-handle",
                f"“@{node.content}” is no source and is printed as it stands",
                place,
                nearest(node.content, self.sources) or "write \\@ where no citation is meant",
            )
            return Text(f"@{node.content}", place)
        if kind == "image":
            self.problems.add("attribute-unknown", "a picture must stand alone in its paragraph", place)
            return None
        return self._html(node, place, before)

    def _html(self, node: SyntaxTreeNode, place: Location, before: list[Inline]) -> Inline | None:
        comment = COMMENT.fullmatch(node.content)
        if comment:
            facts = FACTS.fullmatch(comment[1])
            if facts:
                self._facts(tuple(facts[1].replace(",", " ").split()), before)
            return None
        if node.content in ALLOWED_HTML:
            return ALLOWED_HTML[node.content]
        self.problems.add(
            "html-forbidden",
            f"raw HTML is not read here: {node.content[:40]}",
            place,
            "use the dialect’s own marks; write &lt; for a bare <",
        )
        return None

    def _facts(self, ids: tuple[str, ...], before: list[Inline]) -> None:
        """``<!-- facts: … -->`` belongs to the citation right before it, else to the note it stands in."""
        while before and isinstance(before[-1], Text) and not before[-1].text.strip():
            before.pop()
        if before and isinstance(before[-1], Citation):
            last = before.pop()
            assert isinstance(last, Citation)
            before.append(Citation(last.id, last.cites, last.location, last.in_text, ids))
        self.facts.extend(ids)

    def _citation(self, node: SyntaxTreeNode, place: Location) -> Inline | None:
        in_text = node.type == "in_text_citation"
        cites = read_group("@" + node.content if in_text else node.content, place)
        if cites is None:
            self.problems.add(
                "citation-unreadable",
                f"cannot read the citation [{node.content}]",
                place,
                "a comma stands between key and page: [@key, p. 12]",
            )
            return None
        for cite in cites:
            if cite.key not in self.sources:
                self.problems.add(
                    "citation-unknown", f"no source has the key “{cite.key}”", place, nearest(cite.key, self.sources)
                )
        return Citation(self.identifiers.next("c"), cites, place, in_text)

    def _call(self, node: SyntaxTreeNode, place: Location) -> Inline:
        call = NoteCall(self.identifiers.next("call"), node.meta["key"], place)
        self.calls.append(call)
        return call

    def _link(self, node: SyntaxTreeNode, place: Location, passage: Passage) -> Inline | None:
        address = str(node.attrs.get("href", ""))
        children = self.read(node.children, passage)
        if address.startswith("#"):
            form = "page" if "page" in str(node.attrs.get("class", "")).split() else "full"
            self._attributes(node, place, ("href", "class"), ("page",))
            return CrossReference(address[1:], children, form, place)  # type: ignore[arg-type]
        if not ADDRESS.fullmatch(address):
            self.problems.add("address-invalid", f"“{address}” is neither a web or mail address nor #id", place)
            return None
        return Link(children, address, place)

    def _attributes(
        self, node: SyntaxTreeNode, place: Location, keys: tuple[str, ...], classes: tuple[str, ...]
    ) -> None:
        for key in node.attrs:
            if key not in keys:
                self.problems.add(
                    "attribute-unknown", f"nothing reads the attribute “{key}”", place, nearest(key, keys)
                )
        for name in str(node.attrs.get("class", "")).split():
            if name not in classes:
                self.problems.add(
                    "attribute-unknown", f"nothing reads the class “.{name}”", place, nearest(name, classes)
                )

    def _span(self, node: SyntaxTreeNode, place: Location, passage: Passage) -> Inline:
        self._attributes(node, place, ("id", "class", "lang", *MARKS), SPAN_CLASSES)
        classes = tuple(str(node.attrs.get("class", "")).split())
        children = self.read(node.children, passage)
        language = str(node.attrs.get("lang", ""))
        if language and not LANGUAGE.fullmatch(language):
            self.problems.add(
                "attribute-unknown", f"“{language}” is not a language tag", place, "as in lang=hy or lang=ru-Latn"
            )
        marks = [(kind, str(value)) for kind, value in node.attrs.items() if kind in MARKS]
        if "index" in classes:
            marks.append(("index", text_of(children)))
        if classes == ("smallcaps",) and not marks and not language and "id" not in node.attrs:
            return SmallCaps(children)
        wanted = str(node.attrs.get("id", ""))
        if wanted and not VALID.fullmatch(wanted):
            self.problems.add(
                "id-invalid", f"“{wanted}” cannot be an id", place, "an id begins with a letter and holds no space"
            )
            wanted = ""
        if marks and not wanted:
            wanted = self.identifiers.next("m")
        return Span(children, place, wanted, language, tuple(c for c in classes if c != "index"), tuple(marks))


def text_of(children: Inlines) -> str:
    """The words of inlines without their markup; notes and citations have none."""
    return "".join(
        c.text if isinstance(c, Text | Code) else text_of(c.children) if hasattr(c, "children") else ""
        for c in children
    )
