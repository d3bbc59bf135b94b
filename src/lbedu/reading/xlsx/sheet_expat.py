"""The content of a worksheet by expat: any XML that is well-formed. What stands around the rows is always read here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from lbedu.reading.xlsx.cell import COLUMNS, ROWS, Cell, Found, column_letters, count, place_of
from lbedu.reading.xlsx.parsing import Element, inside, is_shut, walk
from lbedu.reading.xlsx.refusal import Limits, Unreadable, corrupt, too_large
from lbedu.reading.xlsx.run_reader import RunReader

if TYPE_CHECKING:
    from lbedu.reading.xlsx.cell_values import Values


class OutOfOrder(Exception):
    """A cell stands before an earlier one; every address has then to be remembered."""


class Around(NamedTuple):
    """What stands around the rows of a worksheet."""

    merges: tuple[tuple[int, int, int, int], ...]
    hidden_columns: tuple[tuple[int, int], ...]
    has_data: bool


class AroundReader:
    """Gathers what stands around the rows of one worksheet."""

    def __init__(self, part: str, limits: Limits) -> None:
        self.merges: list[tuple[int, int, int, int]] = []
        """(first row, first column, last row, last column)"""
        self.hidden_columns: list[tuple[int, int]] = []
        """(first, last)"""
        self.has_data = False
        self._part, self._limits = part, limits
        self._row = self._column = self._columns = 0

    def read_around(self, xml: bytes) -> None:
        """Reads a worksheet whose sheetData is empty."""
        walk(self._part, xml, self._document({}), self._limits.depth)

    def _document(self, rows: dict[str, Element]) -> Element:
        def foreign() -> NoReturn:
            raise self.corrupt("not a worksheet")

        sheet = inside(
            sheetData=Element(self._start_data, None, rows, self._refuse_unknown),
            cols=Element(inside=inside(col=Element(self._add_columns))),
            mergeCells=Element(inside=inside(mergeCell=Element(self._add_merge))),
        )
        return Element(inside=inside(worksheet=Element(inside=sheet)), refuse=foreign)

    def _refuse_unknown(self) -> NoReturn:
        """Inside sheetData an element that is not understood could hold a figure, so that only the standard's pass."""
        raise self.corrupt("unknown element in sheetData")

    def corrupt(self, detail: str) -> Unreadable:
        error = corrupt(self._part, detail)
        if self._column:
            error.cell = f"{column_letters(self._column)}{self._row}"
        return error

    def _start_data(self, _: dict[str, str]) -> None:
        if self.has_data:
            raise self.corrupt("sheetData twice")
        self.has_data = True

    def _add_columns(self, attributes: dict[str, str]) -> None:
        self._columns += 1
        first, last = count(attributes.get("min", "").strip()), count(attributes.get("max", "").strip())
        if first is None or last is None or self._columns > COLUMNS:
            raise self.corrupt("cols")
        if is_shut(attributes, "width"):
            self.hidden_columns.append((first, last))

    def _add_merge(self, attributes: dict[str, str]) -> None:
        first, colon, last = attributes.get("ref", "").partition(":")
        start = place_of(first)
        end = place_of(last) if colon else start
        if start is None or end is None:
            raise self.corrupt("mergeCell")
        if not colon:  # a range of one cell merges nothing
            return
        rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
        if columns[1] > COLUMNS or rows[1] > ROWS:
            raise self.corrupt("mergeCell")
        self.merges.append((rows[0], columns[0], rows[1], columns[1]))
        if len(self.merges) > self._limits.cells:
            raise too_large("merges", self._limits.cells)


