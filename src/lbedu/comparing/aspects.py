"""How two thresholds, or two scopes, of one indicator differ: tighter, looser, or neither. Knows no targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

from lbedu.directive.describe import SIGNS, check_words, compared
from lbedu.directive.directive import Directive
from lbedu.directive.expression import AsOf, Comparison, Constant, Own, Ratio, Reference, Scope, Share, Threshold
from lbedu.directive.model import FieldSpec, Language

Direction = Literal["same", "tighter", "looser", "other"]
Number = int | Fraction
_UP, _DOWN = (">=", ">"), ("<=", "<")


class Side(NamedTuple):
    """One of the two years."""

    directive: Directive

    def of_year(self, day: dt.date) -> tuple[int, int, int]:
        """A day as it lies in the year, so that days of two years can be compared."""
        return day.year - int(self.directive.year[:4]), day.month, day.day


class Aspect(NamedTuple):
    """One thing in which two years differ, in words."""

    direction: Direction
    vi: str
    en: str

    def text(self, lang: Language) -> str:
        return self.vi if lang == "vi" else self.en


def turned(direction: Direction) -> Direction:
    """The direction of the opposite change."""
    opposite: dict[Direction, Direction] = {"tighter": "looser", "looser": "tighter"}
    return opposite.get(direction, direction)


def of_numbers(before: Number | tuple[int, ...], after: Number | tuple[int, ...]) -> Direction:
    """Of what has to be reached: more is tighter."""
    if before == after:
        return "same"
    return "tighter" if after > before else "looser"  # type: ignore[operator]  # two numbers, or two days


def of_comparisons(
    earlier: Side,
    a: Comparison,
    later: Side,
    b: Comparison,
    field: tuple[FieldSpec, FieldSpec] | None,
    count: bool = False,
    ratio: tuple[Share | Ratio, Share | Ratio] | None = None,
) -> Iterator[Aspect]:
    """What is demanded of a figure, before and after."""
    before = compared_words(earlier, a, field[0] if field else None, count, ratio[0] if ratio else None)
    after = compared_words(later, b, field[1] if field else None, count, ratio[1] if ratio else None)
    direction = _of_comparisons(earlier, a, later, b, field)
    if direction != "same":
        yield Aspect(direction, f"{before[0]} → {after[0]}", f"{before[1]} → {after[1]}")


def compared_words(
    side: Side, comparison: Comparison, field: FieldSpec | None, count: bool, ratio: Share | Ratio | None = None
) -> tuple[str, str]:
    """A comparison in both languages, always with its sign."""
    vi, en = (compared(side.directive, comparison, field, lang, count=count, ratio=ratio) for lang in ("vi", "en"))
    sign = SIGNS[comparison.operator]
    return vi if vi.startswith(sign) else f"{sign} {vi}", en if en.startswith(sign) else f"{sign} {en}"


def _of_comparisons(
    earlier: Side, a: Comparison, later: Side, b: Comparison, field: tuple[FieldSpec, FieldSpec] | None
) -> Direction:
    if field is not None and field[0].type == "rank" and _options(earlier, field[0]) != _options(later, field[1]):
        return "other"
    before = {_key(earlier, one) for one in a.thresholds}
    after = {_key(later, one) for one in b.thresholds}
    operator = _of_operators(a, b)
    if before == after:
        return operator
    if operator == "other" or a.operator == "==":
        return "other"
    if (
        len(before) == len(after) == 1
        and isinstance(a.thresholds[0], Constant)
        and isinstance(b.thresholds[0], Constant)
    ):
        direction = of_numbers(next(iter(before))[1], next(iter(after))[1])  # type: ignore[arg-type]  # of two constants
        direction = turned(direction) if a.operator in _DOWN else direction
    elif before < after or after < before:
        direction = "tighter" if before < after else "looser"  # held against more at once
    else:
        return "other"
    return direction if operator in ("same", direction) else "other"


def _options(side: Side, field: FieldSpec) -> list[str]:
    return [option.id for option in side.directive.file.choices[field.options or ""]]


def _key(side: Side, threshold: Threshold) -> tuple[str, object]:
    match threshold:
        case Constant(value, _):
            return ("day", side.of_year(value)) if isinstance(value, dt.date) else ("number", value)
        case AsOf():
            return "as of", ""
        case Reference(figure) | Own(figure):
            return "figure", figure


def _of_operators(a: Comparison, b: Comparison) -> Direction:
    """With the same threshold: `more than` is tighter than `at least`, `equals` tighter than both ways to it."""
    if a.operator == b.operator:
        return "same"
    for both in (_UP, _DOWN):
        if a.operator in both and b.operator in both:
            return "tighter" if a.operator in (">=", "<=") else "looser"
    if "==" in (a.operator, b.operator) and {a.operator, b.operator} & {">=", "<="}:
        return "tighter" if b.operator == "==" else "looser"
    return "other"


def of_scopes(earlier: Side, a: Scope, later: Side, b: Scope, wider: Direction) -> Iterator[Aspect]:
    """Who is meant, before and after; `wider` is what more units mean for the target."""
    kinds = [
        side.directive.file.units[side.directive.unit_of(scope.form)] for side, scope in ((earlier, a), (later, b))
    ]
    for before, after, all_, vi, en in (
        (a.levels, b.levels, [kind.levels for kind in kinds], "cấp học", "levels"),
        (a.types, b.types, [kind.types for kind in kinds], "loại hình", "types"),
        (a.flags, b.flags, [kind.flags for kind in kinds], "danh hiệu", "flags"),
    ):
        yield from _of_sets(before, after, (list(all_[0]), list(all_[1])), wider, (vi, en))
    yield from _of_members(earlier, a, later, b, wider)
    if a.when != b.when:
        vi, en = (_when(earlier, a, later, b, lang) for lang in ("vi", "en"))
        if a.when is None or b.when is None:
            yield Aspect(wider if b.when is None else turned(wider), f"điều kiện áp dụng: {vi}", f"condition: {en}")
        else:
            yield Aspect("other", f"điều kiện áp dụng khác: {vi}", f"another condition: {en}")


def _when(earlier: Side, a: Scope, later: Side, b: Scope, lang: Language) -> str:
    none = "không có" if lang == "vi" else "none"
    shown = [
        check_words(side.directive, scope.when, lang) if scope.when else none
        for side, scope in ((earlier, a), (later, b))
    ]
    return " → ".join(shown)


def _of_sets(
    a: frozenset[str] | None,
    b: frozenset[str] | None,
    all_: tuple[list[str], list[str]],
    wider: Direction,
    words: tuple[str, str],
) -> Iterator[Aspect]:
    before, after = (frozenset(own) if given is None else given for given, own in zip((a, b), all_, strict=True))
    if a == b or before == after:
        return
    shown = [", ".join(one for one in own if one in given) for given, own in zip((before, after), all_, strict=True)]
    direction: Direction = "other"
    if before < after or after < before:
        direction = wider if before < after else turned(wider)
    yield Aspect(direction, f"{words[0]}: {' → '.join(shown)}", f"{words[1]}: {' → '.join(shown)}")


def _of_members(earlier: Side, a: Scope, later: Side, b: Scope, wider: Direction) -> Iterator[Aspect]:
    before, after = (None if scope.among is None else set(scope.among) for scope in (a, b))
    if before == after:
        return
    if before is None or after is None:
        direction = wider if after is None else turned(wider)
    elif before < after or after < before:
        direction = wider if before < after else turned(wider)
    else:
        direction = "other"
    vi, en = (
        " → ".join(_names(side, scope, lang) for side, scope in ((earlier, a), (later, b))) for lang in ("vi", "en")
    )
    yield Aspect(direction, f"đơn vị được nêu tên: {vi}", f"named: {en}")


def _names(side: Side, scope: Scope, lang: Language) -> str:
    if scope.among is None:
        return "tất cả" if lang == "vi" else "all"
    rows = {row.code: row.name.get(lang) for row in side.directive.forms[scope.form].rows}
    return ", ".join(rows.get(name, name) for name in scope.among)
