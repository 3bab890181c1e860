"""Stage 1: the kinds of parts a book can have, in one table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A part that the pipeline makes itself; ``title`` is what it is called unless ``book.yaml`` says otherwise."""

    title: str


GENERATED: dict[str, Kind] = {
    "half-title": Kind("Half-title"),
    "title-page": Kind("Title page"),
    "imprint": Kind("Imprint"),
    "contents": Kind("Contents"),
    "map-list": Kind("Maps"),
    "abbreviations": Kind("Abbreviations"),
    "chronology": Kind("Chronology"),
    "persons": Kind("Persons"),
    "gazetteer": Kind("Gazetteer"),
    "glossary": Kind("Glossary"),
    "bibliography": Kind("Bibliography"),
    "index": Kind("Index"),
    "how-to-cite": Kind("How to cite this book"),
    "colophon": Kind("Colophon"),
}

WRITTEN: frozenset[str] = frozenset(
    "chapter preface foreword introduction acknowledgments front-note dedication prologue epilogue conclusion "
    "afterword appendix note".split()
)
"""What a written file can be."""

DEFAULT_WRITTEN = {"front": "front-note", "body": "chapter", "back": "appendix"}
"""What a written file is where it does not say, by matter."""
