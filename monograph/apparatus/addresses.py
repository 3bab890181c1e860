"""Stage 2: how an address of the web is shown: its letters readable, and in notes no longer than it need be.

The full address stands in the bibliography; a note names the host, and both are links to the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from urllib.parse import quote, urlsplit

from monograph.apparatus.citeproc import Formatted
from monograph.apparatus.inlines import CONTAINERS, plain_text
from monograph.model import CitedSource, Inline, Inlines, Link, Source, Text

ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
READABLE = re.compile(
    "[\u00c0-\u024f\u0386-\u03ce\u0400-\u045f\u0490-\u04c4\u04d0-\u04f9\u0531-\u0587\u10d0-\u10f0\u1e00-\u1eff]"
)
"""Letters that are shown as such where an address holds them percent-encoded: those of the book's own fonts."""

RESOLVER = "https://doi.org/"


def readable(url: str) -> str:
    """An address with its encoded letters in plain; what has a meaning in an address stays encoded (RFC 3987)."""

    def letters(found: re.Match[str]) -> str:
        try:
            text = bytes.fromhex(found[0].replace("%", "")).decode("utf-8")
        except UnicodeDecodeError:
            return found[0]
        return "".join(c if READABLE.match(c) else quote(c, safe="") for c in text)

    return ENCODED.sub(letters, url)


def host(url: str) -> str:
    """The host of an address without its "www."."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def with_addresses(
    answer: Formatted, sources: Mapping[str, Source], urls: str, listed: Collection[str] | None = None
) -> Formatted:
    """The formatted words with every address a link, shown as ``urls`` says: by its host, always in full, or never.

    A DOI is short and stays in full unless ``never``; so does every address of a source that is not ``listed``
    in a printed bibliography (by default the sources that have an entry).
    """
    known = {key for key, _ in answer.entries} if listed is None else listed

    def cited(inlines: Inlines) -> Inlines:
        return tuple(_cited(n) if isinstance(n, CitedSource) else n for n in inlines)

    def _cited(node: CitedSource) -> CitedSource:
        children = node.children
        for url in addresses_of(sources[node.key]):
            how = urls if node.key in known else "always"
            children = _linked(children, url, how)
        return replace(node, children=children)

    groups = {id: cited(words) for id, words in answer.groups.items()}
    entries = tuple((key, _readable(words)) for key, words in answer.entries)
    return replace(answer, groups=groups, entries=entries)


def addresses_of(source: Source) -> list[str]:
    """The addresses that a style may print for a source."""
    url, doi = str(source.fields.get("URL", "")), str(source.fields.get("DOI", ""))
    return [address for address in (RESOLVER + doi if doi else "", url) if address]


def _linked(inlines: Inlines, url: str, how: str) -> Inlines:
    """The inlines with each occurrence of ``url`` a link, or gone with the comma or brackets around it.

    A host that the words name already, as the title of a site, is not said again: that name is the link.
    """
    gone = re.compile(rf",?\s*<?{re.escape(url)}>?")
    if how == "never":
        return _mapped(inlines, gone, lambda found, text: ())
    named = re.compile(rf"(?<![\w.-])(?:www\.)?{re.escape(host(url))}(?![\w-]|\.\w|/)", re.I)
    text = plain_text(inlines)
    if how == "host" and not url.startswith(RESOLVER) and url in text and named.search(text.replace(url, "")):
        linked = _mapped(inlines, gone, lambda found, text: ())
        return _mapped(linked, named, lambda found, text: (Link((Text(found[0], text.location),), url, text.location),))
    shown = host(url) if how == "host" and not url.startswith(RESOLVER) else readable(url)
    pattern = re.compile(re.escape(url))
    return _mapped(inlines, pattern, lambda found, text: (Link((Text(shown, text.location),), url, text.location),))


def _mapped(inlines: Inlines, pattern: re.Pattern[str], made: Callable[[re.Match[str], Text], Inlines]) -> Inlines:
    """The inlines with every match of a pattern in a text replaced; links are left as they are."""
    kept: list[Inline] = []
    for node in inlines:
        if isinstance(node, Text):
            at = 0
            for found in pattern.finditer(node.text):
                kept += [Text(node.text[at : found.start()], node.location)] if found.start() > at else []
                kept += made(found, node)
                at = found.end()
            kept += [Text(node.text[at:], node.location)] if at < len(node.text) else []
        elif isinstance(node, CONTAINERS) and not isinstance(node, Link):
            kept.append(replace(node, children=_mapped(node.children, pattern, made)))
        else:
            kept.append(node)
    return tuple(kept)


def _readable(inlines: Inlines) -> Inlines:
    """The inlines with the words of each link readable where they are its address."""
    made: list[Inline] = []
    for node in inlines:
        if isinstance(node, Link) and plain_text(node.children) == node.url:
            made.append(replace(node, children=(Text(readable(node.url), node.location),)))
        elif isinstance(node, CONTAINERS):
            made.append(replace(node, children=_readable(node.children)))
        else:
            made.append(node)
    return tuple(made)
