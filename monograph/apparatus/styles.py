"""Stage 2: finds the citation style of a book, a CSL 1.0.2 file, and fits a copy of it to the book.

The file itself is never changed. In the copy stand neutral words for locators, the terms of a language that
CSL lacks, and no dash for a repeated author, which is set per group of the bibliography instead.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from monograph.apparatus.terms import TERMS
from monograph.model import Book, Location
from monograph.problems import Problems, nearest

ASSETS = Path(__file__).parents[2] / "assets" / "csl"
NAMESPACE = "http://purl.org/net/xbiblio/csl"
CSL = f"{{{NAMESPACE}}}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
IBID = "-subsequent-ibid"

LOCATORS = (
    "book", "chapter", "column", "figure", "folio", "issue", "line", "note", "opus", "page", "paragraph", "part",
    "section", "sub verbo", "verse", "volume",
)  # fmt: skip
"""Locator labels that the engine knows by a term. ``article-locator`` is not among them."""


@dataclass(frozen=True)
class Style:
    """A style fitted to a book: ``xml`` is what the engine reads, ``language`` the BCP 47 tag it is told.

    ``notes`` is false for a style that cites in the text. ``stop_inside``: a full stop goes within closing
    quotation marks. ``dash`` stands for the author of the entry before, empty where names are repeated.
    ``labels`` is false for a style that takes every locator for a page. ``ibid``: it has a form for a source that
    is cited twice in a row. ``day_first``: days stand before their month, whatever the language is used to.
    """

    name: str
    xml: str
    notes: bool
    language: str
    stop_inside: bool
    dash: str = ""
    labels: bool = True
    ibid: bool = False
    day_first: bool = False


def locator_word(label: str) -> str:
    """The word by which the engine recognises a label, whatever the language: it never prints it."""
    return "locator-" + label.replace(" ", "-")


def find_style(book: Book, problems: Problems) -> Style | None:
    """The style that ``book.yaml`` names, from the book's folder or else from ``assets/csl``; None with a problem."""
    name = book.settings.style.removesuffix(".csl")
    folders = [Path(book.folder), ASSETS] if book.folder else [ASSETS]
    place = Location("book.yaml")
    path = _path(name, folders)
    if path is None:
        known = sorted({file.stem for folder in folders for file in folder.glob("*.csl")})
        hint = nearest(name, known) or f"known are {', '.join(known)}"
        problems.add("style-missing", f"there is no citation style “{name}”", place, hint)
        return None
    if book.settings.ibid == "style" and not name.endswith(IBID):
        path = _path(name + IBID, folders) or path
    if path.parent == folders[0] and folders[0] != ASSETS:
        place = Location(path.name, 1)
    settings = book.settings
    return read_style(
        path, book.metadata.language, settings.ibid == "style", place, problems, settings.dates == "day-first"
    )


def _path(name: str, folders: list[Path]) -> Path | None:
    """The first file of that name. A style is a name, never a path."""
    if not name or "/" in name or "\\" in name:
        return None
    return next((folder / f"{name}.csl" for folder in folders if (folder / f"{name}.csl").is_file()), None)


def read_style(
    path: Path, language: str, ibid: bool, place: Location, problems: Problems, day_first: bool = False
) -> Style | None:
    """The style of a file, fitted to a book in ``language``; ``ibid`` keeps what the style says for it.

    ``day_first`` sets days before their month: "10 August 1920", all else as the language has it.
    """
    try:
        root = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        problems.add("style-broken", f"“{path.name}” is no XML: {error}", place)
        return None
    parent = root.find(f"{CSL}info/{CSL}link[@rel='independent-parent']")
    if parent is not None:
        name = str(parent.get("href", "")).rsplit("/", 1)[-1]
        message = f"“{path.stem}” is a dependent style: it only points to “{name}”"
        problems.add("style-broken", message, place, f"take {name}.csl instead")
        return None
    if root.tag != f"{CSL}style" or root.find(f"{CSL}citation/{CSL}layout") is None:
        message = f"“{path.name}” is not a citation style with a layout for citations"
        problems.add("style-broken", message, place, "it should be an independent CSL 1.0 style")
        return None
    spoken = _language(language, str(root.get("default-locale", "")))
    fitted = copy.deepcopy(root)
    dash = _without_dash(fitted)
    if fitted.find(f"{CSL}info/{CSL}category[@citation-format='numeric']") is None:
        _without_numbers(fitted)
    if not ibid:
        _without_ibid(fitted)
    _with_terms(fitted, spoken)
    if day_first:
        _with_days_first(fitted, spoken)
    xml = etree.tostring(fitted, encoding="unicode")
    labels = root.find(f".//{CSL}label[@variable='locator']") is not None
    again = any("ibid" in str(e.get("position", "")) for e in fitted.iter(f"{CSL}if", f"{CSL}else-if"))
    notes, inside = root.get("class") == "note", _stop_inside(root, spoken)
    return Style(path.stem, xml, notes, spoken, inside, dash, labels, ibid and again, day_first)


