"""The content of a worksheet by patterns: the canonical XML that common writers produce.

Column by column over all cells of a chunk, not cell by cell: a loop in Python would cost as much as all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress, repeat
from operator import add, or_
from typing import TYPE_CHECKING

from lbedu.reading.xlsx.canonical import PRESERVE, RUNS, NotCanonical, attributes_of, chunks, resolved, text_of_runs
from lbedu.reading.xlsx.cell import Cell, Kind, Value, column_letters
from lbedu.reading.xlsx.cell_values import short_decimal
from lbedu.reading.xlsx.excerpts import excerpt
from lbedu.reading.xlsx.refusal import Limits, Unreadable, too_large
from lbedu.reading.xlsx.remembered import remembered, remembered_if_short
from lbedu.reading.xlsx.sheet_expat import Around, AroundReader, SheetReader
from lbedu.reading.xlsx.sheet_places import places_of
from lbedu.reading.xlsx.styles import is_date_format
from lbedu.reading.xlsx.typefaces import PLAIN, is_special
from lbedu.reading.xlsx.unseen import Spent

if TYPE_CHECKING:
    from lbedu.reading.xlsx.cell_values import Values

# A cell: letters, row, attributes, attributes of the formula, '<is><t>' if its text stands inline, text, runs of text.
_CELL = (
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"([ "=A-Za-z0-9]*)'
    r"(?:/>|>(?:<f([^<>&]*?)(?:/>|>[^<]*</f>)|)"
    rf"(?:(?:<v{PRESERVE}>|(<is><t{PRESERVE}>))([^<]*)(?(5)</t></is>|</v>)|<v ?/>|<is>({RUNS})</is>|)</c>)"
)
_GROUPS = 8


_UNUSUAL = ("", "")
_STYLES = 65_536
_REMEMBERED = 20_000


class Known(dict[tuple[str, str], tuple[Kind, Value, str, bool] | None]):
    """What stands in a cell by its raw attributes and its raw value, each worked out once for the whole workbook.

    The last field is that of a cell without a formula.
    """

    def __init__(self, values: Values, limits: Limits) -> None:
        super().__init__()
        self.source = values
        self.styles: dict[str, tuple[str | None, str | None]] = {}
        """The style and the type by the attributes of a cell."""
        self.has_empty = False
        self.spent = Spent()
        self._characters = limits.characters
        self._usual: dict[str, tuple[str, str]] = {}
        """For attributes that have been met: the type, and the number format."""

    def __missing__(self, key: tuple[str, str]) -> tuple[Kind, Value, str, bool] | None:
        attributes, text = key
        type_, code = self._usual.get(attributes, _UNUSUAL)
        if type_ == "inlineStr":
            if "_x" not in text and "&" not in text and len(text) <= self._characters:
                inline = self[key] = ("text", text, code, False)
                return inline
        elif type_ == "s":
            if type(shared := self.source.shared_text(text)) is str and shared:
                string = self[key] = ("text", shared, code, False)
                return string
        elif type_ == "n" and (short := short_decimal(text)) is not None:
            number = self[key] = ("number", short, code, False)
            return number
        return self._find(key)

    def _find(self, key: tuple[str, str]) -> tuple[Kind, Value, str, bool] | None:
        style, type_ = self.styles[key[0]]
        found = self.source.find(type_, style, resolved(key[1]))
        if found is None:
            self.has_empty = True
            self[key] = None
            return None
        if self.source.face(style) != PLAIN:
            pass  # each has to be looked at
        elif type_ == "s" or type_ == "inlineStr":
            self._usual[key[0]] = type_, self.source.format(style)  # a text of its own colours may be shown otherwise
        elif found[0] == "number" and not is_date_format(found[2]):
            self._usual[key[0]] = "n", found[2]
        result = self[key] = (*found, False)
        return result

    def learn(self, attributes: set[str]) -> set[str]:
        """Takes in the attributes of cells; gives those that promise inline text."""
        for text in attributes - self.styles.keys():
            named = attributes_of(text)
            if "r" in named or len(self.styles) > _STYLES:
                raise NotCanonical
            self.styles[text] = named.get("s"), named.get("t")
        return {text for text in attributes if self.styles[text][1] == "inlineStr"}


def read_by_patterns(part: str, xml: bytes, known: Known, limits: Limits, room: int) -> SheetReader:
    start, end = xml.find(b"<sheetData>") + 11, xml.rfind(b"</sheetData>")
    if start < 11 or end < start or xml.find(b"<sheetData", start) >= 0:
        raise NotCanonical
    reader = SheetReader(part, known.source, limits, room)
    # What stands around the rows goes to expat, which then vouches for the namespaces of the rows as well.
    opening = b'<sheetData x14ac:q=""/>' if xml.find(b" x14ac:", start, end) >= 0 else b"<sheetData/>"
    around = xml[: start - 11] + opening + xml[end + 12 :]
    try:
        reader.take_around(_read_around(part, around, limits))
    except Unreadable:
        raise NotCanonical from None
    if not reader.has_data:
        raise NotCanonical
    scan = _Scan(reader, known)
    for chunk in chunks(xml, start, end, b"</row>"):
        scan.add_rows(chunk)
        if len(reader.cells) > room:
            raise too_large("cells", limits.cells)
        if len(known) > _REMEMBERED:  # so many differ that few will come again
            known.clear()
    if scan.out_of_order:
        reader.cells = dict(sorted(reader.cells.items()))
    return reader


@remembered
def _read_around(part: str, xml: bytes, limits: Limits) -> Around:
    reader = AroundReader(part, limits)
    reader.read_around(excerpt(part, xml, b"worksheet", (b"cols", b"sheetData", b"mergeCells"), limits.depth))
    return Around(tuple(reader.merges), tuple(reader.hidden_columns), reader.has_data)


class _Scan:
    """Adds the cells of whole rows to the content of a worksheet."""

    def __init__(self, reader: SheetReader, known: Known) -> None:
        self.out_of_order = False
        self._reader, self._known = reader, known
        self._split = re.compile(_CELL).split
        self._row = 0
        self._hidden: set[int] = set()

    def add_rows(self, chunk: str) -> None:
        pieces = self._split(chunk)
        gaps = pieces[::_GROUPS]
        letters, digits, attributes, formulas, inlines, texts, runs = (pieces[at::_GROUPS] for at in range(1, _GROUPS))
        stand = places_of(self._row, gaps, letters, digits)
        places: Sequence[tuple[int, int]] = stand.cells
        self._row = stand.last
        self._hidden |= stand.hidden
        if not places:
            return
        if runs.count(None) < len(runs):
            source = self._known.source
            if source.has_faces or any(source.may_veil(text_of_runs(run)) for run in runs if run):
                raise NotCanonical  # what a run says may hang on the style of its cell
            inlines = [*map(or_, map(bool, inlines), map(bool, runs))]
            texts = [_text_of(run) if run else text for text, run in zip(texts, runs, strict=True)]
        inline = self._known.learn({*attributes})
        if [*map(inline.__contains__, attributes)] != [*map(bool, inlines)]:
            raise NotCanonical
        calculated: list[bool] = []
        if formulas.count(None) < len(formulas):
            calculated = [formula is not None for formula in formulas]
            self._add_uncalculated([*compress(zip(places, attributes, formulas, texts, strict=True), calculated)])
        if not all(texts):
            places, attributes = [*compress(places, texts)], [*compress(attributes, texts)]
            calculated, texts = [*compress(calculated, texts)], [*filter(None, texts)]
        self._add_cells(places, [*zip(attributes, texts, strict=True)], calculated)

    def _add_cells(
        self, places: Sequence[tuple[int, int]], keys: list[tuple[str, str]], calculated: list[bool]
    ) -> None:
        known, reader = self._known, self._reader
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
        reader.cells.update(zip(places, map(tuple.__new__, repeat(Cell), map(add, places, found)), strict=True))
        if self._hidden:
            reader.hidden_rows.update(row for row, _ in places if row in self._hidden)

    def _add_uncalculated(self, cells: list[tuple[tuple[int, int], str, str, str | None]]) -> None:
        """Adds those formulas, given as (place, attributes, attributes of the formula, text), that have no value."""
        for formula in {formula for _, _, formula, _ in cells if formula}:
            attributes_of(formula)
        for place, attributes, _, text in cells:
            if not text:
                style, type_ = self._known.styles[attributes]
                if type_ == "str" and text is None:  # the pieces do not tell an empty value from none
                    raise NotCanonical
                self._reader.put(place, type_, style, text, True, place[0] in self._hidden)
                self.out_of_order = True


@remembered_if_short
def _text_of(runs: str) -> str:
    """An inline text of runs as it is written; left to expat where a run changes what it says."""
    text = text_of_runs(runs)
    if is_special(text):
        raise NotCanonical
    return "".join(re.findall(f"<t{PRESERVE}>([^<]*)</t>", runs))
