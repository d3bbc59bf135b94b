"""From a measure to formulas over the sheet of figures: sums, shares, counts and zeros that follow when a figure is corrected.

Walks the expression and judges nothing. What it cannot tell exactly, it leaves to the value that the judge gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lbedu.directive.describe import Leaf
from lbedu.directive.expression import Count, Figure, Operator, Share, Sum
from lbedu.directive.model import Language
from lbedu.excel_formula import LONGEST, bracketed, number, on_sheet, share_compared, text
from lbedu.excel_formula import Operator as Sign
from lbedu.reporters.sheets.conditions import (
    NAMED,
    NOT_NOTHING,
    Condition,
    Tested,
    Untold,
    conditions,
    valid,
    wholes_of,
)
from lbedu.reporters.sheets.decided import PLACES, SAFE, constants
from lbedu.reporters.sheets.ledger import BESIDE, PART, SEEN, WHOLE, Block, FieldKey, Ledger, fields_read
from lbedu.reporters.sheets.rows import LAST_ROW
from lbedu.scorecard import Amount, CountOf, Outcome, PartResult, ShareOf
from lbedu.submission import Record

_ROOM = LONGEST - 400
"""For a formula, so that others can be put around it."""


class Where(NamedTuple):
    """The columns of the sheet of figures, and its first row."""

    sheet: str
    first: int
    level: str
    value: str
    marks: str
    changed: str
    record: str
    rerun: str
    """What stands in `changed` once formulas cannot take a figure any more; another word where it is only another one than
    was judged, and nothing where it is the same."""


class Live(NamedTuple):
    """The formulas of one measure; empty where it has no such figure."""

    numerator: str = ""
    denominator: str = ""
    result: str = ""
    reported: str = ""
    """How many records are in."""


class Formulas:
    """Formulas for the items of the sheet of all targets, by their numbers."""

    def __init__(self, ledger: Ledger, where: Where, lang: Language) -> None:
        self.ledger = ledger
        self.directive = ledger.card.directive
        self.where = where
        self.lang: Language = lang

    @property
    def fits(self) -> bool:
        """Whether the sheet of figures has room for all of them; if not, no formula speaks of it."""
        return self.where.first + len(self.ledger.lines) <= LAST_ROW

    def limit(self, leaf: Leaf) -> str:
        """The one fixed number that a measure is held against, of a share in hundredths; else nothing."""
        limits = constants(leaf)
        if limits is None or len(limits[1]) != 1:
            return ""
        return number(limits[1][0] * (100 if isinstance(leaf, Share) and not leaf.per else 1))

    def live(self, item: int, name: str, leaf: Leaf, part: PartResult, level: str = "") -> Live | None:
        """The formulas of a measure over all that was reported, or over one level of it. None where its figure is left as it
        is. `name` tells the measures of one target apart."""
        if not part.taken.records or not self.fits:
            return None
        try:
            found = self._live(item, name, leaf, part, level)
        except (Untold, ValueError):
            return None
        return found if found and all(len(formula) < _ROOM for formula in found) else None

    def _live(self, item: int, name: str, leaf: Leaf, part: PartResult, level: str) -> Live | None:
        match leaf, part.actual:
            case Share(own, whole, _, _, _), ShareOf(numerator, denominator) if max(numerator, denominator) < SAFE:
                return Live(
                    self._sum(item, PART + name, own, level),
                    self._sum(item, WHOLE + name, whole, level),
                    reported=self._reported(item, part, [(PART + name, own), (WHOLE + name, whole)]),
                )
            case Sum(figure, _, _, _), Amount(value) if abs(value) * 10**PLACES < SAFE:
                return Live(
                    result=self._sum(item, PART + name, figure, level),
                    reported=self._reported(item, part, [(PART + name, figure)]),
                )
            case Count(), CountOf():
                return self._count(item, name, leaf, part, level)
            case _:
                return None

    # sums

    def _sum(self, item: int, role: str, figure: Figure, level: str) -> str:
        mark = f"{item}:{role}"
        terms = []
        for field in _all_fields(figure):
            key = (figure.form, field)
            if (mark, key) in self.ledger.used:
                criteria = [self._at(key, self.where.marks), _marked(mark), *self._level(key, level)]
                terms.append(f"SUMIFS({self._at(key, self.where.value)},{','.join(criteria)})")
        return "+".join(terms) or "0"

    def _reported(self, item: int, part: PartResult, figures: Sequence[tuple[str, Figure]]) -> str:
        """The fewest records that have all the first fields of a figure, all the second ones and so on."""
        slots = []
        for role, figure in figures:
            for place in range(max(len(fields) for _, fields in figure.by_level)):
                fields = dict.fromkeys(own[place] for _, own in figure.by_level if place < len(own))
                slots.append(self._filled(f"{item}:{role}", figure.form, fields, len(part.taken.records)))
        found = list(dict.fromkeys(slots))
        return found[0] if len(found) == 1 else f"MIN({','.join(found)})"

    def _filled(self, mark: str, form: str, fields: Iterable[str], records: int) -> str:
        """How many records have a figure in one of these fields, or need none there."""
        terms, here = [], 0
        for field in fields:
            here += self.ledger.used.get((mark, (form, field)), 0)
            terms += self._valid(mark, (form, field))
        return "+".join([*terms, *([str(records - here)] if records > here or not terms else [])])

    def _valid(self, mark: str, key: FieldKey) -> list[str]:
        """Terms that add up to how many of the marked figures of a field are such as it takes."""
        if (mark, key) not in self.ledger.used:
            return []
        criteria = valid(self.directive, self.directive.field(*key), self.lang)
        return [self._marked_cells(mark, key, criterion) for criterion in criteria]

    def _marked_cells(self, mark: str, key: FieldKey, criterion: str) -> str:
        """How many of the marked figures of a field meet a criterion."""
        return (
            f"COUNTIFS({self._at(key, self.where.marks)},{_marked(mark)},{self._at(key, self.where.value)},{criterion})"
        )

    # counts

    def _count(self, item: int, name: str, leaf: Count, part: PartResult, level: str) -> Live:
        """Records that pass by figures that can be corrected, and beside them those that pass whatever is still blank."""
        assert isinstance(part.actual, CountOf)
        mark = f"{item}:{PART}{name}"
        groups: dict[str, str] = {}
        anchors: dict[str, None] = {}
        several = len({tuple(fields_read(leaf.check, record.level)) for record in part.taken.records}) > 1
        for record in part.taken.records:
            group = record.level if several else ""
            if group not in groups:
                groups[group] = self._passing(mark, leaf, record, level or group)
            anchors[fields_read(leaf.check, record.level)[0]] = None
        rest = part.actual.number - part.taken.passed
        besides = part.records - len(part.waiting) - len(part.taken.records)
        filled = self._filled(mark, leaf.scope.form, anchors, len(part.taken.records))
        formula = "+".join([*groups.values(), *([str(rest)] if rest else [])])
        return Live(formula, "", "", filled + (f"+{besides}" if besides > 0 else ""))

    def _passing(self, mark: str, leaf: Count, record: Record, level: str) -> str:
        asked = conditions(self.directive, leaf.check, record.level, self.ledger.card.as_of, self.lang)
        anchor = (leaf.scope.form, fields_read(leaf.check, record.level)[0])
        marks, criteria = self._at(anchor, self.where.marks), self._level(anchor, level)
        only = asked[0]
        if len(asked) == 1 and isinstance(only, Tested):
            values = self._at(anchor, self.where.value)
            inner = ",".join([marks, _marked(mark), *criteria])
            return (
                "+".join(
                    f"COUNTIFS({','.join([inner, *(f'{values},{one}' for one in alternative)])})"
                    for alternative in only.alternatives
                )
                or "0"
            )
        terms = [f"ISNUMBER(SEARCH({text(f' {mark} ')},{marks}))", *(self._term(anchor, one) for one in asked)]
        if criteria:
            terms.append(f"({criteria[0]}={criteria[1]})")
        return f"SUMPRODUCT({'*'.join(terms)})"

    def _term(self, anchor: FieldKey, condition: Condition) -> str:
        """1 for every record of the anchor's block that meets a condition, else 0."""
        form, record = anchor[0], self._at(anchor, self.where.record)

        def of(field: str) -> tuple[str, str]:
            key = (form, field)
            if key not in self.ledger.blocks:
                raise Untold
            return self._at(key, self.where.value), f"{self._at(key, self.where.record)},{record}"

        def total(fields: tuple[str, ...]) -> str:
            return "+".join(f"SUMIFS({values},{same})" for values, same in map(of, fields))

        if isinstance(condition, Tested):
            values, same = of(condition.field)
            counts = [
                f"COUNTIFS({','.join([same, *(f'{values},{one}' for one in alternative)])})"
                for alternative in condition.alternatives
            ]
            return f"({'+'.join(counts) or '0'}>0)"
        figure, against = total(condition.figure), total(condition.against)
        if condition.share:
            return f"({share_compared(figure, against, _sign(condition.operator), condition.limit)})"
        other = against if condition.against else number(condition.limit)
        if not condition.exact:
            figure, other = f"ROUND({figure},{PLACES})", f"ROUND({other},{PLACES})"
        return f"({bracketed(figure)}{_sign(condition.operator)}{bracketed(other)})"

    # verdicts

    def outcome(self, leaf: Leaf, cells: tuple[str, str, str], words: dict[Outcome, str], unit: bool) -> str:
        """The outcome in words, from the cells of numerator, denominator and result."""
        limits = constants(leaf)
        assert limits is not None
        operator, values = limits
        numerator, denominator, result = cells
        met, missed = text(words["met"]), text(words["missed"])
        match leaf:
            case Share():
                tests = [share_compared(numerator, denominator, _sign(operator), value) for value in values]
                nothing = text(words["not_applicable" if unit else "undecided"])
                return f"IF({denominator}=0,{nothing},IF({_and(tests)},{met},{missed}))"
            case Count():
                tests = [f"{numerator}{_sign(operator)}{number(value)}" for value in values]
            case _:
                whole = self._type(leaf) == "count"
                shown = result if whole else f"ROUND({result},{PLACES})"
                tests = [f"{shown}{_sign(operator)}{number(value)}" for value in values]
        return f"IF({_and(tests)},{met},{missed})"

    def _type(self, leaf: Leaf) -> str:
        assert isinstance(leaf, Sum)
        return self.directive.field(leaf.figure.form, _all_fields(leaf.figure)[0]).type

    # whether what was judged still stands there

    def changed(self, item: int, marks: str = "") -> str:
        """How many figures of an item are no more what was judged: all, or those with a mark."""
        return self._with(item, marks, NAMED)

    def spoilt(self, item: int) -> str:
        """How many figures of an item were changed into what formulas cannot take."""
        return self._with(item, "", self.where.rerun)

    def _with(self, item: int, marks: str, word: str) -> str:
        reach, where = self.ledger.reach[item], self.where
        pattern = text(f"* {item}:{marks} *" if marks else f"* {item}:*")
        return f"COUNTIFS({self._rows(reach, where.marks)},{pattern},{self._rows(reach, where.changed)},{text(word)})"

    def seen(self, item: int) -> bool:
        """Whether an item has figures that are read, and not added up."""
        return any(mark == f"{item}:{SEEN}" for mark, _ in self.ledger.used)

    def unusable(self, item: int, leaves: Sequence[tuple[str, Leaf]]) -> list[str]:
        """Conditions that hold once a figure that is added up or counted cannot be used."""
        found = [f"{self.spoilt(item)}>0"]
        for name, leaf in leaves:
            wholes = wholes_of(leaf.check) if isinstance(leaf, Count) else frozenset()
            keys = [one for one in self._used(item, name, leaf) if one[1][1] in wholes]
            if keys:
                positive = "+".join(self._marked_cells(mark, key, NOT_NOTHING) for mark, key in keys)
                judged = sum(self.ledger.positive(*one) for one in keys)
                found.append(f"{positive}<>{judged}")
                if judged < sum(self.ledger.used[one] for one in keys):  # of nothing, and decided by something else
                    found.append(f"{self.changed(item)}>0")
        return found

    def _used(self, item: int, name: str, leaf: Leaf) -> list[tuple[str, FieldKey]]:
        form = self.directive.forms[leaf.scope.form]
        marks = [f"{item}:{role}{name}" for role in (PART, WHOLE, BESIDE)]
        keys = [(mark, (leaf.scope.form, field)) for mark in marks for field in form.by_id]
        return [key for key in keys if key in self.ledger.used]

    # addresses

    def _at(self, key: FieldKey, column: str) -> str:
        return self._rows(self.ledger.blocks[key], column)

    def _rows(self, block: Block, column: str) -> str:
        first, last = (self.where.first + line for line in block)
        return on_sheet(self.where.sheet, f"${column}${first}:${column}${last}")

    def _level(self, key: FieldKey, level: str) -> list[str]:
        return [self._at(key, self.where.level), text(level)] if level else []

    def place(self, item: int) -> str:
        """Where the figures of an item stand: from the first line of them to the last."""
        reach = self.ledger.reach[item]
        first, last = (self.where.first + line for line in reach)
        return on_sheet(self.where.sheet, f"$A${first}:${self.where.changed}${last}")


def _all_fields(figure: Figure) -> list[str]:
    return list(dict.fromkeys(field for _, fields in figure.by_level for field in fields))


def _marked(mark: str) -> str:
    return text(f"* {mark} *")


def _sign(operator: Operator) -> Sign:
    return "=" if operator == "==" else operator


def _and(tests: list[str]) -> str:
    return tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
