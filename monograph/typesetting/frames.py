"""Room for the frames of deep calls.

CPython (3.11 and later, ``Python/pystate.c``) keeps the frames of Python calls in pieces of 16 kB, asks the system for
another when one is full and gives it back as soon as the call ends. Layout goes up and down a deep stack all the time;
at the edge of a piece each call then costs two system calls and fresh memory: a seventh of the time of a chapter. A
piece is as large as the frame that it is made for, up to the next power of two: under a call with a very large frame
there is room for all others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

SLOTS = 33_000
"""Of one frame, 8 bytes each: a little more than a quarter of a megabyte, so that another quarter is left."""

P = ParamSpec("P")
R = TypeVar("R")


def with_room(function: Callable[P, R], *values: P.args, **named: P.kwargs) -> R:
    """Call a function with room for the frames of all that it calls."""
    return function(*values, **named)


with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)
