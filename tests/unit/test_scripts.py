"""Words in another script: what is one, and what is only a sign."""

from __future__ import annotations

import pytest

from monograph.manuscript.scripts import foreign_runs


@pytest.mark.parametrize(
    ("text", "language", "runs"),
    [
        ("plain", "en", []),
        ("Zürich, İzmir, Gəncə", "en", []),
        ("the angles α and β", "en", []),
        ("in Երեւան, then", "en", [("ARMENIAN", "Երեւան")]),
        ("“Новый мир”, 12", "en", [("CYRILLIC", "Новый мир")]),
        ("Новый мир", "ru", []),
        ("Новый мир", "az-Cyrl", []),
        ("Новый мир", "ru-Latn", [("CYRILLIC", "Новый мир")]),
        ("Тифлис თბილისი", "ru", [("GEORGIAN", "თბილისი")]),
        ("موسكو and 莫斯科", "en", [("ARABIC", "موسكو"), ("CJK", "莫斯科")]),
    ],
)
def test_runs_in_another_script_are_found(text: str, language: str, runs: list[tuple[str, str]]) -> None:
    """Runs keep the marks between their letters; letters of the language's own script and single ones pass."""
    assert list(foreign_runs(text, language)) == runs
