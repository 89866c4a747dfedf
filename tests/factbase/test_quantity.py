"""Figures with their hedges: read, shown, compared, added, and held against the sentence beside them."""

from __future__ import annotations

import re
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tui.factbase.quantity import (
    MOST_CHARACTERS,
    Quantity,
    QuantityError,
    figures_in,
    lost_hedge,
    missing_figures,
    missing_hedge,
    parse_quantity,
    total,
)

UNITS = st.sampled_from(
    ["airstrikes", "service members", "billion US dollars", "F-16s", "155-mm shells", "%", "x"]
)
WHOLE = st.integers(0, 10**12).flatmap(lambda n: st.sampled_from([str(n), f"{n:,}"]))
DECIMAL = st.tuples(st.integers(0, 10**6), st.from_regex("[0-9]{1,2}", fullmatch=True)).map(
    lambda p: f"{p[0]}.{p[1]}"
)
FIGURE = WHOLE | DECIMAL


def value(figure: str) -> Fraction:
    return Fraction(figure.replace(",", ""))


@st.composite
def quantity_texts(draw: st.DrawFn) -> str:
    one, other = sorted((draw(FIGURE), draw(FIGURE)), key=value)
    forms = [one, f"~{one}", f"{one}..", f">{one}"]
    if value(one) > 0:
        forms += [f"..{one}", f"<{one}"]
    if value(one) < value(other):
        forms += [f"{one}..{other}", f"~{one}..{other}"]
    return f"{draw(st.sampled_from(forms))} {draw(UNITS)}"


QUANTITIES = quantity_texts().map(parse_quantity)


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate", "exclusive", "unit", "figure", "compact"),
    [
        ("3500 x", 3500, 3500, False, False, "x", "3,500", "3,500"),
        ("6,341 airstrikes", 6341, 6341, False, False, "airstrikes", "6,341", "6,341"),
        ("~3500 service members", 3500, 3500, True, False, "service members", "about 3,500", "~3,500"),
        ("..200 troops", None, 200, False, False, "troops", "up to 200", "≤200"),
        ("200.. troops", 200, None, False, False, "troops", "at least 200", "≥200"),
        (">60 nations", 60, None, False, True, "nations", "more than 60", ">60"),
        ("<60 nations", None, 60, False, True, "nations", "fewer than 60", "<60"),
        ("100..2000 x", 100, 2000, False, False, "x", "100 to 2,000", "100–2,000"),
        ("~100..200 x", 100, 200, True, False, "x", "about 100 to 200", "~100–200"),
        ("2.1 billion US dollars", 2.1, 2.1, False, False, "billion US dollars", "2.1", "2.1"),
        ("8.80 billion €", 8.8, 8.8, False, False, "billion €", "8.80", "8.80"),
        ("1.10..1.20 points", 1.1, 1.2, False, False, "points", "1.10 to 1.20", "1.10–1.20"),
        ("1.125 billion euros", 1.125, 1.125, False, False, "billion euros", "1.125", "1.125"),
        ("0.125 euros", 0.125, 0.125, False, False, "euros", "0.125", "0.125"),
        ("0 x", 0, 0, False, False, "x", "0", "0"),
        ("12 155-mm shells", 12, 12, False, False, "155-mm shells", "12", "12"),
        ("90 %", 90, 90, False, False, "%", "90", "90"),
        (
            "999999999999999 x",
            999999999999999,
            999999999999999,
            False,
            False,
            "x",
            "999,999,999,999,999",
            None,
        ),
    ],
)
def test_what_is_written_is_read_and_shown(
    text: str,
    low: float | None,
    high: float | None,
    approximate: bool,
    exclusive: bool,
    unit: str,
    figure: str,
    compact: str | None,
) -> None:
    quantity = parse_quantity(text)
    assert quantity == Quantity(low, high, approximate, unit, text, exclusive)
    assert quantity.figure == figure
    assert quantity.display == f"{figure} {unit}"
    assert quantity.compact == (compact or figure)
    assert quantity.is_exact == (low == high and not approximate)


def test_a_whole_number_is_an_int_and_a_decimal_a_float() -> None:
    assert type(parse_quantity("3,500 x").low) is int
    assert type(parse_quantity("3.0 x").low) is float
    assert parse_quantity("3.0 x").figure == "3.0"


