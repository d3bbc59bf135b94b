"""Mappings that cannot mean anything are refused when the rule file is loaded, with the place and what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbedu.directive.load import available, load_directive
from lbedu.errors import RuleFileError

YEAR = "2021-2022"
FIELDS = "pupils: {codes: ['1'], column: [Tổng số]}"


def entry(
    form: str = "school", level: str = "TH", header: str = "[Mã số]", fields: str = FIELDS, sums: str = "[]"
) -> str:
    return f"""foreign:
  one:
    title: {{vi: Biểu}}
    form: {form}
    level: {level}
    zeros_are_said: true
    sheets:
      - header: {header}
        fields: {{{fields}}}
        sums: {sums}

"""


def load(text: str, tmp_path: Path) -> None:
    rules = available()[YEAR].read_text(encoding="utf-8")
    start = rules.index("\nforeign:\n") + 1
    path = tmp_path / f"{YEAR}.yaml"
    path.write_text(rules[:start] + text + rules[rules.index("# ----", start) :], encoding="utf-8")
    load_directive(path)


def test_one_that_is_right_loads(tmp_path: Path) -> None:
    load(entry(), tmp_path)
    load(entry(sums="[{total: '1', parts: ['2', '3']}, {total: [Tổng số], parts: [[Nam], [Nữ]]}]"), tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (entry(form="shcool"), "no form `shcool`: did you mean `school`?"),
        (entry(form="criterion", fields=""), "criterion is a list"),
        (entry(level="TX"), "no level `TX`"),
        (entry(header="[]"), "recognised by the words of its header"),
        (entry(fields="pupls: {codes: ['1'], column: [Tổng số]}"), "no field `pupls`: did you mean `pupils`?"),
        (entry(fields="cqg_date: {codes: ['1'], column: [Tổng số]}"), "cqg_date is date"),
        (entry(level="MN"), "pupils is not asked at level MN"),
        (entry(fields="pupils: {codes: [], column: [Tổng số]}"), "`codes` is empty"),
        (entry(fields="pupils: {codes: ['1', '1'], column: [Tổng số]}"), "code `1` stands twice"),
        (entry(fields="pupils: {codes: ['1'], column: [Tổng số], unless: ['1']}"), "code `1` stands twice"),
        (entry(fields="pupils: {codes: ['1'], column: []}"), "`column` is empty"),
        (entry(sums="[{total: '1', parts: [[Nam]]}]"), "a row is the sum of rows"),
        (entry(sums="[{total: '1', parts: []}]"), "a row is the sum of rows"),
        (entry(sums="[{total: '1', parts: ['1', '2']}]"), "counted twice"),
        (entry(sums="[{total: '1', parts: ['2', '2']}]"), "counted twice"),
        (entry().replace("    level: TH\n", ""), "pupils: `level` is missing"),
    ],
)
def test_one_that_is_not_is_refused(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=words.replace("?", r"\?")) as refused:
        load(text, tmp_path)
    assert len(refused.value.mistakes) == 1
