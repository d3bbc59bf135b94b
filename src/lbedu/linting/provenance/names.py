"""The names of a Vietnamese text: schools behind the word of their level, wards, places. Knows no rule file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lbedu.linting.provenance.figures import words_of


class Name(NamedTuple):
    """A name as it stands in a text."""

    words: str
    """Folded, with a blank around each word."""
    level: str | None
    """The level of the school that it is, by the word before it or before its list."""
    start: int
    end: int


_LOW = "a-zđ" + "".join(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    if not (vowel + tone).isascii()
)
_HIGH = "A-ZĐ" + _LOW[4:].upper()
_PROPER = rf"[{_HIGH}][{_LOW}]+"
"""A syllable with a capital: a name has one at each of its syllables, other words at the first alone."""
_RUN = re.compile(rf"(?<![\w-]){_PROPER}(?: {_PROPER})+(?: [A-Z](?![\w.]))?(?!\w)")
_IN_LIST = re.compile(r"\s*(?:[,;]|và)\s+(?:[A-ZĐ]\d{1,3}(?:\s*,\s*[A-ZĐ]\d{1,3})*\s+)?")
_PLOTS = re.compile(r"(?:[A-ZĐ]\d{1,3}(?:\s*,\s*[A-ZĐ]\d{1,3})*\s+)?")


class Speech(NamedTuple):
    """How a text names the units of a rule file."""

    levels: re.Pattern[str] | None
    """The words that stand before the name of a school."""
    level_of: Mapping[str, str]
    known: Mapping[str, tuple[re.Pattern[str], ...]]
    """Names that the rule file has, by level; they may be such as no capitals would tell."""


def speech_of(prefixes: Mapping[str, Iterable[str]], known: Mapping[str, Iterable[str]]) -> Speech:
    """From the words of each level, and from the names of each level without them."""
    level_of = {" ".join(one.split()).casefold(): level for level, words in prefixes.items() for one in words}
    longest = sorted(level_of, key=len, reverse=True)
    pattern = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest)
    # a level may be written onto its number (04TH) and onto the abbreviation of a name (MNĐT)
    levels = re.compile(rf"(?<![^\W\d])(?:{pattern})(?=\W|ĐT\b)", re.IGNORECASE) if pattern else None
    return Speech(
        levels,
        level_of,
        {
            level: tuple(
                re.compile(rf"{re.escape(name)}(?!\w)", re.IGNORECASE) for name in sorted(names, key=len, reverse=True)
            )
            for level, names in known.items()
        },
    )


def names_of(text: str, speech: Speech) -> list[Name]:
    """The names of a text in its order; each place is named once."""
    found: list[Name] = []
    if speech.levels is not None:
        for mark in speech.levels.finditer(text):
            if not found or mark.start() >= found[-1].end:
                level = speech.level_of[" ".join(mark[0].split()).casefold()]
                found += _listed(text, mark.end(), level, speech)
    taken = {at for one in found for at in range(one.start, one.end)}
    for run in _RUN.finditer(text):
        if run.start() not in taken and run.end() - 1 not in taken and not _begins_a_sentence(run):
            found.append(Name(words_of(run[0]), None, *run.span()))
    return sorted(found, key=lambda one: one.start)


def _begins_a_sentence(run: re.Match[str]) -> bool:
    """`Phòng Giáo dục`: the first word has its capital from the sentence, and the second begins a word of several syllables."""
    before, behind = run.string[max(run.start() - 20, 0) : run.start()].rstrip(), run.string[run.end() : run.end() + 2]
    return (
        run[0].count(" ") == 1 and (not before or before[-1] in _BEGINS) and behind[:1] == " " and behind[1:].isalpha()
    )


_BEGINS = '.;:!?-–—+•“"('


def _listed(text: str, at: int, level: str, speech: Speech) -> Iterator[Name]:
    """The names behind the word of a level: one, or a list of which the others go without it."""
    colon = re.compile(r"\s*:?\s*").match(text, at)
    assert colon is not None  # it matches nothing, too
    plots = _PLOTS.match(text, colon.end())
    at = plots.end() if plots is not None else colon.end()
    while True:
        name = next((one for known in speech.known.get(level, ()) if (one := known.match(text, at))), None)
        name = name or _RUN.match(text, at)
        if name is None:
            return
        yield Name(words_of(name[0]), level, *name.span())
        following = _IN_LIST.match(text, name.end())
        if following is None or (speech.levels is not None and speech.levels.match(text, following.end())):
            return
        at = following.end()
