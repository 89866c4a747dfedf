"""`find`: the search of the screens, for a pipe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.runner import FINDINGS, OK, TROUBLE, run, run_on, run_with_closed_pipe
from tests.factbase.samples import SAMPLE, write
from tests.terminal.pty_session import terminal_environment


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return write(tmp_path, SAMPLE)


def test_hits_are_lines_of_kind_id_and_title(sample: Path) -> None:
    done = run_on(sample, "find", "jean")
    assert (done.returncode, done.stderr) == (OK, "")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[:2] for row in rows] == [["person", "minister"], ["fact", "fr-forces"]]
    assert rows[1][2] == (
        "About 3,500 French service members take part. "
        "(Jéan Example · The Paper, 20 January 2016 · p6 · as of 10 January 2016)"
    )


@pytest.mark.parametrize(
    ("words", "key"),
    [(["united", "KINGDOM"], "GB"), (["jean"], "minister"), (["fr-forces"], "fr-forces"), (["UK"], "GB")],
)
def test_aliases_accents_and_ids_are_found(sample: Path, words: list[str], key: str) -> None:
    assert run_on(sample, "find", *words).stdout.splitlines()[0].split("\t")[1] == key


def test_the_facts_of_a_hit_are_counted(tmp_path: Path) -> None:
    """Those about it, said by it, in it and in the places within it."""
    text = SAMPLE.replace("  north: {", "  city: {name: City, within: north}\n  north: {").replace(
        "        about: [NO]\n", "        about: [NO]\n        in: city\n"
    )
    path = write(tmp_path, text)
    for word, title in (
        ("Jéan", "Jéan Example (1 fact)"),
        ("City", "City (1 fact)"),
        ("North", "North (2 facts)"),
        ("Norway", "Norway (1 fact)"),
        ("title", "A title (6 facts)"),
    ):
        lines = [line.split("\t") for line in run_on(path, "find", word).stdout.splitlines()]
        assert title in [line[2] for line in lines]


def test_britain_finds_gb_in_the_bundled_base() -> None:
    assert run("find", "Britain").stdout.startswith("nation\tGB\tUnited Kingdom (")


def test_every_word_must_be_found(sample: Path) -> None:
    assert run_on(sample, "find", "summit", "february").stdout.startswith("fact\tsummit-date\t")
    assert run_on(sample, "find", "summit", "march").returncode == FINDINGS


def test_no_hedge_is_lost(sample: Path) -> None:
    assert "[planned]" in run_on(sample, "find", "february").stdout
    assert "[unclear]" in run_on(sample, "find", "known").stdout
    assert "About 3,500" in run_on(sample, "find", "3,500").stdout


@pytest.mark.parametrize("words", [["atlantis"], [""], ["  "]])
@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_found(sample: Path, words: list[str], form: str) -> None:
    done = run_on(sample, "find", *words, "--format", form)
    assert done.returncode == FINDINGS
    if form == "json":
        assert (json.loads(done.stdout), done.stderr) == ([], "")
    else:
        assert (done.stdout, done.stderr) == (
            "",
            "nothing holds all of these words; try fewer or shorter ones\n",
        )


def test_json_has_the_facts_in_full(sample: Path) -> None:
    done = run_on(sample, "find", "jean", "--format", "json")
    assert (done.returncode, done.stderr) == (OK, "")
    person, fact = json.loads(done.stdout)
    assert person == {
        "kind": "person",
        "id": "minister",
        "found_by": "name",
        "title": "Jéan Example",
        "fact": None,
    }
    assert (fact["kind"], fact["found_by"], fact["fact"]["id"]) == ("fact", "nearby words", "fr-forces")
    exported = json.loads(run_on(sample, "export").stdout)["facts"][0]
    assert fact["fact"] == exported


@pytest.mark.parametrize("arguments", [(), ("--format", "csv", "x"), ("--nonsense", "x")])
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = run("find", *arguments)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr.startswith("usage: coalition-tui ")


def test_a_base_that_can_not_be_read(tmp_path: Path) -> None:
    done = run_on(tmp_path / "none.yaml", "find", "x")
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert "none.yaml: E101 " in done.stderr


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("words", ["the", "atlantis"])
def test_nobody_reads_the_output(form: str, words: str) -> None:
    assert run_with_closed_pipe("find", words, "--format", form).stderr in (
        "",
        "nothing holds all of these words; try fewer or shorter ones\n",
    )


def test_a_terminal_without_unicode_shows_escapes(sample: Path) -> None:
    env = terminal_environment(PYTHONIOENCODING="ascii")
    done = run_on(sample, "find", "minister", env=env)
    assert done.returncode == OK
    assert r"J\xe9an Example" in done.stdout
    data = run_on(sample, "find", "minister", "--format", "json", env=env)
    assert json.loads(data.stdout)[0]["title"] == "Jéan Example"
