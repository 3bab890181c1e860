"""What the engine does wrong when it is simply asked, and must not do here. One call for all plain cases."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from apparatus_samples import HERE, IBID, NOTES, citation, cite, marked, person, source

from monograph.apparatus.citeproc import CiteprocError, Formatted, format_citations, prepared
from monograph.apparatus.inlines import plain_text, walk
from monograph.apparatus.styles import ASSETS, Style, read_style
from monograph.model import Citation, Cite, CitedSource, Link, Location, Source, Text
from monograph.pandoc import PandocError
from monograph.problems import Problems

ITEMS = (
    source("hy", author=[person("Սիմոնյան", "Արամ")], title="Սյունիք", publisher="Փորձ", language="hy"),
    source("ka", author=[person("მაგალითაძე", "ნინო")], title="კავკასია", publisher="ცდა", language="ka"),
    source("ru", author=[person("Иванов", "Иван")], title="между Баку и Ереваном", publisher="Опыт", language="ru"),
    source("fr", "article-journal", title="De la route", container_title="Cahiers du monde russe", issued="2001"),
    source("kars", "treaty", title="Treaty of Kars", issued="1921-10-13", URL="https://example.org/kars"),
    source("why", "article-journal", author=[person("Poe", "Ann")], title="Why Autonomy? A Question",
           title_short="Why Autonomy?", container_title="Review", volume="64", issued="2012", DOI="10.1/x"),
    source("karabekir", title="İstiklâl Harbimiz", title_translated="Our War", author=[person("Kâzım", "K.")],
           publisher="Yayın", language="tr"),
    source("vol", title="The Republic", volume="4", volume_title="Between Sickle", author=[person("Doe", "Jane")],
           publisher="Press"),
    source("nd", title="Without a Date", author=[person("Roe", "R.")], publisher="Press", issued="n.d."),
    source("circa", title="Doubtful", author=[person("Coe", "C.")], publisher="Press", issued="1920?"),
    source("range", title="Lasting", author=[person("Moe", "M.")], publisher="Press", issued="1918/1921"),
)  # fmt: skip

ASKED = {
    "hy": cite("hy", "5"),
    "ka": cite("ka", "8"),
    "ru": cite("ru", "190–196"),
    "fr": cite("fr"),
    "kars": cite("kars", "3", label="article-locator"),
    "why": cite("why", "290"),
    "why-short": cite("why", "291"),
    "karabekir": cite("karabekir", "840"),
    "vol": cite("vol", "20"),
    "vol-short": cite("vol", "20"),
    "nd": cite("nd"),
    "circa": cite("circa"),
    "range": cite("range"),
    "free": cite("ru", suffix="the map"),
    "leaf": cite("fr", "78", label="l."),
    "document": cite("fr", "7", label="doc.", suffix="p. 9"),
    "after-quote": cite("fr", suffix="the map"),
    "volume-page": cite("ru", "4:20"),
    "prefix": cite("ru", "4", prefix="see also", suffix="who disagrees"),
}

WANTED = {
    "hy": "{Արամ Սիմոնյան, *Սյունիք* (Փորձ, 1990), 5}",
    "ka": "{ნინო მაგალითაძე, *კავკასია* (ცდა, 1990), 8}",
    "ru": "{Иван Иванов, *между Баку и Ереваном* (Опыт, 1990), 190–96}",
    "fr": "{“De la route,” *Cahiers du monde russe*, 2001}",
    "kars": "{Treaty of Kars, October 13, 1921, art. 3, https://example.org/kars}",
    "why": "{Ann Poe, “Why Autonomy? A Question,” *Review* 64 (2012): 290, https://doi.org/10.1/x}",
    "why-short": "{Poe, “Why Autonomy?,” 291}",
    "karabekir": "{K. Kâzım, *İstiklâl Harbimiz _[Our War]_* (Yayın, 1990), 840}",
    "vol": "{Jane Doe, *The Republic*, vol. 4, *Between Sickle* (Press, 1990), 20}",
    "vol-short": "{Doe, *Republic*, 4:20}",
    "nd": "{R. Roe, *Without a Date* (Press, n.d.)}",
    "circa": "{C. Coe, *Doubtful* (Press, [1920?])}",
    "range": "{M. Moe, *Lasting* (Press, 1918–1921)}",
    "free": "{Иванов, *между Баку и Ереваном*}, the map",
    "leaf": "{“De la route,” l. 78}",
    "document": "{“De la route,” doc. 7}, p. 9",
    "after-quote": "{“De la route,”} the map",
    "volume-page": "{Иванов, *между Баку и Ереваном*, 4:20}",
    "prefix": "see also {Иванов, *между Баку и Ереваном*, 4}, who disagrees",
}


def fitted(name: str = NOTES, language: str = "en", ibid: bool = False) -> Style:
    """A vendored style for a book in a language."""
    style = read_style(ASSETS / f"{name}.csl", language, ibid, HERE, Problems())
    assert style
    return style


@cache
def answer() -> Formatted:
    """All plain cases in one scope."""
    notes = [(citation(name, asked),) for name, asked in ASKED.items()]
    return format_citations([notes], {item.key: item for item in ITEMS}, fitted())


@pytest.mark.parametrize("name", ASKED)
def test_citation(name: str) -> None:
    """Each trap of names, titles, locators and dates prints as a historian would write it."""
    assert marked(answer().groups[name]) == WANTED[name]


def test_nothing_of_the_marks_is_left() -> None:
    """Neither the marks put in for the engine nor Georgian display capitals reach the book."""
    everything = "".join(map(marked, answer().groups.values())) + "".join(
        marked(words) for _, words in answer().entries
    )
    assert not [c for c in everything if c in "\u200e\u2060" or "\u1c90" <= c <= "\u1cbf"]
    assert "nocase" not in everything
    assert "locator" not in everything


def test_links_never_nest() -> None:
    """Within the words of a source no address is a link; in an entry it is one."""
    for words in answer().groups.values():
        for node in walk(words):
            if isinstance(node, CitedSource):
                assert not [inner for inner in walk(node.children) if isinstance(inner, Link | CitedSource)]
    entry = dict(answer().entries)["why"]
    assert [node.url for node in walk(entry) if isinstance(node, Link)] == ["https://doi.org/10.1/x"]


def test_text_knows_its_place() -> None:
    """Words of a citation are located at the citation, words of an entry at the record."""
    assert {node.location for node in walk(answer().groups["prefix"]) if isinstance(node, Text)} == {HERE}
    entry = dict(answer().entries)["hy"]
    assert {node.location for node in walk(entry) if isinstance(node, Text)} == {Location("references.yaml", 7, 3)}


def test_two_sources_of_one_note_are_located_apart() -> None:
    """Each source's words carry the place of its own cite."""
    there = Location("chapters/one.md", 9)
    both = Citation("both", (cite("ru"), Cite("hy", there)), HERE)
    found = format_citations([[(both,)]], {item.key: item for item in ITEMS}, fitted()).groups["both"]
    places = {node.key: node.children[0] for node in walk(found) if isinstance(node, CitedSource)}
    assert {key: text.location for key, text in places.items() if isinstance(text, Text)} == {"ru": HERE, "hy": there}


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("ru", "{Doe, *Republic*, т. 4, гл. 3}"),
        ("az", "{Doe, *Republic*, c. 4, fəs. 3}"),
        ("ka", "{Doe, *Republic*, ტ. 4, თ. 3}"),
        ("hy", "{Doe, *Republic*, հ. 4, գլ. 3}"),
    ],
)
def test_words_of_the_language(language: str, wanted: str) -> None:
    """Labels are in the language of the book, also where CSL has no locale for it; pages are recognised in all."""
    sources = {item.key: item for item in ITEMS}
    notes = [
        (citation("a", "vol"),),
        (citation("b", cite("vol", "3", label="chapter")),),
        (citation("c", cite("ru", "190–196")),),
    ]
    groups = format_citations([notes], sources, fitted(language=language)).groups
    assert marked(groups["b"]) == wanted
    assert "190–96" in marked(groups["c"])
    assert " p. " not in marked(groups["c"])


