"""Keys, mouse, links, the way back, windows of every size: the explorer as it is steered."""

from __future__ import annotations

import random
import re
from functools import partial

import pytest
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widget import Widget

from tests.explorer import apps
from tests.explorer.apps import (
    LARGE,
    LEAST,
    NARROW,
    ROOT,
    WIDE,
    Size,
    Where,
    browsing,
    go_to,
    highlight,
    look,
    press,
    resize,
    rows,
    settle,
    strips,
    until,
    where,
    words,
)
from tests.explorer.article import ARTICLE, article, article_folder
from tui.explorer.app import ExplorerApp
from tui.explorer.screens.help import HelpScreen
from tui.explorer.screens.yank import YankScreen
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.table import ASCENDING, DESCENDING, Table
from tui.factbase.answers.timeline import timeline
from tui.factbase.page import Page
from tui.factbase.shown import links
from tui.factbase.shown.desk import desk_of, desk_page
from tui.factbase.shown.lists import NATION_ORDERS, nations_listing
from tui.factbase.shown.matrix import cell_key, matrix_columns
from tui.factbase.shown.strikes_page import strikes_page
from tui.factbase.vocabulary import SCREENS, TIMELINE_PREFIX

BASE = article()
explore = partial(apps.explore, base=BASE)
after = partial(apps.after, base=BASE)

SOURCE = ARTICLE
BRUSSELS = "brussels-2016-02"
SHARE = f"derived:{SOURCE}:2016-01-10:share:us-strikes-iraq"
TOTAL = f"derived:{SOURCE}:2016-01-10:total:coalition"
ONLY_SYRIA = f"overlap:{SOURCE}:syria"
NATIONS = [row.key for row in nations_listing(BASE).rows]
"""The nations in the order in which their list opens."""


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where the article is found by its relative path, without a clipboard to write to."""
    monkeypatch.chdir(article_folder())
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)


def says(fact: str) -> str:
    """What a fact of the article says."""
    found = BASE.fact(fact)
    assert found is not None, fact
    return found.says


# -- keys -------------------------------------------------------------------------------------------

_NAMES = {
    "↑": "up",
    "↓": "down",
    "→": "right",
    "←": "left",
    "PgUp": "pageup",
    "PgDn": "pagedown",
    "Home": "home",
    "End": "end",
    "Enter": "enter",
    "Esc": "escape",
    "Tab": "tab",
    "Ctrl+P": "ctrl+p",
    "/": "slash",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    "?": "question_mark",
}


ON_THE_DESK = "on the Desk: "


def readme_keys(*, desk: bool = False) -> set[str]:
    """The keys of the README's table, as Textual names them: on the nations, or on the Desk alone."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text[text.index("| key | does |") :].split("\n\n")[0]
    found: set[str] = set()
    for line in table.splitlines()[2:]:
        keys, does = line.strip("| ").split(" | ")
        if does.startswith(ON_THE_DESK) != desk:
            continue
        named = re.findall(r"`([^`]+)`", keys)
        if "…" in keys:
            first, last = map(int, named)
            named = [str(number) for number in range(first, last + 1)]
        found.update(named)
        found.update(name for name in re.findall(r"`([^`]+)`", does) if name in _NAMES or len(name) == 1)
    return {_NAMES.get(name, name) for name in found}


