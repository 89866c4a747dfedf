"""Search: what finds what, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factbase.samples import SAMPLE, read
from tui.factbase.answers import match, search
from tui.factbase.answers.search import SearchIndex
from tui.factbase.model import FactBase
from tui.factbase.text import fold


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    return read(tmp_path, SAMPLE)


def keys(base: FactBase, query: str) -> list[str]:
    return [hit.key for hit in SearchIndex(base).search(query)]


@pytest.mark.parametrize("query", ["britain", "BRITAIN", "united kingdom", "UK", "gb", " Britain "])
def test_a_nation_is_found_by_name_alias_and_code(base: FactBase, query: str) -> None:
    assert keys(base, query)[0] == "GB"


def test_accents_do_not_matter(base: FactBase) -> None:
    assert keys(base, "jean example")[0] == "minister"
    assert keys(base, "jéan")[0] == "minister"


def test_a_figure_finds_its_statement(base: FactBase) -> None:
    assert keys(base, "3,500") == ["fr-forces"]


def test_names_stand_before_ids_and_ids_before_statements(base: FactBase) -> None:
    ranks = [hit.rank for hit in SearchIndex(base).search("north")]
    assert ranks == sorted(ranks)
    found = keys(base, "north")
    assert found.index("north") < found.index("north-strikers")


def test_whole_words_stand_before_parts(base: FactBase) -> None:
    found = keys(base, "two")
    assert found[0] == "two"
    assert found.index("two") < found.index("two-members")


def test_a_statement_is_found_by_whom_it_is_about_and_who_said_it(base: FactBase) -> None:
    assert "fr-forces" in keys(base, "jean service")
    assert "north-strikers" in keys(base, "uk striking")


def test_every_word_must_be_found(base: FactBase) -> None:
    assert keys(base, "france nowhere") == []
    assert keys(base, "") == []
    assert keys(base, "   ") == []


@given(st.text(max_size=30))
def test_any_query_is_answered_and_every_hit_holds_it(query: str) -> None:
    base = _base()
    for hit in SearchIndex(base).search(query):
        assert base.find(hit.key) is not None


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_marking_keeps_the_text(text: str, words: list[str]) -> None:
    folded = [word for word in (fold(word).strip() for word in words) if word]
    assert "".join(span.text for span in match.mark(text, folded)) == text


def test_marking_shows_where() -> None:
    spans = match.mark("Jéan of Britain", ["jean", "tai"])
    assert [(span.text, span.tone) for span in spans] == [
        ("Jéan", "match"),
        (" of Bri", "plain"),
        ("tai", "match"),
        ("n", "plain"),
    ]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("FR", "FR"),
        ("fr", "FR"),
        ("France", "FR"),
        ("britain", "GB"),
        ("fr-forces", "fr-forces"),
        ("nowhere", None),
    ],
)
def test_deep_links(base: FactBase, word: str, key: str | None) -> None:
    assert search.resolve(base, word) == key


def test_a_mistyped_place_is_guessed(base: FactBase) -> None:
    assert "France" in search.suggestion(base, "Frnace")


_BASES: list[FactBase] = []


def _base() -> FactBase:
    if not _BASES:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            _BASES.append(read(Path(folder), SAMPLE))
    return _BASES[0]
