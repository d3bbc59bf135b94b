"""The sheet of charts, over a small table beside them that follows the sheet of all targets. Readable without colours too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from lbedu import paper
from lbedu.directive.describe import Leaf
from lbedu.directive.expression import Every, Share, parts
from lbedu.directive.model import Language
from lbedu.excel_formula import number, on_sheet, text
from lbedu.frames import units_behind
from lbedu.phrases import OUTCOMES
from lbedu.reporters.sheets.cells import figure_cell
from lbedu.reporters.sheets.decided import constants
from lbedu.reporters.sheets.grid import Book, Grid, on_paper
from lbedu.reporters.sheets.overview import Overview
from lbedu.reporters.sheets.shown import QUIET, TITLE, Look, Shown
from lbedu.scorecard import CountOf, PartResult, Scorecard, ShareOf, Verdict
from lbedu.wording import percent_places

_COLUMNS, _WIDTH, _ROW = 12, 10.0, 16.52
"""Of the paper under the charts."""
_FIRST = 4
"""The first row below the titles."""
_DATA = _COLUMNS + 2
"""The column where the table beside it begins."""
_PAGE = 30
"""Rows of a page."""
_MOST_BARS, _MOST_UNITS, _MOST_PLACES = 15, 20, 6
_SMALL = Look(size=9, box=False, wrap=False)
_DARK, _LIGHT, _EDGE = "1F3864", "D9D9D9", "404040"
_SHADES = {"met": "548235", "missed": "C00000", "undecided": "FFD966", "not_applicable": "D9D9D9"}


class _Bar(NamedTuple):
    """A target: what it is called, how far it is and how far it should be, as parts of 1."""

    label: str
    reached: Fraction
    reached_formula: str
    required: Fraction


Rows = list[list[Shown]]


def write_charts(book: Book, card: Scorecard, overview: Overview, lang: Language) -> Grid:
    """Write the sheet: verdicts and who holds targets down, then what was reached against what is demanded."""
    vi = lang == "vi"
    grid = Grid(book, "Biểu đồ" if vi else "Charts", [_WIDTH] * _COLUMNS + [3, 46, 14, 14])
    bars = list(_bars(card, overview, lang))
    pieces = [bars[at : at + _MOST_BARS] for at in range(0, len(bars), _MOST_BARS)]
    tables = [_verdicts(card, overview, lang), _behind_rows(card, lang)]
    tables += [_compared_rows(piece, lang) for piece in pieces]
    starts, data = [], list[list[Shown]]()
    for table in tables:
        starts.append(_FIRST + len(data))
        data += [*table, []]
    grid.line("BIỂU ĐỒ" if vi else "CHARTS", TITLE)
    grid.line(_note(lang), QUIET)
    grid.line("")
    for cells in data:
        grid.add([Shown(look=_SMALL)] * (_DATA - 1) + cells)
    last = max(grid.row - 1, _PAGE * (1 + len(pieces)))
    _draw(grid, starts, tables, lang)
    for at, piece in enumerate(pieces):
        rows = len(piece)
        title = "Kết quả so với yêu cầu" if vi else "Reached against required"
        title += f" ({at + 1}/{len(pieces)})" if len(pieces) > 1 else ""
        chart = _chart(grid, starts[2 + at], rows, 2, title)
        chart.width, chart.height = 24.5, min(15.5, 3.2 + 0.95 * rows)
        _percent(chart, piece)
        grid.sheet.add_chart(chart, f"A{_PAGE * (at + 1) + 2}")
        grid.sheet.row_breaks.append(Break(id=_PAGE * (at + 1)))
    grid.sheet.print_area = f"A1:{get_column_letter(_COLUMNS)}{last}"
    grid.sheet.sheet_format.defaultRowHeight, grid.sheet.sheet_format.customHeight = _ROW, True
    on_paper(grid.sheet)
    return grid


def _note(lang: Language) -> str:
    if lang == "vi":
        return "Biểu đồ lấy số từ bảng bên phải, bảng này lấy từ trang Tổng hợp. Số đếm và tổng: yêu cầu là 100%."
    return (
        "The charts show the table to the right, which follows the Summary. Counts and sums: what is required is 100%."
    )


def _verdicts(card: Scorecard, overview: Overview, lang: Language) -> Rows:
    """How many verdicts of each kind there are."""
    rows = [[_head("Kết luận" if lang == "vi" else "Verdict"), _head("Số chỉ tiêu" if lang == "vi" else "Targets")]]
    sheet, columns = overview.grid.sheet.title, overview.columns
    first, last = overview.grid.first, overview.last
    for outcome, words in OUTCOMES.items():
        ranges = [on_sheet(sheet, f"${column}${first}:${column}${last}") for column in ("A", columns.verdict)]
        formula = f'COUNTIFS({ranges[0]},">0",{ranges[1]},{text(words[lang] + "*")})'
        count = sum(verdict.outcome == outcome for verdict in card.verdicts)
        rows.append([Shown(words[lang], _SMALL), Shown(count, _SMALL, formula=formula)])
    return rows


def _behind_rows(card: Scorecard, lang: Language) -> Rows:
    """The units that hold most targets down, or are waited for by most."""
    names = ("Đơn vị", "Kéo xuống", "Chờ số liệu") if lang == "vi" else ("Unit", "Holds down", "Waited for")
    frame = units_behind(card.verdicts).head(_MOST_UNITS)
    rows = [[_head(name) for name in names]]
    for unit, failing, waiting in frame[["unit", "failing", "waiting"]].itertuples(index=False, name=None):
        counts = (Shown(int(count) or None, _SMALL) for count in (failing, waiting))  # none has no label
        rows.append([Shown(str(unit), _SMALL), *counts])
    return rows


def _bars(card: Scorecard, overview: Overview, lang: Language) -> Iterator[_Bar]:
    """Targets of the district whose figure can be held against what is demanded."""
    for at, item in enumerate(card.verdicts):
        leaves = parts(item.target.measure)
        if item.unit is not None or len(leaves) > 1:
            continue
        bar = _bar(card, item, leaves[0], item.parts[0], overview.rows[at], overview, lang)
        if bar is not None:
            yield bar._replace(label=f"{at + 1}. {bar.label}")


def _bar(
    card: Scorecard, item: Verdict, leaf: Leaf, part: PartResult, row: int, overview: Overview, lang: Language
) -> _Bar | None:
    title = item.target.spec.title.get(lang)
    sheet, columns = overview.grid.sheet.title, overview.columns
    one, all_, result = (on_sheet(sheet, f"{letter}{row}") for letter in columns[:3])
    if isinstance(leaf, Every):
        if not isinstance(part.actual, CountOf) or part.actual.total < 2:
            return None
        return _Bar(title, Fraction(part.actual.number, part.actual.total), f"{one}/{all_}", Fraction(1))
    limits = constants(leaf)
    shown = figure_cell(card.directive, leaf, part.actual, lang, total=False).value
    if limits is None or limits[0] not in (">=", ">") or not isinstance(shown, (int, float)):
        return None
    limit = max(limits[1])
    if isinstance(leaf, Share) and isinstance(part.actual, ShareOf) and not leaf.per:
        return _Bar(title, Fraction(part.actual.part, part.actual.whole), result, limit)
    if limit <= 0:
        return None
    return _Bar(title, Fraction(shown) / limit, f"{result}/{number(limit)}", Fraction(1))


def _compared_rows(bars: Sequence[_Bar], lang: Language) -> Rows:
    names = ("Chỉ tiêu", "Kết quả", "Yêu cầu") if lang == "vi" else ("Target", "Reached", "Required")
    rows = [[_head(name) for name in names]]
    for bar in bars:
        reached = Shown(float(bar.reached), _SMALL, _format(bars), bar.reached_formula)
        rows.append([Shown(bar.label, _SMALL), reached, Shown(float(bar.required), _SMALL, _format(bars))])
    return rows


def _head(words: str) -> Shown:
    return Shown(words, _SMALL._replace(bold=True))


# drawing


def _draw(grid: Grid, starts: Sequence[int], tables: Sequence[Rows], lang: Language) -> None:
    """The two charts of the first page."""
    vi = lang == "vi"
    rows = len(tables[0]) - 1
    verdicts = _chart(grid, starts[0], rows, 1, "Kết luận" if vi else "Verdicts")
    verdicts.type, verdicts.legend = "col", None
    verdicts.x_axis.scaling.orientation, verdicts.y_axis.crosses = "minMax", "min"
    verdicts.gapWidth = 60
    for at, shade in enumerate(_SHADES.values()):
        verdicts.series[0].dPt.append(DataPoint(idx=at, spPr=_filled(shade)))
    verdicts.width, verdicts.height = 10.0, 13.5
    grid.sheet.add_chart(verdicts, "A4")
    rows = len(tables[1]) - 1
    if rows:
        title = "Đơn vị kéo chỉ tiêu xuống (số chỉ tiêu)" if vi else "Units that hold targets down (number of targets)"
        behind = _chart(grid, starts[1], rows, 2, title)
        behind.grouping, behind.overlap = "stacked", 100
        for one, shade in zip(behind.series, ("FFFFFF", "000000"), strict=True):
            one.dLbls.txPr = _lettering(900, shade)
        behind.width, behind.height = 14.2, 15.2
        grid.sheet.add_chart(behind, "F4")


def _chart(grid: Grid, start: int, rows: int, series: int, title: str) -> Any:
    """Bars over so many rows of the table, whose head is in row `start`."""
    chart: Any = BarChart()
    chart.type, chart.style, chart.gapWidth = "bar", 10, 40
    values = Reference(grid.sheet, min_col=_DATA + 1, max_col=_DATA + series, min_row=start, max_row=start + rows)
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(grid.sheet, min_col=_DATA, min_row=start + 1, max_row=start + rows))
    for one, shade in zip(chart.series, (_DARK, _LIGHT), strict=False):
        one.graphicalProperties = _filled(shade)
        one.dLbls = DataLabelList(txPr=_lettering(900))
        one.dLbls.showVal = True
        one.dLbls.showSerName = one.dLbls.showCatName = one.dLbls.showLegendKey = one.dLbls.showPercent = False
    chart.x_axis.scaling.orientation, chart.y_axis.crosses = "maxMin", "max"  # the first row on top
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _lettering(900)
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0"
    run = RegularTextRun(rPr=_letters(1200, True), t=title)
    body = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_letters(1200, True)), r=[run])])
    chart.title = Title(overlay=False)
    chart.title.tx = Text(rich=body)
    chart.legend.position, chart.legend.txPr = "b", _lettering(1000)
    return chart


def _percent(chart: Any, bars: Sequence[_Bar]) -> None:
    chart.y_axis.number_format = "0%"
    for one in chart.series:
        one.dLbls.numFmt = _format(bars)


def _format(bars: Sequence[_Bar]) -> str:
    """Percentages, all with as many decimals as it takes for none to be shown across what is required."""
    places = max(percent_places(bar.reached, bar.required, _MOST_PLACES) for bar in bars)
    return f"0.{'0' * places}%" if places else "0%"


def _filled(shade: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=shade, ln=LineProperties(solidFill=_EDGE, w=9525))


def _letters(size: int, bold: bool = False, shade: str = "000000") -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, latin=Font(typeface=paper.FACE), solidFill=shade)


def _lettering(size: int, shade: str = "000000") -> RichText:
    letters = _letters(size, shade=shade)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])
