"""Stage 1: files that a manuscript names: inside its folder, links followed, and read as UTF-8."""

from __future__ import annotations

import re
from pathlib import Path

from monograph.manuscript.characters import UNPRINTABLE
from monograph.model import Location
from monograph.problems import Problems, nearest

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.I)


def inside(folder: Path, name: str, location: Location, problems: Problems) -> Path | None:
    """The file ``name`` of the manuscript folder, or None with a problem: missing, or outside (links followed)."""
    if ADDRESS.match(name) or name.startswith("/"):
        message = f"“{name}” is not a file of the manuscript folder"
        problems.add("path-outside", message, location, "nothing is fetched: put the file into the folder")
        return None
    path = folder / name
    try:
        within = path.resolve().is_relative_to(folder.resolve())
        there = path.is_file()
        near = [p.name for p in path.parent.iterdir()] if within and not there and path.parent.is_dir() else []
    except (OSError, ValueError, RuntimeError):  # a name too long, with a zero byte, or a link to itself
        problems.add("file-missing", f"there is no file “{name[:80]}”", location)
        return None
    if not within:
        problems.add("path-outside", f"“{name}” leaves the manuscript folder", location)
    elif not there:
        problems.add("file-missing", f"there is no file “{name}”", location, nearest(path.name, near))
    return path if within and there else None


def read_bytes(folder: Path, name: str, location: Location, problems: Problems) -> bytes | None:
    """The content of a file of the manuscript folder, or None with a problem."""
    path = inside(folder, name, location, problems)
    try:
        return path.read_bytes() if path else None
    except OSError as error:
        problems.add("file-missing", f"cannot read “{name}”: {error.strerror}", location)
        return None


def read_text(folder: Path, name: str, location: Location, problems: Problems) -> str | None:
    """The text of a file, or None with a problem; a byte-order mark and CRLF line ends are taken off.

    A control character is told and becomes U+FFFD.
    """
    content = read_bytes(folder, name, location, problems)
    if content is None:
        return None
    try:
        text = content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        place = _place(name, before)
        problems.add("file-not-utf8", f"the byte 0x{content[error.start]:02X} is not UTF-8", place, "save it as UTF-8")
        return None
    for found in UNPRINTABLE.finditer(text):
        message = f"a control character (U+{ord(found[0]):04X})"
        problems.add("character-control", message, _place(name, text[: found.start()]), "delete it")
        return UNPRINTABLE.sub("\ufffd", text)
    return text


def _place(name: str, before: str) -> Location:
    return Location(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
