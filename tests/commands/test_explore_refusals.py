"""Where there is nothing to explore, or nothing to draw on, a sentence says so, and nothing is drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import tui
from tests.commands.runner import (
    OK,
    TIMEOUT,
    TROUBLE,
    assert_plain,
    run,
    run_on,
    run_on_terminals,
    run_with_closed_pipe,
)
from tests.factbase.samples import SAMPLE, write
from tests.terminal.pty_session import terminal_environment

NO_TERMINAL = "coalition-tui: the explorer needs a terminal; `find`, `check` and `export` work without one\n"


# -- no terminal --------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("FR",), ("timeline",), ("--known-on", "2016"), ("nonsense",)])
def test_without_a_terminal(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (TROUBLE, "", NO_TERMINAL)


@pytest.mark.parametrize("redirection", ["</dev/null", ">/dev/null", "2>log", "<&-", "| cat"])
def test_with_half_a_terminal(tmp_path: Path, redirection: str) -> None:
    """All three streams must be the terminal: Textual draws on stderr and reads keys from stdin."""
    script = f'"$0" -m tui FR {redirection}; test -f log && cat log >&2'
    done = subprocess.run(
        ["sh", "-c", script, sys.executable],
        cwd=tmp_path,
        env=terminal_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
    )
    assert_plain(done.stdout, done.stderr)
    assert done.stderr == NO_TERMINAL


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_each_stream_must_be_a_terminal(stream: str) -> None:
    master, slave = os.openpty()
    try:
        streams: dict[str, int] = {"stdin": slave, "stdout": slave, "stderr": slave}
        streams[stream] = subprocess.DEVNULL if stream == "stdin" else subprocess.PIPE
        done = subprocess.run(
            [sys.executable, "-m", "tui"],
            env=terminal_environment(),
            check=False,
            timeout=TIMEOUT,
            **streams,  # type: ignore[call-overload]
        )
        told = (done.stderr or b"") if stream == "stderr" else os.read(master, 1000)
    finally:
        os.close(master)
        os.close(slave)
    assert done.returncode == TROUBLE
    assert told.replace(b"\r\n", b"\n").decode() == NO_TERMINAL
    assert not done.stdout


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_can_not_be_drawn_on(term: str) -> None:
    done = run_on_terminals(env=terminal_environment(TERM=term))
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr == (
        "coalition-tui: this terminal can't be drawn on (TERM is empty or dumb); "
        "`find`, `check` and `export` work in it\n"
    )


def test_a_terminal_without_a_name() -> None:
    env = terminal_environment()
    del env["TERM"]
    done = run_on_terminals(env=env)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert "TERM is empty or dumb" in done.stderr


# -- no such place ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Frence",), "nothing in this fact base is called 'Frence'; did you mean `France`?"),
        (("xyzzy",), "nothing in this fact base is called 'xyzzy'; try `coalition-tui find`"),
        (("",), "nothing in this fact base is called ''"),
        (("\x1b]52;c;eA==\x07",), r"is called '\x1b]52;c;eA==\x07'"),
        (("--source", "papre"), "no source has the id 'papre'; did you mean `paper`?"),
        (("--source", "FR"), "no source has the id 'FR'"),
        (("--known-on", "yesterday"), "--known-on: "),
        (("--known-on", "foo"), "--known-on: `foo` is no date; write a day, a month or a year: 2016-01-20"),
        (("--known-on", "2016-02-30"), "--known-on: "),
        (("--known-on", "2016/.."), "--known-on: the date has no end; write a day, a month or a year"),
    ],
)
def test_a_place_that_there_is_not(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run_on_terminals("--facts", write(tmp_path, SAMPLE), *arguments)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr.startswith("coalition-tui: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr


# -- no such facts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "E101"),
        (b"", "E205"),
        (b"nations: [\n", "E103"),
        (b"nations: {FR: {nam: France}}\n", "E202"),
        (b"nations:\n  FR: {name: Fran\xe7ais}\n", "E102"),
    ],
)
def test_facts_that_can_not_be_read(tmp_path: Path, data: bytes | None, code: str) -> None:
    path = write(tmp_path, data) if data is not None else tmp_path / "facts.yaml"
    done = run_on_terminals("--facts", path)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert f"{path}:" in done.stderr
    assert f" {code} " in done.stderr
    assert "error" in done.stderr.splitlines()[-1]
    # The same from every other command, and without a terminal.
    for command in (("find", "x"), ("export",), ("cite", "x"), ("verify", "x=y")):
        other = run_on(path, *command)
        assert (other.returncode, other.stdout) == (TROUBLE, "")
        assert other.stderr == done.stderr


def test_a_folder_without_facts(tmp_path: Path) -> None:
    done = run_on_terminals("--facts", tmp_path)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert "E101 a folder without a .yaml file" in done.stderr


# -- usage --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("--nonsense",),
        ("FR", "GB"),
        ("--facts",),
        ("--known-on",),
        ("--fact", "x"),
        ("--format", "json", "check"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr.startswith("usage: coalition-tui ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--known-on", "2016-01-20", "find", "brussels"), "--known-on belongs to the explorer"),
        (("find", "brussels", "--known-on=2016-01-20"), "--known-on belongs to the explorer"),
        (("--source", "wapo-2016-01-20", "find", "x"), "--source belongs to the explorer and to `export`"),
        (("check", "--source=wapo-2016-01-20"), "`check` goes by all sources"),
        (("--source", "wapo-2016-01-20", "export"), "--source stands after the command here"),
    ],
)
def test_an_option_of_the_explorer_with_a_command(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert said in done.stderr
    assert "invalid choice" not in done.stderr


def test_words_to_find_may_look_like_options() -> None:
    assert "usage" not in run("find", "--", "--known-on").stderr


@pytest.mark.parametrize(
    "arguments", [("--help",), ("-h",), ("check", "--help"), ("--facts", "none.yaml", "find", "--help")]
)
def test_help_goes_to_stdout(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (OK, "")
    assert done.stdout.startswith("usage: coalition-tui")
    assert run_with_closed_pipe(*arguments).stderr == ""


def test_help_names_every_command_and_exit_code() -> None:
    text = run("--help").stdout
    assert "`series`" in text
    assert "compare:FR:GB" in text
    for command in ("check", "find", "export", "cite", "verify", "schema"):
        assert f"\n  {command} " in text
    assert "0 fine, 1 findings, 2 usage" in " ".join(text.split())


def test_the_version_goes_to_stdout() -> None:
    for arguments in (("--version",), ("--facts", "none.yaml", "--version")):
        done = run(*arguments)
        assert (done.returncode, done.stdout, done.stderr) == (OK, f"coalition-tui {tui.__version__}\n", "")
    assert run_with_closed_pipe("--version").stderr == ""
