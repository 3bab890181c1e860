"""Stage 1: files that a manuscript names: inside its folder, of a kind that can be printed, with no way out."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from monograph.model import Location
from monograph.problems import Problems

RASTER = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
REFERENCE = re.compile(r"url\(\s*['\"]?([^'\")]*)|@import\s+['\"]([^'\"]*)", re.I)
HREFS = ("href", "{http://www.w3.org/1999/xlink}href", "src")


def inside(folder: Path, name: str, location: Location, problems: Problems) -> Path | None:
    """The file ``name`` of the manuscript folder, or None with a problem: missing, or outside (links followed)."""
    if re.match(r"[a-z][a-z0-9+.-]*:|//", name, re.I) or Path(name).is_absolute():
        problems.add(
            "path-outside",
            f"“{name}” is not a file of the manuscript folder",
            location,
            "nothing is fetched: put the file into the folder",
        )
        return None
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        problems.add("path-outside", f"“{name}” leaves the manuscript folder", location)
        return None
    if not path.is_file():
        near = [p.name for p in path.parent.glob("*")] if path.parent.is_dir() else []
        hint = f"there is {', '.join(sorted(near)[:5])}" if near else ""
        problems.add("file-missing", f"there is no file “{name}”", location, hint)
        return None
    return path


def read_text(folder: Path, name: str, location: Location, problems: Problems) -> str | None:
    """The text of a file, or None with a problem; a byte-order mark and CRLF line ends are taken off."""
    path = inside(folder, name, location, problems)
    if path is None:
        return None
    try:
        return path.read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problems.add("file-not-utf8", "this file is not UTF-8", Location(name, line), "save it as UTF-8")
        return None


def check_picture(folder: Path, name: str, location: Location, problems: Problems) -> None:
    """A picture is PNG, JPEG or an SVG that refers to nothing outside itself."""
    path = inside(folder, name, location, problems)
    if path is None:
        return
    content = path.read_bytes()
    if any(content.startswith(magic) for magic in RASTER):
        return
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        problems.add("image-unreadable", f"“{name}” is neither PNG, JPEG nor SVG", location)
        return
    if etree.QName(root).localname != "svg":
        problems.add("image-unreadable", f"“{name}” is neither PNG, JPEG nor SVG", location)
        return
    for reference in svg_references(root):
        problems.add(
            "path-outside",
            f"the picture “{name}” refers to “{reference}”",
            location,
            "a picture holds all that it shows",
        )


def svg_references(root: etree._Element) -> list[str]:
    """Everything in an SVG that points outside of it, scripts included."""
    found = []
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in ("script", "foreignObject"):
            found.append(etree.QName(element).localname)
        for key, value in element.attrib.items():
            if key in HREFS and not str(value).startswith(("#", "data:image/")):
                found.append(str(value))
            found += outside_references(str(value))
        if etree.QName(element).localname == "style":
            found += outside_references(element.text or "")
    return found


def outside_references(css: str) -> list[str]:
    """Addresses in style text that are neither ``#id`` nor data."""
    found = [a or b for a, b in REFERENCE.findall(css)]
    return [r for r in found if r and not r.startswith(("#", "data:"))]
