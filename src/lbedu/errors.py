"""Our own mistakes and wrong usage: the only exceptions that end a run. A unit's mistake is data, never one of these."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

from lbedu.wording import all_harmless


class LbeduError(Exception):
    """Anything that ends a run with a message instead of a scorecard.

    Each line of it is one line wherever it is shown: names of files come from outside, and may hold line ends and control
    characters."""

    exit_code = 2

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(map(all_harmless, lines)))


class UsageError(LbeduError):
    """The command was asked for something that it cannot mean."""


class Mistake(NamedTuple):
    """One mistake in a rule file, with its place (line and column count from 1)."""

    line: int
    column: int
    message: str
    """In English, with what was meant or is allowed."""
    code: str = ""
    """A code of the catalogue of mistakes; empty where the file is no rule file."""
    facts: tuple[tuple[str, str], ...] = ()
    """What its message is made of."""
    allowed: tuple[str, ...] = ()
    """What may stand there, where that can be listed."""
    near: str = ""
    """What was probably meant."""
    end: int = 0
    """The column behind what is wrong, where that ends in its line; 0: nobody knows."""


class RuleFileError(LbeduError):
    """A rule file that cannot be used; carries every mistake found in it, in the order of the file."""

    def __init__(self, file: str, mistakes: list[Mistake]) -> None:
        self.file = file
        self.mistakes = sorted(mistakes, key=lambda m: (m.line, m.column, m.message))
        super().__init__(*(f"{file}:{m.line}:{m.column}: {m.message}" for m in self.mistakes))


def whereabouts(error: BaseException) -> str:
    """What went wrong and where in the code, in a few words: `KeyError at values.py:120`."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    at = f"{PurePath(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else "?"
    return f"{type(error).__name__} at {at}"


class CacheWarning(UserWarning):
    """What was read could not be kept for the next run; this one is as good as ever."""
