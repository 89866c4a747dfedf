"""Dates as the Extended Date/Time Format (EDTF) writes them, in the part of it that reports need.

    2016           a year                2016-01-05/2016-01-09   from, to
    2016-01        a month               ../2016-01-09           until
    2016-01-10     a day                 2016-01-05/..           from

Each date, and each end of an interval, may be approximate (`2016-02-10~`), uncertain (`2016-02?`) or both
(`2016-02-10%`). Years have four digits and lie between 1000 and 2999: others are slips of the finger here.
Clock times, seasons, weeks, sets and unspecified digits (`2016-01-XX`) are refused.

How early and how late a date may be is taken from what is written alone: `~` and `?` say that a source
hedges, not by how much, so they never widen the bounds. They show in `display`, `short` and `text` instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final, NamedTuple
from unicodedata import decimal

from tui.factbase.text import clean

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

PRECISIONS: Final = ("year", "month", "day")


class DateError(ValueError):
    """A text that is no date of this format."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        """What to write instead; a suggestion in backticks is itself a valid date. May be empty."""


class DatePoint(NamedTuple):
    """One date, or one end of an interval: a year, a month or a day."""

    year: int
    month: int = 0
    """1 to 12; 0 where only the year is known."""
    day: int = 0
    """1 to 31; 0 where the day isn't known."""
    approximate: bool = False
    uncertain: bool = False

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def earliest(self) -> str:
        """The first day that it covers, as `2016-01-01`."""
        return f"{self.year}-{self.month or 1:02}-{self.day or 1:02}"

    @property
    def latest(self) -> str:
        """The last day that it covers, as `2016-01-31`."""
        day = self.day or days_in_month(self.year, self.month or 12)
        return f"{self.year}-{self.month or 12:02}-{day:02}"

    @property
    def iso(self) -> str:
        """As precise as it is known: `2016`, `2016-01` or `2016-01-10`."""
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    @property
    def words(self) -> str:
        """The same as a reader says it: `2016`, `January 2016` or `10 January 2016`."""
        if self.day:
            return f"{self.day} {MONTHS[self.month - 1]} {self.year}"
        return f"{MONTHS[self.month - 1]} {self.year}" if self.month else str(self.year)

    def is_like(self, other: DatePoint) -> bool:
        """Whether the other is as precise and as hedged, so that the two can be said in one."""
        return (self.precision, *self[3:]) == (other.precision, *other[3:])


