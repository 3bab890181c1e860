"""Stage 2: in which form each source of a note is cited, and why: full, short or ibid. (CSL 1.0.2, "position").

The engine does not say so. The rules here are its rules; a test holds them against the words that it prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monograph.apparatus.citeproc import EngineNote
from monograph.apparatus.notes import NumberedNote
from monograph.model import Citation, CiteForm


def forms(
    scopes: Sequence[Sequence[EngineNote]], notes: Mapping[str, NumberedNote], by_chapter: bool, ibid: bool
) -> dict[str, tuple[CiteForm, ...]]:
    """Note id -> the form of each source it cites, in order.

    ``scopes`` are what the engine was asked, ``notes`` the note of each citation by its id; ``ibid`` says whether
    the style may print it.
    """
    found: dict[str, list[CiteForm]] = {}
    for scope in scopes:
        first: dict[str, NumberedNote] = {}
        before: Citation | None = None
        for asked in scope:
            if not asked:
                before = None
            for citation in asked:
                note = notes.get(citation.id)
                if note is None:  # a citation of a record, in no note
                    continue
                told = found.setdefault(note.id, [])
                for number, cite in enumerate(citation.cites):
                    told.append(_form(citation, number, first.get(cite.key), before, by_chapter, ibid))
                    first.setdefault(cite.key, note)
                before = citation
    return {note: tuple(told) for note, told in found.items()}


def _form(
    citation: Citation, number: int, first: NumberedNote | None, before: Citation | None, by_chapter: bool, ibid: bool
) -> CiteForm:
    cite = citation.cites[number]
    if first is None:
        return CiteForm(cite.key, "full", f"first in {'this chapter' if by_chapter else 'the book'}")
    where = "earlier in this note" if citation.id in _ids(first) else f"in note {first.number}"
    if not by_chapter:
        where += f" of {first.section}" if where.startswith("in") else ""
    if not ibid:
        return CiteForm(cite.key, "short", f"cited in full {where}")
    earlier = citation.cites[number - 1] if number else before.cites[0] if before and len(before.cites) == 1 else None
    if earlier is None or earlier.key != cite.key:
        why = "the citation before is not of this source alone"
        return CiteForm(cite.key, "short", f"cited in full {where}; {why}")
    if earlier.locator and not cite.locator:
        return CiteForm(cite.key, "short", f"cited in full {where}; ibid. would mean the place cited before")
    return CiteForm(cite.key, "ibid", "the citation before is of this source alone")


def _ids(note: NumberedNote) -> set[str]:
    return {citation.id for citation in note.citations}
