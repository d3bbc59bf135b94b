"""Whether the figures of a measure, and they alone, give its outcome: because nothing is missing, and all of it is exact."""

from __future__ import annotations

from fractions import Fraction

from lbedu.directive.describe import Leaf as Leaf
from lbedu.directive.expression import Comparison, Constant, Operator
from lbedu.reporters.sheets.conditions import holds
from lbedu.scorecard import Amount, CountOf, PartResult, ShareOf

SAFE = 2**53
"""Whole numbers below are exact in a cell."""
PLACES = 6
"""Sums of numbers with decimals are rounded so before they are compared."""


def decides(leaf: Leaf, part: PartResult, alone: bool) -> bool:
    """Whether formulas over its figures give the outcome of a measure; `alone`, of one unit."""
    if part.waiting or part.unknown_units or part.missing_units or not part.taken.records:
        return False
    limits = constants(leaf)
    if limits is None:
        return False
    operator, values = limits
    match part.actual:
        case ShareOf(some, whole) if whole:
            if max(some, whole) * max(value.denominator for value in values) >= SAFE:
                return False
            reached = all(holds(Fraction(some, whole), operator, value) for value in values)
        case ShareOf():
            return part.outcome == ("not_applicable" if alone else "undecided")
        case Amount(value) if Fraction(value) * 10**PLACES % 1:
            return False
        case Amount(value) | CountOf(value, _, _):
            reached = all(holds(Fraction(value), operator, limit) for limit in values)
        case _:
            return False
    return part.outcome == ("met" if reached else "missed")


def constants(leaf: Leaf) -> tuple[Operator, list[Fraction]] | None:
    """What a measure is held against, where that is fixed."""
    comparison: Comparison | None = getattr(leaf, "comparison", None)
    if comparison is None:
        return None
    values = [t.value for t in comparison.thresholds if isinstance(t, Constant) and isinstance(t.value, Fraction)]
    return (comparison.operator, values) if len(values) == len(comparison.thresholds) else None
