"""What reaches a terminal, and what a search compares."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.factbase.text import clean, fold, is_safe

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
HOSTILE_TEXT = st.text(
    st.sampled_from(
        "aZé9 \t\n\r\x00\x1b\x7f\x85\x9b\xad\u034f\u061c\u200b\u200c\u200d\u202e\u2066\u2028\ufe0f\ufeff"
    )
    | st.sampled_from(
        "\u0645\u06cc\u0915\u094d\u0e01👨🇫\ud800\udfff\ufdd0\U0010ffff\U000e0041\U000e0100\u3164\u2800"
    ),
    max_size=40,
)
# Of the format characters (category Cf), these alone draw something: marks that reach over a number or word.
DRAWN_FORMAT = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
BLANK_LETTERS = {0x115F, 0x1160, 0x3164, 0xFFA0, 0x17B4, 0x17B5, 0x2800, 0x034F}


def may_not_show(char: str) -> bool:
    """Said anew here, from Unicode's categories, so as not to compare the code with itself."""
    code, category = ord(char), unicodedata.category(char)
    return (
        category in ("Cc", "Cs", "Zl", "Zp")
        or (category == "Cf" and code not in DRAWN_FORMAT)
        or unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or "VARIATION SELECTOR" in unicodedata.name(char, "")
        or code in BLANK_LETTERS
        or 0xE0000 <= code <= 0xE0FFF
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("About 3,500 service members.", "About 3,500 service members."),
        ("Jean-Yves Le Drian’s “Straße”, 50 €", "Jean-Yves Le Drian’s “Straße”, 50 €"),
        ("AA\x1b[17;3HSPOOF", "AA␛[17;3HSPOOF"),
        ("AA\x1b]52;c;U1BPT0Y=\x07ZZ", "AA␛]52;c;U1BPT0Y=␇ZZ"),
        ("a\x00b\x1ac\x1fd\x7fe", "a␀b␚c␟d␡e"),
        ("AA\x9b31mZZ", "AA⟨U+009B⟩31mZZ"),
        ("AA\x85ZZ\x90", "AA⟨U+0085⟩ZZ⟨U+0090⟩"),
        ("one\ntwo\r\nthree\tfour", "one two three four"),
        ("over\rwritten", "over␍written"),
        ("é over\rwritten\r\nand on", "é over␍written and on"),
        ("columns\t\tstay\n\nas wide", "columns  stay  as wide"),
        ("AA\u202egnorw\u202c", "AA⟨U+202E⟩gnorw⟨U+202C⟩"),
        ("AA\u2067BB\u2066CC\u2069ZZ", "AA⟨U+2067⟩BB⟨U+2066⟩CC⟨U+2069⟩ZZ"),
        ("co\u00adali\u00adtion", "co⟨U+00AD⟩ali⟨U+00AD⟩tion"),
        ("a\u200cb\u200dc\u2060d\ufeffe", "a⟨U+200C⟩b⟨U+200D⟩c⟨U+2060⟩d⟨U+FEFF⟩e"),
        ("\u200b\u2060\u3164", "⟨U+200B⟩⟨U+2060⟩⟨U+3164⟩"),
        ("AA\udc80ZZ", "AA⟨U+DC80⟩ZZ"),
        ("a\ufffeb\U0010ffff", "a⟨U+FFFE⟩b⟨U+10FFFF⟩"),
        ("GB\U000e0067", "GB⟨U+E0067⟩"),
        ("❤\ufe0f", "❤⟨U+FE0F⟩"),
        ("👨\u200d👩", "👨⟨U+200D⟩👩"),
        ("p1\u2028p2\u2029", "p1⟨U+2028⟩p2⟨U+2029⟩"),
    ],
)
def test_clean_shows_what_it_replaces(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian: without ZWNJ another word
        "क्\u200cष",  # Devanagari
        "e\u0301 n\u0303 a\u030a",
        "联合政府与执政党",
        "\u1100\u1161\u11a8 \uac01",
        "a\u00a0b\u202fc\u3000d",  # spaces of other widths are spaces
        "\U0001fae9",  # newer than Python 3.11 knows
        "\ue000",  # private use
        "🇳🇴",
        "[red]AA[/] $x :smile: \\[",  # markup isn't a matter of characters
        "␛ ⟨U+202E⟩",  # stand-ins themselves
        "\ufffd",
    ],
)
def test_clean_leaves_what_terminals_can_show(text: str) -> None:
    assert clean(text) == text
    assert is_safe(text)


