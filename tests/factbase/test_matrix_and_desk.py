"""The matrix in its four states, and the desk with everything that is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.factbase.any_base import BASES
from tests.factbase.samples import SAMPLE, read
from tui.factbase.answers import plans
from tui.factbase.model import Fact, FactBase
from tui.factbase.page import Line, Page
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base
from tui.factbase.shown.desk import desk_of, desk_page, single_source_page
from tui.factbase.shown.links import page_of
from tui.factbase.shown.matrix import (
    NOT_NAMED,
    SIGNS,
    MatrixColumn,
    cell_key,
    cell_page,
    matrix_columns,
    matrix_listing,
)
from tui.factbase.vocabulary import STATES

MORE = """\
      - {id: gb-forces-denied, about: [GB], topic: forces, says: Britain sends nobody., mode: denied}
      - {id: fr-training, about: [FR], topic: training, says: France trains., mode: expected}
      - {id: gb-training, about: [GB], topic: training, says: Britain may train., mode: unclear}
      - {id: gb-trains, about: [GB], topic: training, says: Britain does not train., mode: denied}
      - {id: fr-training-2, about: [FR], topic: training, says: France trains no more., mode: denied}
"""


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    return read(tmp_path, SAMPLE + MORE)


@pytest.fixture(scope="module")
def bundled() -> FactBase:
    return read_base(bundled_base())


def column(base: FactBase, key: str) -> MatrixColumn:
    return next(column for column in matrix_columns(base) if column.key == key)


def cells(base: FactBase, query: str = "") -> dict[str, dict[str, str]]:
    """The matrix by nation and column, as a terminal without colours shows it."""
    listing = matrix_listing(base, query)
    keys = [head.key for head in listing.columns]
    return {
        row.key: {key: "".join(span.text for span in cell) for key, cell in zip(keys, row.cells, strict=True)}
        for row in listing.rows
    }


# -- matrix -------------------------------------------------------------------------------------------


def test_the_signs_alone_tell_the_states_apart() -> None:
    assert set(SIGNS) == set(STATES)
    signs = [sign for sign, _ in (*SIGNS.values(), NOT_NAMED)]
    assert len(set(signs)) == len(signs) == 5
    assert all(len(sign) == 1 and not sign.isspace() for sign in signs)


def test_each_cell_is_in_one_of_the_four_states(base: FactBase) -> None:
    assert cells(base) == {
        "FR": {
            "name": "France", "membership": "●", "strikes-north": "●", "strikes-south": "●", "forces": "●",
            "training": "●✗ 2",
        },
        "GB": {
            "name": "Britain", "membership": "●", "strikes-north": "●", "strikes-south": "–", "forces": "✗",
            "training": "? 2",
        },
        "NO": {
            "name": "Norway", "membership": "·", "strikes-north": "–", "strikes-south": "–", "forces": "?",
            "training": "·",
        },
    }  # fmt: skip


def test_an_open_list_is_marked_as_such(base: FactBase, tmp_path: Path) -> None:
    assert [head.title for head in matrix_listing(base).columns] == [
        "Nation",
        "Strikes North*",
        "Strikes South*",
        "Forces",
        "Training",
        "Membership",
    ]
    closed = SAMPLE.replace("        in: south\n        open: true\n", "        in: south\n")
    assert column(read(tmp_path, closed), "strikes-south").title == "Strikes South"
    assert not column(read(tmp_path, closed), "strikes-south").open
    assert cells(read(tmp_path, closed))["NO"]["strikes-south"] == "·"


def test_a_column_has_room_for_its_title(base: FactBase, bundled: FactBase) -> None:
    for some in (base, bundled):
        for head in matrix_listing(some).columns:
            assert head.width >= len(head.title)


def test_the_filter_keeps_nations_by_any_name(base: FactBase) -> None:
    assert list(cells(base, "united kingdom")) == ["GB"]
    assert list(cells(base, "fr")) == ["FR"]
    listing = matrix_listing(base, "atlantis")
    assert (list(listing.rows), listing.total) == ([], 3)
    assert "Escape" in listing.empty[0].text


def test_a_base_without_nations_says_so(tmp_path: Path) -> None:
    listing = matrix_listing(read(tmp_path, "groups:\n  g: {name: G}\n"))
    assert list(listing.rows) == []
    assert listing.empty[0].text == "No nation yet."


def test_a_cell_opens_its_facts(base: FactBase) -> None:
    page = cell_page(base, cell_key("FR", "training"))
    assert page is not None
    assert [line.target for line in page.lines if line.target] == ["fr-training", "fr-training-2", "FR"]
    assert "●✗ stated, and denied" in page.text
    assert "2 facts" in page.text
    assert page_of(base, cell_key("FR", "training")) == page


@pytest.mark.parametrize(
    ("nation", "key", "words", "unwanted"),
    [
        (
            "NO",
            "membership",
            ["· not stated", "No source in this fact base states this."],
            "A list is open",
        ),
        (
            "NO",
            "strikes-north",
            ["– not stated", "No source in this", "A list is open: not being named is not a no."],
            "● ",
        ),
        ("GB", "forces", ["✗ denied", "Britain sends nobody."], "No source"),
        ("NO", "forces", ["? unclear", "It is not known"], "No source"),
    ],
)
def test_a_cell_says_what_it_means(
    base: FactBase, nation: str, key: str, words: list[str], unwanted: str
) -> None:
    page = cell_page(base, cell_key(nation, key))
    assert page is not None
    for word in words:
        assert word in page.text
    assert unwanted not in page.text


@pytest.mark.parametrize("key", ["cell:XX:forces", "cell:FR:nothing", "cell:FR", "cell:", "cell:FR:forces:x"])
def test_there_is_no_page_of_a_cell_that_is_not_there(base: FactBase, key: str) -> None:
    assert cell_page(base, key) is None


@settings(max_examples=50)
@given(BASES)
def test_every_cell_agrees_with_its_page(base: FactBase) -> None:
    columns = matrix_columns(base)
    assert len({column.key for column in columns}) == len(columns)
    shown = cells(base)
    assert list(shown) == list(base.nations)
    for nation in base.nations:
        for column in columns:
            page = cell_page(base, cell_key(nation, column.key))
            assert page is not None
            facts = column.facts(base, nation)
            sign = shown[nation][column.key].split()[0]
            assert page.lines[1].text.startswith(f"{sign} ")
            assert {line.target for line in page.lines} >= {fact.id for fact in facts}
            assert (sign in "·–") == (not facts)


def test_the_articles_strikes(bundled: FactBase) -> None:
    shown = cells(bundled)
    assert shown["FR"]["strikes-iraq"][0] == shown["FR"]["strikes-syria"][0] == "●"
    assert shown["AE"]["strikes-iraq"] == "–"  # named for Syria alone, and Iraq's list is open
    assert column(bundled, "strikes-iraq").open


# -- desk ---------------------------------------------------------------------------------------------

OPEN = """\
      - {id: unshown, about: [FR], topic: cost, says: It costs much., value: 5 euros, at: p1}
  late:
    title: Later
    publisher: The Other Paper
    published: 2016-03-01
    facts:
      - {id: fr-also, about: [FR], topic: forces, says: France takes part., at: p1}
