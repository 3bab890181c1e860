"""Inlines of the model become XHTML with exact white space."""

import pytest

from monograph.model import (
    Apparatus,
    Call,
    Citation,
    Cite,
    CitedSource,
    Code,
    CrossReference,
    Emphasis,
    LineBreak,
    Link,
    Location,
    NoteCall,
    Roman,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Target,
    Text,
)
from monograph.rendering.inlines import InlineWriter, plain_text, without_anchors
from monograph.rendering.markup import DIALECTS

HERE = Location("chapter.md", 1, 1)


def words(text):
    """A run of text."""
    return Text(text, HERE)


def citation(id):
    """A citation of one source."""
    return Citation(id, (Cite("key", HERE),), HERE)


@pytest.fixture
def write():
    """A writer of the ePub with a call, in-text words, a map on page 47 and a heading."""
    apparatus = Apparatus(
        numbers={},
        notes={},
        calls={
            "c-call-1": Call("c-call-1", "c-fn-1", "1"),
            "c-c1": Call("c-c1", "c-c1-note", "2"),
            "c-c3": Call("c-c3", "c-c3-note", "3"),
        },
        citations={"c-c2": (words("(Smith 1999)"),), "c-c3": (words("Smith"),)},
        bibliography=(),
        targets={
            "map-a": Target("map-a", "map", "map 2", "c"),
            "c-h1": Target("c-h1", "heading", "", "c"),
        },
        events=(),
    )
    return InlineWriter(
        apparatus,
        DIALECTS["epub"],
        {"map-a": "47"},
        lambda id: f"#{id}",
        frozenset({"key"}),
        lambda call: f"[{call.number}]",
        "p.",
    )


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        (words("a < b & c > d \u201cq\u201d"), "a &lt; b &amp; c &gt; d \u201cq\u201d"),
        (words(" two  blanks "), " two  blanks "),
        (words("https://a.org/b?d=e. Then"), "https://a<wbr/>.org<wbr/>/b<wbr/>?d<wbr/>=e. Then"),
        (LineBreak(), "<br/>"),
        (Emphasis((words("a"), Roman((words("b"),)))), '<em>a<span class="roman">b</span></em>'),
        (Strong((words("a"),)), "<strong>a</strong>"),
        (SmallCaps((words("a"),)), '<span class="small-caps">a</span>'),
        (Superscript((words("a"),)), "<sup>a</sup>"),
        (Subscript((words("a"),)), "<sub>a</sub>"),
        (Code("a<b", HERE), "<code>a&lt;b</code>"),
        (Span((words("a"),), HERE), "a"),
        (
            Span((words("a"),), HERE, id="x", language="hy", classes=("smallcaps", "odd")),
            '<span id="x" class="small-caps odd" lang="hy" xml:lang="hy">a</span>',
        ),
        (Span((words("a"),), HERE, marks=(("person", "nzhdeh"),)), "a"),
        (
            Link((words("a"),), 'https://a.org/?b&"c"', HERE),
            '<a class="link" href="https://a.org/?b&amp;&quot;c&quot;">a</a>',
        ),
        (CitedSource("key", (words("A"),)), '<a class="source" href="#ref-key">A</a>'),
        (CitedSource("unlisted", (words("A"),)), "A"),
        (NoteCall("c-call-1", "c-fn-1", HERE), "[1]"),
        (citation("c-c1"), "[2]"),
        (citation("c-c2"), '<span id="c-c2">(Smith 1999)</span>'),
        (citation("c-c3"), "Smith[3]"),
        (CrossReference("map-a", (), "full", HERE), '<a class="cross-reference" href="#map-a">map 2</a>'),
        (CrossReference("map-a", (), "page", HERE), '<a class="cross-reference" href="#map-a">p.\u00a047</a>'),
        (CrossReference("c-h1", (), "full", HERE), '<a class="cross-reference" href="#c-h1">p.\u00a0000</a>'),
        (CrossReference("map-a", (words("it"),), "full", HERE), '<a class="cross-reference" href="#map-a">it</a>'),
        (
            CrossReference("map-a", (words("it"),), "page", HERE),
            '<a class="cross-reference" href="#map-a">it (p.\u00a047)</a>',
        ),
        (CrossReference("nowhere", (words("it"),), "full", HERE), "it"),
    ],
)
def test_an_inline_becomes_its_element(write, inline, expected):
    """Each inline type has one form, and characters that mean something in XML are escaped."""
    assert write((inline,)) == expected


def test_links_are_never_nested(write):
    """An address inside formatted words stays a link; the entry is linked around it."""
    source = CitedSource("key", (words("A, "), Link((words("u"),), "https://u.org", HERE), words(".")))
    assert write((source,)) == (
        '<a class="source" href="#ref-key">A, </a><a class="link" href="https://u.org">u</a>'
        '<a class="source" href="#ref-key">.</a>'
    )


def test_a_note_call_stands_outside_the_link_around_it(write):
    """A call inside linked words is a link itself, so the outer link ends before it."""
    link = Link((words("a"), NoteCall("c-call-1", "c-fn-1", HERE), words("b")), "https://u.org", HERE)
    assert write((link,)) == '<a class="link" href="https://u.org">a</a>[1]<a class="link" href="https://u.org">b</a>'


def test_print_writes_no_prefixed_attribute():
    """The page layout reads HTML, where only ``lang`` means something."""
    assert DIALECTS["print"].language("hy") == ' lang="hy"'
    assert DIALECTS["print"].semantics("chapter", "doc-chapter") == ' role="doc-chapter"'
    assert DIALECTS["epub"].semantics("chapter", "doc-chapter") == ' epub:type="chapter" role="doc-chapter"'


TITLE = (
    words("The "),
    Emphasis((words("Kalendar"), NoteCall("c-call-1", "c-fn-1", HERE))),
    LineBreak(),
    Span((Link((words("of"),), "https://u.org", HERE),), HERE, id="x", language="ru"),
    citation("c-c1"),
    Code(" 1917", HERE),
)


def test_repeated_words_carry_no_note_link_or_id(write):
    """A title repeated in the contents must not call its note or double its ids."""
    assert write(without_anchors(TITLE)) == (
        'The <em>Kalendar</em><br/><span lang="ru" xml:lang="ru">of</span><code> 1917</code>'
    )


def test_plain_text_leaves_the_words():
    """Running heads and bookmarks get the words alone."""
    assert plain_text(TITLE) == "The Kalendar of 1917"
