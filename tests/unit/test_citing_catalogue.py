"""The catalogue files: what independent readers of each format find in them."""

from __future__ import annotations

import dataclasses
import json
from html.parser import HTMLParser

import onixcheck
import pymarc
import pytest
import rispy
import yaml
from lxml import etree

from monograph.citing.bibtex import bibtex
from monograph.citing.catalogue import catalogue_files
from monograph.citing.formats import csl_json
from monograph.citing.records import book_record, chapter_records, source_records
from monograph.citing.ris import ris
from monograph.model import Apparatus, Entry, EntryGroup, Location, Source
from tests.unit.test_citing import BOOK, FULL_TITLE, METADATA, PAGES, read_back

DESCRIBED = dataclasses.replace(
    METADATA,
    url="https://example.org/hills",
    contact="press@example.org",
    description="What <hills> & valleys are.",
    rights="© 2026 The authors",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    identifiers={
        **METADATA.identifiers,
        "isbn-epub": "978-3-16-148411-7",
        "uuid": "c74c9f44-086f-5436-897b-35f5970d08b4",
    },
)
HILLS = dataclasses.replace(BOOK, metadata=DESCRIBED)
CHAPTERS = chapter_records(HILLS, PAGES)


@pytest.fixture(scope="module")
def files():
    """Every catalogue file of a book that has all identifiers."""
    return catalogue_files(HILLS, CHAPTERS, PAGES)


def test_onix_is_valid_and_says_what_the_book_is(files, tmp_path):
    """Onixcheck's schemas accept both editions; title, contributors, ISBN, pages are read back."""
    path = tmp_path / "onix.xml"
    path.write_text(files["cite/hills-onix.xml"], encoding="utf-8")
    assert [m.message for m in onixcheck.validate(str(path))] == []
    root = etree.parse(str(path))
    assert [e.text for e in root.iterfind(".//{*}TitleText")] == ["Hills & Valleys"] * 2
    assert [e.text for e in root.iterfind(".//{*}KeyNames")] == ["Doe", "Նժդեհ"] * 2
    assert root.findtext(".//{*}CorporateName") == "The Hill and Valley Project"
    isbn = [
        e.findtext("{*}IDValue")
        for e in root.iterfind(".//{*}ProductIdentifier")
        if e.findtext("{*}ProductIDType") == "15"
    ]
    assert isbn == ["9783161484100", "9783161484117"]
    assert [e.text for e in root.iterfind(".//{*}ExtentValue")] == ["9"]


def test_onixcheck_would_notice(files, tmp_path):
    """The validator refuses the same message without its title."""
    path = tmp_path / "onix.xml"
    path.write_text(files["cite/hills-onix.xml"].replace("<TitleType>01</TitleType>", ""), encoding="utf-8")
    assert onixcheck.validate(str(path))


def test_onix_of_a_book_without_isbn_publisher_and_description_is_valid(tmp_path):
    """What an author's first book.yaml leaves out is no fault of the file."""
    bare = dataclasses.replace(METADATA, identifiers={}, publisher="", place="", edition="", subjects=(), subtitle="")
    path = tmp_path / "onix.xml"
    made = catalogue_files(dataclasses.replace(BOOK, metadata=bare), [], None)
    path.write_text(made["cite/hills-onix.xml"], encoding="utf-8")
    assert [m.message for m in onixcheck.validate(str(path))] == []
    assert "cite/hills-crossref.xml" not in made


def test_pymarc_reads_the_record(files, tmp_path):
    """Title, author, other names, year, ISBN, language and pages of the MARC record."""
    path = tmp_path / "marc.xml"
    path.write_text(files["cite/hills-marc.xml"], encoding="utf-8")
    (record,) = pymarc.parse_xml_to_array(str(path))
    assert record.title == "Hills & Valleys : A Study of 50% of New York, 1920–1921 /"
    assert record["110"]["a"] == "The Hill and Valley Project"
    assert [(f["a"], f["4"]) for f in record.get_fields("700")] == [("Doe, Jane", "aut"), ("Նժդեհ, Գարեգին", "edt")]
    assert [f["a"] for f in record.get_fields("020")] == ["9783161484117", "9783161484100"]
    assert (record.pubyear, record["300"]["a"], record["041"]["a"]) == ("2026", "9 pages", "eng")
    assert len(record["008"].data) == 40
    assert [f["a"] for f in record.get_fields("505")] == ["One, pages 1-3", "Two, pages 5"]


