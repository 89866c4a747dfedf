"""A fact base of which every text is hostile: markup, escape sequences, writing direction, unusual widths."""

from __future__ import annotations

from itertools import count
from pathlib import Path

PARTS = (
    "[/nope]",
    "[@click=app.quit]quit[/]",
    "[@click=app.action_theme]light[/]",
    "[link=https://example.org]there[/link]",
    "[bold red]red $primary [$text-error] [Foo]",
    "\\[ [[ ]] {0} %s \\",
    "\x1b[31mred\x1b[0m",
    "\x1b[2J\x1b[17;3H",
    "\x1b]52;c;aGk=\x07",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31m\x90q\x9c",
    "\x00\x08\x0b\x7f",
    "a\rb\nc\td",
    "\u202egnp.exe\u202c",
    "\u2066isolated\u2069\u200b\u200d\ufeff",
    "\u2028line\u2029paragraph\x85next",
    "日本語の文章 ｆｕｌｌ　ｗｉｄｔｈ",
    "👨\u200d👩\u200d👧 🇫🇷 ❤\ufe0f 👍🏽",
    "e\u0301a\u0300\u0301\u0302",
    "العربية מימין",
    "x" * 60,
)
TYPED = "[/nope] [@click=app.quit]quit[/] [$primary]\\["
"""What is entered key by key."""
UNIT = " ".join(("units", *PARTS[:3], PARTS[6], *PARTS[13:15]))
"""A unit may not be as long as other texts."""


class Texts:
    """Hostile texts, each with a mark of its own, and beginning with another part."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self) -> str:
        number = len(self.made)
        turn = number % len(PARTS)
        self.made.append(" ".join((f"T{number:03}", *(PARTS * 2)[turn : turn + 7])))
        return self.made[-1]


def quoted(text: str) -> str:
    """A text as YAML writes it when all but plain ASCII is escaped."""
    inner = (c if c.isascii() and c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
    return f'"{"".join(inner)}"'


def hostile_yaml(texts: Texts) -> str:
    """A base that has each kind of record, with each text that a record can carry."""

    def some(*keys: str, **others: str) -> str:
        fields = [f"{key}: {quoted(texts())}" for key in keys]
        return f"{{{', '.join((*fields, *(f'{key}: {value}' for key, value in others.items())))}}}"

    numbers = count(1)

    def fact(about: str, topic: str, **others: str) -> str:
        number = next(numbers)
        lines = [f"- id: fact-{number}", f"  about: [{about}]", f"  topic: {topic}"]
        texted = ("says", "at", "quote", "note")
        lines += [f"  {key}: {quoted(texts())}" for key in texted if key not in others]
        lines += [f"  {key.rstrip('_')}: {value}" for key, value in others.items()]
        return "\n".join(f"      {line}" for line in lines)

    def also() -> str:
        return f"[{quoted(texts())}]"

    facts = (
        fact("FR", "forces", value=quoted(f"~3,500 {UNIT}"), by="she", in_="there", as_of="2016-01-10"),
        fact("FR, GB", "own", mode="expected"),
        fact("pair, FR, GB", "membership"),
        fact("GB", "forces", mode="unclear"),
        fact("FR, GB", "strikes", in_="here", open="true"),
        fact("FR", "strikes", in_="there", open="true"),
        fact("pair", "strikes", value="70 airstrikes", in_="here", as_of="2016-01-10", by="he"),
        fact("FR", "strikes", value="50 airstrikes", in_="here", as_of="2016-01-10", by="he"),
        fact("GB", "strikes", value="20 airstrikes", in_="here", as_of="2016-01-10", by="he"),
        fact("meet", "meeting", when="2016-02-10~", mode="planned", in_="here"),
        fact("meet, she", "host", by="pair"),
        fact("meet, FR", "invitation", mode="denied"),
        fact("meet", "statement", by="she"),
        fact("he", "attack", when="2015-11", corrects="fact-1", says=quoted(f"{'W' * 5_000} {texts()}")),
    )
    return "\n".join(
        (
            f"topics:\n  own: {some('name', 'note')}",
            f"nations:\n  FR: {some('name', 'note', also=also())}\n  GB: {some('name', 'note', also=also())}",
            f"groups:\n  pair: {some('name', 'mark', 'note', also=also())}",
            f"people:\n  she: {some('name', 'post', 'note', nation='FR', also=also())}",
            f"  he: {some('name', 'post', 'note', also=also())}",
            f"meetings:\n  meet: {some('name', 'note', also=also())}",
            f"places:\n  all: {some('name', 'note', also=also())}",
            f"  here: {some('name', 'note', within='all', also=also())}",
            f"  there: {some('name', 'note', within='all', also=also())}",
            f"sources:\n  paper:\n    title: {quoted(texts())}\n    publisher: {quoted(texts())}",
            *(f"    {key}: {quoted(texts())}" for key in ("author", "via", "url", "begins", "note")),
            "    published: 2016-01-20\n    facts:",
            *facts,
            "  second:",
            *(f"    {key}: {quoted(texts())}" for key in ("title", "publisher")),
            f"checks:\n  sum: {some('note', total='fact-7', parts='[fact-8, fact-9]')}",
            f"rulings:\n  which: {some('reason', 'ruled_by', prefer='fact-1', over='[fact-14]')}",
            "",
        )
    )


FOLDER = "[@click=app.quit]x[/] [nope] \x1b[2J\u202e"
"""A name for the folder of the file: its markup has a slash in it, which makes it two."""


def hostile_file(folder: Path, texts: Texts) -> Path:
    """Write the base into a folder, under a name that is as bad."""
    path = folder / FOLDER / "[red]facts[link=x] \x9b31m\x07.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(hostile_yaml(texts), encoding="ascii")
    return path
