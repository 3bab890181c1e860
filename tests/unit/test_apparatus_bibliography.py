"""The bibliography: its groups, its order in each language, its dashes and its way back to the notes."""

from __future__ import annotations

import pytest
from apparatus_samples import HERE, SOURCES, book, citation, marked, note, paragraph, person, section, source, text
from apparatus_samples import call as note_call

from monograph.apparatus import compile_apparatus
from monograph.apparatus.collation import collation_key
from monograph.model import Apparatus, BibliographyGroup, Event
from monograph.problems import Problems

GROUPS = (BibliographyGroup("books", "Books", "Read."), BibliographyGroup("papers", "Papers"))


ORDERED = {
    "az": """
        Abbas Çələbi Çingiz Dadaş Əliyev Fərid Ganja Ğalib Həsən Xan Iğdır İbrahimov Jalə Kərim
        Qasım Lalə Öz Pir Şuşa Təbriz Üzeyir Zəngəzur
    """,
    "tr": """
        Ağrı Cem Çelik Demir Iğdır İbrahim Kars Öz Pir Sevr Şark Trabzon Üzgün Yılmaz
    """,
    "hy": """
        Աբովյան Բակունց Գորիս Դավիթ Երևան Զանգեզուր Էջմիածին Ընկեր Թումանյան Ժողով Լեռ Ծով Կապան Հայ
        Ձոր Ղարաբաղ Ճանապարհ Մեղրի Յուրի Նժդեհ Շուշի Որոտան Չարենց Պարույր Ջերմուկ Ռուբեն Սիսիան Վան
        Տաթև Րաֆֆի Ցոլակ Փոս Քար Օհան Ֆրիկ
    """,
    "ka": """
        აბაშიძე ბათუმი გორი დადიანი ერევანი ვანი ზუგდიდი თბილისი იმერეთი კახეთი ლორე მესხი ნიკო ოსი
        პეტრე ჟორდანია რამიშვილი სვანი ტაო უტა ფოთი ქუთაისი ღვინო ყვარელი შავი ჩხეიძე ცხინვალი ძმა
        წერეთელი ჭავჭავაძე ხაშური ჯავახი ჰერეთი
    """,
    "ru": """
        Андраник Баку Воронцов Деникин Ёлкин Ельцин Жданов Зангезур Иванов Йод Киров Орджоникидзе
        Сталин Цицианов Чичерин Шуша Щербаков Эривань Юрьев Якуб
    """,
}


@pytest.mark.parametrize("language", ORDERED)
def test_alphabets(language: str) -> None:
    """Words of each language stand in the order of its own alphabet."""
    words = ORDERED[language].split()
    assert sorted(reversed(words), key=lambda word: collation_key(word, language)) == words


def test_finer_points_of_order() -> None:
    """Spaces before letters, numbers by value, no weight for punctuation and accents, other scripts last."""
    words = ["Ağ kənd", "Ağdam", "Fond 2", "Fond 64", "Ivan", "Əl-Zangi", "Баку", "Գորիս"]
    wanted = ["Ağ kənd", "Ağdam", "Əl-Zangi", "Fond 2", "Fond 64", "Ivan", "Баку", "Գորիս"]
    assert sorted(words, key=lambda word: collation_key(word, "az")) == wanted
    assert collation_key("Ёж", "ru")[0] == collation_key("Еж", "ru")[0]
    assert collation_key("Ā", "tr")[0] == collation_key("a", "tr")[0]


def made_of(*keys: str, **more: object) -> Apparatus:
    """The apparatus of a chapter that cites sources in one note each."""
    body = paragraph("p", *(citation(f"c{i}", key) for i, key in enumerate(keys)))
    problems = Problems()
    apparatus = compile_apparatus(book(section("one", body), **more), problems)  # type: ignore[arg-type]
    assert not problems.errors
    return apparatus


def entries(apparatus: Apparatus) -> list[tuple[str, list[str]]]:
    """Titles of groups with the keys of their entries."""
    return [(group.title, [entry.key for entry in group.entries]) for group in apparatus.bibliography]


def test_groups() -> None:
    """Entries stand in the order of book.yaml's groups; a group without entry is left out, its note goes with it."""
    one = source("one", group="papers", author=[person("Abe", "A.")], title="A", publisher="P")
    two = source("two", group="books", author=[person("Zoe", "Z.")], title="Z", publisher="P")
    more = source("more", group="books", further=True, author=[person("Moe", "M.")], title="M", publisher="P")
    made = made_of("one", "two", sources=(one, two, more), groups=GROUPS)
    assert entries(made) == [("Books", ["more", "two"]), ("Papers", ["one"])]
    assert made.bibliography[0].note == "Read."
    assert entries(made_of("two", sources=(two,), groups=GROUPS)) == [("Books", ["two"])]


