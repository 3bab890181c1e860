"""The layout reads the book's own files and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from monograph.typesetting.access import BookFetcher, OutsideError


def test_files_of_the_book_are_read(tmp_path: Path) -> None:
    """A picture in the manuscript folder."""
    (tmp_path / "a.svg").write_text("<svg/>")
    assert BookFetcher(tmp_path).fetch((tmp_path / "a.svg").as_uri()).read() == b"<svg/>"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "https://example.org/x.css", "http://127.0.0.1/", "ftp://example.org/"]
)
def test_all_else_is_refused(tmp_path: Path, address: str) -> None:
    """Neither the machine's files nor any address is read."""
    with pytest.raises(OutsideError):
        BookFetcher(tmp_path).fetch(address)


def test_a_way_out_through_dots_or_links_is_refused(tmp_path: Path) -> None:
    """``..`` and symbolic links are followed before they are judged."""
    book = tmp_path / "book"
    book.mkdir()
    (tmp_path / "secret").write_text("x")
    (book / "link").symlink_to(tmp_path / "secret")
    for address in ((book / "link").as_uri(), (book / ".." / "secret").as_uri(), book.as_uri() + "/%2e%2e/secret"):
        with pytest.raises(OutsideError):
            BookFetcher(book).fetch(address)
