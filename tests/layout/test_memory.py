"""What a process that sets units asks of the system: room for frames, memory that it gives back."""

import gc
from pathlib import Path

import pytest
from weasyprint.formatting_structure.boxes import LineBox

from monograph.typesetting import setting
from monograph.typesetting.frames import with_room
from monograph.typesetting.galleys import Unit
from tests.layout.pages import note, page

resource = pytest.importorskip("resource")
CALLS, DEEP = 300, 400


def _leaf(a: int) -> int:
    b, c, d, e = a, a, a, a
    return b + c + d + e


def _down(depth: int) -> None:
    """Calls at every depth of the stack, many times each."""
    for _ in range(CALLS):
        _leaf(depth)
    if depth:
        _down(depth - 1)


def _faults(*call: object) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    call[0](*call[1:])  # type: ignore[operator]
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)


def test_calls_at_the_edge_of_a_piece_of_stack_cost_memory_and_none_with_room() -> None:
    """The first half says that this Python still needs it."""
    assert _faults(_down, DEEP) >= CALLS
    assert _faults(with_room, _down, DEEP) < CALLS / 3


def _lines() -> int:
    """How many lines of paragraphs and notes are in memory."""
    return sum(isinstance(o, LineBox) and "composed" in vars(o) for o in gc.get_objects())


def test_lines_of_a_unit_are_gone_when_it_is_set() -> None:
    """Nobody has to look for garbage to have them back."""
    names = [f"n{n}" for n in range(60)]
    html = page("".join(f"<p>Word.{note(name, n, 'A note.')}</p>" for n, name in enumerate(names)))
    gc.collect()
    gc.disable()
    try:
        before = _lines()
        galley = setting.set_unit(Unit("u", "arabic", True, tuple(names)), html, Path(__file__).parent, frozenset())
        left = _lines() - before
    finally:
        gc.enable()
    assert galley.length > 1
    assert left < 30, "only what was tried and not kept"
