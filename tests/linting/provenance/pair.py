"""The invented directive and its rule file, and what lint says of them where one of the two is changed. Holds no tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from lbedu.linting.linter import lint_text
from lbedu.linting.looked_at import LookedAt
from lbedu.linting.provenance.comparing import compared
from lbedu.linting.provenance.source import Source, source_of

FOLDER = Path(__file__).resolve().parents[3] / "samples" / "directive"
RULES = FOLDER / "2031-2032.yaml"
TEXT = (FOLDER / "2031-2032.txt").read_text(encoding="utf-8")
YAML = RULES.read_text(encoding="utf-8")


class Found(NamedTuple):
    """One finding: in the text or in the rule file, its code, its line, its facts."""

    where: str
    code: str
    line: int
    facts: dict[str, str]


@cache
def year(yaml: str = YAML) -> LookedAt:
    """A rule file as rules look at it; it has no errors."""
    mistakes, looked_at = lint_text(yaml, RULES)
    assert looked_at is not None, [one.message for one in mistakes]
    return looked_at


def differences(text: str = TEXT, yaml: str = YAML) -> list[Found]:
    """What only one of the two says."""
    of_the_file, of_the_text = compared(year(yaml), source_of(text, "text"))
    document = year(yaml).document
    found = [Found("file", one.code, document.token(one.path, one.on_key).line, one.facts) for one in of_the_file]
    return found + [Found("text", one.code, one.line, dict(one.facts)) for one in of_the_text]


def source() -> Source:
    return source_of(TEXT, "text")


def changed(old: str, new: str, of: str = TEXT, times: int = 1) -> str:
    """A text with a passage changed that stands in it so many times."""
    assert of.count(old) == times, (old, of.count(old))
    return of.replace(old, new)


def line_of(words: str, of: str = TEXT) -> int:
    return of[: of.index(words)].count("\n") + 1
