"""The sample districts of 2021-2022: what all units say, and the story of the one that falls short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random

from samples.district import District, Story, recognition
from samples.figures_2021 import FILLING, OFFICE, SCHOOLS, WARDS, school, ward
from samples.filling import Answer, Answers, Rows
from samples.schools import School, schools

_SIZES = {"MN": (260, 560), "TH": (720, 1380), "THCS": (610, 1240)}
_PER_TEACHER = {"MN": 11, "TH": 23, "THCS": 20}
_UNRECOGNISED = (
    *("MN Tràng An", "MN Bói Cá", "MN Hoa Cải", "MN Sáo Sậu", "TH Cò Lửa", "TH Hoa Dẻ", "TH Thông Xanh"),
    *("THCS Bách Tùng", "THCS Hải Âu", "THCS Vàng Anh"),
)
_RENEWED = ("MN Hải Âu", "MN Hoa Sim", "MN Tre Xanh", "MN Vàng Anh")
"""Together with TH Thanh Am and THCS Chu Văn An the six that are recognised again."""
_E_SCHOOLS = frozenset(
    f"{level} {name}" for level in ("MN", "TH", "THCS") for name in ("Bằng Lăng", "Hoa Gạo", "Tre Xanh")
)
"""Together with the 16 named schools the 25 e-schools."""
_LOW_PASS_RATE = "THCS Phượng Vĩ"
_ALIASES = {"MN Hoa Súng": "MN Bông Súng", "TH Cây Đa": "TH Đa Cổ Thụ; TH Đa Làng"}
_SMART = ("MN Đô thị Sài Đồng", "TH Đô thị Sài Đồng", "THCS Chu Văn An")
_HIGH_QUALITY = ("MN Đô thị Sài Đồng", "MN Đô thị Việt Hưng", "TH Đô thị Sài Đồng")
_SIGNED: Answers = {"person": "Nguyễn Văn A", "date": dt.date(2022, 7, 15)}
_REPAIRED = (
    *("MN Bạch Dương", "MN Cây Gạo", "MN Cò Trắng", "MN Hải Âu", "MN Hoa Bưởi", "MN Hoa Lê", "MN Hoa Nhài"),
    *("MN Hoa Trà", "MN Lộc Vừng", "MN Phi Lao", "MN Vành Khuyên", "TH Cây Sấu", "THCS Đại Bàng", "THCS Tre Xanh"),
)
_ALL: Rows = {
    **OFFICE,
    ("chu_van_an", "S5"): {},
    ("new_build", "X06"): {},
    **{("repair", f"R{nth:02}"): {"school_name": name} for nth, name in enumerate(_REPAIRED, 1)},
}
"""The office in a year in which all is done."""


def district() -> District:
    """The district in which every target is met."""
    every = schools(FILLING.directive, {name: said[0] for name, said in SCHOOLS.items()})
    flags = {one.name: tuple(_flags(one)) for one in every}
    wards = {name: _ward(name) for name in WARDS}
    return District(FILLING, every, {one.name: _school(one) for one in every}, wards, _ALL, _SIGNED, flags, _ALIASES)


def story(usual: District) -> Story:
    """The district in which some targets are missed, some schools and a ward wait, and the typical mistakes are made."""
    left_blank = frozenset({"TH Cò Lửa"})
    there = [one.name for one in usual.schools if one.level == "TH" and not one.named and one.name not in left_blank]
    milk = sum(int(str(usual.said[name]["milk_pupils"])) for name in there)
    units = {one.name: one.unit for one in usual.schools}
    return Story(
        said={**_MISSED, **_MISTYPED, **{name: {**ward(name), **_WARDS_MISSED.get(name, {})} for name in WARDS}},
        office={("chu_van_an", "S5"): {"done": False}, ("new_build", "X06"): {"started": False}},
        absent=frozenset({"MN Tràng An", "THCS Hạc Trắng", "Cự Khối"}),
        left_blank=left_blank,
        retyped={
            "THCS Lộc Vừng": units["THCS Lộc Vừng"]._replace(name="THCS Lộc Vùng", code=""),
            "TH Cây Đa": units["TH Cây Đa"]._replace(name="TH Đa Cổ Thụ", code=""),
            "TH Phúc Đồng": units["TH Phúc Đồng"]._replace(ward="Phúc Đông"),
        },
        totals={"TH": {"milk_pupils": milk - 90}},
        again={
            "th-thanh-am (1).xlsx": ("TH Thanh Am", {}),
            "mn-cheo-beo.xlsx": ("MN Chèo Bẻo", {"milk_children": 407}),
        },
    )


_MISSED: Mapping[str, Answers] = {
    "MN Hoa Lúa": {"food_poisoning": 1},
    "MN Đô thị Việt Hưng": {"parents_cashless": 507},
    "TH Bồ Nông": {"food_contract": False},
    "TH Đoàn Kết": {"insured": 1034},
    "TH Tre Xanh": {"cqg_date": dt.date(2017, 3, 14), "cqg_expiry": dt.date(2022, 3, 14), "subjects_in_english": False},
    "TH Hải Âu": {"subjects_in_english": False},
    "THCS Sếu Trắng": {"exam_average": 6.71, "exam_average_last_year": 6.84, "subjects_in_english": False},
}
"""What falls short, rightly reported."""
_MISTYPED: Mapping[str, Answers] = {
    "MN Hoa Sim": {"kindergarten_children": "khoảng 400"},
    "TH Long Biên": {"pupils": "1.020", "insured": 1020},
    "TH Lộc Vừng": {"cqg_date": "05/04/2020"},
    "THCS Đại Bàng": {"teachers": 48, "qualified_teachers": 84},
    "THCS Thạch Bàn": {"swimmers": None},
    "THCS Thông Xanh": {"exam_average": "#DIV/0!"},
}
_WARDS_MISSED: Mapping[str, Answers] = {"Thượng Thanh": {"attending_5": 435, "two_sessions_5": 435}}


def _flags(one: School) -> list[str]:
    found = ["high_quality"] if one.name in _HIGH_QUALITY else []
    return [*found, *(["smart_school"] if one.name in _SMART else ["e_school"] if _is_e_school(one) else [])]


def _is_e_school(one: School) -> bool:
    return one.named or one.name in _E_SCHOOLS


def _school(one: School) -> Answers:
    """A school: as the plan's schools say it, or by its size, with what differs from school to school."""
    random = Random(one.name)
    size = random.randint(*_SIZES[one.level])
    teachers = size // _PER_TEACHER[one.level]
    below, peculiar = random.randint(0, teachers // 18), _peculiar(one, random)
    if one.named:
        _, size, teachers, below, own = SCHOOLS[one.name]
        peculiar = {**peculiar, **own, "insured": size}
    varied = _varied(size, random)
    usual = school(one.level, size, teachers, below, {})
    due = usual["parents_due"]
    assert isinstance(due, int)
    cashless = due if peculiar.get("high_quality") else due * random.randint(72, 95) // 100
    said = {**varied, "parents_cashless": cashless, "subjects_in_english": True, **peculiar}
    if one.name == _LOW_PASS_RATE:
        said |= {"admitted_public": _sat(size) * 74 // 100, "pass_rate_plan": True}
    return school(one.level, size, teachers, below, said)


def _peculiar(one: School, random: Random) -> Answers:
    began = dt.date(2017, 9, 4) + dt.timedelta(random.randint(0, 1280))
    level = random.choice(("level_1", "level_1", "level_2"))
    said: dict[str, Answer] = {**recognition(began, random.randint(1500, 6900), level), "e_school": _is_e_school(one)}
    if one.name in _RENEWED:
        said |= recognition(dt.date(2022, 3, 28), random.randint(1100, 1300), level, "renewal")
    if one.name in _UNRECOGNISED:
        said["cqg_recognised"] = False
    if one.level == "THCS" and random.random() < 0.4:
        said["serves_meals"] = False
    if one.level != "MN" and random.random() < 0.3:
        prizes = random.randint(4, 24)
        said |= {
            "excellence_school": True,
            "contest_prizes_last_year": prizes,
            "contest_prizes": prizes + random.randint(1, 7),
        }
    return said


def _varied(size: int, random: Random) -> dict[str, Answer]:
    """Figures that go with the size of a school, a little more here, a little less there."""
    milk = size * random.randint(90, 97) // 100 + 1
    last = round(random.uniform(6.3, 7.8), 2)
    return {
        "milk_children": milk,
        "milk_pupils": milk,
        "montessori_classes": random.randint(1, 3),
        "steam_classes": random.randint(1, 6),
        "managers": 3 if size > 400 else 2,
        "swimmers": size * random.randint(6, 9) // 100,
        "admitted_public": _sat(size) * random.randint(77, 93) // 100,
        "exam_average_last_year": last,
        "exam_average": round(last + random.uniform(0.06, 0.45), 2),
    }


def _sat(size: int) -> int:
    """How many of a lower secondary school sat the exam."""
    return size // 4 * 23 // 25


def _ward(name: str) -> Answers:
    """A ward where enough children attend; its papers are of different days."""
    random = Random(name)
    under_3 = WARDS[name][0]
    day = dt.timedelta(random.randint(0, 24))
    return {
        **ward(name),
        "attending_under_3": under_3 * random.randint(575, 645) // 1000,
        "plan_2021_on": dt.date(2021, 10, 18) + day,
        "plan_2022_on": dt.date(2022, 2, 14) + day,
        "community_rated_on": dt.date(2021, 11, 29) + day,
    }