class EdtfDate(NamedTuple):
    """A date or an interval, with the hedges of its source."""

    text: str
    """As written."""
    start: DatePoint | None
    """The date, or the first of an interval; None where the interval is open (`../b`)."""
    end: DatePoint | None
    """The date again, or the last of an interval; None where the interval is open (`a/..`)."""
    is_interval: bool
    earliest: str | None
    """The first day that it may be, as `2016-01-10`; None where open. ISO days compare as texts."""
    latest: str | None
    """The last day that it may be, as `2016-01-31`; None where open."""
    approximate: bool
    """Some part of it is `~` or `%`."""
    uncertain: bool
    """Some part of it is `?` or `%`."""
    precision: str
    """`year`, `month` or `day`: that of the less precise end."""

    @property
    def display(self) -> str:
        """As prose says it: `10 January 2016`, `about February 2016`, `5 to 9 January 2016`, `until 2016`."""
        if not self.is_interval:
            return _hedged(self.start)
        if self.start is None:
            return f"until {_hedged(self.end)}"
        if self.end is None:
            return f"from {_hedged(self.start)}"
        if not self.start.is_like(self.end):
            return f"{_hedged(self.start)} to {_hedged(self.end)}"
        first = self.start.words
        if self.start.year == self.end.year:
            first = first.removesuffix(f" {self.start.year}")
            if self.start.month == self.end.month:
                first = str(self.start.day)
        return _hedged(self.end, f"{first} to {self.end.words}")

    @property
    def holds(self) -> str:
        """Of what is told as of it: `as of 10 January 2016`; where open, `until 2016` or `from May 2015`."""
        return self.display if self.start is None or self.end is None else f"as of {self.display}"

    @property
    def short(self) -> str:
        """For tables: `2016-01-10`, `~2016-02-10`, `2016-02?`, `2016-01-05–09`, `from 2016-01`."""
        if not self.is_interval:
            return _short_hedged(self.start)
        if self.start is None:
            return f"until {_short_hedged(self.end)}"
        if self.end is None:
            return f"from {_short_hedged(self.start)}"
        if not self.start.is_like(self.end):
            return f"{_short_hedged(self.start)}–{_short_hedged(self.end)}"
        shared = 0 if self.start.year != self.end.year else 8 if self.start.month == self.end.month else 5
        return _short_hedged(self.end, f"{self.start.iso}–{self.end.iso[shared:]}")

    @property
    def sort_key(self) -> tuple[str, str, int, str]:
        """For sorting: the first day, the last, the less precise first, then the text; total over all texts.

        In place of an open end stands the one that is known: `../2016-01-09` goes where it ends.
        """
        first = self.earliest or self.latest or ""
        return (first, self.latest or "9999", PRECISIONS.index(self.precision), self.text)

    def before(self, other: EdtfDate) -> bool:
        """Whether it ends before the other begins, by their bounds; an open end is never before anything."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def after(self, other: EdtfDate) -> bool:
        """Whether it begins after the other has ended."""
        return other.before(self)

    def overlaps(self, other: EdtfDate) -> bool:
        """Whether some day may be in both."""
        return not self.before(other) and not other.before(self)


def is_leap_year(year: int) -> bool:
    """Whether the year has a 29 February, by the Gregorian calendar."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """How many days a month (1 to 12) has."""
    return 29 if month == 2 and is_leap_year(year) else _DAYS[month - 1]


def _short_hedged(point: DatePoint | None, iso: str = "") -> str:
    """A date in signs, with those of its hedges."""
    assert point is not None
    return f"{'~' if point.approximate else ''}{iso or point.iso}{'?' if point.uncertain else ''}"


def _hedged(point: DatePoint | None, words: str = "") -> str:
    """Words for a date with its hedges before and after it."""
    assert point is not None
    words = words or point.words
    if point.approximate:
        return f"about {words}, uncertain" if point.uncertain else f"about {words}"
    return f"perhaps {words}" if point.uncertain else words


# -- reading ------------------------------------------------------------------------------------------

MOST_CHARACTERS: Final = 60
"""Of a date or an interval."""

_compiled: Final = cache(re.compile)  # most runs need one of all these patterns only
_END: Final = r"\.\.$|[12][0-9]{3}(?![0-9])"
_POINT: Final = re.compile(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%])?")


def parse_date(text: str) -> EdtfDate:
    """Read a date or an interval. Raises `DateError`, which says what to write instead."""
    if len(text) > MOST_CHARACTERS:
        raise DateError(f"a date has at most {MOST_CHARACTERS} characters", _WAY)
    written = clean(text).strip()
    try:
        return _parse(written)
    except DateError as error:
        message, mend = error.message, error.mend
    if mend:
        raise DateError(message, mend)
    guesses = _guesses(written)
    if len(guesses) > 1:
        message = f"`{_short(written)}` can be read in two ways"
    raise DateError(message, _mend(written, guesses))


def _parse(text: str) -> EdtfDate:
    """Read a date; the mend of its errors is empty where `_mend` may know one."""
    first, slash, last = text.partition("/")
    if not slash:
        point = _point(text)
        return EdtfDate(text, point, point, False, *_days(point, text), *point[3:], point.precision)
    try:
        start = None if first == ".." else _point(first)
        end = None if last == ".." else _point(last)
    except DateError:
        begins_an_end = _compiled(_END).match
        if not (begins_an_end(first) and begins_an_end(last)):
            raise DateError(f"`{_short(text)}` is no date") from None
        raise
    one, other = start or end, end or start
    if one is None or other is None:
        raise DateError("an interval that is open at both ends says nothing", LEAVE_OUT)
    earliest = start and _days(start, first)[0]
    latest = end and _days(end, last)[1]
    if earliest and latest:
        if one[:3] == other[:3]:
            raise DateError("both ends of the interval are the same", f"write `{last}`")
        if earliest > latest:
            raise DateError("the interval runs backwards", f"write `{last}/{first}`")
    return EdtfDate(
        text,
        start,
        end,
        True,
        earliest,
        latest,
        one.approximate or other.approximate,
        one.uncertain or other.uncertain,
        one.precision if other.day else min(one.precision, other.precision, key=PRECISIONS.index),
    )


def _days(point: DatePoint, text: str) -> tuple[str, str]:
    """The first and the last day of a date: a day is so written already, but for its hedge."""
    if point.day:
        day = text[:10]
        return day, day
    return point.earliest, point.latest


@lru_cache(maxsize=8192)
def _point(text: str) -> DatePoint:
    match = _POINT.fullmatch(text)
    if match is None:
        raise DateError(f"`{_short(text)}` is no date" if text else "there is no date")
    year, month, day, mark = match.groups()
    point = DatePoint(int(year), int(month or 0), int(day or 0), mark in ("~", "%"), mark in ("?", "%"))
    if month is not None and not 1 <= point.month <= 12:
        raise DateError(f"there is no month {month}")
    if day is not None:
        most = days_in_month(point.year, point.month)
        if point.day > most:
            name = MONTHS[point.month - 1]
            mend = f"write `{year}-{month}{mark or ''}` if the day isn't known"
            raise DateError(f"{name} {year} has {most} days", mend)
        if point.day == 0:
            raise DateError(
                "there is no day 00", f"write `{year}-{month}{mark or ''}` if the day isn't known"
            )
    return point


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


# -- what to write instead ----------------------------------------------------------------------------

_WAY: Final = "write it as `2016-01-10`, `2016-01` or `2016`, from and to as `2016-01-05/2016-01-09`"
LEAVE_OUT: Final = "leave the key out where the source gives no date"
"""The mend for what is no date at all, where one was expected in a file."""
_MONTH_NAMES: Final = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS).replace("Sep(?:", "Sep(?:t|")
_SIGNS: Final = str.maketrans(
    {
        "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{MINUS SIGN}": "-", "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-", "\N{HORIZONTAL ELLIPSIS}": "..", "\N{FULLWIDTH SOLIDUS}": "/",
        "\N{ALMOST EQUAL TO}": "~", "\N{TILDE OPERATOR}": "~", "\N{FULLWIDTH TILDE}": "~",
    }
)  # fmt: skip
_OTHER_AGE: Final = (
    r"(?i).*\bB\.?C\.?(?:E\.?)?|-[0-9]{3,}.*|Y-?[0-9]+.*|[03-9][0-9]{3}(?:[~?%/-].*)?|[0-9]{5}"
)
_SAID_ON_A_DAY: Final = (
    r"(?i)(?:today|now|yesterday|tomorrow|(?:last|next|this) \w+|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*"
)
_HEDGE: Final = (
    r"(?i)(?:(?P<about>about|around|approximately|approx\.?|circa|ca\.?|c\.|roughly|some time in|~)"
    r"|perhaps|possibly|probably|maybe|\?)(?:(?<![a-z]) ?| )"
)
_OPEN: Final = r"(?i)(?:(?P<since>since|from|after)|until|till|up to|before|by) (?P<date>.*)"
_BETWEEN: Final = (
    r"(?i) ?\.\.\.? ?| to | until | and | through | ?/ ?| - |(?<=[0-9]{4})-(?=[0-9]{4})|"
    r"(?<=\b[0-9])-(?=[0-9]{1,2} [a-z])|(?<=\b[0-9]{2})-(?=[0-9]{1,2} [a-z])"
)


def _mend(text: str, guesses: list[str]) -> str:
    """What to write instead of a text that is no date."""
    if guesses:
        return f"write {' or '.join(f'`{guess}`' for guess in guesses)}"
    plain = _plain(text)
    if not any(char.isdecimal() for char in plain):
        told = _compiled(_SAID_ON_A_DAY).fullmatch(plain)
        return "write the date itself, as in `2016-01-20`" if told else LEAVE_OUT
    if _compiled(_OTHER_AGE).fullmatch(plain):
        return "only the years 1000 to 2999 can be written"
    if _compiled(r"[12][0-9]{3}-[0-9]{2}(?![0-9]).*").fullmatch(plain):
        return "months run from 01 to 12" if not 1 <= int(plain[5:7]) <= 12 else _WAY
    if not _compiled(r"(?<![0-9])[12][0-9]{3}(?![0-9])").search(plain):
        return "a date needs its year in four digits, as in `2016-01-10`"
    return _WAY


def _plain(text: str) -> str:
    """The text in the digits and signs of a keyboard, without quotes around it and a stop at its end."""
    text = "".join(str(decimal(char)) if char.isdecimal() else char for char in text.translate(_SIGNS))
    text = " ".join(text.strip(" '\"").split())
    return text if text.endswith("..") else text.rstrip(".,")


def _guesses(text: str) -> list[str]:
    """The dates that a text in another spelling can mean."""
    plain = _plain(text)
    if _compiled(_OTHER_AGE).fullmatch(plain):
        return []
    return [guess for guess in dict.fromkeys(_readings(plain)) if _is_date(guess)]


def _is_date(text: str) -> bool:
    try:
        _parse(text)
    except DateError:
        return False
    return True


def _readings(text: str) -> list[str]:
    """What a date or interval in another spelling can mean, in this one."""
    if whole := _one(text):
        return whole
    if hedge := _compiled(_HEDGE).match(text):
        mark = "~" if hedge["about"] else "?"
        found = _readings(text[hedge.end() :])
        return ["/".join(_marked(end, mark) for end in reading.split("/")) for reading in found]
    for match in _compiled(_BETWEEN).finditer(text):
        first = _compiled(r"(?i)^(?:from|between) ").sub("", text[: match.start()])
        if ends := _two(first, text[match.end() :]):
            return ends
    if open_end := _compiled(_OPEN).fullmatch(text):
        found = _one(open_end["date"])
        return [f"{one}/.." if open_end["since"] else f"../{one}" for one in found]
    return []


def _two(first: str, last: str) -> list[str]:
    """An interval from its two halves, of which each may lack what it shares with the other."""
    first, last = first.strip(), last.strip()
    if last.lower() in ("", "..", "open", "now", "present", "today"):
        return [f"{one}/.." for one in _one(first)]
    if first.lower() in ("", "..", "open"):
        return [f"../{one}" for one in _one(last)]
    starts, ends = _one(first), _one(last)
    if ends and not starts:  # 5 to 9 January 2016
        words = last.split(" ")
        tries = (_one(" ".join((first, *words[-count:]))) for count in range(1, len(words)))
        starts = next(filter(None, tries), [])
    elif starts and not ends and _compiled(r"[0-9]{2}(?:-[0-9]{2})?").fullmatch(last):  # 2016-01-05/09
        ends = _one(starts[0].rstrip("~?%")[: -len(last)] + last)
    return [f"{start}/{end}" for start, end in zip(starts, ends, strict=False)]


def _one(text: str) -> list[str]:
    """What a single date in another spelling can mean; empty if that can't be told."""
    if hedge := _compiled(_HEDGE).match(text):
        return [_marked(reading, "~" if hedge["about"] else "?") for reading in _one(text[hedge.end() :])]
    if text and text[-1] in "~?%":
        return [_marked(reading, text[-1]) for reading in _one(text[:-1].rstrip())]
    if _POINT.fullmatch(text) and _is_date(text):
        return [text]
    for pattern, read in _SPELLINGS.items():
        if match := _compiled(f"(?i){pattern}").fullmatch(text):
            return [reading for reading in read(match) if _is_date(reading)]
    return []


