"""The app: it holds the fact base, the sections and the way back."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App, ScreenStackError, SuspendNotSupported, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Event, Key, Paste
from textual.screen import Screen

from tui.explorer.literal import LiteralFilter
from tui.explorer.messages import Back, Edit, Follow, LoadingResumed, Mark, OpenAddress, Yank
from tui.explorer.reading import LARGE_BASE, FirstReading, Unread, beside, later, taken
from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.screens.nations import NationsScreen
from tui.explorer.state import ALL, ExplorerState, Trouble
from tui.explorer.typeahead import TypeAhead
from tui.factbase.model import Fact, FactBase, Record, Source
from tui.factbase.reading.bundled import is_installed
from tui.factbase.reading.limits import DEFAULT_LIMITS, Limits
from tui.factbase.reading.signature import AT_ONCE, Signature, may_be_outdated, signature, size_of
from tui.factbase.text import clean, plural
from tui.factbase.view import View, not_counted, step
from tui.factbase.vocabulary import COMPARE_PREFIX, SCREENS, SERIES_LIST, TIMELINE_PREFIX

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.filter import LineFilter

    from tui.explorer.screens.loading import LoadingScreen
    from tui.factbase.reading.reader_process import Reader


def _driver() -> type[Driver] | None:
    """Our own driver where there are Unix terminals; elsewhere what Textual takes."""
    if sys.platform == "win32":
        return None
    from tui.explorer.driver import TerminalDriver

    return TerminalDriver


LOADING = "loading"
_NEED_FACTS = frozenset({"search", "step", "date", "only", "all", "reload"})
POLL_SECONDS = 0.5
"""How often the files are looked at."""
POLL_SHARE = 0.02
"""How much of the time that may take: a folder of many files, or on a slow disk, is looked at less often."""
STILL_SECONDS = 2.5
"""How long a changed file is given to stand still before it is read all the same."""
_EARLIER = "Show what was known one publication day earlier"
_LATER = "Show what was known one publication day later"


def _strikes() -> Screen[None]:
    from tui.explorer.screens.strikes import StrikesScreen

    return StrikesScreen()


def _timeline() -> Screen[None]:
    from tui.explorer.screens.timeline import TimelineScreen

    return TimelineScreen()


def _sources() -> Screen[None]:
    from tui.explorer.screens.sources import SourcesScreen

    return SourcesScreen()


def _matrix() -> Screen[None]:
    from tui.explorer.screens.matrix import MatrixScreen

    return MatrixScreen()


def _loading() -> Screen[None]:
    from tui.explorer.screens.loading import LoadingScreen

    return LoadingScreen()


def _desk() -> Screen[None]:
    from tui.explorer.screens.desk import DeskScreen

    return DeskScreen()


def _still_there(view: View, base: FactBase) -> View:
    """The view without a source that is gone."""
    gone = view.source is not None and view.source not in base.sources
    return view._replace(source=None) if gone else view


class ExplorerApp(App[None]):
    """The explorer of one fact base."""

    TITLE = "coalition-tui"
    CSS_PATH = "look.tcss"
    MODES: ClassVar = {
        "nations": NationsScreen,
        "strikes": _strikes,  # the others are imported when they are first asked for
        "timeline": _timeline,
        "matrix": _matrix,
        "sources": _sources,
        "desk": _desk,
        LOADING: _loading,
    }
    DEFAULT_MODE = "nations"
    ESCAPE_TO_MINIMIZE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "search", "search", id="search", key_display="/", tooltip="Search every fact and name"
        ),
        *(
            Binding(
                str(number),
                f"section('{name}')",
                name,
                id=f"section-{name}",
                show=False,
                tooltip=f"Go to {name.capitalize()}",
            )
            for number, name in enumerate(SCREENS, 1)
        ),
        Binding(
            "less_than_sign",
            "step(-1)",
            "earlier",
            id="earlier",
            key_display="<",
            show=False,
            tooltip=_EARLIER,
        ),
        Binding(
            "greater_than_sign", "step(1)", "later", id="later", key_display=">", show=False, tooltip=_LATER
        ),
        Binding(
            "d", "date", "known on", id="date", show=False, tooltip="Show what had been published by a day"
        ),
        Binding(
            "O", "only", "one source", id="only", show=False, tooltip="Only what this source says, or all"
        ),
        Binding("a", "all", "show all", id="all", show=False, tooltip="Show everything again"),
        Binding("r", "reload", "reload", id="reload", show=False, tooltip="Read the fact base anew"),
        Binding("t", "theme", "light/dark", id="theme", show=False, tooltip="Switch between dark and light"),
        Binding("q", "quit", "quit", id="quit", tooltip="Leave the explorer"),
        Binding(
            "ctrl+p", "command_palette", "palette", id="palette", show=False, tooltip="Every command by name"
        ),
        Binding("question_mark", "help", "help", id="help", key_display="?", tooltip="All keys and signs"),
    ]

    def __init__(
        self,
        base: FactBase,
        place: str | None = None,
        view: View = ALL,
        *,
        limits: Limits = DEFAULT_LIMITS,
        seen: Signature | None = None,
        first: FirstReading | None = None,
    ) -> None:
        """Explore a base, from a place and in a view.

        `seen` is how its files were found before they were read.  With `first` the facts are still to come,
        and `base` is an empty one.
        """
        if first is not None:
            self.DEFAULT_MODE = LOADING  # type: ignore[misc]
        super().__init__(driver_class=_driver())
        self.failure = ""
        """Why the explorer came to a sudden end; empty where it didn't."""
        self.last_word = ""
        """What is to be said on stderr when the terminal has been given back."""
        self.state = ExplorerState(base, view) if first is None else Unread(base)
        self._place = place
        self._first = first
        self.limits = limits
        """How much is read when the files have changed."""
        self._read_state = signature(base.path, limits) if seen is None else seen
        self._met_state = self._read_state
        self._unsure = may_be_outdated(self._read_state)
        self._changing_since: float | None = None
        self._reading_since = 0.0
        self._still_seconds = STILL_SECONDS
        self._reader: Reader | None = first.reader if first else None
        self._reading = False
        self._read_again = False
        self.trouble: Trouble | None = None
        """What is wrong with the files as they stand now; the facts on show are then the last good ones."""
        self.is_painted = False
        """Whether the first screen is on show: until then nothing is made that it can do without."""
        self.badge = 0
        """How many entries of the desk ask for something; 0 until that has been worked out."""
        self.marked: str | None = None
        """The nation that the next one is to be compared with."""
        self._sections_before: list[str] = []
        self._typeahead = TypeAhead(self, super().on_event)

    def on_mount(self) -> None:
        """Go to the place that was asked for; collect garbage again once the first screen is painted."""
        self.app_resume_signal.subscribe(self, lambda _: self.on_resumed())
        if self._first is not None:
            self._read_first(self._first)
            return
        if self._place:
            self.follow(self._place)
        self.call_after_refresh(self._painted)

    def on_unmount(self) -> None:
        """Nobody waits any more for what is being read."""
        if self._reader is not None:
            self._reader.stop()

    @property
    def is_behind(self) -> bool:
        """Whether keys wait for their turn."""
        return self._typeahead.is_behind

    async def on_event(self, event: Event) -> None:
        """Take keys and what is pasted one after the other."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self._typeahead.take(event)
        else:
            await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Until the facts are there, offer only what needs none."""
        return not (self._first is not None and action in _NEED_FACTS)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and behind them the gate that lets no control character pass."""
        return [*super().get_line_filters(), LiteralFilter()]

    def _fatal_error(self) -> None:
        """An exception that nobody caught: end at once, with one line instead of a screenful of traceback.

        `COALITION_TUI_TRACEBACK=1` has Textual's own traceback shown.
        """
        if os.environ.get("COALITION_TUI_TRACEBACK"):
            super()._fatal_error()
            return
        ending = getattr(self._driver, "exit_code", 0)
        if ending:
            # A signal came before the first screen stood: what Textual stumbles over then is of no concern.
            self._return_code = ending
            self._close_messages_no_wait()
            return
        error = self._exception
        what = place = ""
        if error is not None:
            what = f": {type(error).__name__}: {error}"
            if error.__traceback__ is not None:
                frame = traceback.extract_tb(error.__traceback__)[-1]
                place = f" ({Path(frame.filename).name}:{frame.lineno})"
        self.failure = clean(f"internal error{what}{place}")
        self.last_word = f"coalition-tui: {self.failure}"
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Textual's way out with a page to read, as for a style sheet: one line of it will do."""
        self._return_code = 1
        self._fatal_error()

    def on_resumed(self) -> None:
        """Back from a suspension: the terminal shows nothing of ours any more."""
        self.screen.refresh(layout=True)

    def _painted(self) -> None:
        """The first screen is on show: now there is time for what it didn't need."""
        # What start-up made lives as long as the app: keep the collector from walking it again and again.
        gc.freeze()
        gc.enable()
        self.is_painted = True
        screen = self._in_sight
        if screen is not None:
            screen.show_preview()
        self.set_timer(0.2, self._show_badge)
        self.set_timer(POLL_SECONDS, self._look_at_files)

    @work(exclusive=True, group="index", exit_on_error=False)
    async def _prepare_search(self) -> None:
        from tui.explorer.idle import prepare

        await prepare(self.state.base, self.state.index)

    def _show_badge(self) -> None:
        """Say on every screen how much the desk asks; of a large base that is counted beside the loop."""
        self._prepare_search()
        state = self.state

        def show() -> None:
            if state is self.state:
                self.badge = state.desk.open
                screen = self.browsing
                if screen is not None:
                    screen.retitle()

        def count() -> Callable[[], None]:
            _ = state.desk
            return show

        if len(state.base.facts) < LARGE_BASE:
            show()
        else:
            beside(self, count)

    @property
    def base(self) -> FactBase:
        """The facts on show."""
        return self.state.base

    # -- what screens ask for ---------------------------------------------------------------------

    def on_follow(self, message: Follow) -> None:
        """Go to a place."""
        self.follow(message.place)

    def on_mark(self, message: Mark) -> None:
        """Mark a nation, unmark it, or compare it with the marked one."""
        if self.marked not in (None, message.place):
            self.follow(f"{COMPARE_PREFIX}{self.marked}:{message.place}")
            return
        self._mark(None if self.marked else message.place)

    def on_back(self, message: Back) -> None:
        """Go back."""
        self.back()

    def on_yank(self, message: Yank) -> None:
        """Copy a place."""
        self.yank(message.place)

    def on_edit(self, message: Edit) -> None:
        """Edit a place."""
        self.edit(message.place)

    def on_open_address(self, message: OpenAddress) -> None:
        """Open the address of a place's source."""
        self.open_address_of(message.place)

    # -- where one is -----------------------------------------------------------------------------

    def follow(self, place: str) -> None:
        """Go to a place: a section, an event on the timeline, or the page of an id."""
        if place in SCREENS:
            self.action_section(place)
        elif place.startswith(TIMELINE_PREFIX):
            from tui.explorer.screens.timeline import TimelineScreen

            self.push_screen(TimelineScreen(place.removeprefix(TIMELINE_PREFIX)))
        elif place.startswith(COMPARE_PREFIX) and place.count(":") == 2:
            from tui.explorer.screens.compare import CompareScreen

            self.push_screen(CompareScreen(place))
        else:
            from tui.explorer.screens.page import PageScreen

            self.push_screen(PageScreen(place))

    def _mark(self, nation: str | None) -> None:
        """Have this nation marked on every screen, or none."""
        self.marked = nation
        for screen in self._browse_screens():
            screen.mark_changed()

    def _browse_screens(self) -> Iterator[BrowseScreen]:
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, BrowseScreen) and screen.is_mounted:
                    yield screen

    @property
    def can_go_back(self) -> bool:
        """Whether there is a screen or a section to go back to."""
        below = sum(isinstance(screen, BrowseScreen) for screen in self.screen_stack)
        return below > 1 or bool(self._sections_before)

    def back(self) -> None:
        """To the screen before this one; at the root of a section, to the section before."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif self._sections_before:
            self.switch_mode(self._sections_before.pop())

    def action_section(self, name: str) -> None:
        """Switch to one of the sections, as it was left; from a page of the section itself to its list."""
        if self._first is not None:
            if self._loading is not None:
                self._loading.choose(name)
        elif name == self.current_mode:
            while len(self.screen_stack) > 1:
                self.pop_screen()
        else:
            self._sections_before.append(self.current_mode)
            self.switch_mode(name)

    def action_search(self) -> None:
        """Search from wherever one is."""
        from tui.explorer.screens.search import SearchScreen

        screen = self.screen
        if isinstance(screen, SearchScreen):
            screen.line.focus()
        else:
            self.push_screen(SearchScreen())

    # -- what leaves the explorer -----------------------------------------------------------------

    def yank(self, place: str) -> None:
        """Ask in which form to copy a place, and copy it."""
        from tui.explorer.screens.yank import YankScreen, form_text

        key = place.removeprefix(TIMELINE_PREFIX)

        def copy(form: str | None) -> None:
            if form:
                self.copy_text(form_text(self.base, key, form))

        self.push_screen(YankScreen(self.base, key), copy)

    def copy_text(self, text: str) -> None:
        """Copy through the terminal and the system's clipboard; show the text if neither can be sure."""
        # At once: what is typed next may be a `q`.
        self.copy_to_clipboard(text.encode("utf-8", "replace").decode())
        self._copy_to_system(text)

    @work(thread=True, exclusive=True, group="clipboard", exit_on_error=False)
    def _copy_to_system(self, text: str) -> None:
        """Copy through a program; the event loop doesn't close before that has ended or taken too long."""
        from tui.explorer.outside import copy_to_system

        known = copy_to_system(text)
        self.call_from_thread(self._copied, text, known)

    def _copied(self, text: str, known: bool) -> None:
        if known:
            self.notify("Copied.", markup=False, timeout=2)
            return
        from tui.explorer.screens.by_hand import ByHandScreen

        self.push_screen(ByHandScreen(text))

    def _record_of(self, place: str) -> Record | None:
        return self.base.find(place.removeprefix(TIMELINE_PREFIX))

    def edit(self, place: str) -> None:
        """Open the user's editor at the line of a place, and read the file anew afterwards.

        While the file is broken, at the line of the error: those of the facts on show are of an earlier file.
        """
        from tui.explorer.outside import chosen_editor, editor_command, run_editor

        record = self._record_of(place)
        if self.trouble is not None and self.trouble.line:
            path, line = Path(self.trouble.path), self.trouble.line
        elif record is not None:
            path, line = Path(self.base.path_of(record)), record.line
        else:
            self._tell("This is worked out by the program and stands in no file.")
            return
        try:
            command = editor_command(chosen_editor(), path, line)
        except ValueError as error:
            self._tell(f"$EDITOR can't be run: {error}.")
            return
        except OSError:
            self._tell(f"{path} can't be edited: the folder that the explorer was started in is gone.")
            return
        before = signature(str(path))
        try:
            with self.suspend():
                # Whatever becomes of it, without an exception: that would leave us suspended.
                trouble = run_editor(command)
        except SuspendNotSupported:
            self._tell("This terminal can't be handed to an editor.")
            return
        self.refresh(layout=True)
        if trouble:
            self._tell(f"No editor: {trouble}. Set $EDITOR to one that is there.", timeout=8)
            return
        self.action_reload()
        if is_installed(path) and signature(str(path)) != before:
            self._tell(
                f"{path} is the program's own and is replaced by the next version:"
                " keep a copy elsewhere, and open it with --facts.",
                timeout=15,
            )

    def open_address_of(self, place: str) -> None:
        """Open the web address of the source behind a place."""
        record = self._record_of(place)
        source = self.base.source_of(record) if isinstance(record, Fact) else record
        if not isinstance(source, Source):
            self._tell("Only facts and sources have an address.")
        elif not source.url:
            self._tell(f"{source.name}: no address is noted in the fact base.")
        else:
            self._open_address(source.url)

    @work(thread=True, group="browser", exit_on_error=False)
    def _open_address(self, address: str) -> None:
        from tui.explorer.outside import open_address

        trouble = open_address(address)
        self.call_from_thread(self._tell, f"Not opened: {trouble}." if trouble else f"Opened {address}")

    def _tell(self, text: str, timeout: float = 4) -> None:
        self.notify(text, markup=False, timeout=timeout)

    # -- views ------------------------------------------------------------------------------------

    @property
    def browsing(self) -> BrowseScreen | None:
        """The screen on top, unless it is a menu, or the app is about to end and there is none."""
        try:
            screen = self.screen
        except ScreenStackError:
            return None
        return screen if isinstance(screen, BrowseScreen) else None

    @property
    def _in_sight(self) -> BrowseScreen | None:
        """The screen on top, or the one below a menu."""
        stack = self._screen_stacks.get(self.current_mode, [])
        return next((screen for screen in reversed(stack) if isinstance(screen, BrowseScreen)), None)

    def show_view(self, view: View) -> None:
        """Put a view on every screen, each staying at its place."""
        if view != self.state.view:
            self._show(ExplorerState(self.state.whole, view))

    def action_step(self, delta: int) -> None:
        """To the publication day before or after."""
        is_first = self.state.view.known_on is None
        self.show_view(step(self.state.whole, self.state.view, delta))
        told = not_counted(self.state.whole, self.state.view)
        if is_first and told:  # else figures of undated sources would be gone without a word
            self._tell(told, 6)

    def action_all(self) -> None:
        """Back to everything."""
        self.show_view(ALL)

    def action_date(self) -> None:
        """Ask for a day."""
        from tui.explorer.screens.known_on import KnownOnScreen

        def known(day: str | None) -> None:
            if day is not None:
                self.show_view(self.state.view._replace(known_on=day or None))

        self.push_screen(KnownOnScreen(self.state.whole, self.state.view), known)

    def action_only(self) -> None:
        """Show one source alone, or all again: the source that is highlighted, or of the highlighted fact."""
        if self.state.view.source is not None:
            self.show_view(self.state.view._replace(source=None))
            return
        subject = self.browsing.subject if self.browsing else None
        record = self._record_of(subject) if subject else None
        source = (
            record.source if isinstance(record, Fact) else record.id if isinstance(record, Source) else None
        )
        if source is None:
            self._tell("Highlight a source or a fact first: this shows what its source alone says.")
        else:
            self.show_view(self.state.view._replace(source=source))

    # -- reading anew -----------------------------------------------------------------------------

    def _read_first(self, first: FirstReading) -> None:
        """Have the facts read that the explorer has come up without."""
        path = self.state.whole.path

        def progress(read: int, total: int) -> None:
            later(self, lambda: self._show_progress(read, total))

        def read() -> Callable[[], None]:
            found = taken(first.reader, first.opening, path, progress)
            if isinstance(found, str):
                return lambda: self._refuse(found)
            base, (place, view) = found
            state = ExplorerState(base, view)
            return lambda: self._show_first(state, place)

        beside(self, read)

    def _refuse(self, text: str) -> None:
        """There is nothing to explore: say why, and end."""
        self.last_word = text
        self.exit(return_code=2)

    @property
    def _loading(self) -> LoadingScreen | None:
        """The loading screen, if it is on top."""
        from tui.explorer.screens.loading import LoadingScreen

        screen = self.browsing
        return screen if isinstance(screen, LoadingScreen) else None

    def _show_progress(self, read: int, total: int) -> None:
        if self._loading is not None:
            self._loading.tell(read, total)

    def _show_first(self, state: ExplorerState, place: str | None) -> None:
        """The facts are there: on to where one wished to begin."""
        self.state = state
        self._place = place
        self._first = self._reader = None
        self._begin()

    def on_loading_resumed(self, message: LoadingResumed) -> None:
        """The loading screen is on top again."""
        self._begin()

    def _begin(self) -> None:
        """Leave the loading screen, if nothing stands on top of it and the facts are there."""
        loading = self._loading
        if self._first is not None or loading is None:
            return
        self.switch_mode(loading.chosen or NationsScreen.section)
        if self._place and not loading.chosen:
            self.follow(self._place)
        self.remove_mode(LOADING)
        self.call_after_refresh(self._painted)

    def action_reload(self) -> None:
        """Read the fact base anew, off the event loop; what is broken leaves the last good facts on show."""
        if self._reading:
            self._read_again = True  # one after the other: what is shown last is what was read last
            return
        from tui.factbase.reading.reader_process import Reader, start_reading

        self._reading = True
        path, view = self.state.whole.path, self.state.view
        # Before the reading: what changes meanwhile is seen.
        self._read_state = signature(path, self.limits)
        self._unsure = may_be_outdated(self._read_state)
        self._changing_since = None
        self._reading_since = monotonic()
        begin = Reader if size_of(self._read_state) <= AT_ONCE else start_reading
        reader = self._reader = begin(path, self.limits)

        def read() -> Callable[[], None]:
            from tui.factbase.reading.diagnostics import BaseErrors

            try:
                base = reader.take()
                state = ExplorerState(base, _still_there(view, base))
            except BaseErrors as errors:
                first, *others = errors.diagnostics
                more = len(others) + errors.more
                trouble = Trouble(first.message, first.path, first.line, first.column, first.mend, more)
            except Exception as error:  # the facts on show aren't those of the file: that has to be said
                trouble = Trouble(f"{str(error) or type(error).__name__}", path)
            else:
                return lambda: self._have_read(lambda: self._show_anew(state))
            return lambda: self._have_read(lambda: self._show_trouble(trouble))

        beside(self, read)

    def _have_read(self, show: Callable[[], None]) -> None:
        self._reading, self._reader = False, None
        # What is written to without an end is read for a tenth of the time.
        self._still_seconds = max(STILL_SECONDS, 9 * (monotonic() - self._reading_since))
        show()
        if self._read_again:
            self._read_again = False
            self.action_reload()

    def _look_at_files(self) -> None:
        """See whether the files have changed, off the event loop, and again in a while."""
        path, limits = self.state.whole.path, self.limits

        def look() -> Callable[[], None]:
            begun = monotonic()
            state = signature(path, limits)
            pause = max(POLL_SECONDS, (monotonic() - begun) / POLL_SHARE)
            return lambda: self._have_looked(state, pause)

        beside(self, look)

    def _have_looked(self, state: Signature, pause: float) -> None:
        """Read anew when the files have changed and then stood still: a half-written file often parses."""
        self.set_timer(pause, self._look_at_files)
        if state == self._read_state and not self._unsure:
            self._met_state = state
            self._changing_since = None
        elif state == self._met_state:
            self.action_reload()
        else:
            self._met_state = state
            now = monotonic()
            if self._changing_since is None:
                self._changing_since = now
            elif now - self._changing_since >= self._still_seconds and not self._reading:
                self.action_reload()  # what is written to all the time would never be read

    def _show_anew(self, state: ExplorerState) -> None:
        """Put another reading of the facts on every screen, each staying at its place."""
        base, view = state.whole, _still_there(self.state.view, state.whole)
        if view != state.view:  # another one was chosen meanwhile
            state = ExplorerState(base, view)
        before = len(self.state.whole.facts)
        self.trouble = None
        if self.marked not in base.nations:
            self.marked = None
        self._show(state)
        change = len(base.facts) - before
        if change:
            more = "more" if change > 0 else "fewer"
            self._tell(f"Read anew: {plural(abs(change), 'fact')} {more}.")
        else:
            self._tell("Read anew.")

    def _show(self, state: ExplorerState) -> None:
        self.state = state
        in_sight = self._in_sight
        for screen in self._browse_screens():
            if screen is in_sight:
                screen.refill()
            else:
                screen.outdated = True
        self._show_badge()

    def _show_trouble(self, trouble: Trouble) -> None:
        self.trouble = trouble
        screen = self._in_sight
        if screen is not None:
            screen.retitle()

    def action_help(self) -> None:
        """List the keys of the screen one is on."""
        from tui.explorer.screens.help import HelpScreen

        if isinstance(self.screen, BrowseScreen) and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen.active_bindings, self.screen.crumb))

    def action_theme(self) -> None:
        """Switch between the dark and the light look."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: all that a key does on the screen below, but moving, and the series."""
        met = {"command_palette"}
        for active in screen.active_bindings.values():
            binding = active.binding
            # Those without an id are Textual's own.
            moves = not binding.id or binding.id.startswith("list-")
            if moves or not active.enabled or binding.action in met:
                continue
            met.add(binding.action)
            name = "" if binding.description in SCREENS else f"{binding.description.capitalize()}: "
            run = partial(self.run_action, binding.action, active.node)
            # The palette looks for words in the title alone.
            yield SystemCommand(f"{name}{binding.tooltip} ({self.get_key_display(binding)})", "", run)
        yield SystemCommand(
            "Go to Series: figures that are told of different dates", "", lambda: self.follow(SERIES_LIST)
        )
