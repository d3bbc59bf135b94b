"""Examples of problems of a form of the ministry: its early-year form 02, of a primary school, as far as it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lbedu import paper
from samples.mistakes.book import NOTE, YEAR, Book
from samples.mistakes.example import Made, example

_DEGREES = ("Trung cấp sư phạm", "Cao đẳng sư phạm", "Đại học sư phạm", "Thạc sĩ", "Tiến sĩ, TSKH", "Khác")


def _by_degree(first: int) -> dict[int, str]:
    return {first + at: degree for at, degree in enumerate(_DEGREES)}


PUPILS = {
    37: "Tổng quy mô",
    38: "Trung du, đồng bằng, thành phố",
    39: "Miền núi, vùng sâu, hải đảo",
    **{39 + grade: f"Học sinh lớp {grade}" for grade in range(1, 6)},
    45: "Dưới 6 tuổi",
    **{40 + age: f"{age} tuổi" for age in range(6, 11)},
    51: "Trên 10 tuổi",
}
STAFF = {
    78: "Tổng số",
    79: "Cán bộ quản lý",
    80: "Hiệu trưởng",
    **_by_degree(81),
    87: "Phó hiệu trưởng",
    **_by_degree(90),
    96: "Giáo viên",
    **_by_degree(97),
    109: "GV Tổng phụ trách Đội TNTP HCM",
    110: "Nhân viên",
}
_COUNTED = {37: 620, 38: 620, 40: 130, 41: 128, 42: 122, 43: 120, 44: 120, 46: 130, 47: 128, 48: 122, 49: 120, 50: 120}
_STAFFED = {78: 34, 79: 2, 80: 1, 83: 1, 87: 1, 93: 1, 96: 28, 98: 4, 99: 23, 100: 1, 110: 4}
_OWNERS = ("Tổng số", "Công lập", "Tư thục")
_WIDTHS = (7, 36, 12, 9, *(11 for _ in _OWNERS for _ in "TN"))


@example(at="III!E7")
def sum_differs() -> Made:
    """More pupils in all than in the grades."""
    return _form(pupils={37: 630})


@example(at="IV!E15")
def figure_unclear() -> Made:
    """A head who is neither of the usual degrees nor surely without one."""
    return _form(staff={83: 0, 86: 1})


@example(at="IV")
def foreign_sheet() -> Made:
    """A word of the header changed."""
    return _form(staff={}, subject="Cán bộ quản lý, Giáo viên, Người lao động")


def _form(
    pupils: Mapping[int, int] = {},
    staff: Mapping[int, int] | None = None,
    subject: str = "Cán bộ quản lý, Giáo viên, Nhân viên",
) -> Book:
    """The pupils, and the staff where something is to be said of them; what is given stands in the place of what is right."""
    book = Book("Biểu 02 (giáo dục tiểu học)")
    _sheet(book, "III", "Học sinh", PUPILS, {**_COUNTED, **pupils})
    if staff is not None:
        _sheet(book, "IV", subject, STAFF, {**_STAFFED, **staff})
    return book


def _sheet(book: Book, section: str, subject: str, rows: Mapping[int, str], figures: Mapping[int, int]) -> None:
    page = book.page(section, _WIDTHS)
    last = len(_WIDTHS)
    page.line((1, last, "BÁO CÁO THỐNG KÊ GIÁO DỤC TIỂU HỌC", paper.TITLE))
    page.line((1, last, f"Kỳ đầu năm học {YEAR}", paper.STRONG))
    page.line((1, last, "Đơn vị báo cáo: Trường Tiểu học Hoa Phượng", paper.STRONG))
    page.line((1, last, NOTE, paper.SUBTITLE))
    above = [section, subject, "Đơn vị tính", "Mã số", *(text for owner in _OWNERS for text in (owner, ""))]
    top = _header(page, above)
    _header(page, ["", "", "", "", *(text for _ in _OWNERS for text in ("Tổng số", "Nữ"))])
    for column in range(1, 5):
        page.merge_down(top, column)
    for column in range(5, last, 2):
        page.merge(top, column, column + 1)
    for code, label in rows.items():
        counts = [figures.get(code, 0), None]
        page.table_row(
            (value, paper.LEFT if at == 1 else paper.CENTRED)
            for at, value in enumerate([None, label, "người", code, *counts, *counts, 0, None])
        )


def _header(page: paper.Page, texts: Sequence[str]) -> int:
    return page.table_row((text or None, paper.HEADER) for text in texts)
