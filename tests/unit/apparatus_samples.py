"""Small books for the tests of stage 2, and their inlines as marked text."""

from __future__ import annotations

from typing import Any

from monograph.model import (
    BibliographyGroup,
    Block,
    Book,
    Citation,
    Cite,
    CitedSource,
    Code,
    Emphasis,
    Event,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Location,
    Metadata,
    Note,
    NoteCall,
    Paragraph,
    Roman,
    Section,
    Settings,
    Source,
    Text,
)

HERE = Location("chapters/one.md", 3, 5)
NOTES = "chicago-notes-bibliography"
IBID = "chicago-notes-bibliography-subsequent-ibid"
AUTHOR_DATE = "chicago-author-date"


def text(words: str) -> Text:
    """A text at one place."""
    return Text(words, HERE)


def source(key: str, kind: str = "book", group: str = "", further: bool = False, **fields: Any) -> Source:
    """A source; field names take ``_`` for ``-``."""
    named = {"language": "en", "issued": "1990", **{name.replace("_", "-"): value for name, value in fields.items()}}
    return Source(key, kind, named, group, Location("references.yaml", 7, 3), further)


def person(family: str, given: str) -> dict[str, str]:
    """A name in two parts."""
    return {"family": family, "given": given}


DOE = source("doe", author=[person("Doe", "Jane")], title="Roads of the Highland: A Study", publisher="Nowhere Press")
ROE = source("roe", author=[person("Roe", "Richard")], title="Rivers", publisher="Nowhere Press", issued="1995")
POE = source(
    "poe", "article-journal",
    author=[person("Poe", "Ann")], title="Why Bridges? A Question", title_short="Why Bridges?",
    container_title="Review of Roads", volume="4", page="1-20", issued="2001",
)  # fmt: skip
MINUTES = source("minutes", "document", title="Minutes of the Meeting", issued="1921-06-03")
SOURCES = (DOE, ROE, POE, MINUTES)


def cite(key: str, locator: str = "", **more: Any) -> Cite:
    """A cite at one place."""
    return Cite(key, HERE, locator=locator, **more)


def citation(identifier: str, *cites: Cite | str, in_text: bool = False) -> Citation:
    """A citation of cites or bare keys."""
    made = tuple(cite(c) if isinstance(c, str) else c for c in cites)
    return Citation(identifier, made, HERE, in_text)


def note(identifier: str, *paragraphs: Inlines, series: str = "") -> Note:
    """A note of paragraphs."""
    blocks = tuple(Paragraph(f"{identifier}-p{i}", children, HERE) for i, children in enumerate(paragraphs, 1))
    return Note(identifier, identifier, series, blocks, HERE)


def call(identifier: str, note: str) -> NoteCall:
    """A call of a note."""
    return NoteCall(identifier, note, HERE)


def paragraph(identifier: str, *inlines: Inline) -> Paragraph:
    """A paragraph."""
    return Paragraph(identifier, inlines, HERE)


def section(
    identifier: str, *blocks: Block, notes: tuple[Note, ...] = (), kind: str = "chapter", **more: Any
) -> Section:
    """A section: a chapter of the body, or a part at the back."""
    matter = "body" if kind == "chapter" else "back"
    title = (text(identifier.title()),)
    return Section(
        identifier,
        kind,
        more.pop("matter", matter),
        title,
        identifier.title(),
        HERE,
        blocks=blocks,
        notes=notes,
        **more,
    )


def book(
    *sections: Section,
    sources: tuple[Source, ...] = SOURCES,
    groups: tuple[BibliographyGroup, ...] = (),
    language: str = "en",
    events: tuple[Event, ...] = (),
    folder: str = "",
    **settings: Any,
) -> Book:
    """A book of sections, with the settings of its book.yaml."""
    metadata = Metadata("sample", "Sample", "", (), language, "2026-01-01")
    chosen = Settings(**{"style": NOTES, "bibliography": groups, **settings})
    return Book(metadata, chosen, sections, sources=sources, events=events, folder=folder)


def marked(inlines: Inlines) -> str:
    """Inlines as text: *emphasis*, _roman_, {cited source}, <link>."""
    signs = {Emphasis: "**", Roman: "__", CitedSource: "{}", Link: "<>"}
    made = ""
    for node in inlines:
        if isinstance(node, Text | Code):
            made += node.text
        elif isinstance(node, LineBreak):
            made += "\n"
        elif isinstance(node, NoteCall | Citation):
            made += f"[{node.id}]"
        else:
            before, after = signs.get(type(node), ("", ""))
            made += before + marked(node.children) + after
    return made
