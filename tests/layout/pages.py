"""Tiny pages for the layout tests: HTML in, laid-out units out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from monograph.store import Store
from monograph.typesetting.fonts import font_face_css
from monograph.typesetting.galleys import Numbering, Unit
from monograph.typesetting.pagination import BLANK, DocumentMaker, Pagination, Paginator
from monograph.typesetting.patches import split_notes
from monograph.typesetting.press import Press
from monograph.typesetting.units import LaidOut, lay_out

CSS = """
@page { size: 240pt 200pt; margin: 20pt; @footnote { border-top: 1pt solid; padding-top: 2pt } }
@page:first { @top-center { content: none } }
body { margin: 0; font: 10pt/12pt 'Monograph Serif'; hyphens: auto; text-align: justify; orphans: 2; widows: 2 }
p { margin: 0 } h1, h2 { font-size: 12pt; line-height: 12pt; margin: 0 0 12pt }
.note { float: footnote; footnote-policy: line; font-size: 8pt; line-height: 10pt }
.note::footnote-call { content: attr(data-number) } .note::footnote-marker { content: attr(data-number) ' ' }
table { border-collapse: collapse } td, th { vertical-align: top; padding: 0 4pt } tr { break-inside: avoid }
"""
WORDS = (
    "the commission met on the fourth day and heard both delegations before it drew up its first protocol of record in "
    "the district where nobody could say how far the border ran between the mountains and the river"
).split()


def words(number: int, start: int = 0) -> str:
    """``number`` words of a text that repeats."""
    return " ".join(WORDS[(start + i) % len(WORDS)] for i in range(number))


def note(identifier: str, number: int, text: str) -> str:
    """A note at its call."""
    return f'<span class="note" id="{identifier}" data-number="{number}">{text}</span>'


@contextmanager
def stock_notes() -> Iterator[None]:
    """The layout of notes as WeasyPrint has it, while the block runs."""
    with pytest.MonkeyPatch.context() as patch:
        for wrap in split_notes.WRAPS:
            patch.setattr(wrap.owner, wrap.name, wrap.stock)
        yield


def page(body: str, first: int = 1, css: str = "") -> str:
    """A whole document of the tests."""
    start = f"@page:first{{counter-reset:page {first}}}" + ("html{break-before:left}" if first % 2 == 0 else "")
    style = font_face_css() + CSS + start + css
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>t</title><style>{style}</style></head><body>{body}</body></html>'


def nasty(seed: int) -> tuple[str, list[str], str]:
    """(body, note ids, style) of a random unit: short pages, several notes in a line, notes of all lengths."""
    r = random.Random(seed)
    out: list[str] = []
    notes: list[str] = []
    for _ in range(14):
        text = ""
        for _ in range(r.randint(1, 6)):
            text += words(r.randint(2, 14), r.randint(0, 30))
            for _ in range(r.choice([0, 1, 1, 2])):
                identifier = f"n{len(notes)}"
                text += note(identifier, len(notes), words(r.choice([3, 8, 16, 30]), r.randint(0, 30)))
                notes.append(identifier)
            text += " "
        out.append(f"<p>{text}</p>")
    return "".join(out), notes, f"@page {{ size: 240pt {r.randint(150, 260)}pt }}"


def laid(body: str, notes: Sequence[str] = (), css: str = "", marks: frozenset[str] = frozenset()) -> LaidOut:
    """One unit, laid out."""
    return lay_out(Unit("u", "arabic", True, tuple(notes)), page(body, css=css), Path(__file__).parent, marks)


NOWHERE = Store(Path("/dev/null/cache"))
"""A cache that keeps nothing."""


def paginate(units: Sequence[Unit], document: DocumentMaker, store: Store = NOWHERE, jobs: int = 1) -> Pagination:
    """Units set in this process until their pages agree."""
    with Press(Path(__file__).parent, frozenset(), store, jobs) as press:
        return Paginator(units, document, press, lambda done, of: None).run()


def paginated(units: Sequence[Unit], bodies: Mapping[str, str], quote: str = "") -> Pagination:
    """Units from bodies; ``{id}`` in the body of ``quote`` becomes the page label of that id."""

    def document(key: str, first: int, numbering: Numbering, pages: Mapping[str, str]) -> str:
        body = "<div></div>" if key == BLANK else bodies[key]
        if key == quote:
            for identifier in bodies:
                body = body.replace("{" + identifier + "}", pages.get(identifier, "000"))
        return page(body, first)

    return paginate(units, document)
