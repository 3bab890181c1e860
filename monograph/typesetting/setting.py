"""A unit's HTML -> its galley: laid out, mapped, judged and drawn in one go, in whatever process has the time."""

from __future__ import annotations

import gc
import os
import re
import sys
from pathlib import Path
from typing import Any

from weasyprint import Document
from weasyprint.urls import FatalURLFetchingError

from monograph.typesetting.complaints import complaints
from monograph.typesetting.folio_places import POINTS, digest_of, take_folios
from monograph.typesetting.fonts import programs
from monograph.typesetting.frames import with_room
from monograph.typesetting.galleys import LINK, FontUse, Galley, Unit, UnreadableError
from monograph.typesetting.lines.hyphenation import patterns
from monograph.typesetting.patches import install
from monograph.typesetting.units import VARIANT, LaidOut, lay_out, part_fonts, share_fonts

ARTIFACT = b"<</Type/Pagination>>"


ROOM = 230_000_000
"""Bytes that a process that sets units may hold before it looks for garbage between them."""
MUCH = 150_000
"""Objects made and not gone since it last did: with fewer it would look in vain, and memory is not given back whole."""


LANGUAGE = re.compile(r'<html[^>]*\blang="([^"]*)"')


def prepare(html: str) -> None:
    """Load what every unit of a book needs: the patches, the hyphenation of its language; fonts are shared from now on.

    Style and fonts are read by each process: to set a page for them before processes are forked takes as long.
    """
    install()
    share_fonts()
    language = LANGUAGE.search(html)
    patterns(language[1] if language else "", 2, 2)


def start_worker() -> None:
    """What a process that does nothing else does first: garbage is collected between units only."""
    gc.disable()
    part_fonts()


def set_unit(unit: Unit, html: str, folder: Path, marks: frozenset[str]) -> Galley:
    """Set one unit. Raises ``UnreadableError`` for an address that may not be read."""
    if not gc.isenabled() and gc.get_count()[0] > MUCH and _held() > ROOM:
        gc.collect()
    try:
        return with_room(_set, unit, html, folder, marks)
    except FatalURLFetchingError as error:
        raise UnreadableError(getattr(error, "address", str(error))) from None


def _set(unit: Unit, html: str, folder: Path, marks: frozenset[str]) -> Galley:
    laid = lay_out(unit, html, folder, marks)
    galley = galley_of(laid, unit.key)
    _take_apart(laid.document)
    return galley


def _take_apart(document: Any) -> None:
    """Part what knows each other: pages and note areas, paragraphs and lines, the layout and all it made.

    Its memory is free at once then; else it waits until somebody looks for garbage.
    """
    for page in document.pages:
        for box in page._page_box.descendants():
            if "composed" in box.__dict__:
                box.composed.let_go()
        page._page_box.children = ()
    laid_in = document._html.__dict__.pop("laid_in", None)
    if laid_in is not None:
        laid_in.__dict__.clear()


