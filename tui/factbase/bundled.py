"""Where the fact base that comes with the program lies."""

from __future__ import annotations

from pathlib import Path


def bundled_base() -> Path:
    """`facts.yaml` inside the installed package, or at the top of a checkout.

    In a wheel it is packed beside the modules; in a checkout that file does not exist, and the one at the top
    of the tree, which people edit, is used.
    """
    package = Path(__file__).resolve().parent.parent
    packed = package / "facts.yaml"
    return packed if packed.is_file() else package.parent / "facts.yaml"