class TestKeys:
    def test_every_key_of_the_readme_works_and_is_told_by_the_help(self) -> None:
        keys, desk_keys = readme_keys(), readme_keys(desk=True)
        assert {"1", "6", "j", "pagedown", "G", "end", "escape", "less_than_sign", "ctrl+p", "O", "d"} <= keys
        assert desk_keys == {"n", "N"}

        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            # By a section, so that there is something to go back to.
            for way, expected in (("2 1", keys), ("6", desk_keys)):
                await press(pilot, *way.split())
                active = app.screen.active_bindings
                assert {key for key in expected if key not in active or not active[key].enabled} == set(), way
                shown = {name: app.get_key_display(bound.binding) for name, bound in active.items()}
                await press(pilot, "question_mark")
                assert isinstance(app.screen, HelpScreen)
                told = set(words(app, browsing(app).main).split())
                assert {key for key in expected if shown[key] not in told} == set(), way
                await press(pilot, "escape")

        explore(steps, (120, 80))

    def test_digits_go_to_the_sections(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for digit in "654321246135":
                await press(pilot, digit)
                name = SCREENS[int(digit) - 1]
                assert where(app).mode == name
                assert where(app).screen.lower() == name
                assert rows(app)[1].startswith(" 1 Nations 2 Strikes 3 Timeline 4 Matrix 5 Sources 6 Desk")

        explore(steps)

    def test_moving_in_a_list(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for keys, number in (
                ("down", 1),
                ("j", 1),
                ("j j k", 1),
                ("down down up", 1),
                ("up", 0),
                ("G", len(NATIONS) - 1),
                ("end", len(NATIONS) - 1),
                ("end down", len(NATIONS) - 1),
                ("G g", 0),
                ("end home", 0),
                ("pagedown", 13),
                ("pagedown pageup", 0),
                ("ctrl+d", 7),
                ("ctrl+d ctrl+u", 0),
            ):
                await press(pilot, "g", *keys.split())
                assert where(app).main.key == NATIONS[number], keys
                name = BASE.name(NATIONS[number])
                assert any(row.startswith(f"›{name[:15]}") for row in rows(app))

        explore(steps, LEAST)

    def test_moving_on_a_page(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            end = browsing(app).main.row_count - browsing(app).main.size.height
            for keys, first_row in (
                ("pagedown", 20),
                ("pagedown pagedown pageup", 20),
                ("ctrl+d", 10),
                ("ctrl+d ctrl+u", 0),
                ("G", end),
                ("end", end),
                ("G g", 0),
                ("end home", 0),
            ):
                await press(pilot, "g", *keys.split())
                assert where(app).main.top == first_row, keys

        explore(steps, place=SOURCE)

    def test_opening_and_going_back(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "down")
            for size in (NARROW, WIDE):
                await resize(pilot, size)
                before = where(app)
                for pair in ("enter escape", "right left", "l h", "enter backspace"):
                    forth, back = pair.split()
                    await press(pilot, forth)
                    assert (where(app).screen, where(app).page) == ("Page", "FR"), (size, pair)
                    assert look(app).main.startswith("France FR · ")
                    await press(pilot, back)
                    assert where(app) == before, (size, pair)

        explore(steps)

    def test_escape_at_the_root_changes_nothing_and_is_not_offered(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "down")
            before = where(app)
            assert "esc" not in rows(app)[-1]
            await press(pilot, "escape")
            assert where(app) == before
            await press(pilot, "2")
            assert "esc back" in rows(app)[-1]

        explore(steps)

    def test_tab_goes_between_list_and_preview(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            assert "tab other pane" in rows(app)[-1]
            for key, focus in (("tab", "preview"), ("tab", "main"), ("tab", "preview"), ("escape", "main")):
                await press(pilot, key)
                assert where(app).focus == focus
            await resize(pilot, NARROW)
            await press(pilot, "tab")
            assert where(app).focus == "main"
            assert "tab" not in rows(app)[-1]

        explore(steps, WIDE)

    def test_keys_in_the_preview_move_and_open_there(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "down", "tab")
            assert where(app).main.key == "FR"
            assert where(app).preview.key == "strikes:iraq"
            await press(pilot, "enter")
            assert where(app).page == "strikers-iraq"

        explore(steps, WIDE)

    def test_s_sorts_and_stays_on_the_nation(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "down")
            for order in (*NATION_ORDERS[1:], NATION_ORDERS[0]):
                await press(pilot, "s")
                assert where(app).order == order.key
                assert where(app).main.key == "FR"
                main = browsing(app).main
                assert isinstance(main, Table)
                assert [row.key for row in main.rows] == [
                    row.key for row in nations_listing(BASE, order).rows
                ]
                head = rows(app)[2]
                assert (DESCENDING if order.descending else ASCENDING) in head, order

        explore(steps, WIDE)

    def test_t_switches_between_dark_and_light(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            assert app.current_theme.dark
            await press(pilot, "t")
            assert not app.current_theme.dark
            await press(pilot, "t")
            assert app.current_theme.dark

        explore(steps)

    @pytest.mark.parametrize("keys", ["q", "2 enter q", "question_mark q", "tab q"])
    def test_q_quits_from_anywhere(self, keys: str) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            *others, last = keys.split()
            await press(pilot, *others)
            assert app.return_code is None
            await pilot.press(last)
            assert app.return_code == 0

        explore(steps, WIDE)

    def test_help_is_about_where_it_was_asked_for(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "down")
            before = where(app)
            await press(pilot, "question_mark")
            assert rows(app)[0].startswith(" Which keys work on Nations, and what do the signs mean?")
            assert "Sort by facts, name, group, strikes, forces" in look(app).main
            await press(pilot, "G")
            assert "so many figures on one spot" in look(app).main
            await press(pilot, "question_mark", "escape")
            assert where(app) == before
            await press(pilot, "3", "question_mark")
            assert rows(app)[0].startswith(" Which keys work on Timeline")
            main = browsing(app).main
            assert isinstance(main, Document)
            assert "Narrow the list as you type" in main.page.text
            assert "Sort by" not in main.page.text

        explore(steps)

    def test_the_palette_runs_commands_by_name(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "ctrl+p")
            assert isinstance(app.screen, CommandPalette)
            await press(pilot, *"timel")
            await until(pilot, lambda: "Go to Timeline" in words(app))
            await press(pilot, "enter")
            await until(pilot, lambda: app.current_mode == "timeline")
            await press(pilot, "ctrl+p", "escape")
            assert where(app).screen == "Timeline"

        explore(steps)

    def test_y_offers_forms_and_copies_one(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            before = where(app)
            await press(pilot, "y")
            assert isinstance(app.screen, YankScreen)
            assert "Copy “fr-forces” as" in words(app)
            await press(pilot, "escape")
            assert where(app) == before
            assert app.clipboard == ""
            await press(pilot, "y", "t")
            # Nobody can know whether the terminal took it: the text is there to be copied by hand.
            await until(pilot, lambda: "Did the clipboard take it?" in rows(app)[0])
            assert "About 3,500 French service members" in app.clipboard
            assert "Jean-Yves Le Drian" in app.clipboard
            assert "About 3,500 French service members" in words(app)
            await press(pilot, "escape")
            assert where(app) == before

        explore(steps, place="fr-forces")

    def test_e_and_o_say_what_they_cannot_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VISUAL", "vi")

        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for keys, told in (
                ("4 e", "This is worked out by the program and stands in no file."),
                ("o", "Only facts and sources have an address."),
                ("5 o", "The Washington Post, 20 January 2016: no address is noted in the fact base."),
                ("e", "This terminal can't be handed to an editor."),
            ):
                await press(pilot, *keys.split())
                await until(pilot, lambda told=told: told in [note.message for note in app._notifications])

        explore(steps)

    def test_what_can_be_done_is_told_at_the_bottom(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            keys = "⏎ open f filter s sort / search y copy tab other pane c compare q quit ? help"
            assert " ".join(rows(app)[-1].split()) == keys
            for size in (LEAST, NARROW, LARGE):
                await resize(pilot, size)
                for place in (*SCREENS, "FR"):
                    await go_to(app, pilot, place)
                    last = rows(app)[-1].rstrip()
                    assert "…" not in last, (size, place)
                    assert last.endswith("? help")

        explore(steps, WIDE)

    def test_the_digit_of_the_section_one_is_in_goes_to_its_list(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "down")
            before = where(app)
            await press(pilot, "enter", "down", "enter", "1")
            assert where(app) == before

        explore(steps)


# -- filter and search ------------------------------------------------------------------------------


def keys_of(app: ExplorerApp) -> list[str]:
    """The keys of the rows of a list."""
    main = browsing(app).main
    assert isinstance(main, Table)
    return [row.key for row in main.rows]


class TestFilter:
    def test_it_narrows_as_one_types(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "f")
            counts = []
            for typed in ("u", "un", "uni"):
                await press(pilot, typed[-1])
                assert where(app).filter == typed
                counts.append(len(keys_of(app)))
            assert keys_of(app) == ["US", "GB", "AE"]
            assert counts == sorted(counts, reverse=True)
            assert f"3 of {len(NATIONS)} nations" in rows(app)[0]

        explore(steps)

    def test_it_finds_names_aliases_codes_and_groups(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for typed, found in (
                ("Britain", ["GB"]),
                ("gb", ["GB"]),
                ("türkiye", ["TR"]),
                ("turkiye", ["TR"]),
                ("saudi arab", ["SA"]),
                ("the seven", [key for key in NATIONS if key in ("US", "FR", "DE", "GB", "IT", "AU", "NL")]),
            ):
                await press(pilot, "f", *typed)
                assert keys_of(app) == found, typed
                await press(pilot, "escape")

        explore(steps)

    def test_arrows_move_the_list_while_one_types(self) -> None:
        seen = after("f", *"uni", "down", "down", "up", size=WIDE)
        assert seen.where.main.key == "GB"
        assert seen.where.preview_of == "United Kingdom"
        assert seen.where.focus == "_Line"

    def test_enter_keeps_it_f_goes_on_with_it_and_escape_clears_it(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "f", *"un", "enter")
            assert where(app).focus == "main"
            await press(pilot, "f", "i", "enter", "down")
            assert (where(app).filter, where(app).focus, where(app).main.key) == ("uni", "main", "GB")
            assert "Filter: uni" in words(app)
            await press(pilot, "escape")
            assert (where(app).filter, where(app).main.key) == ("", "GB")
            assert f" {len(NATIONS)} nations" in rows(app)[0]
            assert "Filter:" not in words(app)
            await press(pilot, "f", *"uni", "escape")  # out of the line itself
            assert (where(app).filter, where(app).focus) == ("", "main")

        explore(steps)

    def test_letters_and_digits_are_typed_not_obeyed(self) -> None:
        seen = after("f", *"q1?/")
        assert (seen.where.mode, seen.where.filter) == ("nations", "q1?/")

    def test_the_other_lists_filter_too(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for section, typed, found in (
                ("3", "brussels", [BRUSSELS]),
                ("4", "uni", [key for key in BASE.nations if key in ("US", "GB", "AE")]),
                ("5", "lamothe", [SOURCE]),
            ):
                await press(pilot, section, "f", *typed, "enter")
                assert keys_of(app) == found, section

        explore(steps)

    def test_no_match_says_what_would_give_one(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "f", *"zzz")
            for size in (NARROW, WIDE):
                await resize(pilot, size)
                seen = look(app)
                assert (
                    "No nations match “zzz”. Escape clears the filter; / searches every statement."
                    in seen.main
                ), size
                assert f" 0 of {len(NATIONS)} nations" in seen.rows[0], size
                assert seen.preview == "", size  # and not what was highlighted before
            await press(pilot, "enter", "enter")
            assert where(app).screen == "Nations"

        explore(steps)

    def test_the_highlight_comes_back_when_its_row_does(self) -> None:
        keys = ["down", "f", *"zzz", *["backspace"] * 3]
        assert after(*keys).where.main.key == "FR"


class TestSearch:
    def test_it_finds_names_words_and_figures(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for typed, first in (
                ("Britain", "GB"),
                ("brussels meeting", BRUSSELS),
                ("le drian", "le-drian"),
                ("fr-forces", "fr-forces"),
                ("6,341 airstrikes", "coalition-strikes-iraq"),
                ("targeting", "targeting-force"),
            ):
                await press(pilot, "/", *typed)
                assert where(app).main.key == first, typed
                await press(pilot, "escape")

        explore(steps)

    def test_enter_opens_a_hit_and_escape_comes_back_to_the_words(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await settle(app, pilot)
            await press(pilot, "down")
            start = where(app)
            await press(pilot, "/", *"paris", "down", "down", "down")
            before, screen = where(app), rows(app)
            assert before.filter == "paris"
            await press(pilot, "enter")
            assert where(app).page == before.main.key
            await press(pilot, "escape")
            assert where(app) == before
            assert rows(app) == screen
            await press(pilot, "escape")
            assert where(app) == start

        explore(steps, WIDE)

    def test_hedges_and_modes_stand_in_the_hits(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for fact, sign in (
                ("targeting-force-size", "◇ expected"),
                ("brussels-not-invited", "✗ denied"),
                ("targeting-force-begun", "? unclear"),
                ("fr-forces", "• About 3,500"),
            ):
                await press(pilot, "/", *fact)
                assert f"fact {sign} " in look(app).main, fact
                await press(pilot, "escape")

        explore(steps, LEAST)

    def test_counts_of_hits_are_those_of_what_they_open(self) -> None:
        speaker = {fact.id for fact in (*BASE.about("le-drian"), *BASE.said_by("le-drian"))}
        city = {fact.id for fact in (*BASE.about("brussels"), *BASE.said_of_place("brussels"))}
        assert city

        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "/", *"le-drian")
            assert f"Jean-Yves Le Drian {len(speaker)} facts" in look(app).main
            await press(pilot, "escape", "/", *"brussels")
            assert f"place Brussels {len(city)} fact" in look(app).main

        explore(steps)

    def test_before_a_word_and_without_a_hit_it_says_what_to_do(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "/")
            assert "Type a name, a word or a figure" in look(app).main
            await press(pilot, *"zzz")
            assert "Nothing in this fact base holds “zzz”." in look(app).main
            assert "Every word must be found" in look(app).main
            assert look(app).preview == ""
            await press(pilot, "enter")
            assert where(app).screen == "Search"

        explore(steps, WIDE)

    def test_slash_goes_back_to_the_line(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "/", *"fra", "tab")
            assert where(app).focus == "main"
            await press(pilot, "/", *"n", "tab", "tab")
            assert where(app).focus == "preview"
            await press(pilot, "/", *"ce")
            assert where(app).filter == "france"
            assert len(app.screen_stack) == 2

        explore(steps, WIDE)

    def test_tab_goes_from_the_line_to_the_hits(self) -> None:
        assert after("/", *"france", "tab").where.focus == "main"


# -- the mouse --------------------------------------------------------------------------------------


async def click(pilot: Pilot[None], widget: Widget, x: int, y: int) -> None:
    """Click on a cell of a widget."""
    await pilot.click(widget, offset=(x, y))
    await pilot.pause()


async def wheel(pilot: Pilot[None], widget: Widget, down: bool = True) -> None:
    """Turn the wheel by a notch over a widget."""
    kind = events.MouseScrollDown if down else events.MouseScrollUp
    x, y = widget.region.offset
    pilot.app.screen._forward_event(kind(widget, x + 2, y + 3, 0, 0, 0, False, False, False))
    await pilot.pause()


class TestMouse:
    def test_a_click_highlights_and_another_opens(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            main = browsing(app).main
            await click(pilot, main, 5, 4)
            assert where(app).main.key == NATIONS[3]
            assert where(app).preview_of == BASE.name(NATIONS[3])
            assert where(app).screen == "Nations"
            await click(pilot, main, 5, 4)
            assert where(app).page == NATIONS[3]

        explore(steps, WIDE)

    def test_a_click_on_a_title_sorts_by_it(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            main = browsing(app).main
            assert isinstance(main, Table)
            for order in (*NATION_ORDERS[1:], NATION_ORDERS[0]):
                title = next(column.title for column in main.columns if column.key == order.column)
                await click(pilot, main, rows(app)[2].index(title), 0)
                assert where(app).order == order.key

        explore(steps, WIDE)

    def test_a_click_on_a_link_of_a_page_or_preview_follows_it(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            screen = browsing(app)
            y = next(y for y, row in enumerate(rows(app)) if "Member of" in row)
            await click(pilot, screen.preview, 20, y - screen.preview.region.y)
            assert where(app).page == "seven"
            y = next(y for y, row in enumerate(rows(app)) if " Germany " in row)
            await click(pilot, browsing(app).main, 4, y - browsing(app).main.region.y)
            assert where(app).page == "DE"

        explore(steps, WIDE)

    def test_a_click_beside_the_links_opens_nothing(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            main = browsing(app).main
            await click(pilot, main, 4, 0)  # the title of the page
            await click(pilot, main, 4, main.region.height - 1)
            assert where(app).page == "seven"
            assert len(app.screen_stack) == 2

        explore(steps, LARGE, place="seven")

    def test_a_click_on_a_cell_of_the_matrix_opens_the_cell(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            main = browsing(app).main
            x = rows(app)[2].index("Forces")
            y = next(y for y, row in enumerate(rows(app)) if "France " in row) - main.region.y
            await click(pilot, main, x, y)
            assert where(app).screen == "Matrix"
            await click(pilot, main, x, y)
            assert where(app).page == cell_key("FR", "forces")
            assert "About 3,500 French service members" in look(app).main

        explore(steps, WIDE, place="matrix")

    def test_the_wheel_scrolls_and_leaves_the_highlight(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            main = browsing(app).main
            before = where(app).main
            for _ in range(5):
                await wheel(pilot, main)
            assert where(app).main.top > before.top
            assert where(app).main.key == before.key
            for _ in range(10):
                await wheel(pilot, main, down=False)
            assert where(app).main == before

        explore(steps, LEAST, place=SOURCE)


# -- links ------------------------------------------------------------------------------------------


LINKS = [
    ("seven", "FR", "France FR · "),
    ("FR", "seven", "The seven"),
    ("fr-forces", "le-drian", "Jean-Yves Le Drian Defense Minister"),
    ("brussels-date", BRUSSELS, "about 10 February 2016 planned"),
    ("coalition-strikes-iraq", "iraq", "Within Iraq and Syria"),
    ("iraq", "mosul", "Within Iraq"),
    ("fr-forces", SOURCE, "Publisher The Washington Post"),
    ("FR", "fr-forces", "Value about 3,500 service members not an exact figure"),
    ("coalition-strikes-iraq", "sum-strikes-iraq", "4,361 + 1,980 = 6,341"),
    ("sum-strikes-iraq", "rest-strikes-iraq", "Value 1,980 airstrikes"),
    ("strikes", SHARE, "68.8 % derived"),
    ("strikes", TOTAL, "6,341 + 3,219 = 9,560"),
    (TOTAL, "coalition-strikes-syria", "Value 3,219 airstrikes"),
    ("strikes", ONLY_SYRIA, "Bahrain Saudi Arabia Turkey United Arab Emirates"),
    (ONLY_SYRIA, "TR", "Turkey TR · 1 fact from 1 source"),
    ("timeline", BRUSSELS, "about 10 February 2016 planned"),
    ("timeline", "paris-attacks-killed", "Value 130 people killed"),
    ("sources", SOURCE, "facts in the source's own order"),
    ("desk", "sum-members", "26 + 37 = 63"),
    ("desk", "desk:single-source", "Facts that stand on a single source"),
    (cell_key("FR", "forces"), "FR", "France FR · "),
]
"""Where a link stands, where it leads, and what its page tells: each kind of both at least once."""


class TestLinks:
    def test_each_kind_of_link_opens_its_page(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for size, some in ((NARROW, LINKS), (WIDE, LINKS[::3])):
                await resize(pilot, size)
                for start, target, told in some:
                    case = (size, start, target)
                    await go_to(app, pilot, start)
                    before = where(app)
                    await highlight(app, pilot, target)
                    here = where(app)
                    await press(pilot, "enter")
                    seen = look(app)
                    assert seen.where.page == target, case
                    assert told in seen.main, case
                    crumb = seen.rows[1].split("›")[-1].strip()
                    assert crumb.startswith(links.crumb_of(BASE, target)[:20]), case
                    assert seen.rows[0].strip().startswith(links.question_of(BASE, target)[:40]), case
                    await press(pilot, "escape")
                    assert where(app) == here, case
                    assert (where(app).screen, where(app).page) == (before.screen, before.page), case

        explore(steps)

    def test_a_date_leads_to_its_event_on_the_timeline(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for fact, event in (
                ("brussels-date", BRUSSELS),
                ("paris-attacks", "paris-attacks"),
                ("news-conference-held", "news-conference-2016-01"),
            ):
                await go_to(app, pilot, fact)
                await highlight(app, pilot, TIMELINE_PREFIX + event)
                await press(pilot, "enter")
                assert (where(app).screen, where(app).main.key) == ("Timeline", event), fact
                await press(pilot, "escape")
                assert where(app).page == fact

        explore(steps)

    def test_a_cell_of_the_matrix_opens_its_facts_or_says_that_there_are_none(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            columns = [column.key for column in matrix_columns(BASE)]
            for nation, column, told in (
                ("FR", "forces", f"● stated 1 fact • {says('fr-forces')}"),
                ("DE", "forces", "· not stated No source in this fact base states this."),
                ("DE", "strikes-iraq", "A list is open: not being named is not a no."),
            ):
                await go_to(app, pilot, "matrix")
                main = browsing(app).main
                await press(pilot, "g", *["down"] * list(BASE.nations).index(nation))
                await press(pilot, *["l"] * columns.index(column), "enter")
                assert where(app).page == cell_key(nation, column)
                assert told in look(app).main, (nation, column)
                await press(pilot, "escape", *["h"] * columns.index(column))
                assert (where(app).screen, main.state().column) == ("Matrix", 1)

        explore(steps)

    def test_left_and_right_in_the_matrix_leave_it_only_at_its_edges(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            columns = [column.key for column in matrix_columns(BASE)]
            await press(pilot, "4", *["right"] * (len(columns) - 1))
            assert where(app).main.column == len(columns)
            await press(pilot, "right")
            assert where(app).page == cell_key(next(iter(BASE.nations)), columns[-1])
            await press(pilot, "left", *["left"] * len(columns))
            assert (where(app).screen, where(app).main.column) == ("Matrix", 0)
            await press(pilot, "left")
            assert where(app).mode == "nations"

        explore(steps)

    def test_no_link_anywhere_is_dead(self) -> None:
        base = BASE
        events_told = {event.key for event in timeline(base)}
        pages: list[Page] = [
            *(strikes_page(base, width) for width in (40, 80)),
            desk_page(base, desk_of(base)),
        ]
        columns = [column.key for column in matrix_columns(base)]
        todo = [*base.entities, *base.sources, *base.checks, *events_told, *(fact.id for fact in base.facts)]
        todo += [cell_key(nation, column) for nation in base.nations for column in columns]
        todo += [line.target for page in pages for line in page.lines if line.target]
        seen: set[str] = set()
        while todo:
            target = todo.pop()
            if target in seen or target in SCREENS or base.find(target) in base.topics.values():
                continue
            seen.add(target)
            if target.startswith(TIMELINE_PREFIX):
                assert target.removeprefix(TIMELINE_PREFIX) in events_told, target
                continue
            page = links.page_of(base, target)
            assert page is not None, target
            assert links.question_of(base, target) != "What is this?"
            todo += [line.target for line in page.lines if line.target]
        assert len(seen) > 300


class TestDeepLinks:
    @pytest.mark.parametrize("name", SCREENS[1:])
    def test_a_section(self, name: str) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            assert (where(app).mode, where(app).screen.lower()) == (name, name)
            await press(pilot, "escape")
            assert where(app).screen == "Nations"

        explore(steps, place=name)

    @pytest.mark.parametrize(
        ("place", "told"),
        [
            ("FR", "France FR · "),
            ("targeting-force-size", "up to 200 Special Operations troops not an exact figure"),
            (BRUSSELS, "about 10 February 2016 planned"),
            (cell_key("IQ", "training"), "Iraq, training ● stated"),
            (TOTAL, "6,341 + 3,219 = 9,560"),
            (ONLY_SYRIA, "The lists are open: a nation not named may strike there too."),
            ("nowhere", "“nowhere” is no longer in this fact base. Escape goes back."),
        ],
    )
    def test_a_place_opens_over_the_nations(self, place: str, told: str) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            assert where(app).page == place
            assert told in look(app).main
            assert rows(app)[1].startswith(" Nations › ")
            await press(pilot, "escape")
            assert where(app).main.key == NATIONS[0]

        explore(steps, place=place)

    def test_an_event_on_the_timeline(self) -> None:
        seen = after(place=TIMELINE_PREFIX + BRUSSELS)
        assert (seen.where.screen, seen.where.main.key) == ("Timeline", BRUSSELS)
        assert "›◇ ~2016-02-10" in "\n".join(seen.rows)

    @pytest.mark.parametrize(
        ("word", "place"),
        [
            ("fr", "FR"),
            ("Britain", "GB"),
            ("Timeline", "timeline"),
            ("türkiye", "TR"),
            ("le drian", None),
            ("Jean-Yves Le Drian", "le-drian"),
            ("FR-FORCES", "fr-forces"),
            ("", None),
        ],
    )
    def test_what_a_word_of_the_command_line_means(self, word: str, place: str | None) -> None:
        assert links.place_of(BASE, word) == place


# -- the way back -----------------------------------------------------------------------------------


async def there_and_back(app: ExplorerApp, pilot: Pilot[None], legs: list[list[str]]) -> None:
    """Go all legs, each ending in a key that opens something, then back: each place is as it was left."""
    await settle(app, pilot)
    left: list[tuple[Where, list[str]]] = []
    for *keys, opening in legs:
        await press(pilot, *keys)
        left.append((where(app), rows(app)))
        await press(pilot, opening)
        assert where(app) != left[-1][0], (keys, opening)
    while left:
        await press(pilot, "escape")
        place, screen = left.pop()
        assert where(app) == place
        assert rows(app) == screen


class TestBack:
    @pytest.mark.parametrize("size", [NARROW, WIDE])
    @pytest.mark.parametrize(
        "legs",
        [
            pytest.param(
                [
                    ["f", *"an", "enter", "down", "down", "enter"],
                    ["down", "down", "enter"],
                    ["down", "enter"],
                    ["down", "down", "down", "enter"],
                    ["G", "enter"],
                ],
                id="several levels, filtered",
            ),
            pytest.param(
                [["s", "s", "G", "up", "enter"], ["down", "enter"], ["enter"]], id="sorted, from the end"
            ),
            pytest.param(
                [["5", "enter"], ["pagedown", "pagedown", "down", "enter"], ["pagedown", "enter"]],
                id="scrolled",
            ),
            pytest.param(
                [
                    ["down", "enter"],
                    ["down", "down", "2"],
                    ["G", "up", "enter"],
                    ["down", "3"],
                    ["down", "down", "enter"],
                    ["down", "6"],
                    ["down", "enter"],
                    ["question_mark"],
                ],
                id="over sections",
            ),
            pytest.param(
                [["4", *["down"] * 9, *["right"] * 6, "enter"], ["enter"], ["enter"]], id="from a cell"
            ),
            pytest.param(
                [["/", *"iraq", *["down"] * 12, "enter"], ["down", "enter"], ["/"]], id="from the search"
            ),
            pytest.param(
                [["2", *["down"] * 10, "enter"], ["down", "enter"], ["enter"], ["G", "enter"]],
                id="from a derived figure",
            ),
        ],
    )
    def test_it_returns_to_the_exact_place(self, legs: list[list[str]], size: Size) -> None:
        if legs[0][0] == "5":
            start, legs = "sources", [legs[0][1:], *legs[1:]]
        elif legs[0][0] in "24":
            start, legs = {"2": "strikes", "4": "matrix"}[legs[0][0]], [legs[0][1:], *legs[1:]]
        else:
            start = None

        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await there_and_back(app, pilot, legs)

        explore(steps, size, place=start)

    def test_it_returns_into_the_preview_that_one_came_from(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await there_and_back(app, pilot, [["tab", "down", "down", "down", "enter"]])
            assert where(app).focus == "preview"
            await there_and_back(app, pilot, [["pagedown", "enter"], ["down", "enter"]])
            assert where(app).focus == "preview"

        explore(steps, WIDE)

    def test_it_returns_to_what_was_scrolled_away_from_the_highlight(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for _ in range(4):
                await wheel(pilot, browsing(app).main)
            assert where(app).main.top > 0
            await there_and_back(app, pilot, [["enter"], ["enter"]])

        explore(steps, LEAST, place=SOURCE)

    def test_sections_are_left_in_the_reverse_order_and_kept_as_they_were(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for key in "3561":
                await press(pilot, key)
            for mode in ("desk", "sources", "timeline", "nations"):
                await press(pilot, "escape")
                assert where(app).mode == mode
            await press(pilot, "down", "enter", "3", "1")
            assert where(app).page == "FR"

        explore(steps)

    def test_another_window_size_on_the_way_changes_only_what_it_must(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "f", *"an", "enter", "down", "down")
            before = where(app)
            await press(pilot, "enter", "down", "enter")
            await resize(pilot, NARROW)
            await press(pilot, "escape", "escape")
            assert (where(app).filter, where(app).main) == (before.filter, before.main)
            assert not browsing(app).preview.display
            await press(pilot, "enter")
            await resize(pilot, WIDE)
            await press(pilot, "escape")
            assert where(app) == before
            assert look(app).preview.startswith(before.preview_of)

        explore(steps, WIDE)


# -- the preview, and windows of every size ---------------------------------------------------------


class TestPreview:
    def test_it_shows_what_the_highlight_leads_to(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for place, keys in (
                ("nations", "down G up s home s pagedown"),
                ("timeline", "down down G up g"),
                ("strikes", "down down G up pageup"),
                ("sources", "down"),
                ("desk", "down down G"),
                ("FR", "down down pagedown G"),
                ("seven", "down down G g"),
            ):
                await go_to(app, pilot, place)
                for key in keys.split():
                    await press(pilot, key)
                    target = browsing(app).main.target
                    assert target is not None
                    page = links.page_of(BASE, target.removeprefix(TIMELINE_PREFIX))
                    assert page is not None
                    assert where(app).preview_of == page.title, (place, key)
                    assert look(app).preview.startswith(" ".join(page.lines[0].text.split())[:40])

        explore(steps, WIDE)

    def test_it_follows_the_cells_of_the_matrix(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            columns = [column.key for column in matrix_columns(BASE)]
            await press(pilot, *["down"] * list(BASE.nations).index("FR"))
            await press(pilot, *["right"] * columns.index("forces"))
            assert look(app).preview.startswith("France, forces ● stated 1 fact")
            await resize(pilot, (179, 40))
            assert look(app).preview == ""

        explore(steps, (190, 40), place="matrix")

    def test_it_needs_a_hundred_columns(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for place in ("nations", "strikes", "FR"):
                await go_to(app, pilot, place)
                await resize(pilot, (99, 24))
                assert not look(app).preview
                await resize(pilot, (100, 24))
                assert look(app).preview

        explore(steps, (100, 24))

    def test_a_window_made_narrow_takes_the_focus_back_to_the_list(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "down", "tab", "down")
            await resize(pilot, NARROW)
            assert where(app).focus == "main"
            assert "│" not in words(app)
            await press(pilot, "down")
            assert where(app).main.key == NATIONS[2]
            await resize(pilot, WIDE)
            assert where(app).preview_of == BASE.name(NATIONS[2])
            assert look(app).preview.startswith(BASE.name(NATIONS[2]))
            await press(pilot, "tab")
            assert where(app).focus == "preview"

        explore(steps, WIDE)

    def test_the_bars_of_the_strikes_are_drawn_to_the_width(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            lengths = []
            for width in (99, 80, 60):
                await resize(pilot, (width, 40))
                lengths.append(words(app, browsing(app).main).count("█"))
                assert "6,341" in words(app)
            assert lengths == sorted(lengths, reverse=True)
            assert lengths[-1] < lengths[0]

        explore(steps, LARGE, place="strikes")


class TestSmallWindows:
    @pytest.mark.parametrize("place", [None, "strikes", "fr-forces"])
    def test_too_small_a_window_says_so_in_plain_words(self, place: str | None) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for width, height in ((59, 20), (60, 19), (59, 19), (30, 10), (28, 3), (20, 5), (5, 2), (1, 1)):
                await resize(pilot, (width, height))
                if width >= 28:
                    assert words(app) == f"{width}x{height} is too small: make it 60x20. q quits"
                assert {strip.cell_length for strip in strips(app)} == {width}
            await pilot.press("q")
            assert app.return_code == 0

        explore(steps, (59, 20), place=place)

    @pytest.mark.parametrize(
        "keys",
        [
            "down down",
            "down tab down",
            "f a n enter down",
            "down enter down",
            "4 right down",
            "f a n",
            "/ p a r i s down",
        ],
    )
    def test_what_was_there_comes_back_and_takes_keys(self, keys: str) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await settle(app, pilot)
            await press(pilot, *keys.split())
            before, screen = where(app), rows(app)
            for small in ((50, 12), (20, 5)):
                await resize(pilot, small)
            assert "too small" in words(app)
            await resize(pilot, WIDE)
            assert where(app) == before
            assert rows(app) == screen
            await press(pilot, "down")
            assert (where(app).main, where(app).preview) != (before.main, before.preview)

        explore(steps, WIDE)

    def test_sixty_by_twenty_shows_every_column_that_it_has_room_for(self) -> None:
        seen = after(size=LEAST)
        assert "too small" not in seen.words
        assert "4,361 3,029 ≤200 expected +7 21" in seen.main

    def test_sixty_columns_name_all_sections(self) -> None:
        assert "6 Desk" in after(size=LEAST).rows[1]

    def test_sixty_columns_explain_all_signs(self) -> None:
        assert "· not stated" in after(size=LEAST).words


class TestWandering:
    @pytest.mark.parametrize("seed", range(3))
    def test_any_keys_in_any_window_leave_a_whole_screen(self, seed: int) -> None:
        dice = random.Random(seed)
        keys = sorted(readme_keys() - {"q", "e", "o", "ctrl+p", "y", "r"})
        keys += ["enter", "enter", "down", "escape", *"fra "]
        sizes = [LEAST, NARROW, (99, 30), (100, 30), WIDE, (200, 24), (40, 10)]

        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for _ in range(16):
                await press(pilot, *dice.choices(keys, k=5))
                if dice.random() < 0.3:
                    await resize(pilot, dice.choice(sizes))
                painted = strips(app)
                assert len(painted) == app.size.height
                assert {strip.cell_length for strip in painted} == {app.size.width}
                assert app.return_code is None
            for _ in range(200):  # and Escape leads back to the first screen from wherever that was
                if not app.can_go_back and where(app).screen == "Nations":
                    break
                await press(pilot, "escape")
            assert not app.can_go_back

        explore(steps)


# -- what the reporter asks -------------------------------------------------------------------------


class TestQuestions:
    """The questions that the explorer was made for, each within a few keys of its start."""

    def test_how_many_strikes_others_carried_out_in_syria_as_of_when_and_who_says_so(self) -> None:
        page = after("2").main
        assert "As of 10 January 2016 counted by: Pentagon" in page
        syria = page[page.index(" Syria airstrikes U.S.-led coalition") :]
        assert re.search(
            r"Rest of the coalition 190 [█▏▎▍▌▋▊▉]+ note 5\.9 % of the U.S.-led coalition's in Syria", syria
        )

    def test_which_of_the_seven_are_in_neither_list_and_who_is_named_for_syria_alone(self) -> None:
        told = after("2", "G").main
        assert "In neither list, though of The seven: 2 Germany, Italy" in told
        assert "Only in Syria: 4 Bahrain, Saudi Arabia, Turkey, United Arab Emirates" in told
        assert "open lists: at least these, and a nation not named is not a no" in told

    @pytest.mark.parametrize("size", [NARROW, WIDE])
    def test_who_is_invited_to_brussels_with_what_and_is_the_date_certain(self, size: Size) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "3", "G")
            assert "~2016-02-10" in words(app)
            await press(pilot, "enter")
            told = look(app).main
            while browsing(app).main.top + browsing(app).main.size.height < browsing(app).main.row_count:
                await press(pilot, "pagedown")
                told += look(app).main
            assert "about 10 February 2016 planned" in told
            for key in ("date", "invited", "invited-iraq", "not-invited", "bring"):
                fact = BASE.fact(f"brussels-{key}")
                assert fact is not None
                assert fact.says + (f" {fact.mode}" if fact.mode != "reported" else "") in told
            assert "26 nations" in told

        explore(steps, size)

    def test_what_is_not_known_about_the_targeting_force(self) -> None:
        told = f"? {says('targeting-force-begun')} unclear"
        assert told in after("6").main
        assert told in after("/", *"targeting", "enter", size=WIDE).main

    def test_what_france_contributes_and_whose_figure_that_is(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            assert "France 7 ● ● ~3,500" in look(app).main
            await press(pilot, "down", "enter")
            assert f"{says('fr-forces')} — Jean-Yves Le Drian" in look(app).main
            await highlight(app, pilot, "fr-forces")
            await press(pilot, "enter")
            card = look(app).main
            assert "Value about 3,500 service members not an exact figure" in card
            assert "Said by Jean-Yves Le Drian Defense Minister" in card
            assert "As of the source does not date it" in card

        explore(steps)

    def test_what_is_expected_is_never_told_as_a_fact(self) -> None:
        assert "≤200 expected" in after().main
        card = after(place="targeting-force-size").main
        assert "up to 200 Special Operations troops not an exact figure" in card
        assert "Put as expected" in card

    def test_the_question_that_a_screen_answers_is_its_first_line(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for size in (NARROW, WIDE):
                await resize(pilot, size)
                for place in (*SCREENS, "FR", BRUSSELS, "fr-forces", TOTAL, ONLY_SYRIA):
                    await go_to(app, pilot, place)
                    assert re.match(r" [A-Z][^?…]+\?", rows(app)[0]), (size, place)

        explore(steps)
