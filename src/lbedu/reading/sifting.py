"""Which forms of a workbook may be read: nothing around them says that their figures are others than those of the year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lbedu.directive.directive import Directive
from lbedu.problems import Problem
from lbedu.reading.layout import Figures
from lbedu.reading.other_year import other_year_above
from lbedu.reading.otherwise import otherwise_above, otherwise_over
from lbedu.reading.ownership import Piece
from lbedu.reading.records import Report, match
from lbedu.reading.rival_columns import rivals
from lbedu.reading.scaled import Scales, of_one_row
from lbedu.reading.statement import Statement
from lbedu.reading.workbook import Sheet
from lbedu.submission import Place


class Sifting:
    """Goes through the forms of one workbook, and says why one is left out."""

    def __init__(
        self,
        directive: Directive,
        statement: Statement,
        sheets: Sequence[Sheet],
        scales: Scales,
        file: str,
        report: Report,
    ) -> None:
        self.directive = directive
        self.statement = statement
        self.sheets = sheets
        self.scales = scales
        self.file = file
        self.report = report
        self.counted_otherwise: dict[str, set[str]] = {}
        """Forms of which a sheet counts thousands, with its codes: a sheet with others goes on with it."""

    def usable(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Those that may be read, with the columns that stand beside their figures."""
        kept = [piece for piece in pieces if not self._said_otherwise(piece) and not self._scaled(piece)]
        return [self._beside(piece) for piece in kept if not self._goes_on(piece)]

    def _said_otherwise(self, piece: Piece) -> bool:
        """A form above which it says that it is of another year alone, or of what is planned, is not read."""
        sheet = piece.table.sheet
        top = min(table.header_row for table in self.statement.laid_out[piece.at[0]])
        year = self.directive.year
        code, other = "wrong_year", other_year_above(sheet, top, year)
        if other is None:
            code, other = "otherwise_meant", otherwise_above(sheet, top)
        if other is None and isinstance(piece.table, Figures) and not piece.table.twice:
            other = otherwise_over(piece.table, year)
        if other is None:
            return False
        place = Place(self.file, sheet.name, sheet.address(other[1].row, other[1].column))
        self.report.say_once(Problem(code, place, other[0], {"year": year}))
        return True

    def _scaled(self, piece: Piece) -> bool:
        """A form that counts thousands, wherever that is said, is not read. The label or unit of a row speaks for it alone."""
        said = [one for name in self._sheets_of(piece) for one in self.scales.of(name)]
        if not said or not said[0].concerns(self.directive.forms[piece.form].by_id.values()):
            return False
        table, codes = piece.table, self.directive.forms[piece.form].codes("")
        rows = [row.cell.row for row in table.rows if match(row.code, codes)] if isinstance(table, Figures) else []
        said = [one for one in said if not isinstance(table, Figures) or not of_one_row(one, table, rows)]
        if said:
            self.report.say_once(said[0].problem(self.file))
            self.counted_otherwise.setdefault(piece.form, set()).update(row.code for row in table.rows)
        return bool(said)

    def _sheets_of(self, piece: Piece) -> list[str]:
        """The sheet of a form, and the one before it that says who reports."""
        places = [at[0] for at, _ in self.statement.identities]
        before = [place for place in places if place <= piece.at[0]] or places
        return [piece.table.sheet.name, *(self.sheets[place].name for place in before[-1:] if place != piece.at[0])]

    def _goes_on(self, piece: Piece) -> bool:
        """Whether a form goes on with a sheet that counts thousands: what its own figures count, nobody knows."""
        codes = self.counted_otherwise.get(piece.form)
        return codes is not None and codes.isdisjoint(row.code for row in piece.table.rows)

    def _beside(self, piece: Piece) -> Piece:
        """A form with the columns that somebody filled in beside its figures. Of one that may correct them it is as if
        *Số liệu* stood there twice."""
        if not isinstance(piece.table, Figures) or piece.table.twice:
            return piece
        table, sheet = piece.table, piece.table.sheet
        found = list(rivals(table, self.directive.forms[piece.form].codes(""), self.directive.year))
        for one in found:
            if not one.counts:
                place = Place(self.file, sheet.name, one.heading.address)
                cells = Place(self.file, sheet.name, one.cells)
                problem = Problem("unknown_column", place, str(one.heading.value), {"guess": ""}, (cells,))
                self.report.problems.append(problem)
        return piece._replace(table=table._replace(twice=tuple(one.heading for one in found if one.counts)))
