"""The sheet on which a form shows how every target stands: what is demanded, the unit's own figure, the verdict by now."""

from __future__ import annotations

from collections.abc import Sequence

from lbedu import paper
from lbedu.excel_formula import text
from lbedu.handouts.live.answers import BLANK, WRONG
from lbedu.handouts.live.asides import colour_outcomes
from lbedu.handouts.live.scratch import Scratch, seen
from lbedu.handouts.live.verdicts import MET, MISSED, NOT_APPLICABLE, UNDECIDED, Standing
from lbedu.handouts.work import Work
from lbedu.own_form import LIVE_HEADER, LIVE_SHEET
from lbedu.paper import Look, Page, Value

WIDTHS = (5, 46, 11, 12, 24, 13, 19)
_LAST = len(LIVE_HEADER)
_COUNTED = (MET, MISSED, UNDECIDED, NOT_APPLICABLE)
_VERDICT = Look(bold=True)
_REMARK = Look(italic=True, size=11)
_HOW = (
    "Trang này tự tính theo số liệu đang ghi, chỉ để tự kiểm tra trước khi gửi. Đơn vị không ghi gì vào trang này; "
    "chỉ tiêu tính chung không kết luận riêng cho một đơn vị."
)
_NOTHING = "Không có chỉ tiêu nào của văn bản xét riêng đơn vị này; số liệu vẫn cần ghi đủ."
"""Of a unit that no target concerns, such as a private school where all targets are of public ones."""


def write_page(work: Work, standings: Sequence[Standing], scratch: Scratch, as_of_cell: str) -> None:
    """Add the sheet to a form in the making."""
    page = work.page(LIVE_SHEET, WIDTHS)
    work.titles(page, "Tự kiểm tra", who=True)
    page.line((1, _LAST, _HOW, paper.SUBTITLE), space=2)
    first = page.row + 4
    last = first + max(len(standings), 1) - 1
    _sums(page, scratch, as_of_cell, f"$G${first}:$G${last}")
    top = page.table_row((words, paper.HEADER) for words in LIVE_HEADER)
    page.freeze(top)
    for number, standing in enumerate(standings, 1):
        _row(page, number, standing)
    if not standings:
        page.line((1, _LAST, _NOTHING, paper.PLAIN), space=2)
    cell = f"$G{first}"
    colour_outcomes(page, first, _LAST, last, cell)
    page.codes.append(f"D{first}:D{last}")
    page.protect()


def _sums(page: Page, scratch: Scratch, as_of_cell: str, verdicts: str) -> None:
    """How much is wrong, blank, met and missed, and for which day dates are judged."""
    faults = seen(scratch.faults)
    wrong = f"SUMPRODUCT(--(LEFT({faults},{len(WRONG)})={text(WRONG)}))"
    blank = f"SUMPRODUCT(--({faults}={text(BLANK)}))"
    counts = [f"{text(words + ': ')}&COUNTIF({verdicts},{text(words)})" for words in _COUNTED]
    joined = f"&{text('   ·   ')}&".join
    lines = [
        joined([f"{text('Ô ghi sai: ')}&{wrong}", f"{text('Ô còn trống: ')}&{blank}"]),
        joined(counts),
    ]
    for formula in lines:
        row = page.line((1, _LAST, None, paper.STRONG))
        page.beside(row, 1, f"={formula}", paper.STRONG, formula=True)
    row = page.line(
        (1, 4, "Ngày tính số liệu:", Look(italic=True, align="right", box=False)), (5, 5, None, paper.PLAIN)
    )
    day = Look(italic=True, align="left", box=False, number_format="dd/mm/yyyy")
    page.beside(row, 5, f"={seen(as_of_cell)}", day, formula=True)


def _row(page: Page, number: int, standing: Standing) -> None:
    remark: Value = None if standing.verdict else standing.remark[:1].upper() + standing.remark[1:]
    row = page.table_row(
        [
            (number, paper.CENTRED),
            (standing.target.spec.title.vi, paper.LEFT),
            (standing.target.clause, paper.CENTRED),
            (standing.codes, paper.CODE),
            (standing.requirement, paper.CENTRED),
            (None, paper.CENTRED),
            (remark, _REMARK if standing.remark else _VERDICT),
        ]
    )
    if standing.own is not None:
        look = Look(number_format=standing.own.number_format)
        page.beside(row, _LAST - 1, f"={standing.own.address}", look, formula=True)
    if standing.verdict:
        look = _REMARK if standing.remark else _VERDICT
        page.beside(row, _LAST, f"={standing.verdict}", look, formula=True)
