"""What the layout may read: the manuscript folder, assets and templates. Nothing is ever fetched."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher

ROOT = Path(__file__).resolve().parents[2]
OURS = (ROOT / "assets", ROOT / "templates")


class OutsideError(FatalURLFetchingError):  # type: ignore[misc]  # weasyprint has no types
    """Something asked for a file outside of the book. ``address`` is what it asked for."""

    def __init__(self, address: str) -> None:
        super().__init__(f"{address} lies outside the manuscript folder")
        self.address = address


class BookFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Opens files of the manuscript folder, ``assets/`` and ``templates/``, and data addresses; raises for all else.

    ``files``: what was opened, path -> SHA-256 of its content.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False, fail_on_errors=True)
        self._roots = (folder.resolve(), *OURS)
        self.files: dict[str, str] = {}

    def fetch(self, url: str, headers: Any = None) -> Any:
        """The response for a permitted address."""
        scheme = urlsplit(url).scheme.lower()
        if scheme == "data":
            return super().fetch(url, headers)
        path = Path(url2pathname(unquote(urlsplit(url).path))).resolve()
        if scheme != "file" or not any(path.is_relative_to(root) for root in self._roots):
            raise OutsideError(url)
        response = super().fetch(url, headers)
        self.files[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
        return response
