"""What the charts of the page show: outcomes by chapter, who holds targets down, how far targets are from what is required."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lbedu.directive.facts import chapter_of
from lbedu.phrases import OUTCOMES
from lbedu.reporters.webpage.answers import Answer, District
from lbedu.reporters.webpage.bars import Slice, sliced
from lbedu.reporters.webpage.units import Known
from lbedu.scorecard import Verdict, Waiting

CHARTED = 12
"""Rows of a chart."""


class Counted(NamedTuple):
    """Outcomes of some verdicts, as numbers and as pieces of a bar."""

    name: str
    counts: dict[str, int]
    slices: tuple[Slice, ...]


class Holder(NamedTuple):
    """A unit, how many targets it holds down or misses, and how many wait for it or are undecided."""

    known: Known
    worse: int
    other: int
    slices: tuple[Slice, ...]


def counted(name: str, items: Iterable[Verdict | Waiting]) -> Counted:
    """How many of each outcome; what waits for others has none."""
    found = Counter(item.outcome for item in items if isinstance(item, Verdict))
    counts: dict[str, int] = {outcome: found[outcome] for outcome in OUTCOMES}
    return Counted(name, counts, sliced(counts))


def by_chapter(verdicts: Sequence[Verdict], clauses: Iterable[str]) -> tuple[Counted, ...]:
    """The outcomes of each chapter in the order of the directive, where there are several and not too many."""
    chapters: dict[str, list[Verdict]] = {chapter_of(clause): [] for clause in clauses}
    for verdict in verdicts:
        chapters[chapter_of(verdict.target.clause)].append(verdict)
    found = tuple(counted(name, some) for name, some in chapters.items() if some)
    return found if 1 < len(found) <= CHARTED else ()


def holders_of(districts: Sequence[District], known: Sequence[Known]) -> tuple[tuple[Holder, ...], int]:
    """The units that hold most targets down, then those that most wait for; and how many more there are."""
    held = Counter(number for one in districts for number in one.holders)
    awaited = Counter(number for one in districts for number in set(one.units) - one.holders)
    return _most(held, awaited, known)


def lowest_of(counted: Iterable[tuple[Known, Counted]], known: Sequence[Known]) -> tuple[tuple[Holder, ...], int]:
    """Of units by themselves those with most targets missed, then with most undecided; and how many more there are."""
    found = list(counted)
    missed = Counter({one.number: total.counts["missed"] for one, total in found})
    undecided = Counter({one.number: total.counts["undecided"] for one, total in found})
    return _most(missed, undecided, known) if len(found) > 1 else ((), 0)


def _most(worse: Counter[int], other: Counter[int], known: Sequence[Known]) -> tuple[tuple[Holder, ...], int]:
    numbers = {number for number in {*worse, *other} if worse[number] or other[number]}
    ordered = sorted(numbers, key=lambda number: (-worse[number], -other[number], number))
    most = max((worse[number] + other[number] for number in ordered[:CHARTED]), default=0)
    shown = [
        Holder(
            known[number],
            worse[number],
            other[number],
            sliced({"missed": worse[number], "undecided": other[number]}, most),
        )
        for number in ordered[:CHARTED]
    ]
    return tuple(shown), len(ordered) - len(shown)


def short_of(answers: Iterable[Answer]) -> tuple[tuple[Answer, ...], int]:
    """Answers whose figures are short of what is required, missed ones first; and how many more there are."""
    short = [one for one in answers if one.outcome in ("missed", "undecided") and any(bar.short for bar in one.bars)]
    short.sort(key=lambda one: one.outcome != "missed")  # else in the order of the directive
    return tuple(short[:CHARTED]), len(short[CHARTED:])
