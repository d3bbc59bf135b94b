"""Which slight changes of a rule file no example notices: every change is judged by all that proves the targets it concerns."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lbedu.directive.check_forms import check_file
from lbedu.directive.compile import compile_target
from lbedu.directive.directive import Directive, Target
from lbedu.directive.load import read_text
from lbedu.directive.model import Language, TargetSpec, listed
from lbedu.directive.yaml_text import Document
from lbedu.errors import Mistake, RuleFileError
from lbedu.examples import examples_beside, given_of, judge_given
from lbedu.finding import shown
from lbedu.proving.grounds import GroundChange, ground_changes
from lbedu.proving.mutants import LEFT_OUT, changes
from lbedu.proving.proofs import Proof, Proven

_LEFT_OUT = "(bỏ đi)"
"""The same in Vietnamese; reasons may say either."""


class Survivor(NamedTuple):
    """A change that no example notices."""

    subject: str
    """A target, or another part of the rule file by its place."""
    change: str
    line: int
    reason: str
    """Why no example can notice it, as the file of reasons says; else empty."""


class Mutation(NamedTuple):
    """What came of changing a rule file."""

    tried: int
    refused: int
    """Changes that the loader refuses: a rule file with one of them is not used."""
    survivors: tuple[Survivor, ...]
    stale: tuple[Mistake, ...]
    """Reasons for what is noticed, or is no change at all."""
    reasons: str
    """The file of reasons, whether it is there or not."""

    @property
    def unexplained(self) -> int:
        return sum(not one.reason for one in self.survivors)


def reasons_beside(rules: Path) -> Path:
    """Where the reasons stand: `examples/YEAR.survivors.yaml` beside the rule file."""
    return examples_beside(rules).with_suffix(".survivors.yaml")


def mutate(proven: Proven) -> Mutation:
    """Change the rule file slightly, in every way that there is. All examples have to be right before."""
    directive = proven.directive
    path = reasons_beside(proven.path)
    reasons, places = _reasons(path) if os.path.isfile(path) else ({}, {})
    document = Document(read_text(proven.path)[0])
    by_target: dict[str, list[Proof]] = {target.id: [] for target in directive.targets}
    for trial in proven.trials:
        by_target[trial.proof.target.id].append(trial.proof)
    tried = refused = 0
    found: list[tuple[str, str, int]] = []
    for one in (*_of_targets(directive, by_target), *_of_grounds(directive, by_target)):
        tried += 1
        refused += one.noticed is None
        if one.noticed is False:
            found.append((one.subject, one.change, document.place(one.path)[0]))
    survivors = tuple(Survivor(*one, reasons.get(one[:2], "")) for one in found)
    alive = {(one.subject, one.change) for one in survivors}
    stale = tuple(
        Mistake(*places[key], f"{key[0]}: nothing survives that is called `{key[1]}`")
        for key in reasons
        if key not in alive
    )
    return Mutation(tried, refused, survivors, stale, shown(path))


class _Tried(NamedTuple):
    subject: str
    change: str
    path: tuple[str | int, ...]
    noticed: bool | None
    """None: the loader refuses it."""


def _of_targets(directive: Directive, by_target: dict[str, list[Proof]]) -> Iterator[_Tried]:
    originals = {target.id: target.measure for target in directive.targets}
    for c, commitment in enumerate(directive.file.commitments):
        for t, spec in enumerate(commitment.targets):
            place = ("commitments", c, "targets", t)
            for change in {str(change): change for change in changes(directive.file, spec)}.values():
                assert isinstance(change.measure, TargetSpec)
                noticed: bool | None = None
                target = compile_target(directive.file, commitment, change.measure)
                if target is not None:
                    if target.measure == originals[spec.id]:  # written otherwise, it means the same
                        continue
                    noticed = any(_differs(directive, target, proof) for proof in by_target[spec.id])
                yield _Tried(spec.id, str(change), (*place, *change.path), noticed)


def _differs(directive: Directive, target: Target, proof: Proof) -> bool:
    verdict = proof.judge(directive, target)
    return verdict is None or verdict.outcome != proof.expected


def _of_grounds(directive: Directive, by_target: dict[str, list[Proof]]) -> Iterator[_Tried]:
    for change in ground_changes(directive.file, directive.targets):
        noticed = None if check_file(change.file) else _notices(directive, change, by_target)
        yield _Tried(change.subject, str(change), change.path, noticed)


def _notices(directive: Directive, change: GroundChange, by_target: dict[str, list[Proof]]) -> bool | None:
    """Whether an example of a target that is concerned comes out otherwise; None where one of them is refused."""
    targets: list[Target] = []
    for commitment in change.file.commitments:
        for spec in commitment.targets:
            if spec.id in change.concerned:
                target = compile_target(change.file, commitment, spec)
                if target is None:
                    return None
                targets.append(target)
    changed = directive._replace(file=change.file, targets=tuple(targets))
    return any(_differs_on_new_ground(changed, target, proof) for target in targets for proof in by_target[target.id])


def _differs_on_new_ground(changed: Directive, target: Target, proof: Proof) -> bool:
    """The rows of an example are read anew: what units and fields are may have changed. Workbooks are not."""
    if proof.example is None:
        return _differs(changed, target, proof)
    try:
        verdict = judge_given(changed, target, given_of(changed, proof.example))
    except ValueError:  # it names what is no longer there
        return True
    return verdict is None or verdict.outcome != proof.expected


def _reasons(path: Path) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], tuple[int, int]]]:
    """The reasons by subject and change, and where each stands. Raises RuleFileError where the file is none."""
    document = Document(read_text(path)[0])
    if document.mistakes:
        raise RuleFileError(shown(path), list(document.mistakes))
    mistakes: list[Mistake] = []
    found: dict[tuple[str, str], str] = {}
    places: dict[tuple[str, str], tuple[int, int]] = {}
    for i, entry in enumerate(document.data if isinstance(document.data, tuple) else (document.data,)):
        why, said = (entry.get("why"), entry.get("changes")) if isinstance(entry, dict) else (None, None)
        if not isinstance(why, str) or not isinstance(said, dict) or len(entry) != 2:
            mistakes.append(
                Mistake(*document.place((i,)), "an entry is `why: a text` and `changes: {target: [changes]}`")
            )
            continue
        for subject, several in said.items():
            for at, change in enumerate(listed(several)):
                key = (str(subject), str(change).replace(_LEFT_OUT, LEFT_OUT))
                found[key], places[key] = why, document.place((i, "changes", subject, at))
    if mistakes:
        raise RuleFileError(shown(path), mistakes)
    return found, places


def mutation_lines(proven: Proven, found: Mutation, lang: Language) -> Iterator[str]:
    """What no example notices and nobody has explained, reasons that explain nothing, and the sum."""
    vi = lang == "vi"
    file = shown(proven.path)
    for one in found.survivors:
        if not one.reason:
            unseen = "không ví dụ nào nhận ra thay đổi này" if vi else "no example notices this change"
            change = one.change.replace(LEFT_OUT, _LEFT_OUT) if vi else one.change
            yield f"{file}:{one.line}: {one.subject}: {change}: {unseen}"
    for mistake in found.stale:
        yield f"{found.reasons}:{mistake.line}:{mistake.column}: {mistake.message}"
    explained = len(found.survivors) - found.unexplained
    noticed = found.tried - found.refused - len(found.survivors)
    year = proven.directive.year
    if vi:
        yield (
            f"{year}: {found.tried} thay đổi: {noticed} bị ví dụ phát hiện, {found.refused} bị từ chối khi đọc tệp, "
            f"{explained} không thể nhận ra (có lý do), {found.unexplained} chưa bị phát hiện"
        )
    else:
        yield (
            f"{year}: {found.tried} changes: {noticed} noticed, {found.refused} refused by the loader, "
            f"{explained} that nobody can notice (with a reason), {found.unexplained} not noticed"
        )