def _marked(date: str, mark: str) -> str:
    """A date with one more of the marks `~`, `?` and `%`; an open end stays as it is."""
    if date == ".." or date[-1] in (mark, "%"):
        return date
    return f"{date[:-1]}%" if date[-1] in "~?" else f"{date}{mark}"


# -- other spellings ----------------------------------------------------------------------------------


def _iso(year: str, month: str | int = 0, day: str | int = 0) -> str:
    return DatePoint(int(year), int(month), int(day)).iso


def _of_parts(match: re.Match[str]) -> list[str]:
    """Named groups for year, month (a number or a name) and day, in whatever order."""
    parts = match.groupdict()
    name = parts.get("month") or "0"
    month = int(name) if name.isdecimal() else [known[:3] for known in MONTHS].index(name[:3].title()) + 1
    return [_iso(parts["year"], month, (month and parts.get("day")) or 0)]


def _day_or_month_first(match: re.Match[str]) -> list[str]:
    """10/01/2016 is 10 January or 1 October; 25/01/2016 is clear."""
    one, other, year = match.groups()
    return [_iso(year, other, one), _iso(year, one, other)]


def _of_week(match: re.Match[str]) -> list[str]:
    year, week, weekday = int(match[1]), int(match[2]), match[3]
    if not 1 <= week <= 53:
        return []
    # Week 1 holds 4 January; weeks begin on Monday.
    monday = 4 - _weekday(year, 1, 4) + 7 * (week - 1)
    if not _nth_day(year, monday + 3).startswith(str(year)):
        return []  # not every year has a week 53: a week is counted where its Thursday is
    if weekday:
        return [_nth_day(year, monday + int(weekday) - 1)] if weekday in "1234567" else []
    return [f"{_nth_day(year, monday)}/{_nth_day(year, monday + 6)}"]


