"""The sheets that list: who has not reported and what is wrong with figures, and tolerant readings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from lbedu.directive.model import Language
from lbedu.problems import Problem
from lbedu.reporters.lines import SEVERITIES
from lbedu.reporters.sheets.grid import Book, Column, Grid, write_list
from lbedu.reporters.sheets.shown import CENTRED, QUIET, TEXT, TITLE, Shown
from lbedu.scorecard import Absent, Scorecard
from lbedu.submission import Unit

_FILLS = {"error": "F8CBAD", "missing": "FFF2CC", "warning": ""}


def write_to_mend(book: Book, card: Scorecard, lang: Language) -> Grid:
    """Who has not reported, then every problem by file, sheet and cell: who, where, what, and how to mend it."""
    vi = lang == "vi"
    columns = [
        Column("TT" if vi else "No.", 5),
        Column("Việc" if vi else "Matter", 10),
        Column("Đơn vị" if vi else "Unit", 24),
        Column("Cấp học" if vi else "Level", 8),
        Column(card.directive.place_heading(lang), 13),
        Column("Tệp" if vi else "File", 30),
        Column("Trang tính" if vi else "Sheet", 11),
        Column("Ô" if vi else "Cell", 7),
        Column("Nội dung số liệu" if vi else "Figure", 26),
        Column("Tìm thấy" if vi else "Found", 14),
        Column("Sai thế nào" if vi else "What is wrong", 38),
        Column("Cách sửa" if vi else "How to mend it", 38),
        Column("Mã lỗi" if vi else "Code", 16),
    ]
    counts = {name: sum(problem.severity == name for problem in card.problems) for name in SEVERITIES}
    shown = " · ".join(f"{words[lang]} {counts[name]}" for name, words in SEVERITIES.items())
    absent = f"{'Chưa nộp' if vi else 'Not reported'} {len(card.absent)} · "
    title = "CHƯA NỘP VÀ SAI SỐ LIỆU" if vi else "NOT REPORTED AND WRONG"
    lines = [Shown(title, TITLE), Shown(absent + shown, QUIET), *_unlisted(card, lang)]
    grid = write_list(book, "Chưa nộp và sai số liệu" if vi else "Not reported and wrong", lines, columns)
    for number, row in enumerate(chain(_absent(card, lang), _problems(card, lang)), 1):
        grid.add([Shown(number, CENTRED), *row], _more(vi))
    grid.finish(3)
    return grid


def _absent(card: Scorecard, lang: Language) -> Iterator[list[Shown]]:
    """Units that must report and have not, and the clauses that wait for them."""
    clauses = {target.id: target.clause for target in card.directive.targets}
    word = Shown("Chưa nộp" if lang == "vi" else "Not reported", CENTRED._replace(bold=True, fill="D9D9D9"))
    for absent in card.absent:
        kind = card.directive.file.units[absent.unit.kind].noun.get(lang, 1)
        form = card.directive.forms[card.directive.main_form(absent.unit.kind)].title.get(lang)
        mend = f"Nộp {kind_form(form)}." if lang == "vi" else f"Send in: {form}."
        yield [
            word,
            *_who(absent.unit, kind),
            *[Shown()] * 5,
            Shown(_waits(absent, clauses, lang)),
            Shown(mend),
            Shown(),
        ]


def kind_form(title: str) -> str:
    """The title of a form within a sentence."""
    return title[:1].lower() + title[1:] if not title[:2].isupper() else title


def _waits(absent: Absent, clauses: dict[str, str], lang: Language) -> str:
    waits = dict.fromkeys(clauses[target] for target in absent.targets if target in clauses)
    many = len(absent.targets)
    if not many:
        return "Chưa có báo cáo; không chỉ tiêu nào chờ." if lang == "vi" else "No report; no target waits for it."
    listed = "; ".join(waits)
    if lang == "vi":
        return f"Chưa có báo cáo; {many} chỉ tiêu chờ số liệu: {listed}"
    return f"No report; {many} {'target waits' if many == 1 else 'targets wait'}: {listed}"


def _who(unit: Unit, kind: str) -> list[Shown]:
    named = (
        unit.name if unit.level else f"{kind} {unit.name}" if not unit.name.casefold().startswith(kind) else unit.name
    )
    return [Shown(named), Shown(unit.level or None, CENTRED), Shown(unit.ward or None)]


class _Seats(NamedTuple):
    """Whose a problem is: by its file, or by its row in a table of many units."""

    files: dict[str, Unit | None]
    rows: dict[tuple[str, str, str], Unit]

    def of(self, problem: Problem) -> Unit | None:
        place = problem.place
        row = "".join(filter(str.isdigit, place.cell))
        return self.rows.get((place.file, place.sheet, row)) or self.files.get(place.file)


def _seats(card: Scorecard) -> _Seats:
    files: dict[str, Unit | None] = {}
    rows: dict[tuple[str, str, str], Unit] = {}
    for submission in card.submissions:
        name = submission.where.get("name")
        if submission.tabular and name is not None:
            rows[submission.file, name.sheet, "".join(filter(str.isdigit, name.cell))] = submission.unit
        same = files.setdefault(submission.file, submission.unit)
        if submission.tabular or (same is not None and same.name != submission.unit.name):
            files[submission.file] = None
    return _Seats(files, rows)


def _problems(card: Scorecard, lang: Language) -> Iterator[list[Shown]]:
    seats = _seats(card)
    for problem in card.problems:
        severity = CENTRED._replace(bold=problem.severity == "error", fill=_FILLS[problem.severity])
        unit = seats.of(problem)
        kind = card.directive.file.units[unit.kind].noun.get(lang, 1) if unit is not None else ""
        yield [
            Shown(SEVERITIES[problem.severity][lang], severity),
            *(_who(unit, kind) if unit is not None else [Shown()] * 3),
            Shown(problem.place.file),
            Shown(problem.place.sheet or None),
            Shown(problem.place.cell or None, CENTRED),
            Shown(problem.label(lang) or None),
            Shown(problem.found or None),
            Shown(problem.text(lang, "message")),
            Shown(problem.text(lang, "fix")),
            Shown(problem.code, TEXT._replace(size=9)),
        ]


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


def write_readings(book: Book, card: Scorecard, lang: Language) -> Grid:
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
    lines = [Shown("ĐỌC HIỂU SỐ LIỆU" if vi else "UNDERSTOOD RATHER THAN READ", TITLE), Shown(note, QUIET)]
    grid = write_list(book, "Đọc hiểu" if vi else "Readings", lines, columns)
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
    return grid


def _more(vi: bool) -> str:
    return "… trang tính đã đầy, còn dòng chưa ghi" if vi else "… the sheet is full; there is more"
