"""Views: what had been published by a day, what one source alone says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factbase.samples import read
from tui.factbase.answers.search import SearchIndex
from tui.factbase.dates import DateError
from tui.factbase.model import FactBase
from tui.factbase.output.export import base_json
from tui.factbase.shown.compare import compare_key
from tui.factbase.shown.hits import search_listing
from tui.factbase.shown.links import page_of
from tui.factbase.shown.lists import nations_listing, sources_listing, timeline_listing
from tui.factbase.shown.matrix import cell_key
from tui.factbase.shown.strikes_page import strikes_page
from tui.factbase.view import NOTE_LEFT_OUT, View, not_counted, parse_day, publication_days, step
from tui.factbase.vocabulary import SINGLE_SOURCE

SOURCES = """\
nations:
  FR: {name: France}
sources:
  early:
    title: E on 40
    publisher: P
    published: 2016-01-10
    facts: [{id: a, about: [FR], topic: forces, says: A.}]
  month:
    title: M
    publisher: P
    published: 2016-01
    facts: [{id: b, about: [FR], topic: forces, says: B.}]
  late:
    title: L
    publisher: P
    published: 2016-02-12
    facts: [{id: c, about: [FR], topic: forces, says: C.}]
  undated:
    title: U
    publisher: P
    facts: [{id: d, about: [FR], topic: forces, says: D.}]
"""


WORDS = """\
nations:
  FR: {name: France}
  GB: {name: Britain}
people:
  minister: {name: A minister}
meetings:
  summit: {name: The summit}
places:
  land: {name: Land}
  city: {name: City, within: land}
sources:
  early:
    title: E
    publisher: P
    published: 2016-01-10
    facts:
      - {id: a, about: [FR, minister, summit, city], topic: forces, says: A., corrects: c}
      - {id: b, about: [GB], topic: training, says: B.}
  late:
    title: L
    publisher: P
    published: 2016-02-12
    facts: [{id: c, about: [FR], topic: forces, says: C.}]
