"""Fact bases of any size, made up from a seed, with everything in them that the format knows.

    python bench/synthetic.py 10000 > base.yaml
    python bench/synthetic.py 400 --seed 7 > small.yaml

The same number and seed give the same file, byte for byte.  Nations, people and events are invented; the
two-letter codes are drawn from the whole alphabet, NO and ON among them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

FACTS_PER_SOURCE: Final = 25
ACCENTS: Final = {"a": "á", "e": "é", "i": "ı", "o": "ø", "u": "ü", "c": "ç", "s": "š", "n": "ñ"}
ONSETS: Final = (
    "b",
    "br",
    "c",
    "d",
    "dr",
    "f",
    "g",
    "h",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
)
VOWELS: Final = ("a", "e", "i", "o", "u", "ai", "ou", "ia")
CODAS: Final = ("", "", "", "l", "n", "r", "s", "nd")
OTHER_SCRIPTS: Final = ["العراقية", "Ελλάς", "ქართული", "日本語名", "Україна", "עברית"]
STORIES: Final = ("role", "basing", "pledge", "decision", "strategy", "talks", "attack", "enemy", "other")
OWN_TOPICS: Final = ("intelligence", "refuelling")
FIRST_NAMES: Final = [
    "Ana",
    "Jean-Yves",
    "Søren",
    "Zoë",
    "Ömer",
    "Mary Ann",
    "Dáithí",
    "Ngọc",
    "Ivo",
    "Samir",
]
POSTS: Final = ["Defense Minister", "Foreign Minister", "spokesman", "colonel", "envoy", "Chief of Staff"]
PUBLISHERS: Final = [
    "The Daily Record",
    "Agence Générale",
    "The Morning Post",
    "Ministry of Defense",
    "Radio 4: News",
]
SMALL: Final = [
    "no",
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
UNITS: Final[dict[str, tuple[str, str, int]]] = {
    "forces": ("service member", "service members", 9000),
    "training": ("trainer", "trainers", 900),
    "aircraft": ("fighter jet", "fighter jets", 40),
    "ships": ("frigate", "frigates", 6),
    "sorties": ("sortie", "sorties", 20000),
    "strikes": ("airstrike", "airstrikes", 7000),
    "equipment": ("ton of ammunition", "tons of ammunition", 400),
    "humanitarian": ("food parcel", "food parcels", 90000),
    "cost": ("million dollars", "million dollars", 5000),
}
"""For each topic that counts something: one of it, many of it, and how many there may be."""
VERBS: Final = {
    "reported": ("takes part with", "provides", "has sent"),
    "expected": ("is expected to send", "will likely provide"),
    "possible": ("could send", "may provide"),
    "planned": ("is scheduled to send", "has announced"),
    "pledged": ("has pledged", "has promised"),
    "denied": ("has not sent", "does not provide"),
    "unclear": ("has not said whether it sends", "leaves it open whether it provides"),
}
NOTES: Final = [
    "The figure counts rotations twice.",
    "The source says 'contributes', not 'leads': both readings are possible.",
    "Read together with the ministry's own release of the same day; it gives another figure, and the two "
    "were never brought into agreement.",
    "[sic] in the source; see also #4 \\ 5 and 100 %.",
    "“Quoted” – with dashes, curly quotes and a colon: like this.",
]


def scalar(text: str, flow: bool = False) -> str:
    """The text as a person would write it in YAML: plain where that is safe."""
    unsafe = r"[\[\]{},#:\"'\\]" if flow else r": | #|:$"
    plain = re.match(r"[\w~.<(/]", text) and not re.search(unsafe, text) and text == text.strip()
    if plain and not (flow and text.startswith(("<", "~ "))):
        return text
    if "'" not in text and "\\" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def flow(**values: str | Sequence[str] | None) -> str:
    """A record on one line."""
    parts = []
    for key, value in values.items():
        if isinstance(value, str):
            parts.append(f"{key}: {scalar(value, flow=True)}")
        elif value:
            parts.append(f"{key}: [{', '.join(scalar(item, flow=True) for item in value)}]")
    return f"{{{', '.join(parts)}}}"


def folded(text: str, indent: str) -> str:
    """A long text as a block scalar, which joins its lines with blanks."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + len(word) > 70:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return ">-\n" + "\n".join(indent + line for line in (*lines, line))


