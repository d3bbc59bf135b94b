"""Tables of the documentation that come from the code: `python -m tests.linting.documented` writes them. Holds no tests."""

from __future__ import annotations

from pathlib import Path

from lbedu.mistake_catalogue.catalogue import MISTAKES

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "lint.md"
MARK = "<!-- codes -->\n"


def codes() -> str:
    """Every code with its severity, what it is and what to do."""
    lines = ["", "| code | severity | what | meaning and mend |", "|---|---|---|---|"]
    for code, kind in MISTAKES.items():
        title = f"{kind.title['en']} · {kind.title['vi']}"
        lines.append(f"| `{code}` | {kind.severity} | {title} | {_cell(kind.about['en'])} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def write() -> None:
    """The page with the table of today."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(text[: text.index(MARK) + len(MARK)] + codes(), encoding="utf-8")


if __name__ == "__main__":
    write()
