"""From a cell to a typed value, by a small strict grammar of our own: what has two readings is a fault, never a guess."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.directive.model import EVIDENCE, FieldSpec
from lbedu.own_form import NO, YES
from lbedu.reading.marked_text import NO_MORE, MarkedText, doubt, facts_of
from lbedu.reading.workbook import Cell
from lbedu.submission import Value
from lbedu.vietnamese import fold, nfc
from lbedu.wording import date, number, plain_percent, value_words

MAX_TEXT = 500
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
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_WRITTEN_DATE = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

_NO_EVIDENCE = frozenset(
    fold(word) for word in ("không", "không có", "chưa", "chưa có", "có", "đang làm", "n/a", "na", "no", "none", "x")
)
Words = Mapping[str, str]


class Read(NamedTuple):
    """A typed value; `understood` where it was not simply read as it stands."""

    value: Value
    understood: bool = False


class Fault(NamedTuple):
    """Why a cell gives no value: a problem's code and the words that fill its message."""

    code: str
    facts: Mapping[str, str | Words] = {}


def read_cell(directive: Directive, spec: FieldSpec, cell: Cell) -> Read | Fault | None:
    """The value of a cell for a field; None where it is blank. Ranges are left to validation."""
    match cell.kind:
        case "error":
            return Fault("error_cell")
        case "formula_without_value":
            return Fault("no_saved_value")
        case "struck":
            blank = isinstance(cell.value, str) and not cell.value.strip()
            return None if blank else Fault("struck_out", NO_MORE)
        case "text":
            if isinstance(cell.value, MarkedText):
                return Fault(doubt(cell), {**facts_of(cell), **NO_MORE})
            text = str(cell.value)
            if CONTROL.search(text):
                return Fault("control_characters")
            text = (
                nfc(text)
                if spec.type in ("text", "name", "choice", "rank", "level", "yes_no", "date")
                else text.strip()
            )
            if not text.strip() or (spec.id.endswith(EVIDENCE) and _is_no_evidence(text)):
                return None
            return _from_text(directive, spec, text, str(cell.value))
        case "bool":
            if spec.type == "yes_no":
                return Read(cell.value is True, understood=True)
            return _wrong(spec)
        case "date":
            return _from_date(spec, cell)
        case "number":
            return _from_number(spec, cell)


def _is_no_evidence(text: str) -> bool:
    """A dash, dots or “chưa có” in the place of a document is as good as blank: nothing can be looked up by it."""
    return fold(text) in _NO_EVIDENCE or not any(char.isalnum() and char != "0" for char in text)


def shown(cell: Cell) -> str:
    """What stands in a cell, as Excel shows it with Vietnamese settings: a stored 1243.5 as `1243,5`."""
    if isinstance(cell.value, dt.time):
        return f"{cell.value:%H:%M}"
    if isinstance(cell.value, dt.date):
        return f"{cell.value:%d/%m/%Y}"
    if isinstance(cell.value, bool):
        return "TRUE" if cell.value else "FALSE"
    if isinstance(cell.value, Decimal) and "%" in cell.format:
        return number(Fraction(cell.value) * (100 if is_percent(cell.format) else 1), "vi") + "%"
    if isinstance(cell.value, Decimal):
        return str(cell.value).replace(".", ",")
    return str(cell.value)


def is_percent(format_code: str) -> bool:
    """Whether a number format shows a part of 1 as a percentage; a percent sign that is only text does not multiply."""
    return "%" in format_code and "%" in _LITERAL.sub("", format_code)


def understood_as(directive: Directive, spec: FieldSpec, value: Value) -> Words:
    """What a cell was understood as, in both languages: `1.243 học sinh`, `86,9%`, `ngày 15/11/2019`."""
    if isinstance(value, dt.date):
        return {"vi": f"ngày {date(value, 'vi')}", "en": date(value, "en")}
    if spec.type == "percent" and isinstance(value, (int, Fraction)):
        return {"vi": plain_percent(Fraction(value), "vi"), "en": plain_percent(Fraction(value), "en")}
    if spec.type in ("choice", "rank"):
        option = next(option for option in directive.file.choices[spec.options or ""] if option.id == value)
        return {"vi": option.vi, "en": option.vi}
    words = value_words(value)
    if spec.unit is None or isinstance(value, (bool, str)):
        return words
    return {
        "vi": f"{words['vi']} {directive.noun(spec, 'vi')}",
        "en": f"{words['en']} {directive.noun(spec, 'en', int(value))}",
    }


