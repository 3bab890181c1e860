"""The notes report: each note with its page, its place, its sources, their forms and why."""

from __future__ import annotations

import re
from pathlib import Path

from apparatus_samples import book, call, citation, cite, note, paragraph, section, text

from monograph.apparatus import compile_apparatus
from monograph.editions import Making
from monograph.model import PageMap
from monograph.notes_report import write_notes_report
from monograph.problems import Problems


def report(folder: Path, **settings: str) -> tuple[str, Making]:
    """The report of a chapter with five notes."""
    calls = (
        citation("c1", cite("doe", "5")),
        citation("c2", cite("doe", "6")),
        call("k", "fn"),
        citation("c3", "doe"),
        citation("c4", cite("doe"), cite("roe", prefix="also")),
    )
    body = section("one", paragraph("p", *calls), notes=(note("fn", (text("a remark <so>"),)),))
    made = book(body, section("bibliography", kind="bibliography"), **settings)
    problems = Problems()
    pages = PageMap((), {"c1-note": "12"}, "")
    making = Making(made, compile_apparatus(made, problems), folder, problems, page_map=pages)
    write_notes_report(making)
    return (folder / "sample-notes.html").read_text(encoding="utf-8"), making


def rows(html: str) -> list[str]:
    """The words of each row of the table."""
    found = re.findall(r"<tr id=.*?</tr>", html, re.S)
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in found]


def test_every_note_with_its_forms(tmp_path: Path) -> None:
    """Full, short or ibid., and why; a note without a source is there too."""
    html, making = report(tmp_path, ibid="style")
    told = rows(html)
    assert len(told) == 5
    assert told[0].startswith("1 12 Jane Doe,")
    assert told[0].endswith("chapters/one.md:3 full doe first in this chapter")
    assert told[1].endswith("ibid doe the citation before is of this source alone")
    assert told[2] == "3 A remark &lt;so&gt;. chapters/one.md:3 no source"
    assert told[3].endswith("short doe cited in full in note 1; the citation before is not of this source alone")
    assert told[4].endswith("ibid doe the citation before is of this source alone full roe first in this chapter")
    assert making.figures["citation forms"] == {"full": 2, "ibid": 2, "short": 1}


def test_without_ibid(tmp_path: Path) -> None:
    """By default a repeated source is short, and the reason is where it stands in full."""
    told = rows(report(tmp_path)[0])
    assert told[1].endswith("short doe cited in full in note 1")


def test_an_author_date_style_has_no_forms(tmp_path: Path) -> None:
    """The report lists the notes that are left."""
    html, making = report(tmp_path, style="chicago-author-date")
    assert [row.split()[0] for row in rows(html)] == ["1"]
    assert making.figures["citation forms"] == {}
