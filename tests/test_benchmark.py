"""What the benchmark stands on, without running it: installing the contestants is slow."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.dirty import FEWEST, write_pair
from benchmarks.district import MISTAKES, SCHOOLS, figures_asked, write_rules
from tests.cli.workbooks import checked

ROOT = Path(__file__).resolve().parent.parent
CONTESTANTS = ROOT / "benchmarks" / "contestants"


def test_every_contestant_is_installed_measured_and_explained() -> None:
    names = [path.stem.removeprefix("with_") for path in CONTESTANTS.glob("with_*.py")]
    assert sorted(names) == ["frictionless", "pandera", "pointblank", "pydantic"]
    for file in ("benchmarks/contestants/requirements.txt", "benchmarks/contest.py", "docs/decisions.md"):
        text = (ROOT / file).read_text(encoding="utf-8")
        assert [name for name in names if name not in text] == [], file


def test_the_contestants_rules_hold_every_field_of_the_form_and_every_mistake(tmp_path: Path) -> None:
    write_rules(tmp_path / "rules.json")
    levels = json.loads((tmp_path / "rules.json").read_text(encoding="utf-8"))["levels"]
    codes = {level: {rule["code"] for rule in rules} for level, rules in levels.items()}
    assert sum(count * len(codes[level]) for level, count in SCHOOLS.items()) == figures_asked()
    for file, code in MISTAKES:
        assert code in codes[file.partition("-")[0].upper()], file
    for level, rules in levels.items():
        assert {rule.get(key, rule["code"]) for rule in rules for key in ("part_of", "asked_when")} <= codes[level]


def test_the_dirty_workbook_is_dirty_and_the_clean_one_is_not(tmp_path: Path) -> None:
    clean, dirty = tmp_path / "clean.xlsx", tmp_path / "dirty.xlsx"
    assert write_pair(clean, dirty) > FEWEST
    assert checked(clean).problems == ()
    assert len(checked(dirty).problems) + len(checked(dirty).readings) > FEWEST
