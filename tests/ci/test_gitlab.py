"""The example for GitLab: its form as GitLab asks for it, and its scripts run as a job runs them."""

from __future__ import annotations

import json
import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.ci.conftest import ROOT, ran
from tests.reporters.machine_readers import junit_schema

JOB: dict[str, Any] = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))[".lbedu"]
SHELL = shutil.which("dash") or shutil.which("sh")
pytestmark = pytest.mark.skipif(SHELL is None, reason="no shell")


def test_the_example_has_the_form_that_gitlab_asks_for() -> None:
    schema = json.loads(files("check_jsonschema").joinpath("builtin_schemas/vendor/gitlab-ci.json").read_text("utf-8"))
    example = {"reports": {"stage": "test", **JOB}}
    assert not list(Draft7Validator(schema).iter_errors(example))


def test_what_is_kept_is_what_is_written() -> None:
    (script,) = JOB["script"]
    written = set(re.findall(r"--reporter=[\w-]+:(\S+)", script))
    (folder,) = JOB["artifacts"]["paths"]
    assert all(name.startswith(f"{folder}/") for name in written)
    assert JOB["artifacts"]["reports"]["junit"] in written


def test_what_is_installed_has_to_be_said(tmp_path: Path, service: dict[str, str]) -> None:
    """No name is guessed: in a public index it could be anybody's."""
    first = JOB["before_script"][0]
    for given, code in (("", 2), ("git+x@y", 0)):
        ended = ran(str(SHELL), "-e", "-c", first, cwd=tmp_path, env={**service, "LBEDU_PACKAGE": given})
        assert (ended.returncode, "LBEDU_PACKAGE" in ended.stderr) == (code, not given)
    assert JOB["variables"]["LBEDU_PACKAGE"] == ""


def _job(folder: Path, service: dict[str, str], **variables: str) -> tuple[int, str]:
    """The script, with a real lbedu where the job installs it."""
    home = folder / "home"
    lines = [line.replace("/tmp/lbedu", str(home / "lbedu")) for line in JOB["script"]]
    (home / "lbedu/bin").mkdir(parents=True, exist_ok=True)
    start = home / "lbedu/bin/lbedu"
    start.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT / "src"}:$PYTHONPATH" exec python3 -m lbedu "$@"\n', encoding="utf-8"
    )
    start.chmod(0o755)
    known = {name: value for name, value in JOB["variables"].items() if "$" not in value}
    ended = ran(str(SHELL), "-e", "-c", "\n".join(lines), cwd=folder, env={**service, **known, **variables})
    return ended.returncode, ended.stdout + ended.stderr


def test_a_job_leaves_its_results(tmp_path: Path, service: dict[str, str]) -> None:
    (tmp_path / "a b").mkdir()
    shutil.copy(ROOT / "samples/report.xlsx", tmp_path / "a b")
    code, log = _job(tmp_path, service, LBEDU_PATHS="a b\n\nnot there\n")
    assert code == 3
    assert "SAI SỐ LIỆU: 2 lỗi" in log
    junit_schema().validate((tmp_path / "lbedu-results/junit.xml").read_text(encoding="utf-8"))
    assert len(list((tmp_path / "lbedu-results").iterdir())) == 8


@pytest.mark.parametrize("text", ['"; touch broken; "$(touch broken)`touch broken`', "PATHS\ntouch broken\n--version"])
def test_a_variable_is_never_run(text: str, tmp_path: Path, service: dict[str, str]) -> None:
    code, log = _job(tmp_path, service, LBEDU_PATHS=text)
    assert not (tmp_path / "broken").exists()
    assert code == 3, log
