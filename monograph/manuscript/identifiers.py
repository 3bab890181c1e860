"""Stage 1: ids that begin with a letter, are unique in the book and stay the same from build to build."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from monograph.model import Location
from monograph.problems import Problems

VALID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
"""A name of XML without colon, in ASCII: what ePub takes for an id, and every address for its end."""

ID_HINT = "an id begins with a letter a–z and holds letters, figures, hyphens"


def words(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty where the text has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def slug(text: str) -> str:
    """``words`` beginning with a letter ("x-…" where the text does not)."""
    made = words(text)
    return made if made[:1].isalpha() else f"x-{made}".rstrip("-")


class Identifiers:
    """Gives ids to the nodes of one section: ``<section>-p12`` for its twelfth paragraph."""

    def __init__(self, section: str, problems: Problems) -> None:
        self.section, self.problems = section, problems
        self._counts: Counter[str] = Counter()
        self._notes: set[str] = set()

    def next(self, letter: str) -> str:
        """The next id of a kind: p paragraph, h heading, q quotation, l list, t table, f figure, d division …"""
        self._counts[letter] += 1
        return f"{self.section}-{letter}{self._counts[letter]}"

    def valid(self, wanted: str, location: Location) -> str:
        """The author's id, or an empty string and a problem where it cannot be one."""
        if wanted and not VALID.fullmatch(wanted):
            self.problems.add("id-invalid", f"“{wanted}” cannot be an id", location, ID_HINT)
            return ""
        return wanted

    def given(self, wanted: str, letter: str, location: Location) -> str:
        """The author's id if there is a valid one, else the next of its kind (which is counted in both cases)."""
        fallback = self.next(letter)
        return self.valid(wanted, location) or fallback

    def note(self, key: str) -> str:
        """The id of the note ``[^key]``, or of the nth inline note, whose key is ``^n``."""
        name = f"i{key[1:]}" if key.startswith("^") else words(key) or "n"
        made, number = f"{self.section}-fn-{name}", 1
        while made in self._notes:  # keys that differ in letters outside ASCII only
            number += 1
            made = f"{self.section}-fn-{name}-{number}"
        self._notes.add(made)
        return made
