"""What has to hold of every marked copy, found out without the code that makes it: from its bytes, by two readers."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.workbook.workbook import Workbook as Opened

from lbedu.marking.copy import Copy, marked_copy
from lbedu.marking.styles import COLOURS
from lbedu.marking.words import About
from lbedu.own_form import NOTE_SIGN
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problems import Problem, Severity
from lbedu.reading.marked_copy import is_untouched, marked, report_in
from lbedu.reading.workbook import LIMITS, Workbook, read_workbook
from lbedu.reading.xlsx.cell import column_letters
from lbedu.submission import Place

FILE = "bao-cao.xlsx"
ABOUT = About(FILE, "TH Hoa Phượng", "2021-2022", "mấy lỗi")
BY_SEVERITY: dict[Severity, str] = {"error": "not_yes_no", "missing": "blank", "warning": "unknown_column"}
Cells = Mapping[tuple[str, int, int], Severity]
"""Sheet, row and column of the cells to be marked."""

_CHILDREN = """
sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems
tableParts extLst
"""
_ORDER = _CHILDREN.split()
"""The children of a worksheet by its schema."""


def problem(severity: Severity, sheet: str, row: int, column: int) -> Problem:
    """A problem of this severity, whatever it says."""
    code = BY_SEVERITY[severity]
    kind = CATALOGUE[code]
    assert kind.severity == severity
    named = re.findall(r"{(\w+)}", "".join((*kind.message.values(), *kind.fix.values())))
    place = Place(FILE, sheet, f"{column_letters(column)}{row}")
    return Problem(code, place, "abc <x> & ]]>", dict.fromkeys(named, "số <1> & 2"))


def force_marked(data: bytes, cells: Cells) -> Copy:
    """The workbook with these cells marked, whatever stands in them."""
    problems = tuple(problem(severity, *place) for place, severity in cells.items())
    return copy_of(data, problems)


def copy_of(data: bytes, problems: tuple[Problem, ...]) -> Copy:
    """The workbook with these problems marked."""
    return marked_copy(data, read_workbook(data), ABOUT, problems, "vi", LIMITS)


# the archive


def members(data: bytes) -> dict[str, tuple[bytes, tuple[object, ...]]]:
    """Name → the bytes of the member as it lies there, with its local header, and what the directory says of it; in order."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    found: dict[str, tuple[bytes, tuple[object, ...]]] = {}
    for one in archive.infolist():
        head = data[one.header_offset : one.header_offset + 30]
        begin = one.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        said = (one.date_time, one.compress_type, one.comment, one.create_system, one.external_attr, one.flag_bits)
        found[one.filename] = data[one.header_offset : begin + one.compress_size], said
    return found


def touched(before: bytes, after: bytes) -> set[str]:
    """The members that are not byte for byte what they were; none may be gone, and the order stays."""
    old, new = members(before), members(after)
    assert [name for name in new if name in old] == list(old)
    assert zipfile.ZipFile(io.BytesIO(after)).testzip() is None
    return {name for name in old if old[name] != new[name]}


def assert_well_formed(data: bytes, names: Iterable[str]) -> None:
    archive = zipfile.ZipFile(io.BytesIO(data))
    for name in names:
        if name.endswith((".xml", ".rels")):
            expat.ParserCreate().Parse(archive.read(name), True)


def assert_in_order(xml: bytes) -> None:
    """The children of a worksheet stand in the order of its schema."""
    found: list[str] = []
    depth = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        local = name.rpartition("}")[2]
        if depth == 2 and local in _ORDER:
            found.append(local)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(None, "}")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)
    places = [_ORDER.index(name) for name in found]
    assert places == sorted(places), found


# by our reader


def assert_same_to_our_reader(before: Workbook, after: Workbook) -> None:
    """But for the index and our notes the copy says to our reader what the report says."""
    mark = marked(after)
    assert mark is not None and is_untouched(after, mark)
    assert after.sheets[0].name == mark.sheet
    report = report_in(after, mark)
    assert [sheet._replace(notes={}) for sheet in report.sheets] == [
        sheet._replace(notes={}) for sheet in before.sheets
    ]
    assert report[1:-1] == before[1:-1]


def notes_of(book: Workbook) -> dict[tuple[str, int, int], str]:
    return {(sheet.name, *at): note for sheet in book.sheets for at, note in sheet.notes.items()}


def assert_noted(before: Workbook, after: Workbook, cells: Cells) -> None:
    """Ours are on the marked cells and on no others, behind what others wrote."""
    old, new = notes_of(before), notes_of(after)
    for place in old.keys() | new.keys() | cells.keys():
        theirs, sign, _ = new.get(place, "").partition(NOTE_SIGN)
        assert bool(sign) == (place in cells), place
        assert theirs.rstrip() == old.get(place, "").rstrip(), place


# by openpyxl


def opened(data: bytes) -> Opened:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), keep_vba=False)


def assert_same_to_openpyxl(before: bytes, after: bytes, cells: Cells) -> None:
    """Values and formats are what they were; the marked cells have the fill of their severity and a note of ours."""
    old, new = opened(before), opened(after)
    assert new.sheetnames[1:] == old.sheetnames
    for sheet in old.worksheets:
        copy = new[sheet.title]
        assert sheet.merged_cells == copy.merged_cells
        if sheet.max_row * sheet.max_column < 100_000:
            for row in sheet.iter_rows():
                for cell in row:
                    assert repr(cell.value) == repr(copy[cell.coordinate].value) or hasattr(cell.value, "ref"), cell
                    if not isinstance(cell, MergedCell):  # openpyxl gives them the look of the whole
                        assert cell.number_format == copy[cell.coordinate].number_format, cell
    for (name, number, column), severity in cells.items():
        cell = new[name].cell(number, column)
        assert cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb == COLOURS[severity], (name, cell)
        assert cell.comment is not None and NOTE_SIGN in cell.comment.text, (name, cell)


def assert_holds(data: bytes, cells: Cells, openpyxl: bool = True) -> Copy:
    """Marks these cells and looks at all of it."""
    copy = force_marked(data, cells)
    assert not copy.values_only, "only the values were taken over"
    before, after = read_workbook(data), read_workbook(copy.data)
    changed = touched(data, copy.data)
    new = members(copy.data).keys() - members(data).keys()
    assert_well_formed(copy.data, changed | new)
    for name in changed | new:
        if re.search(r"worksheets/[^/]+\.xml$", name, re.IGNORECASE):
            assert_in_order(zipfile.ZipFile(io.BytesIO(copy.data)).read(name))
    assert_same_to_our_reader(before, after)
    assert_noted(before, after, cells)
    if openpyxl:
        assert_same_to_openpyxl(data, copy.data, cells)
    return copy
