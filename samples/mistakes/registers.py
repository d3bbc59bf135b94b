"""Examples of problems of the register, and of reports held against it."""

from __future__ import annotations

import datetime as dt
import unicodedata

from samples.mistakes.book import Book, Typed, register, schools
from samples.mistakes.example import Made, example

Line = dict[str, Typed]
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _line(name: str, code: str, ward: str = "Bồ Đề", **more: Typed) -> Line:
    return {"code": code, "name": name, "type": "Công lập", "ward": ward, **more}


def _three(**second: Typed) -> list[Line]:
    """Three schools; what is given stands in the line of the second."""
    lines = [_line("TH Hoa Phượng", "01004301"), _line("TH Hoa Mai", "01004302"), _line("TH Hoa Sen", "01004303")]
    lines[1] |= second
    return lines


@example(of_register=True)
def register_no_header() -> Made:
    """A table of figures that is no list of units: it has neither codes nor levels."""
    return schools()


@example(at="L1", suffix=".csv", of_register=True)
def register_encoding() -> Made:
    """A CSV that an old program saved in Windows-1258."""
    text = "Mã đơn vị,Tên đơn vị,Loại hình,Phường\n01004301,TH Hoa Mai,Công lập,Bồ Đề\n"
    return _old(_NOTE + text)


@example(at="L6", suffix=".yaml", of_register=True)
def register_syntax() -> Made:
    """A key of a line misspelt."""
    text = """# Tệp ví dụ: số liệu giả định.
lbedu: register
year: 2021-2022
units:
  - {code: "01004301", name: TH Hoa Phượng, type: Công lập, ward: Bồ Đề}
  - {code: "01004302", nam: TH Hoa Mai, type: Công lập, ward: Bồ Đề}
"""
    return text.encode()


@example(at="'Danh sách'!B7", of_register=True)
def register_code_number() -> Made:
    """A code that became a number and lost its zero."""
    return register(_three(code=1004302))


@example(at="'Danh sách'!B7", of_register=True)
def register_code_twice() -> Made:
    """The code of the school above."""
    return register(_three(code="01004301"))


@example(at="'Danh sách'!B7", of_register=True)
def register_unit_twice() -> Made:
    """A school that is listed above already."""
    return register(_three(name="TH Hoa Phượng"))


@example(at="'Danh sách'!B7", of_register=True)
def register_alias_taken() -> Made:
    """Another name that is the name of the next school."""
    return register(_three(aliases="Hoa Sen"))


@example(at="'Danh sách'!B7", of_register=True)
def register_blank() -> Made:
    """A school without a ward."""
    return register(_three(ward=None))


@example(at="'Danh sách'!F7", of_register=True)
def register_cqg_incomplete() -> Made:
    """A decision without its date."""
    return register(_three(cqg_decision="215/QĐ-UBND"))


@example(at="'Danh sách'!I7", of_register=True)
def register_cqg_dates() -> Made:
    """A recognition that ends before it began."""
    began, ends = dt.date(2019, 11, 15), dt.date(2018, 11, 15)
    return register(_three(cqg_decision="215/QĐ-UBND", cqg_date=began, cqg_level="Mức độ 1", cqg_expiry=ends))


@example(of_register=True)
def register_lacks() -> Made:
    """A list without the schools that the directive names."""
    return register(_three())


@example(at="'Danh sách'!E7", of_register=True)
def unknown_ward() -> Made:
    """A ward that is misspelt."""
    return register(_three(ward="Bố Đề"))


def _listed(report: Book) -> Made:
    """A report in a folder with the list of three schools."""
    return {"bao-cao.xlsx": report, "danh-sach.xlsx": register(_three())}


@example(at="bao-cao.xlsx, Trường!B6", suffix="/")
def not_registered() -> Made:
    """A school with a letter changed."""
    return _listed(schools(rows=[("TH Hoa Mơ", 540, 533)]))


@example(at="bao-cao.xlsx, Trường!C6", suffix="/")
def code_of_another() -> Made:
    """The code of one school and the name of another."""
    return _listed(schools(rows=[("TH Hoa Mai", "01004303", 540, 533)], beside=["Mã đơn vị"]))


@example(at="bao-cao.xlsx, Trường!C6", suffix="/")
def listed_otherwise() -> Made:
    """Another ward than the list has."""
    return _listed(schools(rows=[("TH Hoa Mai", "Ngọc Lâm", 540, 533)], beside=["Phường"]))


_NOTE = "# Tệp ví dụ: số liệu giả định.\n"


def _old(text: str) -> bytes:
    """In Windows-1258, which writes the tone of a vowel as a sign of its own behind it."""
    letters = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        base = "".join(part for part in parts if part not in _TONES)
        letters.append(unicodedata.normalize("NFC", base) + "".join(part for part in parts if part in _TONES))
    return "".join(letters).encode("cp1258")
