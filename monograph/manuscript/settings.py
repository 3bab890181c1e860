"""Stage 1: what ``book.yaml`` and the header of a chapter may say."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from monograph.manuscript.validation import Strict, Words


class ContributorRecord(Strict):
    """A person (``family``, ``given``) or a body (``literal``)."""

    family: str = ""
    given: str = ""
    literal: str = ""


class GroupRecord(Strict):
    """A part of the bibliography."""

    group: str
    title: str
    note: str = ""


class SeriesRecord(Strict):
    """A series of notes: ``[^ed:1]`` is of the series ``ed``."""

    id: str = Field(pattern="^[a-z][a-z0-9]*$")
    title: str
    marks: Literal["numbers", "letters", "symbols"] = "letters"


class LibraryRecord(Strict):
    """A file of sources beside ``references.yaml``; ``group`` is the part of the bibliography that they stand in."""

    file: str
    group: str = ""


def _library(value: Any) -> Any:
    return {"file": value} if isinstance(value, str) else value


Library = Annotated[LibraryRecord, BeforeValidator(_library)]


class NotesRecord(Strict):
    """How notes cite, and which series of notes there are besides the author's."""

    full_form: Literal["chapter", "book"] = "chapter"
    ibid: Literal["never", "style"] = "never"
    urls: Literal["host", "always", "never"] = "host"
    series: tuple[SeriesRecord, ...] = (SeriesRecord(id="ed", title="Editor’s notes"),)


class DesignRecord(Strict):
    """The look of the printed page; ``size`` and ``leading`` in pt."""

    trim: Literal["6x9", "5.5x8.5", "A5", "A4"] = "6x9"
    face: Literal["libertine", "biolinum"] = "libertine"
    size: Annotated[float, Field(ge=8, le=16)] = 10.5
    leading: Annotated[float, Field(ge=0, le=24)] = 0
    opening: Literal["plain", "small-caps", "drop-cap"] = "small-caps"
    cover: bool = False
    notes: Literal["hanging", "indented"] = "hanging"


class IndexRecord(Strict):
    """How the index is made; ``see`` and ``see_also`` are tables of headings."""

    kinds: Literal["joined", "apart"] = "joined"
    order: Literal["letter", "word"] = "letter"
    sub_entries: Literal["run-in", "indented"] = "run-in"
    see: dict[str, str] = Field(default_factory=dict)
    see_also: dict[str, str] = Field(default_factory=dict)


class PartRecord(Strict):
    """A part of the book: a kind or a file, with what it is called."""

    kind: str = ""
    file: str = ""
    title: str = ""
    id: str = ""


def _part(value: Any) -> Any:
    if isinstance(value, str):
        return {"file": value} if value.endswith(".md") else {"kind": value}
    return value


Part = Annotated[PartRecord, BeforeValidator(_part)]


class ContentsRecord(Strict):
    """The parts in reading order."""

    front: tuple[Part, ...] = ()
    body: tuple[Part, ...]
    back: tuple[Part, ...] = ()


class ConformanceRecord(Strict):
    """What the publisher declares of the e-book's accessibility; the program claims only what it finds."""

    conforms_to: Words
    certified_by: Words
    credential: str = ""
    report: str = ""


class BookRecord(Strict):
    """``book.yaml``."""

    title: Words
    contents: ContentsRecord
    subtitle: str = ""
    tagline: str = ""
    slug: str = ""
    language: str = "en"
    authors: tuple[ContributorRecord, ...] = ()
    editors: tuple[ContributorRecord, ...] = ()
    translators: tuple[ContributorRecord, ...] = ()
    date: Words = ""
    publisher: str = ""
    place: str = ""
    edition: Words = ""
    version: Words = ""
    description: str = ""
    rights: str = ""
    licence_url: str = ""
    url: str = ""
    contact: str = ""
    subjects: tuple[str, ...] = ()
    identifiers: dict[str, Words] = Field(default_factory=dict)
    credits: tuple[str, ...] = ()
    conformance: ConformanceRecord | None = None
    style: str = "chicago-notes-bibliography"
    dates: Literal["style", "day-first"] = "style"
    references: tuple[Library, ...] = ()
    notes: NotesRecord = NotesRecord()
    bibliography: tuple[GroupRecord, ...] = ()
    index: IndexRecord = IndexRecord()
    how_to_cite: tuple[str, ...] = ()
    paragraph_numbers: bool = False
    span: Words = ""
    stylesheet: str = ""
    design: DesignRecord = DesignRecord()


class ChapterHeader(Strict):
    """The YAML header of a chapter file."""

    title: Words
    short_title: Words = ""
    subtitle: str = ""
    number: int = Field(0, ge=0)
    id: str = ""
    kind: str = ""
    language: str = ""
