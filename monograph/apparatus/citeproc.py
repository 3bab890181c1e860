"""Stage 2: formats every citation and the bibliography of a book in one call of pandoc's citeproc.

The rest of the program sees only ``format_citations`` and model inlines, so that another engine can come.
The engine's traps are met here: it sets titles and names of other scripts in its own way, reads locators
as English text, and puts parentheses round a citation in the prose of a note.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monograph.apparatus.inlines import edited, plain_text
from monograph.apparatus.sources import csl_item
from monograph.apparatus.styles import LOCATORS, Style, locator_word
from monograph.apparatus.syntax import GUARD, MARK, read_inlines
from monograph.apparatus.terms import ARTICLE, CITED_IN, word
from monograph.model import Citation, Cite, Inlines, Location, Source
from monograph.pandoc import Pandoc, PandocError, find_pandoc, run_citeproc

EngineNote = tuple[Citation, ...]
"""The citations of one note in order; none for a note of prose alone, which must be told too."""

TITLES = ("title", "title-short", "container-title", "volume-title", "collection-title", "part-title")
KNOWN_LETTERS = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u1e00-\u1fff]")
SECOND_HAND = re.compile(rf"; (?=(?:{'|'.join(map(re.escape, CITED_IN.values()))}|(?:as )?(?:cited|quoted) in)\s)")
"""Where a group goes on with the source through which the one before is known: no semicolon stands there."""

LEAVES = ("l.", "ll.")
OWN = "\ue000"
FOLIO = re.compile(rf"(?:[^\W\d]+\.? )?{OWN}")
"""The leaf of an archive is a folio to the engine, which knows where it stands; its word is the author's own."""

TYPED = {
    "chapter": "ch.", "volume": "vol.", "note": "n.", "folio": "fol.", "section": "§", "figure": "fig.", "issue": "no.",
}  # fmt: skip
"""Labels as an author types them, for a style that has no words for them."""

FAMILY_FIRST = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")

_NOWHERE = Location("")


@dataclass(frozen=True)
class Formatted:
    """What the engine made.

    ``groups``: citation id -> its words; ``entries``: the bibliography in the style's order, (key, words);
    ``unprinted``: the keys of sources for which the style has no entry.
    """

    groups: Mapping[str, Inlines]
    entries: tuple[tuple[str, Inlines], ...]
    unprinted: tuple[str, ...] = ()


class CiteprocError(Exception):
    """The engine's answer is not what it was asked for: a fault of the program, not of the manuscript."""


def format_citations(
    scopes: Sequence[Sequence[EngineNote]],
    sources: Mapping[str, Source],
    style: Style,
    listed: Iterable[str] = (),
    pandoc: Pandoc | None = None,
) -> Formatted:
    """The words of every citation, and the entries of every source that is cited or ``listed``.

    In each of the ``scopes`` sources are given in full again. In a note style the words of a citation have no
    capital, stop or parentheses of their own; in a style that cites in the text they keep their parentheses.
    Every key must be in ``sources``. Raises ``PandocMissingError``, ``PandocError``, ``CiteprocError``.
    """
    asked = [citation for scope in scopes for note in scope for citation in note]
    used = dict.fromkeys([*(cite.key for citation in asked for cite in citation.cites), *listed])
    if not used:
        return Formatted({}, ())
    dates = style.language if style.notes else ""  # a style that cites by year wants a year
    items = [prepared(csl_item(sources[key], dates, style.day_first)) for key in used]
    cited = {cite.key for citation in asked for cite in citation.cites}
    meta = _meta(style, [key for key in used if key not in cited])
    with tempfile.TemporaryDirectory() as folder:
        found, unprinted = run_citeproc(
            pandoc or find_pandoc(), _blocks(scopes, style), meta, style.xml, items, Path(folder).resolve()
        )
    spans: dict[int, list[Any]] = {}
    entries: list[tuple[str, list[Any]]] = []
    _collect(found, spans, entries)
    if len(spans) != len(asked):
        raise CiteprocError(f"{len(asked)} citations were asked for, {len(spans)} came back")
    groups = {citation.id: _group(citation, spans[number], style) for number, citation in enumerate(asked)}
    words = [(key, read_inlines(nodes, sources[key].location, {})) for key, nodes in entries]
    return Formatted(groups, tuple((key, inlines) for key, inlines in words if inlines), tuple(unprinted))


def style_fault(error: PandocError) -> str:
    """What pandoc says against the style file, empty if it was something else that failed."""
    found = re.search(r"Citeproc(?:ParseError|XMLError): (.*)|Citeproc: (undefined macro .*)", str(error))
    return found[1] or found[2] if found else ""


# ------------------------------------------------------------------------------ asking


def prepared(item: dict[str, Any]) -> dict[str, Any]:
    """An item whose titles print as typed and whose names print given name first, whatever their script."""
    made = dict(item)
    for field in TITLES:
        if made.get(field):
            text = str(made[field])
            guard = GUARD if text.endswith(("?", "!")) else ""
            made[field] = f'<span class="nocase">{text}{guard}</span>'
    for field, value in made.items():
        if isinstance(value, list):
            made[field] = [_marked(name) if isinstance(name, Mapping) else {"literal": str(name)} for name in value]
    return made


def _marked(name: Mapping[str, Any]) -> dict[str, Any]:
    """A name with a mark before a family in letters that the engine would print family first and unspaced."""
    family = str(name.get("family", ""))
    if not family or KNOWN_LETTERS.search(family) or FAMILY_FIRST.search(family):
        return dict(name)
    return {**name, "family": MARK + family}


