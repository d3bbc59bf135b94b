"""What happened to a cell that is no value, told by what is left in it. Loaded once something is wrong; reads nothing."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from lbedu.directive.model import FieldType
from lbedu.own_form import NO, YES
from lbedu.reading.cells.grammar import day_of, number_readings
from lbedu.vietnamese import fold
from lbedu.wording import date

Words = Mapping[str, str]


class Accident(NamedTuple):
    """What happened: a problem's code and the words that fill its message."""

    code: str
    facts: Mapping[str, str | Words] = {}


# numbers

_NONE = frozenset(
    fold(word)
    for word in (
        *(
            "không",
            "không có",
            "ko",
            "ko có",
            "k",
            "k có",
            "kh",
            "khong",
            "khong co",
            "chưa",
            "chưa có",
            "chưa có số liệu",
        ),
        *("không phát sinh", "trống", "x", "nil", "none", "no", "n/a", "na", "null", "nan", "#"),
    )
)
_MARKS = frozenset("-–—−_./\\…~ ")
_MARKED = re.compile(
    r"(.*?[0-9]\s*%?)\s*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡^]+|[(\[](?:[0-9a-z]|\*+)[)\]])|[*†‡]+\s*([0-9].*)", re.DOTALL
)
_SCIENTIFIC = re.compile(r"[+\-−]?[0-9]+(?:[.,][0-9]+)?[eE][+\-]?[0-9]+")
_LETTERS = re.compile(r"[0-9OoQIl|B.,\s]*")
_MEANT = str.maketrans("OoQIl|B", "0001118")
_TOKEN = re.compile(r"(?<![^\W\d_xX])(?<![0-9_])(?:[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)*)")
_ADDED = re.compile(r"[+,;&\n]|\bvà\b")
_NOT_ADDED = re.compile(r"[/:=()\-–—−×*]")
_SEPARATED = re.compile(r"[0-9.,'’_]*[0-9][0-9.,'’_]*")
_SHORT = 32
"""Letters of a word for none or of an answer, at most."""
_LONGEST = 200
"""A text beyond this is none that somebody typed for a figure."""
_CURRENCY = frozenset("$€₫£¥~≈<>≤≥")


def no_number(type_: FieldType, text: str) -> Accident:
    """What a text is that is no number, for a count, a number or a percentage."""
    if len(text) > _LONGEST:
        return Accident("not_a_number")
    if text.startswith("="):
        return Accident("formula_as_text")
    if nothing_said(text):
        return Accident("dash")
    if len(text) <= _SHORT and fold(text) in _NONE:
        return Accident("word_for_none")
    if type_ != "percent" and text.endswith("%") and number_readings(text[:-1]):
        return Accident("percent_in_count")
    marked = _MARKED.fullmatch(text)
    body, sign = _without_percent(marked[1] or marked[2]) if marked else ("", "")
    if found := number_readings(body):
        return Accident("footnote_mark", {"number": _either(found, sign)})
    body, sign = _without_percent(text)
    if _SCIENTIFIC.fullmatch(body):
        return Accident("scientific")
    letters = _LETTERS.fullmatch(body) and (re.search("[0-9]", body) or body in ("O", "o"))
    if letters and (found := number_readings(body.translate(_MEANT))):
        return Accident("letters_for_digits", {"number": _either(found, sign)})
    return _with_more(type_, body, sign)


def _without_percent(text: str) -> tuple[str, str]:
    return (text[:-1].rstrip(), "%") if text.endswith("%") else (text, "")


def nothing_said(text: str) -> bool:
    """Whether a text is nothing but a dash, dots or a stroke."""
    return _MARKS.issuperset(text)


def _with_more(type_: FieldType, text: str, sign: str) -> Accident:
    """A text by the numbers in it: none, one with something beside it, or several."""
    tokens = _TOKEN.findall(text)
    if re.fullmatch("[0-9]{1,2}(?:,[0-9]{1,2}){2,}", text):
        tokens = text.split(",")
    elif _SEPARATED.fullmatch(text):
        what = "has too many digits" if text.isdigit() else "has separators in the wrong places"
        return Accident("number_notation", {"what": _WHAT[what]})
    if len(tokens) > 1:
        return Accident("several_numbers", {"guess": _guess_of_several(type_, text, tokens)})
    found = number_readings(tokens[0]) if tokens else []
    beside = text.replace(tokens[0], "", 1) if tokens else text
    if found and any(char.isalpha() or char in _CURRENCY for char in beside):
        sign = "%" if type_ == "percent" and (sign or "phần trăm" in fold(text)) else ""
        return Accident("words_with_number", {"number": _either(found, sign)})
    what = _odd_notation(text, beside)
    return Accident("number_notation", {"what": _WHAT[what]}) if what else Accident("not_a_number")


