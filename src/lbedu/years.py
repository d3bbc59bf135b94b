"""The year of a plan: a school year, `2021-2022`, or a calendar year, `2026`; in words, and as others write it in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from lbedu.vietnamese import nfc

PATTERN = "^[0-9]{4}(-[0-9]{4})?$"
_PAIR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*[-–/]\s*((?:19|20)[0-9]{2})(?![0-9])")
_ALONE = re.compile(r"(?<![0-9])(?:năm\s+)?((?:19|20)[0-9]{2})(?![0-9])")
_NAMED = re.compile(r"(?:(tháng\s+[0-9]{1,2}|sinh)\s+)?\bnăm\s+((?:19|20)[0-9]{2})(?![0-9]|\s*[-–/]\s*[0-9])")
"""A year that a text names; what belongs to a day, or says when somebody was born, is none."""


def is_calendar(year: str) -> bool:
    """Whether it is a calendar year."""
    return "-" not in year


def ends_of(year: str) -> tuple[int, int]:
    """The years in which it begins and ends."""
    first, _, second = year.partition("-")
    return int(first), int(second or first)


def is_whole(year: str) -> bool:
    """Whether it is written as a year, and a school year is of two in a row."""
    if re.fullmatch(PATTERN, year) is None:
        return False
    first, last = ends_of(year)
    return is_calendar(year) or last == first + 1


def noun(year: str, lang: Literal["vi", "en"]) -> str:
    """`năm học`, `school year`; of a calendar year `năm`, `year`."""
    if is_calendar(year):
        return "năm" if lang == "vi" else "year"
    return "năm học" if lang == "vi" else "school year"


def words(year: str, lang: Literal["vi", "en"]) -> str:
    """`năm học 2021-2022`; `năm 2026`."""
    return f"{noun(year, lang)} {year}"


def pairs_in(text: str) -> list[str]:
    """The school years that a text mentions, whatever stands between their two numbers."""
    return [f"{one[1]}-{one[2]}" for one in _PAIR.finditer(text) if int(one[2]) == int(one[1]) + 1]


def named_in(texts: Iterable[str], calendar: bool) -> dict[str, str]:
    """The years that texts mention, each with the first text that does: school years, and calendar years where asked for."""
    found: dict[str, str] = {}
    for text in texts:
        for year in (*pairs_in(text), *(_calendar_in(text) if calendar else ())):
            found.setdefault(year, text)
    return found


def _calendar_in(text: str) -> list[str]:
    return [one[2] for one in _NAMED.finditer(nfc(text).casefold()) if one[1] is None]


def answered(text: str) -> str:
    """The year in a cell that holds nothing else: `2021 – 2022`, `Năm 2026`; else the text as it stands."""
    found = _PAIR.search(text)
    if found is not None:
        return f"{found[1]}-{found[2]}"
    alone = _ALONE.fullmatch(nfc(text).casefold().strip())
    return alone[1] if alone is not None else text
