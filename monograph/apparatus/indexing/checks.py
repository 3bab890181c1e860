"""Stage 2: what is wrong with an index: dead and circular pointers, open ranges, twins, records without a mention."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence

from monograph.apparatus.indexing.headings import Headings, Path, plain
from monograph.apparatus.indexing.locators import printed_locators
from monograph.apparatus.indexing.marks import Mark, mentioned_by_events
from monograph.apparatus.indexing.tree import Node, Pointer, Tree
from monograph.apparatus.inlines import plain_text, walk
from monograph.model import Book, IndexGroup, Location, Text
from monograph.problems import Problems, nearest

ALIKE = 0.88
"""How alike two headings are, from 0 to 1, that may be one."""

BARE = 6
"""How many page numbers a reader can try one after the other."""

NEAR = 3
"""How many headings before a heading are compared with it."""


def words(path: Path) -> str:
    """A heading as it is told."""
    return "!".join(plain(part) for part in path)


# ------------------------------------------------------------------------------ ranges


def tell_open(begun: tuple[Node, int, Location] | None, path: Path, problems: Problems) -> None:
    """A range that begins and never ends; it is then a mention of its first page."""
    if begun is not None:
        message = f"the range of “{words(begun[0].path)}” begins here and never ends"
        problems.add("index-range-open", message, begun[2], "mark its last words with the same heading and .to")


def tell_closed(path: Path, place: Location, problems: Problems) -> None:
    """A range that ends without a beginning."""
    message = f"a range of “{words(path)}” ends here that never began"
    problems.add("index-range-open", message, place, "mark its first words with the same heading and .from")


# ---------------------------------------------------------------------------- pointers


def check_pointers(tree: Tree, problems: Problems) -> None:
    """Every *see* leads to a heading that has pages, and never back to where it began."""
    known = [words(node.path) for node in tree if node.printed and not node.pointing]
    for node in tree:
        for pointer, kind in [*((p, "see") for p in node.see), *((p, "see also") for p in node.see_also)]:
            _check(node, pointer, kind, tree, known, problems)


def _check(node: Node, pointer: Pointer, kind: str, tree: Tree, known: Collection[str], problems: Problems) -> None:
    target = tree.find(pointer.path)
    here = f"“{words(node.path)}, {kind} {pointer.words}”"
    if target is None:
        hint = nearest(words(pointer.path), known) or "write the heading as it is printed, sub-entries behind a !"
        problems.add("index-see-dead", f"{here} leads to a heading that is not there", pointer.location, hint)
    elif target is node:
        problems.add("index-see-circular", f"{here} leads back to itself", pointer.location)
    elif target.pointing and kind == "see":
        onward = target.see[0].words
        if any(tree.find(p.path) is node for p in target.see):
            problems.add("index-see-circular", f"{here} leads back to itself", pointer.location)
        else:
            message = f"{here} leads to a heading that only leads on"
            problems.add("index-see-dead", message, pointer.location, f"see {onward}?")


# ------------------------------------------------------------------------------- twins


def check_twins(nodes: Sequence[Node], headings: Headings, problems: Problems) -> None:
    """Headings with one place that may be misspelt forms of another one; records are never taken for such."""
    _check_siblings(nodes, headings, problems)
    for node in nodes:
        if len(node.children) > 1:
            _check_siblings(list(node.children.values()), headings, problems)


def _check_siblings(nodes: Sequence[Node], headings: Headings, problems: Problems) -> None:
    shown = [node for node in nodes if node.printed and not node.pointing]
    same: dict[str, Node] = {}
    for number, node in enumerate(shown):
        form = _bare(plain(node.path[-1]))
        twin = same.setdefault(form, node)
        twins = [twin] if twin is not node else [n for n in shown[max(0, number - NEAR) : number] if _alike(n, node)]
        if twins:
            rare, common = sorted((node, twins[-1]), key=lambda n: (len(n.children), len(n.locators)))
            _tell_twin(rare, common, headings, problems)


def _tell_twin(rare: Node, common: Node, headings: Headings, problems: Problems) -> None:
    recorded = headings.is_record(rare.path)
    if recorded and not headings.is_record(common.path) and len(common.locators) == 1:
        rare, common, recorded = common, rare, False
    if len(rare.locators) == 1 and not rare.children and not recorded:
        message = f"“{words(rare.path)}” is entered once, beside “{words(common.path)}”"
        problems.add("index-twin", message, rare.location, "if they are one heading, write both the same way")


def _alike(one: Node, other: Node) -> bool:
    a, b = plain(one.path[-1]).casefold(), plain(other.path[-1]).casefold()
    if min(len(a), len(b)) < 5 or [c for c in a if c.isdigit()] != [c for c in b if c.isdigit()]:
        return False
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _bare(text: str) -> str:
    """The letters of a heading without accents, case, spaces or the ending of a plural."""
    letters = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if c.isalnum())
    return letters.removesuffix("s") if len(letters) > 4 else letters


# ---------------------------------------------------------------------------- locators


def check_locators(index: Iterable[IndexGroup], pages: Mapping[str, str], language: str, problems: Problems) -> None:
    """Headings with many page numbers and nothing to choose by, once the pages are known."""
    waiting = [entry for group in index for entry in group.entries]
    while waiting:
        entry = waiting.pop()
        waiting += entry.children
        bare = [loc for loc in entry.locators if not loc.plate and not loc.principal]
        number = len(printed_locators(bare, pages, "", language))
        if number > BARE:
            place = next((node.location for node in walk(entry.words) if isinstance(node, Text)), Location("book.yaml"))
            message = (
                f"the index heading “{plain_text(entry.words)}” has {number} page numbers and nothing to choose by"
            )
            hint = (
                'divide it (index="heading!what of it"), mark the main place .principal, or leave passing mentions out'
            )
            problems.add("index-locators-many", message, place, hint)


# ----------------------------------------------------------------------------- records


def check_records(book: Book, headings: Headings, marks: Iterable[Mark], problems: Problems) -> None:
    """Persons and places of the records that no mark, no map and no printed event names."""
    entered = {pair for mark in marks for pair in mark.marks}
    persons, places = mentioned_by_events(book)
    unprinted = {place.id for place in book.places if not place.printed}
    for (kind, name), record in headings.records.items():
        known = kind == "term" or (kind == "place" and name in unprinted)
        if known or (kind, name) in entered or name in (persons if kind == "person" else places):
            continue
        message = f"the {kind} “{record.name}” is never mentioned"
        hint = f"mark a mention with {{{kind}={name}}}, or take the record away"
        problems.add("index-record-unmentioned", message, record.location, hint)
