"""Citations: the hedges and dates stay, and citation libraries read what is written for them."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from pybtex.database import Entry, parse_string

from tests.factbase.any_base import BASES, TEXTS
from tests.factbase.samples import SAMPLE, read
from tui.factbase.dates import parse_date
from tui.factbase.model import FactBase, Source
from tui.factbase.output.cite import STYLES, bibtex, cite, csl
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base
from tui.factbase.text import clean

SOURCE = """\
    author: Ann Example
    via: MSN
    url: https://example.org/a_b?x=1&y=2
    note: A note.
    facts:
"""


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    return read(tmp_path, SAMPLE.replace("    facts:\n", SOURCE))


def lines(base: FactBase, key: str, style: str = "text") -> str:
    text = cite(base, key, style)
    assert text is not None
    return text


# -- text and Markdown --------------------------------------------------------------------------------


def test_a_fact_in_text_says_who_through_what_and_as_of_when(base: FactBase) -> None:
    assert lines(base, "fr-forces") == (
        "Jéan Example (Defence Minister), through The Paper, 20 January 2016, p6: "
        "About 3,500 French service members take part. "
        "[value: about 3,500 service members; as of 10 January 2016]"
    )


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("summit-date", ("[planned; date: about 10 February 2016; not dated by the source]",)),
        ("no-unclear", ("[unclear; not dated by the source]",)),
        ("north-strikers", ("open list",)),
        ("fr-forces", ("about 3,500", "as of 10 January 2016")),
    ],
)
@pytest.mark.parametrize("style", ["text", "markdown"])
def test_no_hedge_is_left_out(base: FactBase, style: str, key: str, kept: tuple[str, ...]) -> None:
    told = lines(base, key, style).replace("\\[", "[").replace("\\]", "]")
    for words in kept:
        assert words.strip("[]") in told


def test_a_source_in_text(base: FactBase) -> None:
    assert lines(base, "paper") == (
        "Ann Example, “A title”, The Paper, 20 January 2016, read via MSN, https://example.org/a_b?x=1&y=2."
    )


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("    published: 2016-01-20\n", "", "The Paper, undated"),
        ("2016-01-20", "2016-01~", "about January 2016"),
        (
            "2016-01-20",
            "2016-01-20\n    published_basis: address",
            "20 January 2016 (date from its address)",
        ),
    ],
)
def test_how_a_source_is_dated_is_told(tmp_path: Path, old: str, new: str, shown: str) -> None:
    base = read(tmp_path, SAMPLE.replace(old, new, 1))
    assert shown in lines(base, "paper")
    assert shown.partition(" (")[0] in lines(base, "fr-forces")


def test_a_footnote_is_one_in_markdown(base: FactBase) -> None:
    text = lines(base, "fr-forces", "markdown")
    assert text.splitlines()[0].endswith("[^fr-forces]")
    page = MarkdownIt("commonmark").use(footnote_plugin).render(text)
    assert 'class="footnotes"' in page
    assert "About 3,500 French service members take part." in page
    assert 'href="https://example.org/a_b?x=1&amp;y=2"' in page
    assert "p6" in page.partition('class="footnotes"')[2]
    # A source's own footnote stands in front of nothing.
    assert lines(base, "paper", "markdown").startswith("[^paper]: Ann Example, “A title”")


@pytest.mark.parametrize("style", STYLES)
def test_there_is_no_citation_of_nothing(base: FactBase, style: str) -> None:
    for key in ("nothing", "FR", "north", ""):
        assert cite(base, key, style) is None


@settings(max_examples=40)
@given(BASES)
def test_every_style_cites_every_fact_and_source(base: FactBase) -> None:
    for key in (*(fact.id for fact in base.facts), *base.sources):
        for style in STYLES:
            assert cite(base, key, style)
    for fact in base.facts:
        told = lines(base, fact.id)
        assert fact.says in told
        assert fact.mode == "reported" or fact.mode in told
        for date in (fact.when, fact.as_of):
            assert date is None or date.display in told
        assert fact.value is None or fact.value.display in told


# -- BibTeX -------------------------------------------------------------------------------------------


def parsed(text: str) -> Entry:
    """The one entry, as pybtex reads it; a warning of its parser fails the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = parse_string(text, "bibtex").entries
    (entry,) = found.values()
    return entry


def plain(field: str) -> str:
    """The text behind the commands of a field."""
    names = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~"}
    names["textasciicircum"] = "^"
    return re.sub(
        r"\\(?:([a-z]+)\{\}|([%&$#_]))", lambda found: names[found[1]] if found[1] else found[2], field
    )


