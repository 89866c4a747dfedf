"""Quantities: a figure, how firmly it is said, and what it counts.

Written as `3500 airstrikes`, with the hedge in front of the figure or around it:

    3500 x      exactly          ..200 x     up to            >60 x    more than
    ~3500 x     about            200.. x     at least         <60 x    fewer than
    100..200 x  between          ~100..200 x about, between

Thousands commas are accepted, the decimal sign is a point. The unit is free text, and required. Amounts are
never negative: an end that is left open reaches down to nothing, or up without bound.

The second half compares a quantity with the sentence beside it: does it show the figure, and its hedge?
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple
from unicodedata import decimal, normalize

from tui.factbase.text import clean, fold

Number = int | float

TOLERANCE_PERCENT: Final = 10
"""How far from the figure "about" reaches, to either side, when quantities are compared."""

MOST_DIGITS: Final = 15
"""Of a figure: what a double, and so JSON, CSV and a spreadsheet, hold without rounding."""


class QuantityError(ValueError):
    """A text that is no quantity."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        """What to write instead; a suggestion in backticks is itself a valid quantity. May be empty."""


class Quantity(NamedTuple):
    """A figure with its hedge and unit. Compares equal only if it is written alike, too."""

    low: Number | None
    """The least it may be; None where no lower end is stated."""
    high: Number | None
    """The most it may be; None where no upper end is stated."""
    approximate: bool
    unit: str
    text: str
    """As written, with single spaces."""
    exclusive: bool = False
    """The end that is stated is not itself included: more than `low`, or fewer than `high`."""

    @property
    def is_exact(self) -> bool:
        """Whether it is one figure, without any hedge."""
        return self.low is not None and self.low == self.high and not self.approximate

    @property
    def is_range(self) -> bool:
        """Whether it has two different ends."""
        return self.low is not None and self.high is not None and self.low != self.high

    @property
    def figure(self) -> str:
        """The figure in words for prose: `about 3,500`, `up to 200`, `100 to 200`."""
        about = "about " if self.approximate else ""
        low, high = self._shown(self.low), self._shown(self.high)
        if self.high is None:
            return f"{'more than' if self.exclusive else 'at least'} {about}{low}"
        if self.low is None:
            return f"{'fewer than' if self.exclusive else 'up to'} {about}{high}"
        return f"{about}{low} to {high}" if self.low != self.high else f"{about}{low}"

    @property
    def compact(self) -> str:
        """The figure in signs for tables: `~3,500`, `≤200`, `≥200`, `>60`, `<60`, `100–200`."""
        about = "~" if self.approximate else ""
        low, high = self._shown(self.low), self._shown(self.high)
        if self.high is None:
            return f"{'>' if self.exclusive else '≥'}{about}{low}"
        if self.low is None:
            return f"{'<' if self.exclusive else '≤'}{about}{high}"
        return f"{about}{low}–{high}" if self.low != self.high else f"{about}{low}"

    @property
    def display(self) -> str:
        """Figure and unit: `about 3,500 service members`."""
        return f"{self.figure} {self.unit}"

    def same_unit(self, other: Quantity) -> bool:
        """Whether both count the same thing: units alike but for case, accents and a plural."""
        return self.unit == other.unit or unit_key(self.unit) == unit_key(other.unit)

    def contains(self, number: Number) -> bool:
        """Whether the quantity allows the number; "about" allows `TOLERANCE_PERCENT` to either side."""
        low, high = self._reach
        if self.exclusive and (number == low if self.high is None else number == high):
            return False
        return (low is None or low <= number) and (high is None or number <= high)

    def overlaps(self, other: Quantity) -> bool:
        """Whether one amount could be both; units are not asked. "About" is widened as in `contains`."""
        if self.approximate or other.approximate:
            (low, high), (other_low, other_high) = self._reach, other._reach
        else:  # most figures, and so most of the many that are compared
            low, high = self.low or 0, self.high
            other_low, other_high = other.low or 0, other.high
        if high is not None and (high < other_low or (high == other_low and self._stops_before(other))):
            return False
        return other_high is None or not (
            other_high < low or (other_high == low and other._stops_before(self))
        )

    def _stops_before(self, other: Quantity) -> bool:
        """Of one that ends at the figure at which the other begins: whether one of them leaves it out."""
        return (self.exclusive and self.low is None) or (other.exclusive and other.high is None)

    @property
    def _reach(self) -> tuple[Number, Number | None]:
        """Both ends with the tolerance of "about"; an open lower end is nothing, an open upper end None."""
        low, high = self.low, self.high
        if self.approximate:
            low = None if low is None else low * (100 - TOLERANCE_PERCENT) / 100
            high = None if high is None else high * (100 + TOLERANCE_PERCENT) / 100
        return (0 if low is None else low), high

    def _shown(self, number: Number | None) -> str:
        """A number with thousands commas, and with the decimals that it was written with (`1.10`)."""
        if number is None:
            return ""
        if isinstance(number, int):
            return f"{number:,}"
        for written in _NUMBER.findall(self.text):
            if "." in written and float(written.replace(",", "")) == number:
                whole, _, decimals = written.replace(",", "").partition(".")
                return f"{int(whole):,}.{decimals}"
        return f"{number:,}"


def total(quantities: Iterable[Quantity]) -> Quantity:
    """The sum, hedged as its parts are.

    The ends are added one by one. A lower end that is not stated counts as nothing, an upper one leaves the
    sum without; about plus anything is about. "More than" survives if the sum has that end alone: elsewhere
    "at least" is the most that can be said. The unit is that of the first part (in the plural, if any is).
    Its `text` reads back as the same quantity, save that `~3700.. x` ("at least about") is ours alone.
    Raises `ValueError` if there are no parts or their units differ.
    """
    parts = list(quantities)
    if not parts:
        raise ValueError("nothing to add")
    first = parts[0]
    if len(parts) == 1:
        return first
    for part in parts[1:]:
        if not part.same_unit(first):
            raise ValueError(f"{first.unit} and {part.unit} can't be added")
    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    decimals = max(_decimals(part) for part in parts)
    low = _sum(lows, decimals) if lows else None
    high = _sum(highs, decimals) if len(highs) == len(parts) else None
    exclusive = (high is None and any(part.exclusive and part.high is None for part in parts)) or (
        low is None and any(part.exclusive for part in parts)
    )
    approximate = any(part.approximate for part in parts)
    unit = next((part.unit for part in parts if not (part.low == part.high == 1)), first.unit)
    text = f"{_notation(low, high, approximate, exclusive, decimals)} {unit}"
    return Quantity(low, high, approximate, unit, text, exclusive)


def _sum(numbers: Sequence[Number], decimals: int) -> Number:
    return round(sum(numbers), decimals) if decimals else sum(numbers)


def _decimals(quantity: Quantity) -> int:
    shown = (quantity._shown(number) for number in (quantity.low, quantity.high))
    return max(len(text.partition(".")[2]) for text in shown)


def _notation(low: Number | None, high: Number | None, about: bool, exclusive: bool, decimals: int) -> str:
    """A quantity without its unit, as files write it."""
    shown_low = "" if low is None else f"{low:.{decimals}f}" if decimals else str(low)
    shown_high = "" if high is None else f"{high:.{decimals}f}" if decimals else str(high)
    sign = "~" if about else ""
    if exclusive:
        return f"{sign}<{shown_high}" if low is None else f"{sign}>{shown_low}"
    return sign + (shown_low if low == high else f"{shown_low}..{shown_high}")


@lru_cache(maxsize=4096)
def unit_key(unit: str) -> tuple[str, ...]:
    """The words of a unit without case, accents and plurals: what same units share."""
    return tuple(_singular(word) for word in fold(unit).split())


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


# -- reading ------------------------------------------------------------------------------------------

MOST_CHARACTERS: Final = 200
"""Of a quantity with its unit."""

_NUMBER: Final = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_FORM: Final = re.compile(
    rf"(?P<about>~)?(?P<sign>\.\.|[<>])?(?P<first>{_NUMBER.pattern})"
    rf"(?:(?P<dots>\.\.)(?P<second>{_NUMBER.pattern})?)? (?P<unit>\S.*)"
)
# What a unit begins with: a word (also `F-16s`, `155-mm shells`), a currency, a per cent sign, a bracket.
_UNIT_START: Final = re.compile(r"[^\W\d_]|[%‰$€£¥(]|[0-9]+-?[^\W\d_]")
# What would hide a hedge, a scale or half of a range in the unit.
_NOT_UNIT: Final = re.compile(
    r"(?:to|or|and|plus|until|odd|k|bn|mn)\b(?!-)|.*\.\.|"
    r".*\b(?:or (?:so|more|fewer|less)|at (?:least|most)|maximum|minimum)$",
    re.IGNORECASE,
)
_compiled: Final = cache(re.compile)  # what only errors and checks need, compiled when they do
_LARGE: Final = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES: Final = ("thousand", *_LARGE)
_SCALED_UNIT: Final = re.compile(rf"(?:{'|'.join(_SCALES)})\b")


def parse_quantity(text: str) -> Quantity:
    """Read a quantity as a file writes it. Raises `QuantityError`, which says what to write instead."""
    if len(text) > MOST_CHARACTERS:
        raise QuantityError(f"a quantity has at most {MOST_CHARACTERS} characters", "keep the unit short")
    written = " ".join(clean(text).split())
    try:
        return _parse(written)
    except QuantityError as error:
        found = error
    raise QuantityError(found.message, found.mend or _mend(written))


def _parse(text: str) -> Quantity:
    """Read a text with single spaces. The mend of its errors is empty where `_mend` may know one."""
    form = _FORM.fullmatch(text)
    if form is None:
        raise QuantityError(_what_is_wrong(text))
    about, sign, first, dots, second, unit = form.groups()
    if not _is_unit(unit):
        if not _UNIT_START.match(unit):
            raise QuantityError(f"`{_short(unit)}` stands where the unit belongs")
        if unit in _SCALES:
            mend = f"write what is counted, as in `{text} euros`"
            raise QuantityError(f"`{_short(text)}` has no unit", mend)
        raise QuantityError(f"`{_short(unit)}` is more than a unit")
    low = _number(first, unit)
    if sign is None and dots is None:
        return Quantity(low, low, about is not None, unit, text)
    if sign and dots:
        raise QuantityError(f"`{_short(text)}` has two signs for its ends")
    if about and second is None:
        raise QuantityError("`~` goes with a figure or a range, not with a single end")
    if second is not None:
        high = _number(second, unit)
        if low > high:
            raise QuantityError("the range runs backwards", f"write `{about or ''}{second}..{first} {unit}`")
        if low == high:
            raise QuantityError("both ends of the range are the same", f"write `{about or ''}{first} {unit}`")
        return Quantity(low, high, about is not None, unit, text)
    if low == 0 and sign in ("..", "<"):
        raise QuantityError("there is nothing below 0", f"write `0 {unit}`" if sign == ".." else "")
    if sign == "..":
        return Quantity(None, low, False, unit, text)
    if sign == "<":
        return Quantity(None, low, False, unit, text, exclusive=True)
    return Quantity(low, None, False, unit, text, exclusive=sign == ">")


@lru_cache(maxsize=1024)  # a base has many figures and few units
def _is_unit(unit: str) -> bool:
    return bool(_UNIT_START.match(unit)) and unit not in _SCALES and not _NOT_UNIT.match(unit)


def _number(written: str, unit: str) -> Number:
    if written.isdecimal() and written[0] != "0" and len(written) <= MOST_DIGITS:
        return int(written)
    plain = written.replace(",", "")
    whole, point, decimals = plain.partition(".")
    if len(whole) > 1 and whole[0] == "0":
        raise QuantityError(f"`{_short(written)}` begins with a 0")
    if len((whole + decimals).lstrip("0")) > MOST_DIGITS or len(decimals) > MOST_DIGITS:
        mend = "use a larger unit, such as `2.1 billion US dollars`"
        raise QuantityError(f"a figure has at most {MOST_DIGITS} digits", mend)
    if not point:
        return int(whole)
    if _compiled(_TWO_READINGS).fullmatch(written) and not _SCALED_UNIT.match(unit):
        raise QuantityError(f"the point in `{written}` can mean thousands or decimals")
    return float(plain)


_TWO_READINGS: Final = r"[1-9][0-9]{0,2}\.[0-9]{3}"


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _what_is_wrong(text: str) -> str:
    """What kept a text from being a quantity, in one clause."""
    if not text:
        return "there is no figure"
    if _FORM.fullmatch(f"{text} x"):
        return f"`{_short(text)}` has no unit"
    plain = _plain(text)
    if plain != text and _FORM.fullmatch(plain):
        return f"`{_short(text)}` has other digits or signs than a keyboard's"
    if re.match(r"[~<>.]*- ?[0-9]", plain):
        return "an amount can't be negative"
    grouped = re.match(r"[~<>.]*([0-9]+(?:,[0-9]*)+)", plain)
    if grouped and not _NUMBER.fullmatch(grouped[1]):
        return f"the comma in `{_short(grouped[1])}` doesn't stand between thousands"
    return f"`{_short(text)}` is no quantity"


# -- what to write instead ----------------------------------------------------------------------------

_SAME_SIGN: Final = str.maketrans(
    {
        "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{MINUS SIGN}": "-", "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-", "\N{HORIZONTAL ELLIPSIS}": "...", "\N{ALMOST EQUAL TO}": "~",
        "\N{LESS-THAN OR EQUAL TO}": "<=", "\N{GREATER-THAN OR EQUAL TO}": ">=",
        "\N{ARABIC THOUSANDS SEPARATOR}": ",", "\N{ARABIC DECIMAL SEPARATOR}": ".",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    }
)  # fmt: skip
_LEADING: Final = {
    "~": r"about|around|some|roughly|approximately|approx\.?|circa|ca\.?|c\.|nearly|almost|close to|"
    r"(?:an )?estimated|~",
    "..": r"up to|as many as|at most|(?:no|not) more than|(?:a )?maximum(?: of)?|max\.?|<=|=<|\.\.\.?",
    "..+": r"at least|(?:no|not) (?:fewer|less) than|(?:a )?minimum(?: of)?|min\.?|upwards of|>=|=>",
    ">": r"more than|over|above|exceed(?:s|ing)|in excess of|>",
    "<": r"fewer than|less than|under|below|<",
    "": r"exactly|=|\+|between|from|'|\"",
}
_LEAD: Final = "(?i)" + "|".join(
    rf"(?P<h{number}>(?:{words})(?<![a-z])|(?:{words})\b)" for number, words in enumerate(_LEADING.values())
)
_TRAILING: Final = {
    "..+": r"\.\.\.?|\+|plus|(?:or|and) more|at least|minimum|and up",
    "..": r"or (?:fewer|less)|at most|maximum|max\.?",
    "~": r"or so|-?odd|approximately|approx\.?",
}
_LOOSE_NUMBER: Final = r"[0-9]+(?:[.,_'][0-9]+)*(?: [0-9]{3}(?![0-9-]))*(?:e[0-9]{1,2}(?![0-9]))?|\.[0-9]+"
_LOOSE: Final = (
    rf"(?i)(?P<money>(?:US|CA|NZ|AU|[AC])?\$|[€£¥])? ?(?P<a>{_LOOSE_NUMBER})"
    rf"(?: ?(?:\.\.\.?|-|\b(?:to|and|or|until)\b) ?(?P<b>{_LOOSE_NUMBER}))?"
    r"(?: ?(?P<scale>k|bn|mn?|tn)(?![a-z]))?(?P<tail>.*)"
)
_SHORT_SCALES: Final = {"m": "million", "mn": "million", "bn": "billion", "tn": "trillion"}
_MONEY: Final = {
    "$": "US dollars", "US$": "US dollars", "A$": "Australian dollars", "AU$": "Australian dollars",
    "C$": "Canadian dollars", "CA$": "Canadian dollars", "NZ$": "New Zealand dollars", "€": "euros",
    "£": "pounds", "¥": "yen",
}  # fmt: skip


def _mend(text: str) -> str:
    """What to write instead of a text that is no quantity."""
    plain = _plain(text)
    if re.match(r"[~<>.]*- ?[0-9]", plain):
        return "write the amount itself, and in `says` which way it goes"
    hedges, rest = _leading_hedges(plain)
    loose = _compiled(_LOOSE).fullmatch(rest)
    if loose is None and (spelt := _scan(rest.lower())) and spelt[0].start == 0:
        loose = _compiled(_LOOSE).fullmatch(f"{spelt[0].values[-1]}{rest[spelt[0].end :]}")
    if loose is None:
        if any(char.isdecimal() for char in plain):
            return "write the figure first, then its unit, as in `~3500 airstrikes`"
        return "leave the key out where the source gives no figure"
    tail, more = _trailing_hedge(loose["tail"])
    hedges |= more
    unit = _unit_of(loose["money"] or "", (loose["scale"] or "").lower(), tail)
    ends = hedges - {"~"}
    if len(ends) > 1 or (ends and loose["b"]):
        return "keep one of the two hedges, and say the other in `says`"
    found = []
    for reading in (0, 1):
        figures = [_readings(end, loose["scale"]) for end in (loose["a"], loose["b"]) if end]
        if all(reading < len(readings) for readings in figures):
            body = "..".join(readings[reading] for readings in figures)
            end = next(iter(ends), "~" if hedges else "")
            body = f"{body}.." if end == "..+" else f"{end}{body}"
            if _is_quantity(f"{body} {unit or 'airstrikes'}"):
                found.append(f"`{body} {unit or 'airstrikes'}`")
    if not found:
        return "write the figure first, then its unit, as in `~3500 airstrikes`"
    if not unit:
        return f"write the unit after the number, as in {' or '.join(found)}"
    both = ", and say the other hedge in `says`" if ends and "~" in hedges else ""
    return f"write {' or '.join(found)}{both}"


def _is_quantity(text: str) -> bool:
    try:
        _parse(text)
    except QuantityError:
        return False
    return True


def _plain(text: str) -> str:
    """The text in the digits and signs of a keyboard."""
    text = "".join(str(decimal(char)) if char.isdecimal() else char for char in text)
    return " ".join(normalize("NFKC", text.translate(_SAME_SIGN)).split())


def _leading_hedges(text: str) -> tuple[set[str], str]:
    hedges: set[str] = set()
    while match := _compiled(_LEAD).match(text):
        hedges.add(list(_LEADING)[int((match.lastgroup or "h0")[1:])])
        text = text[match.end() :].lstrip()
    return hedges - {""}, text


def _trailing_hedge(tail: str) -> tuple[str, set[str]]:
    """What follows the figure without a hedge at its beginning or end, and that hedge."""
    tail = tail.strip().rstrip("'\"")
    for hedge, words in _TRAILING.items():
        if match := re.match(rf"(?:{words})(?![a-z])", tail, re.IGNORECASE):
            return tail[match.end() :].strip(), {hedge}
        if match := re.search(rf"(?:^| )(?:{words})$", tail, re.IGNORECASE):
            return tail[: match.start()].strip(), {hedge}
    return tail, set()


def _unit_of(money: str, scale: str, tail: str) -> str:
    if scale == "m" and not tail and not money:
        return "m"  # metres
    words = [_SHORT_SCALES.get(scale, "")]
    if money:
        first, _, rest = tail.partition(" ")
        if first in _LARGE:
            words, tail = [first], rest
        words.append(_MONEY[money.upper()])
    return " ".join(word for word in (*words, tail.strip()) if word)


def _readings(written: str, scale: str | None) -> list[str]:
    """The one or two figures that a number in somebody else's spelling can mean."""
    written = written.replace("_", "").replace("'", "").replace(" ", "").lower()
    mantissa, _, power = written.partition("e")
    if power:
        grouped = _NUMBER.fullmatch(mantissa) and len(mantissa) + int(power) < 2 * MOST_DIGITS
        return [_plain_figure(float(mantissa.replace(",", "")) * 10 ** int(power))] if grouped else []
    joined = re.sub("[.,]", "", written)
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", written):
        found = [written.replace(",", "."), joined]
    elif _compiled(_TWO_READINGS).fullmatch(written):
        decimals = written.rstrip("0").rstrip(".")
        found = [joined, f"{written}0" if decimals == written else decimals]
    elif _NUMBER.fullmatch(written):
        found = [written]
    else:
        found = [f"0{written}" if written[0] == "." else joined]
    found = [re.sub(r"^0+(?=[0-9])", "", figure) for figure in found]
    if scale in ("k", "K"):
        found = [_plain_figure(float(figure.replace(",", "")) * 1000) for figure in found]
    return found


