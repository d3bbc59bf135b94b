"""Whether a target has become tighter or looser from one year to another, and in what. Walks the expressions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from lbedu.comparing.aspects import Aspect, Direction, Side, of_comparisons, of_numbers, of_scopes, turned
from lbedu.directive.describe import check_words, figure_words, requirement
from lbedu.directive.directive import Target
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
    Ratio,
    Scope,
    Share,
    Sum,
    parts,
)
from lbedu.directive.model import FieldSpec, Language
from lbedu.wording import date
from lbedu.years import is_calendar

_STRENGTHS = ("encourage", "strive", "ensure")
_STRENGTH_WORDS = {
    "ensure": ("đảm bảo", "to be ensured"),
    "strive": ("phấn đấu", "to strive for"),
    "encourage": ("khuyến khích", "encouraged"),
}
_EVIDENCE = {
    True: ("phải có minh chứng", "evidence is demanded"),
    False: ("không cần minh chứng nữa", "evidence is no longer demanded"),
}
Fields = frozenset[tuple[str, str]]
Demand = Share | Sum | Count | Check


class Atom(NamedTuple):
    """One thing that a target demands, and of whom; a target with several parts demands each of them."""

    subject: tuple[str, Fields, Fields]
    """What is measured: two atoms of the same subject can be compared."""
    demand: Demand
    scope: Scope
    every: bool
    """Demanded of each unit."""


def aspects(earlier: Side, a: Target, later: Side, b: Target) -> list[Aspect]:
    """Everything in which a target of one year differs from its counterpart of another."""
    found = list(_of_strengths(a, b))
    before, after = list(_atoms(a)), list(_atoms(b))
    matched = False
    for atom in before:
        other = _likest(atom, after)
        if other is None:
            found.append(_condition("looser", earlier, atom, ("bớt yêu cầu", "no longer demanded")))
            continue
        matched = True
        after.remove(other)
        found += _of_atoms(earlier, atom, later, other)
    if not matched:
        return [_other_figures(earlier, a, later, b)]
    found += [_condition("tighter", later, atom, ("thêm yêu cầu", "demanded besides")) for atom in after]
    return list(dict.fromkeys(found))  # a scope is that of all its pieces


def _likest(atom: Atom, others: list[Atom]) -> Atom | None:
    """The piece of the same subject; of several the one that is of the same units, and held against in the same direction."""
    same = [one for one in others if one.subject == atom.subject]
    return max(
        same, key=lambda one: (one.scope == atom.scope, _operator(one.demand) == _operator(atom.demand)), default=None
    )


def _operator(demand: Demand) -> str:
    return getattr(getattr(demand, "comparison", None), "operator", "")


def _of_strengths(a: Target, b: Target) -> Iterator[Aspect]:
    before, after = a.spec.strength, b.spec.strength
    if before != after:
        words = [_STRENGTH_WORDS[one] for one in (before, after)]
        direction = of_numbers(_STRENGTHS.index(before), _STRENGTHS.index(after))
        yield Aspect(direction, " → ".join(vi for vi, _ in words), " → ".join(en for _, en in words))


# what a target demands, piece by piece


def _atoms(target: Target) -> Iterator[Atom]:
    for leaf in parts(target.measure):
        match leaf:
            case Share(part, whole, comparison, scope, each, per):
                everyone = each or (_whole(comparison) and not per)
                yield Atom(("ratio" if per else "share", _fields(part), _fields(whole)), leaf, scope, everyone)
            case Sum(figure, _, scope, _):
                yield Atom(("sum", _fields(figure), frozenset()), leaf, scope, False)
            case Count(check, _, scope):
                yield Atom(("count", frozenset(_own(check)), frozenset()), leaf, scope, False)
            case Every(check, scope):
                for inner in _pieces(check):
                    yield Atom(_subject(inner), inner, scope, True)


def _pieces(check: Check) -> Iterator[Check]:
    """What a check is made of, however deep; `is: true` is the same as the field alone."""
    if isinstance(check, Both):
        for inner in check.checks:
            yield from _pieces(inner)
    elif isinstance(check, Chosen) and check.option is True:
        yield Holds(check.form, check.field)
    else:
        yield check


def _whole(comparison: Comparison) -> bool:
    """At least 100% over all says the same of each."""
    return comparison.operator == ">=" and all(getattr(one, "value", None) == 1 for one in comparison.thresholds)


def _fields(figure: Figure) -> Fields:
    return frozenset((figure.form, name) for _, names in figure.by_level for name in names)


def _own(check: Check) -> Iterator[tuple[str, str]]:
    """The fields that a check is about, without those that it is held against."""
    match check:
        case Compared(figure, _):
            yield from _fields(figure)
        case Ratio(part, whole, _):
            yield from _fields(part) | _fields(whole)
        case Holds(form, field) | Chosen(form, field, _) | Attested(form, field, _) | Done(form, field, _, _, _):
            yield form, field
        case Both(checks):
            for inner in checks:
                yield from _own(inner)


def _subject(check: Check) -> tuple[str, Fields, Fields]:
    match check:
        case Ratio(part, whole, _, per):
            return "ratio" if per else "share", _fields(part), _fields(whole)
        case Holds() | Attested():
            return "yes", frozenset(_own(check)), frozenset()
        case Chosen():
            return "answer", frozenset(_own(check)), frozenset()
        case Done():
            return "done", frozenset(_own(check)), frozenset()
        case _:
            return "value", frozenset(_own(check)), frozenset()


def _by_level(demand: Demand) -> tuple[object, ...]:
    """Which fields are meant at which level."""
    match demand:
        case Share(part, whole, _, _, _) | Ratio(part, whole, _):
            return part.by_level, whole.by_level
        case Sum(figure, _, _, _) | Compared(figure, _):
            return (figure.by_level,)
        case _:
            return ()


# two pieces of one subject


def _of_atoms(earlier: Side, a: Atom, later: Side, b: Atom) -> Iterator[Aspect]:
    yield from _of_fields(earlier, later, a)
    if _by_level(a.demand) != _by_level(b.demand):
        yield Aspect("other", "số liệu theo cấp học khác nhau", "other figures at some levels")
    yield from of_scopes(earlier, a.scope, later, b.scope, _wider(a, b))
    if a.every != b.every:
        vi, en = ("tính chung", "over all together"), ("từng đơn vị", "each unit")
        pair = (vi, en) if b.every else (en, vi)
        direction: Direction = "tighter" if b.every else "looser"
        yield Aspect(direction, f"{pair[0][0]} → {pair[1][0]}", f"{pair[0][1]} → {pair[1][1]}")
    match a.demand, b.demand:
        case (Share() | Ratio()) as one, (Share() | Ratio()) as two:
            yield from of_comparisons(earlier, one.comparison, later, two.comparison, None, ratio=(one, two))
        case Sum(figure, one, _, _), Sum(_, two, _, _):
            yield from of_comparisons(earlier, one, later, two, _specs(earlier, later, figure))
        case Count(check, one, _), Count(other, two, _):
            yield from of_comparisons(earlier, one, later, two, None, count=True)
            yield from _of_counted(earlier, check, later, other, turned_by=one)
        case _:
            yield from _of_checks(earlier, a.demand, later, b.demand)


def _wider(a: Atom, b: Atom) -> Direction:
    """What it means that more units are meant: more must pass, or more can contribute; of a share neither."""
    if a.every and b.every:
        return "tighter"
    match a.demand:
        case Sum(_, comparison, _, _) | Count(_, comparison, _):
            return (
                "looser"
                if comparison.operator in (">=", ">")
                else "tighter"
                if comparison.operator != "=="
                else "other"
            )
        case _:
            return "other"


def _of_counted(earlier: Side, check: Check, later: Side, other: Check, turned_by: Comparison) -> Iterator[Aspect]:
    """What each unit that is counted must be: where few are wanted, a harder check is the looser rule."""
    before, after = list(_pieces(check)), list(_pieces(other))
    found: list[Aspect] = []
    for one in before:
        same = [candidate for candidate in after if _subject(candidate) == _subject(one)]
        two = max(same, key=lambda candidate: _operator(candidate) == _operator(one), default=None)
        if two is not None:
            after.remove(two)
            found += _of_checks(earlier, one, later, two)
        else:
            found.append(_words("looser", earlier, one, ("bớt yêu cầu", "no longer demanded")))
    found += [_words("tighter", later, two, ("thêm yêu cầu", "demanded besides")) for two in after]
    up = turned_by.operator in (">=", ">")
    yield from (one if up else one._replace(direction=turned(one.direction)) for one in found)


def _of_checks(earlier: Side, a: Demand, later: Side, b: Demand) -> Iterator[Aspect]:
    match a, b:
        case Compared(figure, one), Compared(_, two):
            yield from of_comparisons(earlier, one, later, two, _specs(earlier, later, figure))
        case Ratio(), Ratio():
            yield from of_comparisons(earlier, a.comparison, later, b.comparison, None, ratio=(a, b))
        case Holds(), Attested():
            yield Aspect("tighter", *_EVIDENCE[True])
        case Attested(), Holds():
            yield Aspect("looser", *_EVIDENCE[False])
        case Chosen(_, _, before), Chosen(_, _, after) if before != after:
            vi, en = (
                f"{check_words(earlier.directive, a, lang)} → {check_words(later.directive, b, lang)}"
                for lang in ("vi", "en")
            )
            yield Aspect("other", vi, en)
        case Done(_, _, _, before, had), Done(_, _, _, after, has):
            yield from _of_deadlines(earlier, before, later, after)
            if has and not had:
                yield Aspect("tighter", *_EVIDENCE[True])
            elif had and not has:
                yield Aspect("looser", *_EVIDENCE[False])
        case _:
            pass


def _of_deadlines(earlier: Side, a: dt.date | None, later: Side, b: dt.date | None) -> Iterator[Aspect]:
    if a is None or b is None:
        if a is not b:
            vi, en = (" → ".join(_day(day, lang) for day in (a, b)) for lang in ("vi", "en"))
            yield Aspect("other", f"hạn: {vi}", f"due: {en}")
        return
    if is_calendar(earlier.directive.year) == is_calendar(later.directive.year):
        direction = turned(of_numbers(earlier.of_year(a), later.of_year(b)))
    else:  # nobody can say which day of a school year is which one of a calendar year
        direction = "other"
    if direction != "same":
        vi, en = (" → ".join(_day(day, lang) for day in (a, b)) for lang in ("vi", "en"))
        yield Aspect(direction, f"hạn (so trong năm): {vi}", f"due (within the year): {en}")


def _day(day: dt.date | None, lang: Language) -> str:
    if day is not None:
        return date(day, lang)
    return "ngày tính số liệu" if lang == "vi" else "the as-of date"


# fields


def _specs(earlier: Side, later: Side, figure: Figure) -> tuple[FieldSpec, FieldSpec]:
    name = figure.by_level[0][1][0]
    return earlier.directive.field(figure.form, name), later.directive.field(figure.form, name)


def _of_fields(earlier: Side, later: Side, atom: Atom) -> Iterator[Aspect]:
    """Whether the fields of both years, which bear the same name, ask the same."""
    for form, name in sorted(atom.subject[1] | atom.subject[2]):
        one, two = earlier.directive.field(form, name), later.directive.field(form, name)
        if (one.type, one.unit, one.part_of) != (two.type, two.unit, two.part_of):
            yield Aspect("other", f"“{two.label.vi}” nay hỏi khác", f"“{two.label.get('en')}” asks something else now")


# words


def _condition(direction: Direction, side: Side, atom: Atom, lead: tuple[str, str]) -> Aspect:
    return _words(direction, side, atom.demand, lead)


def _words(direction: Direction, side: Side, demand: Demand, lead: tuple[str, str]) -> Aspect:
    vi, en = (_demand_words(side, demand, lang) for lang in ("vi", "en"))
    return Aspect(direction, f"{lead[0]}: {vi}", f"{lead[1]}: {en}")


def _demand_words(side: Side, demand: Demand, lang: Language) -> str:
    match demand:
        case Share(part, _, _, _, _) | Sum(part, _, _, _):
            return figure_words(side.directive, part, lang)
        case Count(check, _, _):
            return check_words(side.directive, check, lang)
        case _:
            return check_words(side.directive, demand, lang)


def _other_figures(earlier: Side, a: Target, later: Side, b: Target) -> Aspect:
    read = [frozenset().union(*(atom.subject[1] | atom.subject[2] for atom in _atoms(target))) for target in (a, b)]
    if read[0] == read[1]:
        vi, en = (
            " → ".join(requirement(side.directive, target.measure, lang) for side, target in ((earlier, a), (later, b)))
            for lang in ("vi", "en")
        )
        return Aspect("other", f"cùng số liệu, cách tính khác: {vi}", f"the same figures, put together otherwise: {en}")
    vi, en = (
        " → ".join(
            "; ".join(dict.fromkeys(_demand_words(side, atom.demand, lang) for atom in _atoms(target)))
            for side, target in ((earlier, a), (later, b))
        )
        for lang in ("vi", "en")
    )
    return Aspect("other", f"đo bằng số liệu khác: {vi}", f"measured by other figures: {en}")
