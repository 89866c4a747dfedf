"""The pages of people and places: who said what, where and when, and what is told of a place and in it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings

from tests.factbase.any_base import BASES
from tests.factbase.samples import read
from tui.factbase.links import page_of
from tui.factbase.model import FactBase
from tui.factbase.page import Page

HEAD = """\
nations:
  FR: {name: France}
people:
  minister: {name: A minister, post: Defence Minister, nation: FR}
meetings:
  summit: {name: The summit}
places:
  land: {name: Land}
  city: {name: City, within: land}
  quarter: {name: Quarter, within: city}
sources:
"""


def source(key: str, published: str, *facts: str) -> str:
    """A source of facts, each given as a flow mapping without its braces."""
    date = f"    published: {published}\n" if published else ""
    lines = "".join(f"      - {{{fact}}}\n" for fact in facts)
    return f"  {key}:\n    title: T\n    publisher: The {key}\n{date}    facts:\n{lines}"


def said(key: str, more: str = "") -> str:
    """A statement of the minister."""
    return f"id: {key}, about: [FR], topic: forces, says: They say {key}., by: minister{more}"


def told(key: str, about: str, place: str = "") -> str:
    """A statement by the source itself."""
    where = f", in: {place}" if place else ""
    return f"id: {key}, about: [{about}], topic: forces, says: Told is {key}.{where}"


def page(base: FactBase, key: str) -> Page:
    """The page of a place or a person."""
    found = page_of(base, key)
    assert found is not None
    return found


def targets(found: Page) -> list[str]:
    """Where its lines lead, in order."""
    return [line.target for line in found.lines if line.target]


class TestPeople:
    def test_statements_stand_under_their_sources_in_the_order_of_publication(self, tmp_path: Path) -> None:
        base = read(
            tmp_path,
            HEAD
            + source("undated-paper", "", said("f4"))
            + source("late-paper", "2016-03-01", said("f3"), said("f2", ", as_of: 2016-01-05"))
            + source("early-paper", "2016-01-01", said("f1")),
        )
        found = page(base, "minister")
        assert targets(found) == ["FR", "early-paper", "f1", "late-paper", "f3", "f2", "undated-paper", "f4"]
        assert "Said  4 statements in 3 sources" in found.text
        assert "1 March 2016  The late-paper  2 statements" in found.text
        assert "undated  The undated-paper  1 statement" in found.text

    def test_a_statement_keeps_its_occasion_place_date_and_mode(self, tmp_path: Path) -> None:
        fact = said("f1", ", as_of: 2016-01-05, at: p4, mode: planned").replace("[FR]", "[FR, summit]")
        text = page(read(tmp_path, HEAD + source("paper", "2016-03-01", fact)), "minister").text
        assert "◇ They say f1.  planned  — at The summit · p4 · as of 5 January 2016" in text

    def test_many_statements_are_summed_up_by_topic(self, tmp_path: Path) -> None:
        facts = [said(f"f{number}") for number in range(11)]
        facts.append(said("f11").replace("forces", "training"))
        text = page(read(tmp_path, HEAD + source("paper", "2016-03-01", *facts)), "minister").text
        assert "Forces 11 · Training 1" in text


class TestPlaces:
    def test_what_lies_within_stands_under_its_inner_place_once(self, tmp_path: Path) -> None:
        base = read(
            tmp_path,
            HEAD
            + source("paper", "2016-01-01", told("f1", "FR", "land"), told("f2", "FR, city", "land"))
            + source("other-paper", "2016-02-01", told("f3", "FR", "quarter")),
        )
        found = page(base, "land")
        assert targets(found) == ["city", "f1", "city", "f2", "f3"]
        assert "Holds       City  2 facts" in found.text
        assert "In City  2 facts" in found.text
        assert targets(page(base, "city")) == ["land", "quarter", "f2", "quarter", "f3"]

    def test_of_a_full_inner_place_only_the_count_is_told(self, tmp_path: Path) -> None:
        facts = [told(f"f{number}", "FR", "city") for number in range(26)]
        base = read(tmp_path, HEAD + source("paper", "2016-01-01", *facts))
        found = page(base, "land")
        assert targets(found) == ["city", "city"]
        assert "They stand on its own page." in found.text
        assert len(set(targets(page(base, "city")))) == 28

    def test_a_place_of_which_nothing_is_told_says_so(self, tmp_path: Path) -> None:
        base = read(tmp_path, HEAD + source("paper", "2016-01-01", told("f1", "FR")))
        assert "No fact in this fact base speaks of it directly." in page(base, "land").text


@settings(max_examples=60, deadline=None)
@given(base=BASES)
def test_on_any_base_nothing_is_left_out(base: FactBase) -> None:
    for person in base.people:
        shown = targets(page(base, person))
        assert {fact.id for fact in (*base.said_by(person), *base.about(person))} <= set(shown)
    for place in base.places:
        shown = targets(page(base, place))
        assert {fact.id for fact in (*base.said_of_place(place), *base.about(place))} <= set(shown)
