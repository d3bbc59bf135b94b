"""Reporter `junit`: every file, and every target of every unit, as a case that a CI system shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from lbedu import __version__
from lbedu.phrases import OUTCOMES, unit_text
from lbedu.problems import Language, Problem
from lbedu.reporters import Style
from lbedu.reporters.lines import SEVERITIES, bare, file_problems, held_down, own_figure, required_text, told, waits_for
from lbedu.reporters.notation import junit_xml
from lbedu.scorecard import Scorecard, Verdict, Waiting
from lbedu.submission import Unit

SCHEMA_VERSION = 1


def render(card: Scorecard, style: Style) -> str:
    """The scorecard as JUnit XML: first the files with their problems, then the units and clauses with their verdicts."""
    report = junit_xml.document(f"lbedu check {card.directive.year}")
    for file, problems in file_problems(card).items():
        _file(_Cases(card, report, f"{_say(style, 'Số liệu', 'Data')}: {file}", file), problems, style.lang)
    for (unit, clause), items in _by_clause(card).items():
        name = _unit_name(card, unit, style.lang)
        cases = _Cases(card, report, f"{name}: {clause}", name, clause)
        for item in items:
            _target(card, cases, item, style.lang)
    if not len(report):
        nothing = _say(style, "không có gì để kiểm tra", "there was nothing to check")
        case = _Cases(card, report, card.directive.year, "").new(nothing)
        junit_xml.came(case, "skipped", "nothing_reported", nothing)
    return junit_xml.finished(report)


class _Cases:
    """A suite whose cases have names of their own, below one class."""

    def __init__(self, card: Scorecard, report: Element, name: str, *place: str) -> None:
        self.suite = junit_xml.suite(report, name)
        if len(report) == 1:
            junit_xml.properties(self.suite, _facts(card))
        # readers take what is before the last dot for a package
        self.classname = ".".join(one.replace(".", "-") for one in (card.directive.year, *place) if one)
        self.names: Counter[str] = Counter()

    def new(self, name: str) -> Element:
        self.names[name] += 1
        again = self.names[name]
        return junit_xml.case(self.suite, self.classname, f"{name} ({again})" if again > 1 else name)


def _facts(card: Scorecard) -> Iterator[tuple[str, str]]:
    yield "schema_version", str(SCHEMA_VERSION)
    yield "lbedu", __version__
    yield "year", card.directive.year
    yield "rule_file", card.directive.source
    yield "rule_file_sha256", card.directive.digest
    yield "view", card.view
    yield "as_of", card.as_of.isoformat()
    yield "exit_code", str(card.exit_code)


def _file(cases: _Cases, problems: Sequence[Problem], lang: Language) -> None:
    if not problems:
        cases.new("không có sai số liệu" if lang == "vi" else "no problem")
    for problem in problems:
        case = cases.new(f"{problem.code}: {problem.place.address}" if problem.place.address else problem.code)
        message = problem.text(lang, "message")
        lines = [f"{SEVERITIES[problem.severity][lang]}: {problem.place}", message, problem.text(lang, "fix")]
        lines += [place.seen_from(problem.place) for place in problem.places]
        if problem.severity == "warning":
            junit_xml.aside(case, lines)
        else:
            how: junit_xml.Came = "error" if problem.severity == "error" else "skipped"
            junit_xml.came(case, how, problem.code, message, lines)


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


def _target(card: Scorecard, cases: _Cases, item: Verdict | Waiting, lang: Language) -> None:
    case = cases.new(f"{item.target.spec.title.get(lang)} [{item.target.id}]")
    required = ("Yêu cầu: " if lang == "vi" else "Required: ") + required_text(card, item.target, lang, joiner="; ")
    if isinstance(item, Waiting):
        others = ", ".join(waits_for(card, item, lang))
        message = f"chờ số liệu của {others}" if lang == "vi" else f"waits for {others}"
        junit_xml.came(case, "skipped", "waiting", message, [required, *own_figure(card, item, lang).split("\n")])
        return
    if item.outcome == "met":
        return
    lenient = item.target.spec.strength == "encourage"
    how: junit_xml.Came = "failure" if item.outcome == "missed" and not lenient else "skipped"
    message = f"{OUTCOMES[item.outcome][lang]}: {told(card, item, lang)}"
    junit_xml.came(case, how, item.outcome, message, [required, *held_down(card, item, lang)])


def _unit_name(card: Scorecard, unit: Unit | None, lang: Language) -> str:
    if unit is None:
        whole = card.directive.as_whole(lang).removeprefix("the ")
        return whole[:1].upper() + whole[1:]
    return unit_text(card.directive, unit, lang)


def _say(style: Style, vi: str, en: str) -> str:
    return vi if style.lang == "vi" else en
