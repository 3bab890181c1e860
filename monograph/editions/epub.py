"""The e-reader edition: ``<slug>.epub`` (EPUB 3.3), the same XHTML packed, with the printed pages marked in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ebooklib import epub
from lxml import etree

from monograph.editions import Making
from monograph.editions.cover import alternative, cover_png
from monograph.editions.epub_package import documents, navigation
from monograph.editions.epub_package.embedding import Embedded, embedded_fonts
from monograph.editions.epub_package.metadata import describe, identifier, modified
from monograph.editions.epub_package.packager import Document, Resource, pack
from monograph.editions.epub_package.page_breaks import insert_page_breaks
from monograph.editions.pdf import inline_ids
from monograph.model import Section
from monograph.rendering import plain_text, render_sections
from monograph.rendering.templates import render

STYLES = Path(__file__).resolve().parents[2] / "assets" / "css" / "epub.css"
MATTER = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}
MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
LARGEST = 50_000_000
IBOOKS = b"""<?xml version="1.0" encoding="UTF-8"?>
<display_options><platform name="*"><option name="specified-fonts">true</option></platform></display_options>
"""


def write(making: Making) -> None:
    """Write the ePub; its page list is that of ``making.page_map``."""
    content = _Package(making).packed()
    if len(content) > LARGEST:
        making.figures["epub warning"] = f"the ePub has {len(content) // 1_000_000} MB; some stores refuse over 50"
    (making.out / f"{making.book.metadata.slug}.epub").write_bytes(content)


class _Package:
    def __init__(self, making: Making) -> None:
        self.making, self.book = making, making.book
        self.pictures: dict[str, str] = {}
        self.sections = [s for s in self.book.sections if s.kind not in documents.LEFT_OUT]

    def packed(self) -> bytes:
        """The archive."""
        trees = self._trees()
        spine = self._spine(trees)
        page_source = self.making.page_map.source if self.making.page_map else ""
        package = epub.EpubBook()
        describe(package, self.book, [d.tree for d in spine], page_source)
        for item in (*spine, *self._resources(spine)):
            package.add_item(item)
        package.spine = spine
        return pack(package, modified(self.book), self.book.metadata.language)

    def _trees(self) -> dict[str, etree._Element]:
        page_map = self.making.page_map
        rendered = render_sections(
            self.book,
            self.making.apparatus,
            "epub",
            page_map.page_of if page_map else {},
            lambda identifier: f"#{identifier}",
            self.making.drawings.screen,
            self.making.drawings.descriptions,
            self._picture,
        )
        trees = {s.id: documents.parse(rendered[s.id]) for s in self.sections}
        documents.link(trees, {s.id: documents.file_of(s) for s in self.sections})
        if page_map:
            insert_page_breaks(trees, page_map.starts, inline_ids(self.book))
        return trees

    def _picture(self, path: str) -> str:
        name = f"p{len(self.pictures) + 1}{Path(path).suffix.lower()}"
        return "../images/" + self.pictures.setdefault(path, name)

    def _spine(self, trees: dict[str, etree._Element]) -> list[Document]:
        made = {s.id: self._document(s, trees[s.id]) for s in self.sections}
        by_file = {documents.file_of(s): made[s.id].tree for s in self.sections}
        body = next((s for s in self.sections if s.matter == "body"), self.sections[0])
        contents = navigation.headings(by_file)
        self.navigation = {
            "book": self.book,
            "contents": contents,
            "pages": navigation.pages(by_file),
            "landmarks": navigation.landmarks(by_file, "nav.xhtml#toc", documents.file_of(body)),
            "identifier": identifier(self.book),
            "depth": navigation.depth(contents),
        }
        nav = Document("nav", "text/nav.xhtml", self._rendered("nav"), "Contents", nav=True)
        cover = Document(
            "cover", "text/cover.xhtml", self._rendered("cover-page", alternative=alternative(self.book)), "Cover"
        )
        opening = [made[s.id] for s in self.sections if s.kind in ("title-page", "imprint")]
        rest = [made[s.id] for s in self.sections if s.kind not in ("title-page", "imprint")]
        return [cover, *opening, nav, *rest]

    def _document(self, section: Section, tree: etree._Element) -> Document:
        title = plain_text(section.title) or section.short_title
        content = documents.document(tree, self.book, title, section.language, MATTER[section.matter])
        return Document(section.id, f"text/{documents.file_of(section)}", content, title)

    def _rendered(self, template: str, **values: Any) -> bytes:
        page = render("epub", f"package/{template}", **{"book": self.book, **getattr(self, "navigation", {}), **values})
        return str(page).encode()

    def _resources(self, spine: Sequence[Document]) -> list[Resource]:
        text = {c for d in spine for c in "".join(map(str, d.tree.itertext()))}
        families = ["Monograph Serif"] + (["Monograph Sans"] if self.book.maps or self.book.charts else [])
        fonts = embedded_fonts(text, families)
        css = "".join(_font_face(font) for font in fonts) + STYLES.read_text(encoding="utf-8")
        found = [
            Resource("ncx", "toc.ncx", "application/x-dtbncx+xml", self._rendered("ncx")),
            Resource("style", "css/book.css", "text/css", css.encode()),
            Resource("cover-image", "images/cover.png", "image/png", cover_png(self.book), ["cover-image"]),
            Resource(
                "ibooks", "META-INF/com.apple.ibooks.display-options.xml", "application/xml", IBOOKS, manifest=False
            ),
        ]
        found += [Resource(f"font-{n}", f"fonts/{f.name}", "font/ttf", f.content) for n, f in enumerate(fonts, 1)]
        for path, name in self.pictures.items():
            content = Path(self.book.folder, path).read_bytes()
            found.append(Resource(name.partition(".")[0], f"images/{name}", MEDIA[Path(name).suffix], content))
        return found


def _font_face(font: Embedded) -> str:
    face = font.face
    return (
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight}; font-style: {face.style}; "
        f"src: url('../fonts/{font.name}') }}\n"
    )
