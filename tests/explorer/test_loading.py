"""A base that takes long to read: the frame is there at once, keys are answered, and then the facts come."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.explorer.apps import rows, until, words
from tests.factbase.samples import SAMPLE, write
from tui.explorer.app import ExplorerApp
from tui.explorer.reading import FirstReading
from tui.explorer.screens import loading
from tui.explorer.state import ALL
from tui.factbase.model import FactBase
from tui.factbase.reading.reader_process import Progress, Reader, start_reading
from tui.factbase.view import View

Steps = Callable[[ExplorerApp, Pilot[None], "SlowReader"], Awaitable[None]]


class SlowReader(Reader):
    """Says that half of it has been read, and goes on when it is told to."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.go_on = threading.Event()
        self.stopped = False

    def take(self, progress: Progress | None = None) -> FactBase:
        assert progress is not None
        progress(14_200_000, 28_400_000)
        assert self.go_on.wait(20)
        return super().take(progress)

    def stop(self) -> None:
        self.stopped = True
        self.go_on.set()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "PATIENCE", 0.01)


def explore(
    path: Path,
    steps: Steps,
    opening: tuple[str | None, View] | str = (None, ALL),
    size: tuple[int, int] = (80, 24),
) -> ExplorerApp:
    reader = SlowReader(path)
    app = ExplorerApp(FactBase(str(path)), first=FirstReading(reader, lambda base: opening))

    async def run() -> None:
        async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
            await until(pilot, lambda: "50 %" in words(app) or size[0] < 60)
            await steps(app, pilot, reader)

    asyncio.run(run())
    return app


def test_the_frame_and_a_bar_stand_until_the_facts_are_there(tmp_path: Path) -> None:
    path = write(tmp_path, SAMPLE)

    async def steps(app: ExplorerApp, pilot: Pilot[None], reader: SlowReader) -> None:
        shown = rows(app)
        assert "1 Nations" in shown[1]
        assert "? help" in shown[-1]
        assert "█" * 15 + "░" * 15 + "  50 %  14.2 of 28.4 MB" in "\n".join(shown)
        assert f"Reading {path}"[:60] in words(app)
        reader.go_on.set()
        await until(pilot, lambda: "3 nations" in words(app))
        assert "France" in words(app)
        await pilot.press("escape")
        assert not app.can_go_back

    explore(path, steps)


def test_keys_are_answered_meanwhile(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], reader: SlowReader) -> None:
        # What needs facts does nothing yet; nothing is said of facts that nobody knows.
        await pilot.press("slash", "d", "r", "y", "e", "enter", "O", "less_than_sign", "a", "c", "f", "s")
        assert "50 %" in words(app)
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Which keys work on" in words(app)
        assert "0 sources" not in words(app)
        await pilot.press("escape", "5", "t")
        await pilot.pause()
        assert not app.current_theme.dark
        reader.go_on.set()
        await until(pilot, lambda: "1 source" in words(app))
        assert app.current_mode == "sources"

    explore(write(tmp_path, SAMPLE), steps)


def test_help_stays_when_the_facts_come(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], reader: SlowReader) -> None:
        await pilot.press("question_mark")
        await pilot.pause()
        reader.go_on.set()
        await until(pilot, lambda: bool(app.base.facts))
        assert "Which keys work on" in words(app)
        await pilot.press("escape")
        await until(pilot, lambda: "3 nations" in words(app))

    explore(write(tmp_path, SAMPLE), steps)


@pytest.mark.parametrize(
    ("place", "shows"), [("FR", "What does France contribute"), ("timeline", "What happened when")]
)
def test_it_goes_on_where_one_wished_to_begin(tmp_path: Path, place: str, shows: str) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], reader: SlowReader) -> None:
        reader.go_on.set()
        await until(pilot, lambda: shows in words(app))
        assert app.state.view.known_on == "2016-12-31"
        await pilot.press("escape")
        await until(pilot, lambda: "3 nations" in words(app))

    explore(write(tmp_path, SAMPLE), steps, (place, View("2016-12-31")))


def test_a_base_that_is_broken_ends_it_with_all_errors(tmp_path: Path) -> None:
    path = write(tmp_path, SAMPLE + "x: {}\ny: {}\n")

    async def steps(app: ExplorerApp, pilot: Pilot[None], reader: SlowReader) -> None:
        reader.go_on.set()
        await until(pilot, lambda: app._exit)

    app = explore(path, steps)
    assert app.return_code == 2
    assert f"{path}:" in app.last_word
    assert app.last_word.endswith("2 errors")


def test_a_place_that_is_not_there_ends_it_with_a_word(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], reader: SlowReader) -> None:
        reader.go_on.set()
        await until(pilot, lambda: app._exit)

    app = explore(write(tmp_path, SAMPLE), steps, "coalition-tui: nothing is called that")
    assert (app.return_code, app.last_word) == (2, "coalition-tui: nothing is called that")


def test_leaving_meanwhile_stops_the_reading(tmp_path: Path) -> None:
    readers: list[SlowReader] = []

    async def steps(app: ExplorerApp, pilot: Pilot[None], reader: SlowReader) -> None:
        readers.append(reader)
        await pilot.press("q")

    app = explore(write(tmp_path, SAMPLE), steps)
    assert app.return_code == 0
    assert readers[0].stopped


def test_a_tiny_window_says_so(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], reader: SlowReader) -> None:
        await until(pilot, lambda: "too small" in words(app))
        reader.go_on.set()
        await until(pilot, lambda: bool(app.base.facts))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "3 nations" in words(app))

    explore(write(tmp_path, SAMPLE), steps, size=(40, 10))


def test_the_process_hands_over_the_very_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.factbase.reading.diagnostics import BaseErrors
    from tui.factbase.reading.reader import read_base

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = write(tmp_path, SAMPLE)
    whole = read_base(path)
    for _ in range(2):  # read, and from what the first kept
        base = start_reading(str(path)).take()
        assert (base.path, base.facts) == (whole.path, whole.facts)
        assert dict(base.entities) == dict(whole.entities)
        assert dict(base.sources) == dict(whole.sources)
    path.write_text(SAMPLE + "x: {}\n")
    with pytest.raises(BaseErrors) as found:
        start_reading(str(path)).take()
    with pytest.raises(BaseErrors) as expected:
        read_base(path)
    assert found.value.render() == expected.value.render()
