"""The bundled book as a work of scholarship: evidence, lengths, borrowed words, neutral words. Nothing is built here."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from monograph.apparatus import compile_apparatus
from monograph.apparatus.inlines import plain_text
from monograph.drawings import draw_book
from monograph.manuscript import read_book
from monograph.manuscript.checks import nodes
from monograph.model import Book, Citation, Division, Heading, Note, Table, Text
from monograph.problems import Problems
from tests.books.shingles import hashed, shingles

HERE = Path(__file__).parent

PLAN = {
    "preface": 500, "names-and-dates": 400, "district": 1600, "two-republics": 2300, "governor-general": 2400,
    "red-army": 3600, "rising-war-bargain": 3800, "tatev-chapter": 1600, "deciding": 3200, "partition": 2000,
    "writing-zangezur": 3000,
}  # fmt: skip
"""Section -> planned words, notes not counted."""

LITERATURE = {"gozalova-2017", "hille-2010", "krylov-2022", "boell-2021", "hasanli-2018", "niftaliev-extracts"}
"""Works that a note names for the reader, and on which no statement rests."""

PAGES = {("libaridian-1988", "10")}
"""The pages that may be printed: those that a page seen gives."""

PRINTED_RECORDS = ("timeline.yaml", "persons.yaml", "places.yaml", "glossary.yaml", "book.yaml")
UNPRINTED_KEYS = re.compile(r"\s*-?\s*(?:id|sources|see|places|persons|variants|term|key|authorities|coord_source):")
QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”')


@pytest.fixture(scope="module")
def book(root: Path) -> Book:
    """The manuscript as it is read."""
    return read_book(root / "content", Problems())


def words(value: object) -> int:
    """Words of everything in it."""
    return sum(len(node.text.split()) for node in nodes(value) if isinstance(node, Text))


def cites(note: Note) -> list[tuple[str, str, str]]:
    """Key, label and locator of each source that a note cites."""
    found = (cite for node in nodes(note.blocks) if isinstance(node, Citation) for cite in node.cites)
    return [(cite.key, cite.label, cite.locator) for cite in found]


# -------------------------------------------------------------------------- evidence


def test_nothing_is_wrong_with_the_manuscript(root: Path) -> None:
    """No problem and no warning: every note names what it rests on, every statement and every source is used."""
    problems = Problems()
    book = read_book(root / "content", problems)
    compile_apparatus(book, problems)
    draw_book(book, problems)
    assert [f"{p.location.path}:{p.location.line} {p.code}: {p.message}" for p in problems] == []


def test_the_statements_are_all_there(book: Book) -> None:
    """55 claims of the article, 94 facts from elsewhere, 20 conflicts; what no note names says why."""
    numbers = {"S": 55, "F": 94, "C": 20}
    assert [e.id for e in book.evidence] == [
        f"{kind}{n:02}" for kind, top in numbers.items() for n in range(1, top + 1)
    ]
    assert {e.id for e in book.evidence if e.left_out} == {"F67"}


def test_a_note_cites_what_its_statements_rest_on(book: Book) -> None:
    """A source in a note is one of its statements' sources, a standard work, an edition, or named as literature."""
    statements = {e.id: e for e in book.evidence}
    groups = {source.key: source.group for source in book.sources}
    strays = []
    for section in book.sections:
        for note in section.notes:
            backed = {key for name in note.evidence for key in statements[name].sources} | LITERATURE
            strays += [
                f"{note.location.path}:{note.location.line} {key}"
                for key, _, _ in cites(note)
                if key not in backed and groups[key] not in ("standard", "editions")
            ]
    assert strays == []


def test_standard_works_are_named_and_not_used(book: Book) -> None:
    """A work that was not consulted stands behind "see", without a page."""
    standard = {source.key for source in book.sources if source.group == "standard"}
    for section in book.sections:
        for note in section.notes:
            keys = {key for key, _, locator in cites(note) if key in standard and not locator}
            assert keys == {key for key, _, _ in cites(note) if key in standard}, note.location
            text = "".join(node.text for node in nodes(note.blocks) if isinstance(node, Text))
            assert not keys or re.search(r"\bsee\b", text, re.I), note.location


