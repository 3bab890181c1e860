"""A page that ends short is filled by a paragraph with a line more or less: nothing is lost, and fewer pages are short."""

from __future__ import annotations

import random
from functools import cache

import pytest

from monograph.typesetting.lines.figures import figures
from monograph.typesetting.lines.loosening import LOOSEST, changes
from monograph.typesetting.lines.measures import set_lines
from monograph.typesetting.lines.planning import Plan
from monograph.typesetting.page_figures import spreads_apart
from monograph.typesetting.patches import full_pages
from monograph.typesetting.units import LaidOut
from tests.layout.pages import laid, note, words
from tests.layout.test_lines import letters_of, lines

CSS = """@page { size: 340pt 330pt } p { text-indent: 12pt } h2 { break-after: avoid; margin: 24pt 0 12pt }
blockquote { margin: 12pt }"""
SEEDS = range(12)


def chapter(seed: int) -> tuple[str, list[str]]:
    """(body, note ids) of a chapter of some twelve pages, with headings, quotations and notes."""
    r, parts, notes = random.Random(seed), [], []
    for number in range(30):
        if number % 5 == 4:
            parts.append(f'<h2 id="h{number}">Heading {number}</h2>')
        text = words(r.randint(20, 110), r.randint(0, 30))
        if r.random() < 0.3:
            notes.append(f"n{number}")
            text += note(notes[-1], len(notes), words(r.randint(5, 30), number)) + " " + words(r.randint(0, 20))
        tag = "blockquote" if r.random() < 0.1 else "div"
        parts.append(f'<{tag}><p id="p{number}">{text}</p></{tag}>')
    return "".join(parts), notes


@cache
def chapters() -> tuple[tuple[LaidOut, LaidOut], ...]:
    """Every chapter as it is set, and with pages as they come."""
    found = []
    for seed in SEEDS:
        filled = laid(*chapter(seed), CSS)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(full_pages, "fillings", lambda root, room: [])
            patch.setattr(full_pages, "shifts", lambda root: [])
            patch.setattr(full_pages.Maker, "levelled", lambda self, left, index, right: (left, right))
            found.append((filled, laid(*chapter(seed), CSS)))
    return tuple(found)


def test_fewer_pages_end_short() -> None:
    """By more than a line: a fourth fewer. By any: no more, though some are made to for the page they face."""
    filled = [room for made, _ in chapters() for room in made.ends.rooms]
    as_they_come = [room for _, made in chapters() for room in made.ends.rooms]
    assert sum(room > 1 for room in filled) <= 0.75 * sum(room > 1 for room in as_they_come)
    assert sum(room > 0 for room in filled) < sum(room > 0 for room in as_they_come)


def test_more_facing_pages_end_level() -> None:
    """Or a line apart: at most two thirds as many spreads are not so as where pages are taken as they come."""
    filled, as_they_come = ([apart(pair[n]) for pair in chapters()] for n in (0, 1))
    assert sum(filled) <= 0.67 * sum(as_they_come)


def apart(made: LaidOut) -> int:
    """How many spreads of a chapter, whose first page is a right-hand one, end by more than a line apart."""
    return len(spreads_apart([(str(n), room) for n, room in enumerate(made.ends.rooms)]))


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_and_no_line_stands_alone(seed: int) -> None:
    """Every letter once and in order, every note on the page of its call as before, no widow, orphan or lone heading."""
    filled, as_they_come = chapters()[seed]
    assert letters_of(filled) == letters_of(as_they_come)
    assert list(letters_of(filled)) == list(letters_of(as_they_come))
    assert filled.map.unread == []
    report = filled.report
    assert not (report.lost or report.doubled or report.early or report.disordered or report.crowded or report.thin)
    assert len(report.late) <= len(as_they_come.report.late)
    told = figures(set_lines(filled.document.pages))
    assert (told.widows, told.orphans, told.greedy, told.hyphen_runs) == (0, 0, 0, 0)
    assert filled.ends.stranded == filled.ends.single == ()


def test_the_choice_is_always_the_same() -> None:
    """The same chapter twice: the same lines at the same places."""
    again = laid(*chapter(3), CSS)
    assert set_lines(again.document.pages) == set_lines(chapters()[3][0].document.pages)


def plans(made: LaidOut) -> list[Plan]:
    """The plans of a unit's paragraphs, in order."""
    found = {id(plan): plan for _, line in lines(made) if (plan := line.__dict__.get("composed"))}
    return list(found.values())


def test_a_paragraph_with_another_number_of_lines_reads_well() -> None:
    """The same text in one line more or less, from any of its lines on: none loose, the last not short."""
    found = []
    for plan in [plan for seed in range(4) for plan in plans(laid(*chapter(seed), CSS))]:
        for first in (0, len(plan.lines) // 2):
            for change in changes(plan, first):
                found.append(change)
                made = change.made
                assert len(made.lines) == len(plan.lines) + change.by
                assert changes(made, first) == ()
                assert made.lines[:first] == plan.lines[:first]
                assert all(a.resume == b.start for a, b in zip(made.lines, made.lines[1:], strict=False))
                assert (made.lines[0].start, made.lines[-1].end) == (plan.lines[0].start, plan.lines[-1].end)
                assert [resume and resume.plan for resume in made.resumes] == [made] * (len(made.lines) - 1) + [None]
    assert {(change.by, bool(change.first)) for change in found} >= {(1, False), (1, True), (-1, False)}


def test_no_line_is_made_looser_than_half_as_wide_again() -> None:
    """As measured on the page."""
    filled, as_they_come = chapters()[1]
    loose = [line.looseness or 0 for line in set_lines(filled.document.pages) if not line.last]
    before = [line.looseness or 0 for line in set_lines(as_they_come.document.pages) if not line.last]
    assert max(loose) <= max(LOOSEST + 0.005, *before)
