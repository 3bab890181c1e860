"""The runs of eight words of a text, and their hashes.

``article-shingles.txt`` holds the hashes of the article from which the bundled book starts. The article may not be
printed again, so its words are not here; ``python3 -m tests.books.shingles ARTICLE.txt > tests/books/article-shingles.txt``
made the file, from the plain text with its paragraph numbers taken out. A hash tells whether a sentence of the book
is one of the article's, and nothing else about either.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 8
"""How many words in a row are too many to be chance."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
PARAGRAPH_NUMBER = re.compile(r"S-¶\d+")


def shingles(text: str) -> Iterator[str]:
    """Every run of eight words, in lower case, whatever stands between the words."""
    words = [word.lower().replace("’", "'") for word in WORD.findall(text)]
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def hashed(shingle: str) -> str:
    """Sixteen hexadecimal figures of its SHA-256."""
    return hashlib.sha256(shingle.encode()).hexdigest()[:16]


if __name__ == "__main__":
    article = PARAGRAPH_NUMBER.sub(" ", Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.writelines(f"{number}\n" for number in sorted({hashed(shingle) for shingle in shingles(article)}))
