"""The sample districts of 2017-2018: what all units say, and the story of the one that falls short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random

from samples.district import District, Story, recognition
from samples.filling import Answer, Answers, Filling, Rows
from samples.schools import School, schools

FILLING = Filling("2017-2018", {"high_quality_recognised", "high_quality_roadmap", "linked_english", "kitchen_unfit"})

_HOMES: Mapping[str, str] = {
    "MN Tràng An": "Thượng Thanh",
    "MN Hoa Sen": "Ngọc Lâm",
    "MN Ánh Sao": "Việt Hưng",
    "MN Thượng Thanh": "Thượng Thanh",
    "MN Đô thị Sài Đồng": "Phúc Đồng",
    "MN Đô thị Việt Hưng": "Giang Biên",
    "TH Gia Thụy": "Gia Thụy",
    "TH Đô thị Sài Đồng": "Phúc Đồng",
    "TH Đô thị Việt Hưng": "Giang Biên",
    "THCS Thanh Am": "Thượng Thanh",
    "THCS Ngọc Lâm": "Ngọc Lâm",
    "THCS Đô thị Việt Hưng": "Giang Biên",
}
"""The schools that the notice names → their wards."""
_CHILDREN: Mapping[str, tuple[int, int, int]] = {
    "Bồ Đề": (1172, 826, 409),
    "Cự Khối": (498, 352, 171),
    "Đức Giang": (1246, 861, 428),
    "Gia Thụy": (698, 489, 247),
    "Giang Biên": (803, 574, 286),
    "Long Biên": (927, 648, 322),
    "Ngọc Lâm": (941, 655, 329),
    "Ngọc Thụy": (1318, 917, 454),
    "Phúc Đồng": (687, 481, 238),
    "Phúc Lợi": (792, 556, 271),
    "Sài Đồng": (684, 473, 239),
    "Thạch Bàn": (1063, 742, 368),
    "Thượng Thanh": (1159, 806, 398),
    "Việt Hưng": (987, 689, 343),
}
"""Ward → children under 3, of 3 and 4, of 5."""
_UNRECOGNISED = (
    *("MN Bói Cá", "MN Cò Trắng", "MN Hoa Chanh", "MN Hoa Lê", "MN Hoa Quỳnh", "MN Hoa Trà", "MN Vành Khuyên"),
    *("TH Bồ Nông", "TH Cò Lửa", "TH Lim Xanh", "TH Sáo Nâu", "THCS Bách Tùng", "THCS Long Não", "THCS Sao Đen"),
)
_NEW = ("MN Tràng An", "THCS Thanh Am")
_RENEWED = ("MN Hoa Sen", "MN Ánh Sao", "MN Thượng Thanh", "TH Gia Thụy", "THCS Ngọc Lâm")
_HIGH_QUALITY = ("MN Đô thị Sài Đồng", "MN Đô thị Việt Hưng", "TH Đô thị Sài Đồng")
_ON_THE_WAY = ("TH Đô thị Việt Hưng", "THCS Đô thị Việt Hưng")
_E_SCHOOLS = (
    *(*_HIGH_QUALITY, *_ON_THE_WAY, "MN Hoa Sen", "TH Gia Thụy", "THCS Ngọc Lâm"),
    *("TH Bằng Lăng", "THCS Tre Xanh"),
)
_UNFIT_KITCHENS = ("MN Hoa Lúa", "TH Cây Sấu")
_ALIASES = {"MN Hoa Súng": "MN Bông Súng", "TH Cây Đa": "TH Đa Cổ Thụ; TH Đa Làng"}
_SIGNED: Answers = {"person": "Nguyễn Văn A", "date": dt.date(2018, 6, 8)}

_OFFICE: Rows = {
    ("office", ""): {
        "weak_criteria_names": "Tổ chức cán bộ; Pháp chế; Văn phòng; Giáo dục thường xuyên",
        "e_schools_reassessed": 10,
        "e_schools_reassessed_names": "; ".join(_E_SCHOOLS),
        "projects_report_on": dt.date(2017, 11, 22),
        "gia_thuy_site_2_on": dt.date(2018, 3, 12),
    },
    ("criterion", "C13"): {"rank": "good"},
}


def district() -> District:
    """The district in which every target is met."""
    every = schools(FILLING.directive, _HOMES)
    flags = {one.name: tuple(_flags(one)) for one in every}
    wards = {name: _ward(name) for name in _CHILDREN}
    return District(FILLING, every, {one.name: _school(one) for one in every}, wards, _OFFICE, _SIGNED, flags, _ALIASES)


def story(usual: District) -> Story:
    """The district in which some targets are missed, some schools and a ward wait, and the typical mistakes are made."""
    ward_table = frozenset({"Bồ Đề", "Cự Khối", "Đức Giang", "Gia Thụy", "Giang Biên", "Long Biên"})
    units = {one.name: one.unit for one in usual.schools}
    return Story(
        said={**_MISSED, **_MISTYPED},
        office=_OFFICE_MISSED,
        absent=frozenset({"MN Thượng Thanh", "THCS Cây Gạo", "Sài Đồng"}),
        left_blank=frozenset({"TH Sồi Xanh"}),
        retyped={
            "MN Hoa Nhài": units["MN Hoa Nhài"]._replace(name="MN Hoa Nhãi", code=""),
            "MN Hoa Súng": units["MN Hoa Súng"]._replace(name="MN Bông Súng", code=""),
            "TH Đô thị Việt Hưng": units["TH Đô thị Việt Hưng"]._replace(ward="Giang Bien"),
        },
        ward_table=ward_table,
        totals={"ward": {"children_3_4": sum(_CHILDREN[name][1] for name in ward_table) + 100}},
        again={
            "mn-trang-an (1).xlsx": ("MN Tràng An", {}),
            "thcs-bach-duong.xlsx": ("THCS Bạch Dương", {"swimming_plan": False}),
        },
    )


_MISSED: Mapping[str, Answers] = {
    "Đức Giang": {"attending_5": 427},
    "MN Bằng Lăng": {"portal_encouraged": False},
    "MN Chích Chòe": {"kitchen_inspected": False},
    "TH Bàng Xanh": {"portal_encouraged": False},
    "TH Gia Thụy": recognition(dt.date(2013, 4, 12), 2218),
    "THCS Hoa Bưởi": {"portal_encouraged": False},
}
"""What falls short, rightly reported."""
_MISTYPED: Mapping[str, Answers] = {
    "Giang Biên": {"attending_3_4": "#REF!"},
    "Thạch Bàn": {"children_under_3": "1.063"},
    "Thượng Thanh": {"children_5": "khoảng 400", "attending_5": 398},
    "Việt Hưng": {"attending_3_4": 698},
    "MN Hoa Sen": {"local_history": None},
    "TH Hoa Gạo": {"cqg_date": "04/06/2016"},
    "THCS Hải Âu": {"sports_clubs": "x"},
}
_OFFICE_MISSED: Rows = {
    ("office", ""): {
        "e_schools_reassessed": 9,
        "e_schools_reassessed_names": "; ".join(_E_SCHOOLS[:-1]),
        "projects_report_on": dt.date(2017, 12, 6),
    },
    **{("criterion", code): {"rank": "good"} for code in ("C05", "C07", "C12")},
}


def _flags(one: School) -> list[str]:
    found = ["high_quality"] if one.name in _HIGH_QUALITY else []
    return [*found, *(["e_school"] if one.name in _E_SCHOOLS else [])]


def _school(one: School) -> Answers:
    """A school: yes to what is asked of all, with what differs from school to school."""
    random = Random(f"2017 {one.name}")
    began = dt.date(2013, 9, 2) + dt.timedelta(random.randint(0, 1280))
    level = random.choice(("level_1", "level_1", "level_2"))
    said: dict[str, Answer] = {
        **recognition(began, random.randint(1500, 6900), level),
        "linked_english": random.random() < 0.3,
        "has_kitchen": one.level != "THCS" or random.random() < 0.4,
        "high_quality_recognised": one.name in _HIGH_QUALITY,
        "high_quality_roadmap": one.name in _ON_THE_WAY,
        "kitchen_unfit": one.name in _UNFIT_KITCHENS,
    }
    if one.name in (*_NEW, *_RENEWED):
        when = "new" if one.name in _NEW else "renewal"
        said |= recognition(dt.date(2018, 3, 26), random.randint(1100, 1300), "level_1", when)
    if one.name in _UNRECOGNISED:
        said["cqg_recognised"] = False
    return said


def _ward(name: str) -> Answers:
    """A ward where enough children attend."""
    random = Random(f"2017 {name}")
    under_3, of_3_and_4, of_5 = _CHILDREN[name]
    return {
        "children_under_3": under_3,
        "attending_under_3": under_3 * random.randint(440, 520) // 1000,
        "children_3_4": of_3_and_4,
        "attending_3_4": of_3_and_4 - random.randint(0, of_3_and_4 // 140),
        "children_5": of_5,
        "attending_5": of_5,
    }
