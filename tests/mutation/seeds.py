"""The sound workbooks that mutants are made of: submissions in every shape that is read, and what people send besides."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]

from lbedu.scorecard import Scorecard
from lbedu.submission import Value
from tests.cli.workbooks import checked, filled
from tests.mutation.archives import Parts, joined, taken_apart
from tests.reading.ministry import ministry
from tests.reading.tables import Layout, book_of

FIXTURES = Path(__file__).resolve().parent.parent / "messy" / "written"
"""Workbooks of other writers, as they are on disk."""


Figures = Mapping[tuple[str, str, str, str], Value]
"""By unit, form, row of a list and field."""


class Seed(NamedTuple):
    """A sound workbook taken apart, and what it says."""

    name: str
    data: bytes
    parts: Parts
    options: Mapping[str, Any]
    figures: Figures
    codes: tuple[str, ...]
    weight: float = 1
    suffix: str = ".xlsx"


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _table() -> bytes:
    rows = [
        {"order": n, "name": f"Trường Tiểu học {name}", "Phường": "Bồ Đề", "pupils": 100 + n, "insured": 99}
        | {"food_poisoning": 0, "serves_meals": "Có"}
        for n, name in enumerate(("Hoa Sen", "Hoa Mai", "Hoa Lan"), 1)
    ]
    return saved(book_of(Layout(codes=True, extra=("Phường",)), rows))


def _table_by_xlsxwriter() -> bytes:
    """The same table as another writer writes it: without styles of its own, texts shared."""
    file = io.BytesIO()
    source = openpyxl.load_workbook(io.BytesIO(_table())).worksheets[0]
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Số liệu")
        for row in source.iter_rows():
            for cell in row:
                if cell.value is not None:
                    sheet.write(cell.row - 1, cell.column - 1, cell.value)
    return file.getvalue()


def _looks_public() -> bytes:
    """Nothing of ours: charts, formats, notes, links, hidden things, dates, formulas."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sales & more")
        money, day = book.add_format({"num_format": '#,##0.00 "đ"'}), book.add_format({"num_format": "dd/mm/yyyy"})
        for row in range(12):
            sheet.write_row(row, 0, [f"Row {row}", row * 1.1, row % 3 == 0])
            sheet.write_number(row, 3, 44000 + row, day)
            sheet.write_formula(row, 4, f"=B{row + 1}*2", money, row * 2.2)
        sheet.write_rich_string(13, 0, "plain ", book.add_format({"bold": True}), "bold", " plain")
        sheet.write_comment("A1", "a note")
        sheet.write_url("A16", "https://example.test/", string="link")
        sheet.merge_range("A18:C19", "merged")
        sheet.conditional_format("B1:B12", {"type": "3_color_scale"})
        sheet.data_validation("C1:C12", {"validate": "list", "source": ["a", "b"]})
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column(6, 7, 10, None, {"hidden": True})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Sales & more'!$B$1:$B$12"})
        sheet.insert_chart("H2", chart)
        book.add_worksheet("Empty").hide()
        book.define_name("Total", "='Sales & more'!$B$1")
    return file.getvalue()


def _own(*words: Any, **more: Any) -> Callable[[], bytes]:
    return lambda: saved(filled(*words, **more))


MADE: Mapping[str, tuple[Callable[[], bytes], Mapping[str, Any], int]] = {
    "table by XlsxWriter": (_table_by_xlsxwriter, {"view": "units"}, 12),
    "table": (_table, {}, 2),
    "ward": (_own("ward", None, "Bồ Đề"), {}, 10),
    "foreign form": (lambda: saved(ministry()), {"unit": "MN Tràng An", "year": "2021-2022"}, 6),
    "school": (_own("school", "TH", "TH Hoa Phượng"), {}, 3),
    "office with lists": (_own("office"), {}, 1),
    "looks public": (_looks_public, {"year": "2021-2022"}, 6),
}


WORDS = {"table": "table", "ward": "ward", "foreign": "foreign form"}
"""What is in the workbooks of other formats."""
OTHERS = 0.1
"""How often one of those: each starts a process, which takes as long as ten others."""


def figures(card: Scorecard) -> Figures:
    """What is said, by whom."""
    return {
        (submission.unit.name, submission.form, record.row, field): said.value
        for submission in card.submissions
        for record in submission.records
        for field, said in record.said.items()
    }


def codes_of(card: Scorecard) -> tuple[str, ...]:
    return tuple(sorted(f"{problem.code} {problem.place.address}" for problem in card.problems))


def _sources() -> Iterator[tuple[str, bytes, Mapping[str, Any], float]]:
    for name, (make, options, weight) in MADE.items():
        yield name, make(), options, weight
    for path in sorted(FIXTURES.glob("*-lists.xlsx")):
        yield path.name, path.read_bytes(), {"year": "2021-2022"}, 2
    for path in sorted(FIXTURES.glob("*-sound-*")):
        yield path.name, path.read_bytes(), MADE[WORDS[path.stem.rpartition("-")[2]]][1], OTHERS


@cache
def seeds(folder: Path) -> tuple[Seed, ...]:
    """All of them; put together again by our own hands they still say the same."""
    found = []
    for number, (name, data, options, weight) in enumerate(_sources()):
        suffix = Path(name).suffix or ".xlsx"
        parts = Parts((), ()) if suffix == ".xls" else taken_apart(data)
        path = folder / f"seed-{number}{suffix}"
        path.write_bytes(joined(parts.members) if parts.members else data)
        card = checked(path, **options)
        path.write_bytes(data)
        assert figures(checked(path, **options)) == figures(card), name
        found.append(Seed(name, data, parts, options, figures(card), codes_of(card), weight, suffix))
    return tuple(found)
