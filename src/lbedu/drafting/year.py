"""The rule file of a new year: begun from another year's, line by line and with its comments, or from nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from lbedu.directive.load import load_directive
from lbedu.directive.model import Language
from lbedu.drafting.blank import blank_examples, blank_rules
from lbedu.drafting.successor import examples_of_next, rules_of_next
from lbedu.drafting.texts import ADVICE, MARK
from lbedu.errors import UsageError
from lbedu.proving.proofs import prove
from lbedu.years import ends_of, is_calendar, is_whole


class Draft(NamedTuple):
    """The files of a year that is begun, by their paths, and what to tell its author."""

    files: dict[str, str]
    advice: str


def begun(year: str, source: Path | None, lang: Language) -> Draft:
    """Begin a year. Raises UsageError for what is no year, and for a source that is not before it or of the other kind."""
    if not is_whole(year) or not 1990 < ends_of(year)[0] < 2990:
        raise UsageError(f"{year!r} is no school year such as 2026-2027, and no year such as 2026")
    if source is None:
        rules, examples = blank_rules(year, lang, MARK[lang]), {f"{year}.yaml": blank_examples()}
    else:
        earlier = load_directive(source)
        if is_calendar(earlier.year) != is_calendar(year):
            raise UsageError(
                f"{source.as_posix()} is of {earlier.year}: days of a school year and of a calendar year do not "
                f"correspond, so {year} can only begin from a year of its own kind, or from nothing (without --from)"
            )
        if earlier.year >= year:
            raise UsageError(f"{source.as_posix()} is of {earlier.year}, which does not come before {year}")
        rules, examples = rules_of_next(earlier, source, year, lang), examples_of_next(earlier, source, year)
    files = {f"{year}.yaml": rules, **{f"examples/{name}": text for name, text in examples.items()}}
    _prove(year, files)
    marks = sum(line.lstrip().startswith(MARK[lang]) for line in rules.splitlines())
    return Draft(files, ADVICE[lang].format(marks=marks, mark=MARK[lang], year=year))


def _prove(year: str, files: dict[str, str]) -> None:
    """What is handed out loads, and its examples come out: anything else is a mistake of ours."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        rules = Path(folder, f"{year}.yaml")
        load_directive(rules)
        wrong = prove(rules).wrong if len(files) > 1 else 0
    if wrong:
        raise ValueError(f"{wrong} examples of a year that was begun do not come out")
