"""The book in a browser, which turns to the first page that has changed (`build.py watch`). For this machine only."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pikepdf

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Preview</title>
<style>html, body, iframe { width: 100%; height: 100%; margin: 0; border: 0; display: block }</style></head>
<body><iframe title="The book"></iframe>
<script>
let shown = 0;
async function look() {
  try {
    const made = await (await fetch("made")).json();
    if (made.number !== shown) {
      shown = made.number;
      document.querySelector("iframe").src = `book.pdf?${shown}#page=${made.page}`;
    }
  } catch { }
  setTimeout(look, 500);
}
look();
</script></body></html>
"""


class Preview:
    """Serves the newest PDF of a folder; ``address`` is where. Use it in a ``with`` block."""

    def __init__(self, out: Path) -> None:
        self.out, self.number, self.page = out, 0, 1
        self.content = b""
        self._pages: list[bytes] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _answers(self))
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self) -> Preview:
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def renew(self) -> None:
        """Show the book as it is now, from the first page that is not what it was."""
        path = newest(self.out)
        content = path.read_bytes() if path is not None else b""
        if path is None or content == self.content:
            return
        with pikepdf.open(path) as pdf:
            pages = [_drawn(page) for page in pdf.pages]
        same = (index for index, (a, b) in enumerate(zip(pages, self._pages, strict=False)) if a != b)
        self.page = next(same, min(len(pages), len(self._pages))) + 1 if self._pages else 1
        self.page = min(self.page, len(pages))
        self.content, self._pages = content, pages
        self.number += 1


def newest(out: Path) -> Path | None:
    """The PDF of the book that was made last."""
    made = sorted(out.glob("*-pages.json"), key=lambda path: path.stat().st_mtime_ns)
    path = made[-1].with_name(made[-1].name.removesuffix("-pages.json") + ".pdf") if made else None
    return path if path is not None and path.is_file() else None


def _drawn(page: pikepdf.Page) -> bytes:
    content = page.obj.get("/Contents")
    parts = content if isinstance(content, pikepdf.Array) else [content]
    return b"".join(part.read_raw_bytes() for part in parts if isinstance(part, pikepdf.Stream))


def _answers(preview: Preview) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        """Three addresses and nothing else."""

        def do_GET(self) -> None:
            """Answer a request."""
            name = self.path.partition("?")[0]
            made = {"number": preview.number, "page": preview.page}
            found = {
                "/": ("text/html; charset=utf-8", PAGE.encode()),
                "/made": ("application/json", json.dumps(made).encode()),
                "/book.pdf": ("application/pdf", preview.content),
            }.get(name)
            elsewhere = self.headers.get("Host") != preview.address.split("/")[2]  # another name for this machine
            if found is None or not found[1] or elsewhere:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", found[0])
            self.send_header("Content-Length", str(len(found[1])))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(found[1])

        def log_message(self, format: str, *values: object) -> None:
            """Say nothing."""

    return Answers
