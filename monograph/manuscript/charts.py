"""Stage 1: ``figures/*.yaml`` -> ``Chart``; what a figure must say is told by ``charts.specification``."""

from __future__ import annotations

from pathlib import Path

from monograph.charts.specification import RECORDS
from monograph.manuscript.files import read_text
from monograph.manuscript.identifiers import ID_HINT, VALID
from monograph.manuscript.passages import typographic
from monograph.manuscript.validation import validated
from monograph.manuscript.yaml_nodes import read_yaml
from monograph.model import Chart, Location
from monograph.problems import Problems, nearest


def read_charts(folder: Path, problems: Problems, language: str = "en") -> tuple[Chart, ...]:
    """Every figure in ``figures/``, in order of file name; one that is wrong is left out and told."""
    found = []
    for path in sorted((folder / "figures").glob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        place = Location(name, 1, 1)
        if not VALID.fullmatch(path.stem):
            problems.add("id-invalid", f"the name “{path.stem}” cannot be an id", place, ID_HINT)
        text = read_text(folder, name, place, problems)
        document = read_yaml(text, name, problems) if text is not None else None
        if document is None:
            continue
        kind = str(document.value.get("kind", "")) if isinstance(document.value, dict) else ""
        if kind not in RECORDS:
            hint = nearest(kind, RECORDS) or f"kind: {' or '.join(RECORDS)}"
            problems.add("yaml-value-invalid", f"no figure is of the kind “{kind}”", document.at("kind"), hint)
            continue
        record = validated(RECORDS[kind], document, (), problems)
        if record is not None:
            places = {".".join(map(str, where)): place for where, place in document.places.items()}
            title, caption = typographic(record.title, language), typographic(record.caption, language)
            spec = record.model_dump()
            found.append(Chart(path.stem, kind, title, caption, record.alt, spec, document.at(), places))
    return tuple(found)
