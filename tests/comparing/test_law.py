"""A law: whoever meets a tighter rule meets the looser one. Held against every slight change of the shipped rules, on all of
their examples."""

from __future__ import annotations

from collections import Counter

import pytest

from lbedu.comparing.aspects import Side
from lbedu.comparing.indicators import status_of
from lbedu.comparing.strictness import aspects
from lbedu.directive.compile import compile_target
from lbedu.directive.load import available
from lbedu.directive.model import TargetSpec
from lbedu.proving.mutants import changes
from lbedu.proving.proofs import prove

CONTRADICTS = {
    "tightened": {("missed", "met")},
    "loosened": {("met", "missed")},
    "unchanged": {("missed", "met"), ("met", "missed")},
    "not_comparable": set[tuple[str, str]](),
}
"""Outcomes before and after that a status rules out."""


@pytest.mark.parametrize("year", available())
def test_no_example_contradicts_what_a_change_is_called(year: str) -> None:
    proven = prove(available()[year])
    directive, side = proven.directive, Side(proven.directive)
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    for target in directive.targets:
        own = [
            trial for trial in proven.trials if trial.proof.target.id == target.id and trial.proof.example is not None
        ]
        for change in changes(directive.file, target.spec):
            assert isinstance(change.measure, TargetSpec)
            other = compile_target(directive.file, target.commitment, change.measure)
            if other is None:
                continue
            status = status_of(aspects(side, target, side, other))
            seen[status] += 1
            for trial in own:
                verdict = trial.proof.judge(directive, other)
                if verdict is not None and (trial.proof.expected, verdict.outcome) in CONTRADICTS[status]:
                    wrong.append(f"{target.id}: {change}: {status}, but {trial.proof.file}:{trial.proof.line}")
                    break
    assert wrong == []
    assert min(seen["tightened"], seen["loosened"], seen["not_comparable"]) > 20
