"""What the figure of a measure counts, what it is held against, and how much of what would do. Knows no scorecard."""

from __future__ import annotations

import math
from fractions import Fraction

from lbedu.directive.describe import Leaf, per_words
from lbedu.directive.directive import Directive
from lbedu.directive.expression import (
    Attested,
    Check,
    Chosen,
    Compared,
    Comparison,
    Constant,
    Count,
    Every,
    Figure,
    Holds,
    Ratio,
    Reference,
    Share,
    Sum,
)
from lbedu.directive.model import FieldSpec, Language
from lbedu.verdict import Actual, ShareOf
from lbedu.wording import whole


def comparison_of(leaf: Leaf) -> Comparison | None:
    """What a measure is held against; None where only yes is right."""
    match leaf:
        case Share(_, _, comparison, _, _) | Sum(_, comparison, _, _) | Count(_, comparison, _):
            return comparison
        case Every(check, _):
            return check.comparison if isinstance(check, (Compared, Ratio)) else None


def asked_of_one(leaf: Leaf) -> Comparison | None:
    """What the figure of one record is held against: of a count it is the check's."""
    if isinstance(leaf, Count):
        return leaf.check.comparison if isinstance(leaf.check, (Compared, Ratio)) else None
    return comparison_of(leaf)


def limit_of(leaf: Leaf) -> Fraction | None:
    """The fixed threshold of a share or a ratio, whether of all records together or of each."""
    is_ratio = isinstance(leaf, Count) and isinstance(leaf.check, Ratio)
    comparison = asked_of_one(leaf) if is_ratio else comparison_of(leaf)
    first = comparison.thresholds[0] if comparison else None
    return first.value if isinstance(first, Constant) and isinstance(first.value, Fraction) else None


def over_noun(directive: Directive, leaf: Leaf, count: int, lang: Language) -> str:
    """What is too many per one of another thing: `học sinh`."""
    found = ratio_of(leaf)
    return directive.noun(_first(directive, found.part), lang, count) if found is not None else ""


def ratio_of(leaf: Leaf) -> Share | Ratio | None:
    """The part and the whole that a measure, or its check, divides."""
    match leaf:
        case Share():
            return leaf
        case Every(Ratio() as check, _) | Count(Ratio() as check, _, _):
            return check
        case _:
            return None


def ratio_words(directive: Directive, leaf: Leaf, lang: Language) -> str:
    """What so many of one thing per one of another is counted in; empty for a share."""
    found = ratio_of(leaf)
    return per_words(directive, found, lang) if found is not None and found.per else ""


def lacking_wholes(directive: Directive, leaf: Leaf, actual: Actual, lang: Language) -> str:
    """Of what is too many per one of another thing, how many more of that thing would do: `2 lớp`; else empty."""
    found, limit = ratio_of(leaf), limit_of(leaf)
    if found is None or not isinstance(actual, ShareOf) or not actual.per or limit is None or limit <= 0:
        return ""
    comparison = found.comparison
    if comparison.operator not in ("<=", "<") or len(comparison.thresholds) != 1:
        return ""
    needed = Fraction(actual.part) / limit
    lacking = (math.ceil(needed) if comparison.operator == "<=" else math.floor(needed) + 1) - actual.whole
    noun = directive.noun(_first(directive, found.whole), lang, lacking)
    return f"{whole(lacking, lang)} {noun}" if lacking > 0 and noun else ""


def _check(leaf: Leaf) -> Check | None:
    return leaf.check if isinstance(leaf, (Every, Count)) else None


def answered_field(directive: Directive, leaf: Leaf) -> FieldSpec | None:
    """The field that a check's own answer stands in."""
    match _check(leaf):
        case Compared(figure, _):
            return _first(directive, figure)
        case Holds(form, field) | Attested(form, field, _) | Chosen(form, field, _):
            return directive.field(form, field)
        case _:
            return None


def counted_field(directive: Directive, leaf: Leaf) -> FieldSpec | None:
    """The field whose noun says what is counted."""
    match leaf:
        case Share(part, _, _, _, _):
            return _first(directive, part)
        case Sum(figure, _, _, _):
            return _first(directive, figure)
        case Count():
            return None
        case Every(check, _):
            match check:
                case Compared(figure, _) | Ratio(figure, _, _):
                    return _first(directive, figure)
                case _:
                    return None


def reference_labels(directive: Directive, leaf: Leaf, lang: Language) -> list[str]:
    comparison = comparison_of(leaf)
    found = [t.figure for t in comparison.thresholds if isinstance(t, Reference)] if comparison else []
    return [_first(directive, figure).label.get(lang) for figure in found]


def _first(directive: Directive, figure: Figure) -> FieldSpec:
    return directive.field(figure.form, figure.by_level[0][1][0])
