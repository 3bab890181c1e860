"""Patches that only spare work: without each of them, and without them all, the same galleys come out, byte for byte."""

from __future__ import annotations

import functools
import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from weasyprint import HTML

from monograph.typesetting import patches
from monograph.typesetting.boxes import text_area
from monograph.typesetting.patches.wrapping import source
from monograph.typesetting.units import read
from tests.layout import rich_document
from tests.layout.pages import laid, page, words

QUIET = (
    "plain_values",
    "quick_objects",
    "shared_styles",
    "known_sheets",
    "used_lengths",
    "known_struts",
    "bare_boxes",
    "plain_flow",
    "plain_lines",
    "known_widths",
    "measured_notes",
)


@functools.cache
def set_without(*patches: str) -> tuple[int, bytes]:
    """How many styles are worked out, and the galleys of the rich document, in a process of its own."""
    command = [sys.executable, "-m", "tests.layout.rich_document", *patches]
    done = subprocess.run(command, cwd=Path(__file__).resolve().parents[2], capture_output=True, check=True)
    number, _, galleys = done.stdout.partition(b"\n--\n")
    return int(number), galleys


@pytest.mark.parametrize("left_out", [QUIET, *((name,) for name in QUIET)], ids=lambda names: "+".join(names))
def test_the_galleys_are_the_same(left_out: tuple[str, ...]) -> None:
    """A document with all that the patches know: ids, notes, tables, floats, borders, generated text, columns."""
    assert set_without(*left_out)[1] == set_without()[1]


def test_the_source_of_a_wrapped_function_is_found_without_parsing_it() -> None:
    """By its indentation; the digests of all patches rest on that."""
    functions = [wrap.stock for patch in patches.PATCHES for wrap in patch.WRAPS]
    assert len(functions) > 40
    for function in functions:
        written = function.fget if isinstance(function, property) else function
        assert source(function) == inspect.getsource(written)


def test_few_styles_are_worked_out() -> None:
    """Half of the elements have ids, and each page has margins of its own."""
    shared, stock = set_without()[0], set_without("shared_styles")[0]
    assert shared < 0.65 * stock


def dump(element: object) -> list[object]:
    """An element tree as plain values; the declaration of a namespace is no attribute."""
    found: list[object] = []
    for each in element.iter():  # type: ignore[attr-defined]
        attributes = sorted(item for item in each.attrib.items() if "xmlns" not in item[0])
        found.append((each.tag, attributes, each.text or "", each.tail or "", len(each)))
    return found


def test_a_body_is_read_as_xml_as_it_is_as_html() -> None:
    """Elements, attributes and text are those that the HTML parser finds."""
    html = page(rich_document.body("one"), css=rich_document.STYLE)
    made = read(html, "file:///", None)
    assert dump(made.etree_element) == dump(HTML(string=html).etree_element)
    assert made.wrapper_element.etree_element is made.etree_element


def test_a_sheet_that_is_kept_still_names_what_it_read(tmp_path: Path) -> None:
    """A unit set later in the same process depends on an imported sheet as the first does."""
    (tmp_path / "more.css").write_text("p { color: #800 }", encoding="utf-8")
    html = page(f"<p>{words(9)}</p>").replace("<style>", '<style>@import "more.css";')
    script = (
        "import sys; from pathlib import Path\n"
        "from monograph.typesetting.galleys import Unit\n"
        "from monograph.typesetting.setting import set_unit, start_worker\n"
        "start_worker(); folder = Path(sys.argv[1]); html = (folder / 'unit.html').read_text('utf-8')\n"
        "for key in 'ab': print('more.css' in str(set_unit(Unit(key, 'arabic', True), html, folder, frozenset()).files))"
    )
    (tmp_path / "unit.html").write_text(html, encoding="utf-8")
    command = [sys.executable, "-c", script, str(tmp_path)]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["True", "True"]


def test_a_rule_for_one_page_stays_with_it() -> None:
    """Pages share their styles, but not where a rule counts them."""
    made = laid(f"<p>{words(400)}</p>", css="@page :nth(2) { margin-top: 60pt }")
    tops = [round(text_area(page)[0] * 0.75) for page in made.document.pages]
    assert len(tops) > 3
    assert tops == [20, 60, *[20] * (len(tops) - 2)]
