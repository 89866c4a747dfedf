"""The same surroundings for every test on every machine, and no silent skips."""

from __future__ import annotations

import contextlib
import importlib
import locale
import os
import sys
from collections.abc import Generator, Iterator
from typing import Final

import hypothesis
import pytest

ALLOWED_SKIPS: Final = ("needs ",)
"""How the reason of a skip may begin: with what this machine lacks ("needs libyaml")."""

_DROPPED: Final = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLUMNS", "LINES", "TERM_PROGRAM")


def _fix_environment() -> None:
    """What terminal, locale or personal settings would otherwise bring into a snapshot."""
    # The snapshot plugin tells its other processes by such a name where they are to write to.
    personal = [name for name in os.environ if name.startswith("TEXTUAL_") and "SNAPSHOT" not in name]
    locales = [name for name in os.environ if name.startswith("LC_")]
    for name in (*_DROPPED, *personal, *locales):
        os.environ.pop(name, None)
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "TZ": "UTC"}
    with contextlib.suppress(locale.Error):  # not every system has this one
        locale.setlocale(locale.LC_ALL, "C.UTF-8")
    # The snapshot plugin has imported Textual before this file was read.
    if personal and "textual.constants" in sys.modules:
        importlib.reload(sys.modules["textual.constants"])


_fix_environment()

# On top of Hypothesis's own profile, which is the repeatable one where CI is set.
hypothesis.settings.register_profile("coalition-tui", hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("coalition-tui")


@pytest.fixture(scope="session", autouse=True)
def _nothing_moves() -> Iterator[None]:
    """No blinking cursor and no animated scrolling: a picture taken twice is the same picture."""
    from textual import constants
    from textual.widgets import Input

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(constants, "TEXTUAL_ANIMATIONS", "none")
        patch.setattr(Input.__dict__["cursor_blink"], "_default", False)
        yield


def _refuse_unexplained_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """A skipped test is a failed one, unless it says what the machine lacks; an expected failure says why."""
    if not report.skipped:
        return
    expected = getattr(report, "wasxfail", None)
    if expected is not None:
        if not expected.removeprefix("reason: ").removeprefix("[NOTRUN]").strip():
            report.outcome = "failed"
            report.longrepr = "expected to fail, and no reason is given"
            del report.wasxfail
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = reason.removeprefix("Skipped: ").removeprefix("Skipped")
    if not reason.startswith(ALLOWED_SKIPS):
        report.outcome = "failed"
        report.longrepr = f"skipped because {reason!r}; a reason begins with one of {ALLOWED_SKIPS}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_unexplained_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_unexplained_skip(report)
    return report
