"""Stage 1: ``figures/*.yaml`` -> ``Chart``; what a figure must say is told by ``charts.specification``."""

from __future__ import annotations

from pathlib import Path

from monograph.charts.specification import RECORDS
from monograph.manuscript.passages import typographic
from monograph.manuscript.sheets import places, read_sheets
from monograph.manuscript.validation import validated
from monograph.model import Chart
from monograph.problems import Problems, nearest


def read_charts(folder: Path, problems: Problems, language: str = "en") -> tuple[Chart, ...]:
    """Every figure in ``figures/``, in order of file name; one that is wrong is left out and told."""
    found = []
    for identifier, document in read_sheets(folder, "figures", problems):
        kind = str(document.value.get("kind", "")) if isinstance(document.value, dict) else ""
        if kind not in RECORDS:
            hint = nearest(kind, RECORDS) or f"kind: {' or '.join(RECORDS)}"
            problems.add("yaml-value-invalid", f"no figure is of the kind “{kind}”", document.at("kind"), hint)
            continue
        record = validated(RECORDS[kind], document, (), problems)
        if record is not None:
            title, caption = typographic(record.title, language), typographic(record.caption, language)
            spec = record.model_dump()
            found.append(Chart(identifier, kind, title, caption, record.alt, spec, document.at(), places(document)))
    return tuple(found)
