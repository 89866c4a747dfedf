"""The reader: what it accepts, and how it refuses."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

from tests.factbase.samples import SAMPLE, errors_of, read, with_fact, write
from tui.factbase.model import Fact
from tui.factbase.reading.diagnostics import BaseErrors
from tui.factbase.reading.limits import Limits
from tui.factbase.reading.reader import Marks, read_base

GOOD = ("id: a", "about: [FR]", "topic: forces", "says: Some.")


def test_reads_the_sample(tmp_path: Path) -> None:
    base = read(tmp_path, SAMPLE)
    assert list(base.nations) == ["FR", "GB", "NO"]
    assert base.people["minister"].post == "Defence Minister"
    assert base.places["north"].within == "both"
    fact = base.fact("fr-forces")
    assert fact is not None
    assert fact.value is not None
    assert (fact.value.low, fact.value.high, fact.value.approximate) == (3500, 3500, True)
    assert fact.value.unit == "service members"
    assert fact.as_of is not None
    assert fact.as_of.text == "2016-01-10"
    assert fact.source == "paper"
    assert base.said_in("paper")[0] is fact


def test_carries_the_line_of_every_record(tmp_path: Path) -> None:
    base = read(tmp_path, SAMPLE)
    lines = SAMPLE.splitlines()
    for entity in base.entities.values():
        assert lines[entity.line - 1].lstrip().startswith(f"{entity.id}:")
    for fact in base.facts:
        assert lines[fact.line - 1].strip() == f"- id: {fact.id}"
    assert lines[base.sources["paper"].line - 1].strip() == "paper:"


@pytest.mark.parametrize(
    "word", ["NO", "on", "yes", "12:30", "2016-01-10", "010", "1_000", ".nan", "null", "~"]
)
def test_strings_stay_strings(tmp_path: Path, word: str) -> None:
    base = read(tmp_path, with_fact(*GOOD[:3], f"says: {word}"))
    assert base.facts[0].says == word


def test_norway_is_a_nation(tmp_path: Path) -> None:
    assert read(tmp_path, SAMPLE).nations["NO"].name == "Norway"


@pytest.mark.parametrize(
    ("lines", "code", "where", "mend"),
    [
        ((*GOOD, "as-of: 2016"), "E202", (15, 9), "did you mean `as_of`?"),
        ((*GOOD, "Topic: forces"), "E202", (15, 9), "did you mean `topic`?"),
        ((*GOOD, "says: Again."), "E203", (15, 9), "first at line 14"),
        (("id: a", "about: [fr]", "topic: forces", "says: S."), "E401", (12, 17), "did you mean `FR`?"),
        (("id: a", "about: FR", "topic: forces", "says: S."), "E201", (12, 16), "about: [FR]"),
        (
            ("id: a", "about: []", "topic: forces", "says: S."),
            "E205",
            (12, 16),
            "name at least one, or delete the key",
        ),
        (("id: a", "about: [FR, FR]", "topic: forces", "says: S."), "E203", (12, 21), ""),
        (("id: a", "about: [FR]", "topic: force", "says: S."), "E401", (13, 16), "did you mean `forces`?"),
        (("about: [FR]", "topic: forces", "says: S."), "E204", (11, 9), "write `id: fr-forces`"),
        (("id: a", "topic: forces", "says: S."), "E204", (11, 9), "write `about: [FR]`"),
        ((*GOOD[:3], "says:"), "E205", (14, 9), "write one, or delete the key"),
        ((*GOOD, "open: yes"), "E304", (15, 15), ""),
        ((*GOOD, "mode: planed"), "E304", (15, 15), "did you mean `planned`?"),
        ((*GOOD, "in: FR"), "E403", (15, 13), ""),
        ((*GOOD, "in: nort"), "E401", (15, 13), "did you mean `north`?"),
        ((*GOOD, "corrects: b"), "E401", (15, 19), ""),
        ((*GOOD, "as_of: 2016-02-30"), "E303", (15, 16), None),
        ((*GOOD, "value: about 3500 men"), "E302", (15, 16), None),
        ((*GOOD, "quote: [a, b]"), "E201", (15, 16), "`quote: ...` on one line"),
        (("id: a b", *GOOD[1:]), "E301", (11, 13), None),
        (("id: timeline", *GOOD[1:]), "E301", (11, 13), "choose another"),
        (("id: FR", *GOOD[1:]), "E402", (11, 13), "the nation at line 2 has it; choose another"),
        ((*GOOD, "note: &x text"), "E104", (15, 15), "delete it; write values out"),
        ((*GOOD, "note: !!python/name:os.system text"), "E104", (15, 15), "delete it; every value is text"),
        ((*GOOD, "<<: {at: p1}"), "E104", (15, 9), "write the keys out"),
    ],
)
def test_refuses_with_place_and_mend(
    tmp_path: Path, lines: tuple[str, ...], code: str, where: tuple[int, int], mend: str | None
) -> None:
    (error,) = errors_of(tmp_path, with_fact(*lines))
    assert (error.code, (error.line, error.column)) == (code, where)
    if mend is None:
        assert error.mend
    else:
        assert error.mend == mend
    assert error.excerpt == with_fact(*lines).splitlines()[error.line - 1]


FULL = (
    "about: [FR], topic: forces, value: 3 x, in: north, by: minister, as_of: 2016, mode: denied, open: true"
)


@pytest.mark.parametrize(
    ("was", "now", "code", "words"),
    [
        ("about: [FR]", "about: FR", "E201", "must be a list"),
        ("in: north", "in: minister", "E403", "is a person"),
        ("by: minister", "by: north", "E403", "is a place"),
        ("mode: denied", "mode: &x denied", "E104", "an anchor"),
        ("as_of: 2016", "as_of: !x 2016", "E104", "a tag"),
        ("open: true", "open: [true]", "E201", "must be a text"),
        ("mode: denied", "mode: true", "E304", "can't be `true`"),
        ("value: 3 x", "value: 2016", "E302", "has no unit"),
        ("in: north", "in: north, in: north", "E203", "stands twice"),
        ("about: [FR]", "about: [FR, FR]", "E203", "stands twice"),
    ],
)
def test_what_stood_in_a_fact_before_excuses_nothing(
    tmp_path: Path, was: str, now: str, code: str, words: str
) -> None:
    facts = [f"      - {{id: {key}, says: S., {FULL}}}\n" for key in "abc"]
    text = SAMPLE + "".join(facts)
    assert len({fact.value for fact in read(tmp_path, text).facts[-3:]}) == 1
    (error,) = errors_of(tmp_path, SAMPLE + facts[0] + facts[1].replace(was, now) + facts[2])
    assert (error.code, error.line) == (code, text.count("\n") - 1)
    assert words in error.message


def test_a_comma_inside_braces_is_explained(tmp_path: Path) -> None:
    text = with_fact(*GOOD).replace(
        "      -\n", "      - {id: b, about: [FR], topic: forces, says: S, value: 3,500}\n      -\n"
    )
    errors = errors_of(tmp_path, text)
    assert any(
        error.code == "E202" and "inside braces a comma ends the value" in error.mend for error in errors
    )


def test_an_alias_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    for line in ("note: *x", "about: [*x]", "*x : y", "about: *x"):
        lines = [good for good in GOOD if not good.startswith(line[:5])]
        errors = errors_of(tmp_path, with_fact(*lines, line))
        assert "E104" in {error.code for error in errors}, line


def test_all_errors_come_in_one_run_sorted(tmp_path: Path) -> None:
    text = with_fact("id: a", "about: [XX, YY]", "topic: forcing", "says: S.", "mod: planned", "value: lots")
    errors = errors_of(tmp_path, text)
    assert [error.code for error in errors] == ["E401", "E401", "E401", "E202", "E302"]
    assert [(error.line, error.column) for error in errors] == sorted(
        (error.line, error.column) for error in errors
    )


@pytest.mark.parametrize("facts", [1, 9, 10, 11, 12, 50, 51])
def test_what_stands_before_a_break_is_read(tmp_path: Path, facts: int) -> None:
    brief = [f"      - {{id: f{i}, about: [FR], topic: forces, says: S., mode: so}}\n" for i in range(facts)]
    errors = errors_of(tmp_path, SAMPLE + "".join(brief) + '      - {id: "\n')
    assert [error.code for error in errors] == ["E304"] * facts + ["E103"]


def test_errors_are_capped_and_the_rest_counted(tmp_path: Path) -> None:
    path = write(tmp_path, "nations:\n" + "".join(f"  n{i}: {{nam: x}}\n" for i in range(300)))
    with pytest.raises(BaseErrors) as caught:
        read_base(path, Limits(errors=10))
    assert len(caught.value.diagnostics) == 10
    assert caught.value.more == 590
    assert (
        caught.value.render().splitlines()[-1]
        == "600 errors, 590 of them not shown; --limit errors=600 shows them all"
    )


def test_the_caret_stands_under_the_word(tmp_path: Path) -> None:
    (error,) = errors_of(tmp_path, with_fact(*GOOD, "as-of: 2016"))
    head, line, caret = error.render().splitlines()
    assert head.endswith("facts.yaml:15:9: E202 `as-of` is not a key of a fact")
    assert caret.index("^") == line.index("as-of")
    assert caret.count("^") == len("as-of")


def test_a_reference_may_stand_before_what_it_names(tmp_path: Path) -> None:
    head, sources = SAMPLE.split("sources:\n")
    base = read(tmp_path, "sources:\n" + sources + head)
    assert len(base.facts) == 6


def test_a_topic_of_the_file(tmp_path: Path) -> None:
    text = "topics:\n  airlift: {name: Airlift}\n" + with_fact(*GOOD).replace(
        "topic: forces", "topic: airlift"
    )
    assert read(tmp_path, text).topics["airlift"] == "Airlift"


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "E205", 0),
        (b"# only a comment\n", "E205", 0),
        (b"- a\n- b\n", "E201", 1),
        (b"just text\n", "E201", 1),
        (b"nations:\n\tFR: x\n", "E103", 2),
        (b"nations:\n  FR: {name: a: b}\n", "E103", 2),
        (b"nations: {FR: {name: France}\n", "E103", 2),
        (b"nations:\n  FR: {name: Fran\xe7ais}\n", "E102", 2),
        ("nations: {}\n".encode("utf-16"), "E102", 1),
        (b"nations:\n  FR: {name: a\x00b}\n", "E103", 2),
        (b"nations:\n  FR: {name: a\x1bb}\n", "E103", 2),
        (b"nations:\n  FR: {name: F}\n---\nnations: {}\n", "E104", 3),
        (b"nations: " + b"[" * 100_000, "E105", 1),
        (b"nations:\n  ? [a]\n  : {name: x}\n", "E201", 2),
        (b"nations:\n", "E201", 1),
        (b"countries: {}\n", "E202", 1),
    ],
    ids=itertools.count(),
)
def test_files_that_are_no_fact_base(tmp_path: Path, data: bytes, code: str, line: int) -> None:
    errors = errors_of(tmp_path, data)
    assert (code, line) in [(error.code, error.line) for error in errors]


def test_a_bom_and_crlf_are_read(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode()
    base = read(tmp_path, text)
    assert base.facts[0].line == SAMPLE.splitlines().index("      - id: fr-forces") + 1


def test_a_sequence_of_escapes_becomes_visible(tmp_path: Path) -> None:
    base = read(tmp_path, with_fact(*GOOD[:3], r'says: "a\x1b[31mb\x9bc\u202ed"'))
    assert base.facts[0].says.isprintable()
    assert "␛" in base.facts[0].says


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "broken", "folder", "missing"):
        with pytest.raises(BaseErrors) as caught:
            read_base(tmp_path / name)
        (error,) = caught.value.diagnostics
        assert error.code == "E101"
        assert str(tmp_path / name) in error.render()
    with pytest.raises(BaseErrors):
        read_base("/dev/zero")


def test_limits(tmp_path: Path) -> None:
    path = write(tmp_path, SAMPLE)
    for limits in (Limits(bytes=100), Limits(facts=3), Limits(text=10)):
        with pytest.raises(BaseErrors):
            read_base(path, limits)


def test_a_folder_is_read_as_one_base(tmp_path: Path) -> None:
    head, sources = SAMPLE.split("sources:\n")
    write(tmp_path, head, "entities.yaml")
    write(tmp_path, "sources:\n" + sources, "a-paper.yaml")
    write(tmp_path, "not yaml: [", ".hidden.yaml")
    base = read_base(tmp_path)
    assert len(base.facts) == 6
    assert base.path_of(base.facts[0]).endswith("a-paper.yaml")
    write(tmp_path, "sources:\n" + sources, "b-paper.yaml")
    with pytest.raises(BaseErrors) as caught:
        read_base(tmp_path)
    assert {error.code for error in caught.value.diagnostics} == {"E402"}
    assert "a-paper.yaml" in caught.value.diagnostics[0].mend


def test_what_a_fact_leaves_out_is_as_the_model_says(tmp_path: Path) -> None:
    brief = "{id: brief, about: [FR], topic: forces, says: A word.}"
    text = f"nations: {{FR: {{name: F}}}}\nsources:\n  paper: {{title: T, publisher: P, facts: [{brief}]}}\n"
    (fact,) = read_base(write(tmp_path, text)).facts
    assert fact == Fact("brief", ("FR",), "forces", "A word.", "paper", line=3)
    with pytest.raises(AttributeError):
        fact.mode = "denied"  # type: ignore[misc]


def test_marks_tell_where_each_value_stands(tmp_path: Path) -> None:
    marks = Marks()
    read_base(write(tmp_path, SAMPLE), marks=marks)
    place = marks.place("fr-forces", "value")
    assert place is not None
    line, column = place
    assert marks.place("fr-forces", "corrects") is None
    assert SAMPLE.splitlines()[line - 1][column - 1 :] == "~3,500 service members"
