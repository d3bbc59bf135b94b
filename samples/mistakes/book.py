"""Small workbooks for examples: tables of units, forms of a few rows, registers. Tidy, and the same bytes on every run."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl.cell.rich_text import CellRichText
from openpyxl.comments import Comment
from openpyxl.styles import Font

from lbedu import paper
from lbedu.directive.directive import Directive
from lbedu.directive.load import find_rule_file, load_directive
from lbedu.own_form import CODE, CONTENT, FIGURE, IDENTITY, IDENTITY_SHEET, ORDER, REGISTER_COLUMNS, STAMP_SHEET

YEAR = "2021-2022"
NOTE = "Tệp ví dụ: số liệu giả định."
SHEETS = {"ward": "Phường", "school": "Trường", "office": "Phòng"}
_MOMENT = dt.datetime(2022, 5, 31)
_EPOCH = (1980, 1, 1, 0, 0, 0)

Typed = str | int | float | bool | dt.date | dt.time | CellRichText | None
"""What is typed into a cell."""


@cache
def directive() -> Directive:
    """The rule file that the examples are of."""
    return load_directive(find_rule_file(YEAR, None))


class Book:
    """A workbook being made, page by page."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.book = paper.new_book()
        self.pages: list[paper.Page] = []
        self.changes: list[Callable[[str, bytes], bytes]] = []

    def page(self, name: str, widths: Sequence[float]) -> paper.Page:
        self.pages.append(paper.Page(self.book, name, widths))
        return self.pages[-1]

    def put(self, cell: str, value: Typed, number_format: str = "", page: int = -1) -> Book:
        """Type something into a cell of the last page; into one that is formatted as text nothing but texts can be typed."""
        sheet: Any = self.pages[page].sheet
        sheet[cell].value = value
        if number_format:
            sheet[cell].number_format = number_format
        if number_format == "@" and isinstance(value, str):
            sheet[cell].data_type = "s"
        return self

    def noted(self, cell: str, note: str) -> Book:
        """A note (comment) on a cell of the last page."""
        sheet: Any = self.pages[-1].sheet
        sheet[cell].comment = Comment(note, "lbedu")
        return self

    def lettered(self, cell: str, **font: Any) -> Book:
        """Another font in a cell of the last page, as far as is said."""
        sheet: Any = self.pages[-1].sheet
        sheet[cell].font = Font(**{"name": paper.FACE, "size": 12, **font})
        return self

    def computed(self, cell: str, formula: str, shown: str) -> Book:
        """A formula with the error or the number that it shows, as Excel saves both."""
        pattern = re.compile(rf'<c r="{cell}"( s="[0-9]+")?[^>]*>.*?</c>|<c r="{cell}"( s="[0-9]+")?[^>]*/>')

        def change(name: str, data: bytes) -> bytes:
            if name != f"xl/worksheets/sheet{len(self.pages)}.xml":
                return data
            kind = ' t="e"' if shown.startswith("#") else ""
            style = rf'<c r="{cell}"\1\2{kind}><f>{formula}</f><v>{shown}</v></c>'
            text, found = pattern.subn(style, data.decode())
            assert found == 1, cell
            return text.encode()

        self.changes.append(change)
        return self

    def packed(self) -> bytes:
        """The workbook as a file holds it."""
        data = paper.packed(self.book, self.pages, self.title, _MOMENT)
        for change in self.changes:
            data = repacked(data, change)
        return data


def repacked(
    data: bytes, change: Callable[[str, bytes], bytes], more: Mapping[str, bytes] = {}, method: int = ZIP_DEFLATED
) -> bytes:
    """A package with some of its parts changed, and more of them."""
    with ZipFile(BytesIO(data)) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    return zipped(parts | dict(more), method)


