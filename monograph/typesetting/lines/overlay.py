"""A finished PDF with its loose and tight lines tinted, for whoever looks after the setting."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Dictionary, Name

from monograph.typesetting.lines.figures import SetLine

POINTS = 0.75
"""Points in a px."""

LOOSE, VERY_LOOSE, TIGHT = 1.35, 1.5, 0.8
"""From which looseness a line is tinted."""

TINTS = {
    "loose": (1.0, 0.8, 0.3),
    "very loose": (0.95, 0.25, 0.2),
    "tight": (0.35, 0.6, 1.0),
    "greedy": (0.7, 0.7, 0.7),
}
"""RGB from 0 to 1, laid under the text at 40 %."""


def tint(line: SetLine) -> str:
    """What a line is called that stands out, or an empty string."""
    if line.looseness is not None and not line.last:
        if line.looseness > VERY_LOOSE:
            return "very loose"
        if line.looseness > LOOSE:
            return "loose"
        if line.looseness < TIGHT:
            return "tight"
    return "" if line.composed else "greedy"


def tinted(content: bytes, lines: Mapping[int, Sequence[SetLine]]) -> bytes:
    """The PDF with a tint under each line that stands out. ``lines``: index of the page in the book -> its lines."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for index, page in enumerate(pdf.pages):
            marks = [(line, TINTS[tint(line)]) for line in lines.get(index, ()) if tint(line)]
            if not marks:
                continue
            page.add_resource(Dictionary(Type=Name.ExtGState, ca=0.4), Name.ExtGState, Name.Tint)
            height = float(page.mediabox[3])
            drawn = ["/Artifact BMC q /Tint gs"]
            for line, colour in marks:
                x, y = line.x * POINTS, height - (line.y + line.height) * POINTS
                size = f"{x:.2f} {y:.2f} {line.measure * POINTS:.2f} {line.height * POINTS:.2f} re f"
                drawn.append(f"{' '.join(map(str, colour))} rg {size}")
            page.contents_add(pdf.make_stream("\n".join([*drawn, "Q EMC"]).encode()), prepend=True)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return out.getvalue()
