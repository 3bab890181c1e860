"""All pages in one PDF -> a finished book: page labels, metadata, how a reader opens it.

Runs once on the whole file (ISO 32000-1; PDF/UA-1, ISO 14289-1). Same input, same bytes.
"""

from __future__ import annotations

import importlib.metadata
import io
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from monograph.typesetting.galleys import About

PDF_UA = "http://www.aiim.org/pdfua/ns/id/"


def finish(pdf: pikepdf.Pdf, labels: Sequence[str], about: About) -> bytes:
    """The finished file. ``labels`` are the folios of all pages, roman ones first."""
    roman = sum(1 for label in labels if not label.isdigit())
    pdf.Root.PageLabels = _page_labels(roman, len(labels))
    pdf.Root.Lang = String(about.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLayout = Name.TwoPageRight
    _describe(pdf, about)
    out = io.BytesIO()
    pdf.save(out, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _page_labels(roman: int, pages: int) -> Dictionary:
    numbers: list[Any] = [0, Dictionary(S=Name.r)] if roman else []
    if pages > roman:
        numbers += [roman, Dictionary(S=Name.D)]
    return Dictionary(Nums=Array(numbers))


def _describe(pdf: pikepdf.Pdf, about: About) -> None:
    """The same in the information dictionary and in XMP, where PDF/UA-1 is claimed too."""
    producer = f"WeasyPrint {importlib.metadata.version('weasyprint')}"
    told = {
        "/Title": about.title,
        "/Author": ", ".join(about.authors),
        "/Subject": about.description,
        "/Keywords": ", ".join(about.keywords),
        "/Producer": producer,
    }
    if about.date:
        told["/CreationDate"] = told["/ModDate"] = "D:" + about.date.replace("-", "")
    pdf.docinfo = pdf.make_indirect(Dictionary({name: String(value) for name, value in told.items() if value}))
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for name in list(xmp):
            del xmp[name]
        xmp.register_xml_namespace(PDF_UA, "pdfuaid")
        xmp["pdfuaid:part"] = "1"
        xmp["pdf:Producer"] = producer
        xmp["dc:title"] = about.title
        xmp["dc:creator"] = list(about.authors)
        if about.description:
            xmp["dc:description"] = about.description
        if about.keywords:
            xmp["pdf:Keywords"] = ", ".join(about.keywords)
        if about.date:
            xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = about.date
