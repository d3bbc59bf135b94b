"""Wrong usage and broken rule files: exit code 2, said on stderr, before anything is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lbedu.directive.load import available
from tests.cli.command import lbedu


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("check",), "PATH"),
        (("check", ""), "path"),
        (("check", "good.xlsx", "--reporter", "pdf"), "pdf"),
        (("check", "good.xlsx", "--reporter", "json:none/x.json"), "none"),
        (("check", "good.xlsx", "--only", "no-food-poisonin"), "no-food-poisoning"),
        (("check", "good.xlsx", "--only", ""), "target"),
        (("check", "good.xlsx", "--as-of", "31/05/2022"), "31/05/2022"),
        (("check", "good.xlsx", "--as-of", "2022-02-30"), "2022-02-30"),
        (("check", "good.xlsx", "--as-of", "20220531"), "20220531"),
        (("check", "good.xlsx", "--as-of", "2022-W22-2"), "2022-W22-2"),
        (("check", "good.xlsx", "missed.xlsx", "--unit", "TH X"), "--unit"),
        (("check", ".", "--unit", "TH X"), "--unit"),
        (("check", "good.xlsx", "--unit", "TH Khác"), "TH Hoa Phượng"),
        (("check", "good.xlsx", "--year", "1999-2000"), "1999-2000"),
        (("check", "good.xlsx", "--year", "2021"), "2021"),
        (("check", "good.xlsx", "--targets", "none.yaml"), "none.yaml"),
        (("check", "good.xlsx", "--view", "both"), "both"),
        (("check", "good.xlsx", "--lang", "fr"), "fr"),
        (("check", "good.xlsx", "--nonsense"), "nonsense"),
        (("check", "good.xlsx", "--reporter", "json:good.xlsx"), "good.xlsx"),
        (("check", "good.xlsx", "--reporter", "html:missed.xlsx"), ".html or .htm"),
        (("chekc", "good.xlsx"), "chekc"),
        (("form", "2021-2022", "--unit", "school", "-o", "x.xlsx"), "level"),
        (("form", "2021-2022", "--unit", "school", "--level", "THPT", "-o", "x.xlsx"), "THPT"),
        (("form", "2021-2022", "--unit", "village", "-o", "x.xlsx"), "village"),
        (("form", "1999-2000", "--unit", "ward", "-o", "x.xlsx"), "1999-2000"),
        (("form", "2021-2022", "--unit", "ward", "-o", "none/x.xlsx"), "none"),
        (("form", "2021-2022", "--unit", "school", "--level", "MN", "-o", "."), "--register"),
        (("explain", "no-food-poisonin"), "no-food-poisoning"),
        (("explain", "blnk"), "blank"),
        (("targets", "show", "nothing-like-it-at-all"), "nothing-like-it-at-all"),
        (("targets", "list", "--year", "1999-2000"), "1999-2000"),
        (("targets", "test", "none.yaml"), "none.yaml"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], word: str, shelf: Path) -> None:
    before = {path.name: path.read_bytes() for path in shelf.iterdir()}
    ended = lbedu(*arguments, cwd=shelf)
    assert (ended.code, ended.out) == (2, "")
    assert word in ended.err
    assert "mistake of lbedu" not in ended.err
    assert {path.name: path.read_bytes() for path in shelf.iterdir()} == before


BROKEN = [
    ("evaluate_on: 2022-05-31", "evaluate_on: 31/05/2022"),
    ("number: 349/KH-UBND", "nummer: 349/KH-UBND"),
    ("share: ward.attending_under_3", "share: ward.attending_under_33"),
    ("at_least: 58%", "at_leest: 58%"),
]


def test_every_mistake_in_a_rule_file_at_once(shelf: Path, tmp_path: Path) -> None:
    text = available()["2021-2022"].read_text(encoding="utf-8")
    lines = []
    for right, wrong in (BROKEN[0], BROKEN[1], BROKEN[3]):
        lines.append(text[: text.index(right)].count("\n") + 1)
        text = text.replace(right, wrong, 1)
    rules = tmp_path / "2021-2022.yaml"
    rules.write_text(text, encoding="utf-8")
    ended = lbedu("check", "wrong.xlsx", "--targets", rules, cwd=shelf)
    assert (ended.code, ended.out) == (2, "")
    found = [int(line) for line in re.findall(r"2021-2022\.yaml:(\d+):\d+: \S", ended.err)]
    assert set(lines) <= set(found)
    for word in ("evaluate_on", "number", "at_least"):
        assert word in ended.err


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("year: 2021-2022\n  version: [1\n", 2),
        ("", 1),
        ("- a\n- b\n", 1),
        ("year: 2021-2022\nyear: 2021-2022\n", 2),
        ("a: &a [*a]\n", 1),
        ("year: !!python/object/apply:os.system [x]\n", 1),
    ],
)
def test_a_file_that_is_no_rule_file(text: str, line: int, shelf: Path, tmp_path: Path) -> None:
    rules = tmp_path / "2021-2022.yaml"
    rules.write_text(text, encoding="utf-8")
    ended = lbedu("check", "good.xlsx", "--targets", rules, cwd=shelf)
    assert (ended.code, ended.out) == (2, "")
    assert re.search(rf"2021-2022\.yaml:{line}:\d+: \S", ended.err)


def test_a_rule_file_that_is_not_text(shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "2021-2022.yaml").write_bytes(b"year: 2021-2022\n\xff\xfe")
    ended = lbedu("check", "good.xlsx", "--targets", tmp_path, cwd=shelf)
    assert (ended.code, ended.out) == (2, "")
    assert "2021-2022.yaml:2:" in ended.err


def test_a_reference_to_nothing_has_its_place(shelf: Path, tmp_path: Path) -> None:
    text = available()["2021-2022"].read_text(encoding="utf-8")
    right, wrong = BROKEN[2]
    line = text[: text.index(right)].count("\n") + 1
    rules = tmp_path / "2021-2022.yaml"
    rules.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    ended = lbedu("targets", "show", "under-3s-attending", "--targets", rules, cwd=shelf)
    assert (ended.code, ended.out) == (2, "")
    assert f":{line}:" in ended.err
    assert "attending_under_3" in ended.err
