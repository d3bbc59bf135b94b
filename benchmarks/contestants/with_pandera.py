"""The workbooks of a folder by pandera over pandas: one schema a level, its columns and what involves two of them.

Each workbook is validated by itself, so that each has an outcome; with `--pooled` all schools of a level are one frame.

with_pandera.py RULES FOLDER: prints how much was checked and which fields are wrong, as JSON."""

from functools import partial
from typing import Any

import pandas as pd
import pandera.pandas as pa
from frames import (
    RULES,
    asked_and_answered,
    frames,
    must_be_filled,
    part_is_at_most_whole,
    print_result,
    right,
    validated_together,
)
from pandera.errors import SchemaErrors


def schema_of(rules: list[dict[str, Any]]) -> pa.DataFrameSchema:
    """The schema of a level. A check over two columns is called after the field that it is about."""
    columns = {
        rule["code"]: pa.Column(object, pa.Check(partial(right, rule)), nullable=not must_be_filled(rule))
        for rule in rules
    }
    checks = []
    for rule in rules:
        if "part_of" in rule:
            fits = partial(part_is_at_most_whole, part=rule["code"], whole=rule["part_of"])
            checks.append(pa.Check(fits, name=rule["code"], ignore_na=False))
        if "asked_when" in rule:
            checks.append(pa.Check(partial(asked_and_answered, rule=rule), name=rule["code"], ignore_na=False))
    return pa.DataFrameSchema({"file": pa.Column(object), **columns}, checks=checks)


def wrong_in(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> set[tuple[str, str]]:
    """Workbooks and fields that the schema refuses."""
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        of_pairs = cases["schema_context"] == "DataFrameSchema"
        codes = cases["column"].where(~of_pairs, cases["check"])
        return {(frame["file"].loc[row], code) for row, code in zip(cases["index"], codes, strict=True)}
    return set()


def main() -> None:
    schools = frames()
    wrong: set[tuple[str, str]] = set()
    for level, frame in schools.items():
        schema = schema_of(RULES["levels"][level])
        for part in validated_together(frame):
            wrong |= wrong_in(part, schema)
    print_result(schools, wrong)


if __name__ == "__main__":
    main()
