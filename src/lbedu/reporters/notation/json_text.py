"""JSON text of plain data, indented by one, in pieces as they are made: a list may be given as what makes its parts."""

from __future__ import annotations

from collections.abc import Iterator
from json.encoder import encode_basestring
from typing import Any

_PLAIN = frozenset({str, int, bool, type(None), dict, list})
"""What is no iterator, at a glance."""


def written(value: Any, level: int = 0) -> Iterator[str]:
    """The text of data whose lists may be iterators; each part of one is a piece, so that all are never held at once."""
    inner, outer = "\n" + " " * (level + 1), "\n" + " " * level
    if isinstance(value, dict) and not _PLAIN.issuperset(map(type, value.values())):
        before = "{"
        for key, one in value.items():
            yield f"{before}{inner}{encode_basestring(key)}: "
            yield from written(one, level + 1)
            before = ","
        yield outer + "}"
    elif type(value) not in _PLAIN and isinstance(value, Iterator):
        before = "["
        for one in value:
            yield before + inner
            yield from written(one, level + 1)
            before = ","
        yield "[]" if before == "[" else outer + "]"
    else:
        yield _whole(value, level)


def _whole(value: Any, level: int) -> str:
    match value:
        case str():
            return encode_basestring(value)
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case int():
            return str(value)
        case dict() if value:
            inner = "\n" + " " * (level + 1)
            parts = [f"{encode_basestring(key)}: {_whole(one, level + 1)}" for key, one in value.items()]
            return f"{{{inner}{(',' + inner).join(parts)}{inner[:-1]}}}"
        case list() if value:
            inner = "\n" + " " * (level + 1)
            return f"[{inner}{(',' + inner).join([_whole(one, level + 1) for one in value])}{inner[:-1]}]"
        case dict():
            return "{}"
        case list():
            return "[]"
        case Iterator():
            return "".join(written(value, level))
        case _:
            raise TypeError(f"not of JSON: {type(value).__name__}")
