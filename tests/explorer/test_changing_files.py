"""Files that change underfoot, and views: the place stays, the last good facts stay."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.factbase.samples import SAMPLE, write
from tui.explorer import app as app_module
from tui.explorer.app import ExplorerApp
from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.screens.filtered import FilteredScreen
from tui.factbase.reading import bundled, reader_process
from tui.factbase.reading.limits import Limits
from tui.factbase.reading.reader import read_base
from tui.factbase.reading.signature import Signature, signature

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
        assert app.trouble is None

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
        assert str(path) in app.trouble.text
        assert len(app.base.facts) == count
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        assert screen.banner is not None
        assert screen.banner.display
        if path.is_dir():
            path.rmdir()
        path.write_text(SAMPLE.replace("name: Norway", "name: Norge"))
        await until(pilot, lambda: app.base.nations["NO"].name == "Norge")
        assert app.trouble is None
        assert not screen.banner.display

    explore(tmp_path, steps)


def test_a_hundred_changes_end_in_the_last(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        for number in range(100):
            path.write_text(SAMPLE.replace("name: Norway", f"name: Norway {number}"))
            await asyncio.sleep(0.002)
        await until(pilot, lambda: app.base.nations["NO"].name == "Norway 99")

    explore(tmp_path, steps)


def test_what_is_written_all_the_time_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "STILL_SECONDS", 0.2)

    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        async def write_on() -> None:
            number = 0
            while True:  # whole, and never twice the same within two polls
                number += 1
                write(path.parent, SAMPLE.replace("name: Norway", f"name: Norway {number}"), "next")
                os.replace(path.parent / "next", path)
                await asyncio.sleep(0.002)

        writing = asyncio.create_task(write_on())
        try:
            await until(pilot, lambda: app.base.nations["NO"].name != "Norway")
            name = app.base.nations["NO"].name
            await until(pilot, lambda: app.base.nations["NO"].name != name)
        finally:
            writing.cancel()

    explore(tmp_path, steps)


def test_a_link_that_leads_nowhere_in_a_folder_is_told_of(tmp_path: Path) -> None:
    async def run() -> None:
        write(tmp_path, SAMPLE)
        app = ExplorerApp(read_base(tmp_path))
        async with app.run_test(size=(120, 30), tooltips=True, notifications=True) as pilot:
            await pilot.pause(0.1)
            (tmp_path / "x.yaml").symlink_to("gone")
            await until(pilot, lambda: bool(app.trouble))
            assert "x.yaml" in app.trouble.text
            (tmp_path / "x.yaml").unlink()
            await until(pilot, lambda: not app.trouble)

    asyncio.run(run())


def test_what_takes_long_to_look_at_is_looked_at_less_often_and_off_the_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[float] = []

    def slow(path: str, limits: Limits) -> Signature:
        assert threading.current_thread() is not threading.main_thread()
        looked.append(time.monotonic())
        time.sleep(0.02)
        return signature(path, limits)

    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        monkeypatch.setattr(app_module, "signature", slow)
        await until(pilot, lambda: len(looked) >= 2)
        assert looked[1] - looked[0] >= 0.02 / app_module.POLL_SHARE

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


@pytest.mark.parametrize("broken", ["link to itself", "pipe", "not UTF-8", "without rights"])
def test_what_cannot_be_read_is_told_until_it_can(tmp_path: Path, broken: str) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        if broken == "without rights":
            path.chmod(0)
            if os.access(path, os.R_OK):
                pytest.skip("needs a user whom rights bind")
        elif broken == "not UTF-8":
            path.write_bytes(b"nations:\n  FR: {name: \xff}\n")
        else:
            path.unlink()
            path.symlink_to(path) if broken == "link to itself" else os.mkfifo(path)
        await until(pilot, lambda: bool(app.trouble))
        assert str(path) in app.trouble.text
        assert ("facts.yaml:2:" in app.trouble.text) == (broken == "not UTF-8")
        other = write(path.parent, SAMPLE.replace("name: Norway", "name: Norge"), "other.yaml")
        os.replace(other, path)
        await until(pilot, lambda: app.base.nations["NO"].name == "Norge")
        assert app.trouble is None

    explore(tmp_path, steps)


def test_where_one_is_stays_on_every_screen(tmp_path: Path) -> None:
    """Selection, scroll, filter, history and view, also on screens that are out of sight meanwhile."""

    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        await pilot.press("d", *"2016", "enter", "f", *"fr", "enter")
        await pilot.press("3", "2", "j", "5", "enter", "j", "enter")
        await pilot.pause()
        trail = [type(screen).__name__ for screen in app.screen_stack]
        key = main_key(app)
        path.write_text(SAMPLE.replace("says: About 3,500 French", "says: About 3,500 of the French"))
        await until(pilot, lambda: "of the French" in app.base.facts[0].says)
        assert [type(screen).__name__ for screen in app.screen_stack] == trail
        assert main_key(app) == key
        assert app.state.view.known_on == "2016-12-31"
        told = " ".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "of the French" in " ".join(told.split())
        await pilot.press("escape", "escape", "1")
        await pilot.pause()
        assert isinstance(app.screen, FilteredScreen)
        assert app.screen.query_text == "fr"
        assert main_key(app) == "FR"
        assert app.screen.count.startswith("1 of 3")

    explore(tmp_path, steps)


def test_a_change_within_the_tick_of_a_reading_is_seen(tmp_path: Path) -> None:
    """Of the same length and in the same tick of the clock: nothing that the file system notes differs."""

    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        for number in range(10, 20):
            path.write_text(SAMPLE.replace("Norway", f"Nor {number}"))
            app.action_reload()
            status = path.stat()
            path.write_text(SAMPLE.replace("Norway", f"NOR {number}"))
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
            await until(pilot, lambda number=number: app.base.nations["NO"].name == f"NOR {number}")

    explore(tmp_path, steps)


def test_what_is_shown_last_is_what_was_read_last(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        for number in range(30):
            path.write_text(SAMPLE.replace("name: Norway", f"name: Norway {number}"))
            await pilot.press("r")
        await until(pilot, lambda: app.base.nations["NO"].name == "Norway 29")
        await pilot.pause(0.2)
        assert app.base.nations["NO"].name == "Norway 29"

    explore(tmp_path, steps)


def test_the_banner_of_a_narrow_window_has_the_line_and_the_error(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 40)
    folder.mkdir()

    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        path.write_text(SAMPLE.replace("FR: {name: France", "FR: {nama: France"))
        await until(pilot, lambda: bool(app.trouble))
        await pilot.pause()
        assert app.screen._compositor.render_strips()[2].text.startswith(" facts.yaml:2:7: ")

    explore(folder, steps)


def test_the_banner_says_what_to_write_and_how_much_more_is_wrong(tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        def shown() -> list[str]:
            return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()[2:5]]

        path.write_text(SAMPLE.replace("topic: forces", "topic: forcs", 1))
        await until(pilot, lambda: bool(app.trouble))
        await pilot.pause()
        where, mend, told = shown()
        line = SAMPLE[: SAMPLE.index("topic: forces")].count("\n") + 1
        assert f"facts.yaml:{line}:" in where
        assert mend.startswith(" = ")
        assert "forces" in mend
        assert told.startswith(" the last good facts stay on show; e edits it")
        path.write_text(SAMPLE.replace("topic: ", "topik: "))
        await until(pilot, lambda: app.trouble is not None and app.trouble.more > 1)
        await pilot.pause()
        assert app.trouble is not None
        assert shown()[2].startswith(f" {app.trouble.more} more errors; the last good facts")

    explore(tmp_path, steps)


@pytest.mark.parametrize(("installed", "writes"), [(True, True), (True, False), (False, True)])
def test_who_edits_the_installed_file_is_told_that_it_will_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: bool, writes: bool
) -> None:
    editor = tmp_path / "vi"
    editor.write_text('#!/bin/sh\necho "# more" >> "$2"\n' if writes else "#!/bin/sh\n")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    monkeypatch.setattr(ExplorerApp, "suspend", lambda app: contextlib.nullcontext())
    if installed:
        monkeypatch.setattr(bundled, "__file__", str(tmp_path / "factbase" / "reading" / "bundled.py"))

    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        await pilot.press("e")
        told = [note.message for note in app._notifications]
        assert any("is replaced by the next version" in message for message in told) == (installed and writes)

    explore(tmp_path, steps)


def test_e_edits_a_broken_file_where_it_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = tmp_path / "vi"
    editor.write_text(f'#!/bin/sh\nprintf "%s " "$@" >> {tmp_path}/opened\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    monkeypatch.setattr(ExplorerApp, "suspend", lambda app: contextlib.nullcontext())

    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        nation = app.base.nations["FR"]
        await pilot.press("e")
        assert (tmp_path / "opened").read_text() == f"+{nation.line} {path} "
        broken = SAMPLE.replace("topic: forces", "topic: forcs")
        path.write_text(broken)
        await until(pilot, lambda: bool(app.trouble))
        assert app.trouble is not None
        assert broken.splitlines()[app.trouble.line - 1].strip() == "topic: forcs"
        await pilot.press("e")
        assert (tmp_path / "opened").read_text().endswith(f" +{app.trouble.line} {path} ")

    explore(tmp_path, steps)


@pytest.mark.parametrize("size", [0, 400_000])
def test_a_large_base_is_read_anew_by_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(app_module, "AT_ONCE", size)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    started: list[str] = []
    start = reader_process.start_reading
    monkeypatch.setattr(
        reader_process, "start_reading", lambda path, limits: started.append(path) or start(path, limits)
    )

    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        path.write_text(SAMPLE.replace("name: Britain", "name: Albion"))
        await until(pilot, lambda: app.base.nations["GB"].name == "Albion")
        assert app.base.facts == read_base(path).facts
        path.write_text(SAMPLE + "x: {}\n")
        await until(pilot, lambda: bool(app.trouble))
        assert app.trouble.text.startswith(f"{path}:{SAMPLE.count(chr(10)) + 1}:1: `x` is not a key")
        assert bool(started) == (size == 0)

    explore(tmp_path, steps)


def test_a_reader_that_is_killed_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "AT_ONCE", 0)
    monkeypatch.setattr(reader_process, "_CODE", "import os, sys; os.kill(os.getpid(), 9)")

    async def steps(app: ExplorerApp, pilot: Pilot[None], path: Path) -> None:
        count = len(app.base.facts)
        await pilot.press("r")
        await until(pilot, lambda: bool(app.trouble))
        assert "was ended by signal 9; showing the last good facts" in app.trouble.text
        assert len(app.base.facts) == count
        monkeypatch.setattr(app_module, "AT_ONCE", 400_000)
        await pilot.press("r")
        await until(pilot, lambda: not app.trouble)

    explore(tmp_path, steps)
