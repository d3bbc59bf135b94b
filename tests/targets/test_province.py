"""The third document: an invented province, another tier than a district. Everything works on it from start to end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lbedu.linting.linter import lint_file
from lbedu.options import Options
from lbedu.proving.coverage import coverage
from lbedu.proving.mutation import mutate
from lbedu.proving.proofs import prove
from lbedu.reading.workbook import read_workbook
from lbedu.run import check
from tests.cli.command import lbedu

EXAMPLES = Path(__file__).parents[2] / "examples"
PROVINCE = EXAMPLES / "province"
RULES = PROVINCE / "targets" / "2025-2026.yaml"
YEAR = ("--targets", RULES)
REGISTER = ("--register", PROVINCE / "register.yaml")
OF_A_DISTRICT = re.compile(r"(?i)\b(quận|long biên|mầm non|tiểu học|KH-MN|districts?|wards?)\b|phòng GD")
"""Words that nobody in this province uses."""
MEANT = re.compile(
    r"[Cc]ommunes? (?:or|and) wards?|--view district|data-\w+|(?:class|id)=\"[^\"]*\"|td\.ward|by_district"
)


def alien(text: str) -> list[str]:
    """Words of a district in a text, with what stands around them."""
    text = re.sub(r"(?s)<(style|script)>.*?</\1>", "", text)
    text = MEANT.sub("", text)
    return [text[max(0, one.start() - 30) : one.end() + 30] for one in OF_A_DISTRICT.finditer(text)]


def texts(data: bytes) -> Iterator[str]:
    for sheet in read_workbook(data).sheets:
        yield sheet.name
        yield from (str(cell.value) for cell in sheet.cells.values() if cell.kind == "text")


def test_the_rules_are_clean_and_proven() -> None:
    assert [(one.mistake.line, one.code) for one in lint_file(RULES)] == []
    proven = prove(RULES)
    assert (proven.wrong, coverage(proven).untried) == (0, ())
    found = mutate(proven)
    assert found.tried > 200
    assert (found.unexplained, found.stale) == (0, ())
    assert len(found.survivors) < found.tried / 15


def test_every_file_says_that_it_is_invented() -> None:
    for path in EXAMPLES.rglob("*"):
        if path.suffix in (".yaml", ".md"):
            assert re.search("(?i)invented|giả định", path.read_text(encoding="utf-8")), path
        elif path.is_file():
            assert any("giả định" in text for text in texts(path.read_bytes())), path


def test_the_verdicts_are_those_that_were_reported() -> None:
    card = check([PROVINCE / "reports"], Options(targets=RULES, register=PROVINCE / "register.yaml"))
    found = {verdict.target.id: verdict.outcome for verdict in card.verdicts}
    assert {name for name, outcome in found.items() if outcome == "missed"} == {
        *("five-year-olds-mountain", "literate-communes", "commune-plans", "above-last-year", "dormitories"),
        *("key-schools", "works-begun"),
    }
    assert {name for name, outcome in found.items() if outcome == "undecided"} == {
        *("five-year-olds-lowland", "drop-outs-centres", "vocational-learners", "graduation", "no-violence"),
    }
    assert [problem.code for problem in card.problems] == ["part_exceeds_whole"]
    assert [one.read_as["vi"] for one in card.readings] == ["Xã Cửa Gành"]
    assert [one.unit.name for one in card.absent] == ["GDTX Bến Ngự"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_that_is_said_is_of_a_district(lang: str, tmp_path: Path) -> None:
    page, result = tmp_path / "page.html", tmp_path / "result.json"
    asked = (PROVINCE / "reports", *YEAR, *REGISTER, "--lang", lang)
    machines = {name: tmp_path / name for name in ("junit", "github", "markdown", "sarif")}
    files = [word for name, file in machines.items() for word in ("--reporter", f"{name}:{file}")]
    told = lbedu(
        "check", *asked, "--reporter", "table", "--reporter", f"html:{page}", "--reporter", f"json:{result}", *files
    )
    assert told.code == 3
    summary = tmp_path / "summary.xlsx"
    assert lbedu("summary", *asked, "-o", summary).code == 3
    assert alien(told.out) == []
    assert alien(page.read_text(encoding="utf-8")) == []
    for name, file in machines.items():  # the view keeps its name, as the option has it
        said = re.sub(r'("|/)district\1', "", file.read_text(encoding="utf-8"))
        assert alien(said) == [], name
    compared = lbedu("compare", result, result)
    assert (compared.code, alien(compared.out)) == (0, [])
    assert [one for text in texts(summary.read_bytes()) for one in alien(text)] == []
    assert "TOÀN TỈNH" in told.out if lang == "vi" else "FOR THE PROVINCE" in told.out


def test_forms_and_registers_are_of_the_province(tmp_path: Path) -> None:
    for name, options in {
        "commune": ("--unit", "commune"),
        "department": ("--unit", "department"),
        "school": ("--unit", "school", "--level", "THPT"),
        "table": ("--unit", "school", "--level", "GDTX", "--table"),
    }.items():
        path = tmp_path / f"{name}.xlsx"
        assert lbedu("form", "2025-2026", *YEAR, *options, "-o", path).code == 0
        found = list(texts(path.read_bytes()))
        assert [one for text in found for one in alien(text)] == []
        assert ("Xã/phường" in found) == (name in ("school", "table")), name
    made = tmp_path / "forms"
    assert lbedu("form", "2025-2026", *YEAR, "--unit", "school", *REGISTER, "-o", made).code == 0
    assert len(list(made.iterdir())) == 6
    for suffix in ("xlsx", "csv", "yaml"):
        path = tmp_path / f"register.{suffix}"
        assert lbedu("register", "new", "2025-2026", *YEAR, "-o", path).code == 0
    assert "Xã/phường" in (tmp_path / "register.csv").read_text(encoding="utf-8-sig")
    assert lbedu("register", "check", PROVINCE / "register.yaml", *YEAR).code == 0


def test_the_other_commands_know_it(tmp_path: Path) -> None:
    marked = tmp_path / "marked.xlsx"
    assert lbedu("mark", PROVINCE / "reports" / "bang-xa-phuong.xlsx", *YEAR, "-o", marked).code in (0, 1)
    assert marked.is_file()
    assert alien(lbedu("explain", "key-schools", *YEAR).out) == []
    assert "Đồng bằng" in lbedu("targets", "show", "five-year-olds-lowland", *YEAR).out
    assert "25-15" in lbedu("targets", "list", *YEAR).out
    assert "form: school" in lbedu("targets", "map", EXAMPLES.parent / "samples" / "foreign.xlsx", *YEAR).out
    assert lbedu("targets", "new", "2026-2027", "--from", RULES, "-o", tmp_path).code == 0
    following = tmp_path / "2026-2027.yaml"
    assert lbedu("targets", "lint", following).code == 0
    assert lbedu("targets", "test", following).code == 0
    assert "five-year-olds" not in lbedu("targets", "diff", RULES, following).err
    alone = lbedu("check", PROVINCE / "reports" / "thpt-ben-ngu.xlsx", *YEAR)
    assert (alone.code, alien(alone.out)) == (1, [])
