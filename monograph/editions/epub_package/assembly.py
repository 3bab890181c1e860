"""The e-book put together: sections become documents in reading order, then lists, metadata, files, archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ebooklib import epub
from lxml import etree

from monograph.editions import Making
from monograph.editions.cover import STORE, WIDTH, alternative, cover_html
from monograph.editions.epub_package import documents, navigation
from monograph.editions.epub_package.drawings import replace_drawings
from monograph.editions.epub_package.embedding import DRAWING, Embedded, embedded_fonts
from monograph.editions.epub_package.metadata import describe, identifier, modified
from monograph.editions.epub_package.packager import Document, Resource, pack
from monograph.editions.epub_package.page_breaks import insert_page_breaks
from monograph.editions.epub_package.profile import Profile
from monograph.editions.epub_package.tables import frame_tables
from monograph.editions.pdf import inline_ids
from monograph.editions.raster import drawing_png, page_png
from monograph.model import Location, Section
from monograph.rendering import plain_text, render_sections
from monograph.rendering.templates import render
from monograph.rendering.words import words_of
from monograph.store import digest
from monograph.typesetting.press import program

STYLES = Path(__file__).resolve().parents[3] / "assets" / "css"
MATTER = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}
MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
LARGEST = 50_000_000
"""Bytes above which stores and mail gateways begin to refuse a file."""

IBOOKS = b"""<?xml version="1.0" encoding="UTF-8"?>
<display_options><platform name="*"><option name="specified-fonts">true</option></platform></display_options>
"""


def write_package(making: Making, profile: Profile) -> None:
    """Write the e-book for one family of reading systems."""
    content = _Package(making, profile).packed()
    name = f"{making.book.metadata.slug}{profile.suffix}"
    if len(content) > LARGEST:
        making.problems.add(
            "ebook-large",
            f"{name} has {len(content) // 1_000_000} MB; some stores refuse more than {LARGEST // 1_000_000}",
            Location("book.yaml"),
            "make its pictures smaller",
        )
    if not making.page_list:
        making.remarks.append(f"{name} has no list of printed pages: --no-pages")
    (making.out / name).write_bytes(content)


class _Package:
    def __init__(self, making: Making, profile: Profile) -> None:
        self.making, self.book, self.profile = making, making.book, profile
        self.words = words_of(self.book.metadata.language)
        self.page_map = making.page_map if making.page_list else None
        self.pictures: dict[str, Resource] = {}
        self.contents: list[navigation.Heading] = []
        self.navigation: dict[str, Any] = {}
        self.sections = [s for s in self.book.sections if s.kind not in documents.LEFT_OUT]

    def packed(self) -> bytes:
        """The archive."""
        spine = self._spine(self._trees())
        package = epub.EpubBook()
        describe(package, self.book, [d.tree for d in spine], self.page_map.source if self.page_map else "")
        for item in (*spine, *self._resources(spine)):
            package.add_item(item)
        package.spine = spine
        return pack(package, modified(self.book), self.book.metadata.language)

    def _trees(self) -> dict[str, etree._Element]:
        """The sections in reading order, contents among them, with links between files and pages marked."""
        rendered = render_sections(
            self.book,
            self.making.apparatus,
            "epub",
            self.making.page_map.page_of if self.making.page_map else {},
            lambda identifier: f"#{identifier}",
            self.making.drawings.screen,
            self.making.drawings.descriptions,
            self._picture,
            self.making.citing,
        )
        trees = {s.id: documents.parse(rendered[s.id]) for s in self.sections if s.kind != documents.CONTENTS}
        for tree in trees.values():
            frame_tables(tree)
            if self.profile.pictures:
                replace_drawings(tree, self._drawn)
        self.contents = navigation.headings({s.id: (documents.file_of(s), trees[s.id]) for s in self._written()})
        place = self._place_of_contents()
        trees[place.id] = documents.parse(self._rendered("contents", section=place.id, title=plain_text(place.title)))
        ordered = {s.id: trees[s.id] for s in self.sections}
        documents.link(ordered, {s.id: documents.file_of(s) for s in self.sections})
        if self.page_map:
            insert_page_breaks(ordered, self.page_map.starts, inline_ids(self.book))
        return ordered

    def _written(self) -> list[Section]:
        return [s for s in self.sections if s.kind != documents.CONTENTS]

    def _place_of_contents(self) -> Section:
        """The section of the contents; a book without one has its navigation behind the title page and imprint."""
        for section in self.sections:
            if section.kind == documents.CONTENTS:
                return section
        behind = sum(1 for s in self.sections if s.kind in ("title-page", "imprint"))
        made = documents.contents_section(self.words["contents"])
        self.sections.insert(behind, made)
        return made

    def _picture(self, path: str) -> str:
        """The address of a picture of the manuscript."""
        if path not in self.pictures:
            content, kind = Path(self.book.folder, path).read_bytes(), Path(path).suffix.lower()
            self._add(path, content, kind)
        return f"../{self.pictures[path].file_name}"

    def _drawn(self, svg: str, width: float, height: float) -> str:
        """The address of a drawing as a picture."""
        pixels = self.profile.pixels
        picture = self._kept((svg, str(pixels)), lambda: drawing_png(svg, width, height, self.book, pixels))
        self._add(svg, picture, ".png")
        return f"../{self.pictures[svg].file_name}"

    def _kept(self, name: Sequence[str], make: Callable[[], bytes]) -> bytes:
        """What this program made under a name before, else made now and kept."""
        key = digest("e-book", program(), _code(), *name)
        content = self.making.store.get(key)
        if content is None:
            content = make()
            self.making.store.put(key, content)
        return content

    def _add(self, key: str, content: bytes, kind: str) -> None:
        number = len(self.pictures) + 1
        self.pictures[key] = Resource(f"p{number}", f"images/p{number}{kind}", MEDIA[kind], content)

    def _spine(self, trees: dict[str, etree._Element]) -> list[Document]:
        by_file = {documents.file_of(s): trees[s.id] for s in self.sections}
        body = next((s for s in self.sections if s.matter == "body"), self.sections[-1])
        self.navigation |= {
            "pages": navigation.pages(by_file),
            "landmarks": navigation.landmarks(by_file, f"{documents.NAV}#toc", documents.file_of(body), self.words),
            "identifier": identifier(self.book),
            "depth": navigation.depth(self.contents),
        }
        cover = self._rendered("cover-page", alternative=alternative(self.book, self.words["cover"])).encode()
        return [
            Document("cover", "text/cover.xhtml", cover, self.words["cover"]),
            *(self._document(s, trees[s.id]) for s in self.sections),
        ]

    def _document(self, section: Section, tree: etree._Element) -> Document:
        title = plain_text(section.title) or section.short_title
        is_nav = section.kind == documents.CONTENTS
        bodies = [tree, *(documents.parse(self._rendered("lists")) if is_nav else ())]
        content = documents.document(bodies, self.book, title, section.language, MATTER[section.matter])
        return Document("nav" if is_nav else section.id, f"text/{documents.file_of(section)}", content, title, is_nav)

    def _rendered(self, template: str, **values: Any) -> str:
        known = {"book": self.book, "words": self.words, "contents": self.contents, **self.navigation, **values}
        return str(render("epub", f"package/{template}", **known))

    def _resources(self, spine: Sequence[Document]) -> list[Resource]:
        fonts = embedded_fonts([d.tree for d in spine], self._kept)
        page = str(cover_html(self.book, *STORE))
        cover = self._kept((page, str(WIDTH)), lambda: page_png(page, self.book, WIDTH))
        css = "".join(map(_font_face, fonts)) + _text_family(fonts)
        css += "".join((STYLES / name).read_text(encoding="utf-8") for name in self.profile.styles)
        found = [
            Resource("ncx", "toc.ncx", "application/x-dtbncx+xml", self._rendered("ncx").encode()),
            Resource("style", "css/book.css", "text/css", css.encode()),
            Resource("cover-image", "images/cover.png", "image/png", cover, ["cover-image"]),
            Resource(
                "ibooks", "META-INF/com.apple.ibooks.display-options.xml", "application/xml", IBOOKS, manifest=False
            ),
        ]
        found += [Resource(f"font-{n}", f"fonts/{f.name}", "font/ttf", f.content) for n, f in enumerate(fonts, 1)]
        return found + list(self.pictures.values())


@cache
def _code() -> str:
    """A digest of what cuts fonts and draws pictures."""
    return digest(*(path.read_bytes() for path in sorted(Path(__file__).parents[1].rglob("*.py"))))


def _text_family(fonts: Sequence[Embedded]) -> str:
    families = dict.fromkeys(font.face.family for font in fonts if font.face.family != DRAWING)
    return f"html {{ font-family: {', '.join(map(repr, families))}, serif }}\n"


def _font_face(font: Embedded) -> str:
    face = font.face
    return (
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight}; font-style: {face.style}; "
        f"src: url('../fonts/{font.name}') }}\n"
    )
