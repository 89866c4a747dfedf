"""Every line followed: it leads to a page, in any view of any base; and no view shows what is outside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.factbase.any_base import BASES
from tests.factbase.samples import read
from tui.factbase.answers.search import SearchIndex
from tui.factbase.answers.timeline import timeline
from tui.factbase.model import Fact, FactBase, Record
from tui.factbase.output.export import base_json, csv_rows, markdown_dossier
from tui.factbase.page import Line
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base
from tui.factbase.shown import lists, matrix
from tui.factbase.shown.compare import compare_key, compare_listing, comparison
from tui.factbase.shown.desk import desk_of, desk_page
from tui.factbase.shown.hits import search_listing
from tui.factbase.shown.links import crumb_of, page_of, question_of
from tui.factbase.shown.lists import Listing
from tui.factbase.shown.strikes_page import strikes_page
from tui.factbase.view import View, publication_days
from tui.factbase.vocabulary import SERIES_LIST, SINGLE_SOURCE, TIMELINE_PREFIX

# -- the crawl ----------------------------------------------------------------------------------------


def crawl(base: FactBase, width: int = 78) -> dict[str, str]:
    """The text of all lists, pages and exports, by their places; fails at a line that leads nowhere."""
    texts: dict[str, str] = {}
    ahead = dict.fromkeys(_everything(base), "an id")

    def show(place: str, title: str, lines: Sequence[Line]) -> None:
        texts[place] = "\n".join((title, *(line.text for line in lines)))
        for line in lines:
            if line.target:
                ahead.setdefault(line.target, place)

    for place, listing in _lists(base):
        rows = [listing.rows[index] for index in range(len(listing.rows))]
        show(place, " ".join(column.title for column in listing.columns), listing.empty)
        texts[place] += "\n" + "\n".join(span.text for row in rows for cell in row.cells for span in cell)
        for row in rows:
            ahead.setdefault(row.target or row.key, place)
    for place, page in (
        ("the strikes", strikes_page(base, width)),
        ("the desk", desk_page(base, desk_of(base))),
    ):
        show(place, page.title, page.lines)
    events = {event.key for event in timeline(base)}
    while left := [key for key in ahead if key not in texts]:
        for key in left:
            event = key.removeprefix(TIMELINE_PREFIX)
            assert event == key or event in events, (
                f"{ahead[key]} leads to {key}, which isn't on the timeline"
            )
            found = page_of(base, event, width)
            assert found is not None, f"{ahead[key]} leads to {key}, which has no page"
            show(key, found.title, found.lines)
            texts[key] += f"\n{question_of(base, key)}\n{crumb_of(base, key)}"
    return texts


def _everything(base: FactBase) -> Iterator[str]:
    """All that has a page of its own, whether or not a line leads to it."""
    for record in _records(base):
        if record.kind != "topic":
            yield record.id
    yield from (SERIES_LIST, SINGLE_SOURCE)
    for nation in base.nations:
        for column in matrix.matrix_columns(base):
            yield matrix.cell_key(nation, column.key)
    for one, other in pairwise(list(base.nations)[:4]):
        yield compare_key(one, other)


def _records(base: FactBase) -> Iterator[Record]:
    for records in (base.entities, base.sources, base.checks, base.rulings):
        yield from records.values()
    yield from base.facts


def _lists(base: FactBase) -> Iterator[tuple[str, Listing]]:
    for order in lists.NATION_ORDERS:
        yield f"the nations by {order.key}", lists.nations_listing(base, order)
    yield "the timeline", lists.timeline_listing(base)
    yield "the sources", lists.sources_listing(base)
    yield "the matrix", matrix.matrix_listing(base)
    yield "the search", search_listing(base, SearchIndex(base), "e")
    for one, other in pairwise(list(base.nations.values())[:3]):
        yield f"{one.id} and {other.id}", compare_listing(base, comparison(base, one, other))


# -- what a view doesn't show -------------------------------------------------------------------------


def outside(whole: FactBase, base: FactBase) -> list[str]:
    """What only such sources tell as a view leaves out: ids, names, titles, statements, notes, quotes."""
    shown = {record.id for record in _records(base)}
    known = "\n".join(text for record in _records(base) for text in _texts(record))
    found = {
        text
        for record in _records(whole)
        if record.id not in shown
        for text in _texts(record)
        if len(text) > 2 and not _holds(known, text)
    }
    return sorted(found)


def _texts(record: Record) -> Iterator[str]:
    yield record.id
    for key in ("name", "title", "says", "note", "quote", "reason", "publisher", "author", "via", "url"):
        text = getattr(record, key, None)
        if text:
            yield text
    yield from getattr(record, "also", ())


def _holds(text: str, words: str) -> bool:
    """Whether a text holds these words, not as parts of others."""
    return words in text and re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text) is not None


def exports(base: FactBase) -> Iterator[str]:
    """A view in the forms in which it leaves the program."""
    yield json.dumps(base_json(base), ensure_ascii=False)
    yield "\n".join(cell for row in csv_rows(base, base.facts) for cell in row)
    yield "\n".join(markdown_dossier(base, base.facts))


def shows_nothing_from_outside(whole: FactBase, base: FactBase) -> None:
    """Fails where any page, list or export tells what the sources of the view don't."""
    texts = {**crawl(base), **{f"export {number}": text for number, text in enumerate(exports(base))}}
    text = "\n".join(dict.fromkeys(line for told in texts.values() for line in told.split("\n")))
    told = {words: _where(texts, words) for words in outside(whole, base) if _holds(text, words)}
    assert told == {}


