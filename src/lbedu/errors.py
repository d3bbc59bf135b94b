"""Our own mistakes and wrong usage: the only exceptions that end a run. A unit's mistake is data, never one of these."""

from __future__ import annotations

from typing import NamedTuple


class LbeduError(Exception):
    """Anything that ends a run with a message instead of a scorecard."""

    exit_code = 2


class UsageError(LbeduError):
    """The command was asked for something that it cannot mean."""


class Mistake(NamedTuple):
    """One mistake in a rule file, with its place (line and column count from 1)."""

    line: int
    column: int
    message: str


class RuleFileError(LbeduError):
    """A rule file that cannot be used; carries every mistake found in it, in the order of the file."""

    def __init__(self, file: str, mistakes: list[Mistake]) -> None:
        self.file = file
        self.mistakes = sorted(mistakes, key=lambda m: (m.line, m.column, m.message))
        super().__init__("\n".join(f"{file}:{m.line}:{m.column}: {m.message}" for m in self.mistakes))
