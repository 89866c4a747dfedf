"""Whatever is handed to a command as a file ends soon, small, and in words that name it."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.commands.runner import FINDINGS, OK, TROUBLE
from tests.factbase.samples import SAMPLE, write
from tests.hostile.corpus import MIB, Case, cases, fact
from tests.hostile.forker import SECONDS
from tests.hostile.runner import Forker, Outcome, after_the_screen, assert_harmless, growing, run_alone
from tests.terminal.pty_session import PtySession, terminal_environment
from tui.commands.check import CODES
from tui.factbase.reading.limits import DEFAULT_LIMITS
from tui.factbase.text import clean

CASES: Final = cases()

COMMANDS: Final = (
    ("check",),
    ("check", "--format", "github"),
    ("check", "--since", "HEAD"),
    ("find", "France"),
    ("find", "--format", "json", "France"),
    ("export",),
    ("export", "--format", "csv"),
    ("export", "--format", "markdown"),
    ("cite", "a"),
    ("cite", "--style", "markdown", "a"),
    ("cite", "--style", "bibtex", "a"),
    ("cite", "--style", "csl-json", "a"),
    ("verify", "s=copy.txt"),
)
"""Every command that takes a fact base, in every form but `check --format json`, which comes first."""


def _id(case: Case) -> str:
    return case.name


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    with tempfile.TemporaryDirectory() as home, Forker(Path(home)) as running:
        yield running


@pytest.fixture
def folder() -> Iterator[Path]:
    # Short, as the name of a socket must be, and gone at once: some of these files are large.
    with tempfile.TemporaryDirectory() as name:
        inner = Path(name, "in")
        inner.mkdir()
        (Path(name) / "copy.txt").write_text("France and Britain are the two.\n")
        yield inner


def option(path: Path) -> str:
    """The argument that names the fact base; a name may begin with a dash."""
    return f"--facts={os.fspath(path)}"


def assert_told(case: Case, done: Outcome) -> None:
    """`check --format json` tells what is expected of the case."""
    found = json.loads(done.out)
    errors = [entry for entry in found if entry["severity"] == "error"]
    if done.code != TROUBLE and (case.loads or case.may_load):
        assert not errors
        return
    assert done.code == TROUBLE, done.said[:2000]
    assert not case.loads, done.said[:2000]
    assert {entry["code"] for entry in errors} <= set(CODES)
    fitting = [
        entry
        for entry in errors
        if entry["code"].startswith(case.code)
        and case.line in (None, entry["line"])
        and case.part in f"{entry['message']} {entry['mend']}"
    ]
    assert fitting, f"{case.code} at line {case.line} with {case.part!r} in {done.out[:3000]}"


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_every_case_from_every_command(case: Case, folder: Path, forker: Forker) -> None:
    path = case.make(folder)
    home = folder.parent
    commands = (("check", "--format", "json"), *(COMMANDS[3:4] if case.heavy else COMMANDS))
    first, *others = forker.run_all([(option(path), *command) for command in commands], cwd=home)
    assert_harmless(first)
    assert_told(case, first)
    refused = first.code == TROUBLE
    told: set[str] = set()
    for command, done in zip(commands[1:], others, strict=True):
        assert_harmless(done)
        if refused:
            assert done.code == TROUBLE, done
            assert clean(os.fspath(path)) in done.said
            if command[0] != "check":
                told.add(done.err)
    assert len(told) < 2  # all that say it in words say the same
    if refused and (not case.heavy or case.name in ALONE):
        done = after_the_screen(forker.run(option(path), cwd=home, terminal=True))
        assert_harmless(done)
        assert (done.code, clean(os.fspath(path)) in done.out) == (TROUBLE, True), done


# One of each kind, from the very start of the program: what forked commands show is no accident of theirs.
ALONE: Final = (
    "alias-bomb",
    "deep-flow-open",
    "tag-object",
    "utf-16-le",
    "size-lines",
    "many-unknown-keys",
    "many-facts",
    "place-pipe",
    "place-dev-zero",
    "name-escape",
    "good-hostile-text",
)


@pytest.mark.parametrize("case", [case for case in CASES if case.name in ALONE], ids=_id)
def test_one_of_each_kind_from_the_start(case: Case, folder: Path) -> None:
    path = case.make(folder)
    done = run_alone(option(path), "check", "--format", "json", cwd=folder.parent)
    assert_harmless(done)
    assert_told(case, done)
    if not case.heavy:
        done = run_alone(option(path), "find", "France", cwd=folder.parent)
        assert_harmless(done)
        assert (done.code == TROUBLE) == (not case.loads)


EXPLORED: Final = (
    *("good-mark", "good-cr", "good-json", "good-on-one-line", "good-hostile-text", "good-combining"),
    *("good-longest-text", "good-longest-name", "many-about", "name-newline-loads", "name-escape-loads"),
    *("name-bytes-loads", "name-markup-loads"),
)


@pytest.mark.parametrize("case", [case for case in CASES if case.name in EXPLORED], ids=_id)
def test_what_can_be_read_is_explored(case: Case, folder: Path) -> None:
    path = case.make(folder)
    command = [*_python(), option(path)]
    assert len(EXPLORED) == len({known.name for known in CASES} & {*EXPLORED})
    with PtySession(command, env=terminal_environment(HOME=str(folder.parent))) as session:
        session.wait_for("1 Nations")
        session.press("down", "enter")
        session.settle()
        session.press("5")
        session.settle()
        session.press("enter")
        session.settle()
        session.press("q")
        assert session.wait() == OK
        memory = session.peak_memory()
        assert memory is None or memory < 500e6


def _python() -> list[str]:
    from tests.commands.runner import COMMAND

    return list(COMMAND)


# -- what isn't a file, and what doesn't stay one -----------------------------------------------------


def test_without_permission(folder: Path, forker: Forker) -> None:
    path = write(folder, SAMPLE)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("needs a user whom permissions bind; this one reads what nobody may")
    done = forker.run(option(path), "check", cwd=folder)
    assert_harmless(done)
    assert (done.code, "E101 permission denied" in done.out) == (TROUBLE, True)


def test_permission_as_somebody_else(folder: Path) -> None:
    """The same where the tests run as root: as a user who may not read the file."""
    if os.geteuid() != 0:
        pytest.skip("needs root, to become somebody else")
    path = write(folder, SAMPLE)
    path.chmod(0)
    folder.chmod(0o755)
    folder.parent.chmod(0o755)
    script = (
        "import os, sys\n"
        "from tui.factbase.reading.reader import read_base\n"
        "from tui.factbase.reading.diagnostics import BaseErrors\n"
        "os.setegid(65534); os.seteuid(65534)\n"
        "try: read_base(sys.argv[1])\nexcept BaseErrors as errors: print(errors.render())\n"
    )
    done = subprocess.run([_python()[0], "-c", script, path], capture_output=True, text=True, check=False)
    assert done.stdout.startswith(f"{path}: E101 permission denied\n"), done


@pytest.mark.parametrize("piece", [b"# a comment that goes on\n", b"x" * 4096, b"[" * 4096, b"\n"])
def test_a_file_that_grows_without_end(folder: Path, forker: Forker, piece: bytes) -> None:
    path = write(folder, SAMPLE)
    most = DEFAULT_LIMITS.bytes + 32 * MIB
    with growing(path, piece, most):
        for command in (("check",), ("find", "x"), ("export",)):
            done = forker.run(option(path), *command, cwd=folder)
            assert_harmless(done)  # half a file may be a whole base: then it is read


@pytest.mark.parametrize("case", [c for c in CASES if not c.heavy], ids=_id)
def test_as_the_copy_that_is_verified(case: Case, folder: Path, forker: Forker) -> None:
    base = write(folder.parent, SAMPLE, "base.yaml")
    path = case.make(folder)
    done = forker.run(option(base), "verify", f"paper={os.fspath(path)}", cwd=folder)
    assert_harmless(done)
    if not os.path.isfile(path):
        assert done.code == TROUBLE
        assert clean(os.fspath(path)) in done.err


def test_a_copy_of_a_million_words(folder: Path, forker: Forker) -> None:
    """And a thousand quotes none of which stands in it, each of which is looked for word by word."""
    facts = "".join(
        f"      - {{id: f{n}, about: [FR], topic: forces, says: S., quote: about one thousand {n} words}}\n"
        for n in range(1000)
    )
    base = write(folder.parent, fact() + facts, "base.yaml")
    copy = folder / "copy.txt"
    for text in ("about one hundred words " * 250_000, "about one\nhundred words\n" * 250_000):
        copy.write_text(text)
        done = forker.run(option(base), "verify", f"s={copy}", cwd=folder)
        assert_harmless(done)
        assert done.out.count("not found") > 50
        assert done.out.count("not found") + done.out.count("not looked for") == 1000


@pytest.mark.parametrize("line", ["ab\n", "ab ", "xab ", "ab\r", "a", "a\n", "a b ", "…\n", "ab\u2028"])
def test_a_copy_of_eight_million_characters(folder: Path, forker: Forker, line: str) -> None:
    """And quotes that stand everywhere in it, nearly, or nowhere."""
    size = len(line.encode())
    copy = folder / "copy.txt"
    copy.write_bytes(line.encode() * (8 * MIB // size))
    for quote, count in (("ab", 20), ("b" + "a" * 60, 500), ("a b " * 50 + "c", 500)):
        for at in (", at: p6", ", at: title", ""):
            facts = "".join(
                f"      - {{id: f{n}, about: [FR], topic: forces, says: S., quote: {quote}{at}}}\n"
                for n in range(count)
            )
            base = write(folder.parent, fact() + facts, "base.yaml")
            done = forker.run(option(base), "verify", "--all", f"s={copy}", cwd=folder)
            assert_harmless(done)
            assert done.out.count("\n") == count
            assert len(done.out) < 1000 * count


def test_what_there_was_no_time_to_look_for_is_told(folder: Path, forker: Forker) -> None:
    facts = "".join(
        f"      - {{id: f{n}, about: [FR], topic: forces, says: S., quote: b{n}}}\n" for n in range(1000)
    )
    base = write(folder.parent, fact() + facts, "base.yaml")
    copy = folder / "copy.txt"
    copy.write_text("b0 " + "a" * (8 * MIB - 100))
    done = forker.run(option(base), "verify", f"s={copy}", cwd=folder)
    assert_harmless(done)
    assert done.code == FINDINGS
    assert ": f999: not looked for: “b999” (at no place); there is too much to look through" in done.out
    assert "1 found, " in done.err


def test_a_copy_that_is_too_large(folder: Path, forker: Forker) -> None:
    base = write(folder.parent, SAMPLE, "base.yaml")
    copy = folder / "copy.txt"
    copy.write_bytes(b"x" * (9 * MIB))
    done = forker.run(option(base), "verify", f"paper={copy}", cwd=folder)
    assert (done.code, f"{copy}: larger than 8,388,608 bytes" in done.err) == (TROUBLE, True)


# -- arguments ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("find", "\x1b]0;x\x07"),
        ("find", "\x9b31m\u202e"),
        ("find", "x" * 100_000),
        ("find", *["x"] * 10_000),
        ("find", "\udcff"),
        ("cite", "\x1b[31m"),
        ("cite", "x" * 100_000),
        ("export", "--about", "\x1b[31m"),
        ("export", "--source", "\x9b"),
        ("export", "--output", ""),
        ("export", "--output", "no\x1b[31mwhere/out"),
        ("verify", "\x1b[31m"),
        ("verify", "paper="),
        ("verify", "paper=\x1b[31m"),
        ("verify", "\x1b[31m=x"),
        ("check", "\x1b[31m"),
        ("check", "--select", "\x1b[31m"),
        ("check", "--format", "\x1b[31m"),
        ("check", "--since", "--output=x"),
        ("check", "--since", "\x1b[31m"),
        ("check", "--since", ""),
        ("check", "--limit", "\x1b[31m=1"),
        ("--facts", "", "check"),
        ("--\x1b[31m",),
        ("x", "\x1b[31m"),
    ],
    ids=range(25),
)
def test_hostile_arguments(folder: Path, forker: Forker, arguments: tuple[str, ...]) -> None:
    base = write(folder, SAMPLE)
    done = forker.run(option(base), *arguments, cwd=folder)
    assert_harmless(done)
    assert done.code != OK or arguments[0] == "find"
    assert sorted(path.name for path in folder.iterdir()) == ["facts.yaml"]


# -- limits -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "small"),
    [
        (SAMPLE, "bytes=100"),
        (SAMPLE, "facts=3"),
        (SAMPLE, "records=5"),
        (SAMPLE, "items=4"),
        (SAMPLE, "text=12"),
        ("nations: " + "[" * 9 + "]" * 9, "depth=6"),
    ],
)
def test_a_limit_says_how_it_is_raised(folder: Path, forker: Forker, text: str, small: str) -> None:
    path = write(folder, text)
    for command in (*COMMANDS, ()):
        done = forker.run(option(path), "--limit", small, *command, cwd=folder, terminal=not command)
        assert_harmless(done)
        assert done.code == TROUBLE
        assert f"--limit {small.split('=')[0]}=" in done.said
    # What it says helps, as often as it takes.
    for _ in range(12):
        done = forker.run(option(path), "check", "--limit", small, cwd=folder)
        if "--limit" not in done.said:
            break
        small = done.said.split("--limit ")[1].split()[0]
    assert "E105" not in done.said


def test_limits_before_and_after_the_command(folder: Path, forker: Forker) -> None:
    path = write(folder, SAMPLE)
    done = forker.run(option(path), "--limit", "facts=5", "check", "--limit=text=5", cwd=folder)
    assert "at most 5 are read" in done.out
    for arguments in (
        ("--limit", "facts=5", "check", "--limit", "facts=6"),
        ("check", "--limit=facts=1", "--limit", "facts=1_0"),
        ("--limit=facts=1", "--limit", "facts=6", "check"),
    ):
        done = forker.run(option(path), *arguments, cwd=folder)
        assert (done.code, "6 facts" in done.err) == (FINDINGS, True)


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("facts", "write NAME=NUMBER"),
        ("", "write NAME=NUMBER"),
        ("facts=", "'' is not a whole number"),
        ("facts=many", "'many' is not a whole number"),
        ("facts=-1", "'-1' is not a whole number"),
        ("facts=1.5", "'1.5' is not a whole number"),
        ("facts=0", "facts lies between 1 and 2,147,483,647"),
        ("facts=" + "9" * 5000, "facts lies between 1 and 2,147,483,647"),
        ("facts=\u0661", "is not a whole number"),
        ("depth=5", "depth lies between 6 and 1,000"),
        ("depth=1001", "depth lies between 6 and 1,000"),
        (
            "words=5",
            "'words' is no limit; there are bytes, depth, facts, records, items, text, files, errors",
        ),
    ],
)
def test_limits_that_are_none(folder: Path, forker: Forker, limit: str, said: str) -> None:
    path = write(folder, SAMPLE)
    for command in (("check",), ("find", "x"), ()):
        done = forker.run(option(path), "--limit", limit, *command, cwd=folder, terminal=not command)
        assert done.code == TROUBLE
        assert said in " ".join(done.said.split())


def test_the_greatest_depth_takes_no_time(folder: Path, forker: Forker) -> None:
    path = write(folder, "nations: " + "[{a: " * MIB)
    done = forker.run(option(path), "check", "--limit", "depth=1000", cwd=folder)
    assert_harmless(done)
    assert "nested more than 1000 deep" in done.out
    assert done.cpu < SECONDS / 2


def test_a_base_beyond_the_limits_is_explored_and_read_anew(folder: Path) -> None:
    path = write(folder, fact("topic: forces", "says: S.", "note: " + "x" * 20_001))
    home = terminal_environment(HOME=str(folder.parent))
    for _ in range(2):  # the second time from the cache
        with PtySession([*_python(), option(path), "--limit", "text=30000"], env=home) as session:
            session.wait_for("France")
            path.write_text(path.read_text().replace("France", "Francia").replace("Francia", "Franconia"))
            session.press("r")
            session.wait_for("Read anew")
            assert "at most" not in session.text()
            session.press("q")
            assert session.wait() == OK
        path.write_text(path.read_text().replace("Franconia", "France"))
    # What was kept under wider limits is no answer under the narrower ones.
    with PtySession([*_python(), option(path)], env=home) as session:
        assert session.wait() == TROUBLE
        assert "at most 20,000 are read" in " ".join(session.text().split())
