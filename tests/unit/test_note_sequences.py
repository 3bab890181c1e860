"""What holds for every sequence of notes that an author may write, from the Markdown to the words of the notes."""

from __future__ import annotations

import re
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from monograph.apparatus import compile_apparatus
from monograph.apparatus.inlines import plain_text, walk
from monograph.manuscript import read_book
from monograph.model import Apparatus, CitedSource, FormattedNote, Link
from monograph.problems import Problems

KEYS = ("smith", "roe", "waal", "why", "fond", "treaty", "ka")
RECORDS = """
- {id: smith, type: book, title: "The Road: A History", author: [{family: Smith, given: Ann}], issued: "1999", publisher: Press, language: en}
- {id: roe, type: article-journal, title: "Roads", author: [{family: Roe, given: R. J.}], container-title: Review, volume: "2", issued: "2001", language: en}
- {id: waal, type: book, title: Garden, author: [{family: Waal, given: T., non-dropping-particle: de}], issued: "2003", publisher: Press, language: en}
- {id: why, type: article-journal, title: "Why Roads?", author: [{family: Poe, given: E.}], container-title: Review, volume: "3", issued: "2004", DOI: 10.1000/1, language: en}
- {id: fond, type: document, title: "minutes of the Committee", issued: "1920-02-03", archive: {repository: Archive, fond: 1, opis: 2, delo: 3}, language: en}
- {id: treaty, type: treaty, title: Treaty of Kars, issued: "1921-10-13", URL: "https://example.org/kars", language: en}
- {id: ka, type: book, title: "კავკასია", author: [{family: მაგალითაძე, given: ნინო}], issued: "2002", publisher: ცდა, language: ka}
""".strip()
FULL = {
    "smith": "(Press, 1999)", "roe": "Review 2 (2001)", "waal": "(Press, 2003)", "why": "Review 3 (2004)",
    "fond": "f. 1, op. 2, d. 3", "treaty": "October 13, 1921", "ka": "(ცდა, 2002)",
}  # fmt: skip
"""What only the full form of each source holds."""

cites = st.tuples(
    st.sampled_from(KEYS), st.sampled_from(["", ", 5", ", pp. 7–9", ", l. 4", ", ch. 2", ", the map"])
).map(lambda made: f"@{made[0]}{made[1]}")
groups = st.one_of(
    cites.map("[{}]".format),
    cites.map("[see {}]".format),
    st.tuples(cites, cites).map(lambda two: f"[{two[0]}; see also {two[1]}, for more]"),
    st.sampled_from(KEYS).map("[-@{}, 3]".format),
)
written = st.one_of(
    groups,
    st.sampled_from(["A remark", "“So they said”", "what of it?", "a list:"]),
    groups.map("on this, see {}; but not always".format),
    groups.map("He knew. {}.".format),
    groups.map("{}, and no more".format),
    st.tuples(groups, groups).map(lambda two: f"so {two[0]}, but {two[1]}"),
    st.sampled_from(KEYS).map("as @{} [p. 3] says".format),
)
bare = groups.map(lambda group: ("bare", group))
footnotes = written.map(lambda words: ("note", words))
editors = written.map(lambda words: ("ed", words))
chapters = st.lists(st.lists(st.one_of(bare, bare, footnotes, footnotes, editors), max_size=9), min_size=1, max_size=3)


def manuscript(folder: Path, book: list[list[tuple[str, str]]], scope: str, ibid: str) -> None:
    """The files of a book. Every chapter calls its notes ``[^1]``, ``[^2]`` …, as authors do."""
    names = [f"c{number}.md" for number, _ in enumerate(book)]
    (folder / "book.yaml").write_text(
        f"title: Sequences\ndate: 2026-01-01\nnotes: {{full_form: {scope}, ibid: {ibid}}}\n"
        f"contents: {{body: [{', '.join(names)}], back: [bibliography]}}\n",
        encoding="utf-8",
    )
    (folder / "references.yaml").write_text(RECORDS, encoding="utf-8")
    for name, notes in zip(names, book, strict=True):
        text, definitions = ["---\ntitle: Chapter\n---\n"], []
        for number, (kind, words) in enumerate(notes, 1):
            label = f"ed:{number}" if kind == "ed" else str(number)
            text.append(f"Words.{words}" if kind == "bare" else f"Words.[^{label}]")
            definitions += [] if kind == "bare" else [f"[^{label}]: {words}"]
        (folder / name).write_text("\n\n".join([*text, "The end.", *definitions]) + "\n", encoding="utf-8")


