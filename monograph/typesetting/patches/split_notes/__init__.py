"""Notes that break over pages, inside the layout itself.

WeasyPrint 70.0 never splits a note (#1833): one that does not fit goes to the next page whole, one that is taller
than the page is cut off, and a line that is kept by pushing other notes away loses its own (no report was found).

Here a note that does not fit above the end of the page is shown in part, as many lines as there is room for; the
rest heads the notes of the next page. The stock layout never knows: it sees notes that fit, or that are refused.
Left to it: notes in columns, and notes that hold more than lines.
"""

from __future__ import annotations

from weasyprint import layout
from weasyprint.layout import block, page

from monograph.typesetting.patches.split_notes import pages, paragraphs, waiting
from monograph.typesetting.patches.wrapping import Wrap

WRAPS = (
    Wrap(layout.LayoutContext, "layout_footnote", "5075f64aaae4a32d", waiting.layout_footnote),
    Wrap(layout.LayoutContext, "unlayout_footnote", "c7c223cf4a0fda54", waiting.unlayout_footnote),
    Wrap(layout.LayoutContext, "report_footnote", "f05bad3895c6824c", waiting.report_footnote),
    Wrap(layout.LayoutContext, "_update_footnote_area", "2e317e4b066fb80c", waiting.update_footnote_area),
    Wrap(layout, "block_level_layout", "c1301dde9284e245", pages.block_level_layout),
    Wrap(page, "block_level_layout", "c1301dde9284e245", pages.block_level_layout),
    Wrap(page, "make_page", "656f183328e8b1b5", pages.make_page),
    Wrap(page, "remake_page", "1ff09b2dffa17839", pages.remake_page),
    Wrap(block, "_linebox_layout", "e07bbe000974787e", paragraphs.linebox_layout),
    Wrap(block, "iter_line_boxes", "04aec48abfcad809", paragraphs.iter_line_boxes),
)
