"""Accidents of cells, each with what a careful reader would make of it. Typed by hand: nothing here asks lbedu."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

Content = int | float | str | bool | None


class Accident(NamedTuple):
    """What somebody put into a cell. A figure that is read must be one of `means`; with `sure` it has to be read, else a
    problem at the cell is as good. With no meaning at all only a problem will do."""

    name: str
    content: Content
    means: tuple[object, ...] = ()
    format: str = "General"
    sure: bool = False
    special: str = ""
    """`error`: an error value. `formula`: a formula with this saved value. `unsaved`: a formula that was never calculated."""


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def plainly(content: Content, means: object, format: str = "General") -> Accident:
    return Accident(f"{content!r} as {format}", content, (means,), format, sure=True)


def text(content: str, *means: object) -> Accident:
    return Accident(f"{content!r}", content, means)


BLANKS = (Accident("blank", None), Accident("empty text", ""), text(" "), text("\u00a0"), text("\u200b"))
ANYWHERE = (
    Accident("#DIV/0!", "#DIV/0!", special="error"),
    Accident("#N/A", "#N/A", special="error"),
    Accident("#REF!", "#REF!", special="error"),
    Accident("unsaved", "1+1", special="unsaved"),
    text("n/a"),
    text("chưa có số liệu"),
    text("?"),
    *BLANKS,
)
COUNTS = (
    plainly(45, 45),
    plainly(0, 0),
    plainly(45.0, 45),
    plainly(3500, 3500, "#,##0"),
    plainly(45, 45, "@"),
    plainly("45", 45),
    plainly(" 45 ", 45),
    plainly("45\u00a0", 45),
    Accident("saved formula", 7, (7,), sure=True, special="formula"),
    *(
        text(one, 45)
        for one in ("45 em", "45 học sinh", "45hs", "45*", "45¹", "45 (1)", "45)", "45.", "45,", "'45", "45 /")
    ),
    *(
        text(one, 45)
        for one in ("４５", "4\u200b5", "\u202a45\u202c", "\ufeff45", "+45", "045", "45,0", "45.0", "4.5E1")
    ),
    *(text(one, 40) for one in ("4O", "4o", "O40", "4Ο")),
    *(text(one, 12) for one in ("l2", "I2", "1 2", "１2")),
    text("05", 5),
    text("3+2", 5),
    text("3 + 2 = 5", 5),
    *(text(one, 1250) for one in ("1.250", "1,250", "1 250", "1\u00a0250", "1\u2009250", "1'250", "1.250 em")),
    text("1.250.000", 1_250_000),
    text("1.234,5"),
    text("12,5"),
    text("3/4"),
    text("12/13"),
    text("45/46"),
    text("40-45"),
    text("45 46"),
    text("45; 46"),
    text("khoảng 45"),
    text(">45"),
    text("-3"),
    text("−3"),
    text("1e3", 1000),
    text("0x1F"),
    text("٤٥", 45),
    text("bốn mươi lăm", 45),
    text("45%"),
    text("NaN"),
    Accident("3/4 made a date", 44654, format="d-mmm"),
    Accident("12/13 made a month", 41244, format="mmm-yy"),
    Accident("a time", 0.5, format="h:mm"),
    Accident("45 typed into a percent cell", 0.45, (45,), "0%"),
    Accident("a long code", 4_500_000_000, (4_500_000_000,)),
    Accident("half a child", 45.5),
    Accident("below zero", -3),
    Accident("yes", True),
    Accident("whole in all 15 digits that Excel shows", 44.99999999999999, (45,)),
)
PERCENTS = (
    plainly(0.8, Fraction(4, 5), "0%"),
    plainly(0.869, Fraction(869, 1000), "0.0%"),
    plainly(86.9, Fraction(869, 1000)),
    plainly("86,9%", Fraction(869, 1000)),
    text("86,9 %", Fraction(869, 1000)),
    text("86.9%", Fraction(869, 1000)),
    text("８６,９％", Fraction(869, 1000)),
    text("86,9", Fraction(869, 1000)),
    Accident("a share or a percentage", 0.9, (Fraction(9, 10),)),
    Accident("one or a hundred", 1, (Fraction(1), Fraction(1, 100))),
    text("73/84", Fraction(73, 84)),
    text("86,9% (73/84)", Fraction(869, 1000)),
    Accident("86,9 typed into a percent cell of Excel's", 86.9, (Fraction(869, 1000),), "0%"),
    text("đạt"),
    text("86,9%-90%"),
    Accident("a date", 44654, format="d-mmm"),
)
DATES = (
    plainly(44470, dt.date(2021, 10, 1), "dd/mm/yyyy"),
    plainly(44470, dt.date(2021, 10, 1), "[$-409]d\\-mmm\\-yy;@"),
    text("31/05/2022", dt.date(2022, 5, 31)),
    text("31-5-2022", dt.date(2022, 5, 31)),
    text("2022-05-31", dt.date(2022, 5, 31)),
    text("05/31/2022", dt.date(2022, 5, 31)),
    text("ngày 31 tháng 5 năm 2022", dt.date(2022, 5, 31)),
    text(nfd("ngày 31 tháng 5 năm 2022"), dt.date(2022, 5, 31)),
    text("31.5.2022", dt.date(2022, 5, 31)),
    text("31/5/22", dt.date(2022, 5, 31)),
    text("05/04/2022"),
    text("31/02/2022"),
    text("5/2022"),
    text("cuối tháng 5"),
    Accident("a serial number in no format", 44470, (dt.date(2021, 10, 1),)),
    Accident("a year", 2022),
    Accident("29/2/1900, which never was", 60, format="dd/mm/yyyy"),
)
YES_NO = (
    plainly("Có", True),
    plainly("Không", False),
    *(text(one, True) for one in ("CÓ", "có", nfd("Có"), " Có", "Có\u00a0", "Co", "x", "X", "Có.", "C\u200bó", "yes")),
    *(text(one, False) for one in ("KHÔNG", nfd("Không"), "không ", "K", "no")),
    Accident("TRUE", True, (True,)),
    Accident("FALSE", False, (False,)),
    Accident("1", 1, (True,)),
    Accident("0", 0, (False,)),
    text("Có / Không"),
    text("Cos"),
    text("chưa"),
    Accident("a number", 45),
)
EVIDENCE = (
    plainly("12/QĐ-PGDĐT", "12/QĐ-PGDĐT"),
    Accident("an old form of the letters", nfd("12/QĐ-PGDĐT ngày 1/9"), ("12/QĐ-PGDĐT ngày 1/9",)),
    Accident("no document", "chưa có"),
    Accident("a dash", "-"),
    text("=1+1 là công thức", "=1+1 là công thức"),
    text("a\nb", "a b", "a\nb"),
    *BLANKS,
)
BY_TYPE: Mapping[str, tuple[Accident, ...]] = {
    "count": COUNTS + ANYWHERE,
    "percent": PERCENTS + ANYWHERE,
    "date": DATES + ANYWHERE,
    "yes_no": YES_NO + ANYWHERE,
    "text": EVIDENCE,
}


def spelt(word: str) -> Iterator[str]:
    """A word as people and programs write it: still the same word."""
    yield from (word.upper(), word.lower(), nfd(word), f" {word}\u00a0", word.replace(" ", "  "), f"{word}\u200b")
