"""Findings as annotations of GitHub Actions: one workflow command each."""

from __future__ import annotations

from lbedu.linting.finding import Finding, Linted
from lbedu.wording import Language


def render(linted: Linted, lang: Language) -> str:
    """One line a finding; nothing where there is none."""
    return "".join(_command(one, lang) + "\n" for one in linted.findings)


def _command(found: Finding, lang: Language) -> str:
    mistake = found.mistake
    message = found.message(lang)
    if mistake.near:
        message += f" ({'có phải ý bạn là' if lang == 'vi' else 'did you mean'} `{mistake.near}`?)"
    properties = {"file": found.file, "line": mistake.line, "col": mistake.column}
    if mistake.end:
        properties["endColumn"] = mistake.end
    properties["title"] = found.code
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{found.severity} {shown}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
