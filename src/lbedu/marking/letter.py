"""The letter that goes back with a report: what to mend in which cells, what is still missing, until when. In Vietnamese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from lbedu import years
from lbedu.grouping import Group, areas, grouped
from lbedu.marking.words import About
from lbedu.problem_catalogue.words import TITLES
from lbedu.problems import Problem, Severity
from lbedu.wording import date, harmless

_LINES = 12
"""Lines of one kind: a letter is no list."""
_RUNS = 12
_TITLES: dict[Severity, str] = {
    "error": "Số liệu sai, cần sửa",
    "missing": "Số liệu còn thiếu, cần bổ sung",
    "warning": "Chỗ nên xem lại (không bắt buộc sửa)",
}


def letter(about: About, problems: Sequence[Problem], copy: str, by: dt.date | None, whole: bool = True) -> str:
    """The letter; `copy` is the name of the marked copy that goes with it, empty for none, and whether it holds the whole
    report, so that it can be mended. Lines end as Windows ends them."""
    year = f" {years.words(about.year, 'vi')}" if about.year else ""
    lines = [f"Kính gửi: {about.unit or '…………………………………………'},", ""]
    groups = {severity: [one for one in grouped(problems) if one.severity == severity] for severity in _TITLES}
    if groups["error"] or groups["missing"]:
        lines += [f"Báo cáo{year} của đơn vị (tệp {_name(about.file)}) đã được kiểm tra. Còn những chỗ sau:", ""]
    else:
        lines += [
            f"Báo cáo{year} của đơn vị (tệp {_name(about.file)}) đã được kiểm tra, không có chỗ nào phải sửa.",
            "",
        ]
    number = 0
    for severity, some in groups.items():
        if some:
            number += 1
            lines += [f"{number}. {_TITLES[severity]}:", *_listed(some), ""]
    if groups["error"] or groups["missing"]:
        if copy:
            lines += [
                f"Gửi kèm tệp {_name(copy)}: các ô nói trên được tô màu và có ghi chú; trang đầu liệt kê đủ, bấm vào địa chỉ "
                f"là đến ô. {'Có thể sửa ngay trong tệp này.' if whole else 'Sửa trong tệp báo cáo, không sửa trong tệp này.'}",
                "",
            ]
        day = date(by, "vi") if by is not None else "……/……/………"
        lines += [f"Đề nghị đơn vị sửa, bổ sung rồi gửi lại báo cáo trước ngày {day}.", ""]
    lines += ["Trân trọng cảm ơn.", ""]
    return "\r\n".join(lines)


def _name(file: str) -> str:
    return f"“{harmless(file.rpartition('/')[2])}”"


def _listed(groups: Sequence[Group]) -> list[str]:
    lines = [line for group in groups for line in _lines(group)]
    left = len(lines) - _LINES
    return lines if left <= 0 else [*lines[:_LINES], f"   - … và {left} mục khác."]


def _lines(group: Group) -> list[str]:
    if not group.repeats:
        return [_line(problem) for problem in group.problems]
    cells = (
        group.cells("vi").split(", ")
        if not any(problem.place.cell for problem in group.problems)
        else (areas(problem.place.cell for problem in group.problems))
    )
    more = f" và {len(cells) - _RUNS} chỗ khác" if len(cells) > _RUNS else ""
    listed = f" ({', '.join(cells[:_RUNS])}{more})" if any(cells) else ""
    said = f"{len(group.problems)} {TITLES[group.code][0]}{listed}. {group.fix('vi').splitlines()[0]}"
    return [f"   - {_sheet(group.sheet)}{said}" if group.sheet else f"   - {said}"]


def _line(problem: Problem) -> str:
    place, label = problem.place, problem.label("vi")
    message = problem.text("vi", "message")
    where = _sheet(place.sheet).removesuffix(": ") if place.sheet else ""
    cell = f"ô {place.cell}" if place.cell else ""
    said = ", ".join(part for part in (where, cell) if part)
    about = f" ({label})" if label and label not in message and said else ""
    lead = f"{said}{about}: " if said else ""
    return f"   - {lead}{message} {problem.text('vi', 'fix')}".rstrip()


def _sheet(name: str) -> str:
    return f"trang “{harmless(name)}”: "
