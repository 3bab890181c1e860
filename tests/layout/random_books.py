"""Small random books of several units that quote each other's pages, for tests of the whole engine."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monograph.store import Store
from monograph.typesetting.binding import bind
from monograph.typesetting.finishing import finish
from monograph.typesetting.galleys import LINK, About, Numbering, Unit
from monograph.typesetting.one_document import one_document
from monograph.typesetting.pagination import BLANK, Pagination
from tests.layout.pages import note, page, paginate, words

FOLIOS = """
@page:left { @top-left { content: counter(page, NUMBERING); font: 8pt 'Monograph Serif'; font-variant-numeric: oldstyle-nums } }
@page:right { @top-right { content: counter(page, NUMBERING); font: italic 8pt 'Monograph Serif'; color: #800 } }
@page:first { @top-left { content: none } @top-right { content: none }
  @bottom-center { content: counter(page, NUMBERING); font: 8pt 'Monograph Sans' } }
@page { @top-center { content: 'A head'; font: 8pt 'Monograph Serif' } }
h1 { bookmark-level: 1 } h2 { bookmark-level: 2 } h3 { bookmark-level: 3; font-size: 10pt; line-height: 12pt; margin: 0 }
blockquote { margin: 12pt } .page { font-weight: bold }
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><title>Picture {0}</title><circle cx="15" cy="15" r="{0}"/><text x="30" y="20" font-family="Monograph Sans" font-size="8">{0} km</text></svg>'
ABOUT = About("A Book", ("Jane Doe",), "Of pages.", ("pages",), "en", "2024-01-02")


@dataclass
class RandomBook:
    """Units with the makings of their bodies: ``{id}`` is quoted as "p. N" with a link."""

    units: list[Unit] = field(default_factory=list)
    bodies: dict[str, str] = field(default_factory=dict)
    height: int = 200

    def document(self, link: str) -> object:
        """What makes the documents of the units, with links that begin with ``link``."""

        def made(key: str, first: int, numbering: Numbering, pages: Mapping[str, str]) -> str:
            body = "<div></div>" if key == BLANK else self.bodies[key]
            for target in [part.partition("}")[0] for part in body.split("{")[1:]]:
                quote = f'<a class="page" href="{link}{target}">p. {pages.get(target, "000")}</a>'
                body = body.replace("{" + target + "}", quote)
            counter = "lower-roman" if numbering == "roman" else "decimal"
            blank = "@page { @top-center { content: none } @bottom-center { content: none } }" if key == BLANK else ""
            size = f"@page {{ size: 240pt {self.height}pt }}"
            return page(body, first, FOLIOS.replace("NUMBERING", counter) + size + blank)

        return made


def random_book(seed: int) -> RandomBook:
    """Three to six units: notes, tables, lists, pictures, headings of three ranks, references to and fro."""
    r, book = random.Random(seed), RandomBook()
    book.height = r.randint(160, 280)
    keys = [f"u{n}" for n in range(r.randint(3, 6))]
    targets = [f"{key}-{n}" for key in keys for n in range(4)]
    for at, key in enumerate(keys):
        parts, notes = [f'<h1 id="{key}" data-title="Unit {at}">Unit {at}</h1>'], []
        for n in range(4):
            parts.append(r.choice(["", f"<h2>Part {n}</h2>", f"<h3>Piece {n}</h3>"]))
            text = ""
            for _ in range(r.randint(1, 4)):
                text += words(r.randint(4, 30), r.randint(0, 30)) + " "
                if r.random() < 0.4:
                    notes.append(f"{key}-note{len(notes)}")
                    text += note(notes[-1], len(notes), words(r.choice([4, 12, 40]), r.randint(0, 30))) + " "
                if r.random() < 0.3:
                    text += f"<em>see</em> {{{r.choice(targets)}}} "
            parts.append(f'<p id="{key}-{n}">{text}</p>')
            parts.append(r.choice([
                "", f"<blockquote><p>{words(20)}</p></blockquote>", f"<ul><li>{words(5)}</li><li>{words(9)}</li></ul>",
                f"<table><tr><th>Date</th><th>Event</th></tr><tr><td>{n} May</td><td>{words(8)}</td></tr></table>",
                f"<figure>{PICTURE.format(n + 3)}</figure>",
            ]))  # fmt: skip
        book.units.append(Unit(key, "roman" if at == 0 else "arabic", r.random() < 0.7, tuple(notes)))
        book.bodies[key] = "".join(parts)
    return book


def bound(book: RandomBook, store: Store, jobs: int = 1) -> tuple[Pagination, bytes]:
    """The book as the engine makes it."""
    made = paginate(book.units, book.document(LINK), store, jobs)  # type: ignore[arg-type]
    pdf = bind([(made.galley(key), labels) for key, labels in made.runs()])
    return made, finish(pdf, [sheet.label for sheet in made.sheets], ABOUT)


def whole(book: RandomBook, made: Pagination) -> bytes:
    """The same book as one document."""
    maker, units = book.document("#"), {unit.key: unit for unit in book.units}
    roman, parts = sum(not sheet.label.isdigit() for sheet in made.sheets), []
    for number, sheet in enumerate(made.sheets, 1):
        if sheet.index == 0:
            numbering: Numbering = "arabic" if sheet.label.isdigit() else "roman"
            unit = units.get(sheet.key, Unit(BLANK, numbering, False))
            first = number - (roman if numbering == "arabic" else 0)
            parts.append((unit, maker(sheet.key, first, numbering, made.page_of)))  # type: ignore[operator]
    labels = [sheet.label for sheet in made.sheets]
    return finish(one_document(parts, Path(__file__).parent), labels, ABOUT)
