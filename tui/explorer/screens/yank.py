"""Yank: a small menu of forms in which to copy what is highlighted."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.explorer.screens.steady import SteadyScreen
from tui.explorer.widgets.bars import KeyBar
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.lines import LineView
from tui.factbase.model import FactBase
from tui.factbase.output import cite
from tui.factbase.page import Line, Page, Span, spans
from tui.factbase.shown import links

LETTERS = {"text": "t", "markdown": "m", "bibtex": "b", "csl-json": "c", "id": "i", "page": "p"}


def forms_of(base: FactBase, key: str) -> dict[str, str]:
    """The forms in which a place can be copied, and what each is."""
    forms: dict[str, str] = {}
    if base.fact(key) or key in base.sources:
        forms.update(cite.STYLES)
    if links.page_of(base, key) is not None:
        forms["page"] = "everything that its page shows, as text"
    if base.find(key):
        forms["id"] = "the id, for the command line and for `corrects`"
    return forms


def form_text(base: FactBase, key: str, form: str) -> str:
    """A place in one of its forms."""
    if form == "id":
        return key
    if form == "page":
        page = links.page_of(base, key)
        return page.text if page else ""
    return cite.cite(base, key, form) or ""


class YankScreen(SteadyScreen[str | None], ModalScreen[str | None]):
    """The menu; ends with the form that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,l", "choose", "copy", id="open", tooltip="Copy in this form"),
        Binding("escape,left,h,q,y", "leave", "back", id="back", tooltip="Copy nothing"),
        *(
            Binding(letter, f"take('{form}')", form, id=f"yank-{form}", show=False, tooltip=f"Copy as {form}")
            for form, letter in LETTERS.items()
        ),
    ]

    def __init__(self, base: FactBase, key: str) -> None:
        super().__init__()
        self.base = base
        self.key = key

    def compose(self) -> ComposeResult:
        """Title, forms, keys."""
        lines = [Line((Span(f"Copy “{self.key}” as", "strong"),))]
        for form, what in forms_of(self.base, self.key).items():
            letter = LETTERS[form]
            parts = spans(Span(f"{letter}  ", "heading"), Span(f"{form:<10}", "accent"), Span(what, "muted"))
            lines.append(Line(parts, target=form, indent=1, hang=13, key=form))
        with Vertical(id="menu"):
            yield Document(Page("Copy", tuple(lines)), id="forms")
            yield KeyBar()

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one(Document).focus()

    def action_choose(self) -> None:
        """Copy in the highlighted form."""
        self.dismiss(self.query_one(Document).target)

    def action_take(self, form: str) -> None:
        """Copy in the form of this letter, where there is one."""
        if form in forms_of(self.base, self.key):
            self.dismiss(form)

    def action_leave(self) -> None:
        """Copy nothing."""
        self.dismiss(None)

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """A click on a form."""
        message.stop()
        self.dismiss(message.target)
