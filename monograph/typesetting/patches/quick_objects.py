"""PDF objects become bytes on a short path.

pydyf 0.13: every name, number and reference of a file goes through a chain of tests (``_to_bytes``), and the references
of all pages are made for each structure element (``PDF.page_references``). The bytes are the same.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pydyf

from monograph.typesetting.patches.wrapping import Swap


def to_bytes(stock: Any) -> Any:
    """The function that writes any value."""

    def quickly(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item  # type: ignore[no-any-return]
        if kind is str:
            return item.encode("ascii")  # type: ignore[no-any-return]
        if kind is int:
            return b"%d" % item
        return stock(item)  # type: ignore[no-any-return]

    return quickly


@cache
def _name(key: str) -> bytes:
    return f"/{key} ".encode("ascii")


def dictionary_data(stock: Any) -> Any:
    """The property that writes a dictionary."""

    def data(self: Any) -> bytes:
        write = pydyf._to_bytes
        return b"<<%b>>" % b"".join([_name(key) + write(value) for key, value in self.items()])

    return property(data)


def array_data(stock: Any) -> Any:
    """The property that writes an array."""

    def data(self: Any) -> bytes:
        return b"[%b]" % b" ".join(list(map(pydyf._to_bytes, self)))

    return property(data)


def page_references(stock: Any) -> Any:
    """The property that knows the references of pages, made anew only when there are more of them."""

    def references(self: Any) -> Any:
        pages, known = len(self.pages["Kids"]), self.__dict__.get("known_references")
        if known is None or known[0] != pages:
            known = self.known_references = (pages, stock.fget(self))
        return known[1]

    return property(references)


WRAPS = (
    Swap(pydyf, "_to_bytes", "1cefd02c285d3aee", to_bytes),
    Swap(pydyf.Dictionary, "data", "1a6ebf2b6bc6adcb", dictionary_data),
    Swap(pydyf.Array, "data", "136a84494ae7c8cc", array_data),
    Swap(pydyf.PDF, "page_references", "060bf90aad55931b", page_references),
)
