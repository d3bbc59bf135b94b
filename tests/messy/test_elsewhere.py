"""The accidents as exceljs, SheetJS and LibreOffice write them; and random workbooks as LibreOffice understands them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from lbedu.reading.workbook import Cell, Unreadable, Workbook, open_workbook, read_workbook
from tests.cli.workbooks import checked
from tests.libreoffice import SOFFICE, converted, needs_libreoffice
from tests.messy.elsewhere import FORMATS, REFUSED, WRITTEN, by_libreoffice, expected
from tests.messy.oracle import At, Book, Raw, read
from tests.messy.oracle_others import read_any
from tests.messy.plans import by_openpyxl, tables, without
from tests.messy.random_books import random_book
from tests.messy.test_accidents import every_said, wrongs
from tests.thorough import some

RUN, SLICE, OTHERS = 3, range(some(24, 500)), range(some(24, 300))
FIXTURES = sorted(path for path in WRITTEN.iterdir() if path.suffix != ".json" and path.with_suffix(".json").exists())
UNTOLD = repr("\ufeff45")
"""calamine takes the mark before this figure for that of the order of bytes in .xls and .xlsb: nothing that one sees."""


def test_every_writer_has_written_in_every_format() -> None:
    assert {path.name for path in FIXTURES} == {
        f"{writer}-{what}.{suffix}"
        for writer, suffixes in FORMATS.items()
        for suffix in suffixes
        for what in ("table", "lists")
    }


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_what_other_programs_write_is_read_as_it_was_meant(path: Path) -> None:
    placed = tuple(expected(line) for line in json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
    if path.suffix in (".xls", ".xlsb"):
        placed = tuple(one for one in placed if one.accident.name != UNTOLD)
    card = checked(path, view="units")
    assert [*wrongs(card, placed)] == []
    assert len(placed) > 10 and every_said(card)


@pytest.mark.parametrize("suffix", REFUSED)
def test_what_sheetjs_writes_in_its_own_way_is_refused(suffix: str) -> None:
    """calamine reads neither; of the .xlsb it once told the first cell of every row, and the rest was lost without a word."""
    card = checked(WRITTEN / f"sheetjs-refused.{suffix}")
    assert [(problem.code, problem.facts["kind"]) for problem in card.problems] == [("old_format", f".{suffix}")]
    assert not card.submissions


@needs_libreoffice
@pytest.mark.parametrize("type_", ["count", "yes_no"])
def test_what_libreoffice_saves_again_is_read_as_it_was_meant(type_: str, tmp_path: Path) -> None:
    field = {"count": "food_poisoning", "yes_no": "serves_meals"}[type_]
    plan = without(without(next(iter(tables(type_, field))), "unsaved"), "formula")
    (tmp_path / "a.xlsx").write_bytes(by_libreoffice(by_openpyxl(plan), SOFFICE or ""))
    assert [*wrongs(checked(tmp_path / "a.xlsx", view="units"), plan.placed)] == []


KINDS = {"formula_without_value": "nothing", "bool": "bool or number", "date": "date or number"}
"""What another reader may call a cell; LibreOffice stores the truth values of an .xlsx as numbers in an .ods."""


def disagreeing(ours: Workbook, theirs: Book) -> Iterator[str]:
    """Every cell that another reader of .xls, .xlsb or .ods reads otherwise, or that only one of the two sees."""
    if [sheet.name for sheet in ours.sheets] != [*theirs.sheets]:
        yield f"sheets {[sheet.name for sheet in ours.sheets]} and {[*theirs.sheets]}"
        return
    for sheet in ours.sheets:
        other = theirs.sheets[sheet.name]
        for at in sorted(sheet.cells.keys() | other.keys()):
            mine, raw = sheet.cells.get(at), other.get(at)
            if mine is None or raw is None or not agree(mine, raw):
                yield f"{sheet.name}!{at}: ours {mine}, theirs {raw}"


def agree(mine: Cell, raw: Raw) -> bool:
    """Whether two readers tell the same of a cell."""
    if raw.kind not in KINDS.get(mine.kind, mine.kind):
        return False
    if mine.kind == "number":
        return near(mine.value, raw.text) and ("%" in mine.format) == ("%" in raw.format)
    return mine.kind != "text" or str(mine.value).removeprefix("\ufeff") == raw.text.removeprefix("\ufeff")


@pytest.mark.parametrize("path", [path for path in FIXTURES if path.suffix != ".xlsx"], ids=lambda path: path.name)
def test_another_reader_reads_the_same_cells(path: Path) -> None:
    assert [*disagreeing(open_workbook(path), read_any(path.read_bytes(), path.suffix))] == []


@pytest.mark.thorough
@needs_libreoffice
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_another_reader_reads_the_same_of_what_libreoffice_saves(suffix: str, tmp_path: Path) -> None:
    books = {number: random_book(RUN, number) for number in OTHERS}
    small = [n for n, data in books.items() if all(max(s.cells)[0] < 100 for s in read_workbook(data).sheets)]
    for number in small:
        (tmp_path / f"{number}.xlsx").write_bytes(books[number])
    saved = converted([tmp_path / f"{number}.xlsx" for number in small], suffix, tmp_path / "out")
    found: dict[str, list[str]] = {}
    read_by_both = 0
    for path in saved:
        try:
            ours = open_workbook(path)
        except Unreadable:
            continue
        found[path.name] = [*disagreeing(ours, read_any(path.read_bytes(), path.suffix))][:3]
        read_by_both += 1
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert read_by_both > len(saved) / 4  # a number that no calendar has a day for, shown as a date, refuses the file


def differing(cells: Mapping[At, Cell], other: Mapping[At, Raw]) -> Iterator[str]:
    """Numbers and texts that LibreOffice understands otherwise; what it calculates anew is left out."""
    for at, mine in cells.items():
        raw = other.get(at)
        if mine.formula:
            continue
        if mine.kind == "number" and (raw is None or raw.kind != "number" or not near(mine.value, raw.text)):
            yield f"{at}: {mine.value} and {raw}"
        elif mine.kind == "text" and str(mine.value).strip() and (raw is None or raw.text != mine.value):
            yield f"{at}: {mine.value!r} and {raw}"


def near(mine: object, text: str) -> bool:
    """The same number to 14 digits: LibreOffice writes 15 of its own."""
    return f"{float(str(mine)):.14g}" == f"{float(text):.14g}" or math.isclose(
        float(str(mine)), float(text), rel_tol=1e-14
    )


@pytest.mark.thorough
@needs_libreoffice
def test_libreoffice_understands_the_same_cells(tmp_path: Path) -> None:
    books = {number: random_book(RUN, number) for number in SLICE}
    read_by_us = {number: read_workbook(data) for number, data in books.items()}
    small = [n for n, book in read_by_us.items() if all(max(sheet.cells)[0] < 100 for sheet in book.sheets)]
    for number in small:  # LibreOffice takes its time over a cell in the last row
        (tmp_path / f"{number}.xlsx").write_bytes(books[number])
    saved = converted([tmp_path / f"{number}.xlsx" for number in small], "xlsx", tmp_path / "out")
    found: dict[int, list[str]] = {}
    compared = 0
    for number, path in zip(small, saved, strict=True):
        ours = read_by_us[number]
        theirs = read(path.read_bytes())
        for sheet in ours.sheets:
            compared += len(sheet.cells)
            found.setdefault(number, []).extend(differing(sheet.cells, theirs.sheets[sheet.name]))
    assert {number: lines for number, lines in found.items() if lines} == {}
    assert compared > 100