def _language(language: str, default: str) -> str:
    """The book's language; where that has no region, the style's own region of it, else the usual one of English."""
    if "-" in language:
        return language
    if default.partition("-")[0] == language:
        return default
    return "en-US" if language == "en" else language


def _stop_inside(root: etree._Element, language: str) -> bool:
    """CSL's option ``punctuation-in-quote``: the style's, else the locale's, where only American English has it."""
    main = language.partition("-")[0]
    for wanted in (language, main, None):
        for locale in root.findall(f"{CSL}locale"):
            options = locale.find(f"{CSL}style-options")
            if locale.get(XML_LANG) == wanted and options is not None and options.get("punctuation-in-quote"):
                return options.get("punctuation-in-quote") == "true"
    return language == "en-US"


def _without_dash(root: etree._Element) -> str:
    bibliography = root.find(f"{CSL}bibliography")
    if bibliography is None:
        return ""
    dash = bibliography.attrib.pop("subsequent-author-substitute", "")
    bibliography.attrib.pop("subsequent-author-substitute-rule", "")
    return str(dash)


def _without_numbers(root: etree._Element) -> None:
    """Takes away numbers of entries that no citation names: groups would put them out of order."""
    for number in root.findall(f".//{CSL}text[@variable='citation-number']"):
        parent = number.getparent()
        if parent is not None:
            parent.remove(number)
    for bibliography in root.findall(f"{CSL}bibliography"):
        bibliography.attrib.pop("second-field-align", "")


def _without_ibid(root: etree._Element) -> None:
    """Takes away the branches that hold only for ibid., so that a repeated source prints its short form.

    A style that prints no "ibid." at all uses such a branch for something else, and keeps it.
    """
    if root.find(f".//{CSL}*[@term='ibid']") is None:
        return
    for choose in root.iter(f"{CSL}choose"):
        for branch in list(choose):
            positions = str(branch.get("position", "")).split()
            only = positions and all(position.startswith("ibid") for position in positions)
            if only and branch.get("match", "all") != "none":
                choose.remove(branch)
        if len(choose) and choose[0].tag == f"{CSL}else-if":
            choose[0].tag = f"{CSL}if"
        elif len(choose) and choose[0].tag == f"{CSL}else":
            choose[0].tag, choose[0].attrib["match"], choose[0].attrib["type"] = f"{CSL}if", "none", ""


def _with_terms(root: etree._Element, language: str) -> None:
    """Puts in locator words for every language, and the terms of a language that CSL lacks."""
    words = etree.Element(f"{CSL}locale")
    terms = etree.SubElement(words, f"{CSL}terms")
    for label in LOCATORS:
        # a form of its own: the engine recognises every form of a term, and prints only those a style asks for
        _term(terms, label, "verb-short", locator_word(label))
    _term(terms, "page-range-delimiter", "", "–")
    main = language.partition("-")[0].lower()
    locales = [words]
    if main in TERMS:
        own = etree.Element(f"{CSL}locale", {XML_LANG: main})
        etree.SubElement(own, f"{CSL}style-options", {"punctuation-in-quote": "false"})
        own.append(_day_month_year())
        terms = etree.SubElement(own, f"{CSL}terms")
        for (name, form), text in TERMS[main].items():
            _term(terms, name, form, text)
        locales.append(own)
    after = root.find(f"{CSL}info")
    at = 0 if after is None else root.index(after) + 1
    for locale in reversed(locales):
        root.insert(at, locale)


def _with_days_first(root: etree._Element, language: str) -> None:
    """Puts in a date with its day first for the language itself, which the engine asks before any other."""
    for locale in root.findall(f"{CSL}locale"):
        for date in locale.findall(f"{CSL}date[@form='text']") if locale.get(XML_LANG) == language else ():
            locale.remove(date)
    own = etree.Element(f"{CSL}locale", {XML_LANG: language})
    own.append(_day_month_year())
    after = root.find(f"{CSL}info")
    root.insert(0 if after is None else root.index(after) + 1, own)


def _day_month_year() -> etree._Element:
    date = etree.Element(f"{CSL}date", {"form": "text"})
    for part in ("day", "month", "year"):
        etree.SubElement(date, f"{CSL}date-part", {"name": part, **({} if part == "year" else {"suffix": " "})})
    return date


def _term(terms: etree._Element, name: str, form: str, text: str) -> None:
    element = etree.SubElement(terms, f"{CSL}term", {"name": name, **({"form": form} if form else {})})
    element.text = text
