"""The workbooks of a folder by pydantic over openpyxl: one model a level, a validator for what involves two fields.

with_pydantic.py RULES FOLDER: prints how much was checked and which fields are wrong, as JSON."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from openpyxl import load_workbook
from pydantic import BaseModel, Field, StrictStr, ValidationError, create_model, model_validator
from pydantic_core import PydanticCustomError

RULES = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
YES, NO = RULES["yes"], RULES["no"]


def type_of(rule: dict[str, Any]) -> Any:
    """The type of a field; blank is allowed only where another field decides whether it is asked."""
    match rule["type"]:
        case "count":
            found: Any = Annotated[int, Field(strict=True, ge=rule["min"], le=rule["max"])]
        case "number":
            found = Annotated[float, Field(strict=True, ge=rule["min"], le=rule["max"])]
        case "yes_no":
            found = Literal[YES, NO]
        case "choice" | "rank":
            found = Literal[tuple(rule["options"])]
        case "date":
            found = Annotated[datetime, Field(strict=True)]
        case _:
            found = Annotated[StrictStr, Field(max_length=rule["longest"])]
    return found if must_be_filled(rule) else found | None


def must_be_filled(rule: dict[str, Any]) -> bool:
    return rule["required"] and "asked_when" not in rule


def model_of(level: str, rules: list[dict[str, Any]]) -> type[BaseModel]:
    """The model of a level. Codes are no names in Python: `01b` is the field `f01b`."""
    parts = [(rule["code"], f"f{rule['code']}", f"f{rule['part_of']}") for rule in rules if "part_of" in rule]
    asked = [
        (rule["code"], f"f{rule['code']}", f"f{rule['asked_when']}", rule["required"])
        for rule in rules
        if "asked_when" in rule
    ]

    class Form(BaseModel):
        @model_validator(mode="after")
        def fits_together(self) -> Any:
            said = self.__dict__
            wrong = [
                code
                for code, part, whole in parts
                if said[part] is not None and said[whole] is not None and said[part] > said[whole]
            ]
            for code, field, condition, required in asked:
                if said[condition] == YES:
                    if required and said[field] is None:
                        wrong.append(code)
                elif said[condition] == NO and said[field] not in (None, 0, NO, ""):
                    wrong.append(code)
            if wrong:
                raise PydanticCustomError("fits_together", "fields that contradict others: {codes}", {"codes": wrong})
            return self

    fields: dict[str, Any] = {f"f{rule['code']}": (type_of(rule), None) for rule in rules}
    for rule in filter(must_be_filled, rules):
        fields[f"f{rule['code']}"] = (type_of(rule), ...)
    return create_model(level, __base__=Form, **fields)


def figures(path: Path) -> dict[str, Any]:
    """What a workbook says by codes: of the level of the school on its first sheet, and its figures."""
    book = load_workbook(path, read_only=True, data_only=True)
    said: dict[str, Any] = {}
    for sheet in (RULES["identity"]["sheet"], RULES["sheet"]):
        rows = book[sheet].iter_rows(values_only=True)
        header = next(row for row in rows if RULES["code"] in row)
        code, figure = header.index(RULES["code"]), header.index(RULES["figure"])
        said |= {f"f{row[code]}": row[figure] for row in rows if row[code] is not None}
    book.close()
    return said


def main() -> None:
    models = {level: model_of(level, rules) for level, rules in RULES["levels"].items()}
    paths = sorted(Path(sys.argv[2]).glob("*.xlsx"))
    fields = 0
    wrong: list[tuple[str, str]] = []
    for path in paths:
        said = figures(path)
        model = models[RULES["identity"]["words"][said[f"f{RULES['identity']['level']}"]]]
        fields += len(model.model_fields)
        try:
            model.model_validate({name: value for name, value in said.items() if name in model.model_fields})
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                codes = [str(detail["loc"][0])[1:]] if detail["loc"] else detail["ctx"]["codes"]
                wrong += [(path.name, code) for code in codes]
    print(json.dumps({"workbooks": len(paths), "fields": fields, "wrong": sorted(set(wrong))}))


if __name__ == "__main__":
    main()
