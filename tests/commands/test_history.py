"""`check --since` in a stranger's repository: nothing that its settings name runs, and it ends soon."""

from __future__ import annotations

import os
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from tests.commands.runner import FINDINGS, OK, TROUBLE, run, run_on
from tests.commands.test_check import CHANGED, SOUND, commit, git, needs_git
from tests.factbase.samples import write
from tests.hostile.forker import MEMORY, SECONDS
from tests.hostile.runner import run_alone
from tests.terminal.pty_session import terminal_environment
from tui.commands import history

pytestmark = needs_git


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """What appears when a program of the repository runs."""
    return tmp_path / "trapped"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    commit(folder, SOUND)
    return folder


def blob_of(folder: Path, name: str = "HEAD:facts.yaml") -> Path:
    """The file in which git keeps an object."""
    done = subprocess.run(
        ["git", "rev-parse", name], cwd=folder, capture_output=True, text=True, check=True, timeout=30
    )
    digest = done.stdout.strip()
    return folder / ".git" / "objects" / digest[:2] / digest[2:]


def set_trap(folder: Path, trap: Path, *more: str) -> None:
    """Settings that name a program wherever git takes one; further ones as `section.key=value`."""
    program = folder / ".git" / "program"
    program.write_text(f"#!/bin/sh\ntouch {trap}\nfalse\n")
    program.chmod(0o755)
    hooks = folder / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction", "fsmonitor"):
        shutil.copy(program, hooks / hook)
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "attributes").write_text("*.yaml filter=f diff=f textconv=f merge=f\n")
    (folder / ".git" / "more").write_text(f"[core]\n\tpager = {program}\n\teditor = {program}\n")
    for setting in (
        *(f"core.{key}={program}" for key in ("fsmonitor", "sshCommand", "askPass", "gitProxy", "pager")),
        *(f"core.{key}={program}" for key in ("editor", "alternateRefsCommand")),
        f"core.hooksPath={hooks}",
        *(f"filter.f.{key}={program}" for key in ("clean", "smudge", "process")),
        *(f"diff.f.{key}={program}" for key in ("command", "textconv")),
        f"diff.external={program}",
        f"interactive.diffFilter={program}",
        f"credential.helper=!{program}",
        f"gpg.program={program}",
        f"alias.cat-file=!{program}",
        *(f"pager.{key}={program}" for key in ("cat-file", "ls-tree", "rev-parse")),
        "include.path=more",
        "core.repositoryFormatVersion=1",
        "extensions.partialClone=origin",
        "remote.origin.promisor=true",
        "protocol.allow=always",
        *(f"protocol.{name}.allow=always" for name in ("file", "ext", "ssh", "git", "evil")),
        *more,
    ):
        name, _, value = setting.partition("=")
        git(folder, "-c", "core.hooksPath=/dev/null", "config", name, value)


REMOTES = (
    ("remote.origin.url=.", "remote.origin.uploadpack={0}; false"),
    ("remote.origin.url=ext::{0}",),
    ("remote.origin.url=ssh://example.invalid/x",),
    ("remote.origin.url=host.invalid:x", "core.sshCommand={0}"),
    ("remote.origin.url=git://example.invalid/x", "core.gitProxy={0}"),
    ("remote.origin.url=x", "remote.origin.vcs=ext"),
    ("remote.origin.url=evil::x",),
)


@pytest.mark.parametrize("older", [False, True], ids=["this-git", "older-git"])
@pytest.mark.parametrize("remote", REMOTES, ids=lambda settings: settings[0].partition("=")[2])
def test_a_missing_object_is_not_fetched(
    repository: Path, trap: Path, tmp_path: Path, remote: tuple[str, ...], older: bool
) -> None:
    blob_of(repository).unlink()
    set_trap(repository, trap, *(text.format(repository / ".git" / "program") for text in remote))
    env = terminal_environment()
    if older:  # one that doesn't know the newer way to forbid it
        shim = tmp_path / "bin" / "git"
        shim.parent.mkdir()
        shim.write_text(f'#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nexec {shutil.which("git")} "$@"\n')
        shim.chmod(0o755)
        env["PATH"] = f"{shim.parent}:{env['PATH']}"
    done = run("--facts", "facts.yaml", "check", "--since", "HEAD", cwd=repository, env=env)
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert done.stderr == (
        "coalition-tui: HEAD:./facts.yaml is missing in this repository, and nothing is fetched\n"
    )
    assert not trap.exists()


def test_the_trap_works(repository: Path, trap: Path) -> None:
    """Without it the test above would show nothing."""
    blob_of(repository).unlink()
    set_trap(repository, trap, *(text.format(repository / ".git" / "program") for text in REMOTES[0]))
    env = terminal_environment()
    command = ["git", "cat-file", "-s", "HEAD:facts.yaml"]
    subprocess.run(command, cwd=repository, env=env, capture_output=True, check=False, timeout=30)
    assert trap.exists()


@pytest.mark.parametrize(
    "revision", ["HEAD", "HEAD^{tree}", ":0", ":/x", "HEAD@{0}", "master..HEAD", "^HEAD"]
)
def test_nothing_of_the_repository_runs(repository: Path, trap: Path, revision: str) -> None:
    set_trap(repository, trap)
    write(repository, CHANGED)
    done = run_on(repository / "facts.yaml", "check", "--since", revision)
    assert done.returncode == (TROUBLE if revision in (":0", ":/x", "master..HEAD", "^HEAD") else FINDINGS)
    assert not trap.exists()


