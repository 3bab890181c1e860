"""Is there a glyph for every character of the book, in the style in which it is set?"""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import Any

from monograph.model import Apparatus, Book, Code, Emphasis, Heading, Location, Roman, Strong, Text
from monograph.problems import Problems
from monograph.typesetting.fonts import FAMILIES, missing


def printed_records(book: Book) -> list[Any]:
    """The records that a part of the book prints: a place that stands on maps only is not one."""
    kinds = {section.kind for section in book.sections}
    found: list[Any] = list(book.events) if "chronology" in kinds else []
    found += book.persons if "persons" in kinds else ()
    found += [place for place in book.places if place.printed and "gazetteer" in kinds]
    return found + [term for term in book.terms if ("abbreviations" if term.abbreviation else "glossary") in kinds]


def check_characters(book: Book, apparatus: Apparatus, problems: Problems) -> None:
    """Report every character that no font of the book has in its style, with its place, once a file and style."""
    seen: set[tuple[str, str]] = set()
    family = FAMILIES[book.settings.design.face]

    def report(text: str, italic: bool, bold: bool, place: Location) -> None:
        for character in sorted(missing(text, bold, italic, family)):
            if (place.path, character) not in seen:
                seen.add((place.path, character))
                name = unicodedata.name(character, "a character without a name")
                style = " ".join(word for word, on in (("bold", bold), ("italic", italic)) if on)
                problems.add(
                    "character-missing",
                    f"no {style + ' ' if style else ''}font of the book has “{character}” "
                    f"(U+{ord(character):04X}, {name.lower()})",
                    place,
                    "set it without emphasis" if style and not missing(character, family=family) else "",
                )

    def visit(node: Any, italic: bool, bold: bool) -> None:
        if isinstance(node, tuple):
            for child in node:
                visit(child, italic, bold)
        elif isinstance(node, Text | Code):
            report(node.text, italic, bold, node.location)
        elif isinstance(node, Emphasis):
            visit(node.children, not italic, bold)
        elif isinstance(node, Roman):
            visit(node.children, False, bold)
        elif isinstance(node, Strong | Heading):
            visit(node.children, italic, isinstance(node, Strong) or bold)
        elif dataclasses.is_dataclass(node) and not isinstance(node, Location):
            for field in dataclasses.fields(node):
                value = getattr(node, field.name)
                if isinstance(value, tuple) or dataclasses.is_dataclass(value):
                    visit(value, italic, bold)

    for section in book.sections:
        visit((section.title, section.subtitle, section.blocks), False, False)
    visit(tuple(apparatus.notes.values()), False, False)
    visit(apparatus.bibliography, False, False)
    for record in printed_records(book):
        visit(record, False, False)
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            if isinstance(value, str):
                report(value, False, False, record.location)
        for name in getattr(record, "names", ()):
            report(name.text, False, False, record.location)
    for text in dataclasses.astuple(book.metadata)[:11]:
        if isinstance(text, str):
            report(text, False, False, Location("book.yaml", 1))
