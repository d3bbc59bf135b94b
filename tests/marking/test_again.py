"""A marked copy that is marked again: nothing piles up, and what was mended looks as it did at first."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from lbedu.own_form import NOTE_SIGN
from lbedu.reading.marked_copy import as_report, is_untouched, marked
from lbedu.reading.workbook import read_workbook
from tests.libreoffice import converted, needs_libreoffice
from tests.marking.crowded import NAMES, THREADED, crowded
from tests.marking.invariants import (
    Cells,
    assert_noted,
    assert_well_formed,
    copy_of,
    force_marked,
    members,
    opened,
    problem,
)
from tests.marking.test_crowded import CELLS

FIRST = NAMES[0]
LATER: Cells = {(FIRST, 3, 3): "missing", (FIRST, 12, 2): "error"}


def looks(data: bytes) -> dict[str, str]:
    """How every cell looks that looks like something."""
    return {
        f"{sheet.title}!{cell.coordinate}": repr(
            (cell.fill, cell.border, cell.number_format, cell.font, cell.protection)
        )
        for sheet in opened(data).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.has_style and "Lỗi" not in sheet.title
    }


@pytest.fixture(scope="module")
def again() -> bytes:
    return force_marked(force_marked(crowded(), CELLS).data, LATER).data


def test_marking_again_is_like_marking_once(again: bytes) -> None:
    before, after = read_workbook(crowded()), read_workbook(again)
    assert [sheet.name for sheet in after.sheets] == ["Lỗi cần sửa", *NAMES]
    assert_well_formed(again, members(again))
    assert_noted(before, after, LATER)
    mark = marked(after)
    assert mark is not None and is_untouched(after, mark)
    assert {place for place, _, _ in mark.kept} == {"'Số liệu'!C3", "'Số liệu'!B12"}
    assert as_report(after).sheets[0].cells == before.sheets[0].cells
    once = force_marked(crowded(), LATER).data
    ours, theirs = looks(again), looks(once)
    assert {place for place in theirs if theirs[place] != ours[place]} == set()


def test_what_is_no_problem_any_more_looks_as_it_did() -> None:
    twice = copy_of(force_marked(crowded(), CELLS).data, ()).data
    ours, theirs = looks(twice), looks(crowded())
    assert {place for place in theirs if theirs[place] != ours.get(place)} == set()
    after = read_workbook(twice)
    assert not any(NOTE_SIGN in note for sheet in after.sheets for note in sheet.notes.values())
    assert after.sheets[1].notes[3, 3] == THREADED
    frames = zipfile.ZipFile(io.BytesIO(twice)).read("xl/drawings/vmlDrawing1.vml")
    assert frames.count(b"<v:shape ") == 2
    assert b"lbedu" not in zipfile.ZipFile(io.BytesIO(twice)).read("xl/worksheets/sheet1.xml")


def test_the_same_problems_again_give_the_same_marks() -> None:
    once = force_marked(crowded(), CELLS).data
    twice = force_marked(once, CELLS).data
    assert looks(once) == looks(twice)
    thrice = force_marked(twice, CELLS).data
    assert len(members(thrice)) == len(members(once))


def test_a_moved_index_is_found() -> None:
    book = opened(force_marked(crowded(), CELLS).data)
    book.move_sheet("Lỗi cần sửa", 2)
    file = io.BytesIO()
    book.save(file)
    copy = force_marked(file.getvalue(), LATER)
    names = [sheet.name for sheet in read_workbook(copy.data).sheets]
    assert names.count("Lỗi cần sửa") == 1 and names[2] == "Lỗi cần sửa"
    assert opened(copy.data).sheetnames.index("Lỗi cần sửa") == opened(copy.data)._active_sheet_index  # type: ignore[attr-defined]


def test_mending_makes_it_a_report_again() -> None:
    file = io.BytesIO()
    book = opened(force_marked(crowded(), CELLS).data)
    book.save(file)
    saved = read_workbook(file.getvalue())
    mark = marked(saved)
    assert mark is not None and is_untouched(saved, mark), "saving alone mends nothing"
    book[FIRST]["C9"] = 4711
    book.save(file := io.BytesIO())
    mended = read_workbook(file.getvalue())
    mark = marked(mended)
    assert mark is not None and not is_untouched(mended, mark)
    del book["Lỗi cần sửa"]
    book.save(file := io.BytesIO())
    assert marked(read_workbook(file.getvalue())) is None


@needs_libreoffice
def test_after_libreoffice_has_saved_it(tmp_path: Any) -> None:
    """Numbers of styles, notes and frames are then all others."""
    data = force_marked(crowded(), CELLS).data
    (tmp_path / "a.xlsx").write_bytes(data)
    (saved,) = converted([tmp_path / "a.xlsx"], "xlsx", tmp_path / "saved")
    again = copy_of(saved.read_bytes(), (problem("error", FIRST, 12, 2),))
    book = opened(again.data)
    assert [sheet.title for sheet in book.worksheets].count("Lỗi cần sửa") == 1
    assert_noted(as_report(read_workbook(saved.read_bytes())), read_workbook(again.data), {(FIRST, 12, 2): "error"})
    assert book[FIRST]["C3"].fill.fill_type is None
    assert book[FIRST]["B12"].fill.fill_type == "solid"
