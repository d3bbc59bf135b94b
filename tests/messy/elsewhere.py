"""The same workbooks by writers that are not Python's; `python -m tests.messy.elsewhere` writes `written/` anew."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.messy.accidents import BY_TYPE, Accident
from tests.messy.binary import in_full
from tests.messy.plans import Placed, Plan, by_openpyxl, bytes_of, lists, opened, without
from tests.mutation.seeds import MADE
from tests.reading.tables import Layout, book_of

HERE = Path(__file__).resolve().parent
WRITTEN = HERE / "written"
CANNOT = {"exceljs": "", "sheetjs": "unsaved", "libreoffice": "unsaved"}
"""What a writer cannot write, or mends: LibreOffice calculates what was never calculated."""
FORMATS = {
    "exceljs": ("xlsx",),
    "sheetjs": ("xlsx", "xls", "xlsb"),
    "libreoffice": ("xlsx", "xls", "ods"),
}
"""What a writer writes, and we read."""
REFUSED = ("xlsb", "ods")
"""What SheetJS writes in its own way: of each one file is kept, as it is, to see it refused."""


def plans() -> Iterator[Plan]:
    """All counts and all answers in one table, all dates in the lists of an office."""
    layout = Layout(codes=True, extra=("Phường",), signed=False)
    columns = {"food_poisoning": BY_TYPE["count"], "serves_meals": BY_TYPE["yes_no"]}
    plain = {"Phường": "Bồ Đề", "pupils": 2_000_000, "insured": 0, "food_poisoning": 0, "serves_meals": "Có"}
    rows = [plain | {"order": n, "name": f"TH Số {n}"} for n in range(1, max(map(len, columns.values())) + 1)]
    book = book_of(layout, rows)
    placed = [
        Placed(book.worksheets[0].title, layout.first + n, layout.column(field), accident, field)
        for field, accidents in columns.items()
        for n, accident in enumerate(accidents)
    ]
    yield Plan("table", bytes_of(book), tuple(placed))
    yield from (plan._replace(name="lists") for plan in lists("date"))


def sound() -> Iterator[Plan]:
    """Workbooks that nothing befell, to make mutants of: a table, an own form, somebody else's form."""
    for name in ("table", "ward", "foreign form"):
        yield Plan(f"sound-{name.partition(' ')[0]}", MADE[name][0](), ())


def as_json(plan: Plan) -> dict[str, Any]:
    """A plan for a program in another language."""
    accidents = {(one.sheet, one.row, one.column): one.accident for one in plan.placed}
    sheets = []
    for sheet in opened(plan.source).worksheets:
        cells = {(c.row or 0, c.column or 0): (c.value, c.number_format) for row in sheet.iter_rows() for c in row}
        listed = []
        for (row, column), (value, code) in sorted(cells.items()):
            one = accidents.get((sheet.title, row, column))
            kind, content = (one.special, one.content) if one else ("", value)
            if content is not None:
                kind = kind or type(content).__name__
                written = content.isoformat() if isinstance(content, dt.date) else content
                listed.append([row, column, kind, written, one.format if one else code])
        merges = [[one.min_row, one.min_col, one.max_row, one.max_col] for one in sheet.merged_cells.ranges]
        hidden = sheet.sheet_state != "visible"
        sheets.append({"name": sheet.title, "hidden": hidden, "cells": listed, "merges": sorted(merges)})
    return {"sheets": sheets}


def expectation(one: Placed) -> list[object]:
    """A line of what is expected: place, story, whether it has to be read, what it may mean."""
    accident = one.accident
    means = [[type(known).__name__, str(known)] for known in accident.means]
    return [one.sheet, one.row, one.column, one.field, accident.name, accident.content, accident.sure, means]


def expected(line: list[Any]) -> Placed:
    """From such a line."""
    sheet, row, column, field, name, content, sure, means = line
    read: dict[str, Callable[[str], object]] = {
        "int": int,
        "bool": lambda text: text == "True",
        "date": dt.date.fromisoformat,
        "Fraction": Fraction,
        "str": str,
    }
    known = tuple(read[kind](text) for kind, text in means)
    return Placed(sheet, row, column, Accident(name, content, known, sure=sure), field)


def by_libreoffice(data: bytes, soffice: str, suffix: str = "xlsx") -> bytes:
    """A workbook opened and saved again by LibreOffice, maybe in another format."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.xlsx").write_bytes(data)
        command = [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
        ]
        command += ["--outdir", str(folder / "out"), str(folder / "a.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (folder / "out" / f"a.{suffix}").read_bytes()


def write(writer: str, plan: Plan, suffix: str) -> bytes:
    """One plan by one writer."""
    if writer == "libreoffice":
        return by_libreoffice(by_openpyxl(without(plan, "formula")), shutil.which("soffice") or "soffice", suffix)
    return by_node(writer, json.dumps(as_json(plan)), suffix)


def by_node(writer: str, plan: str, suffix: str) -> bytes:
    """A plan as JSON by a writer of npm's."""
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "plan.json", Path(name) / f"out.{suffix}"
        source.write_text(plan, encoding="utf-8")
        subprocess.run(["node", str(HERE / "writers" / f"{writer}.mjs"), str(source), str(target)], check=True)
        return target.read_bytes()


def _written(writer: str, plan: Plan, suffix: str) -> bytes:
    data = write(writer, plan, suffix)
    return in_full(data) if suffix == "xlsb" else data


def main(wanted: list[str]) -> None:
    """Write every plan by every writer in every format, or in the wanted ones, and what is expected of it."""
    for writer, cannot in CANNOT.items():
        for plan in (*plans(), *sound()):
            mine = without(plan, cannot) if cannot else plan
            mine = without(mine, "formula") if writer == "libreoffice" else mine
            for suffix in FORMATS[writer]:
                if suffix in (wanted or FORMATS[writer]) and (plan.placed or suffix != "xlsx"):
                    (WRITTEN / f"{writer}-{plan.name}.{suffix}").write_bytes(_written(writer, mine, suffix))
            if plan.placed:
                lines = ",\n".join(json.dumps(expectation(one), ensure_ascii=False) for one in mine.placed)
                (WRITTEN / f"{writer}-{plan.name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    for suffix in REFUSED:
        if suffix in (wanted or REFUSED):
            (WRITTEN / f"sheetjs-refused.{suffix}").write_bytes(write("sheetjs", next(sound()), suffix))


if __name__ == "__main__":
    main(sys.argv[1:])
