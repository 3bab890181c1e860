"""Stage 1: ``maps/*.yaml`` -> ``MapSheet``; what a sheet must say is told by ``cartography.specification``."""

from __future__ import annotations

from pathlib import Path

from monograph.cartography.specification import SheetRecord
from monograph.manuscript.files import read_text
from monograph.manuscript.identifiers import ID_HINT, VALID
from monograph.manuscript.validation import validated
from monograph.manuscript.yaml_nodes import read_yaml
from monograph.model import Location, MapSheet
from monograph.problems import Problems


def read_maps(folder: Path, problems: Problems) -> tuple[MapSheet, ...]:
    """Every sheet in ``maps/``, in order of file name; a sheet that is wrong is left out and told."""
    found = []
    for path in sorted((folder / "maps").glob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        place = Location(name, 1, 1)
        if not VALID.fullmatch(path.stem):
            problems.add("id-invalid", f"the name “{path.stem}” cannot be an id", place, ID_HINT)
        text = read_text(folder, name, place, problems)
        document = read_yaml(text, name, problems) if text is not None else None
        record = validated(SheetRecord, document, (), problems) if document else None
        if record is not None and document is not None:
            spec = record.model_dump()
            places = {".".join(map(str, where)): place for where, place in document.places.items()}
            found.append(MapSheet(path.stem, record.title, record.caption, record.alt, spec, document.at(), places))
    return tuple(found)
