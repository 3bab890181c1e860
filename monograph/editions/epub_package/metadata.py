"""The package's metadata: what the book is, and what is accessible in it, claimed only where it is there."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from monograph.model import Book, Conformance, Contributor
from monograph.rendering.words import words_of

RELATORS = "marc:relators"


def identifier(book: Book) -> str:
    """The ePub's own identifier: its ISBN, else a URN made from the book's."""
    identifiers = book.metadata.identifiers
    if "isbn-epub" in identifiers:
        return f"urn:isbn:{identifiers['isbn-epub'].replace('-', '')}"
    base = identifiers.get("uuid", book.metadata.slug)
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, base + '/epub')}"


def modified(book: Book) -> dt.datetime:
    """When the book was last changed: ``SOURCE_DATE_EPOCH``, else the date in ``book.yaml``; never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.fromisoformat(book.metadata.date or "2000-01-01").replace(tzinfo=dt.UTC)


def describe(package: Any, book: Book, trees: Sequence[etree._Element], page_source: str) -> None:
    """Write everything about the book into ``package`` (an ``EpubBook``). ``page_source`` is empty without pages."""
    about = book.metadata
    package.metadata = {}
    package.IDENTIFIER_ID = "pub-id"
    package.set_identifier(identifier(book))

    def meta(name: str, value: str, **attributes: str) -> None:
        package.add_metadata(None, "meta", value, {"property": name, **attributes})

    titles = [(kind, text) for kind, text in (("main", about.title), ("subtitle", about.subtitle)) if text]
    for number, (kind, text) in enumerate(titles, 1):
        package.add_metadata("DC", "title", text, {"id": f"title{number}"})
        meta("title-type", kind, refines=f"#title{number}")
        meta("display-seq", str(number), refines=f"#title{number}")
    package.add_metadata("DC", "language", about.language)
    for number, person in enumerate(about.contributors, 1):
        element = "creator" if person.role in ("aut", "edt") else "contributor"
        package.add_metadata("DC", element, name_of(person), {"id": f"person{number}"})
        meta("role", person.role, refines=f"#person{number}", scheme=RELATORS)
        meta("file-as", sort_name(person), refines=f"#person{number}")
    plain = (
        ("publisher", about.publisher),
        ("date", about.date),
        ("description", about.description),
        ("rights", about.rights),
    )
    for element, text in (*plain, *(("subject", s) for s in about.subjects)):
        if text:
            package.add_metadata("DC", element, text)
    if about.licence_url:
        meta("dcterms:license", about.licence_url)
    if "doi" in about.identifiers:
        package.add_metadata("DC", "identifier", f"https://doi.org/{about.identifiers['doi']}", {"id": "doi"})
    meta("dcterms:bibliographicCitation", citation(book))
    if page_source:
        package.add_metadata("DC", "source", page_source, {"id": "pagination"})
        meta("source-of", "pagination", refines="#pagination")
        meta("pageBreakSource", page_source)
    for name, value in accessibility(trees, words_of(about.language)):
        meta(name, value)
    _certify(package, about.conformance)


def _certify(package: Any, conformance: Conformance) -> None:
    """What the publisher declares: no program can find it out (EPUB Accessibility 1.1, 2.4)."""

    def meta(name: str, value: str, **attributes: str) -> None:
        if value:
            package.add_metadata(None, "meta", value, {"property": name, **attributes})

    meta("dcterms:conformsTo", conformance.conforms_to, id="conformance")
    meta("a11y:certifiedBy", conformance.certified_by, id="certifier", refines="#conformance")
    meta("a11y:certifierCredential", conformance.credential, refines="#certifier")
    if conformance.report:
        report = {"rel": "a11y:certifierReport", "refines": "#certifier", "href": conformance.report}
        package.add_metadata(None, "link", "", report)


def citation(book: Book) -> str:
    """A plain citation for those who have no style: names, title, publisher, year."""
    about = book.metadata
    names = ", ".join(name_of(person) for person in about.contributors if person.role == "aut")
    title = f"{about.title}: {about.subtitle}" if about.subtitle else about.title
    published = ", ".join(part for part in (about.publisher, about.date[:4]) if part)
    return " ".join(f"{part}." for part in (names, title, published) if part)


def name_of(person: Contributor) -> str:
    """A name as it is printed."""
    return person.literal or f"{person.given} {person.family}".strip()


def sort_name(person: Contributor) -> str:
    """A name as it is filed."""
    return person.literal or ", ".join(part for part in (person.family, person.given) if part)


def accessibility(trees: Sequence[etree._Element], words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """schema.org properties that follow from the documents."""

    def every(path: str) -> list[etree._Element]:
        return [e for tree in trees for e in tree.iterfind(path)]

    pictures, drawings = every(".//{*}img"), every(".//{http://www.w3.org/2000/svg}svg")
    visual = bool(pictures or drawings)
    named = all(p.get("alt") or p.get("role") == "presentation" for p in pictures) and all(
        d.find("{*}desc") is not None for d in drawings
    )
    figures = [f for f in every(".//{*}figure") if {"map", "chart"} & set(f.get("class", "").split())]
    described = bool(figures) and all(f.find(".//{*}details") is not None for f in figures)
    pages = bool(every(".//*[@role='doc-pagebreak']"))
    yield from (("schema:accessMode", mode) for mode in ["textual", *(["visual"] if visual else [])])
    yield "schema:accessModeSufficient", "textual"
    features = {
        "tableOfContents": True,
        "readingOrder": True,
        "displayTransformability": True,
        "structuralNavigation": bool(every(".//{*}h2")),
        "alternativeText": visual and named,
        "longDescription": described,
        "ARIA": bool(every(".//*[@role]")),
        "pageBreakMarkers": pages,
        "pageNavigation": pages,
        "index": bool(every(".//*[@role='doc-index']")),
    }
    yield from (("schema:accessibilityFeature", name) for name, there in features.items() if there)
    yield "schema:accessibilityHazard", "none"
    told = (("summary_pictures", visual and named), ("summary_drawings", described), ("summary_pages", pages))
    summary = " ".join([words["summary_text"], *(words[key] for key, true in told if true)])
    yield "schema:accessibilitySummary", summary
