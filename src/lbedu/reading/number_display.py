"""What a number format makes of a number on the screen: where it shows another figure than is stored, or none."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# Square brackets hold no others: a format that a file makes up of nothing but brackets costs no more than any.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]')
_SAID = re.compile(r'"([^"]*)"|\\(.)')
_NOT_SHOWN = re.compile(r"_.|\*.|\[[^\[\]]*\]|\s")
_SECTIONS = re.compile(r'((?:"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]|[^;])*)(?:;|$)', re.DOTALL)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_MAGNITUDE = re.compile(r"(?<!phần )\b(?:chục|trăm|nghìn|ngàn|ng|triệu|tr|tỷ|tỉ|thousand|million|k|m)\b|(?<!\w)[0-9]")

PLAIN = frozenset({"General", "@", "0", "0.0", "0.00", "#,##0", "#,##0.0", "#,##0.00", "0%", "0.0%", "0.00%"})
"""The formats of nearly all cells: what they show is what is stored, but for decimals."""


def is_percent(code: str) -> bool:
    """Whether a number format shows a part of 1 as a percentage; a percent sign that is only text does not multiply."""
    return "%" in code and "%" in _LITERAL.sub("", code)


@lru_cache(1024)
def misleads(code: str) -> bool:
    """Whether a format shows thousands for units, or adds a word or a digit that makes another figure of it: `0,`,
    `0" nghìn"`, `0"00"`."""
    if _SCALED.search(_LITERAL.sub("", code)):
        return True
    words = " ".join(quoted or sign for quoted, sign in _SAID.findall(code))
    return _MAGNITUDE.search(words.casefold()) is not None


def shows_nothing(code: str, value: Decimal) -> bool:
    """Whether a cell looks empty though it holds a number: `;;;`, `0;-0;`, and `#,###` for 0."""
    return _shows_nothing(code, (value > 0) - (value < 0))


@lru_cache(1024)
def _shows_nothing(code: str, sign_of: int) -> bool:
    sections = _SECTIONS.findall(code)[: _LITERAL.sub("", code).count(";") + 1]
    if len(sections) > 4 or any("[<" in one or "[>" in one or "[=" in one for one in sections):
        return False
    if sign_of > 0 or len(sections) == 1:
        section = sections[0]
    elif sign_of < 0:
        section = sections[1]
    else:
        section = sections[2] if len(sections) > 2 else sections[0]
    if any((quoted or sign).strip() for quoted, sign in _SAID.findall(section)):
        return False
    left = _NOT_SHOWN.sub("", _LITERAL.sub("", section)).strip("()-+")
    return not left or (sign_of == 0 and re.fullmatch("[#,?]+", left) is not None)


def rounded(code: str, value: Decimal) -> Decimal | None:
    """The whole number that a cell shows for one with decimals; None where the format shows that there are some."""
    bare = _LITERAL.sub("", code.partition(";")[0])
    if not re.fullmatch(r"[\s()+-]*[0#?,]+[\s()+-]*", bare):
        return None
    return value.quantize(Decimal(1), ROUND_HALF_UP)
