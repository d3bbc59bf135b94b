"""The schools of a sample district: those that the directive names, and others under invented names, with wards and codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.submission import Unit

COUNTS = {"MN": 34, "TH": 28, "THCS": 22}
"""Level → how many: the 84 public schools of the district."""
_LEVEL_DIGITS = {"MN": 3, "TH": 4, "THCS": 5}
_EVERY_LEVEL = (
    *("Bạch Dương", "Bằng Lăng", "Cây Gạo", "Hải Âu", "Hoa Bưởi", "Hoa Gạo", "Lộc Vừng", "Phi Lao", "Phượng Vĩ"),
    *("Sếu Trắng", "Thông Xanh", "Tre Xanh", "Trúc Xanh", "Vàng Anh"),
)
"""Names that three schools share, one a level."""
_OWN: Mapping[str, tuple[str, ...]] = {
    "MN": (
        *("Bói Cá", "Chèo Bẻo", "Chích Chòe", "Cò Trắng", "Hoa Cải", "Hoa Chanh", "Hoa Lê", "Hoa Lúa", "Hoa Mận"),
        *("Hoa Nhài", "Hoa Quỳnh", "Hoa Sim", "Hoa Súng", "Hoa Trà", "Sáo Sậu", "Vành Khuyên"),
    ),
    "TH": (
        *("Bàng Xanh", "Bồ Nông", "Cây Đa", "Cây Sấu", "Chim Khách", "Cò Lửa", "Hoa Dẻ", "Hoa Xoan", "Lim Xanh"),
        *("Sáo Nâu", "Sồi Xanh"),
    ),
    "THCS": ("Bách Tùng", "Đại Bàng", "Hạc Trắng", "Long Não", "Sao Đen"),
}
"""Names of one level alone."""


class School(NamedTuple):
    """A school as the register has it."""

    name: str
    level: str
    ward: str
    code: str
    named: bool
    """The directive names it."""

    @property
    def unit(self) -> Unit:
        return Unit("school", self.name, self.level, self.code, self.ward, "public")


def schools(directive: Directive, homes: Mapping[str, str]) -> tuple[School, ...]:
    """All schools by level, the named ones first. `homes` are their wards; the others are spread over all wards."""
    wards = directive.file.expects["ward"]
    found: list[School] = []
    for level, count in COUNTS.items():
        named = [unit.name for unit in directive.file.units["school"].named if unit.level == level]
        others = [f"{level} {name}" for name in (*_EVERY_LEVEL, *_OWN[level])][: count - len(named)]
        for nth, name in enumerate((*named, *others), 1):
            ward = homes.get(name) or wards[(len(found) * 5) % len(wards)]
            code = f"01004{_LEVEL_DIGITS[level]}{nth:02}"
            found.append(School(name, level, ward, code, name in homes))
    return tuple(found)


def of_level(every: Iterable[School], level: str) -> list[School]:
    """The schools of one level."""
    return [one for one in every if one.level == level]
