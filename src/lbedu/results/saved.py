"""A saved scorecard from disk, or what is wrong with it and where. It comes from outside: nothing in it is believed unseen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from pydantic_core import ValidationError

from lbedu.errors import UsageError
from lbedu.finding import shown
from lbedu.reading.workbook import Unreadable
from lbedu.reading.xlsx.refusal import LIMITS
from lbedu.reading.xlsx.sniffing import read_file
from lbedu.reporters.as_json import SCHEMA_REVISION, SCHEMA_VERSION
from lbedu.results.shape import PATTERNS, Result, validator
from lbedu.wording import harmless

MOST_BYTES = 256 << 20
"""A province has some 3.000 reports, which come to a tenth of that."""
_MOST_DIGITS = 40
_MOST_TOLD = 5
_LONGEST = 60
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNREADABLE = {
    "file_not_found": "no such file",
    "no_permission": "not permitted",
    "not_a_file": "is not a regular file",
    "file_too_large": "is larger than 256 MiB",
}
_EXPECTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "string_unicode": "a text",
}


class Saved(NamedTuple):
    """A scorecard as it was saved."""

    name: str
    """Of the file, as it is shown."""
    document: Mapping[str, Any]
    """All that stands there; lists are tuples."""
    result: Result
    """The same by its parts."""


def read_saved(path: Path) -> Saved:
    """Raises UsageError, with the place, for whatever is no scorecard that this version reads."""
    name = shown(path)
    text = _text(path, name)
    try:
        data = parsed(text, name)
        _refuse_foreign(name, data)
        return Saved(name, data, _shaped(name, data))
    except RecursionError as error:
        raise UsageError(f"{name}: is nested deeper than any scorecard") from error


def _shaped(name: str, data: Any) -> Result:
    try:
        result: Result = validator().validate_python(data)
    except ValidationError as error:
        if "string_unicode" not in {detail["type"] for detail in error.errors(include_url=False, include_input=False)}:
            _refuse(name, error, data)
        try:
            result = validator().validate_python(_without_surrogates(data))
        except ValidationError as other:
            _refuse(name, other, data)
    return result


def _text(path: Path, name: str) -> str:
    try:
        data = read_file(path, LIMITS._replace(file=MOST_BYTES))
    except Unreadable as error:
        raise UsageError(f"{name}: {_UNREADABLE.get(error.code, 'cannot be read')}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(f"{name}:{line}: is not UTF-8, so no scorecard as JSON") from error


class _Twice(ValueError):
    """A key that an object has twice."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = {key: tuple(value) if isinstance(value, list) else value for key, value in pairs}
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Twice(f"the key `{_brief(twice)}` stands twice in one object")
    return found


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise _Twice(f"a number of {len(digits)} digits")
    return int(digits)


def _no_float(text: str) -> NoReturn:
    raise _Twice(f"`{_brief(text)}`: every figure of a scorecard is whole, or a numerator and a denominator")


def parsed(text: str, name: str = "") -> Any:
    """JSON with whole numbers alone, no key twice, and tuples for lists. Raises UsageError, RecursionError where it is deep."""
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_no_float, parse_constant=_no_float
        )
    except _Twice as error:
        raise UsageError(f"{name}: {error}") from error
    except json.JSONDecodeError as error:
        raise UsageError(f"{name}:{error.lineno}:{error.colno}: is not JSON ({error.msg})") from error


def _refuse_foreign(name: str, data: Any) -> None:
    """Raises UsageError for JSON of others, and for another version of our own."""
    if not isinstance(data, dict) or not {"schema_version", "lbedu", "verdicts"} <= data.keys():
        raise UsageError(f"{name}: is no scorecard: `lbedu check PATH --reporter json:FILE` writes one")
    version, revision = data["schema_version"], data.get("schema_revision", 0)
    for key, number in (
        ("schema_version", version),
        ("schema_revision", revision),
        ("exit_code", data.get("exit_code", 0)),
    ):
        if type(number) is not int:  # true is a 1 to the validator
            raise UsageError(f"{name}: {key}: a whole number is expected, not {_found(number)}")
    if (version, revision) > (SCHEMA_VERSION, SCHEMA_REVISION):
        newer = f"schema_version {version}, schema_revision {revision} (lbedu {_brief(str(data['lbedu']))})"
        raise UsageError(f"{name}: {newer} is newer than what this lbedu reads: update lbedu")
    if version < SCHEMA_VERSION or revision < 0:
        older = f"schema_version: {version} is not read (this lbedu reads {SCHEMA_VERSION})"
        raise UsageError(f"{name}: {older}: check the workbooks again")
    for key in ("options", "inputs"):
        if revision and data.get(key) is None:
            raise UsageError(f"{name}: {key}: is missing")


def _refuse(name: str, error: ValidationError, data: Any) -> NoReturn:
    """Says the first things that are wrong, each with its place."""
    details = error.errors(include_url=False)
    told: dict[str, str] = {}
    for detail in details:
        path = _path(detail["loc"], data, detail["type"] in ("missing", "extra_forbidden"))
        told.setdefault(path, f"{path}: {_words(detail)}")
    lines = [f"{name}: {text}" for text in list(told.values())[:_MOST_TOLD]]
    if len(told) > _MOST_TOLD:
        lines.append(f"{name}: and {len(told) - _MOST_TOLD} more")
    raise UsageError(*lines) from error


def _path(loc: Iterable[int | str], data: Any, is_key: bool) -> str:
    """`verdicts[3].outcome`; the names of alternatives are no part of it."""
    steps, path = list(loc), ""
    for i, step in enumerate(steps):
        there = isinstance(data, dict) and step in data
        if there or (isinstance(data, tuple) and isinstance(step, int) and step < len(data)):
            data = data[step]
        elif not (is_key and i == len(steps) - 1):
            continue
        path += f"[{step}]" if isinstance(step, int) else f".{_brief(step)}" if path else _brief(step)
    return path


def _words(detail: Any) -> str:
    kind, context, given = detail["type"], detail.get("ctx", {}), _found(detail.get("input"))
    match kind:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is no key of a scorecard"
        case "literal_error":
            return f"{context['expected']} is expected, not {given}"
        case "greater_than_equal":
            return f"a whole number from {context['ge']} up is expected, not {given}"
        case "too_short":
            return "a list with something in it is expected"
        case "union_tag_invalid":
            return f"kind: one of {context['expected_tags']} is expected"
        case "union_tag_not_found":
            return f"an object with a kind is expected, not {given}"
        case "value_error":
            return f"a date such as 2022-05-31 is expected, not {given}"
        case "string_pattern_mismatch":
            return f"{PATTERNS[context['pattern']]} expected, not {given}"
        case _:
            return f"{_EXPECTED.get(kind, 'something else')} is expected, not {given}"


def _found(given: Any) -> str:
    if given is None:
        return "null"
    if isinstance(given, (dict, tuple, list)):
        return "an object" if isinstance(given, dict) else "a list"
    return json.dumps(given).lower() if isinstance(given, bool) else f"`{_brief(str(given))}`"


def _brief(text: str) -> str:
    return harmless(text, _LONGEST)


def _without_surrogates(data: Any) -> Any:
    """The same with every half of a character replaced: names of files may hold bytes that are no text."""
    if isinstance(data, str):
        return _SURROGATE.sub("\ufffd", data)
    if isinstance(data, dict):
        return {_without_surrogates(key): _without_surrogates(value) for key, value in data.items()}
    return tuple(_without_surrogates(one) for one in data) if isinstance(data, tuple) else data