def test_spaces_are_made_single() -> None:
    quantity = parse_quantity("  ~3500 \n service\u00a0\u00a0members ")
    assert (quantity.text, quantity.unit) == ("~3500 service members", "service members")


def test_what_must_not_reach_a_terminal_is_shown_in_the_unit() -> None:
    assert parse_quantity("5 jets\x1b[2J").display == "5 jets␛[2J"


# Every suggestion stands in backticks; what it says is checked to be a quantity below.
@pytest.mark.parametrize(
    ("text", "message", "mend"),
    [
        ("about 3500 x", "no quantity", "write `~3500 x`"),
        ("approx. 3,500 x", "no quantity", "write `~3,500 x`"),
        ("~ 3500 x", "no quantity", "write `~3500 x`"),
        ("up to 200", "no quantity", "write the unit after the number, as in `..200 airstrikes`"),
        ("up to 200 troops", "no quantity", "write `..200 troops`"),
        (
            "up to about 1,200 troops",
            "no quantity",
            "write `..1,200 troops`, and say the other hedge in `says`",
        ),
        ("no more than twelve people", "no quantity", "write `..12 people`"),
        ("at least 40 nations", "no quantity", "write `40.. nations`"),
        ("more than 60 nations", "no quantity", "write `>60 nations`"),
        ("over 2.1 billion US dollars", "no quantity", "write `>2.1 billion US dollars`"),
        ("fewer than 60 nations", "no quantity", "write `<60 nations`"),
        ("> 60 nations", "no quantity", "write `>60 nations`"),
        (">=60 nations", "no quantity", "write `60.. nations`"),
        ("≥60 nations", "no quantity", "write `60.. nations`"),
        ("<=60 nations", "no quantity", "write `..60 nations`"),
        ("200+ troops", "no quantity", "write `200.. troops`"),
        ("+200 troops", "no quantity", "write `200 troops`"),
        ("200 or more troops", "more than a unit", "write `200.. troops`"),
        ("200 troops or so", "more than a unit", "write `~200 troops`"),
        ("200 troops at most", "more than a unit", "write `..200 troops`"),
        ("200-300 x", "no quantity", "write `200..300 x`"),
        ("200–300 x", "no quantity", "write `200..300 x`"),
        ("200 to 300 troops", "more than a unit", "write `200..300 troops`"),
        ("between 200 and 300 troops", "no quantity", "write `200..300 troops`"),
        ("200 .. 300 x", "where the unit belongs", "write `200..300 x`"),
        ("200...300 x", "no quantity", "write `200..300 x`"),
        ("around 30-40 people", "no quantity", "write `~30..40 people`"),
        ("200..100 x", "runs backwards", "write `100..200 x`"),
        ("~200..100 x", "runs backwards", "write `~100..200 x`"),
        ("100..100 x", "are the same", "write `100 x`"),
        ("3500", "has no unit", "write the unit after the number, as in `3500 airstrikes`"),
        ("~3500", "has no unit", "write the unit after the number, as in `~3500 airstrikes`"),
        ("3 million", "has no unit", "write what is counted, as in `3 million euros`"),
        ("3500x", "no quantity", "write `3500 x`"),
        ("90%", "no quantity", "write `90 %`"),
        ("30m", "no quantity", "write `30 m`"),
        ("3.500 x", "thousands or decimals", "write `3500 x` or `3.5 x`"),
        ("3.250 x", "thousands or decimals", "write `3250 x` or `3.25 x`"),
        ("3.500.000 x", "no quantity", "write `3500000 x`"),
        ("3 500 x", "where the unit belongs", "write `3500 x`"),
        ("3\u202f500 x", "where the unit belongs", "write `3500 x`"),
        ("3'500 x", "no quantity", "write `3500 x`"),
        ("1_000 x", "no quantity", "write `1000 x`"),
        ("3,50 x", "between thousands", "write `3.50 x` or `350 x`"),
        ("1,2345 x", "between thousands", "write `12345 x`"),
        ("010 x", "begins with a 0", "write `10 x`"),
        (".5 x", "no quantity", "write `0.5 x`"),
        ("1e3 x", "no quantity", "write `1000 x`"),
        ("3k troops", "no quantity", "write `3000 troops`"),
        ("2.5k troops", "no quantity", "write `2500 troops`"),
        ("3bn euros", "no quantity", "write `3 billion euros`"),
        ("$2.1 billion", "no quantity", "write `2.1 billion US dollars`"),
        ("US$ 5 million a day", "no quantity", "write `5 million US dollars a day`"),
        ("€500", "no quantity", "write `500 euros`"),
        ("seven nations", "no quantity", "write `7 nations`"),
        ("two dozen jets", "no quantity", "write `24 jets`"),
        ("twenty-five jets", "no quantity", "write `25 jets`"),
        ("٣٥٠٠ x", "a keyboard's", "write `3500 x`"),
        ("３５００ x", "a keyboard's", "write `3500 x`"),
        ("-5 x", "can't be negative", "write the amount itself, and in `says` which way it goes"),
        (
            "\N{MINUS SIGN}5 x",
            "can't be negative",
            "write the amount itself, and in `says` which way it goes",
        ),
        ("~..200 x", "not with a single end", "write `..200 x`, and say the other hedge in `says`"),
        ("~200.. x", "not with a single end", "write `200.. x`, and say the other hedge in `says`"),
        ("..200..300 x", "two signs", "keep one of the two hedges, and say the other in `says`"),
        ("1234567890123456 x", "at most 15 digits", "use a larger unit, such as `2.1 billion US dollars`"),
        ("0.1234567890123456 x", "at most 15 digits", "use a larger unit, such as `2.1 billion US dollars`"),
        ("nan x", "no quantity", "leave the key out where the source gives no figure"),
        ("inf", "no quantity", "leave the key out where the source gives no figure"),
        ("several", "no quantity", "leave the key out where the source gives no figure"),
        ("", "there is no figure", "leave the key out where the source gives no figure"),
        ("..0 x", "nothing below 0", "write `0 x`"),
        ("<0 x", "nothing below 0", "write the figure first, then its unit, as in `~3500 airstrikes`"),
        ("12:30 x", "no quantity", "write the figure first, then its unit, as in `~3500 airstrikes`"),
        ("5 -", "where the unit belongs", "write the figure first, then its unit, as in `~3500 airstrikes`"),
        (
            "5 ~3 x",
            "where the unit belongs",
            "write the figure first, then its unit, as in `~3500 airstrikes`",
        ),
        (
            "200 x..300 x",
            "more than a unit",
            "write the figure first, then its unit, as in `~3500 airstrikes`",
        ),
        ("x" * 201, f"at most {MOST_CHARACTERS} characters", "keep the unit short"),
    ],
)
def test_what_is_no_quantity_says_what_to_write(text: str, message: str, mend: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)
    assert message in caught.value.message
    assert caught.value.mend == mend
    assert str(caught.value) == caught.value.message


