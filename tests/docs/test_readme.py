"""The README is right: every command that it shows as tested is run as it stands there, in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTED = re.compile(r"^ *<!-- tested -->\n *```sh\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def commands(markdown: str) -> list[str]:
    """The lines of every ``sh`` block that ``<!-- tested -->`` stands before, without comments."""
    lines = (line.partition(" #")[0].strip() for block in TESTED.findall(markdown) for line in block.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


COMMANDS = commands((ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project without its history, environment and output, as someone who just got it would have it."""
    left_out = shutil.ignore_patterns(".git", ".venv", ".cache", "dist", "__pycache__", ".*_cache")
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("readme") / "monograph", ignore=left_out))


@cache
def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command once, with this Python as ``python3``; a run of the tests only collects them, not to run itself."""
    if command.endswith("build.py test"):
        command += " --collect-only -q"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return subprocess.run(
        command, shell=True, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )


def test_only_marked_blocks_are_commands() -> None:
    """A block without the mark, or of another language, is not run; comments are dropped."""
    markdown = (
        "```sh\nno\n```\n<!-- tested -->\n```sh\none # why\n# two\nthree\n```\n<!-- tested -->\n```yaml\nno: 1\n```\n"
    )
    assert commands(markdown) == ["one", "three"]


def test_the_readme_shows_the_two_commands() -> None:
    """What everyone needs first is shown, and is among what is tested."""
    assert {"python3 build.py", "python3 build.py test"} <= set(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_command_of_the_readme(copy: Path, command: str) -> None:
    """The command ends well."""
    done = run(command, copy)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]


@pytest.mark.slow
def test_the_build_of_the_readme_makes_the_book(copy: Path) -> None:
    """After the build the files that other tools rely on are there under their fixed names."""
    assert run("python3 build.py", copy).returncode == 0
    made = {path.relative_to(copy / "dist").as_posix() for path in (copy / "dist").rglob("*") if path.is_file()}
    slug = "between-baku-and-erivan"
    assert {f"{slug}.pdf", f"{slug}.epub", f"{slug}-pages.json", f"{slug}-report.json", f"cite/{slug}.bib"} <= made
