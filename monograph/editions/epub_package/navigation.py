"""Contents, page list and landmarks, read back from the finished documents: they cannot disagree with the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

LANDMARKS = ("titlepage", "copyright-page", "preface", "introduction", "loi", "glossary", "bibliography", "index")
"""Terms of the EPUB Structural Semantics Vocabulary that are worth a landmark."""


@dataclass(frozen=True)
class Heading:
    """An entry of the contents; ``href`` is relative to the folder of the documents.

    ``section`` is the id of the section that it names, empty for a heading inside one.
    """

    title: str
    href: str
    section: str = ""
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class Page:
    """A printed page."""

    label: str
    href: str

    @property
    def number(self) -> str:
        """The value of an arabic label, empty for a roman one."""
        return self.label if self.label.isdigit() else ""


@dataclass(frozen=True)
class Landmark:
    """A place worth going to."""

    type: str
    title: str
    href: str


def headings(sections: Mapping[str, tuple[str, etree._Element]]) -> list[Heading]:
    """First- and second-level headings of every section: id -> (file name, tree)."""
    found = []
    for section, (file, tree) in sections.items():
        first = tree.find(".//{*}h1")
        if first is None:
            continue
        inner = tuple(
            Heading(_title(h), f"{file}#{h.get('id')}")
            for h in tree.iterfind(".//{*}h2")
            if h.get("id") and h.get("data-title")
        )
        found.append(Heading(_title(first), file, section, inner))
    return found


def _title(heading: etree._Element) -> str:
    return heading.get("data-title") or " ".join("".join(map(str, heading.itertext())).split())


def pages(documents: Mapping[str, etree._Element]) -> list[Page]:
    """Every page-break marker, in reading order."""
    return [
        Page(mark.get("aria-label", ""), f"{file}#{mark.get('id')}")
        for file, tree in documents.items()
        for mark in tree.iterfind(".//*[@role='doc-pagebreak']")
    ]


def landmarks(
    sections: Mapping[str, etree._Element], contents: str, bodymatter: str, words: Mapping[str, str]
) -> list[Landmark]:
    """The parts that readers look for, by file name; ``contents`` and ``bodymatter`` are addresses."""
    found = [
        Landmark("cover", words["cover"], "cover.xhtml"),
        Landmark("toc", words["contents"], contents),
        Landmark("bodymatter", words["beginning"], bodymatter),
    ]
    for file, tree in sections.items():
        kind = tree.get(EPUB_TYPE, "")
        if kind in LANDMARKS and all(mark.type != kind for mark in found):
            named = tree.find(".//{*}h1")
            title = _title(named) if named is not None and kind != "titlepage" else words[kind.replace("-", "_")]
            found.append(Landmark(kind, title, file))
    return found


def depth(contents: Sequence[Heading]) -> int:
    """Levels of the contents."""
    return 2 if any(heading.children for heading in contents) else 1
