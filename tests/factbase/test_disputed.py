"""What lists mark as disputed is worked out once, and goes with the facts wherever they are handed over."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.synthetic import synthetic_base
from tests.factbase.samples import SAMPLE, read
from tui.explorer.launch import ask_for_first_rows
from tui.factbase.answers import agreement, disputed
from tui.factbase.dates import EdtfDate
from tui.factbase.model import Fact, FactBase
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.plain_form import UNFIT, freeze, thaw
from tui.factbase.reading.reader import read_base
from tui.factbase.reading.reader_process import start_reading
from tui.factbase.shown.lists import nations_listing

# As the explorer starts, up to its first rows; agreement is what works disputes out.
_START = """
import sys, time
from tui.explorer.launch import ask_for_first_rows
from tui.factbase.reading.reader_process import start_reading
from tui.factbase.shown.lists import nations_listing
base = start_reading(sys.argv[1], fork=True, ask=ask_for_first_rows).take()
rows = nations_listing(base).rows
print("≠" in str([rows[number] for number in range(30)]), "tui.factbase.answers.agreement" in sys.modules)
"""


@pytest.fixture(scope="module")
def asked() -> FactBase:
    base = read_base(bundled_base())
    ask_for_first_rows(base)
    return base


def test_what_is_known_is_what_agreement_says(asked: FactBase, tmp_path: Path) -> None:
    synthetic = read(tmp_path, synthetic_base(1_000))
    ask_for_first_rows(synthetic)
    for base in (asked, synthetic):
        figures, strikes = disputed.known(base)
        assert strikes
        assert figures
        for key, answer in figures.items():
            fact = base.fact(key)
            assert fact is not None
            assert answer == agreement.is_in_conflict(base, fact)
        for nation, places in strikes.items():
            assert set(places) == agreement.disputed_places(base, nation, "strikes")
    assert any(figures.values())
    assert any(disputed.known(asked)[1].values()), "or this would have proved little"


def test_it_goes_with_the_facts(asked: FactBase) -> None:
    thawed = thaw(*freeze(asked))
    assert disputed.known(thawed) == disputed.known(asked)
    assert list(nations_listing(thawed).rows) == list(nations_listing(asked).rows)


def test_what_nobody_asked_about_is_worked_out_all_the_same(asked: FactBase, tmp_path: Path) -> None:
    thawed = thaw(*freeze(read_base(bundled_base())))
    assert disputed.known(thawed) == ({}, {})
    assert list(nations_listing(thawed).rows) == list(nations_listing(asked).rows)
    alone = read(tmp_path, SAMPLE)
    assert not any(disputed.is_disputed(alone, fact) for fact in alone.facts if len(alone.sources) == 1)


@pytest.mark.parametrize("told", [None, {}, [{}], [[], {}], [{}, {"FR": 1}]])
def test_another_form_is_refused(asked: FactBase, told: object) -> None:
    kept, columns = freeze(asked)
    with pytest.raises(UNFIT):
        thaw({**kept, "disputed": told}, columns)


@pytest.mark.parametrize("start", [[2024], "", 0, [], "abcdefg"])
def test_a_date_of_another_form_is_refused(asked: FactBase, start: object) -> None:
    kept, columns = freeze(asked)
    parts = dict(zip(Fact._fields, columns, strict=True))
    parts["as_of"][0][EdtfDate._fields.index("start")][0] = start
    with pytest.raises(UNFIT):
        thaw(kept, parts.values())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork")
def test_a_question_that_fails_keeps_no_facts_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def fails(base: FactBase) -> None:
        raise ValueError

    read_there = start_reading(str(bundled_base()), fork=True, ask=fails).take()
    assert read_there.facts == read_base(bundled_base()).facts


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork")
@pytest.mark.parametrize("starts", ["first", "second"])
def test_the_first_rows_have_their_marks_without_the_module_that_finds_them(
    tmp_path: Path, starts: str
) -> None:
    for _ in range(1 if starts == "first" else 2):
        done = subprocess.run(
            [sys.executable, "-c", _START, str(bundled_base())],
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert done.stdout == "True False\n"
        _wait_for_a_record(tmp_path)


def _wait_for_a_record(folder: Path) -> None:
    end = time.monotonic() + 30
    while not list(folder.glob("*/*.jsonl")) and time.monotonic() < end:
        time.sleep(0.01)
