"""`check`: what it reports, where, in which form and with which exit code; and its documentation."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands.runner import FINDINGS, OK, TROUBLE, assert_plain, run, run_on, run_with_closed_pipe
from tests.factbase.samples import SAMPLE, write
from tests.terminal.pty_session import terminal_environment
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.diagnostics import CODES, BaseErrors
from tui.factbase.reading.reader import read_base
from tui.factbase.shown.findings import RULES, changed_unchecked, findings

SOUND = """\
nations:
  FR: {name: France}
sources:
  paper:
    title: A title
    publisher: The Paper
    published: 2016-01-20
    facts:
      - id: fr-forces
        about: [FR]
        topic: forces
        says: About 300 French troops take part.
        value: ~300 troops
        at: p1
        quote: 300 troops
"""
LOST_HEDGE = SOUND.replace("~300", "300")
BROKEN = SOUND.replace("    title:", "    titel:")


# -- streams and exit codes ---------------------------------------------------------------------------


def test_the_bundled_base_has_no_findings() -> None:
    done = run("check")
    assert (done.returncode, done.stdout) == (OK, "")
    first, notes = done.stderr.splitlines()
    assert re.fullmatch(r".*facts\.yaml: \d+ facts from \d+ sources, 0 findings", first)
    assert re.fullmatch(r"\d+ notes \(N\d{3} \d+(, N\d{3} \d+)*\); --notes lists them", notes)


def test_findings_go_to_stdout_and_the_count_to_stderr(tmp_path: Path) -> None:
    path = write(tmp_path, LOST_HEDGE)
    done = run_on(path, "check")
    assert done.returncode == FINDINGS
    assert done.stdout.splitlines() == [
        f"{path}:13:16: W502 `fr-forces`: the sentence says “about”, the value is exact",
        "  13 |         value: 300 troops",
        "     |                ^^^^^^^^^^ hedge it: `~300 troops`",
    ]
    assert done.stderr == f"{path}: 1 fact from 1 source, 1 finding (W502 1)\n"


def test_errors_go_to_stdout_and_the_count_to_stderr(tmp_path: Path) -> None:
    path = write(tmp_path, BROKEN)
    done = run_on(path, "check")
    assert done.returncode == TROUBLE
    assert f"{path}:5:5: E202 `titel` is not a key of a source" in done.stdout
    assert "^^^^^ did you mean `title`?" in done.stdout
    assert "E204" in done.stdout
    assert done.stderr == f"2 errors in {path}\n"


def test_the_caret_of_a_whole_record_begins_with_the_record(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND.replace("  FR:", "  NO: {name: Norway}\n  FR:"))
    done = run_on(path, "check")
    assert done.stdout.splitlines() == [
        f"{path}:2:3: W507 no fact mentions the nation `NO`",
        "  2 |   NO: {name: Norway}",
        "    |   ^^^^^^^^^^^^^^^^^^ delete it, or add the fact that it is for",
    ]


def test_a_folder_names_the_file_of_each_finding(tmp_path: Path) -> None:
    write(tmp_path, LOST_HEDGE, "a.yaml")
    write(tmp_path, "nations:\n  NO: {name: Norway}\n", "b.yml")
    done = run_on(tmp_path, "check")
    assert done.returncode == FINDINGS
    assert [line.split(" ")[0] for line in done.stdout.splitlines() if line.startswith("/")] == [
        f"{tmp_path}/a.yaml:13:16:",
        f"{tmp_path}/b.yml:2:3:",
    ]


@pytest.mark.parametrize("name", ["missing.yaml", "folder", "pipe"])
def test_what_can_not_be_read_is_one_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    done = run_on(tmp_path / name, "check")
    assert done.returncode == TROUBLE
    assert re.fullmatch(rf"{re.escape(str(tmp_path / name))}: E101 .+\n", done.stdout)
    assert done.stderr.startswith("1 error in ")


def test_a_file_name_that_is_no_text_is_shown_all_the_same(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\x1b[31m.yaml"
    Path(os.fsdecode(path)).write_text(LOST_HEDGE)
    for form in ("text", "json", "github"):
        done = run("--facts", os.fsdecode(path), "check", "--format", form)
        assert done.returncode == FINDINGS
        assert "W502" in done.stdout
        assert "\x1b" not in done.stderr
        if form == "text":
            assert "\x1b" not in done.stdout
        if form == "json":
            assert os.fsencode(json.loads(done.stdout)[0]["file"]) == path


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "xml"),
        ("extra",),
        ("--since",),
        ("--select", "X9"),
        ("--ignore", "w5,E9"),
        ("--sel", "W5"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = run("check", *arguments)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert "coalition-tui" in done.stderr


def test_an_unknown_code_is_named() -> None:
    assert "no rule begins with X9, Y" in run("check", "--select", "X9,W5", "--ignore", "y").stderr


@pytest.mark.parametrize("text", [LOST_HEDGE, BROKEN, SOUND], ids=["findings", "errors", "nothing"])
def test_nobody_reads_the_output(tmp_path: Path, text: str) -> None:
    done = run_with_closed_pipe("--facts", write(tmp_path, text), "check")
    assert done.returncode == OK or text == BROKEN
    assert "Broken pipe" not in done.stderr


# -- codes --------------------------------------------------------------------------------------------

UNPLACED = SOUND.replace("        at: p1\n", "")
PLACED = "      - {id: fr-decision, about: [FR], topic: decision, says: France decided., at: p1}\n"
THREE = UNPLACED.replace("~300", "300").replace("  FR:", "  NO: {name: N}\n  FR:") + PLACED
"""W502, W507 and W508."""


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ((), ["W507", "W508", "W502"]),
        (("--select", "W5"), ["W507", "W508", "W502"]),
        (("--select", "W502"), ["W502"]),
        (("--select", "w502, W507"), ["W507", "W502"]),
        (("--select", "W502", "--ignore", "W5"), ["W502"]),  # the longer one wins
        (("--select", "W5", "--ignore", "W502"), ["W507", "W508"]),
        (("--select", "W502", "--ignore", "W502"), []),
        (("--ignore", "W508"), ["W507", "W502"]),
        (("--ignore", "W"), []),
        (("--select", "W503"), []),
        (("--select", "E"), []),
        (("--select", "N"), []),
    ],
)
def test_select_and_ignore(tmp_path: Path, arguments: tuple[str, ...], codes: list[str]) -> None:
    done = run_on(write(tmp_path, THREE), "check", "--format", "json", *arguments)
    assert [found["code"] for found in json.loads(done.stdout)] == codes
    assert done.returncode == (FINDINGS if codes else OK)
    assert f"{len(codes)} finding" in done.stderr


def test_errors_are_never_ignored(tmp_path: Path) -> None:
    done = run_on(write(tmp_path, BROKEN), "check", "--ignore", "E,W")
    assert done.returncode == TROUBLE
    assert "E202" in done.stdout


# -- notes --------------------------------------------------------------------------------------------


def test_notes_are_counted_and_not_listed(tmp_path: Path) -> None:
    path = write(tmp_path, UNPLACED)
    done = run_on(path, "check")
    assert (done.returncode, done.stdout) == (OK, "")
    assert done.stderr == (f"{path}: 1 fact from 1 source, 0 findings\n1 note (N703 1); --notes lists them\n")


@pytest.mark.parametrize(
    "arguments", [("--notes",), ("--select", "N703"), ("--select", "n"), ("--select", "W,N7")]
)
def test_notes_are_listed_when_they_are_asked_for(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = write(tmp_path, UNPLACED)
    done = run_on(path, "check", *arguments)
    assert done.returncode == OK
    assert done.stdout.splitlines() == [
        f"{path}:4:3: N703 `paper`: its one fact doesn't say where in the source it stands",
        "  4 |   paper:",
        "    |   ^^^^^^ add `at: p6`, or a page, section or heading",
    ]
    assert done.stderr == f"{path}: 1 fact from 1 source, 0 findings\n1 note (N703 1)\n"


@pytest.mark.parametrize("arguments", [("--ignore", "N"), ("--select", "W"), ("--notes", "--ignore", "N703")])
def test_notes_that_nobody_wants(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = write(tmp_path, UNPLACED)
    done = run_on(path, "check", *arguments)
    assert (done.returncode, done.stdout) == (OK, "")
    assert done.stderr == f"{path}: 1 fact from 1 source, 0 findings\n"


def test_beside_a_warning_notes_change_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, UNPLACED.replace("~300", "300"))
    done = run_on(path, "check")
    assert done.returncode == FINDINGS
    assert re.findall(r": (\w\d{3}) ", done.stdout) == ["W502"]
    assert re.findall(r": (\w\d{3}) ", run_on(path, "check", "--notes").stdout) == ["N703", "W502"]


def test_programs_get_the_notes_in_any_case(tmp_path: Path) -> None:
    path = write(tmp_path, UNPLACED)
    done = run_on(path, "check", "--format", "json")
    assert done.returncode == OK
    assert [(found["code"], found["severity"]) for found in json.loads(done.stdout)] == [("N703", "note")]
    done = run_on(path, "check", "--format", "github")
    found = GITHUB.fullmatch(done.stdout.rstrip("\n"))
    assert found
    assert (done.returncode, *found.group(1, 3, 5)) == (OK, "notice", "4", "N703")


# -- forms --------------------------------------------------------------------------------------------


def test_json(tmp_path: Path) -> None:
    path = write(tmp_path, LOST_HEDGE)
    assert json.loads(run_on(path, "check", "--format", "json").stdout) == [
        {
            "code": "W502",
            "severity": "warning",
            "file": str(path),
            "line": 13,
            "column": 16,
            "message": "`fr-forces`: the sentence says “about”, the value is exact",
            "mend": "hedge it: `~300 troops`",
            "excerpt": "        value: 300 troops",
        }
    ]
    assert json.loads(run_on(write(tmp_path, SOUND), "check", "--format", "json").stdout) == []
    errors = json.loads(run_on(write(tmp_path, BROKEN), "check", "--format", "json").stdout)
    assert sorted((error["code"], error["severity"]) for error in errors) == [
        ("E202", "error"),
        ("E204", "error"),
    ]


GITHUB = re.compile(
    r"::(error|warning|notice) file=([^:,]+)(?:,line=(\d+),col=(\d+))?,title=([ENW]\d{3})::(.+)"
)


def test_github(tmp_path: Path) -> None:
    folder = tmp_path / "100%, a:b"
    folder.mkdir()
    path = write(folder, LOST_HEDGE)
    (line,) = run_on(path, "check", "--format", "github").stdout.splitlines()
    found = GITHUB.fullmatch(line)
    assert found
    assert found[2].endswith("/100%25%2C a%3Ab/facts.yaml")
    assert found.group(1, 3, 4, 5) == ("warning", "13", "16", "W502")
    assert found[6].endswith("the value is exact (hedge it: `~300 troops`)")
    lines = run_on(write(folder, BROKEN), "check", "--format", "github").stdout.splitlines()
    assert [GITHUB.fullmatch(line).group(1, 3) for line in lines] == [("error", "5"), ("error", "5")]  # type: ignore[union-attr]
    (line,) = run_on(tmp_path / "none", "check", "--format", "github").stdout.splitlines()
    assert GITHUB.fullmatch(line).group(3, 5) == (None, "E101")  # type: ignore[union-attr]


# -- what changed since a revision --------------------------------------------------------------------

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder of its own, with nobody's settings."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    env = terminal_environment(HOME=str(folder), GIT_CONFIG_NOSYSTEM="1")
    subprocess.run(
        ["git", *who, *arguments], cwd=folder, env=env, check=True, capture_output=True, timeout=30
    )


def commit(folder: Path, text: str, name: str = "facts.yaml") -> Path:
    """Commit a fact base in a repository of its own; its path."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    path = write(folder, text, name)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")
    return path


