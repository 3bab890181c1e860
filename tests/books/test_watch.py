"""`build.py watch`: a change is built, a mistake is told, a mended one is built, and nothing stays behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from monograph.preview import Preview
from monograph.watching import seen
from tests.editions.epub_samples import write_small_book

PATIENCE = 60
"""Seconds after which what is waited for is not coming."""


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something is true."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


class Watch:
    """A `build.py watch` at work on the small book."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.book, self.out, said = write_small_book(folder / "book"), folder / "dist", folder / "said.txt"
        words = [sys.executable, str(root / "build.py"), "watch", str(self.book), "--out", str(self.out)]
        with open(said, "w", encoding="utf-8") as out:
            self.process = subprocess.Popen([*words, "--jobs", "2"], stdout=out, stderr=out, start_new_session=True)
        self._said = said

    @property
    def said(self) -> str:
        """What it has said so far."""
        return self._said.read_text(encoding="utf-8")

    def rounds(self) -> int:
        """How many builds have ended."""
        return self.said.count("Ctrl-C ends this")

    def letters(self) -> str:
        """The text of the PDF, without spaces."""
        pages = pypdfium2.PdfDocument((self.out / "a-small-book.pdf").read_bytes())
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)

    def ask(self, path: str, **headers: str) -> bytes:
        """What the preview answers."""
        address = self.said.split("http://")[1].split()[0]
        return bytes(urllib.request.urlopen(urllib.request.Request(f"http://{address}{path}", headers=headers)).read())

    def running(self) -> list[str]:
        """The processes of its session."""
        found = subprocess.run(["ps", "-o", "pid=", "-s", str(self.process.pid)], capture_output=True, text=True)
        return found.stdout.split()


@pytest.fixture
def watch(root: Path, tmp_path: Path) -> Iterator[Watch]:
    """One that has built its book once."""
    made = Watch(root, tmp_path)
    try:
        wait_for(lambda: made.rounds() == 1)
        yield made
    finally:
        made.process.terminate()
        made.process.wait()


def test_what_changes_is_built_again(watch: Watch) -> None:
    """Words, a mistake that is told and leaves the book as it was, its mending, and the end by Ctrl-C."""
    chapter = watch.book / "one.md"
    text = chapter.read_text(encoding="utf-8")
    assert "zebrasinthemargin" not in watch.letters()
    chapter.write_text(text + "\n\nZebras in the margin.\n", encoding="utf-8")
    wait_for(lambda: watch.rounds() == 2)
    assert "Zebrasinthemargin" in watch.letters()

    made = json.loads(watch.ask("made"))
    assert made["number"] == 2
    assert 1 < made["page"] <= len(pypdfium2.PdfDocument(watch.out / "a-small-book.pdf"))
    assert watch.ask("book.pdf") == (watch.out / "a-small-book.pdf").read_bytes()
    assert b"<iframe" in watch.ask("")
    for path, headers in (("../book/one.md", {}), ("made", {"Host": "elsewhere.example"})):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            watch.ask(path, **headers)

    chapter.write_text(text + "\n\nNobody wrote this [@nobody].\n", encoding="utf-8")
    wait_for(lambda: watch.rounds() == 3)
    assert "nobody" in watch.said
    assert "Zebrasinthemargin" in watch.letters()
    chapter.write_text(text, encoding="utf-8")
    wait_for(lambda: watch.rounds() == 4)
    assert "Zebras" not in watch.letters()

    os.killpg(watch.process.pid, signal.SIGINT)
    assert watch.process.wait(PATIENCE) == 0
    assert "Traceback" not in watch.said
    wait_for(lambda: not watch.running())


def test_only_files_that_a_person_writes_count(tmp_path: Path) -> None:
    """Not those that are hidden, an editor's second copies, or the output inside the folder."""
    for name in ("a.md", "deep/b.md", ".git/index", "a.md~", "dist/book.pdf", "deep/.b.md.swp"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("x")
    assert {Path(path).name for path in seen(tmp_path, tmp_path / "dist")} == {"a.md", "b.md"}


def test_a_preview_without_a_book_waits_for_one(tmp_path: Path) -> None:
    """Nothing is shown before something is made."""
    with Preview(tmp_path / "dist") as preview:
        preview.renew()
        assert preview.number == 0
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{preview.address}book.pdf")
