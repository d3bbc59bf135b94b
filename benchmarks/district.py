"""A district of 84 schools with invented figures, the same on every run, and a copy of it with known mistakes."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook

from lbedu.directive.model import FieldSpec
from lbedu.own_form import CODE, FIGURE, FIGURES_SHEET, IDENTITY, IDENTITY_SHEET, NO, YES
from lbedu.reading.cells.shape import MOST
from lbedu.reading.cells.values import MAX_TEXT
from samples import figures_2021 as figures
from samples.filling import Answers, file_name

SCHOOLS = {"MN": 34, "TH": 28, "THCS": 22}
"""Level → how many; about as many as a city district has."""
PECULIAR: tuple[Answers, ...] = (
    {},
    figures.NEW,
    figures.RENEWED,
    {"cqg_round": "none", "cqg_recognised": False},
    {"serves_meals": False},
    figures.HIGH_QUALITY,
    {"had_exam_last_year": False, "japanese": True},
)
"""What is peculiar to every seventh school."""
MISTAKES: Mapping[tuple[str, str], object] = {
    ("mn-mau-01.xlsx", "03"): "khoảng 400",  # a text in a count
    ("mn-mau-02.xlsx", "56"): 999,  # a part larger than its whole
    ("mn-mau-03.xlsx", "49"): dt.datetime(2024, 11, 15),  # a date where code 45 says that there is none
    ("mn-mau-33.xlsx", "40"): 2.5,  # a count that is not whole
    ("th-mau-01.xlsx", "46"): "Mức độ 9",  # not an option
    ("th-mau-02.xlsx", "31"): "Đúng",  # neither Có nor Không
    ("th-mau-03.xlsx", "48"): "hôm qua",  # not a date
    ("th-mau-28.xlsx", "41"): None,  # blank
    ("thcs-mau-01.xlsx", "73"): 11.5,  # more than 10 points
    ("thcs-mau-01.xlsx", "39"): -3,  # below 0
    ("thcs-mau-22.xlsx", "72"): 5000,  # a part larger than its whole
}
"""Workbook and code of the field → what is typed over its figure in the copy."""


def write_district(folder: Path) -> None:
    """Write the 84 workbooks, by the script that makes the samples."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    random = Random(2021)
    signed: Answers = {"type": "Công lập", "person": "Nguyễn Văn A", "date": dt.date(2022, 7, 15)}
    for level, count in SCHOOLS.items():
        for nth in range(1, count + 1):
            name = f"{level} Mẫu {nth:02}"
            teachers = random.randint(25, 75)
            peculiar = PECULIAR[nth % len(PECULIAR)]
            said = figures.school(level, random.randint(240, 1900), teachers, random.randint(0, 6), peculiar)
            who = {**signed, "name": name, "ward": random.choice(sorted(figures.WARDS))}
            figures.FILLING.form("school", level, who, {("school", ""): said}, folder / file_name(name))


def write_mistaken(folder: Path, district: Path) -> None:
    """Write the copy with the mistakes."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(district, folder)
    for file in sorted({file for file, _ in MISTAKES}):
        book = load_workbook(folder / file)
        sheet: Any = book[FIGURES_SHEET]
        rows = sheet.iter_rows()
        header = next(words for words in ([cell.value for cell in row] for row in rows) if CODE in words)
        code, figure = header.index(CODE), header.index(FIGURE)
        for row in rows:
            if (file, row[code].value) in MISTAKES:
                row[figure].value = MISTAKES[file, row[code].value]
        book.save(folder / file)


def write_rules(path: Path) -> None:
    """Write what the form demands of every field, as JSON: all that a contestant knows of the rule file."""
    form = figures.FILLING.directive.forms["school"]

    def rule(field: FieldSpec) -> dict[str, object]:
        found: dict[str, object] = {"code": field.code, "type": field.type, "required": not field.optional}
        match field.type:
            case "count" | "number":
                found |= {"min": field.min, "max": MOST if field.max is None else field.max}
            case "choice" | "rank":
                found["options"] = [option.vi for option in figures.FILLING.directive.file.choices[field.options or ""]]
            case "text":
                found["longest"] = MAX_TEXT
            case "yes_no" | "date":
                pass
            case _:
                raise SystemExit(f"the contestants know no field of type {field.type}: code {field.code}")
        others = {"part_of": field.part_of, "asked_when": field.asked_when}
        return found | {key: form.by_id[other].code for key, other in others.items() if other}

    levels = {level: [rule(f) for f in form.by_id.values() if f.asked_of(level)] for level in SCHOOLS}
    words = {level.vi: name for name, level in figures.FILLING.directive.file.units["school"].levels.items()}
    identity = {
        "sheet": IDENTITY_SHEET,
        "level": next(row.code for row in IDENTITY if row.key == "level"),
        "words": words,
    }
    layout = {"sheet": FIGURES_SHEET, "identity": identity, "code": CODE, "figure": FIGURE, "yes": YES, "no": NO}
    path.write_text(json.dumps({**layout, "levels": levels}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def figures_asked() -> int:
    """How many figures the 84 workbooks ask for."""
    fields = figures.FILLING.directive.forms["school"].by_id.values()
    return sum(count * sum(field.asked_of(level) for field in fields) for level, count in SCHOOLS.items())
