"""Our own forms and tables of units with random cells, by a seed, and what has to come of each cell. Holds no tests."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any, NamedTuple

import openpyxl

from lbedu.directive.model import EVIDENCE, FieldSpec
from lbedu.own_form import COMPUTED_SHEETS
from lbedu.submission import Value
from tests.cli.workbooks import directive
from tests.messy.cell_grammar import SPACES, Says, says
from tests.messy.sheets import WRITERS, Key, Pages, Put, own_form, table
from tests.messy.stories import Cell, cell_of

DIGITS = "0123456789０４"
BETWEEN = ".," + SPACES + "/-+'x*%"
AROUND = ("", "", "", " ", "\u00a0", "\u200b", "'", " em", "%", "-", "(1)", "~", "≈", "O", "\ufeff", "\t")
FORMATS = ("General", "General", "General", "0", "#,##0", "0.0", "@", "0%", "0.0%")
ANSWERS = ("Có", "Không", "có", "KHÔNG", "Co", "C\u200bó", " Có ", "có.", "Có/Không", "x", "-", "", "chưa", "Khong")
TEXTS = ("12/QĐ-PGDĐT", "Số 5 ngày 1/9", "-", "…", "chưa có", "CHƯA CÓ", " ", "0", "không", "Quyết định", "000", "n/a")


class Expected(NamedTuple):
    """Of every cell of a workbook what it says: figures that are used, and cells that are told or blank."""

    used: Mapping[Key, tuple[Value, Cell]]
    problems: frozenset[Cell]
    blanks: frozenset[Cell]
    """Blank, and asked for."""


class Report(NamedTuple):
    """A workbook, and its cells as data."""

    data: bytes
    pages: Pages


@cache
def _sound() -> tuple[Pages, ...]:
    books = (
        own_form("school", "TH", "TH Hoa Phượng"),
        own_form("school", "MN", "MN Hoa Phượng"),
        own_form("ward", None, "Bồ Đề"),
    )
    for book in (*books, office := own_form("office", None, "Phòng GD&ĐT quận Long Biên")):
        book.pages = [page for page in book.pages if page.name not in COMPUTED_SHEETS]
    return (*books, office, table(), table(coded=False))


def random_report(run: int, number: int) -> Report:
    """The workbook of that number, always the same."""
    random = Random(f"{run}:{number}")
    pages = _sound()[number % len(_sound())].copy()
    share = random.choice((0.05, 0.3, 0.8))
    for page in pages.pages:
        for at, put in page.figures().items():
            if random.random() < share:
                page.cells[at] = _another(random, put)
    return Report(WRITERS[random.choice(("openpyxl", "XlsxWriter"))](pages), pages)


def _another(random: Random, put: Put) -> Put:
    assert put.key
    spec = _spec(put.key)
    if random.random() < 0.08:
        return put._replace(value="")
    format_ = random.choice(FORMATS)
    match spec.type:
        case "count" | "number" | "percent":
            if random.random() < 0.07:
                day = dt.datetime(2000, 1, 1) + dt.timedelta(days=random.randrange(9000))
                return put._replace(value=day, format="dd/mm/yyyy")
            value = _number(random) if random.random() < 0.4 else _digits(random)
            return put._replace(value=value, format=format_)
        case "yes_no":
            answer = random.choice(ANSWERS)
            value = random.choice((True, False, 1, 45)) if random.random() < 0.1 else answer
            return put._replace(
                value=unicodedata.normalize(random.choice(("NFC", "NFD")), value) if isinstance(value, str) else value
            )
        case "date":
            if random.random() < 0.5:
                return put._replace(
                    value=dt.datetime(1940, 1, 1) + dt.timedelta(days=random.randrange(65_000)), format="dd/mm/yyyy"
                )
            text = f"{random.randrange(1, 32)}/{random.randrange(1, 15)}/{random.choice((1899, 2021, 2022, 22, 2200))}"
            return put._replace(value=text, format="General")
        case "text":
            return put._replace(value=random.choice(TEXTS))
        case _:
            return put


def _number(random: Random) -> int | float:
    return random.choice(
        (
            random.randrange(200),
            random.randrange(100_000),
            random.randrange(-5, 2),
            random.randrange(400) / 4,
            random.randrange(100) / 100,
        )
    )


def _digits(random: Random) -> str:
    """Digits as people type them, between and around them what they type besides."""
    groups = [
        "".join(random.choices(DIGITS[:10], k=random.choice((1, 2, 3, 3, 3))))
        for _ in range(random.choice((1, 1, 2, 2, 3)))
    ]
    if random.random() < 0.1:
        groups[0] = "".join(random.choices(DIGITS, k=2))
    text = groups[0]
    mark = random.choice(BETWEEN)
    for group in groups[1:]:
        text += (mark if random.random() < 0.7 else random.choice(BETWEEN)) + group
    return random.choice(AROUND[:8]) + text + random.choice(AROUND)


def _spec(key: Key) -> FieldSpec:
    return directive().forms[key[1]].by_id[key[3]]


# what has to come of it


def expected(report: Report) -> Expected:
    """By openpyxl and the grammar; then whatever parts and conditions contradict."""
    book = openpyxl.load_workbook(io.BytesIO(report.data), data_only=True)
    said: dict[Key, tuple[Value, Cell]] = {}
    problems: set[Cell] = set()
    blank: dict[Key, Cell] = {}
    for page in report.pages.pages:
        for at, put in page.figures().items():
            assert put.key
            value = _said(_spec(put.key), book[page.name].cell(*at))
            if value is Says.PROBLEM:
                problems.add(cell_of(page, at))
            elif value is Says.NOTHING:
                blank[put.key] = cell_of(page, at)
            else:
                said[put.key] = (value, cell_of(page, at))
    spoiled = dict(_contradicting(said))
    used = {key: one for key, one in said.items() if key not in spoiled}
    asked = {cell for key, cell in blank.items() if _asked(key, used)}
    return Expected(used, frozenset(problems | {said[key][1] for key in spoiled}), frozenset(asked))


def _said(spec: FieldSpec, cell: Any) -> Value | Says:
    if spec.type in ("choice", "rank"):
        if not cell.value:
            return Says.NOTHING
        return next(one.id for one in directive().file.choices[spec.options or ""] if one.vi == cell.value)
    return says(spec, cell.value, cell.number_format, spec.id.endswith(EVIDENCE))


def _contradicting(said: Mapping[Key, tuple[Value, Cell]]) -> Any:
    """Parts above their whole; answers to a question that is not asked."""
    for key, (value, _) in said.items():
        spec = _spec(key)
        for other in (spec.part_of, spec.asked_when):
            beside = (*key[:3], other or "")
            if beside not in said:
                continue
            whole = said[beside][0]
            too_much = other == spec.part_of and value > whole  # type: ignore[operator]
            unasked = other == spec.asked_when and whole is False and value not in (False, 0, "")
            if too_much or unasked:
                yield from ((key, beside), (beside, key))


def _asked(key: Key, used: Mapping[Key, tuple[Value, Cell]]) -> bool:
    spec = _spec(key)
    condition = used.get((*key[:3], spec.asked_when or ""))
    return not spec.optional and (spec.asked_when is None or (condition is not None and condition[0] is True))