def refusal(text: str) -> QuantityError | None:
    try:
        parse_quantity(text)
    except QuantityError as error:
        return error
    return None


def suggestions(mend: str) -> list[str]:
    return [found for found in re.findall("`([^`]*)`", mend) if found != "says"]


ALMOST = st.lists(
    st.sampled_from(
        [*"0123456789.,_'~<>=+-$€ %kmbnex\u00a0٣\u2013", "..", " to ", "about ", "at least ", " troops"]
    )
).map("".join)


@given(ALMOST | st.text(max_size=30) | st.text(st.characters(exclude_categories=()), max_size=30))
@example("1.2.3e5 x")
@example("9" * 150 + "e99 x")
@example("1e99 x")
@example("..200 or more x")
@example("a`b` 5")
def test_any_text_is_read_or_refused_with_suggestions_that_can_be_read(text: str) -> None:
    error = refusal(text)
    if error is None:
        quantity = parse_quantity(text)
        assert parse_quantity(quantity.text) == quantity
        assert quantity.low is not None or quantity.high is not None
        assert quantity.unit.strip() == quantity.unit != ""
        return
    assert error.message
    assert error.mend
    if "`" not in text:
        for suggestion in suggestions(error.mend):
            parse_quantity(suggestion)


@given(quantity_texts())
def test_the_figure_is_read_exactly(text: str) -> None:
    quantity = parse_quantity(text)
    written = [value(figure) for figure in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", text.split(" ")[0])]
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    assert {Fraction(repr(end)) if isinstance(end, float) else Fraction(end) for end in ends} == set(written)


@given(QUANTITIES)
def test_every_way_to_show_it_keeps_its_figures_and_its_hedge(quantity: Quantity) -> None:
    digits = [
        figure.replace(",", "")
        for figure in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", quantity.text.split(" ")[0])
    ]
    for shown in (quantity.figure, quantity.compact):
        assert re.findall(r"[0-9]+(?:\.[0-9]+)?", shown.replace(",", "")) == digits
        assert (shown == quantity._shown(quantity.low)) == quantity.is_exact
    assert missing_figures(quantity, quantity.display) == []
    assert missing_hedge(quantity, f"There were {quantity.display}.") is None


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("200 x", [200, 200.0], [199, 201]),
        ("~200 x", [180, 200, 220], [179, 221]),
        ("..200 x", [0, 200], [201, -1]),
        ("200.. x", [200, 10**9], [199]),
        (">60 x", [61, 60.5], [60, 59]),
        ("<60 x", [0, 59], [60, 61]),
        ("100..200 x", [100, 150, 200], [99, 201]),
        ("~100..200 x", [90, 220], [89, 221]),
    ],
)
def test_contains(text: str, inside: list[float], outside: list[float]) -> None:
    quantity = parse_quantity(text)
    assert [number for number in inside if not quantity.contains(number)] == []
    assert [number for number in outside if quantity.contains(number)] == []


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("200 x", "200 x", True),
        ("200 x", "201 x", False),
        ("~200 x", "220 x", True),
        ("~200 x", "221 x", False),
        ("~200 x", "~240 x", True),
        ("~200 x", "~250 x", False),
        (">60 x", "60 x", False),
        (">60 x", "61 x", True),
        ("60.. x", "..60 x", True),
        (">60 x", "..60 x", False),
        (">60 x", "<60 x", False),
        ("<60 x", "60.. x", False),
        ("<60 x", "0 x", True),
        ("100..200 x", "200..300 x", True),
        ("100..200 x", "201..300 x", False),
        ("..200 x", "..10 x", True),
        ("200.. x", ">500 x", True),
    ],
)
def test_overlaps(one: str, other: str, overlap: bool) -> None:
    first, second = parse_quantity(one), parse_quantity(other)
    assert first.overlaps(second) is overlap
    assert second.overlaps(first) is overlap


