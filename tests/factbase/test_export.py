"""The exports: nothing is lost on the way to JSON and back, no cell is a formula, and hedges stay."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.factbase.any_base import BASES, TEXTS, quoted
from tests.factbase.samples import SAMPLE, read, with_fact
from tui.factbase.model import Check, Entity, Fact, FactBase, Source
from tui.factbase.output.cite import escape_markdown
from tui.factbase.output.export import (
    CSV_COLUMNS,
    base_from_json,
    base_json,
    csv_cell,
    csv_rows,
    fact_json,
    markdown_dossier,
)
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base
from tui.factbase.text import clean

CHECKED = SAMPLE + "checks:\n  sum: {total: fr-forces, parts: [fr-forces], note: Of itself.}\n"


@pytest.fixture(scope="module")
def bundled() -> FactBase:
    return read_base(bundled_base())


# -- JSON ---------------------------------------------------------------------------------------------


def in_folder(record: Entity | Source | Check, path: str) -> object:
    return replace(record, path=path) if isinstance(record, Entity) else record._replace(path=path)


def without_folder(records: Mapping[str, Entity | Source | Check]) -> list[tuple[str, object]]:
    return [(key, in_folder(record, Path(record.path).name)) for key, record in records.items()]


def assert_same(one: FactBase, other: FactBase) -> None:
    """Record by record, in order; only the folder that the files lay in is not told."""
    assert without_folder(one.entities) == without_folder(other.entities)
    assert [type(entity) for entity in one.entities.values()] == [type(e) for e in other.entities.values()]
    assert without_folder(one.sources) == without_folder(other.sources)
    assert without_folder(one.checks) == without_folder(other.checks)
    assert list(one.facts) == list(other.facts)
    for fact in one.facts:
        assert Path(one.path_of(fact)).name == Path(other.path_of(fact)).name


def there_and_back(base: FactBase) -> FactBase:
    return base_from_json(json.loads(json.dumps(base_json(base), allow_nan=False)), base.path)


@given(BASES)
def test_any_base_comes_back_from_json_without_loss(base: FactBase) -> None:
    again = there_and_back(base)
    assert_same(base, again)
    assert base_json(again) == base_json(base)
    assert again.path == base.path


def test_the_bundled_base_comes_back_from_json_without_loss(bundled: FactBase) -> None:
    assert len(bundled.facts) > 500
    assert bundled.checks
    assert_same(bundled, there_and_back(bundled))


def test_the_comparison_itself_sees_a_loss(tmp_path: Path) -> None:
    base = read(tmp_path, CHECKED)
    for loss in ("line", "note"):
        data = base_json(base)
        data["checks"]["sum"][loss] = 0 if loss == "line" else None
        with pytest.raises(AssertionError):
            assert_same(base, base_from_json(data))


FACT_KEYS = (
    "id", "about", "topic", "says", "value", "in", "by", "as_of", "when", "mode", "open", "source", "at",
    "quote", "note", "line",
)  # fmt: skip


def test_json_has_every_key_and_null_where_nothing_is(tmp_path: Path) -> None:
    data = base_json(read(tmp_path, CHECKED))
    assert set(data) == {
        "nations", "groups", "people", "meetings", "places", "topics", "sources", "checks", "rulings",
        "facts",
    }  # fmt: skip
    first, bare = data["facts"][0], data["facts"][1]
    assert set(first) == set(bare) >= set(FACT_KEYS)
    assert first["value"] == {
        "low": 3500,
        "high": 3500,
        "approximate": True,
        "unit": "service members",
        "text": "~3,500 service members",
    }
    assert (first["as_of"], first["by"], first["at"]) == ("2016-01-10", "minister", "p6")
    assert (bare["value"], bare["as_of"], bare["in"], bare["note"]) == (None, None, None, None)
    assert data["facts"][4]["when"] == "2016-02-10~"
    assert data["facts"][2]["open"] is True
    assert data["people"]["minister"]["post"] == "Defence Minister"
    assert data["places"]["north"]["within"] == "both"
    assert (data["sources"]["paper"]["published"], "facts" in data["sources"]["paper"]) == (
        "2016-01-20",
        False,
    )


def test_json_has_a_key_for_every_field_of_the_model() -> None:
    told = set(fact_json(Fact("a", ("b",), "c", "d", "e")))
    assert set(Fact._fields) - {"place"} | {"in"} == told


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("..200 troops", None, 200, False),
        ("200.. troops", 200, None, False),
        (">60 troops", 60, None, False),
        ("~100..200 troops", 100, 200, True),
    ],
)
def test_json_keeps_each_hedge(
    tmp_path: Path, text: str, low: int | None, high: int | None, approximate: bool
) -> None:
    base = read(
        tmp_path, with_fact("id: a", "about: [FR]", "topic: forces", "says: S.", f"value: {quoted(text)}")
    )
    value = base_json(base)["facts"][0]["value"]
    assert value == {"low": low, "high": high, "approximate": approximate, "unit": "troops", "text": text}
    assert there_and_back(base).facts[0].value == base.facts[0].value


def test_a_part_of_the_facts_names_no_sum_that_it_lacks(tmp_path: Path) -> None:
    base = read(tmp_path, CHECKED)
    assert list(base_json(base, base.facts[:1])["checks"]) == ["sum"]
    part = base_json(base, base.facts[1:])
    assert part["checks"] == {}
    assert [fact["id"] for fact in part["facts"]] == [fact.id for fact in base.facts[1:]]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.clear(),
        lambda data: data.pop("nations"),
        lambda data: data.update(facts=None),
        lambda data: data["facts"][0].pop("about"),
        lambda data: data["facts"][0].update(as_of="last week"),
        lambda data: data["facts"][0].update(value={"text": "many"}),
        lambda data: data["facts"][0].update(colour="red"),
        lambda data: data["nations"].update(FR=None),
        lambda data: data["sources"]["paper"].pop("title"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, damage: Any) -> None:
    data = base_json(read(tmp_path, CHECKED))
    damage(data)
    with pytest.raises(ValueError, match=r"."):
        base_from_json(data)


# -- CSV ----------------------------------------------------------------------------------------------

# What makes a spreadsheet calculate when a cell begins with it; spaces in front don't always help.
FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠｜％\t\r\n]")


def written_and_read(base: FactBase) -> list[list[str]]:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(csv_rows(base, base.facts))
    return list(csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True))


@given(BASES)
def test_no_cell_is_a_formula(base: FactBase) -> None:
    rows = written_and_read(base)
    assert rows[0] == list(CSV_COLUMNS)
    assert [len(row) for row in rows] == [len(CSV_COLUMNS)] * (len(base.facts) + 1)
    for row in rows:
        for cell in row:
            assert not FORMULA.match(cell), cell


def uncelled(cell: str) -> str:
    """The text behind a cell: the apostrophe in front of a formula is ours."""
    return cell[1:] if cell[:1] == "'" and FORMULA.match(re.sub(r"^[\s']+", "", cell)) else cell


@given(TEXTS.map(clean))
@example("=1+1")
@example("'=1+1")
@example("''@x")
@example(" ' =x")
@example("'quoted'")
@example("\u3000=1")
def test_a_cell_gives_its_text_back(text: str) -> None:
    assert not FORMULA.match(csv_cell(text))
    assert uncelled(csv_cell(text)) == text
    if not re.match(r"[\s']*[=+\-@|%＝＋－＠｜％]", text):
        assert csv_cell(text) == text, "an apostrophe where none is needed"


@given(BASES)
def test_csv_tells_each_fact(base: FactBase) -> None:
    header, *rows = written_and_read(base)
    for fact, row in zip(base.facts, rows, strict=True):
        cells = dict(zip(header, map(uncelled, row), strict=True))
        assert (cells["id"], cells["says"], cells["mode"]) == (fact.id, fact.says, fact.mode)
        assert cells["about"].split() == list(fact.about)
        assert cells["value"] == (fact.value.display if fact.value else "")
        assert cells["open"] == ("true" if fact.open else "false")
        assert cells["when"] == (fact.when.text if fact.when else "")
        assert cells["line"] == str(fact.line)
        source = base.source_of(fact)
        assert (cells["source_title"], cells["source_url"]) == (source.title, source.url or "")
        published = source.published.text if source.published else ""
        assert (cells["publisher"], cells["published"]) == (source.publisher, published)


def test_csv_takes_no_formula_from_a_source(tmp_path: Path) -> None:
    base = read(tmp_path, SAMPLE.replace("title: A title", "title: =1+1"))
    header, *rows = csv_rows(base, base.facts)
    assert {row[header.index("source_title")] for row in rows} == {"'=1+1"}


def test_csv_keeps_the_hedge_beside_the_figures(tmp_path: Path) -> None:
    header, row, *_ = written_and_read(read(tmp_path, SAMPLE))
    cells = dict(zip(header, row, strict=True))
    assert cells["value"] == "about 3,500 service members"
    assert (cells["low"], cells["high"], cells["approximate"]) == ("3500", "3500", "true")
    assert (cells["by_name"], cells["about_names"]) == ("Jéan Example", "France")


# -- Markdown -----------------------------------------------------------------------------------------

MARKDOWN = MarkdownIt("gfm-like")
MARKS = (
    "<b>",
    "&amp;",
    "&#42;",
    "1.",
    "1)",
    "---",
    "x",
    "   ",
    "https://a.bc/d_e*f",
    *" *_`[]()#-+=~|\\!:^$\"'>",
)
TRICKY = st.lists(st.sampled_from(MARKS), max_size=10).map("".join)


def shown(rendered: str) -> str:
    """The text of a page, without the paragraph and the links around addresses."""
    return " ".join(html.unescape(re.sub(r"</?(?:p|a)\b[^>]*>", "", rendered)).split())


@given(TRICKY | st.text(max_size=20).map(clean))
@example("1. x")
@example("12) x")
@example("    code")
@example("https://example.org/a_b_c?x=1&y=2#z.")
def test_markdown_shows_any_text_literally(text: str) -> None:
    assert shown(MARKDOWN.render(escape_markdown(text))) == " ".join(text.split())


def test_an_address_in_markdown_leads_where_it_says() -> None:
    address = "https://example.org/a_b_c?x=1&y=*2*"
    assert f'href="{html.escape(address)}"' in MARKDOWN.render(escape_markdown(f"Read at {address}."))


@given(BASES)
def test_the_dossier_tells_every_fact(base: FactBase) -> None:
    lines = list(markdown_dossier(base, base.facts))
    for fact in base.facts:
        beginning = f"- {escape_markdown(fact.says)} ("
        (_, *_) = [
            line for line in lines if line.startswith(beginning) and line.endswith(f"[^{fact.source}]")
        ]
    used = {fact.source for fact in base.facts}
    notes = [line for line in lines if re.match(r"\[\^[^]]+\]: ", line)]
    assert len(notes) == len(used)
    assert not any("\n" in line.strip("\n") for line in lines)


def test_the_dossier_is_readable_by_nation(tmp_path: Path) -> None:
    base = read(tmp_path, SAMPLE)
    text = "\n".join(markdown_dossier(base, base.facts))
    assert re.findall(r"^##? .*", text, re.MULTILINE) == [
        "# Facts by nation",
        "## France",
        "## Britain",
        "## Norway",
        "## About no single nation",
        "## Sources",
    ]
    assert (
        "- About 3,500 French service members take part. (Jéan Example; p6; value: about 3,500 service "
        "members; as of 10 January 2016)[^paper]" in text
    )
    assert "planned; date: about 10 February 2016" in text
    assert "open list" in text
    assert "- It is not known whether Norway takes part. (unclear; not dated by the source)[^paper]" in text
    assert "[^paper]: “A title”, The Paper, 20 January 2016." in text


def test_in_a_dossier_place_dates_and_note_stand_apart(tmp_path: Path) -> None:
    base = read(
        tmp_path, with_fact("id: a", "about: [FR]", "topic: other", "says: S.", "at: p13", "note: N.")
    )
    assert "- S. (p13; not dated by the source. Note: N)[^paper]" in list(markdown_dossier(base, base.facts))


def test_the_dossier_of_one_nation_has_one_chapter(tmp_path: Path) -> None:
    base = read(tmp_path, SAMPLE)
    text = "\n".join(markdown_dossier(base, base.about("NO"), "NO"))
    assert re.findall(r"^## .*", text, re.MULTILINE) == ["## Norway", "## Sources"]


def test_the_dossier_of_nothing_names_no_sources(tmp_path: Path) -> None:
    assert list(markdown_dossier(read(tmp_path, SAMPLE), [])) == ["# Facts by nation"]
