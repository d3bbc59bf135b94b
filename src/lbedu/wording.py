"""Numbers, dates and foreign text as people read them, in Vietnamese and English. Never parses anything."""

from __future__ import annotations

import datetime as dt
import unicodedata
from fractions import Fraction
from functools import lru_cache
from typing import Literal

Language = Literal["vi", "en"]
Number = int | Fraction

MAX_SHOWN = 200
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_PLAIN = {
    "≥": ">=",
    "≤": "<=",
    "–": "-",
    "−": "-",
    "—": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "✓": "+",
    "✗": "x",
}
_PLAIN |= {
    "·": "-",
    "→": "->",
    "¶": "par.",
    "÷": "/",
    "×": "x",
    "─": "-",
    "━": "-",
    "│": "|",
    "đ": "d",
    "Đ": "D",
    "*": "*",
}
_MORE_PLACES = 6
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def harmless(text: str, limit: int = MAX_SHOWN) -> str:
    """Foreign text, safe to show anywhere: control, direction and invisible characters are written out, length is bounded.

    What it does not know, such as markup, each reporter shows as plain text."""
    shown = all_harmless(text[: limit + 1])  # every character is shown by one at least
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def all_harmless(text: str) -> str:
    """The same, however long it is."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    if char in "\n\r\t\xa0\u2009\u202f":
        return " "
    code = ord(char)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def whole(value: int, lang: Language) -> str:
    """`3.500`, `3,500`."""
    text = f"{value:,}"
    return text.replace(",", ".") if lang == "vi" else text


def number(value: Number, lang: Language, places: int | None = None) -> str:
    """A number with as many decimals as it has (at most four), or with so many; rounded half up."""
    if places is None:
        places = decimals(value)
    scaled = _half_up(Fraction(value) * 10**places)
    sign, digits = ("−" if scaled < 0 else ""), str(abs(scaled)).rjust(places + 1, "0")
    integer = whole(int(digits[: len(digits) - places]), lang)
    if not places:
        return sign + integer
    return f"{sign}{integer}{',' if lang == 'vi' else '.'}{digits[len(digits) - places :]}"


def decimals(value: Number) -> int:
    """As many decimals as a number has, at most four."""
    return next((n for n in range(4) if (value * 10**n) == int(value * 10**n)), 4)


def percent(value: Fraction, lang: Language, threshold: Fraction | None = None) -> str:
    """A part of 1 as a percentage with one decimal; more where rounding would touch or cross the threshold."""
    places = percent_places(value, threshold, _MORE_PLACES + 1)
    return (
        _on_its_side(Fraction(value) * 100, None if threshold is None else Fraction(threshold) * 100, places, lang)
        + "%"
    )


def percent_places(value: Fraction, threshold: Fraction | None, most: int) -> int:
    """How many decimals a percentage needs: one, or none where it is whole; more, up to so many, where rounding would touch or
    cross the threshold; at the threshold as many as that has."""
    limit = None if threshold is None else Fraction(threshold) * 100
    return _places(Fraction(value) * 100, limit, 1, most)


def ratio(value: Fraction, lang: Language, threshold: Fraction | None = None) -> str:
    """So many of one thing per one of another, with two decimals at most; more where rounding would touch or cross the
    threshold."""
    return _on_its_side(Fraction(value), threshold, ratio_places(value, threshold, _MORE_PLACES + 1), lang)


def ratio_places(value: Fraction, threshold: Fraction | None, most: int) -> int:
    """How many decimals such a number needs."""
    return _places(Fraction(value), threshold, min(decimals(value), 2), most)


def _places(value: Fraction, limit: Fraction | None, fewest: int, most: int) -> int:
    """So many decimals, none where the number is whole; more, up to so many, where rounding would touch or cross the limit; at
    the limit as many as that has."""
    if value == limit:
        return decimals(value)
    places = 0 if value.denominator == 1 else fewest
    if limit is not None:
        side = _sign(value - limit)
        while places < most and _sign(Fraction(_half_up(value * 10**places), 10**places) - limit) != side:
            places += 1
    return places


def _on_its_side(value: Fraction, limit: Fraction | None, places: int, lang: Language) -> str:
    """A number with so many decimals; where they are too many, as near to the limit as it gets without touching it."""
    if limit is not None and places > _MORE_PLACES:
        value, places = limit + _sign(value - limit) * Fraction(1, 10**_MORE_PLACES), _MORE_PLACES
    return number(value, lang, places)


def plain_percent(value: Fraction, lang: Language) -> str:
    """A fixed percentage as it is written in a directive: `58%`, `86,9%`."""
    return number(Fraction(value) * 100, lang) + "%"


def date(value: dt.date, lang: Language) -> str:
    """`31/05/2022`; `31 May 2022`, never with the month in figures."""
    if lang == "vi":
        return f"{value:%d/%m/%Y}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def value_words(value: int | Fraction | bool | str | dt.date) -> dict[str, str]:
    """A value as people read it, in both languages."""
    if isinstance(value, bool):
        return {"vi": "Có" if value else "Không", "en": "Có (yes)" if value else "Không (no)"}
    if isinstance(value, str):
        return {"vi": harmless(value), "en": harmless(value)}
    if isinstance(value, dt.date):
        return {"vi": date(value, "vi"), "en": date(value, "en")}
    return {"vi": number(value, "vi"), "en": number(value, "en")}


def is_unicode(encoding: str) -> bool:
    """Whether an encoding can show everything."""
    return encoding.lower().replace("-", "").replace("_", "").startswith("utf")


def fit(text: str, encoding: str) -> str:
    """A text as a stream of this encoding can show it: what it lacks, with the tone beside the letter, else without marks."""
    if is_unicode(encoding) or text.isascii():
        return text
    return "".join(_fitting(char, encoding) for char in text)


@lru_cache(maxsize=1024)
def _fitting(char: str, encoding: str) -> str:
    decomposed = unicodedata.normalize("NFD", char)
    tones = "".join(mark for mark in decomposed if mark in _TONES)
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    for shown in (char, toneless + tones, _PLAIN.get(char, bare), _PLAIN.get(bare, "?")):
        try:
            shown.encode(encoding)
        except (UnicodeEncodeError, LookupError):
            continue
        return shown
    return "?"


def _half_up(value: Fraction) -> int:
    """Half away from zero, as offices round."""
    half = Fraction(1, 2)
    return int(value + half) if value >= 0 else -int(-value + half)


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)
