"""What stands over notes: another rule where one is continued; running heads where only notes are left.

The rule is CSS: ``@page continued { @footnote { border-top: … } }``, read as the look of the area where the page
begins with the rest of a note.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import page
from weasyprint.layout.percent import resolve_percentages

CONTINUED = "continued"


def set_continued_rule(context: Any, html: Any) -> None:
    """Give the note area of this page the look of one that begins with the rest of a note."""
    area = context.current_footnote_area
    page_type = area.page.page_type._replace(name=CONTINUED)
    page.set_page_type_computed_styles(page_type, html, context.style_for)
    style = context.style_for(page_type, "@footnote")
    if style is not None:
        area.style = style
        resolve_percentages(area, area.page)


def style_as_written(context: Any, html: Any, page_type: Any) -> Any:
    """The type of a page that holds the rest of the notes at the end: it looks like any other, it is not blank."""
    other = page_type._replace(blank=False)
    page.set_page_type_computed_styles(other, html, context.style_for)
    computed = context.style_for.get_computed_styles()
    for (element, pseudo), style in list(computed.items()):
        if element == other:
            computed[page_type, pseudo] = style
    return other
