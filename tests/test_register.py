"""Which unit a name in a workbook means: by level and name, an alias only where the rule file gives it, never a near miss."""

from __future__ import annotations

import pytest

from lbedu.directive.load import available, load_directive
from lbedu.register import Register
from lbedu.submission import Unit


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(load_directive(available()["2021-2022"]))


def school(name: str, level: str) -> Unit:
    return Unit("school", name, level)


@pytest.mark.parametrize(
    ("name", "level", "known"),
    [
        ("Trường Mầm non Tràng An", "MN", "MN Tràng An"),
        ("mầm non tràng an", "MN", "MN Tràng An"),
        ("Tràng An", "MN", "MN Tràng An"),
        ("TRƯỜNG MẦM NON TRÀNG AN", "MN", "MN Tràng An"),
        ("Trường MN “Tràng An”", "MN", "MN Tràng An"),
        ("M.N Tràng An", "MN", "MN Tràng An"),
        ("MNTràng An", "MN", "MN Tràng An"),
        ("MN Tràng An¹", "MN", "MN Tràng An"),
        ("Tràng An (*)", "MN", "MN Tràng An"),
        ("Trường MN Tràng An *", "MN", "MN Tràng An"),
        ("MN Tràng An⁽²⁾", "MN", "MN Tràng An"),
        ("MNĐT Sài Đồng", "MN", "MN Đô thị Sài Đồng"),
        ("THĐT Sài Đồng", "TH", "TH Đô thị Sài Đồng"),
        ("Ｍ​Ｎ Tràng An", "MN", "MN Tràng An"),
        ("Trường THCS Nguyễn Bình Khiêm", "THCS", "THCS Nguyễn Bỉnh Khiêm"),
        ("THCS Nguyễn Bỉnh Khiêm", "THCS", "THCS Nguyễn Bỉnh Khiêm"),
    ],
)
def test_a_named_school_is_recognised(register: Register, name: str, level: str, known: str) -> None:
    unit = register.known(school(name, level))
    assert (unit.name, unit.type) == (known, "public")


@pytest.mark.parametrize(
    ("name", "level"), [("Tràng Am", "MN"), ("Tràng An", "TH"), ("Trang An", "MN"), ("Tràng An 1", "MN")]
)
def test_a_near_miss_is_another_school(register: Register, name: str, level: str) -> None:
    assert not register.is_known(school(name, level))
    assert register.known(school(name, level)).type == ""


def test_one_name_at_three_levels_is_three_schools(register: Register) -> None:
    units = {register.known(school("Long Biên", level)) for level in ("TH", "THCS")}
    assert {unit.name for unit in units} == {"TH Long Biên", "THCS Long Biên"}


def test_an_unlisted_school_gets_a_tidy_name(register: Register) -> None:
    assert register.known(school("Trường  Tiểu học Hoa Phượng", "TH")).name == "TH Hoa Phượng"
    assert register.known(school("Hoa Phượng", "TH")).name == "TH Hoa Phượng"


BOTH = [
    "TH&THCS Ban Mai",
    "Trường Tiểu học & THCS Ban Mai",
    "TH và THCS BAN MAI",
    "TH-THCS Ban Mai",
    "THCS, TH Ban Mai",
]


@pytest.mark.parametrize("name", BOTH)
def test_a_school_of_two_levels_says_none(register: Register, name: str) -> None:
    """It reports for each of them, so that the form says for which; and it is not the school of one level."""
    assert register.level_of("school", name) == ""
    keys = {register.key(school(one, level)) for one in (name, BOTH[0]) for level in ("TH", "THCS")}
    assert len(keys) == 2
    assert register.key(school(name, "TH")) != register.key(school("TH Ban Mai", "TH"))
    assert register.is_a_name("school", name) and not register.is_a_name("school", "TH & THCS")


@pytest.mark.parametrize("name", ["THANH XUÂN", "Thanh Xuân", "THPT Vạn Xuân", "MNEMO"])
def test_letters_of_a_name_are_no_level(register: Register, name: str) -> None:
    assert register.level_of("school", name) == ""
    assert register.known(school(name, "TH")).name == f"TH {name}"


@pytest.mark.parametrize(
    ("name", "known"), [("Phường Bồ Đề", "Bồ Đề"), ("UBND phường Gia Thuỵ", "Gia Thụy"), ("long biên", "Long Biên")]
)
def test_wards(register: Register, name: str, known: str) -> None:
    unit = Unit("ward", name)
    assert register.is_known(unit)
    assert register.known(unit).name == known


def test_the_level_before_a_name(register: Register) -> None:
    names = ("MN Tràng An", "Trường THCS Thạch Bàn", "TH Thanh Am", "Thanh Am")
    assert [register.level_of("school", name) for name in names] == ["MN", "THCS", "TH", ""]
