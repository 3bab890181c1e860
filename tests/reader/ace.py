"""Ace by DAISY, the accessibility checker of the book trade: an ePub becomes the list of what it finds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

ACE = Path(__file__).parent / "node_modules" / ".bin" / "ace-cli"


def violations(book: Path, folder: Path) -> list[str]:
    """What Ace finds, a line each; its exit status says nothing, so the report is read. ``folder`` is for the report."""
    browser = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(
        [str(ACE), "-f", "-s", "-o", str(folder), str(book)], capture_output=True, text=True, check=False, env=browser
    )
    report = folder / "report.json"
    assert report.is_file(), done.stdout + done.stderr
    found = json.loads(report.read_text(encoding="utf-8"))
    lines = [
        f"{document['earl:testSubject']['url']}: {one['earl:test']['dct:title']}"
        for document in found["assertions"]
        for one in document["assertions"]
    ]
    return lines if found["earl:result"]["earl:outcome"] == "pass" else lines or ["fails without saying why"]
