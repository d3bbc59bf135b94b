"""Commands whose texts are taken as they are typed. Knows no command."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from typer.core import TyperCommand, TyperGroup


class PlainCommand(TyperCommand):
    """A command whose texts are taken as they are typed: typer would load all of pydantic to learn that a text is a text."""

    def get_params(self, ctx: Any) -> Any:
        return [_plain(param) for param in super().get_params(ctx)]


class PlainGroup(TyperGroup):
    """A group of such commands."""

    def get_params(self, ctx: Any) -> Any:
        return [_plain(param) for param in super().get_params(ctx)]


def _plain(param: Any) -> Any:
    if not isinstance(param.process_value, partial):
        param.process_value = partial(_as_typed, param, param.process_value)
    return param


def _as_typed(param: Any, convert: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    """A text, several texts, yes, no or nothing as it is; anything else by typer."""
    if (param.callback is None and isinstance(value, (str, bool))) or (value is None and not param.required):
        return value
    if value and isinstance(value, (tuple, list)) and all(isinstance(one, str) for one in value):
        return list(value)
    return convert(context, value)
