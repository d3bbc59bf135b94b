"""One worksheet: gives cells other styles, and puts elements where its schema wants them. Reads no values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from lbedu.marking.xml_text import (
    CannotMark,
    Found,
    XmlText,
    attribute,
    elements,
    opened,
    with_attributes,
    without_attribute,
)
from lbedu.reading.xlsx.cell import COLUMNS, ROWS, column_letters, place_of

At = tuple[int, int]
_ORDER = (
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
WIDTH = 64
"""Pixels of a column of which nothing is said."""
_DIGIT, _WIDEST = 7, 2_000
"""Pixels of a digit, by which columns are measured; of the widest column, and more."""


class _Row(NamedTuple):
    """A row: its number, the positions of its start tag and of the end of its cells."""

    number: int
    start: int
    opened: int
    end: int
    is_empty: bool


class SheetText:
    """A worksheet that is being changed."""

    def __init__(self, text: XmlText) -> None:
        """Raises CannotMark for a sheet that is written in a way that is not understood."""
        self.text = text
        text.require_one_prefix()
        data = next(iter(elements(f"{text.prefix}sheetData").finditer(text.tags)), None)
        if text.name != "worksheet" or data is None:
            raise CannotMark("sheet")
        closed = data[1].endswith("/")
        end = data.end() if closed else text.tags.find(f"</{text.prefix}sheetData", data.end())
        self._data = Found(
            "sheetData", data.start(), data.end(), end, data.end() if closed else text.tags.find(">", end) + 1
        )

    @cached_property
    def _rows(self) -> list[_Row]:
        return list(self._all_rows())

    def _all_rows(self) -> Iterator[_Row]:
        tags, number = self.text.tags, 0
        closing = f"</{self.text.prefix}row"
        for tag in elements(f"{self.text.prefix}row").finditer(tags, self._data.opened, self._data.closing):
            written = attribute(tag[0], "r")
            number = number + 1 if written is None else int(written)
            is_empty = tag[1].endswith("/")
            yield _Row(
                number, tag.start(), tag.end(), tag.end() if is_empty else tags.find(closing, tag.end()), is_empty
            )

    def _cells(self, row: _Row) -> Iterator[tuple[int, Found]]:
        """The column of each cell of a row and its start tag."""
        column = 0
        for tag in elements(f"{self.text.prefix}c").finditer(self.text.tags, row.opened, row.end):
            written = attribute(tag[0], "r")
            place = None if written is None else place_of(written)
            column = column + 1 if place is None else place[1]
            yield column, Found("c", tag.start(), tag.end(), tag.end(), tag.end())

    def restyle(self, cells: Mapping[At, Callable[[int], int]]) -> None:
        """Give each of these cells the style that a function makes of its own; a cell that is not there is put in."""
        wanted: dict[int, list[int]] = {}
        for row, column in sorted(cells):
            wanted.setdefault(row, []).append(column)
        rows: dict[int, list[_Row]] = {}
        for one in self._rows:
            if one.number in wanted:
                rows.setdefault(one.number, []).append(one)
        lacking: dict[int, list[int]] = {}
        for number, columns in wanted.items():
            found = rows.get(number)
            if found is None:
                lacking[number] = columns
            else:
                self._restyle_row(number, columns, found, cells)
        self._put_rows(lacking, cells)
        self._widen(cells)

    def _restyle_row(
        self, number: int, columns: list[int], rows: list[_Row], cells: Mapping[At, Callable[[int], int]]
    ) -> None:
        there = [(column, tag, row) for row in rows for column, tag in self._cells(row)]
        known = {column for column, _, _ in there}
        for column, tag, _ in there:
            if column in columns:
                old = attribute(self.text.tag(tag), "s") or "0"
                style = cells[number, column](int(old) if old.isdecimal() else 0)
                self.text.set(tag, s=str(style))
        missing = [column for column in columns if column not in known]
        if not missing:
            return
        row = rows[0]
        tag_text = self.text.text[row.start : row.opened]
        ground = attribute(tag_text, "s") if attribute(tag_text, "customFormat") in ("1", "true") else None
        new = {column: self._new_cell(number, column, cells[number, column], ground) for column in missing}
        widened = _with_spans(tag_text, missing)
        if row.is_empty:
            closing = f"</{self.text.prefix}row>"
            self.text.replace(row.start, row.opened, opened(widened) + "".join(new.values()) + closing)
            return
        if widened != tag_text:
            self.text.replace(row.start, row.opened, widened)
        here = [(column, tag) for column, tag, of in there if of is row]
        for column, xml in new.items():
            behind = next((tag.start for other, tag in here if other > column), row.end)
            self.text.insert(behind, xml)

    def _put_rows(self, lacking: Mapping[int, list[int]], cells: Mapping[At, Callable[[int], int]]) -> None:
        """Rows that are not there, each before the first one behind it."""
        prefix = self.text.prefix
        new: dict[int, list[str]] = {}
        following = iter(self._rows)
        row = next(following, None)
        for number, columns in lacking.items():
            while row is not None and row.number < number:
                row = next(following, None)
            inside = "".join(self._new_cell(number, column, cells[number, column], None) for column in columns)
            at = self._data.closing if row is None else row.start
            new.setdefault(at, []).append(f'<{prefix}row r="{number}">{inside}</{prefix}row>')
        if new and self._data.is_empty:
            tag = opened(self.text.tag(self._data))
            every = "".join(xml for some in new.values() for xml in some)
            self.text.replace(self._data.start, self._data.end, f"{tag}{every}</{prefix}sheetData>")
            return
        for at, some in new.items():
            self.text.insert(at, "".join(some))

    def _new_cell(self, row: int, column: int, make: Callable[[int], int], ground: str | None) -> str:
        old = int(ground) if ground is not None and ground.isdecimal() else self._column_style(column)
        return f'<{self.text.prefix}c r="{column_letters(column)}{row}" s="{make(old)}"/>'

    @cached_property
    def columns(self) -> list[tuple[int, int, str]]:
        """First and last column of what the sheet says of columns, and the tag."""
        found = []
        for tag in elements(f"{self.text.prefix}col").finditer(self.text.tags, 0, self._data.start):
            first, last = attribute(tag[0], "min") or "", attribute(tag[0], "max") or ""
            if first.isdecimal() and last.isdecimal():
                found.append((int(first), int(last), tag[0]))
        return found

    @cached_property
    def heights(self) -> dict[int, float]:
        """What the sheet says of the heights of rows, in points; 0 for hidden ones."""
        found: dict[int, float] = {}
        for row in self._rows:
            tag = self.text.text[row.start : row.opened]
            if "ht" not in tag and "hidden" not in tag:
                continue
            height = attribute(tag, "ht") or ""
            if attribute(tag, "hidden") in ("1", "true"):
                found[row.number] = 0.0
            elif re.fullmatch(r"\d+(\.\d+)?", height):
                found[row.number] = float(height)
        return found

    @cached_property
    def widths(self) -> list[tuple[int, int, int]]:
        """First and last column of what the sheet says of widths, in pixels; 0 for hidden ones."""
        return [(first, last, _pixels(tag)) for first, last, tag in self.columns]

    def _column_style(self, column: int) -> int:
        found = (attribute(tag, "style") or "0" for first, last, tag in self.columns if first <= column <= last)
        style = next(found, "0")
        return int(style) if style.isdecimal() else 0

    def _widen(self, cells: Iterable[At]) -> None:
        """What the sheet says of its size covers the cells that were put in."""
        tag = next(iter(elements(f"{self.text.prefix}dimension").finditer(self.text.tags, 0, self._data.start)), None)
        area = area_of(attribute(tag[0], "ref") or "") if tag is not None else None
        if tag is None or area is None:
            return
        rows, columns = zip(*cells, strict=True) if cells else ((), ())
        wide = (
            min(area[0], *rows, area[0]),
            min(area[1], *columns, area[1]),
            max(area[2], *rows, area[2]),
            max(area[3], *columns, area[3]),
        )
        if wide != area:
            ref = f"{column_letters(wide[1])}{wide[0]}:{column_letters(wide[3])}{wide[2]}"
            self.text.replace(tag.start(), tag.end(), with_attributes(tag[0], {"ref": ref}))

    def styled(self, styles: frozenset[int]) -> Iterator[At]:
        """The cells that have one of these styles."""
        if not styles or not re.search(
            rf"""\ss\s*=\s*["'](?:{"|".join(map(str, sorted(styles)))})["']""", self.text.tags
        ):
            return
        for row in self._rows:
            for column, tag in self._cells(row):
                style = attribute(self.text.tag(tag), "s") or "0"
                if style.isdecimal() and int(style) in styles:
                    yield row.number, column

    def put(self, name: str, xml: str) -> None:
        """A child of the worksheet that comes behind its cells."""
        self.text.insert(self.text.place(_ORDER, name, self.behind), xml)

    def child(self, name: str) -> Found | None:
        """A child of the worksheet that comes behind its cells."""
        return next((one for one in self.behind if one.name == name), None)

    @cached_property
    def behind(self) -> list[Found]:
        """The children of the worksheet that come behind its cells."""
        return list(self.text.children(self.text.root._replace(opened=self._data.end)))

    @property
    def end(self) -> int:
        """Where the cells end."""
        return self._data.end

    def deselect(self) -> None:
        deselect(self.text, self._data.start)