def _meta(style: Style, keys: list[str]) -> dict[str, Any]:
    nocite = [_cite(Cite(key, _NOWHERE), style) for key in keys]
    return {
        "lang": {"t": "MetaString", "c": style.language},
        "link-citations": {"t": "MetaBool", "c": True},
        "nocite": {"t": "MetaInlines", "c": [{"t": "Cite", "c": [nocite, []]}]},
    }


def _blocks(scopes: Sequence[Sequence[EngineNote]], style: Style) -> list[Any]:
    """A heading that starts the counting anew for each scope, then its notes, each citation in a numbered span."""
    blocks: list[Any] = []
    number = at = 0
    for scope in scopes:
        blocks.append({"t": "Header", "c": [1, ["", ["reset-citation-positions"], []], [_str("scope")]]})
        for note in scope:
            body = []
            at += 1
            for citation in note:
                cites = [_cite(cite, style, at) for cite in citation.cites]
                span = {"t": "Span", "c": [[f"group-{number}", [], []], [{"t": "Cite", "c": [cites, []]}]]}
                body.append({"t": "Para", "c": [span]})
                number += 1
            if style.notes:
                body = body or [{"t": "Para", "c": [_str("prose")]}]
                blocks.append({"t": "Para", "c": [{"t": "Note", "c": body}]})
            else:
                blocks += body
    return blocks


def _cite(cite: Cite, style: Style, note: int = 0) -> dict[str, Any]:
    """A cite in the note of that number: by it the engine knows which notes follow one another (for ibid.)."""
    suffix, located = cite.suffix, cite.locator
    if located and not style.labels and cite.label not in ("", "page"):
        suffix = ", ".join(filter(None, (f"{_typed(cite.label, style.language)} {located}", suffix.lstrip(", "))))
        located = ""
    if suffix and not suffix.startswith((",", ";", ".", ":", ")")):
        suffix = ", " + suffix.lstrip()
    locator = "{" + f"{_label(cite.label, style.language)} {located}" + "}" if located else ""
    if suffix and not locator:
        locator = "{}"  # else the engine takes "l. 78" for a line
    return {
        "citationId": cite.key,
        "citationPrefix": _words(cite.prefix.strip()),
        "citationSuffix": _words(locator + suffix),
        "citationMode": {"t": "SuppressAuthor" if cite.suppress_author else "NormalCitation"},
        "citationNoteNum": note,
        "citationHash": 0,
    }


def _label(label: str, language: str) -> str:
    if label in ("", "page"):
        return locator_word("page")
    if label in LEAVES:
        return f"{locator_word('folio')} {OWN}{label}"
    return locator_word(label) if label in LOCATORS else GUARD + _typed(label, language)  # else read as a known word


def _typed(label: str, language: str) -> str:
    """A label in words: of an article in the book's language, which no locale of the engine has; else as typed."""
    if label in ("article", "article-locator"):
        return word(ARTICLE, language)
    return TYPED.get(label, label)


def _words(text: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for number, part in enumerate(text.split(" ")):
        made += [{"t": "Space"}] if number else []
        made += [_str(part)] if part else []
    return made


def _str(text: str) -> dict[str, Any]:
    return {"t": "Str", "c": text}


# --------------------------------------------------------------------------- answering


def _collect(blocks: list[Any], spans: dict[int, list[Any]], entries: list[tuple[str, list[Any]]]) -> None:
    """The words of each numbered span and of each entry, in blocks of the form that ``_blocks`` makes."""
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind == "Div" and content[0][0].startswith("ref-"):
            inlines = [inline for part in content[1] for inline in part["c"]]
            entries.append((content[0][0].removeprefix("ref-"), inlines))
        elif kind == "Div":
            _collect(content[1], spans, entries)
        elif kind == "Para":
            for inline in content:
                if inline["t"] == "Note":
                    _collect(inline["c"], spans, entries)
                elif inline["t"] == "Span" and inline["c"][0][0].startswith("group-"):
                    spans[int(inline["c"][0][0].removeprefix("group-"))] = inline["c"][1]


def _group(citation: Citation, nodes: list[Any], style: Style) -> Inlines:
    """The words of a citation; in a note style without the parentheses that the engine sets within a note."""
    places = {cite.key: cite.location for cite in citation.cites}
    inlines = read_inlines(nodes, citation.location, places)
    text = plain_text(inlines)
    inlines = edited(inlines, {at: "" for found in FOLIO.finditer(text) for at in range(*found.span())})
    text = plain_text(inlines)
    inlines = edited(inlines, {found.start(): "," for found in SECOND_HAND.finditer(text)})
    inlines = edited(inlines, _outer_commas(plain_text(inlines), style))
    if not style.notes:
        return inlines
    text = plain_text(inlines)
    if not (text.startswith("(") and text.endswith(")")):
        raise CiteprocError(f"no parentheses round {citation.id}: {text}")
    return edited(inlines, {0: "", len(text) - 1: ""})


def _outer_commas(text: str, style: Style) -> dict[int, str]:
    """Edits that bring a comma before free text within the quotation marks before it, where the style wants it.

    A comma before a closing bracket is left over from a date that the source lacks.
    """
    edits = {at: "" for found in re.finditer(r",\s*(?=[)\]])", text) for at in range(*found.span())}
    for found in re.finditer("(?<![?!.,])”,", text) if style.stop_inside else ():
        edits |= {found.start(): ",”", found.start() + 1: ""}
    return edits
