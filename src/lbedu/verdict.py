"""What a judge says: one target's answer, the measures it is made of, and the figures they stand on. Plain data."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from lbedu.directive.directive import Target
from lbedu.submission import Place, Record, Said, Unit

Outcome = Literal["met", "missed", "undecided", "not_applicable"]
Number = int | Fraction


class ShareOf(NamedTuple):
    """Part and whole, exact; the share is undefined for a whole of 0."""

    part: int
    whole: int
    per: bool = False
    """So many of one thing per one of another, no part of a whole."""


class CountOf(NamedTuple):
    """So many of so many records."""

    number: int
    total: int
    by_option: tuple[tuple[str, int], ...] = ()
    """Of ranks, how many have which, the best first."""


class Conditions(NamedTuple):
    """So many of the conditions that one unit has to meet, it meets."""

    held: int
    asked: int
    unmet: tuple[str, ...] = ()
    """The fields of those that it does not meet, or has not answered."""


class Amount(NamedTuple):
    """A sum or a single figure."""

    value: Number


Actual = ShareOf | CountOf | Conditions | Amount | Said | None
"""What is known so far; a `Said` where one unit's own answer is the whole of it."""


class Holding(NamedTuple):
    """A unit that holds a target down, or that it waits for, with its own figure as far as it was said."""

    unit: Unit
    row: str = ""
    actual: Actual = None
    gap: Number | None = None
    """How many are lacking, in what people count; None where that cannot be said."""
    spoiled: tuple[Place, ...] = ()
    """Cells whose figure cannot be used."""


ReasonCode = Literal[
    "decided",
    "nothing_reported",
    "nobody_in_scope",
    "waiting",
    "whole_is_zero",
    "condition_false",
    "not_due",
    "reference_missing",
]


class Taken(NamedTuple):
    """The records whose figures are the figure of a share, a sum or a count: what anybody can add up again."""

    records: tuple[Record, ...] = ()
    """Of a count those of which all that its check reads was said; what others give is beside it."""
    passed: int = 0
    """Of a count, how many of them pass."""


class PartResult(NamedTuple):
    """One measure of a target: its outcome, what is known, how far it is, and because of whom."""

    outcome: Outcome
    reason: ReasonCode
    actual: Actual
    gap: Number | None
    """How many are lacking (or too many), in what people count; None where nothing is lacking or it cannot be said."""
    records: int
    """How many records are known to be in scope."""
    failing: tuple[Holding, ...]
    waiting: tuple[Holding, ...]
    unknown_units: bool
    """Units that nobody listed could still report."""
    missing_units: int = 0
    """How many units of which nothing is known, as far as anybody can say; at least one where something was rejected."""
    could_be: frozenset[Outcome] = frozenset()
    """Every outcome that some completion of what is missing gives."""
    taken: Taken = Taken()
    """Of a share, a sum or a count."""


class Subtotal(NamedTuple):
    """A target's figures over the units of one level or one ward alone. Not a verdict: nobody demands it of them."""

    by: Literal["level", "ward"]
    name: str
    parts: tuple[PartResult, ...]


class Verdict(NamedTuple):
    """One target's answer, for one unit or (unit None) for the district."""

    target: Target
    unit: Unit | None
    outcome: Outcome
    parts: tuple[PartResult, ...]
    sources: Sequence[tuple[str, Said]]
    """The fields and cells it stands on, in the order of the target's fields, then of the places."""
    by_word: bool = False
    """The outcome stands only because the user said that all units have reported (`--complete`)."""
    subtotals: tuple[Subtotal, ...] = ()
    """Of the district: the same by level, then by ward, where there are several."""


class Waiting(NamedTuple):
    """A target that is shown but not judged in the view of single units: it needs figures of others too."""

    target: Target
    unit: Unit
    parts: tuple[PartResult, ...]
    """The unit's own figures, one for each measure of the target."""
    waits_for: tuple[str, ...]
    """Kinds of unit whose figures are needed."""
    sources: Sequence[tuple[str, Said]] = ()
    """The unit's own fields and cells that the target stands on."""


class Fact(NamedTuple):
    """One figure that was said, with the file and cell it stands in."""

    unit: Unit
    form: str
    row: str
    """Of a list, the code of the line."""
    field: str
    said: Said
    file: str
