"""From our own forms and lists, whole or cut over several sheets, to the records of their unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lbedu.directive.directive import Directive
from lbedu.own_form import FIGURE
from lbedu.problems import Problem
from lbedu.reading.cells.values import shown
from lbedu.reading.layout import CodedRow, Figures, Listing, code_of
from lbedu.reading.marked_text import NO_MORE, doubt
from lbedu.reading.ownership import Piece
from lbedu.reading.printed_rows import is_printed
from lbedu.reading.records import At, Cells, Records, Report, both, match
from lbedu.reading.rival_columns import is_printed as is_own_heading
from lbedu.reading.scaled import unit_column
from lbedu.reading.workbook import Sheet
from lbedu.submission import Place, Reading, Record, Unit
from lbedu.wording import harmless

_ENDS = {
    "vi": "bảng tổng hợp bên dưới, không phải số liệu của biểu",
    "en": "a small table below, no figures of the form",
}
_LONGEST_CODE = 8


class OwnForms:
    """Reads the forms of one workbook into its report."""

    def __init__(self, directive: Directive, file: str, report: Report) -> None:
        self.directive = directive
        self.file = file
        self.report = report
        self.records = Records(directive, file, report)

    def read(self, name: str, pieces: Sequence[Piece], unit: Unit, blanks: list[Problem]) -> Iterator[Record]:
        """The records of one form: of a list one a row, else one. What its sheets lack together, goes to `blanks`."""
        form = self.directive.forms[name]
        codes = form.codes(unit.level)
        lines = {row.code: row.code for row in form.rows} or codes
        found: dict[str, list[tuple[Piece, int]]] = {}
        doubled: dict[str, Place] = {}
        for piece in pieces:
            for meaning, row in self._known_rows(piece.table, lines, doubled).items():
                found.setdefault(meaning, []).append((piece, row.cell.row))
        if not form.rows:
            self._labelled(name, pieces, found, doubled)
        first = pieces[0].table
        for code, meaning in lines.items():
            if meaning not in found and meaning not in doubled:
                facts = {"code": code, "label": self._label(name, meaning)}
                blanks.append(Problem("row_missing", Place(self.file, first.sheet.name), "", facts))
        so_far = len(self.report.problems)
        if form.rows:
            columns = {piece.at: self._by_field(piece.table, codes) for piece in pieces}
            covered = {field for own in columns.values() for field in own}
            for code, field in codes.items():
                if field not in covered and not form.by_id[field].optional:
                    facts = {"code": code, "label": both(form.by_id[field].label)}
                    blanks.append(Problem("column_missing", Place(self.file, first.sheet.name), "", facts))
            yield from self._lines(name, found, doubled, columns, unit, blanks)
        else:
            parts: list[tuple[Sheet, Cells]] = []
            by_piece: dict[At, dict[str, tuple[At, ...]]] = {piece.at: {} for piece in pieces}
            for meaning, places in found.items():
                for piece, at in places:
                    by_piece[piece.at][meaning] = self._at(piece.table, at)
            for piece in pieces:
                own = by_piece[piece.at]
                parts.append((piece.table.sheet, self._usable(piece.table, own, doubled)))
            yield self.records.make(name, unit, "", unit.level, parts, doubled, blanks)
        differs = any(problem.code == "conflicting_values" for problem in self.report.problems[so_far:])
        if len(pieces) > 1 and not differs:
            self._copied(pieces, unit)

    def _lines(
        self,
        name: str,
        found: Mapping[str, list[tuple[Piece, int]]],
        doubled: Mapping[str, Place],
        columns: Mapping[tuple[int, int], Mapping[str, tuple[int, ...]]],
        unit: Unit,
        blanks: list[Problem],
    ) -> Iterator[Record]:
        for row in self.directive.forms[name].rows:
            if row.code in found and row.code not in doubled:
                spoiled: dict[str, Place] = {}
                parts = [
                    (
                        piece.table.sheet,
                        self._usable(piece.table, self._in_columns(piece, at, columns, spoiled), spoiled),
                    )
                    for piece, at in found[row.code]
                ]
                yield self.records.make(name, unit, row.code, row.level or "", parts, spoiled, blanks)

    def _labelled(
        self,
        name: str,
        pieces: Iterable[Piece],
        found: dict[str, list[tuple[Piece, int]]],
        doubled: dict[str, Place],
    ) -> None:
        """Takes out the rows whose label or unit says something else than their code: nobody knows what their figures are."""
        others: dict[str, Place] = {}
        units = {piece.at: unit_column(piece.table) for piece in pieces if isinstance(piece.table, Figures)}
        for field, places in list(found.items()):
            for piece, row in places:
                table, at = piece.table, units.get(piece.at, 0)
                if isinstance(table, Figures) and not is_printed(self.directive, name, field, table, row, at):
                    from lbedu.reading.row_labels import said_of

                    said = said_of(self.directive, name, field, table, row, at, self.file)
                    self.report.readings += said.readings
                    if said.problem is not None:
                        self.report.problems.append(said.problem)
                        doubled.setdefault(field, said.problem.place)
                        others |= dict.fromkeys(said.others, said.problem.place)
        for field in doubled.keys() & found.keys():
            del found[field]
        for field in others.keys() - found.keys():
            doubled.setdefault(field, others[field])

    def say_headings(self, pieces: Iterable[Piece]) -> None:
        """What was understood of the headings, and which of them stand twice."""
        for table in {piece.at: piece.table for piece in pieces}.values():
            self._headings(table)

    def _headings(self, table: Figures | Listing) -> None:
        if isinstance(table, Figures):
            self._without_code(table)
        for cell, word in table.understood:
            read_as = {"vi": f"tiêu đề “{word}”", "en": f"the heading “{word}”"} if word else _ENDS
            self.report.readings.append(Reading(self._place(table, cell.row, cell.column), str(cell.value), read_as))
        for cell in table.twice:
            place = self._place(table, cell.row, cell.column)
            under = cell.row > table.header_row or not is_own_heading(cell)
            same = [c for (row, _), c in table.sheet.cells.items() if row == cell.row and c.value == cell.value]
            others = [one for one in table.twice if one is not cell] if under else same
            label = FIGURE if under else harmless(str(cell.value))
            facts = {"label": label, "other": others[0].address if others else self._figures(table).cell}
            self.report.problems.append(Problem("column_twice", place, str(cell.value), facts))

    def _place(self, table: Figures | Listing, row: int, column: int) -> Place:
        return Place(self.file, table.sheet.name, table.sheet.address(row, column))

    def _figures(self, table: Figures | Listing) -> Place:
        return self._place(table, table.header_row, table.figure_column if isinstance(table, Figures) else 1)

    # from codes to cells

    def _at(self, table: Figures | Listing, row: int) -> tuple[At, ...]:
        return ((row, table.figure_column),) if isinstance(table, Figures) else ()

    def _by_field(self, table: Figures | Listing, codes: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
        """The columns of a list by their fields. With two for one field nobody knows which one counts."""
        found: dict[str, list[int]] = {}
        for text, column in table.columns if isinstance(table, Listing) else ():
            if code := match(text, codes) or self._odd_column(table, text, column, codes):
                found.setdefault(codes[code], []).append(column)
        for field, (first, *more) in found.items():
            for column in more:
                code = next(code for code, meaning in codes.items() if meaning == field)
                facts = {"label": code, "other": table.sheet.address(table.header_row, first)}
                place = self._place(table, table.header_row, column)
                self.report.problems.append(Problem("column_twice", place, code, facts))
        return {field: tuple(columns) for field, columns in found.items()}

    def _in_columns(
        self,
        piece: Piece,
        row: int,
        columns: Mapping[tuple[int, int], Mapping[str, tuple[int, ...]]],
        spoiled: dict[str, Place],
    ) -> dict[str, tuple[At, ...]]:
        """The cells of a row of a list. What stands under one of two columns for one field cannot be used."""
        cells: dict[str, tuple[At, ...]] = {}
        for field, own in columns[piece.at].items():
            filled = [column for column in own if (row, column) in piece.table.sheet.cells]
            if len(own) == 1:
                cells[field] = ((row, own[0]),)
            elif filled:
                spoiled.setdefault(field, self._place(piece.table, row, filled[0]))
        return cells

    def _usable(self, table: Figures | Listing, cells: Cells, spoiled: dict[str, Place]) -> Cells:
        """The cells of a table; of one whose header says a heading twice none, and what it answers cannot be used."""
        if not table.twice:
            return cells
        columns = {cell.column for cell in table.twice}
        for field, places in cells.items():
            row, column = places[0]
            filled = [c for c in sorted({column, *columns}) if (row, c) in table.sheet.cells]
            if filled:
                spoiled.setdefault(field, self._place(table, row, filled[0]))
        return {}

    def _known_rows(
        self, table: Figures | Listing, codes: Mapping[str, str], doubled: dict[str, Place]
    ) -> dict[str, CodedRow]:
        """Rows by what their code means. A code in two rows counts in neither, one that is struck out nowhere; a code that is
        not the form's is said."""
        found: dict[str, CodedRow] = {}
        strange: list[CodedRow] = []
        sheet = table.sheet.name
        for row in table.rows:
            code = match(row.code, codes)
            if code is None:
                strange.append(row)
            elif row.cell.kind == "struck":
                place = Place(self.file, sheet, row.cell.address)
                doubled.setdefault(codes[code], place)
                self.report.problems.append(Problem(doubt(row.cell), place, row.code, NO_MORE))
            elif codes[code] in found:
                first = Place(self.file, sheet, found[codes[code]].cell.address)
                doubled.setdefault(codes[code], first)
                facts = {"code": code, "other": first.cell}
                place = Place(self.file, sheet, row.cell.address)
                self.report.problems.append(Problem("code_twice", place, row.code, facts, (first,)))
            else:
                found[codes[code]] = row
        if strange:
            self._strange(table, strange, codes, found, doubled)
        return {meaning: row for meaning, row in found.items() if meaning not in doubled}

    def _odd_column(self, table: Figures | Listing, text: str, column: int, codes: Mapping[str, str]) -> str | None:
        """The code over a column of a list, in another spelling."""
        from lbedu.reading.odd_codes import meant

        code = meant(text, codes)
        if code is not None:
            cells = table.sheet.cells.items()
            row = next(r for (r, c), cell in cells if c == column and r > table.header_row and code_of(cell) == text)
            self._understood_code(table, row, column, text, code)
        return code

    def _understood_code(self, table: Figures | Listing, row: int, column: int, text: str, code: str) -> None:
        read_as = {"vi": f"mã số {code}", "en": f"code {code}"}
        self.report.readings.append(Reading(self._place(table, row, column), text, read_as))

    def _strange(
        self,
        table: Figures | Listing,
        rows: list[CodedRow],
        codes: Mapping[str, str],
        found: dict[str, CodedRow],
        doubled: Mapping[str, Place],
    ) -> None:
        """Codes that are not the form's: some are its in another spelling."""
        for row, code in self._understood(table, codes, rows):
            if codes[code] not in found and codes[code] not in doubled and row.cell.kind != "struck":
                found[codes[code]] = row
                self._understood_code(table, row.cell.row, row.cell.column, row.code, code)
        for row in rows:
            if row not in found.values():
                self._unknown_code(table, row)

    def _understood(
        self, table: Figures | Listing, codes: Mapping[str, str], rows: list[CodedRow]
    ) -> list[tuple[CodedRow, str]]:
        if not any(char.isdigit() for row in rows for char in row.code[:_LONGEST_CODE]):
            return []  # letters of columns, as nearly always
        from lbedu.reading.odd_codes import understood

        return list(understood(table, codes, rows))

    def _without_code(self, table: Figures) -> None:
        """Figures beside no code are of no field."""
        coded = {row.cell.row for row in table.rows}
        last = max(coded, default=0)
        beside = (cell for (_, column), cell in table.sheet.cells.items() if column == table.figure_column)
        others = (cell for cell in beside if cell.row > table.header_row and cell.row not in coded)
        if not any(cell.row <= last or cell.kind != "text" for cell in others):
            return
        from lbedu.reading.odd_codes import without_code

        for cell, label in without_code(table):
            place = self._place(table, cell.row, cell.column)
            words = f" “{harmless(label)}”" if label else ""
            facts = {"row": words}
            self.report.problems.append(Problem("row_without_code", place, shown(cell), facts))

    def _label(self, name: str, meaning: str) -> str | Mapping[str, str]:
        form = self.directive.forms[name]
        if not form.rows:
            return both(form.by_id[meaning].label)
        return next(
            ({"vi": row.name.vi, "en": row.name.get("en")} for row in form.rows if row.code == meaning), meaning
        )

    def _unknown_code(self, table: Figures | Listing, row: CodedRow) -> None:
        """Said only where a figure stands beside the code: notes are no codes."""
        if _filled(table, row) and len(row.code) <= _LONGEST_CODE:
            place = Place(self.file, table.sheet.name, row.cell.address)
            self.report.problems.append(Problem("unknown_code", place, row.code))

    def _copied(self, pieces: Sequence[Piece], unit: Unit) -> None:
        """A table that answers again what one before it answers is a copy: equal figures count once, and it is said."""
        first: dict[str, Piece] = {}
        for piece in pieces:
            table = piece.table
            filled = [row.code for row in table.rows if _filled(table, row)]
            again = next((first[code] for code in filled if code in first), None)
            for code in filled:
                first.setdefault(code, piece)
            if again is not None:
                other = self._place(again.table, again.table.header_row, _columns(again.table)[0])
                place = self._place(table, table.header_row, _columns(table)[0])
                facts = {"name": harmless(unit.name), "other": harmless(other.address)}
                self.report.problems.append(Problem("reported_twice", place, "", facts, (other,)))


def _filled(table: Figures | Listing, row: CodedRow) -> bool:
    """Whether a figure stands beside a code; letters and numbers of columns under the header are none."""
    of_column = row.cell.row == table.header_row + 1 or (
        row is table.rows[0] and len(row.code) == 1 and row.code.isalpha()
    )
    return not of_column and any((row.cell.row, column) in table.sheet.cells for column in _columns(table))


def _columns(table: Figures | Listing) -> list[int]:
    if isinstance(table, Figures):
        return [table.figure_column, *(cell.column for cell in table.twice)]
    return [column for _, column in table.columns] or [1]


def anything_in(table: Figures | Listing) -> bool:
    """Whether a form or list holds any figure at all."""
    return any(_filled(table, row) for row in table.rows)
