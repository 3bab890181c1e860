"""The command `cite`: a passage, its citation in a style, and where it stands in each edition."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from monograph.apparatus import compile_apparatus
from monograph.citing.formats import FORMATS, NAMES
from monograph.citing.forms import formatted, style_of
from monograph.citing.passages import Finder, Passage, pages_of, sheets
from monograph.citing.records import Record, book_record, chapter_record, is_chapter, page_ranges
from monograph.drawings import draw_book
from monograph.editions import Making
from monograph.editions.epub_package.documents import file_of
from monograph.editions.pdf import inline_ids, lay_out
from monograph.manuscript import read_book
from monograph.model import Apparatus, Book, PageMap, PageStart
from monograph.problems import Problems
from monograph.rendering import plain_text
from monograph.report import input_digests
from monograph.typesetting.jacket import COVER, INSIDE

COVERS = (COVER, INSIDE)
HINT = "ask for “p. 47”, “chapter 4”, “note 12 to chapter 4”, “map 2”, an id, or a few words of the text"


@dataclass(frozen=True)
class Answer:
    """What is told; ``found`` is false where nothing fits the question."""

    text: str
    found: bool = True


def answer(folder: Path, out: Path, asked: str, style: str, form: str, problems: Problems) -> Answer | None:
    """Cite a passage of the manuscript in ``folder``; None where a problem forbids to go on.

    ``form`` is a key of ``formats.NAMES`` for a record instead of words. The page map in ``out`` is taken if it is
    that of the manuscript as it stands; else the pages are laid out.
    """
    book = read_book(folder, problems)
    apparatus = compile_apparatus(book, problems)
    chosen = style_of(book, style or book.settings.style, problems)
    if problems.errors or chosen is None:
        return None
    page_map = kept_page_map(book, out) or _laid_out(book, apparatus, problems)
    if page_map is None:
        return None
    passages = Finder(book, apparatus, page_map, inline_ids(book)).find(asked)
    if not passages:
        return Answer(f"nothing in the book is “{asked}”: {HINT}", found=False)
    if form:
        records = {record["id"]: record for record in (_record(p, book, page_map) for p in passages)}
        return Answer(FORMATS[NAMES[form]](list(records.values())).rstrip("\n"))
    told = []
    for passage in passages:
        record = _record(passage, book, page_map) if passage.whole else book_record(book.metadata)
        locator = "" if passage.whole else pages_of(passage) + (f"n{passage.note}" if passage.note else "")
        forms = formatted([record], chosen, "", locator, passage.words)[record["id"]]
        words = {"Full": forms.note, "Short": forms.short, "Entry": forms.entry}
        lines = {name: plain_text(inlines) for name, inlines in words.items()}
        told.append(_told(passage, lines, book, apparatus, page_map))
    return Answer("\n\n".join(told))


def _record(passage: Passage, book: Book, page_map: PageMap) -> Record:
    """The record that a reference manager wants for a passage: its chapter, or the book."""
    if is_chapter(passage.section):
        pages = {section.id: pages for section, pages in page_ranges(book.sections, page_map)}
        return chapter_record(book, passage.section, pages[passage.section.id])
    return book_record(book.metadata)


def _told(passage: Passage, citations: dict[str, str], book: Book, apparatus: Apparatus, page_map: PageMap) -> str:
    section, numbers = passage.section, sheets(page_map, len(COVERS) if book.settings.design.cover else 0)
    number = apparatus.numbers.get(section.id, "")
    where = [f"{section.kind} {number}" if number else section.kind, f"“{plain_text(section.title)}”"]
    where += [f"note {passage.note}"] if passage.note else []
    where += [passage.words] if passage.words else []
    dash = "–" if passage.first != passage.last else ""
    pages = f"{'pp.' if dash else 'p.'} {passage.first}{dash}{passage.last if dash else ''}"
    place = ":".join(str(part) for part in (passage.location.path, passage.location.line) if part)
    anchor = "" if passage.target == section.id else f"#{passage.target}"
    lines = {
        **citations,
        "Place": ", ".join(where),
        "Print": f"{pages} (sheet {numbers.get(passage.first, '?')} of the PDF)",
        "E-book": f"text/{file_of(section)}{anchor} (printed page: #page_{passage.first})",
        "Manuscript": place,
        "Id": passage.target,
    }
    excerpt = f"“{passage.excerpt} …”\n" if passage.excerpt else ""
    return excerpt + "\n".join(f"{name:<11}{text}" for name, text in lines.items() if text)


def kept_page_map(book: Book, out: Path) -> PageMap | None:
    """The page map of the last build, if that was of the manuscript as it stands."""
    slug = book.metadata.slug
    report, pages = out / f"{slug}-report.json", out / f"{slug}-pages.json"
    if not (report.is_file() and pages.is_file()):
        return None
    if json.loads(report.read_text(encoding="utf-8")).get("inputs") != input_digests(Path(book.folder)):
        return None
    kept = json.loads(pages.read_text(encoding="utf-8"))
    return PageMap(tuple(PageStart(**start) for start in kept["starts"]), kept["page_of"], kept["source"])


def _laid_out(book: Book, apparatus: Apparatus, problems: Problems) -> PageMap | None:
    drawings = draw_book(book, problems)
    if problems.errors:
        return None
    with tempfile.TemporaryDirectory() as folder:
        making = Making(book, apparatus, Path(folder), problems, drawings)
        lay_out(making)
    return making.page_map
