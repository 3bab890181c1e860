"""A real reading system: foliate-js in Chromium opens an ePub, walks every section and tells what a reader meets."""

from __future__ import annotations

import contextlib
import functools
import http.server
import io
import re
import shutil
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
FOLIATE = HERE / "node_modules" / "foliate-js"
PROBE = (HERE / "probe.js").read_text(encoding="utf-8")
SMALLEST_LABEL = 12
"""CSS pixels: the height of the letters of a map at which they are still read."""


@dataclass(frozen=True)
class Screen:
    """A device: CSS pixels, and whether its reader chose a light or a dark page."""

    width: int
    height: int
    scheme: str = "light"

    def __str__(self) -> str:
        return f"{self.width} px {self.scheme}"


FACE = re.compile(
    r"font-family: '(?P<family>[^']+)'; font-weight: (?P<weight>\d+); font-style: (?P<style>\w+); "
    r"src: url\('\.\./fonts/(?P<file>[^']+)'\)"
)
SCRIPTS = frozenset({"Monograph Armenian", "Monograph Georgian", "Monograph Arabic"})
UNSEEN = frozenset("\u00ad\u200b\u200d\u200e\u2060")

SIZES = ((320, 568), (390, 844), (600, 800), (820, 1180))
SCREENS = tuple(Screen(width, height, scheme) for width, height in SIZES for scheme in ("light", "dark"))
PHONE, NIGHT = Screen(390, 844), Screen(390, 844, "dark")


class _Files(http.server.SimpleHTTPRequestHandler):
    """Serves the harness, foliate-js and one book."""

    def __init__(self, *args: Any, book: Path, **more: Any) -> None:
        self.book = book
        super().__init__(*args, **more)

    def translate_path(self, path: str) -> str:
        """Where an address lies on the disk."""
        name = path.partition("?")[0].lstrip("/")
        if name == "book.epub":
            return str(self.book)
        if name.startswith("foliate-js/"):
            return str(FOLIATE / name.removeprefix("foliate-js/"))
        return str(HERE / name)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own browser; nothing is downloaded."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@contextlib.contextmanager
def opened(browser: Browser, book: Path, screen: Screen) -> Iterator[Page]:
    """A tab in which the book is open at its first section."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Files, book=book))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tab = browser.new_page(
        viewport={"width": screen.width, "height": screen.height},
        color_scheme="dark" if screen.scheme == "dark" else "light",
    )
    try:
        tab.goto(f"http://127.0.0.1:{server.server_port}/harness.html")
        tab.wait_for_selector("html[data-ready]")
        yield tab
    finally:
        tab.close()
        server.shutdown()
        server.server_close()


def walk(browser: Browser, book: Path, screen: Screen, every_note: bool = False) -> dict[str, list[Any]]:
    """What a reader meets in the whole book, as lists of facts (see ``probe.js``)."""
    with opened(browser, book, screen) as tab:
        facts: dict[str, list[Any]] = tab.evaluate(PROBE, every_note)
    return facts


def _letters(text: str | None) -> str:
    return "".join((text or "").split())


def faults(facts: dict[str, list[Any]], screen: Screen, labels: Sequence[str] | None) -> Iterator[str]:
    """Everything that a reader would miss; ``labels`` are the printed pages, None where the book lists none."""
    pages, breaks = [label for label, _ in facts["pages"]], facts["breaks"]
    if pages != breaks:
        yield f"page list and page breaks differ: {sorted(set(pages) ^ set(breaks)) or 'in order'}"
    if breaks != list(labels or ()):
        yield "the page breaks are not the printed pages"
    yield from (f"page {label} leads to {there}" for label, there in facts["pages"] if there != label)
    for name in ("contents", "landmarks"):
        if not facts[name]:
            yield f"no {name}"
        yield from (f"{name}: “{label}” leads nowhere" for label, there in facts[name] if not there)
    for number, role, back in facts["notes"]:
        if role != "doc-footnote" or not back:
            yield f"note {number} is {role or 'not there'}{'' if back else ', and leads not back'}"
    for number, note, shown in facts["popups"]:
        if not note or _letters(shown) != _letters(note):
            yield f"note {number} pops up as {shown!r}"
    yield from (
        f"{name} in {where} is {wide} px wide in a column of {column}" for name, where, wide, column in facts["wide"]
    )
    yield from map_faults(facts["maps"])
    yield from (f"faint on a {screen.scheme} page: “{text}” {ratio} to 1" for text, ratio in facts["faint"])


def map_faults(maps: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What keeps a map from being read: no view box, no name, small letters."""
    for sheet in maps:
        if not sheet["box"]:
            yield f"map {sheet['id']} has no view box"
            continue
        if not sheet["name"]:
            yield f"map {sheet['id']} has no name"
        if sheet["label"] and sheet["label"][0] < SMALLEST_LABEL:
            yield f"map {sheet['id']}: “{sheet['label'][1]}” has {sheet['label'][0]:.1f} px"


def undrawn(facts: dict[str, list[Any]], book: Path) -> Iterator[str]:
    """Letters that the fonts of the book do not have in the face in which they are set.

    As CSS has it: the next families of the list are asked in the same weight, in any style they have.
    """
    own: dict[tuple[str, str, str], set[str]] = {}
    with zipfile.ZipFile(book) as archive:
        for found in FACE.finditer(archive.read("EPUB/css/book.css").decode()):
            font = TTFont(io.BytesIO(archive.read(f"EPUB/fonts/{found['file']}")))
            own[found["family"], found["weight"], found["style"]] = set(map(chr, font.getBestCmap()))
    for family, weight, style, letters in facts["letters"]:
        others = [drawn for (name, w, _), drawn in own.items() if w == weight and name in SCRIPTS]
        missing = set(letters) - own.get((family, weight, style), set()).union(*others) - UNSEEN
        yield from (
            f"{family} {weight} {style} has no {letter!r}" for letter in sorted(missing) if not letter.isspace()
        )