@given(QUANTITIES, st.integers(0, 10**12))
def test_an_exact_amount_overlaps_what_contains_it(quantity: Quantity, number: int) -> None:
    assert quantity.overlaps(parse_quantity(f"{number} x")) == quantity.contains(number)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("airstrikes", "airstrike", True),
        ("service members", "Service member", True),
        ("countries", "country", True),
        ("airstrikes", "sorties", False),
        ("US dollars", "dollars", False),
        ("billion US dollars", "million US dollars", False),
        ("gas", "ga", False),
        ("F-16s", "F-16", True),
        ("class", "clas", False),
    ],
)
def test_same_unit(one: str, other: str, same: bool) -> None:
    first, second = parse_quantity(f"1 {one}"), parse_quantity(f"2 {other}")
    assert first.same_unit(second) is second.same_unit(first) is same


@pytest.mark.parametrize(
    ("parts", "text", "figure"),
    [
        (["6341 airstrikes", "3219 airstrikes"], "9560 airstrikes", "9,560"),
        (["6,341 airstrikes"], "6,341 airstrikes", "6,341"),
        (["1 airstrike", "5 airstrikes"], "6 airstrikes", "6"),
        (["~100 x", "5 x"], "~105 x", "about 105"),
        (["..200 x", "100 x"], "100..300 x", "100 to 300"),
        (["..200 x", "..100 x"], "..300 x", "up to 300"),
        (["200.. x", "100 x"], "300.. x", "at least 300"),
        (["200.. x", "..100 x"], "200.. x", "at least 200"),
        ([">60 x", "10 x"], ">70 x", "more than 70"),
        ([">60 x", ">60 x"], ">120 x", "more than 120"),
        (["<60 x", "..40 x"], "<100 x", "fewer than 100"),
        (["..40 x", "<60 x"], "<100 x", "fewer than 100"),
        (["<60 x", "10 x"], "10..70 x", "10 to 70"),
        (["<60 x", ">10 x"], ">10 x", "more than 10"),
        (["10..20 x", "~5 x"], "~15..25 x", "about 15 to 25"),
        (["~3500 x", "200.. x"], "~3700.. x", "at least about 3,700"),
        (["~10 x", ">60 x"], "~>70 x", "more than about 70"),
        (["0.1 x", "0.2 x"], "0.3 x", "0.3"),
        (["1.25 billion euros", "2 billion euros"], "3.25 billion euros", "3.25"),
        (["1.50 x", "1.50 x"], "3.00 x", "3.00"),
    ],
)
def test_total(parts: list[str], text: str, figure: str) -> None:
    summed = total(map(parse_quantity, parts))
    assert (summed.text, summed.figure) == (text, figure)