def words_of(note: FormattedNote) -> str:
    """The words of a note."""
    return " ".join(plain_text(paragraph.children) for paragraph in note.paragraphs)


def check_words(note: FormattedNote) -> None:
    """A capital or a quotation mark at the start, one stop at the end, no mark doubled, no trace of the engine."""
    words = words_of(note)
    assert re.match(r"[“‘]?[^\Wa-z]", words), words
    assert re.search(r"[.?!][”’]?$", words), words
    assert not re.search(r"\.\.|,,|;;|[?!]\.|[,;] ?[,.;]|\( | [,.;]|  |[\u200e\u2060\ue000]|nocase|locator-", words), (
        words
    )
    for node in (node for paragraph in note.paragraphs for node in walk(paragraph.children)):
        if isinstance(node, CitedSource | Link):
            inner = [child for child in walk(node.children) if isinstance(child, CitedSource)]
            assert not inner, words


def check_forms(apparatus: Apparatus, notes: list[FormattedNote], seen: set[str], ibid: str) -> None:
    """The notes of one series of one chapter: full at first, ibid. only after the same source alone."""
    for note in notes:
        words, told = words_of(note), apparatus.forms.get(note.id, ())
        for form in told:
            assert (form.form == "full") == (form.key not in seen), (words, form)
            if form.form == "full":
                assert FULL[form.key] in words, words
            seen.add(form.key)
        assert len(re.findall(r"\bibid\b", words, re.I)) == sum(form.form == "ibid" for form in told), (words, told)
    if ibid == "never":
        assert "ibid" not in " ".join(map(words_of, notes)).lower()
    if notes:
        assert not words_of(notes[0]).lower().startswith("ibid")
    for before, note in pairwise(notes):
        if words_of(note).startswith("Ibid"):
            assert before.keys == (apparatus.forms[note.id][0].key,)


@given(chapters, st.sampled_from(["chapter", "book"]), st.sampled_from(["never", "style"]))
@settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    phases=set(Phase) - {Phase.shrink},
    suppress_health_check=list(HealthCheck),
)
def test_every_sequence_of_notes(book: list[list[tuple[str, str]]], scope: str, ibid: str) -> None:
    """Numbers run from 1 in each chapter, ids stand once, words are well formed, forms are those of the engine."""
    problems = Problems()
    with tempfile.TemporaryDirectory() as name:
        manuscript(Path(name), book, scope, ibid)
        apparatus = compile_apparatus(read_book(Path(name), problems), problems)
    assert not problems.errors
    every = [note for notes in apparatus.notes.values() for note in notes]
    assert len({note.id for note in every}) == len(every) == sum(map(len, book))
    seen: dict[str, set[str]] = {"": set(), "ed": set()}
    for notes in apparatus.notes.values():
        for series, marks in (("", [str(n) for n in range(1, 99)]), ("ed", list("abcdefghi"))):
            mine = [note for note in notes if note.series == series]
            assert [note.number for note in mine] == marks[: len(mine)]
            seen[series] = set() if scope == "chapter" else seen[series]
            check_forms(apparatus, mine, seen[series], ibid)
    for note in every:
        check_words(note)
    entries = {entry.key: entry for group in apparatus.bibliography for entry in group.entries}
    assert set(entries) == {key for note in every for key in note.keys}
    for key, entry in entries.items():
        assert entry.cited_at == tuple(id for id in entry.cited_at if key in {n.id: n for n in every}[id].keys)
        assert set(entry.cited_at) == {note.id for note in every if key in note.keys}