def test_no_page_is_invented(book: Book) -> None:
    """Pages as the sources seen give them; notes of the article from 1 to 21."""
    for section in book.sections:
        for note in section.notes:
            for key, label, locator in cites(note):
                if key == "seed-article" and locator:
                    assert all(1 <= int(n) <= 21 for n in re.findall(r"\d+", locator)), note.location
                elif label in ("", "page") and locator:
                    assert (key, locator) in PAGES, note.location


def test_what_the_book_says_of_its_evidence_is_so(book: Book, root: Path) -> None:
    """The counts in chapter 9 and in the appendix are those of the records."""
    sure = [e.confidence for e in book.evidence]
    article = (root / "content/chapters/09-writing-zangezur.md").read_text(encoding="utf-8")
    told = "twenty-one are borne out by other sources and nineteen more in part; six rest on the article alone;"
    assert f"{told} six are matters of opinion; and three are contradicted" in article
    claims = [sure.count(word) for word in ("supported", "in part", "article alone", "opinion", "contradicted")]
    assert claims == [21, 19, 6, 6, 3]
    method = (root / "content/back/sources-and-method.md").read_text(encoding="utf-8")
    assert "forty-two were rated high" in method and "forty-seven medium" in method
    assert [sure.count(word) for word in ("high", "medium", "low", "standard")] == [42, 47, 3, 2]
    assert f"The bibliography has {len(book.sources)} items" in method
    assert sum(source.group == "standard" for source in book.sources) == 23


def test_tables_of_the_apparatus_are_complete(book: Book) -> None:
    """Twenty-one notes of the article, twenty conflicts, seven papers."""
    tables = {node.id: node for section in book.sections for node in nodes(section.blocks) if isinstance(node, Table)}
    for name, rows in (("table-article-notes", 21), ("table-conflicts", 20), ("table-seven-papers", 7)):
        assert len(tables[name].rows) == rows


# ----------------------------------------------------------------------------- shape


def test_chapters_have_their_planned_length(book: Book) -> None:
    """22,000 to 26,000 words in all, no chapter under 70 or over 130 per cent of its plan."""
    counted = {section.id: words(section.blocks) for section in book.sections if section.id in PLAN}
    assert counted.keys() == PLAN.keys()
    assert {name: count for name, count in counted.items() if not 0.7 <= count / PLAN[name] <= 1.3} == {}
    assert 22000 <= sum(counted.values()) <= 26000


def test_days_stand_before_their_months(root: Path) -> None:
    """In notes and bibliography as in the text: "10 August 1920", never "August 10, 1920"."""
    problems = Problems()
    apparatus = compile_apparatus(read_book(root / "content", problems), problems)
    printed = [plain_text(part.children) for notes in apparatus.notes.values() for n in notes for part in n.paragraphs]
    printed += [plain_text(entry.children) for group in apparatus.bibliography for entry in group.entries]
    months = "|".join(calendar.month_name[1:])
    assert [
        text for text in printed if re.search(rf"\b(?:{months}) \d\d?,", text) and "February Revolt" not in text
    ] == []
    assert any("10 August 1920" in text for text in printed)


def test_notes_are_neither_few_nor_many(book: Book) -> None:
    """120 to 180 in the book."""
    assert 120 <= sum(len(section.notes) for section in book.sections) <= 180


def test_a_chapter_opens_with_a_document_and_ends_with_what_is_not_known(book: Book) -> None:
    """Each of the nine."""
    chapters = [section for section in book.sections if section.kind == "chapter"]
    assert len(chapters) == 9
    for chapter in chapters:
        first, headings = chapter.blocks[0], [block for block in chapter.blocks if isinstance(block, Heading)]
        assert isinstance(first, Division) and first.kind == "document", chapter.id
        assert "".join(n.text for n in nodes(headings[-1].children) if isinstance(n, Text)) == "What is not known"


# ------------------------------------------------------------------------ borrowed words


