"""The blank register that an office fills in: a workbook with drop-down lists, or plain CSV or YAML. Reads nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from lbedu import paper, years
from lbedu.directive.directive import Directive
from lbedu.directive.model import NamedUnit, UnitKind
from lbedu.errors import UsageError
from lbedu.handouts import questions
from lbedu.own_form import (
    LISTS_SHEET,
    REGISTER_COLUMNS,
    REGISTER_SHEET,
    REGISTER_WORD,
    STAMP_KEYS,
    STAMP_SHEET,
    RegisterColumn,
)
from lbedu.paper import Look, Page
from lbedu.saving import write_whole
from lbedu.vietnamese import fold

_WIDTHS = {"code": 13, "name": 31, "level": 11, "type": 13, "ward": 15, "flags": 17, "aliases": 24}
_OTHERS = 14
_ORDER_WIDTH = 5
_DATES = ("cqg_date", "cqg_expiry")
_ANY_PLACE = "Địa bàn"
_LINES = 120
"""Lines of the blank, those of the units that the directive names among them."""
_LEVELS_OF_STANDARD = ("Mức độ 1", "Mức độ 2")


def open_kind(directive: Directive) -> str:
    """The kind of unit that the directive does not count itself, so that a register must. Raises UsageError for none."""
    kinds = [kind for kind in directive.file.units if kind not in directive.file.expects]
    if not kinds:
        raise UsageError(f"the directive of {directive.year} lists all units itself: there is nothing to register")
    return kinds[0]


def register_text(directive: Directive, form: str) -> str:
    """The blank as `csv` or `yaml`, with the units that the directive names already in it."""
    kind = open_kind(directive)
    spec = directive.file.units[kind]
    lines = [_line(spec, unit) for unit in spec.named]
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([heading(directive, column) for column in REGISTER_COLUMNS])
        writer.writerows([line.get(column.key, "") for column in REGISTER_COLUMNS] for line in lines)
        return "\ufeff" + out.getvalue()
    text = [f"lbedu: {REGISTER_WORD}", f"year: {directive.year}", f"unit: {kind}", "", "units:"]
    text += [f"  - {{{', '.join(f'{key}: {_quoted(value)}' for key, value in line.items())}}}" for line in lines]
    keys = [f"# {column.key}: {heading(directive, column)}" for column in REGISTER_COLUMNS]
    return "\n".join([*keys, *text, ""])


def heading(directive: Directive, column: RegisterColumn) -> str:
    """What stands over a column: a word by which it is known again."""
    if column.key != "ward":
        return column.label
    said = directive.place_heading("vi")
    known_again = {fold(word) for word in (column.label, *column.others)}
    return said if fold(said) in known_again else _ANY_PLACE


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _line(spec: UnitKind, unit: NamedUnit) -> dict[str, str]:
    found = {"name": unit.name}
    if unit.level is not None:
        found["level"] = spec.levels[unit.level].vi
    if unit.type is not None:
        found["type"] = spec.types[unit.type].vi
    if unit.aliases:
        found["aliases"] = "; ".join(unit.aliases)
    return found


def write_register(directive: Directive, path: Path) -> None:
    """Write the blank as a workbook; the same bytes for the same rule file."""
    kind = open_kind(directive)
    spec = directive.file.units[kind]
    book = paper.new_book()
    widths = [_ORDER_WIDTH, *(_WIDTHS.get(column.key, _OTHERS) for column in REGISTER_COLUMNS)]
    page = Page(book, REGISTER_SHEET, widths)
    _titles(directive, spec, page)
    top = page.table_row(
        (text, paper.HEADER) for text in ("TT", *(heading(directive, column) for column in REGISTER_COLUMNS))
    )
    page.freeze(top, column=4)
    first = page.row
    for number in range(1, _LINES + 1):
        line = _line(spec, spec.named[number - 1]) if number <= len(spec.named) else {}
        page.table_row(
            [(number, paper.CENTRED), *((line.get(column.key), _look(column.key)) for column in REGISTER_COLUMNS)]
        )
    page.sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(widths))}{page.row - 1}"
    for at, column in enumerate(REGISTER_COLUMNS, 2):
        rule = _rule(directive, spec, column.key, page)
        if rule is not None:
            letter = get_column_letter(at)
            rule.add(f"{letter}{first}:{letter}{page.row - 1}")
            page.sheet.add_data_validation(rule)
    page.codes.append(f"B{first}:B{page.row - 1}")
    _stamp(directive, kind, page)
    issued = directive.file.directive.issued or directive.evaluate_on
    moment = dt.datetime(issued.year, issued.month, issued.day)
    write_whole(path, paper.packed(book, [page], f"Danh sách đơn vị {years.words(directive.year, 'vi')}", moment))


def _titles(directive: Directive, spec: UnitKind, page: Page) -> None:
    last = len(page.widths)
    page.line((1, last, f"DANH SÁCH {spec.noun.vi.upper()} {years.words(directive.year, 'vi').upper()}", paper.TITLE))
    page.line((1, last, questions.about(directive), paper.SUBTITLE))
    flags = "; ".join(words.vi for words in spec.flags.values())
    notes = [
        "Mỗi đơn vị phải báo cáo một dòng. Mã đơn vị là chữ, giữ đủ số 0 ở đầu. Đơn vị nào không có trong danh sách thì "
        "báo cáo của đơn vị đó không được tính.",
        "Nhiều đặc điểm hoặc nhiều tên gọi khác ghi cách nhau bằng dấu chấm phẩy."
        + (f" Đặc điểm: {flags}." if flags else ""),
    ]
    for note in notes:
        page.line((1, last, note, paper.PLAIN), space=2)
    page.skip()


def _look(key: str) -> Look:
    number_format = questions.DATE_FORMAT if key in _DATES else "@"
    align = "left" if key in ("name", "aliases", "flags") else "center"
    return Look(align=align, background=paper.TINT, open=True, number_format=number_format)


def _rule(directive: Directive, spec: UnitKind, key: str, page: Page) -> DataValidation | None:
    """What a column takes."""
    book = page.sheet.parent
    assert book is not None
    options: Sequence[str] = {
        "level": [level.vi for level in spec.levels.values()],
        "type": [words.vi for words in spec.types.values()],
        "ward": directive.file.expects.get(directive.place, ()),
        "flags": [words.vi for words in spec.flags.values()],
        "cqg_level": _LEVELS_OF_STANDARD,
    }.get(key, ())
    if key in _DATES:
        return questions.a_date(directive.year)
    return questions.one_of(book, options, strict=key != "flags") if options else None


def _stamp(directive: Directive, kind: str, page: Page) -> None:
    book = page.sheet.parent
    assert book is not None
    if LISTS_SHEET in book.sheetnames:
        book.move_sheet(LISTS_SHEET, len(book.sheetnames))
    sheet = book.create_sheet(STAMP_SHEET)
    sheet.sheet_state = "veryHidden"
    for row in zip(STAMP_KEYS, (REGISTER_WORD, directive.year, kind, "", directive.file.version), strict=True):
        sheet.append(row)