def test_bibtex_is_read_by_pybtex(base: FactBase) -> None:
    entry = parsed(lines(base, "fr-forces", "bibtex"))
    assert (entry.type, entry.key) == ("misc", "paper")
    assert {key: plain(value) for key, value in entry.fields.items()} == {
        "title": "A title",
        "organization": "The Paper",
        "year": "2016",
        "month": "1",
        "day": "20",
        "url": "https://example.org/a_b?x=1&y=2",
        "note": "read via MSN; at p6",
    }
    assert [str(person) for person in entry.persons["author"]] == ["Example, Ann"]


def source(**fields: Any) -> Source:
    date = fields.pop("published", None)
    published = parse_date(date) if date else None
    return Source(**{"id": "s", "title": "T", "publisher": "P", "published": published, **fields})


@given(TEXTS.map(clean) | st.text("{}\\~^%&$#_\"'@,=ab ", min_size=1, max_size=12).filter(str.strip))
@example("{")
@example("}")
@example("a \\} b {")
@example("100 % of $5 & #1_2 ~ ^ \\")
@example("@misc{x,")
def test_bibtex_holds_any_text(text: str) -> None:
    entry = parsed(bibtex(source(title=text, publisher=text, via=text, url=text)))
    words = " ".join(text.split(" ")).strip()
    for key in ("title", "organization", "url"):
        assert " ".join(plain(entry.fields[key]).split()) == " ".join(words.split())


@given(TEXTS.map(clean))
@example("A, B, C and D")
@example("Smith, John, Jr., PhD, and others")
def test_bibtex_takes_any_author(text: str) -> None:
    assert parsed(bibtex(source(author=text))).persons["author"]


def test_an_author_with_commas_is_one_name() -> None:
    (person,) = parsed(bibtex(source(author="Smith, Jones, Brown, and Sons"))).persons["author"]
    assert str(person) == "{Smith, Jones, Brown, and Sons}"


@pytest.mark.parametrize(
    ("published", "basis", "note", "issued"),
    [
        (None, "printed", None, None),
        ("2016-01-20", "printed", None, {"date-parts": [[2016, 1, 20]]}),
        ("2016-01", "printed", None, {"date-parts": [[2016, 1]]}),
        ("2016-01~", "printed", "dated about January 2016", {"date-parts": [[2016, 1]], "circa": True}),
        ("2016?", "printed", "dated perhaps 2016", {"date-parts": [[2016]], "circa": True}),
        (
            "2016-01-20",
            "address",
            "dated 20 January 2016 by its address",
            {"date-parts": [[2016, 1, 20]], "circa": True},
        ),
        (
            "2016-01/2016-02",
            "printed",
            "dated January to February 2016",
            {"date-parts": [[2016, 1]], "circa": True},
        ),
    ],
)
def test_the_date_of_a_source_keeps_its_hedge(
    published: str | None, basis: str, note: str | None, issued: dict[str, Any] | None
) -> None:
    told = source(published=published, published_basis=basis)
    assert parsed(bibtex(told)).fields.get("note") == note
    assert csl(told).get("issued") == issued


# -- CSL-JSON -----------------------------------------------------------------------------------------


def rendered(text: str) -> str:
    """The bibliography that citeproc-py makes of it."""
    items = json.loads(text)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # an unknown variable or type
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        bibliography.register(Citation([CitationItem(items[0]["id"])]))
        return "\n".join(map(str, bibliography.bibliography()))


def test_csl_json_is_rendered_by_citeproc(base: FactBase) -> None:
    shown = rendered(lines(base, "fr-forces", "csl-json"))
    for words in ("Ann Example", "2016", "A title", "The Paper"):
        assert words in shown
    (item,) = json.loads(lines(base, "fr-forces", "csl-json"))
    assert (item["note"], item["archive"], item["URL"]) == (
        "at p6",
        "MSN",
        "https://example.org/a_b?x=1&y=2",
    )


def test_the_bundled_sources_are_read_by_both_libraries() -> None:
    base = read_base(bundled_base())
    for key, told in base.sources.items():
        entry = parsed(lines(base, key, "bibtex"))
        assert plain(entry.fields["title"]) == " ".join(told.title.split())
        shown = rendered(lines(base, key, "csl-json"))
        if told.published and told.published.start:
            assert entry.fields["year"] == str(told.published.start.year)
            assert str(told.published.start.year) in shown
        assert told.publisher in shown
