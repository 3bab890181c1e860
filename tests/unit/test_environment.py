"""Stage 0: what is missing is found, made once, made again where it is broken, and told in a sentence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from monograph import environment


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of its own, with one dependency, a lock file, and no way to install Debian packages."""
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["first==1.2", "second>=3.10"]\noptional-dependencies = {test = ["third"]}\n'
    )
    (tmp_path / "requirements.lock").write_text("first==1.2 --hash=sha256:00\n")
    (tmp_path / "requirements-test.lock").write_text("third==1 --hash=sha256:00\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / ".complete")
    monkeypatch.setattr(environment, "_apt_install", lambda packages: False)
    return tmp_path


@pytest.fixture
def calls(machine: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is called from outside (``venv``, ``pip``), in order; a stand-in acts as they would."""
    called: list[str] = []

    def call(command: list[str], **more: object) -> int:
        called.append(command[2])
        if command[2] == "venv":
            environment.interpreter().parent.mkdir(parents=True)
            environment.interpreter().touch()
            (machine / ".venv/lib/python3.99/site-packages").mkdir(parents=True)
        else:
            for name, version in (("first", "1.2"), ("second", "3.11"), ("third", "1")):
                install(machine / ".venv/lib/python3.99/site-packages", name, version)
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    return called


def install(folder: Path, name: str, version: str) -> None:
    """Put the metadata of a package into a folder."""
    place = folder / f"{name}-{version}.dist-info"
    place.mkdir(parents=True, exist_ok=True)
    (place / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")


@pytest.mark.usefixtures("machine")
def test_missing_and_outdated_packages_are_named(tmp_path: Path) -> None:
    """A pinned version must be that version, a least one is compared as numbers, and tests ask for more."""
    there = tmp_path / "packages"
    assert environment.lacking(False, [str(there)]) == ["first", "second"]
    install(there, "first", "1.3")
    install(there, "second", "3.9")
    assert environment.lacking(False, [str(there)]) == ["first 1.2", "second 3.10"]
    other = tmp_path / "others"
    install(other, "first", "1.2")
    install(other, "second", "3.11")
    assert environment.lacking(False, [str(other)]) == []
    assert environment.lacking(True, [str(other)]) == ["third"]


def test_the_environment_is_made_once(calls: list[str]) -> None:
    """The first call makes .venv, the second does nothing; the tests' packages are added to it."""
    environment.make_environment(testing=False)
    assert calls == ["venv", "pip"]
    environment.make_environment(testing=False)
    assert calls == ["venv", "pip"]
    environment.make_environment(testing=True)
    assert calls == ["venv", "pip", "pip"]
    environment.make_environment(testing=False)
    assert calls == ["venv", "pip", "pip"]


def test_a_new_lock_file_is_installed_into_the_old_environment(machine: Path, calls: list[str]) -> None:
    """When the lock file changes, its packages are installed; .venv itself stays."""
    environment.make_environment(testing=False)
    (machine / "requirements.lock").write_text("first==1.2 --hash=sha256:11\n")
    environment.make_environment(testing=False)
    assert calls == ["venv", "pip", "pip"]


@pytest.mark.parametrize("harm", ["half-made", "no interpreter", "package lost"])
def test_a_broken_environment_is_made_again(machine: Path, calls: list[str], harm: str) -> None:
    """A .venv without its mark, its Python or a package is thrown away and made anew."""
    environment.make_environment(testing=False)
    broken = {
        "half-made": environment.STAMP,
        "no interpreter": environment.interpreter(),
        "package lost": machine / ".venv/lib/python3.99/site-packages/first-1.2.dist-info/METADATA",
    }[harm]
    broken.unlink()
    if harm == "package lost":
        broken.parent.rmdir()
    environment.make_environment(testing=False)
    assert calls == ["venv", "pip", "venv", "pip"]


def test_a_failed_installation_is_not_taken_for_done(
    calls: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When pip fails the build ends with 3 and says so; the next build begins from nothing."""
    works = subprocess.call
    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "call", lambda command, **more: works(command, **more) or command[2] == "pip")
        with pytest.raises(SystemExit) as ended:
            environment.make_environment(testing=False)
    assert ended.value.code == 3
    assert "pip could not install" in capsys.readouterr().err
    assert not environment.STAMP.exists()
    environment.make_environment(testing=False)
    assert calls == ["venv", "pip", "venv", "pip"]


def test_nothing_is_done_where_all_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An active environment that satisfies the requirements works untouched and without a word."""
    monkeypatch.setattr(environment, "make_environment", lambda testing: pytest.fail("made an environment"))
    monkeypatch.setattr(environment, "lacking", lambda testing: [])
    monkeypatch.setattr(environment, "loadable", lambda names: True)
    environment.prepare()
    assert capsys.readouterr().err == ""


def test_a_build_started_by_a_build_begins_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mark of a second start is for this process alone: a child with another Python must set itself up."""
    monkeypatch.setenv(environment.RESTARTED, "1")
    monkeypatch.setattr(environment, "lacking", lambda testing: [])
    monkeypatch.setattr(environment, "loadable", lambda names: True)
    environment.prepare()
    assert environment.RESTARTED not in os.environ


def test_a_second_start_that_still_lacks_something_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A .venv that cannot be made right does not make the program start itself for ever."""
    monkeypatch.setenv(environment.RESTARTED, "1")
    monkeypatch.setattr(environment, "lacking", lambda testing: ["first"])
    with pytest.raises(SystemExit) as ended:
        environment.prepare()
    assert ended.value.code == 3
    assert "still lacks first" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "sudo apt-get install -y libpango-1.0-0"),
        ("dnf", "sudo dnf install -y pango"),
        ("brew", "\n    brew install pango"),
    ],
)
@pytest.mark.usefixtures("machine")
def test_missing_pango_is_told_with_the_command_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], manager: str, command: str
) -> None:
    """Without Pango the build ends with 3 and the one command that installs it; never sudo for Homebrew."""
    monkeypatch.setattr(environment, "lacking", lambda testing: [])
    monkeypatch.setattr(environment, "loadable", lambda names: "pango" not in names[0])
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name == manager else None)
    with pytest.raises(SystemExit) as ended:
        environment.prepare()
    assert ended.value.code == 3
    assert command in capsys.readouterr().err


