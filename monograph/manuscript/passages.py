"""Stage 1: single lines of text from YAML files: with inlines (a title, a definition) or of plain words."""

from __future__ import annotations

from collections.abc import Collection

from markdown_it.tree import SyntaxTreeNode

from monograph.manuscript.dialect import line_of_words, markdown
from monograph.manuscript.identifiers import Identifiers
from monograph.manuscript.inlines import InlineReader
from monograph.manuscript.lines import FoldedPassage
from monograph.manuscript.notes import without_calls
from monograph.model import Inlines, Location
from monograph.problems import Problems


def read_line(
    text: str, place: Location, section: str, language: str, sources: Collection[str], problems: Problems
) -> Inlines:
    """The inlines of a line, with ids that begin with ``section``. It may hold citations, but no notes."""
    reader = InlineReader(Identifiers(section, problems), problems, sources, language)
    tokens = markdown(language).parseInline(text.strip(), {"sources": sources})
    root = SyntaxTreeNode(tokens[:1])  # what follows are inline notes
    children = reader.read(root.children[0].children, FoldedPassage(place))
    for call in reader.calls:
        message = "a title or record has no room for a note"
        problems.add("block-misplaced", message, call.location, "notes stand in the text of chapters")
    return without_calls(children)


def typographic(text: str, language: str) -> str:
    """A text with the quotation marks and dashes of its language; whatever else it holds stays as it is."""
    return line_of_words(text, language) if any(mark in text for mark in ("'", '"', "--", "...")) else text
