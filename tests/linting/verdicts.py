"""What verdicts stand on in a rule file, and whether the examples beside a year notice that it has changed. Holds no tests.

Codes, labels and titles are not among it: forms are made from the file and read by it, so they change on both sides."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from pathlib import Path

from lbedu.directive.expression import fields_of
from lbedu.directive.model import FieldSpec, RuleFile
from lbedu.directive.yaml_text import Document
from lbedu.examples import given_of, judge_given
from lbedu.linting.linter import lint_text
from lbedu.linting.looked_at import LookedAt
from lbedu.proving.mutation import reasons_beside
from lbedu.proving.proofs import Proven, prove

Standing = Mapping[tuple[str, str], Hashable]
"""By the subject, as reasons name it, and by what it is there."""


def standing_of(year: LookedAt) -> Standing:
    """All that a verdict can depend on."""
    found: dict[tuple[str, str], Hashable] = {("file", "evaluate_on"): year.file.evaluate_on}
    found |= {(target.id, "target"): target.measure for target in year.targets}
    read = {(form, field) for target in year.targets for form, field in fields_of(target.measure)}
    found |= dict(_of_units(year.file)) | dict(_of_forms(year.file, read))
    return found


def _of_units(file: RuleFile) -> Iterator[tuple[tuple[str, str], Hashable]]:
    for kind, names in file.expects.items():
        yield ("expects", kind), frozenset(names)
    for kind, spec in file.units.items():
        yield (f"units.{kind}", "kind"), (tuple(spec.levels), next(iter(spec.types), ""), spec.lies_in)
        for unit in spec.named:
            yield (f"units.{kind}.named", unit.name), (unit.level, unit.type, unit.flags)
            yield (f"units.{kind}.aliases", unit.name), frozenset(unit.aliases)
        for group, members in spec.groups.items():
            yield (f"units.{kind}.groups", group), frozenset(members)
    for name, options in file.choices.items():
        yield (f"choices.{name}", "order"), tuple(option.id for option in options)


def _of_forms(file: RuleFile, read: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], Hashable]]:
    for name, form in file.forms.items():
        yield (f"forms.{name}.rows", "rows"), (form.unit, tuple(row.level for row in form.rows))
        related = form.related(frozenset(field for other, field in read if other == name))
        for one in form.fields:
            if isinstance(one, FieldSpec) and one.id in related:
                bounds = (
                    one.type,
                    one.levels,
                    one.part_of,
                    one.asked_when,
                    one.options,
                    one.min,
                    one.max,
                    one.evidence,
                )
                yield (f"forms.{name}.{one.id}", "field"), bounds


def changed_unnoticed(rules: Path, year: LookedAt, with_reasons: bool = True) -> list[str]:
    """What has changed in a year, seen from the one on disk, where all examples come out as before and no reason is given why
    they have to."""
    original, proven, explained = as_it_is(rules)
    explained = explained if with_reasons else frozenset()
    here = standing_of(year)
    changed = sorted(key for key in {*original, *here} if not _is_same(key[1], original.get(key), here.get(key)))
    rest = [f"{subject}: {what}" for subject, what in changed if subject not in explained]
    return [] if not rest or is_noticed(year, proven) else rest


def _is_same(what: str, before: Hashable, after: Hashable) -> bool:
    """Of answers their order alone: one that is called otherwise is the same as long as no target names it."""
    if what == "order" and isinstance(before, tuple) and isinstance(after, tuple):
        return [one for one in before if one in after] == [one for one in after if one in before]
    return before == after


@cache
def as_it_is(rules: Path) -> tuple[Standing, Proven, frozenset[str]]:
    _, year = lint_text(rules.read_text(encoding="utf-8"), rules)
    assert year is not None
    reasons = Document(reasons_beside(rules).read_text(encoding="utf-8")).data
    return standing_of(year), prove(rules), frozenset(subject for one in reasons for subject in one["changes"])


def is_noticed(year: LookedAt, proven: Proven) -> bool:
    """As by `lbedu targets test`: an example that differs or that cannot be read, or a target without any."""
    directive = year.directive
    named = {trial.proof.target.id for trial in proven.trials}
    if {target.id for target in year.targets} != named:
        return True
    for trial in proven.trials:
        target = directive.target(trial.proof.target.id)
        assert target is not None and trial.proof.example is not None
        try:
            verdict = judge_given(directive, target, given_of(directive, trial.proof.example))
        except ValueError:
            return True
        if verdict is None or verdict.outcome != trial.proof.expected:
            return True
    return False
