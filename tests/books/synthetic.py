"""A long synthetic monograph, the same every time: what a book of some three hundred pages asks of both editions."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image

CHAPTERS, PARAGRAPHS, NOTES = 10, 62, 40
"""Chapters, paragraphs and notes of each: about 30 printed pages."""

WORDS = """the of and in to a that was for as with on by from which at this were had not an but after before between
commission delegation province frontier government railway village district agreement protocol armistice council
committee telegram governor regiment garrison refugees harvest pasture summer winter treaty congress republic soviet
plenipotentiary administration correspondence representatives archive newspaper witness account evidence memory
answered asked received crossed signed refused promised returned reported described denied proposed ordered accepted
northern southern contested provisional military civil economic diplomatic uncertain earlier later local foreign""".split()
FOREIGN = ("[Զանգեզուր]{lang=hy}", "[Зангезур]{lang=ru}", "[ზანგეზური]{lang=ka}")

BOOK = """
title: A Long Synthetic Book
subtitle: Made of Many Pages
language: en
authors: [{family: Doe, given: Jane}]
date: 2026-01-02
contents:
  front: [half-title, title-page, imprint, contents, preface.md]
  body: [%s]
  back: [chronology, bibliography]
bibliography: [{group: all, title: Sources}]
"""


def write_synthetic_book(folder: Path) -> Path:
    """Write the manuscript into ``folder``: the same folder every time."""
    chance = random.Random(20)
    folder.mkdir(parents=True)
    names = [f"chapter-{number}.md" for number in range(1, CHAPTERS + 1)]
    (folder / "book.yaml").write_text(BOOK % ", ".join(names), encoding="utf-8")
    (folder / "references.yaml").write_text("".join(map(_source, range(60))), encoding="utf-8")
    (folder / "timeline.yaml").write_text("".join(_event(n, chance) for n in range(80)), encoding="utf-8")
    Image.new("L", (90, 60), 120).save(folder / "plate.png")
    preface = "\n\n".join(_paragraph(chance) for _ in range(8))
    (folder / "preface.md").write_text(f"---\ntitle: Preface\nkind: preface\n---\n{preface}\n", encoding="utf-8")
    for number, name in enumerate(names, 1):
        (folder / name).write_text(_chapter(number, chance), encoding="utf-8")
    return folder


def _sentence(chance: random.Random, length: int = 0) -> str:
    words = chance.choices(WORDS, k=length or chance.randint(8, 26))
    return " ".join(words).capitalize() + "."


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(4, 8)))


def _source(number: int) -> str:
    return (
        f'- {{id: s{number}, type: book, title: "Study {number}: Of Things", author: [{{family: Writer{number}, '
        f"given: Ann}}], issued: {1930 + number}, publisher: Press, language: en, group: all}}\n"
    )


def _event(number: int, chance: random.Random) -> str:
    date = f"19{18 + number // 30:02d}-{1 + number % 12:02d}-{1 + number % 27:02d}"
    text = _sentence(chance, 18)
    return f'- {{id: E{number}, date: "{date}", label: Event {number}, text: "{text}", sources: [s{number % 60}]}}\n'


def _chapter(number: int, chance: random.Random) -> str:
    blocks: list[str] = []
    notes: list[str] = []
    called = set(chance.sample(range(PARAGRAPHS), NOTES))
    for at in range(PARAGRAPHS):
        text = _paragraph(chance)
        if at in called:
            notes.append(f"[^{at}]: See [@s{chance.randrange(60)}, {at + 1}]. {_sentence(chance)}")
            text += f"[^{at}] {_sentence(chance)}"
        if at % 9 == 4:
            text += f" *{_sentence(chance, 5)}* {chance.choice(FOREIGN)} {_sentence(chance)}"
        if at % 12 == 11:
            blocks.append(f"## {_sentence(chance, 4).rstrip('.')}")
        if at % 15 == 7:
            blocks.append(f"> {_paragraph(chance)}")
        if at == 30:
            rows = "\n".join(f"| {_sentence(chance, 3)} | {at} | {_sentence(chance, 4)} |" for at in range(12))
            blocks.append(f"| Place | Number | What is told |\n|---|---|---|\n{rows}\n\n: A table {{#table-{number}}}")
        if at == 45:
            blocks.append(f'![A plate.](plate.png){{#plate-{number} alt="A grey plate"}}')
        blocks.append(text)
    other = number % CHAPTERS + 1
    blocks.append(f"See [](#chapter-{other}) and [](#table-{other}){{.page}}.")
    body = "\n\n".join([*blocks, *notes])
    return f"---\ntitle: Chapter of {_sentence(chance, 2).rstrip('.').lower()}\nid: chapter-{number}\n---\n{body}\n"
