"""Last year's files as the next year's: days, ids and school years moved, everything else kept, and marked to be looked at."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path

from lbedu.directive.describe import requirement
from lbedu.directive.directive import Directive
from lbedu.directive.expression import parts
from lbedu.directive.load import read_text
from lbedu.directive.model import FieldSpec, Language
from lbedu.directive.yaml_text import Document
from lbedu.drafting.texts import HEAD, LOOK, MARK
from lbedu.examples import examples_beside
from lbedu.years import is_calendar
from lbedu.years import words as year_words

_PAIR = re.compile(r"\b(\d{4})-(\d{4})\b")
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_ANY_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
Steps = tuple[str | int, ...]


def rules_of_next(earlier: Directive, source: Path, year: str, lang: Language) -> str:
    """The rule file of the next year, with a line of comment in front of whatever wants a look."""
    text = read_text(source)[0]
    document = Document(text)
    lines = text.splitlines()
    marks: dict[int, str] = {}
    for steps, words in _looks(earlier, lang):
        line, column = document.place(steps)
        before = lines[line - 1][: column - 1]
        if before.strip() in ("", "-") and line not in marks:  # not in the middle of a line
            marks[line] = " " * (len(before) - len(before.lstrip())) + f"{MARK[lang]} {words}"
    left_out = {document.place(("directive", key))[0] for key in ("number", "issued")}
    moved = Mover(earlier, year)
    written: list[str] = []
    for at, old_line in enumerate(lines, 1):
        if at in marks:
            written.append(moved(marks[at]))
        if at in left_out and re.match(r"\s+(number|issued):", old_line):
            written.append(re.sub(r"^(\s+)", r"\1# ", old_line))
        elif old_line.startswith("version:"):
            written.append("version: 1")
        else:
            written.append(moved(old_line))
    old, new = earlier.year[2:4], year[2:4]
    head = HEAD[lang].format(
        year=year,
        whole=year_words(year, lang),
        source=earlier.year,
        years=moved.years,
        old=old,
        new=new,
        mark=MARK[lang],
    )
    return head + "\n".join(written) + "\n"


def examples_of_next(earlier: Directive, source: Path, year: str) -> dict[str, str]:
    """Examples, drop-in files and reasons of the next year, by their paths in the folder `examples`.

    Workbooks stay behind: they are on last year's forms."""
    moved = Mover(earlier, year)
    beside = examples_beside(source)
    found = {f"{year}.yaml": beside, f"{year}.survivors.yaml": beside.with_suffix(".survivors.yaml")}
    folder = beside.with_suffix("")
    if os.path.isdir(folder):
        found |= {f"{year}/{path.name}": path for path in sorted(folder.glob("*.yaml"))}
    texts = {name: read_text(path)[0] for name, path in found.items() if os.path.isfile(path)}
    return {name: "".join(f"{moved(line)}\n" for line in text.splitlines()) for name, text in texts.items()}


class Mover:
    """Moves what a line says of school years, days and commitments to another year."""

    def __init__(self, earlier: Directive, year: str) -> None:
        self.years = int(year[:4]) - int(earlier.year[:4])
        self._year = year
        self._alone = _named(earlier.year) if is_calendar(earlier.year) else None
        self._ids = {one.id for one in earlier.file.commitments if one.id.startswith(earlier.year[2:4])}

    def __call__(self, line: str) -> str:
        line = _PAIR.sub(self._pair, line)
        if self._alone is not None:
            line = self._alone.sub(lambda found: found[1] + self._year, line)
        line = _DAY.sub(self._day, line)
        return re.sub(r"(?<![\w-])\d{2}-\d{2}[a-z]?(?![\w-])", self._id, line)

    def _pair(self, found: re.Match[str]) -> str:
        first, second = int(found[1]), int(found[2])
        return f"{first + self.years}-{second + self.years}" if second == first + 1 else found[0]

    def _day(self, found: re.Match[str]) -> str:
        try:
            day = dt.date(int(found[1]), int(found[2]), int(found[3]))
            return day.replace(year=day.year + self.years).isoformat()
        except ValueError:  # no day at all, or the 29th of February
            return found[0] if found[2] != "02" else f"{int(found[1]) + self.years}-02-28"

    def _id(self, found: re.Match[str]) -> str:
        return self._year[2:4] + found[0][2:] if found[0] in self._ids else found[0]


def _named(year: str) -> re.Pattern[str]:
    """A calendar year where a word says that it is one: a bare number may be anything."""
    return re.compile(rf"(?i)\b(năm |year:? |of (?={year}\b(?! *\w))){year}\b")


def _looks(earlier: Directive, lang: Language) -> Iterator[tuple[Steps, str]]:
    """What wants a look, by its place, the innermost of a line first."""
    file = earlier.file
    for c, commitment in enumerate(file.commitments):
        targets = [target for target in earlier.targets if target.commitment.id == commitment.id]
        said = [LOOK["clause"][lang].format(clause=commitment.clause)]
        demands = "; ".join(dict.fromkeys(requirement(earlier, target.measure, lang) for target in targets))
        said += [LOOK["demands"][lang].format(demands=demands)] if demands else []
        named = any(leaf.scope.among is not None for target in targets for leaf in parts(target.measure))
        said += [LOOK["units"][lang]] if named else []
        yield ("commitments", c), " · ".join(said)
    for name, form in file.forms.items():
        for i, field in enumerate(form.fields):
            if isinstance(field, FieldSpec):
                words = list(_of_question(earlier, field, lang))
                if words:
                    yield ("forms", name, "fields", i), " · ".join(words)
    for kind, spec in file.units.items():
        if spec.named or spec.groups:
            yield ("units", kind, "named" if spec.named else "groups"), LOOK["named"][lang]
    yield ("expects",), LOOK["expects"][lang]
    yield ("evaluate_on",), LOOK["evaluate_on"][lang]
    yield ("directive",), LOOK["directive"][lang]


def _of_question(earlier: Directive, field: FieldSpec, lang: Language) -> Iterator[str]:
    """What a question may still say of last year."""
    text = f"{field.label.vi} {field.hint.vi if field.hint is not None else ''}"
    if _ANY_YEAR.search(_PAIR.sub("", text)):
        yield LOOK["years"][lang]
    number = earlier.file.directive.number
    if number is not None and number in text:
        yield LOOK["number"][lang]
