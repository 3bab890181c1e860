"""Stage 5: the files for those who cite the book: ``cite/`` and ``CITATION.cff``, all from the same records."""

from __future__ import annotations

from pathlib import Path

from monograph.citing.catalogue import catalogue_files
from monograph.citing.formats import FORMATS
from monograph.citing.records import Record, book_record, chapter_records, source_records
from monograph.editions import Making


def write(making: Making) -> None:
    """Write the records of the book, of its sources and, where the pages are known, of its chapters."""
    book, slug = making.book, making.book.metadata.slug
    chapters = chapter_records(book, making.page_map) if making.page_map else []
    files: dict[str, list[Record]] = {
        slug: [book_record(book.metadata)],
        f"{slug}-chapters": chapters,
        f"{slug}-bibliography": source_records(book, making.apparatus),
    }
    for stem, records in files.items():
        for extension, text_of in FORMATS.items():
            if records:
                _write(making.out / "cite" / f"{stem}.{extension}", text_of(records))
    for name, text in catalogue_files(book, chapters, making.page_map).items():
        _write(making.out / name, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