@pytest.mark.parametrize(
    "text",
    [
        "\u200cمی",
        "می\u200c",
        "می\u200c خ",
        "a\u200cم",
        "می\u200c\u200cخ",
        "م\u200c\ufe0f",
        "\u200c",
        "1\u200c2",
    ],
)
def test_a_joiner_stays_only_between_letters_that_join(text: str) -> None:
    assert "\u200c" not in clean(text)
    assert "⟨U+200C⟩" in clean(text)


def test_every_character_that_may_not_show_is_replaced() -> None:
    passed = [
        f"U+{code:04X}"
        for code in range(0x110000)
        if may_not_show(chr(code)) and chr(code) in clean(chr(code))
    ]
    assert passed == []


def test_no_other_character_is_replaced() -> None:
    drawn = [chr(code) for code in range(0x110000) if not may_not_show(chr(code))]
    replaced = [f"U+{ord(char):04X} {unicodedata.name(char, '')}" for char in drawn if clean(char) != char]
    # What draws nothing yet is no format character to Python 3.11's Unicode.
    unknown = {
        f"U+{code:04X} "
        for code in (*range(0x2065, 0x2066), *range(0xFFF0, 0xFFF9), *range(0x13439, 0x13440))
    }
    assert set(replaced) - unknown == set()


@given(ANY_TEXT | HOSTILE_TEXT)
def test_clean_lets_nothing_through(text: str) -> None:
    shown = clean(text)
    assert [char for char in shown if may_not_show(char) and char != "\u200c"] == []
    shown.encode("utf-8")


@given(ANY_TEXT | HOSTILE_TEXT)
def test_clean_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT | HOSTILE_TEXT)
def test_is_safe_says_what_clean_would_do(text: str) -> None:
    assert is_safe(text) == (clean(text) == text)
    assert is_safe(clean(text))


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp", "Mn", "So", "Lo")), max_size=80))
def test_clean_leaves_plain_text(text: str) -> None:
    assert clean(text) == text


@given(HOSTILE_TEXT, HOSTILE_TEXT)
def test_clean_goes_piece_by_piece_so_that_columns_hold(one: str, other: str) -> None:
    """A caret is placed by cleaning what stands before it; only CRLF and joiners look around."""
    if "\u200c" not in one + other and not (one.endswith("\r") and other.startswith("\n")):
        assert clean(one + other) == clean(one) + clean(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jean-Yves Le Drian", "jean-yves le drian"),
        ("3,500.50", "3,500.50"),
        ("Péter Szijjártó", "peter szijjarto"),
        ("Pe\u0301ter", "peter"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ærø, Tromsø, Łódź, Đà Nẵng", "aero, tromso, lodz, da nang"),
        ("Þórr ÞÓRÐUR", "thorr thordur"),
        ("İstanbul Diyarbakır", "istanbul diyarbakir"),
        ("group’s ‘single’ “double” «angle»", 'group\'s \'single\' "double" "angle"'),
        ("Sanaʿa Daʾesh", "sana'a da'esh"),
        ("2014–2016 — U.S.‑led −5", "2014-2016 - u.s.-led -5"),
        ("3\u00a0500\u202fmen\u3000here", "3 500 men here"),
        ("line\none\ttab", "line\none\ttab"),
        ("ﬁre № ３５００ ٣ Ⅷ ½ …", "fire no 3500 3 viii 1/2 ..."),
        ("ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ σισυφοσ"),
        ("co\u00adali\u200btion می\u200cخواهم", "coalition میخواهم"),
        ("أحمد العبـادي", "احمد العبادي"),
        ("각", "\u1100\u1161\u11a8"),
        ("Й", "и"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_is_idempotent_for_every_character() -> None:
    wrong = [
        f"U+{code:04X}"
        for code in (*range(0xAC00), *range(0xD7A4, 0x20000), *range(0xE0000, 0xE0200))
        if fold(fold(chr(code))) != fold(chr(code))
    ]
    assert wrong == []


@given(ANY_TEXT, ANY_TEXT)
def test_fold_goes_character_by_character(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@given(ANY_TEXT)
def test_fold_is_idempotent_and_keeps_no_accent(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert not any(unicodedata.combining(char) for char in folded)


@given(st.text(max_size=40))
def test_fold_finds_composed_and_decomposed_text_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(text)


@given(st.text(st.characters(categories=("Lu", "Ll")), max_size=40))
def test_fold_is_blind_to_case(text: str) -> None:
    assert fold(text.upper()) == fold(text.upper().lower())