def said_words(directive: Directive, spec: FieldSpec, value: Value) -> Words:
    """A value as people read it: of choices and ranks the words of the option."""
    for option in directive.file.choices.get(spec.options or "", ()):
        if option.id == value:
            return {"vi": option.vi, "en": option.vi}
    return value_words(value)


def expected(directive: Directive, spec: FieldSpec) -> Words:
    """What a field takes, in both languages."""
    match spec.type:
        case "count":
            top = {"vi": f" đến {number(spec.max, 'vi')}", "en": f" to {number(spec.max, 'en')}"} if spec.max else None
            none = (
                {"vi": " (không có thì ghi 0)", "en": " (0 where there is none)"}
                if not spec.min
                else {"vi": "", "en": ""}
            )
            vi = f"số nguyên từ {spec.min}" + (top["vi"] if top else " trở lên") + none["vi"]
            return {"vi": vi, "en": f"a whole number from {spec.min}" + (top["en"] if top else " up") + none["en"]}
        case "number":
            return {"vi": "một con số", "en": "a number"}
        case "percent":
            return {"vi": "tỷ lệ phần trăm, ví dụ 86,9%", "en": "a percentage such as 86,9%"}
        case "yes_no":
            return {"vi": f"{YES} hoặc {NO}", "en": f"{YES} (yes) or {NO} (no)"}
        case "choice" | "rank":
            options = directive.file.choices[spec.options or ""]
            return {
                "vi": "một trong: " + "; ".join(option.vi for option in options),
                "en": "one of: " + "; ".join(option.vi for option in options),
            }
        case "date":
            return {"vi": "ngày, ví dụ 31/05/2022", "en": "a date such as 31/05/2022"}
        case "level" | "text" | "name":
            if spec.id.endswith(EVIDENCE):
                return {"vi": "số, ngày của văn bản minh chứng", "en": "number and date of the document"}
            return {"vi": "chữ", "en": "text"}


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


def _from_text(directive: Directive, spec: FieldSpec, text: str, original: str) -> Read | Fault:
    match spec.type:
        case "count" | "number":
            whole_only = spec.type == "count"
            found = number_readings(text)
            fit = [r for r in dict.fromkeys(found) if _fits(spec, r, whole_only)]
            if len(fit) > 1:
                return _two_readings("ambiguous_number", fit)
            chosen = fit or found
            return _plain(chosen[0], text) if chosen else Fault("not_a_number")
        case "percent":
            return _percent_text(text)
        case "yes_no":
            answers = {fold(YES): True, fold(NO): False}
            if fold(text) not in answers:
                return Fault("not_yes_no")
            answer = answers[fold(text)]
            return Read(answer, original != (YES if answer else NO))
        case "choice" | "rank":
            return _option(directive, spec, text, original)
        case "date":
            return _date_text(text)
        case "level" | "text" | "name":
            if len(text) > MAX_TEXT:
                return Fault("too_long", {"limit": str(MAX_TEXT)})
            return Read(text)


def _plain(value: Fraction, text: str) -> Read:
    exact: Value = int(value) if value.denominator == 1 else value
    return Read(exact, text != str(exact))


def _fits(spec: FieldSpec, value: Fraction, whole_only: bool) -> bool:
    if whole_only and value.denominator != 1:
        return False
    return value >= spec.min and (spec.max is None or value <= spec.max)


def _two_readings(code: str, found: Iterable[Fraction]) -> Fault:
    values = sorted(found)
    if code == "percent_scale":
        readings = {"vi": [plain_percent(v, "vi") for v in values], "en": [plain_percent(v, "en") for v in values]}
    else:
        readings = {"vi": [number(v, "vi") for v in values], "en": [number(v, "en") for v in values]}
    return Fault(code, {"readings": {"vi": " hay ".join(readings["vi"]), "en": " or ".join(readings["en"])}})


