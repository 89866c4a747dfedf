"""Files that should hurt nobody, made when they are needed, and what is expected of each."""

from __future__ import annotations

import json
import os
import random
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from tests.factbase.samples import SAMPLE

MIB: Final = 2**20


class Case(NamedTuple):
    """One thing that somebody may hand to a command as a fact base."""

    name: str
    make: Callable[[Path], Path]
    """Puts it into an empty folder and says what to call it on the command line."""
    code: str = ""
    """Of an error that must be told; empty where the base must load."""
    line: int | None = None
    """Where that error stands; 0 for the file as a whole; None where it may stand anywhere."""
    part: str = ""
    """What the message must say."""
    may_load: bool = False
    """It may as well be read, as what it says: then nothing is wrong with it."""

    @property
    def heavy(self) -> bool:
        """Whether it takes long enough that not every command is tried on it."""
        return self.name.startswith(("size-", "many-"))

    @property
    def loads(self) -> bool:
        """Whether it is a fact base after all."""
        return not self.code


def _file(
    content: bytes | str | Callable[[], bytes], name: str | bytes = "facts.yaml"
) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        data = content() if callable(content) else content
        path = folder / os.fsdecode(name)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return make


def _refused(
    name: str,
    content: bytes | str | Callable[[], bytes],
    code: str,
    line: int | None = None,
    part: str = "",
    **more: bool,
) -> Case:
    return Case(name, _file(content), code, line, part, **more)


def _loads(name: str, content: bytes | str | Callable[[], bytes], **more: bool) -> Case:
    return Case(name, _file(content), **more)


LINES: Final = SAMPLE.count("\n")


def after(text: str) -> str:
    """The sample with something behind it."""
    return SAMPLE + text


def fact(*fields: str) -> str:
    """A base of one fact that ends with these fields, from line 10 on."""
    head = (
        "nations:\n  FR: {name: France}\nsources:\n  s:\n    title: T\n    publisher: P\n    facts:\n"
        "      - id: a\n        about: [FR]\n"
    )
    fields = fields or ("topic: forces", "says: S.")
    return head + "".join(f"        {field}\n" for field in fields)


def valued(text: str) -> str:
    """A base of one fact with this value, on line 12."""
    return fact("topic: forces", "says: S.", f"value: {text}")


def dated(text: str) -> str:
    """A base of one fact with this date, on line 12."""
    return fact("topic: forces", "says: S.", f"when: {text}")


# -- YAML ---------------------------------------------------------------------------------------------


