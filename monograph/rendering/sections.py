"""Book and apparatus become the semantic XHTML of each section (stage 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from monograph.apparatus.indexing.locators import printed_locators
from monograph.chronology.dates import date_words
from monograph.model import Apparatus, Book, Call, CitingForm, FormattedNote, Section
from monograph.rendering import appendices, records
from monograph.rendering.citing import page_words, with_pages
from monograph.rendering.inlines import UNKNOWN_PAGE, InlineWriter
from monograph.rendering.languages import by_language
from monograph.rendering.markup import DIALECTS, Dialect
from monograph.rendering.openings import opening_id
from monograph.rendering.parts import PARTS
from monograph.rendering.templates import render
from monograph.rendering.words import words_of

NOTHING: Mapping[str, str] = MappingProxyType({})


def render_sections(
    book: Book,
    apparatus: Apparatus,
    edition: str,
    pages: Mapping[str, str],
    href: Callable[[str], str],
    maps: Mapping[str, str] = NOTHING,
    descriptions: Mapping[str, str] = NOTHING,
    image: Callable[[str], str] = str,
    citing: Sequence[CitingForm] = (),
) -> dict[str, str]:
    """The XHTML of every section by its id: one well-formed ``<section>`` each.

    ``edition`` is "print" or "epub"; ``pages`` id -> printed page label ("000" stands where it is unknown);
    ``href`` id -> address of an element in this edition; ``maps`` sheet or chart id -> drawn SVG,
    ``descriptions`` its text description; ``image`` a picture's path in the manuscript -> its address.
    ``citing``: the book and its chapters in the styles in which it says how it is cited.
    Raises ``RenderingError`` where a template is broken.
    """
    write = section_writer(book, apparatus, edition, pages, href, maps, descriptions, image, citing)
    return {section.id: write(section) for section in book.sections}


def section_writer(
    book: Book,
    apparatus: Apparatus,
    edition: str,
    pages: Mapping[str, str],
    href: Callable[[str], str],
    maps: Mapping[str, str] = NOTHING,
    descriptions: Mapping[str, str] = NOTHING,
    image: Callable[[str], str] = str,
    citing: Sequence[CitingForm] = (),
) -> Callable[[Section], str]:
    """Renders one section at a time, as ``render_sections`` does; ``pages`` is asked anew each time."""
    return _Sections(book, apparatus, DIALECTS[edition], pages, href, maps, descriptions, image, citing).render


@dataclass(frozen=True)
class _Sections:
    """What the templates of one edition see besides the section itself."""

    book: Book
    apparatus: Apparatus
    dialect: Dialect
    pages: Mapping[str, str]
    href: Callable[[str], str]
    maps: Mapping[str, str]
    descriptions: Mapping[str, str]
    image: Callable[[str], str]
    citing: Sequence[CitingForm]
    shared: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Gather the values that are the same in every section."""
        words = words_of(self.book.metadata.language)
        entries = frozenset(
            entry.key
            for group in self.apparatus.bibliography
            for entry in group.entries
            if appendices.has_part(self.book, "bibliography")
        )
        notes = {note.id: note for group in self.apparatus.notes.values() for note in group}
        inlines = InlineWriter(
            self.apparatus,
            self.dialect,
            self.pages,
            self.href,
            entries,
            lambda call: self._call(call, notes.get(call.note)),
            words["page"],
        )
        self.shared.update(
            book=self.book,
            apparatus=self.apparatus,
            words=words,
            inlines=inlines,
            language=self.dialect.language,
            semantics=self.dialect.semantics,
            href=self.href,
            image=self.image,
            page=lambda id: self.pages.get(id, UNKNOWN_PAGE),
            parts=PARTS,
            sheets=appendices.sheets_of(self.book),
            charts=appendices.charts_of(self.book),
            maps={id: Markup(svg) for id, svg in self.maps.items()},
            descriptions=self.descriptions,
            date_words=date_words,
            identifier_words=appendices.identifier_words,
            names=appendices.names_by_role(self.book),
            has_part=lambda kind: appendices.has_part(self.book, kind),
            listed_sections=lambda: appendices.listed_sections(self.book),
            drawn_lines=lambda kind: appendices.drawn_lines(self.book, self.apparatus, kind),
            citing_sections=lambda entry: appendices.citing_sections(entry, self.book, self.apparatus),
            in_the_text=lambda entry: appendices.in_the_text(entry, self.apparatus),
            page_runs=lambda ids: appendices.page_runs(ids, self.pages),
            note_lists=lambda notes: appendices.note_lists(notes, self.book),
            printed_locators=lambda entry: printed_locators(
                entry.locators, self.pages, UNKNOWN_PAGE, self.book.metadata.language
            ),
            index_headnote=lambda: appendices.index_headnote(self.apparatus, words),
            mentions_in=lambda ids: records.mentions_in(ids, self.book, self.apparatus, self.pages),
            maps_with=lambda place: records.maps_with(place, self.book, self.apparatus),
            events_with=lambda kind, id: records.events_with(kind, id, self.apparatus),
            places_named=lambda ids: [place for id in ids for place in self.book.places if place.id == id],
            authorities_of=records.authorities_of,
            coordinates=records.coordinates,
            life_dates=lambda person: records.life_dates(person, words["born"], words["died"]),
            by_language=lambda forms: by_language(forms, self.book.metadata.language),
            citing=self.citing,
            paragraph_number=self._paragraph_number,
            chapter_citation=lambda form, section: with_pages(
                form.chapters[section], section, self.pages, self.book.metadata.language
            ),
            chapter_pages=lambda section: page_words(section, self.pages, self.book.metadata.language),
            first_chapter=lambda: next((id for form in self.citing for id in form.chapters), ""),
            terms_of=lambda kind: appendices.terms_of(self.book, kind),
        )

    def render(self, section: Section) -> str:
        """One section, its notes included."""
        part = PARTS[section.kind]
        return str(
            render(
                self.dialect.folder,
                part.template,
                section=section,
                part=part,
                number=self.apparatus.numbers.get(section.id, ""),
                notes=self.apparatus.notes.get(section.id, ()),
                blocks=section.blocks,
                opening=opening_id(section, part.label == "chapter"),
                **self.shared,
            )
        )

    def _paragraph_number(self, block: str, section: Section) -> str:
        """The number by which a paragraph of a chapter is cited, the end of its id; empty where none are shown."""
        head, _, number = block.rpartition("-p")
        return (
            number if self.book.settings.paragraph_numbers and section.matter == "body" and head == section.id else ""
        )

    def _call(self, call: Call, note: FormattedNote | None) -> Markup:
        """The call of a note; ``first`` where the edition may set the note itself."""
        if note is None:  # reported by the apparatus
            return Markup()
        first = bool(note.calls) and note.calls[0] == call.id
        return render(self.dialect.folder, "note-call", call=call, note=note, first=first, **self.shared)
