"""The measures of the printed page from what ``book.yaml`` chooses (stage 3): CSS custom properties of ``theme.css``.

The text block holds whole lines and stands a little above the middle and nearer to the spine, as on the page that
the style sheets were drawn for: 6 × 9 in, 108 mm × 37 lines of 13.5 pt. All lengths are in pt.
"""

from __future__ import annotations

from dataclasses import dataclass

from monograph.model import Design

TRIMS = {"6x9": (432.0, 648.0), "5.5x8.5": (396.0, 612.0), "A5": (419.53, 595.28), "A4": (595.28, 841.89)}
"""Width and height of the trimmed page."""

FACES = {"libertine": "serif", "biolinum": "sans"}
"""``face`` -> the custom property of ``theme.css`` that names its families."""

LEADING = 13.5 / 10.5
WIDTH, HEIGHT = 0.7088, 0.771
"""Share of the page that the text block may fill."""

LONGEST = 33.0
"""A line longer than this many times the size of its type is hard to read."""

INNER, ABOVE = 0.461, 0.458
"""Share of the white that stands at the spine, and above the text."""


@dataclass(frozen=True)
class Geometry:
    """A page: ``margins`` are head, outer, foot, inner; ``lines`` the lines of a full page."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    size: float
    leading: float
    lines: int


def geometry(design: Design) -> Geometry:
    """The page of a design; its leading follows the size where none is chosen."""
    width, height = TRIMS[design.trim]
    leading = design.leading or round(design.size * LEADING * 4) / 4
    measure = min(width * WIDTH, design.size * LONGEST)
    lines = int(height * HEIGHT / leading)
    across, down = width - measure, height - lines * leading
    inner, head = round(across * INNER, 2), round(down * ABOVE, 2)
    margins = (head, round(across - inner, 2), round(down - head, 2), inner)
    return Geometry(width, height, margins, design.size, leading, lines)


def design_css(design: Design) -> str:
    """The rules that set the custom properties of a design; none for the one that ``theme.css`` describes."""
    page = geometry(design)
    if (page, design.face) == (geometry(Design()), Design().face):
        return ""
    head, outer, foot, inner = page.margins
    values = {
        "page": f"{page.width:g}pt {page.height:g}pt",
        "head": f"{head:g}pt",
        "outer": f"{outer:g}pt",
        "foot": f"{foot:g}pt",
        "inner": f"{inner:g}pt",
        "size": f"{page.size:g}pt",
        "line": f"{page.leading:g}pt",
        "text": f"var(--{FACES[design.face]})",
    }
    return ":root{" + "".join(f"--{name}:{value};" for name, value in values.items()) + "}\n"
