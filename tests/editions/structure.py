"""What must hold in a finished ePub and no validator asks for; each finding is a line."""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont
from lxml import etree

TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SVG = "{http://www.w3.org/2000/svg}"
SCRIPTS = {"ARMENIAN": {"hy"}, "CYRILLIC": {"ru", "uk", "bg", "sr"}, "GEORGIAN": {"ka"}, "ARABIC": {"ar", "fa", "ota"}}
PAIRS = {"doc-noteref": "noteref", "doc-footnote": "footnote", "doc-backlink": "backlink", "doc-pagebreak": "pagebreak",
         "doc-chapter": "chapter", "doc-appendix": "appendix", "doc-bibliography": "bibliography",
         "doc-glossary": "glossary", "doc-preface": "preface"}  # fmt: skip

Documents = dict[str, etree._Element]


def read(path: Path) -> tuple[Documents, etree._Element, etree._Element, etree._Element]:
    """(content documents by file name in spine order, nav, NCX, package)."""
    with zipfile.ZipFile(path) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
        hrefs = {i.get("id"): i.get("href", "") for i in package.iter("{*}item")}
        order = [hrefs[r.get("idref")] for r in package.iter("{*}itemref")]
        documents = {h.rpartition("/")[2]: etree.fromstring(archive.read(f"EPUB/{h}")) for h in order}
        ncx = etree.fromstring(archive.read("EPUB/toc.ncx"))
    return documents, documents["nav.xhtml"], ncx, package


def findings(path: Path, labels: list[str]) -> Iterator[str]:
    """Everything wrong with an ePub; ``labels`` are the folios of the printed edition, in order."""
    documents, nav, ncx, package = read(path)
    ids = [f"{e.get('id')}" for d in documents.values() for e in d.iter(etree.Element) if e.get("id")]
    yield from (f"id {i} twice" for i in {i for i in ids if ids.count(i) > 1})
    for name, document in documents.items():
        yield from (f"{name}: {f}" for f in _document(document))
        yield from (f"{name}: {f}" for f in _links(document, documents, name))
    breaks = [
        (e.get("aria-label"), f"{n}#{e.get('id')}")
        for n, d in documents.items()
        for e in d.iterfind(".//*[@role='doc-pagebreak']")
    ]
    listed = [(a.text, a.get("href")) for a in nav.iterfind(".//*[@role='doc-pagelist']//{*}a")]
    targets = [
        ("".join(t.itertext()).strip(), t.find("{*}content").get("src").removeprefix("text/"))
        for t in ncx.iter("{*}pageTarget")
    ]  # type: ignore[union-attr]
    if not (breaks == listed == targets and [b[0] for b in breaks] == labels):
        yield "page breaks, page list, NCX pages and printed pages differ"
    properties = {m.get("property"): m.text for m in package.iter("{*}meta")}
    if labels and not properties.get("pageBreakSource"):
        yield "no pageBreakSource"
    yield from (
        f"no {p}"
        for p in ("schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard")
        if p not in properties
    )
    told = {m.text for m in package.iter("{*}meta") if m.get("property") == "schema:accessibilityFeature"}
    yield from (f"claims {feature}, which is not there" for feature in sorted(told & _absent(documents)))
    yield from (f"no font has {c}" for c in sorted(_letters(documents) - _drawn(path)))
    headed = {n for n, d in documents.items() if d is not nav and d.find(".//{*}h1") is not None}
    entries = {a.get("href", "").partition("#")[0] for a in nav.iterfind(".//*[@role='doc-toc']//{*}a")}
    yield from (f"{n} is missing in the contents" for n in headed - entries)


def _absent(documents: Documents) -> set[str]:
    """Accessibility features of the vocabulary that the documents do not have."""

    def every(path: str) -> list[etree._Element]:
        return [e for d in documents.values() for e in d.iterfind(path)]

    pictures = [i for i in every(".//{*}img") if i.get("role") != "presentation"]
    drawings, described = every(f".//{SVG}svg"), every(".//{*}figure//{*}details")
    there = {
        "alternativeText": bool(pictures or drawings)
        and all(i.get("alt", "").strip() for i in pictures)
        and all(d.find(f"{SVG}desc") is not None for d in drawings),
        "longDescription": bool(described)
        and len({d.getparent() for d in described})
        == sum(1 for f in every(".//{*}figure") if {"map", "chart"} & set(f.get("class", "").split())),
        "structuralNavigation": bool(every(".//{*}h2")),
        "pageBreakMarkers": bool(every(".//*[@role='doc-pagebreak']")),
        "pageNavigation": bool(every(".//*[@role='doc-pagebreak']")),
        "index": bool(every(".//*[@role='doc-index']")),
    }
    return {name for name, is_there in there.items() if not is_there}


