"""Examples of problems of single cells, and of figures that contradict each other."""

from __future__ import annotations

import datetime as dt

from samples.mistakes.book import Book, Typed, schools, table, wards
from samples.mistakes.example import Made, example

OFFICE = "Phòng GD&ĐT quận Long Biên"


@example(at="Phường!D8")
def blank() -> Made:
    """Nothing where 0 or a figure was meant."""
    return wards().put("D8", None)


@example(at="Phường!D7")
def not_a_number() -> Made:
    """Words in the place of a figure."""
    return wards().put("D7", "chưa thống kê")


@example(at="Phường!C7")
def ambiguous_number() -> Made:
    """A text that is 2000 in one place and 2 in another."""
    return wards().put("C7", "2.000", "@")


@example(at="Phường!D7")
def not_whole() -> Made:
    """Half a child."""
    return wards().put("D7", 409.5)


@example(at="Phường!D7")
def below_min() -> Made:
    """A minus that slipped in."""
    return wards().put("D7", -3)


@example(at="Trường!D7", besides=["not_asked"])
def above_max() -> Made:
    """A mark on a scale of 10, its comma lost."""
    rows = (("THCS Hoa Phượng", "Có", 7.25), ("THCS Hoa Mai", "Có", 75), ("THCS Hoa Sen", "Có", 6.8))
    return schools("has_grade_9", "exam_average", rows=rows)


@example(at="Phòng!D6")
def percent_scale() -> Made:
    """0,9 without a percent sign: 90% or 0,9%."""
    rows = [(OFFICE, "71,2%", 0.9)]
    return table("office", ("area_pass_rate", "city_pass_rate"), rows)


@example(at="Phường!D7")
def percent_format() -> Made:
    """409 in a cell that is formatted as a percentage."""
    return wards().put("D7", 4.09, "0%")


@example(at="Phường!C7")
def not_yes_no() -> Made:
    """A cross instead of an answer."""
    return wards("committee", rows=(("Bồ Đề", "Có"), ("Đức Giang", "x"), ("Gia Thụy", "Có")))


@example(at="Phường!C7")
def not_an_option() -> Made:
    """Nearly one of the answers of the list."""
    return wards("literacy_level", rows=(("Bồ Đề", "Mức độ 2"), ("Đức Giang", "Mức 2"), ("Gia Thụy", "Mức độ 1")))


def planned(day: Typed, number_format: str = "@") -> Book:
    """Wards with a plan, and when it was issued."""
    first, last = dt.date(2021, 10, 12), dt.date(2021, 10, 18)
    rows = (("Bồ Đề", "Có", first), ("Đức Giang", "Có", None), ("Gia Thụy", "Có", last))
    return wards("plan_2021", "plan_2021_on", rows=rows).put("D7", day, number_format)


@example(at="Phường!D7")
def not_a_date() -> Made:
    """Words in the place of a day."""
    return planned("chưa ban hành")


@example(at="Phường!D7")
def ambiguous_date() -> Made:
    """A text that is 5 April or 4 May."""
    return planned("05/04/2021")


@example(at="Phường!D7")
def excel_date() -> Made:
    """12/13 was typed, and Excel made a date of it."""
    return wards().put("D7", dt.date(2021, 12, 13), "d-mmm")


@example(at="Phường!D7")
def error_cell() -> Made:
    """A formula that divides by 0."""
    return wards().computed("D7", "C7/B4", "#DIV/0!")


@example(at="Phường!D7")
def no_saved_value() -> Made:
    """A formula of a program that does not compute."""
    return wards().put("D7", "=C7-3")


@example(at="Phường!D7")
def control_characters() -> Made:
    """A dash that came out of a PDF as something invisible."""
    rows = (("Bồ Đề", "Có", "12/QĐ-UBND"), ("Đức Giang", "Có", "31\x96QĐ\x96UBND"), ("Gia Thụy", "Có", "7/QĐ-UBND"))
    return wards("committee", "Minh chứng", rows=rows)


@example(at="Phường!D7")
def too_long() -> Made:
    """Half a report in the place of the number of a document."""
    story = "Ban chỉ đạo đã họp, phân công từng thành viên và gửi thông báo đến các tổ dân phố. "
    rows = (("Bồ Đề", "Có", "12/QĐ-UBND"), ("Đức Giang", "Có", story * 7), ("Gia Thụy", "Có", "7/QĐ-UBND"))
    return wards("committee", "Minh chứng", rows=rows)


@example(at="Phường!D7")
def part_exceeds_whole() -> Made:
    """More children attend than live there."""
    return wards().put("D7", 421)


@example(at="Phường!D7")
def contradiction() -> Made:
    """No plan, and yet the day on which it was issued."""
    return planned(None).put("C7", "Không").put("D7", dt.date(2021, 10, 15), "dd/mm/yyyy")


@example(at="b.xlsx, Phường!D6", suffix="/")
def conflicting_values() -> Made:
    """Two files of one ward with two figures."""
    return {"a.xlsx": wards(rows=[("Bồ Đề", 310, 310)]), "b.xlsx": wards(rows=[("Bồ Đề", 310, 301)])}
