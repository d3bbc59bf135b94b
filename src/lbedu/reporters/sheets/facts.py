"""The sheet of all figures: one row each, with its file and cell, whether it counts, and what for. The formulas stand on it."""

from __future__ import annotations

from functools import partial
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, Language
from lbedu.excel_formula import text
from lbedu.reporters.sheets.cells import value_cell
from lbedu.reporters.sheets.conditions import ANSWERS
from lbedu.reporters.sheets.formulas import Where
from lbedu.reporters.sheets.grid import Book, Column, Grid, write_list
from lbedu.reporters.sheets.ledger import Block, Ledger, Line
from lbedu.reporters.sheets.retyped import contradicted, taken
from lbedu.reporters.sheets.shown import CENTRED, QUIET, TEXT, TITLE, Look, Shared, Shown
from lbedu.reporters.sheets.verdict_cells import WORDS
from lbedu.submission import Place

_FIRST = 6
_WORDS: dict[Language, dict[str, str]] = {
    "vi": {"": "Có", "wrong": "Không: sai", "twice": "Không: trùng", "sheet": "Số liệu"},
    "en": {"": "yes", "wrong": "no: wrong", "twice": "no: twice", "sheet": "Figures"},
}
_LEVEL, _VALUE, _COUNTED, _MARKS, _CHANGED, _JUDGED, _RECORD = "A", "J", "L", "M", "N", "R", "S"
_UNCOUNTED = "D9D9D9"


def where_of(lang: Language) -> Where:
    """Where the formulas find what."""
    return Where(_WORDS[lang]["sheet"], _FIRST, _LEVEL, _VALUE, _MARKS, _CHANGED, _RECORD, WORDS[lang].rerun)


def _columns(directive: Directive, lang: Language) -> list[Column]:
    vi = lang == "vi"
    return [
        Column("Cấp học" if vi else "Level", 8),
        Column(directive.place_heading(lang), 13),
        Column("Loại hình" if vi else "Type", 12),
        Column("Đặc điểm" if vi else "Flags", 12),
        Column("Đơn vị" if vi else "Unit", 24),
        Column("Biểu" if vi else "Form", 18),
        Column("Dòng" if vi else "Line", 20),
        Column("Mã số" if vi else "Code", 7),
        Column("Nội dung" if vi else "Figure", 46),
        Column("Số liệu" if vi else "Value", 18),
        Column("Đơn vị tính" if vi else "Unit of count", 11),
        Column("Được tính" if vi else "Counts", 11),
        Column("Dùng cho chỉ tiêu" if vi else "Used for target", 16),
        Column("Đã sửa" if vi else "Changed", 9),
        Column("Tệp" if vi else "File", 32),
        Column("Trang tính" if vi else "Sheet", 12),
        Column("Ô" if vi else "Cell", 8),
        Column("Giá trị lúc xét" if vi else "Value as judged", 12),
        Column("Số hiệu bản ghi" if vi else "Record", 9),
    ]


def _lines(lang: Language) -> list[Shown]:
    if lang == "vi":
        return [
            Shown("SỐ LIỆU", TITLE),
            Shown(
                "Mọi số liệu đã đọc được, kèm nơi ghi. Sửa ở cột Số liệu thì trang Tổng hợp tính lại ngay; sửa xong cần sửa cả "
                "báo cáo của đơn vị rồi chạy lại lbedu.",
                QUIET,
            ),
            Shown(
                "Dùng cho chỉ tiêu: số thứ tự ở trang Tổng hợp, kèm t = cộng (hoặc đếm) vào tử số, kết quả; m = cộng vào mẫu "
                "số; k = điều kiện để đếm; x = chỉ để xét.",
                QUIET,
            ),
            Shown(
                "Được tính = Không: ô sai hoặc mâu thuẫn (xem trang Chưa nộp và sai số liệu), hoặc đã có ở tệp khác. Trang này "
                "được bảo vệ, không có mật khẩu: chỉ cột Số liệu sửa được.",
                QUIET,
            ),
        ]
    return [
        Shown("FIGURES", TITLE),
        Shown(
            "Every figure that was read, and where it stands. What is corrected in the column Value, the Summary computes anew "
            "at once; the unit's report has to be corrected too, and lbedu run again.",
            QUIET,
        ),
        Shown(
            "Used for target: its number on the Summary, and t = added up or counted, the numerator; m = added up as "
            "denominator; k = a condition of what is counted; x = read only.",
            QUIET,
        ),
        Shown(
            "Counts = no: wrong or contradictory (see Not reported and wrong), or said by another file already. The sheet is "
            "protected, without a password: only the column Value can be changed.",
            QUIET,
        ),
    ]