def _letters(documents: Documents) -> set[str]:
    text = {c for d in documents.values() for c in "".join(map(str, d.itertext()))}
    return {c for c in text if not c.isspace() and c not in "\u200b\u00ad\u2060"}


def _drawn(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        fonts = [TTFont(io.BytesIO(archive.read(name))) for name in archive.namelist() if name.endswith(".ttf")]
    return {chr(code) for font in fonts for code in font.getBestCmap()}


def _document(document: etree._Element) -> Iterator[str]:
    for element in document.iter(etree.Element):
        for text, owner in ((element.text, element), (element.tail, element.getparent())):
            address = owner is not None and owner.get("class") in ("link", "address")  # words of no language
            for character in "" if address else text or "":
                wanted = SCRIPTS.get(unicodedata.name(character, "").split(" ")[0])
                if (
                    wanted
                    and owner is not None
                    and not _is_address(owner)
                    and _language(owner).split("-")[0] not in wanted
                ):
                    yield f"{character} in a text marked {_language(owner)}"
                    break
        for role in (element.get("role") or "").split():
            if role in PAIRS and PAIRS[role] not in (element.get(TYPE) or "").split():
                yield f"{role} without its epub:type"
    yield from (
        "picture without words" for i in document.iter("{*}img") if not i.get("alt") and i.get("role") != "presentation"
    )
    for drawing in document.iter(f"{SVG}svg"):
        if not re.fullmatch(r"0 0 [1-9]\d* [1-9]\d*", drawing.get("viewBox", "")):
            yield "map without a whole view box"
        names = {e.get("id"): e.text for e in drawing.iter(f"{SVG}title", f"{SVG}desc")}
        if any(not names.get(r) for r in (drawing.get("aria-labelledby") or "?").split()):
            yield "map without a name"
    for table in document.iter("{*}table"):
        if not table.findall("{*}thead//{*}th[@scope='col']") or table.find("{*}thead//{*}td") is not None:
            yield "table without heads"
    levels = [int(etree.QName(e).localname[1]) for e in document.iter("{*}h1", "{*}h2", "{*}h3", "{*}h4")]
    yield from ("heading skips a level" for a, b in itertools.pairwise(levels) if b > a + 1)


def _is_address(element: etree._Element) -> bool:
    """Whether a link shows the address it leads to: no words of any language."""
    return etree.QName(element).localname == "a" and "".join(map(str, element.itertext())).startswith("http")


def _language(element: etree._Element | None) -> str:
    while element is not None:
        if element.get(LANG):
            return str(element.get(LANG))
        element = element.getparent()
    return ""


def _links(document: etree._Element, documents: Documents, name: str) -> Iterator[str]:
    for anchor in document.iter("{*}a"):
        file, _, identifier = (anchor.get("href") or "").partition("#")
        if ":" in file:
            continue
        there = documents.get(file or name)
        if there is None or (identifier and there.find(f".//*[@id='{identifier}']") is None):
            yield f"link to {anchor.get('href')} goes nowhere"
        if anchor.find(".//{*}a") is not None:
            yield "link in a link"
    calls = {c.get("id"): c for c in document.iterfind(".//*[@role='doc-noteref']")}
    for identifier, call in calls.items():
        note = document.find(f".//*[@id='{(call.get('href') or '').lstrip('#')}']")
        backs = [] if note is None else [a.get("href") for a in note.iterfind(".//*[@role='doc-backlink']")]
        first = None if note is None else next(iter(note.iter("{*}a")), None)
        if len(call) or f"#{identifier}" not in backs or first is None or first.get("role") != "doc-backlink":
            yield f"note {call.text} is not two-way"
