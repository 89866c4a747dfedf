"""`cite`: the same as the menu of the explorer, for a pipe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pybtex.database import parse_string

from tests.commands.runner import OK, TROUBLE, run, run_on, run_with_closed_pipe
from tests.factbase.samples import SAMPLE, write
from tui.factbase.output.cite import STYLES, cite
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return write(tmp_path, SAMPLE)


def test_text_is_the_default(sample: Path) -> None:
    done = run_on(sample, "cite", "fr-forces")
    assert (done.returncode, done.stderr) == (OK, "")
    assert done.stdout == (
        "Jéan Example (Defence Minister), through The Paper, 20 January 2016, p6: About 3,500 French service "
        "members take part. [value: about 3,500 service members; as of 10 January 2016]\n"
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("key", ["fr-forces", "paper"])
def test_each_style_prints_what_the_menu_copies(sample: Path, key: str, style: str) -> None:
    done = run_on(sample, "cite", key, "--style", style)
    assert (done.returncode, done.stderr) == (OK, "")
    assert done.stdout == f"{cite(read_base(sample), key, style)}\n"


def test_what_is_for_programs_is_read_by_them(sample: Path) -> None:
    assert json.loads(run_on(sample, "cite", "paper", "--style", "csl-json").stdout)[0]["title"] == "A title"
    entries = parse_string(run_on(sample, "cite", "paper", "--style", "bibtex").stdout, "bibtex").entries
    assert entries["paper"].fields["title"] == "A title"


def test_the_bundled_base_is_cited() -> None:
    publisher = read_base(bundled_base()).sources["wapo-2016-01-20"].publisher
    done = run("cite", "targeting-force-size")
    assert "up to 200" in done.stdout.lower()
    assert "expected" in done.stdout
    assert publisher in done.stdout


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("fr-force", "no fact and no source has the id 'fr-force'; did you mean `fr-forces`?"),
        ("papr", "did you mean `paper`?"),
        ("FR", "no fact and no source has the id 'FR'"),
        ("", "no fact and no source has the id ''"),
        ("\x1b[31m", r"no fact and no source has the id '\x1b[31m'"),
    ],
)
def test_what_there_is_not(sample: Path, key: str, said: str) -> None:
    done = run_on(sample, "cite", key)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr.startswith("coalition-tui: no fact and no source")
    assert said in done.stderr


@pytest.mark.parametrize("arguments", [(), ("a", "b"), ("a", "--style", "ris"), ("a", "--format", "text")])
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = run("cite", *arguments)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr.startswith("usage: coalition-tui ")


def test_a_base_that_can_not_be_read(tmp_path: Path) -> None:
    done = run_on(tmp_path / "none.yaml", "cite", "fr-forces")
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert "E101" in done.stderr


@pytest.mark.parametrize("style", STYLES)
def test_nobody_reads_the_output(style: str) -> None:
    done = run_with_closed_pipe("cite", "fr-forces", "--style", style)
    assert (done.returncode, done.stderr) == (OK, "")
