"""What a cell says for a field, by a small grammar of its own: a value, nothing, or something that has to be told as a problem.
Written from `docs/problems.md`, without lbedu's code; the cell is what openpyxl reads."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Any

from lbedu.directive.model import FieldSpec
from lbedu.submission import Value


class Says(Enum):
    """What is no value."""

    NOTHING = "nothing"
    PROBLEM = "a problem"


NO_DOCUMENT = ("không", "không có", "chưa", "chưa có", "có", "đang làm", "n/a", "na", "no", "none", "x")
MARKS = frozenset("-–—−_./\\…~ ")
"""A cell of nothing else says nothing."""
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
SPACES = " \u00a0\u2009\u202f"


def says(spec: FieldSpec, value: Any, format_: str, evidence: bool = False) -> Value | Says:
    """What a cell of openpyxl says for a field."""
    if value is None:
        return Says.NOTHING
    if isinstance(value, str) and value.startswith("#") and value.isupper():
        return Says.PROBLEM  # an error value
    if isinstance(value, str) and MARKS.issuperset(_bare(value)):
        return Says.NOTHING
    found = _typed(spec, value, format_, evidence)
    if isinstance(found, int | Fraction) and not isinstance(found, bool):
        fits = spec.min <= found and (spec.max is None or found <= spec.max)
        return found if fits else Says.PROBLEM
    return found


def _typed(spec: FieldSpec, value: Any, format_: str, evidence: bool) -> Value | Says:
    match spec.type:
        case "count" | "number" | "percent":
            return _figure(spec, value, format_)
        case "yes_no":
            return _answer(value)
        case "date":
            return _day(value)
        case _:
            return _text(value, evidence)


def _figure(spec: FieldSpec, value: Any, format_: str) -> Value | Says:
    match value:
        case bool() | dt.date() | dt.time() | dt.timedelta():
            return Says.PROBLEM
        case str():
            text = _bare(value)
            if not text:
                return Says.NOTHING
            signed = spec.type == "percent" and text.endswith("%")
            found = {*numbers(text[:-1] if signed else text)}
            if spec.type == "percent":
                return _only(
                    {one / 100 for one in found} | ({one for one in found if one <= 1} if not signed else set()), 1
                )
            return _only(
                {one for one in found if one >= spec.min and (spec.type == "number" or one.denominator == 1)}, None
            )
        case _:
            number = Fraction(str(value))
            shown_as_percent = "%" in format_
            if spec.type == "percent":
                return _only({number} if shown_as_percent else {number / 100, *([number] if number <= 1 else [])}, 1)
            if shown_as_percent and number:
                return Says.PROBLEM
            return number if spec.type == "number" or number.denominator == 1 else Says.PROBLEM


def _only(found: Iterable[Fraction], most: int | None) -> Value | Says:
    """The one reading, where there is just one."""
    fit = {one for one in found if one >= 0 and (most is None or one <= most)}
    return fit.pop() if len(fit) == 1 else Says.PROBLEM


def _bare(text: str) -> str:
    """Without what nobody sees, and without the mark that keeps Excel from reading a number."""
    kept = "".join(
        unicodedata.normalize("NFKC", char) if char not in SPACES else char for char in text if char not in UNSEEN
    )
    kept = kept.strip()
    return kept[1:].lstrip() if kept[:1] in ("'", "‘", "’") else kept


def numbers(text: str) -> Iterator[Fraction]:
    """Every number that a text can be: taken apart at its separators."""
    text = text.strip(SPACES)
    sign, text = (-1, text[1:]) if text[:1] in ("-", "−") else (1, text)
    pieces = re.split(rf"([.,{SPACES}])", text)
    groups, marks = pieces[::2], pieces[1::2]
    if not all(group.isascii() and group.isdecimal() and len(group) < 16 for group in groups):
        return
    alike = all(
        (one in SPACES) == (other in SPACES) and (one in SPACES or one == other) for one, other in pairwise(marks)
    )
    in_threes = len(groups[0]) <= 3 and groups[0][0] != "0" and all(len(group) == 3 for group in groups[1:])
    if not marks or (alike and in_threes):
        yield sign * Fraction("".join(groups))
    if len(marks) == 1 and marks[0] in ".,":
        yield sign * Fraction(f"{groups[0]}.{groups[1]}")
    elif len(marks) > 1 and marks[-1] in ".," and marks[-1] != marks[0]:
        yield from (
            sign * (whole + Fraction(f"0.{groups[-1]}")) for whole in numbers_in_threes(groups[:-1], marks[:-1])
        )


def numbers_in_threes(groups: list[str], marks: list[str]) -> Iterator[Fraction]:
    alike = all(
        (one in SPACES) == (other in SPACES) and (one in SPACES or one == other) for one, other in pairwise(marks)
    )
    if alike and len(groups[0]) <= 3 and groups[0][0] != "0" and all(len(group) == 3 for group in groups[1:]):
        yield Fraction("".join(groups))


def _answer(value: Any) -> Value | Says:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return Says.PROBLEM
    word = _word(value).rstrip(".")
    return Says.NOTHING if not word else {"có": True, "không": False}.get(word, Says.PROBLEM)


def _word(text: str) -> str:
    """A word without case, space around it and what nobody sees."""
    return " ".join("".join(c for c in unicodedata.normalize("NFC", text) if c not in UNSEEN).casefold().split())


def _day(value: Any) -> Value | Says:
    if isinstance(value, dt.datetime):
        return value.date() if 1950 <= value.year <= 2100 else Says.PROBLEM
    if not isinstance(value, str):
        return Says.PROBLEM
    text = _word(_bare(value))
    if not text:
        return Says.NOTHING
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if not found:
        return Says.PROBLEM
    one, two, year = map(int, found.groups())
    days = {day for day in (_of(year, two, one), _of(year, one, two)) if day}
    day = days.pop() if len(days) == 1 else None
    return day if day is not None and 1950 <= year <= 2100 else Says.PROBLEM


def _of(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _text(value: Any, evidence: bool) -> Value | Says:
    if not isinstance(value, str):
        return Says.PROBLEM  # of what is put into such a cell here
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if not text or (evidence and (_word(text) in NO_DOCUMENT or not any(c.isalnum() and c != "0" for c in text))):
        return Says.NOTHING
    return text if any(map(str.isalnum, text)) else Says.PROBLEM