def _percent_text(text: str) -> Read | Fault:
    signed = text.endswith("%")
    found = number_readings(text.removesuffix("%"))
    if not found:
        return Fault("not_a_number")
    meant = {value / 100 for value in found} | (set() if signed else {value for value in found if value <= 1})
    return _one_percent(meant)


def _one_percent(meant: set[Fraction]) -> Read | Fault:
    """The one percentage from 0 to 100 among the readings."""
    fit = {value for value in meant if 0 <= value <= 1}
    if len(fit) == 1:
        return Read(fit.pop(), understood=True)
    if len(meant) > 1:
        return _two_readings("percent_scale", fit or meant)
    return Fault("above_max", {"limit": "100%"}) if meant.pop() > 1 else Fault("below_min", {"limit": "0%"})


def _from_number(spec: FieldSpec, cell: Cell) -> Read | Fault | None:
    assert isinstance(cell.value, Decimal)
    value = Fraction(cell.value)
    match spec.type:
        case "count" | "number":
            if "%" in cell.format and value:  # typing 45 into such a cell makes 0,45 of it
                return Fault("percent_format")
            return Read(int(value) if value.denominator == 1 else value)
        case "percent":
            if "%" in cell.format:
                share = value if is_percent(cell.format) else value / 100
                return Read(share) if 0 <= share <= 1 else _one_percent({share})
            return _one_percent({value / 100} | ({value} if value <= 1 else set()))
        case "text" | "name":
            return Read(str(cell.value), understood=True) if value or not spec.id.endswith(EVIDENCE) else None
        case "date":
            return Fault("not_a_date")
        case _:
            return _wrong(spec)


def _from_date(spec: FieldSpec, cell: Cell) -> Read | Fault:
    if isinstance(cell.value, dt.time):
        return Fault("excel_date") if spec.type in ("count", "number", "percent") else _wrong(spec)
    assert isinstance(cell.value, dt.date)
    day = cell.value.date() if isinstance(cell.value, dt.datetime) else cell.value
    if spec.type == "date":
        return Read(day)
    if spec.type in ("text", "name"):
        return Read(f"{day:%d/%m/%Y}", understood=True)
    return Fault("excel_date") if spec.type in ("count", "number", "percent") else _wrong(spec)


def _wrong(spec: FieldSpec) -> Fault:
    """Something of quite another type."""
    match spec.type:
        case "yes_no":
            return Fault("not_yes_no")
        case "choice" | "rank" | "level":
            return Fault("not_an_option", {"guess": ""})
        case "date":
            return Fault("not_a_date")
        case _:
            return Fault("not_a_number")


def _option(directive: Directive, spec: FieldSpec, text: str, original: str) -> Read | Fault:
    options = directive.file.choices[spec.options or ""]
    for option in options:
        if fold(text) in (fold(option.vi), fold(option.en or option.vi)):
            return Read(option.id, original != option.vi)
    from lbedu.directive.nearest import nearest

    close = nearest(text, [option.vi for option in options])
    return Fault("not_an_option", {"guess": guess(close)})


def guess(close: str | None) -> str | Words:
    """“Did you mean”, with a space before it; empty where nothing is near."""
    return {"vi": f" Có phải là “{close}”?", "en": f" Did you mean “{close}”?"} if close else ""


def _date_text(text: str) -> Read | Fault:
    iso = _ISO_DATE.fullmatch(text)
    written = _WRITTEN_DATE.fullmatch(text.casefold())
    if iso or written:
        y, m, d = (iso[1], iso[2], iso[3]) if iso else (written[3], written[2], written[1]) if written else ("", "", "")
        day = _day(y, m, d)
        return Read(day, understood=True) if day else Fault("not_a_date")
    short = _DAY_MONTH_YEAR.fullmatch(text)
    if not short:
        return Fault("not_a_date")
    days = [day for day in (_day(short[3], short[2], short[1]), _day(short[3], short[1], short[2])) if day]
    if not days:
        return Fault("not_a_date")
    if days[0] != days[-1]:
        said = {lang: f"{days[0]:%d/%m/%Y} {word} {days[1]:%d/%m/%Y}" for lang, word in (("vi", "hay"), ("en", "or"))}
        return Fault("ambiguous_date", {"readings": said})
    return Read(days[0], understood=True)


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