def _held() -> int:
    """The memory that this process holds, in bytes; where the system tells only the most that it ever held, that."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return _most_held()
    return pages * os.sysconf("SC_PAGE_SIZE")


def _most_held() -> int:
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def galley_of(laid: LaidOut, key: str) -> Galley:
    """The galley of laid-out pages, which have no folios afterwards."""
    sheets = _Sheets.of(laid.document)
    folios = take_folios(sheets, laid.html)
    pages = sheets.pages
    with complaints() as messages:
        pdf = sheets.write_pdf(pdf_variant=VARIANT, pdf_tags=True, finisher=lambda _, pdf: _prepare(pdf, key, sheets))
    if messages:
        raise RuntimeError(f"{key} could not be drawn cleanly: {messages}")
    ours = programs()
    uses = _uses(sheets.taken)
    return Galley(
        starts=tuple(laid.map.starts),
        first_page=laid.map.first_page,
        unread=tuple(laid.map.unread),
        report=laid.report,
        ends=laid.ends,
        messages=laid.messages,
        anchors=tuple(
            (name, index, place[0] * POINTS, (page.height - place[1]) * POINTS)
            for index, page in enumerate(pages)
            for name, place in page.anchors.items()
        ),
        bookmarks=tuple(
            (level, label, index, x * POINTS, (page.height - y) * POINTS)
            for index, page in enumerate(pages)
            for level, label, (x, y), _ in page.bookmarks
        ),
        links=tuple(sorted(sheets.links)),
        folios=folios,
        fonts=uses,
        files=laid.files,
        programs={digest_of(f): f.file_content for f in sheets.taken if digest_of(f) not in ours},
        pdf=pdf,
        lines=laid.set_lines(),
    )


class _Sheets(Document):  # type: ignore[misc]  # weasyprint has no types
    """The pages of a unit for drawing: without outline, and without fonts, which are those of the whole book."""

    @classmethod
    def of(cls, document: Any) -> Any:
        made = cls(
            document.pages,
            document.metadata,
            document.url_fetcher,
            document.font_config,
            document.color_profiles,
            document.output_intent,
        )
        made.taken, made.links = [], set()
        return made

    def make_bookmark_tree(self, scale: float = 1, transform_pages: bool = False) -> list[Any]:
        """No bookmarks; asked for when the last page is drawn and no font is written yet."""
        plain = {key: font for key, font in self.fonts.items() if _plain(font)}
        self.taken = list(plain.values())
        for key in plain:
            del self.fonts[key]
        return []


def _plain(font: Any) -> bool:
    """Whether a font is outlines alone, so that it can be subset for the whole book."""
    drawn = font.bitmap or font.png or font.svg or font.colr
    return not (drawn or font.missing or font.used_in_forms or "fvar" in font.tables)


def _uses(fonts: list[Any]) -> dict[str, FontUse]:
    """Name in the resources -> what is used; several fonts of one name are one."""
    uses: dict[str, FontUse] = {}
    for font in fonts:
        before = uses[font.hash].glyphs if font.hash in uses else {}
        glyphs = {glyph: (font.to_unicode.get(glyph, ""), float(width)) for glyph, width in font.widths.items()}
        uses[font.hash] = FontUse(
            program=digest_of(font),
            face=font.index,
            name=font.name.decode().lstrip("/"),
            family=font.family,
            flags=font.flags,
            ascent=font.ascent,
            descent=font.descent,
            glyphs={**before, **glyphs},
        )
    return uses


def _prepare(pdf: Any, key: str, sheets: _Sheets) -> None:
    """Make the drawn pages ready for binding, while they are still Python objects."""
    for item in pdf.objects:
        if isinstance(item, dict):
            if item.get("Subtype") == "/Link":
                _name_destination(item, sheets.links)
            elif item.get("S") == "/TH" and "ID" in item:
                item["ID"].string = f"{key}-{item['ID'].string}"  # its cells name the same object
    _set_artifacts(pdf)
    for page in pdf.pages["Kids"][::3]:
        content = _at(pdf, pdf.objects[page]["Contents"])
        content.stream = [b"q", *content.stream, b"Q"]


def _name_destination(annotation: Any, links: set[str]) -> None:
    action = annotation.get("A")
    if action is None or not action["URI"].string.startswith(LINK):
        return
    target = action["URI"]
    target.string = target.string.removeprefix(LINK)
    links.add(target.string)
    annotation["Dest"] = annotation["Contents"] = target
    del annotation["A"]


def _set_artifacts(pdf: Any) -> None:
    """Running heads, which hang on no structure element, become pagination artifacts (ISO 14289-1, 7.8)."""
    tree = _at(pdf, pdf.catalog["StructTreeRoot"])
    reached: set[bytes] = set()
    waiting = [kid for kid in tree["K"] if isinstance(kid, bytes)]
    while waiting:
        reference = waiting.pop()
        if reference not in reached:
            reached.add(reference)
            waiting += [kid for kid in _at(pdf, reference).get("K", ()) if isinstance(kid, bytes)]
    rows = dict(zip(*[iter(_at(pdf, tree["ParentTree"])["Nums"])] * 2, strict=True))
    for page in pdf.pages["Kids"][::3]:
        row = rows[pdf.objects[page]["StructParents"]]
        orphans = {index for index, reference in enumerate(row) if reference not in reached}
        if orphans:
            _turn(_at(pdf, pdf.objects[page]["Contents"]).stream, orphans)
            row[:] = [b"null" if index in orphans else reference for index, reference in enumerate(row)]


def _turn(stream: list[Any], orphans: set[int]) -> None:
    for at, operator in enumerate(stream):
        if operator == b"BDC" and isinstance(stream[at - 1], dict) and stream[at - 1].get("MCID") in orphans:
            stream[at - 2 : at] = ["/Artifact", ARTIFACT]


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
