"""What lint found: one mistake of a file with its place, in both languages. Prints nothing."""

from __future__ import annotations

from typing import NamedTuple

from lbedu.errors import Mistake
from lbedu.mistake_catalogue.catalogue import MISTAKES, said
from lbedu.mistake_catalogue.kind import Severity
from lbedu.wording import Language


class Finding(NamedTuple):
    """A mistake and the file that it is in."""

    file: str
    mistake: Mistake
    line: str
    """The line of the file that it begins in."""

    @property
    def code(self) -> str:
        return self.mistake.code

    @property
    def severity(self) -> Severity:
        return MISTAKES[self.code].severity

    def message(self, lang: Language) -> str:
        return said(self.code, dict(self.mistake.facts), lang)

    def advice(self, lang: Language) -> str:
        """The message, and what was probably meant, in one line."""
        near = self.mistake.near
        meant = f" ({'có phải ý bạn là' if lang == 'vi' else 'did you mean'} `{near}`?)" if near else ""
        return self.message(lang) + meant


class Linted(NamedTuple):
    """The files that were looked at, and everything that was found in them, in the order of the files."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        return sum(one.severity == severity for one in self.findings)

    @property
    def exit_code(self) -> int:
        """2 where a file cannot be used, 1 where something else was found, else 0."""
        return 2 if self.count("error") else 1 if self.findings else 0
