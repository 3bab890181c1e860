"""Stage 2 from top to bottom: what is numbered, what the engine is asked, and what is made of its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monograph.apparatus.addresses import with_addresses
from monograph.apparatus.bibliography import bibliography, places_of_citation
from monograph.apparatus.chronology import chronology_rows
from monograph.apparatus.citeproc import EngineNote, Formatted, format_citations, style_fault
from monograph.apparatus.finishing import capitalised
from monograph.apparatus.forms import forms
from monograph.apparatus.indexing import compile_index
from monograph.apparatus.inlines import walk
from monograph.apparatus.mentions import mentions_of
from monograph.apparatus.notes import (
    NumberedNote,
    calls_of,
    formatted_note,
    naming,
    note_scopes,
    numbered_notes,
    spelled,
)
from monograph.apparatus.reading import prints, section_inlines
from monograph.apparatus.record_sources import record_scope, record_sources
from monograph.apparatus.scripts import in_their_language
from monograph.apparatus.second_hand import intermediary_scope, with_intermediary
from monograph.apparatus.sources import check_sources, names
from monograph.apparatus.styles import Style, find_style
from monograph.apparatus.targets import section_numbers, targets_of
from monograph.model import Apparatus, Book, Citation, CitedSource, Inlines, Location, Source, Text
from monograph.pandoc import PandocError, PandocMissingError, tell_missing
from monograph.problems import Problems

NOTHING = Formatted({}, ())


def compile_apparatus(book: Book, problems: Problems) -> Apparatus:
    """Everything that is computed about a book. With a problem it is returned as complete as it can be.

    Raises ``PandocError`` or ``CiteprocError`` where the citation engine fails at a sound manuscript.
    """
    sources = {source.key: source for source in reversed(book.sources)}
    found = find_style(book, problems)
    style = found or Style("", "", True, book.metadata.language, False)
    numbered = {
        section.id: _spelled(numbered_notes(book, section, style.notes), sources, style) for section in book.sections
    }
    in_text = _in_text(book)
    asked = [] if style.notes else [spelled((citation,), sources, style, named=False) for citation in in_text]
    by_chapter = book.settings.full_form == "chapter"
    scopes = note_scopes(list(numbered.values()), by_chapter)
    of_citation = {c.id: note for group in numbered.values() for note in group for c in note.citations}
    told_forms = forms(scopes, of_citation, by_chapter, style.ibid) if style.notes else {}
    scopes.append([tuple(node for node in inlines if isinstance(node, Citation)) for inlines in asked])
    scopes.append(record_scope(book, sources, style))
    cited = {cite.key for scope in scopes for note in scope for citation in note for cite in citation.cites}
    listed = None if prints(book, "bibliography") else ()
    check_sources(book, cited, problems)
    scopes.append(intermediary_scope(sorted(cited), sources))
    answer = with_addresses(_formatted(scopes, sources, found, problems), sources, book.settings.urls, listed)
    told = tuple((key, _entry(sources[key], words, answer.groups, style)) for key, words in answer.entries)
    answer = _in_their_languages(replace(answer, entries=told), sources)

    notes = {
        section.id: tuple(
            formatted_note(note, answer.groups, style, section.language or book.metadata.language)
            for note in numbered[section.id]
        )
        for section in book.sections
    }
    numbers, mentions = section_numbers(book), mentions_of(book)
    records = record_sources(book, answer.groups, found)
    calls = calls_of([note for group in numbered.values() for note in group])
    citing = places_of_citation(book, calls, [note for group in notes.values() for note in group])
    return Apparatus(
        numbers=numbers,
        notes=notes,
        calls=calls,
        citations={c.id: _words(c, answer.groups, sources, style) for c in in_text if c.in_text or not style.notes},
        bibliography=bibliography(book, answer.entries, citing, style),
        targets=targets_of(book, numbers, notes),
        index=compile_index(book, notes, problems),
        events=chronology_rows(book, records, mentions),
        record_sources=records,
        forms=told_forms,
        mentions=mentions,
    )


def _entry(source: Source, words: Inlines, groups: Mapping[str, Inlines], style: Style) -> Inlines:
    """An entry with what the engine leaves out: the source it is known through, a capital where no name stands."""
    words = with_intermediary(source, words, groups, style)
    return words if names(source) else capitalised(words, style.language)


def _in_text(book: Book) -> list[Citation]:
    """Every citation that stands in the text, in reading order."""
    runs = (inlines for section in book.sections for inlines in section_inlines(section, book))
    return [node for inlines in runs for node in walk(inlines) if isinstance(node, Citation)]


def _spelled(notes: Sequence[NumberedNote], sources: Mapping[str, Source], style: Style) -> tuple[NumberedNote, ...]:
    """The notes with citations that the engine can format."""
    made = []
    for note in notes:
        paragraphs = tuple(
            replace(paragraph, children=spelled(paragraph.children, sources, style, named=not note.bare))
            for paragraph in note.paragraphs
        )
        made.append(replace(note, paragraphs=paragraphs))
    return tuple(made)


def _formatted(
    scopes: Sequence[Sequence[EngineNote]], sources: Mapping[str, Source], style: Style | None, problems: Problems
) -> Formatted:
    if style is None:
        return NOTHING
    listed = [key for key, source in sources.items() if source.further_reading]
    try:
        answer = format_citations(scopes, sources, style, listed)
    except PandocMissingError as error:
        tell_missing(error, problems)
    except PandocError as error:
        fault = style_fault(error)
        if not fault:
            raise
        problems.add("style-broken", f"the style “{style.name}” cannot be read: {fault}", Location("book.yaml"))
    else:
        for key in (key for key in answer.unprinted if sources[key].cited_in is None):
            message = f"the style “{style.name}” prints no entry for the source “{key}”"
            hint = "it may lack an archive, publisher or URL, or be of a type that is only cited in notes"
            problems.add("source-unprinted", message, sources[key].location, hint)
        return answer
    return NOTHING


def _in_their_languages(answer: Formatted, sources: Mapping[str, Source]) -> Formatted:
    def language(key: str) -> str:
        return str(sources[key].fields.get("language", ""))

    def cited(words: Inlines) -> Inlines:
        return tuple(
            replace(node, children=in_their_language(node.children, language(node.key)))
            if isinstance(node, CitedSource)
            else node
            for node in words
        )

    groups = {key: in_their_language(cited(words)) for key, words in answer.groups.items()}
    entries = tuple((key, in_their_language(words, language(key))) for key, words in answer.entries)
    return replace(answer, groups=groups, entries=entries)


def _words(citation: Citation, groups: Mapping[str, Inlines], sources: Mapping[str, Source], style: Style) -> Inlines:
    """What stands in the text: the names in a note style; in an author-date style the citation in parentheses too."""
    words = () if style.notes else groups.get(citation.id, ())
    if not citation.in_text:
        return words
    named = naming(citation, sources, style.language)
    return (*named, Text(" ", citation.location), *words) if named and words else named or words
