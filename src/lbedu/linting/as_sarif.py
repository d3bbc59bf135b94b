"""Findings as a SARIF log, for code scanning and viewers of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lbedu.explanations import explained_mistake
from lbedu.linting.finding import Linted
from lbedu.mistake_catalogue.catalogue import MISTAKES
from lbedu.reporters.notation import sarif_log
from lbedu.wording import Language

SCHEMA_VERSION = 1


def render(linted: Linted, lang: Language) -> str:
    """One result a finding; its rule explains it. It stays the same result while its line moves."""
    rules = [_rule(code, lang) for code in sorted({one.code for one in linted.findings})]
    facts = {"schema_version": SCHEMA_VERSION, "files": [sarif_log.uri(file) for file in linted.files]}
    return "".join(sarif_log.log(rules, _results(linted, lang), lang, "lint", linted.exit_code, facts))


def _rule(code: str, lang: Language) -> dict[str, Any]:
    kind = MISTAKES[code]
    return sarif_log.rule(code, kind.title[lang], kind.about[lang], explained_mistake(code, lang), kind.severity)


def _results(linted: Linted, lang: Language) -> Iterator[dict[str, Any]]:
    seen: Counter[tuple[str, ...]] = Counter()
    for one in linted.findings:
        same = (one.code, one.file, one.line.strip())
        seen[same] += 1
        place = sarif_log.line_location(one.file, one.mistake.line, one.mistake.column, one.mistake.end)
        yield sarif_log.result(one.code, one.severity, one.advice(lang), [place], (*same, str(seen[same])))
