"""The XML of worksheets and of the shared strings, by two routes that give the same cells.

Patterns read the canonical XML that common writers produce, and only if they consume all of it; expat reads the rest.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import compress, repeat
from operator import add, lt, ne
from typing import Literal, NamedTuple, Protocol

from lbedu.reading.package import Limits, Unreadable, corrupt, parse_xml, too_large

Value = Decimal | str | bool | datetime.date | datetime.time
Kind = Literal["number", "text", "bool", "error", "date", "formula_without_value"]
Found = tuple[Kind, Value, str]

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
# Short numbers for which the way over the double changes nothing: 15 digits at most, no needless zero.
PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,7})(?:\.[0-9]{0,6}[1-9])?|[1-9][0-9]{0,14}")
ROWS, COLUMNS = 1_048_576, 16_384


class Cell(NamedTuple):
    """A cell that is not empty. A tuple, because making one is a fifth of the cost of a frozen dataclass."""

    row: int
    column: int
    """Row and column count from 1."""
    kind: Kind
    value: Value
    """A number as the exact decimal of its 15 significant digits; an error as its text, such as '#DIV/0!'."""
    format: str
    """The number format code, such as '0.0%', 'General' or '@'."""
    formula: bool
    """The value comes from a formula."""

    @property
    def address(self) -> str:
        """The address as Excel's name box takes it, such as 'E14'."""
        return f"{column_letters(self.column)}{self.row}"


def column_letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _ColumnNumbers(dict[str, int]):
    """The number of a column by its letters; at most 18,278 are ever remembered, as the letters are three or fewer."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        self[letters] = number
        return number


_column_numbers = _ColumnNumbers()


class Values(Protocol):
    """What stands in a cell, by its type, its style and its text; None for empty text."""

    def find(self, type_: str | None, style: str | None, text: str) -> Found | None: ...
    def shared_text(self, index: str) -> str: ...
    def format(self, style: str | None) -> str: ...


_UNUSUAL = ("", "")


class Known(dict[tuple[str, str], tuple[Kind, Value, str, bool] | None]):
    """What stands in a cell by its raw attributes and its raw value, each worked out once for the whole workbook.

    The last field is that of a cell without a formula.
    """

    def __init__(self, values: Values) -> None:
        super().__init__()
        self.source = values
        self.styles: dict[str, tuple[str | None, str | None]] = {}
        self.has_empty = False
        self._usual: dict[str, tuple[str, str]] = {}
        """For attributes that have been met: 'number' or 's', and the number format."""

    def __missing__(self, key: tuple[str, str]) -> tuple[Kind, Value, str, bool] | None:
        attributes, text = key
        kind, format_ = self._usual.get(attributes, _UNUSUAL)
        if kind == "number" and (
            (text.isdecimal() and len(text) < 16 and text.isascii()) or PLAIN_NUMBER.fullmatch(text)
        ):
            number = self[key] = ("number", Decimal(text), format_, False)
            return number
        if kind == "s" and (shared := self.source.shared_text(text)):
            string = self[key] = ("text", shared, format_, False)
            return string
        style, type_ = self.styles[attributes]
        if "&" in text:
            text = _REFERENCE.sub(_character, text)
        found = self.source.find(type_, style, text)
        if found is None:
            self.has_empty = True
            self[key] = None
            return None
        if type_ == "s" or (found[0] == "number" and not is_date_format(found[2])):
            self._usual[attributes] = "s" if type_ == "s" else "number", found[2]
        result = self[key] = (*found, False)
        return result

    def learn(self, attributes: set[str]) -> set[str]:
        """Takes in the attributes of cells; gives those that promise inline text."""
        for text in attributes - self.styles.keys():
            self.styles[text] = _style_and_type(text)
        return {text for text in attributes if self.styles[text][1] == "inlineStr"}


@dataclass(slots=True)
class SheetContent:
    """What one worksheet holds; `cells` is sparse and merges are (first row, first column, last row, last column)."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


class _NotCanonical(Exception):
    """The patterns do not apply; expat decides."""


class _OutOfOrder(Exception):
    """A cell stands before an earlier one; every address has then to be remembered."""


