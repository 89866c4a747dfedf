"""The list widgets: what they show, how they move, what they leave alone, what they send."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES

from tui.explorer.widgets import lines
from tui.explorer.widgets.contrast import LEAST_CONTRAST, contrast, readable
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.lines import LineView, Painter, ViewState
from tui.explorer.widgets.table import Table, arrange, arrange_scrolled
from tui.explorer.widgets.thumb import Thumb
from tui.explorer.widgets.wrap import ELLIPSIS, Wrapping, cells, fit, head, is_narrow, slices
from tui.factbase.page import TONES, Column, Line, Page, Row, Span
from tui.factbase.text import clean

HOSTILE = (
    "AA\x1b[17;3HSPOOF",
    "AA\x1b]52;c;aGk=\x07BB",
    "AA\x1b]8;;https://example.org\x1b\\BB",
    "AA\x9b31mBB",
    "AA\x90qHOSTILE\x9cBB",
    "AA\x00\x05\x07\x08\x0b\x0c\x1a\x7fBB",
    "AA\r\nBB\nCC\tDD",
    "AA\u2028BB\u2029CC\x85DD",
    "AA\u202egnp.exe\u202cBB",
    "AA\u2066BB\u2069\u200b\u200e\u200d\ufeffCC",
    "[red]AA[/red] [/nope] [@click=app.bell]BB[/] [link=file:///etc/passwd]CC[/link]",
    "👨\u200d👩\u200d👧\u200d👦 🇫🇷 ❤\ufe0f 👍🏽",
    "e\u0301" * 30 + "a" + "\u0300" * 400,
    "日本語の文章はどこでも折り返すことができます" * 4,
    "ｆｕｌｌｗｉｄｔｈ　ｔｅｘｔ",
    "العربية מימין לשמאל",
    "\ud800lone\udfff",
    "\U000e0041\U000e0042 tags \U0001d173",
    "x" * 3_000,
    "\u00a0\u3000\u2003spaces\u2800",
    "$primary {0} %s \\[ \\",
)

COLUMNS = (
    Column("name", "Nation", 12, grow=1),
    Column("facts", "Facts", 5, align="right", drop=1),
    Column("note", "Note", 8, drop=2),
)


def make_row(number: int, text: str = "") -> Row:
    return Row(
        f"row-{number}",
        ((Span(text or f"Nation {number}"),), (Span(f"{number:,}", "strong"),), (Span("about", "hedge"),)),
        f"target-{number}",
    )


def make_rows(count: int) -> list[Row]:
    return [make_row(number) for number in range(count)]


def make_page(facts: int, title: str = "Page", every: int = 1) -> Page:
    """A heading, then statements that wrap; every so many of them leads somewhere."""
    out = [Line((Span(title, "heading"),)), Line()]
    for number in range(facts):
        text = f"{number}: about half of the service members are expected to stay until the end of the year."
        target = f"fact-{number}" if number % every == 0 else None
        out.append(Line((Span("• "), Span(text, "hedge")), target, indent=2, hang=2, key=f"key-{number}"))
    return Page(title, tuple(out))


class CountingRows(Sequence[Row]):
    """Rows that are made when they are looked at, and remember that they were."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.touched: set[int] = set()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> Any:
        if not 0 <= index < self._count:
            raise IndexError(index)
        self.touched.add(index)
        return make_row(index)


class Host(App[None]):
    """An app of nothing but views side by side."""

    BINDINGS = [
        Binding("enter", "chosen", show=False),
        Binding("left,h", "to_list", show=False),
        Binding("right,l", "open", show=False),
    ]

    def __init__(self, *views: LineView) -> None:
        super().__init__()
        self.views = views
        self.messages: list[object] = []
        self.actions: list[str] = []

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield from self.views

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        self.messages.append((message.view, message.target))

    def on_table_header_clicked(self, message: Table.HeaderClicked) -> None:
        self.messages.append((message.table, message.column))

    def action_chosen(self) -> None:
        self.actions.append("enter")

    def action_to_list(self) -> None:
        self.actions.append("back")

    def action_open(self) -> None:
        self.actions.append("open")


def drive(
    *views: LineView,
    steps: Callable[[Host, Pilot[None]], Awaitable[None]],
    size: tuple[int, int] = (40, 12),
    theme: str = "textual-dark",
) -> None:
    """Run an app of these views, the first one focused."""

    async def main() -> None:
        app = Host(*views)
        app.theme = theme
        async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
            views[0].focus()
            await pilot.pause()
            await steps(app, pilot)

    asyncio.run(main())


def screen_text(app: App[None]) -> list[str]:
    """What has reached the screen: the compositor's strips, each from the last paint of its row."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def shown(app: App[None], view: LineView) -> list[str]:
    """What has reached the screen of one view, without its scrollbar."""
    region = view.region
    strips = app.screen._compositor.render_strips()[region.y : region.bottom]
    return [strip.crop(region.x, region.right - 1).text for strip in strips]


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows with every layout of a screen."""
    seen: list[str] = []
    original = Screen._refresh_layout

    def spy(self: Screen[Any], *args: Any, **kwargs: Any) -> None:
        seen.append("layout")
        original(self, *args, **kwargs)

    monkeypatch.setattr(Screen, "_refresh_layout", spy)
    return seen


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """A list that grows with every update that goes to the terminal."""
    seen: list[object] = []
    original = Host._display

    def spy(self: Host, screen: Screen[Any], renderable: Any) -> None:
        if renderable is not None:
            seen.append(renderable)
        original(self, screen, renderable)

    monkeypatch.setattr(Host, "_display", spy)
    return seen


