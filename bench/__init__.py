"""Side-by-side measurements on a synthetic book. Run `python3 -m bench engine --help`."""