def test_an_old_python_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Python before 3.11 ends with 3 and names both versions."""
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    monkeypatch.setattr(sys, "version", "3.9.18 (main)")
    with pytest.raises(SystemExit) as ended:
        environment.require_python()
    assert ended.value.code == 3
    assert capsys.readouterr().err == "set-up: Python 3.11 or later is needed; this is 3.9.18.\n"


def test_the_environment_needs_the_standard_library_alone() -> None:
    """environment.py can be imported where nothing is installed, as can all that build.py imports before it."""
    code = "import monograph.environment, build; build.arguments(['check'], build.ROOT, build.EDITIONS, build.USUAL)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); {code}"],
                          cwd=environment.ROOT, capture_output=True, text=True)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_reading_systems_are_installed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Npm is called without scripts and without a browser, once for each lock file; a failure is told, and tried again."""
    calls: list[tuple[list[str], str]] = []
    outcome = 1

    def call(command: list[str], cwd: Path, env: dict[str, str]) -> int:
        calls.append((command, env["PUPPETEER_SKIP_DOWNLOAD"]))
        (cwd / "node_modules").mkdir(exist_ok=True)
        return outcome

    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "READER", tmp_path)
    monkeypatch.setattr(subprocess, "call", call)
    environment._prepare_reading_systems("npm")
    assert "will be skipped" in capsys.readouterr().err
    outcome = 0
    environment._prepare_reading_systems("npm")
    environment._prepare_reading_systems("npm")
    assert [command[:3] for command, _ in calls] == [["npm", "ci", "--ignore-scripts"]] * 2
    assert {flag for _, flag in calls} == {"1"}
    (tmp_path / "package-lock.json").write_text("{ }")
    environment._prepare_reading_systems("npm")
    assert len(calls) == 3


def test_the_lock_file_of_the_reading_systems_names_no_host() -> None:
    """Every package has its hash; which registry it comes from is the machine's affair."""
    text = (environment.READER / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert len(packages) > 2
    assert all("integrity" in package for name, package in packages.items() if name)
    assert "resolved" not in text


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_lock_files_pin_with_hashes_and_name_no_host(name: str) -> None:
    """Every package is pinned and hashed, every direct dependency is locked, and no registry is named."""
    text = (environment.ROOT / name).read_text(encoding="utf-8")
    entries = [e for e in text.replace("\\\n", " ").splitlines() if e.strip() and not e.lstrip().startswith("#")]
    assert all("==" in e and "--hash=sha256:" in e for e in entries)
    assert "://" not in text
    locked = {e.partition("==")[0].lower() for e in entries}
    wanted = environment.lacking(name.startswith("requirements-test"), [])
    assert {word.partition(" ")[0] for word in wanted} <= locked
