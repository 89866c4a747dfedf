"""`schema`: what it accepts, and that it refuses by shape what the reader refuses by shape."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from tests.commands.runner import OK, TROUBLE, run, run_with_closed_pipe
from tests.factbase.any_base import files
from tests.factbase.samples import SAMPLE, errors_of, read, with_fact
from tests.factbase.test_dates import date_texts
from tests.factbase.test_quantity import quantity_texts
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.json_schema import SCHEMA_FILE, base_schema, schema_text
from tui.factbase.reading.schema import CHECK_FIELDS, ENTITY_FIELDS, FACT_FIELDS, SOURCE_FIELDS


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core types, as editors read them: no dates, and `NO` is a text."""

    yaml_implicit_resolvers = {}


CoreLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), None)
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), None
)
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), None)
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"),
    None,
)
LOADERS = {"core types": CoreLoader, "texts alone": yaml.BaseLoader}
VALIDATOR = Draft202012Validator(base_schema())


def loaded(text: str, loader: type = CoreLoader) -> Any:
    """The data behind a YAML text; keys are texts, as JSON has them."""

    def keyed(node: Any) -> Any:
        if isinstance(node, dict):
            return {str(key): keyed(value) for key, value in node.items()}
        return [keyed(item) for item in node] if isinstance(node, list) else node

    return keyed(yaml.load(text, loader))


def complaints(text: str, loader: type = CoreLoader) -> list[str]:
    return [
        f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(loaded(text, loader))
    ]


# -- the command --------------------------------------------------------------------------------------


def test_it_prints_the_packed_schema() -> None:
    done = run("schema")
    assert (done.returncode, done.stderr) == (OK, "")
    assert done.stdout == SCHEMA_FILE.read_text(encoding="utf-8")


def test_the_packed_schema_is_what_the_code_makes() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), (
        "write it anew: python -m tui.factbase.reading.json_schema"
    )


def test_it_needs_no_fact_base(tmp_path: Path) -> None:
    assert run("--facts", tmp_path / "none.yaml", "schema").returncode == OK


def test_wrong_usage() -> None:
    done = run("schema", "more")
    assert (done.returncode, done.stdout) == (TROUBLE, "")


def test_nobody_reads_the_output() -> None:
    done = run_with_closed_pipe("schema")
    assert (done.returncode, done.stderr) == (OK, "")


