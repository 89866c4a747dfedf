"""Disagreement as one walks through it: the desk and its keys, the page of a dispute, views by day."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.explorer.apps import (
    LEAST,
    NARROW,
    ROOT,
    WIDE,
    Size,
    browsing,
    bundled,
    explore,
    go_to,
    highlight,
    look,
    press,
    words,
)
from tui.explorer.app import ExplorerApp
from tui.explorer.screens.page import PageScreen
from tui.factbase.answers.agreement import disputes
from tui.factbase.shown.agreement_page import question_text
from tui.factbase.shown.desk import desk_of
from tui.factbase.shown.links import crumb_of
from tui.factbase.view import View, publication_days

BRUSSELS = "brussels-2016-02"
KEYS = desk_of(bundled()).disagreements


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("size", [LEAST, NARROW, WIDE])
def test_n_and_capital_n_go_through_all_of_the_desk_and_around(size: Size) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "6")
        main = browsing(app).main
        met = []
        for _ in KEYS:
            await press(pilot, "n")
            met.append(main.key)
        assert sorted(met) == sorted(KEYS)
        first = met[0]
        await press(pilot, "n")
        assert main.key == first, "after the last comes the first"
        await press(pilot, "N")
        assert main.key == met[-1]
        await press(pilot, "g", "N")
        assert main.key in KEYS
        # From one of its statements a disagreement is left as from its first line.
        await press(pilot, "g", "n", "j")
        assert main.key.startswith(KEYS[1])
        assert main.key not in KEYS
        here = main.key
        await press(pilot, "n")
        assert not here.startswith(main.key)

    explore(steps, size)


def test_enter_opens_the_statements_side_by_side_and_n_the_next_ones() -> None:
    base = bundled()
    of = {dispute.key: dispute for dispute in disputes(base)}

    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "6", "n", "enter")
        screen = app.screen
        assert isinstance(screen, PageScreen)
        for _ in range(2):
            dispute = of[screen.key]
            seen = look(app).main
            assert question_text(base, dispute.question, dispute.facts) in seen
            assert "Side by side" in seen
            assert "› " + crumb_of(base, screen.key)[:40] in words(app)
            before = screen.key
            await press(pilot, "n")
            assert screen.key != before
        await press(pilot, "N")
        assert screen.key == before
        await press(pilot, "escape")
        assert app.current_mode == "desk"
        assert len(app.screen_stack) == 1, "back is the desk, not the disagreements gone through"

    explore(steps)


def test_the_keys_go_on_to_the_lists_that_differ_and_back() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await go_to(app, pilot, "QA")
        await highlight(app, pilot, "lists:syria")
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, PageScreen)
        assert screen.key == "lists:syria"
        assert "Who strikes in Syria: the lists differ" in words(app)
        await press(pilot, "n")
        assert screen.key == KEYS[0]
        await press(pilot, "N")
        assert screen.key == "lists:syria"

    explore(steps)


def test_the_preview_goes_along_with_the_disagreements() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "6", "n", "enter")
        for _ in KEYS:
            await press(pilot, "n")
            fact = bundled().fact(browsing(app).main.target or "")
            assert fact is not None
            assert look(app).preview.startswith(fact.says)

    explore(steps, WIDE)


def test_the_keys_act_on_disagreements_alone() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await go_to(app, pilot, "FR")
        before = look(app)
        await press(pilot, "n", "N")
        assert look(app) == before
        assert not any(
            "≠" in binding.binding.description
            for binding in app.screen.active_bindings.values()
            if binding.enabled
        )

    explore(steps)


def test_a_ruling_stands_beside_what_it_rules_on() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await go_to(app, pilot, "paris-october-ministers")
        seen = words(app)
        assert "Which statement does the editor go by, and why?" in seen
        assert "Goes by" in seen
        assert "Rather than" in seen
        await go_to(app, pilot, "poct-12")
        assert "In conflict" in words(app)
        assert "Ruled over: poct-13 is preferred." in words(app)
        await press(pilot, "less_than_sign")
        assert "the ruling bears no date" in look(app).main

    explore(steps, WIDE)


def test_brussels_before_and_after() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "d", *"2016-01-20", "enter")
        await go_to(app, pilot, BRUSSELS)
        seen = words(app)
        assert "known on 20 January 2016" in seen
        assert "about 10 February 2016 planned" in seen
        assert "28 nations" not in seen
        await press(pilot, "d", *["backspace"] * 10, *"2016-02-12", "enter", "g")
        seen = words(app)
        assert "known on 12 February 2016" in seen
        seen = look(app).main
        assert "11 February 2016 held" in seen
        assert "Planned for about 10 February 2016; held 11 February 2016." in seen
        assert "28 nations came" in seen
        await press(pilot, "a")
        assert "all 146 sources" in words(app)

    explore(steps, WIDE)


def test_stepping_through_the_days_of_publication() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        count = len(app.base.sources)
        counts = [count]
        for _ in range(3):
            await press(pilot, "less_than_sign")
            counts.append(len(app.base.sources))
        assert counts == sorted(counts, reverse=True)
        assert counts[-1] < counts[1]
        for _ in range(3):
            await press(pilot, "greater_than_sign")
        assert len(app.base.sources) == count
        assert app.state.view.is_all

    explore(steps)


def test_the_article_alone() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await go_to(app, pilot, "fr-forces")
        await press(pilot, "O")
        assert "only wapo-2016-01-20" in words(app)
        for section, count in (("1", "16 nations"), ("5", "1 source")):
            await press(pilot, section)
            assert count in words(app)
        await press(pilot, "6")
        assert "Nowhere: no two facts" in words(app)

    explore(steps, WIDE)


@pytest.mark.parametrize("place", ["sources", "joae-wt"])
def test_in_the_least_window_too_the_header_names_the_view(place: str) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        app.show_view(View("2016-02-12", "washtimes-2015-11"))
        await go_to(app, pilot, place)
        assert "known 2016-02-12, only washtimes" in words(app)
        assert ("Sources" if place == "sources" else "joae-wt") in words(app)

    explore(steps, LEAST)


@pytest.mark.parametrize(
    ("place", "downs"), [("US", 0), ("FR", 0), ("FR", 2), ("coalition", 2), (BRUSSELS, 2)]
)
def test_a_page_at_its_beginning_stays_there_through_all_days(place: str, downs: int) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await go_to(app, pilot, place)
        await press(pilot, *["j"] * downs)
        main = browsing(app).main
        here = main.key
        assert main.top == 0
        for _ in publication_days(bundled()):
            await press(pilot, "less_than_sign")
            assert main.top == 0, app.state.view.known_on
        await press(pilot, "a")
        assert (main.top, bool(main.key)) == (0, True)
        await press(pilot, "g", *["j"] * downs)
        await press(pilot, "less_than_sign", "a")
        assert main.key == here, "what is still there stays highlighted"

    explore(steps)
