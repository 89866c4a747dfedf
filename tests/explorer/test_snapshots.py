"""Pictures of every screen.  A picture only proves that nothing changed: look at each before accepting it.

They show the article; what only many sources bring about is shown on the whole bundled base.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.pilot import Pilot

from tests.explorer.apps import ROOT, at_rest_between_keys, bundled, make_app, settle, until
from tests.explorer.article import article, article_folder
from tests.factbase.samples import SAMPLE, read
from tui.explorer.app import ExplorerApp
from tui.explorer.widgets.document import Document
from tui.factbase.model import FactBase

Size = tuple[int, int]
SIZES = [(80, 24), (120, 40), (160, 50)]
BY_SIZE = pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
LOOKS = pytest.mark.parametrize("look", ["light", "no-colour"])

Shoot = Callable[..., None]


@pytest.fixture
def shoot(snap_compare: Any, monkeypatch: pytest.MonkeyPatch) -> Shoot:
    """Take the picture of an explorer of the article after these keys."""
    monkeypatch.chdir(article_folder())

    def take(
        *keys: str,
        size: Size = (80, 24),
        place: str | None = None,
        look: str = "dark",
        base: FactBase | None = None,
    ) -> None:
        if look == "no-colour":
            monkeypatch.setenv("NO_COLOR", "1")
        app = make_app(place, base or article())

        async def before(pilot: Pilot[None]) -> None:
            assert isinstance(pilot.app, ExplorerApp)
            if look == "light":
                pilot.app.theme = "textual-light"
            await pilot.pause()
            await settle(pilot.app, pilot)
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await until(pilot, lambda: all(page.is_complete for page in pilot.app.screen.query(Document)))

        with at_rest_between_keys():
            same = snap_compare(app, terminal_size=size, run_before=before)
        assert same

    return take


class TestSections:
    """The six sections as they open."""

    @BY_SIZE
    def test_nations(self, shoot: Shoot, size: Size) -> None:
        shoot("down", size=size)

    @BY_SIZE
    def test_strikes(self, shoot: Shoot, size: Size) -> None:
        shoot("2", size=size)

    @BY_SIZE
    def test_timeline(self, shoot: Shoot, size: Size) -> None:
        shoot("3", "G", size=size)

    @BY_SIZE
    def test_matrix(self, shoot: Shoot, size: Size) -> None:
        shoot("4", "down", "right", "right", size=size)

    @BY_SIZE
    def test_sources(self, shoot: Shoot, size: Size) -> None:
        shoot("5", size=size)

    @BY_SIZE
    def test_desk(self, shoot: Shoot, size: Size) -> None:
        shoot("6", size=size)


class TestLooks:
    """The main screens in the light look and without colour."""

    @LOOKS
    def test_nations(self, shoot: Shoot, look: str) -> None:
        shoot("down", size=(120, 40), look=look)

    @LOOKS
    def test_strikes(self, shoot: Shoot, look: str) -> None:
        shoot("2", size=(120, 40), look=look)

    @LOOKS
    def test_timeline(self, shoot: Shoot, look: str) -> None:
        shoot("3", "G", size=(120, 40), look=look)

    @LOOKS
    def test_matrix(self, shoot: Shoot, look: str) -> None:
        shoot("4", size=(120, 40), look=look)

    @LOOKS
    def test_desk(self, shoot: Shoot, look: str) -> None:
        shoot("6", size=(120, 40), look=look)

    @LOOKS
    def test_fact(self, shoot: Shoot, look: str) -> None:
        shoot(place="targeting-force-size", size=(120, 40), look=look)

    @LOOKS
    def test_yank(self, shoot: Shoot, look: str) -> None:
        shoot("y", place="fr-forces", look=look)


class TestPages:
    """Places on screens of their own."""

    @BY_SIZE
    def test_fact(self, shoot: Shoot, size: Size) -> None:
        shoot(place="targeting-force-size", size=size)

    @BY_SIZE
    def test_nation(self, shoot: Shoot, size: Size) -> None:
        shoot("down", "enter", size=size)

    @BY_SIZE
    def test_meeting(self, shoot: Shoot, size: Size) -> None:
        shoot(place="brussels-2016-02", size=size)

    def test_derived(self, shoot: Shoot) -> None:
        shoot("2", "down", "down", "enter")

    def test_person(self, shoot: Shoot) -> None:
        shoot(place="le-drian", size=(120, 40))

    def test_cell_without_facts(self, shoot: Shoot) -> None:
        shoot("4", "G", "up", "up", "right", "enter")


class TestStates:
    """Filters, searches, menus, small windows, long texts."""

    def test_filtered(self, shoot: Shoot) -> None:
        shoot("f", *"united")

    def test_no_match(self, shoot: Shoot) -> None:
        shoot("f", *"zzz")

    def test_sorted(self, shoot: Shoot) -> None:
        shoot("s")

    @BY_SIZE
    def test_search(self, shoot: Shoot, size: Size) -> None:
        shoot("slash", *"brussels", size=size)

    def test_search_without_hits(self, shoot: Shoot) -> None:
        shoot("slash", *"xyzzy")

    @BY_SIZE
    def test_yank(self, shoot: Shoot, size: Size) -> None:
        shoot("y", place="fr-forces", size=size)

    def test_known_on(self, shoot: Shoot) -> None:
        shoot("less_than_sign", size=(120, 40))

    def test_asking_for_a_day(self, shoot: Shoot) -> None:
        shoot("d", *"2016-02")

    def test_help(self, shoot: Shoot) -> None:
        shoot("question_mark", size=(120, 40))

    def test_least_size(self, shoot: Shoot) -> None:
        shoot("down", size=(60, 20))

    def test_too_small(self, shoot: Shoot) -> None:
        shoot(size=(50, 15))

    def test_long_text(self, shoot: Shoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        words = "Donaudampfschifffahrtsgesellschaftskapitän " * 6 + "x" * 200
        monkeypatch.chdir(tmp_path)
        base = read(
            Path(), SAMPLE.replace("About 3,500 French service members take part.", f"About 3,500 {words}.")
        )
        shoot(place="fr-forces", base=base)


class Shot(NamedTuple):
    """A picture of the whole bundled base."""

    name: str
    size: Size
    keys: str
    """Separated by blanks, pressed one after the other."""
    place: str | None = None


WHOLE = [
    Shot("nations", (120, 40), "down"),
    Shot("nation", (80, 24), "", "FR"),
    Shot("strikes", (120, 40), "2"),
    *(Shot("desk", size, "6") for size in SIZES),
    *(Shot("dispute", size, "6 n") for size in SIZES),
    Shot("ruling", (120, 40), "", "paris-october-ministers"),
    *(Shot("compare", size, "c down c") for size in SIZES),
    Shot("compared", (120, 40), "c down c enter"),
    *(Shot("series", size, "", "series:coalition:strikes:iraq:airstrike") for size in SIZES),
    Shot("person", (120, 40), "", "le-drian"),
    Shot("place", (120, 40), "", "raqqa"),
    Shot("meeting", (120, 40), "", "brussels-2016-02"),
]


def _on(day: str) -> str:
    """The keys that put the explorer on a day."""
    return f"d {' '.join(day)} enter".replace("-", "minus")


# On the day of the article Brussels is planned; afterwards it was held, and that is the outcome of the plan.
for day in ("2016-01-20", "2016-02-12"):
    WHOLE += [
        Shot(f"nations-on-{day}", (120, 40), _on(day)),
        Shot(f"brussels-on-{day}", (120, 40), _on(day), "brussels-2016-02"),
    ]


@pytest.mark.parametrize("shot", WHOLE, ids=lambda shot: f"{shot.name}-{shot.size[0]}x{shot.size[1]}")
def test_whole_base(shoot: Shoot, shot: Shot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shoot(*shot.keys.split(), size=shot.size, place=shot.place, base=bundled())


def test_every_picture_is_one_of_a_test() -> None:
    """Syrupy tells of pictures left over only where all tests run in one process."""
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", __file__],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    tests = {line.partition("::")[2].replace("::", ".") for line in told.splitlines()}
    pictures = {path.stem for path in (Path(__file__).parent / "__snapshots__/test_snapshots").iterdir()}
    assert pictures - tests == set()
