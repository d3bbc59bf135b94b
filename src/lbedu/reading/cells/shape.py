"""The shape of a form: types and ranges of every field, validated by pydantic's core in one go for a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError, core_schema

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec
from lbedu.reading.cells.faults import Fault
from lbedu.submission import Value
from lbedu.wording import number

MOST = 10**9
"""No count of children, staff or incidents of a unit is larger: more is a slip, whatever the form allows."""
_VALIDATORS: dict[tuple[str, str, str], SchemaValidator] = {}


def validator_of(directive: Directive, form: str, level: str) -> SchemaValidator:
    """The validator of one form at one level, built once for a rule file. No field is required: blanks are judged later."""
    key = (directive.digest, form, level)
    if key not in _VALIDATORS:
        fields = {
            name: core_schema.typed_dict_field(_schema(directive, spec), required=False)
            for name, spec in directive.forms[form].by_id.items()
            if spec.asked_of(level or None)
        }
        _VALIDATORS[key] = SchemaValidator(core_schema.typed_dict_schema(fields, extra_behavior="forbid", strict=True))
    return _VALIDATORS[key]


def misfits(directive: Directive, form: str, level: str, values: Mapping[str, Value]) -> Iterator[tuple[str, Fault]]:
    """Every value that does not fit its field, with the reason."""
    try:
        validator_of(directive, form, level).validate_python(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            yield str(detail["loc"][0]), _fault(detail["type"], detail.get("ctx", {}))


def _fault(kind: str, context: Mapping[str, Any]) -> Fault:
    match kind:
        case "greater_than_equal":
            return Fault("below_min", {"limit": _limit(context["ge"])})
        case "less_than_equal":
            return Fault("above_max", {"limit": _limit(context["le"])})
        case "int_type":
            return Fault("not_whole")
        case "literal_error":
            return Fault("not_an_option", {"guess": ""})
        case _:
            return Fault("not_a_number")


@lru_cache(maxsize=256)
def _limit(value: Any) -> Mapping[str, str]:
    return {"vi": number(Fraction(value), "vi"), "en": number(Fraction(value), "en")}


def _schema(directive: Directive, spec: FieldSpec) -> Any:
    match spec.type:
        case "count":
            return core_schema.int_schema(ge=spec.min, le=MOST if spec.max is None else spec.max, strict=True)
        case "number":
            return core_schema.no_info_plain_validator_function(_between(spec.min, spec.max))
        case "percent":
            return core_schema.no_info_plain_validator_function(_between(0, 1))
        case "yes_no":
            return core_schema.bool_schema(strict=True)
        case "choice" | "rank":
            return core_schema.literal_schema([option.id for option in directive.file.choices[spec.options or ""]])
        case "date":
            return core_schema.is_instance_schema(dt.date)
        case "level" | "text" | "name":
            return core_schema.str_schema(strict=True)


def _between(low: int, high: int | None) -> Callable[[Any], Any]:
    """An exact number in a range: the core knows no fractions."""

    def check(value: Any) -> Any:
        if not isinstance(value, (int, Fraction)) or isinstance(value, bool):
            raise PydanticCustomError("number_type", "not a number")
        if value < low:
            raise PydanticCustomError("greater_than_equal", "below {ge}", {"ge": low})
        if high is not None and value > high:
            raise PydanticCustomError("less_than_equal", "above {le}", {"le": high})
        return value

    return check
