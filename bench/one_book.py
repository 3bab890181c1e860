"""The bundled book set in a process of its own: `python3 -m bench.one_book WAY PART DOCUMENTS`.

Prints the pages and the processor time of layout and writing; loading is not counted.
"""

from __future__ import annotations

import gc
import json
import logging
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "content"


def documents(folder: Path, scratch: Path) -> dict[str, tuple[bool, str]]:
    """Section -> whether it is a chapter, and its HTML for the layout, page numbers unknown."""
    from monograph.apparatus import compile_apparatus
    from monograph.citing.records import is_chapter
    from monograph.drawings import draw_book
    from monograph.editions import Making
    from monograph.editions.pdf import Documents, units_of
    from monograph.manuscript import read_book
    from monograph.problems import Problems
    from monograph.store import Store
    from monograph.typesetting.galleys import LINK

    problems = Problems()
    book = read_book(folder, problems)
    apparatus, drawings = compile_apparatus(book, problems), draw_book(book, problems)
    making = Making(book, apparatus, scratch, problems, drawings, store=Store(scratch / "cache"))
    make = Documents(making, LINK)
    chapters = {section.id for section in book.sections if is_chapter(section)}
    return {u.key: (u.key in chapters, make(u.key, 1, u.numbering, {})) for u in units_of(making)}


def main(way: str, part: str, source: Path) -> None:
    """Lay out and write."""
    from monograph.typesetting.loading import load_weasyprint

    load_weasyprint()
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    from monograph.typesetting.access import BookFetcher
    from monograph.typesetting.patches import install
    from monograph.typesetting.units import VARIANT, read

    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    made: dict[str, tuple[bool, str]] = json.loads(source.read_text(encoding="utf-8"))
    base, pages = FOLDER.as_uri() + "/", 0
    began = time.process_time()
    fonts = FontConfiguration()
    if way == "ours":
        install()
        gc.disable()  # as in the processes that set units
    for chapter, html in made.values():
        if part == "chapters" and not chapter:
            continue
        fetcher = BookFetcher(FOLDER)
        parsed = read(html, base, fetcher) if way == "ours" else HTML(string=html, base_url=base, url_fetcher=fetcher)
        document = parsed.render(pdf_variant=VARIANT, pdf_tags=True, font_config=fonts)
        document.write_pdf(pdf_variant=VARIANT, pdf_tags=True)
        pages += len(document.pages)
    print(pages, f"{time.process_time() - began:.2f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
