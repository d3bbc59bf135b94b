"""Can a target with several parts be judged part by part? Only then is a verdict sure exactly when every part is.

Parts are judged one by one, each over every completion of what is missing. That is exact when one completion can be best
for all parts at once: parts that read different figures, or pull the same figures the same way. A target whose parts pull
one figure in opposite directions is refused; as two targets both are judged exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Literal, NamedTuple

from lbedu.directive.expression import (
    Attested,
    Both,
    Check,
    Chosen,
    Compared,
    Comparison,
    Count,
    Done,
    Every,
    Figure,
    Holds,
    Measure,
    Own,
    Ratio,
    Reference,
    Scope,
    Share,
    Sum,
    parts,
)
from lbedu.directive.model import RuleFile

Direction = Literal["up", "down", "both"]
Pulls = dict[tuple[str, str], Direction]


class Reason(NamedTuple):
    """Why a target cannot be judged part by part: a code of the catalogue of mistakes, and the figure."""

    code: str
    field: str = ""


def entangled(measure: Measure, file: RuleFile) -> Reason | None:
    """Why a target cannot be judged part by part; None where it can."""
    leaves = parts(measure)
    for leaf in leaves:
        inner = _checks_of(leaf)
        conditions = tuple(_flat(leaf.scope.when)) if leaf.scope.when is not None else ()
        for a, b in (*combinations(inner, 2), *combinations(conditions, 2)):
            field = None if _same_ratio(a, b) else _conflict(_pulls(a), _pulls(b), file)
            if field:
                return Reason("opposite_parts", field)
        if leaf.scope.when is not None:
            field = _shared(_pulls(leaf.scope.when), _join(map(_pulls, inner)), file)
            if field:
                return Reason("entangled_condition", field)
    for first, second in combinations(leaves, 2):
        if first.scope.types != second.scope.types or first.scope.flags != second.scope.flags:
            return Reason("mixed_scopes")
        if _same_question(first, second):
            continue
        apart = _apart(first.scope, second.scope)
        field = _conflict(_leaf_pulls(first, apart), _leaf_pulls(second, apart), file)
        if field:
            return Reason("opposite_parts", field)
    return None


def _checks_of(leaf: Share | Sum | Count | Every) -> tuple[Check, ...]:
    match leaf:
        case Share(part, whole, comparison, _, _):
            return (Ratio(part, whole, comparison),)
        case Sum(figure, comparison, _, _):
            return (Compared(figure, comparison),)
        case Count(check, _, _) | Every(check, _):
            return tuple(_flat(check))


def _flat(check: Check) -> Iterator[Check]:
    """The checks that stand together in one, however they are nested."""
    if isinstance(check, Both):
        for inner in check.checks:
            yield from _flat(inner)
    else:
        yield check


def _leaf_pulls(leaf: Share | Sum | Count | Every, apart: bool) -> Pulls:
    """What a part pulls; of a part that shares no record with the other only what a single unit supplies to both."""
    pulls = _join(map(_pulls, _checks_of(leaf)))
    if isinstance(leaf, Count):
        if leaf.comparison.operator not in (">=", ">"):
            pulls = dict.fromkeys(pulls, "both")
        pulls = _join([pulls, _thresholds(leaf.comparison)])
    if leaf.scope.when is not None:
        pulls |= dict.fromkeys(_pulls(leaf.scope.when), "both")
    own = leaf.scope.form
    return {field: way for field, way in pulls.items() if not apart or field[0] != own}


def _pulls(check: Check) -> Pulls:
    """In which direction each figure has to go for the check to hold."""
    match check:
        case Holds(form, field):
            return {(form, field): "up"}
        case Attested(form, field, evidence):
            return {(form, field): "up", (form, evidence): "up"}
        case Chosen(form, field, _):
            return {(form, field): "both"}
        case Done(form, done, on, _, evidence):
            named: Pulls = {(form, evidence): "up"} if evidence is not None else {}
            return {(form, done): "up", (form, on): "both", **named}
        case Compared(figure, comparison):
            return _join([_figure(figure, _direction(comparison)), _thresholds(comparison)])
        case Ratio(part, whole, comparison):
            way = _direction(comparison)
            return _join([_figure(part, way), _figure(whole, _opposite(way)), _thresholds(comparison)])
        case Both(checks):
            return _join(map(_pulls, checks))


def _thresholds(comparison: Comparison) -> Pulls:
    """What a figure is held against pulls the other way."""
    way = _opposite(_direction(comparison))
    return _join(_figure(t.figure, way) for t in comparison.thresholds if isinstance(t, (Own, Reference)))


def _direction(comparison: Comparison) -> Direction:
    if comparison.operator == "==":
        return "both"
    return "up" if comparison.operator in (">=", ">") else "down"


def _opposite(way: Direction) -> Direction:
    opposite: dict[Direction, Direction] = {"up": "down", "down": "up", "both": "both"}
    return opposite[way]


def _figure(figure: Figure, way: Direction) -> Pulls:
    return {(figure.form, field): way for _, fields in figure.by_level for field in fields}


def _join(many: Iterable[Pulls]) -> Pulls:
    joined: Pulls = {}
    for pulls in many:
        for field, way in pulls.items():
            joined[field] = way if joined.get(field, way) == way else "both"
    return joined


def _same_ratio(a: Check, b: Check) -> bool:
    """The same part and whole against two thresholds: whatever is best for one is best for the other."""
    return (
        isinstance(a, Ratio)
        and isinstance(b, Ratio)
        and (a.part, a.whole, a.comparison.operator) == (b.part, b.whole, b.comparison.operator)
        and a.comparison.operator != "=="
    )


def _same_question(a: Share | Sum | Count | Every, b: Share | Sum | Count | Every) -> bool:
    """One question over nested scopes, such as a count overall and per level."""
    if isinstance(a, Count) and isinstance(b, Count):
        return (
            a.check == b.check
            and a.scope.when == b.scope.when
            and {
                a.comparison.operator,
                b.comparison.operator,
            }
            <= {">=", ">"}
        )
    if isinstance(a, Share) and isinstance(b, Share):
        return (a.part, a.whole, a.comparison, a.scope.when) == (b.part, b.whole, b.comparison, b.scope.when)
    return False


def _apart(a: Scope, b: Scope) -> bool:
    """No record of the form is in both scopes. Different forms share no fields, save those that one supplies to the other."""
    if a.form != b.form:
        return False
    if a.levels is not None and b.levels is not None and not a.levels & b.levels:
        return True
    return a.among is not None and b.among is not None and not set(a.among) & set(b.among)


def _root(field: tuple[str, str], file: RuleFile) -> tuple[str, str]:
    """The widest whole that a field is part of: figures under one root are coupled."""
    form, name = field
    return form, file.forms[form].widest(name)


def _shared(a: Pulls, b: Pulls, file: RuleFile) -> str | None:
    """A figure of the condition that what is asked depends on too; being asked only where it holds is no entanglement."""
    roots = {_root(field, file) for field in b}
    for field, way in a.items():
        if _root(field, file) in roots or (way != "up" and any(_asked_by(other, field, file) for other in b)):
            return ".".join(field)
    return None


def _asked_by(field: tuple[str, str], condition: tuple[str, str], file: RuleFile) -> bool:
    """Whether a field is asked only where another is answered yes."""
    form, name = field
    seen: set[str] = set()
    while name not in seen and (up := file.forms[form].by_id[name].asked_when) is not None:
        seen.add(name)
        name = up
        if (form, name) == condition:
            return True
    return False


def _conflict(a: Pulls, b: Pulls, file: RuleFile) -> str | None:
    """A figure that one pulls up and the other down, or a part pulled up whose whole is pulled down."""
    for (field, way), (other, other_way) in ((x, y) for x in a.items() for y in b.items()):
        if (way != "up" and _asked_by(other, field, file)) or (other_way != "up" and _asked_by(field, other, file)):
            return ".".join(field)
        if _root(field, file) != _root(other, file):
            continue
        if field == other and (way != other_way or way == "both"):
            return ".".join(field)
        if field != other and "both" in (way, other_way):
            return ".".join(field)
        if _is_part(field, other, file) and (way, other_way) == ("up", "down"):
            return ".".join(other)
        if _is_part(other, field, file) and (way, other_way) == ("down", "up"):
            return ".".join(field)
    return None


def _is_part(part: tuple[str, str], whole: tuple[str, str], file: RuleFile) -> bool:
    form, name = part
    seen: set[str] = set()
    while name not in seen and (up := file.forms[form].by_id[name].part_of) is not None:
        seen.add(name)
        name = up
        if (form, name) == whole:
            return True
    return False
