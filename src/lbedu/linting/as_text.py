"""Findings for people: the place, what is wrong, the line with a mark under it, and what may stand there."""

from __future__ import annotations

import textwrap
import unicodedata

from lbedu.linting.finding import Finding, Linted
from lbedu.wording import Language, harmless

_WIDTH = 100
_MOST_SHOWN = 24
"""So many allowed words are shown where one of them is probably meant; others only where none is."""
_AROUND = 76
"""So much of a line is shown around the place where it is longer than a page."""


def render(linted: Linted, lang: Language) -> str:
    """All findings, where their codes are explained, and a line that sums up."""
    blocks = [_block(one, lang) for one in linted.findings]
    return "\n".join([*blocks, *_where_explained(linted, lang), _summing_up(linted, lang) + "\n"])


def _block(found: Finding, lang: Language) -> str:
    vi = lang == "vi"
    mistake = found.mistake
    severity = {"error": "lỗi" if vi else "error", "warning": "lưu ý" if vi else "warning"}[found.severity]
    place = f"{harmless(found.file)}:{mistake.line}:{mistake.column}"
    lines = [f"{place}: {severity} [{found.code}]: {harmless(found.message(lang), 1000)}"]
    shown, at = _excerpt(found.line, mistake.column - 1)
    if shown.strip():
        number = str(mistake.line)
        marks = max(mistake.end - mistake.column, 1)
        under = _width(shown[:at]) * " " + "^" * max(_width(shown[at : at + marks]), 1)
        lines += [f"  {number} | {shown}", f"  {' ' * len(number)} | {under}"]
    if mistake.near:
        lines.append(f"  {'có phải ý bạn là' if vi else 'did you mean'} `{harmless(mistake.near)}`?")
    if mistake.allowed and (len(mistake.allowed) <= _MOST_SHOWN or not mistake.near):
        allowed = ", ".join(harmless(one) for one in mistake.allowed)
        lines += textwrap.wrap(
            f"{'được dùng' if vi else 'allowed'}: {allowed}",
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join([*lines, ""])


def _excerpt(line: str, at: int) -> tuple[str, int]:
    """A line as it can be shown, one sign for each of its characters, and where the place is in it."""
    shown = "".join(char if char.isprintable() else " " if char in "\t\xa0" else "·" for char in line)
    if len(shown) <= _WIDTH * 2:
        return shown, at
    start = max(at - _AROUND, 0)
    cut = shown[start : at + _AROUND]
    return ("…" if start else "") + cut + ("…" if at + _AROUND < len(shown) else ""), at - start + bool(start)


def _width(text: str) -> int:
    """How many columns a text takes: marks stand on the letter before, wide letters take two."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _where_explained(linted: Linted, lang: Language) -> list[str]:
    if not linted.findings:
        return []
    asked = {"vi": "Một mã chưa rõ thì hỏi, ví dụ", "en": "What a code means and what to do, for example"}[lang]
    return [f"{asked}: lbedu explain {linted.findings[0].code}"]


def _summing_up(linted: Linted, lang: Language) -> str:
    files, errors, warnings = len(linted.files), linted.count("error"), linted.count("warning")
    if lang == "vi":
        found = f"{errors} lỗi, {warnings} lưu ý" if linted.findings else "không thấy gì sai"
        return f"{files} tệp: {found}"
    found = f"{_some(errors, 'error')}, {_some(warnings, 'warning')}" if linted.findings else "nothing found"
    return f"{_some(files, 'file')}: {found}"


def _some(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