CFF_TYPES = {"software", "dataset"}
CFF_KEYS = set("abstract authors cff-version commit contact date-released doi identifiers keywords license license-url message "
               "preferred-citation references repository title type url version".split())  # fmt: skip
CFF_REFERENCE = set(
    "type title authors editors translators year edition publisher location isbn languages pages doi url".split()
)


def test_the_citation_file_keeps_to_its_format(files):
    """Citation File Format 1.2.0: the required keys, no other keys, names as persons or entities, the book as a book."""
    found = yaml.safe_load(files["CITATION.cff"])
    assert {"cff-version", "message", "title", "authors"} <= set(found) <= CFF_KEYS
    assert found["cff-version"] == "1.2.0" and found["type"] in CFF_TYPES
    preferred = found["preferred-citation"]
    assert set(preferred) <= CFF_REFERENCE
    for names in (found["authors"], preferred["authors"], preferred["editors"]):
        assert all(set(name) in ({"name"}, {"family-names", "given-names"}) for name in names)
    assert (preferred["type"], preferred["title"], preferred["year"]) == ("book", FULL_TITLE, 2026)
    assert (found["license"], found["date-released"]) == ("CC-BY-4.0", "2026-11-24")
    assert "&id" not in files["CITATION.cff"]


def test_crossref_registers_the_book_and_its_chapters(files):
    """The deposit has its head, the book's DOI and address, and every chapter with its pages in the order of the schema."""
    root = etree.fromstring(files["cite/hills-crossref.xml"].encode())
    assert [etree.QName(e).localname for e in root[0]] == ["doi_batch_id", "timestamp", "depositor", "registrant"]
    metadata = root.find(".//{*}book_metadata")
    assert [etree.QName(e).localname for e in metadata] == [
        "contributors", "titles", "publication_date", "isbn", "isbn", "publisher", "doi_data",
    ]  # fmt: skip
    assert metadata.findtext("{*}doi_data/{*}doi") == "10.1000/a_b"
    items = root.findall(".//{*}content_item")
    assert [(i.findtext(".//{*}title"), i.findtext(".//{*}first_page"), i.findtext(".//{*}last_page")) for i in items] == [
        ("One", "1", "3"), ("Two", "5", None),
    ]  # fmt: skip
    dois = [e.text for e in root.iter("{*}doi")]
    assert len(dois) == len(set(dois)) == 3
    assert [e.get("sequence") for e in metadata.find("{*}contributors")] == ["first", "additional", "additional"]


