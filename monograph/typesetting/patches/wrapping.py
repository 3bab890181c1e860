"""One private function of WeasyPrint and what is done around it."""

from __future__ import annotations

import functools
import hashlib
import inspect
import linecache
from collections.abc import Callable
from typing import Any


class Wrap:
    """``around`` in the place of ``owner.name``, written for the function whose source has this digest.

    ``around`` gets what stood there before, then the arguments: patches of one function compose in any order.
    ``owner`` is a module or class; a function that is imported by name is wrapped in the module that calls it.
    """

    def __init__(self, owner: Any, name: str, source: str, around: Callable[..., Any]) -> None:
        self.owner, self.name, self.source, self.around = owner, name, source, around
        self.stock = getattr(owner, name)
        self.applied = False

    def fits(self) -> bool:
        """Whether the function is the one that this was written for."""
        return digest(self.stock) == self.source

    def apply(self) -> None:
        """Put it in its place, once."""
        if self.applied:
            return
        self.applied = True
        inner = getattr(self.owner, self.name)
        outer = functools.partial(self.around, inner)
        bound = _method(outer) if inspect.isclass(self.owner) else outer
        setattr(self.owner, self.name, functools.update_wrapper(bound, inner))


def _method(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that may stand in a class."""

    def method(*values: Any, **named: Any) -> Any:
        return function(*values, **named)

    return method


class Swap(Wrap):
    """For what is called very often: ``around`` makes the new function from what stood there before, once."""

    def apply(self) -> None:
        """Put the function that is made in its place."""
        inner = getattr(self.owner, self.name)
        made = self.around(inner)
        setattr(self.owner, self.name, made if isinstance(made, property) else functools.wraps(inner)(made))


class Call(Wrap):
    """A private function that a patch calls: it is checked, nothing is put in its place."""

    def __init__(self, owner: Any, name: str, source: str) -> None:
        super().__init__(owner, name, source, lambda inner, *values, **named: inner(*values, **named))

    def apply(self) -> None:
        """Leave it as it is."""


def digest(function: Any) -> str:
    """SHA-256 of the source of a function, or of what a property calls: first 16 digits."""
    return hashlib.sha256(source(function).encode()).hexdigest()[:16]


def source(function: Any) -> str:
    """The lines of a function, as ``inspect.getsource`` finds them by parsing, but by how they are indented."""
    called: Any = function.fget if isinstance(function, property) else function
    code = inspect.unwrap(called).__code__
    lines = linecache.getlines(code.co_filename)[code.co_firstlineno - 1 :]
    head = next(number for number, line in enumerate(lines) if line.lstrip().startswith(("def ", "async def ")))
    margin = len(lines[head]) - len(lines[head].lstrip())
    end = head + 1
    for number, line in enumerate(lines[end:], end):
        if line.strip():
            if len(line) - len(line.lstrip()) <= margin and line.lstrip()[0] != ")":
                break
            end = number + 1
    return "".join(lines[:end])
