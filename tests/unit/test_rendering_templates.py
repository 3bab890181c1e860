"""Templates are found by shadowing, escape everything and say where they break."""

import pytest
from jinja2.sandbox import SandboxedEnvironment

from monograph.model import BlockQuote
from monograph.rendering.parts import PARTS
from monograph.rendering.templates import (
    FOLDER,
    SUFFIX,
    RenderingError,
    capitalised,
    display,
    environment,
    kebab,
    render,
    sentence,
)


@pytest.fixture
def folder(tmp_path):
    """Templates that shadow, break and pry."""
    for name, text in {
        "base/a": "base {{ value }}",
        "print/a": '{% include "base/a.html.j2" %} in print',
        "base/undefined": "one\n{{ nothing }}",
        "base/outer": 'x\ny\n{% include "undefined.html.j2" %}',
        "base/broken": "one\ntwo {% if %}",
        "base/sly": "{{ ''.__class__ }}",
    }.items():
        path = tmp_path / (name + SUFFIX)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_an_edition_shadows_the_base(folder):
    """The edition's file is taken first and can still include the one it shadows."""
    assert render("print", "a", folder, value="v") == "base v in print"
    assert render("epub", "a", folder, value="v") == "base v"


def test_a_template_is_compiled_once_for_all_builds(folder, tmp_path, monkeypatch):
    """Until it changes."""
    monkeypatch.setenv("MONOGRAPH_CACHE", str(tmp_path / "cache"))
    compiled, stock = [], SandboxedEnvironment.compile

    def noted(self, source, *rest, **named):
        compiled.append(source)
        return stock(self, source, *rest, **named)

    monkeypatch.setattr(SandboxedEnvironment, "compile", noted)
    for text in ("base {{ value }}", "base {{ value }}", "other {{ value }}"):
        (folder / ("base/a" + SUFFIX)).write_text(text, encoding="utf-8")
        environment.cache_clear()  # as in a new process
        assert render("epub", "a", folder, value="v") == text.replace("{{ value }}", "v")
    assert compiled == ["base {{ value }}", "other {{ value }}"]


def test_values_are_escaped(folder):
    """A file that ends in .j2 is escaped like any other."""
    assert render("epub", "a", folder, value="<&>") == "base &lt;&amp;&gt;"


@pytest.mark.parametrize(
    ("template", "place"),
    [("undefined", "undefined.html.j2:2"), ("outer", "undefined.html.j2:2"), ("broken", "broken.html.j2:2")],
)
def test_a_fault_is_located(folder, template, place):
    """The message names the innermost template and its line."""
    with pytest.raises(RenderingError, match=f"templates/base/{place}: "):
        render("epub", template, folder)


def test_templates_reach_no_python(folder):
    """The sandbox refuses attributes that lead to the interpreter."""
    with pytest.raises(RenderingError, match="sly"):
        render("epub", "sly", folder)


def test_a_missing_template_is_a_fault(folder):
    """A kind without a template says which file is missing."""
    with pytest.raises(RenderingError, match=r"templates/none.html.j2"):
        render("epub", "none", folder)


def test_every_part_has_its_template():
    """Each line of PARTS names a file of the base."""
    assert {part.template for part in PARTS.values()} <= {path.name[: -len(SUFFIX)] for path in FOLDER.glob("base/*")}


def test_no_template_asks_for_its_edition():
    """What differs is a file of the edition, not a condition."""
    assert not [path for path in FOLDER.rglob("*.j2") if "edition ==" in path.read_text(encoding="utf-8")]


def test_words_are_set_as_the_templates_need_them():
    """The small filters of words."""
    assert kebab(BlockQuote("q", (), None)) == "block-quote.html.j2"
    assert capitalised("map of Baku") == "Map of Baku"
    assert [sentence("One"), sentence("Two."), sentence("“Three.”")] == ["One.", "Two.", "“Three.”"]
    assert display("Between Baku and Erivan") == "Between Baku and\u00a0Erivan"
