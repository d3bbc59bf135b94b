"""The formulas of the summary, computed by LibreOffice: what lbedu judged, and what it would judge of corrected figures.

Random rule files and districts as for the laws of a verdict; all are computed in a few runs."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

import lbedu
from lbedu.directive.directive import Directive
from lbedu.directive.expression import parts
from lbedu.directive.load import load_directive
from lbedu.judging.judge import context_of, judge, judge_district, judge_units, subtotals
from lbedu.phrases import OUTCOMES
from lbedu.register import Register
from lbedu.reporters import Style, file_reporter
from lbedu.reporters.sheets.cells import figure_cell
from lbedu.scorecard import CountOf, Scorecard, ShareOf, Verdict, View, Waiting
from lbedu.submission import Place, Record, Said, Submission, Unit, Value
from tests.judging import brute
from tests.judging.districts import AS_OF, Case, Options, load, populations_of, towns
from tests.libreoffice import converted, needs_libreoffice
from tests.thorough import some

SAMPLES = Path(__file__).parents[2] / "samples"
AGAIN = "Xét lại"
DAY_0 = dt.date(1899, 12, 30)


def cases_of(count: int, options: Options, **kind: Any) -> list[Case]:
    """So many random districts, the same every time."""
    found: list[Case] = []

    @settings(
        max_examples=count,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(towns(options, **kind))
    def collect(case: Case) -> None:
        found.append(case)

    collect()
    return [in_words(case) for case in found[:count]]


def in_words(case: Case) -> Case:
    """The same with answers that can be told apart, as those of a real rule file can."""
    choices = {
        name: [{**one, "vi": f"trả lời {one['id']}"} for one in options]
        for name, options in case.rule["choices"].items()
    }
    rule = {**case.rule, "choices": choices}
    return Case(rule, load(rule), case.district)


def scorecard(case: Case, view: View = "district") -> Scorecard:
    """What a run makes of a district, whose every paper is a workbook of its own."""
    directive = case.directive
    populations = populations_of(directive, case.district)
    context = context_of(directive, populations, AS_OF)
    records = tuple(record for population in populations.values() for record in population.records if record.said)
    verdicts: tuple[Verdict, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    if view == "units":
        verdicts, waiting = judge_units(directive, Register(directive), records, AS_OF)
    else:
        for target in directive.targets:
            by_level = tuple(subtotals(target, populations, context, True))
            verdicts += (judge(target, populations, context, None)._replace(subtotals=by_level),)
    return Scorecard(
        directive=directive,
        view=view,
        as_of=AS_OF,
        complete=False,
        submissions=tuple(submission(directive, record) for record in records),
        verdicts=verdicts,
        waiting=waiting,
        problems=(),
        readings=(),
        skipped=(),
        inputs=(),
        records=records,
    )


def submission(directive: Directive, record: Record) -> Submission:
    place = next(iter(record.said.values())).place
    return Submission(record.unit, directive.year, place.file, record.form, {"vi": "x", "en": "x"}, (record,))


def made(card: Scorecard, path: Path) -> Path:
    path.write_bytes(file_reporter("summary")(card, Style("vi")))
    return path


def sheet_of(path: Path, name: str = "Tổng hợp") -> Any:
    return openpyxl.load_workbook(path, data_only=True)[name]


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The rows of the table by their headings, with the values of the cells."""
    top = next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == "TT")
    names = [cell.value for cell in sheet[top]]
    last = int("".join(filter(str.isdigit, sheet.auto_filter.ref.split(":")[1])))
    return [
        {name: cell.value for name, cell in zip(names, row, strict=True)}
        for row in sheet.iter_rows(min_row=top + 2, max_row=last)
    ]


def same(one: Any, other: Any) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-9 * max(1, abs(one))
    return (one or "") == (other or "")


def differing(saved: Path, computed: Path) -> Iterator[str]:
    """Every cell with a formula whose saved value is not what comes out."""
    formulas, ours, theirs = (
        openpyxl.load_workbook(saved),
        *(openpyxl.load_workbook(p, data_only=True) for p in (saved, computed)),
    )
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    one, other = ours[sheet.title][cell.coordinate].value, theirs[sheet.title][cell.coordinate].value
                    if not same(one, other):
                        yield f"{sheet.title}!{cell.coordinate}: {one!r}, computed {other!r}: {cell.value}"


