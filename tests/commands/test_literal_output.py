"""What the commands print or write of a hostile base is text: nothing that acts on a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.commands.runner import FINDINGS, OK, TROUBLE, run, run_on, run_on_terminals
from tests.literal_base import PARTS, Texts, hostile_file, quoted
from tui.factbase.text import clean, is_safe


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_file(tmp_path_factory.mktemp("hostile"), Texts())


def assert_safe(text: str) -> None:
    """Ends of lines, and the tabs between what `find` prints, are the only control characters."""
    for line in re.split(r"\r?\n|\t", text):
        assert is_safe(line), ascii(line)


@pytest.mark.parametrize(
    ("arguments", "code", "shows"),
    [
        ("check", FINDINGS, "␛"),
        ("check --format json", FINDINGS, "[/nope]"),
        ("check --format github", FINDINGS, "␛"),
        ("find red", OK, "␛[31mred␛[0m"),
        ("find red --format json", OK, "[/nope]"),
        ("export --format csv", OK, "⟨U+202E⟩"),
        ("export --format markdown", OK, "⟨U+202E⟩"),
        ("export --format json", OK, "[/nope]"),
        ("cite fact-1", OK, "T"),
        ("cite fact-1 --style markdown", OK, "T"),
        ("cite fact-1 --style bibtex", OK, "T"),
        ("cite fact-1 --style csl-json", OK, "T"),
        ("cite paper", OK, "T"),
        ("cite [red]x[/]", TROUBLE, ""),
    ],
)
def test_what_is_printed_is_text(facts: Path, arguments: str, code: int, shows: str) -> None:
    command, *rest = re.split(r" (?!x)", arguments)
    done = run_on(facts, command, *rest)
    assert done.returncode == code, done.stderr
    assert shows in done.stdout
    assert_safe(done.stdout)
    assert_safe(done.stderr)


def test_json_says_what_the_file_says(facts: Path) -> None:
    """The stand-ins are part of the text by then: what a script reads is what a screen shows."""
    exported = json.loads(run_on(facts, "export").stdout)
    for fact in exported["facts"]:
        assert is_safe(fact["says"])
    assert any(clean("\u202egnp.exe\u202c") in fact["says"] for fact in exported["facts"])


def test_what_is_written_is_text(facts: Path, tmp_path: Path) -> None:
    for form in ("csv", "markdown", "json"):
        out = tmp_path / f"out.{form}"
        done = run_on(facts, "export", "--format", form, "-o", out)
        assert done.returncode == OK, done.stderr
        assert_safe(out.read_text(encoding="utf-8-sig"))
        assert_safe(done.stderr)


def test_verify_prints_text(facts: Path, tmp_path: Path) -> None:
    copy = tmp_path / "\x1b[2J[red].txt"
    copy.write_text("\x1b[31mred\x1b[0m \u202e\n\nsecond paragraph \x07\n")
    done = run_on(facts, "verify", "--all", f"paper={copy}")
    assert done.returncode in (FINDINGS, TROUBLE)
    assert_safe(done.stdout)
    assert_safe(done.stderr)
    assert "␛" in done.stdout + done.stderr


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_errors_are_told_as_text(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "\x1b[2J[link=x] \u2066"
    folder.mkdir()
    lines = [
        "nations:",
        f"  FR: {{name: France, {quoted(PARTS[6] + PARTS[13])}: x}}",
        f"  {quoted(PARTS[8] + PARTS[0])}: {{name: x}}",
        "  GB: {name: [\u202ehidden\u202c, \x85, 日本語]}",
        f"{quoted(PARTS[10])}: {{}}",
    ]
    path = folder / "facts.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    done = run_on(path, "check", "--format", form)
    assert done.returncode == TROUBLE
    told = done.stdout + done.stderr
    assert_safe(told)
    assert "␛" in told or "\\u001b" in told


@pytest.mark.parametrize("word", ["\x1b[2J", "\u202ex", "[@click=app.quit]", "\x07", "a\nb"])
def test_words_from_the_command_line_come_back_as_text(word: str) -> None:
    for arguments in (
        ("find", word),
        ("cite", word),
        ("export", "--about", word),
        ("export", "-o", f"/{word}/x"),
    ):
        done = run(*arguments)
        assert_safe(done.stdout)
        assert_safe(done.stderr)
    done = run("--facts", f"/nowhere/{word}", "check")
    assert done.returncode == TROUBLE
    assert_safe(done.stderr)


ATTACK = "-x\x1b]0;PWN\x07\x9b31m\u202e"
LONG = "x" * 120_000


@pytest.mark.parametrize(
    "argument", [ATTACK, ATTACK[2:], "\udcff" + ATTACK, LONG, f"a {LONG}", "y\n" * 40_000]
)
def test_no_argument_comes_back_as_it_was(tmp_path: Path, argument: str) -> None:
    """Neither what acts on a terminal, nor a hundred thousand characters of it: to whatever it is given."""
    facts = hostile_file(tmp_path, Texts())
    for arguments in (
        (f"--facts={argument}", "check"),
        *((f"--facts=/nowhere/{argument}", *command) for command in (("find", "x"), ("export",), ("check",))),
        (f"--limit={argument}", "check"),
        (f"--limit={argument}=1", "check"),
        (f"--limit=facts={argument}", "check"),
        *(("check", f"--{name}={argument}") for name in ("format", "select", "ignore", "since", "limit")),
        *(("check", f"--{name}", argument) for name in ("format", "select", "ignore", "since", "limit")),
        *(("export", f"--{name}={argument}") for name in ("format", "about", "source", "output", "limit")),
        ("export", f"--output=/nowhere/{argument}"),
        ("export", f"-o{argument}"),
        *(("cite", f"--style={argument}", "x"), ("cite", "--", argument), ("find", "--", argument)),
        *(("find", f"--format={argument}", "x"), ("verify", "--", argument), ("schema", argument)),
        *(
            ("verify", "--", f"{argument}=x"),
            ("verify", f"paper={argument}"),
            ("verify", "--", f"={argument}"),
        ),
        *((f"--{argument}",), ("check", f"--{argument[:99]}={argument}"), ("find", "x", f"--{argument}")),
        *((f"--known-on={argument}", "check"), (f"--source={argument}", "find", "x"), (argument, argument)),
    ):
        done = run_on(facts, *arguments, cwd=tmp_path)  # where `-o` may write
        assert_safe(done.stdout)
        assert_safe(done.stderr)
        assert "\x1b" not in done.stdout + done.stderr
        if len(argument) > 1000:
            assert len(done.stderr) < 10_000, arguments[0][:60]
    for arguments in ((f"--known-on={argument}",), (f"--source={argument}",), ("--", argument)):
        done = run_on_terminals("--facts", facts, *arguments)
        assert done.returncode == TROUBLE
        assert_safe(done.stdout)
        assert_safe(done.stderr)
        assert len(done.stderr) < 1_000


@pytest.mark.parametrize(
    "variables",
    [
        {"LANG": "C"},
        {"LANG": "", "LC_ALL": "POSIX"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_every_command_works_in_every_locale(facts: Path, variables: dict[str, str]) -> None:
    from tests.terminal.pty_session import terminal_environment

    env = {**terminal_environment(), **variables}
    for arguments, code in (
        (("check",), FINDINGS),
        (("find", "red"), OK),
        (("export", "--format", "markdown"), OK),
        (("cite", "fact-1"), OK),
    ):
        done = run_on(facts, *arguments, env=env)
        assert (done.returncode, bool(done.stdout)) == (code, True), done.stderr
    assert run("--facts", "/nowhere/é\u202e", "check", env=env).returncode == TROUBLE


def test_a_pipe_that_closes_early_is_no_trouble(facts: Path) -> None:
    import subprocess
    import sys

    for command in ("find a", "export", "export --format csv", "check"):
        script = f'"$0" -m tui --facts "$1" {command} | head -1; exit 0'
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", script, sys.executable, facts],
            capture_output=True,
            check=False,
            timeout=60,
        )
        # The closing line of `check` comes through or not, as the reader is slower or quicker than it.
        assert re.fullmatch(rb"(.+: 14 facts from 2 sources, \d+ findings.*\n)?", done.stderr), done.stderr
        assert done.stdout.count(b"\n") == 1
