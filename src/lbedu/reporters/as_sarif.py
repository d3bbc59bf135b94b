"""Reporter `sarif`: what is wrong with workbooks, and what is missed or undecided, for viewers of static analysis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from lbedu.directive.directive import Target
from lbedu.explanations import explained_problem, explained_target
from lbedu.phrases import OUTCOMES, name_list, unit_text
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problem_catalogue.words import TITLES
from lbedu.problems import Language, Problem, Severity
from lbedu.reporters import Style
from lbedu.reporters.lines import bare, by_unit, held_down, required_text, told
from lbedu.reporters.notation import sarif_log
from lbedu.scorecard import Scorecard, Verdict
from lbedu.submission import Place, Submission, Unit

SCHEMA_VERSION = 1
_LEVELS: dict[Severity, sarif_log.Level] = {"error": "error", "missing": "warning", "warning": "note"}
_PLACES = 100
"""So many places of one result viewers show."""


def render(card: Scorecard, style: Style) -> str:
    """The scorecard as a SARIF log. Targets that are met or do not apply are rules without a result: viewers take every result
    for something to mend."""
    return "".join(pieces(card, style))


def pieces(card: Scorecard, style: Style) -> Iterator[str]:
    """The same text result by result."""
    lang = style.lang
    judged = [*(verdict.target for verdict in card.verdicts), *(waiting.target for waiting in card.waiting)]
    targets = {target.id: target for target in judged}
    rules = [_rule_of_code(code, lang) for code in sorted({problem.code for problem in card.problems})]
    rules += [_rule_of_target(card, target, lang) for target in targets.values()]
    facts = {
        "schema_version": SCHEMA_VERSION,
        "year": card.directive.year,
        "rule_file": card.directive.source,
        "rule_file_sha256": card.directive.digest,
        "view": card.view,
        "as_of": card.as_of.isoformat(),
        "outcomes": {outcome: sum(v.outcome == outcome for v in card.verdicts) for outcome in OUTCOMES},
    }
    results = chain(_problems(card, lang), _verdicts(card, lang))
    return sarif_log.log(rules, results, lang, f"{card.directive.year}/{card.view}", card.exit_code, facts)


def _rule_of_code(code: str, lang: Language) -> dict[str, Any]:
    kind = CATALOGUE[code]
    title = TITLES[code][0 if lang == "vi" else 1]
    return sarif_log.rule(code, title, kind.about[lang], explained_problem(code, lang), _LEVELS[kind.severity])


def _rule_of_target(card: Scorecard, target: Target, lang: Language) -> dict[str, Any]:
    title = f"{target.clause} {target.spec.title.get(lang)}"
    level: sarif_log.Level = "note" if target.spec.strength == "encourage" else "error"
    about = required_text(card, target, lang, joiner="; ")
    return sarif_log.rule(target.id, title, about, explained_target(card.directive, target, lang), level)


def _problems(card: Scorecard, lang: Language) -> Iterator[dict[str, Any]]:
    seen: Counter[tuple[str, ...]] = Counter()
    for problem in card.problems:
        same = (problem.code, *problem.place)
        seen[same] += 1
        places = [_location(place) for place in (problem.place, *problem.places)[:_PLACES]]
        message = _named(problem, lang)
        yield sarif_log.result(
            problem.code, _LEVELS[problem.severity], message, places, (card.directive.year, *same, str(seen[same]))
        )


def _named(problem: Problem, lang: Language) -> str:
    lead = f"{problem.place.address}: " if problem.place.address else ""
    return f"{lead}{problem.text(lang, 'message')}\n{problem.text(lang, 'fix')}"


def _verdicts(card: Scorecard, lang: Language) -> Iterator[dict[str, Any]]:
    reports = by_unit(card.submissions, lambda one: one.unit)
    for verdict in card.verdicts:
        if verdict.outcome not in ("missed", "undecided"):
            continue
        target, unit = verdict.target, verdict.unit
        lenient = target.spec.strength == "encourage"
        level: sarif_log.Level = "none" if verdict.outcome == "undecided" else "note" if lenient else "error"
        whose = "" if unit is None else f"{unit_text(card.directive, unit, lang)}: "
        held = name_list(held_down(card, verdict, lang), lang, joiner="; ") if unit is None else ""
        message = f"{whose}{OUTCOMES[verdict.outcome][lang]}: {told(card, verdict, lang)}\n{held}".rstrip("\n")
        locations = [_location(place) for place in _places(card, verdict, reports)]
        identity = (card.directive.year, target.id, *(() if unit is None else (unit.kind, unit.level, unit.name)))
        kind = "fail" if verdict.outcome == "missed" else "open"
        yield sarif_log.result(target.id, level, message, locations, identity, kind)


def _places(card: Scorecard, verdict: Verdict, reports: Mapping[Unit | None, Sequence[Submission]]) -> list[Place]:
    """The cells that a verdict stands on, of those first that hold it down; without any its file, or the rule file."""
    held = {bare(holding.unit) for part in verdict.parts for holding in part.failing}
    files = {one.file for unit in held for one in reports.get(unit, ())}
    cells = list(dict.fromkeys(place for _, said in verdict.sources for place in said.places))
    found = sorted(cells, key=lambda place: place.file not in files)[:_PLACES]
    own = [Place(one.file) for one in reports.get(bare(verdict.unit), ())] if verdict.unit else []
    return found or own[:1] or [Place(card.directive.source)]


def _location(place: Place) -> dict[str, Any]:
    return sarif_log.cell_location(place.file, place.sheet, place.cell, place.address)