def _where(texts: Mapping[str, str], words: str) -> list[str]:
    return [place for place, told in texts.items() if _holds(told, words)]


# -- the bundled base ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bundled() -> FactBase:
    return read_base(bundled_base())


def test_every_line_of_the_bundled_base_leads_to_a_page(bundled: FactBase) -> None:
    texts = crawl(bundled)
    assert len(texts) > 2_500
    for prefix in ("derived:", "overlap:", "dispute:", "series:", "compare:", TIMELINE_PREFIX):
        assert any(place.startswith(prefix) for place in texts), prefix


@pytest.mark.parametrize("day", ["2014-01-01", "2014-10-09", "2016-01-20", "2016-02-12"])
def test_on_a_day_nothing_of_a_later_source_is_told(bundled: FactBase, day: str) -> None:
    base = View(known_on=day).of(bundled)
    assert len(outside(bundled, base)) > 500
    shows_nothing_from_outside(bundled, base)


@pytest.mark.parametrize("source", ["wapo-2016-01-20", "cnn-2015-12", "gc-tw"])
def test_of_one_source_nothing_of_another_is_told(bundled: FactBase, source: str) -> None:
    shows_nothing_from_outside(bundled, View(source=source).of(bundled))


# -- odd bases ----------------------------------------------------------------------------------------

HEAD = """\
topics:
  weather: {name: The weather}
nations:
  FR: {name: France}
  GB: {name: Britain}
  NO: {name: Norway}
groups:
  seven: {name: The seven, mark: "7"}
people:
  minister: {name: A minister, nation: NO}
meetings:
  summit: {name: The summit}
places:
  north: {name: Northland, within: lands}
  south: {name: Southland, within: lands}
  lands: {name: Both lands}
"""


def told(*sources: tuple[str, list[str]], rest: str = "") -> str:
    """A file of sources, each with the day of its publication, if any, and its facts without their ids."""
    lines = [HEAD, "sources:"]
    number = 0
    for name, (day, facts) in zip("pqrstu", sources, strict=False):
        lines += [f"  paper-{name}:", f"    title: Title {name}", f"    publisher: Publisher {name}"]
        lines += [f"    published: {day}"] if day else []
        lines.append("    facts:" if facts else "    facts: []")
        for fact in facts:
            number += 1
            lines.append(f"      - {{id: fact-{number}, says: Told in {name} is {number}., {fact}}}")
    return "\n".join(lines) + f"\n{rest}"


def forces(more: str = "") -> str:
    return f"about: [FR], topic: forces{more}"


def strikes(more: str = "", about: str = "FR") -> str:
    return f"about: [{about}], topic: strikes{more}"