def _guess_of_several(type_: FieldType, text: str, tokens: list[str]) -> str | Words:
    """What several numbers may be together, as a question; nothing is added up here."""
    found = [number_readings(token) for token in tokens]
    if re.fullmatch(r"[0-9]+\s*/\s*[0-9]+", text):
        if type_ == "percent":
            return {
                "vi": f" Nếu là {tokens[0]} trên {tokens[1]} thì ghi tỷ lệ kèm dấu %.",
                "en": f" If {tokens[0]} of {tokens[1]} is meant, write the rate with a percent sign.",
            }
        return {
            "vi": f" Nếu là {tokens[0]} trên tổng số {tokens[1]} thì ghi mỗi số vào ô của nó.",
            "en": f" If {tokens[0]} of {tokens[1]} is meant, write each of the two into its own cell.",
        }
    whole = [values[0] for values in found if len(values) == 1 and values[0].denominator == 1]
    if len(whole) < len(found) or not _ADDED.search(text) or _NOT_ADDED.search(text) or type_ == "percent":
        return ""
    return {
        "vi": f" Nếu là tổng thì ghi {int(sum(whole))}.",
        "en": f" If their sum is meant, write {int(sum(whole))}.",
    }


def _odd_notation(text: str, beside: str) -> str:
    """How a number is written that nobody can be sure of; empty where there is no digit at all."""
    if any(char.isnumeric() and not "0" <= char <= "9" for char in text):
        return "has digits other than 0–9"
    if not any("0" <= char <= "9" for char in text):
        return ""
    if re.fullmatch(r"\([0-9.,\s]+\)", text):
        return "is in brackets, which for some means below zero"
    return "" if beside.strip(" +-−–—") else "has a plus or minus whose meaning is not clear"


_WHAT: Mapping[str, Words] = {
    en: {"vi": vi, "en": en}
    for en, vi in {
        "has digits other than 0–9": "có chữ số không phải 0–9",
        "has too many digits": "có quá nhiều chữ số",
        "has separators in the wrong places": "có dấu ngăn cách không đúng chỗ",
        "is in brackets, which for some means below zero": "đặt trong ngoặc, có nơi hiểu là số âm",
        "has a plus or minus whose meaning is not clear": "có dấu cộng, trừ không rõ nghĩa",
    }.items()
}


def _either(found: list[Fraction], sign: str) -> Words:
    """Numbers as they are to be typed, without separators of thousands: `2000 hay 2`."""
    values = list(dict.fromkeys(found))
    texts = [
        f"{value}" if value.denominator == 1 else str(Decimal(value.numerator) / value.denominator) for value in values
    ]
    return {
        "vi": " hay ".join(text.replace(".", ",") + sign for text in texts),
        "en": " or ".join(text + sign for text in texts),
    }


# dates

_SHORT_YEAR = re.compile(r"(?:ngày )?([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{2})")
_NO_DAY = re.compile(
    r"(?:(?:tháng )?[0-9]{1,2}\s*(?:[/.\-]|năm)\s*)?(?:năm )?[0-9]{4}|tháng [0-9]{1,2}|[0-9]{1,2}[/.\-][0-9]{1,2}"
)
_SERIALS = range(20_000, 75_000)
"""The days from 1954 to 2105 as Excel counts them."""


def no_date(text: str, date1904: bool) -> Accident:
    """What a text is that is no date."""
    if len(text) > _LONGEST:
        return Accident("not_a_date")
    if text.startswith("="):
        return Accident("formula_as_text")
    if nothing_said(text):
        return Accident("dash")
    folded = text.casefold()
    if short := _SHORT_YEAR.fullmatch(folded):
        day = day_of(f"20{short[3]}", short[2], short[1]) or day_of(f"20{short[3]}", short[1], short[2])
        return Accident("short_year") if day else Accident("not_a_date")
    if _NO_DAY.fullmatch(folded):
        return Accident("incomplete_date", _NOT_FILLED)
    if text.isascii() and text.isdecimal() and len(text) < 8:
        return no_date_number(Decimal(text), date1904)
    return Accident("not_a_date")


_NOT_FILLED = {"filled": ""}


def no_date_number(value: Decimal, date1904: bool) -> Accident:
    """What a number is where a date belongs: perhaps a day as Excel counts days."""
    if value != int(value) or int(value) not in _SERIALS:
        return (
            Accident("incomplete_date", _NOT_FILLED)
            if 1900 <= value <= 2100 and value == int(value)
            else Accident("not_a_date")
        )
    day = (dt.date(1904, 1, 1) if date1904 else dt.date(1899, 12, 30)) + dt.timedelta(int(value))
    return Accident("date_serial", {"day": {"vi": date(day, "vi"), "en": date(day, "en")}})


def typed(value: dt.date | dt.time, format_: str) -> Words:
    """What may have been typed where Excel made a date or a time of it: `3/4 hoặc 4/3`."""
    if isinstance(value, dt.time):
        found = [f"{value.hour}:{value.minute:02}"]
    else:
        fields = re.sub(r'"[^"]*"|\\.|_.|\[[^\[\]]*\]', "", format_.lower())
        found = _typed_day(value, "d" in fields or "m" not in fields, "y" in fields or "m" not in fields)
    return {"vi": " hoặc ".join(found), "en": " or ".join(found)}


