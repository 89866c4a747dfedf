"""Quotes against a copy of their source: found, found elsewhere, found twice, not found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.factbase.model import FactBase
from tui.factbase.output.verify import (
    ELSEWHERE,
    FOUND,
    MISSING,
    TWICE,
    NoBeginningError,
    Verdict,
    copy_of,
    normalise,
    verify,
)
from tui.factbase.quantity import figures_in
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base
from tui.factbase.shown.findings import LONGEST_QUOTE

COPY = """\
You are using an old browser.

A headline on 35 jets
By A. Writer

LONDON — It begins here, with 3,500 people.

“Nothing’s ‘sure’,” he said – on 2016-01-20.
   It  has\u00a0a \u2009 wide  gap and 11,980 strikes; 190,000 came, and 3.5 left.

The jets, the jets and the caption.
"""


def verdicts(
    folder: Path, *facts: tuple[str, str], begins: str = "LONDON -", copy: str = COPY
) -> list[Verdict]:
    """The verdicts on facts given as place and quote."""
    lines = [
        f"      - {{id: f{number}, about: [FR], topic: other, says: S, at: '{at}', quote: \"{quote}\"}}"
        for number, (at, quote) in enumerate(facts)
    ]
    text = (
        "nations: {FR: {name: France}}\nsources:\n  paper:\n    title: T\n    publisher: P\n"
        + (f"    begins: '{begins}'\n" if begins else "")
        + "    facts:\n"
        + "\n".join(lines).replace("at: '', ", "")
        + "\n"
    )
    path = folder / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    base = read_base(path)
    return verify(base, base.sources["paper"], copy)


@pytest.mark.parametrize(
    ("at", "quote", "outcome", "where"),
    [
        ("p1", "It begins here", FOUND, ("p1",)),
        ("p2", "It begins here", ELSEWHERE, ("p1",)),
        ("p3", "wide gap", FOUND, ("p3",)),
        ("p4 caption", "the caption", FOUND, ("p4",)),
        ("", "It begins here", FOUND, ("p1",)),
        ("section two", "It begins here", FOUND, ("p1",)),
        ("title", "A headline", FOUND, ("title or byline",)),
        ("byline", "By A. Writer", FOUND, ("title or byline",)),
        ("title", "It begins here", ELSEWHERE, ("p1",)),
        ("p1", "A headline", ELSEWHERE, ("title or byline",)),
        ("p0", "By A. Writer", ELSEWHERE, ("title or byline",)),
        ("p99", "It begins here", ELSEWHERE, ("p1",)),
        ("p4", "jets", TWICE, ("p4",)),
        ("p2", "jets", ELSEWHERE, ("title or byline", "p4")),
        ("", "jets", TWICE, ("title or byline", "p4")),
        ("p1", "It began here", MISSING, ()),
        ("p1", "it begins here", MISSING, ()),  # letters are compared as they are
    ],
)
def test_where_a_quote_stands(
    tmp_path: Path, at: str, quote: str, outcome: str, where: tuple[str, ...]
) -> None:
    (verdict,) = verdicts(tmp_path, (at, quote))
    assert (verdict.outcome, verdict.where) == (outcome, where)
    assert verdict.is_miss == (outcome in (ELSEWHERE, MISSING))


@pytest.mark.parametrize(
    "quote",
    [
        "Nothing's 'sure',' he said - on",
        "Nothing’s ‘sure’",
        "he said — on",
        "It has a wide gap",
        "It   has a wide",
    ],
)
def test_quotes_dashes_and_spaces_are_alike(tmp_path: Path, quote: str) -> None:
    found = quote.replace("',' he", "',\\\" he")
    assert verdicts(tmp_path, ("", found))[0].outcome == FOUND


@pytest.mark.parametrize(
    ("quote", "outcome"),
    [
        ("11,980 strikes", FOUND),
        ("1,980 strikes", MISSING),
        ("980 strikes", MISSING),
        ("190", MISSING),
        ("190,000 came", FOUND),
        ("3.5", FOUND),
        ("3", MISSING),
        ("5 left", MISSING),
        ("3,500 people", FOUND),
        ("3500 people", MISSING),
        ("3,500", FOUND),
        ("3,50", MISSING),
        ("2016-01-20", FOUND),
        ("2016‑01‑20", FOUND),  # other hyphens, the same digits
        ("2016-01-2", MISSING),
        ("the jet", MISSING),
        ("aption", MISSING),
    ],
)
def test_only_whole_figures_and_words_are_found(tmp_path: Path, quote: str, outcome: str) -> None:
    assert verdicts(tmp_path, ("", quote))[0].outcome == outcome


def test_a_missing_quote_shows_the_nearest_passage(tmp_path: Path) -> None:
    (near, far) = verdicts(tmp_path, ("p3", "and 11,890 strikes"), ("p3", "zebra crossing quietly"))
    assert near.nearest == "and 11,980 strikes;"
    assert (far.outcome, far.nearest) == (MISSING, "")


def test_facts_without_a_quote_get_no_verdict(tmp_path: Path) -> None:
    assert [verdict.fact.id for verdict in verdicts(tmp_path, ("p1", "It begins"), ("p1", "here"))] == [
        "f0",
        "f1",
    ]
    text = (tmp_path / "facts.yaml").read_text().replace(', quote: "here"', "")
    (tmp_path / "facts.yaml").write_text(text)
    base = read_base(tmp_path / "facts.yaml")
    assert [verdict.fact.id for verdict in verify(base, base.sources["paper"], COPY)] == ["f0"]


def test_without_a_beginning_the_first_line_is_p1(tmp_path: Path) -> None:
    (first, third) = verdicts(tmp_path, ("p1", "old browser"), ("p3", "By A. Writer"), begins="")
    assert (first.outcome, third.outcome) == (FOUND, FOUND)


def test_a_copy_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoBeginningError, match="PARIS"):
        verdicts(tmp_path, ("p1", "It begins here"), begins="PARIS")
    with pytest.raises(NoBeginningError):
        verdicts(tmp_path, ("p1", "It begins here"), copy="")


@given(st.text())
def test_digits_and_letters_are_never_normalised(text: str) -> None:
    def kept(of: str) -> list[str]:
        return [char for char in of if char.isalnum()]

    assert kept(normalise(text)) == kept(text)
    assert normalise(normalise(text)) == normalise(text)


WORDS = st.lists(st.from_regex("[a-z]{1,8}|[0-9]{1,3}(,[0-9]{3})?", fullmatch=True), min_size=1, max_size=30)


@given(WORDS, st.data())
def test_any_words_of_a_paragraph_are_found_in_it(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    base = read_base(bundled_base())
    source = base.sources[ARTICLE]
    fact = next(fact for fact in base.said_in(source.id) if fact.quote)
    quoted = fact._replace(at="p1", quote=" ".join(words[start:end]))
    one = FactBase("", base.entities, base.sources, (quoted,))
    (verdict,) = verify(one, source, f"{source.begins or ''} {' '.join(words)}")
    assert verdict.outcome in (FOUND, TWICE)
    assert verdict.where == ("p1",)


# -- the article --------------------------------------------------------------------------------------

ARTICLE = "wapo-2016-01-20"
ARTICLE_TEXT = bundled_base().parent.parent / "shared" / "sources" / f"{ARTICLE}.txt"
needs_article = pytest.mark.skipif(
    not ARTICLE_TEXT.is_file(), reason="needs the article's text, in ../shared"
)


@pytest.fixture(scope="module")
def base() -> FactBase:
    return read_base(bundled_base())


@pytest.fixture
def article() -> str:
    return ARTICLE_TEXT.read_text(encoding="utf-8")


_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][a-z]+|\b[A-Z]{2,}")
_HEDGE = re.compile(
    r"\b(about|up to|at least|more than|likely|expected|could|may|might|some|most|many)\b", re.I
)


def test_every_fact_with_a_figure_a_name_or_a_hedge_has_a_quote(base: FactBase) -> None:
    needing = [
        fact
        for fact in base.said_in(ARTICLE)
        if fact.value
        or fact.by
        or fact.mode != "reported"
        or figures_in(fact.says)
        or _NAME.search(fact.says)
        or _HEDGE.search(fact.says)
    ]
    assert len(needing) > 50
    assert [fact.id for fact in needing if not fact.quote] == []


def test_every_fact_of_the_article_has_its_place(base: FactBase) -> None:
    odd = [
        fact.at
        for fact in base.said_in(ARTICLE)
        if not re.fullmatch(r"title|byline|p\d+( caption)?", fact.at or "")
    ]
    assert odd == []


def test_no_quote_is_long(base: FactBase) -> None:
    assert [fact.id for fact in base.facts if fact.quote and len(fact.quote.split()) > LONGEST_QUOTE] == []


@needs_article
def test_the_articles_quotes_stand_where_they_should(base: FactBase, article: str) -> None:
    results = verify(base, base.sources[ARTICLE], article)
    assert len(results) > 50
    assert [(verdict.fact.id, verdict.outcome) for verdict in results if verdict.is_miss] == []
    # The copy prints the caption twice, and nothing else.
    twice = [verdict.fact for verdict in results if verdict.outcome == TWICE]
    assert {fact.at for fact in twice} <= {"p6 caption"}


@needs_article
def test_no_quote_is_a_whole_sentence_of_the_article(base: FactBase, article: str) -> None:
    paragraphs = copy_of(base.sources[ARTICLE], article).paragraphs
    sentences = {
        sentence.strip("\" '[].,")
        for paragraph in paragraphs
        for sentence in re.split(r"(?<=[a-z0-9)][.!?])\"?\s+|(?<=[.!?]\")\s+", paragraph)
    }
    assert len(sentences) > 25
    assert [
        fact.id
        for fact in base.said_in(ARTICLE)
        if normalise(fact.quote or "").strip("\" '[].,") in sentences
    ] == []


LONGEST_RUN = 8
"""Words in a row that a sentence of ours may share with the article; a list of names is left out."""


@needs_article
def test_the_sentences_are_our_own(base: FactBase, article: str) -> None:
    def words(text: str) -> list[str]:
        return re.findall(r"\w+(?:[.,'’]\w+)*", text.lower())

    theirs = " ".join(words(article))
    shared = [
        (fact.id, run)
        for fact in base.facts
        if not fact.open
        for ours in (words(fact.says),)
        for start in range(len(ours) - LONGEST_RUN)
        if (run := " ".join(ours[start : start + LONGEST_RUN + 1])) in theirs
    ]
    assert shared == []


@needs_article
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("3,500", "3,600"),
        ("up to 200", "200"),
        ("6,341", "6,431"),
        ("37 other", "36 other"),
        ("not yet clear", "clear"),
    ],
)
def test_an_altered_copy_is_noticed(base: FactBase, article: str, right: str, wrong: str) -> None:
    assert right in article
    results = verify(base, base.sources[ARTICLE], article.replace(right, wrong))
    missed = {verdict.fact.id for verdict in results if verdict.outcome == MISSING}
    assert missed == {fact.id for fact in base.said_in(ARTICLE) if right in (fact.quote or "")}
    assert missed
