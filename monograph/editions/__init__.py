"""Stage 5: the editions of a book, in one table.

Each is ``write(making)``: it writes its files into ``making.out`` and may leave something for the next.
The PDF stands first: its page map is what the others cite.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from monograph.model import Apparatus, Book, CitingForm, Drawings, PageMap
from monograph.problems import Problems
from monograph.store import Store, cache_folder

if TYPE_CHECKING:
    from monograph.typesetting.workers import Workers

Progress = Callable[[int, int], None]


@dataclass
class Making:
    """What an edition is made from, and what it gives: ``page_map``, ``figures``,
    ``seconds`` and ``remarks`` grow as editions are written. ``page_list``: e-books tell where printed pages begin.
    ``workers`` are processes kept from build to build, instead of ``jobs`` for this one.
    ``typography``: the PDF is made a second time, with its loose and tight lines tinted; ``greedy``: lines are broken
    one by one, by the layout engine itself.
    """

    book: Book
    apparatus: Apparatus
    out: Path
    problems: Problems
    drawings: Drawings = field(default_factory=Drawings)
    jobs: int = 0
    progress: Progress = lambda done, of: None
    page_list: bool = True
    typography: bool = False
    greedy: bool = False
    workers: Workers | None = None
    page_map: PageMap | None = None
    store: Store = field(default_factory=lambda: Store(cache_folder()))
    figures: dict[str, object] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    @cached_property
    def citing(self) -> tuple[CitingForm, ...]:
        """How the book says that it is cited; asked of the citation engine once, when an edition needs it."""
        from monograph.citing.forms import citing_forms  # needs what is installed only later

        return citing_forms(self.book, self.problems, self.store)


EDITIONS: Mapping[str, str] = {
    "pdf": "monograph.editions.pdf",
    "epub": "monograph.editions.epub",
    "kindle": "monograph.editions.kindle",
    "cite": "monograph.editions.cite",
}
"""Name on the command line -> module with ``write(making)``; imported only when asked for."""

USUAL = ("pdf", "epub", "cite")
"""The editions that are made where none is named."""

PAGED = "pdf"


def write_editions(names: Sequence[str], making: Making) -> None:
    """Write the editions named, pages first; where the PDF is not asked for, its pages are laid out silently."""
    for name, module in EDITIONS.items():
        began = time.perf_counter()
        if name in names and not making.problems.errors:
            import_module(module).write(making)
        elif name == PAGED:
            import_module(module).lay_out(making)
        making.seconds[name] = time.perf_counter() - began
