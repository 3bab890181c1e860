"""Every kind of part a book can have, and how it is rendered (stage 3): one line a kind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """How a kind of section is rendered.

    ``template`` is its file in ``templates/`` without ``.html.j2``; ``epub_type`` a term of the EPUB
    Structural Semantics Vocabulary and ``role`` a DPUB-ARIA role (empty where the standard has none);
    ``label`` the word before its number (a key of ``words.WORDS``; empty = not numbered); ``heads``
    whether its pages carry running heads and folios; ``recto`` whether it opens on a right-hand page;
    ``listed`` whether the contents name it.
    """

    template: str
    epub_type: str = ""
    role: str = ""
    label: str = ""
    heads: bool = True
    recto: bool = True
    listed: bool = True


PARTS: dict[str, Part] = {
    # written
    "chapter": Part("written", "chapter", "doc-chapter", label="chapter"),
    "preface": Part("written", "preface", "doc-preface"),
    "foreword": Part("written", "foreword", "doc-foreword"),
    "introduction": Part("written", "introduction", "doc-introduction"),
    "acknowledgments": Part("written", "acknowledgments", "doc-acknowledgments"),
    "front-note": Part("written"),
    "dedication": Part("written", "dedication", "doc-dedication", heads=False, listed=False),
    "prologue": Part("written", "prologue", "doc-prologue"),
    "epilogue": Part("written", "epilogue", "doc-epilogue"),
    "conclusion": Part("written", "conclusion", "doc-conclusion"),
    "afterword": Part("written", "afterword", "doc-afterword"),
    "appendix": Part("written", "appendix", "doc-appendix", label="appendix"),
    "note": Part("written", recto=False),
    # generated
    "half-title": Part("half-title", "halftitlepage", heads=False, listed=False),
    "title-page": Part("title-page", "titlepage", heads=False, listed=False),
    "imprint": Part("imprint", "copyright-page", heads=False, recto=False, listed=False),
    "contents": Part("contents", "toc", "doc-toc", listed=False),
    "map-list": Part("map-list", "loi", recto=False),
    "abbreviations": Part("abbreviations", recto=False),
    "chronology": Part("chronology", "appendix", "doc-appendix"),
    "persons": Part("persons", "appendix", "doc-appendix"),
    "gazetteer": Part("gazetteer", "appendix", "doc-appendix"),
    "glossary": Part("glossary", "glossary", "doc-glossary"),
    "bibliography": Part("bibliography", "bibliography", "doc-bibliography"),
    "index": Part("index", "index", "doc-index"),
    "how-to-cite": Part("how-to-cite", recto=False),
    "colophon": Part("colophon", "colophon", "doc-colophon", heads=False, recto=False, listed=False),
}
