"""Annotations of GitHub Actions: one workflow command a line, whatever the texts hold. Knows no scorecard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from lbedu.wording import all_harmless

Level = Literal["error", "warning", "notice"]


def annotation(level: Level, message: str, properties: Iterable[tuple[str, str | int]]) -> str:
    """One line; properties are `file`, `line`, `title` and the like. One that is empty is left out."""
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties if value != "")
    return f"::{level} {shown}::{_data(message)}\n"


def _data(text: str) -> str:
    """Lines of the message stay lines; nothing else can end it."""
    lines = (all_harmless(line) for line in text.split("\n"))
    return "\n".join(lines).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
