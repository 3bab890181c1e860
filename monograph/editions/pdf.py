"""The printed edition: ``<slug>.pdf`` and ``<slug>-pages.json``, the page map that all editions cite."""

from __future__ import annotations

import dataclasses
import json
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

from monograph.apparatus.indexing.checks import check_locators
from monograph.citing.records import is_chapter
from monograph.editions import Making
from monograph.editions.cover import cover_html
from monograph.editions.raster import page_pdf
from monograph.manuscript.checks import nodes
from monograph.model import Book, Citation, Location, NoteCall, PageMap, Span
from monograph.rendering import print_document, section_writer
from monograph.rendering.citing import end_id
from monograph.rendering.design import geometry
from monograph.rendering.parts import PARTS
from monograph.store import digest
from monograph.typesetting.coverage import check_characters
from monograph.typesetting.galleys import LINK, About, Numbering, Unit, UnreadableError
from monograph.typesetting.lines.figures import SetLine
from monograph.typesetting.lines.telling import closing, rarely_hyphenated, typography
from monograph.typesetting.note_problems import tell
from monograph.typesetting.page_figures import page_figures
from monograph.typesetting.pagemap import page_starts
from monograph.typesetting.pagination import BLANK, Pagination, Paginator
from monograph.typesetting.press import Press, program

GREEDY = "html{--lines:greedy}"
"""The style with which every paragraph is left to WeasyPrint's own line breaker."""

END = '<div id="{}"></div>'
"""Stands behind the last word of a chapter, so that the page map knows its last page."""


def write(making: Making) -> None:
    """Lay out the pages, pass the gate, write the PDF and the page map."""
    pagination = lay_out(making)
    if pagination is None or making.page_map is None:
        return
    slug = making.book.metadata.slug
    content = pdf_bytes(making, pagination)
    if making.typography:
        from monograph.typesetting.lines.overlay import tinted

        (making.out / f"{slug}-typography.pdf").write_bytes(tinted(content, _lines_by_page(pagination)))
    if making.book.settings.design.cover:
        content = _covered(content, making)
    (making.out / f"{slug}.pdf").write_bytes(content)
    (making.out / f"{slug}-pages.json").write_text(_page_map_json(making.page_map), encoding="utf-8")
    making.store.prune()


def _covered(content: bytes, making: Making) -> bytes:
    """The book behind its cover, drawn to the size of its pages."""
    page = geometry(making.book.settings.design)
    html = str(cover_html(making.book, page.width, page.height))
    name = digest("cover", program(), html, content)
    covered = making.store.get(name)
    if covered is None:
        from monograph.typesetting.jacket import with_cover

        covered = with_cover(content, page_pdf(html, making.book))
        making.store.put(name, covered)
    return covered


def lay_out(making: Making) -> Pagination | None:
    """The pages of the book; fills ``making.page_map``. None where a problem forbids to go on."""
    check_characters(making.book, making.apparatus, making.problems)
    if making.problems.errors:
        return None
    began = time.perf_counter()
    try:
        with Press(
            Path(making.book.folder), inline_ids(making.book), making.store, making.jobs, making.workers
        ) as press:
            pagination = Paginator(units_of(making), Documents(making, LINK), press, making.progress).run()
    except UnreadableError as error:
        place = Location(making.book.settings.stylesheet or "book.yaml", 0)
        making.problems.add("path-outside", f"the layout was asked for “{error}”", place)
        return None
    _pass_gate(making, pagination)
    if making.problems.errors:
        return None
    making.page_map = _page_map(making.book, pagination)
    check_locators(making.apparatus.index, making.page_map.page_of, making.book.metadata.language, making.problems)
    making.figures["layout"] = {
        "rounds": pagination.rounds,
        "units": len(pagination.units),
        "units laid out": pagination.laid_out,
        "units from the cache": press.cached,
        "processes": press.jobs,
    }
    galleys = [placed.galley for placed in pagination.units.values()]
    making.figures["page figures"] = pages = page_figures(pagination)
    making.figures["typography"] = told = typography(galleys)
    making.remarks += filter(None, (closing(told, len(pages["short"])), rarely_hyphenated(languages(making.book))))
    making.seconds["pdf: layout"] = time.perf_counter() - began
    return pagination


def languages(book: Book) -> set[str]:
    """Every language that the text of the book is marked with."""
    written = nodes(tuple((section.title, section.blocks, section.notes) for section in book.sections))
    return {book.metadata.language} | {node.language for node in written if getattr(node, "language", "")}


def inline_ids(book: Book) -> frozenset[str]:
    """Ids that mark a place inside a text and begin no block: spans, calls, citations."""
    return frozenset(
        node.id
        for section in book.sections
        for node in nodes((section.title, section.blocks, section.notes))
        if isinstance(node, Span | NoteCall | Citation) and node.id
    )


def pdf_identifier(book: Book) -> str:
    """What the page list of other editions names as its source: the print ISBN, else a URN made from the book's."""
    identifiers = book.metadata.identifiers
    if "isbn-print" in identifiers:
        return f"urn:isbn:{identifiers['isbn-print'].replace('-', '')}"
    base = identifiers.get("uuid", book.metadata.slug)
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, base + '/pdf')}"


