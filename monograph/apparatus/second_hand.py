"""Stage 2: sources that the author knows through another: "Report, l. 78, as cited in Hovannisian, Republic, 4:20"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from monograph.apparatus.citeproc import EngineNote
from monograph.apparatus.finishing import capitalised
from monograph.apparatus.inlines import edited, plain_text
from monograph.apparatus.styles import Style
from monograph.apparatus.terms import CITED_IN, word
from monograph.model import Citation, Cite, Inlines, Location, Source, Text


def with_intermediaries(citation: Citation, sources: Mapping[str, Source], language: str) -> Citation:
    """The citation with each source that is known through another followed by that other, unless the author did so."""
    cites: list[Cite] = []
    for number, cite in enumerate(citation.cites):
        cites.append(cite)
        via = sources[cite.key].cited_in if cite.key in sources else None
        after = citation.cites[number + 1].key if number + 1 < len(citation.cites) else ""
        if via and via.key in sources and via.key != after:
            cites.append(replace(via, prefix=word(CITED_IN, language), location=cite.location))
    return replace(citation, cites=tuple(cites))


def intermediary_scope(keys: Collection[str], sources: Mapping[str, Source]) -> list[EngineNote]:
    """How the engine is asked for the words by which entries name the other source: in its short form.

    A first note, which is never printed, gives each in full.
    """
    asked = {key: via for key in keys if (via := sources[key].cited_in) and via.key in sources}
    if not asked:
        return []
    hidden = Citation("intermediaries-in-full", tuple(asked.values()), Location(""))
    return [
        (hidden,),
        *(note for key, via in asked.items() for note in ((), (Citation(_id(key), (via,), via.location),))),
    ]


def with_intermediary(source: Source, entry: Inlines, groups: Mapping[str, Inlines], style: Style) -> Inlines:
    """An entry with the source through which it is known at its end."""
    words, place = groups.get(_id(source.key), ()), source.location
    text = plain_text(words)
    if not text:
        return entry
    if not style.notes and re.fullmatch(r"[(\[].*[)\]]", text):
        words = edited(words, {0: "", len(text) - 1: ""})
    opening = capitalised((Text(word(CITED_IN, style.language), place),), style.language)
    between = " " if plain_text(entry).rstrip("”’»").endswith((".", "?", "!")) else ". "
    stop = "" if plain_text(words).endswith(".") else "."
    return (*entry, Text(between, place), *opening, Text(" ", place), *words, Text(stop, place))


def _id(key: str) -> str:
    return f"{key}-cited-in"
