"""From a cell to a typed value, by a small strict grammar of our own: what has two readings is a fault, never a guess."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from lbedu.directive.directive import Directive
from lbedu.directive.model import EVIDENCE, FieldSpec
from lbedu.own_form import NO, NO_EVIDENCE, NOT_YET, YES
from lbedu.reading.cells.faults import Fault, Read, Words
from lbedu.reading.cells.grammar import date_readings, number_readings, plain
from lbedu.reading.cells.number_display import DAYS, PLAIN, is_percent, rounded
from lbedu.reading.marked_text import NO_MORE, MarkedText, doubt, facts_alone
from lbedu.reading.workbook import Cell, is_date_format
from lbedu.submission import Value
from lbedu.vietnamese import fold, nfc
from lbedu.wording import date, harmless, number, plain_percent, value_words

MAX_TEXT = 500
_SHORT, _LONGEST = 32, 2000  # letters of a word for none, and of any answer, at most
FIRST_YEAR, LAST_YEAR = 1950, 2100
"""Dates outside of these years are slips."""
_LONG = Decimal("1e15")
"""From here on a number is shown in short, as Excel does."""
_NOISE = Decimal("1e-9")
"""A count this near to a whole number is that number: computers add up binary fractions."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

_BLANKS = " \t\r\n\xa0"
_NO_EVIDENCE = frozenset(map(fold, NO_EVIDENCE))
_NOT_YET = tuple(f"{fold(word)} " for word in NOT_YET)
_UNNUMBERED = re.compile(r"(?:số[:. ]*)?[\s.…_]*/ ?[^\W\d]")
"""The number of a document, whose figures are still to be filled in."""
_FIGURES = frozenset({"count", "number", "percent", "date"})
_TEXTS = frozenset({"level", "text", "name"})


def read_cell(directive: Directive, spec: FieldSpec, cell: Cell, date1904: bool = False) -> Read | Fault | None:
    """The value of a cell for a field; None where it is blank. Ranges are left to validation."""
    read = _read(directive, spec, cell, date1904)
    if cell.format in PLAIN or cell.format in DAYS or not isinstance(read, Read):
        return read
    from lbedu.reading.cells.as_shown import as_shown

    return as_shown(spec.type, cell, read)


def _read(directive: Directive, spec: FieldSpec, cell: Cell, date1904: bool) -> Read | Fault | None:
    match cell.kind:
        case "error":
            from lbedu.reading.cells.accidents import error

            return Fault(*error(str(cell.value)))
        case "formula_without_value":
            return Fault("no_saved_value")
        case "struck":
            blank = isinstance(cell.value, str) and not cell.value.strip()
            return None if blank else Fault(doubt(cell), NO_MORE)
        case "text":
            if isinstance(cell.value, MarkedText):
                return Fault(doubt(cell), facts_alone(cell.value.encoding))
            return _text(directive, spec, str(cell.value), date1904)
        case "bool":
            if spec.type == "yes_no":
                return Read(cell.value is True, understood=True)
            return _wrong(spec, "TRUE" if cell.value else "FALSE")
        case "date":
            return _from_date(spec, cell)
        case "number":
            return _from_number(spec, cell, date1904)


def _text(directive: Directive, spec: FieldSpec, original: str, date1904: bool) -> Read | Fault | None:
    if len(original) > _LONGEST and len(original := _without_margins(original)) > _LONGEST:
        return Fault("too_long", {"limit": str(MAX_TEXT)}) if spec.type in _TEXTS else _wrong(spec, "?")
    if not original.isprintable() and CONTROL.search(original):
        return Fault("control_characters")
    text = plain(original) if spec.type in _FIGURES else nfc(original)
    if not text or (spec.id.endswith(EVIDENCE) and _is_no_evidence(text)):
        return None
    if text.startswith("#"):
        from lbedu.reading.cells.accidents import ERRORS, error

        if text.upper() in ERRORS:
            return Fault(*error(text))
    return _from_text(directive, spec, text, original, date1904)


@lru_cache(1024)
def _without_margins(text: str) -> str:
    """An endless text with one space in the place of all that stand around it; such a text may come in every cell."""
    before, behind = (" " if text[at] in _BLANKS else "" for at in (0, -1))
    return before + text.strip(_BLANKS) + behind


def _is_no_evidence(text: str) -> bool:
    """A dash, dots, “chưa ban hành” or `…/KH-UBND` in the place of a document is as good as blank: nothing can be looked up by
    it."""
    if not any(char.isalnum() and char != "0" for char in text):
        return True
    word = fold(text[:_SHORT])
    said = (len(text) <= _SHORT and word in _NO_EVIDENCE) or f"{word} ".startswith(_NOT_YET)
    return said or _UNNUMBERED.match(text[:_SHORT].casefold()) is not None


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
        return str(cell.value.normalize() if abs(cell.value) >= _LONG else cell.value).replace(".", ",")
    return str(cell.value)


