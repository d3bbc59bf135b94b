"""Findings as annotations of GitHub Actions: one workflow command each."""

from __future__ import annotations

from lbedu.linting.finding import Finding, Linted
from lbedu.reporters.notation.workflow_commands import annotation
from lbedu.wording import Language


def render(linted: Linted, lang: Language) -> str:
    """One line a finding; nothing where there is none."""
    return "".join(_annotation(one, lang) for one in linted.findings)


def _annotation(found: Finding, lang: Language) -> str:
    mistake = found.mistake
    end = mistake.end or ""
    place = (("file", found.file), ("line", mistake.line), ("col", mistake.column), ("endColumn", end))
    return annotation(found.severity, found.advice(lang), (*place, ("title", found.code)))