@needs_libreoffice
@pytest.mark.thorough
def test_what_is_saved_is_what_libreoffice_computes(tmp_path: Path) -> None:
    cases = [
        *cases_of(some(8, 300), Options(), schools=6),
        *cases_of(some(8, 300), Options(minimum=True), schools=6, blanks=False),
    ]
    views: list[View] = ["units" if at % 4 == 3 else "district" for at in range(len(cases))]
    files = [
        made(scorecard(case, view), tmp_path / f"{at}.xlsx")
        for at, (case, view) in enumerate(zip(cases, views, strict=True))
    ]
    results = verdicts = 0
    for file, computed in zip(files, converted(files, "xlsx", tmp_path / "computed"), strict=True):
        assert not list(differing(file, computed))
        formulas = rows_of(openpyxl.load_workbook(file)["Tổng hợp"])
        results += sum(str(row["Kết quả thực hiện"]).startswith("=") for row in formulas)
        verdicts += sum("chạy lại" in str(row["Đánh giá"]) for row in formulas)
    assert results > len(cases)
    assert verdicts > len(cases) // 2


@dataclass(frozen=True)
class Change:
    """A figure that is corrected."""

    file: str
    form: str
    field: str
    value: Any


def correct(case: Case, seed: int) -> tuple[Case, list[Change]]:
    """Up to three figures changed to something else that their form takes."""
    chance = random.Random(seed)
    papers = list(case.district.papers)
    asked = [(at, field) for at, paper in enumerate(papers) for field in paper.said]
    chance.shuffle(asked)
    changes: list[Change] = []
    for at, field in asked:
        paper = papers[at]
        specs = brute.fields_of(case.rule, paper.form)
        pool = brute.days(AS_OF) if specs[field]["type"] == "date" else brute.candidates(case.rule, specs[field], AS_OF)
        fitting = [
            value
            for value in pool
            if value is not None and value != paper.said[field] and _fits(specs, {**paper.said, field: value})
        ]
        file = f"{paper.form}-{paper.name}-{paper.row}"
        if fitting and file not in {change.file for change in changes}:
            value = chance.choice(fitting)
            papers[at] = replace(paper, said={**paper.said, field: value})
            changes.append(Change(file, paper.form, field, value))
        if len(changes) == 3:
            break
    return replace(case, district=replace(case.district, papers=tuple(papers))), changes


