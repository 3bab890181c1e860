"""What a family of reading systems is given: one line each, no branch anywhere else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """``suffix`` of the file's name after the slug; ``styles`` in ``assets/css``, in order.

    ``pictures``: drawings are PNG files ``pixels`` wide, not SVG.
    """

    suffix: str
    styles: tuple[str, ...]
    pictures: bool = False
    pixels: int = 1800


EPUB = Profile(".epub", ("epub.css", "epub-screens.css"))
KINDLE = Profile("-kindle.epub", ("epub.css",), pictures=True)
"""Kindle: no text in SVG, no container queries, no CSS variables (Kindle Publishing Guidelines, 2024)."""