def number(count: int) -> str:
    """As a text has it: a word for what is small, thousands commas for what isn't."""
    return SMALL[count] if count < len(SMALL) else f"{count:,}"


@dataclass
class World:
    """The entities, by section: id and name."""

    nations: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    meetings: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


class Generator:
    """One base; everything that is drawn is drawn from one generator of random numbers."""

    def __init__(self, facts: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.total = facts
        self.made: list[str] = []
        self.sums: list[tuple[str, list[str]]] = []
        self.world = World()
        self.records: dict[str, list[str]] = {}
        self.names: set[str] = set()

    # -- entities -------------------------------------------------------------------------------------

    def word(self, syllables: int) -> str:
        """A name that nothing else has."""
        draw = self.random
        while True:
            parts = (draw.choice(ONSETS) + draw.choice(VOWELS) + draw.choice(CODAS) for _ in range(syllables))
            word = "".join(parts)
            if draw.random() < 0.25:
                letter = draw.choice(sorted(ACCENTS))
                word = word.replace(letter, ACCENTS[letter], 1)
            if word not in self.names:
                self.names.add(word)
                return word[0].upper() + word[1:]

    def aliases(self) -> list[str]:
        names = [self.word(2) for _ in range(self.random.choice((0, 0, 0, 1, 2)))]
        if self.random.random() < 0.05:
            names.append(f"{self.random.choice(OTHER_SCRIPTS)} {len(self.names)}")
        return names

    def note(self, share: float) -> str | None:
        return self.random.choice(NOTES) if self.random.random() < share else None

    def add(self, section: str, key: str, name: str, **more: str | Sequence[str] | None) -> None:
        getattr(self.world, section)[key] = name
        self.records.setdefault(section, []).append(f"  {key}: {flow(name=name, **more)}")

    def entities(self) -> None:
        draw, total = self.random, self.total
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        codes = draw.sample([a + b for a in letters for b in letters], k=min(190, 12 + total // 60))
        for code in ["NO", "ON", *(code for code in codes if code not in ("NO", "ON"))]:
            name = self.word(3)
            if draw.random() < 0.1:
                name = draw.choice((f"Côte d’{name}", f"{name} (North)", f"[{name}]", f"Republic of {name}"))
            self.add("nations", code, name, also=self.aliases(), note=self.note(0.02))
        self.add("groups", "coalition", "The coalition", also=["the allies"])
        self.add("groups", "the-seven", "The seven", mark="7")
        for index in range(total // 500 + 2):
            name = (
                f"{self.word(3)} {draw.choice(('News Agency', 'Army', 'Ministry of Defense', 'Observatory'))}"
            )
            self.add("groups", f"group-{index}", name, also=self.aliases(), note=self.note(0.1))
        self.add("places", "two-theatres", "Both theatres")
        for name in ("east", "west"):
            self.add("places", f"theatre-{name}", f"{name.title()}ern theatre", within="two-theatres")
        for index in range(total // 120 + 3):
            within = draw.choice(["theatre-east", "theatre-west", *list(self.world.places)[-1:]])
            self.add("places", f"place-{index}", self.word(2), also=self.aliases(), within=within)
        nations = list(self.world.nations)
        for index in range(total // 80 + 3):
            first, last = draw.choice(FIRST_NAMES), self.word(2)
            self.add(
                "people",
                f"person-{index}",
                f"{first} {last}",
                also=[last] if draw.random() < 0.3 else None,
                post=draw.choice(POSTS),
                nation=draw.choice(nations) if draw.random() < 0.9 else None,
            )
        for index in range(total // 100 + 2):
            self.add("meetings", f"meeting-{index}", f"Meeting of {self.word(3)}", note=self.note(0.1))
        self.records["topics"] = [
            f"  intelligence: {flow(name='Intelligence')}",
            f"  refuelling: {flow(name='Refuelling', note='Tankers, not what they carry.')}",
        ]

    # -- dates and quantities -------------------------------------------------------------------------

    def edtf(self, around: date) -> str:
        """A date in one of the forms of the format."""
        draw = self.random
        day = around + timedelta(days=draw.randint(-200, 40))
        later = day + timedelta(days=draw.randint(1, 60))
        return draw.choice(
            (
                day.isoformat(),
                day.isoformat(),
                day.isoformat(),
                f"{day.isoformat()}~",
                f"{day:%Y-%m}",
                f"{day:%Y-%m}?",
                f"{day:%Y}",
                f"{day.isoformat()}/{later.isoformat()}",
                f"../{day.isoformat()}",
                f"{day.isoformat()}/..",
            )
        )

    def quantity(self, topic: str) -> tuple[str, str]:
        """The value as the file has it, and as the sentence has it."""
        one, many, most = UNITS[topic]
        draw = self.random
        low = draw.randint(1, max(2, int(most ** draw.random())))
        high = low + draw.randint(1, low + 3)
        unit = one if low == 1 else many
        # Both spellings of large numbers are read.
        written = f"{low:,}" if draw.random() < 0.3 else str(low)
        forms = (
            (f"{written} {unit}", f"{number(low)} {unit}"),
            (f"{written} {unit}", f"{number(low)} {unit}"),
            (f"~{written} {unit}", f"about {number(low)} {unit}"),
            (f"..{written} {unit}", f"up to {number(low)} {unit}"),
            (f"{written}.. {unit}", f"at least {number(low)} {unit}"),
            (f">{written} {unit}", f"more than {number(low)} {unit}"),
            (f"<{written} {unit}", f"fewer than {number(low)} {unit}"),
            (f"{low}..{high} {many}", f"between {number(low)} and {number(high)} {many}"),
            (f"~{low}..{high} {many}", f"roughly between {number(low)} and {number(high)} {many}"),
        )
        return draw.choice(forms)

    # -- facts ----------------------------------------------------------------------------------------

    def some_nations(self, least: int, most: int) -> list[str]:
        nations = list(self.world.nations)
        return self.random.sample(nations, k=min(len(nations), self.random.randint(least, most)))

    def listed(self, codes: Iterable[str]) -> str:
        names = [self.world.nations[code] for code in codes]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def figure(self, day: date) -> dict[str, str]:
        """What a nation contributes."""
        draw = self.random
        topic = draw.choice(list(UNITS))
        (code,) = self.some_nations(1, 1)
        mode = draw.choice(["reported"] * 12 + list(VERBS))
        if topic == "strikes":
            mode = "reported"
        place = draw.choice(["theatre-east", "theatre-west", "two-theatres"])
        value, words = self.quantity(topic)
        verb = "has carried out" if topic == "strikes" else draw.choice(VERBS[mode])
        fact = {
            "about": f"[{code}]",
            "topic": topic,
            "says": f"{self.world.nations[code]} {verb} {words}.",
            "value": scalar(value),
        }
        if topic == "strikes" or draw.random() < 0.3:
            fact["in"] = place
        return fact | {"as_of": self.edtf(day), "mode": mode}

    def naming(self, day: date) -> dict[str, str]:
        """Who belongs to a group, or is named as striking; often a list that is left open."""
        draw = self.random
        codes = self.some_nations(1, 9)
        listed, is_open = self.listed(codes), draw.random() < 0.5 and len(codes) > 1
        if draw.random() < 0.5:
            group = draw.choice(["coalition", "the-seven"])
            mode = draw.choice(["reported"] * 6 + ["denied", "unclear"])
            verb = {"denied": "does not include", "unclear": "may or may not include"}.get(
                mode, "includes" if is_open else "is made up of"
            )
            return {
                "about": f"[{', '.join([group, *codes])}]",
                "topic": "membership",
                "says": f"{self.world.groups[group]} {verb} {listed}.",
                "mode": mode,
                "open": "true" if is_open and mode == "reported" else "",
            }
        place = draw.choice(["theatre-east", "theatre-west"])
        verb = "include" if is_open else "are"
        return {
            "about": f"[{', '.join(codes)}]",
            "topic": "strikes",
            "says": f"The nations that strike in the {self.world.places[place]} {verb} {listed}.",
            "in": place,
            "open": "true" if is_open else "",
        }

    def gathering(self, day: date) -> dict[str, str]:
        """Something about a meeting."""
        draw = self.random
        meeting = draw.choice(list(self.world.meetings))
        name = self.world.meetings[meeting]
        topic = draw.choice(("meeting", "host", "invitation", "attendance", "agenda", "outcome", "statement"))
        codes = self.some_nations(1, 6)
        fact = {"about": f"[{meeting}]", "topic": topic}
        if topic in ("host", "invitation", "attendance"):
            person = draw.choice(list(self.world.people))
            names = [*codes, person] if topic == "host" else codes
            fact["about"] = f"[{', '.join([meeting, *names])}]"
            verb = {"host": "hosts", "invitation": "is invited to", "attendance": "came to"}[topic]
            return fact | {
                "says": f"{self.listed(codes)} {verb} the {name}.",
                "mode": "planned" if topic == "invitation" else "reported",
                "open": "true" if draw.random() < 0.2 else "",
            }
        place = draw.choice(list(self.world.places))
        if topic == "meeting":
            return fact | {
                "says": f"The {name} is held in {self.world.places[place]}.",
                "in": place,
                "when": self.edtf(day),
                "mode": draw.choice(["reported", "planned", "expected"]),
            }
        what = {"agenda": "is to be about", "outcome": "agreed on", "statement": "heard a word on"}[topic]
        return fact | {"says": f"The {name} {what} the campaign's next phase.", "when": self.edtf(day)}

    def story(self, day: date) -> dict[str, str]:
        """Whatever else is told."""
        draw = self.random
        topic = draw.choice((*STORIES, "publication", *OWN_TOPICS))
        codes = self.some_nations(1, 3)
        place = draw.choice(list(self.world.places))
        fact = {
            "about": f"[{', '.join(codes)}]",
            "topic": topic,
            "says": f"{self.listed(codes)}: a word on {topic}, with “quotes” and {self.world.places[place]}.",
        }
        if draw.random() < 0.5:
            fact |= {"in": place}
        if draw.random() < 0.5:
            fact |= {"when": self.edtf(day)}
        return fact | {"mode": draw.choice(["reported"] * 6 + ["possible", "unclear", "denied", "expected"])}

    def fact(self, key: str, body: dict[str, str]) -> str:
        """One fact as it stands in the file, with what any fact may have."""
        draw = self.random
        if draw.random() < 0.5:
            speaker = draw.choice(
                (self.world.people, self.world.people, self.world.groups, self.world.nations)
            )
            body["by"] = draw.choice(list(speaker))
        body["at"] = draw.choice((f"p{draw.randint(1, 30)}", "title", f"p{draw.randint(1, 9)} caption"))
        if draw.random() < 0.6:
            body["quote"] = " ".join(body["says"].rstrip(".").split()[-4:])
        note = self.note(0.1)
        if self.made and draw.random() < 0.01:
            body["corrects"] = draw.choice(self.made)
        if body.get("mode") == "reported":
            del body["mode"]
        self.made.append(key)
        lines = [f"      - id: {key}"]
        for name in (
            "about",
            "topic",
            "says",
            "value",
            "in",
            "by",
            "as_of",
            "when",
            "mode",
            "open",
            "at",
            "quote",
        ):
            if body.get(name):
                written = scalar(body[name]) if name in ("says", "quote") else body[name]
                lines.append(f"        {name}: {written}")
        if note:
            lines.append(f"        note: {folded(note, ' ' * 10) if len(note) > 80 else scalar(note)}")
        if "corrects" in body:
            lines.append(f"        corrects: {body['corrects']}")
        return "\n".join(lines)

    def sum_of_strikes(self, source: str, day: date) -> list[str]:
        """Two exact tallies and their sum, which the file declares."""
        parts = [self.random.randint(10, 3000) for _ in range(2)]
        keys = [f"{source}-sum-{name}" for name in ("east", "west", "all")]
        places = ("theatre-east", "theatre-west", "two-theatres")
        facts = []
        for key, place, count in zip(keys, places, (*parts, sum(parts)), strict=True):
            body = {
                "about": "[coalition]",
                "topic": "strikes",
                "says": f"The coalition has flown {count:,} airstrikes in the {self.world.places[place]}.",
                "value": f"{count} airstrikes",
                "in": place,
                "as_of": day.isoformat(),
            }
            facts.append(self.fact(key, body))
        self.sums.append((keys[2], keys[:2]))
        return facts

    # -- the file -------------------------------------------------------------------------------------

    def source(self, index: int, count: int) -> str:
        draw = self.random
        key = f"source-{index}"
        day = date(2014, 8, 8) + timedelta(days=draw.randint(0, 1200))
        head = {
            "title": f"{self.word(2)}: what {self.word(2)} brings, and what it doesn’t",
            "publisher": draw.choice(PUBLISHERS),
            "author": f"{draw.choice(FIRST_NAMES)} {self.word(2)}" if draw.random() < 0.7 else "",
            "published": day.isoformat() if draw.random() < 0.9 else f"{day:%Y-%m}",
            "published_basis": draw.choice(["", "", "", "printed", "address", "content"]),
            "via": draw.choice(["", "", "", "archive.example"]),
            "url": f"https://news.example/{day:%Y/%m/%d}/{index}?a=1&b=2#top" if draw.random() < 0.9 else "",
            "note": self.note(0.1) or "",
        }
        lines = [f"  {key}:"]
        lines += [f"    {name}: {scalar(text)}" for name, text in head.items() if text]
        facts: list[str] = []
        if count >= 3 and draw.random() < 0.1:
            facts += self.sum_of_strikes(key, day)
        kinds = [self.figure] * 5 + [self.naming, self.gathering, self.gathering, self.story, self.story]
        while len(facts) < count:
            facts.append(self.fact(f"{key}-{len(facts)}", draw.choice(kinds)(day)))
        return "\n".join([*lines, "    facts:" if facts else "    # nothing taken from it yet", *facts])

    def base(self) -> str:
        self.entities()
        sources: list[str] = []
        left = self.total
        while left > 0:
            count = min(left, self.random.randint(1, 2 * FACTS_PER_SOURCE - 1))
            sources.append(self.source(len(sources), count))
            left -= count
        out = ["# Made up by bench/synthetic.py: nothing in here is true.", ""]
        for section in ("topics", "nations", "groups", "people", "meetings", "places"):
            out += [f"{section}:", *self.records[section], ""]
        if sources:
            out += ["sources:", "\n\n".join(sources)]
        if self.sums:
            out += ["", "checks:"]
            out += [
                f"  sum-{index}: {flow(total=total, parts=parts)}"
                for index, (total, parts) in enumerate(self.sums)
            ]
        return "\n".join(out) + "\n"


def synthetic_base(facts: int, seed: int = 1) -> str:
    """A fact base of exactly so many facts as YAML text."""
    return Generator(facts, seed).base()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", type=int, help="how many facts")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.facts < 0:
        parser.error("how many facts? not fewer than none")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(synthetic_base(options.facts, options.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
