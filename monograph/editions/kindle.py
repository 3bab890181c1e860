"""The e-reader edition for Kindle: ``<slug>-kindle.epub``, with drawings as pictures and plain style sheets."""

from __future__ import annotations

from monograph.editions import Making
from monograph.editions.epub_package.assembly import write_package
from monograph.editions.epub_package.profile import KINDLE


def write(making: Making) -> None:
    """Write the ePub that is sent to Kindle."""
    write_package(making, KINDLE)
