"""Stage 0: the machine -> an interpreter that has everything the book needs. Standard library only.

Does nothing where the dependencies are there (an active environment works untouched). Else it makes
``.venv`` beside ``build.py`` from the lock file, checks that Pango can be loaded, and starts again inside.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / ".complete"
MINIMUM = (3, 11)
RESTARTED = "MONOGRAPH_RESTARTED"
REQUIREMENT = re.compile(r"([\w.-]+)\s*(==|>=)?\s*([\w.]*)")
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
TEST_TOOLS = {"pdftotext": "poppler-utils", "qpdf": "qpdf", "chromium": "chromium", "npm": "npm"}
"""Program that the tests call -> the Debian package that holds it."""

READER = ROOT / "tests" / "reader"
"""Where npm puts the reading system and the accessibility checker of the tests."""


def require_python() -> None:
    """Exit with 3 where this Python is too old for the rest of the program even to be read."""
    if sys.version_info < MINIMUM:
        stop(f"Python {MINIMUM[0]}.{MINIMUM[1]} or later is needed; this is {sys.version.split()[0]}.")


def prepare(*, testing: bool = False) -> None:
    """Return where everything is there; else set up and start again, or say what to do and exit with 3."""
    restarted = os.environ.pop(RESTARTED, "")  # for this process alone: a build that it starts begins afresh
    if not lacking(testing):
        _prepare_libraries()
        if testing:
            _prepare_test_tools()
        return
    if restarted:
        stop(f"the environment in {VENV} still lacks {', '.join(lacking(testing))}: delete it and start again.")
    make_environment(testing)
    os.environ[RESTARTED] = "1"
    python = str(interpreter())
    if os.name == "nt":
        sys.exit(subprocess.call([python, *sys.argv]))
    os.execv(python, [python, *sys.argv])


def lacking(testing: bool, path: Sequence[str] | None = None) -> list[str]:
    """Direct dependencies that are not on ``path`` (this interpreter's by default), or not in the version asked for."""
    import importlib.metadata  # these two are younger than the Pythons that `require_python` turns away
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["test"] if testing else [])
    found = []
    for requirement in wanted:
        name, relation, version = REQUIREMENT.match(requirement).groups()  # type: ignore[union-attr]
        there = next(
            iter(importlib.metadata.distributions(name=name, path=sys.path if path is None else list(path))), None
        )
        if there is None:
            found.append(name)
        elif (relation == "==" and there.version != version) or _numbers(there.version) < _numbers(version):
            found.append(f"{name} {version}")
    return found


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


def interpreter() -> Path:
    """The Python of ``.venv``."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def installed() -> list[str]:
    """Where the packages of ``.venv`` stand; nowhere if its Python has since become another version."""
    ours = interpreter().resolve() == Path(sys.executable).resolve()
    version = f"python{sys.version_info.major}.{sys.version_info.minor}" if ours else "python*"
    folders = [VENV / "Lib/site-packages"] if os.name == "nt" else VENV.glob(f"lib/{version}/site-packages")
    return [str(folder) for folder in folders]


def make_environment(testing: bool) -> None:
    """Make ``.venv`` from the lock file, once; a half-made or broken one is made again; two at once wait in turn."""
    lock_file = ROOT / ("requirements-test.lock" if testing else "requirements.lock")
    digest = hashlib.sha256(lock_file.read_bytes()).hexdigest()
    with _only_one():
        made = STAMP.read_text().split() if STAMP.is_file() and interpreter().exists() else []
        if digest in made:
            if not lacking(testing, installed()):
                return
            made = []
        if not made and VENV.exists():
            shutil.rmtree(VENV)
        if not VENV.exists():
            say("making .venv (once)")
            _make_venv()
        say(f"installing what {'the tests need' if testing else 'the book needs'} into .venv (once, some minutes)")
        pip = [str(interpreter()), "-m", "pip", "install", "-qq", "--require-hashes", "-r", str(lock_file)]
        if subprocess.call(pip) != 0:
            stop("pip could not install the packages of the lock file; its message stands above.")
        STAMP.write_text("\n".join([*made, digest]))


def _make_venv() -> None:
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):  # Debian packs them apart
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not _apt_install([package]):
            stop(f"Python’s venv module is missing. On Debian or Ubuntu: sudo apt-get install {package}")
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]) != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        stop("no virtual environment could be made; the message stands above.")


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    """Held by one process at a time; the system lets go of it when the process ends."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with open(ROOT / ".cache" / "environment.lock", "w", encoding="utf-8") as file:
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
    if os.name == "nt":
        manager = None
        say("in an MSYS2 shell: pacman -S mingw-w64-x86_64-pango")
    if manager:
        command = PANGO[manager] if manager == "brew" else f"sudo {PANGO[manager]}"
        stop(f"Pango, which sets the type, is missing. Install it with:\n\n    {command}\n")
    stop("Pango, which sets the type, is missing: see “Install” in WeasyPrint’s documentation for this system.")


def _prepare_test_tools() -> None:
    missing = {tool: package for tool, package in TEST_TOOLS.items() if not shutil.which(tool)}
    if missing and not _apt_install(sorted(missing.values())):
        packages = ", ".join(sorted(missing.values()))
        say(f"tests that need {', '.join(sorted(missing))} will be skipped: install {packages}")
    npm = shutil.which("npm")
    if npm:
        _prepare_reading_systems(npm)


def _prepare_reading_systems(npm: str) -> None:
    """Install what their lock file names, once; no script of a package runs, and no browser is fetched."""
    digest = hashlib.sha256((READER / "package-lock.json").read_bytes()).hexdigest()
    stamp = READER / "node_modules" / ".complete"
    with _only_one():
        if stamp.is_file() and stamp.read_text() == digest:
            return
        say("installing a reading system and an accessibility checker for the tests (once)")
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        if subprocess.call(command, cwd=READER, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}) == 0:
            stamp.write_text(digest)
        else:
            say("npm could not install them: the tests that read the e-book with them will be skipped")


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
