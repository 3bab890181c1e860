"""CSL items as records of the RIS format (2011), which pandoc cannot write."""

from __future__ import annotations

from collections.abc import Iterable

from monograph.citing.bibtex import parts_of
from monograph.citing.dates import year_month_day
from monograph.citing.records import Record

TYPES = {
    "article": "JOUR", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "bill": "BILL", "book": "BOOK", "broadcast": "VIDEO", "chapter": "CHAP", "dataset": "DATA", "document": "GEN",
    "entry": "ENCYC", "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "interview": "GEN",
    "legal_case": "CASE", "legislation": "STAT", "manuscript": "UNPB", "map": "MAP", "motion_picture": "MPCT",
    "pamphlet": "PAMP", "paper-conference": "CPAPER", "periodical": "SER", "personal_communication": "PCOMM",
    "post": "BLOG", "post-weblog": "BLOG", "report": "RPRT", "software": "COMP", "thesis": "THES", "treaty": "LEGAL",
    "webpage": "ELEC",
}  # fmt: skip
NAMES = {"author": "AU", "editor": "ED", "translator": "A4"}
FIELDS = {
    "title": "TI",
    "container-title": "T2",
    "collection-title": "T3",
    "title-short": "ST",
    "volume": "VL",
    "issue": "IS",
    "edition": "ET",
    "publisher": "PB",
    "publisher-place": "CY",
    "language": "LA",
    "ISBN": "SN",
    "DOI": "DO",
    "URL": "UR",
    "archive": "DB",
    "archive_location": "AV",
    "note": "N1",
    "abstract": "AB",
}


def ris(records: Iterable[Record]) -> str:
    """The records, lines ended by CR LF as the format asks."""
    return "".join(f"{line}\r\n" for record in records for line in [*_lines(record), ""])


def _lines(record: Record) -> list[str]:
    lines = [("TY", TYPES.get(record["type"], "GEN")), ("ID", record["id"])]
    for role, tag in NAMES.items():
        for name in record.get(role, ()):
            # a comma after a body's name keeps it from being read as given name and family name
            lines.append((tag, f"{name['literal']}," if "literal" in name else ", ".join(parts_of(name))))
    year, month, day = year_month_day(record.get("issued", {}))
    lines += [("PY", year), ("DA", f"{year}/{month}/{day}/" if month else "")]
    first, _, last = str(record.get("page", "")).replace("–", "-").partition("-")
    lines += [("SP", first), ("EP", last or first)]
    lines += [(tag, str(record.get(variable, ""))) for variable, tag in FIELDS.items()]
    seen = year_month_day(record.get("accessed", {}))
    lines += [("Y2", "/".join(seen) + "/" if seen[1] else seen[0])]
    lines += [("KW", word) for word in record.get("keyword", "").split("; ")]
    return [f"{tag}  - {' '.join(text.split())}" for tag, text in lines if text] + ["ER  - "]