CHANGED = SOUND.replace("300 French", "400 French").replace("~300", "~400")
LOOKED = CHANGED.replace("quote: 300", "quote: 400")


@needs_git
def test_a_figure_changed_without_a_look_at_the_source(tmp_path: Path) -> None:
    path = commit(tmp_path, SOUND)
    assert run_on(path, "check", "--since", "HEAD").returncode == OK
    write(tmp_path, CHANGED)
    assert run_on(path, "check").returncode == OK
    done = run_on(path, "check", "--since", "HEAD")
    assert done.returncode == FINDINGS
    assert done.stdout.startswith(
        f"{path}:13:16: W601 `fr-forces`: `value` and `says` changed, but not `quote`, `at` or `as_of`\n"
    )
    assert done.stderr.endswith("1 finding (W601 1)\n")
    assert run_on(path, "check", "--since", "HEAD", "--ignore", "W6").returncode == OK
    write(tmp_path, LOOKED)
    assert run_on(path, "check", "--since", "HEAD").returncode == OK


@needs_git
def test_any_revision_can_be_named(tmp_path: Path) -> None:
    path = commit(tmp_path, SOUND)
    git(tmp_path, "tag", "first")
    commit(tmp_path, CHANGED)
    assert run_on(path, "check", "--since", "HEAD").returncode == OK
    for revision in ("first", "HEAD~1", "HEAD^"):
        assert run_on(path, "check", "--since", revision).returncode == FINDINGS


