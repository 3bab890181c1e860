"""Stage 5: CSL items as the text of a file: CSL-JSON, BibTeX (which BibLaTeX also reads) and RIS.

Written here because pandoc's BibTeX loses variables and recases titles, and it writes no RIS.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Record = dict[str, Any]
"""A CSL item: CSL variables and JSON values."""

BIBTEX_TYPES = {"book": "book", "chapter": "incollection"}
BIBTEX_FIELDS = {
    "edition": "edition",
    "publisher": "publisher",
    "publisher-place": "address",
    "ISBN": "isbn",
    "DOI": "doi",
    "abstract": "abstract",
    "keyword": "keywords",
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own names, written without braces."""

BABEL = {
    "de": "ngerman", "en": "english", "en-GB": "british", "en-US": "american", "es": "spanish", "fr": "french",
    "hy": "armenian", "it": "italian", "ka": "georgian", "ru": "russian", "tr": "turkish",
}  # fmt: skip
"""BCP 47 -> the language's name in babel, for hyphenation; others are left out."""

SPECIAL = str.maketrans(
    {c: "\\" + c for c in "&%$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    # braces, even escaped, would be counted by BibTeX
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
)

RIS_TYPES = {"book": "BOOK", "chapter": "CHAP"}
RIS_NAMES = {"author": "AU", "editor": "ED", "translator": "A4"}
RIS_FIELDS = {
    "title": "TI",
    "container-title": "T2",
    "title-short": "ST",
    "edition": "ET",
    "publisher": "PB",
    "publisher-place": "CY",
    "language": "LA",
    "ISBN": "SN",
    "DOI": "DO",
    "abstract": "AB",
}


def csl_json(records: Sequence[Record]) -> str:
    """A list of CSL items (CSL 1.0.2 data schema)."""
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def bibtex(records: Iterable[Record]) -> str:
    """Entries in UTF-8. Titles and names of bodies stand in a second pair of braces, so that no style recases them."""
    return "\n".join(map(_bibtex_entry, records))


def _bibtex_entry(record: Record) -> str:
    fields = {role: _bibtex_names(record[role]) for role in RIS_NAMES if role in record}
    fields["title"] = "{" + _tex(record["title"]) + "}"
    if "container-title" in record:
        fields["booktitle"] = "{" + _tex(record["container-title"]) + "}"
    if "title-short" in record:
        fields["shorttitle"] = "{" + _tex(record["title-short"]) + "}"
    year, month, _ = _date(record)
    fields |= {"year": year, "pages": record.get("page", "").replace("-", "--")}
    for variable, field in BIBTEX_FIELDS.items():
        fields[field] = _tex(record.get(variable, ""))
    fields["edition"] = fields["edition"].removesuffix(" edition")  # styles add the word
    fields["doi"] = record.get("DOI", "")  # read verbatim
    fields["langid"] = BABEL.get(record.get("language", ""), "")
    lines = [f"  {field:<10} = {{{value}}}," for field, value in fields.items() if value]
    if month:
        lines.append(f"  {'month':<10} = {MONTHS[int(month) - 1]},")
    return "\n".join([f"@{BIBTEX_TYPES[record['type']]}{{{record['id']},", *lines, "}", ""])


def _bibtex_names(names: Iterable[Mapping[str, str]]) -> str:
    return " and ".join(
        "{" + _tex(name["literal"]) + "}" if "literal" in name else ", ".join(_guarded(part) for part in _parts(name))
        for name in names
    )


def _guarded(part: str) -> str:
    """A part of a name; a comma or an “and” inside it would divide it."""
    escaped = _tex(part)
    return "{" + escaped + "}" if "," in part or " and " in part else escaped


def _tex(text: str) -> str:
    return text.translate(SPECIAL).replace("--", "-{}-")  # two hyphens would become a dash


def ris(records: Iterable[Record]) -> str:
    """Records of the RIS format (2011), lines ended by CR LF as it asks."""
    return "".join(f"{line}\r\n" for record in records for line in [*_ris_lines(record), ""])


def _ris_lines(record: Record) -> list[str]:
    lines = [("TY", RIS_TYPES[record["type"]]), ("ID", record["id"])]
    for role, tag in RIS_NAMES.items():
        for name in record.get(role, ()):
            # a comma after a body's name keeps it from being read as given name and family name
            lines.append((tag, f"{name['literal']}," if "literal" in name else ", ".join(_parts(name))))
    year, month, day = _date(record)
    lines += [("PY", year), ("DA", f"{year}/{month}/{day}/" if month else "")]
    first, _, last = record.get("page", "").partition("-")
    lines += [("SP", first), ("EP", last or first)]
    lines += [(tag, record.get(variable, "")) for variable, tag in RIS_FIELDS.items()]
    lines += [("KW", word) for word in record.get("keyword", "").split("; ")]
    return [f"{tag}  - {' '.join(text.split())}" for tag, text in lines if text] + ["ER  - "]


def _parts(name: Mapping[str, str]) -> list[str]:
    return [name[part] for part in ("family", "given") if part in name]


def _date(record: Record) -> tuple[str, str, str]:
    """Year, month and day in digits, each empty where it is not known."""
    issued = record.get("issued", {})
    if "literal" in issued:
        return issued["literal"], "", ""
    parts = [f"{part:02}" for part in issued.get("date-parts", [[]])[0]]
    year, month, day = [*parts, "", "", ""][:3]
    return year, month, day


FORMATS: Mapping[str, Callable[[Sequence[Record]], str]] = {"json": csl_json, "bib": bibtex, "ris": ris}
"""File extension -> what writes it."""
