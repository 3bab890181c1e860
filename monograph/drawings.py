"""Between stages 2 and 3: everything drawn from data, maps and figures, once for paper and once for screens."""

from __future__ import annotations

from markupsafe import Markup

from monograph import charts
from monograph.cartography import check_maps, describe_maps, draw_maps
from monograph.model import Book, Drawings
from monograph.problems import Problems


def draw_book(book: Book, problems: Problems) -> Drawings:
    """All maps and figures of a book. With an error among their problems nothing is drawn."""
    check_maps(book, problems)
    charts.check_charts(book, problems)
    if problems.errors:
        return Drawings()
    events = {event.id: event for event in book.events}
    printed, screen = draw_maps(book, "print"), draw_maps(book, "screen")
    descriptions = describe_maps(book)
    for chart in book.charts:
        printed[chart.id] = charts.draw(chart, events, "print")
        wide, narrow = (charts.draw(chart, events, "screen", width) for width in (0, charts.NARROW))
        screen[chart.id] = for_screens(wide, narrow)
        descriptions[chart.id] = charts.describe(chart, events)
    return Drawings(printed, screen, descriptions)


def for_screens(wide: str, narrow: str) -> str:
    """Both drawings; the style sheet shows the one that fits. Where it is not read, the wide one stands alone."""
    return Markup('<div class="wide-drawing">{}</div>\n<div class="narrow-drawing" hidden="hidden">{}</div>').format(
        Markup(wide), Markup(narrow)
    )
