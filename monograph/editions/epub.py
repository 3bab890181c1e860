"""The e-reader edition: ``<slug>.epub`` (EPUB 3.3), the same XHTML packed, with the printed pages marked in it."""

from __future__ import annotations

from monograph.editions import Making
from monograph.editions.epub_package.assembly import write_package
from monograph.editions.epub_package.profile import EPUB


def write(making: Making) -> None:
    """Write the ePub; its page list is that of ``making.page_map``."""
    write_package(making, EPUB)
