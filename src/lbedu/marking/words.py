"""What a marked copy says around its problems, in both languages. Decides nothing."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from lbedu import years
from lbedu.marking.styles import COLOURS
from lbedu.problems import Language, Severity
from lbedu.wording import harmless


class About(NamedTuple):
    """What the copy is of."""

    file: str
    unit: str
    """Who reports, in words; empty where nobody knows."""
    year: str
    counts: str
    """How many problems there are, in words; empty for none."""


_PLACES: dict[str, tuple[str, str]] = {
    "hidden": (
        "trang đang ẩn: bấm chuột phải vào tên một trang, chọn Bỏ ẩn (Unhide)",
        "the sheet is hidden: right-click the name of any sheet and choose Unhide",
    ),
    "veryHidden": (
        "trang ẩn sâu, chỉ hiện lại được trong cửa sổ VBA của Excel",
        "the sheet is very hidden: only the VBA window of Excel shows it again",
    ),
    "row": ("dòng đang ẩn", "the row is hidden"),
    "column": ("cột đang ẩn", "the column is hidden"),
    "no_note": ("ô không có ghi chú vì trang đã có quá nhiều", "no note on the cell, as the sheet has too many"),
    "damaged_notes": (
        "ô không có ghi chú vì không thêm được vào các ghi chú sẵn có của trang",
        "no note on the cell, as the notes that the sheet has cannot be added to",
    ),
    "threaded": (
        "ô có cuộc trao đổi, Excel chỉ hiện cuộc trao đổi ấy",
        "the cell has a conversation, and Excel shows nothing else",
    ),
}
_LEGEND: dict[Severity, tuple[str, str]] = {
    "error": ("số liệu không dùng được, phải sửa", "the figure cannot be used: mend it"),
    "missing": ("số liệu được hỏi mà chưa có, cần điền", "a figure that is asked and not there yet: fill it in"),
    "warning": ("nên xem lại, không bắt buộc sửa", "worth a look, need not be changed"),
}


_MARKED = (
    "Các ô dưới đây được tô màu, đóng khung và có ghi chú.",
    "The cells below are filled, framed and have a note.",
)
_MEND_HERE = (
    "Sửa ngay trong tệp này rồi gửi lại; không cần xóa trang này.",
    "Mend them in this file and send it; this sheet may stay.",
)


def place_remark(what: str, lang: Language) -> str:
    """What keeps a marked cell out of sight."""
    return _PLACES[what][lang == "en"]


def legend_of(severities: Container[Severity], lang: Language) -> list[tuple[Severity, str]]:
    """What each colour means that there is."""
    return [(severity, _LEGEND[severity][lang == "en"]) for severity in COLOURS if severity in severities]


def head_of(about: About, lang: Language, values_only: str, signed: bool) -> list[str]:
    """The title, and the lines below it."""
    file, vi = harmless(about.file.rpartition("/")[2]), lang == "vi"
    facts = [file, about.unit, years.words(about.year, lang) if about.year else ""]
    found = [
        "CÁC Ô CẦN SỬA" if vi else "CELLS TO MEND",
        ("Tệp: " if vi else "File: ") + " · ".join(fact for fact in facts if fact),
    ]
    if not about.counts:
        found.append("Không có gì phải sửa." if vi else "There is nothing to mend.")
    else:
        found.append(about.counts)
        found.append(_MARKED[not vi] if values_only else f"{_MARKED[not vi]} {_MEND_HERE[not vi]}")
    if values_only:
        found += values_only_lines(values_only, lang)
    if signed:
        found.append(signed_line(lang))
    return found


def values_only_lines(kind: str, lang: Language) -> list[str]:
    """What a copy lacks that only the values could be taken over of."""
    if lang == "vi":
        of = f"Tệp gốc là {kind}" if kind != ".xlsx" else "Tệp gốc được ghi theo cách không thể sửa từng phần"
        return [f"{of}: bản này chỉ có giá trị của các ô, không có định dạng, công thức, hình. Sửa trong tệp gốc."]
    of = f"The file is {kind}" if kind != ".xlsx" else "The file is written in a way that cannot be changed in part"
    return [
        f"{of}: this copy holds the values of its cells alone, no formats, formulas or pictures. Mend the file itself."
    ]


def signed_line(lang: Language) -> str:
    return (
        "Tệp gốc có chữ ký số; chữ ký ấy không có giá trị trong bản này."
        if lang == "vi"
        else "The file is signed; the signature does not hold for this copy."
    )
