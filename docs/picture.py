"""Draw the picture of the README anew: `python docs/picture.py`."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tui.explorer.app import ExplorerApp
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base

TARGET = Path(__file__).with_name("nations.svg")


async def draw() -> None:
    """The first screen, one key after its start."""
    app = ExplorerApp(read_base(bundled_base()))
    async with app.run_test(size=(124, 30)) as pilot:
        await pilot.press("down")
        await pilot.pause(0.5)  # the badge of the desk comes a moment after the first paint
        TARGET.write_text(app.export_screenshot(title="coalition-tui"), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw())