def test_ibid_only_after_that_source_alone() -> None:
    """Ibid. only right after a note of that source alone: not after prose, two sources or a chapter's end; or never."""
    sources = {item.key: item for item in ITEMS}
    ru, both = citation("1", "ru"), citation("4", "ru", "hy")
    notes = [(ru,), (citation("2", "ru"),), (), (citation("3", "ru"),), (both,), (citation("5", "hy"),)]
    found = format_citations([notes, [(citation("6", "hy"),)]], sources, fitted(IBID, ibid=True)).groups
    assert [name for name, words in found.items() if marked(words).lower().startswith("{ibid")] == ["2", "4"]
    assert marked(found["6"]).startswith("{Արամ")
    never = format_citations([notes], sources, fitted(IBID)).groups
    assert not [words for words in never.values() if "ibid" in marked(words).lower()]
    assert marked(never["2"]) == "{Иванов, *между Баку и Ереваном*}"


def test_scopes_share_year_letters() -> None:
    """Two works of one author and year keep their letters through all chapters."""
    one, two = (
        source(key, author=[person("Doe", "Jane")], title=title, publisher="Press")
        for key, title in (("one", "Alpha"), ("two", "Beta"))
    )
    scopes = [[(citation("a", "two"),)], [(citation("b", "one"),), (citation("c", "two"),)]]
    groups = format_citations(scopes, {"one": one, "two": two}, fitted("chicago-author-date")).groups
    assert [marked(groups[name]) for name in "abc"] == ["({Doe 1990b})", "({Doe 1990a})", "({Doe 1990b})"]


