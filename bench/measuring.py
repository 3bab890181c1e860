"""Runs a command and says what it took, its children included; asks a PDF where the notes are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

USUAL = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment of what is measured: Python keeps what it compiled, as it does where nobody forbids it."""


@dataclass(frozen=True)
class Cost:
    """Processor and elapsed seconds, the largest process in MB, and what the command printed."""

    cpu: float
    wall: float
    peak: float
    said: str


def measure(command: Sequence[str], folder: Path, cwd: Path | None = None) -> Cost:
    """Run a command; what it prints goes through a file in ``folder``. Raises ``RuntimeError`` where it fails."""
    said = folder / "said.txt"
    with open(said, "w", encoding="utf-8") as out:
        began = time.perf_counter()
        process = subprocess.Popen(list(command), stdout=out, stderr=subprocess.STDOUT, cwd=cwd, env=USUAL)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    text = said.read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{text[-2000:]}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / unit, text)


@dataclass(frozen=True)
class Notes:
    """How many pages; notes that are nowhere, more than once, before or after the page of their call."""

    pages: int
    lost: int
    doubled: int
    early: int
    late: int


def notes_in(path: Path, expected: int) -> Notes:
    """Look up every note ("[17]") and its call ("(17)") on the pages of a PDF."""
    found: dict[tuple[str, str], list[int]] = {}
    pdf = pypdfium2.PdfDocument(path)
    for number in range(len(pdf)):
        text = re.sub(r"\s+", "", pdf[number].get_textpage().get_text_range())
        for bracket, name in re.findall(r"([\[(])(\d+)(?=[\])])", text):
            found.setdefault((bracket, name), []).append(number)
    wrong = {"lost": 0, "doubled": 0, "early": 0, "late": 0}
    for name in map(str, range(1, expected + 1)):
        notes, calls = found.get(("[", name), []), found.get(("(", name), [])
        if not notes or not calls:
            wrong["lost"] += 1
            continue
        wrong["doubled"] += len(notes) > 1
        wrong["early"] += notes[0] < calls[0]
        wrong["late"] += notes[0] > calls[0]
    return Notes(len(pdf), **wrong)
