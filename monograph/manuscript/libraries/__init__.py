"""Stage 1: libraries that ``book.yaml`` names beside ``references.yaml``: BibTeX, BibLaTeX, CSL-JSON and RIS."""

from monograph.manuscript.libraries.reading import Libraries, read_libraries

__all__ = ["Libraries", "read_libraries"]
