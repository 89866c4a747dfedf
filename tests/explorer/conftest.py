"""What holds for every test that runs an explorer."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tui.explorer.screens import browse


@pytest.fixture(autouse=True)
def _show_every_preview_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow this machine is: while a key is held down previews get a share of the time alone."""
    monkeypatch.setattr(browse, "SHARE", float("inf"))


@pytest.fixture(autouse=True)
def _leave_no_app_behind() -> Iterator[None]:
    """Collect what a test has made, and only that.

    An app has the collector leave alone for good whatever is there when it is painted, itself included.  In
    one process that adds up to a gigabyte;
    with that undone, every collection would walk what all the tests before have left.
    """
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        yield
    gc.collect()
