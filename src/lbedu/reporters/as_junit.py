"""Reporter `junit`: every file, and every target of every unit, as a case that a CI system shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lbedu import __version__
from lbedu.phrases import OUTCOMES, unit_text
from lbedu.problems import Language, Problem, Severity
from lbedu.reporters import Style
from lbedu.reporters.lines import SEVERITIES, bare, file_problems, held_down, own_figure, required_text, told, waits_for
from lbedu.reporters.notation import junit_xml
from lbedu.scorecard import Scorecard, Verdict, Waiting
from lbedu.submission import Unit

SCHEMA_VERSION = 1
_COMES_OF: dict[Severity, junit_xml.Came | None] = {"error": "error", "missing": "skipped", "warning": None}


def render(card: Scorecard, style: Style) -> str:
    """The scorecard as JUnit XML: first the files with their problems, then the units and clauses with their verdicts."""
    return "".join(pieces(card, style))


def pieces(card: Scorecard, style: Style) -> Iterator[str]:
    """The same text case by case."""
    suites = [_file(card, file, problems, style.lang) for file, problems in file_problems(card).items()]
    suites += [_clause(card, unit, clause, items, style.lang) for (unit, clause), items in _by_clause(card).items()]
    if not suites:
        nothing = _say(style.lang, "không có gì để kiểm tra", "there was nothing to check")
        case = junit_xml.Case(card.directive.year, nothing, "skipped", "nothing_reported", nothing)
        suites = [junit_xml.Suite(card.directive.year, ["skipped"], [case])]
    suites[0] = suites[0]._replace(facts=tuple(_facts(card)))
    return junit_xml.written(f"lbedu check {card.directive.year}", suites)


def _suite(
    card: Scorecard, name: str, place: Iterable[str], came: Sequence[junit_xml.Came | None], cases: Iterable[_Told]
) -> junit_xml.Suite:
    """A suite whose cases have names of their own, below one class."""
    # readers take what is before the last dot for a package
    classname = ".".join(one.replace(".", "-") for one in (card.directive.year, *place) if one)

    def named() -> Iterator[junit_xml.Case]:
        names: Counter[str] = Counter()
        for how, told_of in zip(came, cases, strict=True):
            names[told_of.name] += 1
            again = names[told_of.name]
            shown = f"{told_of.name} ({again})" if again > 1 else told_of.name
            yield junit_xml.Case(classname, shown, how, *told_of[1:])

    return junit_xml.Suite(name, came, named())


class _Told(NamedTuple):
    """What is told of a case."""

    name: str
    kind: str = ""
    message: str = ""
    lines: Sequence[str] = ()


def _facts(card: Scorecard) -> Iterator[tuple[str, str]]:
    yield "schema_version", str(SCHEMA_VERSION)
    yield "lbedu", __version__
    yield "year", card.directive.year
    yield "rule_file", card.directive.source
    yield "rule_file_sha256", card.directive.digest
    yield "view", card.view
    yield "as_of", card.as_of.isoformat()
    yield "exit_code", str(card.exit_code)


def _file(card: Scorecard, file: str, problems: Sequence[Problem], lang: Language) -> junit_xml.Suite:
    name = f"{_say(lang, 'Số liệu', 'Data')}: {file}"
    if not problems:
        return _suite(card, name, (file,), [None], [_Told(_say(lang, "không có sai số liệu", "no problem"))])
    came = [_COMES_OF[problem.severity] for problem in problems]
    return _suite(card, name, (file,), came, (_problem(problem, lang) for problem in problems))


def _problem(problem: Problem, lang: Language) -> _Told:
    name = f"{problem.code}: {problem.place.address}" if problem.place.address else problem.code
    message = problem.text(lang, "message")
    lines = [f"{SEVERITIES[problem.severity][lang]}: {problem.place}", message, problem.text(lang, "fix")]
    lines += [place.seen_from(problem.place) for place in problem.places]
    return _Told(name, problem.code, message, lines)


def _by_clause(card: Scorecard) -> dict[tuple[Unit | None, str], list[Verdict | Waiting]]:
    """Verdicts, then what waits for others: unit by unit, each in the order of the directive's clauses."""
    found: dict[tuple[Unit | None, str], list[Verdict | Waiting]] = {}
    order = {target.id: at for at, target in enumerate(card.directive.targets)}
    units = {one: at for at, one in enumerate(dict.fromkeys(bare(s.unit) for s in card.submissions))}

    def place(item: Verdict | Waiting) -> tuple[int, int]:
        return -1 if item.unit is None else units.get(bare(item.unit), len(units)), order[item.target.id]

    items: list[Verdict | Waiting] = [*card.verdicts, *card.waiting]
    for item in sorted(items, key=place):
        found.setdefault((item.unit, item.target.clause), []).append(item)
    return found


def _clause(
    card: Scorecard, unit: Unit | None, clause: str, items: Sequence[Verdict | Waiting], lang: Language
) -> junit_xml.Suite:
    name = _unit_name(card, unit, lang)
    came = [_comes_of(item) for item in items]
    return _suite(card, f"{name}: {clause}", (name, clause), came, (_target(card, item, lang) for item in items))


def _comes_of(item: Verdict | Waiting) -> junit_xml.Came | None:
    if isinstance(item, Waiting):
        return "skipped"
    if item.outcome == "met":
        return None
    return "failure" if item.outcome == "missed" and item.target.spec.strength != "encourage" else "skipped"


def _target(card: Scorecard, item: Verdict | Waiting, lang: Language) -> _Told:
    name = f"{item.target.spec.title.get(lang)} [{item.target.id}]"
    if isinstance(item, Verdict) and item.outcome == "met":
        return _Told(name)
    required = _say(lang, "Yêu cầu: ", "Required: ") + required_text(card, item.target, lang, joiner="; ")
    if isinstance(item, Waiting):
        others = ", ".join(waits_for(card, item, lang))
        message = _say(lang, f"chờ số liệu của {others}", f"waits for {others}")
        return _Told(name, "waiting", message, [required, *own_figure(card, item, lang).split("\n")])
    message = f"{OUTCOMES[item.outcome][lang]}: {told(card, item, lang)}"
    return _Told(name, item.outcome, message, [required, *held_down(card, item, lang)])


def _unit_name(card: Scorecard, unit: Unit | None, lang: Language) -> str:
    if unit is None:
        whole = card.directive.as_whole(lang).removeprefix("the ")
        return whole[:1].upper() + whole[1:]
    return unit_text(card.directive, unit, lang)


def _say(lang: Language, vi: str, en: str) -> str:
    return vi if lang == "vi" else en
