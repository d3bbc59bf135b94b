"""The workbooks of a folder by frictionless: each file a resource, a Table Schema for its level, a check for the rest.

The form is vertical and a Table Schema describes columns, so each sheet is read by frictionless and turned into a row. With
`--pooled` all schools of a level become one table first, which is no longer a validation of files but costs half as much.

with_frictionless.py RULES FOLDER: prints how much was checked and which fields are wrong, as JSON."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from frictionless import Check, Checklist, Dialect, Error, Row, Schema, errors
from frictionless.fields import AnyField
from frictionless.formats import ExcelControl
from frictionless.resources import TableResource

RULES = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
POOLED = "--pooled" in sys.argv


def field_of(rule: dict[str, Any]) -> dict[str, Any]:
    """A field of the Table Schema."""
    field: dict[str, Any] = {"name": rule["code"]}
    constraints: dict[str, Any] = {"required": rule["required"] and "asked_when" not in rule}
    match rule["type"]:
        case "count":
            field["type"] = "integer"
            constraints |= {"minimum": rule["min"], "maximum": rule["max"]}
        case "number":
            field |= {"type": "number", "floatNumber": True}
            constraints |= {"minimum": rule["min"], "maximum": rule["max"]}
        case "yes_no":
            field |= {"type": "boolean", "trueValues": [RULES["yes"]], "falseValues": [RULES["no"]]}
        case "choice" | "rank":
            field["type"] = "string"
            constraints["enum"] = rule["options"]
        case "date":
            field["type"] = "date"
        case _:
            field["type"] = "string"
            constraints["maxLength"] = rule["longest"]
    return {**field, "constraints": constraints}


class FitsTogether(Check):
    """What a schema cannot say: parts and their wholes, fields that are asked only after a yes."""

    type = "fits-together"
    Errors = [errors.CellError]

    def __init__(self, rules: list[dict[str, Any]]) -> None:
        super().__init__()
        self.parts = [(rule["code"], rule["part_of"]) for rule in rules if "part_of" in rule]
        self.asked = [(rule["code"], rule["asked_when"], rule["required"]) for rule in rules if "asked_when" in rule]

    def validate_row(self, row: Row) -> Iterable[Error]:
        for part, whole in self.parts:
            if row[part] is not None and row[whole] is not None and row[part] > row[whole]:
                yield errors.CellError.from_row(row, note=f"larger than {whole}", field_name=part)
        for code, condition, required in self.asked:
            if row[condition] is True:
                if required and row[code] is None and code not in row.error_cells:
                    yield errors.CellError.from_row(row, note=f"blank, though {condition} is yes", field_name=code)
            elif row[condition] is False and row[code] not in (None, 0, False, ""):
                yield errors.CellError.from_row(row, note=f"filled, though {condition} is no", field_name=code)


def figures(path: Path) -> dict[str, Any]:
    """The figures of a workbook by their codes."""
    dialect = Dialect(header=False, controls=[ExcelControl(sheet=RULES["sheet"])])
    with TableResource(
        path=path.name, basepath=str(path.parent), dialect=dialect, schema=Schema(fields=[AnyField(name="cell")])
    ) as sheet:
        rows = iter(sheet.cell_stream)
        header = next(row for row in rows if RULES["code"] in row)
        code, figure = header.index(RULES["code"]), header.index(RULES["figure"])
        return {row[code]: row[figure] for row in rows if row[code] is not None}


def main() -> None:
    paths = sorted(Path(sys.argv[2]).glob("*.xlsx"))
    fields = 0
    wrong: list[tuple[str, str]] = []
    for level, rules in RULES["levels"].items():
        codes = [rule["code"] for rule in rules]
        schools = [path for path in paths if path.name.startswith(f"{level.lower()}-")]
        said = [figures(path) for path in schools]
        together = [(schools, said)] if POOLED else [([path], [one]) for path, one in zip(schools, said, strict=True)]
        for files, rows in together:
            table = TableResource(
                data=[codes, *([school.get(code) for code in codes] for school in rows)],
                schema=Schema.from_descriptor({"fields": [field_of(rule) for rule in rules]}),
            )
            report = table.validate(Checklist(checks=[FitsTogether(rules)]))
            fields += report.task.stats["fields"] * report.task.stats["rows"]
            found = report.flatten(["rowNumber", "fieldName"])
            wrong += [(files[number - 2].name, code) for number, code in found]
    print(json.dumps({"workbooks": len(paths), "fields": fields, "wrong": sorted(set(wrong))}))


if __name__ == "__main__":
    main()
