"""Stage 1: what each kind of record says: the keys of ``references.yaml``, ``timeline.yaml`` and their like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from monograph.manuscript.validation import Strict, Words

AUTHORITIES: Mapping[str, str] = {
    "geonames": r"[1-9]\d*",
    "gnd": r"1[0-9X]{7,9}|\d{4,9}-[0-9X]",
    "isni": r"\d{15}[\dX]",
    "viaf": r"[1-9]\d*",
    "wikidata": r"Q[1-9]\d*",
}
"""Authority file -> what its ids look like."""


def _authorities(given: dict[str, str]) -> dict[str, str]:
    for scheme, identifier in given.items():
        if scheme not in AUTHORITIES:
            raise ValueError(f"no authority file is called “{scheme}”: there are {', '.join(AUTHORITIES)}")
        if not re.fullmatch(AUTHORITIES[scheme], identifier):
            raise ValueError(f"“{identifier}” is no id of {scheme}")
    return given


Authorities = Annotated[dict[str, Words], AfterValidator(_authorities)]


class SourceRecord(BaseModel):
    """A CSL item, with ``group``, ``further_reading`` and ``cited_in`` ("@key, p. 4") of ours."""

    model_config = ConfigDict(extra="allow", frozen=True)
    id: Words
    type: str = ""
    title: Words = ""
    issued: Words | dict[str, Any] = ""
    language: str = ""
    group: str = ""
    further_reading: bool = False
    cited_in: str = ""


class EventRecord(Strict):
    """An event of the chronology."""

    id: Words
    date: Words
    label: str
    text: str = ""
    old_style: Words = ""
    places: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    contested: str = ""
    lane: str = ""
    printed: str = ""
    confidence: Literal["", "high", "medium", "low", "standard"] = ""


class NameRecord(Strict):
    """A form of a name."""

    text: str
    lang: str
    attested: str = ""
    note: str = ""


class PersonRecord(Strict):
    """A person."""

    id: Words
    name: str
    sort: str = ""
    variants: tuple[str, ...] = ()
    names: tuple[NameRecord, ...] = ()
    born: Words = ""
    died: Words = ""
    side: str = ""
    role: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    authorities: Authorities = Field(default_factory=dict)


class PlaceRecord(Strict):
    """A place of the gazetteer."""

    id: Words
    name: str
    kind: str
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    coord_source: str = ""
    verified: bool = False
    printed: bool = True
    modern: str = ""
    names: tuple[NameRecord, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()
    authorities: Authorities = Field(default_factory=dict)


class EvidenceRecord(Strict):
    """A statement that notes rest on."""

    id: Words
    statement: str
    sources: tuple[str, ...] = ()
    confidence: str = ""
    left_out: str = ""


class TermRecord(Strict):
    """A term of the glossary, or an abbreviation."""

    id: Words
    term: str
    definition: str = Field(alias="def")
    variants: tuple[str, ...] = ()
    abbreviation: bool = False
    lang: str = ""
