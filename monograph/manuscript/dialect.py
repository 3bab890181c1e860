"""Stage 1: the Markdown dialect, as rules added to markdown-it.

Scholars know it from Pandoc and Quarto: citations, notes, spans with attributes, divisions,
tables with captions. What HTML blocks and link titles do elsewhere has no place in a book.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from monograph.manuscript import inline_rules
from monograph.manuscript.characters import dashed, quotes_of, spaced

DEEPEST = 60
"""How deep blocks may stand in one another. markdown-it drops what is deeper; ``too_deep`` finds it."""

TRAILING = re.compile(r"\s*(?<!\])(\{\s*(?:[#.]|[\w-]+=)[^{}\n]*\})\s*$")


@functools.cache
def markdown(language: str) -> MarkdownIt:
    """The parser of the dialect, with the quotation marks of ``language``. The keys of sources are in its ``env``."""
    md = MarkdownIt("zero")
    md.inline = inline_rules.LocatingParser()
    md.configure(
        "commonmark", {"typographer": True, "quotes": quotes_of(language), "html": True, "maxNesting": DEEPEST}
    )
    md.enable(["table", "smartquotes"]).disable("html_block")
    footnote_plugin(md, inline=False, move_to_end=False, always_match_refs=True)
    md.inline.ruler.disable("footnote_ref")
    superscript_plugin(md)
    sub_plugin(md)
    container_plugin(md, "division", validate=lambda *_: True)
    md.block.ruler.before("paragraph", "caption", _caption, {"alt": ["blockquote"]})
    for rule in (inline_rules.note_call, inline_rules.citation, inline_rules.inline_note):
        md.inline.ruler.before("link", rule.__name__, rule)
    attrs_plugin(md, after=("image", "link_close", "span_close"), spans=True)
    md.inline.ruler.push("in_text_citation", inline_rules.in_text_citation)
    md.inline.ruler.push("unread_attributes", inline_rules.unread_attributes)
    md.inline.ruler2.at("fragments_join", _levels)
    md.core.ruler.before("inline", "trailing_attributes", _trailing_attributes)
    md.core.ruler.after("inline", "figures", _figures)
    md.core.ruler.after("figures", "inline_notes", _inline_notes)
    md.core.ruler.after("inline_notes", "dashes", _dashes)
    md.core.ruler.at("text_join", _plain_escapes)
    md.validateLink = _any_address  # type: ignore[method-assign]
    return md


def _any_address(url: str) -> bool:
    """Every address makes a link: a wrong one is a problem to tell, not text to print."""
    return True


def too_deep(tokens: list[Token]) -> Token | None:
    """The first block that stands so deep that markdown-it left out what it holds."""
    return next((t for t in tokens if t.nesting > 0 and t.level >= DEEPEST - 1), None)


def _levels(state: StateInline) -> None:
    """Set the level of each token. The stock rule also joins texts, which would lose their places."""
    level = 0
    for token in state.tokens:
        level -= token.nesting < 0
        token.level = level
        level += token.nesting > 0


def _plain_escapes(state: StateCore) -> None:
    """Characters behind a backslash become text; the stock rule also joins it with its neighbours."""
    for token in state.tokens:
        for child in token.children or []:
            if child.type == "text_special":
                child.type = "text"


def _caption(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``: Caption {#id}`` below a table, with or without a blank line between."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not re.match(r":\s+\S", line):
        return False
    if silent:
        return state.parentType == "table"
    if not state.tokens or state.tokens[-1].type != "table_close":
        return False
    last = start + 1
    while last < end and not state.isEmpty(last):
        last += 1
    opening = state.push("caption_open", "", 1)
    opening.map = [start, last]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, last, state.blkIndent, False).strip()[1:].strip()
    inline.map, inline.children = [start, last], []
    state.push("caption_close", "", -1)
    state.line = last
    return True


def _trailing_attributes(state: StateCore) -> None:
    """``## Heading {#id}`` and ``: Caption {#id}``: attributes at the end of a block's text go to its token's meta."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if inline.type == "inline" and opening.type in ("heading_open", "caption_open"):
            match = TRAILING.search(inline.content)
            if match:
                opening.meta["attributes"] = attributes_of(match[1]) or {match[1]: ""}
                inline.content = inline.content[: match.start()]


def _figures(state: StateCore) -> None:
    """A picture alone in its paragraph is a figure; its caption is read as any other text."""
    for opening, inline, ending in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        children = inline.children or []
        if opening.type == "paragraph_open" and [child.type for child in children] == ["image"]:
            image = children[0]
            opening.type, ending.type = "figure_open", "figure_close"
            opening.hidden = False
            opening.meta["attributes"] = image.attrs | image.meta.get("insecure_attrs", {})
            inline.children = image.children
            inline.meta |= {"origin": image.meta["pos"] + 2, "source": inline.content}


def _inline_notes(state: StateCore) -> None:
    """``^[…]`` becomes a note of its own at the end of the section, read by the same rules."""
    counted = 0
    for token in state.tokens:  # grows while it is read: a note may hold a note, which is told later
        for child in token.children or []:
            if child.type != "inline_note":
                continue
            counted += 1
            child.meta["key"] = f"^{counted}"
            children: list[Token] = []
            inner = Token("inline", "", 0, content=child.meta["inner"], map=token.map, children=children)
            inner.meta["origin"] = token.meta.get("origin", 0) + child.meta["pos"] + 2
            inner.meta["source"] = token.meta.get("source", token.content)
            state.md.inline.parse(inner.content, state.md, state.env, children)
            state.tokens += [
                Token("footnote_reference_open", "", 1, map=token.map, meta={"label": child.meta["key"]}),
                Token("paragraph_open", "p", 1, map=token.map),
                inner,
                Token("paragraph_close", "p", -1),
                Token("footnote_reference_close", "", -1),
            ]


def _dashes(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or []:
            if child.type == "text":
                child.content = dashed(child.content)


def attributes_of(params: str) -> dict[str, Any] | None:
    """The attributes of ``{.map #id key=value}`` or of a bare word; None where they cannot be read."""
    params = params.strip()
    if not params.startswith("{"):
        return {"class": params} if re.fullmatch(r"[\w-]+", params) else None
    try:
        end, attributes = parse_attributes(params)
    except ParseError:
        return None
    return dict(attributes) if end == len(params) - 1 else None


@functools.cache
def _words_only(language: str) -> MarkdownIt:
    md = MarkdownIt("zero", {"typographer": True, "quotes": quotes_of(language)})
    md.enable(["smartquotes"])
    md.core.ruler.after("inline", "dashes", _dashes)
    return md


def line_of_words(text: str, language: str) -> str:
    """A line with its quotation marks and dashes set; nothing in it is markup."""
    words = "".join(child.content for child in _words_only(language).parseInline(text, {})[0].children or [])
    return spaced(words, language)


def words_of(text: str, language: str) -> str | None:
    """A line of words without markup, its quotation marks and dashes set; None where it holds markup."""
    children = markdown(language).parseInline(text.replace("\n", " "), {})[0].children or []
    if any(child.type not in ("text", "handle") for child in children):
        return None
    return "".join(child.meta.get("inner", child.content) for child in children)
