"""The page that leads from nothing to the thirteenth use is a rule file with examples: judged, linted, its slips refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lbedu.directive.load import load_directive
from lbedu.linting.as_text import render
from lbedu.linting.linter import lint
from lbedu.proving.proofs import Proven, prove

PAGE = (Path(__file__).parents[2] / "docs" / "rule-file-steps.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^## (\d+)\. [^\n]+\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
SLIPS = re.findall(r"^```yaml wrong\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE, re.M | re.S)


def _blocks(text: str, info: str) -> list[str]:
    return re.findall(rf"^```{info}\n(.*?)^```$", text, re.M | re.S)


(FRAME,) = _blocks(PAGE, "yaml frame")
COMMITMENTS, EXAMPLES = _blocks(PAGE, "yaml"), _blocks(PAGE, "yaml examples")


def _written(folder: Path, commitments: list[str], examples: list[str]) -> Path:
    """A rule file and the examples beside it."""
    rules = folder / "2030-2031.yaml"
    rules.write_text("".join([FRAME, *commitments]), encoding="utf-8")
    (folder / "examples").mkdir()
    (folder / "examples" / rules.name).write_text("".join(examples), encoding="utf-8")
    return rules


def _assert_right(proven: Proven) -> None:
    """Every example comes out as it says, and every target is tried both ways."""
    wrong = [f"{one.proof.file}:{one.proof.line}: {one.proof.target.id}" for one in proven.trials if not one.passed]
    assert wrong == []
    for target in proven.directive.targets:
        seen = {one.proof.expected for one in proven.trials if one.proof.target.id == target.id}
        assert {"met", "missed"} <= seen, target.id


def test_there_are_thirteen_uses_in_order() -> None:
    assert [int(number) for number, _ in SECTIONS] == list(range(1, 14))
    assert sum(len(_blocks(text, "yaml")) for _, text in SECTIONS) == len(COMMITMENTS)


@pytest.mark.parametrize("text", [text for _, text in SECTIONS], ids=[number for number, _ in SECTIONS])
def test_each_use_stands_by_itself(text: str, tmp_path: Path) -> None:
    commitments, examples = _blocks(text, "yaml"), _blocks(text, "yaml examples")
    assert len(commitments) == len(examples) >= 1
    _assert_right(prove(_written(tmp_path, commitments, examples)))


def test_the_whole_page_is_a_year_without_a_finding(tmp_path: Path) -> None:
    rules = _written(tmp_path, COMMITMENTS, EXAMPLES)
    _assert_right(prove(rules))
    assert render(lint([rules]), "en") == "1 file: nothing found\n"


@pytest.mark.parametrize(("slip", "shown"), SLIPS, ids=["unknown-field", "each-share"])
def test_lint_says_what_is_wrong(slip: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = _written(tmp_path, [slip, *COMMITMENTS[1:]], EXAMPLES)
    assert len(load_directive(_sound(tmp_path)).targets) > 13
    monkeypatch.chdir(tmp_path)
    assert render(lint([Path(rules.name)]), "en") == shown


def _sound(folder: Path) -> Path:
    """The same file without the slip, so that nothing else can be what lint refuses."""
    (folder / "sound").mkdir()
    return _written(folder / "sound", COMMITMENTS, EXAMPLES)
