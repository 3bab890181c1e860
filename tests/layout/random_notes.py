"""Random books of notes: short pages, notes of all lengths in all places, and words that occur only once.

Every word has eight letters, and text and notes have no letter in common: words can be read in a text that has lost
its spaces and hyphens.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.layout.pages import note

TEXT, NOTE = ("aei", "bcdglmnp"), ("ouy", "fhkrstvz")
"""Vowels and consonants."""
SYLLABLES = 4


@dataclass
class RandomBook:
    """The body and style of one unit, and the words it must show: of the text, of its blocks, of notes by id."""

    body: str = ""
    css: str = ""
    text: list[str] = field(default_factory=list)
    blocks: list[list[str]] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    calls: dict[str, str] = field(default_factory=dict)
    """Note id -> the word of the text that it is called after."""


def word(alphabets: tuple[str, str], number: int) -> str:
    """The word of this number: it can be spoken, so that it is hyphenated as others are."""
    vowels, consonants = alphabets
    letters = ""
    for _ in range(SYLLABLES):
        number, consonant = divmod(number, len(consonants))
        number, vowel = divmod(number, len(vowels))
        letters += consonants[consonant] + vowels[vowel]
    return letters


class Writer:
    """Writes one random book."""

    def __init__(self, seed: int) -> None:
        self.r, self.book = random.Random(seed), RandomBook()
        self.note_words = 0

    def text(self, number: int, density: float) -> str:
        """Words of the text; after some of them, a note or several."""
        r, out = self.r, []
        for _ in range(number):
            self.book.text.append(word(TEXT, len(self.book.text)))
            piece = self.book.text[-1]
            piece = f"<em>{piece}</em>" if r.random() < 0.06 else piece
            while r.random() < density and self.note_words < 1500:
                piece += self.note()
            out.append(piece)
        return " ".join(out)

    def note(self) -> str:
        """A note: most are short, some a paragraph, few longer than a page, some of several paragraphs."""
        r, chance = self.r, self.r.random()
        length = r.randint(1, 5) if chance < 0.4 else r.randint(5, 25) if chance < 0.78 else r.randint(25, 70)
        length = length if chance < 0.95 else r.randint(70, 330)
        identifier, words = f"n{len(self.book.notes)}", []
        for _ in range(length):
            words.append(word(NOTE, self.note_words))
            self.note_words += 1
        self.book.notes[identifier] = words
        self.book.calls[identifier] = self.book.text[-1]
        cut = r.randint(1, length) if r.random() < 0.15 else length
        marked = [f"<em>{w}</em>" if r.random() < 0.1 else w for w in words]
        inner = f'<span id="{identifier}-p1">{" ".join(marked[:cut])}</span>'
        if cut < length:
            inner += f'<span class="note-paragraph" id="{identifier}-p2">{" ".join(marked[cut:])}</span>'
        return note(identifier, len(self.book.notes), inner)

    def element(self, tag: str, words: int, density: float) -> str:
        """A block of text, with an id."""
        start = len(self.book.text)
        html = f'<{tag} id="t{start}">{self.text(words, density)}</{tag}>'
        self.book.blocks.append(self.book.text[start:])
        return html

    def block(self, density: float) -> str:
        """A paragraph, heading, quotation, list, table or figure."""
        r, kind = self.r, self.r.random()
        if kind < 0.1:
            return self.element("h2", 2, 0.1) + self.element("p", r.randint(8, 40), density)
        if kind < 0.66:
            return self.element("p", r.randint(5, 70), density)
        if kind < 0.76:
            return f"<blockquote>{self.element('p', r.randint(8, 40), density)}</blockquote>"
        if kind < 0.86:
            return f"<ul>{''.join(self.element('li', r.randint(2, 18), density) for _ in range(r.randint(2, 4)))}</ul>"
        if kind < 0.94:
            cells = [self.element("td", r.randint(1, 8), density) for _ in range(2 * r.randint(2, 5))]
            rows = "".join(f"<tr>{a}{b}</tr>" for a, b in zip(cells[::2], cells[1::2], strict=True))
            return f"<table><tbody>{rows}</tbody></table>"
        return f'<figure style="height: {r.randint(20, 70)}pt"></figure>'


def random_book(seed: int) -> RandomBook:
    """The book of this seed: the same each time."""
    writer = Writer(seed)
    r, book = writer.r, writer.book
    density = r.choice([0.01, 0.03, 0.06, 0.1])
    book.body = "".join(writer.block(density) for _ in range(r.randint(5, 10)))
    book.css = (
        f"@page {{ size: 240pt {r.randint(170, 360)}pt; margin: 20pt 20pt 24pt; @bottom-center {{ content: counter(page) }} }}"
        "@page continued { @footnote { border-top: 1pt dotted; padding-top: 2pt } } figure { margin: 6pt 0; background: #ddd }"
        ".note-paragraph { display: block; text-indent: 10pt } blockquote { margin: 6pt 12pt } ul { padding-left: 12pt; margin: 6pt 0 }"
        "td { hyphens: manual }"
        + r.choice(["", ".note { padding-left: 10pt; text-indent: -6pt }", ".note { margin-bottom: 3pt }"])
    )
    return book


@dataclass(frozen=True)
class Seen:
    """A word as found: the indexes of the pages where it begins and where it ends."""

    letters: str
    begins: int
    ends: int


def words_seen(pages: list[str], alphabets: tuple[str, str]) -> list[Seen]:
    """The words of the text or of the notes in the texts of pages, in order."""
    letters = [(c, number) for number, page in enumerate(pages) for c in page if c in "".join(alphabets)]
    words = [letters[i : i + 2 * SYLLABLES] for i in range(0, len(letters), 2 * SYLLABLES)]
    return [Seen("".join(c for c, _ in w), w[0][1], w[-1][1]) for w in words]
