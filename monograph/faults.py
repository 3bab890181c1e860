"""What a person is told of a fault of the program or the machine. Standard library only."""

from __future__ import annotations

import sys
import traceback


def tell() -> None:
    """The exception that is being handled, and that the manuscript is not to blame."""
    traceback.print_exc()
    sys.stderr.write("\nThis is a fault of the program or the machine, not of the manuscript.\n")