def zipped(parts: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A package of these parts. A `mimetype` stands as it is, so that it can be read from outside."""
    stream = BytesIO()
    with ZipFile(stream, "w") as new:
        for name, content in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_STORED if name == "mimetype" else method
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            new.writestr(entry, content)
    return stream.getvalue()


def table(
    kind: str,
    fields: Sequence[str],
    rows: Iterable[Sequence[Typed]],
    *,
    beside: Sequence[str] = (),
    title: str | None = None,
    year: str = f"Năm học {YEAR}",
    codes: Sequence[str] = (),
    into: Book | None = None,
    numbered: bool = True,
) -> Book:
    """A table of units. A row is the name, what stands in the columns `beside` it, and the figures; a field that the form does
    not have is a heading as it stands. With `codes`, a row of them stands under the headings."""
    form = directive().forms[kind]
    title = form.title.vi if title is None else title
    book = into or Book(title or "Ví dụ")
    headings = [form.by_id[name].label.vi if name in form.by_id else name for name in fields]
    kinds = directive().file.units[kind].noun.vi
    columns = [ORDER, f"Tên {kinds}", *beside, *headings]
    page = book.page(SHEETS[kind], [6, 26, *(18 for _ in columns[2:])])
    _above(page, title, year, len(columns))
    page.table_row((heading, paper.HEADER) for heading in columns)
    if codes:
        blanks: list[str | None] = [None] * (len(columns) - 1 - len(codes))
        page.table_row((code, paper.LETTERS) for code in [CODE, *blanks, *codes])
    for order, row in enumerate(rows, 1):
        counted = numbered and row[0] is not None and "cộng" not in str(row[0])
        _row(page, [order if counted else None, *row])
    return book


def wards(*fields: str, rows: Iterable[Sequence[Typed]] = (), **more: Any) -> Book:
    """Three wards; without fields their children of five and how many of them attend."""
    usual = (("Bồ Đề", 310, 310), ("Đức Giang", 412, 409), ("Gia Thụy", 205, 205))
    return table("ward", fields or ("children_5", "attending_5"), rows or usual, **more)


def schools(*fields: str, rows: Iterable[Sequence[Typed]] = (), **more: Any) -> Book:
    """Three primary schools; without fields their pupils and how many of them are insured."""
    usual = (("TH Hoa Phượng", 620, 620), ("TH Hoa Mai", 540, 533), ("TH Hoa Sen", 705, 705))
    return table("school", fields or ("pupils", "insured"), rows or usual, **more)


def form(
    kind: str, figures: Sequence[tuple[str, Typed]], said: Mapping[str, Typed] | None = None, into: Book | None = None
) -> Book:
    """A form of some of its rows, by their codes, after the sheet that says who reports."""
    spec = directive().forms[kind]
    labels = {field.code: field.label.vi for field in spec.by_id.values()}
    book = into or Book(spec.title.vi)
    who = {"name": {"ward": "Bồ Đề"}.get(kind), "year": YEAR, **(said or {})}
    page = book.page(IDENTITY_SHEET, [6, 44, 9, 22])
    _above(page, "Đơn vị báo cáo", "", 4)
    page.table_row((heading, paper.HEADER) for heading in (ORDER, CONTENT, CODE, FIGURE))
    for order, row in enumerate((row for row in IDENTITY if row.key in who), 1):
        _row(page, [order, row.label, row.code, who[row.key]])
    page = book.page("Số liệu", [6, 44, 9, 22])
    _above(page, spec.title.vi, f"Năm học {YEAR}", 4)
    page.table_row((heading, paper.HEADER) for heading in (ORDER, CONTENT, CODE, FIGURE))
    for order, (code, value) in enumerate(figures, 1):
        _row(page, [order, labels.get(code, "Nội dung khác"), code, value])
    return book


def register(rows: Iterable[Mapping[str, Typed]], title: str = "Danh sách trường") -> Book:
    """A list of units, of the columns that any of them fills."""
    rows = list(rows)
    columns = [column for column in REGISTER_COLUMNS if any(column.key in row for row in rows)]
    book = Book(title)
    page = book.page("Danh sách", [6, *({"name": 26.0}.get(column.key, 17.0) for column in columns)])
    _above(page, title, f"Năm học {YEAR}", len(columns) + 1)
    page.table_row([(ORDER, paper.HEADER), *((column.label, paper.HEADER) for column in columns)])
    for order, row in enumerate(rows, 1):
        _row(page, [order, *(row.get(column.key) for column in columns)])
    return stamped(book, lbedu="register", year=YEAR, unit="school")


def stamped(book: Book, **stamp: str) -> Book:
    """With the hidden stamp of our own workbooks."""
    sheet = book.book.create_sheet(STAMP_SHEET)
    for pair in stamp.items():
        sheet.append(pair)
    sheet.sheet_state = "hidden"
    return book


def _above(page: paper.Page, title: str, year: str, columns: int) -> None:
    """Title, year and the note that all is invented; then an empty row."""
    for text, look in ((title.upper(), paper.TITLE), (year, paper.STRONG), (NOTE, paper.SUBTITLE)):
        page.line((1, columns, text or None, look))
    page.skip()


def _row(page: paper.Page, values: Sequence[Typed]) -> int:
    texts = [value if isinstance(value, str) else None for value in values]
    row = page.table_row((text, paper.LEFT if at == 1 else paper.CENTRED) for at, text in enumerate(texts))
    sheet: Any = page.sheet
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.number_format = "@"
        elif isinstance(value, dt.date):
            cell.number_format = "dd/mm/yyyy"
    return row
