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
