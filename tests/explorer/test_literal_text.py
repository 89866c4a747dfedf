"""Text from a file, a file's name, the keyboard or the environment is shown, and never does anything.

Every text field of the base below holds markup that Textual would act on or choke on, escape sequences,
controls of the writing direction, and text of unusual width.  Whatever opens it must show it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot

from tests.explorer.apps import (
    LEAST,
    NARROW,
    WIDE,
    Size,
    browsing,
    explore,
    go_to,
    press,
    resize,
    settle,
    strips,
    until,
    words,
)
from tests.literal_base import PARTS, TYPED, UNIT, Texts, hostile_file, quoted
from tui.explorer.app import ExplorerApp
from tui.explorer.screens.by_hand import ByHandScreen
from tui.explorer.screens.known_on import KnownOnScreen
from tui.explorer.screens.yank import YankScreen
from tui.factbase.answers.timeline import timeline
from tui.factbase.model import FactBase
from tui.factbase.reading.reader import read_base
from tui.factbase.shown.matrix import cell_key, matrix_columns
from tui.factbase.shown.strikes_page import strikes_page
from tui.factbase.text import clean, is_safe
from tui.factbase.vocabulary import SCREENS, SINGLE_SOURCE, TIMELINE_PREFIX


@pytest.fixture(scope="module")
def texts() -> Texts:
    """The hostile texts, in the order in which they were written into the base."""
    return Texts()


@pytest.fixture(scope="module")
def base(texts: Texts, tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    """The base, in a file whose name is as bad."""
    return read_base(hostile_file(tmp_path_factory.mktemp("bases"), texts))


def acting(segments: list[Segment]) -> Iterator[str]:
    """The segments with which a terminal or Textual would do more than show text."""
    for text, style, _ in segments:
        if not is_safe(text) or (style and (style.link or "@click" in style.meta)):
            yield text


def check(app: ExplorerApp, where: object) -> None:
    """The screen is whole, every row as wide as the window, and nothing in it acts."""
    assert app.return_code is None, where
    assert app.failure == "", where
    assert app.current_theme.dark, where
    painted = strips(app)
    assert len(painted) == app.size.height, where
    for strip in painted:
        assert strip.cell_length == app.size.width, (where, strip.text)
        assert list(acting(list(strip))) == [], (where, strip.text)


def places(base: FactBase) -> list[str]:
    """Everything that can be opened: sections, records, events, computed figures, overlaps, cells."""
    found = [*SCREENS, *base.sources, *base.checks, *(fact.id for fact in base.facts)]
    found += [key for key, entity in base.entities.items() if entity.kind != "topic"]
    found += [TIMELINE_PREFIX + event.key for event in timeline(base)]
    found += [line.target for line in strikes_page(base).lines if line.target]
    found += [cell_key("FR", column.key) for column in matrix_columns(base)]
    return [*dict.fromkeys(found), SINGLE_SOURCE, "nowhere[/nope]\x1b[2J"]


def plain(text: str) -> str:
    """A text as `words` tells it: cleaned, on one line, no two spaces in a row."""
    return " ".join(clean(text).split())


class TestFromTheFile:
    @pytest.mark.parametrize("size", [LEAST, WIDE])
    def test_every_place_can_be_opened_and_acts_on_nothing(self, base: FactBase, size: Size) -> None:
        found = places(base)
        assert {place.partition(":")[0] for place in found} >= {"derived", "overlap", "cell", "timeline"}

        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await settle(app, pilot)
            check(app, "start")
            for place in found:
                await go_to(app, pilot, place)
                check(app, place)
                if size == LEAST:
                    await press(pilot, "G")
                    check(app, (place, "G"))

        explore(steps, size, base=base)

    def test_it_is_shown_as_it_is_written(self, base: FactBase, texts: Texts) -> None:
        seen: set[str] = set()
        told_of_value: list[str] = []

        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for place in (place for place in places(base) if ":" not in place):
                await go_to(app, pilot, place)
                main = browsing(app).main
                assert main.row_count < main.size.height, place
                told = words(app, main)
                if place == "fact-1":
                    told_of_value.append(told)
                seen.update(text for text in texts.made if plain(text) in told)

        # One pane, as wide as it gets without a preview, and high enough for every page.
        explore(steps, (99, 240), base=base)
        assert plain(UNIT) in told_of_value[0]
        # A group's mark has a few cells in the list of nations; the note of a topic is for whoever edits, and
        # where a source begins for `verify`.
        nowhere = (base.groups["pair"].mark, base.entities["own"].note, base.sources["paper"].begins)
        assert {text[:4] for text in texts.made if text not in seen} == {str(text)[:4] for text in nowhere}

    def test_lists_show_it_as_far_as_there_is_room(self, base: FactBase) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            for section, shown in (
                ("nations", [nation.name for nation in base.nations.values()]),
                ("matrix", [nation.name for nation in base.nations.values()]),
                ("timeline", [event.title for event in timeline(base)]),
                ("sources", [source.publisher for source in base.sources.values()]),
            ):
                await go_to(app, pilot, section)
                for text in shown:
                    assert plain(text)[:12] in words(app), section

        explore(steps, NARROW, base=base)

    @pytest.mark.parametrize("size", [NARROW, WIDE])
    def test_menus_help_and_search_act_on_nothing(self, base: FactBase, size: Size) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await settle(app, pilot)
            for keys, shows in (
                ("question_mark", "Which keys work on"),
                ("slash 3 , 5 0 0", "1 hit"),
                ("slash t 0 slash", "Nothing in this fact base holds"),
                ("f t 0", " nations"),
                ("y", "Copy “"),
                ("d 2 0 1 6", "what had been published by"),
                ("s s s s", "2 nations"),
                ("O", "Highlight a source or a fact first"),
                ("5 O 1", "only paper"),
            ):
                await press(pilot, *keys.split())
                check(app, keys)
                assert shows in words(app), keys
                await press(pilot, "escape", "escape", "1")

        explore(steps, size, base=base)

    @pytest.mark.parametrize("letter", ["t", "m", "b", "c", "p", "i"])
    def test_copies_are_plain_text_and_shown_as_such(
        self, base: FactBase, letter: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tui.explorer.outside.copy_to_system", lambda text: False)

        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "y")
            assert isinstance(app.screen, YankScreen)
            check(app, "menu")
            await press(pilot, letter)
            await until(pilot, lambda: isinstance(app.screen, ByHandScreen))
            await pilot.pause()
            check(app, letter)
            assert all(is_safe(line) for line in app.clipboard.splitlines())
            assert app.clipboard == "fact-1" or "T0" in app.clipboard

        explore(steps, place="fact-1", base=base)


class TestNotes:
    """Notifications: Textual parses them as markup unless told otherwise."""

    def test_what_cannot_be_done_is_told_literally(
        self, base: FactBase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("VISUAL", f"'{TYPED}\x1b[2J")

        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "o")  # refused: an address like that is none
            await until(pilot, lambda: bool(app._notifications))
            await press(pilot, "e")  # an editor that can't be run
            await until(pilot, lambda: len(app._notifications) == 2)
            await go_to(app, pilot, "second")
            await press(pilot, "o")  # no address
            await until(pilot, lambda: len(app._notifications) == 3)
            await pilot.pause(0.1)
            check(app, "notes")
            told = [note.message for note in app._notifications]
            assert told[0].startswith("Not opened: ")
            assert told[1].startswith("$EDITOR can't be run: ")
            assert "no address is noted" in told[2]
            assert plain(base.sources["second"].name)[:30] in words(app)

        explore(steps, WIDE, place="fact-1", base=base)

    def test_a_broken_file_is_told_literally(self, tmp_path: Path) -> None:
        path = tmp_path / "[@click=app.quit]x[/] \x1b[2J.yaml"
        path.parent.mkdir()
        path.write_text("nations:\n  FR: {name: France}\n")
        base = read_base(path)

        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            path.write_text(f"nations:\n  FR: {{name: France, {quoted(TYPED + PARTS[7])}: x}}\n")
            await press(pilot, "r")
            await until(pilot, lambda: bool(app.trouble))
            await pilot.pause()
            check(app, "banner")
            assert "[@click=app.quit]x[/] ␛[2J.yaml:2:" in words(app)
            await resize(pilot, LEAST)
            check(app, "banner, narrow")

        explore(steps, (250, 30), base=base)


class TestFromTheKeyboard:
    @pytest.mark.parametrize("opening", ["slash", "f", "3 f", "4 f"])
    def test_what_is_typed_or_pasted_is_shown_as_it_is(self, opening: str) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, *opening.split(), *TYPED)
            check(app, opening)
            assert f": {TYPED} " in words(app)
            await press(pilot, *["backspace"] * len(TYPED))
            for part in PARTS:
                assert app.screen.focused is not None
                app.screen.focused.post_message(events.Paste(part))
                await pilot.pause()
                check(app, (opening, part))

        explore(steps, (300, 24))

    def test_a_day_that_is_none_is_refused_literally(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "d", *"[/nope]")
            check(app, "typed")
            for part in PARTS:
                assert app.screen.focused is not None
                app.screen.focused.post_message(events.Paste(part))
                await press(pilot, "enter")
                assert isinstance(app.screen, KnownOnScreen)
                check(app, part)

        explore(steps, WIDE)

    def test_the_palette_takes_markup_for_text(self) -> None:
        async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
            await press(pilot, "ctrl+p", *"[/nope][@click=app.quit]")
            await until(pilot, lambda: "No matches found" in words(app))
            assert isinstance(app.screen, CommandPalette)
            assert app.return_code is None
            assert "[/nope][@click=app.quit]" in words(app)
            assert all(strip.cell_length == app.size.width for strip in strips(app))

        explore(steps)
