"""Reporter `summary`: the scorecard as a workbook, for the office and for those it reports to. Gives bytes, not text."""

from __future__ import annotations

import datetime as dt

from lbedu import paper
from lbedu.own_form import STAMP_KEYS
from lbedu.reporters import Style
from lbedu.reporters.sheets.charts import write_charts
from lbedu.reporters.sheets.facts import where_of, write_facts
from lbedu.reporters.sheets.formulas import Formulas
from lbedu.reporters.sheets.grid import stamp
from lbedu.reporters.sheets.ledger import Ledger
from lbedu.reporters.sheets.listings import write_readings, write_to_mend
from lbedu.reporters.sheets.matrices import write_matrices
from lbedu.reporters.sheets.method import write_method
from lbedu.reporters.sheets.overview import write_overview
from lbedu.scorecard import Scorecard
from lbedu.years import words


def render(card: Scorecard, style: Style) -> bytes:
    """The workbook as a file holds it. It bears the as-of date, never the time of day."""
    book = paper.new_book()
    lang = style.lang
    ledger = Ledger(card)
    overview = write_overview(book, card, Formulas(ledger, where_of(lang), lang), lang)
    grids = [
        overview.grid,
        *write_matrices(book, card, lang),
        write_to_mend(book, card, lang),
        write_charts(book, card, overview, lang),
        write_facts(book, ledger, lang),
        write_readings(book, card, lang),
        write_method(book, card, overview.grid.unlinked, lang),
    ]
    version = str(card.directive.file.version)
    stamp(book, zip(STAMP_KEYS, ("summary", card.directive.year, "", "", version), strict=True))
    title = "Tổng hợp kết quả thực hiện chỉ tiêu" if lang == "vi" else "Results on the targets of the"
    moment = dt.datetime(card.as_of.year, card.as_of.month, card.as_of.day)
    fillings = {grid.sheet.title: grid.filling() for grid in grids}
    return paper.packed(book, (), f"{title} {words(card.directive.year, lang)}", moment, fillings)
