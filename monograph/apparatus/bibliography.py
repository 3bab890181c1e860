"""Stage 2: the bibliography in the groups of ``book.yaml``, each in the alphabet of the book's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from monograph.apparatus.collation import ALPHABETS, Key, collation_key
from monograph.apparatus.inlines import edited, plain_text, walk
from monograph.apparatus.reading import section_inlines
from monograph.apparatus.sources import names
from monograph.apparatus.styles import Style
from monograph.model import (
    BibliographyGroup,
    Book,
    Call,
    Citation,
    Entry,
    EntryGroup,
    FormattedNote,
    Inlines,
    NoteCall,
    Source,
)

WHOLE = BibliographyGroup("all", "")
"""The one group of a book that names none."""


def bibliography(
    book: Book, entries: Sequence[tuple[str, Inlines]], citing: Mapping[str, Sequence[str]], style: Style
) -> tuple[EntryGroup, ...]:
    """The groups that have entries. ``entries`` come in the order of the style, which English and others keep.

    ``citing``: key -> ids of the places that cite the source (see ``places_of_citation``).
    """
    sources = {source.key: source for source in reversed(book.sources)}
    language = book.metadata.language
    ordered = list(entries)
    if language.partition("-")[0] in ALPHABETS:
        ordered.sort(key=lambda entry: sort_key(sources[entry[0]], language))
    groups = book.settings.bibliography or (WHOLE,)
    made = []
    for group in groups:
        mine = [entry for entry in ordered if group is WHOLE or sources[entry[0]].group == group.id]
        if mine:
            words = dashed(mine, sources, style.dash)
            found = tuple(Entry(f"ref-{key}", key, words[key], tuple(citing.get(key, ()))) for key, _ in mine)
            made.append(EntryGroup(group.id, group.title, group.note, found))
    return tuple(made)


def places_of_citation(
    book: Book, calls: Mapping[str, Call], notes: Iterable[FormattedNote]
) -> dict[str, tuple[str, ...]]:
    """Key -> the notes that cite the source, and the citations that stand in the text themselves, in reading order."""
    known = {note.id: note for note in notes}
    found: dict[str, dict[str, None]] = {}
    for section in book.sections:
        for inlines in section_inlines(section, book):
            for node in walk(inlines):
                if isinstance(node, NoteCall | Citation):
                    note = known.get(calls[node.id].note) if node.id in calls else None
                    told = tuple(cite.key for cite in node.cites) if isinstance(node, Citation) else ()
                    for key in note.keys if note else told:
                        found.setdefault(key, {})[note.id if note else node.id] = None
    return {key: tuple(places) for key, places in found.items()}


def sort_key(source: Source, language: str) -> tuple[tuple[Key, ...], Key]:
    """The names of a source, family first, or else its title; then its year, so that equal names stay in order."""
    found = [
        collation_key(" ".join(str(name.get(part, "")) for part in ("family", "literal", "given")).strip(), language)
        for name in names(source)
    ]
    title = collation_key(str(source.fields.get("title", "")), language)
    year = collation_key(str(source.fields.get("issued", "")), language)
    return (tuple(found), year) if found else ((title,), year)


def dashed(entries: Sequence[tuple[str, Inlines]], sources: Mapping[str, Source], dash: str) -> dict[str, Inlines]:
    """The entries of one group by key, with ``dash`` for the authors where the entry before has the same ones."""
    made = {}
    before: list[object] = []
    for key, inlines in entries:
        authors: list[object] = list(names(sources[key]))
        same = bool(dash and authors and authors == before)
        made[key] = _dashed(inlines, sources[key], dash) if same else inlines
        before = authors
    return made


def _dashed(inlines: Inlines, source: Source, dash: str) -> Inlines:
    """An entry whose names at its beginning are replaced; unchanged where they do not stand there."""
    text = plain_text(inlines)
    end = 0
    for name in names(source):
        for part in sorted((str(name.get(part, "")) for part in ("family", "given", "literal")), key=text.find):
            at = text.find(part, end) if part else end
            if at < 0:
                return inlines
            end = at + len(part)
    if not 0 < end < len(text):
        return inlines
    stop = "." if text[end - 1] == "." and text[end] not in ".," else ""
    return edited(inlines, {0: dash + stop, **dict.fromkeys(range(1, end), "")})
