"""Stage 1: the Markdown dialect, as rules added to markdown-it.

Scholars know it from Pandoc and Quarto: citations, notes, spans with attributes, divisions,
tables with captions. Every inline token carries ``meta["pos"]``, its offset in the block's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
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

from monograph.manuscript.citations import KEY, MARK

InlineRule = Callable[[StateInline, bool], bool]

QUOTES = {
    "en": "“”‘’", "fr": ["«\u202f", "\u202f»", "“", "”"], "de": "„“‚‘", "ru": "«»„“", "az": "«»“”", "tr": "“”‘’",
    "hy": "«»“”", "ka": "„“‚‘", "it": "«»“”", "es": "«»“”", "uk": "«»„“",
}  # fmt: skip
"""Quotation marks by language: outer pair, inner pair."""

IN_TEXT = re.compile(rf"@({KEY})(?:\s\[([^\[\]@]*)\])?")
NOTE_CALL = re.compile(r"\[\^([^\s\[\]^]+)\]")
TRAILING = re.compile(r"\s*(\{[^{}\n]*\})\s*$")


@cache
def markdown(language: str) -> MarkdownIt:
    """The parser of the dialect, with the quotation marks of ``language``."""
    quotes = QUOTES.get(language.split("-")[0], QUOTES["en"])
    md = MarkdownIt("commonmark", {"typographer": True, "quotes": quotes, "html": True})
    md.enable(["table", "smartquotes"])
    footnote_plugin(md, inline=False, move_to_end=False, always_match_refs=True)
    md.inline.ruler.disable("footnote_ref")
    superscript_plugin(md)
    sub_plugin(md)
    container_plugin(md, "division", validate=lambda *_: True)
    attrs_plugin(md, after=("image", "code_inline", "link_close", "span_close"), spans=True)
    md.inline.ruler.before("link", "note_call", _note_call)
    md.inline.ruler.before("link", "citation", _citation)
    md.inline.ruler.before("link", "inline_note", _inline_note)
    md.inline.ruler.push("in_text_citation", _in_text_citation)
    md.core.ruler.before("inline", "trailing_attributes", _trailing_attributes)
    md.core.ruler.after("inline", "hoist_notes", _hoist_notes)
    md.core.ruler.after("hoist_notes", "dashes", _dashes)
    md.inline.ruler.at("text", _text)
    for rule in md.inline.ruler.__rules__:
        rule.fn = _located(rule.fn)
    return md


def _located(rule: InlineRule) -> InlineRule:
    def located(state: StateInline, silent: bool) -> bool:
        before, start = len(state.tokens), state.pos
        done = rule(state, silent)
        if done and not silent:
            for token in state.tokens[before:]:
                if token.type != "text":
                    token.meta.setdefault("pos", start)
        return done

    return located


def _text(state: StateInline, silent: bool) -> bool:
    """Plain text up to the next character that could begin markup (the stock rule does not stop at ``@`` and ``^``)."""
    match = re.compile(r"[^\n!#$%&*+\-:<=>@\[\]\\^_`{}~]+").match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def _closing(text: str, start: int) -> int:
    """Offset of the bracket that closes the one at ``start``, or -1."""
    depth, position = 0, start
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 1
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if not depth:
                return position
        position += 1
    return -1


def _note_call(state: StateInline, silent: bool) -> bool:
    match = NOTE_CALL.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("note_call", "", 0).meta["key"] = match[1]
    state.pos = match.end()
    return True


def _citation(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[" or state.src[state.pos : state.pos + 2] == "[^":
        return False
    end = _closing(state.src, state.pos)
    inner = state.src[state.pos + 1 : end]
    if end < 0 or not MARK.search(inner) or state.src[end + 1 : end + 2] in ("(", "{") or "](" in inner:
        return False
    if not silent:
        state.push("citation", "", 0).content = inner
    state.pos = end + 1
    return True


def _in_text_citation(state: StateInline, silent: bool) -> bool:
    """``@key [p. 3]`` where the key is a source; any other @word stays text (and is told)."""
    before = state.src[state.pos - 1 : state.pos]
    match = IN_TEXT.match(state.src, state.pos)
    if not match or before.isalnum() or before in ("\\", "@", ".", "/", "-", "+", "_"):
        return False
    known = match[1] in state.env["sources"]
    if not silent:
        token = state.push("in_text_citation" if known else "handle", "", 0)
        token.content = f"{match[1]}, {match[2]}" if match[2] else match[1]
    state.pos = match.end() if known else match.start() + 1 + len(match[1])
    return True


def _inline_note(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos : state.pos + 2] != "^[":
        return False
    end = _closing(state.src, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        state.push("inline_note", "", 0).content = state.src[state.pos + 2 : end]
    state.pos = end + 1
    return True


def _trailing_attributes(state: StateCore) -> None:
    """``## Heading {#id}`` and ``: Caption {#id}``: attributes at the end of a block's text go to its token's meta."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        caption = opening.type == "paragraph_open" and inline.content.startswith(": ")
        if inline.type == "inline" and (opening.type == "heading_open" or caption):
            match = TRAILING.search(inline.content)
            if match:
                try:
                    opening.meta["attributes"] = dict(parse_attributes(match[1])[1])
                except ParseError:
                    continue
                inline.content = inline.content[: match.start()]


def _hoist_notes(state: StateCore) -> None:
    """``^[…]`` becomes a note of its own after the block that calls it, read by the same rules."""
    counted = 0
    for token in list(state.tokens):
        for child in _inline_notes(token):
            counted += 1
            child.meta["key"] = f"i{counted}"
            children: list[Token] = []
            inner = Token("inline", "", 0, content=child.content, map=token.map, children=children)
            inner.meta["origin"] = token.meta.get("origin", 0) + child.meta["pos"] + 2
            inner.meta["source"] = token.meta.get("source", token.content)
            state.md.inline.parse(inner.content, state.md, state.env, children)
            opening = Token("footnote_reference_open", "", 1, map=token.map, meta={"label": child.meta["key"]})
            state.tokens += [
                opening,
                Token("paragraph_open", "p", 1, map=token.map),
                inner,
                Token("paragraph_close", "p", -1),
                Token("footnote_reference_close", "", -1),
            ]


def _inline_notes(token: Token) -> list[Token]:
    return [c for c in token.children or [] if c.type == "inline_note"]


def _dashes(state: StateCore) -> None:
    """``--``, ``---`` and ``...`` become en dash, em dash and ellipsis, in text only."""
    for token in state.tokens:
        for child in token.children or []:
            if child.type == "text":
                text = re.sub(r"(?<!-)---(?!-)", "—", child.content)
                text = re.sub(r"(?<!-)--(?!-)", "–", text)
                child.content = text.replace("...", "…")


def attributes_of(params: str) -> dict[str, Any] | None:
    """The attributes of a division's opening line, ``{.map #id key=value}``; None where they cannot be read."""
    params = params.strip()
    if not params.startswith("{"):
        return {"class": params} if re.fullmatch(r"[\w-]+", params) else None
    try:
        end, attributes = parse_attributes(params)
    except ParseError:
        return None
    return dict(attributes) if end == len(params) - 1 else None