@needs_git
@pytest.mark.parametrize(
    ("where", "facts"),
    [
        ("base", "facts.yaml"),
        (".", "base/facts.yaml"),
        ("base", "../base/facts.yaml"),
        (".", "base"),
        ("base", "."),
        ("base/deeper", ".."),
    ],
)
def test_files_and_folders_are_found_from_anywhere(tmp_path: Path, where: str, facts: str) -> None:
    (tmp_path / "base" / "deeper").mkdir(parents=True)
    git(tmp_path, "init", "--quiet")
    path = commit(tmp_path, SOUND, "base/facts.yaml")
    path.write_text(CHANGED)
    before = sorted(tmp_path.rglob("*.yaml"))
    done = run("--facts", facts, "check", "--since", "HEAD", cwd=tmp_path / where)
    assert (done.returncode, done.stdout.count("W601")) == (FINDINGS, 1)
    assert sorted(tmp_path.rglob("*.yaml")) == before
    assert path.read_text() == CHANGED


@needs_git
@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nothing", "git finds no revision “nothing” with this folder in it"),
        ("", "is no revision"),
        ("--output=stolen", "is no revision"),
        ("HEAD:facts.yaml", "git finds no revision “HEAD:facts.yaml”"),
    ],
)
def test_a_revision_that_there_is_not(tmp_path: Path, revision: str, said: str) -> None:
    path = commit(tmp_path, SOUND)
    done = run_on(path, "check", f"--since={revision}", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert said in done.stderr
    assert not (tmp_path / "stolen").exists()


@needs_git
def test_a_file_that_was_not_there_yet(tmp_path: Path) -> None:
    commit(tmp_path, SOUND)
    done = run_on(write(tmp_path, SOUND, "new.yaml"), "check", "--since", "HEAD")
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr == "coalition-tui: git finds no HEAD:./new.yaml\n"


@needs_git
def test_a_revision_with_errors_of_its_own(tmp_path: Path) -> None:
    path = commit(tmp_path, BROKEN)
    write(tmp_path, SOUND)
    done = run_on(path, "check", "--since", "HEAD")
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert "the fact base of HEAD has errors of its own:" in done.stderr
    assert "E202" in done.stderr


@needs_git
def test_outside_a_repository(tmp_path: Path) -> None:
    env = terminal_environment(GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    done = run_on(write(tmp_path, SOUND), "check", "--since", "HEAD", env=env)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert "git says: " in done.stderr


def test_without_git(tmp_path: Path) -> None:
    env = terminal_environment(PATH=str(tmp_path))
    done = run_on(write(tmp_path, SOUND), "check", "--since", "HEAD", env=env)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert "git can't be asked" in done.stderr


# -- the documentation --------------------------------------------------------------------------------

DOC = (bundled_base().parent / "docs" / "checks.md").read_text(encoding="utf-8")
ALL_CODES = {**CODES, **RULES}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    language: str
    text: str


def blocks(text: str) -> list[Block]:
    return [Block(*found) for found in FENCE.findall(text)]


SECTIONS = dict(re.findall(r"^### (\S+)\n(.*?)(?=^### |\Z)", DOC, re.MULTILINE | re.DOTALL))
((_, FRAME),) = blocks(DOC.partition("## Examples")[2].partition("### ")[0])


def example_base(example: str) -> str:
    """The file that an example of the documentation stands for."""
    if not example.startswith("- "):
        return example
    return FRAME + "".join(f"      {line}\n" for line in example.splitlines())


def codes_of(folder: Path, text: str) -> set[str]:
    """What the reader refuses in a text, else what the rules find."""
    try:
        return {finding.code for finding in findings(read_base(write(folder, text)))}
    except BaseErrors as errors:
        return {diagnostic.code for diagnostic in errors.diagnostics}


def test_the_table_has_every_code_in_the_words_of_the_code() -> None:
    rows = re.findall(r"^\| \[(\w+)\]\(#(\w+)\) \| (.+?) \| (.+?) \|$", DOC, re.MULTILINE)
    assert {code: finds for code, _, finds, _ in rows} == ALL_CODES
    assert [code for code, *_ in rows] == sorted(ALL_CODES)
    for code, anchor, _, mend in rows:
        assert anchor == code.lower()
        assert len(mend.split()) >= 2


def test_every_code_has_a_section_with_an_example() -> None:
    assert list(SECTIONS) == sorted(ALL_CODES)
    for code, text in SECTIONS.items():
        assert blocks(text), code
        assert FENCE.sub("", text).strip(), f"{code} isn't explained"


def test_the_frame_of_the_examples_is_sound(tmp_path: Path) -> None:
    fact = "- {id: a, about: [FR], topic: forces, says: France takes part., at: p1}"
    assert codes_of(tmp_path, example_base(fact)) == set()


YAML_EXAMPLES = {
    code: found for code, text in SECTIONS.items() if (found := blocks(text))[0].language == "yaml"
}
CONSOLE_EXAMPLES = {code: blocks(SECTIONS[code]) for code in SECTIONS if code not in YAML_EXAMPLES}


@pytest.mark.parametrize("code", YAML_EXAMPLES)
def test_an_example_is_reported_with_its_code_and_no_other(tmp_path: Path, code: str) -> None:
    texts = [example_base(block.text) for block in YAML_EXAMPLES[code]]
    if code != "W601":
        (text,) = texts
        assert codes_of(tmp_path, text) == {code}
        return
    before, now = (read_base(write(tmp_path, text)) for text in texts)
    assert findings(before) == findings(now) == []
    assert [finding.code for finding in changed_unchecked(before, now)] == [code]


def test_only_what_needs_files_or_bytes_is_shown_at_the_prompt() -> None:
    assert list(CONSOLE_EXAMPLES) == ["E101", "E102", "E105"]


@pytest.mark.parametrize("code", CONSOLE_EXAMPLES)
def test_an_example_at_the_prompt_works_as_written(tmp_path: Path, code: str) -> None:
    (block,) = CONSOLE_EXAMPLES[code]
    assert block.language == "console"
    lines = block.text.splitlines()
    assert all(line.startswith("$ ") for line in lines)
    here = Path(sys.executable).parent
    done = subprocess.run(
        ["sh", "-c", "\n".join(line[2:] for line in lines)],
        cwd=tmp_path,
        env=terminal_environment(PATH=f"{here}{os.pathsep}{os.environ['PATH']}"),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert_plain(done.stdout, done.stderr)
    assert done.returncode == TROUBLE
    assert set(re.findall(r": ([ENW]\d{3}) ", done.stdout)) == {code}


def test_the_sample_of_all_tests_reports_what_it_did(tmp_path: Path) -> None:
    """SAMPLE leaves out `at` on purpose; other tests count on nothing else being wrong with it."""
    assert codes_of(tmp_path, SAMPLE) == {"W508"}
