"""Mark a nation, compare it with a second one, follow a figure over time: steered by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.explorer.apps import (
    LEAST,
    NARROW,
    WIDE,
    Size,
    after,
    browsing,
    explore,
    highlight,
    look,
    press,
    resize,
    rows,
    settle,
    until,
    where,
    words,
)
from tests.factbase.samples import SAMPLE, read, write
from tui.explorer.app import ExplorerApp
from tui.explorer.screens.compare import CompareScreen
from tui.factbase.model import FactBase
from tui.factbase.shown.lists import MARK
from tui.factbase.view import View

MORE = """\
  later:
    title: A later title
    publisher: The Later Paper
    published: 2016-06-01
    facts:
      - {id: fr-later, about: [FR], topic: forces, says: France has 4000., value: 4000 service members}
      - {id: gb-forces, about: [GB], topic: forces, says: Britain has 1100., value: 1100 personnel}
      - {id: no-denied, about: [NO], topic: training, says: Norway trains nobody., mode: denied}
"""
SERIES = "series:FR:forces::service-member"


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    """Three nations, two sources, one series."""
    return read(tmp_path, SAMPLE + MORE)


def bar(app: ExplorerApp) -> str:
    """The line above the keys."""
    return " ".join(rows(app)[-2].split())


@pytest.mark.parametrize("size", [LEAST, NARROW, WIDE])
def test_a_mark_is_seen_on_the_name_and_above_the_keys_until_it_is_taken_away(
    base: FactBase, size: Size
) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await highlight(app, pilot, "FR")
        before = where(app)
        await press(pilot, "c")
        assert f"{MARK} France" in words(app, browsing(app).main)
        assert bar(app) == f"{MARK} France marked: c on another compares, c unmarks it"
        assert where(app) == before
        await press(pilot, "c")
        assert MARK not in words(app)
        assert where(app) == before

    explore(steps, size, base=base)


@pytest.mark.parametrize("size", [LEAST, NARROW, WIDE])
def test_a_second_one_is_compared_and_escape_leads_back_exactly(base: FactBase, size: Size) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await settle(app, pilot)
        await press(pilot, "s")
        await highlight(app, pilot, "FR")
        await press(pilot, "c")
        await highlight(app, pilot, "GB")
        before, seen = where(app), rows(app)
        await press(pilot, "c")
        assert isinstance(app.screen, CompareScreen)
        text = words(app, app.screen.main)
        assert text.index("France") < text.index("Britain")
        assert text.index("≠ Forces") < text.index("= In: The two")
        assert "● 4,000" in text
        await press(pilot, "escape")
        assert where(app) == before
        assert rows(app) == seen

    explore(steps, size, base=base)


def test_a_row_opens_what_is_told_of_both_and_leads_on(base: FactBase) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await highlight(app, pilot, "compare:FR:GB:forces")
        before = where(app)
        await press(pilot, "enter")
        text = words(app)
        assert "France has 4000." in text
        assert "Britain has 1100." in text
        assert "can't be set side by side" in text
        await highlight(app, pilot, "GB")
        await press(pilot, "enter")
        assert where(app).page == "GB"
        await press(pilot, "escape", "escape")
        assert where(app) == before

    explore(steps, NARROW, "compare:FR:GB", base)


def test_beside_the_list_stands_the_row(base: FactBase) -> None:
    seen = after(size=WIDE, place="compare:FR:GB", base=base)
    assert seen.where.preview_of.startswith("France and Britain: ")


def test_the_topics_can_be_filtered(base: FactBase) -> None:
    seen = after("f", *"forc", "enter", place="compare:FR:NO", base=base)
    assert "1 of " in seen.rows[0]
    assert "Forces" in seen.main
    assert "? unclear, 1 fact" in seen.main


def test_from_the_matrix_a_page_and_any_line_that_names_a_nation(base: FactBase) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "4", "c")  # the first cell of France
        assert f"{MARK} France" in words(app, browsing(app).main)
        app.follow("two")
        await pilot.pause()
        assert bar(app).startswith(f"{MARK} France marked")
        await highlight(app, pilot, "GB")
        await press(pilot, "c")
        assert isinstance(app.screen, CompareScreen)
        assert where(app).screen == "Compare"
        await press(pilot, "escape")
        app.follow("NO")
        await pilot.pause()
        await press(pilot, "c")  # a line that names no nation means the page's own
        assert "France and Norway" in words(app)

    explore(steps, base=base)


def test_the_key_is_offered_only_where_it_acts(base: FactBase) -> None:
    def offered(app: ExplorerApp) -> bool:
        return "c" in {active.binding.key for active in app.screen.active_bindings.values() if active.enabled}

    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        assert offered(app)
        assert "c compare" in rows(app)[-1]
        await press(pilot, "5")
        assert not offered(app)
        assert "compare" not in rows(app)[-1]
        await press(pilot, "c")
        assert MARK not in words(app)
        app.follow("two")
        await pilot.pause()
        await highlight(app, pilot, "GB")
        assert "c compare" in rows(app)[-1]
        await highlight(app, pilot, "two-members")
        assert "compare" not in rows(app)[-1]

    explore(steps, base=base)


def test_the_help_names_the_key(base: FactBase) -> None:
    assert "Mark a nation; on a second one, compare the two" in after("question_mark", base=base).words


def test_a_mark_outlives_sections_and_views_but_not_its_nation(base: FactBase, tmp_path: Path) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await highlight(app, pilot, "NO")
        await press(pilot, "c", "2", "1", "less_than_sign")
        assert bar(app).startswith(f"{MARK} Norway marked")
        await press(pilot, "a")
        without = SAMPLE.replace("  NO: {name: Norway}\n", "").split("      - id: no-unclear")[0]
        write(tmp_path, without)
        await press(pilot, "r")
        await until(pilot, lambda: len(app.base.nations) == 2)
        await pilot.pause()
        assert MARK not in words(app)
        assert app.marked is None

    explore(steps, base=base)


def test_in_a_view_without_one_of_them_it_says_so(base: FactBase) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        app.show_view(View(source="later"))
        await pilot.pause()
        assert "● 4,000" in words(app)
        app.show_view(View(known_on="2015-01-01"))
        await pilot.pause()
        assert "not both are in this view; a shows everything again" in words(app)
        await press(pilot, "a")
        assert "● 4,000" in words(app)

    explore(steps, place="compare:FR:GB", base=base)


@pytest.mark.parametrize("size", [LEAST, NARROW, WIDE])
def test_a_series_is_drawn_to_the_width_and_its_figures_lead_on(base: FactBase, size: Size) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await highlight(app, pilot, SERIES)
        before = where(app)
        await press(pilot, "enter")
        assert where(app).page == SERIES
        assert "service members" in words(app)
        region = browsing(app).main.region
        plot = [row[region.x : region.right] for row in rows(app) if "│" in row[:12] or "┤" in row[:12]]
        assert len(plot) == 8
        assert max(len(row.rstrip(" ▁▇█")) for row in plot) > region.width - 6
        await highlight(app, pilot, "fr-later")
        assert "published" in words(app)
        await press(pilot, "enter")
        assert where(app).page == "fr-later"
        await press(pilot, "escape", "escape")
        assert where(app) == before

    explore(steps, size, "FR", base)


def test_a_series_is_drawn_anew_when_the_window_changes(base: FactBase) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "down")
        for width in (60, 99, 140, 80):
            await resize(pilot, (width, 30))
            axis = next(row for row in rows(app) if "┼" in row)
            plot = axis[axis.index("┼") : browsing(app).main.region.right - 1]
            assert set(plot.rstrip()) <= set("┼─┬"), plot
            assert len(plot.rstrip()) > len(plot) - 6

    explore(steps, (80, 30), SERIES, base)


def test_the_palette_leads_to_all_series(base: FactBase) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+p")
        await press(pilot, *"series")
        await until(pilot, lambda: "Go to Series" in words(app))
        await press(pilot, "enter")
        await until(pilot, lambda: where_page(app) == "series:all")
        assert "France: forces" in words(app)

    explore(steps, base=base)


def where_page(app: ExplorerApp) -> str:
    """The place that is on show; empty while a menu is."""
    return look(app).where.page if app.browsing else ""
