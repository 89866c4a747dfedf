"""Views: what had been published by a day, what one source alone says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factbase.samples import read
from tui.factbase.dates import DateError
from tui.factbase.model import FactBase
from tui.factbase.view import NOTE_LEFT_OUT, View, parse_day, publication_days, step

SOURCES = """\
nations:
  FR: {name: France}
sources:
  early:
    title: E
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


def test_on_a_day_no_later_word_of_an_editor_is_known(tmp_path: Path) -> None:
    text = SOURCES.replace("says: A.}", 'says: A., note: "Seven by {}."}')
    text += "rulings: {r: {prefer: a, over: [b], reason: It counted., ruled_on: 2016-02-01}}\n"
    for words, day, is_kept in (
        ("8 March 2016", "2016-03-07", False),
        ("8 March 2016", "2016-03-08", True),
        ("March 2016", "2016-02-29", False),
        ("2017", "2016-12-31", False),
        ("2016", "2016-02-12", True),
        ("another count", "2016-02-12", True),
        ("cabinet, until 31 December 2017", "2016-02-12", True),
    ):
        base = View(known_on=day).of(read(tmp_path, text.replace("{}", words)))
        (fact, *_) = base.facts
        assert fact.note == (f"Seven by {words}." if is_kept else NOTE_LEFT_OUT)
    whole = read(tmp_path, text.replace("{}", "hand"))
    assert list(View(known_on="2016-01-31").of(whole).rulings) == []
    assert list(View(known_on="2016-02-12").of(whole).rulings) == list(whole.rulings) == ["r"]


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
