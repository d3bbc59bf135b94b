"""The fourth document: an invented ward's plan by calendar year, with ratios that are no shares, from start to end."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from lbedu.linting.linter import lint_file
from lbedu.options import Options
from lbedu.proving.coverage import coverage
from lbedu.proving.mutation import mutate
from lbedu.proving.proofs import prove
from lbedu.run import check
from lbedu.scorecard import ShareOf
from tests.cli.command import lbedu, squeezed

WARD = Path(__file__).parents[2] / "examples" / "ward"
RULES = WARD / "targets" / "2026.yaml"
SCHOOLS = ("MN Hoa Gạo", "MN Bến Đá", "TH Bạch Lạch", "TH Bến Đá", "THCS Bạch Lạch", "THCS Đồng Vông")
YEAR = ("--targets", WARD / "targets", "--year", "2026")


def test_the_rules_are_clean_and_proven() -> None:
    assert [(one.mistake.line, one.code) for one in lint_file(RULES)] == []
    proven = prove(RULES)
    assert (proven.wrong, coverage(proven).untried) == (0, ())
    found = mutate(proven)
    assert found.tried > 120
    assert (found.unexplained, found.stale) == (0, ())
    assert len(found.survivors) < found.tried / 12


def test_the_verdicts_are_those_that_were_reported() -> None:
    card = check([WARD / "reports"], Options(targets=RULES))
    found = {verdict.target.id: (verdict.outcome, verdict.parts[0].actual) for verdict in card.verdicts}
    assert card.problems == ()
    assert found["primary-class-size"] == ("missed", ShareOf(1738, 49, True))
    assert found["primary-below-city"] == ("met", ShareOf(1738, 49, True))
    assert found["secondary-class-size"][0] == "missed"
    assert {name for name, (outcome, _) in found.items() if outcome != "met"} == {
        "primary-class-size",
        "secondary-class-size",
    }


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "vi",
            [
                "TH ≤ 35 học sinh/lớp",
                "35,47 học sinh/lớp (1.738/49)",
                "vượt 23 học sinh, hoặc còn thiếu 1 lớp",
                "TH Bạch Lạch: 36,2 học sinh/lớp (1.086/30), vượt 36 học sinh, hoặc thiếu 2 lớp",
                "THCS: 1,93 giáo viên/lớp (83/43)",
            ],
        ),
        (
            "en",
            [
                "TH ≤ 35 pupils per class",
                "35.47 pupils per class (1,738/49)",
                "23 pupils too many, or 1 class short",
                "TH Bạch Lạch: 36.2 pupils per class (1,086/30), over by 36 pupils, or short by 2 classes",
                "lower secondary: 1.93 teachers per class (83/43)",
            ],
        ),
    ],
)
def test_what_people_read(lang: str, said: list[str], tmp_path: Path) -> None:
    result, page, markdown = (tmp_path / name for name in ("r.json", "p.html", "m.md"))
    reporters = ("table", f"json:{result}", f"html:{page}", f"markdown:{markdown}")
    words = [word for one in reporters for word in ("--reporter", one)]
    ended = lbedu("check", WARD / "reports", *YEAR, "--lang", lang, *words, env={"COLUMNS": "200"})
    assert ended.code == 1
    for text in (ended.out, markdown.read_text(encoding="utf-8").replace("\\", "")):
        assert [one for one in said if squeezed(one) not in squeezed(text)] == []
    assert said[1].split(" (")[0] in page.read_text(encoding="utf-8")
    (one,) = [
        v for v in json.loads(result.read_text(encoding="utf-8"))["verdicts"] if v["target"] == "primary-class-size"
    ]
    part = one["parts"][0]
    assert part["actual"] == {"kind": "ratio", "numerator": 1738, "denominator": 49}
    assert (part["threshold"], part["gap"]) == (35, 23)
    verified = lbedu("verify", result, WARD / "reports")
    assert verified.code == 0, verified.out + verified.err


def test_how_it_is_told_and_documented(tmp_path: Path) -> None:
    told = lbedu("explain", "primary-class-size", *YEAR).out
    for text in ("Bình quân = tổng “Học sinh có mặt đến 31/12” (mã số 01", "÷ tổng “Lớp", "Cần: ≤ 35 học sinh/lớp"):
        assert squeezed(text) in squeezed(told)
    page = tmp_path / "docs.md"
    assert lbedu("targets", "docs", RULES, "-o", page).code == 0
    shown = page.read_text(encoding="utf-8")
    assert "Chỉ tiêu năm 2026 và cách tính" in shown
    assert "≤ 35 học sinh/lớp" in shown.replace("\\", "")


def test_a_year_with_another_ratio_is_compared(tmp_path: Path) -> None:
    later = tmp_path / "2027.yaml"
    text = RULES.read_text(encoding="utf-8").replace("year: 2026", "year: 2027").replace("at_most: 35", "at_most: 32")
    later.write_text(text.replace("35 học sinh", "32 học sinh").replace("most 35", "most 32"), encoding="utf-8")
    ended = lbedu("targets", "diff", RULES, later, "--reporter", "json")
    (one,) = [
        i for i in json.loads(ended.out)["indicators"] if (i.get("later") or {}).get("target") == "primary-class-size"
    ]
    assert one["status"] == "tightened"
    assert "≤ 35 học sinh/lớp → ≤ 32 học sinh/lớp" in json.dumps(one, ensure_ascii=False)


def test_the_summary_shows_numbers_and_computes_them(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    assert lbedu("summary", WARD / "reports", *YEAR, "-o", path).code == 1
    sheet = openpyxl.load_workbook(path).worksheets[0]
    values = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    row = next(row for row in sheet.iter_rows() if row[1].value == "Sĩ số tiểu học không quá 35 học sinh/lớp")
    at = row[0].row
    assert at is not None
    shown = [values.cell(at, column).value for column in range(6, 11)]
    assert shown[:3] == ["học sinh/lớp", 1738, 49]
    assert [Fraction(str(one)).limit_denominator(10**6) for one in shown[3:]] == [Fraction(1738, 49), Fraction(23, 49)]
    one, all_ = (f"{letter}{at}" for letter in "GH")
    assert (row[8].value, row[8].number_format) == (f'=IF({all_}=0,{one}&"/"&{all_},{one}/{all_})', "#,##0.00")
    assert row[9].value == f'=IF({all_}=0,"",{one}/{all_}-35)'


def test_forms_are_of_this_ward(tmp_path: Path) -> None:
    """Its schools lie in no other ward, and a table of one level names the schools of that level alone."""
    table, form = tmp_path / "table.xlsx", tmp_path / "form.xlsx"
    for path, more in ((table, ("--table",)), (form, ())):
        assert lbedu("form", "2026", *YEAR[:2], "--unit", "school", "--level", "THCS", *more, "-o", path).code == 0
    shown = {
        path: [cell.value for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
        for path in (table, form)
    }
    assert "Phường" not in [*shown[table], *shown[form]]
    assert [text for text in shown[table] if text in SCHOOLS] == ["THCS Bạch Lạch", "THCS Đồng Vông"]


def test_messages_name_the_kinds_of_the_rule_file(tmp_path: Path) -> None:
    for words, said in (
        ((), "--unit KIND (known: `school` (trường), `committee` (UBND phường)), or --register FILE"),
        (("--unit", "ward"), "no kind of unit `ward` (known: `school` (trường), `committee` (UBND phường))"),
        (("--unit", "school"), "which level of school? --level LEVEL (known: MN, TH, THCS)"),
    ):
        ended = lbedu("form", "2026", *YEAR[:2], *words, "-o", tmp_path / "x.xlsx")
        assert (ended.code, said in ended.err) == (2, True), ended.err
    help_ = lbedu("form", "--help").out
    assert "school, ward or office" not in help_
    assert "MN|TH|THCS" not in help_


def test_a_part_about_one_level_is_shown_once(tmp_path: Path) -> None:
    """The summary has the figures of each level below a target, but not those that its parts have said already."""
    path = tmp_path / "s.xlsx"
    lbedu("summary", WARD / "reports", *YEAR, "-o", path)
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(i for i, row in enumerate(rows) if row[1] == "Giáo viên trên lớp theo cấp học")
    groups = [row[3] for row in rows[start + 1 : start + 5]]
    assert groups == ["mầm non", "tiểu học", "THCS", "trường"]
    assert rows[start + 2][9] == pytest.approx(74 / 49 - 1.5)