"""


def pages(base: FactBase) -> dict[str, str]:
    """What stands on a page of each kind, and in a list that finds nothing."""
    keys = ["FR", "minister", "summit", "land", "a", cell_key("FR", "training")]
    keys += [compare_key("FR", "GB", "training"), SINGLE_SOURCE]
    found = {key: page_of(base, key) for key in keys}
    texts = {key: page.text for key, page in found.items() if page is not None}
    assert len(texts) == len(keys)
    nothing = search_listing(base, SearchIndex(base), "atlantis")
    return {**texts, "search": nothing.empty[0].text, "strikes": strikes_page(base).text}


@pytest.mark.parametrize(
    ("view", "no_source", "not_stated", "nothing", "outside"),
    [
        (
            View(),
            "No source in this fact base {}s {}.",
            "Not stated by any source in this fact base.",
            "Nothing in this fact base holds",
            "Corrects    c",
        ),
        (
            View(known_on="2016-01-20"),
            "No source known on 20 January 2016 {}s {}.",
            "Not stated by any source known on 20 January 2016.",
            "Nothing known on 20 January 2016 holds",
            "Corrects    a fact of a source not known on 20 January 2016",
        ),
        (
            View(source="early"),
            "This source doesn't {} {}.",
            "Not stated by this source.",
            "Nothing in this source holds",
            "Corrects    a fact of another source",
        ),
        (
            View(known_on="2016-01-20", source="early"),
            "This source doesn't {} {}.",
            "Not stated by this source.",
            "Nothing in this source holds",
            "Corrects    a fact of another source",
        ),
    ],
)
def test_what_none_states_is_said_of_the_sources_on_show(
    tmp_path: Path, view: View, no_source: str, not_stated: str, nothing: str, outside: str
) -> None:
    found = pages(view.of(read(tmp_path, WORDS)))
    assert no_source.format("state", "anything on: Training") in found["FR"]
    assert no_source.format("give", "a statement") in found["minister"]
    assert no_source.format("date", "it") in found["summit"]
    assert not_stated in found["summit"]
    assert no_source.format("speak", "of it directly") in found["land"]
    assert no_source.format("state", "this") in found[cell_key("FR", "training")]
    assert no_source.format("state", "this") in found[compare_key("FR", "GB", "training")]
    assert no_source.format("speak", "of strikes") in found["strikes"]
    assert nothing in found["search"]
    assert outside in found["a"]
    if not view.is_all:
        assert not any("this fact base" in text or "this base" in text for text in found.values())


def test_a_list_that_a_view_empties_asks_for_no_addition(tmp_path: Path) -> None:
    whole = read(tmp_path, WORDS)
    before = View(known_on="2015-01-01").of(whole)
    assert nations_listing(before).empty[0].text == "No source known on 1 January 2015 names a nation."
    assert sources_listing(before).empty[0].text == "There is no source known on 1 January 2015."
    told = timeline_listing(View(source="late").of(whole)).empty[0].text
    assert told == "This source doesn't date a meeting or an event."
    assert "Add some" in nations_listing(read(tmp_path, "groups:\n  g: {name: G}\n")).empty[0].text


def test_one_source_that_was_not_out_yet_is_no_source_known(tmp_path: Path) -> None:
    view = View(known_on="2016-01-20", source="late").of(read(tmp_path, WORDS))
    assert view.scope.none("state", "this") == "No source known on 20 January 2016 states this"


def test_the_words_of_a_view_stay_with_its_parts_and_are_no_data(tmp_path: Path) -> None:
    view = View(known_on="2016-01-20").of(read(tmp_path, WORDS))
    assert view.only(frozenset({"early"})).scope == view.scope
    assert "scope" not in base_json(view)


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    return read(tmp_path, SOURCES)


def facts(base: FactBase, view: View) -> str:
    return "".join(fact.id for fact in view.of(base).facts)


def test_everything_is_the_base_itself(base: FactBase) -> None:
    assert View().of(base) is base
    assert View().label(base) == "all 4 sources"


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2016-01-09", ""),
        ("2016-01-10", "a"),
        ("2016-01-30", "a"),
        ("2016-01-31", "ab"),
        ("2016-02-12", "abc"),
    ],
)
def test_known_on_a_day_is_what_had_been_published_by_then(base: FactBase, day: str, known: str) -> None:
    assert facts(base, View(known_on=day)) == known


def test_one_source_alone(base: FactBase) -> None:
    assert facts(base, View(source="late")) == "c"
    assert facts(base, View(known_on="2016-01-31", source="late")) == ""
    assert View("2016-01-31", "late").label(base) == "known on 31 January 2016, only late"


def test_stepping_goes_through_the_publication_days_and_back_to_everything(base: FactBase) -> None:
    assert publication_days(base) == ["2016-01-10", "2016-01-31", "2016-02-12"]
    view, seen = View(), []
    for _ in range(4):
        view = step(base, view, -1)
        seen.append(view.known_on)
    assert seen == ["2016-02-12", "2016-01-31", "2016-01-10", "2016-01-10"]
    for _ in range(3):
        view = step(base, view, 1)
        seen.append(view.known_on)
    assert seen[4:] == ["2016-01-31", "2016-02-12", None]
    assert step(base, View(), 1) == View()
    assert step(base, View(known_on="2016-01-20"), -1).known_on == "2016-01-10"
    assert step(base, View(known_on="2016-01-20"), 1).known_on == "2016-01-31"


def test_a_typed_day_may_be_a_month() -> None:
    assert parse_day(" 2016-02 ") == "2016-02-29"
    assert parse_day("2016-01-20") == "2016-01-20"
    for wrong in ("soon", "2016-02-30", "2016-01-20/..", ""):
        with pytest.raises(DateError):
            parse_day(wrong)


def test_on_a_day_no_ruling_of_a_later_day_is_known(tmp_path: Path) -> None:
    text = SOURCES + "rulings: {r: {prefer: a, over: [b], reason: It counted., ruled_on: 2016-02-01}}\n"
    whole = read(tmp_path, text)
    assert list(View(known_on="2016-01-31").of(whole).rulings) == []
    assert list(View(known_on="2016-02-12").of(whole).rulings) == list(whole.rulings) == ["r"]


def test_on_a_day_no_note_of_an_editor_is_shown_but_that_there_is_one(tmp_path: Path) -> None:
    note = 'note: "It was mended by hand."'
    text = SOURCES.replace("{name: France}", "{name: France, %}").replace(
        "title: E on 40", "title: E on 40\n    %"
    )
    text = text.replace("says: A.", "says: A., value: 1 x, %").replace("%", note)
    whole = read(tmp_path, text + f"checks: {{one: {{total: a, parts: [a], {note}}}}}\n")
    for view, told in ((View("2017-01-01"), NOTE_LEFT_OUT), (View(), "It was mended by hand.")):
        base = view.of(whole)
        records = (base.entities["FR"], base.sources["early"], base.facts[0], base.checks["one"])
        assert [record.note for record in records] == [told] * 4
        assert base.facts[1].note is None


@given(st.dates(), st.dates())
def test_what_was_known_is_still_known_later(one: object, other: object) -> None:
    first, second = sorted((str(one), str(other)))
    base = _base()
    assert set(facts(base, View(known_on=first))) <= set(facts(base, View(known_on=second)))


_BASES: list[FactBase] = []


def _base() -> FactBase:
    if not _BASES:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            _BASES.append(read(Path(folder), SOURCES))
    return _BASES[0]


# -- what a view of a day can't count ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (View(), ""),
        (View(source="undated"), ""),
        (
            View("2016-01-09"),
            "1 undated, in no view of a day; 1 dated “January 2016”, from 31 January 2016 on",
        ),
        (View("2015-12-31"), "1 undated, in no view of a day"),
        (View("2016-01-31"), "1 undated, in no view of a day"),
        (View("2016-01-09", "month"), "1 dated “January 2016”, from 31 January 2016 on"),
        (View("2016-01-09", "late"), ""),
    ],
)
def test_which_sources_may_have_been_published_and_are_not_counted(
    base: FactBase, view: View, told: str
) -> None:
    assert not_counted(base, view) == (f"Sources not counted: {told}." if told else "")