def understood_as(directive: Directive, spec: FieldSpec, value: Value) -> Words:
    """What a cell was understood as, in both languages: `1.243 học sinh`, `86,9%`, `ngày 15/11/2019`."""
    if isinstance(value, dt.date):
        return {"vi": f"ngày {date(value, 'vi')}", "en": date(value, "en")}
    if spec.type == "percent" and isinstance(value, (int, Fraction)):
        return {"vi": plain_percent(Fraction(value), "vi"), "en": plain_percent(Fraction(value), "en")}
    if spec.type in ("choice", "rank"):
        return said_words(directive, spec, value)
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


def _from_text(directive: Directive, spec: FieldSpec, text: str, original: str, date1904: bool) -> Read | Fault:
    match spec.type:
        case "count" | "number":
            found = number_readings(text)
            fit = [r for r in dict.fromkeys(found) if _fits(spec, r)]
            if len(fit) > 1:
                return _two_readings("ambiguous_number", fit)
            chosen = fit or found
            return _exact(chosen[0], original) if chosen else _no_number(spec, text)
        case "percent":
            found = number_readings(text.removesuffix("%"))
            return _percent_text(found, text.endswith("%")) if found else _no_number(spec, text)
        case "yes_no":
            answers = {fold(YES): True, fold(NO): False}
            if fold(text) not in answers:
                return _wrong(spec, text)
            answer = answers[fold(text)]
            return Read(answer, original != (YES if answer else NO))
        case "choice" | "rank":
            return _option(directive, spec, text, original)
        case "date":
            return _date_text(text, date1904)
        case "level" | "text" | "name":
            if len(text) > MAX_TEXT:
                return Fault("too_long", {"limit": str(MAX_TEXT)})
            return Read(text) if any(map(str.isalnum, text)) else _wrong(spec, text)


def _no_number(spec: FieldSpec, text: str) -> Fault:
    from lbedu.reading.cells.accidents import no_number

    return Fault(*no_number(spec.type, text))


def _exact(value: Fraction, text: str) -> Read:
    return Read(int(value) if value.denominator == 1 else value, text != str(value))


def _fits(spec: FieldSpec, value: Fraction) -> bool:
    whole = spec.type != "count" or value.denominator == 1
    return whole and value >= spec.min and (spec.max is None or value <= spec.max)


def _two_readings(code: str, found: Iterable[Fraction]) -> Fault:
    shown_as = _percents if code == "percent_scale" else _words
    readings = [shown_as(value) for value in sorted(found)]
    said = {lang: word.join(one[lang] for one in readings) for lang, word in (("vi", " hay "), ("en", " or "))}
    return Fault(code, {"readings": said})


def _percent_text(found: list[Fraction], signed: bool) -> Read | Fault:
    return _one_percent(
        {value / 100 for value in found} | (set() if signed else {value for value in found if value <= 1})
    )


def _one_percent(meant: set[Fraction]) -> Read | Fault:
    """The one percentage from 0 to 100 among the readings."""
    fit = {value for value in meant if 0 <= value <= 1}
    if len(fit) == 1:
        return Read(fit.pop(), understood=True)
    if len(meant) > 1:
        return _two_readings("percent_scale", fit or meant)
    return Fault("above_max", {"limit": "100%"}) if meant.pop() > 1 else Fault("below_min", {"limit": "0%"})


def _from_number(spec: FieldSpec, cell: Cell, date1904: bool) -> Read | Fault | None:
    assert isinstance(cell.value, Decimal)
    value = Fraction(cell.value)
    match spec.type:
        case "count" | "number" | "percent":
            if cell.format in PLAIN:
                return _figure(spec, cell, value)
            if is_date_format(cell.format):  # no day that Excel can show
                return Fault("excel_date", {"typed": _words(value)})
            from lbedu.reading.cells.odd_formats import misleads

            if value and misleads(cell.format, cell.value):
                return Fault("misleading_format", {"format": harmless(cell.format)})
            return _figure(spec, cell, value)
        case "text" | "name":
            return Read(str(cell.value), understood=True) if value or not spec.id.endswith(EVIDENCE) else None
        case "date":
            from lbedu.reading.cells.accidents import no_date_number

            return Fault(*no_date_number(cell.value, date1904))
        case _:
            return _wrong(spec, str(cell.value))