def deselect(text: XmlText, end: int) -> None:
    """Let no sheet but the index be selected: what is typed into one of several selected sheets goes into all of them."""
    for tag in elements(f"{text.prefix}sheetView").finditer(text.tags, 0, end):
        if attribute(tag[0], "tabSelected") is not None:
            text.replace(tag.start(), tag.end(), without_attribute(tag[0], "tabSelected"))


def _with_spans(tag: str, columns: list[int]) -> str:
    """The tag of a row whose span of columns covers those that were put in."""
    found = re.fullmatch(r"\s*(\d+):(\d+)\s*", attribute(tag, "spans") or "")
    if found is None:
        return tag
    first, last = int(found[1]), int(found[2])
    if first <= min(columns) and max(columns) <= last:
        return tag
    return with_attributes(tag, {"spans": f"{min(first, *columns)}:{max(last, *columns)}"})


def area_of(ref: str) -> tuple[int, int, int, int] | None:
    """First row and column, last row and column of a range, whole rows and columns too."""
    first, _, last = ref.replace("$", "").partition(":")
    start, end = _corner(first, 1, 1), _corner(last or first, ROWS, COLUMNS)
    return (*start, *end) if start is not None and end is not None else None


def _corner(ref: str, row: int, column: int) -> At | None:
    if ref.isdecimal():
        return int(ref), column
    if ref.isalpha() and ref.isascii():
        place = place_of(f"{ref}1")
        return None if place is None else (row, place[1])
    return place_of(ref)


def _pixels(tag: str) -> int:
    width = attribute(tag, "width") or ""
    if attribute(tag, "hidden") in ("1", "true"):
        return 0
    return min(_WIDEST, round(float(width) * _DIGIT)) if re.fullmatch(r"\d+(\.\d+)?", width) else WIDTH
