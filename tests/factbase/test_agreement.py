"""How facts stand to each other: each class by its definition, and the real cases of the bundled base."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factbase.any_base import BASES, flow, quoted
from tui.factbase.answers import agreement
from tui.factbase.answers.agreement import (
    AGREEMENT,
    COMPATIBLE,
    CONFLICT,
    OUTCOME,
    RELATIONS,
    SERIES,
    SUPERSEDED,
    UNDATED_DAYS,
    WHEN,
    Question,
    answers_to,
    compares_all,
    disputes,
    questions_of,
    relation,
    relations_of,
    voices,
)
from tui.factbase.answers.pivots import corrections, nations
from tui.factbase.model import Fact, FactBase
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base
from tui.factbase.shown.agreement_page import (
    answers_in_short,
    dispute_page,
    find_dispute,
    list_difference_lines,
    question_text,
)
from tui.factbase.shown.desk import desk_of, desk_page
from tui.factbase.shown.findings import findings
from tui.factbase.shown.links import crumb_of, page_of, place_of
from tui.factbase.shown.lists import nations_listing
from tui.factbase.text import in_sentence
from tui.factbase.view import View

HEAD = """\
nations:
  FR: {name: France}
  GB: {name: Britain}
  IT: {name: Italy}
groups:
  seven: {name: The seven}
people:
  minister: {name: A minister}
meetings:
  summit: {name: The summit}
  council: {name: The council}
places:
  north: {name: North}
  south: {name: South}
  valley: {name: Valley, within: north}