# -- the schema ---------------------------------------------------------------------------------------


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(base_schema())
    assert base_schema()["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_the_first_line_of_the_facts_points_editors_at_it() -> None:
    first = bundled_base().read_text(encoding="utf-8").splitlines()[0]
    path = first.removeprefix("# yaml-language-server: $schema=")
    assert path != first
    assert (bundled_base().parent / path).samefile(SCHEMA_FILE)


def test_every_key_is_explained() -> None:
    sections = base_schema()["properties"]
    for name, fields in {**ENTITY_FIELDS, "sources": SOURCE_FIELDS, "checks": CHECK_FIELDS}.items():
        record = sections[name]["additionalProperties"]
        assert {key: shape["description"] for key, shape in record["properties"].items()} == {
            field.key: field.doc for field in fields.values()
        }
    facts = sections["sources"]["additionalProperties"]["properties"]["facts"]["items"]
    assert set(facts["properties"]) == set(FACT_FIELDS)


@pytest.mark.parametrize("loader", LOADERS.values(), ids=LOADERS)
def test_the_bundled_base_is_accepted(loader: type) -> None:
    text = bundled_base().read_text(encoding="utf-8")
    assert len(loaded(text, loader)["sources"]) >= 1
    assert complaints(text, loader) == []
    assert complaints(SAMPLE, loader) == []


@settings(max_examples=50)
@given(files())
def test_what_the_reader_accepts_is_accepted(named: dict[str, str]) -> None:
    for text in named.values():
        assert complaints(text, yaml.BaseLoader) == []


@given(quantity_texts(), date_texts())
def test_every_quantity_and_date_is_accepted(quantity: str, date: str) -> None:
    text = with_fact(*FACT, f"value: '{quantity}'", f"as_of: {date}")
    for loader in LOADERS.values():
        assert complaints(text, loader) == []


FACT = ("id: a", "about: [FR]", "topic: forces", "says: Some.")


def without(line: str) -> list[str]:
    """A fact without the key that this line has."""
    return [other for other in FACT if other.partition(":")[0] != line.partition(":")[0]]


@pytest.mark.parametrize(
    "line", ["open: true", "open: false", "says: 12", "at: 3", "note: true", "as_of: 2016"]
)
def test_scalars_that_editors_take_for_numbers_are_accepted(tmp_path: Path, line: str) -> None:
    text = with_fact(*without(line), line)
    assert read(tmp_path, text).facts
    for loader in LOADERS.values():
        assert complaints(text, loader) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E205"),
        ("- a\n", "E201"),
        ("text\n", "E201"),
        ("countries: {}\n", "E202"),
        ("nations:\n", "E201"),
        ("nations: []\n", "E201"),
        ("nations:\n  FR: France\n", "E201"),
        ("nations:\n  FR:\n", "E201"),
        ("nations:\n  FR: {}\n", "E204"),
        ("nations:\n  FR: {name: }\n", "E205"),
        ("nations:\n  FR: {name: '  '}\n", "E205"),
        ("nations:\n  FR: {name: [France]}\n", "E201"),
        ("nations:\n  FR: {name: France, nam: x}\n", "E202"),
        ("nations:\n  FR: {name: France, also: Gaul}\n", "E201"),
        ("nations:\n  FR: {name: France, also: []}\n", "E205"),
        ("nations:\n  FR: {name: France, also: ['']}\n", "E205"),
        ("nations:\n  'F R': {name: France}\n", "E301"),
        ("nations:\n  -F: {name: France}\n", "E301"),
        (f"nations:\n  {'x' * 81}: {{name: France}}\n", "E301"),
        ("sources:\n  p: {title: T}\n", "E204"),
        ("sources:\n  p: {title: T, publisher: P, facts: {}}\n", "E201"),
        ("sources:\n  p: {title: T, publisher: P, facts: [x]}\n", "E201"),
        ("sources:\n  p: {title: T, publisher: P, published: today}\n", "E303"),
        ("sources:\n  p: {title: T, publisher: P, published_basis: guess}\n", "E304"),
        ("checks:\n  c: {total: a}\n", "E204"),
        ("checks:\n  c: {total: a, parts: a}\n", "E201"),
        *(
            (with_fact(*without(line), line), code)
            for line, code in (
                ("about: FR", "E201"),
                ("about: []", "E205"),
                ("about: [FR, FR]", "E203"),
                ("about: [F R]", "E401"),
                ("id: a b", "E301"),
                ("says: [x]", "E201"),
                ("as-of: 2016", "E202"),
                ("mode: likely", "E304"),
                ("open: yes", "E304"),
                ("open: 1", "E304"),
                ("value: about 3500 men", "E302"),
                ("value: 3500", "E302"),
                ("value: [3500 men]", "E201"),
                ("value: ~ 3500 men", "E302"),
                ("as_of: 10.1.2016", "E303"),
                ("as_of: 2016-1-10", "E303"),
                ("as_of: ..", "E303"),
                ("as_of: ../..", "E303"),
                ("as_of: 2016-01-XX", "E303"),
                ("as_of: 16", "E303"),
                ("when: 3016", "E303"),
                ("when: 2016/2017/2018", "E303"),
                ("quote:", "E205"),
            )
        ),
        *((with_fact(*without(line)), "E204") for line in FACT),
    ],
)  # fmt: skip
def test_what_the_reader_refuses_by_shape_is_refused(tmp_path: Path, text: str, code: str) -> None:
    assert code in {error.code for error in errors_of(tmp_path, text)}
    for loader in LOADERS.values():
        assert complaints(text, loader), loader


def test_what_no_schema_can_say_is_left_to_the_reader(tmp_path: Path) -> None:
    for line in ("in: nowhere", "as_of: 2016-02-30", "corrects: nothing"):
        text = with_fact(*FACT, line)
        assert errors_of(tmp_path, text)
        assert complaints(text) == []


def test_the_schema_is_json_without_surprises() -> None:
    assert json.loads(schema_text()) == base_schema()
    assert schema_text().isascii()
    assert schema_text().endswith("}\n")