def write_facts(book: Book, ledger: Ledger, lang: Language) -> Grid:
    """Write the sheet, in the order of fields: what is added up stands below each other."""
    sheet = _Facts(ledger, lang)
    grid = write_list(book, _WORDS[lang]["sheet"], _lines(lang), _columns(ledger.card.directive, lang))
    if grid.first != _FIRST:
        raise AssertionError("the formulas would miss the figures")
    for number, line in enumerate(ledger.lines):
        full = "… trang tính đã đầy, còn số liệu chưa ghi" if lang == "vi" else "… the sheet is full; there is more"
        grid.add(sheet.row(number, line), full)
    grid.finish(5)
    for column in (_JUDGED, _RECORD):
        grid.sheet.column_dimensions[column].hidden = True
    grid.sheet.print_area = f"A1:Q{max(grid.row - 1, _FIRST)}"
    _protect(grid.sheet)
    if ledger.lines:
        _mark_changes(grid.sheet, _FIRST + len(ledger.lines) - 1)
        for rule in sheet.rules():
            grid.sheet.add_data_validation(rule)
    return grid


class _Facts:
    """The rows of the sheet."""

    def __init__(self, ledger: Ledger, lang: Language) -> None:
        self.ledger = ledger
        self.directive: Directive = ledger.card.directive
        self.lang: Language = lang
        self.words = _WORDS[lang]
        self.rows = {
            (name, row.code): row.name.get(lang) for name, form in self.directive.forms.items() for row in form.rows
        }
        self.forms = {name: _form_name(self.directive, name, lang) for name in self.directive.forms}
        self.found = {problem.place: problem.found for problem in ledger.card.problems if problem.found}
        self.fields: dict[tuple[str, str], tuple[Shown, Shown, Shown, Shown]] = {}
        """By form and field what is the same in all its lines: form, code, label, what is counted."""
        self.runs = self._runs()
        self.run = 0

    def row(self, number: int, line: Line) -> list[Shown]:
        unit = line.unit
        key = (line.form, line.field)
        spec = self.directive.field(*key)
        if key not in self.fields:
            noun = self.directive.noun(spec, self.lang, 2) or None
            shown = Shown(spec.label.get(self.lang))
            self.fields[key] = (Shown(self.forms[line.form]), Shown(spec.code, CENTRED), shown, Shown(noun, CENTRED))
        form, code, label, noun_ = self.fields[key]
        value = self._value(spec, line)
        kind = self.directive.file.units[unit.kind]
        type_ = kind.types.get(unit.type)
        flags = "; ".join(words.get(self.lang) for flag, words in kind.flags.items() if flag in (unit.flags or ()))
        marks = " ".join(self.ledger.marks[number])
        place = line.places[0]
        counted = CENTRED._replace(bold=True, fill=_UNCOUNTED) if line.why_not else CENTRED
        return [
            Shown(line.level or unit.level or None, CENTRED),
            Shown(unit.ward or (unit.name if unit.kind == self.directive.place else None)),
            Shown(type_.get(self.lang) if type_ else None),
            Shown(flags or None),
            Shown(unit.name),
            form,
            Shown(self.rows.get((line.form, line.row), line.row) or None),
            code,
            label,
            value,
            noun_,
            Shown(self.words[line.why_not], counted),
            Shown(f" {marks} " if marks else None),
            Shown("", CENTRED, formula=self._changed(number, line)),
            Shown(line.file),
            Shown(place.sheet or None),
            Shown(", ".join(one.cell for one in line.places) or None, CENTRED),
            value._replace(look=TEXT),
            Shown(line.record, CENTRED),
        ]

    def _value(self, spec: FieldSpec, line: Line) -> Shown:
        if line.said is None:
            return Shown(self._spoiled(line.places[0]), Look(italic=True, align="right", fill=_UNCOUNTED))
        shown = value_cell(self.directive, spec, line.said.value, self.lang)
        if line.why_not:
            return shown._replace(look=shown.look._replace(fill=_UNCOUNTED, italic=True))
        return shown._replace(look=shown.look._replace(open=True))

    def _spoiled(self, place: Place) -> str | None:
        """What stands in a cell that cannot be used."""
        return self.found.get(place)

    def _runs(self) -> dict[int, tuple[int, Block]]:
        """The lines that share a formula, as the same may be typed over them: by the first of them, each with a number."""
        runs: list[Block] = []
        before = None
        for key, block in self.ledger.blocks.items():
            spec = self.directive.field(*key)
            alone = not contradicted(
                self.directive.forms[key[0]], spec, "", partial(self._column, key[0], ""), self.lang
            )
            kind = spec.type, spec.options, spec.min, spec.max, None if alone else key
            if kind == before:
                runs[-1] = Block(runs[-1].first, block.last)
            else:
                runs.append(block)
            before = kind
        return {run.first: (number, run) for number, run in enumerate(runs)}

    def _column(self, form: str, record: str, field: str) -> tuple[str, str] | None:
        """Where the figures of a field stand, and which of them count for a record."""
        block = self.ledger.blocks.get((form, field))
        if block is None:
            return None
        values, records, counted = (
            f"${column}${_FIRST + block.first}:${column}${_FIRST + block.last}"
            for column in (_VALUE, _RECORD, _COUNTED)
        )
        return values, f"{records},{record},{counted},{text(self.words[''])}"

    def _changed(self, number: int, line: Line) -> Shared:
        """Says where a figure is no more what was judged, and whether formulas can take what is there now. Compared as texts: a
        blank is no 0; a number that is typed as text is none."""
        if number not in self.runs:
            return Shared(self.run)
        self.run, (first, last) = self.runs[number]
        cell, judged, record, counted = (f"{one}{_FIRST + first}" for one in (_VALUE, _JUDGED, _RECORD, _COUNTED))
        words, spec = WORDS[self.lang], self.directive.field(line.form, line.field)
        same = f'AND({cell}&""={judged}&"",ISNUMBER({cell})=ISNUMBER({judged}))'
        now = f"IF({taken(self.directive, spec, cell, self.lang)},{text(words.edited)},{text(words.rerun)})"
        formula = f'IF({same},"",{now})'
        column = partial(self._column, line.form, record)
        if beside := contradicted(self.directive.forms[line.form], spec, cell, column, self.lang):
            against = f"AND({counted}={text(self.words[''])},OR({','.join(beside)}))"
            formula = f"IF({against},{text(words.rerun)},{formula})"
        formula = f"IFERROR({formula},{text(words.rerun)})"
        return Shared(self.run, formula, f"{_CHANGED}{_FIRST + first}:{_CHANGED}{_FIRST + last}")

    def rules(self) -> list[DataValidation]:
        """What may be typed over a figure, by the type of its field: what the check takes too."""
        ranges: dict[tuple[str, int, int | None], list[str]] = {}
        for (form, field), block in self.ledger.blocks.items():
            spec = self.directive.field(form, field)
            kind = spec.options or "" if spec.type in ("rank", "choice") else ""
            own = ranges.setdefault((f"{spec.type}:{kind}", spec.min, spec.max), [])
            first, last = (_FIRST + line for line in block)
            if own and own[-1].endswith(f"{_VALUE}{first - 1}"):
                own[-1] = f"{own[-1].split(':')[0]}:{_VALUE}{last}"
            else:
                own.append(f"{_VALUE}{first}:{_VALUE}{last}")
        return [rule for key, cells in ranges.items() if (rule := self._rule(*key, cells)) is not None]

    def _rule(self, kind: str, low: int, high: int | None, cells: list[str]) -> DataValidation | None:
        type_, _, options = kind.partition(":")
        vi = self.lang == "vi"
        if type_ in ("count", "number", "percent"):
            most = 1 if type_ == "percent" and high is None else high
            bounds: dict[str, Any] = {"operator": "greaterThanOrEqual", "formula1": str(low)}
            if most is not None:
                bounds = {"operator": "between", "formula1": str(low), "formula2": str(most)}
            rule = DataValidation(type="whole" if type_ == "count" else "decimal", **bounds)
            words = _needed(type_ == "count", low, most, self.lang)
        elif type_ in ("yes_no", "rank", "choice"):
            choices: tuple[str, ...] = ANSWERS[self.lang][::-1]
            if options:
                choices = tuple(option.get(self.lang) for option in self.directive.file.choices[options])
            listed = ",".join(choices)
            if len(listed) > 255 or any("," in one or '"' in one for one in choices):
                return None
            rule = DataValidation(type="list", formula1=f'"{listed}"')
            words = "Chọn trong danh sách." if vi else "Choose from the list."
        elif type_ == "date":
            rule = DataValidation(type="date", operator="greaterThan", formula1="1")
            words = "Cần một ngày." if vi else "Needs a date."
        else:
            return None
        rule.allow_blank, rule.showErrorMessage = True, True
        rule.errorTitle, rule.error = ("Số liệu" if vi else "Figures"), words
        rule.sqref = MultiCellRange(" ".join(cells))
        return rule


