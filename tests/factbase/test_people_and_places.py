"""The pages of people and places: who said what, where and when, and what is told of a place and in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.factbase.any_base import BASES
from tests.factbase.samples import read
from tui.factbase.model import FactBase
from tui.factbase.page import Page
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base
from tui.factbase.shown.links import page_of
from tui.factbase.shown.pages import count_of

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
        assert "◇ They say f1.  planned  — on The summit · p4 · as of 5 January 2016" in text

    @pytest.mark.parametrize(
        ("topic", "date", "word"),
        [
            ("statement", "when: 2016-02-28", "at"),
            ("statement", "when: 2016-03-01", "at"),
            ("statement", "when: 2016-03", "at"),
            ("statement", "when: 2016-03-02", "on"),  # it was said before
            ("statement", "when: 2016-02-28, mode: planned", "on"),  # whether it was held isn't told
            ("invitation", "when: 2016-02-28", "on"),
            ("outcome", "when: 2016-02-28", "on"),
        ],
    )
    def test_only_what_is_told_as_said_there_was_said_at_a_meeting(
        self, tmp_path: Path, topic: str, date: str, word: str
    ) -> None:
        fact = said("f1").replace("[FR]", "[summit]").replace("forces", topic)
        held = f"id: f2, about: [summit], topic: meeting, says: The summit., {date}"
        text = HEAD + source("paper", "2016-03-01", fact) + source("other-paper", "2016-03-04", held)
        assert f"They say f1.  — {word} The summit\n" in page(read(tmp_path, text), "minister").text + "\n"

    def test_of_the_bundled_base_no_invitation_was_made_at_its_meeting(self) -> None:
        base = read_base(bundled_base())
        assert "— on Meeting of the seven in Paris" in page(base, "sajjan-spokesperson").text
        assert "— at" not in page(base, "carter").text
        assert "— at Western defence ministers on the Mosul offensive" in page(base, "hollande").text

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
        assert targets(found) == ["city", "f1", "city", "f2", "f3", "quarter"]
        assert "Holds       City  2 facts" in found.text
        assert "In City  2 facts" in found.text
        assert targets(page(base, "city")) == ["land", "quarter", "f2", "quarter", "f3"]

    def test_of_a_full_inner_place_only_the_count_is_told(self, tmp_path: Path) -> None:
        facts = [told(f"f{number}", "FR", "city") for number in range(26)]
        base = read(tmp_path, HEAD + source("paper", "2016-01-01", *facts))
        found = page(base, "land")
        assert targets(found) == ["city", "city", "quarter"]
        assert "They stand on its own page." in found.text
        assert len(set(targets(page(base, "city")))) == 28

    def test_statements_are_on_a_place_and_need_not_have_been_made_there(self, tmp_path: Path) -> None:
        fact = told("f1", "land").replace("forces", "statement")
        text = page(read(tmp_path, HEAD + source("paper", "2016-01-01", fact)), "land").text
        assert "Said of it  1 fact" in text
        assert "Said there" not in text

    def test_a_place_of_which_nothing_is_told_says_so(self, tmp_path: Path) -> None:
        base = read(tmp_path, HEAD + source("paper", "2016-01-01", told("f1", "FR")))
        assert "No source in this fact base speaks of it directly." in page(base, "land").text


NAMED = HEAD.replace("  quarter:", "  dam: {name: City Dam}\n  quarter:").replace(
    "  summit: {name: The summit}\n",
    "  summit: {name: The summit}\n  on-city: {name: 'Talks on the CITY'}\n  aside: {name: Capacity talks}\n",
)


class TestSeeAlso:
    def test_names_that_hold_that_of_a_place_as_whole_words_are_linked(self, tmp_path: Path) -> None:
        facts = [told("f1", "on-city"), told("f2", "dam"), told("f3", "FR", "dam"), told("f4", "aside")]
        found = page(read(tmp_path, NAMED + source("paper", "2016-01-01", *facts)), "city")
        assert targets(found) == ["land", "quarter", "on-city", "dam"]
        assert "See also  names that hold “City”" in found.text
        assert "Talks on the CITY  meeting, 1 fact\n" in found.text
        assert "City Dam  place, 2 facts" in found.text

    def test_places_deeper_within_it_are_linked(self, tmp_path: Path) -> None:
        found = page(read(tmp_path, HEAD + source("paper", "2016-01-01", told("f1", "quarter"))), "land")
        assert "See also  places within it" in found.text
        assert "Quarter  place, 1 fact" in found.text

    def test_without_any_there_is_no_such_section(self, tmp_path: Path) -> None:
        base = read(tmp_path, HEAD + source("paper", "2016-01-01", told("f1", "quarter")))
        assert "See also" not in page(base, "quarter").text

    def test_a_long_list_ends_with_how_many_more(self, tmp_path: Path) -> None:
        many = "".join(f"  m{number}: {{name: City talks {number}}}\n" for number in range(30))
        base = read(
            tmp_path,
            HEAD.replace("places:", f"{many}places:") + source("paper", "2016-01-01", told("f1", "FR")),
        )
        found = page(base, "city")
        assert len([target for target in targets(found) if target.startswith("m")]) == 25
        assert "and 5 more; / finds them" in found.text

    def test_a_name_of_signs_is_looked_up_literally(self, tmp_path: Path) -> None:
        text = HEAD.replace("{name: Quarter, within: city}", "{name: 'C.*'}")
        base = read(tmp_path, text + source("paper", "2016-01-01", told("f1", "quarter")))
        assert "See also" not in page(base, "quarter").text


def test_all_facts_count_that_concern_a_thing(tmp_path: Path) -> None:
    facts = [
        told("f1", "FR", "land"),
        told("f2", "city"),
        told("f3", "FR, quarter", "quarter"),
        told("f4", "FR"),
        said("f5"),
    ]
    base = read(tmp_path, HEAD + source("paper", "2016-01-01", *facts))
    concern = {
        "FR": {"f1", "f3", "f4", "f5"},
        "minister": {"f5"},
        "summit": set(),
        "land": {"f1", "f2", "f3"},
        "city": {"f2", "f3"},
        "quarter": {"f3"},
        "paper": {"f1", "f2", "f3", "f4", "f5"},
    }
    counted = {key: count_of(base, key) for key in (*base.entities, *base.sources)}
    assert counted == {key: len(facts) for key, facts in concern.items()}


@settings(max_examples=60, deadline=None)
@given(base=BASES)
def test_on_any_base_nothing_is_left_out(base: FactBase) -> None:
    for person in base.people:
        shown = targets(page(base, person))
        assert {fact.id for fact in (*base.said_by(person), *base.about(person))} <= set(shown)
    for place in base.places:
        shown = targets(page(base, place))
        assert {fact.id for fact in (*base.said_of_place(place), *base.about(place))} <= set(shown)
