"""Typst: `python3 -m bench.one_typst BOOK.typ PDF FONTS`."""

from __future__ import annotations

import sys

import typst

if __name__ == "__main__":
    typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])
