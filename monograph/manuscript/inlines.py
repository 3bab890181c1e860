"""Stage 1: inline tokens -> inline nodes of the model, each with its place."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Literal

from markdown_it.tree import SyntaxTreeNode

from monograph.manuscript.characters import UNPRINTABLE, spaced
from monograph.manuscript.citations import read_group, unreadable
from monograph.manuscript.dialect import line_of_words, words_of
from monograph.manuscript.identifiers import Identifiers
from monograph.manuscript.lines import Passage
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
Reach = Literal["", "principal", "from", "to"]
REACHES: dict[str, Reach] = {"principal": "principal", "from": "from", "to": "to"}
SPAN_CLASSES = ("smallcaps", "nohyphen", "index", *REACHES)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ADDRESS = re.compile(r"(https?://[^\s/]|mailto:[^\s@]+@)\S+")
BREAKS = re.compile(r"<(w?br)\s*/?>", re.I)
COMMENT = re.compile(r"<!--\s*facts:(.*)-->", re.S)
OPEN_COMMENT = re.compile("<!(--|[–—])")
"""The beginning of a comment that has no end; its hyphens may be dashes by now."""

WORD_BREAK = "\u200b"
CONTAINERS: dict[str, Callable[[Inlines], Inline]] = {
    "em": Emphasis,
    "strong": Strong,
    "sup": Superscript,
    "sub": Subscript,
}


class InlineReader:
    """Reads the inline tokens of one section.

    ``calls`` are the note calls read so far, whose ``note`` is still the author's key; ``facts`` the ids of
    ``<!-- facts: … -->`` since they were last taken.
    """

    def __init__(self, identifiers: Identifiers, problems: Problems, sources: Collection[str], language: str) -> None:
        self.identifiers, self.problems, self.sources, self.language = identifiers, problems, sources, language
        self.spoken = language  # that of the span around what is read
        self.calls: list[NoteCall] = []
        self.facts: list[str] = []
        self.readers: dict[str, Callable[[SyntaxTreeNode, Location, Passage], Inline | None]] = {
            "text": self._text,
            "hardbreak": lambda *_: LineBreak(),
            "code_inline": lambda node, place, _: Code(self._printable(node.content, place), place),
            "citation": self._citation,
            "in_text_citation": self._citation,
            "handle": self._handle,
            "note_call": self._call,
            "inline_note": self._call,
            "link": self._link,
            "span": self._span,
            "image": self._image,
            "html_inline": self._html,
            "unread_attributes": self._unread,
        }

    def read(self, nodes: list[SyntaxTreeNode], passage: Passage) -> Inlines:
        """The nodes as inlines. Neighbouring texts of one line are joined, comments dropped, line ends are spaces."""
        found: list[Inline] = []
        place = passage.at(0)
        for node in nodes:
            if "pos" in node.meta:
                place = passage.at(node.meta["pos"])
            facts = COMMENT.fullmatch(node.content) if node.type == "html_inline" else None
            if facts:
                self._facts(tuple(facts[1].replace(",", " ").split()), found)
            elif node.type == "softbreak":
                _append(found, Text(" ", place))
            elif node.type in CONTAINERS:
                found.append(CONTAINERS[node.type](self.read(node.children, passage)))
            else:
                _append(found, self.readers[node.type](node, place, passage))
        return tuple(found)

    # ------------------------------------------------------------------ words

    def _text(self, node: SyntaxTreeNode, place: Location, _: Passage) -> Inline | None:
        if OPEN_COMMENT.search(node.content):
            self.problems.add("html-forbidden", "a comment that does not end", place, "close it with -->")
        return Text(spaced(self._printable(node.content, place), self.spoken), place) if node.content else None

    def _printable(self, text: str, place: Location) -> str:
        if UNPRINTABLE.search(text):
            self.problems.add("character-control", "a control character in the text", place, "delete it")
            return UNPRINTABLE.sub("\ufffd", text)
        return text

    def _html(self, node: SyntaxTreeNode, place: Location, _: Passage) -> Inline | None:
        allowed = BREAKS.fullmatch(node.content)
        if allowed:
            return LineBreak() if allowed[1].lower() == "br" else Text(WORD_BREAK, place)
        if not node.content.startswith("<!--"):
            message = f"raw HTML is not read here: {' '.join(node.content.split())[:40]}"
            self.problems.add("html-forbidden", message, place, "use the dialect’s own marks; write \\< for a bare <")
        return None

    def _image(self, node: SyntaxTreeNode, place: Location, _: Passage) -> Inline | None:
        message = "a picture does not stand alone in its paragraph"
        self.problems.add("block-misplaced", message, place, "put empty lines before and behind it")
        return None

    def _unread(self, node: SyntaxTreeNode, place: Location, _: Passage) -> Inline | None:
        message = f"cannot read the attributes {node.meta['inner'][:40]}"
        hint = 'values with blanks stand in quotation marks: {index="A, B"}; write \\{ for a bare {'
        self.problems.add("attribute-unknown", message, place, hint)
        return None

    # -------------------------------------------------------- notes and citations

    def _facts(self, ids: tuple[str, ...], before: list[Inline]) -> None:
        """``<!-- facts: … -->`` belongs to the citation right before it, and to the note it stands in."""
        self.facts.extend(ids)
        at = len(before) - 1
        if at > 0 and isinstance(blank := before[at], Text) and not blank.text.strip():
            at -= 1
        if at >= 0 and isinstance(citation := before[at], Citation):
            before[at] = dataclasses.replace(citation, evidence=citation.evidence + ids)

    def _citation(self, node: SyntaxTreeNode, place: Location, passage: Passage) -> Inline | None:
        inner, in_text = str(node.meta["inner"]), node.type == "in_text_citation"
        start = node.meta["pos"] + (0 if in_text else 1)
        cites = read_group(inner, lambda offset: passage.at(start + offset))
        read = []
        for cite in cites or ():
            prefix, suffix = words_of(cite.prefix, self.language), words_of(cite.suffix, self.language)
            if prefix is not None and suffix is not None:
                read.append(dataclasses.replace(cite, prefix=prefix, suffix=suffix))
        if not read or len(read) < len(cites or ()):
            message = f"cannot read the citation [{' '.join(inner.split())[:60]}]"
            hint = "as in [see @key, p. 12; @other, ch. 3]: comma behind a key, semicolon between sources, no markup"
            self.problems.add("citation-unreadable", message, place, hint)
            return None
        for cite in read:
            fault = unreadable(cite)
            if fault:
                hint = "as in p. 12, pp. 12–15, l. 78, art. 3; free text does not begin with such a word"
                self.problems.add("locator-unreadable", f"the locator {fault}", cite.location, hint)
            if cite.key not in self.sources:
                message, hint = f"no source has the key “{cite.key}”", nearest(cite.key, self.sources)
                self.problems.add("citation-unknown", message, cite.location, hint)
        return Citation(self.identifiers.next("c"), tuple(read), place, in_text)

    def _handle(self, node: SyntaxTreeNode, place: Location, _: Passage) -> Inline:
        word = str(node.meta["inner"])
        hint = nearest(word[1:], self.sources) or "write \\@ where no citation is meant"
        self.problems.add("citation-handle", f"“{word}” is no source and is printed as it stands", place, hint)
        return Text(word, place)

    def _call(self, node: SyntaxTreeNode, place: Location, _: Passage) -> Inline:
        call = NoteCall(self.identifiers.next("call"), str(node.meta["key"]), place)
        self.calls.append(call)
        return call

    # --------------------------------------------------------------- links, spans

    def _link(self, node: SyntaxTreeNode, place: Location, passage: Passage) -> Inline | None:
        address = str(node.attrs.get("href", ""))
        children = self.read(node.children, passage)
        if address.startswith("#"):
            classes = self._attributes(node, place, ("href",), ("page",))
            return CrossReference(address[1:], children, "page" if "page" in classes else "full", place)
        self._attributes(node, place, ("href",), ())
        if not ADDRESS.fullmatch(address):
            message = f"“{address}” is neither a web or mail address nor #id"
            self.problems.add("address-invalid", message, place, "as in https://…, mailto:… or #chapter-id")
            return None
        return Link(children or (Text(address, place),), address, place)

    def _attributes(
        self, node: SyntaxTreeNode, place: Location, keys: tuple[str, ...], classes: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The classes of a node; every attribute and class that nothing reads is told."""
        given = tuple(str(node.attrs.get("class", "")).split())
        unknown = [(f"the attribute “{k}”", k, keys) for k in node.attrs if k not in keys and k != "class"]
        unknown += [(f"the attribute “{k}”", k, keys) for k in node.meta.get("insecure_attrs", ())]
        unknown += [(f"the class “.{c}”", c, classes) for c in given if c not in classes]
        for named, word, known in unknown:
            self.problems.add("attribute-unknown", f"nothing reads {named}", place, nearest(word, known))
        return given

    def _span(self, node: SyntaxTreeNode, place: Location, passage: Passage) -> Inline:
        classes = self._attributes(node, place, ("id", "lang", *MARKS), SPAN_CLASSES)
        language = self.language_tag(node.attrs.get("lang", ""), place)
        with self.speaking(language):
            children = self.read(node.children, passage)
        marks = [(kind, self._heading(kind, str(value))) for kind, value in node.attrs.items() if kind in MARKS]
        if "index" in classes:
            marks.append(("index", text_of(children)))
        reach: Reach = next((REACHES[name] for name in classes if name in REACHES), "")
        if reach and not marks:
            message = f"the class “.{reach}” says how an index mark reaches, and there is none"
            self.problems.add("attribute-unknown", message, place, "as in [Baku]{place=baku .principal}")
        wanted = self.identifiers.valid(str(node.attrs.get("id", "")), place)
        if classes == ("smallcaps",) and not marks and not language and not wanted:
            return SmallCaps(children)
        if marks and not wanted:
            wanted = self.identifiers.next("m")
        kept = tuple(c for c in classes if c != "index" and c not in REACHES)
        return Span(children, place, wanted, language, kept, tuple(marks), reach)

    def _heading(self, kind: str, value: str) -> str:
        """What a mark says: a heading of the index with its quotation marks and dashes set, or the id of a record."""
        return line_of_words(value, self.language) if kind in ("index", "see", "see-also") else value

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """What is read inside has the spaces of ``language``, unless that is empty."""
        around, self.spoken = self.spoken, language or self.spoken
        yield
        self.spoken = around

    def language_tag(self, given: object, place: Location) -> str:
        """A BCP 47 tag, or an empty string and a problem."""
        tag = str(given)
        if tag and not LANGUAGE.fullmatch(tag):
            message = f"“{tag}” is not a language tag"
            self.problems.add("attribute-unknown", message, place, "as in lang=hy or lang=ru-Latn")
            return ""
        return tag


def _append(found: list[Inline], made: Inline | None) -> None:
    """Add a node; a text joins the text before it on the same line, and a space at a line's end any text."""
    last = found[-1] if found else None
    if isinstance(made, Text) and isinstance(last, Text):
        same = (last.location.path, last.location.line) == (made.location.path, made.location.line)
        if same or made.text == " ":
            found[-1] = Text(last.text + made.text, last.location)
            return
    if made is not None:
        found.append(made)


def text_of(children: Inlines) -> str:
    """The words of inlines without their markup; notes and citations have none."""
    return "".join(
        c.text if isinstance(c, Text | Code) else text_of(c.children) if hasattr(c, "children") else ""
        for c in children
    )
