"""EbookLib 0.20 as a packager: bytes in, bytes out. Only its public methods are used or overridden.

The package document is corrected once, and the archive written with fixed stamps: same input, same bytes
(EPUB 3.3; Open Container Format 3.3).
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from ebooklib import epub
from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPF = "{http://www.idpf.org/2007/opf}"
SVG, MATHML = "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"


def properties_of(root: etree._Element) -> set[str]:
    """Manifest properties of a content document, read from what it holds."""
    found = set()
    for element in root.iter(etree.Element):
        namespace, name = etree.QName(element).namespace, etree.QName(element).localname
        found |= {"svg"} if namespace == SVG else {"mathml"} if namespace == MATHML else set()
        if name == "script" or any(str(a).startswith("on") for a in element.attrib):
            found.add("scripted")
        if any(str(element.get(a, "")).startswith(("http:", "https:")) for a in ("src", "poster", "data")):
            found.add("remote-resources")
    return found


class Document(epub.EpubHtml):  # type: ignore[misc]  # ebooklib has no types
    """A content document. Its bytes are parsed strictly once, and packed as they are."""

    def __init__(self, uid: str, path: str, content: bytes, title: str = "", nav: bool = False) -> None:
        super().__init__(uid=uid, file_name=path, media_type="application/xhtml+xml", content=content, title=title)
        self.tree = etree.fromstring(content)
        self.properties = sorted(properties_of(self.tree) | ({"nav"} if nav else set()))

    def get_content(self, default: object = None) -> bytes:
        """The bytes given."""
        return bytes(self.content)


class Resource(epub.EpubItem):  # type: ignore[misc]  # ebooklib has no types
    """A style sheet, font, picture or NCX; ``manifest=False`` for files in META-INF."""

    def __init__(
        self,
        uid: str,
        path: str,
        media_type: str,
        content: bytes,
        properties: Sequence[str] = (),
        manifest: bool = True,
    ) -> None:
        super().__init__(uid=uid, file_name=path, media_type=media_type, content=content, manifest=manifest)
        self.properties = list(properties)


def pack(book: Any, modified: dt.datetime, language: str) -> bytes:
    """The archive. ``modified`` is UTC and never the clock. Raises ``ValueError`` for two files of one name."""
    if modified.utcoffset() != dt.timedelta(0):
        raise ValueError("the date of modification must be UTC")
    draft = io.BytesIO()
    writer = epub.EpubWriter(draft, book, {"mtime": modified, "epub3_pages": False, "epub3_landmark": False})
    writer.process()
    writer.write()
    members = _members(draft)
    package = f"{book.FOLDER_NAME}/content.opf"
    members[package] = corrected(members[package], language)
    return _archive(members, modified)


def _members(draft: io.BytesIO) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    with zipfile.ZipFile(draft) as archive:
        for info in archive.infolist():
            if info.filename in members:
                raise ValueError(f"two files are called {info.filename}")
            members[info.filename] = archive.read(info)
    return members


def corrected(package: bytes, language: str) -> bytes:
    """The package document with its language; ids and paths occur once."""
    root = etree.fromstring(package)
    root.set(XML_LANG, language)
    known = set()
    for item in root.iter(f"{OPF}item"):
        for attribute in ("id", "href"):
            value = (attribute, item.get(attribute))
            if value in known:
                raise ValueError(f"the manifest has {value} twice")
            known.add(value)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _archive(members: Mapping[str, bytes], modified: dt.datetime) -> bytes:
    stamp = (max(modified.year, 1980), modified.month, modified.day, modified.hour, modified.minute, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("mimetype", *(n for n in members if n != "mimetype")):
            info = zipfile.ZipInfo(name, stamp)
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name], compresslevel=9)
    return out.getvalue()