def _plain_figure(number: float) -> str:
    return str(round(number)) if number == round(number) else repr(number)


# -- the sentence beside it ---------------------------------------------------------------------------

_ONES: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SMALL: Final = _ONES | _TENS
_TIMES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000}
_SCALE_OF: Final = {**_LARGE, "mn": 10**6, "m": 10**6, "bn": 10**9, "tn": 10**12, "k": 1000, **_TIMES}

_MULTIPLE: Final = "|".join((*_TIMES, *_LARGE))
_WORD: Final = "|".join(sorted((*_SMALL, *_TIMES, *_LARGE), key=len, reverse=True))
_INITIALS: Final = "".join(sorted({word[0] for word in ("a", "half", *_SMALL, *_TIMES, *_LARGE)}))
_TOKEN: Final = (
    # Where no figure can begin, that is seen at once.
    rf"(?<![a-z0-9])(?=[0-9{_INITIALS}])(?:"
    # Not `F-16`, `A310`, `16th`.
    rf"(?<![a-z]-)(?P<digits>{_NUMBER.pattern})(?![0-9]|(?:st|nd|rd|th)\b)"
    rf"(?: ?(?P<scale>{_MULTIPLE}|bn|mn|tn|[km])\b)?"
    r"|\b(?:"
    rf"(?:(?P<half>half[ -](?:an? )?)|an? )(?=(?:{_MULTIPLE})\b)"
    # Not `several hundred`, `a few dozen`.
    rf"|(?<!several )(?<!few )(?<!many )(?<!of )(?<!hundred )(?<!dozen )(?=(?:{_MULTIPLE})\b)"
    rf"|(?!(?:{_MULTIPLE})\b)"
    r")"
    rf"(?P<words>(?:{_WORD})(?:(?: and |[ -])(?:{_WORD}))*)\b"
    r")"
)
_SPLIT: Final = r" and |[ -]"