def _weekday(year: int, month: int, day: int) -> int:
    """0 for Monday to 6 for Sunday (Sakamoto's method)."""
    year -= month < 3
    shift = (0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4)[month - 1]
    return (year + year // 4 - year // 100 + year // 400 + shift + day - 1) % 7


def _nth_day(year: int, day: int) -> str:
    """The date of the nth day of a year; a day below 1 or beyond the end is in the year next to it."""
    if day < 1:
        year -= 1
        day += 365 + is_leap_year(year)
    month = 1
    while day > days_in_month(year, month):
        day -= days_in_month(year, month)
        month += 1
        if month > 12:
            year, month = year + 1, 1
    return _iso(str(year), month, day)


def _of_nth_day(match: re.Match[str]) -> list[str]:
    year, day = int(match[1]), int(match[2])
    return [_nth_day(year, day)] if 1 <= day <= 365 + is_leap_year(year) else []


def _season(year: int, season: int) -> str:
    """The months of EDTF's season 21 (spring) to 24 (winter), in the north."""
    if season == 24:
        return f"{year}-12/{year + 1}-02"
    return f"{year}-{3 * (season - 20):02}/{year}-{3 * (season - 20) + 2:02}"


def _quarter(year: str, quarter: str) -> str:
    last = 3 * int(quarter)
    return f"{year}-{last - 2:02}/{year}-{last:02}"


def _of_unknown(match: re.Match[str]) -> list[str]:
    """Digits left open: `2016-01-XX`, `2016-XX`, `201X`."""
    year, month = match[1], match[2]
    if "x" in year.lower():
        digits = year.lower().rstrip("x")
        return [f"{digits.ljust(4, '0')}/{digits.ljust(4, '9')}"]
    return [f"{year}-{month}" if month and month.isdecimal() else year]


def _of_years(match: re.Match[str]) -> list[str]:
    """2015-16 is two years, as 16 is no month and follows on 15."""
    year, last = match.groups()
    return [f"{year}/{year[:2]}{last}"] if 0 < int(last) - int(year[2:]) <= 10 else []


_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_YEAR: Final = "(?P<year>[12][0-9]{3})"
_MONTH: Final = rf"(?P<month>{_MONTH_NAMES})\.?"
_DAY: Final = "(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_PART_OF: Final = "in |early |mid[- ]|late |(?:the )?(?:beginning|middle|start|end) of "
_SPELLINGS: Final[dict[str, Callable[[re.Match[str]], list[str]]]] = {
    rf"{_YEAR}([-/. ])(?P<month>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}})": _of_parts,
    rf"{_YEAR}[-/. ](?P<month>0?[0-9]|1[0-2])": _of_parts,
    rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})?": _of_parts,
    rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?:Z|[T ,]+[0-9]{{1,2}}[:.h].*)": _of_parts,
    rf"(?P<day>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.{_YEAR}": _of_parts,
    r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([12][0-9]{3})": _day_or_month_first,
    rf"(?:[a-z]+day,? )?(?:the )?{_DAY}[ -](?:of )?{_MONTH}[ ,-]+{_YEAR}": _of_parts,
    rf"(?:[a-z]+day,? )?{_MONTH} {_DAY},? {_YEAR}": _of_parts,
    rf"(?:{_PART_OF})?{_MONTH}(?:,? | of ){_YEAR}": _of_parts,
    rf"{_YEAR} {_MONTH}(?: {_DAY})?": _of_parts,
    rf"(?:{_PART_OF}){_YEAR}": _of_parts,
    r"([12][0-9]{3})-?W([0-9]{2})(?:-?([0-9]))?": _of_week,
    r"([12][0-9]{3})-([0-9]{3})": _of_nth_day,
    r"([12][0-9]{3})-(2[1-4])": lambda match: [_season(int(match[1]), int(match[2]))],
    r"(spring|summer|autumn|fall|winter)(?: of)? ([12][0-9]{3})": lambda match: [
        _season(int(match[2]), _SEASONS[match[1].lower()])
    ],
    r"([12][0-9]{3})[- ]?Q([1-4])": lambda match: [_quarter(match[1], match[2])],
    r"Q([1-4]) ([12][0-9]{3})": lambda match: [_quarter(match[2], match[1])],
    r"(?=.*X)([12][0-9X]{3})(?:-([0-9X]{2})(?:-[0-9X]{2})?)?": _of_unknown,
    r"(?:the )?([12][0-9]{2})0'?s": lambda match: [f"{match[1]}0/{match[1]}9"],
    r"([12][0-9]{3})[-/]([0-9]{2})": _of_years,
}
"""A pattern for the whole of a date as others write it, and what it can mean. The first that fits counts."""
