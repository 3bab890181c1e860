"""The formats of reference managers, in one table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from monograph.citing.bibtex import bibtex
from monograph.citing.records import Record
from monograph.citing.ris import ris


def csl_json(records: Sequence[Record]) -> str:
    """A list of CSL items (CSL 1.0.2 data schema)."""
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Record]], str]] = {"json": csl_json, "bib": bibtex, "ris": ris}
"""File extension -> what writes it."""

NAMES = {"csl-json": "json", "bibtex": "bib", "ris": "ris"}
"""What a person calls a format -> its file extension."""
