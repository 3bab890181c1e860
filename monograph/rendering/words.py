"""The few words that the book itself says, by language (stage 3)."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "also": "Also",
        "appendix": "Appendix",
        "beginning": "Beginning of the text",
        "born": "b.",
        "back_to_call": "Back to note call",
        "chapter": "Chapter",
        "cited_in": "Cited in",
        "cited_on": "Cited on",
        "contents": "Contents",
        "cite_book": "The book:",
        "cite_chapter": "This chapter:",
        "cite_example": "A chapter:",
        "cite_pages": "Page numbers are the same in the printed book and in the e-book.",
        "cite_printed": "Pages of the printed book:",
        "contested": "Sources disagree:",
        "continued": "continued",
        "copyright_page": "Imprint",
        "cover": "Cover",
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
        "figures": "Figures",
        "map": "Map",
        "maps": "Maps",
        "landmarks": "Landmarks",
        "name": "Name",
        "note": "Note",
        "note_word": "note",
        "notes": "Notes",
        "notes_word": "notes",
        "number": "No.",
        "old_style": "OS",
        "page": "p.",
        "pages": "pp.",
        "paragraph": "Paragraph",
        "see": "See",
        "see_also": "See also",
        "printed_pages": "Pages of the printed edition",
        "text_of": "Text of",
        "titlepage": "Title page",
        "today": "Today",
        "translated_by": "Translated by",
        "treated_in": "See",
        "version": "Version",
        # the accessibility summary of the e-book
        "summary_drawings": "Every map and figure has a longer description in words.",
        "summary_pages": "Page numbers are those of the printed edition.",
        "summary_pictures": "Every picture has a text alternative.",
        "summary_text": "The text can be read by all means of reading, and notes link both ways.",
    },
}


def words_of(language: str) -> Mapping[str, str]:
    """The words for a BCP 47 language, English where the table has none for it."""
    return WORDS.get(language.partition("-")[0], WORDS["en"])