class Page(HTMLParser):
    """Collects the names in a page's head and its linked data."""

    def __init__(self, text):
        super().__init__()
        self.names, self.linked, self._inside = [], "", False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Remember a name and its content."""
        found = dict(attrs)
        if tag == "meta" and "name" in found:
            self.names.append((found["name"], found["content"]))
        self._inside = tag == "script"

    def handle_endtag(self, tag):
        """The script is over."""
        self._inside = False

    def handle_data(self, data):
        """Collect the script."""
        self.linked += data if self._inside else ""


def test_the_page_says_the_same_to_search_engines(files):
    """The citation names, Dublin Core and schema.org agree with the record; a “<” in a text opens no element."""
    page = Page(files["cite/index.html"])
    assert ("citation_title", FULL_TITLE) in page.names
    assert [v for n, v in page.names if n == "citation_author"] == ["The Hill and Valley Project", "Doe, Jane"]
    assert ("citation_publication_date", "2026/11/24") in page.names and ("DC.creator", "Jane Doe") in page.names
    linked = json.loads(page.linked)
    assert (linked["@type"], linked["name"], linked["datePublished"]) == ("Book", "Hills & Valleys", "2026-11-24")
    assert [(c["name"], c["pagination"]) for c in linked["hasPart"]] == [("One", "1-3"), ("Two", "5")]
    assert linked["description"] == "What <hills> & valleys are."
    assert "<hills>" not in files["cite/index.html"]


# ------------------------------------------------------------------------- round trips

HERE = Location("references.yaml", 1)


def source(key, type, **fields):
    """A source of the bibliography."""
    return Source(key, type, {"language": "en", **fields}, "all", HERE)


SOURCES = (
    source("smith", "book", title="Roads & Bridges", author=[{"family": "Smith", "given": "Ann"}], issued="1931", publisher="Press"),
    source("roe", "article-journal", title="Why? On iron", author=[{"family": "Roe", "given": "Lee", "non-dropping-particle": "van"}],
           issued="2001-05", page="12-34", volume="3", issue="2", **{"container-title": "Journal of Roads"}),
    source("lex", "entry-encyclopedia", title="Zangezur", issued="1918/1921", **{"container-title": "Encyclopaedia"}),
    source("web", "webpage", title="A page", author=[{"literal": "The Road, and Rail Office"}], issued="2020-02-03",
           URL="https://example.org/a_b?c=1%202", accessed="2024-01-02"),
    source("map", "map", title="A map", issued="1920~"),
    source("act", "treaty", title="Treaty of Sèvres", issued="1920-08-10", page="5"),
    source("ms", "manuscript", title="Letter", author=[{"family": "Ժամհարյան", "given": "Ա."}], issued="1920",
           archive={"repository": "National Archive", "place": "Yerevan", "fond": "200", "opis": "1", "delo": "7"}),
)  # fmt: skip
LISTED = Apparatus(
    {}, {}, {}, {}, (EntryGroup("all", "", "", tuple(Entry(f"ref-{s.key}", s.key, ()) for s in SOURCES)),), {}, ()
)
RECORDS = source_records(dataclasses.replace(HILLS, sources=SOURCES), LISTED)


def particles_alike(names):
    """Names whose particle is of one kind: BibLaTeX says by an option of the entry which it is."""
    return names and [{k.replace("non-dropping", "dropping"): v for k, v in name.items()} for name in names]


def years(item):
    """First and last year of a CSL date."""
    return [part[0] for part in item["issued"]["date-parts"]]


@pytest.mark.parametrize(("form", "writer"), [("biblatex", bibtex), ("csljson", csl_json)])
@pytest.mark.parametrize("record", RECORDS + CHAPTERS + [book_record(DESCRIBED)], ids=lambda r: r["id"])
def test_pandoc_reads_every_record_back(form, writer, record):
    """Author, title, years and pages of every kind of source, of the chapters and of the book."""
    (item,) = read_back(writer([record]), form)
    assert item["title"] == record["title"]
    assert particles_alike(item.get("author")) == particles_alike(record.get("author"))
    assert years(item) == years(record)
    assert item.get("page", "").replace("–", "-") == record.get("page", "")


@pytest.mark.parametrize("record", RECORDS + CHAPTERS + [book_record(DESCRIBED)], ids=lambda r: r["id"])
def test_rispy_reads_every_record_back(record):
    """Author, title, year and pages in RIS."""
    (item,) = rispy.loads(ris([record]))
    assert item["title"] == record["title"]
    named = [n.get("literal", "") + "," if "literal" in n else
             ", ".join(filter(None, (f"{n.get('non-dropping-particle', '')} {n['family']}".strip(), n.get("given"))))
             for n in record.get("author", [])]  # fmt: skip
    assert item.get("authors", []) == named
    assert item["year"] == str(years(record)[0])
    first, _, last = record.get("page", "").partition("-")
    assert (item.get("start_page", ""), item.get("end_page", "")) == (first, last or first)


def test_archives_and_addresses_are_kept():
    """What other writers lose: where a letter lies, the address of a page with its special letters, an uncertain year."""
    text = bibtex(RECORDS)
    assert "library    = {National Archive, Yerevan, f. 200, op. 1, d. 7}" in text
    assert "url        = {https://example.org/a_b?c=1%202}" in text and "urldate    = {2024-01-02}" in text
    assert "date       = {1920~}" in text and "date       = {1918/1921}" in text
    assert "@legal{act," in text
