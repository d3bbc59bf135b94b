"""Makes the sample workbooks: the blank forms of 2021-2022, filled in with invented figures, the same bytes on every run.

python samples/make.py [FOLDER]"""

from __future__ import annotations

import datetime as dt
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lbedu import paper
from lbedu.directive.load import find_rule_file, load_directive
from lbedu.directive.model import FieldSpec, Form
from lbedu.handouts.blank import write_blank
from lbedu.own_form import IDENTITY, IDENTITY_SHEET, NO, YES
from lbedu.reading.layout import Figures, Listing, find_tables, titles
from lbedu.reading.workbook import read_workbook
from lbedu.vietnamese import fold

HERE = Path(__file__).parent
YEAR = "2021-2022"
DIRECTIVE = load_directive(find_rule_file(YEAR, None))
NOTE = "Số liệu trong tệp này là giả định, chỉ để minh họa."

Answer = str | int | float | bool | dt.date | None
"""A choice or rank may be given by its id; a text for a figure is typed as it stands."""
Answers = Mapping[str, Answer]
Rows = Mapping[tuple[str, str], Answers]
"""Form and code of the row (empty for a form without rows) → answers by field."""
Places = Iterator[tuple[tuple[int, int], Answer]]
"""Row and column → what is written there."""

# What the units say. Whatever is not given here is yes, the best rank, all of a whole, or 0.

RARE = {"high_quality", "excellence_school", "subjects_in_english", "japanese", "korean", "german", "pass_rate_plan"}
"""Questions that a school answers with no unless yes is given."""

# fmt: off
SINCE_2019: Answers = {
    "cqg_round": "none", "cqg_level": "level_1", "cqg_decision": "6114/QĐ-UBND",
    "cqg_date": dt.date(2019, 11, 15), "cqg_expiry": dt.date(2024, 11, 15),
}
NEW: Answers = {
    "cqg_round": "new", "cqg_decision": "1052/QĐ-UBND",
    "cqg_date": dt.date(2022, 3, 28), "cqg_expiry": dt.date(2027, 3, 28),
}
RENEWED: Answers = {**NEW, "cqg_round": "renewal", "cqg_decision": "1187/QĐ-UBND"}
MODEL: Answers = {"high_quality": True, "high_quality_evidence": "3358/QĐ-UBND ngày 12/7/2021"}
HIGH_QUALITY: Answers = {**MODEL, "high_quality_recognised_evidence": "3358/QĐ-UBND ngày 12/7/2021"}
BEST: Answers = {
    **HIGH_QUALITY, "subjects_in_english": True,
    "excellence_school": True, "contest_prizes": 34, "contest_prizes_last_year": 27,
}
CHU_VAN_AN: Answers = {
    **BEST, **MODEL, "german": True, "high_quality_recognised": False, "exam_average": 8.34, "exam_average_last_year": 8.12,
    "cqg_round": "renewal", "cqg_level": "level_2", "cqg_decision": "6205/QĐ-UBND",
    "cqg_date": dt.date(2021, 12, 22), "cqg_expiry": dt.date(2026, 12, 22),
}

