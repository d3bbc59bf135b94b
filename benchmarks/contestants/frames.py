"""What the contestants over pandas have in common: the workbooks of a folder as one frame for each level, a row a school."""

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

RULES = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
POOLED = "--pooled" in sys.argv
"""All schools of a level are validated at once, not each by itself."""


def said_in(path: Path) -> dict[str, Any]:
    """What a workbook says by codes, on its first sheet and on that of its figures; `file` is its name."""
    said: dict[str, Any] = {"file": path.name}
    sheets = pd.read_excel(
        path, sheet_name=[RULES["identity"]["sheet"], RULES["sheet"]], header=None, engine="openpyxl"
    )
    for sheet in sheets.values():
        rows = sheet.to_numpy().tolist()
        top = next(number for number, row in enumerate(rows) if RULES["code"] in row)
        code, figure = rows[top].index(RULES["code"]), rows[top].index(RULES["figure"])
        said |= {row[code]: row[figure] for row in rows[top + 1 :] if isinstance(row[code], str)}
    return said


def frames() -> dict[str, pd.DataFrame]:
    """The schools of each level, every column of objects: whatever was typed is still there."""
    schools: dict[str, list[dict[str, Any]]] = {level: [] for level in RULES["levels"]}
    for path in sorted(Path(sys.argv[2]).glob("*.xlsx")):
        said = said_in(path)
        schools[RULES["identity"]["words"][said[RULES["identity"]["level"]]]].append(said)
    columns = {level: ["file", *(rule["code"] for rule in rules)] for level, rules in RULES["levels"].items()}
    return {level: pd.DataFrame(rows, columns=columns[level], dtype=object) for level, rows in schools.items() if rows}


def validated_together(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """What one validation is of: a workbook, or all of a level."""
    return [frame] if POOLED else [frame.iloc[[row]] for row in range(len(frame))]


def must_be_filled(rule: dict[str, Any]) -> bool:
    """Blank is allowed only where another field decides whether this one is asked."""
    return rule["required"] and "asked_when" not in rule


def right(rule: dict[str, Any], column: pd.Series) -> pd.Series:
    """Which values of a column are what their field takes; the column holds no blanks."""
    match rule["type"]:
        case "count":
            number = numbers(column)
            return number.between(rule["min"], rule["max"]) & (number % 1 == 0)
        case "number":
            return numbers(column).between(rule["min"], rule["max"])
        case "yes_no":
            return column.isin([RULES["yes"], RULES["no"]])
        case "choice" | "rank":
            return column.isin(rule["options"])
        case "date":
            return column.map(lambda value: isinstance(value, pd.Timestamp | dt.datetime))
        case _:
            return column.map(lambda value: isinstance(value, str) and len(value) <= rule["longest"])


def numbers(column: pd.Series) -> pd.Series:
    """The numbers of a column of objects; what is none is not a number."""
    return pd.to_numeric(column.where(column.map(lambda value: isinstance(value, int | float))), errors="coerce")


def part_is_at_most_whole(frame: pd.DataFrame, part: str, whole: str) -> pd.Series:
    """True where one of both is no number: that is said of the column itself."""
    return ~(numbers(frame[part]) > numbers(frame[whole]))


def asked_and_answered(frame: pd.DataFrame, rule: dict[str, Any]) -> pd.Series:
    """What is asked after a yes is filled where it must be, and after a no it says nothing."""
    code, condition = rule["code"], frame[rule["asked_when"]]
    lacking = (condition == RULES["yes"]) & frame[code].isna() if rule["required"] else False
    needless = (condition == RULES["no"]) & frame[code].notna() & ~frame[code].isin([0, RULES["no"], ""])
    return ~(lacking | needless)


def print_result(checked: dict[str, pd.DataFrame], wrong: set[tuple[str, str]]) -> None:
    """How much was checked, and which fields are wrong, as JSON."""
    fields = sum(len(frame) * (frame.shape[1] - 1) for frame in checked.values())
    said = {"workbooks": sum(map(len, checked.values())), "fields": fields, "wrong": sorted(wrong)}
    print(json.dumps(said))
