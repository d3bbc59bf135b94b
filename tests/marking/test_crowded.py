"""A workbook with everything in it: what a mark touches, and that all else is there to the byte."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from lbedu.marking.copy import Copy
from lbedu.own_form import NOTE_SIGN
from lbedu.reading.workbook import read_workbook
from tests.marking.crowded import NAMES, THREADED, crowded
from tests.marking.invariants import Cells, assert_holds, members, opened, touched

FIRST, SECOND, CHART, HIDDEN, LONG = NAMES
CELLS: Cells = {
    (FIRST, 3, 3): "error",  # with a conversation
    (FIRST, 4, 3): "warning",  # with a note of somebody's
    (FIRST, 8, 3): "missing",  # in a hidden row
    (FIRST, 22, 3): "error",  # under a conditional format
    (FIRST, 2, 6): "error",  # merged
    (FIRST, 6, 9): "missing",  # not there, in a column with a style
    (FIRST, 90, 2): "error",  # in no row
    (SECOND, 1, 1): "error",
    (HIDDEN, 2, 2): "error",
    (LONG, 3, 3): "warning",
}


@pytest.fixture(scope="module")
def copy() -> Copy:
    return assert_holds(crowded(), CELLS)


def part(copy: Copy, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(copy.data)).read(name).decode()


def test_only_what_must_change_changes(copy: Copy) -> None:
    assert touched(crowded(), copy.data) == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml",
        "xl/worksheets/sheet4.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
    }
    kept = members(crowded()).keys()
    assert {"xl/vbaProject.bin", "xl/media/image1.png", "xl/charts/chart1.xml", "xl/calcChain.xml"} <= kept
    assert {"customXml/item1.xml", "xl/threadedComments/threadedComment1.xml", "xl/drawings/vmlDrawing2.vml"} <= kept
    assert zipfile.ZipFile(io.BytesIO(copy.data)).comment == b"of the archive"


def test_what_is_taken_out_of_a_changed_part_again_leaves_it_as_it_was(copy: Copy) -> None:
    """In a sheet nothing but styles, cells that were not there and elements of ours differ."""
    old = zipfile.ZipFile(io.BytesIO(crowded())).read("xl/worksheets/sheet1.xml").decode()
    new = part(copy, "xl/worksheets/sheet1.xml")
    new = re.sub(r'<row r="90">.*?</row>|<c r="I6" s="\d+"/>', "", new)
    new = re.sub(r"<conditionalFormatting [^>]*><cfRule [^>]*><formula>LEN\(.*?</conditionalFormatting>", "", new)
    shifted = sorted(set(re.findall(r'priority="(\d+)"', new)), key=int)
    for at, number in enumerate(shifted, 1):
        new = new.replace(f'priority="{number}"', f'priority="{at}"')
    assert re.sub(r' s="\d+"|<dimension [^>]*>| spans="[^"]*"', "", new) == re.sub(
        r' s="\d+"|<dimension [^>]*>| spans="[^"]*"', "", old
    )


def test_the_index_is_in_front_and_places_are_counted_anew(copy: Copy) -> None:
    book = part(copy, "xl/workbook.xml")
    assert re.findall(r'<sheet name="([^"]*)"', book)[0] == "Lỗi cần sửa"
    assert 'activeTab="0"' in book and 'firstSheet="0"' in book
    assert 'activeSheetId="2"' in book, "which is no place, but the number of the sheet"
    old = {name.localSheetId for name in _names(crowded())}
    assert {int(name.localSheetId) - 1 for name in _names(copy.data) if name.localSheetId} == {
        int(one) for one in old if one
    }
    for name, sheet in (("Vung", FIRST), ("Vung", LONG)):
        defined = opened(copy.data)[sheet].defined_names
        assert sheet in str(defined[name].attr_text).replace("''", "'")
    selected = [name for name in members(copy.data) if name.startswith("xl/") and name.endswith(".xml")]
    assert sum('tabSelected="1"' in part(copy, name) for name in selected if "sheet" in name) == 1


class _Name:
    def __init__(self, tag: str) -> None:
        found = re.search(r'localSheetId="(\d+)"', tag)
        self.localSheetId = found[1] if found else ""


def _names(data: bytes) -> list[_Name]:
    book = zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml").decode()
    return [_Name(tag) for tag in re.findall(r"<definedName [^>]*>", book)]


def test_notes_of_others_keep_their_text_and_conversations_are_named(copy: Copy) -> None:
    notes = read_workbook(copy.data).sheets[1].notes
    assert notes[3, 3].startswith(THREADED)
    assert notes[4, 3].startswith("Xem lại <sổ> & bảng\n\n" + NOTE_SIGN)
    texts = [str(cell.value) for cell in read_workbook(copy.data).sheets[0].cells.values()]
    for said in ("cuộc trao đổi", "dòng đang ẩn", "ẩn sâu", "chữ ký số"):
        assert any(said in text for text in texts), said
    assert copy.signed and copy.suffix == ".xlsm"
    frames = part(copy, "xl/drawings/vmlDrawing1.vml")
    assert frames.count("<v:shape ") == 2 + 5, "one for each note"
    drawings = [name for name in members(copy.data) if name.endswith(".vml") and name != "xl/drawings/vmlDrawing2.vml"]
    numbers = re.findall(r'id="(_x0000_s\d+)"', "".join(part(copy, name) for name in drawings))
    assert len(numbers) == len(set(numbers)), (
        "but for the picture in the header, which XlsxWriter itself numbers like a note"
    )


def test_a_mark_outranks_a_conditional_format(copy: Copy) -> None:
    rules = opened(copy.data)[FIRST].conditional_formatting
    first = min((rule for some in rules for rule in some.rules), key=lambda rule: rule.priority)
    assert first.formula == ['LEN("lbedu")>0']
    priorities = re.findall(r'<cfRule [^>]*priority="(\d+)"', part(copy, "xl/worksheets/sheet1.xml"))
    assert len(priorities) == len(set(priorities))


def test_links_lead_to_the_cells(copy: Copy) -> None:
    index = opened(copy.data).worksheets[0]
    targets = {link.location for row in index.iter_rows() for cell in row if (link := cell.hyperlink) is not None}
    assert {"'Số liệu'!C3", "'Phụ ''lục'' B'!A1", f"'{LONG}'!C3", "'Ẩn'!B2"} <= targets
    assert len(targets) == len(CELLS)


def test_a_cell_that_was_not_there_looks_like_its_column(copy: Copy) -> None:
    cell = opened(copy.data)[FIRST]["I6"]
    assert cell.number_format == "0.0%" and cell.font.i
