"""What the stamp of a form tells of it: made for other rules than those it is read by. Changes no reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lbedu.directive.directive import Directive
from lbedu.own_form import FORM_WORD, OUTPUTS, REGISTER_WORD
from lbedu.problems import Problem
from lbedu.submission import Place


def stamp_problems(directive: Directive, stamp: Mapping[str, str], file: str) -> Iterator[Problem]:
    """An edition that is not the current one, and what a stamp names that the rules do not know. The year is told before."""
    if not stamp or stamp["lbedu"] in (REGISTER_WORD, *OUTPUTS):
        return
    unknown = _unknown(directive, stamp)
    if unknown:
        yield Problem("foreign_stamp", Place(file), unknown, {"year": directive.year})
        return
    version, current = stamp["version"], directive.file.version
    if version and int(version) != current:
        code = "old_form" if int(version) < current else "newer_form"
        yield Problem(code, Place(file), version, {"version": str(current)})


def _unknown(directive: Directive, stamp: Mapping[str, str]) -> str:
    """The first thing in a stamp that the rules do not know; empty where they know it all."""
    if stamp["lbedu"] != FORM_WORD:
        return stamp["lbedu"]
    kind = directive.file.units.get(stamp["unit"])
    if kind is None:
        return f"unit: {stamp['unit']}"
    if stamp["level"] and stamp["level"] not in kind.levels:
        return f"level: {stamp['level']}"
    version = stamp["version"]
    return f"version: {version}" if version and not (version.isascii() and version.isdigit()) else ""
