"""Typed pieces of a rule file, validated by pydantic's core: the only door to it for rule files.

The core alone is used, with its schema made from the annotations here: building the same models through the layer above it
costs more than all else that a run does together.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic_core import SchemaValidator, core_schema


class Pattern(NamedTuple):
    """A text of this form, written out in `words` for the message."""

    expression: str
    words: str
    number: bool = False
    """A whole number is taken as it is written: a year needs no quotes."""


class AtLeast(NamedTuple):
    """A whole number from this one up; of a list, so many entries."""

    least: int


class Choose:
    """One of several shapes, told apart by a look at what stands there."""

    def __init__(self, tell: Callable[[Any], str], shapes: Mapping[str, Any]) -> None:
        self.tell = tell
        self.shapes = shapes


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Part:
    """Anything in a rule file: unknown keys are mistakes, nothing is converted in silence, nothing changes later."""

    def __init__(self, **values: Any) -> None:
        missing = [name for name in fields_of(type(self)) if name not in values and not hasattr(type(self), name)]
        if missing or not values.keys() <= fields_of(type(self)).keys():
            raise TypeError(f"{type(self).__name__} takes {', '.join(fields_of(type(self)))}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} does not change")

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in fields_of(type(self)) if name in self.__dict__)
        return f"{type(self).__name__}({shown})"


P = TypeVar("P", bound=Part)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind, include_extras=True)


def fields_of(kind: type[Part]) -> Mapping[str, Any]:
    """The fields of a part with their types, those of the class it extends first."""
    return _hints(kind)  # type: ignore[arg-type]  # a class is hashable whatever it does to its instances


def changed(part: P, **values: Any) -> P:
    """The same part with other values. They are not validated again."""
    return type(part)(**{name: getattr(part, name) for name in fields_of(type(part))} | values)


def key_of(field: str) -> str:
    """The key of a field in the file: a Python keyword carries an underscore here."""
    return field.rstrip("_")


def replaced(given: Any, path: tuple[str | int, ...], old: str, new: str) -> Any:
    """The same with one word in place of another, at a path and below it; itself where the word does not stand there."""
    if isinstance(given, Part):
        values = {name: value for name, value in given.__dict__.items() if name in fields_of(type(given))}
        changed = {
            name: replaced(value, path[1:], old, new)
            for name, value in values.items()
            if not path or key_of(name) == path[0]
        }
        same = all(changed[name] is values[name] for name in changed)
        return given if same else type(given)(**(values | changed))
    if isinstance(given, (tuple, dict)):
        entries = list(given.items()) if isinstance(given, dict) else list(enumerate(given))
        new_entries = [(k, v if path and k != path[0] else replaced(v, path[1:], old, new)) for k, v in entries]
        if all(one is other for (_, one), (_, other) in zip(entries, new_entries, strict=True)):
            return given
        return dict(new_entries) if isinstance(given, dict) else tuple(value for _, value in new_entries)
    return new if given == old else given


def validator_of(kind: type[Part]) -> SchemaValidator:
    """The validator of a kind of part and of all that is in it."""
    schemas: dict[str, Any] = {}
    top = _part(kind, schemas)
    return SchemaValidator(core_schema.definitions_schema(top, list(schemas.values())))


def _part(kind: type[Part], schemas: dict[str, Any]) -> Any:
    """A reference to the schema of a part, which may hold itself."""
    name = kind.__name__
    if name not in schemas:
        schemas[name] = {}
        fields = {}
        for field, type_ in fields_of(kind).items():
            schema = _schema(type_, schemas)
            if hasattr(kind, field):
                schema = core_schema.with_default_schema(schema, default=getattr(kind, field))
            fields[field] = core_schema.model_field(schema, validation_alias=key_of(field))
        schemas[name] = core_schema.model_schema(
            kind, core_schema.model_fields_schema(fields, extra_behavior="forbid"), strict=True, ref=name
        )
    return core_schema.definition_reference_schema(name)


def _schema(type_: Any, schemas: dict[str, Any]) -> Any:
    """The schema of one annotation."""
    if isinstance(type_, type) and issubclass(type_, Part):
        return _part(type_, schemas)
    if isinstance(type_, type) and type_ in _PLAIN:
        return _PLAIN[type_]()
    origin, inner = get_origin(type_), get_args(type_)
    if origin is Annotated:
        if isinstance(inner[1], AtLeast) and get_origin(inner[0]) is tuple:
            return {**_schema(inner[0], schemas), "min_length": inner[1].least}
        return _chosen(inner[1], schemas) if isinstance(inner[1], Choose) else _annotated(inner[1])
    if origin is Literal:
        return core_schema.literal_schema(list(inner))
    if origin in (Union, UnionType):
        return _union([one for one in inner if one is not NoneType], NoneType in inner, schemas)
    if origin is tuple:
        if inner[-1] is Ellipsis:
            return core_schema.tuple_schema([_schema(inner[0], schemas)], variadic_item_index=0, strict=True)
        return core_schema.tuple_schema([_schema(one, schemas) for one in inner], strict=True)
    if origin is dict:
        return core_schema.dict_schema(core_schema.str_schema(strict=True), _schema(inner[1], schemas), strict=True)
    raise TypeError(f"no schema for {type_!r}")


def _union(kinds: list[Any], blank: bool, schemas: dict[str, Any]) -> Any:
    one = _schema(kinds[0], schemas)
    if len(kinds) > 1:
        one = core_schema.union_schema([_schema(kind, schemas) for kind in kinds], mode="left_to_right")
    return core_schema.nullable_schema(one) if blank else one


def _annotated(rule: Any) -> Any:
    if isinstance(rule, Pattern):
        text = core_schema.str_schema(pattern=rule.expression, strict=True)
        return core_schema.no_info_before_validator_function(_as_written, text) if rule.number else text
    if isinstance(rule, AtLeast):
        return core_schema.int_schema(ge=rule.least, strict=True)
    return _DATE


def _chosen(choose: Choose, schemas: dict[str, Any]) -> Any:
    shapes = {name: _schema(shape, schemas) for name, shape in choose.shapes.items()}
    return core_schema.tagged_union_schema(shapes, choose.tell)


def _as_written(value: object) -> object:
    return str(value) if type(value) is int else value


def _iso_date(value: object) -> dt.date:
    """Take `2022-05-31` as a date and nothing else: no time stamps, no numbers of days."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return dt.date.fromisoformat(value)
    if isinstance(value, dt.date):
        return value
    raise ValueError("a date is written YYYY-MM-DD")


_DATE = core_schema.no_info_plain_validator_function(_iso_date)
_PLAIN: dict[Any, Callable[[], Any]] = {
    str: lambda: core_schema.str_schema(strict=True),
    int: lambda: core_schema.int_schema(strict=True),
    bool: lambda: core_schema.bool_schema(strict=True),
}
Date = Annotated[dt.date, _iso_date]
