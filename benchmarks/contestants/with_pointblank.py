"""The workbooks of a folder by pointblank over pandas: one validation a level, a step for each field and each pair.

All schools of a level are one frame: a validation has its price, and a workbook at a time would take twenty times as long.

with_pointblank.py RULES FOLDER: prints how much was checked and which fields are wrong, as JSON."""

from functools import partial
from typing import Any

import pandas as pd
import pointblank as pb
from frames import RULES, asked_and_answered, frames, must_be_filled, part_is_at_most_whole, print_result, right


def right_or_blank(frame: pd.DataFrame, rule: dict[str, Any]) -> pd.Series:
    """Which values of the field's column are blank or what it takes."""
    column = frame[rule["code"]]
    return column.isna() | right(rule, column)


def wrong_in(frame: pd.DataFrame, rules: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Workbooks and fields that a step refuses."""
    validation = pb.Validate(frame)
    about: list[str] = []
    for rule in rules:
        code = rule["code"]
        steps = [partial(right_or_blank, rule=rule)]
        if "part_of" in rule:
            steps.append(partial(part_is_at_most_whole, part=code, whole=rule["part_of"]))
        if "asked_when" in rule:
            steps.append(partial(asked_and_answered, rule=rule))
        for step in steps:
            validation = validation.col_vals_expr(expr=step)
        about += [code] * len(steps)
        if must_be_filled(rule):
            validation = validation.col_vals_not_null(columns=code)
            about.append(code)
    done = validation.interrogate()
    refused = [number for number, count in done.n_failed().items() if count]
    extracts = done.get_data_extracts(i=refused) if refused else {}
    return {(file, about[number - 1]) for number in refused for file in extracts[number]["file"]}


def main() -> None:
    schools = frames()
    wrong: set[tuple[str, str]] = set()
    for level, frame in schools.items():
        wrong |= wrong_in(frame, RULES["levels"][level])
    print_result(schools, wrong)


if __name__ == "__main__":
    main()
