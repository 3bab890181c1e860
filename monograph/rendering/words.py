"""The few words that the book itself says, by language (stage 3)."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "abbreviation": "Abbreviation",
        "and": "and",
        "appendix": "Appendix",
        "back_to_call": "Back to note call",
        "chapter": "Chapter",
        "cited_in": "Cited in",
        "contested": "Sources disagree:",
        "date": "Date",
        "description": "Description of the map",
        "edited_by": "Edited by",
        "event": "Event",
        "identifiers": "Identifiers",
        "known_as": "Known as",
        "licence": "Licence",
        "name": "Name",
        "note": "Note",
        "note_word": "note",
        "notes": "Notes",
        "notes_word": "notes",
        "number": "No.",
        "old_style": "O.S.",
        "page": "p.",
        "place": "Place",
        "sources": "Sources",
        "text_of": "Text of",
        "today": "Today",
        "translated_by": "Translated by",
        "version": "Version",
    },
}


def words_of(language: str) -> Mapping[str, str]:
    """The words for a BCP 47 language, English where the table has none for it."""
    return WORDS.get(language.partition("-")[0], WORDS["en"])