class _Figure(NamedTuple):
    values: tuple[Number, ...]
    """What it can be taken for: `22 million` shows 22 (of a unit in millions) and 22,000,000."""
    start: int
    end: int


def figures_in(text: str) -> list[Number]:
    """The numbers that a sentence shows, in its order: digits, and number words up to trillions.

    `6,341`, `2.1`, `seven`, `two dozen`, `half a million`, `one hundred and fifty`. Before million and above
    a figure is given both ways, since a unit may hold the scale: `22 million` gives 22 and 22,000,000.
    Parts of names (`F-16`, `A310`), ordinals (`10th`) and vague words (`dozens`, `several hundred`) are none.
    """
    return [value for figure in _folded_and_scanned(text)[1] for value in figure.values]


def missing_figures(quantity: Quantity, sentence: str) -> list[str]:
    """The figures of a quantity that the sentence doesn't show, as they should be written there."""
    shown = {value for figure in _folded_and_scanned(sentence)[1] for value in figure.values}
    return [
        quantity._shown(end)
        for end in dict.fromkeys((quantity.low, quantity.high))
        if end is not None and shown.isdisjoint(_spellings(end, quantity.unit))
    ]


def missing_hedge(quantity: Quantity, sentence: str) -> str | None:
    """The hedge of a quantity that the sentence doesn't keep; None if it keeps all.

    One of `about`, `up to`, `at least`, `more than`, `fewer than`, `between`; common synonyms are known. The
    hedge must stand by the figure; where the sentence doesn't show the figure, anywhere in it.
    """
    if quantity.is_exact:
        return None
    folded, figures = _folded_and_scanned(sentence)
    if quantity.is_range:
        at = _range_at(quantity, folded, figures)
        if at is None:
            return "between"
        spans = [at]
        wanted = []
    else:
        end = quantity.low if quantity.low is not None else quantity.high
        assert end is not None
        spellings = _spellings(end, quantity.unit)
        spans = [(f.start, f.end) for f in figures if not spellings.isdisjoint(f.values)]
        wanted = [_end_hedge(quantity)] if quantity.low != quantity.high else []
    if quantity.approximate:
        wanted.append("about")
    for hedge in wanted:
        if not any(_is_hedged(hedge, folded, span) for span in spans or [(len(folded), len(folded))]):
            return hedge
    return None


