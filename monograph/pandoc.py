"""Finds the program pandoc, reads libraries of sources with it, and runs its citeproc over its own JSON form.

pandoc is a separate program. 3.9 is the first version whose notes can be counted anew in each chapter.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monograph.model import Location
from monograph.problems import Problems

MINIMUM = (3, 9)
NO_ENTRY = re.compile(r"^\[WARNING\] Citeproc: Bibliography entry with no printed form:\s+(\S+)$", re.M)


@dataclass(frozen=True)
class Pandoc:
    """A pandoc that is new enough."""

    path: str
    version: tuple[int, int]


def tell_missing(error: PandocMissingError, problems: Problems) -> None:
    """Report that no pandoc is new enough."""
    wanted = f"{MINIMUM[0]}.{MINIMUM[1]}"
    problems.add(
        "pandoc-missing",
        f"there is no pandoc {wanted} or later ({error})",
        Location("book.yaml"),
        f"install pandoc {wanted}, or set PANDOC to one, or leave PANDOC unset and pip install pypandoc-binary",
    )


class PandocMissingError(Exception):
    """No pandoc that is new enough; the text says which were found."""


class PandocError(Exception):
    """pandoc ended with an error or said something; the text is what it said."""


def find_pandoc(environment: Mapping[str, str] = os.environ) -> Pandoc:
    """``$PANDOC`` if it is set, and then no other; else the one on ``PATH``; else the one of ``pypandoc-binary``.

    One that is older than ``MINIMUM`` is passed over. Raises ``PandocMissingError``.
    """
    seen = []
    for path in _candidates(environment):
        version = _version(path)
        if version >= MINIMUM:
            return Pandoc(path, version)
        seen.append(f"{path} is {version[0]}.{version[1]}" if version > (0, 0) else f"{path} does not answer")
    raise PandocMissingError("; ".join(seen) or "none found")


def _candidates(environment: Mapping[str, str]) -> list[str]:
    if environment.get("PANDOC"):
        return [environment["PANDOC"]]
    on_path = shutil.which("pandoc", path=environment.get("PATH"))
    found = [on_path] if on_path else []
    try:
        import pypandoc
    except ImportError:
        return found
    for name in ("pandoc", "pandoc.exe"):
        packed = Path(pypandoc.__file__).parent / "files" / name
        if packed.is_file():
            found.append(str(packed))
    return found


def _version(path: str) -> tuple[int, int]:
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, text=True, encoding="utf-8", check=False)
    except (OSError, UnicodeDecodeError):
        return (0, 0)
    found = re.match(r"pandoc\S* (\d+)\.(\d+)", asked.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def convert(pandoc: Pandoc, text: str, source: str, target: str) -> str:
    """A text in another of pandoc's formats. Raises ``PandocError``."""
    return _run([pandoc.path, "--sandbox", "--from", source, "--to", target], text)[0]


def run_citeproc(
    pandoc: Pandoc, blocks: list[Any], meta: Mapping[str, Any], style: str, items: list[dict[str, Any]], folder: Path
) -> tuple[list[Any], list[str]]:
    """The blocks of a document with every citation formatted and the bibliography at its end; the keys without entry.

    ``blocks`` and ``meta`` are pandoc's JSON; ``style`` is CSL, ``items`` CSL-JSON; ``folder`` is an empty
    folder for the files that pandoc reads, the only ones it may. A style may have no entry for a kind of
    source; any other warning, like an error, raises ``PandocError``.
    """
    (folder / "style.csl").write_text(style, encoding="utf-8")
    (folder / "items.json").write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    common = [pandoc.path, "--sandbox", "--data-dir", str(folder), "--to", "json"]
    empty, _ = _run([*common, "--from", "markdown"], "")
    document = {**json.loads(empty), "meta": dict(meta), "blocks": blocks}
    command = [*common, "--from", "json", "--citeproc", "--csl", "style.csl", "--bibliography", "items.json"]
    answer, unprinted = _run(command, json.dumps(document), folder)
    formatted: dict[str, list[Any]] = json.loads(answer)
    return formatted["blocks"], unprinted


def _run(command: list[str], text: str, folder: Path | None = None) -> tuple[str, list[str]]:
    """What pandoc writes, and the keys of sources of which it says that they have no entry."""
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, encoding="utf-8", cwd=folder, check=False
    )
    said = done.stderr.strip()
    unprinted = NO_ENTRY.findall(said)
    if done.returncode or NO_ENTRY.sub("", said).strip():
        raise PandocError(said or f"pandoc ended with status {done.returncode}")
    return done.stdout, unprinted
