"""The records of the book in the words of a citation style, by the same engine as its notes.

The whole style sheet of a book knows nothing of this: its notes never cite the book itself.
"""

from __future__ import annotations

import dataclasses
import importlib.metadata
import os
import pickle
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from monograph.apparatus.citeproc import EngineNote, format_citations
from monograph.apparatus.finishing import finished
from monograph.apparatus.inlines import Joined
from monograph.apparatus.scripts import in_their_language
from monograph.apparatus.styles import NAMESPACE, Style, find_style
from monograph.apparatus.syntax import MARK
from monograph.citing.records import Record, book_record, chapter_record, is_chapter
from monograph.model import Book, Citation, Cite, CitingForm, Inlines, Location, Source
from monograph.problems import Problems
from monograph.rendering.citing import FIRST, LAST
from monograph.store import Store, digest

CODE = Path(__file__).resolve().parents[1]
HERE = Location("book.yaml")
USUAL = ("chicago-notes-bibliography", "chicago-author-date", "mhra-notes")
"""The styles of which two stand beside the book's own, unless ``book.yaml`` names others."""

SHOWN = 3
FIRST_EDITION = re.compile(r"(first|1st|1)\b", re.I)


@dataclass(frozen=True)
class Forms:
    """A record as a style writes it: in a bibliography, in a first note, in a later one; or in parentheses."""

    entry: Inlines
    note: Inlines
    short: Inlines


def style_of(book: Book, name: str, problems: Problems) -> Style | None:
    """A style by name, fitted to the book's language but with its own order of dates; None with a problem."""
    settings = dataclasses.replace(book.settings, style=name, dates="style")
    return find_style(dataclasses.replace(book, settings=settings), problems)


def style_title(style: Style) -> str:
    """What a style is called, without what its file says about itself behind it."""
    title = etree.fromstring(style.xml.encode()).findtext(f"{{{NAMESPACE}}}info/{{{NAMESPACE}}}title") or style.name
    return re.sub(r"\s*\((?:full note|notes?|.*\bibid\b.*)\)$", "", title)


def shown_styles(book: Book) -> list[str]:
    """The names of the styles in which the book says how it is cited, its own first."""
    own = book.settings.style.removesuffix(".csl")
    others = book.settings.how_to_cite or tuple(name for name in USUAL if name != own)[: SHOWN - 1]
    return list(dict.fromkeys([own, *others]))


def formatted(
    records: Sequence[Record], style: Style, label: str = "", locator: str = "", suffix: str = ""
) -> dict[str, Forms]:
    """The forms of records by id, each as if it stood alone; ``locator`` and ``suffix`` tell the place cited."""
    sources = {record["id"]: _source(record, number) for number, record in enumerate(records)}

    def cited(key: str, time: int) -> Citation:
        return Citation(f"{key}\n{time}", (Cite(key, HERE, label, locator, suffix=suffix),), HERE)

    scopes: list[list[EngineNote]] = [[(cited(key, 1),), (cited(key, 2),)] for key in sources]
    answer = format_citations(scopes, sources, style, sources)
    entries = dict(answer.entries)

    def words(key: str, time: int) -> Inlines:
        found = answer.groups[f"{key}\n{time}"]
        if style.notes:
            found = finished(Joined(found, ()), style.language, style.stop_inside, HERE)
        return in_their_language(found)

    return {key: Forms(in_their_language(entries.get(key, ())), words(key, 1), words(key, 2)) for key in sources}


def _source(record: Record, number: int) -> Source:
    """A source for the engine. A mark that is never printed tells its year from those of the other records,
    so that no letter is added to it. A first edition is not told.
    """
    fields = {name: value for name, value in record.items() if name not in ("id", "type", "title-short")}
    if FIRST_EDITION.match(str(fields.get("edition", ""))):
        del fields["edition"]
    date = record.get("issued", {})
    if number and "date-parts" in date:
        fields["issued"] = {"literal": f"{date['date-parts'][0][0]}{MARK * number}"}
    return Source(record["id"], record["type"], fields, "", HERE)


def citing_forms(book: Book, problems: Problems, store: Store) -> tuple[CitingForm, ...]:
    """The book and its chapters in each style it shows; only its own where it has no part that says how to cite.

    The pages of a chapter are signs that ``rendering.citing`` replaces. What the engine said once is kept in ``store``.
    """
    chapters = {
        section.id: chapter_record(book, section, f"{FIRST}-{LAST}") for section in book.sections if is_chapter(section)
    }
    whole = book_record(book.metadata)
    names = shown_styles(book)
    if not any(section.kind == "how-to-cite" for section in book.sections):
        names = names[:1]
    styles = [style for name in names if (style := style_of(book, name, problems))]
    key = digest("citing", _program(), repr((whole, chapters)), *(style.xml for style in styles))
    kept = store.get(key)
    if kept is not None:
        return tuple(pickle.loads(kept))
    made = tuple(_form(whole, chapters, style) for style in styles)
    store.put(key, pickle.dumps(made))
    return made


def _form(whole: Record, chapters: Mapping[str, Record], style: Style) -> CitingForm:
    forms = formatted([whole, *chapters.values()], style)
    entries = {id: forms[record["id"]].entry for id, record in chapters.items()}
    return CitingForm(style.name, style_title(style), forms[whole["id"]].entry, entries)


def _program() -> str:
    """A digest of everything besides the records and styles that decides what the engine says."""
    files = sorted(path for folder in ("apparatus", "citing") for path in (CODE / folder).rglob("*.py"))
    texts = [path.read_text(encoding="utf-8") for path in (*files, CODE / "model.py")]
    return digest(os.environ.get("PANDOC", ""), importlib.metadata.version("pypandoc-binary"), *texts)
