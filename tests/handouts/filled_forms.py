"""Fills in forms as a clerk may: any answer that the rules of a cell admit, blanks too, the likelier where verdicts turn.

Writes straight into the sheets, so that hundreds of forms take seconds. Knows the forms by their codes, and no formula."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from lbedu.directive.directive import Directive
from lbedu.directive.model import EVIDENCE, FieldSpec, Form
from lbedu.handouts.blank import blank_form
from lbedu.own_form import IDENTITY, IDENTITY_SHEET, NO, YES
from lbedu.reading.layout import Figures, Listing, lay_out, text_of
from lbedu.reading.workbook import read_workbook
from lbedu.submission import Unit
from lbedu.vietnamese import fold

Answer = str | int | float | None
_DAY_ZERO = dt.date(1899, 12, 30)
_EVIDENCE = (
    *("25/KH-TH ngày 10/9", "12", "-", "…", "chưa có", "Không", "000", "x", "Kế hoạch", "n/a", "0 1", "  "),
    *("Chưa ban hành", "đang xây dựng KH 12", "…/KH-UBND", "Số: ... /KH-TH", "/2021", "Chờ12", "(số, ngày văn bản)"),
)


class Blank(NamedTuple):
    """A blank form of one kind and level: its bytes, and where each answer belongs."""

    directive: Directive
    kind: str
    level: str
    data: bytes
    identity: Mapping[str, tuple[int, str]]
    """What of the unit → sheet number and address."""
    records: tuple[tuple[str, Mapping[str, tuple[int, str]]], ...]
    """Form, and field → sheet number and address, of every record."""


def blank_of(directive: Directive, kind: str, level: str, sender: Unit | None = None) -> Blank:
    data = blank_form(directive, kind, level or None, sender)
    identity: dict[str, tuple[int, str]] = {}
    records: list[tuple[str, Mapping[str, tuple[int, str]]]] = []
    for number, sheet in enumerate(read_workbook(data).sheets, 1):
        for table in lay_out(sheet)[0]:
            if isinstance(table, Figures) and sheet.name == IDENTITY_SHEET:
                keys = {row.code: row.key for row in IDENTITY}
                identity |= {
                    keys[r.code]: (number, sheet.address(r.cell.row, table.figure_column))
                    for r in table.rows
                    if r.code in keys
                }
            else:
                records += _records(directive, kind, table, number)
    return Blank(directive, kind, level, data, identity, tuple(records))


def _records(
    directive: Directive, kind: str, table: Figures | Listing, number: int
) -> Iterator[tuple[str, Mapping[str, tuple[int, str]]]]:
    sheet = table.sheet
    above = {fold(text_of(cell)) for (row, _), cell in sheet.cells.items() if row < table.header_row}
    name = next(n for n, f in directive.forms.items() if f.unit == kind and fold(f.title.vi) in above)
    fields = {field.code: field.id for field in directive.forms[name].by_id.values()}
    if isinstance(table, Figures):
        rows = {fields[r.code]: r.cell.row for r in table.rows if r.code in fields}
        yield name, {field: (number, sheet.address(row, table.figure_column)) for field, row in rows.items()}
        return
    for row in table.rows:
        yield name, {fields[c]: (number, sheet.address(row.cell.row, column)) for c, column in table.columns}


def filled(blank: Blank, chance: random.Random, who: Mapping[str, str]) -> bytes:
    """The form with random answers."""
    cells: dict[tuple[int, str], Answer] = {blank.identity[key]: words for key, words in who.items()}
    blanks = chance.choice((0.0, 0.05, 0.3, 0.8))
    good = chance.choice((0.3, 0.7, 1.0))
    for name, places in blank.records:
        form = blank.directive.forms[name]
        answers = random_answers(blank.directive, form, list(places), chance, blanks, good)
        cells |= {places[field]: answer for field, answer in answers.items()}
    return written(blank.data, cells)


def random_answers(
    directive: Directive, form: Form, names: list[str], chance: random.Random, blanks: float, good: float
) -> dict[str, Answer]:
    """Answers to a form; about `blanks` of them are left out, about `good` of them what is wished for."""
    found: dict[str, Answer] = {}
    for name in names:
        field = form.by_id[name]
        if chance.random() < blanks:
            continue
        if field.asked_when and found.get(field.asked_when) != YES and chance.random() < 0.8:
            continue
        found[name] = _answer(directive, field, found, chance, good)
    return {name: answer for name, answer in found.items() if answer is not None}


def _answer(
    directive: Directive, field: FieldSpec, found: Mapping[str, Answer], chance: random.Random, good: float
) -> Answer:
    best = chance.random() < good
    match field.type:
        case "yes_no":
            return YES if best else NO
        case "choice" | "rank":
            options = [option.vi for option in directive.file.choices[field.options or ""]]
            return options[0] if best else chance.choice(options)
        case "date":
            return _day(directive, chance, best)
        case "percent":
            return chance.choice((0, 1, 0.5, 0.869, chance.randint(0, 1000) / 1000))
        case "count":
            return _count(field, found, chance, best)
        case "number":
            most = field.max or 1000
            same = [value for value in found.values() if isinstance(value, float)]
            return chance.choice([*same, float(field.min), float(most), chance.randint(0, 100 * most) / 100])
        case "text" | "name" | "level":
            return _EVIDENCE[0] if best or not field.id.endswith(EVIDENCE) else chance.choice(_EVIDENCE)


def _count(field: FieldSpec, found: Mapping[str, Answer], chance: random.Random, best: bool) -> int:
    whole = found.get(field.part_of or "")
    if isinstance(whole, int):
        shares = (29, 9, 45, 49, 58, 70, 75, 90, 92, 99, 100)
        near = whole * chance.choice(shares) // 100 + chance.randint(-1, 1)
        one = whole if best else chance.choice((0, whole, whole - 1, near, chance.randint(0, whole)))
        if chance.random() < 0.04:  # the whole may be corrected after its parts
            one = whole + 1
    else:
        one = chance.choice((0, 1, 2, 3, 4, 7, 25, 50, 100, 200, chance.randint(0, 2000)))
    most = field.max if field.max is not None else 999_999_999
    return max(field.min, min(one, most))


def _day(directive: Directive, chance: random.Random, best: bool) -> float:
    year = int(directive.year[:4])
    turns = [directive.evaluate_on, dt.date(year, 12, 31), dt.date(year, 11, 30), dt.date(year + 1, 3, 31)]
    day = dt.date(year, 9, 15) if best else chance.choice(turns) + dt.timedelta(days=chance.choice((-1, 0, 1, 400)))
    return (day - _DAY_ZERO).days + chance.choice((0, 0, 0, 0.5))


def written(data: bytes, cells: Mapping[tuple[int, str], Answer]) -> bytes:
    """A workbook with these answers in its cells, by the number of the sheet and the address."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            own = {at: answer for (number, at), answer in cells.items() if found and number == int(found[1])}
            new.writestr(name, _written(text.decode(), own).encode() if own else text)
    return out.getvalue()


def _written(xml: str, cells: Mapping[str, Answer]) -> str:
    left = {at: answer for at, answer in cells.items() if answer is not None}

    def put(found: re.Match[str]) -> str:
        if found[1] not in left:
            return found[0]
        answer = left.pop(found[1])
        start = f'<c r="{found[1]}" s="{found[2]}"'
        if isinstance(answer, str) and answer.startswith("#"):
            return f'{start} t="e"><v>{answer}</v></c>'
        if isinstance(answer, str):
            return f'{start} t="inlineStr"><is><t xml:space="preserve">{escape(answer)}</t></is></c>'
        return f"{start}><v>{answer!r}</v></c>"

    done = re.sub(r'<c r="([A-Z]+[0-9]+)" s="([0-9]+)" t="n" />', put, xml)
    assert not left, left
    return done
