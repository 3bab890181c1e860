"""The book as data: every type that passes between stages, frozen and without logic.

Names follow the CSL specification, the EPUB Structural Semantics Vocabulary and
DPUB-ARIA, then the Chicago Manual. Nothing here imports from the package.

Three rules hold everywhere:

* ``Book`` holds only what the author wrote; what is computed stands in ``Apparatus``.
* Every block has an ``id`` that is unique in the book and the same in every edition.
* ``id`` begins with a letter; ``text`` never contains markup; paths are POSIX strings
  relative to the manuscript folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, order=True)
class Location:
    """A place in the manuscript: file (relative to its folder), line and column from 1; 0 = unknown."""

    path: str
    line: int = 0
    column: int = 0


# --------------------------------------------------------------------------- inlines


@dataclass(frozen=True)
class Text:
    text: str
    location: Location


@dataclass(frozen=True)
class LineBreak:
    pass


@dataclass(frozen=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class SmallCaps:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Superscript:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Subscript:
    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Code:
    text: str
    location: Location


@dataclass(frozen=True)
class Roman:
    """Upright type inside emphasis (a title inside an emphasised title)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Link:
    """A link to an address outside the book: http, https or mailto."""

    children: tuple[Inline, ...]
    url: str
    location: Location


@dataclass(frozen=True)
class Span:
    """Marked text: ``[text]{lang=hy .class person=nzhdeh place=goris event=T35 index="…"}``.

    ``marks`` are (kind, value) pairs in the author's order; kinds are ``person``, ``place``,
    ``event``, ``term``, ``index``, ``see``, ``see-also``. ``id`` is set when marks or an
    explicit ``#id`` make the span a target. ``reach`` is what the marks mean for the index: a mention,
    the principal one, or the place where a range begins or ends.
    """

    children: tuple[Inline, ...]
    location: Location
    id: str = ""
    language: str = ""
    classes: tuple[str, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    reach: Literal["", "principal", "from", "to"] = ""


@dataclass(frozen=True)
class CrossReference:
    """``[](#id)``, ``[words](#id)`` or ``[](#id){.page}``. Without children the words follow the target's kind."""

    target: str
    children: tuple[Inline, ...]
    form: Literal["full", "page"]
    location: Location


@dataclass(frozen=True)
class Cite:
    """One source within a citation. ``locator`` without ``label`` is a page; free text goes to ``suffix``."""

    key: str
    location: Location
    label: str = ""
    locator: str = ""
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


@dataclass(frozen=True)
class Citation:
    """``[@key, p. 12; see also @other]``, or ``@key [p. 3]`` in running text (``in_text``)."""

    id: str
    cites: tuple[Cite, ...]
    location: Location
    in_text: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoteCall:
    """A call of the note ``note`` (an id in ``Section.notes``). A second call of one note has its own ``id``."""

    id: str
    note: str
    location: Location


@dataclass(frozen=True)
class CitedSource:
    """Formatted words that stand for one source: links to its entry. Made by the apparatus, never by an author."""

    key: str
    children: tuple[Inline, ...]


Inline = (
    Text
    | LineBreak
    | Emphasis
    | Strong
    | SmallCaps
    | Superscript
    | Subscript
    | Code
    | Roman
    | Link
    | Span
    | CrossReference
    | Citation
    | NoteCall
    | CitedSource
)
Inlines = tuple[Inline, ...]

# ---------------------------------------------------------------------------- blocks


@dataclass(frozen=True)
class Paragraph:
    id: str
    children: Inlines
    location: Location
    language: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading inside a section: ``level`` 2 to 4 (level 1 is the section's own title)."""

    id: str
    level: int
    children: Inlines
    location: Location


@dataclass(frozen=True)
class BlockQuote:
    id: str
    blocks: tuple[Block, ...]
    location: Location
    language: str = ""


@dataclass(frozen=True)
class ListItem:
    id: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class List:
    """``start`` is 0 for a bulleted list."""

    id: str
    items: tuple[ListItem, ...]
    start: int
    location: Location


@dataclass(frozen=True)
class Cell:
    id: str
    children: Inlines
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Table:
    id: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines
    location: Location


@dataclass(frozen=True)
class Figure:
    """A picture from the manuscript folder. ``alt`` may be empty only where ``decorative``."""

    id: str
    path: str
    alt: str
    caption: Inlines
    location: Location
    decorative: bool = False


@dataclass(frozen=True)
class MapFigure:
    """``::: {.map #map-id}``: the sheet of ``maps/<sheet>.yaml`` stands here. ``marks`` as in ``Span``."""

    id: str
    sheet: str
    location: Location
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ChartFigure:
    """``::: {.figure #fig-id}``: the figure of ``figures/<chart>.yaml`` stands here. ``marks`` as in ``Span``."""

    id: str
    chart: str
    location: Location
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Division:
    """``::: {.kind}``: a kind of ``manuscript.blocks.DIVISIONS``."""

    id: str
    kind: str
    blocks: tuple[Block, ...]
    location: Location
    language: str = ""


@dataclass(frozen=True)
class ThematicBreak:
    id: str
    location: Location


Block = Paragraph | Heading | BlockQuote | List | Table | Figure | MapFigure | ChartFigure | Division | ThematicBreak


@dataclass(frozen=True)
class Note:
    """A note as written. ``series`` is ``""`` for the author's, else the prefix of its key (``[^ed:1]`` -> ``ed``).

    ``evidence`` are the record ids of ``<!-- facts: … -->``; they are never printed.
    """

    id: str
    key: str
    series: str
    blocks: tuple[Paragraph, ...]
    location: Location
    evidence: tuple[str, ...] = ()


# -------------------------------------------------------------------------- sections

Matter = Literal["front", "body", "back"]


@dataclass(frozen=True)
class Section:
    """One part of the book in reading order: written (``path`` set) or generated (``path`` empty).

    ``kind`` is a key of ``rendering.parts.PARTS``: ``chapter``, ``preface``, ``appendix``,
    ``half-title``, ``title-page``, ``imprint``, ``contents``, ``map-list``, ``chronology``,
    ``bibliography`` … ``number`` is the author's own chapter number, 0 = counted.
    """

    id: str
    kind: str
    matter: Matter
    title: Inlines
    short_title: str
    location: Location
    path: str = ""
    number: int = 0
    subtitle: Inlines = ()
    language: str = ""
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()


# --------------------------------------------------------------------------- records


@dataclass(frozen=True)
class Source:
    """A bibliographic record. ``fields`` holds CSL variables (JSON values), and the few of ours in ``manuscript.csl``.

    ``cited_in`` is the source through which the author knows it.
    """

    key: str
    type: str
    fields: Mapping[str, object]
    group: str
    location: Location
    further_reading: bool = False
    cited_in: Cite | None = None


@dataclass(frozen=True)
class Event:
    """``date`` is EDTF, New Style; ``old_style`` the date as known by the Julian calendar (EDTF).

    ``printed`` is the date as a source words it. ``contested`` tells the conflict in a sentence, empty where sources
    agree.
    """

    id: str
    date: str
    label: str
    text: Inlines
    location: Location
    old_style: str = ""
    places: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    contested: str = ""
    lane: str = ""
    confidence: str = ""
    printed: str = ""


@dataclass(frozen=True)
class NameForm:
    """A form of a name in a language (BCP 47). ``attested`` says where it was seen."""

    text: str
    language: str
    attested: str = ""
    note: str = ""


@dataclass(frozen=True)
class Person:
    """``born`` and ``died`` are EDTF or empty; ``authorities``: scheme (``wikidata``, ``viaf`` …) -> id."""

    id: str
    name: str
    sort: str
    location: Location
    variants: tuple[str, ...] = ()
    names: tuple[NameForm, ...] = ()
    born: str = ""
    died: str = ""
    side: str = ""
    role: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    authorities: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """``latitude``/``longitude`` in decimal degrees (WGS 84), None where not located.

    ``located`` is true only where the position comes from a gazetteer record: only then may a
    symbol be drawn. ``printed`` places stand in the gazetteer appendix, the others on maps only.
    """

    id: str
    name: str
    kind: str
    location: Location
    latitude: float | None = None
    longitude: float | None = None
    coordinate_source: str = ""
    located: bool = False
    printed: bool = True
    modern: str = ""
    names: tuple[NameForm, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()
    authorities: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Term:
    """A glossary entry, or an abbreviation with its expansion as definition."""

    id: str
    term: str
    definition: Inlines
    location: Location
    variants: tuple[str, ...] = ()
    abbreviation: bool = False
    language: str = ""


@dataclass(frozen=True)
class MapSheet:
    """A map: ``spec`` is the validated content of ``maps/<id>.yaml`` (see ``cartography.specification``).

    ``places`` says where its parts stand in the file: "layers.2" -> place.
    """

    id: str
    title: str
    caption: str
    alt: str
    spec: Mapping[str, object]
    location: Location
    places: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True)
class Chart:
    """A figure made from data: ``kind`` is a key of ``charts.specification.RECORDS``, ``spec`` its validated content.

    ``places`` says where its parts stand in the file: "lanes.2" -> place.
    """

    id: str
    kind: str
    title: str
    caption: str
    alt: str
    spec: Mapping[str, object]
    location: Location
    places: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """A statement that notes rest on, never printed. ``left_out`` says why no note names it."""

    id: str
    statement: str
    location: Location
    sources: tuple[str, ...] = ()
    confidence: str = ""
    left_out: str = ""


# ------------------------------------------------------------------------------ book


@dataclass(frozen=True)
class Contributor:
    """``role`` is a MARC relator code: ``aut``, ``edt``, ``trl`` …"""

    family: str
    given: str
    role: str = "aut"
    literal: str = ""


@dataclass(frozen=True)
class Conformance:
    """What the publisher declares of the e-book's accessibility (EPUB Accessibility 1.1); usually nothing."""

    conforms_to: str = ""
    certified_by: str = ""
    credential: str = ""
    report: str = ""


@dataclass(frozen=True)
class Metadata:
    """``date`` is ISO 8601; ``identifiers`` by scheme: ``isbn-print``, ``isbn-epub``, ``doi``, ``uuid``.

    ``url`` is the book's own page on the web, ``contact`` an e-mail address for those who register it.
    """

    slug: str
    title: str
    subtitle: str
    contributors: tuple[Contributor, ...]
    language: str
    date: str
    publisher: str = ""
    place: str = ""
    edition: str = ""
    version: str = ""
    description: str = ""
    tagline: str = ""
    rights: str = ""
    licence_url: str = ""
    subjects: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    credits: tuple[str, ...] = ()
    url: str = ""
    contact: str = ""
    conformance: Conformance = Conformance()


@dataclass(frozen=True)
class BibliographyGroup:
    id: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class Design:
    """The look of the printed page. ``size`` and ``leading`` in pt, a ``leading`` of 0 follows the size.

    ``opening`` is how a chapter's first words stand, ``notes`` whether their numbers hang, ``cover`` whether the PDF
    has one in front of its pages.
    """

    trim: Literal["6x9", "5.5x8.5", "A5", "A4"] = "6x9"
    face: Literal["libertine", "biolinum"] = "libertine"
    size: float = 10.5
    leading: float = 0
    opening: Literal["plain", "small-caps", "drop-cap"] = "small-caps"
    notes: Literal["hanging", "indented"] = "hanging"
    cover: bool = False


@dataclass(frozen=True)
class NoteSeries:
    """Notes counted apart from the author's: ``[^ed:1]`` is of the series ``ed``. Each begins anew in a chapter."""

    id: str
    title: str
    marks: Literal["numbers", "letters", "symbols"] = "letters"


@dataclass(frozen=True)
class IndexSettings:
    """How the index is made: persons, places and subjects ``joined`` or ``apart``; letter by letter or word by word.

    ``see`` and ``see_also``: (heading, heading it points to, its place), besides those marked in the text.
    """

    kinds: Literal["joined", "apart"] = "joined"
    order: Literal["letter", "word"] = "letter"
    sub_entries: Literal["run-in", "indented"] = "run-in"
    see: tuple[tuple[str, str, Location], ...] = ()
    see_also: tuple[tuple[str, str, Location], ...] = ()


@dataclass(frozen=True)
class Settings:
    """What ``book.yaml`` chooses. ``style`` names a CSL file; ``full_form``, ``ibid``, ``urls`` and ``series`` as in
    its ``notes`` table: where the address of a web page stands in full, and which notes are not the author's.
    ``dates``: whether days in notes and bibliography stand as the style has them in its language, or before the month.
    """

    style: str = "chicago-notes-bibliography"
    dates: Literal["style", "day-first"] = "style"
    full_form: Literal["chapter", "book"] = "chapter"
    ibid: Literal["never", "style"] = "never"
    urls: Literal["host", "always", "never"] = "host"
    series: tuple[NoteSeries, ...] = ()
    bibliography: tuple[BibliographyGroup, ...] = ()
    stylesheet: str = ""
    span: str = ""
    design: Design = Design()
    index: IndexSettings = IndexSettings()
    how_to_cite: tuple[str, ...] = ()
    paragraph_numbers: bool = False


@dataclass(frozen=True)
class Book:
    metadata: Metadata
    settings: Settings
    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()
    events: tuple[Event, ...] = ()
    persons: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    terms: tuple[Term, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    maps: tuple[MapSheet, ...] = ()
    charts: tuple[Chart, ...] = ()
    folder: str = ""


# ------------------------------------------------------------------------- apparatus


@dataclass(frozen=True)
class FormattedNote:
    """A note ready to be rendered: ``number`` is its mark ("3", "c", "†"). ``calls`` are its calls, first call first.

    ``id`` is the note's element in every edition; ``paragraphs`` hold no ``Citation`` any more.
    ``keys`` are the sources it cites, in order, each once.
    """

    id: str
    section: str
    series: str
    number: str
    paragraphs: tuple[Paragraph, ...]
    calls: tuple[str, ...]
    keys: tuple[str, ...]
    location: Location


@dataclass(frozen=True)
class CiteForm:
    """How a note cites a source, and why so in words."""

    key: str
    form: Literal["full", "short", "ibid"]
    reason: str


@dataclass(frozen=True)
class Call:
    """What a ``NoteCall`` or a bare ``Citation`` (by its id) becomes: a call of ``note`` with ``number``."""

    id: str
    note: str
    number: str
    series: str = ""


@dataclass(frozen=True)
class Entry:
    """A bibliography entry; ``id`` is ``ref-<key>``.

    ``cited_at``: ids of the notes, and of the citations in the text, that cite it, in reading order.
    """

    id: str
    key: str
    children: Inlines
    cited_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class EntryGroup:
    id: str
    title: str
    note: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Target:
    """What a cross-reference can name: ``words`` as in "chapter 7", "map 2", empty if only a page can be named."""

    id: str
    kind: str
    words: str
    section: str
    title: Inlines = ()


@dataclass(frozen=True)
class ChronologyRow:
    """An event as the table prints it; ``date`` and ``old_style`` in words, ``datetime`` for ``<time>`` or empty."""

    id: str
    number: int
    date: str
    old_style: str
    datetime: str
    event: Event
    text: Inlines
    sources: Inlines
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndexLocator:
    """A place to which the index leads: the id of a mark or map; ``until`` is the id of the mark that ends a range.

    ``note`` is the number of the note it stands in; ``plate`` a place in a map, figure or table.
    """

    target: str
    until: str = ""
    note: str = ""
    plate: bool = False
    principal: bool = False


@dataclass(frozen=True)
class IndexReference:
    """The words of an entry that another one points to, and its id."""

    words: Inlines
    target: str


@dataclass(frozen=True)
class IndexEntry:
    """A heading of the index. ``letter`` is that under which it stands; ``see`` is set where it only points."""

    id: str
    words: Inlines
    letter: str
    locators: tuple[IndexLocator, ...] = ()
    children: tuple[IndexEntry, ...] = ()
    see: tuple[IndexReference, ...] = ()
    see_also: tuple[IndexReference, ...] = ()


@dataclass(frozen=True)
class IndexGroup:
    """``kind`` is ``person``, ``place`` or ``subject``, or empty where all kinds are joined."""

    kind: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True)
class CitingForm:
    """The book, and its chapters by section id, as a style's bibliography has them. ``name`` is that of its file."""

    name: str
    title: str
    book: Inlines
    chapters: Mapping[str, Inlines]


@dataclass(frozen=True)
class Apparatus:
    """Everything computed about a ``Book``; ids point into it.

    ``numbers``: section id -> chapter number or appendix letter ("" where it has none).
    ``notes``: section id -> its notes in order. ``calls``: call or citation id -> ``Call``.
    ``citations``: citation id -> words set in the text (in-text forms, author-date parentheses).
    ``targets``: id -> ``Target`` for sections, headings, maps, figures, tables, notes, marked spans.
    ``events``: rows in order of date. ``index``: none where the book prints no index.
    ``forms``: note id -> how it cites each of its sources, in order; none in an author-date style.
    ``record_sources``: ``kind-id`` of a printed record -> its sources in words;
    ``mentions``: ``kind-id`` -> ids of the spans that are marked with it, in reading order.
    """

    numbers: Mapping[str, str]
    notes: Mapping[str, tuple[FormattedNote, ...]]
    calls: Mapping[str, Call]
    citations: Mapping[str, Inlines]
    bibliography: tuple[EntryGroup, ...]
    targets: Mapping[str, Target]
    events: tuple[ChronologyRow, ...]
    index: tuple[IndexGroup, ...] = ()
    record_sources: Mapping[str, Inlines] = field(default_factory=dict)
    forms: Mapping[str, tuple[CiteForm, ...]] = field(default_factory=dict)
    mentions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


# -------------------------------------------------------------------------- drawings


@dataclass(frozen=True)
class Drawings:
    """By id of sheet or figure: ``printed`` and ``screen`` markup ready to be inserted, ``descriptions`` in words."""

    printed: Mapping[str, str] = field(default_factory=dict)
    screen: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)


# ----------------------------------------------------------------------------- pages


@dataclass(frozen=True)
class PageStart:
    """The first word of a printed page: ``offset`` non-space characters into the text of ``block``.

    ``label`` is the folio ("xii", "47"); ``block`` is empty only for a blank page with nothing after it.
    """

    label: str
    block: str
    offset: int


@dataclass(frozen=True)
class PageMap:
    """Every numbered page of the printed edition, in order.

    ``page_of``: element id -> label of the page on which it begins. ``source`` identifies the PDF edition.
    """

    starts: tuple[PageStart, ...]
    page_of: Mapping[str, str]
    source: str
