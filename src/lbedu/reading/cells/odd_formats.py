"""Number formats that show another value than is stored, or none. Loaded once a cell has an unusual format."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from lbedu.reading.cells.number_display import LITERAL, PLAIN

_SAID = re.compile(r'"([^"]*)"|\\(.)')
_NOT_SHOWN = re.compile(r"_.|\*.|\[[^\[\]]*\]|\s")
_SECTIONS = re.compile(r'((?:"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]|[^;])*)(?:;|$)', re.DOTALL)
_TOKENS = re.compile(
    r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\[\]]*)\]|([0#?][0#?,]*(?:\.[0#?]*)?)|(general|@)|(.)', re.IGNORECASE | re.DOTALL
)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_MAGNITUDE = re.compile(
    r"(?<!phần )\b(?:chục|trăm|nghìn|ngàn|ng|vạn|triệu|tr|tỷ|tỉ|tá|đôi|cặp|hundred|thousand|million|dozen|k|m|o|x|l|i)\b"
    r"|(?<!\w)[0-9]"
)
_UNIT = re.compile(r"[^\W\d_]+[0-9]?(?:[ ./&-]+[^\W\d_]+[0-9]?)*\.?")
"""What may follow a figure: the words of a unit, such as `em`, `m2`, `trẻ/lớp`."""
_THREE, _GROUP = re.compile("[0#][0#]0"), "000"
_SHAPE = re.compile(r"(?:0|000)(?:[ .,']000)*|0 +0/0")
"""The digits of a format: in groups of three, or a whole number and a fraction."""
_CONDITION, _SIGNS = frozenset("<>="), frozenset("+-−")
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|yellow|color ?[0-9]{1,2}|white", re.IGNORECASE)
_UNSEEN = re.compile(r"\[(?:white|color ?2)\]", re.IGNORECASE)
_USUAL_DIGITS, _USUAL_CALENDARS = (0, 1), (0, 1, 2, 9, 10, 11, 12)
"""In the higher bytes of a locale: digits 0 to 9, and the kinds of the Gregorian calendar."""


def misleads(code: str, value: Decimal = Decimal(1)) -> bool:
    """Whether a format shows this number as another, or as something that is no number: thousands for units, a word, a sign or
    a digit beside it that makes another figure of it, digits torn apart: `0,`, `0" nghìn"`, `0"00"`, `"> "0`, `0"."0`."""
    return _misleads(code, value < 0)


@lru_cache(1024)
def _misleads(code: str, negative: bool) -> bool:
    if _SCALED.search(LITERAL.sub("", code)):
        return True
    sections = sections_of(code)[:3]
    conditional = any(_is_condition(one) for section in sections for one in re.findall(r"\[([^\[\]]*)\]", section))
    if conditional:  # which section holds, is not asked
        return any(_bends(section, negative) for section in sections if section) or not all(sections)
    if negative and len(sections) > 1:
        return _bends(sections[1], negative=True) or not {"-", "−", "("} & set(sections[1])
    return _bends(sections[0], negative)


def sections_of(code: str) -> list[str]:
    """The parts of a format, for numbers above, below and of 0, and for texts."""
    return _SECTIONS.findall(code)[: LITERAL.sub("", code).count(";") + 1]


def _is_condition(inside: str) -> bool:
    return inside[:1] in _CONDITION


def _bends(section: str, negative: bool) -> bool:
    """Whether a part of a format shows a number as something else."""
    before, shape, after = "", "", ""
    for quoted, escaped, _, fill, bracket, digits, whole, sign in _TOKENS.findall(section):
        if fill.isalnum() or fill in _SIGNS or (bracket and not _is_condition(bracket) and _alters(bracket)):
            return True
        if digits or whole:
            shape, after = f"{shape}{after}{_GROUP if _THREE.fullmatch(digits) else '0'}", ""
        elif shape:
            after += quoted or escaped or sign
        else:
            before += quoted or escaped or sign
    if not shape:
        return bool((before + after).strip())
    return not (_SHAPE.fullmatch(shape) and _is_sign(before, negative) and _is_unit(after))


def _is_sign(before: str, negative: bool) -> bool:
    """What may stand before a figure: nothing that changes it."""
    left = "".join(char for char in before if not char.isspace() and unicodedata.category(char) != "Sc")
    return not left or (negative and left in ("-", "−", "("))


def _is_unit(after: str) -> bool:
    left = "".join(char for char in after if unicodedata.category(char) != "Sc").strip(" )\u00a0%.,:;")
    if any(char.isnumeric() and not char.isascii() for char in left):
        return False
    return not left or (bool(_UNIT.fullmatch(left)) and not _MAGNITUDE.search(left.casefold()))


def _alters(bracket: str) -> bool:
    """Whether what stands in square brackets shows other digits, another calendar, or digits of its own."""
    if not bracket.startswith("$"):
        return _COLOUR.fullmatch(bracket) is None
    currency, _, locale = bracket[1:].partition("-")
    try:
        number = int(locale or "0", 16)
    except ValueError:
        number = 0  # the name of a language, such as vi-VN
    usual = number >> 24 in _USUAL_DIGITS and (number >> 16 & 0xFF) in _USUAL_CALENDARS
    return not usual or any(char.isdecimal() for char in currency)


def shows_nothing(code: str, value: Decimal) -> bool:
    """Whether a cell looks empty though it holds a number: `;;;`, `0;-0;`, `#,###` for 0, and white digits."""
    return _shows_nothing(code, (value > 0) - (value < 0))


@lru_cache(1024)
def _shows_nothing(code: str, sign_of: int) -> bool:
    sections = sections_of(code)
    if len(sections) > 4 or any("[<" in one or "[>" in one or "[=" in one for one in sections):
        return False
    if sign_of > 0 or len(sections) == 1:
        section = sections[0]
    elif sign_of < 0:
        section = sections[1]
    else:
        section = sections[2] if len(sections) > 2 else sections[0]
    if _UNSEEN.search(section):
        return True
    if any((quoted or sign).strip() for quoted, sign in _SAID.findall(section)):
        return False
    left = _NOT_SHOWN.sub("", LITERAL.sub("", section)).strip("()-+")
    return not left or (sign_of == 0 and re.fullmatch("[#,?]+", left) is not None)


def text_shown(code: str) -> bool | None:
    """Whether a format shows a text as it stands; None where it shows nothing, False where it shows another."""
    return True if code in PLAIN else _text_shown(code)


@lru_cache(1024)
def _text_shown(code: str) -> bool | None:
    sections = sections_of(code)
    section = sections[3] if len(sections) > 3 else sections[-1] if "@" in LITERAL.sub("", sections[-1]) else "@"
    if _UNSEEN.search(section) or (len(sections) < 4 and _UNSEEN.search(sections[0])):
        return None
    left = _NOT_SHOWN.sub("", section)
    if left in ("@", "General"):
        return True
    return False if left else None


@lru_cache(1024)
def day_shown(code: str) -> bool | None:
    """Whether a format shows day, month and year of a date as they are stored; None where it leaves one of them out."""
    bare = LITERAL.sub("", code).casefold()
    brackets = re.findall(r"\[([^\[\]]*)\]", code)
    if any(map(_is_condition, brackets)) or any(map(_alters, brackets)) or re.search(r"b[12]", bare):
        return False
    words = _DATE_WORDS.sub("", " ".join(quoted or sign for quoted, sign in _SAID.findall(code)).casefold())
    if any(map(str.isalnum, words)):
        return False
    return True if {"d", "m"} <= set(bare) and ("y" in bare or "e" in bare) else None


_DATE_WORDS = re.compile(r"ngày|tháng|năm|lúc|giờ|ng|th|at|de|of|h")


def is_unseen(code: str) -> bool:
    """Whether a format writes in white."""
    return _UNSEEN.search(code) is not None


def code_shown(code: str, value: Decimal | str) -> str:
    """A code as its cell shows it: a 5 as `05` in the format `00`, as `15` in `"1"0`. Where that is not worked out, and it may
    be another one, the format stands beside it, so that it is taken for none."""
    text = str(value)
    if isinstance(value, str):
        shows = text_shown(code)
        return text if shows is not False else _filled(sections_of(code)[-1], text) or f"{text} ({code})"
    if shows_nothing(code, value) or value != value.to_integral_value() or value < 0:
        return text
    section = sections_of(code)[0]
    usual = not any(map(_is_condition, re.findall(r"\[([^\[\]]*)\]", code)))
    return (_filled(section, text) if usual else None) or (f"{text} ({code})" if misleads(code, value) else text)


def _filled(section: str, text: str) -> str | None:
    """A part of a format with a whole number, or a text, in its one place; None where it is more than that."""
    found, places = "", 0
    for quoted, escaped, _, fill, bracket, digits, whole, sign in _TOKENS.findall(section):
        if fill or (bracket and _alters(bracket)) or (digits and not set(digits) <= {"0", "#"}):
            return None
        places += bool(digits or whole)
        found += text.zfill(digits.count("0")) if digits else text if whole else quoted or escaped or sign
    return found.strip() if places == 1 else None