ODD = {
    "no sources": HEAD,
    "a source without facts": told(("2016-01-01", [])),
    "only plans": told(
        (
            "2016-01-01",
            [
                forces(", mode: planned, value: 30 troops, when: 2016-03"),
                strikes(", mode: expected, value: 40 strikes, in: north, when: ../2016-04"),
                strikes(", mode: possible, in: south", "FR, GB"),
                "about: [summit], topic: meeting, mode: planned, when: 2016-02-10~",
                "about: [summit, FR], topic: attendance, mode: expected, value: 4 nations",
                "about: [seven, FR], topic: membership, mode: pledged, value: 7 members, when: 2017",
            ],
        ),
        ("2016-02-01", [forces(", mode: pledged, value: 40 troops"), strikes(", mode: planned, in: north")]),
    ),
    "only denials": told(
        (
            "2016-01-01",
            [
                strikes(", mode: denied, in: north", "FR, GB"),
                strikes(", mode: denied, in: south, value: 3 strikes"),
                forces(", mode: denied, value: 30 troops"),
                "about: [seven, FR], topic: membership, mode: denied",
                "about: [summit, FR], topic: attendance, mode: denied, when: 2016-01-05",
            ],
        ),
        ("2016-02-01", [forces(", mode: denied, value: 40 troops, as_of: 2016-02-01")]),
    ),
    "corrections in a circle": told(
        ("2016-01-01", [forces(f", value: {n} troops, corrects: fact-{n % 3 + 1}") for n in (1, 2, 3)]),
        ("2016-02-01", [forces(", value: 4 troops"), strikes(", value: 4 strikes, in: north")]),
    ),
    "rulings on what not every view holds": told(
        ("2016-01-01", [forces(", value: 10 troops, as_of: 2016-01-01")]),
        ("2016-02-01", [forces(", value: 20 troops, as_of: 2016-01-01")]),
        ("2016-03-01", [forces(", value: 30 troops, as_of: 2016-01-01")]),
        rest="rulings:\n"
        "  early: {prefer: fact-2, over: [fact-1], reason: The second counted., ruled_on: 2016-01-15}\n"
        "  later: {prefer: fact-3, over: [fact-1, fact-2], reason: The third did., ruled_on: 2016-02-15}\n"
        "  undated: {prefer: fact-1, over: [fact-3], reason: The first counted.}\n"
        "checks:\n  sum: {total: fact-3, parts: [fact-1, fact-2]}\n",
    ),
    "only sources without a date": told(
        (
            "",
            [
                forces(", value: 10 troops"),
                strikes(", value: 3 strikes, in: north, as_of: 2016"),
                strikes(", in: north, open: true", "FR, GB"),
            ],
        ),
        ("", [forces(", value: 20 troops"), strikes(", mode: denied, in: north"), strikes(", in: lands")]),
    ),
    "facts without values": told(
        (
            "2016",
            [
                forces(),
                strikes(),
                strikes(", in: lands", "FR, NO"),
                "about: [seven, FR, GB], topic: membership, open: true",
                "about: [minister, south], topic: statement, by: minister",
            ],
        ),
        ("2016-03", [strikes(", in: south", "FR, GB")]),
    ),
    "a topic of the file": told(
        (
            "2016-01-01",
            [
                "about: [FR], topic: weather, value: 3 clouds, as_of: 2015",
                "about: [FR, GB, NO], topic: weather, open: true",
            ],
        ),
        ("2016-02-01", ["about: [FR], topic: weather, value: 4 clouds, as_of: 2016-01"]),
    ),
    "places within each other": told(
        ("2016-01-01", [strikes(", in: lands, value: 0 strikes"), strikes(", in: north", "FR, GB")])
    ).replace("{name: Both lands}", "{name: Both lands, within: north}"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_base_in_all_its_views(tmp_path: Path, name: str) -> None:
    whole = read(tmp_path, ODD[name])
    for view in _views(whole):
        base = view.of(whole)
        crawl(base, width=24)
        if not any(isinstance(fact, Fact) and fact.corrects for fact in base.facts):
            shows_nothing_from_outside(whole, base)


def _views(whole: FactBase) -> Iterator[View]:
    days = ["1999-12-31", *publication_days(whole)]
    yield View()
    for source in (None, *whole.sources):
        yield from (View(day, source) for day in days)
        if source:
            yield View(source=source)


def test_a_folder_of_files_in_all_its_views(tmp_path: Path) -> None:
    head, _, rest = ODD["rulings on what not every view holds"].partition("sources:\n")
    first, _, second = rest.partition("  paper-q:")
    for name, text in (("z", head), ("a", f"sources:\n{first}"), ("b", f"sources:\n  paper-q:{second}")):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    whole = read_base(tmp_path)
    assert len(whole.facts) == 3
    for view in _views(whole):
        shows_nothing_from_outside(whole, view.of(whole))


@settings(max_examples=40, deadline=None)
@given(base=BASES)
def test_every_line_of_any_base_leads_to_a_page(base: FactBase) -> None:
    for view in _views(base):
        crawl(view.of(base))