def read_sheet(part: str, xml: bytes, known: Known, limits: Limits, room: int) -> SheetContent:
    """The content of a worksheet with at most `room` cells; Unreadable names the cell where it can."""
    try:
        return _read_by_patterns(part, xml, known, limits, room)
    except _NotCanonical:
        pass
    try:
        return _read_by_expat(part, xml, _SheetReader(part, known.source, limits, room))
    except _OutOfOrder:
        return _read_by_expat(part, xml, _SheetReader(part, known.source, limits, room, seen=set()))


def _read_by_expat(part: str, xml: bytes, reader: _SheetReader) -> SheetContent:
    parse_xml(part, xml, reader.start, reader.end, reader.text)
    return reader.content


def local_name(name: str) -> str:
    """The name of an element of the spreadsheet namespaces, '?' for one of any other namespace."""
    for namespace in NAMESPACES:
        if name.startswith(namespace):
            return name[len(namespace) :]
    return "?"


def is_true(value: str | None) -> bool:
    return value is not None and value.strip() in ("1", "true")


def plain_text(text: str) -> str:
    """Text with Excel's escapes (`_x000D_`) resolved; a half of a surrogate pair alone becomes U+FFFD."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_NOT_A_FIELD = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|[eE][+-]|General', re.DOTALL | re.IGNORECASE)
_DATE_FIELD = re.compile(r"[dmyhs]", re.IGNORECASE)


def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or a time of day."""
    return _DATE_FIELD.search(_NOT_A_FIELD.sub("", _ELAPSED.sub(r"\1", code))) is not None


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(rf"{_ADDRESS.pattern}(?::{_ADDRESS.pattern})?")
_COUNT = re.compile(r"[1-9][0-9]{0,6}")


