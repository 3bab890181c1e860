"""Stage 1: pictures and style sheets: of a kind that can be printed, whole, and with no way out of the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from monograph.manuscript.files import ADDRESS, inside, read_bytes, read_text
from monograph.model import Location
from monograph.problems import Problems

PNG, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
JPEG, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
REFERENCE = re.compile(
    r"""(?:url|src|image-set)\(\s*(?:"([^"]*)|'([^']*)|([^'")\s]*))|@import\s*(?:"([^"]*)|'([^']*))""", re.I
)
ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.I)
COMMENT = re.compile(r"/\*.*?\*/", re.S)
HREFS = ("href", "{http://www.w3.org/1999/xlink}href", "src")
ACTIVE = ("script", "foreignObject", "handler", "iframe", "audio", "video")
DRAWN = re.compile(r"#|data:image/(png|jpeg)[;,]", re.I)


def check_picture(folder: Path, name: str, location: Location, problems: Problems) -> None:
    """A picture is a whole PNG or JPEG, or an SVG that refers to nothing outside itself."""
    content = read_bytes(folder, name, location, problems)
    if content is None:
        return
    for kind, begin, end in (("PNG", PNG, PNG_END), ("JPEG", JPEG, JPEG_END)):
        if content.startswith(begin):
            if end not in content[len(begin) :]:
                problems.add("image-unreadable", f"the {kind} “{name}” is broken off", location)
            return
    root = _svg(content)
    if root is None:
        problems.add("image-unreadable", f"“{name}” is neither PNG, JPEG nor SVG", location)
        return
    for reference in dict.fromkeys(svg_references(root)):
        message = f"the picture “{name}” refers to “{reference[:80]}”"
        problems.add("path-outside", message, location, "a picture holds all that it shows, and nothing that runs")


def _svg(content: bytes) -> etree._Element | None:
    """The root of an SVG document without entities of its own, or None."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    dtd: Any = root.getroottree().docinfo.internalDTD
    named = etree.QName(root).localname
    return root if named == "svg" and not (dtd is not None and dtd.entities()) else None


def svg_references(root: etree._Element) -> Iterator[str]:
    """Everything in an SVG that points outside of it, and everything that runs."""
    before: Any = root.itersiblings(etree.ProcessingInstruction, preceding=True)
    yield from (f"<?{instruction.target}?>" for instruction in before)
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in ACTIVE:
            yield f"<{name}>"
        if name == "style":
            yield from (r for r in references_of(str(element.xpath("string()"))) if not DRAWN.match(r))
        for key, value in element.attrib.items():
            text = str(value).strip()
            if etree.QName(str(key)).localname.startswith("on"):
                yield str(key)
            elif key in HREFS or (key == "attributeName" and text.endswith("href")):
                if not DRAWN.match(text):
                    yield text
            elif "(" in text:
                yield from (r for r in references_of(text) if not DRAWN.match(r))


def references_of(css: str) -> Iterator[str]:
    """Every address in style text, comments left out and escapes read."""
    for _, reference in _references(css):
        yield reference


def _references(css: str) -> Iterator[tuple[int, str]]:
    """(line from 1, address)."""
    bare = _unescaped(COMMENT.sub(lambda comment: "\n" * comment[0].count("\n") + " ", css))
    for match in REFERENCE.finditer(bare):
        yield bare.count("\n", 0, match.start()) + 1, next((group for group in match.groups() if group), "")


def _unescaped(css: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else 0
        return match[2] or (chr(code) if 0 < code < 0x110000 else "\ufffd")

    return ESCAPE.sub(character, css) if "\\" in css else css


def check_stylesheet(folder: Path, name: str, location: Location, problems: Problems) -> None:
    """Whatever a style sheet names stands in the manuscript folder. Addresses are relative to the sheet."""
    text = read_text(folder, name, location, problems)
    for line, reference in _references(text or ""):
        if reference and not reference.startswith("#") and not DRAWN.match(reference):
            named = reference if ADDRESS.match(reference) or reference.startswith("/") else _beside(name, reference)
            inside(folder, named, Location(name, line, 1), problems)


def _beside(sheet: str, reference: str) -> str:
    return (PurePosixPath(sheet).parent / reference.partition("#")[0].partition("?")[0]).as_posix()
