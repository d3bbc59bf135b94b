"""The shape of a form as a pydantic model: types and ranges of every field, checked in one go for a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model
from pydantic_core import PydanticCustomError

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec
from lbedu.reading.values import Fault
from lbedu.submission import Value
from lbedu.wording import number

_MODELS: dict[tuple[str, str, str], type[BaseModel]] = {}


def shape_of(directive: Directive, form: str, level: str) -> type[BaseModel]:
    """The model of one form at one level, built once for a rule file."""
    key = (directive.digest, form, level)
    if key not in _MODELS:
        fields: dict[str, Any] = {
            name: (_annotation(directive, spec) | None, None)
            for name, spec in directive.forms[form].by_id.items()
            if spec.asked_of(level or None)
        }
        _MODELS[key] = create_model(
            f"{form}_{level}",
            __config__=ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True),
            **fields,
        )
    return _MODELS[key]


def misfits(directive: Directive, form: str, level: str, values: Mapping[str, Value]) -> Iterator[tuple[str, Fault]]:
    """Every value that does not fit its field, with the reason."""
    try:
        shape_of(directive, form, level).model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            yield str(detail["loc"][0]), _fault(detail["type"], detail.get("ctx", {}))


def _fault(kind: str, context: Mapping[str, Any]) -> Fault:
    match kind:
        case "greater_than_equal" | "below_min":
            return Fault("below_min", {"limit": _limit(context["ge"])})
        case "less_than_equal" | "above_max":
            return Fault("above_max", {"limit": _limit(context["le"])})
        case "int_type" | "int_from_float":
            return Fault("not_whole")
        case "literal_error":
            return Fault("not_an_option", {"guess": ""})
        case _:
            return Fault("not_a_number")


def _limit(value: Any) -> Mapping[str, str]:
    return {"vi": number(Fraction(value), "vi"), "en": number(Fraction(value), "en")}


def _annotation(directive: Directive, spec: FieldSpec) -> Any:
    match spec.type:
        case "count":
            return Annotated[int, Field(ge=spec.min, le=spec.max)]
        case "number":
            return _between(Fraction(spec.min), None if spec.max is None else Fraction(spec.max))
        case "percent":
            return _between(Fraction(0), Fraction(1))
        case "yes_no":
            return bool
        case "choice" | "rank":
            return Literal[tuple(option.id for option in directive.file.choices[spec.options or ""])]
        case "date":
            return dt.date
        case "level" | "text" | "name":
            return str


@lru_cache(maxsize=64)
def _between(low: Fraction, high: Fraction | None) -> Any:
    """An exact number in a range: pydantic knows no fractions of its own."""

    def as_fraction(value: object) -> object:
        return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def in_range(value: Fraction) -> Fraction:
        if value < low:
            raise PydanticCustomError("below_min", "below {ge}", {"ge": low})
        if high is not None and value > high:
            raise PydanticCustomError("above_max", "above {le}", {"le": high})
        return value

    return Annotated[Fraction, BeforeValidator(as_fraction), AfterValidator(in_range)]