def test_total_refuses_what_can_not_be_added() -> None:
    with pytest.raises(ValueError, match="nothing to add"):
        total([])
    with pytest.raises(ValueError, match="airstrikes and sorties can't be added"):
        total([parse_quantity("1 airstrikes"), parse_quantity("2 sorties")])


SUMMANDS = st.lists(quantity_texts().map(lambda text: f"{text.split(' ')[0]} x"), min_size=1, max_size=4).map(
    lambda texts: [
        parse_quantity(text) for text in texts if not re.fullmatch(r"\D*[1-9]\d{0,2}\.\d{3} x", text)
    ]
)


@given(SUMMANDS)
def test_a_total_says_no_more_than_its_parts(parts: list[Quantity]) -> None:
    assume(parts)
    summed = total(parts)
    assert summed.approximate == any(part.approximate for part in parts)
    assert not summed.is_exact or all(part.is_exact for part in parts)
    assert (summed.high is None) == any(part.high is None for part in parts)
    # The outermost amounts that the parts allow must be allowed by the sum.
    exact = [Fraction(str(part.low if part.low is not None else 0)) for part in parts]
    assert Fraction(str(summed.low if summed.low is not None else 0)) == sum(exact)
    if summed.high is not None:
        assert Fraction(str(summed.high)) == sum(Fraction(str(part.high)) for part in parts)


@given(SUMMANDS)
def test_a_total_can_be_written_down(parts: list[Quantity]) -> None:
    assume(parts)
    summed = total(parts)
    assume(not (summed.approximate and (summed.low is None or summed.high is None)))
    assume(not re.search(r"\b[1-9]\d{0,2}\.\d{3}\b", summed.text))
    assert parse_quantity(summed.text) == summed


# -- the sentence beside it ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("As of Jan. 10 it made 6,341 airstrikes in Iraq and 3,219 in Syria.", [10, 6341, 3219]),
        ("It cost $8.8 billion.", [8.8, 8_800_000_000]),
        ("It cost $8.8bn, or 2.1 million a day.", [8.8, 8_800_000_000, 2.1, 2_100_000]),
        ("Two F-16s, a KC-30A, an A310 and 4 jets.", [2, 4]),
        ("The 10th of seven meetings, the first of 2016.", [7, 2016]),
        ("a 450-strong battalion; 60-odd; 100-200", [450, 60, 100, 200]),
        ("twenty-five, twenty five, thirty", [25, 25, 30]),
        ("a dozen, two dozen, half a dozen, half-dozen", [12, 24, 6, 6]),
        ("dozens, several hundred, a few thousand, many dozen, hundreds of thousands", []),
        ("a hundred and fifty; one hundred and six; two thousand three hundred and seven", [150, 106, 2307]),
        ("twelve hundred; three hundred thousand; one hundred and two thousand", [1200, 300_000, 102_000]),
        ("between one hundred and two hundred", [100, 200]),
        ("five and seven; five or seven; one two three", [5, 7, 5, 7, 1, 2, 3]),
        (
            "half a million; ten million; 22 million; a billion",
            [500_000, 10, 10**7, 22, 22_000_000, 1, 10**9],
        ),
        ("of ten countries", [10]),
        ("Zero losses", [0]),
        ("in 2015,130 people", [2015, 130]),
        ("someone weighed tents, often; attention", []),
        ("3 500 men", [3, 500]),
        ("३५०० and ３５００", [3500, 3500]),
        ("", []),
    ],
)
def test_figures_in(sentence: str, figures: list[float]) -> None:
    assert figures_in(sentence) == figures


