"""The reference of every key of a rule file, made from the models and the texts that editors show. Holds no tests."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from lbedu.directive.key_words import KEYS, PARTS
from lbedu.directive.model import Measure, RuleFile, TargetSpec
from lbedu.directive.part import Choose, Part, Pattern, fields_of, key_of

_PLAIN: dict[Any, str] = {str: "text", int: "whole number", bool: "`true` or `false`"}
_HEAD = """# Every key of a rule file

Made from lbedu's own models by `python -m tests.linting.documented`, as the [schema for editors](lint.md#editors) is.
[Rule files](rule-files.md) teaches the language.

“yes” in the column *needed* marks keys that must be there; a key that is left out has the value behind “else”. Where a key
takes “name → …”, the names are the author's.
"""


def reference() -> str:
    """The page as a whole."""
    kinds = dict.fromkeys(_kinds(RuleFile))
    ordered = sorted(kinds, key=lambda kind: list(PARTS).index(kind.__name__))
    titles = [(PARTS[kind.__name__], _anchor(kind)) for kind in ordered]
    contents = "".join(f"- [{en}](#{anchor}): {vi}\n" for (vi, en), anchor in titles)
    return "\n".join([_HEAD, contents, *map(_section, ordered)])


def _kinds(kind: type[Part]) -> Iterator[type[Part]]:
    """A part and all that it is made of."""
    seen: dict[type[Part], None] = {}
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen[one] = None
        waiting += [part for type_ in fields_of(one).values() for part in _parts_in(type_)]
        waiting += [Measure] if issubclass(one, Measure) else []
    yield from seen


def _parts_in(type_: Any) -> Iterator[type[Part]]:
    if isinstance(type_, type) and issubclass(type_, Part):
        yield type_
    elif get_origin(type_) is Annotated and isinstance(get_args(type_)[1], Choose):
        yield from (part for shape in get_args(type_)[1].shapes.values() for part in _parts_in(shape))
    elif get_origin(type_) is not None:
        yield from (part for inner in get_args(type_) for part in _parts_in(inner))


def _anchor(kind: type[Part]) -> str:
    name = kind.__name__
    return f"{PARTS[name][1]} {name}".lower().replace(" ", "-").replace("'", "")


def _section(kind: type[Part]) -> str:
    name = kind.__name__
    inherited = fields_of(Measure) if kind is TargetSpec else {}
    lines = [f"## {PARTS[name][1]} (`{name}`)", "", f"{PARTS[name][0]}.", ""]
    if inherited:
        lines += [f"A target has these keys and those of [what is measured](#{_anchor(Measure)}).", ""]
    lines += ["| key | needed | takes | what | nghĩa |", "|---|---|---|---|---|"]
    for field, type_ in fields_of(kind).items():
        if field not in inherited:
            vi, en = KEYS[name][key_of(field)]
            needed = "" if hasattr(kind, field) else "yes"
            cells = [f"`{key_of(field)}`", needed, _takes(kind, field, type_), en, vi]
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _takes(kind: type[Part], field: str, type_: Any) -> str:
    default = getattr(kind, field, None)
    otherwise = ""
    if isinstance(default, (bool, int, str)):
        otherwise = f"; else `{str(default).lower() if isinstance(default, bool) else default}`"
    return _shape(type_) + otherwise


def _shape(type_: Any) -> str:
    """What may stand there, in words."""
    if isinstance(type_, type) and issubclass(type_, Part):
        return f"[`{type_.__name__}`](#{_anchor(type_)})"
    if isinstance(type_, type) and type_ in _PLAIN:
        return _PLAIN[type_]
    origin, inner = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return _annotated(inner[1])
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in inner)
    if origin in (Union, UnionType):
        return " or ".join(_shape(one) for one in inner if one is not NoneType)
    if origin is tuple and inner[-1] is Ellipsis:
        return f"list of {_shape(inner[0])}"
    if origin is tuple:
        return f"list of {len(inner)}: {', '.join(map(_shape, inner))}"
    return f"{_shape(inner[0])} → {_shape(inner[1])}".replace("text →", "name →", 1)


def _annotated(rule: Any) -> str:
    if isinstance(rule, Pattern):
        return rule.words.removeprefix("a ").removeprefix("an ")
    if isinstance(rule, Choose):
        return " or ".join(map(_shape, rule.shapes.values()))
    return "day `YYYY-MM-DD`"
