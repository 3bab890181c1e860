"""The layout engine is loaded without starting other programs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_loading_starts_no_process(root: Path) -> None:
    """The search for libraries is as it was afterwards; on Linux, where it is cut short, children take no time."""
    script = (
        "import ctypes.util, resource; search = ctypes.util.find_library\n"
        "from monograph.typesetting.loading import load_weasyprint; load_weasyprint()\n"
        "import sys, weasyprint.text.ffi\n"
        "assert ctypes.util.find_library is search\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert float(done.stdout) == 0 or sys.platform != "linux"


def test_what_makes_subsets_of_fonts_is_loaded_when_it_is_called(root: Path) -> None:
    """WeasyPrint finds the functions and classes all the same."""
    script = (
        "import sys; from monograph.typesetting.loading import load_weasyprint; load_weasyprint()\n"
        "from weasyprint.pdf import fonts\n"
        "assert 'fontTools.subset' not in sys.modules and 'fontTools.varLib.instancer' not in sys.modules\n"
        "options = fonts.subset.Options(hinting=False)\n"
        "from fontTools.subset import Options\n"
        "assert type(options) is Options and options.hinting is False\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True)


def test_a_page_starts_without_the_types_of_a_book(root: Path) -> None:
    """What only sets and binds pages loads neither the book's types nor a parser."""
    script = (
        "import sys; from monograph.typesetting import pagination, press\n"
        "print([name for name in ('monograph.model', 'lxml', 'weasyprint', 'pikepdf') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
