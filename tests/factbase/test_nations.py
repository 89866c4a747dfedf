"""The list of nations and the head of a nation's card: the figure at a glance, its date, what is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factbase.samples import read
from tui.factbase.model import FactBase
from tui.factbase.page import Line
from tui.factbase.shown.links import page_of
from tui.factbase.shown.lists import brief_theatres, nations_listing, shows_publication
from tui.factbase.shown.matrix import cell_key, matrix_columns, matrix_listing
from tui.factbase.shown.pages import record_page
from tui.factbase.view import View

HEAD = """\
nations:
  FR: {name: France}
  GB: {name: Britain}
  NO: {name: Norway}
  SE: {name: Sweden}
groups:
  allies: {name: The allies}
places:
  both: {name: North and South}
  north: {name: North, within: both}
  south: {name: South, within: both}
sources:
"""


def source(key: str, published: str, *facts: str) -> str:
    """A source of facts, each given as a flow mapping without its braces."""
    date = f"    published: {published}\n" if published else ""
    lines = "".join(f"      - {{says: It is said., {fact}}}\n" for fact in facts)
    return f"  {key}:\n    title: T\n    publisher: P\n{date}    facts:\n{lines}"


def figure(key: str, nation: str, value: str, more: str = "", topic: str = "forces") -> str:
    return f"id: {key}, about: [{nation}], topic: {topic}, value: '{value}'{more}"


def listed(key: str, nations: str, place: str, more: str = "") -> str:
    return f"id: {key}, about: [{nations}], topic: strikes, in: {place}{more}"


OTHER = source("second", "2016-03-01", "id: z, about: [SE], topic: other")
"""A second source: dates stand beside figures."""


def row(base: FactBase, nation: str) -> dict[str, str]:
    """The cells of a nation's row; those of the theatres are called by their titles."""
    listing = nations_listing(base)
    (found,) = (row for row in listing.rows if row.key == nation)
    cells = ("".join(span.text for span in cell) for cell in found.cells)
    keys = (
        column.title.removeprefix("Strikes ") if column.key == "strikes" else column.key
        for column in listing.columns
    )
    return dict(zip(keys, cells, strict=True))


def head(base: FactBase, nation: str) -> list[Line]:
    """The lines at the head of a nation's card, without its name."""
    page = record_page(base, nation)
    assert page is not None
    lines = page.lines[1:]
    blank = next((number for number, line in enumerate(lines) if not line.spans), len(lines))
    return list(lines[:blank])


def told(base: FactBase, nation: str) -> list[str]:
    return [" ".join(line.text.split()) for line in head(base, nation)]


def page_text(base: FactBase, key: str) -> str:
    page = page_of(base, key)
    assert page is not None
    return page.text


