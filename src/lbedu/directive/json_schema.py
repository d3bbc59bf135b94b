"""The JSON Schema of rule files, made from the models, for editors and others who read YAML. Knows no rule file."""

from __future__ import annotations

import re
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from lbedu.directive.compile import SHAPES
from lbedu.directive.figures import OPERATORS
from lbedu.directive.key_words import KEYS, PARTS
from lbedu.directive.model import Commitment, Measure, RuleFile, TargetSpec
from lbedu.directive.part import Choose, Part, Pattern, fields_of, key_of

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The one that editors of YAML know best."""
_PLAIN: dict[Any, str] = {str: "string", int: "integer", bool: "boolean"}
_WAYS = ("targets", "same_as", "not_checked")
"""A commitment has exactly one of these."""


def rule_file_schema() -> dict[str, Any]:
    """The schema as plain data, the same each time."""
    definitions: dict[str, Any] = {}
    top = _part(RuleFile, definitions)
    return {
        "$schema": DIALECT,
        "title": "lbedu: tệp chỉ tiêu · rule file",
        "allOf": [top],  # beside `$ref` draft 7 sees nothing
        "definitions": dict(sorted(definitions.items())),
    }


def _part(kind: type[Part], definitions: dict[str, Any]) -> dict[str, Any]:
    """A reference to the definition of a part, which may hold itself."""
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        fields = fields_of(kind)
        definitions[name] = {
            "description": _said(PARTS[name]),
            "type": "object",
            "additionalProperties": False,
            "required": [key_of(field) for field in fields if not hasattr(kind, field)],
            "properties": {
                key_of(field): _property(kind, field, type_, definitions) for field, type_ in fields.items()
            },
            **_together(kind),
        }
    return {"$ref": f"#/definitions/{name}"}


def _together(kind: type[Part]) -> dict[str, Any]:
    """Which keys go together: what the loader checks beyond single keys, as far as a schema can say it."""
    if kind is Commitment:
        return {"oneOf": [{"required": [way]} for way in _WAYS]}
    if not issubclass(kind, Measure):
        return {}
    together = {key: [one for one in keys if one != key] for keys in SHAPES.values() if len(keys) > 1 for key in keys}
    alone = {operator: {"not": {"anyOf": _others(operator)}} for operator in OPERATORS}
    return {"dependencies": {**together, **alone}, "anyOf": [{"required": [keys[0]]} for keys in SHAPES.values()]}


def _others(operator: str) -> list[dict[str, Any]]:
    return [{"required": [other]} for other in OPERATORS if other != operator]


def _said(texts: tuple[str, str]) -> str:
    return " · ".join(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text) for text in texts)


def _property(kind: type[Part], field: str, type_: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    key = key_of(field)
    home = Measure if kind is TargetSpec and field in fields_of(Measure) else kind
    schema = _schema(type_, definitions)
    described = {"description": _said(KEYS[home.__name__][key])}
    default = getattr(kind, field, None)
    if isinstance(default, (bool, int, str)):
        described["default"] = default  # type: ignore[assignment]  # as JSON has it
    return {**described, **({"allOf": [schema]} if "$ref" in schema else schema)}


def _schema(type_: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one annotation."""
    if isinstance(type_, type) and issubclass(type_, Part):
        return _part(type_, definitions)
    if isinstance(type_, type) and type_ in _PLAIN:
        return {"type": _PLAIN[type_]}
    origin, inner = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return _annotated(inner[1], definitions)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, UnionType):
        kinds = [_schema(one, definitions) for one in inner if one is not NoneType]
        return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    if origin is tuple and inner[-1] is Ellipsis:
        return {"type": "array", "items": _schema(inner[0], definitions)}
    if origin is tuple:
        items = [_schema(one, definitions) for one in inner]
        return {"type": "array", "items": items, "minItems": len(items), "maxItems": len(items)}
    return {"type": "object", "additionalProperties": _schema(inner[1], definitions)}


def _annotated(rule: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(rule, Pattern):
        text = {"type": "string", "pattern": rule.expression}
        return {"anyOf": [text, {"type": "integer", "minimum": 1000, "maximum": 9999}]} if rule.number else text
    if isinstance(rule, Choose):
        shapes = [_schema(shape, definitions) for shape in rule.shapes.values()]
        return {"anyOf": shapes}
    return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