class _SheetReader:
    """Handlers for expat that gather the content of a worksheet."""

    def __init__(
        self, part: str, values: Values, limits: Limits, room: int, seen: set[tuple[int, int]] | None = None
    ) -> None:
        self.content = SheetContent()
        self.has_data = False
        self.out_of_order = False
        self._part, self._values, self._limits, self._room, self._seen = part, values, limits, room, seen
        self._path: list[str] = []
        self._row = self._column = self._columns = 0
        self._hidden = False
        self._last = (0, 0)
        self._attributes: dict[str, str] = {}
        self._children: dict[str, list[str]] = {}
        self._target: list[str] | None = None

    def corrupt(self, detail: str) -> Unreadable:
        error = corrupt(self._part, detail)
        if self._column:
            error.cell = f"{column_letters(self._column)}{self._row}"
        return error

    def start(self, name: str, attributes: dict[str, str]) -> None:
        path = self._path
        path.append(local_name(name))
        match path:
            case ["worksheet", "sheetData", _, *_]:
                self._start_in_data(path, attributes)
            case ["worksheet"]:
                pass
            case [_]:
                raise self.corrupt("not a worksheet")
            case ["worksheet", "sheetData"]:
                if self.has_data:
                    raise self.corrupt("sheetData twice")
                self.has_data = True
            case ["worksheet", "cols", "col"]:
                self._add_columns(attributes)
            case ["worksheet", "mergeCells", "mergeCell"]:
                self._add_merge(attributes.get("ref", ""))
            case _ if len(path) > self._limits.depth:
                raise Unreadable("bomb", {"part": self._part, "detail": "depth", "limit": self._limits.depth})

    def _add_columns(self, attributes: dict[str, str]) -> None:
        self._columns += 1
        first, last = attributes.get("min", "").strip(), attributes.get("max", "").strip()
        if not _COUNT.fullmatch(first) or not _COUNT.fullmatch(last) or self._columns > COLUMNS:
            raise self.corrupt("cols")
        if is_true(attributes.get("hidden")):
            self.content.hidden_columns.append((int(first), int(last)))

    def _add_merge(self, reference: str) -> None:
        match = _RANGE.fullmatch(reference)
        if not match:
            raise self.corrupt("mergeCell")
        if match[3] is None:  # a range of one cell merges nothing
            return
        columns = sorted(_column_numbers[letters.upper()] for letters in (match[1], match[3]))
        rows = sorted(int(digits) for digits in (match[2], match[4]))
        if columns[1] > COLUMNS or rows[1] > ROWS:
            raise self.corrupt("mergeCell")
        self.content.merges.append((rows[0], columns[0], rows[1], columns[1]))
        if len(self.content.merges) > self._limits.cells:
            raise too_large("merges", self._limits.cells)

    def _start_in_data(self, path: list[str], attributes: dict[str, str]) -> None:
        """Inside sheetData an element that is not understood could hold a figure, so that only the standard's pass."""
        match path[2:]:
            case ["row"]:
                self._start_row(attributes)
            case ["row", "c"]:
                self._start_cell(attributes)
            case ["row", "c", ("f" | "v" | "is") as child]:
                if child in self._children:
                    raise self.corrupt(f"{child} twice")
                self._children[child] = []
                if child == "v":
                    self._target = self._children["v"]
            case ["row", "c", "is", "t"] | ["row", "c", "is", "r", "t"]:
                self._target = self._children["is"]
            case ["row", "c", "is", "t", *_] | ["row", "c", "is", "r", "t", *_]:
                raise self.corrupt("element in text")
            case ["row", "extLst", *_] | ["row", "c", "extLst", *_] | ["row", "c", "is", _, *_]:
                if len(path) > self._limits.depth:
                    raise Unreadable("bomb", {"part": self._part, "detail": "depth", "limit": self._limits.depth})
            case _:
                raise self.corrupt("unknown element in sheetData")

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._column = 0
        if number is None:
            self._row += 1
        elif _COUNT.fullmatch(number.strip()):
            self._row = int(number)
        else:
            raise self.corrupt("row number")
        if self._row > ROWS:
            raise self.corrupt("row number")
        self._hidden = is_true(attributes.get("hidden"))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        if address is None:
            self._column += 1
        else:
            match = _ADDRESS.fullmatch(address)
            if not match or int(match[2]) != self._row:
                self._column = 0
                raise self.corrupt(f"address {address[:12]} in row {self._row}")
            self._column = _column_numbers[match[1].upper()]
        if self._column > COLUMNS:
            raise self.corrupt("address")
        place = (self._row, self._column)
        if self._seen is None:
            if place <= self._last:
                raise _OutOfOrder
            self._last = place
        else:
            if place in self._seen:
                raise self.corrupt("cell twice")
            self._seen.add(place)
            if len(self._seen) > self._limits.cells:
                raise too_large("cells", self._limits.cells)
        self._attributes = attributes
        self._children = {}

    def text(self, data: str) -> None:
        if self._target is not None:
            self._target.append(data)

    def end(self, _: str) -> None:
        path = self._path
        name = path.pop()
        if name == "v" or name == "t":
            self._target = None
        elif name == "c" and path == ["worksheet", "sheetData", "row"]:
            children, attributes = self._children, self._attributes
            texts = {child: "".join(pieces) for child, pieces in children.items()}
            type_, style = attributes.get("t"), attributes.get("s")
            self.put(self._row, self._column, type_, style, texts.get("v"), texts.get("is"), "f" in texts, self._hidden)

    def put(
        self,
        row: int,
        column: int,
        type_: str | None,
        style: str | None,
        value: str | None,
        inline: str | None,
        formula: bool,
        hidden: bool,
    ) -> None:
        """Adds a cell unless it is empty."""
        self._row, self._column = row, column
        if (inline is not None and type_ != "inlineStr") or (value and type_ == "inlineStr"):
            raise self.corrupt("inline text")
        text = value if inline is None else inline
        found: Found | None = None
        try:
            if text:
                found = self._values.find(type_, style, text)
            elif formula and (text is None or type_ not in ("str", "inlineStr")):
                found = "formula_without_value", "", self._values.format(style)
        except Unreadable as error:
            error.cell = f"{column_letters(column)}{row}"
            raise
        if found is None:
            return
        self.content.cells[row, column] = Cell(row, column, *found, formula)
        if hidden:
            self.content.hidden_rows.add(row)
        if len(self.content.cells) > self._room:
            raise too_large("cells", self._limits.cells)


# -- The route by patterns --------------------------------------------------------------------------------------------

