"""Sections as XHTML documents of their own: links go to files, empty elements keep both tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from monograph.model import Book, Location, Section, Text

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SHELL = '<wrap xmlns="{xhtml}" xmlns:epub="{ops}">{section}</wrap>'
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

LEFT_OUT = frozenset({"half-title"})
"""Kinds that this edition has in another form: it has a cover."""

CONTENTS, NAV = "contents", "nav.xhtml"
"""The kind of section that is the navigation document, and its file."""


def parse(section: str) -> etree._Element:
    """The tree of a rendered section. Raises ``XMLSyntaxError`` where it is not well formed."""
    wrapped = etree.fromstring(SHELL.format(xhtml=XHTML, ops=OPS, section=section))
    return wrapped[0]


def file_of(section: Section) -> str:
    """File name of a section's document."""
    return NAV if section.kind == CONTENTS else f"{section.id}.xhtml"


def contents_section(title: str) -> Section:
    """The contents of a book that prints none."""
    place = Location("book.yaml")
    return Section(CONTENTS, CONTENTS, "front", (Text(title, place),), title, place)


def link(trees: Mapping[str, etree._Element], files: Mapping[str, str]) -> None:
    """Point every ``#id`` link at the document that holds the id. Raises ``KeyError`` for a link that goes nowhere."""
    home = {e.get("id"): key for key, tree in trees.items() for e in tree.iter(etree.Element) if e.get("id")}
    for key, tree in trees.items():
        for anchor in tree.iterfind(".//{*}a[@href]"):
            target = anchor.get("href", "")
            if not target.startswith("#"):
                continue
            there = home[target[1:]]
            if there != key:
                whole = trees[there].get("id") == target[1:]
                anchor.set("href", files[there] if whole else f"{files[there]}{target}")


def document(bodies: Sequence[etree._Element], book: Book, title: str, language: str, matter: str) -> bytes:
    """A whole XHTML document with ``bodies`` in its body."""
    code = language or book.metadata.language
    html = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})  # type: ignore[dict-item]
    html.set("lang", code)
    html.set("{http://www.w3.org/XML/1998/namespace}lang", code)
    head = etree.SubElement(html, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}meta", charset="utf-8")
    etree.SubElement(head, f"{{{XHTML}}}title").text = title
    etree.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href="../css/book.css")
    outer = etree.SubElement(html, f"{{{XHTML}}}body")
    outer.set(f"{{{OPS}}}type", matter)
    outer.extend(bodies)
    return serialized(html)


def serialized(root: etree._Element) -> bytes:
    """XML with an XHTML doctype; an element without content is never closed in itself unless it is void."""
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        if name.namespace == XHTML and name.localname not in VOID and not len(element) and not element.text:
            element.text = ""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
