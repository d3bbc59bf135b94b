"""The action, as GitHub runs it: its steps as scripts of bash, with the variables that it sets and the files that it reads."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.ci.conftest import ROOT
from tests.reporters.machine_readers import command, junit_schema, rendered, sarif_schema

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="no bash")


class Job(NamedTuple):
    """A job's folders, and lbedu installed by the first step."""

    temp: Path
    source: Path
    env: dict[str, str]


class Step(NamedTuple):
    """How a step ended, and what it left for others."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


def _value(text: str, inputs: dict[str, str], source: Path) -> str:
    """What GitHub puts in the place of an expression."""
    known = {f"inputs.{name}": value for name, value in inputs.items()} | {"github.action_path": str(source)}
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: known[found[1]], text)


def _run(job: Job, step: dict[str, Any], folder: Path, **given: str) -> Step:
    """A step with a script, as the runner of GitHub starts it."""
    inputs = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
    inputs |= {name.replace("_", "-"): value for name, value in given.items()}
    files = {name: folder / f".{name}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for path in files.values():
        path.write_bytes(b"")
    script = folder / ".step.sh"
    script.write_text(step["run"], encoding="utf-8")
    env = {**job.env, "RUNNER_TEMP": str(job.temp), "GITHUB_ACTIONS": "true"}
    env |= {name: str(path) for name, path in files.items()}
    env |= {name: _value(str(text), inputs, job.source) for name, text in step["env"].items()}
    words = [str(BASH), "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
    ended = subprocess.run(
        words, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
    outputs = dict(line.split("=", 1) for line in lines)
    return Step(ended.returncode, ended.stdout, outputs, files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def job(source: Path, service: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Job:
    job = Job(tmp_path_factory.mktemp("runner"), source, service)
    installed = _run(job, STEPS[0], tmp_path_factory.mktemp("first"), python=sys.executable)
    assert installed.code == 0, installed.log
    assert installed.log.startswith("lbedu ")
    return job


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "samples/report.xlsx", tmp_path / "reports")
    return tmp_path


def test_the_action_has_the_form_that_github_asks_for() -> None:
    schema = json.loads(
        files("check_jsonschema").joinpath("builtin_schemas/vendor/github-actions.json").read_text("utf-8")
    )
    assert not list(Draft7Validator(schema).iter_errors(ACTION))


def test_no_expression_stands_in_a_script() -> None:
    """There it would be put in before the shell reads the script, and an input could end the command."""
    assert not [step["name"] for step in STEPS if "${{" in step.get("run", "")]
    assert all("${{" in value for step in STEPS if "run" in step for value in step["env"].values())


def test_every_input_is_used_and_no_other() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(STEPS)))
    assert used == set(ACTION["inputs"])
    set_by_steps = set(re.findall(r'"?([\w-]+)=\$\w+" >> "\$GITHUB_OUTPUT"', STEPS[1]["run"]))
    assert set_by_steps == set(ACTION["outputs"])


def test_a_wrong_workbook_is_annotated_summed_up_and_fails_the_job(job: Job, folder: Path) -> None:
    step = _run(job, STEPS[1], folder, paths="reports")
    assert (step.code, step.outputs["exit-code"]) == (3, "3")
    before, _, rest = step.log.partition("::stop-commands::")
    found = [command(line) for line in before.splitlines()]
    assert found[0] is not None
    assert found[0].name == "error"
    assert found[0].properties["file"] == "reports/report.xlsx"
    assert "'Số liệu'!E21" in found[0].data
    token, shown = rest.split("\n", 1)
    assert re.fullmatch("[0-9a-f]{32}", token)
    assert shown.rstrip().endswith(f"::{token}::")
    assert "SAI SỐ LIỆU: 1 lỗi" in shown
    assert [one.text for one in rendered(step.summary).iter("h1")] != []
    assert "12 giải" in step.summary
    results = Path(step.outputs["results"])
    junit_schema().validate((results / "junit.xml").read_text(encoding="utf-8"))
    assert sarif_schema().is_valid(json.loads((results / "lbedu.sarif").read_text(encoding="utf-8")))
    assert json.loads((results / "result.json").read_text(encoding="utf-8"))["exit_code"] == 3
    assert {path.name for path in results.iterdir()} == {
        *("result.txt", "result.md", "result.html", "summary.xlsx", "result.json"),
        *("junit.xml", "lbedu.sarif", "verdicts.csv", "problems.csv"),
    }


def test_what_fails_the_job_is_asked_for(job: Job, folder: Path) -> None:
    shutil.copy(ROOT / "samples/2021-2022/phuong-bo-de.xlsx", folder / "reports/report.xlsx")
    codes = [
        _run(job, STEPS[1], folder, paths="reports/report.xlsx", view="district", fail_on=word, lang="en").code
        for word in ("errors", "undecided")
    ]
    assert codes == [0, 4]


@pytest.mark.parametrize(
    "text", ['"; touch broken; echo "$(touch broken)`touch broken`', "'\n'; touch broken\n--version"]
)
def test_an_input_is_never_run(text: str, job: Job, folder: Path) -> None:
    for name in ("paths", "year", "register", "targets", "view", "lang", "as_of", "fail_on", "complete"):
        given = {"paths": "reports", name: text}
        step = _run(job, STEPS[1], folder, **given)
        assert not (folder / "broken").exists()
        assert step.code in ((3,) if name in ("paths", "complete") else (2,)), (name, step.log)
        assert set(step.outputs) <= {"exit-code", "results"}


def test_a_workbook_gives_no_command_to_the_workflow(job: Job, folder: Path) -> None:
    shutil.copy(ROOT / "samples/report.xlsx", folder / "reports/::set-output name=results::##[add-path]x.xlsx")
    step = _run(job, STEPS[1], folder, paths="reports")
    before, _, after = step.log.partition("::stop-commands::")
    assert {one.name for line in before.splitlines() if (one := command(line))} == {"error", "warning", "notice"}
    assert "##[add-path]" in after, "the table shows it, while no commands are taken"
    assert set(step.outputs) == {"exit-code", "results"}


def test_wrong_usage_is_said_and_leaves_no_results(job: Job, folder: Path) -> None:
    step = _run(job, STEPS[1], folder, paths="reports", year="1999-2000")
    assert step.code == 2
    assert step.outputs == {"exit-code": "2"}
    said = [one for line in step.log.splitlines() if (one := command(line))]
    assert [one.name for one in said] == ["stop-commands", "error"]
    assert "exit code 2" in said[1].data
    assert "lbedu: no rule file for the year 1999-2000" in step.log


def test_a_complaint_gives_no_command_to_the_workflow(job: Job, folder: Path) -> None:
    """Neither in the new form nor in the old one, which counts anywhere in a line."""
    for name in ("a ##[add-mask]x.xlsx", "b\n::add-mask::x.xlsx"):
        shutil.copy(ROOT / "samples/districts/2021-2022-missed/danh-sach-truong.xlsx", folder / "reports" / name)
    step = _run(job, STEPS[1], folder, paths="reports")
    assert step.code == 2
    assert "two registers" in step.log
    before, _, rest = step.log.partition("::stop-commands::")
    shown, end, after = rest.partition(f"::{rest.splitlines()[0]}::")
    assert end and "##[add-mask]" in shown
    assert not [line for line in (before + after).splitlines() if "mask" in line]


def test_an_old_python_is_refused(job: Job, folder: Path) -> None:
    (folder / "old").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (folder / "old").chmod(0o755)
    step = _run(job, STEPS[0], folder, python=str(folder / "old"))
    assert step.code == 1
    assert "3.11" in step.log