class TestDates:
    def test_a_date_of_publication_stands_in_brackets(self, tmp_path: Path) -> None:
        base = read(
            tmp_path,
            HEAD
            + source(
                "paper",
                "2016-01-20",
                figure("a", "FR", "~3500 troops"),
                figure("b", "GB", "..200 troops", ", as_of: 2015-12-01"),
                figure("c", "FR", "20 strikes", ", in: north, as_of: 2016-01~", topic="strikes"),
                figure("d", "GB", "1200 strikes", ", in: north", topic="strikes"),
            )
            + source("undated", "", figure("e", "NO", "7 troops")),
        )
        assert (row(base, "FR")["forces"], row(base, "FR")["North"]) == ("~3,500 (2016-01)", "20 ~2016-01")
        assert (row(base, "GB")["forces"], row(base, "GB")["North"]) == ("≤200 2015-12", "1,200 (2016-01)")
        assert row(base, "NO")["forces"] == "7 undated"
        assert shows_publication(base)
        assert shows_publication(base, {"strikes"})
        assert not shows_publication(base, {"name", "facts"})

    def test_the_legend_goes_by_the_columns_in_sight(self, tmp_path: Path) -> None:
        facts = (figure("a", "FR", "3 troops"), listed("b", "FR, GB", "north"))
        base = read(tmp_path, HEAD + source("paper", "2016-01-20", *facts) + OTHER)
        assert shows_publication(base, {"strikes", "forces"})
        assert not shows_publication(base, {"strikes"})

    def test_in_a_base_of_one_source_they_are_left_out(self, tmp_path: Path) -> None:
        base = read(tmp_path, HEAD + source("paper", "2016-01-20", figure("a", "FR", "~3500 troops")))
        assert row(base, "FR")["forces"] == "~3,500"
        assert not shows_publication(base)

    @pytest.mark.parametrize(
        "facts",
        [
            [figure("a", "FR", "3 troops", ", as_of: 2016-01-01")],
            ["id: a, about: [FR], topic: forces"],
            [figure("a", "FR", "3 troops", ", mode: denied")],
            # the figure on show is the later one, which its source dates
            [figure("a", "FR", "3 troops"), figure("b", "FR", "4 troops", ", as_of: 2016-01-21")],
        ],
    )
    def test_the_legend_explains_only_what_is_on_show(self, tmp_path: Path, facts: list[str]) -> None:
        base = read(tmp_path, HEAD + source("paper", "2016-01-20", *facts) + OTHER)
        assert not shows_publication(base)
        cells = [span.text for row in nations_listing(base).rows for cell in row.cells for span in cell]
        assert not any("(" in text for text in cells)

    def test_a_theatre_has_room_for_its_figures_and_months(self, tmp_path: Path) -> None:
        strikes = figure("a", "FR", "12345 strikes", ", in: north", topic="strikes")
        short = listed("b", "FR, GB", "south")
        base = read(tmp_path, HEAD + source("paper", "2016-01-20", strikes, short) + OTHER)
        widths = {column.title: column.width for column in nations_listing(base).columns}
        assert widths["Strikes North"] == len(row(base, "FR")["North"]) > widths["Strikes South"]
        assert widths["Strikes South"] == len("Strikes South")

    def test_theatres_give_up_the_word_strikes_where_that_makes_room(self, tmp_path: Path) -> None:
        facts = (figure("a", "FR", "3 troops"), listed("b", "FR, GB", "north"), listed("c", "FR", "south"))
        base = read(tmp_path, HEAD + source("paper", "2016-01-20", *facts, listed("d", "GB, FR", "south")))

        def theatres(width: int) -> list[str]:
            columns = nations_listing(base, width=width).columns
            titles = [column.title for column in columns if column.key == "strikes"]
            assert brief_theatres(base, columns) == ("North South" if titles == ["North", "South"] else "")
            return titles

        assert theatres(100) == ["Strikes North", "Strikes South"]
        assert theatres(58) == ["North", "South"]
        assert theatres(30) == ["Strikes North", "Strikes South"], "it would make room for nothing"


