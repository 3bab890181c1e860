"""The legend says with the map's own strokes what the map shows."""

from monograph.cartography.legend import SIZE, layer_rows, note_rows, place_rows, wrapped
from monograph.cartography.lettering import lettering
from monograph.cartography.looks import LOOKS
from monograph.cartography.specification import STYLES, Layer


def layer(**keys: object) -> Layer:
    """A layer with a legend."""
    return Layer.model_validate({"file": "f", "legend": "words", **keys})


def test_lines_are_no_wider_than_their_column() -> None:
    """Words go to the next line before they leave the column; nothing is lost."""
    text = "common limit of the two provinces, drawn by hand and coarsely after the line of today"
    lines = wrapped(text, 90)
    assert len(lines) > 2
    assert " ".join(lines) == text
    assert all(lettering("roman").width(line, SIZE) <= 90 for line in lines)


def test_rows_do_not_touch() -> None:
    """A row begins below the last line of the row before."""
    rows, height = layer_rows([layer(kind="rivers", legend="word " * n) for n in (30, 2, 40)], 220)
    for row, below in zip(rows, [*(r.y for r in rows[1:]), height], strict=True):
        assert below - (row.y + 9.5 * (len(row.lines) - 1)) >= 10
    notes, _ = note_rows(["a " * 200, "b"], 200, 50)
    assert notes[1].y > notes[0].y + 9.5 * (len(notes[0].lines) - 1)


def test_only_signs_on_the_map_are_explained() -> None:
    """Signs stand in one order, whatever order the map uses."""
    rows, _ = place_rows({"village", "city"})
    assert [(r.sign, r.lines) for r in rows] == [("city", ("city",)), ("village", ("village",))]


def test_every_layer_has_a_swatch_that_each_look_can_ink() -> None:
    """Whatever the kind, style and certainty, both looks know the strokes of the legend."""
    for kind in ("sea", "lakes", "rivers", "area", "boundary", "route"):
        for style in STYLES.get(kind, ("plain",)):
            for certainty in ("surveyed", "coarse", "proxy", "approx", "disputed"):
                if (style, certainty) == ("tint", "disputed"):
                    continue  # never drawn: it would give the land to one side
                (row,), _ = layer_rows([layer(kind=kind, style=style, certainty=certainty)], 300)
                assert row.swatch
                assert all(role in look.roles for look in LOOKS.values() for role, _, _ in row.swatch)