def _fits(specs: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    return all(said[name] <= said[whole] for name in said if (whole := specs[name].get("part_of")) in said)


def typed(card: Scorecard, form: str, field: str, value: Any) -> Any:
    """A value as somebody types it over the figure."""
    match value:
        case bool():
            return "Có" if value else "Không"
        case dt.date():
            return (value - DAY_0).days
        case Fraction():
            return float(value)
        case str() if options := card.directive.field(form, field).options:
            return next(option.vi for option in card.directive.file.choices[options] if option.id == value)
        case _:
            return value


def type_over(path: Path, card: Scorecard, changes: Iterable[Change], into: Path) -> Path:
    """The summary with figures corrected on its sheet of figures, as an office would."""
    book = openpyxl.load_workbook(path)
    sheet = book["Số liệu"]
    head: dict[Any, int] = {cell.value: int(cell.column or 0) for cell in sheet[5]}
    for change in changes:
        code = card.directive.field(change.form, change.field).code
        (row,) = [
            row
            for row in range(6, sheet.max_row + 1)
            if sheet.cell(row, head["Tệp"]).value == change.file and sheet.cell(row, head["Mã số"]).value == code
        ]
        sheet.cell(row, head["Số liệu"]).value = typed(card, change.form, change.field, change.value)
    book.save(into)
    return into


@needs_libreoffice
@pytest.mark.thorough
def test_a_corrected_figure_gives_what_lbedu_would_judge(tmp_path: Path) -> None:
    cases = [
        *cases_of(some(8, 400), Options(), schools=6),
        *cases_of(some(10, 400), Options(), schools=6, blanks=False),
    ]
    corrected, files = [], []
    for at, case in enumerate(cases):
        after, changes = correct(case, at)
        file = made(scorecard(case), tmp_path / f"{at}.xlsx")
        corrected.append((scorecard(after), changes))
        files.append(type_over(file, scorecard(case), changes, tmp_path / f"corrected-{at}.xlsx"))
    figures = anew = 0
    for (card, changes), computed in zip(corrected, converted(files, "xlsx", tmp_path / "computed"), strict=True):
        rows = rows_of(sheet_of(computed))
        for number, verdict in enumerate(card.verdicts, 1):
            at = next(i for i, row in enumerate(rows) if row["TT"] == number)
            main = rows[at]
            story = f"{changes}: {main}"
            if main["Đối chiếu"] == "chạy lại":
                assert main["Đánh giá"] in (AGAIN, OUTCOMES[verdict.outcome]["vi"]), story
                continue
            if main["Đối chiếu"] != "khớp":
                figures += 1
                anew += main["Đánh giá"] != AGAIN
            assert main["Đánh giá"] in (AGAIN, OUTCOMES[verdict.outcome]["vi"]), story
            expect_figures(card, verdict, rows[at:], story)
    assert figures > len(cases)
    assert anew > len(cases) // 3


def expect_figures(card: Scorecard, verdict: Verdict, rows: list[dict[str, Any]], story: str) -> None:
    """The figures of every measure whose results are formulas, as lbedu has them of the corrected district."""
    several = len(verdict.parts) > 1
    for leaf, part, row in zip(
        parts(verdict.target.measure), verdict.parts, rows[1:] if several else rows, strict=False
    ):
        numbers = [row["Tử số"], row["Mẫu số"]]
        match part.actual:
            case ShareOf(some_, whole):
                assert numbers == [some_, whole], story
            case CountOf(count, _, _) if part.taken.records:
                assert numbers[0] == count, story
            case _:
                pass
        if part.taken.records and part.actual is not None:
            shown = figure_cell(card.directive, leaf, part.actual, "vi", total=False).value
            assert same(row["Kết quả thực hiện"], shown), story


ATTENDING, CASES = ("0.xlsx", "ward", "attending"), ("5.xlsx", "school", "cases")
CONTRACT = ("4.xlsx", "school", "contract_evidence")
TYPED_OVER: Mapping[str, tuple[Change, tuple[Any, str, str]]] = {
    "right": (Change(*CASES, 0), (0, "đã sửa", "Đạt")),
    "blank": (Change(*CASES, None), (0, "chạy lại", AGAIN)),
    "word": (Change(*CASES, "không"), (0, "chạy lại", AGAIN)),
    "number as text": (Change(*CASES, "2"), (0, "chạy lại", AGAIN)),
    "half": (Change(*CASES, 0.5), (0.5, "chạy lại", AGAIN)),
    "negative": (Change(*CASES, -2), (-2, "chạy lại", AGAIN)),
    "huge": (Change(*CASES, 10**12), (10**12, "chạy lại", AGAIN)),
    "error": (Change(*CASES, "=1/0"), ("#DIV/0!", "chạy lại", AGAIN)),
    "beyond": (Change(*ATTENDING, 101), (pytest.approx(351 / 600), "chạy lại", AGAIN)),
    "fewer": (Change(*ATTENDING, 49), (pytest.approx(299 / 600), "đã sửa", AGAIN)),  # three wards are waited for
    "no evidence": (Change(*CONTRACT, "chưa có"), (1, "chạy lại", AGAIN)),
    "other evidence": (Change(*CONTRACT, "HĐ 2"), (1, "chạy lại", AGAIN)),
    "error read beside": (Change(*CONTRACT, "=1/0"), (1, "chạy lại", AGAIN)),
}
TITLES = {
    "cases": "Không có vụ ngộ độc",
    "attending": "Trẻ dưới 3 tuổi ra lớp",
    "contract_evidence": "Trường có bếp ký hợp đồng",
}


@needs_libreoffice
def test_what_formulas_cannot_tell_any_more_is_withdrawn(district: Scorecard, tmp_path: Path) -> None:
    file = made(district, tmp_path / "summary.xlsx")
    files = [type_over(file, district, [one], tmp_path / f"{name}.xlsx") for name, (one, _) in TYPED_OVER.items()]
    found = {}
    for name, computed in zip(TYPED_OVER, converted(files, "xlsx", tmp_path / "computed"), strict=True):
        title = TITLES[TYPED_OVER[name][0].field]
        row = next(row for row in rows_of(sheet_of(computed)) if row["Nội dung chỉ tiêu"] == title)
        found[name] = (row["Kết quả thực hiện"], row["Đối chiếu"], row["Đánh giá"])
    assert found == {name: expected for name, (_, expected) in TYPED_OVER.items()}


OF_NOTHING = """
year: 2030-2031
version: 1
directive:
  {kind: {vi: Kế hoạch}, title: {vi: Thử}, number: 1/KH, issued: 2030-09-01, issuer: {vi: Huyện Thử}}
evaluate_on: 2031-05-31
nouns: {child: {vi: trẻ}}
units: {ward: {noun: {vi: phường}}}
expects: {ward: [An, Bình]}
forms:
  ward:
    unit: ward
    title: {vi: Báo cáo của phường}
    fields:
      - {id: children, code: "01", type: count, unit: child, label: {vi: Trẻ}}
      - {id: attending, code: "02", type: count, unit: child, part_of: children, label: {vi: Trẻ ra lớp}}
      - {id: fair, code: "03", type: yes_no, label: {vi: Có ngày hội}}
commitments:
  - id: 30-01
    clause: A.1 ¶1
    title: {vi: Ra lớp}
    targets:
      - id: wards
        title: {vi: Phường có ngày hội và trẻ ra lớp}
        count: {all_of: [ward.fair, {share: ward.attending, of: ward.children, at_least: 50%}]}
        at_least: 1
"""


def of_nothing(path: Path) -> Scorecard:
    """Two wards: one without children and without a fair, which settles it; one that passes."""
    path.write_text(OF_NOTHING, encoding="utf-8")
    directive = load_directive(path)
    figures: dict[str, tuple[Value, ...]] = {"An": (0, 0, False), "Bình": (10, 8, True)}
    records = tuple(
        Record(
            Unit("ward", name),
            "ward",
            said={
                field: Said(value, Place(f"{name}.xlsx", "Số liệu", f"E{at}"))
                for at, (field, value) in enumerate(zip(("children", "attending", "fair"), values, strict=True), 9)
            },
        )
        for name, values in figures.items()
    )
    return Scorecard(
        directive=directive,
        view="district",
        as_of=AS_OF,
        complete=False,
        submissions=tuple(submission(directive, record) for record in records),
        verdicts=judge_district(directive, Register(directive), records, AS_OF, False),
        waiting=(),
        problems=(),
        readings=(),
        skipped=(),
        inputs=(),
        records=records,
    )


@needs_libreoffice
def test_a_share_of_nothing_that_settled_nothing_holds_until_a_figure_changes(tmp_path: Path) -> None:
    card = of_nothing(tmp_path / "2030-2031.yaml")
    file = made(card, tmp_path / "summary.xlsx")
    fair, fewer = Change("An.xlsx", "ward", "fair", True), Change("Bình.xlsx", "ward", "attending", 7)
    files = [file, *(type_over(file, card, [one], tmp_path / f"{one.field}.xlsx") for one in (fair, fewer))]
    sheets = [sheet_of(computed) for computed in converted(files, "xlsx", tmp_path / "computed")]
    found = [(row["Đối chiếu"], row["Đánh giá"]) for sheet in sheets for row in rows_of(sheet)[:1]]
    assert found == [("khớp", "Đạt"), ("chạy lại", AGAIN), ("chạy lại", AGAIN)]


AGREEING: Mapping[str, tuple[Change, dict[str, str]]] = {
    "whole below its part": (Change("0.xlsx", "ward", "children", 49), {"01": "chạy lại", "02": "chạy lại"}),
    "whole as large as its part": (Change("0.xlsx", "ward", "children", 50), {"01": "đã sửa"}),
    "part above its whole": (Change(*ATTENDING, 101), {"01": "chạy lại", "02": "chạy lại"}),
    "nothing there any more": (Change("4.xlsx", "school", "kitchen", False), {"01": "chạy lại", "02": "chạy lại"}),
    "nothing here any more": (Change("4.xlsx", "school", "contract", False), {"02": "chạy lại", "02b": "chạy lại"}),
    "something that is not there": (Change("5.xlsx", "school", "kitchen", True), {"01": "đã sửa"}),
}


@needs_libreoffice
def test_figures_that_contradict_each_other_say_so(district: Scorecard, tmp_path: Path) -> None:
    file = made(district, tmp_path / "summary.xlsx")
    files = [type_over(file, district, [one], tmp_path / f"{at}.xlsx") for at, (one, _) in enumerate(AGREEING.values())]
    for (name, (change, expected)), computed in zip(
        AGREEING.items(), converted(files, "xlsx", tmp_path / "computed"), strict=True
    ):
        sheet = sheet_of(computed, "Số liệu")
        head = {cell.value: at for at, cell in enumerate(sheet[5])}
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
        told = {(row[head["Tệp"]], row[head["Mã số"]]): row[head["Đã sửa"]] for row in rows if row[head["Đã sửa"]]}
        assert told == {(change.file, code): word for code, word in expected.items()}, name


NAMES = ("2021-2022-missed", "2017-2018-missed", "2021-2022-met")


@needs_libreoffice
@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES[: some(1, len(NAMES))])
def test_the_sample_districts_come_out_as_judged(name: str, tmp_path: Path) -> None:
    card = lbedu.check(SAMPLES / "districts" / name, by_ward=True, by_unit=True)
    file = made(card, tmp_path / f"{name}.xlsx")
    (computed,) = converted([file], "xlsx", tmp_path / "computed")
    assert not list(differing(file, computed))
    main = [row for row in rows_of(sheet_of(computed)) if row["TT"] is not None]
    assert [row["Đánh giá"] for row in main] == [OUTCOMES[v.outcome]["vi"] for v in card.verdicts]
    assert {row["Đối chiếu"] for row in main} <= {"khớp", None}
