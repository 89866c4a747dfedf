"""What may import what, proved in fresh interpreters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import tui

PACKAGE = Path(tui.__file__).parent
DOMAIN = sorted(
    ".".join(("tui", *path.relative_to(PACKAGE).with_suffix("").parts))
    for path in (PACKAGE / "factbase").rglob("*.py")
    if path.stem != "__init__"
)
UI = ("textual", "rich")


def modules_after(code: str) -> set[str]:
    """The modules that are loaded once this code has run in a fresh interpreter."""
    script = f"{code}\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stderr.split())


def test_the_domain_never_imports_the_ui() -> None:
    assert len(DOMAIN) > 10
    code = "\n".join(f"import {name}" for name in DOMAIN)
    assert modules_after(code).isdisjoint(UI)


@pytest.mark.parametrize("arguments", [["--version"], ["check"], ["find", "France"], ["export"]])
def test_headless_commands_never_import_the_ui(arguments: list[str]) -> None:
    code = f"from tui.commands.main import main\nassert main({arguments!r}) == 0"
    assert modules_after(code).isdisjoint(UI)


def test_the_version_imports_next_to_nothing() -> None:
    code = "from tui.commands.main import main\nassert main(['--version']) == 0"
    assert modules_after(code).isdisjoint({*UI, "yaml", "argparse", "json"})


def test_the_explorer_imports_nothing_that_its_first_screen_does_without() -> None:
    code = "import tui.commands.explore, tui.explorer.launch, tui.factbase.reading.reader_process\n"
    started = modules_after(f"{code}import tui.explorer.app, tui.explorer.driver")
    assert "tui.explorer.screens.nations" in started
    needless = {"yaml", "json", "hashlib", "tui.factbase.reading.reader", "tui.factbase.reading.cache"}
    needless |= {"tui.factbase.shown.pages", "tui.factbase.answers.agreement", "tui.explorer.widgets.query"}
    assert started.isdisjoint(needless)
