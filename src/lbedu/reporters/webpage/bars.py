"""Figures as bars: how far what is known reaches, and where the requirement stands. Whole steps, never across it."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lbedu.directive.describe import Leaf, label_of
from lbedu.directive.expression import Constant, Count, Every
from lbedu.directive.model import Language
from lbedu.measured import comparison_of
from lbedu.scorecard import Amount, Conditions, CountOf, Number, PartResult, ShareOf
from lbedu.submission import Said

STEPS = 1000


class Bar(NamedTuple):
    """A figure on a scale of its own: where it ends, where the requirement stands, of STEPS steps."""

    label: str
    value: int
    need: int
    most: bool
    """The requirement is a most, not a least."""
    short: bool
    """The figure falls short, and not only because somebody has not reported."""


class Slice(NamedTuple):
    """A piece of a bar of several pieces."""

    kind: str
    start: int
    width: int
    many: int


def bar_of(leaf: Leaf, part: PartResult, lang: Language) -> Bar | None:
    """The bar of a measure; None where its figure, or what is demanded, is no number, or 0."""
    found = _value_and_end(leaf, part)
    if found is None:
        return None
    value, need, end = found
    comparison = comparison_of(leaf)
    of_all = isinstance(leaf, Every) and isinstance(
        part.actual, CountOf | Conditions
    )  # all of them, whatever they must
    operator = ">=" if comparison is None or of_all else comparison.operator
    if not need or min(value, need) < 0 or operator == "==":
        return None
    full = max(value, need, end)
    at, required = int(value / full * STEPS), int(need / full * STEPS)
    if value < need:
        at = min(at, required - STEPS // 100)  # what is short, is seen to be
    elif value > need:
        at = max(at, min(required + STEPS // 100, STEPS))
    most = operator in ("<=", "<")
    short = (value > need if most else value < need) and (bool(part.failing) or (part.gap is not None and not of_all))
    return Bar(label_of(leaf, lang).rstrip(": "), max(at, 0), required, most, short)


def _value_and_end(leaf: Leaf, part: PartResult) -> tuple[Fraction, Fraction, Fraction] | None:
    """What is known, what is demanded, and where the scale ends at least."""
    limit = _limit(leaf)
    match leaf, part.actual:
        case _, ShareOf(some, whole, per) if whole and limit is not None:
            return Fraction(some, whole), limit, Fraction(0 if per else 1)
        case Count(), CountOf(number, total, _) if limit is not None:
            return Fraction(number), limit, Fraction(total)
        case Every(), CountOf(number, total, _) | Conditions(number, total, _) if total:
            return Fraction(number), Fraction(total), Fraction(total)
        case _, Amount(value) if limit is not None:
            return Fraction(value), limit, Fraction(0)
        case _, Said(int() | Fraction() as value, _, _) if limit is not None and not isinstance(value, bool):
            return Fraction(value), limit, Fraction(0)
        case _:
            return None


def _limit(leaf: Leaf) -> Fraction | None:
    comparison = comparison_of(leaf)
    if comparison is None or len(comparison.thresholds) != 1:
        return None
    only = comparison.thresholds[0]
    return only.value if isinstance(only, Constant) and isinstance(only.value, Fraction) else None


def sliced(counts: dict[str, int], full: Number | None = None) -> tuple[Slice, ...]:
    """Counts side by side, together as long as the scale, or as their part of `full`."""
    whole = full or sum(counts.values())
    slices: list[Slice] = []
    done = 0
    for kind, count in counts.items():
        if count:
            start, end = (int(Fraction(n, 1) / whole * STEPS) for n in (done, done + count))
            slices.append(Slice(kind, start, end - start, count))
            done += count
    return tuple(slices)
