"""The files of booksellers, libraries and registries, and the book's own page, from ``templates/cite``.

ONIX for Books 3.0 (reference tags), MARC 21 in XML, Crossref's deposit 5.3.1, Citation File Format 1.2.0; the page
carries the ``citation_*`` names that Google Scholar reads, Dublin Core and schema.org (JSON-LD).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import yaml

from monograph.citing.records import Record, book_record
from monograph.model import Book, Contributor, PageMap
from monograph.rendering.appendices import full_name

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "cite"
ISO_639_2 = {
    "ar": "ara", "az": "aze", "de": "ger", "el": "gre", "en": "eng", "es": "spa", "fa": "per", "fr": "fre", "hy": "arm",
    "it": "ita", "ka": "geo", "la": "lat", "nl": "dut", "pl": "pol", "pt": "por", "ru": "rus", "tr": "tur", "uk": "ukr",
}  # fmt: skip
"""Language of a tag (BCP 47) -> bibliographic code of ISO 639-2; "und" for others."""

ONIX_ROLES = {"aut": "A01", "edt": "B01", "trl": "B06"}
COMMONS = "creativecommons.org/"
LICENCES = {
    f"{COMMONS}licenses/by/4.0": "CC-BY-4.0",
    f"{COMMONS}licenses/by-sa/4.0": "CC-BY-SA-4.0",
    f"{COMMONS}licenses/by-nc/4.0": "CC-BY-NC-4.0",
    f"{COMMONS}licenses/by-nc-nd/4.0": "CC-BY-NC-ND-4.0",
    f"{COMMONS}licenses/by-nc-sa/4.0": "CC-BY-NC-SA-4.0",
    f"{COMMONS}publicdomain/zero/1.0": "CC0-1.0",
}
"""Address of a licence without scheme -> its SPDX identifier."""


def catalogue_files(book: Book, chapters: Sequence[Record], page_map: PageMap | None) -> dict[str, str]:
    """Path of each file -> its text. Crossref's stands only where the book has a DOI, a web page and a contact."""
    about = book.metadata
    shown: dict[str, Any] = {
        "about": about,
        "book": book,
        "chapters": chapters,
        "record": book_record(about),
        "language": ISO_639_2.get(about.language.partition("-")[0], "und"),
        "pages": page_map.starts if page_map else (),
        "stamp": "".join(c for c in about.date if c.isdigit()).ljust(8, "0"),
        "house": about.publisher or next(map(full_name, about.contributors), about.title),
        "published": [c for c in about.contributors if c.role in ONIX_ROLES],
        "roles": ONIX_ROLES,
        "products": _products(book),
        "full_name": full_name,
        "linked": linked_data(book, chapters, page_map),
    }
    slug = about.slug
    names = {
        f"cite/{slug}-onix.xml": "onix.xml.j2",
        f"cite/{slug}-marc.xml": "marc.xml.j2",
        "cite/index.html": "index.html.j2",
    }
    if about.identifiers.get("doi") and about.url and about.contact:
        names[f"cite/{slug}-crossref.xml"] = "crossref.xml.j2"
    files = {path: _environment().get_template(name).render(shown) for path, name in names.items()}
    return files | {"CITATION.cff": citation_file(book, page_map)}


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["full"] = full_name
    return made


def _products(book: Book) -> list[dict[str, str]]:
    """The two editions as ONIX tells them apart: (name, form, ISBN)."""
    identifiers = book.metadata.identifiers
    return [
        {"name": name, "form": form, "detail": detail, "isbn": identifiers.get(key, "").replace("-", "")}
        for name, form, detail, key in (("print", "BC", "", "isbn-print"), ("epub", "ED", "E101", "isbn-epub"))
    ]


def citation_file(book: Book, page_map: PageMap | None) -> str:
    """``CITATION.cff``. Its own type can only be software or data; the book stands in ``preferred-citation``."""
    about = book.metadata
    names = [_cff_name(c) for c in about.contributors if c.role == "aut"] or [{"name": about.publisher or about.title}]
    title = f"{about.title}: {about.subtitle}" if about.subtitle else about.title
    year = int(about.date[:4]) if about.date[:4].isdigit() else None
    licence = about.licence_url.partition("://")[2].rstrip("/")
    known: dict[str, Any] = {
        "doi": about.identifiers.get("doi"),
        "url": about.url,
        "date-released": about.date if len(about.date) == 10 else None,
    }
    preferred = {
        "type": "book",
        "title": title,
        "authors": [dict(name) for name in names],  # no second place of one list: YAML would point to the first
        "editors": [_cff_name(c) for c in about.contributors if c.role == "edt"],
        "translators": [_cff_name(c) for c in about.contributors if c.role == "trl"],
        "year": year,
        "edition": about.edition,
        "publisher": {"name": about.publisher} if about.publisher else None,
        "location": {"name": about.place} if about.place else None,
        "isbn": about.identifiers.get("isbn-print") or about.identifiers.get("isbn-epub"),
        "languages": [about.language.partition("-")[0]],
        "pages": len(page_map.starts) if page_map else None,
        **{key: known[key] for key in ("doi", "url")},
    }
    whole = {
        "cff-version": "1.2.0",
        "message": "If you use this book, please cite it as below.",
        "type": "dataset",
        "title": title,
        "authors": names,
        "version": about.version,
        "abstract": " ".join(about.description.split()),
        "keywords": list(about.subjects),
        "license": LICENCES.get(licence),
        "license-url": about.licence_url if licence and licence not in LICENCES else None,
        **known,
        "preferred-citation": {key: value for key, value in preferred.items() if value},
    }
    kept = {key: value for key, value in whole.items() if value}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=120)


def _cff_name(person: Contributor) -> dict[str, str]:
    if person.literal:
        return {"name": person.literal}
    parts = {"family-names": person.family, "given-names": person.given}
    return {key: value for key, value in parts.items() if value}


def linked_data(book: Book, chapters: Sequence[Record], page_map: PageMap | None) -> str:
    """The book and its chapters in the words of schema.org, as JSON that may stand in a script element."""
    about = book.metadata
    names = {role: [_agent(c) for c in about.contributors if c.role == role] for role in ONIX_ROLES}
    identifier = f"urn:uuid:{about.identifiers['uuid']}" if "uuid" in about.identifiers else ""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Book",
        "@id": about.url or identifier,
        "name": about.title,
        "alternativeHeadline": about.subtitle,
        "author": names["aut"],
        "editor": names["edt"],
        "translator": names["trl"],
        "publisher": {"@type": "Organization", "name": about.publisher} if about.publisher else None,
        "datePublished": about.date,
        "bookEdition": about.edition,
        "inLanguage": about.language,
        "isbn": [value for scheme, value in about.identifiers.items() if scheme.startswith("isbn")],
        "sameAs": f"https://doi.org/{about.identifiers['doi']}" if "doi" in about.identifiers else "",
        "numberOfPages": len(page_map.starts) if page_map else None,
        "license": about.licence_url,
        "description": " ".join(about.description.split()),
        "keywords": list(about.subjects),
        "hasPart": [
            {"@type": "Chapter", "name": chapter["title"], "pagination": chapter.get("page", ""), "position": position}
            for position, chapter in enumerate(chapters, 1)
        ],
    }
    text = json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c")


def _agent(person: Contributor) -> dict[str, str]:
    kind = "Organization" if person.literal else "Person"
    parts = {"givenName": person.given, "familyName": person.family}
    return {"@type": kind, "name": full_name(person), **{key: value for key, value in parts.items() if value}}
