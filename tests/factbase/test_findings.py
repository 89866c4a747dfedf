"""The editor's rules: what each finds, what it lets pass, and where it says that it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.factbase.any_base import BASES
from tests.factbase.samples import SAMPLE, read
from tui.factbase.model import Check, FactBase
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.diagnostics import CODES
from tui.factbase.reading.reader import read_base
from tui.factbase.reading.schema import CHECK_FIELDS, ENTITY_FIELDS, FACT_FIELDS, RULING_FIELDS
from tui.factbase.shown.findings import (
    LONGEST_QUOTE,
    RULES,
    Finding,
    changed_unchecked,
    findings,
    severity,
    sum_problem,
)

FRAME = """\
nations:
  FR: {name: France}
  GB: {name: Britain, also: [UK]}
sources:
  later:
    title: Afterwards
    publisher: The Paper
    published: 2016-03-01
    facts:
      - {id: gb-here, about: [GB], topic: forces, says: Britain is here., at: p1}
  paper:
    title: A title
    publisher: The Paper
    published: 2016-01-20
    facts:
"""


def fact(key: str = "a", **fields: str) -> str:
    """A fact of `paper` with nothing to find fault with, but for these fields."""
    sound = {"about": "[FR]", "topic": "forces", "says": f"What {key} is.", "at": "p1"}
    lines = [f"{name}: {value}" for name, value in {**sound, **fields}.items() if value]
    return f"      - id: {key}\n" + "".join(f"        {line}\n" for line in lines)


def found_in(folder: Path, *facts: str, rest: str = "") -> list[Finding]:
    return findings(read(folder, FRAME + "".join(facts) + rest))


def told(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.record.id, finding.key) for finding in found]


def test_nothing_is_found_in_sound_facts(tmp_path: Path) -> None:
    assert told(found_in(tmp_path, fact())) == []


def test_the_sample_is_found_wanting_where_it_is(tmp_path: Path) -> None:
    unplaced = [line.split()[-1] for line in SAMPLE.splitlines() if "- id:" in line][1:]
    # South is only struck; "both" is mentioned by the places within it.
    assert told(findings(read(tmp_path, SAMPLE))) == [("W508", key, "") for key in unplaced]


def test_the_bundled_base_leaves_nothing_to_mend() -> None:
    base = read_base(bundled_base())
    assert [found for found in told(findings(base)) if severity(found[0]) != "note"] == []
    assert told(findings(base.only(frozenset({"wapo-2016-01-20"})))) == []


def test_how_grave_a_code_is() -> None:
    assert {severity(code) for code in CODES} == {"error"}
    assert {code[0]: severity(code) for code in RULES} == {"W": "warning", "N": "note"}


# -- values and sentences -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("says", "value", "expected"),
    [
        ("About 3,500 troops.", "~3500 troops", None),
        ("Seven countries.", "7 countries", None),
        ("Between 100 and 200 troops.", "100..200 troops", None),
        ("About 3,000 troops.", "~3500 troops", ("W501", "value")),
        ("Many troops.", "~3500 troops", ("W501", "value")),
        ("Between 100 and 300 troops.", "100..200 troops", ("W501", "value")),
        ("There are 3,500 troops.", "~3500 troops", ("W502", "says")),
        ("There are 200 troops.", "..200 troops", ("W502", "says")),
        ("About 3,500 troops.", "3500 troops", ("W502", "value")),
        ("Up to 200 troops.", "200 troops", ("W502", "value")),
        ("More than 60 nations.", "60 nations", ("W502", "value")),
    ],
)
def test_a_value_agrees_with_its_sentence(
    tmp_path: Path, says: str, value: str, expected: tuple[str, str] | None
) -> None:
    found = found_in(tmp_path, fact(says=says, value=value))
    assert [(finding.code, finding.key) for finding in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("says", "hedge"),
    [
        ("About 2,600 sailors.", "~2,600 sailors"),
        ("Up to 2,600 sailors.", "..2,600 sailors"),
        ("At least 2,600 sailors.", "2,600.. sailors"),
        ("More than 2,600 sailors.", '">2,600 sailors"'),
        ("Fewer than 2,600 sailors.", "<2,600 sailors"),
    ],
)
def test_the_mend_of_a_lost_hedge_is_one_that_can_be_written(tmp_path: Path, says: str, hedge: str) -> None:
    (finding,) = found_in(tmp_path, fact(says=says, value="2,600 sailors"))
    assert finding.mend == f"hedge it: `{hedge}`"
    assert told(found_in(tmp_path, fact(says=says, value=hedge))) == []


@pytest.mark.parametrize(
    ("value", "mend"),
    [
        ("5.5 million euros", "`~5.5 million euros`"),
        ("'5.5 euros: gifts'", '`"~5.5 euros: gifts"`'),
        ("""'5.5 so-called "gifts" #1'""", r'`"~5.5 so-called \"gifts\" #1"`'),
        ("'5.5 tonnes:'", '`"~5.5 tonnes:"`'),
    ],
)
def test_the_mend_of_a_lost_hedge_is_quoted_where_yaml_needs_it(
    tmp_path: Path, value: str, mend: str
) -> None:
    (finding,) = found_in(tmp_path, fact(says="About 5.5 of them.", value=value))
    assert finding.mend == f"hedge it: {mend}"
    assert told(found_in(tmp_path, fact(says="About 5.5 of them.", value=mend.strip("`")))) == []


# -- sums ---------------------------------------------------------------------------------------------


def summed(folder: Path, total: str, *parts: str) -> str:
    """What is wrong with a sum of these values; the rule must say the same."""
    keys = [f"part{number}" for number in range(len(parts))]
    facts = [fact("whole", value=total)] + [
        fact(key, value=part) for key, part in zip(keys, parts, strict=True)
    ]
    rest = f"checks:\n  sum: {{total: whole, parts: [{', '.join(keys)}]}}\n"
    base = read(folder, FRAME + "".join(facts) + rest)
    problem = sum_problem(base, base.checks["sum"])
    found = [finding for finding in findings(base) if finding.code == "W503"]
    assert [finding.message for finding in found] == ([problem] if problem else [])
    return problem


@pytest.mark.parametrize(
    ("total", "parts", "problem"),
    [
        ("6341 x", ["4361 x", "1980 x"], ""),
        ("6342 x", ["4361 x", "1980 x"], "4,361 + 1,980 = 6,341, not 6,342"),
        ("63 members", ["26 nations", "37 countries"], ""),
        ("0.3 x", ["0.1 x", "0.2 x"], ""),
        ("5 x", ["5 x"], ""),
        ("6 x", ["5 x"], "5 = 5, not 6"),
        # "About" gives a tenth to either side, and only where it stands.
        ("301 x", ["100 x", "200 x"], "100 + 200 = 300, not 301"),
        ("301 x", ["~100 x", "200 x"], ""),
        ("~301 x", ["100 x", "200 x"], ""),
        ("400 x", ["~100 x", "200 x"], "about 100 + 200 = about 300 can't be 400"),
        ("300 x", ["..100 x", "200 x"], ""),
        ("301 x", ["..100 x", "200 x"], "up to 100 + 200 = 200 to 300 can't be 301"),
        ("250 x", ["100.. x", "200 x"], "at least 100 + 200 = at least 300 can't be 250"),
        ("", ["1 x", "2 x"], "not every fact of the sum has a value"),
        ("3 x", ["1 x", ""], "not every fact of the sum has a value"),
    ],
)
def test_sums(tmp_path: Path, total: str, parts: list[str], problem: str) -> None:
    assert summed(tmp_path, total, *parts) == problem


def test_the_articles_sums_are_declared_and_hold() -> None:
    base = read_base(bundled_base()).only(frozenset({"wapo-2016-01-20"}))
    figures = {}
    for check in base.checks.values():
        whole, *parts = (base.fact(key) for key in (check.total, *check.parts))
        assert whole is not None
        assert whole.value is not None
        figures[whole.value.low] = [part.value.low for part in parts if part and part.value]
    assert figures == {6341: [4361, 1980], 3219: [3029, 190], 63: [26, 37]}


# -- dates and plans ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "date", "mode", "code"),
    [
        ("as_of", "2016-01-20", "", None),
        ("as_of", "2016-01-21", "", "W504"),
        ("as_of", "2016-01", "", None),  # it may lie before the 20th
        ("as_of", "2016-02", "", "W504"),
        ("as_of", "2016-02", "expected", "W504"),
        ("when", "2016-01-20", "", None),
        ("when", "2016-01-21", "", "W505"),
        ("when", "2016", "", None),
        ("when", "2017", "", "W505"),
        ("when", "2016-01/2016-02", "", None),
        ("when", "2016-03-01", "planned", None),
        ("when", "2016-02-10", "planned", "N702"),
        ("when", "2016-02-10", "expected", "N702"),
        ("when", "2016-02-10~", "possible", "N702"),
        ("when", "2016-02-10", "denied", None),
        ("when", "2017", "planned", None),
    ],
)
def test_dates_against_the_sources_own(
    tmp_path: Path, key: str, date: str, mode: str, code: str | None
) -> None:
    found = found_in(tmp_path, fact(**{key: date, "mode": mode}))
    assert told(found) == ([(code, "a", key)] if code else [])


def test_an_undated_source_contradicts_no_date(tmp_path: Path) -> None:
    text = (FRAME + fact(as_of="2999", when="2999")).replace("    published: 2016-01-20\n", "")
    assert told(findings(read(tmp_path, text))) == []


PLAN = fact("plan", when="2016-02-10", mode="planned", topic="decision")


@pytest.mark.parametrize(
    "outcome",
    [
        "{id: came, about: [FR], topic: decision, says: It came., when: 2016-02-11, at: p1}",
        "{id: mended, about: [FR], topic: other, says: No such plan., corrects: plan, at: p1}",
    ],
)
def test_a_plan_with_an_outcome_is_done(tmp_path: Path, outcome: str) -> None:
    assert told(found_in(tmp_path, PLAN)) == [("N702", "plan", "when")]
    text = FRAME.replace("      - {id: gb-here", f"      - {outcome}\n      - {{id: gb-here")
    assert told(findings(read(tmp_path, text + PLAN))) == []


# -- records ------------------------------------------------------------------------------------------


def test_what_nothing_mentions_is_found(tmp_path: Path) -> None:
    entities = """\
