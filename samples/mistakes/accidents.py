"""Examples of what Excel, or whoever typed, did to a cell."""

from __future__ import annotations

import datetime as dt

from samples.mistakes.book import Book, Typed, repacked, schools, table, wards
from samples.mistakes.cells import OFFICE, planned
from samples.mistakes.example import Made, example

# numbers


@example(at="Phường!D8")
def dash() -> Made:
    """A dash: none, or not known."""
    return wards().put("D8", "-")


@example(at="Phường!D8")
def word_for_none() -> Made:
    """A word that is 0 to some."""
    return wards().put("D8", "không có")


@example(at="Phường!D7")
def words_with_number() -> Made:
    """What is counted, beside how many."""
    return wards().put("D7", "409 cháu")


@example(at="Phường!D7")
def several_numbers() -> Made:
    """Of one nursery school and of another."""
    return wards().put("D7", "205 + 204")


@example(at="Phường!D7")
def formula_as_text() -> Made:
    """A formula in a cell that was formatted as text before."""
    return wards().put("D7", "=C7-3", "@")


@example(at="Phường!D7")
def footnote_mark() -> Made:
    """A mark for a footnote."""
    return wards().put("D7", "409 (1)")


@example(at="Phường!D7")
def letters_for_digits() -> Made:
    """The letter O for 0, as a scanned page was read."""
    return wards().put("D7", "4O9")


@example(at="Phường!D7")
def scientific() -> Made:
    """A number as a narrow column shows it, copied as text."""
    return wards().put("D7", "4E+02")


@example(at="Phường!D7")
def number_notation() -> Made:
    """A number in brackets."""
    return wards().put("D7", "(409)")


@example(at="Phường!D7")
def percent_in_count() -> Made:
    """How large a part instead of how many."""
    return wards().put("D7", "99,3%")


@example(at="Phòng!C6")
def percent_hundredfold() -> Made:
    """71,2 was typed, and the cell formatted as a percentage after that."""
    rows = [(OFFICE, 71.2, "68,5%")]
    return table("office", ("area_pass_rate", "city_pass_rate"), rows).put("C6", 71.2, "0.0%")


@example(at="Phường!D7")
def rounded_display() -> Made:
    """An average that looks like a number of children."""
    return wards().put("D7", 408.6, "0")


@example(at="Phường!C7")
def misleading_format() -> Made:
    """412.000 that is shown as 412."""
    return wards().put("C7", 412_000, "#,##0,")


# dates


@example(at="Phường!D7")
def short_year() -> Made:
    """A year of two digits."""
    return planned("15/10/21")


@example(at="Phường!D7")
def incomplete_date() -> Made:
    """A month without its day."""
    return planned("tháng 10/2021")


@example(at="Phường!D7")
def date_serial() -> Made:
    """15 October 2021 as Excel counts days."""
    return planned(44484, "General")


@example(at="Phường!D7")
def date_out_of_range() -> Made:
    """A year with two digits exchanged."""
    return planned(dt.date(2201, 10, 15), "dd/mm/yyyy")


# texts


def _proved(by: Typed, number_format: str = "General") -> Book:
    """Wards that say by which document they have a committee."""
    rows = (("Bồ Đề", "Có", "12/QĐ-UBND"), ("Đức Giang", "Có", None), ("Gia Thụy", "Có", "7/QĐ-UBND"))
    return wards("committee", "Minh chứng", rows=rows).put("D7", by, number_format)


@example(at="Phường!D7")
def date_for_text() -> Made:
    """12/2021 was typed, and Excel made a date of it."""
    return _proved(dt.date(2021, 12, 1), "mmm-yy")


@example(at="Phường!D7")
def not_text() -> Made:
    """A truth value in the place of the number of a document."""
    return _proved(True)


# notes and codes


@example(at="Phường!D7")
def value_in_note() -> Made:
    """The figure in a note, and nothing in the cell."""
    return wards().put("D7", None).noted("D7", "409 cháu, số đến 31/5")


@example(at="Phường")
def notes_damaged() -> Made:
    """Notes that break off."""
    noted = wards().noted("C7", "Theo sổ điều tra của phường.")
    return repacked(noted.packed(), lambda name, data: data[:-20] if name == "xl/comments/comment1.xml" else data)


@example(at="Trường!C7")
def unit_code_number() -> Made:
    """A code that became a number and lost its zero."""
    rows = (
        ("TH Hoa Phượng", "01004301", 620, 620),
        ("TH Hoa Mai", 1004302, 540, 533),
        ("TH Hoa Sen", "01004303", 705, 705),
    )
    return schools(rows=rows, beside=["Mã đơn vị"])