def lost_hedge(quantity: Quantity, sentence: str) -> str | None:
    """The hedge that a sentence puts right before or after a figure which the quantity gives as exact."""
    if not quantity.is_exact or quantity.low is None:
        return None
    folded, figures = _folded_and_scanned(sentence)
    spellings = _spellings(quantity.low, quantity.unit)
    spans = [(f.start, f.end) for f in figures if not spellings.isdisjoint(f.values)]
    found: str | None = None
    for start, end in spans:
        if not _ANY_HEDGE.beside(folded, start, end):
            return None  # told once without
        found = next(name for name, hedge in _HEDGES.items() if hedge.beside(folded, start, end))
    return found


def _end_hedge(quantity: Quantity) -> str:
    if quantity.high is None:
        return "more than" if quantity.exclusive else "at least"
    return "fewer than" if quantity.exclusive else "up to"


def _spellings(number: Number, unit: str) -> set[Number]:
    """The figure, and what it comes to if its unit is in thousands, millions or more."""
    scale = _scale_of(unit)
    return {number, round(number * scale)} if scale else {number}


@lru_cache(maxsize=1024)
def _scale_of(unit: str) -> int:
    """How many are counted in one of a unit: 1,000,000 of `million euros`; 0 where it has no scale."""
    return _SCALE_OF.get(unit.split(" ", 1)[0].lower(), 0) if _SCALED_UNIT.match(unit.lower()) else 0


