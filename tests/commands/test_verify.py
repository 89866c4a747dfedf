"""`verify`: misses on stdout, the count on stderr, and an exit code for scripts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.commands.runner import FINDINGS, OK, TROUBLE, run, run_on, run_with_closed_pipe
from tests.factbase.samples import write
from tui.factbase.reading.bundled import bundled_base

BASE = """\
nations:
  FR: {name: France}
sources:
  paper:
    title: A title
    publisher: The Paper
    begins: LONDON —
    facts:
      - {id: good, about: [FR], topic: forces, says: S., at: p1, quote: It begins here}
      - {id: moved, about: [FR], topic: forces, says: S., at: p2, quote: It begins}
      - {id: twice, about: [FR], topic: forces, says: S., at: p2, quote: again}
      - {id: gone, about: [FR], topic: forces, says: S., at: p2, quote: "about 3,500 people"}
      - {id: silent, about: [FR], topic: forces, says: S., at: p2}
  second:
    title: Another
    publisher: The Paper
    facts: []
"""
COPY = """\
The head
LONDON – It begins here.

Again and again, “again”: about 3,600 people.
"""
ARTICLE = "wapo-2016-01-20"
ARTICLE_TEXT = bundled_base().parent.parent / "shared" / "sources" / f"{ARTICLE}.txt"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path, BASE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "copy.txt"
    path.write_text(COPY, encoding="utf-8")
    return path


def test_misses_are_told_with_line_and_place(base: Path, copy: Path) -> None:
    done = run_on(base, "verify", f"paper={copy}")
    assert done.returncode == FINDINGS
    assert done.stdout.splitlines() == [
        f"{base}:10: moved: found elsewhere: “It begins” (at p2) stands in p1",
        f"{base}:11: twice: found more than once: “again” (at p2) stands in p2",
        f"{base}:12: gone: not found: “about 3,500 people” (at p2); "
        "the nearest passage is “about 3,600 people.”",
    ]
    assert done.stderr == (
        "paper: 1 found, 1 found elsewhere, 1 found more than once, 1 not found; 1 without a quote\n"
    )


def test_all_lists_what_stands_where_it_should_too(base: Path, copy: Path) -> None:
    done = run_on(base, "verify", "--all", f"paper={copy}")
    assert done.stdout.splitlines()[0] == f"{base}:9: good: found: “It begins here” (at p1) stands in p1"
    assert done.stdout.count("\n") == 4


def test_nothing_to_say_is_silence_on_stdout(base: Path, copy: Path) -> None:
    base.write_text(
        "\n".join(line for line in BASE.splitlines() if "moved" not in line and "gone" not in line)
    )
    done = run_on(base, "verify", f"paper={copy}")
    assert done.returncode == OK, "more than once is told, and is no miss"
    assert done.stdout.count("\n") == 1
    base.write_text("\n".join(line for line in base.read_text().splitlines() if "twice" not in line))
    done = run_on(base, "verify", f"paper={copy}")
    assert (done.returncode, done.stdout) == (OK, "")
    assert done.stderr == "paper: 1 found; 1 without a quote\n"


def test_several_sources_in_one_run(base: Path, copy: Path) -> None:
    done = run_on(base, "verify", f"second={copy}", f"paper={copy}")
    assert done.returncode == FINDINGS
    assert done.stderr.splitlines()[0] == "second: no quotes; 0 without a quote"
    assert done.stderr.splitlines()[1].startswith("paper: ")
    assert run_on(base, "verify", f"second={copy}").returncode == OK


def test_a_name_with_an_equals_sign(base: Path, copy: Path) -> None:
    strange = copy.with_name("a=b.txt")
    copy.rename(strange)
    assert run_on(base, "verify", f"paper={strange}").returncode == FINDINGS


def test_a_bom_and_other_line_ends(base: Path, copy: Path) -> None:
    expected = run_on(base, "verify", f"paper={copy}").stdout
    copy.write_bytes(b"\xef\xbb\xbf" + COPY.replace("\n", "\r\n").encode())
    assert run_on(base, "verify", f"paper={copy}").stdout == expected


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("paper", "'paper': write SOURCE=TEXTFILE"),
        ("paper=", "'paper=': write SOURCE=TEXTFILE"),
        ("papre=copy.txt", "no source has the id 'papre'; did you mean `paper`?"),
        ("FR=copy.txt", "no source has the id 'FR'"),
        ("paper=none.txt", "none.txt: No such file or directory"),
        ("paper=folder", "folder: not a regular file but a folder"),
        ("paper=pipe", "pipe: not a regular file"),
        ("paper=latin-1.txt", "latin-1.txt:2: not UTF-8 at byte 9 of the file (0xe7)"),
        ("paper=stranger.txt", "no line of the copy begins with “LONDON —”, as the source's p1 does"),
        ("paper=/dev/zero", "/dev/zero: not a regular file"),
    ],
)
def test_what_can_not_be_compared(base: Path, copy: Path, argument: str, said: str) -> None:
    folder = copy.parent
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "latin-1.txt").write_bytes(b"The\nFran\xe7ais")
    (folder / "stranger.txt").write_text("Something else.")
    done = run_on(base, "verify", argument, cwd=folder)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr.startswith("coalition-tui: ")
    assert said in done.stderr


def test_a_quote_in_many_places_names_the_first_of_them(base: Path, copy: Path) -> None:
    copy.write_text(COPY + "again\n" * 3)
    assert "“again” (at p2) stands in p2\n" in run_on(base, "verify", f"paper={copy}").stdout
    base.write_text(BASE.replace("at: p2, quote: again", "at: p1, quote: again"))
    told = run_on(base, "verify", f"paper={copy}").stdout
    assert "found elsewhere: “again” (at p1) stands in p2, p3, p4, p5\n" in told
    copy.write_text(COPY + "again\n" * 4)
    assert "stands in p2, p3, p4, p5, p6\n" in run_on(base, "verify", f"paper={copy}").stdout
    copy.write_text(COPY + "again\n" * 5)
    told = run_on(base, "verify", f"paper={copy}").stdout
    assert "stands in p2, p3, p4, p5, p6 and at least one place more\n" in told


def test_copies_are_bounded_all_together(base: Path, copy: Path) -> None:
    copy.write_text(COPY + "x" * (7 << 20))
    assert run_on(base, "verify", *[f"paper={copy}"] * 2).returncode == FINDINGS
    done = run_on(base, "verify", *[f"paper={copy}"] * 3)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr.endswith("larger than 8,388,608 bytes, or all copies together than 16,777,216\n")


def test_every_wrong_argument_is_told_at_once(base: Path, copy: Path) -> None:
    done = run_on(base, "verify", "x=y", f"paper={copy}", "paper=none.txt")
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr.count("coalition-tui: ") == 2


def test_wrong_usage() -> None:
    done = run("verify")
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr.startswith("usage: coalition-tui verify")


def test_a_base_that_can_not_be_read(tmp_path: Path, copy: Path) -> None:
    done = run_on(tmp_path / "none.yaml", "verify", f"paper={copy}")
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert "E101" in done.stderr


def test_nobody_reads_the_output(base: Path, copy: Path) -> None:
    done = run_with_closed_pipe("--facts", base, "verify", "--all", f"paper={copy}")
    assert done.returncode == OK


@pytest.mark.skipif(not ARTICLE_TEXT.is_file(), reason="needs the article's text, in ../shared")
def test_the_article_is_quoted_rightly() -> None:
    done = run("verify", f"{ARTICLE}={ARTICLE_TEXT}")
    assert done.returncode == OK, done.stdout
    assert "not found" not in done.stderr
    assert "elsewhere" not in done.stderr
