"""Stage 2: numbers the notes of each section, asks the engine for their citations, and finishes them.

A bare citation in the text is a note in a note style, and words in parentheses in an author-date style.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monograph.apparatus.citeproc import EngineNote
from monograph.apparatus.finishing import finished
from monograph.apparatus.inlines import joined, walk
from monograph.apparatus.reading import section_inlines
from monograph.apparatus.second_hand import with_intermediaries
from monograph.apparatus.sources import SLANTED, csl_item, names, names_in_text
from monograph.apparatus.styles import Style
from monograph.apparatus.terms import QUOTES, word
from monograph.model import (
    Book,
    Call,
    Citation,
    Emphasis,
    FormattedNote,
    Inlines,
    Location,
    Note,
    NoteCall,
    Paragraph,
    Section,
    Source,
    Text,
)


@dataclass(frozen=True)
class NumberedNote:
    """A note with its number, its citations still to be formatted."""

    id: str
    section: str
    series: str
    number: str
    paragraphs: tuple[Paragraph, ...]
    calls: tuple[str, ...]
    location: Location

    @property
    def bare(self) -> bool:
        """Whether a citation in the text is the whole note: its authors are then named in the text, if at all."""
        return self.id == _own_id(self.calls[0])

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations in order."""
        inlines = (node for paragraph in self.paragraphs for node in walk(paragraph.children))
        return tuple(node for node in inlines if isinstance(node, Citation))


# ------------------------------------------------------------------------- numbering


def numbered_notes(book: Book, section: Section, notes_style: bool) -> tuple[NumberedNote, ...]:
    """The notes of a section in the order of their first calls, each series counted from its first mark.

    With ``notes_style`` bare citations are notes too, with the id ``<citation id>-note``.
    """
    written = {note.id: note for note in section.notes}
    found: dict[str, NumberedNote] = {}
    count: dict[str, int] = {}
    marks = {series.id: series.marks for series in book.settings.series}
    for inlines in section_inlines(section, book):
        for node in walk(inlines):
            if isinstance(node, NoteCall) and node.note in found:
                note = found[node.note]
                found[note.id] = replace(note, calls=(*note.calls, node.id))
            elif isinstance(node, NoteCall) and node.note in written:
                note = _numbered(written[node.note], section.id, count, marks, node.id)
                found[note.id] = note
            elif isinstance(node, Citation) and notes_style:
                note = _numbered(_own_note(node), section.id, count, marks, node.id)
                found[note.id] = note
    return tuple(found.values())


def note_mark(count: int, marks: str) -> str:
    """The mark of a series' note of that number: "3", "c", "‡"; after the last sign they are doubled ("aa", "**")."""
    signs = {"letters": "abcdefghijklmnopqrstuvwxyz", "symbols": "*†‡§"}.get(marks, "")
    return signs[(count - 1) % len(signs)] * ((count - 1) // len(signs) + 1) if signs else str(count)


def _numbered(note: Note, section: str, count: dict[str, int], marks: Mapping[str, str], call: str) -> NumberedNote:
    count[note.series] = count.get(note.series, 0) + 1
    number = note_mark(count[note.series], marks.get(note.series, "numbers"))
    return NumberedNote(note.id, section, note.series, number, note.blocks, (call,), note.location)


def _own_id(citation: str) -> str:
    return f"{citation}-note"


def _own_note(citation: Citation) -> Note:
    identifier = _own_id(citation.id)
    paragraph = Paragraph(f"{identifier}-p1", (citation,), citation.location)
    return Note(identifier, "", "", (paragraph,), citation.location, citation.evidence)


# --------------------------------------------------------------------------- spelling


def spelled(inlines: Inlines, sources: Mapping[str, Source], style: Style, named: bool = True) -> Inlines:
    """The inlines with only what the engine can format: known sources, and no citation in running text.

    ``@key [p. 3]`` becomes the authors' names and a citation without them; without the names
    where these stand in the text itself (not ``named``).
    """

    def words(citation: Citation) -> Inlines:
        cites = tuple(cite for cite in citation.cites if cite.key in sources)
        if not cites:
            return ()
        cites = with_intermediaries(replace(citation, cites=cites), sources, style.language).cites
        if not citation.in_text:
            return (replace(citation, cites=cites),)
        source = sources[cites[0].key]
        suppressed = replace(cites[0], suppress_author=bool(names(source)) or not style.notes)
        rest = replace(citation, cites=(suppressed, *cites[1:]))
        if not named or (style.notes and not names(source)):
            return (rest,)
        return (*naming(citation, sources, style.language), Text(", " if style.notes else " ", citation.location), rest)

    return joined(inlines, words).inlines


def naming(citation: Citation, sources: Mapping[str, Source], language: str) -> Inlines:
    """What ``@key`` prints in running text: the authors' names, or the short title of a source without any."""
    source = next((sources[cite.key] for cite in citation.cites if cite.key in sources), None)
    if source is None:
        return ()
    if names(source):
        return (Text(names_in_text(source, language), citation.location),)
    title = str(csl_item(source).get("title-short", source.key))
    if source.type in SLANTED:
        return (Emphasis((Text(title, citation.location),)),)
    quotes = "‘’" if language == "en-GB" else word(QUOTES, language)
    return (Text(quotes[0] + title + quotes[1], citation.location),)


# ----------------------------------------------------------------------------- asking


def note_scopes(sections: Sequence[Sequence[NumberedNote]], by_chapter: bool) -> list[list[EngineNote]]:
    """What the engine is asked: each series of a section as a scope of its own, or each series of the whole book."""
    series = dict.fromkeys(note.series for notes in sections for note in notes)
    scopes = []
    for name in series:
        runs = [list(_asked([note for note in notes if note.series == name])) for notes in sections]
        scopes += runs if by_chapter else [[note for run in runs for note in run]]
    return [scope for scope in scopes if scope]


def _asked(notes: Sequence[NumberedNote]) -> Iterator[EngineNote]:
    """The notes as the engine must see them, so that "ibid." can only mean the source of the note before.

    An empty note, which like one of prose alone ends every ibid., stands at the start of a section, after a
    note of several sources, and before a citation that follows an author's name in the prose.
    """
    if notes:
        yield ()
    for note in notes:
        parts: list[list[Citation]] = [[]]
        for citation in note.citations:
            if citation.in_text and not note.bare:
                parts += [[], []]
            parts[-1].append(citation)
        yield from (tuple(part) for part in parts)
        if len({cite.key for citation in note.citations for cite in citation.cites}) > 1:
            yield ()


# -------------------------------------------------------------------------- finishing


def formatted_note(note: NumberedNote, groups: Mapping[str, Inlines], style: Style, language: str) -> FormattedNote:
    """The note with its citations in words, a capital at its beginning and a full stop at its end."""
    paragraphs = []
    for paragraph in note.paragraphs:
        words = joined(paragraph.children, lambda citation: groups.get(citation.id, ()))
        last = paragraph is note.paragraphs[-1]
        spoken = paragraph.language or language
        children = finished(words, spoken, style.stop_inside, paragraph.location, last)
        paragraphs.append(replace(paragraph, children=children))
    keys = tuple(dict.fromkeys(cite.key for citation in note.citations for cite in citation.cites))
    return FormattedNote(
        note.id, note.section, note.series, note.number, tuple(paragraphs), note.calls, keys, note.location
    )


def calls_of(notes: Collection[NumberedNote]) -> dict[str, Call]:
    """Call or citation id -> the call that is printed there."""
    return {call: Call(call, note.id, note.number, note.series) for note in notes for call in note.calls}
