"""Cases: folders with real workbooks, read once and judged as often as asked."""

from __future__ import annotations

from lbedu.directive.directive import Directive, Target
from lbedu.dropped_in import Case
from lbedu.judging.judge import context_of, judge, judge_units, populate
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.run import Gathered, gather
from lbedu.scorecard import Verdict
from lbedu.submission import Unit


class Reported:
    """What the workbooks of a case say: read once, judged as often as asked."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._said: Gathered = gather([case.folder], case.options)
        self.errors = frozenset(p.code for p in self._said.problems if CATALOGUE[p.code].severity == "error")

    def verdict(self, directive: Directive, target: Target, unit: str) -> Verdict | None:
        """What a target says of them; None where it does not judge this unit by itself, or there is none of this name."""
        said, options = self._said, self.case.options
        as_of = options.as_of or directive.evaluate_on
        if said.view == "units":
            alone = directive._replace(targets=(target,))
            verdicts, _ = judge_units(alone, said.register, said.records, as_of)
            return next((v for v in verdicts if v.unit is not None and _is_named(v.unit, unit)), None)
        populations = populate(directive, said.register, said.records, options.complete, said.rejected)
        return judge(target, populations, context_of(directive, populations, as_of), None)


def _is_named(unit: Unit, name: str) -> bool:
    return name in (unit.name, unit.code, f"{unit.level} {unit.name}")
