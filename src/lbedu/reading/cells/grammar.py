"""Numbers and dates as people write them: every reading that a text has, and what may be left out without changing it."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction

_SPACE = "[ \u00a0\u2009\u202f]"
_GROUP = "[1-9][0-9]{0,2}"
_PLAIN = re.compile(r"[0-9]{1,18}")
_ONE_SEPARATOR = re.compile(r"([0-9]{1,15})[.,]([0-9]{1,15})")
_THOUSANDS = re.compile(rf"{_GROUP}(?:\.[0-9]{{3}})+|{_GROUP}(?:,[0-9]{{3}})+|{_GROUP}(?:{_SPACE}[0-9]{{3}})+")
_MIXED = re.compile(
    rf"({_GROUP}(?:\.[0-9]{{3}})+),([0-9]{{1,15}})|({_GROUP}(?:,[0-9]{{3}})+)\.([0-9]{{1,15}})"
    rf"|({_GROUP}(?:{_SPACE}[0-9]{{3}})+)[.,]([0-9]{{1,15}})"
)
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_MONTH_YEAR = re.compile(r"(?:ngày )?([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_WRITTEN_DATE = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})")

_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
_WIDE = str.maketrans("０１２３４５６７８９％，．－／（）＋＝", "0123456789%,.-/()+=") | dict.fromkeys(
    (0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x200A, 0x3000), 0x20
)
_ODD = re.compile("[\u2002-\u200f\u2060\u3000\ufeff\uff01-\uff5e]")
"""Where any of these is to be replaced."""
_APOSTROPHES = ("'", "‘", "’")


def plain(text: str) -> str:
    """A text for a number or a date without what nobody sees or means: invisible characters, space around it, the mark that
    keeps Excel from reading it; full-width digits and signs in their usual form."""
    if _ODD.search(text):
        text = text.translate(_UNSEEN).translate(_WIDE)
    text = text.strip()
    return text[1:].lstrip() if text.startswith(_APOSTROPHES) else text


def number_readings(text: str) -> list[Fraction]:
    """Every number that a text can mean: `3.500` is 3500 and 3,5; `86,9` is one number; `12a` none."""
    body = text.strip(" \u00a0\u2009\u202f")
    sign = -1 if body[:1] in ("-", "−") else 1
    body = body[1:] if sign < 0 else body
    if _PLAIN.fullmatch(body):
        return [Fraction(sign * int(body))]
    found: list[Fraction] = []
    if _THOUSANDS.fullmatch(body):
        found.append(Fraction(sign * int(re.sub("[^0-9]", "", body))))
    one = _ONE_SEPARATOR.fullmatch(body)
    if one:
        found.append(sign * Fraction(f"{one[1]}.{one[2]}"))
    mixed = _MIXED.fullmatch(body)
    if mixed:
        integer, decimals = next((mixed[i], mixed[i + 1]) for i in (1, 3, 5) if mixed[i])
        found.append(sign * Fraction(f"{re.sub('[^0-9]', '', integer)}.{decimals}"))
    return found


def date_readings(text: str) -> list[dt.date]:
    """Every day that a text can mean: `05/04/2022` is two; `31/05/2022`, `2022-05-31` and a date in words one; other texts
    none."""
    text = text.casefold()
    iso = _ISO_DATE.fullmatch(text)
    written = _WRITTEN_DATE.fullmatch(text)
    if iso:
        found = [day_of(iso[1], iso[2], iso[3])]
    elif written:
        found = [day_of(written[3], written[2], written[1])]
    elif short := _DAY_MONTH_YEAR.fullmatch(text):
        found = [day_of(short[3], short[2], short[1]), day_of(short[3], short[1], short[2])]
    else:
        found = []
    return [day for day in dict.fromkeys(found) if day is not None]


def day_of(year: str, month: str, day: str) -> dt.date | None:
    """The day of these figures; None where there is no such day."""
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
