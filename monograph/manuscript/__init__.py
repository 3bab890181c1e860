"""Stage 1: a manuscript folder -> ``Book``: what the author wrote, every node with its place."""

from monograph.manuscript.book import read_book

__all__ = ["read_book"]
