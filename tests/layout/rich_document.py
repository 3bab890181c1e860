"""A document with all that the patches know, set without some of them: ``python -m tests.layout.rich_document PATCH…``.

Writes the galleys of two units, one after the other in one process, and how many styles were worked out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import weasyprint.css as css

from monograph.typesetting import patches
from monograph.typesetting.galleys import Unit, to_bytes
from monograph.typesetting.setting import set_unit, start_worker
from tests.layout.pages import note, page, words

STYLE = """
@page { @top-center { content: string(head); border-bottom: 1pt solid #333 } @footnote { margin-top: 4pt } }
@page:left { margin-left: 24pt; @bottom-left { content: counter(page) } }
@page:right { @bottom-right { content: counter(page) } }
h1 { string-set: head content(); bookmark-level: 1 } h2 { break-after: avoid; bookmark-level: 2 }
h2::before { content: counter(part, upper-roman) '. '; counter-increment: part }
.boxed { background: #eee; border: 1pt solid; border-radius: 3pt; padding: 2pt; box-decoration-break: clone }
.shadow { box-shadow: 1pt 1pt #888 } .hidden { visibility: hidden; background: #f00 } .wide { width: 50%; margin: 0 auto }
.float { float: right; width: 60pt; text-align: left } .verse { white-space: pre-line; text-align: left }
.flex { display: flex } .flex div { flex: 1 } .columns { columns: 2 } .sup { vertical-align: super; font-size: 6pt }
.low { vertical-align: -20% } .middle { vertical-align: middle } .big { font-size: 2em; line-height: 1 }
.anchored { position: relative; left: 2pt } :lang(fr) { quotes: '« ' ' »' } q::before { content: open-quote }
q::after { content: close-quote } .none { display: none } em { font-style: italic } b { letter-spacing: .1em }
table { border: 1pt solid } caption { font-style: italic } th { background: #ddd; border-radius: 1pt } li::marker { color: #900 }
@counter-style stars { system: cyclic; symbols: '*'; suffix: ' ' } ul { list-style: stars }
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><title>Picture</title><circle cx="15" cy="15" r="9"/></svg>'


def body(key: str) -> str:
    """One unit; half of its elements have ids."""
    notes = [note(f"{key}-n{i}", i, words(6 + 20 * i)) for i in range(4)]
    return f"""<h1 id="{key}">The <em>first</em> part</h1>
<p id="{key}-a">{words(40)} <em id="{key}-em">{words(3)}</em>{notes[0]} <span lang="fr"><q>{words(4)}</q></span> {words(30)}</p>
<p>{words(30)} <span lang="fr" style="color:#800"><q id="{key}-q">{words(2)}</q></span>{notes[1]} {words(9)}{notes[2]} {words(50)}</p>
<h2 id="{key}-h">Next</h2><h2>And next</h2>
<p id="{key}-b">{words(30)}<span class="sup">a</span> {words(9)}<span class="low">b</span> <span class="middle">c</span> <b>{words(3)}</b> <span class="big">Q</span> {words(20)}</p>
<div class="boxed" id="{key}-box"><p>{words(40)}</p></div><div class="boxed shadow"><p id="{key}-c">{words(10)}</p></div>
<p class="hidden">{words(5)}</p><p class="wide" id="{key}-w">{words(30)}</p><p class="none" id="{key}-none">{words(3)}</p>
<div class="float">{words(12)}</div><p id="{key}-d">{words(60)}</p><p class="anchored">{words(8)}</p>
<p class="verse" id="{key}-v">{words(3)}\n{words(4)}\n{words(2)}</p>
<ul><li id="{key}-l">{words(12)}</li><li>{words(3)}</li></ul><ol id="{key}-o"><li>{words(2)}</li><li>{words(4)}</li></ol>
<table id="{key}-t"><caption>A table</caption><thead><tr><th id="{key}-th">Date</th><th>Event</th></tr></thead>
<tbody><tr><td headers="{key}-th">4 May</td><td>{words(8)}</td></tr><tr><td>5 May</td><td>{words(4)}</td></tr></tbody></table>
<figure id="{key}-f">{PICTURE}<figcaption>{words(5)}</figcaption></figure>
<div class="flex"><div id="{key}-x">{words(4)}</div><div>{words(6)}</div></div>
<div class="columns"><p>{words(20)}</p><p id="{key}-y">{words(20)}</p></div>
<p>{words(20)}{notes[3]} <a href="https://example.org/" id="{key}-z">{words(3)}</a> {words(40)}</p>"""


def main(left_out: list[str]) -> None:
    """Set the units without these patches; names of patches that are no more would raise."""
    names = {patch.__name__.rpartition(".")[2]: patch for patch in patches.PATCHES}
    without = [names[name] for name in left_out]
    patches.PATCHES = tuple(patch for patch in patches.PATCHES if patch not in without)
    worked_out = 0
    stock = css.ComputedStyle.__init__

    def counted(*values: object, **named: object) -> None:
        nonlocal worked_out
        worked_out += 1
        stock(*values, **named)

    start_worker()
    css.ComputedStyle.__init__ = counted
    galleys = []
    for key in ("one", "two"):
        unit = Unit(key, "arabic", True, tuple(f"{key}-n{i}" for i in range(4)))
        galleys.append(to_bytes(set_unit(unit, page(body(key), css=STYLE), Path(__file__).parent, frozenset())))
    assert patches.install() == ()
    sys.stdout.buffer.write(b"\n--\n".join([json.dumps(worked_out).encode(), *galleys]))


if __name__ == "__main__":
    main(sys.argv[1:])
