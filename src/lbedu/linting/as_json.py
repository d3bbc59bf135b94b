"""Findings as JSON, by the published schema `findings.schema.json`."""

from __future__ import annotations

import json

from lbedu.linting.finding import Finding, Linted
from lbedu.wording import Language

SCHEMA_VERSION = 1


def render(linted: Linted, lang: Language) -> str:
    """The document, the same bytes for the same findings."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "lang": lang,
        "exit_code": linted.exit_code,
        "files": list(linted.files),
        "findings": [_finding(one, lang) for one in linted.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(found: Finding, lang: Language) -> dict[str, object]:
    mistake = found.mistake
    return {
        "code": found.code,
        "severity": found.severity,
        "file": found.file,
        "line": mistake.line,
        "column": mistake.column,
        "end_column": mistake.end or None,
        "message": found.message(lang),
        "facts": dict(mistake.facts),
        "allowed": list(mistake.allowed),
        "suggestion": mistake.near or None,
    }
