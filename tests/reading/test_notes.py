"""Notes of cells: looked at where a figure is missing, never read, and no matter of the figures when they are damaged."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from lbedu.reading.cells.accidents import holds_figure
from lbedu.reading.workbook import LIMITS, Unreadable, Workbook, read_workbook
from tests.cli.workbooks import checked, code_of, figure, figures, filled, problems, saved
from tests.reading.tables import Layout, book_of

COMMENTS = "xl/comments/comment1.xml"
THREAD = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment. Learn more: "
    "https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    {}"
)


def with_notes(**notes: str) -> bytes:
    """A workbook with 45 in B2 and notes."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["B2"] = 45
    for address, text in notes.items():
        sheet[address].comment = Comment(text, "Hà")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def changed(data: bytes, edit: Callable[[str, bytes], bytes | None]) -> bytes:
    """A package with its parts changed; None leaves one out."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = edit(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return held.getvalue()


def in_comments(old: bytes, new: bytes) -> Callable[[str, bytes], bytes | None]:
    def edit(name: str, content: bytes) -> bytes:
        assert name != COMMENTS or old in content
        return content.replace(old, new) if name == COMMENTS else content

    return edit


def figure_of(book: Workbook) -> object:
    return book.sheets[0].cells[2, 2].value


def test_notes_are_read_with_their_cells() -> None:
    book = read_workbook(with_notes(B2="ước 50", C3="bổ sung:\n12 em", XFD1048576="xa"))
    assert book.sheets[0].notes == {(2, 2): "ước 50", (3, 3): "bổ sung:\n12 em", (1048576, 16384): "xa"}
    assert not book.sheets[0].damaged_notes
    assert set(book.sheets[0].cells) == {(2, 2)}


def test_runs_of_a_note_are_one_text() -> None:
    runs = b'<text><r><rPr><b/></rPr><t>Ha:</t></r><r><t xml:space="preserve"> 45</t></r><rPh><t>no</t></rPh></text>'
    data = changed(with_notes(B2="x"), lambda n, c: re.sub(b"<text>.*</text>", runs, c) if n == COMMENTS else c)
    assert read_workbook(data).sheets[0].notes == {(2, 2): "Ha: 45"}


def test_a_workbook_without_notes_has_none() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["B2"] = 45
    held = io.BytesIO()
    book.save(held)
    sheet = read_workbook(held.getvalue()).sheets[0]
    assert (sheet.notes, sheet.damaged_notes) == ({}, False)


DAMAGED: dict[str, Callable[[str, bytes], bytes | None]] = {
    "cut": lambda name, content: content[:-20] if name == COMMENTS else content,
    "gone": lambda name, content: None if name == COMMENTS else content,
    "something else": lambda name, content: b"<html/>" if name == COMMENTS else content,
    "two notes of a cell": in_comments(b'ref="C3"', b'ref="B2"'),
    "a note nowhere": in_comments(b'ref="C3"', b'ref="C"'),
    "an entity": in_comments(b"<comments", b"<!DOCTYPE comments><comments"),
    "relationships cut": lambda name, content: content[:-9] if name.startswith("xl/worksheets/_rels") else content,
}


@pytest.mark.parametrize("how", DAMAGED)
def test_damaged_notes_spoil_no_figure(how: str) -> None:
    book = read_workbook(changed(with_notes(B2="một", C3="hai"), DAMAGED[how]))
    assert figure_of(book) == 45
    assert (book.sheets[0].notes, book.sheets[0].damaged_notes) == ({}, True)


def test_limits_hold_for_notes_and_spoil_no_figure() -> None:
    data = with_notes(B2="một " * 100, C3="hai")
    for limits in (LIMITS._replace(cells=1), LIMITS._replace(part=1500)):
        try:
            book = read_workbook(data, limits)
        except Unreadable:  # a part that holds figures is as large
            assert limits.part == 1500
            continue
        assert figure_of(book) == 45
        assert book.sheets[0].damaged_notes
    assert len(read_workbook(data, LIMITS._replace(characters=40)).sheets[0].notes[2, 2]) == 40


def test_damaged_notes_are_said_and_the_figures_stand(tmp_path: Path) -> None:
    book = filled("school", "TH", "TH Hoa Phượng")
    figure(book, code_of("insured")).comment = Comment("99 em", "Hà")
    path = saved(book, tmp_path / "a.xlsx")
    whole = figures(checked(path))
    path.write_bytes(changed(path.read_bytes(), lambda n, c: c[:-20] if n.startswith("xl/comments") else c))
    card = checked(path)
    assert problems(card) == [("notes_damaged", "")]
    assert (card.exit_code, figures(card)) == (0, whole)


@pytest.mark.parametrize(
    ("note", "code"),
    [
        *((note, "value_in_note") for note in ("45 em", "４５", THREAD.format("45"))),
        *((note, "blank") for note in ("hỏi lại cô Hà", THREAD.format("hỏi lại"), "")),
    ],
)
def test_a_figure_in_the_note_of_a_blank_cell(note: str, code: str, tmp_path: Path) -> None:
    assert holds_figure(note) == (code == "value_in_note")
    book = filled("school", "TH", "TH Hoa Phượng", {"insured": None})
    cell = figure(book, code_of("insured"))
    cell.comment = Comment(note, "Hà") if note else None
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [(code, cell.coordinate)]
    assert card.exit_code == 4
    assert ("school", "", "insured") not in figures(card)


def test_a_figure_in_a_note_of_a_table(tmp_path: Path) -> None:
    layout = Layout(fields=("pupils", "food_poisoning"))
    book = book_of(layout, [{"order": 1, "name": "TH Hoa Phượng", "pupils": 400}])
    cell = book.worksheets[0].cell(layout.first, layout.column("food_poisoning"))
    cell.comment = Comment("0 vụ", "Hà")
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert ("value_in_note", cell.coordinate) in problems(card)
    assert "food_poisoning" not in card.submissions[0].records[0].said


def test_a_note_where_nothing_is_asked_is_no_problem(tmp_path: Path) -> None:
    book = filled("school", "TH", "TH Hoa Phượng", {"serves_meals": "Không", "food_contract": None})
    figure(book, code_of("food_contract_evidence")).value = None
    figure(book, code_of("food_contract")).comment = Comment("năm 2020 có", "Hà")
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == []
