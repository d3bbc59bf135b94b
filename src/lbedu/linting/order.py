"""Rules on numbers and dates: clauses in order, ids without gaps, days within the year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

from lbedu.directive.fault import Fault, Path, fault
from lbedu.directive.model import Measure
from lbedu.linting.looked_at import LookedAt, parts_of
from lbedu.vietnamese import sort_key
from lbedu.years import PATTERN, ends_of, is_calendar, is_whole

_TOKEN = re.compile(r"[¶–+-]?\s?(?:[0-9]+[a-zđ]?|[A-Za-zĐđ]+)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def clauses_in_order(year: LookedAt) -> Iterator[Fault]:
    commitments = year.file.commitments
    for i, (before, one) in enumerate(pairwise(commitments), 1):
        if _stands_behind(before.clause, one.clause):
            path: Path = ("commitments", i, "clause")
            yield fault(path, "clause_order", clause=one.clause, before=before.clause)


def _stands_behind(before: str, clause: str) -> bool:
    """Whether the first clause surely stands behind the second. What cannot be told is taken to be right."""
    for (sign, one), (other_sign, other) in zip(_steps(before), _steps(clause), strict=False):
        if sign != other_sign or one[0].isdigit() != other[0].isdigit():
            return False
        if one != other:
            return sort_key(one) > sort_key(other)
    return False


def _steps(clause: str) -> list[tuple[str, str]]:
    """`B.II.4 –3` as its steps, Roman numbers in digits, each with the sign before it. Of several clauses the first."""
    steps: list[tuple[str, str]] = []
    for at, found in enumerate(_TOKEN.findall(clause.partition(";")[0].partition("..")[0])):
        sign, word = (found[0], found[1:].strip()) if found[0] in "¶–+-" else ("", found)
        steps.append((sign, _from_roman(word) if at and set(word) <= _ROMAN.keys() else word))
    return steps


def _from_roman(word: str) -> str:
    values = [_ROMAN[letter] for letter in word]
    return str(sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True)))


def ids_run_on(year: LookedAt) -> Iterator[Fault]:
    """Ids go up, leave nothing out, and are those of the year."""
    first = year.file.year[2:4]
    ids = [commitment.id for commitment in year.file.commitments]
    for i, one in enumerate(ids):
        path: Path = ("commitments", i, "id")
        if one[:2] != first:
            yield fault(path, "commitment_year", id=one, year=first)
        if not i or one[:2] != ids[i - 1][:2]:
            continue
        before = ids[i - 1]
        step = int(one[3:5]) - int(before[3:5])
        if one < before:
            yield fault(path, "commitment_order", id=one, before=before)
        elif step > 1:
            missing = f"{one[:3]}{int(before[3:5]) + 1:02}"
            missing += f" … {one[:3]}{int(one[3:5]) - 1:02}" if step > 2 else ""
            yield fault(path, "commitment_gap", missing=missing, before=before)


def the_year_is_one(year: LookedAt) -> Iterator[Fault]:
    if not is_whole(year.file.year):
        yield fault(("year",), "year_span", year=year.file.year)
    stem = year.path.stem
    if re.fullmatch(PATTERN, stem) and stem != year.file.year:
        yield fault(("year",), "file_name", file=year.path.name, year=year.file.year)


def days_within_the_year(year: LookedAt) -> Iterator[Fault]:
    """Deadlines and the as-of date lie in the year or in the months around it."""
    start, end = ends_of(year.file.year)
    if not 1 < start <= end < 9999:
        return
    first, last = dt.date(start, 6, 1), dt.date(end, 12, 31)
    if is_calendar(year.file.year):  # planned at the end of the year before, reported at the beginning of the next
        first, last = dt.date(start - 1, 10, 1), dt.date(end + 1, 3, 31)
    days: list[tuple[Path, dt.date]] = [(("evaluate_on",), year.file.evaluate_on)]
    if year.file.directive.issued is not None:
        days.append((("directive", "issued"), year.file.directive.issued))
    for path, part in parts_of(year.file.commitments, ("commitments",)):
        if isinstance(part, Measure) and part.by not in (None, "as_of"):
            with suppress(ValueError):  # no day: the loader says so
                days.append(((*path, "by"), dt.date.fromisoformat(str(part.by))))
    for path, day in days:
        if not first <= day <= last:
            yield fault(path, "day_outside", day=day, first=first, last=last)
