"""The sheets that list: problems, units that have not reported, figures with their cells, tolerant readings."""

from __future__ import annotations

from lbedu.directive.model import Language
from lbedu.reporters.lines import SEVERITIES
from lbedu.reporters.sheets.cells import value_cell
from lbedu.reporters.sheets.grid import CENTRED, QUIET, TEXT, TITLE, Book, Column, Grid, Shown, write_list
from lbedu.scorecard import Scorecard
from lbedu.submission import Unit

_FILLS = {"error": "F8CBAD", "missing": "FFF2CC", "warning": ""}


def write_problems(book: Book, card: Scorecard, lang: Language) -> None:
    """Every problem, by file, sheet and cell: what was found, what is wrong, how to mend it."""
    vi = lang == "vi"
    counts = {name: sum(problem.severity == name for problem in card.problems) for name in SEVERITIES}
    shown = " · ".join(f"{words[lang]} {counts[name]}" for name, words in SEVERITIES.items())
    columns = [
        Column("TT" if vi else "No.", 5),
        Column("Mức độ" if vi else "Severity", 10),
        Column("Tệp" if vi else "File", 36),
        Column("Trang tính" if vi else "Sheet", 12),
        Column("Ô" if vi else "Cell", 7),
        Column("Nội dung số liệu" if vi else "Figure", 30),
        Column("Tìm thấy" if vi else "Found", 16),
        Column("Sai thế nào" if vi else "What is wrong", 40),
        Column("Cách sửa" if vi else "How to mend it", 40),
        Column("Mã lỗi" if vi else "Code", 16),
    ]
    title = "SAI SỐ LIỆU" if vi else "PROBLEMS"
    grid = write_list(book, "Sai số liệu" if vi else "Problems", [Shown(title, TITLE), Shown(shown, QUIET)], columns)
    for number, problem in enumerate(card.problems, 1):
        severity = CENTRED._replace(bold=problem.severity == "error", fill=_FILLS[problem.severity])
        grid.add(
            [
                Shown(number, CENTRED),
                Shown(SEVERITIES[problem.severity][lang], severity),
                Shown(problem.place.file),
                Shown(problem.place.sheet or None),
                Shown(problem.place.cell or None, CENTRED),
                Shown(problem.label(lang) or None),
                Shown(problem.found or None),
                Shown(problem.text(lang, "message")),
                Shown(problem.text(lang, "fix")),
                Shown(problem.code),
            ],
            _more(vi),
        )
    grid.finish(2)


def write_absent(book: Book, card: Scorecard, lang: Language) -> None:
    """Units that must report and have not, and the clauses that wait for them."""
    vi = lang == "vi"
    kinds = card.directive.file.units
    clauses = {target.id: target.clause for target in card.directive.targets}
    columns = [
        Column("TT" if vi else "No.", 5),
        Column("Loại" if vi else "Kind", 10),
        Column("Cấp học" if vi else "Level", 10),
        Column("Phường" if vi else "Ward", 18),
        Column("Đơn vị" if vi else "Unit", 34),
        Column("Số chỉ tiêu chờ" if vi else "Targets that wait", 11),
        Column("Các mục chờ số liệu" if vi else "Clauses that wait", 70),
    ]
    lines = [Shown("ĐƠN VỊ CHƯA NỘP BÁO CÁO" if vi else "UNITS THAT HAVE NOT REPORTED", TITLE), *_unlisted(card, lang)]
    grid = write_list(book, "Chưa nộp" if vi else "Not reported", lines, columns)
    for number, absent in enumerate(card.absent, 1):
        unit = absent.unit
        waits = dict.fromkeys(clauses[target] for target in absent.targets if target in clauses)
        grid.add(
            [
                Shown(number, CENTRED),
                Shown(kinds[unit.kind].noun.get(lang, 1)),
                Shown(unit.level or None, CENTRED),
                Shown(unit.ward or None),
                Shown(unit.name),
                Shown(len(absent.targets), CENTRED),
                Shown("; ".join(waits) or None),
            ],
            _more(vi),
        )
    grid.finish(5)


def _unlisted(card: Scorecard, lang: Language) -> list[Shown]:
    """Kinds of unit that nobody lists: of these nobody knows who is absent."""
    file = card.directive.file
    kinds = [spec.noun.get(lang, 2) for kind, spec in file.units.items() if kind not in file.expects]
    if card.register or not kinds:
        return []
    nouns = ", ".join(kinds)
    vi = f"Chưa có danh sách {nouns}: chỉ biết những đơn vị mà văn bản chỉ đạo nêu tên."
    en = f"There is no register of {nouns}: only those that the directive names are known."
    return [Shown(vi if lang == "vi" else en, QUIET)]


