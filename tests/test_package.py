"""The wheel, installed where nothing else is: the command finds its facts, its styles and its types."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

import tui
from tests.terminal.pty_session import PtySession, terminal_environment

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run it to its end with nothing of this process's surroundings; what it wrote is shown if it fails."""
    done = subprocess.run(
        command, cwd=cwd, env=terminal_environment(HOME=str(cwd)), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done


def build(out: Path, *options: str) -> Path:
    """Build from the tree as it is; the wheel.  Without isolation: no package index is asked."""
    run(sys.executable, "-m", "build", "--no-isolation", *options, "--outdir", out, ROOT, cwd=out)
    (wheel,) = out.glob("*.whl")
    return wheel


def contents(archive: Path) -> dict[str, bytes]:
    with ZipFile(archive) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"), "--wheel")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel alone; its dependencies are borrowed from the one that runs the tests."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=home)
    site = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home
    ).stdout.strip()
    # A path in a .pth file comes after the wheel's own folder, and the .pth files in it don't count: one of
    # those names the checkout.
    Path(site, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home


def test_the_wheel_holds_the_whole_package_and_nothing_else(wheel: Path) -> None:
    packed = {name for name in contents(wheel) if ".dist-info/" not in name}
    tree = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tui").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == tree | {"tui/facts.yaml"}
    assert "tui/py.typed" in packed
    assert any(name.endswith(".tcss") for name in packed), "no styles"


def test_the_wheel_is_named_after_the_version(wheel: Path) -> None:
    assert wheel.name == f"coalition_tui-{tui.__version__}-py3-none-any.whl"


def test_the_sdist_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    # Without `--wheel` the wheel is built from the sdist.
    assert contents(build(tmp_path)) == contents(wheel)


def test_the_package_is_imported_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "import tui, tui.factbase.reading.bundled as b; print(tui.__file__); print(b.bundled_base())"
    module, facts = run(installed / "bin" / "python", "-c", code, cwd=tmp_path).stdout.splitlines()
    assert Path(module).is_relative_to(installed)
    assert Path(facts).is_relative_to(installed)
    assert Path(facts).read_bytes() == (ROOT / "facts.yaml").read_bytes()


def test_the_commands_work_in_any_directory(installed: Path, tmp_path: Path) -> None:
    command = installed / "bin" / "coalition-tui"
    assert run(command, "--version", cwd=tmp_path).stdout == f"coalition-tui {tui.__version__}\n"
    checked = run(command, "check", cwd=tmp_path)
    assert str(installed) in checked.stdout + checked.stderr, "another fact base than the packed one"
    assert "France" in run(command, "find", "France", cwd=tmp_path).stdout


def test_the_explorer_finds_its_styles(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = installed / "bin" / "coalition-tui"
    with PtySession([command], env=terminal_environment(HOME=str(tmp_path))) as session:
        session.wait_for("France", timeout=20)
        session.press("q")
        assert session.wait() == 0
