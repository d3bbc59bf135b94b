"""The figures of a Vietnamese text: percentages, numbers, days and years, each with its place. Judges none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from lbedu.vietnamese import fold
from lbedu.years import ends_of, is_calendar

Kind = Literal["percent", "number", "day", "month", "quarter", "years", "plot"]
Value = Fraction | tuple[int, ...] | str
Key = tuple[Kind, Value]


class Figure(NamedTuple):
    """One figure of a text."""

    kind: Kind
    value: Value
    start: int
    end: int
    counts: bool = False
    """It says how many of what the rule file counts: each mention is one of its own."""

    @property
    def key(self) -> Key:
        return self.kind, self.value


_D, _M, _Y = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_ALONE = r"(?<![\d./,-])"
_DAY = rf"{_ALONE}(?P<d>{_D})(?P<by>[./-])(?P<m>{_M})(?P=by)(?P<y>{_Y})(?![\d%])"
_LONG_DAY = rf"{_ALONE}(?P<ld>{_D})\s+(?i:tháng)\s+(?P<lm>{_M})\s+(?i:năm)\s+(?P<ly>{_Y})(?!\d)"
_SHORT_DAY = rf"(?i:ngày)\s+(?P<sd>{_D})/(?P<sm>{_M})(?![\d/%])"
_KINDS_OF_PAPER = (
    "nghị quyết|nghị định|quyết định|chỉ thị|thông báo|thông tư|kế hoạch|kết luận|công văn|văn bản|hướng dẫn|đề án|"
    "chương trình|luật"
)
_SIGN = r"[A-ZĐ][\w&]*(?:[-/][A-ZĐ][\w&]*)"
_PAPER = (
    rf"(?:(?<![\w.,])\d{{1,5}}\s?(?:/\s?{_Y}\s?/\s?{_SIGN}*|[-/]\s?{_SIGN}+)"
    rf"|(?i:(?:{_KINDS_OF_PAPER})\s+(?:số:?\s+)?)\d{{1,4}}/{_Y}(?:/\s?{_SIGN}*)?"
    rf"|(?i:(?:{_KINDS_OF_PAPER})\s+số):?\s+\d{{1,5}}(?:\s?/\s?{_Y}\s?/\s?{_SIGN}*|\s?[-/]\s?{_SIGN}+)?(?!\d))"
)
"""The number of a document: `24/2018/TT-BGDĐT`, `215-TB/QU`, `Nghị quyết số 29`."""
_DATE_OF_IT = rf"(?:,?\s*(?i:ngày)\s+(?:{_D}\s+tháng\s+{_M}\s+năm\s+{_Y}|{_D}[./-]{_M}[./-]{_Y}))?"
_QUARTER = rf"(?i:quý)\s+(?P<q>IV|I{{1,3}}|[1-4])(?:\s?/\s?|\s+năm\s+)(?P<qy>{_Y})(?!\d)"
_MONTH = rf"(?:(?i:tháng)\s+(?P<lmm>{_M})\s+(?i:năm)\s+(?P<lmy>{_Y})|{_ALONE}(?P<mm>{_M})\s?/\s?(?P<my>{_Y}))(?!\d)"
_YEARS = rf"{_ALONE}(?P<y1>{_Y})\s?[-–]\s?(?P<y2>{_Y})(?!\d)"
_PLOT = r"(?<![\w-])(?P<plot>[A-ZĐ]\d{1,3})(?!\w)"
_JOINED = r"(?<=[^\W\d_][-–])\d+"
"""The number in a name: Covid-19."""
_LIST = r"(?i:lớp|khối|tuổi)\s+(?P<list>\d{1,2}(?:,\d{1,2})+)(?!\d)"
_NUMBER = (
    r"(?<![\d.,])(?P<n>\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,15})?|\d{1,15}(?:[.,]\d{1,15})?(?!\d))"
    r"(?P<percent>\s?%|\s+(?i:phần\s+trăm))?"
)
_FIGURE = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            "paper": _PAPER + _DATE_OF_IT,
            "long": _LONG_DAY,
            "day": _DAY,
            "short": _SHORT_DAY,
            "quarter": _QUARTER,
            "years": _YEARS,
            "month": _MONTH,
            "a_plot": _PLOT,
            "joined": _JOINED,
            "a_list": _LIST,
            "number": _NUMBER,
        }.items()
    )
)
_NAMES = ("paper", "long", "day", "short", "quarter", "years", "month", "a_plot", "joined", "a_list", "number")
_STROKE = re.compile(r"/\d")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_UNITS = {"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_WORDS = _UNITS | {"mười": 10} | {f"mười {word}": 10 + n for word, n in (_UNITS | {"một": 1, "lăm": 5}).items()}
"""Numbers in words as far as they are sure: `một` is also an article, and `năm` is also a year."""


def year_key(year: str) -> Key:
    """How a text says the year of a rule file."""
    return ("number", Fraction(year)) if is_calendar(year) else ("years", ends_of(year))


def figures_of(text: str, nouns: Iterable[str] = ()) -> list[Figure]:
    """The figures of a text in its order. `nouns` are what is counted: a number before one of them is a count, and may be
    written as a word."""
    counted = _before(tuple(nouns))
    found: list[Figure] = []
    for one in _FIGURE.finditer(text):
        found += _read(one, counted)
    if counted is not None:
        found += _in_words(text, counted)
    return sorted(found, key=lambda one: one.start)


def _read(found: re.Match[str], counted: re.Pattern[str] | None) -> Iterator[Figure]:
    start, end = found.span()
    group = found.groupdict()

    def whole(*names: str) -> tuple[int, ...]:
        return tuple(int(group[name]) for name in names)

    match next(name for name in _NAMES if group[name] is not None):
        case "paper" | "joined":
            return
        case "long":
            yield Figure("day", whole("ly", "lm", "ld"), start, end)
        case "day":
            yield Figure("day", whole("y", "m", "d"), start, end)
        case "short":
            yield Figure("day", (0, *whole("sm", "sd")), start, end)
        case "quarter":
            quarter = group["q"].lower()
            yield Figure("quarter", (*whole("qy"), _ROMAN.get(quarter) or int(quarter)), start, end)
        case "years":
            yield Figure("years", whole("y1", "y2"), start, end)
        case "month":
            yield Figure("month", whole("my", "mm") if group["my"] else whole("lmy", "lmm"), start, end)
        case "a_plot":
            yield Figure("plot", group["plot"], start, end)
        case "a_list":
            at = found.start("list")
            for part in group["list"].split(","):
                yield Figure("number", Fraction(part), at, at + len(part))
                at += len(part) + 1
        case _:
            yield from _number(found, counted)


def _number(found: re.Match[str], counted: re.Pattern[str] | None) -> Iterator[Figure]:
    """A percentage or a number. Of two equal ones with a stroke between (`14/14`) the second says nothing new."""
    text, (start, end) = found.string, found.span()
    value = _value(found["n"])
    if found["percent"]:
        yield Figure("percent", value, start, end)
        return
    second = text[start - 1 : start] == "/" and text[start - 2 : start - 1].isdigit()
    if second and re.search(rf"(?<!\d){re.escape(found['n'])}/$", text[max(start - len(found["n"]) - 2, 0) : start]):
        return
    counts = (
        second or _STROKE.match(text, end) is not None or (counted is not None and counted.match(text, end) is not None)
    )
    yield Figure("number", value, start, end, counts)


def _value(written: str) -> Fraction:
    if _THOUSANDS.fullmatch(written):
        return Fraction(written.replace(".", "").replace(",", "."))
    return Fraction(written.replace(",", "."))


@lru_cache(maxsize=16)
def _before(nouns: tuple[str, ...]) -> re.Pattern[str] | None:
    """What stands behind a number that counts: one of these nouns, a blank before it or not (`04TH`)."""
    if not nouns:
        return None
    words = "|".join(re.escape(one) for one in sorted(set(nouns), key=len, reverse=True))
    return re.compile(rf"(?:/\d+)?\s?(?:{words})(?!\w)", re.IGNORECASE)


def _in_words(text: str, counted: re.Pattern[str]) -> Iterator[Figure]:
    for found in re.finditer(r"(?<!\w)(?:mười\s+)?[^\W\d_]+", text, re.IGNORECASE):
        value = _WORDS.get(" ".join(found[0].casefold().split()))
        if value is not None and text[found.end() : found.end() + 1] == " " and counted.match(text, found.end()):
            yield Figure("number", Fraction(value), *found.span(), True)


_AROUND = re.compile(r"[^\W\d_][\w&]*|[.;:!?()\n]")
_SMALL = frozenset(re.findall(r"\w+", "và có là đạt của các cho thêm mỗi từ đến được ở tại với để trong"))
_NEAR, _FAR = 2, 60
_OTHER, _ONE = re.compile(r"/\d+"), re.compile(r"\d+/\Z")
"""Beside one of two with a stroke between stands the other one."""


def context_of(text: str, figure: Figure) -> frozenset[str]:
    """The words beside a number, two on each side in its part of the sentence: `lớp`, `mức độ`, `tuổi`, `phường`."""
    before = _AROUND.findall(text, max(figure.start - _FAR, 0), figure.start)
    behind = _AROUND.findall(text, figure.end, figure.end + _FAR)
    other = _OTHER.match(text, figure.end) or _ONE.search(text, max(figure.start - 8, 0), figure.start)
    found = {other[0].strip("/")} if other is not None else set()
    for words in (reversed(before), behind):
        near: list[str] = []
        for word in words:
            if word in ".;:!?()\n" or len(near) == _NEAR:
                break
            if word.casefold() not in _SMALL:
                near.append(fold(word))
        found.update(near)
    return frozenset(found)


def words_of(text: str) -> str:
    """A text as its folded words with a blank around each: a phrase stands in another text where its words do."""
    return f" {fold(_SIGNS.sub(' ', text))} "


_SIGNS = re.compile(r"[^\w&]+")