_CHUNK = 1 << 17
# Branches with an empty side, not '?', which the engine runs at half the speed.
_PRESERVE = r'(?: xml:space="preserve"|)>'
_TOKEN = re.compile(
    r'(?:<row([^<>&]{0,400}?) r="([1-9][0-9]{0,6})"([^<>&]{0,400}?)(?:(/>|></row>)|>)|)(?(4)|'
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"([ "=A-Za-z0-9]*)'
    r"(?:>(?:<f([^<>&]*?)(?:/>|>[^<]*</f>)|)"
    rf"(?:<v{_PRESERVE}([^<]*)</v>|<is><t{_PRESERVE}([^<]*)</t></is>|<v ?/>|)</c>|/>)"
    r"(</row>|))"
)
_ITEM = re.compile(
    rf"<si>(?:<t{_PRESERVE}([^<]*)</t>|<t ?/>|((?:<r>"
    r'(?:<rPr>(?:<[A-Za-z]+(?: (?!tint)[A-Za-z]+="[^"<&\t\n]*")?(?: tint="[^"<&\t\n]*")?/>)*</rPr>)?'
    rf"<t{_PRESERVE}[^<]*</t></r>)+))</si>|<si ?/>"
)
_CELL_ATTRIBUTES = re.compile(
    r'(?: s="([0-9]{1,5})")?(?: t="([a-zA-Z]{1,9})")?(?: cm="[0-9]{1,5}")?(?: vm="[0-9]{1,5}")?'
)
_ATTRIBUTES = re.compile(r'(?: (?:x14ac:|xml:)?[A-Za-z][A-Za-z0-9]*="[^"<&\t\n]*")* ?')
_RUN = re.compile(r"<t[^>]*>([^<]*)</t>")
_PAIR = re.compile(r' ([^ ="]+)="([^"]*)"')
_NAMED_REFERENCE = "amp|lt|gt|quot|apos"
_DECIMAL_REFERENCE = "9|10|13|3[2-9]|[4-9][0-9]"
_HEXADECIMAL_REFERENCE = "9|[aAdD]|[2-7][0-9a-fA-F]"
_REFERENCE = re.compile(f"&(?:({_NAMED_REFERENCE})|#({_DECIMAL_REFERENCE})|#x({_HEXADECIMAL_REFERENCE}));")
_OTHER_REFERENCE = re.compile(f"&(?!(?:{_NAMED_REFERENCE}|#(?:{_DECIMAL_REFERENCE})|#x(?:{_HEXADECIMAL_REFERENCE}));)")
_NAMED_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# Control characters, which are ill-formed, and the carriage return, which XML turns into a line feed.
_SUSPECT = bytes(code for code in range(32) if code not in (9, 10))


def _chunks(xml: bytes, start: int, end: int, closing: bytes) -> Iterator[str]:
    """Whole elements as text, some 128 KiB at a time so that memory stays small; not canonical if anything is odd."""
    while start < end:
        stop = xml.find(closing, min(start + _CHUNK, end) - len(closing), end)
        stop = end if stop < 0 else stop + len(closing)
        chunk = xml[start:stop]
        if len(chunk) > 32 * _CHUNK or len(chunk.translate(None, _SUSPECT)) != len(chunk) or b"]]>" in chunk:
            raise _NotCanonical
        if b"\xef\xbf\xbe" in chunk or b"\xef\xbf\xbf" in chunk:  # U+FFFE and U+FFFF are not characters of XML
            raise _NotCanonical
        try:
            text = chunk.decode()
        except UnicodeDecodeError:
            raise _NotCanonical from None
        if "&" in text and _OTHER_REFERENCE.search(text):
            raise _NotCanonical
        yield text
        start = stop


