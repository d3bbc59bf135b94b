"""What no example has tried yet: outcomes of targets, and the sides of their thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lbedu.directive.describe import check_requirement, label_of, leaf_requirement
from lbedu.directive.directive import Directive, Target
from lbedu.directive.expression import Compared, Done, Ratio, parts
from lbedu.directive.model import Language, NamedUnit
from lbedu.examples import Given, given_of, judge_given
from lbedu.proving.boundaries import Boundary, Side, boundaries, needed, sides_of
from lbedu.proving.proofs import Proven
from lbedu.scorecard import Outcome
from lbedu.submission import Place, Record, Said, Unit

_SIDES: tuple[Side, ...] = ("below", "at", "above")


class Untried(NamedTuple):
    """An outcome that no example has, or a side of a threshold that none stands at."""

    target: Target
    outcome: Outcome | None
    boundary: Boundary | None = None
    side: Side | None = None


class Coverage(NamedTuple):
    """How much of a year is tried."""

    outcomes: int
    sides: int
    """How many outcomes, and how many sides of thresholds, there are to try."""
    untried: tuple[Untried, ...]


def coverage(proven: Proven) -> Coverage:
    """What the examples of a year have tried. The figures of workbooks are not looked at, their outcomes are."""
    found: list[Untried] = []
    outcomes = sides = 0
    for target in proven.directive.targets:
        own = [trial for trial in proven.trials if trial.proof.target.id == target.id and trial.passed]
        seen = {trial.proof.expected for trial in own}
        wanted = possible_outcomes(proven.directive, target)
        outcomes += len(wanted)
        found += [Untried(target, outcome) for outcome in wanted if outcome not in seen]
        for boundary in boundaries(target.measure):
            tried: set[Side] = set()
            for trial in own:
                if (
                    trial.proof.example is not None
                    and trial.verdict is not None
                    and _tells(boundary, trial.proof.expected)
                ):
                    given = given_of(proven.directive, trial.proof.example)
                    tried |= set(sides_of(proven.directive, boundary, given, trial.verdict))
            there = [side for side in _SIDES if side in needed(proven.directive, target.measure, boundary)]
            sides += len(there)
            found += [Untried(target, None, boundary, side) for side in there if side not in tried]
    return Coverage(outcomes, sides, tuple(found))


def _tells(boundary: Boundary, outcome: Outcome) -> bool:
    """Whether an outcome says anything of a threshold: an undecided one does only of a day that has not come."""
    return outcome != "undecided" or boundary.undone


def possible_outcomes(directive: Directive, target: Target) -> list[Outcome]:
    """The outcomes that a target can have: not applicable only where units can say that it is none of theirs."""
    wanted: list[Outcome] = ["met", "missed", "undecided"]
    if any(leaf.scope.when is not None for leaf in parts(target.measure)) or _does_not_apply(directive, target):
        wanted.append("not_applicable")
    return wanted


def _does_not_apply(directive: Directive, target: Target) -> bool:
    """Whether a target does not apply to units that answer no to every question that others depend on."""
    forms = dict.fromkeys(leaf.scope.form for leaf in parts(target.measure))
    if any(directive.forms[form].rows or directive.is_single(form) for form in forms):
        return False
    records: list[Record] = []
    for form in forms:
        spec = directive.forms[form]
        kind = directive.file.units[spec.unit]
        asks = {field.asked_when for field in spec.by_id.values() if field.asked_when is not None}
        said = {name: Said(False, Place("")) for name in asks if spec.by_id[name].asked_when is None}
        unnamed = [NamedUnit(name=f"{level} 1", level=level, type=next(iter(kind.types), "")) for level in kind.levels]
        for one in unnamed + list(kind.named):
            level = one.level or ""
            records.append(Record(Unit(spec.unit, one.name, level, type=one.type or ""), form, "", level, said))
    given = Given(tuple(records), {}, directive.evaluate_on, alone=False)
    verdict = judge_given(directive, target, given)
    return verdict is not None and verdict.outcome == "not_applicable"


def coverage_lines(directive: Directive, found: Coverage, lang: Language) -> Iterator[str]:
    """What is not tried, a line each, and the sum."""
    vi = lang == "vi"
    for one in found.untried:
        if one.outcome is not None:
            yield f"{one.target.id}: {_OUTCOMES[one.outcome][lang]}"
        elif one.boundary is not None and one.side is not None:
            yield f"{one.target.id}: {_threshold(directive, one.target, one.boundary, lang)}: {_BESIDE[one.side][lang]}"
    lacking = sum(one.outcome is not None for one in found.untried)
    open_ = len(found.untried) - lacking
    if vi:
        yield (
            f"{directive.year}: đã thử {found.outcomes - lacking}/{found.outcomes} kết luận, "
            f"{found.sides - open_}/{found.sides} phía của ngưỡng"
        )
    else:
        yield (
            f"{directive.year}: {found.outcomes - lacking} of {found.outcomes} outcomes and "
            f"{found.sides - open_} of {found.sides} sides of thresholds are tried"
        )


_OUTCOMES: dict[Outcome, dict[Language, str]] = {
    "met": {"vi": "chưa có ví dụ nào Đạt", "en": "no example is met"},
    "missed": {"vi": "chưa có ví dụ nào Không đạt", "en": "no example is missed"},
    "undecided": {"vi": "chưa có ví dụ nào Chưa đủ số liệu", "en": "no example is undecided"},
    "not_applicable": {"vi": "chưa có ví dụ nào Không áp dụng", "en": "no example is not applicable"},
}
_BESIDE: dict[Side, dict[Language, str]] = {
    "below": {"vi": "chưa thử ngay dưới ngưỡng", "en": "just below is not tried"},
    "at": {"vi": "chưa thử đúng ngưỡng", "en": "exactly there is not tried"},
    "above": {"vi": "chưa thử ngay trên ngưỡng", "en": "just above is not tried"},
}


def _threshold(directive: Directive, target: Target, boundary: Boundary, lang: Language) -> str:
    leaf = parts(target.measure)[boundary.part]
    if boundary.check is None:
        text = leaf_requirement(directive, leaf, lang)
    else:
        text = (
            label_of(leaf, lang) + check_requirement(directive, boundary.check, lang) + _of(directive, boundary, lang)
        )
    if boundary.undone:
        text += " (ghi là chưa làm)" if lang == "vi" else " (said to be undone)"
    return text


def _of(directive: Directive, boundary: Boundary, lang: Language) -> str:
    """The figure that a check compares."""
    match boundary.check:
        case Compared(figure, comparison) | Ratio(figure, _, comparison):
            labels = [directive.field(figure.form, name).label.get(lang) for name in figure.by_level[0][1]]
        case Done(form, _, on, _, _):
            return f" ({directive.field(form, on).label.get(lang)})"
        case _:
            return ""
    several = f" [{boundary.at + 1}]" if len(comparison.thresholds) > 1 else ""
    return f" ({' + '.join(labels)}){several}"