def test_one_group_without_settings() -> None:
    """A book that names no groups has one without a title, in the style's order."""
    assert entries(made_of("roe", "poe", "doe")) == [("", ["doe", "poe", "roe"])]


def test_way_back_to_the_notes() -> None:
    """An entry names each note that cites its source once, in reading order."""
    prose = (citation("c5", "doe"), text(" and "), citation("c6", "doe", "roe"))
    body = paragraph("p", citation("c1", "roe"), note_call("k", "fn"), citation("c2", "doe"))
    made = compile_apparatus(book(section("one", body, notes=(note("fn", prose),))), Problems())
    (group,) = made.bibliography
    assert {entry.id: entry.cited_at for entry in group.entries} == {
        "ref-doe": ("fn", "c2-note"),
        "ref-roe": ("c1-note", "fn"),
    }


def test_sources_of_printed_events_have_entries() -> None:
    """What the chronology cites is in the bibliography if the chronology is printed."""
    event = Event("T1", "1921", "Event", (), HERE, sources=("roe",))
    assert entries(made_of("doe", events=(event,))) == [("", ["doe"])]
    problems = Problems()
    made = compile_apparatus(book(section("chronology", kind="chronology"), events=(event,)), problems)
    assert entries(made) == [("", ["roe"])]


def test_order_of_an_azerbaijani_book() -> None:
    """A book in Azerbaijani is in its own alphabet, by author, then year, or by title."""
    items = (
        source("b", author=[person("İbrahimov", "A.")], title="B", publisher="P"),
        source("a", author=[person("Iğdır", "A.")], title="A", publisher="P"),
        source("late", author=[person("Çələbi", "A.")], title="A", publisher="P", issued="1999"),
        source("early", author=[person("Çələbi", "A.")], title="Z", publisher="P", issued="1980"),
        source("title", title="Dağ", publisher="P"),
    )
    made = made_of("a", "b", "late", "early", "title", sources=items, language="az")
    assert entries(made) == [("", ["early", "late", "title", "a", "b"])]


def test_dash_for_the_same_author() -> None:
    """In a style with a dash it stands for the author of the entry before, anew in each group."""
    jane = [person("Doe", "Jane Q.")]
    items = (
        source("one", group="books", author=jane, title="Alpha", publisher="P"),
        source("two", group="books", author=jane, title="Beta", publisher="P"),
        source("both", group="books", author=[*jane, person("Roe", "R.")], title="Gamma", publisher="P"),
        source("three", group="papers", author=jane, title="Delta", publisher="P"),
    )
    made = made_of(
        "one", "two", "both", "three", sources=items, groups=GROUPS, style="chicago-notes-bibliography-classic"
    )
    assert [marked(entry.children) for group in made.bibliography for entry in group.entries] == [
        "Doe, Jane Q. *Alpha*. P, 1990.",
        "———. *Beta*. P, 1990.",
        "Doe, Jane Q., and R. Roe. *Gamma*. P, 1990.",
        "Doe, Jane Q. *Delta*. P, 1990.",
    ]


def test_same_book_same_apparatus() -> None:
    """Compiled twice, a book has the same apparatus."""
    assert made_of("doe", "roe", "poe", sources=SOURCES) == made_of("doe", "roe", "poe", sources=SOURCES)


def test_an_entry_without_a_name_begins_with_a_capital() -> None:
    """A site's name does, a host does not; a name with a particle stays as its bearer writes it."""
    web = {"issued": "n.d.", "language": "en"}
    pages = (
        source("a", "webpage", title="Roads", container_title="mirror of the Review", URL="https://a.org/1", **web),
        source("b", "webpage", title="Roads", container_title="roads.org", URL="https://roads.org/1", **web),
        source("c", author=[{"literal": "al-Jazari"}], title="Garden"),
    )
    body = section("one", paragraph("p", *(citation(f"c{page.key}", page.key) for page in pages)))
    (group,) = compile_apparatus(book(body, sources=pages), Problems()).bibliography
    assert sorted(marked(entry.children).split(".")[0] for entry in group.entries) == [
        "Mirror of the Review", "al-Jazari", "roads",
    ]  # fmt: skip
