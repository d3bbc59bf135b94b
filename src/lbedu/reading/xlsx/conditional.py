"""What a sheet shows otherwise than its cells say: by rules of conditional formats that take effect or may, or by leaving zeros
out. Loaded once a sheet has any of this."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import NamedTuple

from lbedu.reading.xlsx.cell import COLUMNS, ROWS, Cell, place_of
from lbedu.reading.xlsx.parsing import Element, inside, is_index, is_true, walk
from lbedu.reading.xlsx.refusal import Limits, too_large
from lbedu.reading.xlsx.remembered import remembered
from lbedu.reading.xlsx.styles import is_date_format
from lbedu.reading.xlsx.unseen import BLACK, MANY, MARK, TINY, WHITE, Change, Looks, Spent, alike, change_element

_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "http://schemas.microsoft.com/office/excel/2006/main}"
_PASSED, _HELD = 3_000_000, 300_000
"""Cells that are passed over for ranges of rules, and that are held against one; more is made to keep readers busy."""
_RULES, _RANGES = 10_000, 100_000
"""Rules, and ranges that they name. All four are of a whole workbook."""
_OPERANDS = 3
"""Formulas that a rule has at most."""
_FORMULA = 80
"""Letters of a formula that is looked into."""
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
    ranges: int = 0
    """How many ranges it names."""


def as_seen(
    part: str, xml: bytes, cells: dict[tuple[int, int], Cell], looks: Looks, limits: Limits, spent: Spent
) -> None:
    """Gives the cells the number formats in which they are seen, as far as rules may change what is seen of them."""
    shown = _shown(part, _around(xml), limits)
    _spend(spent, rules=len(shown.rules), ranges=shown.ranges)
    if shown.without_zeros:
        for place, cell in cells.items():
            if cell.kind == "number" and cell.value == 0:
                cells[place] = _veiled(cell)
    styles: Mapping[tuple[int, int], int] | None = None
    for rule in shown.rules:
        change = _change(rule, looks)
        if change is None:
            continue
        _spend(spent, passed=len(rule.areas))
        holds = _when(rule)
        if holds is False:
            continue
        by_colour = change.format is None and not rule.figure_hidden
        if by_colour and styles is None:
            styles = _styles(part, xml, cells, limits)
        for area in rule.areas:
            _spend(spent, passed=min(_size(area), len(cells)))
            places = _in(area, cells)
            _spend(spent, held=len(places))
            for place in places:
                cell = cells[place]
                if holds is not True and holds(cell) is False:
                    continue
                if change.format is not None:
                    cells[place] = _formatted(cell, change.format)
                elif not by_colour or _hides(change, *looks.of((styles or {}).get(place, 0))):
                    cells[place] = _veiled(cell)


def _spend(spent: Spent, passed: int = 0, held: int = 0, rules: int = 0, ranges: int = 0) -> None:
    """Raises Unreadable where the rules of a workbook cost too much."""
    spent.passed, spent.held = spent.passed + passed, spent.held + held
    spent.rules, spent.ranges = spent.rules + rules, spent.ranges + ranges
    for number, limit in ((spent.passed, _PASSED), (spent.held, _HELD), (spent.rules, _RULES), (spent.ranges, _RANGES)):
        if number > limit:
            raise too_large("rules", limit)


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
    letters = {change.letters} if change.letters else {BLACK, *looks.letters} - {TINY}
    grounds = {change.ground} if change.ground else {WHITE, *looks.grounds}
    many = len(letters) + len(grounds) > MANY
    return change if many or any(alike(one, other) for one in letters for other in grounds) else None


def _hides(change: Change, letters: str, ground: str) -> bool:
    """Whether letters are not seen once a rule has changed them, or their ground."""
    return alike(change.letters or letters, change.ground or ground)


def _styles(part: str, xml: bytes, cells: Mapping[tuple[int, int], Cell], limits: Limits) -> dict[tuple[int, int], int]:
    """The style of each cell that has one, and in which something stands: asked once a rule may hide it."""
    found: dict[tuple[int, int], int] = {}

    def note(attributes: dict[str, str]) -> None:
        place, style = place_of(attributes.get("r", "")), attributes.get("s", "").strip()
        if place is not None and place in cells and is_index(style):
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


def _when(rule: Rule) -> bool | Callable[[Cell], bool]:
    """Whether a rule may hold for cells that are filled; where that hangs on the cell, what tells."""
    if rule.kind == "cellIs":
        return partial(_compared, rule.operator, rule.operands, tuple(map(_number, rule.operands)))
    if rule.kind == "expression" and len(rule.operands) == 1 and rule.areas and len(rule.operands[0]) < _FORMULA:
        formula = rule.operands[0].replace(" ", "")
        if (found := _NO_ERROR.fullmatch(formula)) and _is_itself(rule, found[1] or found[2]):
            return False
        if (found := _COMPARED.fullmatch(formula)) and _is_itself(rule, found[1]):
            return partial(_compared, _OPERATORS[found[2]], (found[3],), (_number(found[3]),))
    return rule.kind not in _NEVER


def _is_itself(rule: Rule, address: str) -> bool:
    """Whether a formula of a rule speaks of the very cell that is looked at."""
    top = min(area[0] for area in rule.areas)
    left = min(area[1] for area in rule.areas)
    if address.startswith("$"):
        if any(area[1] != area[3] or area[1] != left for area in rule.areas):
            return False
        address = address[1:]
    return "$" not in address and place_of(address) == (top, left)


def _compared(operator: str, operands: tuple[str, ...], numbers: tuple[Decimal | None, ...], cell: Cell) -> bool:
    """Whether a comparison may hold for a cell. One with another cell, or with a text, is not worked out."""
    first, last = (numbers[0], numbers[-1]) if numbers else (None, None)
    if first is None or last is None:
        return operator != "equal" or operands != ('""',)
    value = cell.value
    if isinstance(value, dt.date):
        value = Decimal(value.toordinal() - _DAY_0)
    if not isinstance(value, Decimal):
        return operator != "equal" or cell.kind not in ("text", "bool")
    match operator:
        case "equal":
            return value == first
        case "notEqual":
            return value != first
        case "lessThan":
            return value < first
        case "lessThanOrEqual":
            return value <= first
        case "greaterThan":
            return value > first
        case "greaterThanOrEqual":
            return value >= first
        case "between" | "notBetween":
            return (min(first, last) <= value <= max(first, last)) is (operator == "between")
        case _:
            return True


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
    return Shown(tuple(reader.rules), reader.without_zeros, _RANGES - reader.left)


class _Reader:
    """Gathers the rules; those of later versions of Excel say only below them where they hold."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.without_zeros = False
        self.left = _RANGES
        """How many ranges may still come."""
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
        self._areas = self._read_areas(attributes.get("sqref", ""))

    def _begin_later(self, _: dict[str, str]) -> None:
        self._areas, self._first = (), len(self.rules)

    def _rule(self, attributes: dict[str, str]) -> None:
        style = attributes.get("dxfId", "").strip()
        number = int(style) if style.isdecimal() and style.isascii() and len(style) < 7 else None
        kind, operator = attributes.get("type", ""), attributes.get("operator", "")
        if len(self.rules) == _RULES:
            raise too_large("rules", _RULES)
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
        if len(operands := self.rules[-1].operands) < _OPERANDS:
            self._note(operands=(*operands, "".join(self._text or ())))
        self._text = None

    def _end_later(self) -> None:
        if self._own:
            self._note(own=self._own[-1])

    def _end_where(self) -> None:
        areas = self._areas = self._read_areas("".join(self._text or ()))
        self._text = None
        self.rules[self._first :] = [rule._replace(areas=areas) for rule in self.rules[self._first :]]
        self._first = len(self.rules)  # where a second list follows, it is of other rules

    def _read_areas(self, written: str) -> tuple[Area, ...]:
        """The ranges of a list such as `C5:C20 E5`; what is no range is left out, as Excel refuses such a file."""
        found = []
        listed = written.split(None, self.left)
        if len(listed) > self.left:
            raise too_large("rules", _RANGES)
        self.left -= len(listed)
        for one in listed:
            first, _, last = one.partition(":")
            start, end = place_of(first), place_of(last or first)
            if start and end:
                rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
                found.append((rows[0], columns[0], min(rows[1], ROWS), min(columns[1], COLUMNS)))
        return tuple(found)
