"""Stage 1: ``maps/*.yaml`` -> ``MapSheet``; what a sheet must say is told by ``cartography.specification``."""

from __future__ import annotations

from pathlib import Path

from monograph.cartography.specification import SheetRecord
from monograph.manuscript.pictures import read_text
from monograph.manuscript.yaml_nodes import read_yaml, validated
from monograph.model import Location, MapSheet
from monograph.problems import Problems


def read_maps(folder: Path, problems: Problems) -> tuple[MapSheet, ...]:
    """Every sheet in ``maps/``, in order of file name; a sheet that is wrong is left out and told."""
    found = []
    for path in sorted((folder / "maps").glob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        text = read_text(folder, name, Location(name), problems)
        document = read_yaml(text, name, problems) if text is not None else None
        record = validated(SheetRecord, document, (), problems) if document else None
        if record is not None and document is not None:
            places = {".".join(map(str, p)): at for p, at in document.places.items() if 0 < len(p) <= 2}
            spec = record.model_dump(mode="json")
            found.append(MapSheet(path.stem, record.title, record.caption, record.alt, spec, document.at(), places))
    return tuple(found)
