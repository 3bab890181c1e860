"""Stage 0: the machine -> an interpreter that has everything the book needs. Standard library only.

Does nothing where the dependencies are there (an active environment works untouched). Else it makes
``.venv`` beside ``build.py`` from the lock file, checks that Pango can be loaded, and starts again inside.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / ".complete"
MINIMUM = (3, 11)
RESTARTED = "MONOGRAPH_RESTARTED"
FAULT = 3

LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
)
"""What WeasyPrint loads, by the names of each system."""

PANGO = {
    "apt-get": "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "dnf install -y pango harfbuzz",
    "pacman": "pacman -S --noconfirm pango harfbuzz",
    "apk": "apk add pango harfbuzz fontconfig",
    "zypper": "zypper install -y libpango-1_0-0 libharfbuzz-subset0",
    "brew": "brew install pango",
}
TEST_TOOLS = {"pdftotext": "poppler-utils", "qpdf": "qpdf", "chromium": "chromium"}
"""Program that the tests call -> the Debian package that holds it."""


def prepare(*, testing: bool = False) -> None:
    """Return where everything is there; else set up and start again, or say what to do and exit with 3."""
    if sys.version_info < MINIMUM:
        stop(f"Python {MINIMUM[0]}.{MINIMUM[1]} or later is needed; this is {sys.version.split()[0]}.")
    if not lacking(testing):
        _prepare_libraries()
        if testing:
            _prepare_test_tools()
        return
    if os.environ.get(RESTARTED):
        stop(f"the environment in {VENV} still lacks {', '.join(lacking(testing))}: delete it and start again.")
    make_environment(testing)
    os.environ[RESTARTED] = "1"
    python = str(interpreter())
    if os.name == "nt":
        sys.exit(subprocess.call([python, *sys.argv]))
    os.execv(python, [python, *sys.argv])


def lacking(testing: bool) -> list[str]:
    """Direct dependencies that this interpreter does not have, or has in another version than a pinned one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["test"] if testing else [])
    found = []
    for requirement in wanted:
        name, _, pinned = requirement.partition("==")
        name = re.split(r"[<>=!~;\[ ]", name)[0]
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found.append(name)
        else:
            if pinned and version != pinned:
                found.append(f"{name} {pinned}")
    return found


def interpreter() -> Path:
    """The Python of ``.venv``."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_environment(testing: bool) -> None:
    """Make ``.venv`` from the lock file, once; a half-made one is made again; two at once wait for each other."""
    lock_file = ROOT / ("requirements-test.lock" if testing else "requirements.lock")
    digest = hashlib.sha256(lock_file.read_bytes() + sys.version.encode()).hexdigest()
    with _only_one():
        made = STAMP.read_text().split() if STAMP.is_file() and interpreter().exists() else []
        if digest in made:
            return
        if not made and VENV.exists():
            shutil.rmtree(VENV)
        if not VENV.exists():
            say("making .venv (once)")
            _make_venv()
        say(f"installing what {'the tests need' if testing else 'the book needs'} into .venv (once, some minutes)")
        pip = [str(interpreter()), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock_file)]
        if subprocess.call(pip) != 0:
            stop("pip could not install the packages of the lock file; its message stands above.")
        STAMP.write_text("\n".join([*made, digest]))


def _make_venv() -> None:
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not _apt_install([package]):
        stop(f"Python’s venv module is missing. On Debian or Ubuntu: sudo apt-get install {package}")
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]) != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        stop("no virtual environment could be made; the message stands above.")


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    """Held by one process at a time; the system lets go of it when the process ends."""
    with open(ROOT / ".venv.lock", "w", encoding="utf-8") as file:
        if os.name != "nt":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def loadable(names: Sequence[str]) -> bool:
    """Whether one of the library's names can be loaded."""
    for name in names:
        with contextlib.suppress(OSError):
            ctypes.CDLL(name)
            return True
    return False


def _prepare_libraries() -> None:
    if all(map(loadable, LIBRARIES)):
        return
    if _apt_install(PANGO["apt-get"].split()[3:]) and all(map(loadable, LIBRARIES)):
        return
    manager = next((m for m in PANGO if shutil.which(m)), None)
    if manager:
        stop(
            f"Pango, which sets the type, is missing. Install it with:\n\n    sudo {PANGO[manager]}\n".replace(
                "sudo brew", "brew"
            )
        )
    stop("Pango, which sets the type, is missing: see “Install” in WeasyPrint’s documentation for this system.")


def _prepare_test_tools() -> None:
    missing = {tool: package for tool, package in TEST_TOOLS.items() if not shutil.which(tool)}
    if missing and not _apt_install(sorted(missing.values())):
        packages = ", ".join(sorted(missing.values()))
        say(f"tests that need {', '.join(sorted(missing))} will be skipped: install {packages}")


def _apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages where that is allowed; False where it is not, or fails."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say(f"installing {', '.join(packages)}")
    silent = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call(["apt-get", "update", "-qq"], stdout=subprocess.DEVNULL, env=silent)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.call(command, stdout=subprocess.DEVNULL, env=silent) == 0


def say(message: str) -> None:
    """One line about what is being set up."""
    print(f"set-up: {message}", file=sys.stderr, flush=True)


def stop(message: str) -> None:
    """Say why there is no going on, and end with 3."""
    say(message)
    sys.exit(FAULT)
