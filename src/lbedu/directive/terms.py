"""The smallest pieces of a rule file: ids and codes, texts in both languages, what is counted."""

from __future__ import annotations

from typing import Annotated, Literal

from lbedu.directive.part import Part, Pattern
from lbedu.years import PATTERN as YEAR

Language = Literal["vi", "en"]
Text = Annotated[str, Pattern(r"\S", "a text that is not blank")]
Identifier = Annotated[str, Pattern("^[a-z][a-z0-9_]*$", "a word in small letters, digits and _")]
Slug = Annotated[str, Pattern("^[a-z0-9]+(-[a-z0-9]+)*$", "words in small letters joined by -")]
Code = Annotated[str, Pattern("^[0-9A-Z]{1,6}[a-z]?$", "a code of digits and capitals")]
CommitmentId = Annotated[str, Pattern("^[0-9]{2}-[0-9]{2}[a-z]?$", "an id such as 21-06")]
Year = Annotated[str, Pattern(YEAR, "a school year such as 2021-2022, or a year such as 2026", number=True)]


class Words(Part):
    """One text in both languages; English falls back to Vietnamese."""

    vi: Text
    en: str | None = None

    def get(self, lang: Language) -> str:
        return self.vi if lang == "vi" or self.en is None else self.en


class Noun(Part):
    """What is counted: `trẻ`; `child`, `children`."""

    vi: str
    en: tuple[str, str] | None = None

    def get(self, lang: Language, count: int | None = None) -> str:
        if lang == "vi" or self.en is None:
            return self.vi
        return self.en[0] if count == 1 else self.en[1]
