"""Whether a heading or a label beside a code bends what the code means: to a part, a plan, another year or age, thousands."""

from __future__ import annotations

import re
from functools import lru_cache

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec
from lbedu.reading.headings import APART, BENDS_ALONE, NARROWER, folded
from lbedu.vietnamese import fold
from lbedu.years import is_calendar, named_in

_SCALES = tuple(fold(word) for word in ("chục", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "thousand", "million"))
_TIMES = re.compile(r"(?:^\W*|[(\[x×*,:–-] ?)(1[., ]?000(?:[., ]?000)?)(?![.,]?[0-9]|%)")
"""`(1.000 em)`, `x1000`."""
_SHARES = (*(fold(word) for word in ("tỷ lệ", "phần trăm")), "%")
_NUMBER = re.compile(r"[0-9]+")
_YEAR = 4
"""Digits of a year."""
_FOUR_DIGITS = re.compile(r"(?<![0-9/])(?:19|20)[0-9]{2}(?![0-9])")
_PLAN_OF_NUMBER = re.compile(rf"{fold('kế hoạch')} (?:{fold('số')}|[0-9])\S*")
_WORDS_OF_A_HEADING = 7
"""More of them are a title."""


@lru_cache(maxsize=4096)
def scales(text: str) -> frozenset[str]:
    """The words of a text by which a figure would be another: thousands, percent."""
    word = f" {folded(text)} "
    found = {one for one in (*_SCALES, *_SHARES) if f" {one} " in word or (one == "%" and one in word)}
    return frozenset({*found, *("1000" for _ in _TIMES.finditer(text))})


def narrows(text: str) -> bool:
    """Whether a text of somebody else's form speaks of thousands, a share, a part, a plan or another time."""
    word = f" {folded(text)} "
    return bool(scales(text)) or any(f" {one} " in word for one in NARROWER | APART)


def bends(text: str, year: str) -> bool:
    """Whether a heading right over figures makes them planned, guessed, of a part or of another year."""
    word = _PLAN_OF_NUMBER.sub("", folded(text))
    if len(word.split()) > _WORDS_OF_A_HEADING:
        return False
    years = named_in([text], is_calendar(year))
    if years:
        return year not in years
    numbers = {*_FOUR_DIGITS.findall(text)}
    if numbers and not numbers & {*_FOUR_DIGITS.findall(year)}:
        return True
    return word in BENDS_ALONE or any(f" {one} " in f" {word} " for one in NARROWER | APART)


def alters(directive: Directive, spec: FieldSpec, text: str) -> bool:
    """Whether a text says something that the label of a field does not, and that makes it mean something else."""
    own = own_words(directive, spec)
    word = f" {folded(text)} "
    if word.strip() in BENDS_ALONE or any(f" {one} " in word and f" {one} " not in own for one in NARROWER | APART):
        return True
    if spec.type in ("count", "number") and scales(text) - scales(own):
        return True
    labels = " ".join(_texts(spec.label.vi, spec.label.get("en")))
    said, meant, beside = _numbers(text), _numbers(labels), _numbers(own) | _numbers(spec.code)
    years = {one for one in said if len(one) == _YEAR}
    known = {one for one in meant if len(one) == _YEAR} or {*_numbers(directive.year)}
    if years - known - beside:
        return True
    ages, wanted = said - years - (beside - meant), {one for one in meant if len(one) < _YEAR}
    return bool(ages and wanted - ages)


def own_words(directive: Directive, spec: FieldSpec) -> str:
    """The label of a field, its hint and its unit."""
    noun = directive.file.nouns.get(spec.unit or "")
    hint = (spec.hint.vi, spec.hint.get("en")) if spec.hint else ()
    unit = (noun.vi, *(noun.en or ())) if noun else ()
    return f" {' '.join(map(folded, _texts(spec.label.vi, spec.label.get('en'), *hint, *unit)))} "


def _texts(*texts: str | None) -> list[str]:
    return [text for text in texts if text]


def _numbers(text: str) -> frozenset[str]:
    return frozenset(one.lstrip("0") for one in _NUMBER.findall(text))