@pytest.mark.parametrize(
    ("text", "sentence", "missing"),
    [
        ("~3500 x", "About 3,500 French service members take part.", []),
        ("~3500 x", "About 3,600 French service members take part.", ["3,500"]),
        ("7 nations", "Seven nations met.", []),
        ("22000000 rounds", "Albania meant to give 22 million rounds.", []),
        ("22 million rounds", "Albania meant to give 22,000,000 rounds.", []),
        ("2.1 billion US dollars", "It brought in $2.1 billion.", []),
        ("2.1 billion US dollars", "It brought in $2.1 million.", []),
        ("100..200 x", "Between 100 and 300 came.", ["200"]),
        ("100..200 x", "Many came.", ["100", "200"]),
        ("2 jets", "Two dozen jets flew.", ["2"]),
        ("16 jets", "The F-16 flew.", ["16"]),
    ],
)
def test_missing_figures(text: str, sentence: str, missing: list[str]) -> None:
    assert missing_figures(parse_quantity(text), sentence) == missing


KEPT = [
    ("~3500 x", "About 3,500 service members take part."),
    ("~60 x", "Some 60 countries had joined."),
    ("~40 x", "Washington asked 40 or so other states."),
    ("~40 x", "Almost 40 ministers came; nearly 40."),
    ("~400 x", "The group numbered approximately 400 people."),
    ("~2.1 billion US dollars", "It cost an estimated US$2.1 billion."),
    ("~12 x", "A dozen nations came."),
    ("~20 x", "Twenty-odd nations came."),
    ("~100 x", "It would be around 100 strong."),
    ("~2000 x", "Roughly two thousand were trained."),
    ("..200 x", "It is expected to include up to 200 troops."),
    ("..3100 x", "There was an authorised ceiling of 3,100."),
    ("..3100 x", "At most 3,100 may go; the maximum is fixed."),
    ("..200 x", "No more than 200 will go."),
    ("..200 x", "As many as 200 will go."),
    ("..200 x", "200 troops at most will go."),
    ("..200 x", "It has a maximum strength of 200."),
    ("40.. x", "At least 40 nations."),
    ("40.. x", "No fewer than 40 nations."),
    ("40.. x", "40 nations or more."),
    ("40.. x", "40 or more nations."),
    (">60 x", "More than 60 countries."),
    (">60 x", "Over 60 countries."),
    (">2.1 billion US dollars", "It brought in over $2.1 billion."),
    (">2.1 billion US dollars", "It brought in in excess of 2.1 billion US dollars."),
    ("<60 x", "Fewer than 60 countries."),
    ("<3 months", "There was no sortie for nearly three months."),
    ("<60 x", "Under 60 countries."),
    ("100..200 x", "Between 100 and 200 troops."),
    ("100..200 x", "From 100 to 200 troops."),
    ("100..200 x", "100–200 troops."),
    ("100..200 x", "It will grow from 100 troops to as many as 200."),
    ("~100..200 x", "About 100 to 200 troops."),
    ("200 x", "Exactly 200 troops."),
]


@pytest.mark.parametrize(("text", "sentence"), KEPT)
def test_a_hedge_that_the_sentence_keeps(text: str, sentence: str) -> None:
    assert missing_hedge(parse_quantity(text), sentence) is None


@pytest.mark.parametrize(
    ("text", "sentence", "hedge"),
    [
        ("~3500 x", "3,500 service members take part.", "about"),
        ("~3500 x", "Facts about France: there are exactly 3,500 service members.", "about"),
        ("~60 x", "Some of the coalition's members, 60 in all, came.", "about"),
        ("..200 x", "It is expected to include 200 troops.", "up to"),
        ("..200 x", "At least 200 troops.", "up to"),
        ("40.. x", "More than 40 nations.", "at least"),
        ("40.. x", "As few as 40 nations.", "at least"),
        (">60 x", "At least 60 countries.", "more than"),
        (">60 x", "No more than 60 countries.", "more than"),
        (">60 x", "Not more than 60 countries.", "more than"),
        ("<60 x", "No fewer than 60 countries.", "fewer than"),
        ("<60 x", "60 countries.", "fewer than"),
        ("100..200 x", "100 troops.", "between"),
        ("100..200 x", "The vote was 100 for. Then 200 left.", "between"),
        ("~100..200 x", "Between 100 and 200 troops.", "about"),
        # The figure isn't shown: anywhere in the sentence.
        ("~20 percent", "One in five sorties was Jordanian.", "about"),
    ],
)
def test_a_hedge_that_the_sentence_lacks(text: str, sentence: str, hedge: str) -> None:
    assert missing_hedge(parse_quantity(text), sentence) == hedge


