"""Inlines of the model as XHTML strings with exact white space (stage 3).

Links are never nested: where a link holds a note call or another link, the inner one stands and
the outer one is drawn around the words before and after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from markupsafe import Markup

from monograph.apparatus.inlines import shows_address
from monograph.model import (
    Apparatus,
    Call,
    Citation,
    CitedSource,
    Code,
    CrossReference,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteCall,
    Roman,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from monograph.rendering.markup import Dialect, attributes

UNKNOWN_PAGE = "000"
"""Stands for a page number that is not known yet, about as wide as one."""

ANCHORS = (Link, CrossReference, CitedSource, NoteCall, Citation)
ADDRESS = re.compile(r"\w+://\S+")
BREAK = re.compile(r"(?<=[^/:])(?=[/.,?#%_~=-]\w|&amp;)|(?<=[^\W_]{15})(?=[^\W_]{15})")
"""Where a printed address may go on in the next line: before its punctuation (Chicago Manual, 17th ed., 14.18).

A run of thirty letters and more has no such place, and may be cut in its midst.
"""

ELEMENTS: dict[type, tuple[str, str]] = {
    Emphasis: ("<em>", "</em>"),
    Strong: ("<strong>", "</strong>"),
    SmallCaps: ('<span class="small-caps">', "</span>"),
    Roman: ('<span class="roman">', "</span>"),
    Superscript: ("<sup>", "</sup>"),
    Subscript: ("<sub>", "</sub>"),
}
CLASSES = {"smallcaps": "small-caps"}
"""Classes of the manuscript that have another name in the style sheets."""


def children_of(inline: Inline) -> Inlines:
    """What stands inside an inline; empty for words, breaks and calls."""
    return getattr(inline, "children", ())


def without_anchors(inlines: Inlines) -> Inlines:
    """The words as they are repeated elsewhere (contents, map list): no notes, no links, no ids."""
    kept: list[Inline] = []
    for inline in inlines:
        match inline:
            case NoteCall() | Citation():
                continue
            case Link() | CitedSource():
                kept.extend(without_anchors(inline.children))
            case CrossReference():
                kept.extend(without_anchors(inline.children))
            case Span():
                kept.append(replace(inline, id="", marks=(), children=without_anchors(inline.children)))
            case Emphasis() | Strong() | SmallCaps() | Roman() | Superscript() | Subscript():
                kept.append(replace(inline, children=without_anchors(inline.children)))
            case _:
                kept.append(inline)
    return tuple(kept)


def plain_text(inlines: Inlines) -> str:
    """The words without markup, notes and citations: for running heads, bookmarks and metadata."""
    words = []
    for inline in without_anchors(inlines):
        match inline:
            case Text() | Code():
                words.append(inline.text)
            case LineBreak():
                words.append(" ")
            case _:
                words.append(plain_text(children_of(inline)))
    return "".join(words)


def holds_anchor(inline: Inline) -> bool:
    """Whether an inline is, or holds, something that becomes a link or a note."""
    return isinstance(inline, ANCHORS) or any(map(holds_anchor, children_of(inline)))


def _breakable(address: re.Match[str]) -> str:
    return BREAK.sub("<wbr/>", address[0])


@dataclass(frozen=True)
class InlineWriter:
    """Writes inlines for one edition.

    ``pages``: id -> page label. ``href``: id -> address. ``entries``: keys that have a bibliography entry
    in the book. ``call``: writes a note call, and in print the note with it. ``page_word``: "p.".
    """

    apparatus: Apparatus
    dialect: Dialect
    pages: Mapping[str, str]
    href: Callable[[str], str]
    entries: frozenset[str]
    call: Callable[[Call], str]
    page_word: str

    def __call__(self, inlines: Inlines) -> Markup:
        """The XHTML of a run of inlines."""
        return Markup(self._run(inlines))

    def _run(self, inlines: Inlines) -> str:
        return "".join(map(self._write, inlines))

    def _write(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return ADDRESS.sub(_breakable, escape(text, quote=False))
            case LineBreak():
                return "<br/>"
            case Code(text):
                return f"<code>{escape(text, quote=False)}</code>"
            case Span():
                return self._span(inline)
            case Link():
                name = "link address" if shows_address(inline) else "link"
                return self._linked(name, inline.url, inline.children)
            case CitedSource(key, children):
                return self._linked("source", self.href(f"ref-{key}") if key in self.entries else "", children)
            case CrossReference():
                return self._cross_reference(inline)
            case NoteCall(id):
                return self._call(id)
            case Citation(id):
                words = self._run(self.apparatus.citations.get(id, ()))
                call = self._call(id)
                return words + call if call or not words else f"<span{attributes(id=id)}>{words}</span>"
            case _:
                begin, end = ELEMENTS[type(inline)]
                return begin + self._run(inline.children) + end

    def _call(self, id: str) -> str:
        """The call of a note. What has no number was reported by the apparatus."""
        found = self.apparatus.calls.get(id)
        return str(self.call(found)) if found else ""

    def _span(self, span: Span) -> str:
        names = " ".join(CLASSES.get(name, name) for name in span.classes)
        written = str(attributes(id=span.id, class_=names) + self.dialect.language(span.language))
        event = next((f"event-{value}" for kind, value in span.marks if kind == "event"), "")
        known = event in self.apparatus.targets
        words = self._linked("event", self.href(event) if known else "", span.children)
        return f"<span{written}>{words}</span>" if written else words

    def _linked(self, name: str, address: str, children: Inlines) -> str:
        """A link around the children, drawn only around those that hold no link themselves."""
        if not address:
            return self._run(children)
        begin = f"<a{attributes(class_=name, href=address)}>"
        pieces = []
        for anchored, group in groupby(children, holds_anchor):
            words = self._run(tuple(group))
            pieces.append(words if anchored else f"{begin}{words}</a>")
        return "".join(pieces)

    def _cross_reference(self, reference: CrossReference) -> str:
        """The author's words or those of the target's kind ("chapter 7"), with the page where it is asked for."""
        target = self.apparatus.targets.get(reference.target)
        if target is None:  # reported by the apparatus
            return self._run(reference.children)
        page = f"{self.page_word}\u00a0{self.pages.get(target.id, UNKNOWN_PAGE)}"
        nowhere = reference.location
        address = self.href(target.id)
        if reference.children:
            tail = (Text(f" ({page})", nowhere),) if reference.form == "page" else ()
            return self._linked("cross-reference", address, reference.children + tail)
        words = target.words if target.words and reference.form == "full" else page
        return self._linked("cross-reference", address, (Text(words, nowhere),))
