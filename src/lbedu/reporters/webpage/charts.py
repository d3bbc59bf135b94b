"""What the charts of the page show: outcomes by chapter, who holds targets down, how far targets are from what is required."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lbedu.phrases import OUTCOMES
from lbedu.reporters.webpage.answers import Answer, District
from lbedu.reporters.webpage.bars import Slice, sliced
from lbedu.reporters.webpage.units import Known
from lbedu.scorecard import Verdict, Waiting

CHARTED = 12
"""Rows of a chart."""
_CHAPTER = re.compile(r"[A-Z]\.[IVXLC]+(?![\w])|[^\s.]+")


class Counted(NamedTuple):
    """Outcomes of some verdicts, as numbers and as pieces of a bar."""

    name: str
    counts: dict[str, int]
    slices: tuple[Slice, ...]


class Holder(NamedTuple):
    """A unit, how many targets it holds down, and how many wait for it."""

    known: Known
    held: int
    awaited: int
    slices: tuple[Slice, ...]


def chapter_of(clause: str) -> str:
    """The chapter of the directive that a clause belongs to: `B.I` of `B.I.2 ¶2`, `8` of `8 –3`."""
    found = _CHAPTER.match(clause)
    return found[0] if found else clause


def counted(name: str, items: Iterable[Verdict | Waiting]) -> Counted:
    """How many of each outcome; what waits for others has none."""
    found = Counter(item.outcome for item in items if isinstance(item, Verdict))
    counts: dict[str, int] = {outcome: found[outcome] for outcome in OUTCOMES}
    return Counted(name, counts, sliced(counts))


def by_chapter(verdicts: Sequence[Verdict]) -> tuple[Counted, ...]:
    """The outcomes of each chapter, where there are several and not too many."""
    chapters: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        chapters.setdefault(chapter_of(verdict.target.clause), []).append(verdict)
    if not 1 < len(chapters) <= CHARTED:
        return ()
    return tuple(counted(name, some) for name, some in chapters.items())


def holders(districts: Sequence[District], known: Sequence[Known]) -> tuple[tuple[Holder, ...], int]:
    """The units that hold most targets down, then those that most wait for; and how many more there are."""
    held = Counter(number for one in districts for number in one.holders)
    awaited = Counter(number for one in districts for number in set(one.units) - one.holders)
    ordered = sorted({*held, *awaited}, key=lambda number: (-held[number], -awaited[number], number))
    most = max((held[number] + awaited[number] for number in ordered[:CHARTED]), default=0)
    shown = [
        Holder(
            known[number],
            held[number],
            awaited[number],
            sliced({"missed": held[number], "undecided": awaited[number]}, most),
        )
        for number in ordered[:CHARTED]
    ]
    return tuple(shown), len(ordered) - len(shown)


def short_of(answers: Iterable[Answer]) -> tuple[tuple[Answer, ...], int]:
    """Answers whose figures are short of what is required, missed ones first; and how many more there are."""
    short = [one for one in answers if one.outcome in ("missed", "undecided") and any(bar.short for bar in one.bars)]
    short.sort(key=lambda one: one.outcome != "missed")  # else in the order of the directive
    return tuple(short[:CHARTED]), len(short[CHARTED:])