def _figure(spec: FieldSpec, cell: Cell, value: Fraction) -> Read | Fault:
    """A figure in a cell whose format shows it as it is."""
    assert isinstance(cell.value, Decimal)
    if spec.type == "percent":
        if "%" not in cell.format:
            return _one_percent({value / 100} | ({value} if value <= 1 else set()))
        share = value if is_percent(cell.format) else value / 100
        if 2 <= share <= 100 and share == value:  # typing 58 and then formatting it makes 5800% of it
            return Fault("percent_hundredfold", {"meant": _percents(share / 100)})
        return Read(share) if 0 <= share <= 1 else _one_percent({share})
    if "%" in cell.format and value:  # typing 45 into such a cell makes 0,45 of it
        return Fault("percent_format")
    if value.denominator == 1:
        return Read(int(value))
    if spec.type == "count":
        nearest = round(value)
        if abs(value - nearest) <= Fraction(_NOISE) * max(1, abs(nearest)):
            return Read(nearest, understood=True)
        if (said := rounded(cell.format, cell.value)) is not None:
            return Fault("rounded_display", {"shown": _words(Fraction(said))})
    return Read(value)


def _words(value: Fraction) -> Words:
    return {"vi": number(value, "vi"), "en": number(value, "en")}


def _percents(value: Fraction) -> Words:
    return {"vi": plain_percent(value, "vi"), "en": plain_percent(value, "en")}


def _from_date(spec: FieldSpec, cell: Cell) -> Read | Fault:
    assert isinstance(cell.value, (dt.date, dt.time))
    day = cell.value.date() if isinstance(cell.value, dt.datetime) else cell.value
    if spec.type == "date" and isinstance(day, dt.date):
        return _day(day, understood=False)
    if spec.type in ("text", "name") and isinstance(day, dt.date):
        return _text_of_day(day, cell.format)
    from lbedu.reading.cells.accidents import perhaps, typed

    if spec.type in ("count", "number", "percent"):
        return Fault("excel_date", {"typed": typed(day, cell.format)})
    fault = _wrong(spec, shown(cell))
    return fault._replace(facts={"guess": perhaps(typed(day, cell.format))}) if "guess" in fault.facts else fault


def _text_of_day(day: dt.date, format_: str) -> Read:
    """A date where a text belongs: perhaps the number of a document, such as 12/2021."""
    from lbedu.reading.cells.accidents import is_perhaps_typed, typed

    warning = Fault("date_for_text", {"typed": typed(day, format_)}) if is_perhaps_typed(day, format_) else None
    return Read(f"{day:%d/%m/%Y}", understood=True, warning=warning)


def _day(day: dt.date, understood: bool) -> Read | Fault:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Fault("date_out_of_range", {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)})
    return Read(day, understood)


def _wrong(spec: FieldSpec, text: str) -> Fault:
    """Something of quite another type."""
    from lbedu.reading.cells.accidents import answer_guess, nothing_said

    if nothing_said(text):
        return Fault("dash")
    match spec.type:
        case "yes_no":
            return Fault("not_yes_no", {"guess": answer_guess(text)})
        case "choice" | "rank" | "level":
            return Fault("not_an_option", {"guess": ""})
        case "date":
            return Fault("not_a_date")
        case "text" | "name":
            return Fault("not_text")
        case _:
            return Fault("not_a_number")


def _option(directive: Directive, spec: FieldSpec, text: str, original: str) -> Read | Fault:
    options = directive.file.choices[spec.options or ""]
    for option in options:
        if fold(text) in (fold(option.vi), fold(option.en or option.vi)):
            return Read(option.id, original != option.vi)
    if not any(map(str.isalnum, text)):
        return _wrong(spec, text)
    from lbedu.directive.nearest import nearest

    close = nearest(text, [option.vi for option in options])
    return Fault("not_an_option", {"guess": guess(close)})


def guess(close: str | None) -> str | Words:
    """“Did you mean”, with a space before it; empty where nothing is near."""
    return {"vi": f" Có phải là “{close}”?", "en": f" Did you mean “{close}”?"} if close else ""


def _date_text(text: str, date1904: bool) -> Read | Fault:
    days = date_readings(nfc(text))
    if not days:
        from lbedu.reading.cells.accidents import no_date

        return Fault(*no_date(nfc(text), date1904))
    if len(days) > 1:
        said = {
            lang: f" {word} ".join(f"{day:%d/%m/%Y}" for day in days) for lang, word in (("vi", "hay"), ("en", "or"))
        }
        return Fault("ambiguous_date", {"readings": said})
    return _day(days[0], understood=True)