def pdf_bytes(making: Making, pagination: Pagination) -> bytes:
    """The galleys bound and finished; the file of the last build where nothing has changed."""
    began = time.perf_counter()
    about, labels = about_of(making.book), [sheet.label for sheet in pagination.sheets]
    runs = pagination.runs()
    names = [f"{pagination.units[key].plan.name} {' '.join(run)}" for key, run in runs]
    name = digest("book", program(), repr(about), *names)
    content = making.store.get(name)
    if content is None:
        from monograph.typesetting.binding import bind  # an unchanged book need not load what writes PDF
        from monograph.typesetting.finishing import finish

        pdf = bind([(pagination.galley(key), run) for key, run in runs], pagination.opened)
        content = finish(pdf, labels, about)
        making.store.put(name, content)
    making.seconds["pdf: binding"] = time.perf_counter() - began
    return content


def about_of(book: Book) -> About:
    """What the PDF says of itself."""
    about = book.metadata
    return About(
        title=f"{about.title}: {about.subtitle}" if about.subtitle else about.title,
        authors=tuple(c.literal or f"{c.given} {c.family}".strip() for c in about.contributors if c.role == "aut"),
        description=about.description,
        keywords=about.subjects,
        language=about.language,
        date=about.date,
    )


def units_of(making: Making) -> list[Unit]:
    """One unit for each section."""
    notes = making.apparatus.notes
    return [
        Unit(
            section.id,
            "roman" if section.matter == "front" else "arabic",
            PARTS[section.kind].recto,
            tuple(note.id for note in notes.get(section.id, ())),
        )
        for section in making.book.sections
    ]


class _Pages(Mapping[str, str]):
    """The page map that a section is rendered with, which is another one each time."""

    def __init__(self) -> None:
        self.now: Mapping[str, str] = {}

    def __getitem__(self, identifier: str) -> str:
        return self.now[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self.now)

    def __len__(self) -> int:
        return len(self.now)


class Documents:
    """Makes the HTML document of a unit; links begin with ``link``."""

    def __init__(self, making: Making, link: str) -> None:
        book = making.book
        self.book, self.sections = book, {section.id: section for section in book.sections}
        stylesheet = book.settings.stylesheet
        self.stylesheet = Path(book.folder, stylesheet).read_text(encoding="utf-8") if stylesheet else ""
        self.stylesheet += GREEDY if making.greedy else ""
        self._pages = _Pages()
        self._write = section_writer(
            book,
            making.apparatus,
            "print",
            self._pages,
            lambda identifier: link + identifier,
            making.drawings.printed,
            making.drawings.descriptions,
            citing=making.citing,
        )

    def __call__(self, key: str, first_page: int, numbering: Numbering, pages: Mapping[str, str]) -> str:
        """The document of ``key``; an empty page for ``BLANK``."""
        section = self.book.sections[0] if key == BLANK else self.sections[key]
        self._pages.now = pages
        body = '<div class="display"></div>' if key == BLANK else self._write(section)
        if is_chapter(section) and key != BLANK:
            body += END.format(end_id(key))
        return print_document(body, self.book, section, first_page, numbering, self.stylesheet)


def _pass_gate(making: Making, pagination: Pagination) -> None:
    for identifier, key in pagination.swinging[:5]:
        section = next(section for section in making.book.sections if section.id == key)
        message = (
            f"the pages of “{key}” do not settle"
            if identifier == key
            else f"the page number of “{identifier}”, which “{key}” quotes, does not settle"
        )
        making.problems.add("pages-unsettled", message, section.location)
    places = {note.id: note for group in making.apparatus.notes.values() for note in group}
    galleys = [placed.galley for placed in pagination.units.values()]
    making.figures["note figures"] = tell((galley.report for galley in galleys), places, making.problems)
    for message in dict.fromkeys(message for galley in galleys for message in galley.messages):
        making.problems.add("layout-warning", message, Location(making.book.settings.stylesheet or "book.yaml"))
    for galley in galleys:
        if galley.unread:
            raise RuntimeError(f"text on the page that the source does not hold: {galley.unread[:3]}")


def _lines_by_page(pagination: Pagination) -> dict[int, list[SetLine]]:
    """Index of a page in the book -> the lines of justified text on it."""
    found: dict[int, list[SetLine]] = {}
    for index, sheet in enumerate(pagination.sheets):
        found[index] = [line for line in pagination.galley(sheet.key).lines if line.page == sheet.index]
    return found


def _page_map(book: Book, pagination: Pagination) -> PageMap:
    labels = [sheet.label for sheet in pagination.sheets]
    starts = [pagination.galley(sheet.key).starts[sheet.index] for sheet in pagination.sheets]
    return PageMap(page_starts(labels, starts), pagination.page_of, pdf_identifier(book))


def _page_map_json(page_map: PageMap) -> str:
    return json.dumps(dataclasses.asdict(page_map), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
