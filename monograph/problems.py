"""Everything that can be wrong with a manuscript, and how it is told: handed on, never printed or raised by a stage."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monograph.model import Location

ERROR, WARNING = "error", "warning"

CODES: dict[str, tuple[str, str]] = {}
"""Code -> (severity, what it means). Filled below, one line a code; each has a folder in ``tests/problems/``."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong, with its place and, where one is known, the way out."""

    code: str
    message: str
    location: Location
    hint: str = ""

    @property
    def severity(self) -> str:
        """``error`` or ``warning``, by its code."""
        return CODES[self.code][0]


class Problems:
    """Collects problems over all stages; one error-level problem and nothing is written."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def add(self, code: str, message: str, location: Location, hint: str = "") -> None:
        """Note a problem once. Raises ``KeyError`` for a code that is not in ``CODES``."""
        CODES[code]
        self._found[Problem(code, message, location, hint)] = None

    def __iter__(self) -> Iterator[Problem]:
        """Problems in order of file, line and column."""
        return iter(sorted(self._found, key=lambda p: (p.location, p.code, p.message)))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Those that forbid writing."""
        return tuple(p for p in self if p.severity == ERROR)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that offers the nearest known word, or an empty string."""
    found = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f"did you mean “{found[0]}”?" if found else ""


def _codes(severity: str, **meanings: str) -> None:
    CODES.update({code.replace("_", "-"): (severity, meaning) for code, meaning in meanings.items()})


# reading files
_codes(
    ERROR,
    file_missing="a file that the book names is not there",
    file_not_utf8="a file is not UTF-8",
    character_control="a control character in a text",
    path_outside="a path, address or reference leaves the manuscript folder",
    yaml_broken="a YAML file or header cannot be parsed",
    yaml_key_unknown="a key that nothing reads",
    yaml_value_invalid="a value of the wrong type, or a required one missing",
    section_kind_unknown="book.yaml names a part that does not exist",
    id_duplicate="two things have the same id",
    id_invalid="an id that does not begin with a letter or holds a space",
    date_unreadable="a date that is not EDTF, or not a date of the calendar",
    record_source_missing="a record names no source",
    evidence_unknown="a note rests on a statement that evidence.yaml does not have",
    record_unknown="a record or mark names a person, place, event or term that does not exist",
)
_codes(
    WARNING,
    calendar_mismatch="an Old Style date that is not the New Style date beside it",
    name_variant="a form of a name in running text that is not the one the book uses",
)
# Markdown
_codes(
    ERROR,
    html_forbidden="raw HTML that the dialect does not allow",
    attribute_unknown="an attribute or class that the dialect does not know",
    division_unknown="a ::: block of an unknown kind",
    division_unclosed="a ::: block that is never closed",
    block_misplaced="a block, picture or note where the book has no place for one",
    alt_missing="a picture without alternative text",
    image_unreadable="a picture that is broken or of a kind that cannot be printed",
    heading_level="a heading that skips a level, or a second title",
    address_invalid="a link that is neither web, mail nor #id",
    reference_unknown="a cross-reference to an id that does not exist",
    language_unmarked="words in another script that do not say their language",
    note_missing="a note is called but not defined",
    note_unused="a note is defined but never called",
    note_duplicate="a note is defined twice in one chapter",
    note_cyclic="a note that calls a note",
    note_series_unknown="a note of a series that book.yaml does not name",
)
# sources and citations
_codes(
    ERROR,
    import_broken="an entry of a library that cannot be read",
    source_duplicate="two sources have the same key",
    source_field_missing="a source without type, title or date",
    source_language_missing="a source without a language",
    source_group_unknown="a source in a bibliography group that book.yaml does not name",
    citation_unknown="a citation of a source that does not exist",
    citation_unreadable="a citation that cannot be read",
    locator_unreadable="a locator without a number, or a range that runs backward",
    style_missing="no such citation style",
    style_broken="a citation style that is not an independent CSL style",
    pandoc_missing="no pandoc that is new enough",
)
_codes(
    WARNING,
    import_lossy="a field of a library that no citation can print",
    evidence_missing="a note that does not say what it rests on, in a book with evidence.yaml",
    evidence_unused="a statement that no note rests on and that is not said to be left out",
    source_unused="a source that is neither cited nor listed as further reading",
    source_unprinted="a source for which the citation style has no entry in the bibliography",
    citation_handle="an @word that is not a source: printed as it stands",
)
# index
_codes(
    ERROR,
    index_mark_unreadable="an index mark without words, or with too many levels",
    index_range_open="a range of the index that does not begin or does not end",
    index_see_dead="a see or see also to a heading that is not there or only leads on",
    index_see_circular="a see that leads back to itself",
)
_codes(
    WARNING,
    index_locators_many="a heading of the index with more than six page numbers and nothing to choose by",
    index_twin="an index heading with one place that is nearly another one",
    index_record_unmentioned="a person or place of the records that the book never mentions",
)
# maps
_codes(
    ERROR,
    map_unknown="a map that has no file in maps/",
    map_invalid="a map specification that cannot be drawn",
    map_data_missing="a data file of a map is missing or broken",
    map_place_unknown="a map place that is not in the gazetteer",
    map_place_unlocated="a symbol for a place whose position is not verified",
    map_place_outside="a map place outside the sheet",
    map_place_covered="a map place under the locator or the north arrow",
    map_certainty_missing="a layer that does not say how sure it is, how it was made and after what",
    map_legend_missing="an area or boundary without a legend",
    map_approx_unsaid="an approximate or proxy layer that the legend does not name as such",
    map_anachronism="a layer later than the map that the legend does not call modern",
    map_label_unplaced="a label that finds no free place",
    map_alt_long="alternative text of a map over 150 characters",
)
# figures
_codes(
    ERROR,
    chart_unknown="a figure that has no file in figures/",
    chart_event_outside="an event outside the range of the figure that shows it",
    chart_label_long="a label of a figure that finds no room",
)
# pages
_codes(
    ERROR,
    character_missing="a character that no font of the book has in that style",
    note_lost="a note that the page layout lost, doubled or set before its call",
    pages_unsettled="page numbers that do not settle",
)
_codes(
    WARNING,
    note_late="a note that begins on the page after its call",
    ebook_large="an e-book that some stores and mail gateways refuse for its size",
    layout_warning="something in a style sheet or picture that the layout does not understand",
)
