"""When a figure or a name of a text and one of a rule file are the same. Knows no clauses."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from lbedu.linting.provenance.claims import Demand
from lbedu.linting.provenance.figures import Figure, Key, Value, context_of
from lbedu.linting.provenance.names import Name
from lbedu.linting.provenance.outline import Passage
from lbedu.vietnamese import fold

_SHORT = 40
"""So much text beside a figure may say of what it is."""


class Read(NamedTuple):
    """A passage with what stands in it."""

    passage: Passage
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]
    words: str


def is_about_it(text: str, figure: Figure, contexts: set[tuple[Value, frozenset[str]]], levels: frozenset[str]) -> bool:
    """Whether the rule file has a number beside the same words, or as a threshold: of one for levels not where the text counts
    another level by it."""
    words = context_of(text, figure)
    known = [beside for value, beside in contexts if value == figure.value]
    if not words or not known:
        return True
    level = _level_behind(text, figure, levels)
    thresholds = [beside for beside in known if beside <= levels]
    return any(words & beside for beside in known if not beside <= levels) or any(
        not beside or not level or level in beside for beside in thresholds
    )


def _level_behind(text: str, figure: Figure, levels: frozenset[str]) -> str:
    """The level that a number counts: `02TH`, `01 trường MN`."""
    behind = re.findall(r"[^\W\d_]+", text[figure.end : figure.end + _SHORT].split(",")[0])[:2]
    return next((level for word in behind if (level := fold(word)) in levels), "")


_AT_MOST = (
    r"không (?:quá|vượt|vượt quá|nhiều hơn|cao hơn)|tối đa|nhiều nhất|(?<!không )(?:dưới|thấp hơn|ít hơn|nhỏ hơn)"
)
_AT_LEAST = r"không (?:dưới|thấp hơn|ít hơn|nhỏ hơn)|tối thiểu|ít nhất|(?<!không )(?:trên|nhiều hơn|cao hơn|vượt|quá)"
_BEFORE = re.compile(rf"(?:(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST}))(?: là)?\s+\Z", re.IGNORECASE)
_BEHIND = re.compile(r"(?:\s+[^\W\d_]+){0,3}?\s+trở\s+(?:(?P<most>xuống)|(?P<least>lên))(?!\w)", re.IGNORECASE)


def side_of(text: str, figure: Figure) -> tuple[str, str]:
    """On which side of a figure the text says that all is well, `most` or `least`, and in what words; else nothing."""
    before = _BEFORE.search(text[max(figure.start - _SHORT, 0) : figure.start])
    found = before or _BEHIND.match(text, figure.end)
    if found is None:
        return "", ""
    written = text[figure.start : figure.end]
    shown = f"{found[0].strip()} {written}" if before is not None else f"{written}{found[0]}"
    return "most" if found["most"] is not None else "least", shown


def other_side(demand: Demand, demands: Iterable[Demand], read: Iterable[Read]) -> str:
    """How the text says it where a threshold lies on the other side there, wherever it says anything of it; else nothing.
    A file may hold both sides, as of a condition and of what is left."""
    held = {_SIDES.get(one.side, "") for one in demands if one.key == demand.key}
    said = [
        side_of(one.passage.paragraph.text, figure)
        for one in read
        for figure in one.figures
        if figure.key == demand.key
    ]
    if "" in held or not said or any(not side or side in held for side, _ in said):
        return ""
    return said[0][1]


_SIDES = {"at_least": "least", "more_than": "least", "at_most": "most", "less_than": "most"}


def is_named(names: Iterable[Name], words: Iterable[str], level: str | None) -> bool:
    """Whether a text has a name: at its level, or, where the text gives none, at all."""
    wanted = set(words)
    levels = {name.level for name in names if name.words in wanted}
    return level in levels or levels == {None} or (level is None and bool(levels))


def is_known(name: Name, names: set[tuple[str | None, str]], words: str) -> bool:
    """Whether the rule file has a name: at its level, or, where it gives none, at all."""
    if name.level is None:
        return name.words in words
    levels = {level for level, one in names if one == name.words}
    return name.level in levels or levels == {None}


def is_day(figure: Figure, day: dt.date) -> bool:
    """Whether a figure of a text says a day: itself, or the last one of a month, a quarter or a year."""
    match figure.kind, figure.value:
        case "day", (year, month, of_month):
            return (month, of_month) == (day.month, day.day) and year in (0, day.year)
        case "month", (year, month):
            return (year, month) == (day.year, day.month) and (day + dt.timedelta(1)).month != day.month
        case "quarter", (year, quarter):
            last = (day + dt.timedelta(1)).month != day.month
            return (year, quarter * 3) == (day.year, day.month) and last
        case "number", Fraction() as number:
            return number == day.year and (day.month, day.day) == (12, 31)
        case _:
            return False


_MOST = 1_000_000
"""A passage with more percentages than any directive has is not looked at for their order."""


def in_order(figures: Iterable[Figure], percents: list[Fraction], mentioned: Counter[Key]) -> set[int]:
    """Which figures of a passage are no percentages, or percentages that the rule file has in this order (the longest common
    order), or that its texts mention besides."""
    listed = list(figures)
    places = [i for i, one in enumerate(listed) if one.kind == "percent"]
    values = [listed[i].value for i in places]
    if len(values) * len(percents) > _MOST:
        return set(range(len(listed)))
    longest = [[0] * (len(percents) + 1) for _ in range(len(values) + 1)]
    for a in reversed(range(len(values))):
        for b in reversed(range(len(percents))):
            same = longest[a + 1][b + 1] + 1 if values[a] == percents[b] else 0
            longest[a][b] = max(same, longest[a + 1][b], longest[a][b + 1])
    fine = set(range(len(listed))) - set(places)
    a = b = 0
    while a < len(values) and b < len(percents):
        if values[a] == percents[b] and longest[a][b] == longest[a + 1][b + 1] + 1:
            fine.add(places[a])
            a, b = a + 1, b + 1
        elif longest[a + 1][b] >= longest[a][b + 1]:
            a += 1
        else:
            b += 1
    spare = Counter(mentioned) - Counter(("percent", one) for one in percents)
    for i in places:
        if i not in fine and spare[listed[i].key] > 0:
            spare[listed[i].key] -= 1
            fine.add(i)
    return fine