def test_the_hedge_is_looked_for_anywhere_if_the_figure_is_not_shown() -> None:
    assert missing_hedge(parse_quantity("~20 percent"), "Almost one in five sorties was Jordanian.") is None


def test_a_total_of_a_guess_and_a_bound_needs_both_hedges() -> None:
    summed = total([parse_quantity("~3500 x"), parse_quantity("200.. x")])
    assert missing_hedge(summed, "At least about 3,700 came.") is None
    assert missing_hedge(summed, "At least 3,700 came.") == "about"
    assert missing_hedge(summed, "About 3,700 came.") == "at least"


@pytest.mark.parametrize(
    ("text", "sentence", "hedge"),
    [
        ("200 x", "It includes up to 200 troops.", "up to"),
        ("3500 x", "About 3,500 take part.", "about"),
        ("60 x", "More than 60 came.", "more than"),
        ("60 x", "No more than 60 came.", "up to"),
        ("60 x", "At least 60 came.", "at least"),
        ("2.1 billion US dollars", "It cost over $2.1 billion.", "more than"),
        ("60 x", "Fewer than 60 came.", "fewer than"),
        ("40 x", "40 or so came.", "about"),
        ("60 x", "60 came.", None),
        ("60 x", "Over three months 60 came.", None),
        ("60 x", "About the nations: 60 came.", None),
        ("60 x", "More than 60 were asked, and 60 came.", None),
        ("60 x", "More than 70 came.", None),
        ("~60 x", "About 60 came.", None),
        ("12 x", "A dozen came.", None),
    ],
)
def test_a_hedge_of_the_sentence_that_the_quantity_lost(text: str, sentence: str, hedge: str | None) -> None:
    assert lost_hedge(parse_quantity(text), sentence) == hedge


HOSTILE_SENTENCES = {
    "dashes": "-" * 10_000 + " 200 " + "-" * 10_000,
    "hedges": "about " * 2_000 + "200" + " or" * 2_000,
    "digits": "9" * 20_000 + "th",
    "thousands": "1,111" * 4_000,
    "hundreds": "hundred " * 2_500,
    "one hundred and": "one hundred and " * 1_250,
    "a few": "a few " * 3_000,
    "ranges": "1 - " * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE_SENTENCES)
def test_hostile_sentences_as_long_as_may_be_take_no_time(name: str) -> None:
    sentence = HOSTILE_SENTENCES[name]
    start = process_time()
    for text in ("200 x", "~200 x", "..200 x", ">60 x", "1..1.5 x"):
        missing_hedge(parse_quantity(text), sentence)
        lost_hedge(parse_quantity(text), sentence)
        missing_figures(parse_quantity(text), sentence)
    assert process_time() - start < 2


NUMBER_WORDS = [
    "a",
    "and",
    "about",
    "half",
    "dozen",
    "hundred",
    "one",
    "forty",
    "thousand",
    "5",
    "million",
    "to",
    "-",
    ",",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(NUMBER_WORDS), max_size=12).map(" ".join), QUANTITIES)
def test_any_sentence_can_be_asked(sentence: str, quantity: Quantity) -> None:
    assert all(figure >= 0 for figure in figures_in(sentence))
    missing_hedge(quantity, sentence)
    assert quantity.is_exact or lost_hedge(quantity, sentence) is None


@given(st.integers(0, 999_999))
def test_numbers_in_words_are_read_back(number: int) -> None:
    assert figures_in(f"There were {in_words(number)} of them.") == [number]
    assert figures_in(f"There were {number:,} of them.") == [number]


def in_words(number: int) -> str:
    ones = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ]
    ones += [*(f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine"))]
    tens = [f"{stem}ty" for stem in ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")]
    if number < 20:
        return ones[number]
    if number < 100:
        return tens[number // 10 - 2] + (f"-{ones[number % 10]}" if number % 10 else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = f"{' and ' if number % size < 100 else ' '}{in_words(number % size)}" if number % size else ""
    return f"{in_words(number // size)} {name}{rest}"
