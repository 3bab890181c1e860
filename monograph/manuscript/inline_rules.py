"""Stage 1: the inline rules of the dialect: citations, note calls, inline notes, and attributes that cannot be read.

Every token carries ``meta["pos"]``, the offset at which it begins in the text that was parsed.
"""

from __future__ import annotations

import re

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from monograph.manuscript.citations import KEY, MARK

IN_TEXT = re.compile(rf"@({KEY})")
LOCATOR = re.compile(r"\s\[(?!\^)([^\[\]@]*)\](?![({\[])")
NOTE_CALL = re.compile(r"\[\^([^\s\[\]^]+)\]")
BRACES = re.compile(r"\{[^{}\n]*\}?")


class LocatingParser(ParserInline):
    """The inline parser of markdown-it, which also notes where each token begins."""

    def tokenize(self, state: StateInline) -> None:
        """Make the tokens of ``state.src[state.pos:state.posMax]``."""
        rules = self.ruler.getRules("")
        end, deepest = state.posMax, state.md.options["maxNesting"]
        text_start = state.pos
        while state.pos < end:
            start, before, pending = state.pos, len(state.tokens), state.pending
            if not pending:
                text_start = start
            if state.level >= deepest or not any(rule(state, False) for rule in rules):
                state.pending += state.src[start]
                state.pos = start + 1
            if pending and len(state.tokens) > before:
                state.tokens[before].meta.setdefault("pos", text_start)
            _locate(state.tokens[before:], start)
        if state.pending:
            before = len(state.tokens)
            state.pushPending()
            _locate(state.tokens[before:], text_start)


def _locate(tokens: list[Token], position: int) -> None:
    for token in tokens:
        token.meta.setdefault("pos", position)


def closing(state: StateInline) -> int:
    """Offset of the bracket that closes the one at ``state.pos``, or -1. Each text is searched once."""
    pairs: dict[int, int] | None = vars(state).get("brackets")
    if pairs is None:
        pairs, opened = {}, []
        for match in re.finditer(r"\\.|[\[\]]", state.src, re.S):
            if match[0] == "[":
                opened.append(match.start())
            elif match[0] == "]" and opened:
                pairs[opened.pop()] = match.start()
        vars(state)["brackets"] = pairs
    return pairs.get(state.pos, -1)


def note_call(state: StateInline, silent: bool) -> bool:
    """``[^key]``."""
    match = NOTE_CALL.match(state.src, state.pos)
    if not match or match.end() > state.posMax:
        return False
    if not silent:
        state.push("note_call", "", 0).meta["key"] = match[1]
    state.pos = match.end()
    return True


def citation(state: StateInline, silent: bool) -> bool:
    """``[see @key, p. 12; also @other]``: brackets that hold a key and are neither a link nor a span."""
    if state.src[state.pos] != "[" or state.src.startswith("[^", state.pos):
        return False
    end = closing(state)
    inner = state.src[state.pos + 1 : end]
    if end < 0 or state.src[end + 1 : end + 2] in ("(", "{") or not MARK.search(inner) or "](" in inner:
        return False
    if not silent:
        state.push("citation", "", 0).meta["inner"] = inner
    state.pos = end + 1
    return True


def in_text_citation(state: StateInline, silent: bool) -> bool:
    """``@key [p. 3]`` where the key is a source; any other @word stays text, and is told."""
    before = state.src[state.pos - 1 : state.pos] if state.pos else ""
    match = IN_TEXT.match(state.src, state.pos)
    if not match or before.isalnum() or before in {"\\", "@", ".", "/", "-", "+", "_"}:
        return False
    known = match[1] in state.env.get("sources", ())
    locator = LOCATOR.match(state.src, match.end()) if known else None
    if not silent:
        token = state.push("in_text_citation" if known else "handle", "", 0)
        token.meta["inner"] = f"@{match[1]}, {locator[1]}" if locator else f"@{match[1]}"
    state.pos = (locator or match).end()
    return True


def inline_note(state: StateInline, silent: bool) -> bool:
    """``^[text of the note]``."""
    if not state.src.startswith("^[", state.pos):
        return False
    start = state.pos
    state.pos += 1
    end = closing(state)
    state.pos = start
    if end < 0:
        return False
    if not silent:
        state.push("inline_note", "", 0).meta["inner"] = state.src[start + 2 : end]
    state.pos = end + 1
    return True


def unread_attributes(state: StateInline, silent: bool) -> bool:
    """``{…}`` right behind ``]``, ``)`` or code, that the rules before this one could not read."""
    match = BRACES.match(state.src, state.pos)
    if not match:
        return False
    last = state.tokens[-1].type if state.tokens and not state.pending else ""
    if last not in ("link_close", "image", "code_inline", "span_close") and not state.pending.endswith("]"):
        return False
    if not silent:
        state.push("unread_attributes", "", 0).meta["inner"] = match[0]
    state.pos = match.end()
    return True
