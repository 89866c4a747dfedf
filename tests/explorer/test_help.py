"""Help, and the other pages of the explorer's own words: all signs told, no key offered that does nothing."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.explorer.apps import LEAST, ROOT, WIDE, Size, browsing, explore, press, rows, words
from tui.explorer.app import ExplorerApp
from tui.explorer.screens.by_hand import ByHandScreen
from tui.explorer.screens.help import HelpScreen
from tui.explorer.widgets.bars import KeyBar
from tui.explorer.widgets.document import Document
from tui.factbase.page import DIFFERS
from tui.factbase.shown import chart, compare, lists, matrix
from tui.factbase.shown.page_lines import MODE_SIGNS


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_it_tells_every_sign() -> None:
    signs = {
        *MODE_SIGNS.values(),
        *(sign for sign, _ in lists.STATE_SIGNS),
        *(sign for sign, _ in matrix.SIGNS.values()),
        *lists.EVENT_SIGNS.values(),
        *chart.LEGEND,
        *(key for key in compare.LEGEND if key not in ("date", "(date)", "+n", f"n{DIFFERS}")),
        *(sign for sign, _ in compare.VERDICTS_TOLD[0]),
        lists.MARK,
        DIFFERS,
    }

    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "question_mark")
        main = browsing(app).main
        assert isinstance(main, Document)
        told = {line.text.split("  ")[0].strip() for line in main.page.lines}
        assert signs - told == set()

    explore(steps)


@pytest.mark.parametrize("size", [LEAST, WIDE])
@pytest.mark.parametrize("way", ["", "2", "3", "4", "5", "6", "enter"])
def test_it_has_the_whole_width(size: Size, way: str) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, *way.split(), "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert not app.screen.preview.display
        assert app.screen.main.size.width == size[0]
        assert not any("…" in row for row in rows(app)[2:])

    explore(steps, size)


def test_a_page_of_no_facts_offers_no_key_for_facts() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        def offered() -> str:
            return app.screen.query_one(KeyBar).render_line(0).text

        assert {key for key in ("open", "copy", "other pane", "compare") if key not in offered()} == set()
        for way in ("question_mark", ""):
            if way:
                await press(pilot, way)
            else:
                app.push_screen(ByHandScreen("what was copied"))
                await pilot.pause()
                assert "what was copied" in words(app)
            assert {key for key in ("open", "copy", "other pane", "compare") if key in offered()} == set()
            before = app.screen
            await press(pilot, "y", "e", "o", "c", "tab", "enter")
            assert app.screen is before
            assert app.marked is None
            await press(pilot, "escape")
            assert app.screen is not before

    explore(steps, WIDE)
