"""`export`: data on stdout, or a file that is written whole or not at all."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.runner import OK, TIMEOUT, TROUBLE, run, run_on, run_with_closed_pipe
from tests.factbase.samples import SAMPLE, write
from tests.terminal.pty_session import terminal_environment
from tui.commands.files import NotWrittenError, write_whole
from tui.commands.output import json_pieces, json_text
from tui.factbase.output.export import base_from_json, base_json, fact_json, frame_json
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base

FORMATS = ("json", "csv", "markdown")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    return write(folder, SAMPLE)


# -- what is exported ---------------------------------------------------------------------------------


def test_json_is_the_default_and_holds_everything(sample: Path) -> None:
    done = run_on(sample, "export")
    assert (done.returncode, done.stderr) == (OK, "")
    assert done.stdout == run_on(sample, "export", "--format", "json").stdout
    again = base_from_json(json.loads(done.stdout))
    assert list(again.facts) == list(read_base(sample).facts)


@pytest.mark.parametrize("count", [0, 1, 6])
def test_the_pieces_are_the_whole(sample: Path, count: int) -> None:
    base = read_base(sample)
    facts = base.facts[:count]
    pieces = list(json_pieces(frame_json(base, facts), "facts", map(fact_json, facts)))
    assert len(pieces) > count
    assert "".join(pieces) == json_text(base_json(base, facts))
    assert "".join(json_pieces({}, "none", ())) == json_text({"none": []})


def test_the_bundled_base_is_exported() -> None:
    data = json.loads(run("export").stdout)
    assert len(data["facts"]) == len(read_base(bundled_base()).facts) > 500
    (figure,) = [fact["value"] for fact in data["facts"] if fact["id"] == "fr-forces"]
    assert (figure["low"], figure["high"], figure["approximate"]) == (3500, 3500, True)


def test_csv_has_a_row_for_each_fact(sample: Path) -> None:
    done = run_on(sample, "export", "--format", "csv")
    assert (done.returncode, done.stderr) == (OK, "")
    header, *rows = csv.reader(io.StringIO(done.stdout), strict=True)
    assert [row[header.index("id")] for row in rows] == [fact.id for fact in read_base(sample).facts]
    assert rows[0][header.index("value")] == "about 3,500 service members"


def test_csv_ends_its_lines_as_its_standard_says(sample: Path) -> None:
    text = run_on(sample, "export", "--format", "csv").stdout
    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\n") == 7


@pytest.mark.parametrize("cut", [",", ";", "\t"])
def test_csv_has_no_formula_however_it_is_cut(tmp_path: Path, cut: str) -> None:
    """Spreadsheets of many countries cut it at semicolons, and then our quotes are none."""
    attack = "cmd|' /C calc'!A0"
    names = [f"France;{sign}{attack}" for sign in ("=", " =", "'=", "＝", "+", "@", ";-", ", x;=")]
    names += [f"={attack}", f"{cut}={attack}", f'x;"={attack}"']
    nations = "".join(f"  n{n}: {{name: {json.dumps(name)}}}\n" for n, name in enumerate(names))
    about = ", ".join(f"n{n}" for n in range(len(names)))
    path = write(
        tmp_path,
        f"nations:\n{nations}sources:\n  s:\n    title: T\n    publisher: P;=1\n    facts:\n"
        f"      - {{id: a, about: [{about}], topic: forces, says: S;=1}}\n",
    )
    text = run_on(path, "export", "--format", "csv").stdout
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=cut) for cell in row]
    assert len(cells) > (1 if cut == "\t" else 25)
    for cell in cells:
        assert not cell.lstrip(' "').startswith(tuple("=+-@|%＝")), cell
    assert "France;'=cmd" in text


def test_markdown_is_a_dossier_by_nation(sample: Path) -> None:
    done = run_on(sample, "export", "--format", "markdown")
    assert (done.returncode, done.stderr) == (OK, "")
    assert done.stdout.startswith("# Facts by nation\n\n## France\n\n### Air strikes\n\n- ")
    assert done.stdout.endswith("[^paper]: “A title”, The Paper, 20 January 2016.\n")


@pytest.mark.parametrize(
    ("about", "ids"),
    [
        ("GB", ["two-members", "north-strikers"]),
        ("gb", ["two-members", "north-strikers"]),
        ("United Kingdom", ["two-members", "north-strikers"]),
        ("north", ["north-strikers"]),  # told of the place
        ("minister", ["fr-forces"]),  # said by the person
        ("summit", ["summit-date"]),
        ("both", []),
    ],
)
def test_what_is_about_or_by_or_in_an_entity(sample: Path, about: str, ids: list[str]) -> None:
    done = run_on(sample, "export", "--about", about)
    assert done.returncode == OK
    assert [fact["id"] for fact in json.loads(done.stdout)["facts"]] == ids


def test_what_one_source_says(sample: Path) -> None:
    second = "      - {id: further, about: [NO], topic: other, says: Other., at: p1}\n"
    sample.write_text(SAMPLE + "  more:\n    title: More\n    publisher: P\n    facts:\n" + second)
    assert [
        fact["id"] for fact in json.loads(run_on(sample, "export", "--source", "more").stdout)["facts"]
    ] == ["further"]
    both = run_on(sample, "export", "--source", "paper", "--about", "NO", "--format", "csv")
    assert [row.split(",")[0] for row in both.stdout.splitlines()[1:]] == ["no-unclear"]


@pytest.mark.parametrize("arguments", [("--source", "nope"), ("--about", "papers")])
def test_a_guess_is_of_the_kind_that_was_asked_for(sample: Path, arguments: tuple[str, ...]) -> None:
    """`NO` is a nation, `paper` a source."""
    done = run_on(sample, "export", *arguments)
    assert done.returncode == TROUBLE
    assert "did you mean" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--about", "Frence"), "no entity of this fact base is called 'Frence'; did you mean `France`?"),
        (("--about", "fr-forces"), "no entity of this fact base is called 'fr-forces'"),
        (("--about", ""), "no entity of this fact base is called ''"),
        (("--source", "papers"), "no source of this fact base is called 'papers'; did you mean `paper`?"),
        (("--source", "FR"), "no source of this fact base is called 'FR'"),
        (("--format", "xml"), "invalid choice: 'xml'"),
        (("--output",), "expected one argument"),
        (("France",), "unrecognized arguments"),
    ],
)
def test_wrong_usage(sample: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run_on(sample, "export", *arguments)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert said in done.stderr


def test_a_base_that_can_not_be_read_writes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "nations: []\n")
    done = run_on(path, "export", "-o", tmp_path / "out.json")
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert "E201" in done.stderr
    assert not (tmp_path / "out.json").exists()


# -- stdout -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_nobody_reads_the_output(form: str) -> None:
    done = run_with_closed_pipe("export", "--format", form)
    assert (done.returncode, done.stderr) == (OK, "")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_takes_one_line(sample: Path, unbuffered: str) -> None:
    """More than a pipe holds: the program is still writing when the reader goes."""
    notes = "\n".join(
        f"      - {{id: n{number}, about: [FR], topic: other, says: N., note: {'x' * 900}}}"
        for number in range(200)
    )
    sample.write_text(SAMPLE + notes + "\n")
    env = terminal_environment(**({"PYTHONUNBUFFERED": unbuffered} if unbuffered else {}))
    with subprocess.Popen(
        [sys.executable, "-m", "tui", "--facts", sample, "export"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(TIMEOUT) == OK


@pytest.mark.parametrize(
    ("arguments", "unbuffered"),
    [
        *(
            (command, "")
            for command in (("export",), ("find", "France"), ("schema",), ("--version",), ("--help",))
        ),
        *((command, "1") for command in (("export",), ("find", "France"), ("--help",), ("check", "--help"))),
    ],
)
def test_a_full_disk_is_told(arguments: tuple[str, ...], unbuffered: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    env = terminal_environment(**({"PYTHONUNBUFFERED": unbuffered} if unbuffered else {}))
    with open("/dev/full", "w") as full:
        done = run(*arguments, stdout=full, env=env)
    assert done.returncode == TROUBLE
    assert done.stderr == "coalition-tui: the output can't be written: No space left on device\n"


def test_a_full_disk_for_stderr_is_told_by_the_exit_code() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with open("/dev/full", "w") as full:
        assert run("check", stderr=full).returncode == TROUBLE


def test_closed_streams_are_told_of_or_done_without(sample: Path) -> None:
    def shell(redirection: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", f'"$0" -m tui --facts "$1" find jean {redirection}', sys.executable, sample],
            env=terminal_environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT,
        )

    assert shell(">&-").stderr == "coalition-tui: stdout is closed; `> FILE` opens it\n"
    assert shell(">&-").returncode == TROUBLE
    assert (shell("2>&-").returncode, shell("2>&-").stdout.count("\n")) == (OK, 2)
    assert (shell(">&- 2>&-").returncode, shell("<&-").returncode) == (TROUBLE, OK)


@pytest.mark.parametrize("form", FORMATS)
def test_data_is_utf_8_in_any_locale(sample: Path, form: str) -> None:
    done = run_on(sample, "export", "--format", form, env=terminal_environment(PYTHONIOENCODING="latin-1"))
    assert "Jéan Example" in done.stdout
    assert done.stdout == run_on(sample, "export", "--format", form).stdout


# -- a file -------------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_holds_what_stdout_would(sample: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    done = run_on(sample, "export", "--format", form, "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (OK, "", f"{out}: 6 facts\n")
    assert out.read_bytes() == run_on(sample, "export", "--format", form).stdout.encode()
    assert names(tmp_path) == ["base", "out"]


def test_a_file_in_the_current_folder(sample: Path, tmp_path: Path) -> None:
    done = run_on(sample, "export", "--output", "out.json", "--about", "NO", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (OK, "out.json: 1 fact\n")
    assert len(json.loads((tmp_path / "out.json").read_text())["facts"]) == 1


def test_an_old_file_is_replaced_and_its_permissions_kept(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("old")
    out.chmod(0o640)
    assert run_on(sample, "export", "-o", out).returncode == OK
    assert json.loads(out.read_text())["facts"]
    assert stat.S_IMODE(out.stat().st_mode) == 0o640


def test_a_new_file_gets_the_permissions_that_the_user_gives_new_files(sample: Path, tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        assert run_on(sample, "export", "-o", tmp_path / "out.json").returncode == OK
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o640


def test_a_long_name_is_no_trouble(sample: Path, tmp_path: Path) -> None:
    for name in ("x" * 255, "é" * 127):
        assert run_on(sample, "export", "-o", tmp_path / name).returncode == OK
        assert (tmp_path / name).stat().st_size > 1000


def assert_refused(sample: Path, out: Path | str, reason: str, cwd: Path | None = None) -> None:
    done = run_on(sample, "export", "-o", out, cwd=cwd)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr.startswith("coalition-tui: not written: ")
    assert reason in done.stderr


def test_a_link_is_never_written_through(sample: Path, tmp_path: Path) -> None:
    target, link, dangling = tmp_path / "target", tmp_path / "link", tmp_path / "dangling"
    target.write_text("mine")
    link.symlink_to(target)
    dangling.symlink_to(tmp_path / "nowhere")
    assert_refused(sample, link, f"is a link to {target}; name that file itself")
    assert_refused(sample, dangling, "is a link to")
    assert (target.read_text(), link.is_symlink(), (tmp_path / "nowhere").exists()) == ("mine", True, False)


def test_a_folder_behind_a_link_is_named(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "way").symlink_to(tmp_path / "real")
    out = tmp_path / "way" / "out.json"
    done = run_on(sample, "export", "-o", out)
    assert (done.returncode, done.stderr) == (OK, f"{out} (in {tmp_path / 'real'}): 6 facts\n")
    # Dots on the way are no links.
    plain = run_on(sample, "export", "-o", "real/../out.json", cwd=tmp_path)
    assert plain.stderr == "real/../out.json: 6 facts\n"


@pytest.mark.parametrize("device", ["/dev/null", "/dev/full", "/dev/tty"])
def test_devices_are_refused(sample: Path, device: str) -> None:
    if not Path(device).exists():
        pytest.skip(f"needs {device}")
    assert_refused(sample, device, "is no regular file")
    assert stat.S_ISCHR(os.stat(device).st_mode)


def test_pipes_and_folders_are_refused(sample: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder", "."):
        assert_refused(sample, tmp_path / name, "is no regular file")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.parametrize(
    ("out", "reason"),
    [("none/out.json", "No such file"), ("file/out.json", "Not a directory"), ("x" * 300, "name too long")],
)
def test_a_place_that_there_is_not(sample: Path, tmp_path: Path, out: str, reason: str) -> None:
    (tmp_path / "file").write_text("")
    assert_refused(sample, tmp_path / out, reason)
    assert names(tmp_path) == ["base", "file"]


def test_the_fact_base_is_never_written_over(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(sample.parent)
    for out in (sample, sample.parent / "." / "facts.yaml", tmp_path / "way" / "facts.yaml"):
        assert_refused(sample, out, "is the fact base itself")
    assert_refused(sample, "facts.yaml", "is the fact base itself", cwd=sample.parent)
    # A folder that is read as one base would read the export too.
    assert_refused(sample.parent, sample.parent / "new.yaml", "is the fact base itself")
    assert sample.read_text() == SAMPLE
    assert names(sample.parent) == ["facts.yaml"]
    assert run_on(sample.parent, "export", "-o", sample.parent / "out.json").returncode == OK


def test_the_fact_base_is_never_written_over_where_it_is_read_through_links(
    sample: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "linked"
    folder.mkdir()
    (folder / "a.yaml").symlink_to(os.path.relpath(sample, folder))
    (tmp_path / "one.yaml").symlink_to(sample)
    (tmp_path / "way").symlink_to(sample.parent)
    for facts in (folder, folder / "a.yaml", tmp_path / "one.yaml", tmp_path / "way"):
        for out in (sample, tmp_path / "way" / "facts.yaml"):
            done = run_on(facts, "export", "--format", "csv", "-o", out)
            assert (done.returncode, "is the fact base itself" in done.stderr) == (TROUBLE, True)
    os.link(sample, tmp_path / "second")
    assert_refused(sample, tmp_path / "second", "is the fact base itself")
    assert_refused(folder, tmp_path / "linked" / "new.yml", "is the fact base itself")
    assert sample.read_text() == SAMPLE
    assert names(folder) == ["a.yaml"]


@pytest.mark.parametrize(
    "arguments",
    [
        *(("export", "-o", "x.json"), ("export", "-o", "../x.json"), ("export", "-o", "x/y")),
        *(("check", "--since", "HEAD"), ("check",), ("find", "x"), ("cite", "x"), ("schema",), ("--help",)),
        *(
            ("verify", "wapo-2016-01-20=x"),
            ("export",),
            ("--facts", "x", "export"),
            ("--facts", ".", "check"),
        ),
        *(("--facts", "x/..", "check", "--since", "HEAD"), ("FR",), ("--version",)),
    ],
)
def test_a_folder_that_is_gone(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = subprocess.run(
        ["sh", "-c", 'rmdir "$0" && exec "$@"', gone, sys.executable, "-m", "tui", *arguments],
        cwd=gone,
        env=terminal_environment(PYTHONPATH=str(bundled_base().parent)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
    )
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Traceback" not in done.stderr
    if "-o" in arguments:
        assert (done.returncode, done.stdout) == (TROUBLE, "")
        assert done.stderr == f"coalition-tui: not written: {arguments[2]}: No such file or directory\n"


def test_the_bundled_base_is_never_written_over() -> None:
    before = bundled_base().read_bytes()
    done = run("export", "-o", bundled_base())
    assert (done.returncode, "is the fact base itself" in done.stderr) == (TROUBLE, True)
    assert bundled_base().read_bytes() == before


# -- in the middle of it ------------------------------------------------------------------------------


def test_what_does_not_fit_leaves_the_old_file(sample: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands in for a disk that fills up halfway."""
    out = tmp_path / "out.json"
    out.write_text("old")

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = run_on(sample, "export", "-o", out, preexec_fn=small)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr == f"coalition-tui: not written: {out}: File too large\n"
    assert (out.read_text(), names(tmp_path)) == ("old", ["base", "out.json"])


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_kill_halfway_leaves_the_old_file(tmp_path: Path, moment: str) -> None:
    out = tmp_path / "out.json"
    out.write_text("old")
    script = (
        "import os, pathlib, signal, sys\n"
        "from tui.commands import files\n"
        f"os.{moment} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "files.write_whole(pathlib.Path(sys.argv[1]), 'new' * 100_000)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, out], check=False, timeout=TIMEOUT)
    assert done.returncode == -signal.SIGKILL
    assert out.read_text() == "old"
    (left,) = set(names(tmp_path)) - {"out.json"}
    assert left.startswith(".out.json.")
    assert left.endswith(".part")
    # Whatever was left behind is in nobody's way.
    write_whole(out, "new")
    assert out.read_text() == "new"


def test_an_interrupt_halfway_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    (tmp_path / "out").write_text("old")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "out", "new")
    assert ((tmp_path / "out").read_text(), names(tmp_path)) == ("old", ["out"])


@contextlib.contextmanager
def nobody_special() -> Iterator[None]:
    """As a user whom permissions bind: root, whom they don't, becomes another one for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_can_not_be_written() -> None:
    # Not in `tmp_path`: pytest's folders let nobody but their owner in.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old").write_text("old")
        (folder / "old").chmod(0o666)  # the file could be written, but not replaced in one step
        folder.chmod(0o555)
        try:
            with nobody_special():
                if os.access(folder, os.W_OK, effective_ids=True) or not (folder / "old").is_file():
                    pytest.skip("needs a temporary folder open to all, and a user whom permissions bind")
                for out in ("old", "new"):
                    with pytest.raises(NotWrittenError, match=rf"{out}: Permission denied"):
                        write_whole(folder / out, "new")
            assert ((folder / "old").read_text(), names(folder)) == ("old", ["old"])
        finally:
            folder.chmod(0o755)
