"""Loads WeasyPrint without asking the linker and the compiler of the machine where its libraries are.

It tries a library under several names, and ``ctypes.util.find_library`` answers for each wrong one by starting
``ldconfig`` and ``gcc``: some fifty processes. On Linux the right names need no search.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib
import sys
from typing import Any


def load_weasyprint() -> None:
    """Import the layout engine, quickly where that is possible."""
    if sys.platform != "linux" or "weasyprint" in sys.modules:
        return
    library: Any = ctypes.util
    search = library.find_library
    library.find_library = lambda name: None
    try:
        with contextlib.suppress(OSError):  # a library under another name: it is searched for after all
            importlib.import_module("weasyprint")
    finally:
        library.find_library = search
