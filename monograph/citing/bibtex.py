"""CSL items as the text of a .bib file, for BibLaTeX and, where it knows the type, for BibTeX.

Written here because pandoc's BibTeX loses variables and recases titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from monograph.citing.dates import edtf, year_month_day
from monograph.citing.records import Record

TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "article": "article",
    "bill": "legislation", "book": "book", "broadcast": "video", "chapter": "incollection", "dataset": "dataset",
    "document": "misc", "entry": "inreference", "entry-dictionary": "inreference", "entry-encyclopedia": "inreference",
    "interview": "misc", "legal_case": "jurisdiction", "legislation": "legislation", "manuscript": "unpublished",
    "map": "misc", "motion_picture": "movie", "pamphlet": "booklet", "paper-conference": "inproceedings",
    "periodical": "periodical", "personal_communication": "letter", "post": "online", "post-weblog": "online",
    "report": "report", "software": "software", "speech": "misc", "thesis": "thesis", "treaty": "legal",
    "webpage": "online",
}  # fmt: skip
"""CSL type -> entry type of BibLaTeX; ``misc`` for what has none."""

ROLES = ("author", "editor", "translator")
CONTAINERS = {"article": "journaltitle", "periodical": "journaltitle", "online": "organization"}
"""Entry type -> field for what the work stands in; ``booktitle`` elsewhere."""

FIELDS = {
    "edition": "edition",
    "collection-title": "series",
    "collection-number": "number",
    "volume": "volume",
    "issue": "number",
    "publisher": "publisher",
    "publisher-place": "address",
    "ISBN": "isbn",
    "ISSN": "issn",
    "genre": "type",
    "note": "note",
    "abstract": "abstract",
    "keyword": "keywords",
}
VERBATIM = {"DOI": "doi", "URL": "url"}
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


def bibtex(records: Iterable[Record]) -> str:
    """Entries in UTF-8. Titles and names of bodies stand in a second pair of braces, so that no style recases them."""
    return "\n".join(map(_entry, records))


def _entry(record: Record) -> str:
    kind = TYPES.get(record["type"], "misc")
    fields = {role: _names(record[role]) for role in ROLES if record.get(role)}
    container = CONTAINERS.get(kind, "booktitle")
    for variable, field in (("title", "title"), ("container-title", container), ("title-short", "shorttitle")):
        if record.get(variable) and (variable != "title-short" or record[variable] != record.get("title")):
            fields[field] = "{" + _tex(record[variable]) + "}"
    year, month, day = year_month_day(record.get("issued", {}))
    whole = edtf(record.get("issued", {}))
    fields |= {"year": year, "date": whole if day or whole != f"{year}-{month}".rstrip("-") else ""}
    fields["pages"] = _tex(str(record.get("page", "")).replace("–", "-")).replace("-", "--")
    for variable, field in FIELDS.items():
        if record.get(variable):
            fields.setdefault(field, _tex(str(record[variable])))
    fields["edition"] = fields.get("edition", "").removesuffix(" edition")  # styles add the word
    held = [record.get(part, "") for part in ("archive", "archive-place", "archive_collection", "archive_location")]
    fields["library"] = _tex(", ".join(str(part) for part in held if part))
    fields |= {field: str(record.get(variable, "")) for variable, field in VERBATIM.items()}
    fields["urldate"] = edtf(record.get("accessed", {}))
    fields["langid"] = BABEL.get(record.get("language", ""), "")
    lines = [f"  {field:<10} = {{{value}}}," for field, value in fields.items() if value]
    if month and not fields["date"]:
        lines.append(f"  {'month':<10} = {MONTHS[int(month) - 1]},")
    return "\n".join([f"@{kind}{{{record['id']},", *lines, "}", ""])


def _names(names: Iterable[Mapping[str, Any]]) -> str:
    return " and ".join(
        "{" + _tex(name["literal"]) + "}" if "literal" in name else ", ".join(map(_guarded, parts_of(name)))
        for name in names
    )


def _guarded(part: str) -> str:
    """A part of a name; a comma or an “and” inside it would divide it."""
    escaped = _tex(part)
    return "{" + escaped + "}" if "," in part or " and " in part else escaped


def _tex(text: str) -> str:
    return text.translate(SPECIAL).replace("--", "-{}-")  # two hyphens would become a dash


def parts_of(name: Mapping[str, Any]) -> list[str]:
    """Family name with its particles, given name."""
    particles = [str(name[part]) for part in ("non-dropping-particle", "dropping-particle") if name.get(part)]
    family = " ".join([*particles[:1], str(name.get("family", ""))]).strip()
    given = " ".join([str(name.get("given", "")), *particles[1:]]).strip()
    return [part for part in (family, given) if part]