"""


def told(*statements: dict[str, Any], rulings: str = "", groups: str = "") -> FactBase:
    """A base in which each statement stands in a source of its own, or in the one that it names.

    Besides the fields of a fact it may carry `source` and `published`.  `groups` are more lines of
    that section.
    """
    sources: dict[str, list[str]] = {}
    for number, statement in enumerate(statements):
        fields = dict(statement)
        key, published = fields.pop("source", f"s{number}"), fields.pop("published", "2016-01-20")
        publisher = fields.pop("publisher", f"Paper {key}")
        head = [f"  {key}:", f"    publisher: {quoted(publisher)}", "    title: A title"]
        if published:
            head.append(f"    published: {published}")
        lines = sources.setdefault(key, [*head, "    facts:"])
        fields = {"id": f"f{number}", "about": ["FR"], "topic": "forces", "says": "Says it.", **fields}
        lines.append("      - " + flow(fields))
    written = "\n".join(line for lines in sources.values() for line in lines)
    head = HEAD.replace("groups:\n", f"groups:\n{groups}")
    text = f"{head}sources:\n{written}\n{rulings}"
    with TemporaryDirectory() as folder:
        path = Path(folder, "facts.yaml")
        path.write_text(text, encoding="utf-8")
        return read_base(path)


def how(base: FactBase) -> str | None:
    """How the first two facts stand to each other, on the one question that they share."""
    one, other = base.facts[:2]
    shared = set(questions_of(base, one)) & set(questions_of(base, other))
    assert len(shared) == 1
    word = relation(base, shared.pop(), one, other)
    assert word is None or word in RELATIONS
    return word


def ranges(low: int, high: int) -> str:
    return f"{low} troops" if low == high else f"{low}..{high} troops"


days = st.integers(0, 700).map(lambda days: date(2015, 1, 1) + timedelta(days))
figures = st.integers(0, 5000)


@given(figures, figures, days)
def test_the_same_figure_of_the_same_day_is_agreement(low: int, more: int, day: date) -> None:
    value = ranges(low, low + more)
    assert how(told({"value": value, "as_of": day}, {"value": value, "as_of": day})) == AGREEMENT


@given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 500), st.integers(1, 500), days)
def test_ranges_that_overlap_are_compatible(start: int, a: int, b: int, c: int, day: date) -> None:
    one, other = ranges(start, start + a + b), ranges(start + a, start + a + b + c)
    assert how(told({"value": one, "as_of": day}, {"value": other, "as_of": day})) == COMPATIBLE


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 500), st.integers(0, 500), days)
def test_ranges_apart_on_one_day_are_a_conflict(start: int, a: int, gap: int, b: int, day: date) -> None:
    one, other = ranges(start, start + a), ranges(start + a + gap, start + a + gap + b)
    base = told({"value": one, "as_of": day}, {"value": other, "as_of": day})
    assert how(base) == CONFLICT
    assert [dispute.facts for dispute in disputes(base)] == [base.facts]


@given(figures, figures, days, st.integers(1, 700))
def test_figures_of_different_days_are_a_series(one: int, other: int, day: date, later: int) -> None:
    base = told(
        {"value": f"{one} troops", "as_of": day, "published": "2018-01-01"},
        {"value": f"{other} troops", "as_of": day + timedelta(later), "published": "2018-01-01"},
    )
    assert how(base) == SERIES
    assert not disputes(base)


@given(figures, figures, days, st.integers(0, 3 * UNDATED_DAYS))
def test_what_is_not_dated_holds_within_a_quarter_before_it_was_published(
    one: int, other: int, day: date, gap: int
) -> None:
    base = told(
        {"value": f"{one} troops", "published": day},
        {"value": f"{other} troops", "published": day + timedelta(gap)},
    )
    same = AGREEMENT if one == other else CONFLICT
    assert how(base) == (same if gap <= UNDATED_DAYS else SERIES)


@given(figures, figures, days, days, st.booleans())
def test_a_correction_supersedes_whatever_the_figures_and_days(
    one: int, other: int, day: date, later: date, swapped: bool
) -> None:
    first = {"id": "old", "value": f"{one} troops", "as_of": day, "published": "2018-01-01"}
    second = {"id": "new", "value": f"{other} troops", "as_of": later, "corrects": "old"}
    base = told(*((second, first) if swapped else (first, second)))
    assert how(base) == SUPERSEDED
    assert not disputes(base)


@given(figures, figures, days, st.integers(0, 400), st.sampled_from(["planned", "expected", "pledged"]))
def test_a_plan_and_a_later_report_are_no_conflict(
    one: int, other: int, day: date, later: int, mode: str
) -> None:
    base = told(
        {"value": f"{one} troops", "mode": mode, "published": day},
        {"value": f"{other} troops", "published": day + timedelta(later)},
    )
    assert how(base) == OUTCOME
    assert not disputes(base)


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("2016-03", "2016-09", SERIES),
        ("2016-03", "2016-03-10", CONFLICT),
        ("2016-03", None, CONFLICT),
        (None, None, CONFLICT),
    ],
)
def test_plans_for_different_times_exclude_nothing(one: str | None, other: str | None, word: str) -> None:
    figures = [("30 troops", one), ("40 troops", other)]
    plans = [
        {"value": value, "mode": "planned"} | ({"when": when} if when else {}) for value, when in figures
    ]
    assert how(told(*plans)) == word
    assert how(told(*reversed(plans))) == word


def test_a_report_holds_when_it_says_that_it_happened() -> None:
    report = {"published": "2016-03-20"}
    base = told(
        {**report, "value": "30 troops", "when": "2016-01-10"},
        {**report, "value": "40 troops", "when": "2016-03-10"},
    )
    assert how(base) == SERIES


@pytest.mark.parametrize(("published", "word"), [("2016-04-02", CONFLICT), ("2016-04-03", SERIES)])
def test_a_quarter_has_92_days(published: str, word: str) -> None:
    base = told(
        {"value": "30 troops", "published": "2016-01-01"}, {"value": "40 troops", "published": published}
    )
    assert how(base) == word


@pytest.mark.parametrize(
    "report",
    [
        {"published": "2016-02-01"},  # told before the plan
        {"source": "s0", "published": "2016-03-01"},  # the plan's own source speaks of two things
        {"published": None},  # whether it is later can't be said
    ],
)
def test_a_report_that_is_not_of_a_later_source_is_no_outcome(report: dict[str, Any]) -> None:
    plan = {"value": "30 troops", "mode": "planned", "published": "2016-03-01"}
    base = told(plan, {"value": "20 troops", **report})
    assert how(base) == SERIES
    assert not disputes(base)


@given(figures, figures, st.booleans())
def test_what_nothing_dates_is_no_conflict(one: int, other: int, both: bool) -> None:
    base = told(
        {"value": f"{one} troops", "published": None},
        {"value": f"{other} troops", "published": None if both else "2016-01-20"},
    )
    assert how(base) == (AGREEMENT if one == other else COMPATIBLE)
    assert not disputes(base)


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("~100 troops", "105 troops", COMPATIBLE),  # "about" reaches a tenth to either side
        ("~100 troops", "150 troops", CONFLICT),
        ("~100 troops", "100 troops", COMPATIBLE),  # the same figure, but not as firmly
        (">100 troops", "100.. troops", COMPATIBLE),
        ("..200 troops", "100 troops", COMPATIBLE),
        ("..200 troops", "201 troops", CONFLICT),
        (">60 troops", "60 troops", CONFLICT),
        (">60 troops", "61 troops", COMPATIBLE),
        ("11.2 troops", "11 troops", COMPATIBLE),  # a measured figure, and the same one rounded
        ("11.6 troops", "11 troops", CONFLICT),
        ("1,200 troops", "1200 Troops", AGREEMENT),
    ],
)
def test_hedges_and_rounding(one: str, other: str, word: str) -> None:
    assert how(told({"value": one}, {"value": other})) == word


@given(BASES)
def test_it_is_the_same_from_both_sides_and_one_word_fits(base: FactBase) -> None:
    for question, facts in answers_to(base).items():
        for one, other in combinations(facts, 2):
            word = relation(base, question, one, other)
            assert relation(base, question, other, one) == word
            if word is None:
                assert one.source == other.source, "only a source that speaks of two things can't be compared"
            else:
                assert word in RELATIONS


@given(BASES)
def test_disputes_are_the_conflicts_and_nothing_else(base: FactBase) -> None:
    corrected = {fact.corrects for fact in base.facts}
    for dispute in disputes(base):
        against = {
            fact.id
            for pair in combinations(dispute.facts, 2)
            if relation(base, dispute.question, *pair) == CONFLICT
            for fact in pair
        }
        assert len(against) > 1
        for fact in dispute.facts:
            assert fact.id in against or any(
                relation(base, dispute.question, fact, base.fact(key)) == AGREEMENT  # type: ignore[arg-type]
                for key in against
            )
            assert dispute.question in questions_of(base, fact)
    # Without a source that says several things, and without corrections, no conflict goes missing.
    shown = {(d.question, fact.id) for d in disputes(base) for fact in d.facts}
    for question, facts in answers_to(base).items():
        if len({fact.source for fact in facts}) < len(facts) or any(f.id in corrected for f in facts):
            continue
        for one, other in combinations(facts, 2):
            if relation(base, question, one, other) == CONFLICT:
                assert {(question, one.id), (question, other.id)} <= shown


_STATEMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "topic": st.sampled_from(["forces", "strikes"]),
            "source": st.sampled_from(["s0", "s1", "s2", "s3", "s4"]),
            "mode": st.sampled_from(["reported", "reported", "denied", "planned"]),
        },
        optional={
            "value": st.sampled_from(
                ["10 men", "~10 men", "12 men", "11.2 men", "11 men", "15.. men", "<12 men"]
            ),
            "as_of": st.sampled_from(
                ["2016-01-01", "2016-01", "2015-12-20/2016-01-05", "2016-02", "../2015"]
            ),
            "when": st.sampled_from(["2016-01-10", "2016-03"]),
        },
    ),
    min_size=2,
    max_size=14,
)


def by_all_pairs(base: FactBase) -> set[tuple[Question, frozenset[str]]]:
    """The disputes of a base, each pair of answers compared with the other: the slow way."""
    found = set()
    for question, facts in answers_to(base).items():
        standing = [fact for fact in facts if fact.id not in corrections(base)]
        how = {(a.id, b.id): relation(base, question, a, b) for a in standing for b in standing if a is not b}
        fits = {
            (a.id, b.source)
            for a in standing
            for b in standing
            if how.get((a.id, b.id)) in (AGREEMENT, COMPATIBLE)
        }
        against = {
            (a.id, b.id)
            for a in standing
            for b in standing
            if how.get((a.id, b.id)) == CONFLICT
            and (a.id, b.source) not in fits
            and (b.id, a.source) not in fits
        }
        groups: list[set[str]] = []
        for pair in against:
            met = [group for group in groups if not group.isdisjoint(pair)]
            groups = [group for group in groups if group not in met] + [set(pair).union(*met)]
        for group in groups:
            agreeing = {
                b for (a, b), word in how.items() if a in group and word == AGREEMENT and b not in group
            }
            found.add((question, frozenset(group | agreeing)))
    return found


@given(_STATEMENTS)
def test_one_sweep_finds_what_all_pairs_show(statements: list[dict[str, Any]]) -> None:
    days = {"s0": "2016-01-20", "s1": "2016-01-20", "s2": "2016-02-01", "s3": "2016-05", "s4": "2015-12-01"}
    base = told(*({**statement, "published": days[statement["source"]]} for statement in statements))
    assert {(d.question, frozenset(f.id for f in d.facts)) for d in disputes(base)} == by_all_pairs(base)


@given(BASES)
def test_a_card_names_every_other_fact_once(base: FactBase) -> None:
    for fact in base.facts:
        named = [other.id for facts in relations_of(base, fact).values() for other in facts]
        assert len(named) == len(set(named))
        assert fact.id not in named
        assert page_of(base, fact.id) is not None


def test_what_agrees_on_one_question_and_differs_on_another_is_in_conflict() -> None:
    base = told({"topic": "strikes", "value": "10 strikes"}, {"topic": "strikes", "value": "20 strikes"})
    assert {word: len(facts) for word, facts in relations_of(base, base.facts[0]).items()} == {CONFLICT: 1}


# -- yes and no, dates, voices ------------------------------------------------------------------------

STRIKES = {"topic": "strikes"}


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("2015-11-30", "2015-12-10", CONFLICT),  # each speaks of the weeks before
        ("2015-11-30", "2016-02-16", SERIES),
    ],
)
def test_yes_and_no_of_the_same_weeks(first: str, second: str, word: str) -> None:
    base = told({**STRIKES, "as_of": first, "mode": "denied"}, {**STRIKES, "as_of": second})
    assert how(base) == word
    assert len(disputes(base)) == (word == CONFLICT)


def test_silence_is_no_denial_and_not_known_is_no_answer() -> None:
    base = told(
        {**STRIKES, "about": ["FR", "GB"]}, {**STRIKES, "about": ["GB"]}, {**STRIKES, "mode": "unclear"}
    )
    assert not disputes(base)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({**STRIKES, "mode": "unclear"}, {**STRIKES, "mode": "denied"}),  # not known is no yes
        ({"value": "300 troops"}, {"value": "200 troops", "mode": "denied"}),  # what isn't so is no figure
        ({"about": ["seven", "FR"]}, {"about": ["seven", "FR"], "mode": "denied"}),  # other forces, perhaps
    ],
)
def test_what_answers_no_question_of_the_other_is_no_dispute(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    base = told(one, other)
    assert not disputes(base)
    assert not relations_of(base, base.facts[0])


def test_only_the_nation_that_is_denied_is_in_dispute() -> None:
    base = told({**STRIKES, "about": ["FR", "GB"]}, {**STRIKES, "about": ["GB"], "mode": "denied"})
    assert [dispute.question.subject for dispute in disputes(base)] == [("GB",)]


def test_another_theatre_is_another_question() -> None:
    assert not disputes(told({**STRIKES, "in": "north"}, {**STRIKES, "mode": "denied"}))


def test_two_dates_of_one_meeting() -> None:
    meeting = {"about": ["summit"], "topic": "meeting"}
    apart = told(
        {**meeting, "when": "2016-02-11"}, {**meeting, "when": "2016-02-12", "published": "2019-01-01"}
    )
    assert [dispute.question.asks for dispute in disputes(apart)] == [WHEN], "a meeting takes place once"


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("2016-02-11", "2016-02-11", AGREEMENT),
        ("2016-02-11", "2016-02-11~", COMPATIBLE),
        ("2016-02-10~", "2016-02-17", COMPATIBLE),  # "about" a day reaches a week to either side
        ("2016-02-10~", "2016-02-18", CONFLICT),
        ("2016-02-10?", "2016-02-03", COMPATIBLE),
        ("2016-02-10?", "2016-02-02", CONFLICT),
        ("2016-02~", "2016-03-31", COMPATIBLE),  # a month one of 31 days
        ("2016-02~", "2016-04-01", CONFLICT),
        ("2016-02", "2016-02-11", COMPATIBLE),
        ("2016-02", "2016-03-01", CONFLICT),
        ("../2016-02-11", "2016-02-11", COMPATIBLE),
        ("../2016-02-11", "2016-02-12", CONFLICT),
        ("../2016-02-05", "2016-02-10~", COMPATIBLE),
        ("2016-02-12/..", "2016-02-01~", CONFLICT),
        ("2016-02-01/2016-02-10", "2016-02-09/2016-02-20", COMPATIBLE),
        ("2016-02-01/2016-02-10", "2016-02-11/2016-02-20", CONFLICT),
    ],
)
def test_dates_of_one_meeting(one: str, other: str, word: str) -> None:
    meeting = {"about": ["summit"], "topic": "meeting"}
    assert how(told({**meeting, "when": one}, {**meeting, "when": other})) == word
    assert how(told({**meeting, "when": other}, {**meeting, "when": one})) == word


def test_a_source_that_gives_two_figures_speaks_of_two_things() -> None:
    came = {"about": ["summit"], "topic": "attendance"}
    base = told(
        {**came, "source": "ministry", "value": "28 nations"},
        {**came, "source": "ministry", "value": "3 nations"},
        {**came, "source": "blog", "value": "28 nations"},
    )
    assert not disputes(base)
    other = told(
        {**came, "source": "ministry", "value": "28 nations"},
        {**came, "source": "ministry", "value": "3 nations"},
        {**came, "source": "blog", "value": "27 nations"},
    )
    assert len(disputes(other)) == 1


def test_each_disagreement_has_a_key_of_its_own() -> None:
    # The first denial agrees with both sides of the other disagreement, and is in none of its conflicts: the
    # source of the second denial speaks of two things.
    base = told(
        {**STRIKES, "id": "first", "mode": "denied", "as_of": "2016-01-10", "published": None},
        {**STRIKES, "id": "through", "mode": "denied", "as_of": "2016-01-15/2016-03-15", "source": "two"},
        {**STRIKES, "id": "yes", "source": "two"},
        {**STRIKES, "id": "spring", "published": "2016-03-01"},
        {**STRIKES, "id": "after", "as_of": "2016-03-20"},
    )
    found = disputes(base)
    assert len(found) == 2
    assert len({dispute.key for dispute in found}) == 2
    for dispute in found:
        assert find_dispute(base, dispute.key) == dispute


def test_who_agrees_with_one_side_stands_with_it() -> None:
    base = told(
        {"value": "65 troops", "as_of": "2015-11-20/2015-12-10"},
        {"value": "63 troops", "as_of": "2015-12-05"},
        {"value": "65 troops", "as_of": "2015-11-21"},  # before the 63, and so in no conflict with them
        {"value": "60 troops", "as_of": "2015-10-01"},  # of another time
    )
    (found,) = disputes(base)
    assert {fact.id for fact in found.facts} == {"f0", "f1", "f2"}
    assert found.voices == 3


def test_a_disagreement_of_several_periods_says_so() -> None:
    base = told(
        {"value": "65 troops", "as_of": "2015-11-23"},
        {"value": "63 troops", "as_of": "2015-11-20/2016-03-31"},
        {"value": "65 troops", "as_of": "2016-03-31"},
    )
    (chain,) = disputes(base)
    assert "of those that are told of the same period not all can be true" in dispute_page(base, chain).text
    (pair,) = disputes(base.only(frozenset({"s0", "s1"})))
    assert "told of the same period; not all of them can be true" in dispute_page(base, pair).text


def test_sources_that_quote_one_speaker_are_one_voice() -> None:
    base = told(
        {"by": "minister", "value": "300 troops"},
        {"by": "minister", "value": "300 troops"},
        {"value": "300 troops", "publisher": "A paper"},
        {"value": "300 troops", "publisher": "a Paper"},
        {"value": "300 troops", "publisher": "Another"},
    )
    assert voices(base, base.facts) == 3
    assert voices(base, base.facts[:2]) == 1


@given(
    st.sampled_from(["Ministère des Armées", "MINISTERE DES ARMEES", "The Ministry", "the ministry"]),
    st.booleans(),
)
def test_a_publisher_of_a_speakers_name_is_that_speaker(publisher: str, quoted_elsewhere: bool) -> None:
    statements: list[dict[str, Any]] = [
        {"publisher": publisher},
        {"by": "ministry"},
        {"publisher": "A paper"},
    ]
    groups = "  ministry: {name: Ministère des Armées, also: [The Ministry]}\n"
    base = told(*(statements if quoted_elsewhere else statements[::2]), groups=groups)
    assert voices(base, base.facts) == 2


def test_a_name_that_two_speakers_share_is_neithers() -> None:
    statements: list[dict[str, Any]] = [{"publisher": "The Ministry"}, {"by": "ministry"}, {"by": "another"}]
    groups = "  ministry: {name: The Ministry}\n  another: {name: Another one, also: [The ministry]}\n"
    base = told(*statements, groups=groups)
    assert voices(base, base.facts) == 3


# -- rulings ------------------------------------------------------------------------------------------

TWO = ({"id": "few", "value": "300 troops"}, {"id": "many", "value": "400 troops"})
RULING = """\
rulings:
  troops: {prefer: many, over: [few], reason: It counted them., ruled_by: The desk, ruled_on: 2016-02-01}
