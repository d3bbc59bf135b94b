"""Rule files that somebody or something damaged: seeded mutants of the shipped ones, as text. Holds no tests."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

Mutation = Callable[[random.Random, str], str]

_ODD = [
    "1_000",
    "058",
    "1e3",
    "0x1F",
    "0o7",
    "12:30",
    ".5",
    "5.",
    "1.250",
    "1,5",
    "-1",
    "+5",
    "99999999999999999999",
    ".inf",
    ".nan",
]
_ODD += [
    "yes",
    "no",
    "on",
    "off",
    "True",
    "FALSE",
    "~",
    "null",
    "NULL",
    "''",
    '""',
    "2031-02-30",
    "2022-05-31",
    "31/5/2022",
]
_ODD += [
    "2022-05-31T10:00:00Z",
    "[]",
    "{}",
    "[[]]",
    "{a: b}",
    "!!str x",
    "!!python/object/apply:os.system [x]",
    "&x y",
    "*x",
    "<<",
]
_ODD += [
    "58%",
    "58 %",
    "0%",
    "1000%",
    "058%",
    "٥٨%",
    "true",
    "false",
    "as_of",
    "school",
    "school.",
    "school.pupils",
    "x" * 5000,
]
_ODD += [
    "\ufeff",
    "\u200b",
    "\xa0",
    "e\u0301",
    "\u202e",
    "\U0001f600",
    "|\n  x",
    ">-\n  x",
    "'",
    '"',
    "#",
    "? x",
    "- x",
    ": ",
    "@",
    "`",
    "%",
]
_SIGNS = ": #[]{},&*!|>'\"%@`?-\t\n\r~\\<=."


class Mutant(NamedTuple):
    """A damaged text, and what was done to it."""

    name: str
    text: str


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _place(dice: random.Random, text: str) -> int:
    return dice.randrange(len(text))


def line_gone(dice: random.Random, text: str) -> str:
    lines = _lines(text)
    del lines[dice.randrange(len(lines))]
    return "".join(lines)


def line_twice(dice: random.Random, text: str) -> str:
    lines = _lines(text)
    at = dice.randrange(len(lines))
    return "".join([*lines[:at], lines[at], *lines[at:]])


def lines_swapped(dice: random.Random, text: str) -> str:
    lines = _lines(text)
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def block_moved(dice: random.Random, text: str) -> str:
    lines = _lines(text)
    start, length = dice.randrange(len(lines)), dice.randrange(1, 20)
    block = lines[start : start + length]
    rest = lines[:start] + lines[start + length :]
    at = dice.randrange(len(rest) + 1)
    return "".join([*rest[:at], *block, *rest[at:]])


def cut_off(dice: random.Random, text: str) -> str:
    return text[: _place(dice, text)]


def indented(dice: random.Random, text: str) -> str:
    lines = _lines(text)
    at = dice.randrange(len(lines))
    lines[at] = dice.choice([" ", "  ", "\t", "    "]) + lines[at] if dice.random() < 0.5 else lines[at].lstrip(" ")
    return "".join(lines)


def sign_in(dice: random.Random, text: str) -> str:
    at = _place(dice, text)
    return text[:at] + dice.choice(_SIGNS) + text[at:]


def sign_out(dice: random.Random, text: str) -> str:
    at = _place(dice, text)
    return text[:at] + text[at + 1 :]


def value_odd(dice: random.Random, text: str) -> str:
    """The value behind a colon is something else."""
    places = [found.span(1) for found in re.finditer(r": ([^\s{\[,}\]][^,}\]\n]*)", text)]
    start, end = dice.choice(places or [(0, 0)])
    return text[:start] + dice.choice(_ODD) + text[end:]


def value_of_another(dice: random.Random, text: str) -> str:
    """The value of a key is that of the same key elsewhere: figures, codes, names that exist and are not meant."""
    key = dice.choice(
        [
            "at_least",
            "share",
            "of",
            "ratio",
            "per",
            "sum",
            "value",
            "attest",
            "type",
            "code",
            "id",
            "unit",
            "levels",
            "types",
            "part_of",
        ]
    )
    places = [found.span(1) for found in re.finditer(rf"\b{key}: ([^,}}\n]+)", text)]
    if len(places) < 2:
        return value_odd(dice, text)
    (start, end), (other, last) = dice.sample(places, 2) if len(places) > 1 else ((0, 0), (0, 0))
    return text[:start] + text[other:last] + text[end:]


def key_misspelt(dice: random.Random, text: str) -> str:
    places = [found.span(1) for found in re.finditer(r"\b([a-z_]{3,}):", text)]
    start, end = dice.choice(places or [(0, 0)])
    word = text[start:end]
    at = dice.randrange(1, len(word))
    changed = dice.choice([word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word.upper(), word[::-1]])
    return text[:start] + changed + text[end:]


def key_another(dice: random.Random, text: str) -> str:
    """One key of the language in place of another."""
    places = [found.span(1) for found in re.finditer(r"\b([a-z_]{2,}):", text)]
    (start, end), (other, last) = dice.sample(places, 2) if len(places) > 1 else ((0, 0), (0, 0))
    return text[:start] + text[other:last] + text[end:]


def number_changed(dice: random.Random, text: str) -> str:
    places = [found.span() for found in re.finditer(r"[0-9]+", text)]
    start, end = dice.choice(places or [(0, 0)])
    number = int(text[start:end])
    changed = dice.choice(
        [str(number + 1), str(max(number - 1, 0)), str(number * 10), "0", "0" + text[start:end], str(number)[::-1]]
    )
    return text[:start] + changed + text[end:]


def quotes(dice: random.Random, text: str) -> str:
    """Quotes that go, or come."""
    places = [found.span() for found in re.finditer(r'"[^"\n]*"|\b[a-z0-9]+\b', text)]
    start, end = dice.choice(places or [(0, 0)])
    word = text[start:end]
    return text[:start] + (word.strip('"') if word.startswith('"') else f'"{word}"') + text[end:]


WRITINGS: tuple[Callable[[str], str], ...] = (
    lambda text: "\ufeff" + text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("\n", "\r"),
    lambda text: text.replace("\n", "\u2028"),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace("  ", "\t"),
    lambda text: text.replace(" ", "\xa0"),
    lambda text: text + "\n---\n" + text,
    lambda text: text + "...\n",
    lambda text: "%YAML 1.1\n---\n" + text,
    lambda text: "\x00" + text,
    lambda text: text.encode("utf-8").decode("latin-1"),
    lambda text: text.replace(":", ": "),
    lambda text: text.replace("- ", "-"),
)


def other_writing(dice: random.Random, text: str) -> str:
    """The whole file in another writing."""
    return dice.choice(WRITINGS)(text)


def bombs(dice: random.Random, text: str) -> str:
    """Much of one thing at one place."""
    at = dice.choice([found.end() for found in re.finditer(r": ", text)] or [0])
    many = dice.choice(
        [
            "[" * 3000,
            "{a: " * 2000,
            "- " * 3000,
            "[" + "x, " * 50_000 + "]",
            "x" * 300_000,
            "&a [*a, *a]",
            "9" * 5000,
            "{" + ", ".join(f"k{i}: {i}" for i in range(5000)) + "}",
            "".join(f"\n  k{i}: &k{i} [*k{max(i - 1, 0)}, *k{max(i - 1, 0)}]" for i in range(1, 30)),
        ]
    )
    return text[:at] + many + text[at:]


MUTATIONS: tuple[Mutation, ...] = (
    line_gone,
    line_twice,
    lines_swapped,
    block_moved,
    cut_off,
    indented,
    sign_in,
    sign_out,
    value_odd,
    value_odd,
    value_of_another,
    value_of_another,
    key_misspelt,
    key_another,
    number_changed,
    quotes,
    other_writing,
    bombs,
)


def mutant(text: str, number: int) -> Mutant:
    """A mutant of a rule file, known by its number: one mutation, at times several."""
    dice = random.Random(number)
    names = []
    for _ in range(dice.choice((1, 1, 1, 1, 2, 4))):
        mutation = dice.choice(MUTATIONS)
        names.append(mutation.__name__)
        text = mutation(dice, text) if len(text) > 100 else text
    return Mutant(f"{number}: {' + '.join(names)}", text)
