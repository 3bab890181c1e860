"""Stage 1: ids that begin with a letter, are unique in the book and stay the same from build to build."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from monograph.model import Location
from monograph.problems import Problems

VALID = re.compile(r"[A-Za-z][\w.:-]*")


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, beginning with a letter ("x-…" where the text does not)."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words if words[:1].isalpha() else f"x-{words}".rstrip("-")


class Identifiers:
    """Gives ids to the nodes of one section: ``<section>-p12`` for its twelfth paragraph."""

    def __init__(self, section: str, problems: Problems) -> None:
        self.section, self.problems = section, problems
        self._counts: Counter[str] = Counter()

    def next(self, letter: str) -> str:
        """The next id of a kind: p paragraph, h heading, q quotation, l list, t table, f figure, d division …"""
        self._counts[letter] += 1
        return f"{self.section}-{letter}{self._counts[letter]}"

    def given(self, wanted: str, letter: str, location: Location) -> str:
        """The author's id if there is a valid one, else the next of its kind (which is counted in both cases)."""
        fallback = self.next(letter)
        if wanted and not VALID.fullmatch(wanted):
            self.problems.add(
                "id-invalid", f"“{wanted}” cannot be an id", location, "an id begins with a letter and holds no space"
            )
            return fallback
        return wanted or fallback
