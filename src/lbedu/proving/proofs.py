"""Everything that proves a rule file: examples beside it, drop-in examples, cases of workbooks; each judged by the judge of
every run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from lbedu.directive.directive import Directive, Target
from lbedu.directive.load import load_directive
from lbedu.dropped_in import EXPECTED, Case, example_files, load_case
from lbedu.errors import UsageError
from lbedu.examples import Example, Given, examples_beside, given_of, judge_given, load_examples
from lbedu.finding import shown
from lbedu.proving.cases import Reported
from lbedu.scorecard import Outcome, Verdict

Judge = Callable[[Directive, Target], Verdict | None]


class Proof(NamedTuple):
    """One outcome that is expected of a target, and how it is found out."""

    file: str
    line: int
    target: Target
    unit: str
    """The unit by itself that a case names; else empty."""
    expected: Outcome
    judge: Judge
    example: Example | None = None
    """None: it is of a case of workbooks."""


class Trial(NamedTuple):
    """A proof and what came of it."""

    proof: Proof
    verdict: Verdict | None

    @property
    def passed(self) -> bool:
        return self.verdict is not None and self.verdict.outcome == self.proof.expected


class Reading(NamedTuple):
    """Whether the workbooks of a case hold the data errors that it names, and no others."""

    folder: str
    found: frozenset[str]
    expected: frozenset[str]

    @property
    def passed(self) -> bool:
        return self.found == self.expected


class Proven(NamedTuple):
    """A rule file with all that was tried."""

    path: Path
    directive: Directive
    trials: tuple[Trial, ...]
    readings: tuple[Reading, ...]
    inputs: tuple[Path, ...] = ()
    """The rule file and every file of examples: what is read, and never written."""

    @property
    def bare(self) -> tuple[Target, ...]:
        """Targets that nothing was tried of."""
        tried = {trial.proof.target.id for trial in self.trials}
        return tuple(target for target in self.directive.targets if target.id not in tried)

    @property
    def tried(self) -> int:
        return len(self.trials) + len(self.readings)

    @property
    def wrong(self) -> int:
        failed = [one.passed for one in self.trials] + [one.passed for one in self.readings]
        return failed.count(False) + len(self.bare)


def prove(rules: Path, more: Path | None = None) -> Proven:
    """Judge all examples of a rule file: `examples/YEAR.yaml` and the folder `examples/YEAR` beside it, and a folder besides.

    Raises UsageError where there are none: nothing tried is not proven."""
    directive = load_directive(rules)
    files, cases = example_files(rules, more)
    if not files and not cases:
        raise UsageError(f"{shown(rules)} has no examples ({shown(examples_beside(rules))} is missing)")
    proofs = [proof for file in files for proof in _of_file(directive, file)]
    readings = []
    for folder in cases:
        case = load_case(directive, rules, folder)
        reported = Reported(case)
        readings.append(Reading(case.folder, reported.errors, case.problems))
        proofs += _of_case(case, reported)
    if not proofs:
        raise UsageError(f"{shown(rules)}: no examples found, nothing was tried")
    trials = tuple(Trial(proof, proof.judge(directive, proof.target)) for proof in proofs)
    inputs = (rules, *files, *(folder / EXPECTED for folder in cases))
    return Proven(rules, directive, trials, tuple(readings), inputs)


def _of_file(directive: Directive, file: Path) -> list[Proof]:
    return [
        Proof(
            shown(file),
            example.line,
            example.target,
            "",
            example.expected,
            partial(_judged, given_of(directive, example)),
            example,
        )
        for example in load_examples(directive, file)
    ]


def _judged(given: Given, directive: Directive, target: Target) -> Verdict | None:
    return judge_given(directive, target, given)


def _of_case(case: Case, reported: Reported) -> list[Proof]:
    file = f"{case.folder}/{EXPECTED}"
    return [
        Proof(file, one.line, one.target, one.unit, one.outcome, partial(_reported, reported, one.unit))
        for one in case.expected
    ]


def _reported(reported: Reported, unit: str, directive: Directive, target: Target) -> Verdict | None:
    return reported.verdict(directive, target, unit)
