"""What `--reporter json` writes is what the published schema says, whatever is read and in whatever way it is shown."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from lbedu.directive.directive import Directive
from lbedu.directive.load import find_rule_file, load_directive
from lbedu.directive.model import FieldSpec, Strength
from lbedu.handouts.blank import write_blank
from lbedu.options import LegacyEncoding, Options
from lbedu.own_form import CODE, FIGURE, HEADER, IDENTITY, NO, STAMP_SHEET, YES
from lbedu.problems import Severity
from lbedu.reading.xlsx.refusal import Limits
from lbedu.reporters import Style
from lbedu.reporters.as_json import SCHEMA_REVISION, SCHEMA_VERSION, render
from lbedu.run import check
from lbedu.scorecard import Asked, Outcome, ReasonCode, Skipped, View
from lbedu.wording import Language

SCHEMA: dict[str, Any] = json.loads(files("lbedu.reporters").joinpath("scorecard.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
CODE_COLUMN, FIGURE_COLUMN = HEADER.index(CODE) + 1, HEADER.index(FIGURE) + 1


@pytest.fixture(scope="module")
def directive() -> Directive:
    return load_directive(find_rule_file("2021-2022"))


def answer(directive: Directive, field: FieldSpec) -> Any:
    """Something that a field of its type takes, a little loosely where a reader must understand it."""
    match field.type:
        case "count":
            return 100 if field.part_of is None else 60
        case "percent":
            return "86,9%"
        case "number":
            return 7.25
        case "yes_no":
            return YES
        case "date":
            return "15/5/2022"
        case "choice" | "rank":
            return directive.file.choices[field.options or ""][0].vi
        case _:
            return "QĐ 12/QĐ-UBND"


def fill(
    directive: Directive, path: Path, unit: str, level: str | None, who: Mapping[str, str], other: Mapping[str, Any]
) -> Path:
    """A filled form: every figure of the main sheet, but for the codes that are given."""
    write_blank(directive, unit, level, path)
    book = load_workbook(path)
    keys = {row.code: row.key for row in IDENTITY}
    by_code = {field.code: field for field in directive.forms[directive.main_form(unit)].by_id.values()}
    for sheet in book.worksheets[:2]:
        for row in range(1, sheet.max_row + 1):
            code, cell = str(sheet.cell(row, CODE_COLUMN).value), sheet.cell(row, FIGURE_COLUMN)
            if keys.get(code) in who:
                cell.value = who[keys[code]]
            elif code in by_code:
                cell.value = other[code] if code in other else answer(directive, by_code[code])
    assert STAMP_SHEET in book.sheetnames
    book.save(path)
    return path


SCHOOL = {"name": "Trường Tiểu học Ái Mộ A", "level": "Tiểu học", "type": "Công lập", "ward": "Bồ Đề"}


@pytest.fixture(scope="module")
def folder(directive: Directive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports as they come in: good ones, a careless one, a blank one, a broken one, and what is none."""
    folder = tmp_path_factory.mktemp("reports")
    fill(directive, folder / "school.xlsx", "school", "TH", SCHOOL, {})
    careless = {**SCHOOL, "name": "Trường Tiểu học [red]Gia Thụy"}
    wrong = {"01": "n/a", "02": None, "03": 999_999, "04": NO}
    fill(directive, folder / "careless.xlsx", "school", "TH", careless, wrong)
    fill(directive, folder / "ward.xlsx", "ward", None, {"name": "Bồ Đề"}, {"01": 2000, "02": 1084})
    write_blank(directive, "office", None, folder / "blank.xlsx")
    whole = (folder / "ward.xlsx").read_bytes()
    (folder / "broken.xlsx").write_bytes(whole[: len(whole) // 2])
    (folder / "zero.xlsx").write_bytes(b"")
    (folder / "read me.txt").write_text("no report", encoding="utf-8")
    (folder / "~$school.xlsx").write_bytes(b"locked")
    (folder / "none").mkdir()
    return folder


def said(paths: list[Path], lang: Language = "vi", view: View | None = None, complete: bool = False) -> dict[str, Any]:
    """The document of a run, valid by the schema."""
    card = check([str(path) for path in paths], Options(year="2021-2022", view=view, complete=complete))
    document: dict[str, Any] = json.loads(render(card, Style(lang)))
    faults = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]
    assert not faults
    return document


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("view", ["units", "district", None])
@pytest.mark.parametrize("what", ["school.xlsx", "careless.xlsx", "ward.xlsx", "blank.xlsx", "broken.xlsx", "."])
def test_outputs_are_valid(folder: Path, what: str, view: View | None, lang: Language) -> None:
    assert said([folder / what], lang, view)["lang"] == lang


def test_the_reports_here_show_every_part_of_a_document(folder: Path) -> None:
    district, units = said([folder], complete=True), said([folder], view="units")
    assert all(district[part] for part in ("reports", "problems", "readings", "skipped", "verdicts"))
    assert units["waiting"]
    outcomes = {verdict["outcome"] for document in (district, units) for verdict in document["verdicts"]}
    assert {"met", "missed", "undecided"} <= outcomes
    kinds = {part["actual"]["kind"] for v in district["verdicts"] for part in v["parts"] if part["actual"]}
    assert {"share", "count"} <= kinds
    assert any(part["failing"] for verdict in district["verdicts"] for part in verdict["parts"])
    assert any(part["waiting"] for verdict in district["verdicts"] for part in verdict["parts"])


def test_figures_are_exact(folder: Path) -> None:
    (verdict,) = (
        v for v in said([folder / "ward.xlsx"], view="district")["verdicts"] if v["target"] == "under-3s-attending"
    )
    assert verdict["actual"] == {"kind": "share", "numerator": 1084, "denominator": 2000}
    assert [(s["value"], s["cell"]) for s in verdict["sources"]] == [(1084, "E12"), (2000, "E11")]


def test_foreign_text_stays_as_it_stands(folder: Path) -> None:
    names = {report["unit"]["name"] for report in said([folder])["reports"]}
    assert any("[red]" in name for name in names)


def test_an_empty_folder_and_a_missing_path_are_valid(tmp_path: Path) -> None:
    assert said([tmp_path])["exit_code"] == 3
    assert said([tmp_path / "nowhere.xlsx"], view="units")["problems"][0]["code"] == "file_not_found"


def test_the_real_command_writes_a_valid_file(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "school.xlsx", tmp_path / "school.xlsx")
    command = [sys.executable, "-m", "lbedu", "check", "school.xlsx", "--reporter", "json"]
    to_stdout = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    to_file = subprocess.run([*command[:-1], "json:out.json"], cwd=tmp_path, capture_output=True, check=False)
    document = json.loads(to_stdout.stdout)
    VALIDATOR.validate(document)
    assert document["exit_code"] == to_stdout.returncode == to_file.returncode
    assert (tmp_path / "out.json").read_bytes() == to_stdout.stdout


def nodes(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema in the schema."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from nodes(item, f"{path}/{number}")
    if isinstance(node, dict):
        if not path.endswith(("/properties", "/$defs")):
            yield path, node
        for key, item in node.items():
            yield from nodes(item, f"{path}/{key}")


def test_the_schema_is_strict_and_says_what_everything_is() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for path, node in nodes(SCHEMA):
        if "properties" in node:
            optional = {name for name, part in node["properties"].items() if part.get("additionalProperties")}
            assert node["additionalProperties"] is False, path
            assert set(node["required"]) == node["properties"].keys() - optional, path
            assert node["description"], path
            for name, part in node["properties"].items():
                assert "$ref" in part or part["description"], f"{path}/{name}"


def test_the_schema_knows_the_words_of_the_code() -> None:
    def words(kind: str, name: str) -> set[str]:
        return set(SCHEMA["$defs"][kind]["properties"][name]["enum"])

    assert SCHEMA["properties"]["schema_version"]["const"] == SCHEMA_VERSION
    assert SCHEMA["properties"]["schema_revision"]["const"] == SCHEMA_REVISION
    options = SCHEMA["properties"]["options"]["properties"]
    assert tuple(options) == Asked._fields
    assert tuple(options["limits"]["properties"]) == Limits._fields
    assert set(options["legacy_encoding"]["enum"]) == set(get_args(LegacyEncoding))
    assert set(SCHEMA["properties"]["view"]["enum"]) == set(get_args(View))
    assert set(SCHEMA["properties"]["lang"]["enum"]) == set(get_args(Language))
    assert words("verdict", "outcome") == words("part", "outcome") == set(get_args(Outcome))
    assert words("part", "reason_code") == set(get_args(ReasonCode))
    assert words("verdict", "strength") == set(get_args(Strength))
    assert words("problem", "severity") == set(get_args(Severity))
    assert words("skipped", "reason") == set(get_args(get_type_hints(Skipped)["reason"]))