class SheetReader(AroundReader):
    """Gathers the content of one worksheet; `cells` is sparse."""

    def __init__(
        self, part: str, values: Values, limits: Limits, room: int, seen: set[tuple[int, int]] | None = None
    ) -> None:
        super().__init__(part, limits)
        self.cells: dict[tuple[int, int], Cell] = {}
        self.hidden_rows: set[int] = set()
        self._values, self._room, self._seen = values, room, seen
        self._hidden = False
        self._last = (0, 0)
        self._attributes: dict[str, str] = {}
        self._children: dict[str, list[str]] = {}
        self._target: list[str] | None = None
        self._runs = RunReader()

    def read(self, xml: bytes) -> None:
        walk(self._part, xml, self._document(self._rows()), self._limits.depth, self._add_text)

    def take_around(self, around: Around) -> None:
        """What stands around the rows, as it was read before."""
        self.merges, self.hidden_columns = list(around.merges), list(around.hidden_columns)
        self.has_data = around.has_data

    def _rows(self) -> dict[str, Element]:
        def in_text() -> NoReturn:
            raise self.corrupt("element in text")

        unknown = self._refuse_unknown
        children = {
            "f": Element(self._child("f"), refuse=unknown),
            "v": Element(self._child("v", text=True), self._end_text, refuse=unknown),
            "is": Element(self._child("is"), inside=self._runs.elements(in_text)),
            "extLst": Element(),
        }
        cell = Element(self._start_cell, self._end_cell, inside(**children), unknown)
        return inside(row=Element(self._start_row, None, inside(c=cell, extLst=Element()), unknown))

    def _start_row(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r")
        self._column = 0
        number = self._row + 1 if written is None else count(written.strip())
        if number is None or number > ROWS:
            raise self.corrupt("row number")
        self._row = number
        self._hidden = is_shut(attributes, "ht")

    def _start_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        if address is None:
            self._column += 1
        else:
            place = place_of(address)
            if place is None or place[0] != self._row:
                self._column = 0
                raise self.corrupt(f"address {address[:12]} in row {self._row}")
            self._column = place[1]
        if self._column > COLUMNS:
            raise self.corrupt("address")
        self._note_place((self._row, self._column))
        self._attributes = attributes
        self._children = {}

    def _note_place(self, place: tuple[int, int]) -> None:
        if self._seen is None:
            if place <= self._last:
                raise OutOfOrder
            self._last = place
        else:
            if place in self._seen:
                raise self.corrupt("cell twice")
            self._seen.add(place)
            if len(self._seen) > self._limits.cells:
                raise too_large("cells", self._limits.cells)

    def _child(self, name: str, text: bool = False) -> Callable[[dict[str, str]], None]:
        def start(_: dict[str, str]) -> None:
            if name in self._children:
                raise self.corrupt(f"{name} twice")
            pieces: list[str] = []
            self._children[name] = pieces
            if text:
                self._target = pieces
            elif name == "is":
                self._runs.clear()

        return start

    def _end_text(self) -> None:
        self._target = None

    def _add_text(self, data: str) -> None:
        if self._target is not None:
            self._target.append(data)
        else:
            self._runs.add(data)

    def _end_cell(self) -> None:
        attributes, texts = self._attributes, {name: "".join(pieces) for name, pieces in self._children.items()}
        value, inline = texts.get("v"), self._runs.text() if "is" in texts else None
        type_, style = attributes.get("t"), attributes.get("s")
        if (inline is not None and type_ != "inlineStr") or (value and type_ == "inlineStr"):
            raise self.corrupt("inline text")
        self.put(
            (self._row, self._column), type_, style, value if inline is None else inline, "f" in texts, self._hidden
        )

    def put(
        self,
        place: tuple[int, int],
        type_: str | None,
        style: str | None,
        text: str | None,
        formula: bool,
        hidden: bool,
    ) -> None:
        """Adds a cell unless it is empty."""
        found: Found | None = None
        try:
            if text:
                found = self._values.find(type_, style, text)
            elif formula and (text is None or type_ not in ("str", "inlineStr")):
                found = "formula_without_value", "", self._values.format(style)
        except Unreadable as error:
            error.cell = f"{column_letters(place[1])}{place[0]}"
            raise
        if found is None:
            return
        row, column = place
        self.cells[place] = Cell(row, column, *found, formula)
        if hidden:
            self.hidden_rows.add(place[0])
        if len(self.cells) > self._room:
            raise too_large("cells", self._limits.cells)
