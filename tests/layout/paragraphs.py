"""Random paragraphs for the tests of lines: scripts mixed, markup nested, words of any length."""

from __future__ import annotations

import html
import random

WORDS = {
    "en": "commission protocol frontier between neighbouring representatives of the and to in a on village mountains".split(),
    "ru": "комиссия протокол границы между представителями и в на деревня самоопределение".split(),
    "fr": "commission procès-verbal frontière l’arrière-pays d’après représentants été où".split(),
    "de": "Kommission Grenzregelungsverhandlungen zwischen Vertretern und Straßenbau Übereinkunft".split(),
    "az": "nümayəndəliklər qərargahı müzakirələrin şəhərlərimizdən və Zəngəzur".split(),
    "hy": "հանձնաժողովի սահմանների ներկայացուցիչների և Զանգեզուր".split(),
    "ka": "კომისიის საზღვრების წარმომადგენლების და ზანგეზური".split(),
    "el": "ἐπιτροπή σύνορα ἀντιπρόσωποι καὶ".split(),
}
ODD = [
    "—", "–", "1920–1921", "“quoted”", "(aside)", "p.\xa012", "A.\u2009B.", "Transcaucasia’s", "co-operative",
    "e\u0301tude\u0301", "Zange\u00adzur", "na\u00adtion\u00adal", "x" * 70, "Ա" * 60, "§\u202f4", "etc.;", "and/or",
    "vol. 3", "https://example.org/a-long/path_with/%D5%B0%D5%A1%D5%B5%D5%A1/index.html?id=42&page=7#top", "שלום", "“", "”", "¹",
]  # fmt: skip
WRAPPERS = (
    "<em>{}</em>", "<strong>{}</strong>", '<a href="#p0">{}</a>', "<sup>{}</sup>", '<span class="sc">{}</span>',
    '<span class="spaced">{}</span>', "<em><a href=\"#p1\">{}</a></em>",
)  # fmt: skip
CSS = "a { text-decoration: none } .sc { font-variant-caps: small-caps } .spaced { letter-spacing: .1em } sup { font-size: .7em; line-height: 0 }"


def sentence(r: random.Random, length: int, depth: int = 0) -> str:
    """Marked-up words."""
    out: list[str] = []
    while len(out) < length:
        draw = r.random()
        if draw < 0.06:
            odd = html.escape(r.choice(ODD))
            out.append(f'<span style="white-space: nowrap">{odd}</span>' if odd == "vol. 3" else odd)
        elif draw < 0.14 and depth < 3:
            out.append(r.choice(WRAPPERS).format(sentence(r, r.randint(1, 6), depth + 1)))
        elif draw < 0.2:
            language = r.choice(sorted(WORDS))
            words = " ".join(r.choice(WORDS[language]) for _ in range(r.randint(1, 5)))
            out.append(f'<span lang="{language}">{words}</span>')
        elif draw < 0.24:
            out.append(r.choice(WORDS["en"]) + f"<em>{r.choice(WORDS['en'])}</em>" + r.choice(WORDS["ru"]))
        else:
            out.append(r.choice(WORDS["en"]) + r.choice(["", "", "", ",", ".", ";", "’s", "—"]))
    return r.choice([" ", " ", "  "]).join(out)


def paragraphs(seed: int) -> tuple[str, list[str], str]:
    """(body, note ids, style) of a random unit with a measure of 40 to 140 mm."""
    r = random.Random(seed)
    out, notes = [], []
    for number in range(6):
        text = sentence(r, r.randint(1, 90))
        if r.random() < 0.5:
            identifier = f"n{len(notes)}"
            text += f'<span class="note" id="{identifier}" data-number="{len(notes)}">{sentence(r, r.randint(3, 40))}</span>'
            notes.append(identifier)
        text += r.choice(["", " " + sentence(r, 5)])
        align = r.choice(["justify"] * 4 + ["left", "center"])
        out.append(
            f'<p id="p{number}" style="text-align: {align}; text-indent: {r.choice([0, 12, -12])}pt; padding-left: 12pt">{text}</p>'
        )
    measure = r.uniform(40, 140)
    return (
        "".join(out),
        notes,
        CSS + f"@page {{ size: {measure + 30:.1f}mm 220mm; margin: 15mm }} .note {{ text-align: justify }}",
    )
