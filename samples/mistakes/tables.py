"""Examples of problems of tables with one row a unit."""

from __future__ import annotations

from samples.mistakes.book import schools, table, wards
from samples.mistakes.example import Made, example


@example(at="Trường!B5")
def unknown_table() -> Made:
    """No title of a form, and headings that are only nearly its labels."""
    rows = (("TH Hoa Phượng", 620, 620), ("TH Hoa Mai", 540, 533))
    return schools(
        "Số học sinh đang học", "Học sinh có bảo hiểm y tế", rows=rows, title="Báo cáo của trường về chỉ tiêu"
    )


@example(at="Phường!D5")
def column_contradicts() -> Made:
    """The code of one field under the heading of another."""
    return wards(codes=("05", "04"))


@example(at="Phường!E5")
def column_twice() -> Made:
    """Two columns of one field: of which year is which?"""
    rows = (("Bồ Đề", 310, 310, 298), ("Đức Giang", 412, 409, 401))
    return wards("children_5", "attending_5", "attending_5", rows=rows)


@example(at="Phường!E5")
def unknown_column() -> Made:
    """A column of the ward's own."""
    rows = (("Bồ Đề", 310, 310, 152), ("Đức Giang", 412, 409, 200))
    return wards("children_5", "attending_5", "Trong đó trẻ nữ", rows=rows)


@example(at="Phường")
def column_missing() -> Made:
    """A table of the children of five alone, all else of the form left out."""
    return wards()


@example(at="Phường!B7")
def row_blank() -> Made:
    """A ward that is still to be filled in."""
    return wards(rows=(("Bồ Đề", 310, 310), ("Đức Giang", None, None), ("Gia Thụy", 205, 205)))


@example(at="Phường!B7")
def row_without_name() -> Made:
    """A second row of a ward, without its name."""
    return wards(rows=(("Bồ Đề", 160, 160), (None, 150, 150), ("Gia Thụy", 205, 205)))


@example(at="Phường!B9")
def row_outside() -> Made:
    """The plan of the year in a row like that of a ward."""
    usual = (("Bồ Đề", 310, 310), ("Đức Giang", 412, 409), ("Gia Thụy", 205, 205))
    return wards(rows=(*usual, ("Kế hoạch năm học 2022-2023", 940, 940))).put("A9", None)


@example(at="Phường!B8")
def unit_or_whole() -> Made:
    """The district, which bears the name of one of its wards."""
    return wards(rows=(("Bồ Đề", 310, 310), ("Đức Giang", 412, 409), ("LONG BIÊN", 722, 719)))


@example(at="Phường!C9")
def total_differs() -> Made:
    """The digits of a total exchanged."""
    usual = (("Bồ Đề", 310, 310), ("Đức Giang", 412, 409), ("Gia Thụy", 205, 205))
    return wards(rows=(*usual, ("Tổng cộng", 972, 924)))


@example(at="Trường!D7")
def not_asked() -> Made:
    """Health insurance of a nursery school, which the form does not ask for."""
    rows = (("TH Hoa Phượng", 620, 620), ("MN Hoa Mai", None, 210), ("TH Hoa Sen", 705, 705))
    return table("school", ("pupils", "insured"), rows)
