"""What a cell can mean for a field, said generously and without lbedu's code: a figure that it cannot mean was never in it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec
from lbedu.submission import Value
from tests.messy.oracle import Raw

NUMERIC = ("count", "number", "percent")
YES = frozenset({"co", "yes", "true", "x", "1", "c", "y"})
NO = frozenset({"khong", "no", "false", "0", "k", "n"})
LOOK_ALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
NOISE = Fraction(1, 10**9)
"""What computers leave of binary fractions that they add up to a whole number."""
_RUN = re.compile(r"[-−]?\s?\d[\d.,\s'’]*")


def can_mean(directive: Directive, spec: FieldSpec, raw: Raw, value: Value, date1904: bool = False) -> bool:
    """Whether a figure may be said to stand in a cell."""
    if raw.kind in ("error", "nothing"):
        return False
    if isinstance(value, bool):
        return spec.type == "yes_no" and bare(_words(raw)) in (YES if value else NO)
    if isinstance(value, dt.date):
        return spec.type == "date" and value in set(_dates(raw, date1904))
    if isinstance(value, str):
        return _same_text(directive, spec, raw, value, date1904)
    found = set(numbers_of(raw))
    if spec.type == "percent":
        found = set(_shares(raw, found))
    elif "%" in raw.format and raw.kind == "number":
        found |= {100 * one for one in found}
    if spec.type == "count":
        found |= {Fraction(round(one)) for one in found if abs(one - round(one)) <= NOISE * max(Fraction(1), abs(one))}
    return Fraction(value) in found


def numbers_of(raw: Raw) -> Iterator[Fraction]:
    """Every number that a cell can mean, whatever parts its digits; of several numbers in a text none is meant alone."""
    if raw.kind == "number":
        yield Fraction(f"{float(raw.text):.15g}")
    if raw.kind != "text":
        return
    plain = clean(raw.text)
    for text in (plain, plain.translate(LOOK_ALIKES)):
        runs = _RUN.findall(text)
        if len(runs) == 1:
            yield from _readings(runs[0])


def _readings(run: str) -> Iterator[Fraction]:
    sign = -1 if run[0] in "-−" else 1
    body = run.lstrip("-− ").rstrip(" .,'’")
    pieces = re.split(r"[.,\s'’]+", body)
    if not all(piece.isdecimal() for piece in pieces):
        return
    yield sign * Fraction(int("".join(pieces)))
    if len(pieces) > 1:
        yield sign * Fraction(f"{''.join(pieces[:-1])}.{pieces[-1]}")


def _shares(raw: Raw, found: Iterable[Fraction]) -> Iterator[Fraction]:
    multiplied = raw.kind == "number" and "%" in QUOTED.sub("", raw.format)
    for one in found:
        if multiplied:
            yield one
        else:
            yield from (one, one / 100)


def _dates(raw: Raw, date1904: bool) -> Iterator[dt.date]:
    if raw.kind == "number" and 0 <= float(raw.text) < 2_958_466:
        days = int(float(raw.text) + 1e-9)
        first = dt.date(1904, 1, 1) if date1904 else dt.date(1899, 12, 30 if days > 59 else 31)
        yield first + dt.timedelta(days)
    for text in (clean(raw.text).casefold(), raw.text[:10]):
        for numbers in re.findall(r"(\d{1,4})\D{1,7}(\d{1,2})\D{1,5}(\d{1,4})", text):
            one, two, three = map(int, numbers)
            for year, month, day in ((three, two, one), (three, one, two), (one, two, three)):
                try:
                    yield dt.date(year + 2000 if year < 100 else year, month, day)
                except ValueError:
                    continue


def _same_text(directive: Directive, spec: FieldSpec, raw: Raw, value: str, date1904: bool) -> bool:
    if spec.type in ("choice", "rank"):
        option = next(option for option in directive.file.choices[spec.options or ""] if option.id == value)
        return bare(_words(raw)) in {bare(option.vi), bare(option.en or option.vi)}
    if bare(value) == bare(_words(raw)):
        return True
    if raw.kind == "number":
        shown = {f"{day:%d/%m/%Y}" for day in _dates(raw, date1904)}
        try:
            return value in shown or Fraction(value.replace(",", ".")) in set(numbers_of(raw))
        except ValueError:
            return False
    return False


def _words(raw: Raw) -> str:
    return raw.text if raw.kind != "number" else f"{float(raw.text):.15g}"


def clean(text: str) -> str:
    """Compatible characters made plain, invisible ones left out, every space the same."""
    kept = (char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    return " ".join("".join(kept).split())


@lru_cache(maxsize=1 << 14)
def bare(text: str) -> str:
    """Letters and digits alone, without case and tone marks."""
    plain = unicodedata.normalize("NFD", clean(text).casefold().replace("đ", "d").replace("ð", "d").replace("ɖ", "d"))
    return "".join(char for char in plain if char.isalnum())
