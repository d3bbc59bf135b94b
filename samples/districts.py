"""The four sample districts: of either year one in which every target is met, and one as it comes in."""

from __future__ import annotations

from pathlib import Path

from samples import district_2017, district_2021
from samples.district import Story, write_district, write_school
from samples.filling import file_name

_LEFT_LYING = """Số liệu trong thư mục này là giả định.
Còn chờ các trường và phường chưa gửi; đã nhắc qua điện thoại.
"""
_OTHER_YEAR = {2017: "TH Đô thị Sài Đồng", 2021: "THCS Ngọc Lâm"}
"""Schools of which the report of the other year lies in the folder."""


def make_districts(folder: Path) -> None:
    """Write the four folders."""
    districts = {2017: district_2017.district(), 2021: district_2021.district()}
    stories = {2017: district_2017.story(districts[2017]), 2021: district_2021.story(districts[2021])}
    for year, district in districts.items():
        name = district.filling.directive.year
        met, missed = folder / f"{name}-met", folder / f"{name}-missed"
        for each in (met, missed):
            each.mkdir(parents=True, exist_ok=True)
        write_district(district, Story(ward_table=frozenset(district.wards)), met)
        write_district(district, stories[year], missed)
        other = next(one for key, one in districts.items() if key != year)
        school = _OTHER_YEAR[year]
        unit = next(one.unit for one in other.schools if one.name == school)
        path = missed / file_name(f"{school} {other.filling.directive.year}")
        write_school(other, unit, other.said[school], path)
        (missed / "ghi-chu.txt").write_text(_LEFT_LYING, encoding="utf-8", newline="\n")