def own_words(path: Path) -> list[str]:
    """The book's own words in a written part, broken where a quotation, a citation or a mark of the dialect stands."""
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r"\]\{[^}]*\}", "]", text)
    return re.split(r"¶", re.sub(r"@[\w-]+", "¶", re.sub(r"\[\^[^\]]+\]:?", " ", QUOTED.sub("¶", text))))


def parts(root: Path) -> list[Path]:
    """The written parts."""
    return sorted(p for folder in ("front", "chapters", "back") for p in (root / "content" / folder).glob("*.md"))


def test_no_sentence_is_the_articles(root: Path) -> None:
    """No eight words in a row with it, but in quotation marks."""
    known = set((HERE / "article-shingles.txt").read_text(encoding="utf-8").split())
    quoted = "honored among Muslims as the leader of his people"
    assert {hashed(shingle) for shingle in shingles(quoted)} & known, "the file is not of the article"
    borrowed = [
        f"{path.name}: {shingle}"
        for path in parts(root)
        for piece in own_words(path)
        for shingle in shingles(piece)
        if hashed(shingle) in known
    ]
    assert borrowed == []


def test_no_sentence_stands_twice(root: Path) -> None:
    """No eight words in a row in two parts of the book."""
    places = defaultdict(set)
    for path in parts(root):
        for piece in own_words(path):
            for shingle in shingles(piece):
                places[shingle].add(path.name)
    assert {shingle: sorted(names) for shingle, names in places.items() if len(names) > 1} == {}


# ------------------------------------------------------------------------- neutral words


def printed_lines(root: Path) -> Iterator[tuple[str, int, str]]:
    """File, line and text of what the book says in its own voice; quotations, keys and titles of sources left out."""
    content = root / "content"
    records = [content / name for name in PRINTED_RECORDS]
    for path in [*parts(root), *records, *sorted(content.glob("maps/*.yaml")), *sorted(content.glob("figures/*.yaml"))]:
        written = path.suffix == ".md"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if written:
                line = QUOTED.sub(" ", re.sub(r"<!--.*?-->|@[\w-]+|\{[^}]*\}", " ", line))
            elif UNPRINTED_KEYS.match(line):
                continue
            else:
                line = re.sub(r"“[^”]*”|#.*|\{text: .*\}", " ", line)
            yield path.relative_to(content).as_posix(), number, line


RULES = yaml.safe_load((HERE / "words-to-avoid.yaml").read_text(encoding="utf-8"))
AVOID = [
    (re.compile(rf"\b(?:{rule['words']})\b", 0 if "[A-Z]" in rule["words"] else re.IGNORECASE), rule["prefer"])
    for rule in RULES["avoid"]
]
"""Pattern and what to say instead."""


def partisan(line: str) -> list[tuple[str, str]]:
    """The words to avoid in a line, each with what to say instead."""
    for phrase in RULES["allowed"]:
        line = line.replace(phrase, " ")
    return [(match[0], better) for pattern, better in AVOID for match in pattern.finditer(line)]


def test_words_that_take_a_side_stand_in_quotations_only(root: Path) -> None:
    """Told with file, line and the word to use instead."""
    faults = [
        f"{name}:{number}: “{word}”; better: {better}"
        for name, number, line in printed_lines(root)
        for word, better in partisan(line)
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("The 11th Army liberated Baku.", "liberated"),
        ("Goris fell on the 18th.", "Goris fell"),
        ("after the fall of Kars", "fall of Kars"),
        ("The Turks came back.", "Turks"),
        ("The Armenians destroyed the village.", "The Armenians destroyed"),
        ("the land was handed over to Armenia", "handed over"),
        ("the Dashnak government", "Dashnak"),
    ],
)
def test_such_words_are_found(line: str, word: str) -> None:
    """The list is not blind."""
    assert [found for found, _ in partisan(line)] == [word]


def test_names_that_only_look_like_them_pass() -> None:
    """Neither the party's own name nor a noun that shares letters is a word to avoid."""
    assert partisan("The Dashnaktsutiun read the annex, and what was owed fell due.") == []
