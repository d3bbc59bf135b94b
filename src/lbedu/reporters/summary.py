"""Reporter `summary`: the scorecard as a workbook, for the office and for those it reports to. Gives bytes, not text."""

from __future__ import annotations

import datetime as dt

from lbedu import paper
from lbedu.own_form import STAMP_KEYS
from lbedu.reporters import Style
from lbedu.reporters.sheets.grid import stamp
from lbedu.reporters.sheets.listings import write_absent, write_facts, write_problems, write_readings
from lbedu.reporters.sheets.matrices import write_matrices
from lbedu.reporters.sheets.overview import write_overview
from lbedu.scorecard import Scorecard


def render(card: Scorecard, style: Style) -> bytes:
    """The workbook as a file holds it. It bears the as-of date, never the time of day."""
    book = paper.new_book()
    for write in (write_overview, write_matrices, write_problems, write_absent, write_facts, write_readings):
        write(book, card, style.lang)
    version = str(card.directive.file.version)
    stamp(book, zip(STAMP_KEYS, ("summary", card.directive.year, "", "", version), strict=True))
    title = "Tổng hợp kết quả thực hiện chỉ tiêu năm học" if style.lang == "vi" else "Results on the targets of"
    moment = dt.datetime(card.as_of.year, card.as_of.month, card.as_of.day)
    return paper.packed(book, (), f"{title} {card.directive.year}", moment)