@lru_cache(maxsize=16)  # of one sentence several things are asked, one after the other
def _folded_and_scanned(sentence: str) -> tuple[str, list[_Figure]]:
    folded = fold(sentence)
    return folded, _scan(folded)


def _scan(folded: str) -> list[_Figure]:
    figures: list[_Figure] = []
    for match in _compiled(_TOKEN).finditer(folded):
        digits, scale, half, words = match.group("digits", "scale", "half", "words")
        if digits:
            plain = digits.replace(",", "")
            if len(plain) > 40:
                continue
            number: Number = float(plain) if "." in plain else int(plain)
            values: tuple[Number, ...] = (number,)
            if scale:
                product = round(number * _SCALE_OF[scale])
                values = (product,) if scale in _TIMES else (number, product)
            figures.append(_Figure(values, match.start(), match.end()))
        elif half:
            first = _compiled(_SPLIT).split(words)[0]
            end = match.start("words") + len(first)
            figures.append(_Figure((_SCALE_OF[first] // 2,), match.start(), end))
        elif words in _SMALL:  # a single word, as most are
            figures.append(_Figure((_SMALL[words],), match.start(), match.end()))
        else:
            figures.extend(_spelt(words, match.start(), match.start("words")))
    return figures


def _spelt(phrase: str, start: int, offset: int) -> list[_Figure]:
    """The figures of a run of number words; `five and seven` are two."""
    figures: list[_Figure] = []
    thousands = 0  # `two thousand` of `two thousand three hundred`
    group: int | None = None  # what is below a thousand so far
    end = offset

    def close(*values: Number) -> None:
        nonlocal thousands, group
        if values or thousands or group is not None:
            figures.append(_Figure(values or (thousands + (group or 0),), start, end))
        thousands, group = 0, None

    words = list(_pieces(phrase))
    for index, (word, joint, at) in enumerate(words):
        following = words[index + 1][0] if index + 1 < len(words) else ""
        if word in _SMALL:
            value = _SMALL[word]
            below = 1000 if group is None else group % 100  # 1000: no group yet, nothing to fit
            fits_tens = joint != " and " and below in _TENS.values() and 0 < value < 10
            fits_hundreds = below == 0 != group and following not in ("hundred", "dozen")
            if group is not None and not fits_tens and not fits_hundreds:
                close()
            if group is None and not thousands:
                start = min(start, offset + at) if not figures else offset + at
            group = (group or 0) + value
            end = offset + at + len(word)
            continue
        if group is None and not thousands and figures:
            start = offset + at
        end = offset + at + len(word)
        many = 1 if group is None else group
        if word == "hundred":
            group = many * 100
        elif word == "thousand":
            thousands, group = thousands + many * 1000, None
        elif word == "dozen":
            close(many * 12)
        else:
            close(thousands + many, (thousands + many) * _LARGE[word])
    close()
    return figures


def _pieces(phrase: str) -> Iterable[tuple[str, str, int]]:
    """The words of a phrase, each with what joins it to the one before, and its place."""
    at, joint = 0, ""
    for match in _compiled(_SPLIT).finditer(phrase):
        yield phrase[at : match.start()], joint, at
        at, joint = match.end(), match.group()
    yield phrase[at:], joint, at


_WINDOW: Final = 80
"""Characters around a figure in which its hedge is looked for."""


class _Hedge:
    """The words of one kind of hedge: before a figure, right before it, and after it."""

    def __init__(self, before: str, close: str, after: str) -> None:
        self.words = before, close, after
        edge = r"(?<![a-z])(?<!not )(?<!no )"
        word = r"(?:[\s-]+[^\s0-9;.-]+)"  # between hedge and figure: `a maximum strength of`, `over US$`
        money = r"[\s-]*(?:us|[ac])?[^\s0-9a-z-]*$"
        self._before = rf"{edge}(?:(?:{before}){word}{{0,3}}|(?:{close}){word}?){money}"
        self._after = rf"{word}{{0,3}}?[\s-]*(?:{after})(?![a-z])"
        self._anywhere = rf"{edge}(?:{before}|{close}|{after})(?![a-z])"
        self._right_before = rf"{edge}(?:{before}|{close}){money}"
        self._right_after = rf"[\s-]*(?:{after})(?![a-z])"

    def near(self, text: str, start: int, end: int) -> bool:
        """Whether the hedge stands by the figure, a few words between allowed."""
        if start == end:
            return _compiled(self._anywhere).search(text) is not None
        return self._around(text, start, end, self._before, self._after)

    def beside(self, text: str, start: int, end: int) -> bool:
        """Whether the hedge stands right before or after the figure."""
        return self._around(text, start, end, self._right_before, self._right_after)

    def _around(self, text: str, start: int, end: int, before: str, after: str) -> bool:
        if _compiled(before).search(text[max(0, start - _WINDOW) : start]):
            return True
        return _compiled(after).match(text[end : end + _WINDOW]) is not None


_HEDGES: Final = {
    "about": _Hedge(
        r"approximately|approx\.?|roughly|nearly|almost|close to|(?:an )?estimated(?: at)?|"
        r"estimates?(?: of)?|in the (?:region|order) of|"
        r"(?:just|slightly|a little|a bit) (?:over|above|under|below|short of|(?:more|fewer|less) than)",
        r"about|around|some|circa|ca\.?|c\.|near|~|probably",
        r"or so|or thereabouts|approximately|more or less|give or take|odd",
    ),
    "up to": _Hedge(
        r"up to|as many as|as much as|at (?:the )?most|max\.?|maximum|ceiling|limit|capped|cap|"
        r"no (?:more|greater|larger) than|not (?:more|greater) than|not exceed(?:ing)?|not to exceed",
        r"≤|<=",
        r"at (?:the )?most|maximum|max\.?|or (?:fewer|less|under)|the (?:maximum|ceiling|limit)",
    ),
    "at least": _Hedge(
        r"at (?:the very )?least|no (?:fewer|less) than|not (?:fewer|less) than|minimum|upwards? of|floor",
        r"≥|>=",
        r"or (?:more|above|over)|and (?:more|up|above)|at least|minimum|upwards?|plus|\+",
    ),
    "more than": _Hedge(
        r"more than|greater than|in excess of|exceed(?:s|ed|ing)?|upwards? of|north of|beyond|"
        r"surpass(?:es|ed|ing)?|topp?(?:s|ed|ing)",
        r"over|above|past|>",
        r"plus|\+",
    ),
    "fewer than": _Hedge(
        r"fewer than|less than|lower than|smaller than|short of|not quite|nearly|almost",
        r"under|below|<",
        r"not quite",
    ),
}
_ANY_HEDGE: Final = _Hedge(*map("|".join, zip(*(hedge.words for hedge in _HEDGES.values()), strict=True)))
"""All of them: most figures have none, and that is seen in one look."""
_RANGE_GAP: Final = (
    r"(?:[\s-]+[^\s0-9;.-]+){0,3}?[\s-]*(?:\b(?:to|and|or|up to|at most)\b|-|\.\.)"
    r"(?:[\s-]*[^\s0-9-]+){0,3}?[\s-]*"
)


def _is_hedged(hedge: str, folded: str, span: tuple[int, int]) -> bool:
    if hedge == "about" and "dozen" in folded[slice(*span)]:
        return True  # a word for about twelve
    return _HEDGES[hedge].near(folded, *span)


def _range_at(quantity: Quantity, folded: str, figures: Sequence[_Figure]) -> tuple[int, int] | None:
    """Where the sentence gives both ends as a range."""
    assert quantity.low is not None
    assert quantity.high is not None
    lows, highs = _spellings(quantity.low, quantity.unit), _spellings(quantity.high, quantity.unit)
    for one, other in pairwise(figures):
        if lows.isdisjoint(one.values) or highs.isdisjoint(other.values):
            continue
        if other.start - one.end < _WINDOW and _compiled(_RANGE_GAP).fullmatch(folded, one.end, other.start):
            return one.start, other.end
    return None
