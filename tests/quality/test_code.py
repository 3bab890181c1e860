"""The code keeps its own rules."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A tool of this interpreter, run in the project's folder."""
    return subprocess.run([sys.executable, "-m", *command], cwd=root, capture_output=True, text=True, check=False)


def test_types_are_exact(root: Path) -> None:
    """``mypy --strict`` has nothing to say."""
    result = run(root, "mypy", "--cache-dir", "/dev/null")
    assert result.returncode == 0, result.stdout


def test_lint_is_clean(root: Path) -> None:
    """``ruff`` has nothing to say."""
    result = run(root, "ruff", "check", "--no-cache", ".")
    assert result.returncode == 0, result.stdout


def test_build_py_is_short(root: Path) -> None:
    """The pipeline can be read in a minute."""
    assert len((root / "build.py").read_text(encoding="utf-8").splitlines()) < 120


def test_the_model_imports_nothing_of_ours(root: Path) -> None:
    """The types stand in one file that depends on no stage."""
    assert "from monograph" not in (root / "monograph/model.py").read_text(encoding="utf-8")


def test_no_page_counter_stands_in_the_flow(root: Path) -> None:
    """Page numbers in the text are literal: counters in the flow make the layout lose notes."""
    sources = [
        p for folder in ("templates", "assets/css", "monograph") for p in (root / folder).rglob("*") if p.is_file()
    ]
    texts = {p: p.read_text(encoding="utf-8") for p in sources if p.suffix in (".css", ".j2", ".py")}
    wrong = [p for p, text in texts.items() if re.search(r"target-counter\(|counter\(pages", text)]
    assert wrong == []


def test_every_template_and_every_file_of_data_is_named_in_the_notice(root: Path) -> None:
    """What others made is named with its terms."""
    notice = (root / "NOTICE.md").read_text(encoding="utf-8")
    for folder in (root / "assets").iterdir():
        assert f"assets/{folder.name}/" in notice, folder.name