def write_facts(book: Book, card: Scorecard, lang: Language) -> None:
    """Every figure that was said, with its file and cell."""
    vi = lang == "vi"
    directive = card.directive
    columns = [
        Column("Loại" if vi else "Kind", 9),
        Column("Cấp học" if vi else "Level", 8),
        Column("Phường" if vi else "Ward", 14),
        Column("Đơn vị" if vi else "Unit", 26),
        Column("Biểu" if vi else "Form", 22),
        Column("Dòng" if vi else "Line", 26),
        Column("Mã số" if vi else "Code", 7),
        Column("Nội dung" if vi else "Figure", 60),
        Column("Số liệu" if vi else "Value", 28),
        Column("Đơn vị tính" if vi else "Unit of count", 15),
        Column("Tệp" if vi else "File", 44),
        Column("Trang tính" if vi else "Sheet", 12),
        Column("Ô" if vi else "Cell", 8),
    ]
    note = "Mọi số liệu đã đọc được, kèm nơi ghi." if vi else "Every figure that was read, and where it stands."
    lines = [Shown("SỐ LIỆU" if vi else "FIGURES", TITLE), Shown(note, QUIET)]
    grid = write_list(book, "Số liệu" if vi else "Figures", lines, columns)
    rows = {(name, row.code): row.name.get(lang) for name, form in directive.forms.items() for row in form.rows}
    forms = {name: _form_name(card, name, lang) for name in directive.forms}
    for fact in card.facts:
        field = directive.field(fact.form, fact.field)
        cells = ", ".join(place.cell for place in fact.said.places)
        grid.add(
            [
                *_unit_cells(card, fact.unit, lang),
                Shown(forms[fact.form]),
                Shown(rows.get((fact.form, fact.row), fact.row) or None),
                Shown(field.code, CENTRED),
                Shown(field.label.get(lang)),
                value_cell(directive, field, fact.said.value, lang),
                Shown(directive.noun(field, lang, 2) or None, CENTRED),
                Shown(fact.file),
                Shown(fact.said.place.sheet or None),
                Shown(cells or None, CENTRED),
            ],
            _more(vi),
        )
    grid.finish(4)


def _form_name(card: Scorecard, form: str, lang: Language) -> str:
    """A list by its title; the form of a kind of unit by the unit."""
    directive = card.directive
    if directive.forms[form].rows:
        return directive.forms[form].title.get(lang)
    noun = directive.unit_noun(form, lang, 1)
    return f"Biểu của {noun}" if lang == "vi" else f"Form of the {noun}"


def _unit_cells(card: Scorecard, unit: Unit, lang: Language) -> list[Shown]:
    noun = card.directive.file.units[unit.kind].noun.get(lang, 1)
    return [Shown(noun), Shown(unit.level or None, CENTRED), Shown(unit.ward or None), Shown(unit.name)]


def write_readings(book: Book, card: Scorecard, lang: Language) -> None:
    """What was understood rather than read."""
    vi = lang == "vi"
    columns = [
        Column("TT" if vi else "No.", 5),
        Column("Tệp" if vi else "File", 44),
        Column("Trang tính" if vi else "Sheet", 16),
        Column("Ô" if vi else "Cell", 8),
        Column("Ghi trong tệp" if vi else "Found", 40),
        Column("Hiểu là" if vi else "Read as", 40),
    ]
    note = "Những ô được hiểu theo cách ghi: cần xem lại xem có hiểu đúng không."
    note = note if vi else "Cells that were understood rather than read: see whether they were understood rightly."
    lines = [Shown("CÁCH HIỂU SỐ LIỆU" if vi else "UNDERSTOOD RATHER THAN READ", TITLE), Shown(note, QUIET)]
    grid: Grid = write_list(book, "Cách hiểu" if vi else "Readings", lines, columns)
    for number, reading in enumerate(card.readings, 1):
        place = reading.place
        grid.add(
            [
                Shown(number, CENTRED),
                Shown(place.file, TEXT),
                Shown(place.sheet or None),
                Shown(place.cell or None, CENTRED),
                Shown(reading.found),
                Shown(reading.read_as[lang]),
            ],
            _more(vi),
        )
    grid.finish(4)


def _more(vi: bool) -> str:
    return "… trang tính đã đầy, còn dòng chưa ghi" if vi else "… the sheet is full; there is more"