def _typed_day(day: dt.date, shows_day: bool, shows_year: bool) -> list[str]:
    if day.year < 1910:  # a small number in a cell that is formatted as a date
        return [str((dt.date(day.year, day.month, day.day) - dt.date(1899, 12, 31 if day < _LEAP else 30)).days)]
    orders = list(dict.fromkeys((f"{day.day}/{day.month}", f"{day.month}/{day.day}")))
    months = [f"{day.month}/{day.year}", f"{day.month}/{day.year % 100:02}"]
    if not shows_day:
        return months
    return orders if day.day > 1 or not shows_year else [*orders, *months]


_LEAP = dt.date(1900, 3, 1)
"""From here on Excel counts a day that never was."""


def perhaps(words: Words) -> Words:
    """What may have been typed, as a sentence."""
    return {
        "vi": f" Có thể đã gõ {words['vi']} và Excel tự đổi thành ngày, giờ.",
        "en": f" {words['en']} may have been typed, and Excel made a date or time of it.",
    }


def is_perhaps_typed(day: dt.date, format_: str) -> bool:
    """Whether a date where a text belongs looks like the number of a document: it shows no day or no year, or is a first."""
    fields = re.sub(r'"[^"]*"|\\.|_.|\[[^\[\]]*\]', "", format_.lower())
    return day.day == 1 or ("m" in fields and not ("d" in fields and "y" in fields))


# answers and errors

_MEANT_YES = frozenset(
    fold(word) for word in ("c", "co", "có ạ", "yes", "y", "true", "đúng", "1", "✓", "✔", "☑", "√", "v")
)
_MEANT_NO = frozenset(
    fold(word) for word in ("k", "ko", "kh", "khong", "không ạ", "no", "n", "false", "sai", "0", "✗", "✘", "☐")
)


def answer_guess(text: str) -> str | Words:
    """Which of the two answers may be meant, as a question."""
    folded = fold(text) if len(text) <= _SHORT else ""
    if folded == "x":
        return {
            "vi": " Dấu x có nơi hiểu là Có, có nơi hiểu là Không.",
            "en": " An x means yes to some and no to others.",
        }
    meant = YES if folded in _MEANT_YES else NO if folded in _MEANT_NO else ""
    if not meant:
        return ""
    return {"vi": f" Nếu ý là {meant} thì chọn {meant}.", "en": f" If {meant} is meant, choose {meant}."}


ERRORS: Mapping[str, Words] = {
    "#DIV/0!": {"vi": "chia cho 0 hoặc cho ô trống", "en": "a division by 0 or by a blank cell"},
    "#REF!": {"vi": "ô mà công thức cần đã bị xóa", "en": "a cell that the formula needs was deleted"},
    "#VALUE!": {"vi": "công thức tính với ô có chữ", "en": "the formula reckons with a text"},
    "#NAME?": {"vi": "sai tên hàm hoặc tên vùng", "en": "a function or a range that there is none of"},
    "#N/A": {"vi": "không tìm thấy giá trị cần tra", "en": "a value that was looked up was not found"},
    "#NUM!": {"vi": "kết quả không phải là số có thật", "en": "the result is no real number"},
    "#NULL!": {"vi": "hai vùng không giao nhau", "en": "two ranges that do not meet"},
    "#SPILL!": {"vi": "kết quả nhiều ô bị ô khác chặn", "en": "a result of several cells has no room"},
    "#CALC!": {"vi": "công thức không tính được", "en": "the formula cannot be computed"},
    "#FIELD!": {"vi": "không có trường dữ liệu đó", "en": "there is no such field"},
    "#GETTING_DATA": {
        "vi": "dữ liệu chưa tải xong khi lưu tệp",
        "en": "data were still being loaded when it was saved",
    },
    "#BUSY!": {"vi": "dữ liệu chưa tải xong khi lưu tệp", "en": "data were still being loaded when it was saved"},
    "#CONNECT!": {"vi": "không kết nối được nguồn dữ liệu", "en": "its source could not be reached"},
    "#BLOCKED!": {"vi": "nguồn dữ liệu bị chặn", "en": "its source is blocked"},
    "#UNKNOWN!": {
        "vi": "kiểu dữ liệu mà bản Excel này không biết",
        "en": "data of a kind that this Excel does not know",
    },
}
"""What each error of Excel says."""
_SOME_ERROR: Words = {"vi": "công thức không tính được", "en": "the formula cannot be computed"}


def error(text: str) -> Accident:
    """An error by its text."""
    return Accident("error_cell", {"why": ERRORS.get(text.strip().upper(), _SOME_ERROR)})


# notes

_LINK = re.compile(r"https?://\S+")


def holds_figure(note: str) -> bool:
    """Whether a note holds a digit, but for the links that Excel itself puts into notes."""
    return any("0" <= char <= "9" for char in _LINK.sub("", unicodedata.normalize("NFKC", note)))
