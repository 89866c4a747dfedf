"""What windows of different widths have room for, and how the rest is told."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from textual import events
from textual.pilot import Pilot

from tests.explorer.apps import (
    LARGE,
    LEAST,
    NARROW,
    ROOT,
    WIDE,
    Size,
    browsing,
    explore,
    press,
    rows,
    settle,
    until,
    words,
)
from tui.explorer.app import ExplorerApp
from tui.explorer.screens import browse
from tui.explorer.widgets.bars import LegendBar, legend
from tui.factbase.model import FactBase
from tui.factbase.page import Page
from tui.factbase.shown import links
from tui.factbase.shown.lists import STATE_SIGNS, nations_listing
from tui.factbase.vocabulary import SCREENS


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("size", [NARROW, WIDE, LARGE])
def test_forces_stand_in_the_list_of_nations(size: Size) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        assert "Forces, latest" in rows(app)[2]

    explore(steps, size)


@pytest.mark.parametrize(
    ("size", "hidden"), [(LEAST, {"facts", "forces"}), (WIDE, {"facts"}), (LARGE, set())]
)
def test_an_order_that_no_header_shows_is_told_with_the_count(size: Size, hidden: set[str]) -> None:
    told = {"facts": "by number of facts", "forces": "by forces"}

    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        for order in ("facts", "name", "group", "strikes", "forces"):
            first = rows(app)[0]
            assert (f"67 nations, {told.get(order, '')}" in first) == (order in hidden), order
            await press(pilot, "s")

    explore(steps, size)


def test_while_a_key_is_held_down_a_page_that_takes_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        screen = browsing(app)
        await press(pilot, "down")
        assert screen.preview.page.title == screen.base.name(screen.main.key), "one press: in the same frame"
        before = screen.preview.page.title
        monkeypatch.setattr(browse, "SHARE", 1e-9)
        for _ in range(5):
            screen.main.action_cursor_down()  # no time between them
        assert screen.preview.page.title == before
        await until(pilot, lambda: screen.preview.page.title == screen.base.name(screen.main.key))
        assert screen.preview.page.title != before

    explore(steps, WIDE)


def test_a_page_that_took_long_is_not_the_last_while_a_key_is_held_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        screen, clock = browsing(app), [time.monotonic()]
        make, shown = links.page_of, list[str]()

        def slow_page(base: FactBase, key: str, width: int = 78) -> Page | None:
            clock[0] += 0.05  # as on a machine that had something else to do
            shown.append(key)
            return make(base, key, width)

        monkeypatch.setattr(browse, "SHARE", 1 / 2)
        monkeypatch.setattr(browse, "time", SimpleNamespace(monotonic=lambda: clock[0]))
        monkeypatch.setattr(links, "page_of", slow_page)
        keys = []
        for _ in range(24):
            clock[0] += 1 / 60
            screen.main.action_cursor_down()
            keys.append(screen.main.key)
        assert len(shown) in range(4, 9), "one in about a tenth of a second, and none of them the last"
        assert shown == [key for key in keys if key in shown]

    explore(steps, WIDE)


def test_the_page_waits_while_keys_do(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        screen = browsing(app)
        pages: list[str] = []
        set_page = screen.preview.set_page

        def noted(page: Page) -> None:
            pages.append(page.title)
            set_page(page)

        monkeypatch.setattr(screen.preview, "set_page", noted)
        last = screen.base.name(nations_listing(screen.base).rows[8].key)
        for _ in range(8):
            app.post_message(events.Key("down", None))
        await until(pilot, lambda: screen.preview.page.title == last)
        assert len(pages) < 8, "not one for each key"

    explore(steps, WIDE)


def test_nations_by_strikes_begin_with_the_most() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "s", "s", "s", "g")
        assert [row.split("  ")[0][1:] for row in rows(app)[3:5]] == ["United States", "United Kingdom"]

    explore(steps, LARGE)


@pytest.mark.parametrize("section", ["1", "4"])
@pytest.mark.parametrize("size", [LEAST, NARROW, WIDE])
def test_the_legend_is_whole(size: Size, section: str) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, section)
        height = app.screen.query_one(LegendBar).size.height
        for row in rows(app)[-1 - height : -1]:
            assert row.startswith(" ")
            assert not row.startswith("  ")
        legend = " ".join(rows(app)[-1 - height : -1])
        assert "…" not in legend
        assert "? more" not in legend
        told = {sign for sign, _ in STATE_SIGNS}
        assert {sign for sign in told if f" {sign} " in legend} == told
        assert "not stated" in legend

    explore(steps, size)


@pytest.mark.parametrize("size", [LEAST, NARROW, WIDE])
def test_the_legend_of_the_nations_tells_that_figures_of_one_column_are_of_several_sources(
    size: Size,
) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        assert "1,234 latest told, each by its own source" in words(app)
        assert "Strikes Iraq Strikes Syria" in " ".join(rows(app)[2].split())

    explore(steps, size)


def test_a_legend_that_finds_no_room_says_where_there_is_more() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        bar = app.screen.query_one(LegendBar)
        bar.show(legend([(str(number), "a long explanation") for number in range(20)], 2))
        await settle(app, pilot)
        told = [row for row in rows(app) if "a long explanation" in row]
        assert len(told) == bar.size.height == LegendBar.MOST
        assert told[-1].rstrip().endswith("a long explanation  ? more")

    explore(steps, LEAST)


@pytest.mark.parametrize("size", [LEAST, NARROW, WIDE])
@pytest.mark.parametrize("section", "123456")
def test_the_keys_always_name_the_way_out(size: Size, section: str) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "c", section)
        keys = rows(app)[-1].split()
        assert keys[-4:] == ["q", "quit", "?", "help"]

    explore(steps, size)


def test_sections_keep_their_names_beside_a_day() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await settle(app, pilot)
        for section in "12356":
            await press(pilot, section, "less_than_sign")
            assert {name for name in SCREENS if name.capitalize() not in words(app)} == set()
            assert f"known {app.state.view.known_on}" in rows(app)[1]

    explore(steps)
