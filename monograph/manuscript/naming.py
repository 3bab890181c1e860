"""Stage 1: one form of a name in running text. Records list its other forms; where the text uses one, it is told.

Free are quotations, titles in italics, words in another language, and whatever the author has marked as a person or
place: there the source's or the period's own form may be meant. So are forms with a note ("1924–90"): other times
had other names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monograph.model import (
    Block,
    BlockQuote,
    Book,
    Division,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    List,
    Location,
    Paragraph,
    Section,
    Span,
    Text,
)
from monograph.problems import Problems

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
QUOTED_DIVISIONS = ("epigraph", "verse", "quotation")
OPENING, CLOSING = "“„«", "”»"
SHORTEST = 5
"""Letters of a name that may be recognised by a form that no record lists: shorter ones are too much alike."""


@dataclass(frozen=True)
class Names:
    """``used``: words of the forms that the book uses; ``other``: another form -> the one used.

    ``marks``: name -> the mark of its record, ``place=goris``.
    """

    used: frozenset[str]
    other: Mapping[str, str]
    marks: Mapping[str, str]


def check_names(book: Book, problems: Problems) -> None:
    """Add a problem for every form of a recorded name in running text that is not the one used."""
    names = names_of(book)
    texts = [text for section in book.sections for text in _running(section)]
    common = {word for text in texts for word in WORD.findall(text.text) if word[:1].islower()}
    for text in texts:
        for found in _forms(text.text, names, common):
            offset, form, used = found
            place = Location(text.location.path, text.location.line, text.location.column)
            if "\n" not in text.text[:offset] and place.column:
                place = Location(place.path, place.line, place.column + offset)
            hint = f"write {used}, or mark the passage: [{form}]{{{names.marks[used]}}}, or quote it"
            problems.add("name-variant", f"“{form}” stands here, the book uses “{used}”", place, hint)


def names_of(book: Book) -> Names:
    """The names of the persons and places of a book, and their other forms in Latin letters."""
    records = [
        (p.name, f"person={p.id}", [*p.variants, *(n.text for n in p.names if not n.note)]) for p in book.persons
    ]
    records += [(p.name, f"place={p.id}", [n.text for n in p.names if not n.note]) for p in book.places]
    used = frozenset(word for name, _, _ in records for word in WORD.findall(name))
    marks: dict[str, str] = {}
    other: dict[str, str] = {}
    for name, mark, forms in records:
        marks.setdefault(name, mark)
        for form in forms:
            if _latin(form) and not set(WORD.findall(form)) <= used:
                other.setdefault(form, name)
    return Names(used, other, marks)


def _latin(form: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in form if c.isalpha())


def _forms(text: str, names: Names, common: set[str]) -> Iterator[tuple[int, str, str]]:
    """(offset, form found, form used) of every other form, listed or nearly a name."""
    taken: set[int] = set()
    for form, used in names.other.items():
        if form not in text:
            continue
        for match in re.finditer(rf"(?<!\w)(?<!-){re.escape(form)}(?!\w)(?!-)", text):
            taken.update(range(*match.span()))
            yield match.start(), form, used
    for match in WORD.finditer(text):
        word = match[0]
        first = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1:] in ".!?:"
        if match.start() in taken or first or word in names.used or word.lower() in common:
            continue
        near = next((name for name in names.marks if _nearly(word, name)), "")
        if near:
            yield match.start(), word, near


def _nearly(word: str, name: str) -> bool:
    """Whether a word is a name with one letter changed: "Kafan" for "Kapan", not "Karabakhi" for "Karabakh"."""
    if len(word) != len(name) or len(name) < SHORTEST or word[:1] != name[:1] or word == name:
        return False
    changed = [n for n, (a, b) in enumerate(zip(word, name, strict=True)) if a != b]
    return len(changed) == 1 and word[changed[0]].isalpha() and changed[0] < len(name) - 1


# --------------------------------------------------------------------------- running text


def _running(section: Section) -> Iterator[Text]:
    """The words of a section outside quotations, titles, marks and other languages; notes behind the text."""
    runs = [*_runs(section.blocks)]
    runs += [paragraph.children for note in section.notes for paragraph in note.blocks if not paragraph.language]
    for run in runs:
        quoted = 0
        for text in _words(run):
            pieces, quoted = _unquoted(text.text, quoted)
            yield Text(pieces, text.location)


def _runs(blocks: tuple[Block, ...]) -> Iterator[Inlines]:
    for block in blocks:
        match block:
            case Paragraph() if not block.language:
                yield block.children
            case Heading():
                yield block.children
            case List():
                for item in block.items:
                    yield from _runs(item.blocks)
            case Division() if block.kind not in QUOTED_DIVISIONS and not block.language:
                yield from _runs(block.blocks)
            case BlockQuote():
                continue


def _words(inlines: Inlines) -> Iterator[Text]:
    for inline in inlines:
        if isinstance(inline, Text):
            yield inline
        elif _free(inline):
            continue
        else:
            yield from _words(getattr(inline, "children", ()))


def _free(inline: Inline) -> bool:
    """Whether a form may stand here: titles, marked words, words of another language or address."""
    return isinstance(inline, Emphasis | Link) or (isinstance(inline, Span) and bool(inline.marks or inline.language))


def _unquoted(text: str, depth: int) -> tuple[str, int]:
    """The text with blanks for what stands in quotation marks, and how many are open at its end."""
    kept = []
    for character in text:
        if character in OPENING:
            depth += 1
        kept.append(" " if depth else character)
        if character in CLOSING and depth:
            depth -= 1
    return "".join(kept), depth
