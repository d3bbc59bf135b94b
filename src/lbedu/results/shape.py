"""A saved scorecard as typed parts: the published schema again, as the validator takes it. Reads no file."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from lbedu.directive.part import AtLeast, Choose, Date, Part, Pattern, validator_of
from lbedu.problems import Severity
from lbedu.scorecard import View
from lbedu.verdict import Outcome, ReasonCode
from lbedu.years import PATTERN as YEAR

PATTERNS = {
    "^[0-9a-f]{64}$": "64 characters 0-9 and a-f are",
    "(?s)^.": "a text that is not empty is",
    "^[a-z][a-z0-9_]*$": "a code of small letters is",
    YEAR: "a school year such as 2021-2022, or a year such as 2026, is",
    "^[0-9]+\\.[0-9]+\\.[0-9]+": "a version such as 1.2.3 is",
}
"""How texts look that have a form, and what is then expected."""
_HASH, _SOME, _CODE, _YEAR, _VERSION = (Pattern(expression, words) for expression, words in PATTERNS.items())
Count = Annotated[int, AtLeast(0)]
Sha256 = Annotated[str, _HASH]
Named = Annotated[str, _SOME]


class Fraction(Part):
    numerator: int
    denominator: Annotated[int, AtLeast(2)]


Number = int | Fraction
Value = bool | int | str | Fraction


class Place(Part):
    file: str
    sheet: str
    cell: str


class Unit(Part):
    kind: Named
    name: str
    level: str
    code: str
    ward: str
    type: str
    flags: tuple[str, ...] | None


class Share(Part):
    kind: Literal["share"]
    numerator: int
    denominator: int


class Ratio(Part):
    kind: Literal["ratio"]
    numerator: int
    denominator: int


class CountOf(Part):
    kind: Literal["count"]
    numerator: Count
    denominator: Count
    by_option: dict[str, Count] = {}


class Conditions(Part):
    kind: Literal["conditions"]
    numerator: Count
    denominator: Count
    unmet: tuple[str, ...]


class Amount(Part):
    kind: Literal["amount"]
    value: Number


class Answer(Part):
    kind: Literal["value"]
    value: Value


KINDS: dict[str, Any] = {
    "share": Share,
    "ratio": Ratio,
    "count": CountOf,
    "conditions": Conditions,
    "amount": Amount,
    "value": Answer,
}
KindOfFigure = Share | Ratio | CountOf | Conditions | Amount | Answer
Actual = Annotated[KindOfFigure, Choose(lambda given: given.get("kind") if isinstance(given, dict) else None, KINDS)]


class Holding(Part):
    unit: Unit
    row: str
    actual: Actual | None
    gap: Number | None
    spoiled: tuple[Place, ...]


class PartOfVerdict(Part):
    outcome: Outcome
    reason_code: ReasonCode
    required: str
    threshold: Number | None = None
    actual: Actual | None
    actual_text: str
    gap: Number | None
    gap_text: str
    failing: tuple[Holding, ...]
    waiting: tuple[Holding, ...]
    unknown_units: bool


class Subtotal(Part):
    by: Literal["level", "ward"]
    name: str
    actual: tuple[Actual | None, ...]


class Source(Part):
    field: str
    value: Value
    file: str
    sheet: str
    cell: str


class Verdict(Part):
    target: Named
    commitment: Named
    clause: str
    title: str
    strength: Literal["ensure", "strive", "encourage"]
    unit: Unit | None
    outcome: Outcome
    by_word: bool
    actual: Actual | None
    required: str
    gap: Number | None
    reason: str
    parts: Annotated[tuple[PartOfVerdict, ...], AtLeast(1)]
    subtotals: tuple[Subtotal, ...]
    sources: tuple[Source, ...]


class Waiting(Part):
    target: Named
    commitment: Named
    clause: str
    title: str
    unit: Unit
    actual: Annotated[tuple[Actual | None, ...], AtLeast(1)]
    required: str
    waits_for: tuple[str, ...]
    sources: tuple[Source, ...]


class Problem(Part):
    code: Annotated[str, _CODE]
    severity: Severity
    file: str
    sheet: str
    cell: str
    found: str
    expected: str
    message: Named
    fix: Named
    also: tuple[Place, ...]


class Reading(Part):
    file: str
    sheet: str
    cell: str
    found: str
    read_as: str


class Skipped(Part):
    file: str
    reason: Literal["lock_file", "hidden", "not_a_workbook_name", "own_output", "other_register"]


class Report(Part):
    file: str
    form: Named
    title: str
    unit: Unit


class Absent(Part):
    unit: Unit
    targets: tuple[str, ...]


class RuleFile(Part):
    name: Named
    version: int
    sha256: Sha256


class Input(Part):
    file: str
    sha256: Sha256 | None


class Limits(Part):
    file: Annotated[int, AtLeast(1)]
    inflated: Annotated[int, AtLeast(1)]
    part: Annotated[int, AtLeast(1)]
    ratio: Annotated[int, AtLeast(1)]
    members: Annotated[int, AtLeast(1)]
    sheets: Annotated[int, AtLeast(1)]
    cells: Annotated[int, AtLeast(1)]
    strings: Annotated[int, AtLeast(1)]
    characters: Annotated[int, AtLeast(1)]
    depth: Annotated[int, AtLeast(1)]
    units: Annotated[int, AtLeast(1)]
    seconds: Annotated[int, AtLeast(1)]
    memory: Annotated[int, AtLeast(1)]
    reader_seconds: Annotated[int, AtLeast(1)]
    reader_memory: Annotated[int, AtLeast(1)]


class Options(Part):
    paths: Annotated[tuple[Named, ...], AtLeast(1)]
    year: str | None
    targets: str | None
    register: str | None
    view: View | None
    unit: str
    only: tuple[str, ...]
    as_of: Date | None
    complete: bool
    legacy_encoding: Literal["report", "convert"]
    limits: Limits


INTERRUPTED = 130


class Result(Part):
    """A whole scorecard. What revision 0 did not have has a default."""

    schema_version: Literal[1]
    schema_revision: int = 0
    lbedu: Annotated[str, _VERSION]
    lang: Literal["vi", "en"]
    year: Annotated[str, _YEAR]
    rule_file: RuleFile
    view: View
    as_of: Date
    complete: bool
    options: Options | None = None
    exit_code: Literal[0, 1, 3, 4, 130]
    files: tuple[str, ...]
    inputs: tuple[Input, ...] | None = None
    reports: tuple[Report, ...]
    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...]
    skipped: tuple[Skipped, ...]
    waiting: tuple[Waiting, ...]
    register: str
    absent: tuple[Absent, ...]
    verdicts: tuple[Verdict, ...]


@cache
def validator() -> Any:
    """Built once it is used."""
    return validator_of(Result)