topics:
  spare: {name: Spare}
checks:
  right: {total: fr-forces, parts: [fr-forces]}
  wrong: {total: unshown, parts: [fr-forces]}
"""


@pytest.fixture
def busy(tmp_path: Path) -> FactBase:
    return read(tmp_path, SAMPLE + OPEN)


def section(page: Page, heading: str) -> list[Line]:
    """The lines below a heading, up to the next empty one."""
    start = next(number for number, line in enumerate(page.lines) if line.text.startswith(heading))
    found: list[Line] = []
    for line in page.lines[start + 1 :]:
        if not line.spans:
            break
        found.append(line)
    return found


def test_the_desk_holds_what_is_open(busy: FactBase) -> None:
    desk = desk_of(busy)
    assert [fact.id for fact in desk.unclear] == ["no-unclear"]
    assert [fact.id for fact in desk.plans] == ["summit-date"]
    assert [(check.id, bool(problem)) for check, problem in desk.sums] == [("right", False), ("wrong", True)]
    codes = [finding.code for finding in desk.findings]
    assert sorted(set(codes)) == ["W501", "W507", "W508"], "sums and plans have sections of their own"
    assert desk.open == 1 + 1 + 1 + len(codes)


def test_keys_are_told_only_for_disagreements_that_there_are(busy: FactBase, tmp_path: Path) -> None:
    hint = "n and N go through them"
    assert (hint in desk_page(busy, desk_of(busy)).text) == bool(desk_of(busy).disputes)
    told = ", topic: forces, as_of: 2016-01-01, value: "
    sources = "".join(
        f"  s{n}:\n    title: T\n    publisher: P{n}\n    published: 2016-01-02\n    facts:\n"
        f"      - {{id: f{n}, about: [FR]{told}{n} troops, says: There are {n} troops.}}\n"
        for n in (1, 2)
    )
    for text, count in ((sources, "1; n and N go through them"), ("", "0")):
        some = read(
            tmp_path,
            "nations:\n  FR: {name: France}\nsources:\n" + (text or "  s: {title: T, publisher: P}\n"),
        )
        assert desk_page(some, desk_of(some)).lines[0].text == f"Where sources disagree  {count}"


def test_the_badge_of_a_clean_desk_is_zero(tmp_path: Path) -> None:
    base = read(
        tmp_path,
        "nations: {FR: {name: France}}\nsources:\n  p:\n    title: T\n    publisher: P\n    facts:\n"
        "      - {id: a, about: [FR], topic: forces, says: S., at: p1}\n",
    )
    desk = desk_of(base)
    assert desk.open == 0
    page = desk_page(base, desk)
    assert page.text.count("Nothing.") == 2
    assert "None declared" in page.text
    assert "None: every value agrees with its sentence." in page.text


def test_sums_show_their_operands(busy: FactBase) -> None:
    right, wrong = section(desk_page(busy, desk_of(busy)), "Sums")
    assert (right.target, wrong.target) == ("right", "wrong")
    assert right.text.startswith("✓ about 3,500") or right.text.startswith("✓ ~3,500")
    assert right.text.endswith("adds up")
    assert wrong.text.startswith("✗ ")
    assert "can't be 5" in wrong.text
    sums = section(desk_page(busy, desk_of(busy)), "Sums")
    assert len(sums) == 2


def test_each_entry_leads_to_its_facts(busy: FactBase, bundled: FactBase) -> None:
    for base in (busy, bundled):
        page = desk_page(base, desk_of(base))
        targets = [line.target for line in page.lines if line.target]
        assert targets
        for target in targets:
            assert page_of(base, target) is not None, target
    found = {
        line.text.split(":")[0]: line.target for line in section(desk_page(busy, desk_of(busy)), "Findings")
    }
    assert found["W501 unshown"] == "unshown"
    assert found["W507 spare"] is None, "a topic has no page to lead to"


def test_single_source_facts(busy: FactBase) -> None:
    single = [fact.id for fact in desk_of(busy).single]
    # Both papers speak of French forces.
    assert "fr-forces" not in single
    assert "fr-also" not in single
    assert {"no-unclear", "summit-date"} <= set(single)
    page = single_source_page(busy)
    assert [line.target for line in page.lines if line.key] == single
    (line,) = section(desk_page(busy, desk_of(busy)), "Single source")
    assert line.text == f"{len(single)} of {len(busy.facts)} facts stand on one source alone"
    assert line.target is not None
    assert page_of(busy, line.target) == page


@settings(max_examples=50)
@given(BASES)
def test_the_desk_of_any_base(base: FactBase) -> None:
    desk = desk_of(base)
    page = desk_page(base, desk)
    for line in page.lines:
        assert line.target is None or page_of(base, line.target) is not None
    assert set(desk.plans) >= set(plans.plans_without_outcome(base))
    assert all(isinstance(fact, Fact) and fact.mode == "unclear" for fact in desk.unclear)
    assert (desk.open == 0) == (
        not desk.unclear and not desk.plans and not desk.findings and not any(told for _, told in desk.sums)
    )
    single_source_page(base)
