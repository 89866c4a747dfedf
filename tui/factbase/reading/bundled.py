"""Where the fact base that comes with the program lies."""

from __future__ import annotations

from pathlib import Path


def bundled_base() -> Path:
    """`facts.yaml` inside the installed package, or at the top of a checkout.

    In a wheel it is packed beside the modules; in a checkout that file does not exist, and the one at the top
    of the tree, which people edit, is used.
    """
    packed = _packed()
    return packed if packed.is_file() else packed.parent.parent / packed.name


def is_installed(path: Path) -> bool:
    """Whether a file is the one in the installed package, which the next version replaces."""
    return path.resolve() == _packed()


def _packed() -> Path:
    return Path(__file__).resolve().parents[2] / "facts.yaml"
