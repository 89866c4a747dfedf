"""What the README shows works as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.runner import OK, run, run_on
from tests.factbase.samples import write
from tui.factbase.reading.schema import FACT_FIELDS
from tui.factbase.vocabulary import MODES, TOPICS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/*.md")])


def fact_keys() -> dict[str, str]:
    """The table of a fact's keys: what each takes."""
    table = README[README.index("| key of a fact |") :].split("\n\n")[0]
    rows = [line.strip("| ").split(" | ", 1) for line in table.splitlines()[2:]]
    return {key: takes for keys, takes in rows for key in re.findall(r"`(\w+)`", keys)}


def test_the_example_of_a_fact_base_has_no_findings(tmp_path: Path) -> None:
    examples = re.findall(r"```yaml\n(nations:.*?)```", README, re.DOTALL)
    assert len(examples) == 1
    done = run_on(write(tmp_path, examples[0]), "check")
    assert (done.returncode, done.stdout) == (OK, "")
    assert "4 facts from 1 source, 0 findings" in done.stderr


def test_the_table_of_keys_is_of_keys_that_there_are() -> None:
    keys = fact_keys()
    assert keys.keys() <= FACT_FIELDS.keys()
    assert keys["topic"].split(", ") == [*TOPICS, "or one of your own"]
    assert set(MODES) <= set(re.findall(r"\w+", keys["mode"]))
    required = {field.key for field in FACT_FIELDS.values() if field.required}
    assert all(f"`{key}`" in README for key in required)


def test_every_command_is_named() -> None:
    named = set(re.findall(r"^    coalition-tui ([a-z]+) ", README, re.MULTILINE))
    commands = run("--help").stdout.partition("\ncommands:\n")[2].split("\n\n")[0]
    assert named == {line.split()[0] for line in commands.splitlines()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if "://" not in link:
            assert (document.parent / link).exists(), link