def test_a_folder_that_looks_like_a_repository_is_none(repository: Path, trap: Path) -> None:
    bare = repository / "bare"
    git(repository, "init", "--quiet", "--bare", "bare")
    git(bare, "config", "core.fsmonitor", f"touch {trap}")
    write(bare, SOUND)
    done = run_on(bare / "facts.yaml", "check", "--since", "HEAD")
    assert done.returncode == TROUBLE
    assert "git says: fatal: " in done.stderr
    assert not trap.exists()


def test_variables_of_git_lead_nowhere_else(repository: Path, tmp_path: Path, trap: Path) -> None:
    """A hook finds them set for a repository of its own; some of them name programs."""
    other = tmp_path / "other"
    other.mkdir()
    commit(other, CHANGED)
    write(repository, CHANGED)
    env = terminal_environment(
        GIT_DIR=str(other / ".git"),
        GIT_INDEX_FILE=str(other / ".git" / "index"),
        GIT_OBJECT_DIRECTORY=str(other / ".git" / "objects"),
        GIT_NAMESPACE="x",
        GIT_TRACE=str(trap),
        GIT_CONFIG_COUNT="1",
        GIT_CONFIG_KEY_0="alias.cat-file",
        GIT_CONFIG_VALUE_0=f"!touch {trap}",
    )
    done = run_on(repository / "facts.yaml", "check", "--since", "HEAD", env=env)
    assert (done.returncode, done.stdout.count("W601")) == (FINDINGS, 1)
    assert not trap.exists()


def test_settings_that_nobody_writes(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe in their place holds git up, and is given up in the end."""
    monkeypatch.setattr(history, "_PATIENCE", 0.5)
    os.mkfifo(repository / ".git" / "pipe")
    (repository / ".git" / "config").write_text("[include]\n\tpath = pipe\n")
    with pytest.raises(history.HistoryError, match="git was ended: it took too long"):
        history.base_at(repository / "facts.yaml", "HEAD")


# -- how much -----------------------------------------------------------------------------------------


def test_thousands_of_files(tmp_path: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    for number in range(3_000):
        write(base, f"nations:\n  n{number}: {{name: x}}\n", f"f{number}.yaml")
    commit(base, "places: {}\n", "z.yaml")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    done = run_alone("--facts", base, "check", "--since", "HEAD", "--select", "W6", cwd=tmp_path)
    assert (done.code, done.out) == (OK, "")
    assert done.cpu < SECONDS
    assert done.memory < MEMORY


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (
            "bytes=300",
            "HEAD:./b.yaml: with it there are more than 300 bytes; raise it with --limit bytes=600",
        ),
        ("files=1", "HEAD:./ has more than 1 files; raise it with --limit files=2"),
    ],
)
def test_the_limits_hold_for_all_files_together(tmp_path: Path, limit: str, said: str) -> None:
    for name in ("a", "b"):
        commit(tmp_path, f"nations:\n  {name}: {{name: x}}\n# {'x' * 120}\n", f"{name}.yaml")
    (tmp_path / "b.yaml").unlink()
    done = run_on(tmp_path, "check", "--since", "HEAD", "--limit", limit)
    assert (done.returncode, done.stderr) == (TROUBLE, f"coalition-tui: {said}\n")


def test_what_is_small_in_the_repository_and_large_out_of_it(repository: Path) -> None:
    """A loose object of 200 KB that unpacks to 200 MB, and one that promises less than it holds."""
    huge = b"blob %d\0" % (200 << 20)
    packer = zlib.compressobj()
    for content in (
        packer.compress(huge)
        + b"".join(packer.compress(bytes(1 << 20)) for _ in range(200))
        + packer.flush(),
        zlib.compress(b"blob 10\0" + b"x" * 10_000_000),
    ):
        path = blob_of(repository)
        path.chmod(0o644)
        path.write_bytes(content)
        done = run_alone("--facts", repository / "facts.yaml", "check", "--since", "HEAD", cwd=repository)
        assert done.code == TROUBLE
        assert done.err.startswith("coalition-tui: ")
        assert (done.cpu < SECONDS, done.memory < MEMORY) == (True, True)


def test_errors_are_named_by_revision_and_file(tmp_path: Path) -> None:
    commit(tmp_path, "nations: {FR: {name: F}}\n", "a.yaml")
    commit(tmp_path, "nonsense: {}\n", "b.yaml")
    write(tmp_path, "places: {}\n", "b.yaml")
    done = run_on(tmp_path, "check", "--since", "HEAD", env=terminal_environment(TMPDIR="/nowhere"))
    assert done.returncode == TROUBLE
    assert "\nHEAD:./b.yaml:1:1: E202 `nonsense` is not a key of a section\n" in done.stderr
    assert "/tmp" not in done.stderr.replace(str(tmp_path), "")


def test_a_link_in_the_history_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    write(tmp_path, SOUND, "real.yaml")
    (tmp_path / "base" / "facts.yaml").symlink_to("../real.yaml")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "x")
    done = run_on(tmp_path / "base", "check", "--since", "HEAD")
    assert (done.returncode, done.stderr) == (
        TROUBLE,
        "coalition-tui: HEAD:./facts.yaml is a link; what it leads to isn't looked for\n",
    )


@pytest.mark.parametrize("name", ["a b.yaml", "a\nb.yaml", "é.yaml", '"x".yaml', ":(top)x.yaml", "*.yaml"])
def test_any_name_is_found(tmp_path: Path, name: str) -> None:
    path = commit(tmp_path, SOUND, name)
    write(tmp_path, CHANGED, name)
    for facts in (path, tmp_path):
        assert run_on(facts, "check", "--since", "HEAD").returncode == FINDINGS