def _character(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    return _NAMED_CHARACTERS[name] if name else chr(int(decimal) if decimal else int(hexadecimal, 16))


def _attributes(text: str) -> dict[str, str]:
    if not _ATTRIBUTES.fullmatch(text):
        raise _NotCanonical
    pairs: list[tuple[str, str]] = _PAIR.findall(text)
    attributes = dict(pairs)
    if len(attributes) != len(pairs):
        raise _NotCanonical
    return attributes


def _read_by_patterns(part: str, xml: bytes, known: Known, limits: Limits, room: int) -> SheetContent:
    start, end = xml.find(b"<sheetData>") + 11, xml.rfind(b"</sheetData>")
    if start < 11 or end < start or xml.find(b"<sheetData", start) >= 0:
        raise _NotCanonical
    reader = _SheetReader(part, known.source, limits, room)
    # What stands around the rows goes to expat, which then vouches for the namespaces of the rows as well.
    opening = b'<sheetData x14ac:q=""/>' if xml.find(b" x14ac:", start, end) >= 0 else b"<sheetData/>"
    try:
        _read_by_expat(part, xml[: start - 11] + opening + xml[end + 12 :], reader)
    except Unreadable:
        raise _NotCanonical from None
    if not reader.has_data:
        raise _NotCanonical
    row = 0
    for chunk in _chunks(xml, start, end, b"</row>"):
        row = _scan(chunk, row, reader, known)
        if len(reader.content.cells) > room:
            raise too_large("cells", limits.cells)
        if len(known) > 2 * limits.cells:  # only empty texts can be this many
            known.clear()
    if reader.out_of_order:
        reader.content.cells = dict(sorted(reader.content.cells.items()))
    return reader.content


def _scan(chunk: str, number: int, reader: _SheetReader, known: Known) -> int:
    """Adds the cells of whole rows that follow row `number`; gives the number of the last row.

    Column by column over all tokens, not token by token: a loop in Python would cost as much as all the rest.
    """
    tokens = _TOKEN.split(chunk)
    if any(tokens[::12]):
        raise _NotCanonical
    opened = [row is not None for row in tokens[2::12]]
    closed = [close != "" for close in tokens[11::12]]  # None after an empty row
    if not opened[0] or not closed[-1] or opened[1:] != closed[:-1]:
        raise _NotCanonical
    rows: dict[str, int] = {}
    hiding: dict[tuple[str, str], bool] = {}
    hidden: set[int] = set()
    for before, row, after in compress(zip(tokens[1::12], tokens[2::12], tokens[3::12], strict=True), opened):
        previous, number = number, int(row)
        rows[row] = number
        if (before, after) not in hiding:
            hiding[before, after] = _is_hidden(before + after)
        if hiding[before, after]:
            hidden.add(number)
        if not previous < number <= ROWS:
            raise _NotCanonical
    columns = [tokens[group::12] for group in (2, 5, 6, 7, 8, 9, 10)]
    if None in columns[1]:  # rows without cells
        filled = [letters is not None for letters in columns[1]]
        columns = [[*compress(column, filled)] for column in columns]
        opened = [*compress(opened, filled)]
    if columns[1]:
        places = _places(columns[0], columns[1], columns[2], opened, rows)
        _add_cells(places, columns[3], columns[4], columns[5], columns[6], reader, known, hidden)
    return number


def _places(
    opening: list[str], letters: list[str], digits: list[str], opened: list[bool], rows: dict[str, int]
) -> list[tuple[int, int]]:
    """The (row, column) of each cell: in the row that holds it, and behind the cell before it."""
    if [*compress(digits, opened)] != [*compress(opening, opened)] or [*map(ne, digits[1:], digits)] != opened[1:]:
        raise _NotCanonical
    places = [*zip(map(rows.__getitem__, digits), map(_column_numbers.__getitem__, letters), strict=True)]
    if not all(map(lt, places, places[1:])) or max(map(_column_numbers.__getitem__, {*letters})) > COLUMNS:
        raise _NotCanonical
    return places


def _add_cells(
    places: list[tuple[int, int]],
    attributes: list[str],
    formulas: list[str | None],
    texts: list[str],
    inlines: list[str | None],
    reader: _SheetReader,
    known: Known,
    hidden: set[int],
) -> None:
    """Adds the cells at `places`, given what the tokens hold of attributes, formulas, values and inline texts."""
    inline = known.learn({*attributes})
    if inline or any(inlines):
        if any(
            (a in inline) != (i is not None) or (v and i) for a, v, i in zip(attributes, texts, inlines, strict=True)
        ):
            raise _NotCanonical
        texts = [value if inline is None else inline for value, inline in zip(texts, inlines, strict=True)]
    calculated: list[bool] = []
    if any(formula is not None for formula in formulas):
        calculated = [formula is not None for formula in formulas]
        _add_uncalculated(
            [*compress(zip(places, attributes, formulas, texts, strict=True), calculated)], reader, known, hidden
        )
    keys = [*zip(attributes, texts, strict=True)]
    if not all(texts):
        keys, places = [*compress(keys, texts)], [*compress(places, texts)]
        calculated = [*compress(calculated, texts)]
    try:
        found = [*map(known.__getitem__, keys)]
    except Unreadable as error:
        row, column = next(place for key, place in zip(keys, places, strict=True) if key not in known)
        error.cell = f"{column_letters(column)}{row}"
        raise
    if calculated:
        found = [
            (*value[:3], True) if flag and value is not None else value
            for value, flag in zip(found, calculated, strict=True)
        ]
    if known.has_empty:
        filled = [value is not None for value in found]
        places, found = [*compress(places, filled)], [*compress(found, filled)]
    reader.content.cells.update(zip(places, map(tuple.__new__, repeat(Cell), map(add, places, found)), strict=True))
    if hidden:
        reader.content.hidden_rows.update(row for row, _ in places if row in hidden)


def _add_uncalculated(
    cells: list[tuple[tuple[int, int], str, str | None, str | None]],
    reader: _SheetReader,
    known: Known,
    hidden: set[int],
) -> None:
    """Adds those formulas, given as (place, attributes, attributes of the formula, text), that have no value."""
    for formula in {formula for _, _, formula, _ in cells if formula}:
        _attributes(formula)
    for (row, column), attributes, _, text in cells:
        if not text:
            style, type_ = known.styles[attributes]
            if type_ == "str" and text is None:  # the tokens do not tell an empty value from none
                raise _NotCanonical
            reader.put(row, column, type_, style, text, None, True, row in hidden)
            reader.out_of_order = True


def _style_and_type(attributes: str) -> tuple[str | None, str | None]:
    match = _CELL_ATTRIBUTES.fullmatch(attributes)
    if not match:
        raise _NotCanonical
    return match[1], match[2]


def _is_hidden(row: str) -> bool:
    attributes = _attributes(row)
    if "r" in attributes:
        raise _NotCanonical
    return is_true(attributes.get("hidden"))


# -- Shared strings ---------------------------------------------------------------------------------------------------


def read_strings(part: str, xml: bytes, limits: Limits) -> list[str]:
    """The texts of the shared string table, in order; runs are joined and phonetic guides left out."""
    try:
        strings = _strings_by_patterns(part, xml, limits)
    except _NotCanonical:
        strings = _strings_by_expat(part, xml, limits)
    strings = [plain_text(text) for text in strings]
    if max(map(len, strings), default=0) > limits.characters:
        raise too_large("characters", limits.characters)
    return strings


def _strings_by_expat(part: str, xml: bytes, limits: Limits) -> list[str]:
    strings: list[str] = []
    path: list[str] = []
    target: list[str] | None = None
    pieces: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal target
        path.append(local_name(name))
        match path:
            case ["sst", "si"]:
                pieces.clear()
            case ["sst", "si", "t"] | ["sst", "si", "r", "t"]:
                target = pieces
            case ["sst", "si", "t", *_] | ["sst", "si", "r", "t", *_]:
                raise corrupt(part, "element in text")
            case [root] if root != "sst":
                raise corrupt(part, "not shared strings")
            case _ if len(path) > limits.depth:
                raise Unreadable("bomb", {"part": part, "detail": "depth", "limit": limits.depth})

    def end(_: str) -> None:
        nonlocal target
        name = path.pop()
        if name == "t":
            target = None
        elif name == "si" and path == ["sst"]:
            strings.append("".join(pieces))
            if len(strings) > limits.strings:
                raise too_large("strings", limits.strings)

    def text(data: str) -> None:
        if target is not None:
            target.append(data)

    parse_xml(part, xml, start, end, text)
    return strings


def _strings_by_patterns(part: str, xml: bytes, limits: Limits) -> list[str]:
    start, end = xml.find(b"<sst"), xml.rfind(b"</sst>")
    start = xml.find(b">", start) + 1
    if start < 1 or end < start:
        raise _NotCanonical
    try:
        if _strings_by_expat(part, xml[:start] + xml[end:], limits):
            raise _NotCanonical
    except Unreadable:
        raise _NotCanonical from None
    strings: list[str] = []
    for chunk in _chunks(xml, start, end, b"</si>"):
        pieces = _ITEM.split(chunk)
        if any(pieces[::3]):
            raise _NotCanonical
        texts = pieces[1::3]
        for index, runs in enumerate(pieces[2::3]):
            if runs is not None:
                texts[index] = "".join(_RUN.findall(runs))
        if "&" in chunk:
            texts = [_REFERENCE.sub(_character, text) if text and "&" in text else text for text in texts]
        strings += [text or "" for text in texts]
        if len(strings) > limits.strings:
            raise too_large("strings", limits.strings)
    return strings
