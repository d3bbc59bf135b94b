"""What is published and comes from the code: `python -m tests.linting.documented` writes it anew. Holds no tests."""

from __future__ import annotations

import json
from pathlib import Path

from lbedu.directive.json_schema import rule_file_schema
from lbedu.mistake_catalogue.catalogue import MISTAKES
from tests.linting.reference import reference

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "lint.md"
REFERENCE = ROOT / "docs" / "rule-file-reference.md"
SCHEMA = ROOT / "targets" / "schema.json"
MARK = "<!-- codes -->\n"


def codes() -> str:
    """Every code with its severity, what it is and what to do."""
    lines = ["", "| code | severity | what | meaning and mend |", "|---|---|---|---|"]
    for code, kind in MISTAKES.items():
        title = f"{kind.title['en']} · {kind.title['vi']}"
        lines.append(f"| `{code}` | {kind.severity} | {title} | {_cell(kind.about['en'])} |")
    return "\n".join(lines) + "\n"


def schema() -> str:
    """The JSON Schema of rule files, as it is published."""
    return json.dumps(rule_file_schema(), ensure_ascii=False, indent=1) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def write() -> None:
    """The page with the table of today, and the schema and the reference of rule files."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(text[: text.index(MARK) + len(MARK)] + codes(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
    REFERENCE.write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    write()
