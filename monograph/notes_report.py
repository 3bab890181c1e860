"""The notes report: ``<slug>-notes.html``, every note with its sources, the form in which each is cited, and why."""

from __future__ import annotations

from collections import Counter

from monograph.editions import Making
from monograph.model import FormattedNote
from monograph.rendering.inlines import InlineWriter, plain_text
from monograph.rendering.markup import DIALECTS
from monograph.rendering.templates import render
from monograph.rendering.words import words_of


def write_notes_report(making: Making) -> None:
    """Write the report beside what was made, and count the forms in ``making.figures``."""
    book, apparatus = making.book, making.apparatus
    pages = making.page_map.page_of if making.page_map else {}
    writer = InlineWriter(
        apparatus, DIALECTS["print"], pages, "#{}".format, frozenset(), lambda _: "", words_of("en")["page"]
    )
    sections = [
        (
            section.short_title or plain_text(section.title),
            apparatus.numbers.get(section.id, ""),
            apparatus.notes[section.id],
        )
        for section in book.sections
        if apparatus.notes.get(section.id)
    ]
    count = Counter(form.form for told in apparatus.forms.values() for form in told)
    making.figures["citation forms"] = dict(sorted(count.items()))
    page = render(
        "report",
        "notes-report",
        book=book,
        sections=sections,
        inlines=writer,
        forms=lambda note: apparatus.forms.get(note.id, ()),
        page=lambda note: pages.get(note.id, ""),
        place=_place,
        count=count,
    )
    (making.out / f"{book.metadata.slug}-notes.html").write_text(f"{page}\n", encoding="utf-8")


def _place(note: FormattedNote) -> str:
    return f"{note.location.path}:{note.location.line}"
