"""Stage 1: the parts that ``contents`` names -> sections, written ones from their files."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from monograph.manuscript.files import read_text
from monograph.manuscript.identifiers import ID_HINT, VALID, slug
from monograph.manuscript.inlines import LANGUAGE, text_of
from monograph.manuscript.kinds import DEFAULT_WRITTEN, GENERATED, WRITTEN
from monograph.manuscript.notes import SectionReader
from monograph.manuscript.passages import read_line
from monograph.manuscript.settings import ChapterHeader, ContentsRecord, PartRecord
from monograph.manuscript.validation import validated
from monograph.manuscript.yaml_nodes import Document, read_yaml
from monograph.model import Inlines, Location, Matter, Section, Text
from monograph.problems import Problems, nearest

MATTERS: tuple[Matter, ...] = ("front", "body", "back")
HEADER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)


@dataclass(frozen=True)
class PartReader:
    """Reads the parts of one book. ``document`` is ``book.yaml``; ``sources`` are the keys that may be cited."""

    folder: Path
    document: Document
    language: str
    sources: Collection[str]
    problems: Problems

    def sections(self, contents: ContentsRecord) -> tuple[Section, ...]:
        """The sections in reading order; a part that cannot be read is told and left out."""
        found = []
        for matter in MATTERS:
            for index, part in enumerate(getattr(contents, matter)):
                place = self.document.at("contents", matter, index)
                section = self._written(part, matter, place) if part.file else self._generated(part, matter, place)
                if section is not None:
                    found.append(section)
        return tuple(found)

    def _generated(self, part: PartRecord, matter: Matter, place: Location) -> Section | None:
        kind = GENERATED.get(part.kind)
        if kind is None:
            hint = nearest(part.kind, GENERATED) or "a file ends in .md"
            self.problems.add("section-kind-unknown", f"no part is called “{part.kind}”", place, hint)
            return None
        title = part.title or kind.title
        identifier = self._identifier(part.id or part.kind, place)
        return Section(identifier, part.kind, matter, (Text(title, place),), title, place)

    def _written(self, part: PartRecord, matter: Matter, place: Location) -> Section | None:
        text = read_text(self.folder, part.file, place, self.problems)
        if text is None:
            return None
        header, body, first_line = split_header(text)
        document = read_yaml(header, part.file, self.problems, 2)
        head = self._header(document, part)
        document = document or Document(None, part.file)
        here = Location(part.file, 1, 1)
        kind = head.kind or part.kind or DEFAULT_WRITTEN[matter]
        if kind not in WRITTEN:
            message, hint = f"no written part is of the kind “{kind}”", nearest(kind, WRITTEN)
            self.problems.add("section-kind-unknown", message, document.at("kind") if head.kind else place, hint)
        if head.language and not LANGUAGE.fullmatch(head.language):
            message = f"“{head.language}” is not a language tag"
            self.problems.add("yaml-value-invalid", message, document.at("language"), "as in en, hy or ru-Latn")
        stem = re.sub(r"^\d+[-_ ]*", "", PurePosixPath(part.file).stem)
        wanted, named = head.id or part.id or slug(stem), document.at("id") if head.id else place
        identifier, language = self._identifier(wanted, named), head.language or self.language
        reader = SectionReader(identifier, part.file, self.folder, language, self.sources, self.problems)
        blocks, notes = reader.read(body, first_line)

        def line(words: str, field: str) -> Inlines:
            named = f"{identifier}-{field.replace('_', '-')}"
            return read_line(words, document.at(field), named, language, self.sources, self.problems) if words else ()

        title, subtitle = line(part.title or head.title, "title"), line(head.subtitle, "subtitle")
        short = text_of(line(head.short_title, "short_title") or title)
        return Section(
            identifier, kind, matter, title, short, here, part.file, head.number, subtitle, head.language, blocks, notes
        )

    def _header(self, document: Document | None, part: PartRecord) -> ChapterHeader:
        """The header of a file; where it cannot be read, the file is called after its name."""
        head = None
        if document is not None:
            given = Document({} if document.value is None else document.value, part.file, document.places)
            if part.title and isinstance(given.value, dict):
                given.value.setdefault("title", part.title)
            head = validated(ChapterHeader, given, (), self.problems)
        return head or ChapterHeader(title=PurePosixPath(part.file).stem, number=0)

    def _identifier(self, wanted: str, place: Location) -> str:
        if VALID.fullmatch(wanted):
            return wanted
        self.problems.add("id-invalid", f"“{wanted}” cannot be an id", place, ID_HINT)
        return slug(wanted)


def split_header(text: str) -> tuple[str, str, int]:
    """(header, body, line on which the body begins) of a Markdown file; the header stands between lines of ``---``."""
    match = HEADER.match(text)
    if not match:
        return "", text, 1
    return match["yaml"] or "", text[match.end() :], match[0].count("\n") + 1
