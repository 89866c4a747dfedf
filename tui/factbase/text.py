"""Text on its way in: what must not reach a terminal made visible, and what a search compares.

`clean` is the outer of two layers (the explorer filters its lines once more): escape sequences, controls of
the writing direction and characters that draw nothing are replaced by signs that say what they were, since a
character dropped silently leaves a text that is not the text of the file.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from unicodedata import category, combining, decimal, normalize

# Characters that `str.isprintable` lets pass although they draw nothing, or a blank that is no space, or
# change the width of their neighbour in some terminals and not in others (the variation selectors).
_PRINTABLE_INVISIBLE: Final = (
    r"\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
)
# Everything else that draws nothing: format characters, controls of direction, tags, fillers.
_INVISIBLE: Final = (
    _PRINTABLE_INVISIBLE + r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_NONCHARACTERS: Final = r"\ufdd0-\ufdef" + "".join(
    f"\\U{plane << 16 | 0xFFFE:08x}\\U{plane << 16 | 0xFFFF:08x}" for plane in range(17)
)
_BLANK: Final = f"[{_PRINTABLE_INVISIBLE}]"
_HIDDEN: Final = f"[{_INVISIBLE}]"
_UNSAFE: Final = rf"\r\n|[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_NONCHARACTERS}{_INVISIBLE}]"
_ZWNJ: Final = "\u200c"

_compiled: Final = cache(re.compile)  # half a millisecond each, which most runs never need

_ASCII_SIGNS: Final = {code: chr(0x2400 + code) for code in range(32)} | {9: " ", 10: " ", 0x7F: "␡"}


def clean(text: str) -> str:
    r"""The text with stand-ins for what must not reach a terminal; safe text comes back as it is.

    - A newline (`\n` or `\r\n`) or a tab is one space. Runs are not collapsed, so columns of a line hold.
    - Other C0 controls and DEL are their control pictures (`␛`, `␀`, `␍`, `␡`).
    - C1 controls, bidirectional and other format characters, zero-width and blank characters, variation
      selectors, tags, line and paragraph separators, lone surrogates and noncharacters are `⟨U+202E⟩`.
    - ZWNJ stays between two letters of the scripts that need it (Persian, Indic): everyone agrees that it
      takes no cell. ZWJ never stays: Rich counts what follows it as nothing, terminals count it as they
      like, and a line that both measure differently is drawn wrong.

    Spaces of any kind, accents, private-use characters and characters newer than Python's tables stay.
    `clean(clean(text)) == clean(text)`.
    """
    if text.isprintable():
        if text.isascii() or shows_whole(text):
            return text
    elif text.isascii():
        return text.replace("\r\n", "\n").translate(_ASCII_SIGNS)
    return _compiled(_UNSAFE).sub(_stand_in, text)


def shorten(text: str, most: int = 60) -> str:
    """What somebody typed, so that a message can quote it: however long it is, the message can be read."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def is_safe(text: str) -> bool:
    """Whether `clean` would leave the text as it is."""
    if text.isprintable():
        return text.isascii() or shows_whole(text)
    return not text.isascii() and clean(text) == text


def shows_whole(printable: str) -> bool:
    """Whether a text that `str.isprintable` lets pass holds nothing that draws nothing."""
    return _compiled(_BLANK).search(printable) is None


def _stand_in(match: re.Match[str]) -> str:
    found = match.group()
    if found == "\r\n":
        return " "
    code = ord(found)
    if code in _ASCII_SIGNS:
        return _ASCII_SIGNS[code]
    if found == _ZWNJ:
        around, at = match.string, match.start()
        if 0 < at < len(around) - 1 and _takes_joiners(around[at - 1]) and _takes_joiners(around[at + 1]):
            return found
    return f"⟨U+{code:04X}⟩"


def _takes_joiners(char: str) -> bool:
    """Whether a character is a letter or mark of a script in which ZWNJ changes the shape of letters."""
    arabic_to_myanmar = "\u0620" <= char <= "\u109f"
    if not (arabic_to_myanmar or "\u1780" <= char <= "\u18aa" or "\ufb50" <= char <= "\ufefc"):
        return False
    return _compiled(_UNSAFE).match(char) is None and f"a{char}".isidentifier()


# What neither case folding nor Unicode's decompositions bring to the keys of a keyboard. Lower case.
_APOSTROPHES: Final = (
    "\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u275b\u275c"
)
_QUOTES: Final = "\u00ab\u00bb\u02ba\u201c\u201d\u201e\u201f\u2033\u275d\u275e\u301d\u301e\u301f"
_SPELT: Final = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ĸ": "k", "ƒ": "f", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "\N{ARABIC TATWEEL}": "",
    "\N{MINUS SIGN}": "-", "\N{HYPHEN BULLET}": "-", "\N{FRACTION SLASH}": "/", "\N{DIVISION SLASH}": "/",
} | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTES, '"')  # fmt: skip

_FOLDS_KEPT: Final = 20_000


class _Folds(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        if len(self) < _FOLDS_KEPT:  # a hostile file can hold every character there is
            self[code] = folded
        return folded


_FOLDS: Final = _Folds()
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """The text as searches compare it: without case, accents and typography.

    Curly quotes and apostrophes are straight, dashes are `-`, spaces are a plain space (newlines and tabs
    stay), digits and letters of compatibility forms are the plain ones, `ß` is `ss`, `ø` is `o`, `æ` is `ae`;
    characters that draw nothing go. Digits, commas and points stay as they are.

    Folds character by character: `fold(a + b) == fold(a) + fold(b)`, so that places in the folded text can be
    traced back. `fold(fold(text)) == fold(text)`. The result may be longer or shorter than the text.
    """
    if text.isascii():
        return text.lower()
    return _FOREIGN.sub(_fold_run, text).lower()


def _fold_run(match: re.Match[str]) -> str:
    return match.group().translate(_FOLDS)


def _fold_char(char: str) -> str:
    if char in _SPELT:
        return _SPELT[char]
    plain = normalize("NFKD", normalize("NFKD", char).casefold())
    return "".join(map(_fold_plain, plain))


def _fold_plain(char: str) -> str:
    """What one decomposed, case-folded character becomes."""
    if char in _SPELT:
        return _SPELT[char]
    if combining(char) or _compiled(_HIDDEN).match(char):
        return ""
    kind = category(char)
    if kind == "Pd":
        return "-"
    if kind[0] == "Z":
        return " "
    return str(decimal(char)) if kind == "Nd" else char


_WITH_ARTICLE: Final = (
    r"(?i)(?!the\b)(?:(?:united (?:states|kingdom|arab|nations)|central african|democratic republic"
    r"|republic of|kingdom of|federated states|u\.s\.-led|small group)\b.*"
    r"|(?:.+[ -])?(?:states|kingdom|emirates|republic|netherlands|philippines|bahamas|maldives|seychelles"
    r"|comoros|gambia|islands|union|league|federation|coalition|ministry|government|pentagon))"
)


def in_sentence(name: str) -> str:
    """A name as a sentence has it: `the United States`, `the Netherlands`, `France`, `the seven`."""
    if name.startswith("The "):
        return f"the {name[4:]}"
    return f"the {name}" if _compiled(_WITH_ARTICLE).fullmatch(name) else name


def plural(count: int, one: str, many: str = "") -> str:
    """`1 fact`, `2 facts`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