SCHOOLS: Mapping[str, tuple[str, int, int, int, Answers]] = {
    "MN Long Biên A": ("Long Biên", 412, 36, 2, NEW),
    "MN Tràng An": ("Thượng Thanh", 385, 33, 2, {"cqg_round": "none", "cqg_recognised": False}),
    "MN Đô thị Sài Đồng": ("Phúc Đồng", 526, 48, 1, {**HIGH_QUALITY, "unis_classes": 2}),
    "MN Đô thị Việt Hưng": ("Giang Biên", 548, 50, 1, {**HIGH_QUALITY, "unis_classes": 3}),
    "TH Gia Thượng": ("Ngọc Thụy", 1286, 54, 4, NEW),
    "TH Đoàn Kết": ("Phúc Lợi", 1043, 45, 3, {"insured": 1034}),
    "TH Thanh Am": ("Thượng Thanh", 1178, 50, 4, RENEWED),
    "TH Long Biên": ("Long Biên", 984, 42, 2, {}),
    "TH Thạch Bàn A": ("Thạch Bàn", 1325, 56, 5, {}),
    "TH Phúc Đồng": ("Phúc Đồng", 1092, 47, 3, {}),
    "TH Đô thị Sài Đồng": ("Phúc Đồng", 936, 52, 0, {**BEST, "collects_tuition": True}),
    "THCS Nguyễn Bỉnh Khiêm": ("Phúc Lợi", 867, 44, 3, {**NEW, "had_exam_last_year": False}),
    "THCS Thạch Bàn": ("Thạch Bàn", 1214, 60, 4, {"serves_meals": False}),
    "THCS Long Biên": ("Long Biên", 958, 48, 3, {"serves_meals": False, "korean": True}),
    "THCS Ngọc Lâm": ("Ngọc Lâm", 1436, 71, 4, {"japanese": True, "exam_average": 7.86}),
    "THCS Chu Văn An": ("Phúc Lợi", 1120, 62, 0, CHU_VAN_AN),
}
"""School → ward, kindergarten children or pupils, teachers, those below the standard, and what is peculiar to it."""

WARDS: Mapping[str, tuple[int, int, int, int]] = {
    "Bồ Đề": (1248, 702, 874, 431),
    "Cự Khối": (536, 268, 381, 187),
    "Đức Giang": (1305, 738, 902, 446),
    "Gia Thụy": (742, 451, 518, 263),
    "Giang Biên": (918, 529, 653, 322),
    "Long Biên": (1012, 517, 704, 358),
    "Ngọc Lâm": (968, 596, 681, 335),
    "Ngọc Thụy": (1396, 761, 968, 482),
    "Phúc Đồng": (754, 449, 526, 259),
    "Phúc Lợi": (881, 482, 617, 304),
    "Sài Đồng": (723, 446, 503, 248),
    "Thạch Bàn": (1174, 618, 823, 405),
    "Thượng Thanh": (1257, 694, 879, 437),
    "Việt Hưng": (1089, 637, 762, 379),
}
"""Ward → children under 3, those of them who attend, children of 3 and 4, children of 5."""

OFFICE: Rows = {
    ("office", ""): {
        "area_pass_rate": 0.724, "city_pass_rate": 0.641, "toilets_before": 18, "toilets_th": 3, "toilets_thcs": 2,
        "renewed_mn": 4, "renewed_th": 1, "renewed_thcs": 1, "e_schools_kept": 22, "e_schools_new": 3,
        "smart_mn": 1, "smart_th": 1, "smart_thcs": 1, "leading_flag_evidence": "1973/QĐ-UBND ngày 26/5/2022",
        "renewed_names": "4 trường MN; TH Thanh Am; THCS Chu Văn An",
        "smart_names": "MN Đô thị Sài Đồng; TH Đô thị Sài Đồng; THCS Chu Văn An",
    },
    ("criterion", "C12"): {"rank": "good"},
    ("criterion", "C13"): {"rank": "good"},
    ("chu_van_an", "S2"): {"done_evidence": "6205/QĐ-UBND ngày 22/12/2021"},
    ("chu_van_an", "S5"): {"done": False},
    ("new_build", "X06"): {"started": False},
    **{("cambridge", row): {"classes": 2} for row in ("G1", "G2", "G3", "G4")},
    ("cambridge", "G5"): {"classes": 1},
}

REPORT: Answers = {
    **SINCE_2019, "cqg_date": "15/11/2019",
    "pupils": "1.243", "insured": 1234, "milk_pupils": 1162, "swimmers": 386,
    "excellence_school": True, "contest_prizes": "12 giải", "contest_prizes_last_year": 9,
    "subjects_in_english": True, "collects_tuition": False,
    "managers": 3, "teachers": 52, "qualified_teachers": 49,
}
"""A primary school where 9 pupils lack health insurance, and where somebody typed a word beside a figure."""
# fmt: on


