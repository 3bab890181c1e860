"""Documents of the synthetic book whose page numbers and links are still open; loads nothing of the program."""

from __future__ import annotations

import re
from collections.abc import Mapping

PAGE, HREF = "\x01", "\x02"
"""Stand in a body: around an id whose page is quoted, and before an id that is linked to."""

QUOTE = re.compile(f"{PAGE}([^{PAGE}]+){PAGE}")


def closed(html: str, pages: Mapping[str, str], link: str) -> str:
    """A body with its page numbers, "000" where one is not known, and its links."""
    return QUOTE.sub(lambda found: pages.get(found[1], "000"), html).replace(HREF, link)


def whole_page(body: str, style: str) -> str:
    """A document."""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"/><title>The Line in the Pastures</title>'
        f"<style>{style}</style></head><body>{body}</body></html>"
    )