class TestDisputes:
    """Where sources contradict each other on whether a nation strikes."""

    def base(self, tmp_path: Path, *second: str) -> FactBase:
        lists = (listed("n", "FR, GB, SE", "north", ", open: true"), listed("s", "GB", "south"))
        paper = source(
            "paper", "2016-01-20", *lists, figure("t", "SE", "9 strikes", ", in: north", "strikes")
        )
        return read(tmp_path, HEAD + paper + source("second", "2016-01-25", *second).replace("P\n", "Q\n"))

    def test_it_is_marked_on_the_nation_and_on_no_other_of_the_list(self, tmp_path: Path) -> None:
        some = "id: x, about: [FR, NO], topic: strikes"
        none = "id: y, about: [FR], topic: strikes, mode: denied"
        third = source("third", "2016-01-26", none).replace("P\n", "R\n")
        base = read(
            tmp_path,
            HEAD
            + source(
                "paper",
                "2016-01-20",
                listed("n", "FR, GB", "north", ", open: true"),
                listed("s", "GB", "south"),
            )
            + source("second", "2016-01-25", some).replace("P\n", "Q\n")
            + third,
        )
        assert (row(base, "FR")["North"], row(base, "FR")["South"]) == ("●≠", "·")
        assert (row(base, "GB")["North"], row(base, "NO")["North"]) == ("●", "–")

    def test_one_that_is_said_to_strike_in_no_theatre_is_marked_in_all(self, tmp_path: Path) -> None:
        base = self.base(tmp_path, "id: x, about: [NO], topic: strikes")
        assert row(base, "NO")["North"] == "–"
        other = source("third", "2016-01-26", "id: y, about: [NO], topic: strikes, mode: denied")
        facts = source("second", "2016-01-25", "id: x, about: [NO], topic: strikes").replace("P\n", "Q\n")
        lists = source("paper", "2016-01-20", listed("n", "FR, GB", "north"), listed("s", "GB", "south"))
        base = read(tmp_path, HEAD + lists + facts + other)
        assert (row(base, "NO")["North"], row(base, "NO")["South"]) == ("·≠", "·≠")

    def test_beside_a_denial_of_that_theatre_it_is_not_said_twice(self, tmp_path: Path) -> None:
        base = self.base(tmp_path, "id: x, about: [FR], topic: strikes, in: north, mode: denied")
        assert row(base, "FR")["North"] == "●✗"

    def test_what_was_denied_long_after_is_no_dispute(self, tmp_path: Path) -> None:
        late = "id: x, about: [FR], topic: strikes, mode: denied, as_of: 2019-01-01"
        assert row(self.base(tmp_path, late), "FR")["North"] == "●"


class TestViews:
    def test_who_only_speaks_is_no_row_of_a_view(self, tmp_path: Path) -> None:
        people = "people:\n  minister: {name: M, post: Minister, nation: NO}\nsources:\n"
        head = HEAD.replace("sources:\n", people)
        facts = ("id: a, about: [FR], topic: other, by: minister",)
        base = read(tmp_path, head + source("paper", "2016-01-20", *facts) + OTHER)
        assert {one.key for one in nations_listing(base).rows} == {"FR", "GB", "NO", "SE"}
        view = View(source="paper").of(base)
        assert "NO" in view.nations
        for listing in (nations_listing(view), matrix_listing(view)):
            assert [one.key for one in listing.rows] == ["FR"]
            assert listing.counted == "1 nation"
        nobody = View(source="paper").of(
            read(tmp_path, head + source("paper", "2016-01-20", "id: a, about: [allies], topic: other"))
        )
        assert "This source doesn't name a nation." in matrix_listing(nobody).empty[0].text


