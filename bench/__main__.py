"""`python3 -m bench NAME [options]`: one bench of the table below."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

BENCHES = {
    "book": "bench.book",
    "citations": "bench.citations",
    "engine": "bench.engine",
    "index": "bench.index",
    "lines": "bench.lines",
    "notes": "bench.notes",
}
"""Name on the command line -> module with ``add_arguments(parser)`` and ``run(options)``."""


def main(words: list[str]) -> int:
    """Run the bench named; 0 where it came to its end."""
    parser = argparse.ArgumentParser("python3 -m bench", description="Measurements on a synthetic book.")
    commands = parser.add_subparsers(dest="bench", required=True, metavar=" | ".join(BENCHES))
    for name, module in BENCHES.items():
        bench = import_module(module)
        bench.add_arguments(commands.add_parser(name, help=(bench.__doc__ or "").splitlines()[0]))
    options = parser.parse_args(words)
    return int(import_module(BENCHES[options.bench]).run(options))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
