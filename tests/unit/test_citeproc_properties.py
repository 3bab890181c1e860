"""What holds for every sequence of notes: over generated words for the finishing, over one long book for the engine."""

from __future__ import annotations

import random
import re
from functools import cache

from apparatus_samples import HERE, book, call, citation, cite, note, paragraph, person, section, source, text
from hypothesis import given, settings
from hypothesis import strategies as st

from monograph.apparatus import compile_apparatus
from monograph.apparatus.finishing import finished
from monograph.apparatus.inlines import Joined, plain_text, walk
from monograph.model import Apparatus, Citation, CitedSource, Inlines, Link, Text
from monograph.problems import Problems

FORBIDDEN = re.compile(r"\.\.|,,|\?\.|!\.|\( | ,|\u200e|\u2060|nocase|locator-")

GROUPS = ("de Waal, Black Garden, 4", "“Minutes of June”", "Works of J. V.", "“Why Autonomy?”", "ibid., 5", "‘So’")
BEFORE = ("", "see ", "As shown. ", "cf. ", "on the corridor, see ", "(compare ")
AFTER = ("", ".", ", and more", "; but not so", ", which ends.", " (so he says)", "?")


@given(st.sampled_from(BEFORE), st.sampled_from(GROUPS), st.sampled_from(AFTER), st.booleans())
@settings(max_examples=200, derandomize=True, deadline=None)
def test_every_finished_note_is_well_punctuated(before: str, group: str, after: str, inside: bool) -> None:
    """A note begins with a capital, ends in one mark, holds no mark twice and keeps all its words."""
    inlines: Inlines = tuple(text(part) for part in (before, group, after) if part)
    made = plain_text(finished(Joined(inlines, ((len(before), len(before) + len(group)),)), "en", inside, HERE))
    assert not FORBIDDEN.search(made)
    assert re.match(r"[“‘(]*[^a-z]", made)
    assert re.search(r"[.?!][”’]*$", made)
    assert re.sub(r"\W", "", made).lower() == re.sub(r"\W", "", before + group + after).lower()


@given(st.lists(st.sampled_from(["A remark", "“so”", "why?", "…", "(aside)", "ქართული"]), max_size=4), st.booleans())
@settings(max_examples=60, derandomize=True, deadline=None)
def test_finishing_twice_changes_nothing(words: list[str], inside: bool) -> None:
    """A finished note is finished."""
    once = finished(Joined((text(" ".join(words)),), ()), "en", inside, HERE)
    assert finished(Joined(once, ()), "en", inside, HERE) == once


BOOKS = tuple(
    source(
        f"b{i}", author=[person(f"Doe{i % 3}", "Jane")], title=f"Title {i}: More", publisher="P", issued=str(1900 + i)
    )
    for i in range(6)
)
GARDENER = {"family": "Waal", "given": "T.", "non-dropping-particle": "de"}
SOURCES = (
    *BOOKS,
    source("why", "article-journal", title="Why Roads? A Question", title_short="Why Roads?", container_title="Review"),
    source("waal", author=[GARDENER], title="Garden", publisher="P"),
    source("ka", author=[person("მაგალითაძე", "ნინო")], title="კავკასია", publisher="ცდა", language="ka"),
    source("minutes", "document", title="minutes of a meeting", archive="Archive", archive_location="f. 1, op. 2"),
)


@cache
def long_book(ibid: str) -> Apparatus:
    """Ten chapters of thirty notes, of every kind that an author can write, always the same."""
    dice = random.Random(1)
    keys = [item.key for item in SOURCES]
    sections = []
    for chapter in range(10):
        calls, notes = [], []
        for number in range(30):
            name = f"s{chapter}-{number}"
            key = dice.choice(keys[:3]) if dice.random() < 0.6 else dice.choice(keys)
            kind = dice.randrange(6)
            cites = [cite(key, str(number + 1))]
            if kind == 1:
                cites.append(cite(dice.choice(keys), prefix="see also", suffix="for more"))
            inside = citation(f"{name}-c", *cites, in_text=kind == 4)
            if kind in (0, 1, 4):
                calls.append(inside)
                continue
            prose: Inlines = (text("a remark without a source"),)
            if kind == 3:
                prose = (
                    text("on this, see "),
                    inside,
                    text("; but compare "),
                    citation(f"{name}-d", dice.choice(keys)),
                )
            elif kind == 5:
                prose = (inside, text(", and no more."))
            notes.append(note(f"{name}-fn", prose))
            calls.append(call(f"{name}-k", f"{name}-fn"))
        sections.append(section(f"s{chapter}", paragraph(f"s{chapter}-p", *calls), notes=tuple(notes)))
    problems = Problems()
    made = compile_apparatus(book(*sections, sources=SOURCES, ibid=ibid), problems)
    assert not problems.errors
    return made


def printed(apparatus: Apparatus) -> list[list[tuple[str, tuple[str, ...], str]]]:
    """Chapters of notes as (id, keys, words)."""
    return [
        [(n.id, n.keys, " ".join(plain_text(p.children) for p in n.paragraphs)) for n in notes]
        for notes in apparatus.notes.values()
    ]


def test_every_note_of_a_long_book_is_well_punctuated() -> None:
    """No note starts lower-case, lacks its stop or has a mark twice; nothing of the engine's marks is left."""
    for ibid in ("never", "style"):
        for _, _, words in (found for chapter in printed(long_book(ibid)) for found in chapter):
            assert not FORBIDDEN.search(words), words
            assert re.match(r"[“‘(]*[^a-z]", words), words
            assert re.search(r"[.?!][”’]*$", words), words


def test_ibid_means_the_note_before() -> None:
    """A note that begins with ibid. follows a note of that source alone, never the start of a chapter; or none does."""
    seen = 0
    for chapter in printed(long_book("style")):
        before: tuple[str, ...] = ()
        for _, keys, words in chapter:
            if words.startswith("Ibid"):
                assert before == keys[:1]
                seen += 1
            assert not re.search(r"Doe\d, ibid", words)
            before = keys
    assert seen > 5
    assert "ibid" not in str(printed(long_book("never"))).lower()


def test_first_citation_of_a_chapter_is_full() -> None:
    """The first time that a chapter cites a book alone, it prints the book's publisher and year."""
    for chapter in printed(long_book("style")):
        seen: set[str] = set()
        for _, keys, words in chapter:
            if len(keys) == 1 and keys[0] not in seen and keys[0].startswith("b"):
                assert f"(P, {1900 + int(keys[0][1:])})" in words
            seen.update(keys)


def test_every_link_has_a_target() -> None:
    """Each cited key has an entry, each entry its notes, each call its note, and no link holds another."""
    made = long_book("never")
    entries = {entry.key: entry for group in made.bibliography for entry in group.entries}
    notes = {n.id: n for found in made.notes.values() for n in found}
    assert {k.note for k in made.calls.values()} == set(notes)
    for found in notes.values():
        assert all(found.id in entries[key].cited_at for key in found.keys)
        for node in (node for p in found.paragraphs for node in walk(p.children)):
            if isinstance(node, CitedSource):
                assert node.key in found.keys
                assert not [inner for inner in walk(node.children) if isinstance(inner, CitedSource | Link)]
    for entry in entries.values():
        assert all(entry.key in notes[id].keys for id in entry.cited_at)


def test_notes_hold_no_citation_any_more() -> None:
    """What is handed on is words, each with the place it comes from."""
    for found in (n for notes in long_book("never").notes.values() for n in notes):
        for node in (node for p in found.paragraphs for node in walk(p.children)):
            assert not isinstance(node, Citation)
            if isinstance(node, Text):
                assert node.location == HERE