"""


def test_a_ruling_shows_and_hides_nothing() -> None:
    bare, ruled = told(*TWO), told(*TWO, rulings=RULING)
    assert desk_of(bare).open == desk_of(ruled).open + 1
    assert [finding.code for finding in findings(bare)].count("N701") == 1
    assert not any(finding.code in ("N701", "W511") for finding in findings(ruled))
    (dispute,) = disputes(ruled)
    assert dispute.ruling is ruled.rulings["troops"]
    shown = dispute_page(ruled, dispute).text
    for base, text in ((ruled, shown), (ruled, desk_page(ruled, desk_of(ruled)).text)):
        assert all(f"{fact.value.figure} troops" in text for fact in base.facts if fact.value)
        assert "It counted them." in text
        assert "The desk, 1 February 2016" in text
    page = page_of(ruled, "troops")
    assert page is not None
    assert [line.target for line in page.lines if line.target] == ["many", "few", dispute.key]


def test_a_card_tells_the_ruling_why_by_whom_and_when() -> None:
    base = told(*TWO, rulings=RULING)
    for key, word in (("many", "Preferred to few: "), ("few", "Ruled over: many is preferred. ")):
        page = page_of(base, key)
        assert page is not None
        (line,) = [line for line in page.lines if line.target == "troops"]
        assert line.text == f"{word}It counted them.  The desk, 1 February 2016"
    (dispute,) = disputes(base)
    shown = {line.target: line.text for line in dispute_page(base, dispute).lines if ":" in line.key}
    assert shown["many"].endswith("  preferred")
    assert shown["few"].endswith("  ruled over")
    undated = told(*TWO, rulings=RULING.replace(", ruled_on: 2016-02-01", ""))
    page = page_of(undated, "few")
    assert page is not None
    assert "It counted them.  The desk, not dated" in page.text


@pytest.mark.parametrize(
    ("ruled_on", "shown", "withheld"),
    [
        (", ruled_on: 2016-02-01", True, False),
        (", ruled_on: 2016-02", False, False),  # it may be of a day after that of the view
        (", ruled_on: 2016-03-01", False, False),
        ("", False, True),
        (", ruled_on: 2016-01-01/..", False, True),
    ],
)
def test_a_view_of_a_day_says_of_a_ruling_without_a_date_that_there_is_one(
    ruled_on: str, shown: bool, withheld: bool
) -> None:
    whole = told(*TWO, rulings=RULING.replace(", ruled_on: 2016-02-01", ruled_on))
    base = View("2016-02-01").of(whole)
    (dispute,) = disputes(base)
    assert (dispute.ruling is not None, dispute.withheld is not None) == (shown, withheld)
    card = page_of(base, "few")
    assert card is not None
    for text in (card.text, desk_page(base, desk_of(base)).text, dispute_page(base, dispute).text):
        assert ("It counted them." in text) == shown, "its reason may lean on later reports"
        assert ("the ruling bears no date" in text) == withheld
    assert not disputes(whole)[0].withheld, "without a day nothing is withheld"


def test_a_ruling_between_facts_that_agree_is_a_finding() -> None:
    base = told({**TWO[0]}, {**TWO[1], "value": "300 troops"}, rulings=RULING)
    assert [finding.record.id for finding in findings(base) if finding.code == "W511"] == ["troops"]


def test_a_ruling_for_one_of_two_that_say_the_same_settles_nothing() -> None:
    also = {"id": "also", "value": "400 troops"}
    base = told(*TWO, also, rulings=RULING.replace("[few]", "[also]"))
    (dispute,) = disputes(base)
    assert dispute.ruling is None
    assert {"N701", "W511"} <= {finding.code for finding in findings(base)}


@pytest.mark.parametrize("over", ["[many]", "[few, many]"])
def test_a_ruling_for_a_fact_over_itself_is_a_finding(over: str) -> None:
    base = told(*TWO, rulings=RULING.replace("[few]", over))
    (finding,) = [finding for finding in findings(base) if finding.code == "W511"]
    assert (finding.record.id, finding.key) == ("troops", "over")
    assert finding.message == "prefers `many` over itself"
    (dispute,) = disputes(base)
    assert (dispute.ruling is None) == (over == "[many]"), "over itself it settles nothing"


def test_a_second_ruling_on_the_same_facts_is_on_facts_that_disagree() -> None:
    base = told(*TWO, rulings=RULING + "  again: {prefer: many, over: [few], reason: Once more.}\n")
    assert not any(finding.code == "W511" for finding in findings(base))
    page = page_of(base, "again")
    assert page is not None
    assert page.lines[-1].target == disputes(base)[0].key


def test_a_figure_in_dispute_is_marked_in_the_list() -> None:
    def forces(*facts: dict[str, Any], **more: str) -> str:
        (row,) = nations_listing(told(*facts, **more), query="france").rows
        return "".join(span.text for span in row.cells[-3])

    assert "≠" not in forces(TWO[0])
    assert "≠" in forces(*TWO)
    assert "≠" in forces(*TWO, rulings=RULING), "a ruling hides nothing"
    assert "≠" not in forces(TWO[0], {**TWO[1], "corrects": TWO[0]["id"]})


# -- lists that differ --------------------------------------------------------------------------------

LISTS = (
    {**STRIKES, "id": "one", "about": ["FR", "GB"], "in": "north", "published": "2016-01-10"},
    {**STRIKES, "id": "another", "about": ["FR", "IT"], "in": "north", "open": True},
)


def test_lists_that_differ_are_reached_from_nations_and_facts() -> None:
    beside = {"id": "beside", "about": ["GB"], "topic": "role", "in": "north"}
    elsewhere = {"id": "elsewhere", "about": ["GB"], "topic": "role", "in": "south"}
    base = told(*LISTS, beside, elsewhere)
    place = "lists:north"
    assert desk_of(base).disagreements == [place]

    def leads(key: str) -> bool:
        page = page_of(base, key)
        assert page is not None
        return place in {line.target for line in page.lines}

    assert {key: leads(key) for key in ("FR", "GB", "IT", "one", "another", "beside", "elsewhere")} == {
        "FR": False, "GB": True, "IT": True, "one": True, "another": True, "beside": True, "elsewhere": False,
    }  # fmt: skip
    page = page_of(base, place)
    assert page is not None
    assert {"one", "another", "beside"} <= {line.target for line in page.lines}
    assert "elsewhere" not in {line.target for line in page.lines}
    assert "a name that is missing is not a no" in page.text
    nation = page_of(base, "GB")
    assert nation is not None
    assert "Who strikes in North  named in 1 of 2 lists" in nation.text
    assert (place_of(base, place), crumb_of(base, place)) == (place, "Who strikes in North")


@pytest.mark.parametrize(
    "more",
    [
        {"about": ["FR", "GB"]},  # the same names
        {"source": "s0"},  # the same source
        {"in": "south"},
        {"mode": "planned"},
    ],
)
def test_what_are_no_lists_that_differ(more: dict[str, Any]) -> None:
    base = told({**LISTS[0], "source": "s0"}, {**LISTS[1], **more})
    assert desk_of(base).disagreements == []
    assert page_of(base, "lists:north") is None


def test_a_corrected_list_differs_no_more() -> None:
    base = told(*LISTS, {**LISTS[1], "id": "mended", "about": ["FR", "GB"], "corrects": "another"})
    assert desk_of(base).differing == ()


# -- names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "told_as"),
    [
        ("United Arab Emirates", "the United Arab Emirates"),
        ("United States", "the United States"),
        ("Netherlands", "the Netherlands"),
        ("Philippines", "the Philippines"),
        ("Czech Republic", "the Czech Republic"),
        ("Republic of Korea", "the Republic of Korea"),
        ("U.S.-led coalition", "the U.S.-led coalition"),
        ("The seven", "the seven"),
        ("the seven", "the seven"),
        ("France", "France"),
        ("New Zealand", "New Zealand"),
        ("United Airlines", "United Airlines"),
        ("Theatre", "Theatre"),
    ],
)
def test_a_name_in_a_sentence(name: str, told_as: str) -> None:
    assert in_sentence(name) == told_as


def test_a_trail_names_a_disagreement() -> None:
    base = told({**STRIKES, "mode": "denied"}, STRIKES, *LISTS)
    keys = desk_of(base).disagreements
    assert [crumb_of(base, key) for key in keys] == ["France: air strikes", "Who strikes in North"]
    assert crumb_of(base, "cell:FR:strikes-north") == "France, Strikes North"


# -- corrections --------------------------------------------------------------------------------------

CHAIN = (
    {"id": "first", "value": "100 troops", "as_of": "2016-01-10"},
    {"id": "second", "value": "200 troops", "as_of": "2016-01-10", "corrects": "first"},
    {"id": "third", "value": "300 troops", "as_of": "2016-01-10", "corrects": "second"},
)


def test_a_correction_of_a_correction_supersedes_both() -> None:
    base = told(*CHAIN)
    assert disputes(base) == []
    assert {word: len(facts) for word, facts in relations_of(base, base.facts[0]).items()} == {SUPERSEDED: 2}
    assert relations_of(base, base.facts[2]).keys() == {SUPERSEDED}
    (row,) = nations_listing(base, query="france").rows
    assert "300 " in "".join(span.text for span in row.cells[-3]), "the latest is not what was corrected"
    nation, card = page_of(base, "FR"), page_of(base, "first")
    assert nation is not None
    assert card is not None
    assert "corrected by second" in nation.text
    assert "corrected by third" in nation.text
    assert "Replaced by second" in card.text


def test_a_correction_without_a_figure_takes_what_it_corrects_out_of_a_dispute() -> None:
    withdrawn = {"id": "never", "mode": "unclear", "corrects": "few"}
    assert disputes(told(*TWO))
    assert disputes(told(*TWO, withdrawn)) == []


def test_what_was_denied_and_corrected_is_not_stated_still() -> None:
    strikes = {"topic": "strikes", "in": "north"}
    base = told({**strikes, "id": "yes"}, {**strikes, "id": "no", "mode": "denied", "corrects": "yes"})
    (standing,) = (one for one in nations(base)[0].strikes)
    assert (standing.state, standing.disputed) == ("denied", False)
    page = page_of(base, "cell:FR:strikes-north")
    assert page is not None
    assert "✗ denied" in page.text


def test_facts_that_correct_each_other_both_stand() -> None:
    base = told({**TWO[0], "corrects": "many"}, {**TWO[1], "corrects": "few"})
    assert not corrections(base)
    (row,) = nations_listing(base, query="france").rows
    assert "00" in "".join(span.text for span in row.cells[-3])
    assert page_of(base, "few") is not None


def test_what_a_view_lacks_is_not_linked_from_its_correction() -> None:
    base = told(*CHAIN).only(frozenset({"s1"}))
    page = page_of(base, "second")
    assert page is not None
    assert "first" not in page.text
    assert "first" not in {line.target for line in page.lines}


# -- the bundled base ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def base() -> FactBase:
    return read_base(bundled_base())


def disputed(base: FactBase) -> list[set[str]]:
    return [{fact.id for fact in dispute.facts} for dispute in disputes(base)]


def one(base: FactBase, key: str) -> Fact:
    fact = base.fact(key)
    assert fact is not None, key
    return fact


def test_the_members_of_one_winter(base: FactBase) -> None:
    (found,) = [ids for ids in disputed(base) if "coalition-members-count" in ids]
    figures = {str(one(base, key).value.figure) for key in found}  # type: ignore[union-attr]
    assert figures == {"63", "65", "66"}
    asked = [question_text(base, dispute.question, dispute.facts) for dispute in disputes(base)]
    assert "U.S.-led coalition: how many members?" in asked


def test_the_strikes_of_two_dates_are_a_series(base: FactBase) -> None:
    for key in ("coalition-strikes-iraq", "coalition-strikes-syria"):
        assert CONFLICT not in relations_of(base, one(base, key))
        assert relations_of(base, one(base, key))[SERIES]
    assert not any("str-9782" in ids for ids in disputed(base))
    assert {other.id for other in relations_of(base, one(base, "str-9782"))[AGREEMENT]} == {"str-bi-9782"}


def test_who_still_flew_late_in_2015(base: FactBase) -> None:
    nations = {
        dispute.question.subject[-1]
        for dispute in disputes(base)
        if dispute.question.topic == "strikes" and dispute.question.asks == "whether"
    }
    assert {"SA", "AE", "BH"} <= nations
    for nation, times, cnn in (
        ("SA", "sa-wt-none", "saae-cnn"),
        ("AE", "joae-wt-uae", "saae-cnn"),
        ("BH", "joae-wt-bahrain", "bhjo-cnn"),
    ):
        assert any({times, cnn} <= ids for ids in disputed(base)), nation
    assert "bhjo-cnn" in {other.id for other in relations_of(base, one(base, "joae-wt"))[AGREEMENT]}


def test_who_came_to_brussels_is_no_dispute(base: FactBase) -> None:
    brussels = {fact.id for fact in base.about("brussels-2016-02")}
    assert not any(ids & brussels for ids in disputed(base))
    assert [f.id for f in relations_of(base, one(base, "m-brussels16-count"))[AGREEMENT]] == ["rbs-28"]


def test_the_lists_of_strikers_in_syria_differ(base: FactBase) -> None:
    lines = [line.text for line in list_difference_lines(base)]
    assert any("Qatar" in line and "United Arab Emirates" not in line for line in lines)
    assert any("United Arab Emirates" in line and "Qatar" not in line for line in lines)
    assert set(lines) <= {line.text for line in desk_page(base, desk_of(base)).lines}


def test_every_dispute_of_the_bundled_base_can_be_opened(base: FactBase) -> None:
    found = disputes(base)
    assert found
    keys = [dispute.key for dispute in found]
    assert len(set(keys)) == len(keys)
    for dispute in found:
        assert find_dispute(base, dispute.key) == dispute
        page = page_of(base, dispute.key)
        assert page is not None
        assert {fact.id for fact in dispute.facts} <= {line.target for line in page.lines}
    desk = desk_page(base, desk_of(base))
    assert set(keys) <= {line.key for line in desk.lines}


def test_of_very_many_answers_each_is_compared_with_those_next_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    base = told(*({"value": f"{number} men", "as_of": "2016-01"} for number in range(40)))
    (whole,) = disputes(base)
    monkeypatch.setattr(agreement, "PAIRS_COMPARED", 1)
    cut = told(*({"value": f"{number} men", "as_of": "2016-01"} for number in range(40)))
    (dispute,) = disputes(cut)
    assert [fact.id for fact in dispute.facts] == [fact.id for fact in whole.facts]
    page = page_of(cut, dispute.key)
    assert page is not None
    assert "compared with those next to it in time alone" in page.lines[1].text
    assert "0, 1, 10, 11, 12, 13, 14 or one of 33 more" in answers_in_short(dispute)


def test_all_pairs_are_compared_of_two_hundred_answers() -> None:
    fact = told({"value": "1 man"}).facts[0]
    assert compares_all([fact] * 200)
    assert not compares_all([fact] * 202)
