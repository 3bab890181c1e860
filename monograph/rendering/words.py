"""The few words that the book itself says, by language (stage 3)."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "also": "Also",
        "appendix": "Appendix",
        "born": "b.",
        "back_to_call": "Back to note call",
        "chapter": "Chapter",
        "cited_in": "Cited in",
        "cited_on": "Cited on",
        "contested": "Sources disagree:",
        "continued": "continued",
        "date": "Date",
        "chart_description": "Description of the figure",
        "description": "Description of the map",
        "died": "d.",
        "edited_by": "Edited by",
        "event": "Event",
        "index_note": "“n” stands before the number of a note",
        "index_plate": "numbers in italics lead to maps, figures and tables",
        "index_principal": "numbers in bold lead to the main passage",
        "index_person": "Persons",
        "index_place": "Places",
        "index_subject": "Subjects",
        "events": "Chronology",
        "known_as": "Known as",
        "map": "Map",
        "maps": "Maps",
        "name": "Name",
        "note": "Note",
        "note_word": "note",
        "notes": "Notes",
        "notes_word": "notes",
        "number": "No.",
        "old_style": "O.S.",
        "page": "p.",
        "pages": "pp.",
        "see": "See",
        "see_also": "See also",
        "text_of": "Text of",
        "today": "Today",
        "translated_by": "Translated by",
        "treated_in": "See",
        "version": "Version",
    },
}


def words_of(language: str) -> Mapping[str, str]:
    """The words for a BCP 47 language, English where the table has none for it."""
    return WORDS.get(language.partition("-")[0], WORDS["en"])