def school(level: str, size: int, teachers: int, below: int, peculiar: Answers) -> Answers:
    """The figures of a school: what its size gives, then what is peculiar to it."""
    due = size if level == "TH" else size * 19 // 20
    leavers = size // 4
    sat = leavers * 23 // 25
    # fmt: off
    worked_out: Answers = {
        "kindergarten_children": size, "pupils": size, "swimmers": size * 3 // 10,
        "milk_children": size * 91 // 100, "milk_pupils": size * 94 // 100,
        "montessori_classes": 2, "steam_classes": 4,
        "managers": 3, "teachers": teachers, "qualified_teachers": teachers - below,
        "collects_tuition": level != "TH", "parents_due": due,
        "parents_cashless": due if peculiar.get("high_quality") else due * 3 // 4,
        "graduates": leavers, "sat_exam": sat, "applied_vocational": leavers - sat,
        "admitted_public": sat * 4 // 5 + teachers // 10, "exam_average": 7.42, "exam_average_last_year": 7.18,
    }
    # fmt: on
    return {**SINCE_2019, **worked_out, **peculiar}


def ward(name: str) -> Answers:
    """The figures of a ward."""
    fields = ("children_under_3", "attending_under_3", "children_3_4", "children_5")
    return dict(zip(fields, WARDS[name], strict=True))


def answers(form: Form, level: str, given: Answers, mark: str, nth: int) -> dict[str, Answer]:
    """An answer to every field that is asked in the nth row; `mark` stands in the numbers of documents."""
    found: dict[str, Answer] = {}
    for name, field in form.by_id.items():
        asked = field.asked_when is None or found.get(field.asked_when) is True
        if asked and field.asked_of(level or None):
            if name in given:
                found[name] = given[name]
            elif field.part_of:
                found[name] = found[field.part_of]
            elif not field.optional:
                found[name] = usual(field, mark, nth)
    return found


def usual(field: FieldSpec, mark: str, nth: int) -> Answer:
    """What a field says where nothing is given."""
    match field.type:
        case "yes_no":
            return field.id not in RARE
        case "count" | "number" | "percent":
            return 0
        case "date":
            return dt.date(2021, 12, 8) + dt.timedelta(weeks=nth)
        case "choice" | "rank" | "level":
            return DIRECTIVE.file.choices[field.options or ""][0].id
        case "text" | "name":
            return f"{int(field.code[:2]) + 10 * nth}/KH-{mark} ngày 15/10/2021"


def written(field: FieldSpec, answer: Answer) -> Answer:
    """An answer as a clerk writes it."""
    if isinstance(answer, bool):
        return YES if answer else NO
    options = DIRECTIVE.file.choices[field.options] if field.options else ()
    return next((option.vi for option in options if option.id == answer), answer)


def identity(table: Figures, who: Answers) -> Places:
    """Who reports, by the codes of the first sheet."""
    keys = {row.code: row.key for row in IDENTITY}
    for row in table.rows:
        if keys.get(row.code) in who:
            yield (row.cell.row, table.figure_column), who[keys[row.code]]


def figures(table: Figures | Listing, kind: str, level: str, given: Rows, mark: str) -> Places:
    """The answers of one form, each at the place where its code asks for it."""
    above = titles(table.sheet, table.header_row)
    name, form = next((n, f) for n, f in DIRECTIVE.forms.items() if f.unit == kind and fold(f.title.vi) in above)
    fields = {field.code: field for field in form.by_id.values()}
    for nth, row in enumerate(table.rows, 1):
        key, place = (row.code, nth) if isinstance(table, Listing) else ("", 1)
        said = answers(form, level, given.get((name, key), {}), mark, place)
        for code, column in table.columns if isinstance(table, Listing) else [(row.code, table.figure_column)]:
            if code in fields and fields[code].id in said:
                yield (row.cell.row, column), written(fields[code], said[fields[code].id])