def _needed(whole: bool, low: int, most: int | None, lang: Language) -> str:
    if lang == "vi":
        to = "trở lên" if most is None else f"đến {most}"
        return f"Cần {'số nguyên' if whole else 'số'} từ {low} {to}."
    to = "up" if most is None else f"to {most}"
    return f"Needs a {'whole number' if whole else 'number'} from {low} {to}."


def _protect(sheet: Any) -> None:
    """Nothing but figures is changed by accident, and rows are not sorted away from the formulas; filters stay."""
    lock = sheet.protection
    lock.sheet = True
    lock.autoFilter = lock.formatCells = lock.formatColumns = lock.formatRows = False


def _mark_changes(sheet: Any, last: int) -> None:
    style = DifferentialStyle(font=Font(bold=True), fill=PatternFill("solid", bgColor="FFE699"))
    rule = Rule(type="expression", formula=[f'${_CHANGED}{_FIRST}<>""'], dxf=style)
    sheet.conditional_formatting.add(f"{_VALUE}{_FIRST}:{_CHANGED}{last}", rule)


def _form_name(directive: Directive, form: str, lang: Language) -> str:
    """A list by its title; the form of a kind of unit by the unit."""
    if directive.forms[form].rows:
        return directive.forms[form].title.get(lang)
    noun = directive.unit_noun(form, lang, 1)
    return f"Biểu của {noun}" if lang == "vi" else f"Form of the {noun}"