def watch_paints(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that grows with every row of a table that is painted."""
    seen: list[int] = []
    original = Table.render_line

    def spy(self: Table, y: int) -> Strip:
        seen.append(y)
        return original(self, y)

    monkeypatch.setattr(Table, "render_line", spy)
    return seen


# -- text in cells ------------------------------------------------------------------------------------

ALPHABET = st.one_of(
    st.sampled_from("ab cd   éß…“”–●◇日本語ｗ👍e\u0301\u0300\u0647\u094d"),
    st.characters(codec="utf-8"),
)
TEXT = st.text(ALPHABET, max_size=120).map(clean)


def test_characters_taken_for_narrow_take_one_cell() -> None:
    wrong = [
        hex(code)
        for code in range(0x20, 0x30000)
        if is_narrow(chr(code)) and get_character_cell_size(chr(code)) != 1
    ]
    assert wrong == []


@given(TEXT, TEXT)
def test_the_width_of_clean_texts_adds_up(one: str, other: str) -> None:
    assert cells(one) == cell_len(one) == sum(get_character_cell_size(char) for char in one)
    assert cells(one + other) == cells(one) + cells(other)


@given(TEXT, st.integers(0, 60))
def test_head_is_the_longest_beginning_that_fits(text: str, room: int) -> None:
    got = head(text, room)
    assert text.startswith(got)
    assert cells(got) <= room
    rest = text[len(got) :]
    if rest and len(got) < 16 * room:
        assert cells(got + rest[0]) > room


@given(st.lists(st.tuples(TEXT, st.sampled_from(TONES)), max_size=5), st.integers(1, 40))
def test_a_cell_fits_its_width_and_says_when_it_was_cut(parts: list[tuple[str, str]], width: int) -> None:
    spans = [Span(*part) for part in parts]
    pieces, used = fit(spans, width)
    joined = "".join(text for text, _, _ in pieces)
    whole = "".join(text for text, _ in parts)
    assert used == sum(size for _, _, size in pieces) == cells(joined) <= width
    assert all(size == cells(text) for text, _, size in pieces)
    if joined != whole:
        assert joined.endswith(ELLIPSIS)
        assert whole.startswith(joined.removesuffix(ELLIPSIS))
        assert cells(whole) > width or len(whole) > cells(whole)
    else:
        assert [(text, tone) for text, tone, _ in pieces] == parts


@pytest.mark.parametrize(
    ("texts", "width", "expected"),
    [
        (["United Kingdom"], 8, "United …"),
        (["日本語"], 5, "日本…"),
        (["日本語"], 4, "日…"),
        (["ab", "cd"], 2, "a…"),
        (["日本", "cd"], 4, "日…"),
        (["ab", "cd"], 1, "…"),
        (["e\u0301" * 3], 2, "e\u0301…"),
        (["fits"], 4, "fits"),
    ],
)
def test_a_cell_is_cut_at_its_width(texts: list[str], width: int, expected: str) -> None:
    pieces, _ = fit([Span(text) for text in texts], width)
    assert "".join(text for text, _, _ in pieces) == expected


@given(TEXT, st.integers(2, 40), st.integers(2, 40))
def test_wrapped_rows_fit_and_lose_nothing_but_spaces(text: str, first: int, rest: int) -> None:
    got = slices(text, first, rest)
    assert got[0][0] == 0
    assert got[-1][1] == len(text) or text[got[-1][1] :].strip(" ") == ""
    for number, (start, stop) in enumerate(got):
        assert cells(text[start:stop]) <= (rest if number else first)
    for (_, stop), (start, _) in pairwise(got):
        assert text[stop:start].strip(" ") == ""


@given(st.lists(st.sampled_from(["a", "word", "longer", "日本", "e\u0301"]), min_size=1, max_size=30))
def test_rows_end_between_words(words: list[str]) -> None:
    text = " ".join(words)
    got = [text[start:stop] for start, stop in slices(text, 10, 8)]
    assert " ".join(got) == text
    # Greedy: the first word of a row would not have fitted on the row before.
    for above, below in pairwise(got):
        room = 10 if above is got[0] else 8
        assert cells(f"{above} {below.split(' ')[0]}") > room


def test_a_word_longer_than_the_row_is_cut_at_the_edge() -> None:
    text = "see " + "x" * 12 + " end"
    assert [text[start:stop] for start, stop in slices(text, 5, 5)] == ["see", "xxxxx", "xxxxx", "xx", "end"]


def test_leading_spaces_stay_and_trailing_ones_make_no_row() -> None:
    text = "  ab cd   "
    assert [text[start:stop] for start, stop in slices(text, 4, 4)] == ["  ab", "cd"]


def test_a_pile_of_accents_is_cut() -> None:
    pile = "a" + "\u0300" * 5_000 + "b"
    pieces, used = fit([Span(pile)], 6)
    assert used <= 6
    assert sum(len(text) for text, _, _ in pieces) < 200
    rows = slices(pile, 6, 6)
    assert max(stop - start for start, stop in rows) < 200
    assert "".join(pile[start:stop] for start, stop in rows) == pile


LINES = st.lists(
    st.builds(
        Line,
        st.lists(st.builds(Span, TEXT, st.sampled_from(TONES)), max_size=4).map(tuple),
        st.sampled_from([None, "target"]),
        st.integers(0, 12),
        st.integers(0, 12),
    ),
    max_size=12,
)


@given(LINES, st.integers(4, 50))
def test_a_page_is_wrapped_within_its_width_and_keeps_its_text(page: list[Line], width: int) -> None:
    wrapping = Wrapping(page, width)
    wrapping.reach(len(page))
    assert wrapping.complete
    for index, line in enumerate(page):
        joined = ""
        for row in wrapping.rows(index):
            margin, spans = wrapping.pieces(row)
            text = "".join(span.text for span in spans)
            assert margin + cells(text) <= width
            joined += text
            assert wrapping.line_at(row) == index
        assert joined.replace(" ", "") == line.text.replace(" ", "")
    assert wrapping.line_at(wrapping.height) is None
    assert wrapping.line_at(-1) is None


@given(LINES, st.integers(4, 50), st.lists(st.integers(0, 60), max_size=6))
def test_laying_out_lazily_comes_to_the_same(page: list[Line], width: int, asked: list[int]) -> None:
    eager, lazy = Wrapping(page, width), Wrapping(page, width)
    eager.reach(len(page))
    for row in asked:
        assert lazy.line_at(row) == eager.line_at(row)
    for row in range(eager.height):
        assert lazy.pieces(row) == eager.pieces(row)
    assert lazy.height == eager.height
    with pytest.raises(IndexError):
        lazy.pieces(eager.height)


def test_tones_stay_on_their_text_across_rows() -> None:
    wrapping = Wrapping([Line((Span("aaa "), Span("bbb ccc", "hedge"), Span(" ddd", "muted")))], 8)
    assert [wrapping.pieces(row)[1] for row in range(2)] == [
        [Span("aaa "), Span("bbb", "hedge")],
        [Span("ccc", "hedge"), Span(" ddd", "muted")],
    ]


def test_indent_and_hang_leave_room_on_narrow_pages() -> None:
    wrapping = Wrapping([Line((Span("word " * 20),), indent=30, hang=30)], 20)
    assert wrapping.pieces(0)[0] == 10
    assert wrapping.pieces(1)[0] == 10


def test_laying_out_stops_where_it_was_asked_to() -> None:
    wrapping = Wrapping([Line((Span(f"line {number}"),)) for number in range(10_000)], 40)
    assert wrapping.line_at(30) == 30
    assert wrapping.measured < 100
    assert wrapping.height == 10_000


# -- columns ------------------------------------------------------------------------------------------


@given(
    st.lists(
        st.builds(
            Column,
            st.just("k"),
            st.text("abc", max_size=6),
            st.integers(1, 20),
            st.integers(0, 3),
            st.sampled_from(["left", "right"]),
            st.integers(0, 4),
        ),
        max_size=9,
    ),
    st.integers(20, 120),
    st.integers(0, 2),
    st.integers(0, 8),
)
def test_columns_never_overlap_nor_stick_out(
    columns: list[Column], room: int, frozen: int, first: int
) -> None:
    fixed, scrolled = arrange(columns, room), arrange_scrolled(columns, room, frozen, first)
    for got in (fixed, scrolled):
        end = -1
        for slot in got.slots:
            assert slot.x > end  # a gap of one cell at least
            assert slot.width > 0
            end = slot.x + slot.width
        assert end <= room
    assert len(fixed.slots) + fixed.right == len(columns)
    assert len(scrolled.slots) + scrolled.left + scrolled.right == len(columns)
    dropped = set(range(len(columns))) - {slot.column for slot in fixed.slots}
    assert all(columns[number].drop for number in dropped)


def test_columns_share_spare_width_and_are_dropped_by_rank() -> None:
    assert [slot.width for slot in arrange(COLUMNS, 60).slots] == [60 - 5 - 8 - 4, 5, 8]
    assert [slot.width for slot in arrange(COLUMNS, 27).slots] == [12, 5, 8]  # the gaps give way first
    narrow = arrange(COLUMNS, 26)
    assert [slot.column for slot in narrow.slots] == [0, 1]
    assert narrow.right == 1
    assert [slot.column for slot in arrange(COLUMNS, 14).slots] == [0]


def test_scrolled_columns_leave_no_blank_at_the_right() -> None:
    got = arrange_scrolled(GRID, 60, 1, 20)
    assert got.slots[-1].column == 20
    assert got.slots[-1].x + got.slots[-1].width > 60 - 5
    assert got.left == 20 - len(got.slots[1:])


def test_dropped_columns_are_counted_in_the_header() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        header = shown(app, table)[0]
        assert "Nation" in header
        assert "Note" not in header
        assert header.rstrip().endswith("+1")

    table = Table(COLUMNS, make_rows(3))
    drive(table, steps=steps, size=(28, 6))


# -- tables -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["down"], 1),
        (["j", "j", "k"], 1),
        (["up"], 0),
        (["pagedown"], 10),
        (["pagedown", "pageup"], 0),
        (["ctrl+d"], 5),
        (["ctrl+d", "ctrl+u"], 0),
        (["end"], 99),
        (["G"], 99),
        (["end", "home"], 0),
        (["G", "g"], 0),
        (["G", "down"], 99),
        (["G", "pagedown"], 99),
    ],
)
def test_keys_move_the_highlight(keys: list[str], expected: int) -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        assert table.highlight == expected
        assert table.key == f"row-{expected}"
        assert table.target == f"target-{expected}"
        marked = [line for line in shown(app, table) if line.startswith("›")]
        assert len(marked) == 1
        assert f"Nation {expected} " in marked[0]

    table = Table(COLUMNS, make_rows(100))
    drive(table, steps=steps)


def test_move_does_what_the_keys_do_and_nothing_else() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        for action, expected in (("page_down", 10), ("cursor_down", 11), ("last", 99), ("first", 0)):
            table.move(action)
            assert table.highlight == expected
        with pytest.raises(ValueError, match="quit"):
            table.move("quit")

    table = Table(COLUMNS, make_rows(100))
    drive(table, steps=steps)


def test_the_header_stays_while_rows_scroll() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        before = shown(app, table)
        await pilot.press("end")
        after = shown(app, table)
        assert after[0] == before[0]
        assert "Nation 99 " in after[-1]
        assert table.top == 100 - 11

    table = Table(COLUMNS, make_rows(100))
    drive(table, steps=steps)


def test_the_parent_is_told_in_the_same_handler_and_only_of_moves() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        told: list[tuple[int | None, str]] = []
        table.on_highlight = lambda index: told.append((index, table.key))
        table.move("cursor_down")
        assert told == [(1, "row-1")]
        table.move("first")
        table.move("first")
        assert told == [(1, "row-1"), (0, "row-0")]
        table.set_rows(make_rows(3))
        assert len(told) == 2
        assert table.highlight_key("row-2")
        assert told[-1] == (2, "row-2")
        assert not table.highlight_key("nowhere")
        assert len(told) == 3

    table = Table(COLUMNS, make_rows(50))
    drive(table, steps=steps)


def test_new_rows_keep_the_highlight_by_key_and_its_height() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        table.highlight_key("row-44")
        await pilot.press(*["up"] * 4)
        height = 40 - table.top
        assert 0 < height < 10
        table.set_rows(make_rows(100)[10:])
        assert table.key == "row-40"
        assert table.highlight == 30
        assert 30 - table.top == height
        table.set_rows(list(reversed(make_rows(100))), keep="row-7")
        assert table.key == "row-7"
        assert table.highlight == 92

    table = Table(COLUMNS, make_rows(100))
    drive(table, steps=steps)


def test_a_row_that_vanishes_leaves_the_highlight_at_its_number() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        table.highlight_key("row-5")
        table.set_rows([row for row in make_rows(20) if row.key != "row-5"])
        assert table.highlight == 5
        assert table.key == "row-6"
        table.set_rows(make_rows(3))
        assert table.highlight == 2
        table.set_rows([])
        assert table.highlight is None
        assert table.target is None
        assert table.key == ""
        table.set_rows(make_rows(20))
        assert table.key == "row-2"

    table = Table(COLUMNS, make_rows(20))
    drive(table, steps=steps)


def test_only_rows_in_sight_are_looked_at() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        assert len(rows.touched) <= 12
        await pilot.press("end")
        assert table.key == "row-99999"
        assert len(rows.touched) <= 24
        other = CountingRows(100_000)
        table.set_rows(other)
        assert table.key == "row-99999"
        await pilot.pause()
        assert len(other.touched) <= 12
        fewer = CountingRows(50_000)
        table.set_rows(fewer)
        assert table.key == "row-49999"
        await pilot.pause()
        assert len(fewer.touched) <= 12

    rows = CountingRows(100_000)
    table = Table(COLUMNS, rows)
    drive(table, steps=steps)


def test_a_lazy_sequence_can_find_its_keys() -> None:
    class Findable(CountingRows):
        def index_of(self, key: str) -> int | None:
            number = int(key.removeprefix("row-"))
            return number if number < len(self) else None

    async def steps(app: Host, pilot: Pilot[None]) -> None:
        assert table.highlight_key("row-70000")
        assert table.highlight == 70_000
        table.set_rows(Findable(60_000))
        assert table.highlight == 59_999
        assert not table.highlight_key("row-60000")

    table = Table(COLUMNS, Findable(100_000))
    drive(table, steps=steps)


def test_moves_and_new_rows_need_no_layout(layouts: list[str]) -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.pause()
        layouts.clear()
        await pilot.press("down", "pagedown", "end", "home", "G")
        for count in (3, 500, 0, 12, 11, 10):
            table.set_rows(make_rows(count))
            await pilot.pause()
        page.set_page(make_page(60, "Another"))
        page.set_page(make_page(1, "Short"))
        await pilot.pause()
        assert layouts == []

    table, page = Table(COLUMNS, make_rows(200)), Document(make_page(3))
    drive(table, page, steps=steps, size=(90, 12))


def test_list_and_preview_go_to_the_terminal_in_one_frame(frames: list[object]) -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        table.on_highlight = lambda index: page.set_page(make_page(1 + (index or 0) % 7, f"About {index}"))
        await pilot.press("down")
        for number in range(2, 8):
            await asyncio.sleep(0.05)
            frames.clear()
            await pilot.press("down")
            assert len(frames) == 1
            assert f"About {number}" in shown(app, page)[0]

    table, page = Table(COLUMNS, make_rows(50)), Document()
    drive(table, page, steps=steps, size=(90, 12))


def test_a_step_repaints_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        painted = watch_paints(monkeypatch)
        await pilot.press("down")
        assert sorted(painted) == [1, 2]
        painted.clear()
        table.set_rows(make_rows(100))  # as they were
        await pilot.pause()
        assert painted == []
        changed = make_rows(100)
        changed[4] = make_row(4, "Changed")
        table.set_rows(changed)
        await pilot.pause()
        assert painted == [5]
        assert "Changed" in shown(app, table)[5]

    table = Table(COLUMNS, make_rows(100))
    drive(table, steps=steps)


def test_focus_repaints_the_highlight_only(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        painted = watch_paints(monkeypatch)
        page.focus()
        await pilot.pause()
        assert set(painted) == {1}
        app.theme = "textual-light"
        await pilot.pause()
        assert set(painted) == set(range(12))

    table, page = Table(COLUMNS, make_rows(100)), Document(make_page(3))
    drive(table, page, steps=steps, size=(90, 12))


def test_what_is_on_the_screen_is_what_a_full_paint_would_show() -> None:
    # The repaint compares rows: nothing it leaves alone may be stale, whatever came before.
    picked = random.Random(20160120)

    async def steps(app: Host, pilot: Pilot[None]) -> None:
        table.on_highlight = lambda index: page.set_page(make_page((index or 0) % 9, f"About {index}", 2))
        for turn in range(120):
            view = picked.choice([table, page])
            act = picked.randrange(12)
            if act < 6:
                view.move(picked.choice(sorted(LineView.MOVES)))
            elif act == 6:
                table.set_rows(make_rows(picked.choice([0, 1, 5, 11, 12, 13, 300])))
            elif act == 7:
                view.scroll_to(y=picked.randrange(300), animate=False, force=True)
            elif act == 8:
                view.focus()
            elif act == 9:
                table.sorted_by = picked.choice([None, ("name", False), ("facts", True)])
            elif act == 10:
                table.columns = COLUMNS[: picked.randrange(1, 4)]
            else:
                await pilot.resize_terminal(picked.choice([60, 70, 90]), picked.choice([8, 12, 15]))
            if turn % 3 == 0:
                await pilot.pause()
        await pilot.pause()
        got = screen_text(app)
        app.screen.refresh(layout=True)
        for view in (table, page):
            view._strips.clear()
            view._painted.clear()
            view.refresh()
        await pilot.pause()
        assert screen_text(app) == got

    table, page = Table(COLUMNS, make_rows(40)), Document()
    drive(table, page, steps=steps, size=(90, 12))


def test_a_click_highlights_and_a_second_one_chooses() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.click(table, offset=(3, 4))
        assert table.highlight == 3
        assert app.messages == []
        await pilot.click(table, offset=(3, 4))
        assert app.messages == [(table, "target-3")]
        table.scroll_to(y=20, animate=False, force=True)
        await pilot.click(table, offset=(3, 1))
        assert table.highlight == 20
        assert table.top == 20

    table = Table(COLUMNS, make_rows(100))
    drive(table, steps=steps)


def test_a_click_below_the_last_row_does_nothing() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.click(table, offset=(3, 8))
        assert table.highlight == 0
        assert app.messages == []

    table = Table(COLUMNS, make_rows(3))
    drive(table, steps=steps)


def test_a_click_on_a_title_tells_the_column() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        header = shown(app, table)[0]
        await pilot.click(table, offset=(header.index("Facts"), 0))
        await pilot.click(table, offset=(header.index("Nation") + 5, 0))
        assert app.messages == [(table, "facts"), (table, "name")]
        assert table.highlight == 0

    table = Table(COLUMNS, make_rows(3))
    drive(table, steps=steps, size=(50, 6))


def test_the_wheel_scrolls_and_leaves_the_highlight() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot._post_mouse_events([events.MouseScrollDown], table, button=0)
        await pilot.pause()
        assert table.top > 0
        assert table.highlight == 0
        assert not any(line.startswith("›") for line in shown(app, table))
        await pilot.press("down")
        assert table.highlight == 1
        assert table.top <= 1

    from textual import events

    table = Table(COLUMNS, make_rows(100))
    drive(table, steps=steps)


def test_the_sign_of_the_order_stands_at_its_column() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        table.sorted_by = ("facts", True)
        await pilot.pause()
        assert "▼Facts" in shown(app, table)[0]
        table.sorted_by = ("name", False)
        await pilot.pause()
        assert "Nation▲" in shown(app, table)[0]
        assert "▼" not in shown(app, table)[0]

    table = Table(COLUMNS, make_rows(3))
    drive(table, steps=steps)


def test_numbers_stand_at_the_right_also_beside_wide_characters() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        ends = set()
        for line in shown(app, table)[1:4]:
            found = re.search(r"\d(?= +about)", line)
            assert found
            ends.add(cell_len(line[: found.end()]))
        assert len(ends) == 1

    rows = [make_row(1, "日本国とアメリカ合衆国"), make_row(2, "e\u0301" * 5), make_row(3_000, "x" * 50)]
    table = Table(COLUMNS, rows)
    drive(table, steps=steps, size=(48, 6))


def test_an_empty_table_says_why() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        text = shown(app, table)
        assert "Nation" in text[0]
        assert text[1].startswith("   No nations match")
        assert "Escape" in " ".join(text[2:])
        await pilot.press("down", "end", "pageup")
        assert table.highlight is None
        table.choose()
        await pilot.click(table, offset=(3, 1))
        assert app.messages == []
        table.set_rows(make_rows(2))
        await pilot.pause()
        assert "No nations" not in "".join(shown(app, table))

    empty = (
        Line((Span("No nations match “xyz” in this fact base.", "strong"),), indent=2),
        Line((Span("Escape"),)),
    )
    table = Table(COLUMNS, (), empty=empty)
    drive(table, steps=steps, size=(30, 8))


GRID = (Column("name", "Nation", 8), *(Column(f"topic-{n}", f"T{n:02}", 4) for n in range(20)))


def grid_rows(count: int) -> list[Row]:
    return [
        Row(f"row-{y}", ((Span(f"N{y}"),), *((Span(f"{y}.{x}"),) for x in range(20))), f"target-{y}")
        for y in range(count)
    ]


def test_frozen_columns_stay_while_others_scroll() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        header, first = shown(app, table)[:2]
        assert header.rstrip().endswith("›")
        assert "‹" not in header
        assert "T00" in header
        await pilot.press("right", "l")
        header, first = shown(app, table)[:2]
        assert "Nation" in header
        assert "‹T02" in header
        assert "N0" in first
        assert "0.2" in first
        assert "0.1 " not in first
        await pilot.press(*["right"] * 16)
        header = shown(app, table)[0]
        assert header.rstrip().endswith("T19")
        assert app.actions == ["open"] * app.actions.count("open")
        assert app.actions  # at the edge the key is the screen's
        await pilot.press(*["left"] * 18)
        assert "‹" not in shown(app, table)[0]
        assert "back" in app.actions

    table = Table(GRID, grid_rows(5), frozen=1)
    drive(table, steps=steps, size=(40, 8))


def test_the_cell_cursor_moves_over_columns_and_rows() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        told: list[tuple[int | None, int]] = []
        table.on_highlight = lambda index: told.append((index, table.cursor_column))
        assert table.cursor_column == 1
        await pilot.press("right", "down", "right")
        assert told == [(0, 2), (1, 2), (1, 3)]
        table.cursor_column = 20
        await pilot.press("right")
        assert table.cursor_column == 20
        assert app.actions[0] == "open"
        assert "T19" in shown(app, table)[0]
        await pilot.press("left")
        assert table.cursor_column == 19
        table.cursor_column = -1
        assert table.cursor_column == 0
        assert app.actions[-1] == "open"
        await pilot.press("left")
        assert app.actions[-1] == "back"
        await pilot.press(*["right"] * 2)
        header = shown(app, table)[0]
        assert "T01" in header

    table = Table(GRID, grid_rows(5), frozen=1, cell_cursor=True)
    drive(table, steps=steps, size=(40, 8))


def test_a_click_puts_the_cell_cursor_and_a_second_one_chooses() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        told: list[tuple[int | None, int]] = []
        table.on_highlight = lambda index: told.append((index, table.cursor_column))
        x = shown(app, table)[0].index("T02") + 1
        await pilot.click(table, offset=(x, 1))
        assert told == [(0, 3)]
        await pilot.click(table, offset=(x, 2))
        assert told == [(0, 3), (1, 3)]
        assert app.messages == []
        await pilot.click(table, offset=(x, 2))
        assert app.messages == [(table, "target-1")]

    table = Table(GRID, grid_rows(5), frozen=1, cell_cursor=True)
    drive(table, steps=steps, size=(40, 8))


def test_the_title_of_the_cursor_column_stands_out() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press("right")
        header = table.render_line(0)
        out = [segment.text for segment in header if segment.style and segment.style.reverse]
        assert [text.strip() for text in out] == ["T01"]
        row = table.render_line(1)
        assert len({segment.style.bgcolor for segment in row if segment.style}) == 2

    table = Table(GRID, grid_rows(5), frozen=1, cell_cursor=True)
    drive(table, steps=steps, size=(40, 8))


def test_without_scrolling_columns_left_and_right_are_the_screens() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press("left", "right", "h", "l", "enter")
        assert app.actions == ["back", "open", "back", "open", "enter"]
        active = app.screen.active_bindings
        assert [active[key].binding.action for key in ("enter", "left", "l")] == ["chosen", "to_list", "open"]

    table = Table(COLUMNS, make_rows(3))
    drive(table, steps=steps)


def test_state_brings_back_the_very_place() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        table.highlight_key("row-50")
        table.scroll_to(y=44, animate=False, force=True)
        state = table.state()
        before = shown(app, table)
        assert state == ViewState(50, "row-50", 44)
        await pilot.press("end")
        table.restore(state)
        await pilot.pause()
        assert table.state() == state
        assert shown(app, table) == before
        table.restore(ViewState(50, "row-50", 3))  # scrolled away from the highlight by the wheel
        await pilot.resize_terminal(40, 9)
        await pilot.pause()
        assert table.state() == ViewState(50, "row-50", 3)
        table.set_rows(make_rows(100)[10:])
        table.restore(state)
        assert table.key == "row-50"
        table.set_rows(make_rows(5))
        table.restore(state)
        assert table.highlight == 4
        assert table.top == 0

    table = Table(COLUMNS, make_rows(100))
    drive(table, steps=steps)


def test_state_of_a_grid_holds_its_columns() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        table.cursor_column = 13
        await pilot.press("down")
        state, before = table.state(), shown(app, table)
        table.cursor_column = 1
        await pilot.press("home")
        assert shown(app, table) != before
        table.restore(state)
        await pilot.pause()
        assert shown(app, table) == before

    table = Table(GRID, grid_rows(5), frozen=1, cell_cursor=True)
    drive(table, steps=steps, size=(40, 8))


@pytest.mark.parametrize("kind", ["table", "document"])
def test_state_can_be_restored_before_the_first_layout(kind: str) -> None:
    state = ViewState(30, "row-30" if kind == "table" else "key-28", 25)

    async def steps(app: Host, pilot: Pilot[None]) -> None:
        assert view.state() == state

    view: LineView = Table(COLUMNS, make_rows(100)) if kind == "table" else Document(make_page(60))
    view.restore(state)
    drive(view, steps=steps)


def test_the_highlight_stays_in_sight_when_the_window_shrinks() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press(*["down"] * 10)
        assert table.top == 0
        await pilot.resize_terminal(40, 6)
        await pilot.pause()
        assert any(line.startswith("›Nation 10 ") for line in shown(app, table))

    table = Table(COLUMNS, make_rows(100))
    drive(table, steps=steps)


# -- documents ----------------------------------------------------------------------------------------


def test_down_goes_from_link_to_link_and_marks_all_rows_of_one() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        assert page.target == "fact-0"
        marked = [line for line in shown(app, page) if line.startswith("›")]
        assert len(marked) == 3
        await pilot.press("down")
        assert page.target == "fact-1"
        assert page.key == "key-1"
        await pilot.press("up")
        assert page.target == "fact-0"

    page = Document(make_page(10))
    drive(page, steps=steps)


@pytest.mark.parametrize("every", [1, 3, 7, 100])
@pytest.mark.parametrize("key", ["down", "up"])
def test_every_row_of_a_page_can_be_read_with_one_key(every: int, key: str) -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        if key == "up":
            page.move("last")
        seen: set[int] = set()
        tops = []
        for _ in range(200):
            seen.update(range(page.top, page.top + 12))
            tops.append((page.top, page.highlight))
            page.move(f"cursor_{key}")
            if (page.top, page.highlight) == tops[-1]:
                break
        assert seen >= set(range(page.row_count))
        targets = {index for _, index in tops}
        assert targets >= set(page._targets) or every == 100
        steps_down = [after[0] - before[0] for before, after in pairwise(tops)]
        assert all(0 <= step <= 12 for step in (steps_down if key == "down" else [-s for s in steps_down]))

    page = Document(make_page(30, every=every))
    drive(page, steps=steps)


def test_a_link_taller_than_the_window_is_read_to_its_end_first() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press("down")
        assert page.target == "long"
        tops = []
        while page.target == "long":
            tops.append(page.top)
            await pilot.press("down")
        assert tops == list(range(tops[0], tops[0] + len(tops)))
        assert tops[-1] + 8 >= page.rows_of(1).stop
        page.move("last")
        page.move("cursor_up")
        assert page.target == "long"
        assert page.top + 8 == page.rows_of(1).stop  # read backwards, it begins with its end
        page.move("cursor_up")
        assert page.target == "long"

    long = Line((Span("word " * 120),), "long")
    page = Document(Page("x", (Line((Span("first"),), "first"), long, Line((Span("last"),), "last"))))
    drive(page, steps=steps, size=(40, 8))


def test_a_page_without_links_scrolls_like_a_pager() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        assert page.highlight is None
        await pilot.press("down", "down")
        assert page.top == 2
        await pilot.press("up")
        assert page.top == 1
        await pilot.press("pagedown")
        assert page.top == 12
        await pilot.press("end")
        assert page.top == page.row_count - 12
        await pilot.press("home")
        assert page.top == 0
        page.choose()
        await pilot.pause()
        assert app.messages == []

    page = Document(Page("plain", tuple(Line((Span(f"line {n}"),)) for n in range(60))))
    drive(page, steps=steps)


def test_paging_takes_the_highlight_along() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press("pagedown")
        assert page.top == 11
        assert page.highlight is not None
        assert page.rows_of(page.highlight).start in range(11, 23)
        await pilot.press("end")
        assert page.target == "fact-29"
        await pilot.press("home")
        assert page.target == "fact-0"
        assert page.top == 0

    page = Document(make_page(30))
    drive(page, steps=steps)


def test_a_highlight_is_shown_with_the_focus_only_and_kept_without() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press("down")
        assert any(line.startswith("›") for line in shown(app, page))
        other.focus()
        await pilot.pause()
        assert not any(line.startswith("›") for line in shown(app, page))
        assert page.target == "fact-1"
        page.focus()
        await pilot.pause()
        assert any(line.startswith("›") for line in shown(app, page))

    page, other = Document(make_page(5)), Document(make_page(5))
    drive(page, other, steps=steps, size=(90, 20))


def test_a_click_follows_a_link_and_leaves_text_alone() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.click(page, offset=(5, 0))
        assert app.messages == []
        await pilot.click(page, offset=(5, 6))
        assert app.messages == [(page, "fact-1")]
        assert page.target == "fact-1"

    page = Document(make_page(5))
    drive(page, steps=steps)


def test_another_page_opens_at_its_beginning_and_the_same_one_is_kept() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press(*["down"] * 12)
        key, top = page.key, page.top
        assert top > 0
        page.set_page(make_page(30))  # after a reload
        assert (page.key, page.top) == (key, top)
        grown = make_page(30)
        page.set_page(Page(grown.title, (Line((Span("New"),), "new"), *grown.lines)))
        assert (page.key, page.top) == (key, top + 1)
        page.set_page(make_page(30), keep=False)
        assert (page.target, page.top) == ("fact-0", 0)
        await pilot.press("end")
        page.set_page(make_page(30, "Other"))
        assert (page.target, page.top) == ("fact-0", 0)
        await pilot.press("end")
        page.set_page(make_page(8, "Third"), keep=True)
        assert page.target == "fact-7"

    page = Document(make_page(30))
    drive(page, steps=steps)


def test_a_page_wraps_anew_and_stays_where_it_was_read() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        page.scroll_to(y=40, animate=False, force=True)
        await pilot.pause()
        words = re.search(r"(\d+):", " ".join(shown(app, page)))
        assert words
        await pilot.resize_terminal(70, 12)
        await pilot.pause()
        assert words.group() in " ".join(shown(app, page)[:4])
        assert max(cell_len(line.rstrip()) for line in shown(app, page)) > 45

    page = Document(make_page(60, every=100))
    drive(page, steps=steps)


def test_a_huge_page_is_shown_before_it_is_laid_out() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        big = make_page(20_000, "Big")
        page.set_page(big)
        assert page._wrapping.measured < 1_000
        await pilot.pause()
        assert "Big" in shown(app, page)[0]
        await pilot.press("end")
        assert page.target == "fact-19999"
        assert page.top == page.row_count - 12
        assert page.virtual_size.height == page.row_count

    page = Document(make_page(1))
    drive(page, steps=steps)


def test_the_rest_of_a_page_is_laid_out_while_nothing_happens() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        page.set_page(make_page(2_000, "Big"))
        for _ in range(100):
            await asyncio.sleep(0.02)
            if page._wrapping.complete:
                break
        assert page._wrapping.complete
        assert page.virtual_size.height == page.row_count

    page = Document(make_page(1))
    drive(page, steps=steps)


def test_a_view_can_be_as_high_as_its_content() -> None:
    class Low(Host):
        CSS = "Horizontal { height: auto; } LineView { height: auto; }"

    async def main() -> None:
        page, table = Document(make_page(2)), Table(COLUMNS, make_rows(3))
        app = Low(page, table)
        async with app.run_test(size=(80, 30)) as pilot:
            await pilot.pause()
            assert page.outer_size.height == page.row_count == 2 + 2 * 3
            assert table.outer_size.height == 4
            page.set_page(make_page(4, "Longer"))
            table.set_rows(make_rows(7))
            await pilot.pause()
            assert page.outer_size.height == page.row_count == 2 + 4 * 3
            assert table.outer_size.height == 8
            assert "Nation 6 " in shown(app, table)[7]

    asyncio.run(main())


def test_the_thumb_stands_where_the_rows_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def column(app: Host) -> list[str]:
        out = []
        for strip in app.screen._compositor.render_strips():
            (segment,) = strip.crop(39, 40)
            assert segment.style
            lit = segment.style.reverse or segment.text != " "
            out.append("#" if lit else ".")
        return out

    async def steps(app: Host, pilot: Pilot[None]) -> None:
        assert "".join(column(app)).startswith("#")
        assert column(app)[-1] == "."
        (last,) = app.screen._compositor.render_strips()[-1].crop(39, 40)
        assert last.style
        assert last.style.bgcolor == table.rich_style.bgcolor
        painted: list[int] = []
        original = Thumb.render_line

        def spy(self: Thumb, y: int) -> Strip:
            painted.append(y)
            return original(self, y)

        monkeypatch.setattr(Thumb, "render_line", spy)
        await pilot.press("down")
        assert painted == []
        await pilot.press("pagedown")
        assert 0 < len(set(painted)) < 12
        await pilot.press("end")
        assert "".join(column(app)).endswith("#")
        table.set_rows(make_rows(3))
        await pilot.pause()
        assert set(column(app)) == {"."}

    table = Table(COLUMNS, make_rows(60))
    drive(table, steps=steps)


def test_clicks_beside_the_thumb_page() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        await pilot.click(table, offset=(39, 11))
        assert table.top == 10
        assert table.highlight == 0
        await pilot.click(table, offset=(39, 0))
        assert table.top == 0

    table = Table(COLUMNS, make_rows(100))
    drive(table, steps=steps)


def test_columns_that_come_later_find_the_cell_cursor_after_the_frozen_ones() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        table.columns = GRID
        table.set_rows(grid_rows(3))
        assert table.cursor_column == 1
        assert table.first_column == 1

    table = Table(frozen=1, cell_cursor=True)
    drive(table, steps=steps)


# -- literal text and the look ------------------------------------------------------------------------


def unsafe(text: str) -> list[str]:
    return [char for char in text if not char.isprintable() and clean(char) != char]


@pytest.mark.parametrize("kind", ["table", "document", "empty", "header"])
def test_hostile_text_is_shown_as_text(kind: str) -> None:
    page = tuple(
        Line((Span(text, tone), Span(text)), "t", 3, 2)
        for text, tone in zip(HOSTILE, TONES * 2, strict=False)
    )
    rows = [Row(str(n), ((Span(text),), (Span(text, "match"),), ()), "t") for n, text in enumerate(HOSTILE)]

    async def steps(app: Host, pilot: Pilot[None]) -> None:
        text = ""
        for _ in range(15):
            for strip in app.screen._compositor.render_strips():
                assert cell_len(strip.text) == 60
                assert unsafe(strip.text) == []
                assert all(not (segment.style and segment.style.link) for segment in strip)
            text += "".join(shown(app, view))
            view.move("page_down")
            await pilot.pause()
        if kind in ("document", "table"):
            assert "␛" in text
            assert "⟨U+202E⟩" in text
            assert "[red]AA[/red]" in text

    views: dict[str, LineView] = {
        "table": Table(COLUMNS, rows),
        "document": Document(Page("hostile", page)),
        "empty": Table(COLUMNS, (), empty=page[:6]),
        "header": Table(
            [Column(str(n), text, 6) for n, text in enumerate(HOSTILE)], rows, frozen=1, cell_cursor=True
        ),
    }
    view = views[kind]
    drive(view, steps=steps, size=(60, 20))


def test_every_row_fills_the_width_at_any_size() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        for width in (1, 2, 3, 8, 21, 120):
            for height in (1, 2, 9):
                await pilot.resize_terminal(width, height)
                await pilot.pause()
                table.move("page_down")
                assert all(strip.cell_length == width for strip in app.screen._compositor.render_strips())

    rows = [make_row(n, text) for n, text in enumerate(HOSTILE)]
    table = Table(COLUMNS, rows)
    drive(table, steps=steps)


def test_a_hue_is_moved_no_further_than_needed() -> None:
    amber = Style(color="#ffa62b", bgcolor="#e0e0e0", italic=True)
    got = readable(amber)
    assert got.color
    assert got.color.triplet
    assert LEAST_CONTRAST <= contrast(got.color.triplet, ColorTriplet(224, 224, 224)) < LEAST_CONTRAST + 1.5
    assert got.color.triplet.red > got.color.triplet.blue
    assert got.italic
    assert got.bgcolor == amber.bgcolor
    assert readable(got) is got
    assert readable(Style(color="yellow")) == Style(color="yellow")


def grounds() -> Iterator[tuple[str, str]]:
    for ground in (lines.PLAIN, lines.CURSOR, lines.CURSOR_BLURRED, lines.HEADER, lines.HEADER_CURSOR):
        for tone in TONES:
            yield ground, tone


def test_every_tone_can_be_read_in_every_theme() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        for name, theme in BUILTIN_THEMES.items():
            if theme.ansi:
                continue
            app.theme = name
            await pilot.pause()
            for ground, tone in grounds():
                style = table.resolve_style(tone, ground)
                assert style.color
                assert style.bgcolor
                assert style.color.triplet
                assert style.bgcolor.triplet
                ratio = contrast(style.color.triplet, style.bgcolor.triplet)
                assert ratio >= LEAST_CONTRAST, (name, ground, tone)

    table = Table(COLUMNS, make_rows(3))
    drive(table, steps=steps)


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_the_palette_of_the_terminal_is_used_as_it_is(theme: str) -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        for ground, tone in grounds():
            style = table.resolve_style(tone, ground)
            assert style.color is None or style.color.triplet is None
        plain, cursor = table.resolve_style("plain", ""), table.resolve_style("plain", lines.CURSOR)
        assert plain.bgcolor != cursor.bgcolor
        assert table.resolve_style("plain", lines.CURSOR_BLURRED).underline
        assert table.resolve_style("absent", lines.PLAIN).dim
        assert not table.resolve_style("absent", lines.CURSOR).dim

    table = Table(COLUMNS, make_rows(3))
    drive(table, steps=steps, theme=theme)


def attributes(style: Any) -> tuple[bool, ...]:
    return tuple(
        bool(value) for value in (style.bold, style.dim, style.italic, style.underline, style.reverse)
    )


def test_without_colour_the_highlight_and_what_is_uncertain_still_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        assert app.no_color
        plain = attributes(table.resolve_style("plain", lines.PLAIN))
        assert plain == (False,) * 5
        for tone in (
            "strong",
            "hedge",
            "derived",
            "planned",
            "unclear",
            "denied",
            "absent",
            "match",
            "error",
        ):
            assert attributes(table.resolve_style(tone, lines.PLAIN)) != plain, tone
        told_apart = {
            attributes(table.resolve_style(tone, "")) for tone in ("hedge", "derived", "unclear", "denied")
        }
        assert len(told_apart) == 4
        cursor, blurred = (
            table.resolve_style("plain", ground) for ground in (lines.CURSOR, lines.CURSOR_BLURRED)
        )
        assert cursor.reverse
        assert not blurred.reverse
        assert blurred.underline

    monkeypatch.setenv("NO_COLOR", "1")
    table = Table(COLUMNS, make_rows(3))
    drive(table, steps=steps)


def test_hedges_keep_their_attribute_under_the_highlight() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        styles = {segment.text.strip(): segment.style for segment in table.render_line(1)}
        assert styles["about"]
        assert styles["about"].italic

    table = Table(COLUMNS, make_rows(3))
    drive(table, steps=steps, size=(60, 6))


def test_a_new_theme_repaints_everything() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        def ground() -> set[Any]:
            strips = app.screen._compositor.render_strips()
            return {segment.style.bgcolor for strip in strips[2:] for segment in strip if segment.style}

        before = ground()
        app.theme = "textual-light"
        await pilot.pause()
        assert ground().isdisjoint(before)

    table = Table(COLUMNS, make_rows(3))
    drive(table, steps=steps)


def test_a_theme_that_changes_one_hue_repaints_what_has_it() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        def hedge() -> Any:
            strip = app.screen._compositor.render_strips()[2]
            return next(segment.style for segment in strip if "about" in segment.text)

        before = hedge()
        app.register_theme(replace(BUILTIN_THEMES["textual-dark"], name="pink", warning="#ff00ff"))
        app.theme = "pink"
        await pilot.pause()
        assert hedge() != before

    table = Table(COLUMNS, make_rows(3))
    drive(table, steps=steps)


def test_an_unknown_tone_is_plain() -> None:
    async def steps(app: Host, pilot: Pilot[None]) -> None:
        assert table.resolve_style("nonsense", "") == table.resolve_style("plain", "")

    table = Table((Column("a", "A", 10),), [Row("r", ((Span("x", "nonsense"),),))])
    drive(table, steps=steps)


def test_neighbours_of_one_style_are_one_segment() -> None:
    plain, bold = Style(bgcolor="black"), Style(bgcolor="black", bold=True)
    marked, lit = Style(bgcolor="black", underline=True), Style(bgcolor="blue")
    painter = Painter(plain)
    painter.add("a", plain, 1)
    painter.add("b", plain, 1)
    painter.add("c", bold, 1)
    painter.blank_to(5)  # a blank looks the same in bold
    painter.add("d", marked, 1)
    painter.blank_to(8)  # but not underlined
    painter.add("e", lit, 1)
    strip = painter.strip(10)
    assert [(segment.text, segment.style) for segment in strip] == [
        ("ab", plain),
        ("c  ", bold),
        ("d", marked),
        ("  ", plain),
        ("e", lit),
        (" ", plain),
    ]
    assert strip.cell_length == 10


def test_every_key_says_what_it_does() -> None:
    for view in (LineView, Table):
        for binding in view.BINDINGS:
            assert isinstance(binding, Binding)
            assert binding.id
            assert binding.description
            assert binding.tooltip
            assert not binding.show
