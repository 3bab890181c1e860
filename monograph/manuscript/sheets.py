"""Stage 1: folders of drawings to be made, one YAML file each, named by its id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from monograph.manuscript.files import read_text
from monograph.manuscript.identifiers import ID_HINT, VALID
from monograph.manuscript.yaml_nodes import Document, read_yaml
from monograph.model import Location
from monograph.problems import Problems


def read_sheets(folder: Path, kind: str, problems: Problems) -> Iterator[tuple[str, Document]]:
    """(id, document) of every file in the folder ``kind``, in order of file name; what is no YAML is told."""
    for path in sorted((folder / kind).glob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        place = Location(name, 1, 1)
        if not VALID.fullmatch(path.stem):
            problems.add("id-invalid", f"the name “{path.stem}” cannot be an id", place, ID_HINT)
        text = read_text(folder, name, place, problems)
        document = read_yaml(text, name, problems) if text is not None else None
        if document is not None:
            yield path.stem, document


def places(document: Document) -> dict[str, Location]:
    """Dotted path of a value -> where it stands."""
    return {".".join(map(str, where)): place for where, place in document.places.items()}
