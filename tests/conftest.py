"""What all tests share: tools that must be there in CI, and a fault where CI would skip a test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.books.built import bundled
from tests.editions.built import small, synthetic

__all__ = ["bundled", "small", "synthetic"]
"""Built once, whichever tests ask for them first."""

ROOT = Path(__file__).resolve().parents[1]


def needs(*tools: str) -> None:
    """Skip the test where a program is missing; in CI that is a failure."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare ``--update-golden``, which renews expected files; a person then reads them."""
    parser.addoption("--update-golden", action="store_true", help="write the expected files of the tests anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """In CI a skipped test is a failed one."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {item.nodeid}: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):  # type: ignore[no-untyped-def]
    """In CI a file of tests that is skipped as a whole is a failed one too."""
    report = yield
    if os.environ.get("CI") and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {collector.nodeid}: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT
