"""Drawings as pictures, for reading systems that cannot show text in SVG: each with its name and what it shows."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"

Draw = Callable[[str, float, float], str]
"""(SVG, width, height in its units) -> address of the picture."""


def replace_drawings(section: etree._Element, draw: Draw) -> None:
    """Put an ``img`` in the place of every drawing; of its forms the widest."""
    for narrow in list(section.iter(f"{XHTML}div")):
        parent = narrow.getparent()
        if narrow.get("class") in ("narrow-drawing", "middle-drawing") and parent is not None:
            parent.remove(narrow)
    for drawing in list(section.iter(f"{SVG}svg")):
        parent = drawing.getparent()
        if parent is None or any(e.tag == f"{SVG}svg" for e in drawing.iterancestors()):
            continue
        width, height = map(float, drawing.get("viewBox", "").split()[2:])
        told = [(drawing.findtext(f"{SVG}{part}") or "").strip().rstrip(".") for part in ("title", "desc")]
        tail, drawing.tail = drawing.tail, None
        source = draw(etree.tostring(drawing, encoding="unicode"), width, height)
        picture = etree.Element(f"{XHTML}img", {"src": source, "alt": ". ".join(filter(None, told)) + "."})
        picture.tail = tail
        parent.replace(drawing, picture)