def test_listed_sources_have_entries_and_others_not() -> None:
    """Further reading is in the bibliography without a citation."""
    sources = {item.key: item for item in ITEMS}
    made = format_citations([[(citation("a", "ru"),)]], sources, fitted(), listed=["hy"])
    assert sorted(key for key, _ in made.entries) == ["hy", "ru"]


def test_no_citation_needs_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A book without sources is made without pandoc."""
    monkeypatch.setenv("PANDOC", "/nonexistent")
    assert format_citations([[()]], {}, fitted()) == Formatted({}, ())


def test_same_input_same_output() -> None:
    """Asked twice, the engine answers the same."""
    notes = [(citation(name, asked),) for name, asked in ASKED.items()]
    again = format_citations([notes], {item.key: item for item in ITEMS}, fitted())
    assert again == answer()


def test_warnings_are_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pandoc says on standard error never passes unseen, but for a source without entry, which is handed on."""
    sources = {"a": source("a", "document", title="Only a Title")}
    assert format_citations([[(citation("1", "a"),)]], sources, fitted()).unprinted == ("a",)
    monkeypatch.setattr("monograph.apparatus.citeproc.csl_item", lambda *_: {"id": "other", "type": "book"})
    with pytest.raises(PandocError, match="not found"):
        format_citations([[(citation("1", "a"),)]], sources, fitted())


def test_lost_citation_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A citation that does not come back stops the build."""
    monkeypatch.setattr("monograph.apparatus.citeproc.run_citeproc", lambda *_: ([], []))
    with pytest.raises(CiteprocError, match="1 citations were asked for, 0 came back"):
        format_citations([[(citation("1", "hy"),)]], {"hy": ITEMS[0]}, fitted())


def test_prepared_leaves_known_scripts_alone() -> None:
    """Only a family name in letters that the engine does not know gets a mark."""
    names = [person("Doe", "J."), person("Иванов", "И."), person("Աբ", "Գ."), person("毛", "泽东")]
    marks = [name["family"][0] == "\u200e" for name in prepared({"author": names})["author"]]
    assert marks == [False, False, True, False]


def test_items_are_not_changed() -> None:
    """Preparing an item leaves the source as it was read."""
    item: Source = ITEMS[0]
    before = repr(item)
    format_citations([[(citation("1", "hy"),)]], {"hy": item}, fitted())
    assert repr(item) == before


def test_styles_are_the_published_bytes() -> None:
    """Every vendored style has the hash that the script which copied it knows."""
    import hashlib
    import runpy

    known = runpy.run_path(str(ASSETS / "fetch.py"))["STYLES"]
    found = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(ASSETS).glob("*.csl")}
    assert found == known


def test_a_style_without_words_for_locators_prints_them_as_typed() -> None:
    """GOST takes every locator for a page: a volume, a leaf or an article stands behind it in words instead."""
    style = fitted("gost-r-7-0-5-2008", "ru")
    asked = {
        "page": cite("ru", "3"),
        "volume": cite("ru", "2", label="volume", suffix="p. 4"),
        "leaf": cite("ru", "78", label="l."),
        "article": cite("ru", "3", label="article-locator"),
    }
    notes = [(citation(name, cited),) for name, cited in asked.items()]
    made = format_citations([notes], {item.key: item for item in ITEMS}, style)
    assert {name: plain_text(words) for name, words in made.groups.items()} == {
        "page": "[Иванов, 1990, с. 3]",
        "volume": "[Иванов, 1990, vol. 2, p. 4]",
        "leaf": "[Иванов, 1990, l. 78]",
        "article": "[Иванов, 1990, ст. 3]",
    }


def test_no_comma_is_left_of_a_date_that_is_not_there() -> None:
    """GOST puts a comma before the year, and has no word for a work without one."""
    style = fitted("gost-r-7-0-5-2008", "ru")
    made = format_citations([[(citation("c", "nd"),)]], {item.key: item for item in ITEMS}, style)
    assert plain_text(made.groups["c"]) == "[Roe]"