class TestHead:
    def test_strikes_then_forces_then_groups(self, tmp_path: Path) -> None:
        base = read(
            tmp_path,
            HEAD
            + source(
                "paper",
                "2016-01-20",
                listed("n", "FR, GB", "north", ", open: true"),
                listed("s", "GB", "south"),
                figure("all", "FR", "732 strikes", ", in: both, as_of: 2016-01-14", topic="strikes"),
                figure("f", "FR", "~3500 troops"),
                "id: m, about: [allies, FR], topic: membership",
            )
            + OTHER,
        )
        assert told(base, "FR") == [
            "Strikes North: named in an open list",
            "Strikes South: not stated",
            "Strikes North and South: 732 strikes, as of 14 January 2016 — P",
            "Forces about 3,500 troops, published 20 January 2016 — P",
            "Member of The allies",
        ]
        assert [line.target for line in head(base, "FR")] == ["n", None, "all", "f", "allies"]

    def test_a_figure_of_an_undated_source_says_so(self, tmp_path: Path) -> None:
        base = read(tmp_path, HEAD + source("paper", "", figure("f", "FR", "~3500 troops")) + OTHER)
        assert "Forces about 3,500 troops, undated — P" in told(base, "FR")

    def test_strikes_without_a_place_are_told_as_overall(self, tmp_path: Path) -> None:
        facts = (
            listed("n", "FR, GB", "north"),
            figure("a", "FR", "10 strikes", ", as_of: 2016-01-01", topic="strikes"),
            figure("b", "FR", "..20 strikes", ", as_of: 2016-01-02", topic="strikes"),
            figure("c", "FR", "90 strikes", ", as_of: 2016-01-03, mode: planned", topic="strikes"),
            figure("d", "FR, GB", "70 strikes", ", as_of: 2016-01-04", topic="strikes"),
        )
        base = read(tmp_path, HEAD + source("paper", "2016-01-20", *facts))
        assert "Strikes overall: up to 20 strikes, as of 2 January 2016" in told(base, "FR")
        assert not any("overall" in line for line in told(base, "GB"))  # 70 is no figure of its own

    @pytest.mark.parametrize(
        ("facts", "line", "target"),
        [
            ([], "Forces not stated", None),
            (
                [figure("a", "FR", "..200 troops", ", mode: expected")],
                "Forces up to 200 troops, expected",
                "a",
            ),
            (["id: a, about: [FR], topic: forces"], "Forces stated, no figure", "a"),
            (["id: a, about: [FR], topic: forces, mode: pledged"], "Forces stated, no figure, pledged", "a"),
            (["id: a, about: [FR], topic: forces, mode: denied"], "Forces a source denies it", "a"),
            (
                ["id: a, about: [FR], topic: forces, mode: unclear"],
                "Forces a source says it is not clear",
                "a",
            ),
            (
                [
                    figure("a", "FR", "3 troops", ", as_of: 2016-01-01"),
                    figure("b", "FR", "9 troops", ", as_of: 2016-01-02, mode: planned"),
                    "id: c, about: [FR], topic: forces, as_of: 2016-01-03",
                ],
                "Forces 3 troops, as of 1 January 2016",
                "a",
            ),
        ],
    )
    def test_forces_are_those_of_the_list(
        self, tmp_path: Path, facts: list[str], line: str, target: str | None
    ) -> None:
        one = "id: x, about: [FR], topic: other"
        base = read(tmp_path, HEAD + source("paper", "2016-01-20", one, *facts))
        (found,) = (line for line in head(base, "FR") if line.text.startswith("Forces"))
        assert (" ".join(found.text.split()), found.target) == (line, target)

    def test_a_planned_count_is_not_called_named(self, tmp_path: Path) -> None:
        planned = figure("a", "FR", "20 strikes", ", in: north, mode: planned", topic="strikes")
        base = read(tmp_path, HEAD + source("paper", "2016-01-20", planned))
        assert told(base, "FR")[0] == "Strikes North: 20 strikes, planned"

    def test_what_a_nation_says_stands_on_its_card(self, tmp_path: Path) -> None:
        fact = "id: a, about: [GB], topic: other, by: FR"
        page = record_page(read(tmp_path, HEAD + source("paper", "2016-01-20", fact)), "FR")
        assert page is not None
        assert "Also said by France" in page.text
        assert "a" in [line.target for line in page.lines]


class TestOpenLists:
    @pytest.mark.parametrize("first", [", open: true", ""])
    @pytest.mark.parametrize("second", [", open: true", ""])
    def test_one_open_list_of_several_is_enough(self, tmp_path: Path, first: str, second: str) -> None:
        base = read(
            tmp_path,
            HEAD
            + source("paper", "2016-01-20", listed("a", "FR, GB", "north", first))
            + source("second", "2016-01-21", listed("b", "FR, GB", "north", second)),
        )
        is_open = bool(first or second)
        assert row(base, "NO")["North"] == ("–" if is_open else "·")
        assert (
            "Strikes North: not named; a list is open, so this is not a no" in told(base, "NO")
        ) == is_open
        assert [column.open for column in matrix_columns(base)] == [is_open]
        cell = page_text(base, cell_key("NO", "strikes-north"))
        assert ("A list is open: not being named is not a no." in cell) == is_open

    @pytest.mark.parametrize("second", [", open: true", ""])
    def test_so_it_is_with_topics(self, tmp_path: Path, second: str) -> None:
        base = read(
            tmp_path,
            HEAD
            + source("paper", "2016-01-20", "id: a, about: [FR, GB, NO], topic: training")
            + source("second", "2016-01-21", f"id: b, about: [FR, GB, NO], topic: training{second}"),
        )
        assert [column.open for column in matrix_columns(base)] == [bool(second)]