def _alias_bomb() -> str:
    lines = ["x0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(lines) + "\n"


def _merge_bomb() -> str:
    lines = ["x0: &x0 {a: b}"]
    lines += [f"x{n}: &x{n}\n  <<: [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(lines) + "\n"


def _steps(count: int) -> str:
    """Block mappings, each deeper by a blank."""
    return "".join(" " * n + "a:\n" for n in range(count))


def _yaml_cases() -> Iterator[Case]:
    yield _refused("alias-bomb", _alias_bomb(), "E104", 1, "an anchor (&x0)")
    yield _refused("alias-bomb-in-facts", after(_alias_bomb()), "E104", LINES + 1, "an anchor (&x0)")
    yield _refused("merge-bomb", _merge_bomb(), "E104", 1, "an anchor (&x0)")
    yield _refused("alias-cycle-list", "nations: &a [*a]\n", "E104", 1, "an alias (*a)")
    yield _refused("alias-cycle-mapping", "nations: &a\n  FR: *a\n", "E104", 2, "an alias (*a)")
    yield _refused("alias-unknown", "nations: {FR: {name: *nobody}}\n", "E104", 1, "an alias (*nobody)")
    yield _refused("alias-as-key", "nations:\n  &a FR: {name: F}\n  *a : {name: G}\n", "E104", 3)
    yield _refused("alias-of-a-text", fact("topic: &t forces", "says: *t"), "E104", 11, "an alias (*t)")
    yield _refused(
        "anchors-many",
        "nations:\n" + "".join(f"  a{n}: &a{n} {{name: x}}\n" for n in range(50_000)),
        "E104",
        2,
    )
    yield _refused("anchor-long", "nations: &" + "a" * MIB + " {}\n", "E104", 1)

    deep = "nested more than 24 deep"
    yield _refused("deep-flow-open", "nations: " + "[" * MIB, "E105", 1, deep)
    yield _refused("deep-flow-closed", "nations: " + "[" * 100_000 + "]" * 100_000, "E105", 1, deep)
    yield _refused("deep-flow-mappings", "nations: " + "{a: " * 20_000 + "1" + "}" * 20_000, "E105", 1, deep)
    yield _refused("deep-flow-keys", "{" * 100_000, "E105", 1, deep)
    yield _refused("deep-flow-lines", "nations:\n" + " [\n" * 50_000, "E105", 25, deep)
    yield _refused("deep-flow-mixed", "nations: " + "[{a: " * 50_000, "E105", 1, deep)
    yield _refused("deep-block-list", "nations:\n  " + "- " * 100_000 + "a\n", "E105", 2, deep)
    yield _refused("deep-block-keys", "nations:\n  " + "? " * 5_000 + "a\n", "E105", 2, deep)
    yield _refused("deep-block-mappings", _steps(2_000), "E105", 25, deep)
    yield _refused("deep-tagged", "nations: " + "!!seq [" * 20_000, "E105", 1, deep)
    yield _refused("deep-in-a-fact", fact("topic: forces", "says: " + "[" * 50_000), "E105", 11, deep)
    yield _refused("deep-top", "[" * MIB, "E105", 1, deep)

    for name, tag in (
        ("object", "!!python/object/apply:os.system ['true']"),
        ("new", "!!python/object/new:os.system ['true']"),
        ("name", "!!python/name:os.system ''"),
        ("module", "!!python/module:os ''"),
        ("unknown", "!nobody x"),
        ("local-long", "!" + "a" * 100_000 + " x"),
        ("verbatim", "!<tag:yaml.org,2002:python/tuple> [a]"),
        ("binary", "!!binary aGVsbG8="),
        ("binary-bad", "!!binary '*'"),
        ("set", "!!set {a, b}"),
        ("omap", "!!omap [a: b]"),
        ("int-empty", "!!int ''"),
        ("bool-bad", "!!bool x"),
        ("timestamp-bad", "!!timestamp x"),
        ("str", "!!str x"),
        ("escape", '!%1b%5b31m "x"'),
    ):
        yield _refused(f"tag-{name}", f"nations:\n  FR: {{name: {tag}}}\n", "E104", 2, "a tag (")
    yield _refused("tag-on-a-key", "nations:\n  !!int 1: {name: x}\n", "E104", 2, "a tag (")
    yield _refused("tag-on-the-top", "!!map\nnations: {}\n", "E104", 1, "a tag (")
    yield _refused("tag-undeclared", "nations: {FR: {name: !e!x y}}\n", "E103", 1)
    yield _refused("tag-directive-used", "%TAG ! tag:a,2000:\n---\nnations: !x {}\n", "E104", 3, "a tag (")
    yield _loads("tag-directive-unused", "%TAG ! tag:a,2000:\n---\n" + SAMPLE)
    yield _refused(
        "tag-directives-many",
        "# x\n" + "".join(f"%TAG !a{n}! tag:a\n" for n in range(100_000)) + "---\nnations: {}\n",
        "E104",
        2,
        "tag directives",
    )
    yield _refused("directive-version-3", "%YAML 3.0\n---\nnations: {}\n", "E103", None)
    yield _refused("directive-twice", "%YAML 1.1\n%YAML 1.1\n---\nnations: {}\n", "E103", 2)
    yield _refused("directive-unknown", "%X y\n" * 1000 + "---\nnations: {}\n", "E103", None)

    yield _refused("documents-two", after("---\nnations: {}\n"), "E104", LINES + 1, "a second document")
    yield _refused("documents-many", after("---\n" * 20_000), "E104", LINES + 1, "a second document")
    yield _refused("document-end-and-more", after("...\nnations: {}\n"), "E103", LINES + 2)

    yield _refused("key-section-twice", after(SAMPLE), "E203", LINES + 1, "`nations` stands twice")
    yield _refused(
        "key-id-twice", "nations:\n  FR: {name: A}\n  FR: {name: B}\n", "E203", 3, "`FR` stands twice"
    )
    yield _refused("key-field-twice", fact("topic: forces", "says: S.", "says: T."), "E203", 12)
    yield _refused("key-id-in-two-sections", "nations:\n  x: {name: A}\nplaces:\n  x: {name: B}\n", "E402", 4)
    yield _refused("key-list", "nations:\n  ? [FR]\n  : {name: A}\n", "E201", 2, "a key must be a plain text")
    yield _refused("key-mapping", "nations:\n  {FR: x}: {name: A}\n", "E201", 2, "a key must be a plain text")
    yield _refused("key-template", "nations: {{FR}}\n", "E201", 1)
    yield _refused("key-null", "~: {}\n", "E202", 1)
    yield _refused("key-empty", ": x\n", "E103", 1)
    yield _refused("key-number", "12: {}\n", "E202", 1)
    yield _refused("key-float", "nations:\n  .nan: {name: x}\n", "E301", 2)
    yield _refused("key-merge", "nations:\n  FR: {name: x, <<: {note: y}}\n", "E104", 2, "a merge key")
    yield _refused("key-escape", '"\\e[31mnations\\x9b": {}\n', "E202", 1, "␛[31mnations")
    yield _refused("key-id-escape", 'nations:\n  "F\\e]0;x\\aR": {name: x}\n', "E301", 2)
    yield _refused("key-twins", "nations:\n  Fé: {name: x}\n  Fe\u0301: {name: y}\n", "E301", 2)
    yield _refused("key-long-plain", "a" * MIB + ": {}\n", "E103", None)
    yield _refused("key-long-explicit", "? " + "a" * (2 * MIB) + "\n: {}\n", "E202", 1)
    yield _refused("key-long-id", "nations:\n  ? " + "a" * (2 * MIB) + "\n  : {name: x}\n", "E301", 2)
    yield _refused("key-cut-at-a-comma", fact("topic: forces", "says: S.", "value: {a: 3,500}"), "E201", 12)

    yield _refused("tabs", "nations:\n\tFR: {name: x}\n", "E103", 2, "")
    yield _refused("tab-before-a-fact", fact("topic: forces", "\tsays: S."), "E103", None)
    yield _refused("quote-open", 'nations: {FR: {name: "x}}\n', "E103", None)
    yield _refused("quotes-many", "nations: " + "'" * 99_999, "E103", None)
    yield _refused("bracket-open", "nations: {FR: {name: x}\n", "E103", 2)
    yield _refused("dedent", "nations:\n    FR: {name: x}\n  GB: {name: y}\n", "E103", 3)
    yield _refused("escape-bad-hex", 'nations: {FR: {name: "\\xZZ"}}\n', "E103", 1)
    yield _refused("escape-beyond-unicode", 'nations: {FR: {name: "\\UFFFFFFFF"}}\n', "E103", 1)
    yield _refused("escape-half-a-pair", 'nations: {FR: {name: "\\ud83d"}}\n', "E103", 1)
    yield _refused("escape-of-a-path", 'nations: {FR: {name: "C:\\path"}}\n', "E103", 1)
    yield _refused("at-sign", "nations: @x\n", "E103", 1)
    yield _refused("percent-line", after("%nations: x\n"), "E103", None)
    yield _refused("conflict", after("<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> z\n"), "E103", None)


# -- bytes --------------------------------------------------------------------------------------------


def _bytes_cases() -> Iterator[Case]:
    yield _refused("nul", "nations: {FR: {name: a\0b}}\n", "E103", 1, "U+0000")
    yield _refused("nul-at-the-end", SAMPLE + "\0", "E103", LINES + 1, "U+0000")
    yield _refused("nul-tail", SAMPLE.encode() + bytes(MIB), "E103", LINES + 1, "U+0000")
    yield _refused("latin-1", "nations:\n  FR: {name: Français}\n".encode("latin-1"), "E102", 2, "0xe7")
    yield _refused("overlong", b"nations: {FR: {name: a\xc0\xafb}}\n", "E102", 1)
    yield _refused("surrogates", b"nations:\n  FR: {name: \xed\xa0\xbd\xed\xb8\x80}\n", "E102", 2)
    yield _refused("cut-in-a-character", (SAMPLE + "# é").encode()[:-1], "E102", LINES + 1)
    yield _refused(
        "size-bad-byte-behind",
        SAMPLE.encode() + b"# \xe2\x82\xac\n" * 600_000 + b"\xff",
        "E102",
        LINES + 600_001,
    )
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        marked = ("\ufeff" + SAMPLE).encode(name)
        yield _refused(name, marked, "E102", 1, f"the file is {name[:6].upper()}")
        # Without a mark it is read as UTF-8, as which it may be valid, and full of NULs.
        yield _refused(f"{name}-unmarked", SAMPLE.encode(name), "E102" if "é" in SAMPLE else "E103", None)
    yield _refused("utf-7", "+/v8-".encode("ascii") + "é: x\n".encode("utf-7"), "E202", 1)
    yield _refused("ebcdic", SAMPLE.encode("cp500", "replace"), "E102", 1)
    yield _refused("escape-raw", "nations: {FR: {name: a\x1b[31mb}}\n", "E103", 1, "U+001B")
    yield _refused("c1-raw", "nations:\n  FR: {name: a\x9b31mb}\n", "E103", 2, "U+009B")
    yield _refused("backspace-raw", "nations: {FR: {name: a\bb}}\n", "E103", 1, "U+0008")
    yield _refused("del-raw", "nations: {FR: {name: a\x7fb}}\n", "E103", 1, "U+007F")
    yield _refused("noncharacter-raw", "nations: {FR: {name: a\uffffb}}\n", "E103", 1, "U+FFFF")
    yield _refused("substitute-at-the-end", SAMPLE + "\x1a", "E103", LINES + 1, "U+001A")

    for name, data in (
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("zip", b"PK\x03\x04\x14\0\0\0\x08\0"),
        ("sqlite", b"SQLite format 3\0\x10\0"),
        ("pickle", b"\x80\x04\x95\x0b\0\0\0\0\0\0\0\x8c\x02os\x94."),
        ("random", random.Random(5).randbytes(1 << 16)),
        ("python", b"import os\nprint(os.getcwd())\n"),
        ("ini", b"[nations]\nFR = France\n"),
        ("csv", b"id,says\na,b\n"),
        ("html", b"<!doctype html>\n<p>x</p>\n"),
    ):
        yield _refused(f"other-{name}", data, "E", None)


def _empty_cases() -> Iterator[Case]:
    for name, data in (
        ("nothing", b""),
        ("newline", b"\n"),
        ("blanks", b"   \n  \n"),
        ("comment", b"# nations:\n#  FR: {name: France}\n"),
        ("mark", b"\xef\xbb\xbf"),
        ("directive", b""),
    ):
        yield _refused(f"empty-{name}", data, "E205", 0, "the file is empty")
    yield _refused("empty-document", "---\n", "E201", None)
    yield _refused("empty-document-end", "---\n...\n", "E201", None)


# -- size ---------------------------------------------------------------------------------------------


def _facts(count: int) -> bytes:
    head = "nations:\n  FR: {name: France}\nsources:\n  s:\n    title: T\n    publisher: P\n    facts:\n"
    return (
        head + "".join(f"      - {{id: f{n}, about: [FR], topic: forces, says: S.}}\n" for n in range(count))
    ).encode()


def _sparse(folder: Path) -> Path:
    path = folder / "facts.yaml"
    with open(path, "wb") as file:
        file.truncate(1 << 40)
    return path


def _size_cases() -> Iterator[Case]:
    yield Case("size-terabyte", _sparse, "E105", 0, "--limit bytes=")
    yield _refused("size-comments", lambda: b"#\n" * (30 * MIB), "E205", 0)
    yield _refused("size-one-comment", lambda: b"#" * (40 * MIB), "E205", 0)
    yield _refused("size-lines", lambda: b"\n" * (40 * MIB) + b"[", "E201", 40 * MIB + 1)
    yield _refused("size-carriages", lambda: b"\r" * (40 * MIB) + b"[", "E201", 40 * MIB + 1)
    yield _refused("size-wide", lambda: ("# " + "\U0001f600" * (15 * MIB) + "\n@").encode(), "E103", 2)
    yield _refused(
        "size-text", fact("topic: forces", "says: " + "x" * (5 * MIB)), "E105", 11, "--limit text="
    )
    yield _refused(
        "size-text-of-all",
        lambda: fact("topic: forces", "says: |\n" + "          \U0001f600\n" * (4 * MIB)).encode(),
        "E105",
        11,
    )
    yield _refused("size-escapes", fact("topic: forces", 'says: "' + "\\nx" * MIB + '"'), "E105", 11)
    yield _refused("size-folded", fact("topic: forces", "says: x\n" + "          y\n" * MIB), "E105", 11)
    yield _refused("size-quotes", fact("topic: forces", "says: '" + "''" * MIB + "'"), "E105", 11)
    yield _refused("many-unknown-keys", lambda: b"".join(b"a%d: b\n" % n for n in range(MIB)), "E202", 1)
    yield _refused(
        "many-errors-on-a-line",
        "nations: {" + ", ".join(f"a{n}: x" for n in range(200_000)) + "}\n",
        "E201",
        1,
    )
    yield _refused(
        "many-unknown-ids",
        lambda: (
            fact("topic: forces", "says: S.")
            .replace("[FR]", f"[{', '.join(f'n{n}' for n in range(400_000))}]")
            .encode()
        ),
        "E401",
        9,
    )
    yield _refused(
        "many-nations-and-unknown-ids",
        lambda: (
            "nations:\n"
            + "".join(f"  nation{n}: {{name: x}}\n" for n in range(50_000))
            + "sources:\n  s:\n    title: T\n    publisher: P\n    facts:\n"
            + "".join(
                f"      - {{id: f{n}, about: [nation{n}x], topic: forces, says: S.}}\n" for n in range(1000)
            )
        ).encode(),
        "E401",
        50_007,
    )
    yield _refused(
        "many-items",
        lambda: b"nations:\n  FR: {name: x, also: [" + b"ab," * (16 * MIB) + b"]}\n",
        "E105",
        2,
        "--limit items=",
    )
    yield _refused(
        "many-items-of-nothing", lambda: b"nations: [" + b"a," * (16 * MIB) + b"]\n", "E105", 1, "isn't read"
    )
    yield _refused(
        "many-empty-items", lambda: b"nations:\n" + b"-\n" * (10 * MIB), "E105", None, "isn't read"
    )
    yield _refused(
        "many-records",
        lambda: b"nations:\n" + b"".join(b" a%d: {name: x}\n" % n for n in range(150_000)),
        "E105",
        120_002,
        "--limit records=",
    )
    yield _refused("many-facts", lambda: _facts(125_000), "E105", 120_008, "--limit facts=")
    yield _refused(
        "zigzag", "nations:\n" + "".join(" " * (n % 40 + 1) + "- x\n" for n in range(100_000)), "E", None
    )
    yield _refused("exclamations", "nations: " + "! " * MIB, "E103", 1)
    yield _loads("size-comment-behind", lambda: SAMPLE.encode() + b"# " + b"x" * (50 * MIB) + b"\n")
    yield _loads("comments-many", lambda: b"# x\n" * 100_000 + SAMPLE.encode())


# -- the wrong kinds of value -------------------------------------------------------------------------


def _kind_cases() -> Iterator[Case]:
    for name, text, line in (
        ("top-list", "- nations\n", 1),
        ("top-text", "nations\n", 1),
        ("top-number", "12\n", 1),
        ("top-quoted", '"nations: {}"\n', 1),
        ("section-list", "nations: [FR]\n", 1),
        ("section-text", "nations: FR\n", 1),
        ("section-nothing", "nations:\n", 1),
        ("section-null", "nations: ~\n", 1),
        ("record-text", "nations:\n  FR: France\n", 2),
        ("record-list", "nations:\n  FR: [France]\n", 2),
        ("record-nothing", "nations:\n  FR:\n", 2),
        ("name-list", "nations:\n  FR: {name: [France]}\n", 2),
        ("name-mapping", "nations:\n  FR: {name: {en: France}}\n", 2),
        ("also-text", "nations:\n  FR: {name: France, also: Republic}\n", 2),
        ("also-mapping", "nations:\n  FR: {name: France, also: {a: b}}\n", 2),
        ("also-nested", "nations:\n  FR: {name: France, also: [[a]]}\n", 2),
        ("sources-list", "sources: [a]\n", 1),
        ("facts-mapping", "sources:\n  s:\n    title: T\n    publisher: P\n    facts: {a: b}\n", 5),
        ("facts-texts", "sources:\n  s:\n    title: T\n    publisher: P\n    facts: [a]\n", 5),
        ("about-text", fact("topic: forces", "says: S.").replace("[FR]", "FR"), 9),
        ("about-mapping", fact("topic: forces", "says: S.").replace("[FR]", "{FR: x}"), 9),
        ("says-list", fact("topic: forces", "says: [S.]"), 11),
        ("says-block-list", fact("topic: forces", "says:", "  - S."), 12),
        ("value-list", valued("[1 x]"), 12),
        ("date-mapping", dated("{a: b}"), 12),
    ):
        yield _refused(f"kind-{name}", text, "E201", line)
    yield _refused("kind-open-word", fact("topic: forces", "says: S.", "open: yes"), "E304", 12)
    yield _refused("kind-says-nothing", fact("topic: forces", "says:"), "E205", 11)
    yield _refused("kind-says-comment", fact("topic: forces", "says: #S."), "E205", 11)
    yield _refused("kind-says-blanks", fact("topic: forces", "says: '   '"), "E205", 11)
    yield _refused("kind-about-empty", fact("topic: forces", "says: S.").replace("[FR]", "[]"), "E205", 9)


def _value_cases() -> Iterator[Case]:
    for number, text in enumerate(
        (
            "9" * 10_000 + " x",
            "-" + "9" * 10_000 + " x",
            "0x" + "f" * 10_000 + " x",
            "1." + "9" * 10_000 + "e9 x",
            "1e400 x",
            ".inf x",
            ".nan x",
            "..",
            "1..",
            "5..1 x",
            "1..2..3 x",
            "~~1 x",
            '">" ',
            "'~'",
            "1,2,3 x",
            "1_000 x",
            "010,0 x",
            "½ x",
            "\u0661\u0662 x",
            "\uff11 x",
            "1" + "," * 9_000 + " x",
            "." * 10_000,
            "1 " * 5_000,
            "~" * 10_000,
            "'1 \\x1b[31m'",
        )
    ):
        # Some may be read one day; none may be anything but read or refused at its line.
        yield _refused(f"value-{number}", valued(text), "E302", 12, may_load=True)
    for number, text in enumerate(
        (
            "99999-99-99",
            "2016-99-99",
            "2016-02-30",
            "0000-00-00",
            "'-1-01-01'",
            "9" * 10_000,
            "9" * 10_000 + "-01-01",
            "2016-01-10/2015",
            "a/b",
            "../..",
            "/",
            "2016" + "~" * 10_000,
            "2016/" * 4_000,
            "12:30:45",
            "2016-W01-1",
            "2016-001",
            "\u0662\u0660\u0661\u0666",
            "\uff12\uff10\uff11\uff16",
            "y170000002",
            "2016-01-10T99:99:99Z",
        )
    ):
        yield _refused(f"date-{number}", dated(text), "E303", 12, may_load=True)


# -- places -------------------------------------------------------------------------------------------


def _folder(**files: str | bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (folder / f"{name}.yaml").write_bytes(data)
        return folder

    return make


def _with(add: Callable[[Path], object]) -> Callable[[Path], Path]:
    """A folder with a good file and something else beside it."""

    def make(folder: Path) -> Path:
        (folder / "a.yaml").write_text(SAMPLE)
        add(folder / "b.yaml")
        return folder

    return make


def _at(path: str) -> Callable[[Path], Path]:
    return lambda folder: Path(path)


def _under(name: str) -> Callable[[Path], Path]:
    return lambda folder: folder / name


def _made(add: Callable[[Path], object]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "facts.yaml"
        add(path)
        return path

    return make


def listening(path: Path) -> None:
    """A socket in the file system; its name must be short, and so it is made from within the folder."""
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(path.parent)
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


def _loop(path: Path) -> None:
    path.symlink_to(path.with_name("other.yaml"))
    path.with_name("other.yaml").symlink_to(path)


def _many_files(folder: Path) -> Path:
    for number in range(10_001):
        (folder / f"{number}.yaml").touch()
    return folder


def _big_files(folder: Path) -> Path:
    for number in range(3):
        (folder / f"{number}.yaml").write_bytes(b"#" * (30 * MIB))
    return folder


def _place_cases() -> Iterator[Case]:
    yield Case("place-missing", _under("nowhere.yaml"), "E101", 0, "no such file")
    yield Case("place-folder-empty", _folder(), "E101", 0, "a folder without a .yaml file")
    yield Case("place-folder-of-bad-files", _folder(a="nations: [", b=b"\xff\xfea\0", c="x"), "E103", None)
    yield Case("place-folder-with-a-loop", _with(_loop), "E101", 0, "too many levels of symbolic links")
    yield Case("place-folder-with-a-pipe", _with(os.mkfifo), "E101", 0, "a pipe")
    yield Case("place-folder-with-a-socket", _with(listening), "E101", 0)
    yield Case("place-folder-with-a-folder", _with(Path.mkdir), "E101", 0, "a folder")
    yield Case(
        "place-folder-with-a-broken-link", _with(lambda p: p.symlink_to("none")), "E101", 0, "no such file"
    )
    yield Case(
        "place-folder-with-a-device", _with(lambda p: p.symlink_to("/dev/zero")), "E101", 0, "a device"
    )
    yield Case("place-folder-in-itself", _with(lambda p: p.symlink_to(".")), "E101", 0, "a folder")
    yield Case("place-folder-of-many-files", _many_files, "E105", 0, "--limit files=")
    yield Case("size-folder", _big_files, "E105", 0, "all files together")
    yield Case("place-pipe", _made(os.mkfifo), "E101", 0, "a pipe")
    yield Case("place-socket", _made(listening), "E101", 0)
    yield Case("place-broken-link", _made(lambda p: p.symlink_to("none")), "E101", 0, "no such file")
    yield Case("place-link-loop", _made(_loop), "E101", 0, "too many levels of symbolic links")
    yield Case("place-link-to-a-device", _made(lambda p: p.symlink_to("/dev/zero")), "E101", 0, "a device")
    yield Case(
        "place-through-a-file", lambda folder: _file(SAMPLE)(folder) / "x", "E101", 0, "not a directory"
    )
    yield Case("place-name-too-long", _under("x" * 300), "E101", 0, "name too long")
    yield Case("place-path-too-long", _under("x/" * 3000), "E101", 0, "name too long")
    for device in ("zero", "full", "null", "random", "stdin", "tty", "ptmx"):
        if Path("/dev", device).exists():
            yield Case(f"place-dev-{device}", _at(f"/dev/{device}"), "E101", 0)
    if Path("/proc/self/mem").exists():
        yield Case("place-proc-mem", _at("/proc/self/mem"), "E101", 0)
        yield Case("place-proc-environ", _at("/proc/self/environ"), "E", None)
        yield Case("place-proc", _at("/proc"), "E101", 0, "a folder without a .yaml file")
    yield Case("place-root", _at("/"), "E101", 0, "a folder without a .yaml file")
    for name, file in (
        ("newline", "a\nb.yaml"),
        ("escape", "a\x1b]0;x\x07b.yaml"),
        ("c1", "a\x9b31mb.yaml"),
        ("bidi", "a\u202eb.yaml"),
        ("bytes", b"a\xffb.yaml"),
        ("dash", "-rf.yaml"),
        ("option", "--help"),
        ("markup", "[red]a[b].yaml"),
        ("quotes", "a' \"b.yaml"),
        ("emoji", "\U0001f469\u200d\U0001f680.yaml"),
        ("percent", "%s{0}%n.yaml"),
    ):
        yield Case(f"name-{name}", _file("nations: []\n", file), "E201", 1)
        with suppress(OSError):
            yield Case(f"name-{name}-loads", _file(SAMPLE, file))


# -- what YAML allows and can be read -----------------------------------------------------------------


def _good_cases() -> Iterator[Case]:
    yield _loads("good-mark", b"\xef\xbb\xbf" + SAMPLE.encode())
    yield _loads("good-crlf", SAMPLE.replace("\n", "\r\n"))
    yield _loads("good-cr", SAMPLE.replace("\n", "\r"))
    yield _loads("good-nel", SAMPLE.replace("\n", "\x85"))
    yield _loads("good-ls", SAMPLE.replace("\n", "\u2028"))
    yield _loads("good-ps", SAMPLE.replace("\n", "\u2029"))
    yield _loads("good-mixed-ends", SAMPLE.replace("\n", "\r\n", 9).replace("\n", "\r", 3))
    yield _loads("good-no-last-end", SAMPLE.rstrip("\n"))
    yield _loads("good-document-start", "---\n" + SAMPLE)
    yield _loads("good-document-end", SAMPLE + "...\n")
    yield _loads("good-directive", "%YAML 1.1\n---\n" + SAMPLE)
    yield _loads(
        "good-percent-tag-in-a-text",
        fact("topic: forces", "says: |", "  a", "note: |", "%TAG").replace(
            "        %TAG", "          x\n# %TAG"
        ),
    )
    yield _loads("good-blanks-behind", SAMPLE.replace("\n", "   \n"))
    yield _loads("good-json", json.dumps({"nations": {"FR": {"name": "France", "also": ["É"]}}}))
    yield _loads(
        "good-on-one-line",
        "{nations: {FR: {name: France}}, sources: {s: {title: T, publisher: P, facts: ["
        + ", ".join(
            f"{{id: f{n}, about: [FR], topic: forces, says: S{n}., value: 1 x}}" for n in range(1_000)
        )
        + "]}}}\n",
    )
    yield _loads(
        "good-words-of-yaml", fact("topic: forces", "says: NO", "note: 12:30", "at: 010", "quote: .nan")
    )
    yield _loads(
        "good-id-of-digits", "nations:\n  1: {name: x}\n  NO: {name: Norway}\n  2016-01-10: {name: y}\n"
    )
    yield _loads("good-digits", fact("topic: forces", "says: " + "9" * 10_000, "note: -" + "9" * 10_000))
    yield _loads(
        "good-longest-text", fact("topic: forces", "says: " + "x" * 20_000, "note: " + "y " * 9_999 + "z")
    )
    yield _loads(
        "good-longest-name",
        "nations:\n  FR: {name: " + "é" * 20_000 + "}\n" + fact()[fact().index("sources") :],
    )
    yield _loads("good-combining", fact("topic: forces", "says: a" + "\u0301" * 10_000))
    x = (
        r'"a\e]52;c;eA==\ab\x9b31mc\u202ed\u200be\x7ff\0g\u2028h\U000e0041i\rj\nk\tl\uffff'
        r'[red]m[/][@click=app.quit]n"'
    )
    yield _loads(
        "good-hostile-text",
        f"nations:\n  FR: {{name: {x}}}\npeople:\n  p: {{name: {x}, post: {x}, nation: FR}}\n"
        f"places:\n  here: {{name: {x}}}\nmeetings:\n  m: {{name: {x}}}\n"
        f"sources:\n  s:\n    title: {x}\n    publisher: {x}\n    author: {x}\n    url: {x}\n    note: {x}\n"
        f"    facts:\n      - {{id: a, about: [FR, m], topic: forces, says: {x}, by: p, in: here, at: {x},"
        f" quote: {x}, note: {x}, value: 1 x}}\n",
    )
    yield _loads(
        "good-formulas", fact("topic: forces", "says: '=1+1'", "note: '@SUM(A1)'", "quote: '+1'", "at: '|x'")
    )
    yield _loads("many-also", "nations:\n  FR: {name: x, also: [" + "ab, " * 100_000 + "c]}\n")
    yield _loads(
        "many-about",
        "nations:\n"
        + "".join(f"  n{n}: {{name: x}}\n" for n in range(20_000))
        + fact()
        .replace("nations:\n  FR: {name: France}\n", "")
        .replace("[FR]", f"[{', '.join(f'n{n}' for n in range(20_000))}]"),
    )


def _told(count: int, fields: Callable[[int], str]) -> Callable[[], bytes]:
    """So many facts with these fields, from two hundred sources."""

    def make() -> bytes:
        lines = ["nations:\n  FR: {name: France}\nmeetings:\n  m: {name: M}\nsources:"]
        for start in range(0, count, count // 200):
            lines.append(
                f"  s{start}:\n    title: T\n    publisher: P\n    published: 2016-01-20\n    facts:"
            )
            lines += [
                f"      - {{id: f{n}, says: S., at: p1, {fields(n)}}}"
                for n in range(start, start + count // 200)
            ]
        return "\n".join(lines).encode() + b"\n"

    return make


def _answer_cases() -> Iterator[Case]:
    """Small and well-formed: whatever compares each fact with each other one never ends."""
    for count in (2_000, 5_000):
        yield _loads(
            f"many-in-conflict-{count}",
            _told(count, lambda n: f"about: [FR], topic: forces, as_of: 2016-01, value: {n + 1} troops"),
        )
    yield _loads(
        "many-corrections-in-a-circle",
        _told(20_000, lambda n: f"about: [FR], topic: other, corrects: f{(n + 1) % 20_000}"),
    )
    yield _loads(
        "many-plans-of-one-meeting",
        _told(
            20_000,
            lambda n: (
                f"about: [m], topic: meeting, mode: planned, when: 2016-{n % 12 + 1:02}-{n % 28 + 1:02}"
            ),
        ),
    )
    yield _loads(
        "many-dates-of-one-meeting",
        _told(20_000, lambda n: f"about: [m], topic: meeting, when: 2016-01-{n % 20 + 1:02}"),
    )


def cases() -> list[Case]:
    """All of them."""
    found = [
        *_yaml_cases(),
        *_bytes_cases(),
        *_empty_cases(),
        *_size_cases(),
        *_kind_cases(),
        *_value_cases(),
        *_place_cases(),
        *_good_cases(),
        *_answer_cases(),
    ]
    names = [case.name for case in found]
    assert len(names) == len(set(names))
    return found
