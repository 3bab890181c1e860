"""Stage 1: ``maps/*.yaml`` -> ``MapSheet``; what a sheet must say is told by ``cartography.specification``."""

from __future__ import annotations

from pathlib import Path

from monograph.cartography.specification import SheetRecord
from monograph.manuscript.passages import typographic
from monograph.manuscript.sheets import places, read_sheets
from monograph.manuscript.validation import validated
from monograph.model import MapSheet
from monograph.problems import Problems


def read_maps(folder: Path, problems: Problems, language: str = "en") -> tuple[MapSheet, ...]:
    """Every sheet in ``maps/``, in order of file name; a sheet that is wrong is left out and told."""
    found = []
    for identifier, document in read_sheets(folder, "maps", problems):
        record = validated(SheetRecord, document, (), problems)
        if record is not None:
            title, caption = typographic(record.title, language), typographic(record.caption, language)
            spec = record.model_dump()
            found.append(MapSheet(identifier, title, caption, record.alt, spec, document.at(), places(document)))
    return tuple(found)
