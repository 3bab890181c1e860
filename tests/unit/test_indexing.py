"""The index of a book: headings from marks and records, and how long a large one takes."""

from __future__ import annotations

import random
import time

import pytest

from bench.index import marked_book, printed_index
from monograph.apparatus.indexing import compile_index
from monograph.apparatus.indexing.locators import printed_locators
from monograph.apparatus.inlines import plain_text
from monograph.manuscript import read_book
from monograph.model import FormattedNote, IndexLocator
from monograph.problems import Problems

PLACES = """
- {id: goris, name: Goris, kind: town, sources: [s], names: [{text: Gerusy, lang: ru-Latn}, {text: Koris, lang: fr}, {text: Գորիս, lang: hy}]}
- {id: nakh-town, name: Nakhchivan, kind: town, sources: [s]}
- {id: nakh-uezd, name: Nakhchivan, kind: uezd, sources: [s]}
"""
PERSONS = """
- {id: nzhdeh, name: Garegin Nzhdeh, sort: "Nzhdeh, Garegin", variants: [Njdeh, "Ter-Harutiunian"], sources: [s]}
- {id: dro, name: Drastamat Kanayan, sort: "Kanayan, Drastamat", variants: [Dro, Kanaian], sources: [s]}
"""
BOOK = """
title: The Book
authors: [{literal: A}]
language: en
date: 2026-01-31
index: {%s}
contents: {body: [one.md, two.md], back: [%s]}
"""


