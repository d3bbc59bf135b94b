"""Forms that check themselves: what they say is what the check says, for every answer that their cells admit."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

import lbedu
from lbedu.directive.directive import Directive
from lbedu.directive.load import find_rule_file, known_years, load_directive
from lbedu.handouts.live.verdicts import NOT_CONCERNED
from lbedu.own_form import LIVE_SHEET
from lbedu.phrases import OUTCOMES
from lbedu.register import Register
from lbedu.scorecard import Scorecard
from lbedu.submission import Unit
from tests.handouts.filled_forms import Blank, blank_of, filled
from tests.libreoffice import converted, needs_libreoffice
from tests.thorough import some

WARD = Path(__file__).parents[2] / "examples" / "ward" / "targets" / "2026.yaml"
RULES = {year: find_rule_file(year, None) for year in known_years(None)} | {"2026": WARD}
"""Those that are shipped, and one with ratios."""
WORDS = {words["vi"]: outcome for outcome, words in OUTCOMES.items()}
FORMS = [
    (year, kind, level)
    for year, rules in RULES.items()
    for kind, spec in load_directive(rules).file.units.items()
    for level in spec.levels or ("",)
]
OF_A_KIND = some(1, 30)


class Case(NamedTuple):
    """A filled form, and who sent it."""

    blank: Blank
    path: Path


def senders(directive: Directive, kind: str, level: str, chance: random.Random) -> Iterator[dict[str, str]]:
    """Units of all sorts: those that the directive names, in the spellings of clerks, and others; of any type, or of none."""
    spec = directive.file.units[kind]
    names = list(directive.file.expects.get(kind, ())) or [one.name for one in spec.named if one.level == level]
    while True:
        who: dict[str, str] = {}
        if len(names) != 1 or not directive.file.expects.get(kind):
            name = chance.choice(names)
            if not directive.file.expects.get(kind) and chance.random() < 0.5:
                name = f"{level} Hoa Phượng"
            bare = name.removeprefix(f"{level} ")
            prefixes = spec.levels[level].prefixes if level else ()
            who["name"] = chance.choice([name, bare, *(f"{prefix} {bare}" for prefix in prefixes)])
        if spec.types and chance.random() < 0.9:
            who["type"] = chance.choice([words.vi for words in spec.types.values()] + [spec.types["public"].vi] * 4)
        yield who


def cases(folder: Path) -> Iterator[Case]:
    for year, kind, level in FORMS:
        directive = load_directive(RULES[year])
        blank = blank_of(directive, kind, level)
        chance = random.Random(f"{year} {kind} {level}")
        for number, who in zip(range(OF_A_KIND), senders(directive, kind, level, chance), strict=False):
            path = folder / f"{year}-{kind}-{level}-{number}.xlsx"
            path.write_bytes(filled(blank, chance, who))
            yield Case(blank, path)
        for number, unit in enumerate(known_units(directive, kind, level)):
            blank = blank_of(directive, kind, level, unit)
            path = folder / f"{year}-{kind}-{level}-known-{number}.xlsx"
            path.write_bytes(filled(blank, chance, {}))
            yield Case(blank, path)


def known_units(directive: Directive, kind: str, level: str) -> list[Unit]:
    """Units as a register knows them: one that the directive names, and one that is private."""
    if kind != "school" or kind in directive.file.expects:
        return []
    named = [one for one in Register(directive).units[kind] if one.level == level]
    return [named[0], Unit(kind, f"{level} Hoa Phượng", level, "01234", "Bồ Đề", "private")][: some(1, 2)]


def told(path: Path) -> dict[tuple[str, str], object]:
    """What a recalculated form says of every target, by clause and title. No cell of it shows an error."""
    with path.open("rb") as stream:
        book = load_workbook(stream, data_only=True, read_only=True)
        for sheet in book.worksheets:
            wrong = [cell for row in sheet.iter_rows(values_only=True) for cell in row if str(cell).startswith("#")]
            assert not wrong, (path.name, sheet.title, wrong)
        rows = [row for row in book[LIVE_SHEET].iter_rows(values_only=True) if isinstance(row[0], int)]
    return {(str(row[2]), str(row[1])): row[6] for row in rows}


def checked(case: Case) -> dict[tuple[str, str], object] | None:
    """What the check says; None of a form from which nothing is taken."""
    card = lbedu.check(case.path, targets=RULES[case.blank.directive.year], view="units")
    if not card.submissions:
        return None
    found: dict[tuple[str, str], object] = {(v.target.clause, v.target.spec.title.vi): v.outcome for v in card.verdicts}
    return found | {(w.target.clause, w.target.spec.title.vi): "waiting" for w in card.waiting}


@pytest.mark.thorough
@needs_libreoffice
def test_live_verdicts_are_those_of_the_check(tmp_path: Path) -> None:
    every = list(cases(tmp_path))
    recalculated = converted([case.path for case in every], "xlsx", tmp_path / "recalculated")
    wrong, seen = [], 0
    for case, path in zip(every, recalculated, strict=True):
        expected = checked(case)
        if expected is None:
            continue
        for target, words in told(path).items():
            outcome = WORDS.get(str(words), "waiting" if words != NOT_CONCERNED else None)
            seen += 1
            if outcome != expected.get(target):
                wrong.append((case.path.name, target, words, expected.get(target)))
        wrong += [(case.path.name, target, None, "?") for target in expected.keys() - told(path).keys()]
        card, saved = (
            lbedu.check(one, targets=RULES[case.blank.directive.year], view="units") for one in (case.path, path)
        )
        wrong += [(case.path.name, ("", ""), "saved values", "other readings")] * (said(card) != said(saved))
    assert not wrong, "\n".join(map(str, wrong[:20]))
    assert seen > 10 * len(every)


def said(card: Scorecard) -> object:
    """What was read of a form, whoever saved it last."""
    problems = [(problem.code, problem.place.address, problem.found) for problem in card.problems]
    verdicts = [(verdict.target.id, verdict.outcome) for verdict in card.verdicts]
    return problems, [(reading.place.address, reading.found) for reading in card.readings], verdicts