@cache
def blank(kind: str, level: str) -> bytes:
    """The blank form of a kind of unit."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "blank.xlsx"
        write_blank(DIRECTIVE, kind, level or None, path)
        return path.read_bytes()


def write(kind: str, level: str, who: Answers, given: Rows, path: Path) -> None:
    """Fill in the blank form of a kind of unit, and save it as the blank form itself is saved."""
    initials = "".join(word[0] for word in str(who["name"]).split()[1:])
    mark = {"ward": "UBND", "office": "GDĐT"}.get(kind, initials)
    form = blank(kind, level)
    book = load_workbook(BytesIO(form), rich_text=True)
    pages = []
    for table in (table for sheet in read_workbook(form).sheets for table in find_tables(sheet)):
        sheet: Any = book[table.sheet.name]
        if isinstance(table, Figures) and sheet.title == IDENTITY_SHEET:
            places = identity(table, who)
            sheet.cell(sheet.max_row + 2, 1, NOTE).font = Font(name=paper.FACE, size=12, bold=True, italic=True)
        else:
            places = figures(table, kind, level, given, mark)
        for (row, column), value in places:
            sheet.cell(row, column).value = value
            lines = ceil(len(str(value)) / (sheet.column_dimensions[get_column_letter(column)].width - 2))
            sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height, 16 * lines + 5)
        pages.append(Filled(sheet, codes(table)))
    path.write_bytes(paper.packed(book, pages, str(book.properties.title), book.properties.created))


class Filled(paper.Page):
    """A sheet that is laid out already."""

    def __init__(self, sheet: Worksheet, codes: list[str]) -> None:
        self.sheet, self.codes = sheet, codes

    def fit(self) -> None:
        """It fits as the blank form did."""


def codes(table: Figures | Listing) -> list[str]:
    """Where the codes stand: texts that look like numbers."""
    first, last = table.rows[0].cell, table.rows[-1].cell
    if isinstance(table, Figures):
        return [f"{first.address}:{last.address}"]
    left, right = (get_column_letter(table.columns[end][1]) for end in (0, -1))
    return [f"{left}{table.header_row + 1}:{right}{first.row - 1}", f"{first.address}:{last.address}"]


def file_name(name: str) -> str:
    """A name as that of a file: `MN Tràng An` as `mn-trang-an.xlsx`."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d").replace("&", " "))
    return "-".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split()) + ".xlsx"


def make(folder: Path) -> None:
    """Write `report.xlsx` and the folder of the year."""
    year = folder / YEAR
    year.mkdir(parents=True, exist_ok=True)
    signed: Answers = {"person": "Nguyễn Văn A", "date": dt.date(2022, 7, 15)}
    public: Answers = {"type": DIRECTIVE.file.units["school"].types["public"].vi, **signed}
    hoa_phuong = {**public, "name": "TH Hoa Phượng", "ward": "Bồ Đề", "date": dt.date(2022, 5, 31)}
    write("school", "TH", hoa_phuong, {("school", ""): REPORT}, folder / "report.xlsx")
    for unit in DIRECTIVE.file.units["school"].named:
        home, size, teachers, below, peculiar = SCHOOLS[unit.name]
        who = {**public, "name": unit.name, "ward": home}
        given: Rows = {("school", ""): school(unit.level or "", size, teachers, below, peculiar)}
        write("school", unit.level or "", who, given, year / file_name(unit.name))
    for name in DIRECTIVE.file.expects["ward"]:
        given = {("ward", ""): ward(name)}
        write("ward", "", {"name": name, **signed}, given, year / file_name(f"Phường {name}"))
    for name in DIRECTIVE.file.expects["office"]:
        write("office", "", {"name": name, **signed}, OFFICE, year / file_name(name))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
