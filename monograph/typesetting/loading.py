"""Loads WeasyPrint quickly.

It tries each system library under several names, and ``ctypes.util.find_library`` answers for a wrong one by starting
``ldconfig`` and ``gcc``: some fifty processes. On Linux the right names need no search. It also loads the parts of
fontTools that make subsets and instances of fonts, a fifth of the time; a book's fonts are subset when it is bound
(``font_union``), so they are loaded when WeasyPrint should call them after all.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib
import sys
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

LATER = ("fontTools.subset", "fontTools.varLib.instancer")


def load_weasyprint() -> None:
    """Import the layout engine, quickly where that is possible."""
    if "weasyprint" in sys.modules:
        return
    with _put_off(LATER), _unsearched():
        importlib.import_module("weasyprint")


@contextlib.contextmanager
def _unsearched() -> Iterator[None]:
    """On Linux, let the block find libraries by their names alone; what has another name is searched for later."""
    library: Any = ctypes.util
    search = library.find_library
    if sys.platform == "linux":
        library.find_library = lambda name: None
    try:
        with contextlib.suppress(OSError):
            yield
    finally:
        library.find_library = search


@contextlib.contextmanager
def _put_off(names: Sequence[str]) -> Iterator[None]:
    """Let the block import modules that are not loaded yet without loading them."""
    later = {name: _Later(name) for name in names if name not in sys.modules}
    sys.modules.update(later)
    try:
        yield
    finally:
        for name in later:
            del sys.modules[name]


class _Later(ModuleType):
    """Stands for a module whose functions and classes are only called."""

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return lambda *values, **named: getattr(importlib.import_module(self.__name__), attribute)(*values, **named)
