"""What a sheet shows otherwise than its cells say: by rules of conditional formats that take effect or may, or by leaving zeros
out. Loaded once a sheet has any of this."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from lbedu.reading.xlsx.cell import COLUMNS, ROWS, Cell, place_of
from lbedu.reading.xlsx.parsing import Element, inside, is_index, is_true, walk
from lbedu.reading.xlsx.refusal import Limits, too_large
from lbedu.reading.xlsx.remembered import remembered
from lbedu.reading.xlsx.styles import is_date_format
from lbedu.reading.xlsx.unseen import BLACK, MARK, TINY, WHITE, Change, Looks, alike, change_element

_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "http://schemas.microsoft.com/office/excel/2006/main}"
_LOOKED_AT = 5_000_000
"""Cells that are held against rules; a workbook that needs more is made to keep readers busy."""
_DAY_0 = dt.date(1899, 12, 30).toordinal()
_NEVER = frozenset({"containsBlanks", "containsErrors"})
_NO_ERROR = re.compile(r"(?:ISERROR|ISERR|ISNA|ISBLANK)\(([$A-Z0-9]+)\)|LEN\(TRIM\(([$A-Z0-9]+)\)\)=0", re.IGNORECASE)
_COMPARED = re.compile(r'([$A-Z0-9]+)(<>|<=|>=|=|<|>)(-?[0-9.]+|"[^"]*")', re.IGNORECASE)
_OPERATORS = {
    "=": "equal", "<>": "notEqual", "<": "lessThan", ">": "greaterThan", "<=": "lessThanOrEqual", ">=": "greaterThanOrEqual",
}  # fmt: skip

Area = tuple[int, int, int, int]


class Rule(NamedTuple):
    """One rule: where it holds, when, and what it changes."""

    areas: tuple[Area, ...]
    kind: str
    operator: str
    operands: tuple[str, ...]
    style: int | None
    own: Change | None
    figure_hidden: bool
    """Only a bar or an icon is shown."""


class Shown(NamedTuple):
    """What a sheet says of how its cells are shown."""

    rules: tuple[Rule, ...] = ()
    without_zeros: bool = False


def as_seen(part: str, xml: bytes, cells: dict[tuple[int, int], Cell], looks: Looks, limits: Limits) -> None:
    """Gives the cells the number formats in which they are seen, as far as rules may change what is seen of them."""
    shown = _shown(part, _around(xml), limits)
    if shown.without_zeros:
        for place, cell in cells.items():
            if cell.kind == "number" and cell.value == 0:
                cells[place] = _veiled(cell)
    left = _LOOKED_AT
    styles: Mapping[tuple[int, int], int] | None = None
    for rule in shown.rules:
        change = _change(rule, looks)
        if change is not None and change.format is None and not rule.figure_hidden and styles is None:
            styles = _styles(part, xml, limits)
        for area in rule.areas if change is not None else ():
            left -= min(_size(area), len(cells))
            if left < 0:
                raise too_large("rules", _LOOKED_AT)
            for place in _in(area, cells):
                cell = cells[place]
                if change is None or _applies(rule, cell) is False:
                    continue
                if change.format is not None:
                    cells[place] = _formatted(cell, change.format)
                elif rule.figure_hidden or _hides(change, *looks.of((styles or {}).get(place, 0))):
                    cells[place] = _veiled(cell)


def _veiled(cell: Cell) -> Cell:
    return cell if cell.format.startswith(MARK) else cell._replace(format=f"{MARK}{cell.format}")


def _formatted(cell: Cell, code: str) -> Cell:
    if cell.kind == "date" and not is_date_format(code):
        code = f"[<>0]{code}"  # shown as a number, whatever number
    return cell._replace(format=code)


def _around(xml: bytes) -> bytes:
    """A sheet without its rows, where it is plain where they end."""
    start, end = xml.find(b"<sheetData>"), xml.rfind(b"</sheetData>")
    return xml if start < 0 or end < start or b"<!" in xml else xml[:start] + xml[end + 12 :]


def _change(rule: Rule, looks: Looks) -> Change | None:
    """What a rule changes of what is seen; None where it does not: colours that stand out from every ground, bars, icons."""
    if rule.figure_hidden:
        return Change()
    change = rule.own
    if change is None and rule.style is not None and rule.style < len(looks.changes):
        change = looks.changes[rule.style]
    if change is None:
        return None
    if change.format is not None:
        return change
    if not change.letters and not change.ground:
        return None
    letters = [change.letters] if change.letters else [BLACK, *(letter for letter, _ in looks.styles)]
    grounds = [change.ground] if change.ground else [WHITE, *(ground for _, ground in looks.styles)]
    unseen = any(alike(letter, ground) for letter in {*letters} - {TINY} for ground in {*grounds})
    return change if unseen else None


def _hides(change: Change, letters: str, ground: str) -> bool:
    """Whether letters are not seen once a rule has changed them, or their ground."""
    return alike(change.letters or letters, change.ground or ground)


def _styles(part: str, xml: bytes, limits: Limits) -> dict[tuple[int, int], int]:
    """The style of each cell that has one: asked once a rule may hide what stands in some."""
    found: dict[tuple[int, int], int] = {}

    def note(attributes: dict[str, str]) -> None:
        place, style = place_of(attributes.get("r", "")), attributes.get("s", "").strip()
        if place is not None and is_index(style):
            found[place] = int(style)

    rows = Element(inside=inside(row=Element(inside=inside(c=Element(note)))))
    walk(part, xml, Element(inside=inside(worksheet=Element(inside=inside(sheetData=rows)))), limits.depth)
    return found


def _size(area: Area) -> int:
    top, left, bottom, right = area
    return (bottom - top + 1) * (right - left + 1)


def _in(area: Area, cells: Mapping[tuple[int, int], Cell]) -> list[tuple[int, int]]:
    """Where in a range something stands."""
    top, left, bottom, right = area
    if _size(area) <= len(cells):
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        return [place for place in places if place in cells]
    return [(row, column) for row, column in cells if top <= row <= bottom and left <= column <= right]


# when a rule holds


def _applies(rule: Rule, cell: Cell) -> bool | None:
    """Whether a rule holds for a cell that is filled; None where that is not worked out."""
    if rule.kind == "cellIs":
        return _compared(rule.operator, rule.operands, cell)
    if rule.kind == "expression" and len(rule.operands) == 1:
        formula = rule.operands[0].replace(" ", "")
        if (found := _NO_ERROR.fullmatch(formula)) and _is_itself(rule, found[1] or found[2]):
            return False
        if (found := _COMPARED.fullmatch(formula)) and _is_itself(rule, found[1]):
            return _compared(_OPERATORS[found[2]], (found[3],), cell)
    return False if rule.kind in _NEVER else None


def _is_itself(rule: Rule, address: str) -> bool:
    """Whether a formula of a rule speaks of the very cell that is looked at."""
    top = min(area[0] for area in rule.areas)
    left = min(area[1] for area in rule.areas)
    if address.startswith("$"):
        if any(area[1] != area[3] or area[1] != left for area in rule.areas):
            return False
        address = address[1:]
    return "$" not in address and place_of(address) == (top, left)


def _compared(operator: str, operands: tuple[str, ...], cell: Cell) -> bool | None:
    numbers = [_number(operand) for operand in operands]
    if not numbers or None in numbers:  # compared with another cell, or with a text
        return False if operands == ('""',) and operator == "equal" else None
    value = cell.value
    if isinstance(value, dt.date):
        value = Decimal(value.toordinal() - _DAY_0)
    first, last = numbers[0], numbers[-1]
    if not isinstance(value, Decimal) or first is None or last is None:
        return False if cell.kind in ("text", "bool") and operator == "equal" else None
    low, high = min(first, last), max(first, last)
    holds = {
        "equal": value == first,
        "notEqual": value != first,
        "lessThan": value < first,
        "lessThanOrEqual": value <= first,
        "greaterThan": value > first,
        "greaterThanOrEqual": value >= first,
        "between": low <= value <= high,
        "notBetween": not low <= value <= high,
    }
    return holds.get(operator)


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip()) if re.fullmatch(r"\s*-?[0-9.]{1,40}\s*", text) else None
    except InvalidOperation:
        return None
    return found


# the rules of a sheet


@remembered
def _shown(part: str, xml: bytes, limits: Limits) -> Shown:
    reader = _Reader()
    walk(part, xml, reader.document(), limits.depth, reader.add_text)
    return Shown(tuple(reader.rules), reader.without_zeros)


class _Reader:
    """Gathers the rules; those of later versions of Excel say only below them where they hold."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.without_zeros = False
        self._areas: tuple[Area, ...] = ()
        self._first = 0
        """The first rule of the element at hand."""
        self._own: list[Change] = []
        self._text: list[str] | None = None

    def document(self) -> Element:
        bar, own = Element(self._bar), change_element(self._own)
        operand = Element(self._begin_text, self._end_operand)
        rule = Element(self._rule, inside=inside(formula=operand, dataBar=bar, iconSet=bar))
        later = Element(
            self._rule,
            self._end_later,
            {f"{_XM}f": operand, f"{_X14}dxf": own, f"{_X14}dataBar": bar, f"{_X14}iconSet": bar},
        )
        where = Element(self._begin_text, self._end_where)
        block = Element(self._begin_later, inside={f"{_X14}cfRule": later, f"{_XM}sqref": where})
        blocks = Element(inside={f"{_X14}conditionalFormatting": block})
        extension = Element(inside={f"{_X14}conditionalFormattings": blocks})
        sheet = inside(
            sheetViews=Element(inside=inside(sheetView=Element(self._view))),
            conditionalFormatting=Element(self._begin, inside=inside(cfRule=rule)),
            extLst=Element(inside=inside(ext=extension)),
        )
        return Element(inside=inside(worksheet=Element(inside=sheet)))

    def add_text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _view(self, attributes: dict[str, str]) -> None:
        self.without_zeros |= not is_true(attributes.get("showZeros", "1"))

    def _begin(self, attributes: dict[str, str]) -> None:
        self._areas = _areas(attributes.get("sqref", ""))

    def _begin_later(self, _: dict[str, str]) -> None:
        self._areas, self._first = (), len(self.rules)

    def _rule(self, attributes: dict[str, str]) -> None:
        style = attributes.get("dxfId", "").strip()
        number = int(style) if style.isdecimal() and style.isascii() and len(style) < 7 else None
        kind, operator = attributes.get("type", ""), attributes.get("operator", "")
        self.rules.append(Rule(self._areas, kind, operator, (), number, None, False))
        self._own.clear()

    def _note(self, **said: object) -> None:
        self.rules[-1] = self.rules[-1]._replace(**said)  # type: ignore[arg-type]  # each of its own kind

    def _bar(self, attributes: dict[str, str]) -> None:
        if not is_true(attributes.get("showValue", "1")):
            self._note(figure_hidden=True)

    def _begin_text(self, _: dict[str, str]) -> None:
        self._text = []

    def _end_operand(self) -> None:
        self._note(operands=(*self.rules[-1].operands, "".join(self._text or ())))
        self._text = None

    def _end_later(self) -> None:
        if self._own:
            self._note(own=self._own[-1])

    def _end_where(self) -> None:
        areas = _areas("".join(self._text or ()))
        self._text = None
        self.rules[self._first :] = [rule._replace(areas=areas) for rule in self.rules[self._first :]]


def _areas(written: str) -> tuple[Area, ...]:
    """The ranges of a list such as `C5:C20 E5`; what is no range is left out, as Excel refuses such a file."""
    found = []
    for one in written.split():
        first, _, last = one.partition(":")
        start, end = place_of(first), place_of(last or first)
        if start and end:
            rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
            found.append((rows[0], columns[0], min(rows[1], ROWS), min(columns[1], COLUMNS)))
    return tuple(found)
