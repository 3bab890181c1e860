"""Stage 2: checks the sources of a book as a whole, and makes a CSL-JSON item of each.

Dates are EDTF in the manuscript and ``date-parts`` for the engine; archives, translated titles and short
titles are composed here. CSL variables pass as they are, nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from monograph.apparatus.double_dates import double_date
from monograph.apparatus.terms import AND, OTHERS, word
from monograph.chronology.dates import Point, read_date
from monograph.manuscript.checks import recorded_sources
from monograph.model import Book, Location, Source
from monograph.problems import Problems, nearest

DATES = ("issued", "original-date", "accessed", "event-date", "submitted", "available-date")
AUTHORS = ("author", "editor", "translator", "compiler", "director")
"""Who stands for the author of a source, the first that it has."""

SLANTED = {"book", "thesis", "report", "periodical", "motion_picture", "map", "collection", "classic", "pamphlet"}
"""Types whose titles the styles print in italics; those of the others stand in quotation marks or plain."""

RECORDS = "references.yaml"
"""The author's own records; sources of another file come from a library."""

UNDATED = ("", "n.d.", "n. d.", "undated")


def check_sources(book: Book, cited: Collection[str], problems: Problems) -> None:
    """Sources in groups that ``book.yaml`` does not name, and those that nothing cites, lists or draws upon.

    Of a library beside ``references.yaml`` only what the book uses is looked at, and the rest is counted.
    """
    groups = [group.id for group in book.settings.bibliography]
    used = {*cited, *recorded_sources(book)}
    unused: dict[str, list[Source]] = {}
    for source in book.sources:
        listed = source.key in used or source.further_reading
        if groups and source.group not in groups and (listed or source.location.path == RECORDS):
            where = f"in the group “{source.group}”" if source.group else "in no group"
            message = f"the source “{source.key}” is {where}, which book.yaml does not list"
            hint = nearest(source.group, groups) or f"groups are {', '.join(groups)}"
            problems.add("source-group-unknown", message, source.location, hint)
        if not listed:
            unused.setdefault(source.location.path, []).append(source)
    for source in unused.pop(RECORDS, ()):
        message = f"the source “{source.key}” is never cited"
        problems.add("source-unused", message, source.location, "further_reading: true lists it without a citation")
    for path, sources in unused.items():
        names = ", ".join(source.key for source in sources[:5]) + (" …" if len(sources) > 5 else "")
        of = sum(source.location.path == path for source in book.sources)
        message = f"{len(sources)} of the {of} sources of this library are never cited: {names}"
        problems.add("source-unused", message, Location(path, 1, 1))


def csl_item(source: Source, language: str = "", day_first: bool = False) -> dict[str, Any]:
    """The CSL-JSON item of a source, with the short title that repeated citations print.

    With a ``language`` a day that is told by both calendars is composed in it, ``day_first`` against its custom;
    without one only the new is given.
    """
    fields = {name: value for name, value in source.fields.items() if value not in (None, "", [], {})}
    translated = str(fields.pop("title-translated", ""))
    fields.pop("transliteration", None)
    issued, julian = str(fields.get("issued", "")), str(fields.pop("old-style", ""))
    both = double_date(issued, julian, language, day_first) if language else ""
    if isinstance(fields.get("archive"), Mapping):
        fields |= _archive(fields.pop("archive"))
    for name in DATES:
        if name in fields:
            date = csl_date(fields.pop(name))
            fields |= {name: date} if date else {}
    if both:
        fields["issued"] = {"literal": both}
    title = str(fields.get("title", ""))
    if title:
        short = str(fields.get("title-short", "")) or short_title(title, str(fields.get("language", "")))
        fields |= {"title": title, "title-short": short}
    if translated:
        bracketed = f"[{translated}]"
        fields["title"] = f"{title} <i>{bracketed}</i>" if source.type in SLANTED else f"{title} {bracketed}"
    plain = {name: str(value) if isinstance(value, int | float) else value for name, value in fields.items()}
    return {"id": source.key, "type": source.type, **plain}


def short_title(title: str, language: str) -> str:
    """A title without its subtitle, in English without its article."""
    short = title.split(": ", 1)[0]
    return re.sub(r"^(The|An?) (?=\w)", "", short) if language.partition("-")[0] in ("en", "") else short


def csl_date(value: object) -> dict[str, Any]:
    """A CSL date of an EDTF text, a year, or words; empty for a source that has no date."""
    if isinstance(value, Mapping):
        return dict(value)
    text = str(value).strip()
    if text in UNDATED:
        return {}
    span = read_date(text)
    if span is None:
        return {"literal": text}
    points = [point for point in (span.begin, span.end) if point]
    if "/" not in text:
        points = points[:1]
    elif len(points) == 1:
        year = points[0].first.year
        return {"literal": f"{year}–" if span.begin else f"–{year}"}
    if any(point.precision == "decade" for point in points):
        return {"literal": "–".join(f"{point.first.year}s" for point in points)}
    date: dict[str, Any] = {"date-parts": [_parts(point) for point in points]}
    if any(point.mark for point in points):
        date["circa"] = True
    return date


def _parts(point: Point) -> list[int]:
    parts = [point.first.year, point.first.month, point.first.day]
    return parts[: {"day": 3, "month": 2}.get(point.precision, 1)]


UNITS = (("fond", "f."), ("opis", "op."), ("delo", "d."), ("list", "l."), ("box", "box"), ("folder", "folder"))


def _archive(archive: object) -> dict[str, str]:
    """Variables of an archive told in a table: ``f. 64, op. 1, d. 1, l. 77``, or box and folder of a collection."""
    assert isinstance(archive, Mapping)
    units = []
    for unit, mark in UNITS:
        value = str(archive.get(unit, ""))
        if value:
            several = unit == "list" and re.search("[–,-]", value)
            units.append(f"{'ll.' if several else mark} {value}")
    made = {
        "archive": str(archive.get("repository", "")),
        "archive-place": str(archive.get("place", "")),
        "archive_collection": ", ".join(str(archive[part]) for part in ("series", "collection") if archive.get(part)),
        "archive_location": ", ".join(units),
    }
    return {name: value for name, value in made.items() if value}


def names(source: Source) -> list[Mapping[str, Any]]:
    """The names that a citation of the source begins with; empty for one that is known by its title."""
    for role in AUTHORS:
        found = source.fields.get(role)
        if isinstance(found, Sequence) and not isinstance(found, str) and found:
            return [name if isinstance(name, Mapping) else {"literal": str(name)} for name in found]
    return []


def names_in_text(source: Source, language: str) -> str:
    """The families as running text names them: "Doe", "Doe and Roe", over three "Doe et al."; else an empty string."""
    families = []
    for name in names(source):
        particle = str(name.get("non-dropping-particle", ""))
        family = str(name.get("family") or name.get("literal") or name.get("given", ""))
        families.append(f"{particle} {family}".strip())
    if len(families) > 3:
        return f"{families[0]} {word(OTHERS, language)}"
    if len(families) < 2:
        return "".join(families)
    comma = "," if len(families) > 2 and language.partition("-")[0] == "en" else ""
    return f"{', '.join(families[:-1])}{comma} {word(AND, language)} {families[-1]}"