def index_of(folder, one, two="Nothing.", settings="", back="index"):
    """(lines of the index, problem codes) of a manuscript; a locator is the id of its mark."""
    files = {
        "book.yaml": BOOK % (settings, back), "places.yaml": PLACES, "persons.yaml": PERSONS,
        "glossary.yaml": "- {id: revkom, term: revkom, def: A committee., variants: [revolutionary committee]}\n",
        "references.yaml": '- {id: s, type: book, title: T, issued: "1931", language: en}\n',
        "one.md": f"---\ntitle: One\n---\n{one}\n", "two.md": f"---\ntitle: Two\n---\n{two}\n",
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    problems = Problems()
    book = read_book(folder, problems)
    assert list(problems) == []
    notes = {
        section.id: tuple(
            FormattedNote(n.id, section.id, "", str(i), n.blocks, (), (), n.location)
            for i, n in enumerate(section.notes, 1)
        )
        for section in book.sections
    }
    groups = compile_index(book, notes, problems)
    told = [p.code for p in problems if p.code != "index-record-unmentioned"]
    return [
        line for group in groups for line in ([f"[{group.kind}]"] if group.kind else []) + lines(group.entries)
    ], told


def lines(entries, depth=0):
    """The entries, sub-entries indented."""
    made = []
    for entry in entries:
        places = [
            loc.target + (f"→{loc.until}" if loc.until else "") + (f"n{loc.note}" if loc.note else "")
            + ("!" if loc.principal else "") + ("i" if loc.plate else "")
            for loc in entry.locators
        ]  # fmt: skip
        see = [f"see {plain_text(r.words)}" for r in entry.see] + [
            f"also {plain_text(r.words)}" for r in entry.see_also
        ]
        made.append("  " * depth + ", ".join([plain_text(entry.words), *places, *see]))
        made += lines(entry.children, depth + 1)
    return made


def test_records_enter_by_name_and_other_names_lead_there(tmp_path):
    """A variant beside its heading is left out, as are names in another script; places of one name are told apart."""
    text = "[He]{person=nzhdeh} of [Gerusy]{place=goris} and [Dro]{person=dro}, [N]{place=nakh-town}, [N]{place=nakh-uezd}, [R]{term=revkom}."
    assert index_of(tmp_path, text) == (
        [
            "Dro, see Kanayan, Drastamat",
            "Goris, one-m2",
            "Kanayan, Drastamat, one-m3",
            "Koris, see Goris",
            "Nakhchivan (town), one-m4",
            "Nakhchivan (uezd), one-m5",
            "Nzhdeh, Garegin, one-m1",
            "revkom, one-m6",
            "Ter-Harutiunian, see Nzhdeh, Garegin",
        ],
        [],
    )


def test_a_record_gives_way_to_its_own_sub_entry(tmp_path):
    """One mark may name a record and what of it: written out, or behind a bare exclamation mark."""
    text = (
        '[a]{person=nzhdeh index="!in Goris"} [b]{person=nzhdeh index="Nzhdeh, Garegin!as author"} '
        '[c]{person=nzhdeh index="Tatev"} [d]{person=nzhdeh .principal}'
    )
    found, _ = index_of(tmp_path, text)
    assert found[:3] == ["Nzhdeh, Garegin, one-m3, one-m4!", "  as author, one-m2", "  in Goris, one-m1"]
    assert "Tatev, one-m3" in found


def test_ranges_run_over_paragraphs_and_chapters(tmp_path):
    """From the mark that begins them to the one that ends them; two headings may overlap."""
    one = 'It [begins]{index="war" .from}.\n\nAnd [more]{index="peace!talks of" .from} and [it]{index="war"}.'
    two = 'Then [it ends]{index="war" .to}.\n\n[There]{index="peace!talks of" .to}.'
    assert index_of(tmp_path, one, two) == (
        ["peace", "  talks of, one-m2→two-m2", "war, one-m1→two-m1, one-m3"],
        [],
    )


def test_marks_stand_everywhere(tmp_path):
    """In headings, notes, quotations, lists, tables and captions; those of tables and captions are plates."""
    text = (
        '## The [war]{index="war"}\n\n> A [quote]{index="war"}.\n\n- An [item]{index="war"}.[^1]\n\n'
        '| A |\n|---|\n| [x]{index="war"} |\n\n: The [table]{index="war"}\n\n[^1]: A [note]{index="war"}.'
    )
    found, _ = index_of(tmp_path, text)
    assert found == ["war, one-m1, one-m2, one-m3, one-m5i, one-m4i, one-m6n1"]


def test_see_and_see_also(tmp_path):
    """In the text and in book.yaml; by heading, sub-entry, record's id or name."""
    text = (
        '[x]{index="ARF" see="Dashnaktsutiun"} [d]{index="Dashnaktsutiun" see-also="nzhdeh; war!of 1920"} '
        '[w]{index="war!of 1920"} [n]{person=nzhdeh} [Tatars]{see="Muslims"} [m]{index="Muslims"}'
    )
    found, told = index_of(tmp_path, text, settings="see: {Commander: Garegin Nzhdeh}, see_also: {war: Muslims}")
    assert told == []
    assert found == [
        "ARF, see Dashnaktsutiun",
        "Commander, see Nzhdeh, Garegin",
        "Dashnaktsutiun, one-m2, also Nzhdeh, Garegin, also war: of 1920",
        "Muslims, one-m6",
        "Nzhdeh, Garegin, one-m4",
        "Tatars, see Muslims",
        "Ter-Harutiunian, see Nzhdeh, Garegin",
        "war, also Muslims",
        "  of 1920, one-m3",
    ]


def test_kinds_apart_and_word_by_word(tmp_path):
    """Persons, places and subjects for themselves; a see entry stands where it leads."""
    text = '[D]{person=dro} [G]{place=goris} [n]{index="New York"} [n]{index="newt"} [n]{index="new era"} [x]{index="Kanayan, Drastamat!death"}'
    found, _ = index_of(tmp_path, text, settings="kinds: apart, order: word")
    assert found == [
        "[person]", "Dro, see Kanayan, Drastamat", "Kanayan, Drastamat, one-m1", "  death, one-m6",
        "[place]", "Goris, one-m2",
        "[subject]", "new era, one-m5", "New York, one-m3", "newt, one-m4",
    ]  # fmt: skip


def test_a_book_without_an_index_has_none(tmp_path):
    """Nothing is compiled and nothing is told."""
    assert index_of(tmp_path, '[a]{index="open" .from}', back="bibliography") == ([], [])


# ------------------------------------------------------------------------------- speed


def test_ten_thousand_marks_are_compiled_in_two_seconds():
    """Gathered, checked, sorted and turned into pages, in seconds of this process; every mark is in the index."""
    book, pages = marked_book(10_000)
    began = time.process_time()
    entries = printed_index(book, pages)
    spent = time.process_time() - began
    reached = {id for entry, _ in entries for at in entry.locators for id in (at.target, at.until) if id}
    assert reached == set(pages)
    assert all(printed or entry.children for entry, printed in entries)
    assert spent <= 2, f"{spent:.2f} seconds"


@pytest.mark.parametrize("seed", range(5))
def test_merging_loses_no_page_and_adds_none(seed):
    """The pages of the printed numbers are those of the places, whatever they are."""
    r = random.Random(seed)
    locators, pages, wanted = [], {}, set()
    for number in range(40):
        first = r.randint(90, 330)
        last = first + r.choice([0, 0, 0, 1, 3])
        pages |= {f"a{number}": str(first), f"b{number}": str(last)}
        locators.append(
            IndexLocator(
                f"a{number}", f"b{number}" if last > first else "", principal=first == last and r.random() < 0.1
            )
        )
        wanted |= set(range(first, last + 1))
    got = []
    for at in printed_locators(locators, pages, "000", "ru"):
        got += range(int(at.first), int(at.last or at.first) + 1)
    assert set(got) == wanted


def test_a_figure_and_a_map_are_marked_as_wholes(tmp_path):
    """The line that places them bears the marks; their pages are italic."""
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "fig-war.yaml").write_text(
        'kind: timeline\ntitle: The war\ncaption: C.\nalt: "A strip."\nrange: 1920-01/1920-12\nlanes: [{title: War, events: [T1]}]\n',
        encoding="utf-8",
    )
    (tmp_path / "timeline.yaml").write_text(
        '- {id: T1, date: "1920-08-10", label: Treaty, sources: [s]}\n', encoding="utf-8"
    )
    text = '[It]{index="war"} began.\n\n::: {.figure #fig-war index="war!strip of; strips"}\n:::'
    assert index_of(tmp_path, text) == (["strips, fig-wari", "war, one-m1", "  strip of, fig-wari"], [])
