"""What a form tells beside its figures: what is demanded, how it stands by now, and what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from lbedu import paper
from lbedu.excel_formula import text
from lbedu.handouts.live.answers import WRONG
from lbedu.handouts.live.figures import OwnFigure
from lbedu.handouts.live.verdicts import IN_COMMON, MET, MISSED, NOT_CONCERNED, UNDECIDED, Standing
from lbedu.own_form import LIVE_SHEET
from lbedu.paper import Look, Page

HEADINGS = ("Yêu cầu", "Kết luận")
WIDTHS = (27, 22)
"""Columns to the right of the printed form."""
_ASKED = Look(align="left", indent=1, size=11)


class Aside(NamedTuple):
    """A row of a form: where the columns beside it stand, which answers it holds and where their faults are told."""

    page: Page
    row: int
    column: int
    """The first column beside the form."""
    form: str
    fields: tuple[str, ...]
    faults: tuple[tuple[str, str, int], ...]
    """Of each answer its code in a list (empty in a form), the address of its fault, and its column."""


def write_asides(asides: Sequence[Aside], standings: Iterable[Standing]) -> None:
    """Put every target beside one of the rows of which it demands something, and beside each row what is wrong in it."""
    placed: dict[int, list[tuple[int, Standing]]] = {}
    for number, standing in enumerate(standings, 1):
        rows = _rows(asides, standing.demanded) or _rows(asides, standing.fields)
        if rows:
            row = next((row for row in rows if row not in placed), rows[0])
            placed.setdefault(row, []).append((number, standing))
    for i, aside in enumerate(asides):
        _demand(aside, placed.get(i, []))
        _tell(aside, [standing for _, standing in placed.get(i, [])])
    _colour(asides)


def _rows(asides: Sequence[Aside], fields: Iterable[tuple[str, str]]) -> list[int]:
    """The rows of these fields, in their order."""
    return [i for form, name in fields for i, one in enumerate(asides) if _holds(one, form, name)]


def _holds(aside: Aside, form: str, name: str) -> bool:
    return aside.form == form and name in aside.fields


def _demand(aside: Aside, standings: Sequence[tuple[int, Standing]]) -> None:
    """What is demanded; where there is no room for it, where that is said."""
    asked = "\n".join(_asked(standing) for _, standing in standings)
    if not aside.page.has_room(aside.row, aside.column, asked, _ASKED):
        numbers = ", ".join(str(number) for number, _ in standings)
        asked = f"xem dòng {numbers} {LIVE_SHEET}"
    aside.page.beside(aside.row, aside.column, asked or None, _ASKED)


def _tell(aside: Aside, standings: Sequence[Standing]) -> None:
    """How it stands, or what is wrong in the row."""
    shown, number_format = '""', "General"
    if len(standings) == 1 and (own := _own(standings[0])) is not None:
        shown, number_format = own
        if standings[0].verdict:  # a word where the target is not meant for the unit
            shown = f"IF({standings[0].verdict}={text(NOT_CONCERNED)},{standings[0].verdict},{own.address})"
    elif standings:
        shown = "&CHAR(10)&".join(standing.verdict or text(standing.remark) for standing in standings)
    for code, fault, _ in reversed(aside.faults):
        told = f"SUBSTITUTE({fault},{text(WRONG)},{text(_marked(code))})" if code else fault
        shown = f"IF(LEFT({fault},{len(WRONG)})={text(WRONG)},{told},{shown})"
    look = Look(size=11, bold=True, number_format=number_format)
    aside.page.beside(aside.row, aside.column + 1, f"={shown}", look, formula=True)


def _asked(standing: Standing) -> str:
    if not standing.remark.startswith(IN_COMMON):
        return standing.requirement
    return f"Chung: {standing.requirement}"


def _own(standing: Standing) -> OwnFigure | None:
    """The unit's own figure, where there is no verdict on it."""
    return standing.own if standing.remark else None


def _marked(code: str) -> str:
    return f"{WRONG.rstrip(': ')} ({code}): "


def _colour(asides: Sequence[Aside]) -> None:
    """Verdicts by their outcome; answers that are wrong in red."""
    by_page: dict[int, list[Aside]] = {}
    for aside in asides:
        by_page.setdefault(id(aside.page), []).append(aside)
    for rows in by_page.values():
        page, first, last, column = rows[0].page, rows[0].row, rows[-1].row, rows[0].column + 1
        told = f"${get_column_letter(column)}{first}"
        colour_outcomes(page, first, column, last, told)
        marks = {at: _marked(code) if code else WRONG for code, _, at in rows[0].faults}
        for at, mark in marks.items():
            page.colour_when(first, at, f"LEFT({told},{len(mark)})={text(mark)}", paper.RED, last)


def colour_outcomes(page: Page, first: int, column: int, last: int, cell: str) -> None:
    """Verdicts in the colours that people expect; the words stay, so that they are told apart in black and white too."""
    for words, colour in ((MET, paper.GREEN), (MISSED, paper.RED), (UNDECIDED, paper.YELLOW)):
        page.colour_when(first, column, f"{cell}={text(words)}", colour, last)
    page.colour_when(first, column, f"LEFT({cell},3)={text(WRONG[:3])}", paper.RED, last)
