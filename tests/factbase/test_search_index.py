"""The search index against a plain scan of all texts: the same hits in the same order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.factbase.answers.search import RANKS, SearchIndex
from tui.factbase.dates import parse_date
from tui.factbase.model import Entity, Fact, FactBase, Meeting, Nation, Person, Place, Source, Topic
from tui.factbase.quantity import parse_quantity
from tui.factbase.text import fold

# Few letters, so that queries are found; signs that end a word, cases and accents that don't matter.
_LETTERS = st.text("abAé1-,.'’_ ß", max_size=8)
_IDS = st.text("ab1-", min_size=1, max_size=6)
_QUERIES = st.text("abé1-,.' ", min_size=1, max_size=7)


@st.composite
def bases(draw: st.DrawFn) -> FactBase:
    """A small base of which every text that a search looks at is drawn."""
    ids = iter(draw(st.lists(_IDS, min_size=12, max_size=40, unique=True)))
    entities: dict[str, Entity] = {}
    for kind in (Nation, Meeting, Place, Topic):
        key = next(ids)
        also = tuple(draw(st.lists(_LETTERS, max_size=2)))
        entities[key] = kind(key, draw(_LETTERS), also, draw(st.none() | _LETTERS))
    key = next(ids)
    entities[key] = Person(key, draw(_LETTERS), post=draw(st.none() | _LETTERS))
    sources = {}
    for key in (next(ids), next(ids)):
        texts = [draw(_LETTERS) for _ in range(3)]
        sources[key] = Source(key, texts[0], texts[1], author=texts[2], published=parse_date("2016"))
    some = st.sampled_from([*entities, "nobody"])
    maybe = st.none() | _LETTERS
    facts = [
        Fact(
            key,
            tuple(draw(st.lists(some, min_size=1, max_size=2))),
            "ab",
            draw(_LETTERS),
            draw(st.sampled_from(list(sources))),
            value=draw(st.none() | st.just(parse_quantity("~11 ab"))),
            place=draw(st.none() | some),
            by=draw(st.none() | some),
            quote=draw(maybe),
            note=draw(maybe),
        )
        for key in ids
    ]
    return FactBase("base.yaml", entities, sources, tuple(facts))


def scan(base: FactBase, query: str) -> list[tuple[str, str]]:
    """What the index is to find: every text looked through, the slow way."""
    words = fold(query).split()
    names = {
        entity.id: "\n".join((entity.name, *entity.also))
        for entity in base.entities.values()
        if entity.kind != "topic"
    }
    entries: list[tuple[str, tuple[str, str, str, str]]] = []
    for key, name in names.items():
        entity = base.entities[key]
        entries.append((key, (name, key, "", f"{getattr(entity, 'post', None) or ''} {entity.note or ''}")))
    for source in base.sources.values():
        entries.append(
            (source.id, (f"{source.title}\n{source.publisher}", source.id, "", source.author or ""))
        )
    for fact in base.facts:
        about = [names.get(key or "", "") for key in (*fact.about, fact.by, fact.place)]
        nearby = " ".join((*about, fact.topic, fact.mode, fact.quote or "", fact.note or ""))
        says = f"{fact.says} {fact.value.text}" if fact.value else fact.says
        entries.append((fact.id, ("", fact.id, says, nearby)))
    found = []
    for number, (key, raw) in enumerate(entries):
        texts = [fold(text) for text in raw]
        if not words or not all(any(word in text for text in texts) for word in words):
            continue
        place = (3, 0)
        for rank, text in enumerate(texts[:3]):
            if all(word in text for word in words):
                whole = " ".join(words) in text.split("\n")
                place = (rank, -1 if whole else max(_closeness(word, text) for word in words))
                break
        found.append((place, number, key))
    return [(key, RANKS[place[0]]) for place, _, key in sorted(found)]


def _closeness(word: str, text: str) -> int:
    """0: a word of its own somewhere, 1: the beginning of one, 2: part of one."""
    around = f" {text} "
    best = 2
    for at in range(1, len(around)):
        if around.startswith(word, at) and not around[at - 1].isalnum():
            best = min(best, 0 if not around[at + len(word)].isalnum() else 1)
    return best


@given(bases(), st.lists(_QUERIES, min_size=1, max_size=5), st.booleans())
def test_the_index_finds_what_a_scan_finds(base: FactBase, queries: list[str], learnt: bool) -> None:
    index = SearchIndex(base)
    if learnt:
        while not index.work(1.0):
            pass
    for query in queries:
        hits = index.search(query)
        assert [(hit.key, RANKS[hit.rank]) for hit in hits] == scan(base, query)
        assert len(hits) == len(list(hits))
        assert [hits[place].key for place in range(len(hits))] == [hit.key for hit in hits]
        assert [hits.index_of(hit.key) for hit in hits] == list(range(len(hits)))


def _many(count: int) -> FactBase:
    """Facts whose ids begin alike, as those of one source do, with words that most of them share."""
    source = Source("s", "Title", "Publisher")
    says = ["Planes flew", "Planes flew far", "No plane flew 3,500 km", "airplanes"]
    facts = [
        Fact(f"source-{number // 25}-{number % 25}", ("s",), "other", says[number % len(says)], "s")
        for number in range(count)
    ]
    return FactBase("base.yaml", {}, {"s": source}, tuple(facts))


@pytest.mark.parametrize(
    "query",
    [
        "source",
        "source-",
        "source-1",
        "e-1",
        "-1",
        "1-2",
        "1",
        "p",
        "-",
        "planes",
        "plane",
        "planes flew",
        "3,5",
        "e-",
        "0-",
        "-12",
        "7-1",
        "la",
        "es",
        "pl an",
    ],
)
def test_many_alike(query: str) -> None:
    base = _many(1500)
    index = SearchIndex(base)
    for _ in range(2):
        assert [(hit.key, RANKS[hit.rank]) for hit in index.search(query)] == scan(base, query)
        while not index.work(1.0):
            pass


def test_each_hit_of_many_stands_in_its_place() -> None:
    hits = SearchIndex(_many(5000)).search("flew")
    every = list(hits)
    assert len(every) == 3750
    for place in (0, 1, 39, 1249, 1250, 2499, 3749, -1, -3750):
        assert hits[place] == every[place]
    assert [hits[place].key for place in range(len(hits))] == [hit.key for hit in every]


def test_made_bit_by_bit_it_is_ready_in_the_end() -> None:
    index = SearchIndex(_many(700), at_once=False)
    assert not index.ready
    steps = 0
    while not index.work(0):
        steps += 1
    assert index.ready
    assert steps > 10


def test_a_search_waits_for_no_one() -> None:
    index = SearchIndex(_many(700), at_once=False)
    index.work(0)
    assert len(index.search("flew far")) == 175


def test_a_hit_outside_is_an_error() -> None:
    hits = SearchIndex(_many(8)).search("far")
    assert len(hits) == 2
    assert hits[-1].key == hits[1].key
    with pytest.raises(IndexError):
        hits[2]
    assert hits.index_of("source-0-0") is None
    assert hits.index_of("nothing") is None
