"""Stage 1: ``book.yaml`` and the files it names -> ``Book``."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from monograph.manuscript.blocks import SectionReader
from monograph.manuscript.checks import check_book
from monograph.manuscript.identifiers import VALID, slug
from monograph.manuscript.inlines import text_of
from monograph.manuscript.kinds import DEFAULT_WRITTEN, GENERATED, WRITTEN
from monograph.manuscript.maps import read_maps
from monograph.manuscript.pictures import inside, outside_references, read_text
from monograph.manuscript.records import RecordReader, Strict, Text_
from monograph.manuscript.yaml_nodes import Document, read_yaml, validated
from monograph.model import (
    BibliographyGroup,
    Book,
    Contributor,
    Inlines,
    Location,
    Matter,
    Metadata,
    Section,
    Settings,
    Text,
)
from monograph.problems import Problems, nearest

SETTINGS = "book.yaml"


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


class NotesRecord(Strict):
    """How notes cite."""

    full_form: Literal["chapter", "book"] = "chapter"
    ibid: Literal["never", "style"] = "never"


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


class BookRecord(Strict):
    """``book.yaml``."""

    title: str
    contents: ContentsRecord
    subtitle: str = ""
    tagline: str = ""
    slug: str = ""
    language: str = "en"
    authors: tuple[ContributorRecord, ...] = ()
    editors: tuple[ContributorRecord, ...] = ()
    translators: tuple[ContributorRecord, ...] = ()
    date: Text_ = ""
    publisher: str = ""
    place: str = ""
    edition: str = ""
    version: Text_ = ""
    description: str = ""
    rights: str = ""
    licence_url: str = ""
    subjects: tuple[str, ...] = ()
    identifiers: dict[str, Text_] = Field(default_factory=dict)
    credits: tuple[str, ...] = ()
    style: str = "chicago-notes-bibliography"
    notes: NotesRecord = NotesRecord()
    bibliography: tuple[GroupRecord, ...] = ()
    span: Text_ = ""
    stylesheet: str = ""


class ChapterHeader(Strict):
    """The YAML header of a chapter file."""

    title: str
    short_title: str = ""
    subtitle: str = ""
    number: int = Field(0, ge=0)
    id: str = ""
    kind: str = ""
    language: str = ""


def read_book(folder: Path, problems: Problems) -> Book:
    """The book in ``folder``, as complete as it can be read; everything wrong with it goes to ``problems``."""
    record, document = _settings(folder, problems)
    records = RecordReader(folder, record.language, problems)
    sources = records.sources()
    reader = _Sections(folder, record, document, records.keys, problems)
    book = Book(
        metadata=_metadata(record, document, problems),
        settings=_book_settings(record),
        sections=reader.sections(),
        sources=sources,
        events=records.events(),
        persons=records.persons(),
        places=records.places(),
        terms=records.terms(),
        maps=read_maps(folder, problems),
        folder=str(folder.resolve()),
    )
    _check_stylesheet(folder, record, document, problems)
    check_book(book, document.at("span"), problems)
    return book


def _settings(folder: Path, problems: Problems) -> tuple[BookRecord, Document]:
    text = read_text(folder, SETTINGS, Location(SETTINGS), problems)
    document = read_yaml(text, SETTINGS, problems) if text is not None else None
    if document is not None:
        record = validated(BookRecord, document, (), problems)
        if record is not None:
            return record, document
    return BookRecord(title="", contents=ContentsRecord(body=())), document or Document(None, SETTINGS)


def _metadata(record: BookRecord, document: Document, problems: Problems) -> Metadata:
    try:
        dt.date.fromisoformat(record.date or "1970-01-01")
    except ValueError:
        problems.add("date-unreadable", f"“{record.date}” is not a day", document.at("date"), "as in 2026-11-24")
    contributors = tuple(
        Contributor(c.family, c.given, role, c.literal)
        for role, group in (("aut", record.authors), ("edt", record.editors), ("trl", record.translators))
        for c in group
    )
    chosen = {name: getattr(record, name) for name in (
        "title", "subtitle", "language", "date", "publisher", "place", "edition", "version", "description", "tagline",
        "rights", "licence_url", "subjects", "identifiers", "credits")}  # fmt: skip
    return Metadata(slug=record.slug or slug(record.title), contributors=contributors, **chosen)


def _book_settings(record: BookRecord) -> Settings:
    groups = tuple(BibliographyGroup(g.group, g.title, g.note) for g in record.bibliography)
    return Settings(record.style, record.notes.full_form, record.notes.ibid, groups, record.stylesheet, record.span)


def _check_stylesheet(folder: Path, record: BookRecord, document: Document, problems: Problems) -> None:
    if not record.stylesheet:
        return
    text = read_text(folder, record.stylesheet, document.at("stylesheet"), problems)
    for number, line in enumerate((text or "").split("\n"), 1):
        for reference in outside_references(line):
            inside(folder, reference, Location(record.stylesheet, number), problems)


class _Sections:
    """Reads the parts that ``contents`` names, in order."""

    def __init__(
        self, folder: Path, record: BookRecord, document: Document, sources: frozenset[str], problems: Problems
    ) -> None:
        self.folder, self.record, self.document = folder, record, document
        self.sources, self.problems = sources, problems

    def sections(self) -> tuple[Section, ...]:
        found = []
        matters: tuple[Matter, ...] = ("front", "body", "back")
        for matter in matters:
            for index, part in enumerate(getattr(self.record.contents, matter)):
                place = self.document.at("contents", matter, index)
                section = self._written(part, matter, place) if part.file else self._generated(part, matter, place)
                if section is not None:
                    found.append(section)
        return tuple(found)

    def _generated(self, part: PartRecord, matter: Matter, place: Location) -> Section | None:
        kind = GENERATED.get(part.kind)
        if kind is None:
            self.problems.add(
                "section-kind-unknown",
                f"no part is called “{part.kind}”",
                place,
                nearest(part.kind, GENERATED) or "a file ends in .md",
            )
            return None
        title = part.title or kind.title
        return Section(part.id or part.kind, part.kind, matter, (Text(title, place),), title, place)

    def _written(self, part: PartRecord, matter: Matter, place: Location) -> Section | None:
        text = read_text(self.folder, part.file, place, self.problems)
        if text is None:
            return None
        header, body, first_line = split_header(text)
        document = read_yaml(header, part.file, self.problems, 2) if header else Document({}, part.file)
        head = validated(ChapterHeader, document, (), self.problems) if document else None
        if head is None:
            head = ChapterHeader(title=Path(part.file).stem, number=0)
        kind = head.kind or part.kind or DEFAULT_WRITTEN[matter]
        here = Location(part.file, 1, 1)
        if kind not in WRITTEN:
            self.problems.add(
                "section-kind-unknown",
                f"no part is of the kind “{kind}”",
                document.at("kind") if document else here,
                nearest(kind, WRITTEN),
            )
        identifier = head.id or part.id or slug(re.sub(r"^\d+[-_ ]*", "", Path(part.file).stem))
        if not VALID.fullmatch(identifier):
            self.problems.add("id-invalid", f"“{identifier}” cannot be an id", document.at("id") if document else here)
            identifier = slug(identifier)
        language = head.language or self.record.language
        reader = SectionReader(identifier, part.file, self.folder, language, self.sources, self.problems)
        try:
            blocks, notes = reader.read(body, first_line)
        except RecursionError:
            self.problems.add("division-unknown", "quotations or lists are nested too deeply", here)
            blocks, notes = (), ()
        title = self._line(part.title or head.title, document.at("title") if document else here)
        subtitle = self._line(head.subtitle, document.at("subtitle") if document else here)
        short = head.short_title or text_of(title)
        return Section(
            identifier, kind, matter, title, short, here, part.file, head.number, subtitle, head.language, blocks, notes
        )

    def _line(self, text: str, place: Location) -> Inlines:
        return RecordReader(self.folder, self.record.language, self.problems).line(text, place) if text else ()


def split_header(text: str) -> tuple[str, str, int]:
    """(header, body, line on which the body begins) of a Markdown file; the header stands between lines of ``---``."""
    match = re.match(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.S)
    if not match:
        return "", text, 1
    return match[1] or "", text[match.end() :], match[0].count("\n") + 1