topics:
  airlift: {name: Airlift}
  unused-topic: {name: Unused}
groups:
  unused-group: {name: Unused}
people:
  speaker: {name: A Speaker, nation: BE}
  unused-person: {name: Unused}
meetings:
  unused-meeting: {name: Unused}
places:
  around: {name: Around}
  inner: {name: Inner, within: around}
  unused-place: {name: Unused}
"""
    text = entities + FRAME.replace("  GB:", "  BE: {name: Belgium}\n  NO: {name: Norway}\n  GB:")
    text += fact(topic="airlift", by="speaker", **{"in": "inner"})
    found = findings(read(tmp_path, text))
    assert {finding.code for finding in found} == {"W507"}
    assert {finding.record.id for finding in found} == {
        "unused-topic", "unused-group", "unused-person", "unused-meeting", "unused-place", "NO",
    }  # fmt: skip
    assert [finding.record.line for finding in found] == sorted(finding.record.line for finding in found)


def test_a_fact_without_its_place_was_overlooked_where_others_have_theirs(tmp_path: Path) -> None:
    found = found_in(tmp_path, fact(at=""), fact("b"), fact("c", at=""))
    assert told(found) == [("W508", "a", ""), ("W508", "c", "")]


@pytest.mark.parametrize(
    ("keys", "said"),
    [("a", "its one fact doesn't say where"), ("abcde", "none of its 5 facts says where")],
)
def test_a_source_without_any_place_is_one_note(tmp_path: Path, keys: str, said: str) -> None:
    found = found_in(tmp_path, *(fact(key, at="") for key in keys))
    assert told(found) == [("N703", "paper", "")]
    assert found[0].message.startswith(said)


FIRST = "France takes part in the campaign against them."


@pytest.mark.parametrize(
    ("fields", "is_found"),
    [
        ({"says": FIRST}, True),
        ({"says": "In the campaign against them, FRANCE takes part."}, True),
        ({"says": "France takes no part in the campaign against them."}, True),
        ({"says": "Another thing."}, False),
        ({"says": FIRST, "topic": "training"}, False),
        ({"says": FIRST, "about": "[GB]"}, False),
        ({"says": FIRST, "mode": "expected"}, False),
        ({"says": FIRST, "as_of": "2016"}, False),
        ({"says": FIRST, "when": "2016"}, False),
    ],
)
def test_near_duplicates(tmp_path: Path, fields: dict[str, str], is_found: bool) -> None:
    found = found_in(tmp_path, fact("first", says=FIRST), fact("second", **fields))
    assert told(found) == ([("W509", "second", "says")] if is_found else [])
    if is_found:
        assert "`first`" in found[0].message


def test_other_sources_may_say_the_same(tmp_path: Path) -> None:
    twin = f"      - {{id: twin, about: [FR], topic: forces, says: {FIRST}, at: p1}}\n"
    text = FRAME.replace("  paper:", f"{twin}  paper:") + fact(says=FIRST)
    assert told(findings(read(tmp_path, text))) == []


def test_a_quote_is_no_sentence(tmp_path: Path) -> None:
    words = ["word"] * LONGEST_QUOTE
    assert told(found_in(tmp_path, fact(quote=" ".join(words)))) == []
    assert told(found_in(tmp_path, fact(quote=" ".join([*words, "more"])))) == [("W510", "a", "quote")]


def test_findings_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = found_in(tmp_path, fact("b", at="", value="5 x"), fact("a", at=""), fact("c"))
    assert told(found) == [("W501", "b", "value"), ("W508", "b", ""), ("W508", "a", "")]


@settings(max_examples=60)
@given(BASES)
def test_the_rules_hold_up_on_any_base(base: FactBase) -> None:
    fields = {"fact": FACT_FIELDS, "check": CHECK_FIELDS, "ruling": RULING_FIELDS}
    for section in ENTITY_FIELDS.values():
        fields["entity"] = {**fields.get("entity", {}), **section}
    for finding in findings(base):
        assert finding.code in RULES
        assert base.find(finding.record.id) is finding.record
        kind = finding.record.kind if finding.record.kind in fields else "entity"
        assert finding.key == "" or finding.key in fields[kind]
        assert finding.message
        assert finding.mend
        if isinstance(finding.record, Check):
            assert finding.code == "W503"


# -- what changed -------------------------------------------------------------------------------------

BEFORE = {
    "says": "About 300 troops.",
    "value": "~300 troops",
    "quote": "300 troops",
    "at": "p1",
    "as_of": "2016-01-10",
}


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        ({}, ""),
        ({"says": "There are about 300 troops."}, "`says`"),
        ({"value": "300 troops"}, "`value`"),  # the hedge is part of it
        ({"value": "~300 soldiers"}, "`value`"),
        ({"value": "~400 troops", "says": "About 400 troops."}, "`value` and `says`"),
        ({"value": ""}, "`value`"),
        ({"value": "~400 troops", "quote": "400 troops"}, ""),
        ({"value": "~400 troops", "at": "p2"}, ""),
        ({"value": "~400 troops", "as_of": "2016-01-11"}, ""),
        ({"value": "~400 troops", "as_of": ""}, ""),
        ({"note": "A word.", "mode": "expected"}, ""),
    ],
)
def test_a_change_without_a_look_at_the_source(tmp_path: Path, change: dict[str, str], keys: str) -> None:
    before = read(tmp_path, FRAME + fact(**BEFORE))
    now = read(tmp_path, FRAME + fact("new") + fact(**{**BEFORE, **change}))
    found = changed_unchecked(before, now)
    assert told(found) == ([("W601", "a", keys.split("`")[1])] if keys else [])
    if keys:
        assert found[0].message.startswith(f"{keys} changed")


def test_an_unchanged_base_has_no_changes() -> None:
    base = read_base(bundled_base())
    assert changed_unchecked(base, base) == []
