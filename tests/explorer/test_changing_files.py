"""Files that change underfoot, and views: the place stays, the last good facts stay."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.factbase.samples import SAMPLE, write
from tui.explorer import app as app_module
from tui.explorer.app import ExplorerApp
from tui.explorer.screens.browse import BrowseScreen
from tui.factbase.reader import read_base

Steps = Callable[[ExplorerApp, Pilot[None], Path], Awaitable[None]]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "POLL_SECONDS", 0.02)


def explore(folder: Path, steps: Steps) -> None:
    async def run() -> None:
        path = write(folder, SAMPLE)
        app = ExplorerApp(read_base(path))
        async with app.run_test(size=(120, 30), tooltips=True, notifications=True) as pilot:
            await pilot.pause(0.1)
            await steps(app, pilot, path)

    asyncio.run(run())


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(200):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came about")


def main_key(app: ExplorerApp) -> str:
    assert isinstance(app.screen, BrowseScreen)
    return app.screen.main.key


def test_a_saved_file_is_read_anew_in_place(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        await pilot.press("down")
        before = main_key(app)
        path.write_text(SAMPLE.replace("name: Britain", "name: Albion"))
        await until(pilot, lambda: app.base.nations["GB"].name == "Albion")
        assert main_key(app) == before
        assert app.trouble == ""

    explore(tmp_path, steps)


def test_a_replaced_file_is_seen_even_with_the_old_times(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        status = path.stat()
        other = write(path.parent, SAMPLE.replace("name: Britain", "name: Albania"), "other.yaml")
        os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
        os.replace(other, path)
        await until(pilot, lambda: app.base.nations["GB"].name != "Britain")

    explore(tmp_path, steps)


@pytest.mark.parametrize("broken", ["truncated", "deleted", "folder", "unknown key", "empty"])
def test_while_it_is_broken_the_last_good_facts_stay(tmp_path: Path, broken: str) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        count = len(app.base.facts)
        if broken == "deleted":
            path.unlink()
        elif broken == "folder":
            path.unlink()
            path.mkdir()
        else:
            path.write_text(
                {"truncated": SAMPLE[:700] + '"', "unknown key": SAMPLE + "x: {}\n", "empty": ""}[broken]
            )
        await until(pilot, lambda: bool(app.trouble))
        assert str(path) in app.trouble
        assert len(app.base.facts) == count
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        assert screen.banner is not None
        assert screen.banner.display
        if path.is_dir():
            path.rmdir()
        path.write_text(SAMPLE.replace("name: Norway", "name: Norge"))
        await until(pilot, lambda: app.base.nations["NO"].name == "Norge")
        assert app.trouble == ""
        assert not screen.banner.display

    explore(tmp_path, steps)


def test_a_hundred_changes_end_in_the_last(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        for number in range(100):
            path.write_text(SAMPLE.replace("name: Norway", f"name: Norway {number}"))
            await asyncio.sleep(0.002)
        await until(pilot, lambda: app.base.nations["NO"].name == "Norway 99")

    explore(tmp_path, steps)


def test_a_page_whose_fact_is_gone_says_so(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        app.follow("no-unclear")
        await pilot.pause()
        path.write_text(SAMPLE[: SAMPLE.index("      - id: no-unclear")])
        await until(pilot, lambda: app.base.fact("no-unclear") is None)
        await pilot.press("escape")
        assert app.screen.__class__.__name__ == "NationsScreen"

    explore(tmp_path, steps)


def test_r_reads_anew_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "POLL_SECONDS", 1_000)

    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        path.write_text(SAMPLE.replace("name: Britain", "name: Albion"))
        await pilot.press("r")
        await until(pilot, lambda: app.base.nations["GB"].name == "Albion")

    explore(tmp_path, steps)


def test_a_day_and_a_source_can_be_put_on_show_and_left(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        count = len(app.base.facts)
        await pilot.press("d", *"2015", "enter")
        await pilot.pause()
        assert app.state.view.known_on == "2015-12-31"
        assert app.state.view_label == "known on 31 December 2015"
        assert len(app.base.facts) == 0
        await pilot.press("greater_than_sign")
        assert app.state.view.known_on == "2016-01-20"
        assert len(app.base.facts) == count
        await pilot.press("less_than_sign", "less_than_sign", "a")
        assert app.state.view.is_all
        await pilot.press("5", "O")
        await pilot.pause()
        assert app.state.view.source == "paper"
        await pilot.press("a")
        assert app.state.view.is_all

    explore(tmp_path, steps)
