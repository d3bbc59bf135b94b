"""The rule file as it is written: the typed parts of one year's directive. Never computes and never reads a workbook."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from lbedu.directive.foreign import ForeignSheet
from lbedu.directive.part import Choose, Date, Part, validator_of
from lbedu.directive.terms import Code, CommitmentId, Identifier, Slug, Year
from lbedu.directive.terms import Language as Language
from lbedu.directive.terms import Noun as Noun
from lbedu.directive.terms import Words as Words

Strength = Literal["ensure", "strive", "encourage"]
FieldType = Literal["count", "number", "percent", "yes_no", "choice", "rank", "level", "date", "text", "name"]
EVIDENCE = "_evidence"
"""At the end of the id of a field that holds the evidence of another."""


class Option(Words):
    """One answer of a choice or one step of a rank."""

    id: str


class Level(Words):
    """A level of school, with the words that stand before a name: `Trường mầm non`, `MN`."""

    prefixes: tuple[str, ...] = ()


class NamedUnit(Part):
    """A unit that the directive names."""

    name: str
    level: str | None = None
    type: str | None = None
    aliases: tuple[str, ...] = ()
    flags: tuple[str, ...] | None = None
    """What the directive itself says of it; None: a register says it, or nobody."""


class UnitKind(Part):
    """A kind of reporting unit: school, ward, office."""

    noun: Noun
    levels: dict[str, Level] = {}
    types: dict[str, Words] = {}
    flags: dict[str, Words] = {}
    """What a register says of some units besides: of high quality, an e-school."""
    prefixes: tuple[str, ...] = ()
    named: tuple[NamedUnit, ...] = ()
    """Units that the directive names; whether there are more, `expects`, a register or the user says."""
    groups: dict[str, tuple[str, ...]] = {}
    """Names of named units under one word, for `among`."""
    lies_in: str | None = None
    """The kind of unit in which these lie, and by which they are added up."""


class FieldSpec(Part):
    """One figure on a form."""

    id: Identifier
    code: Code
    """The Mã số: the key by which a cell is found, never its label or its row."""
    type: FieldType
    label: Words
    unit: str | None = None
    """What is counted, a key of `nouns`."""
    levels: tuple[str, ...] = ()
    """Only units of these levels are asked; empty: all."""
    part_of: str | None = None
    """Another field of the same form that this one never exceeds."""
    asked_when: str | None = None
    """A yes/no field of the same form: where it is answered no, this one is not asked."""
    options: str | None = None
    """For choice and rank: a key of `choices`."""
    min: int = 0
    max: int | None = None
    evidence: bool = False
    """A row for the evidence (number and date of the document) follows, as a field of its own."""
    optional: bool = False
    """May stay blank: nothing is waiting for it."""
    hint: Words | None = None

    def asked_of(self, level: str | None) -> bool:
        return not self.levels or level in self.levels


class Group(Part):
    """A heading row between fields."""

    group: Words
    levels: tuple[str, ...] = ()


class Row(Part):
    """One row of a list that the form itself prints."""

    code: Code
    name: Words
    level: str | None = None


def _field_or_group(value: Any) -> str:
    return "group" if isinstance(value, dict) and "group" in value else "field"


if TYPE_CHECKING:
    FieldOrGroup = FieldSpec | Group
else:
    FieldOrGroup = Annotated[Any, Choose(_field_or_group, {"field": FieldSpec, "group": Group})]


class Form(Part):
    """What one kind of unit fills in: fields, or a list of rows with the same fields each."""

    unit: str
    title: Words
    fields: tuple[FieldOrGroup, ...]
    rows: tuple[Row, ...] = ()
    """Not empty: a list; every row asks every field."""
    noun: Noun | None = None
    """What a row of a list is: a criterion, a step, a month."""

    @cached_property
    def by_id(self) -> dict[str, FieldSpec]:
        """Every field by its id, the evidence fields among them, in the order of the form."""
        found: dict[str, FieldSpec] = {}
        for item in self.fields:
            if isinstance(item, FieldSpec):
                found[item.id] = item
                if item.evidence:
                    found[f"{item.id}{EVIDENCE}"] = evidence_of(item)
        return found

    def codes(self, level: str) -> dict[str, str]:
        """The fields that a level is asked for, by their codes."""
        if level not in self._codes:
            self._codes[level] = {spec.code: name for name, spec in self.by_id.items() if spec.asked_of(level or None)}
        return self._codes[level]

    @cached_property
    def _codes(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """For every field the fields that are part of it."""
        return {name: tuple(i for i, field in self.by_id.items() if field.part_of == name) for name in self.by_id}

    def widest(self, field: str) -> str:
        """The widest whole that a field is part of; the field itself where it is part of nothing."""
        seen = {field}
        while (whole := self.by_id[field].part_of) is not None and whole not in seen:
            field = whole
            seen.add(field)
        return field

    def related(self, names: frozenset[str]) -> frozenset[str]:
        """These fields and all that hangs together with them: wholes, parts, and the questions that they depend on."""
        if names not in self._related:
            self._related[names] = self._hanging_together(names)
        return self._related[names]

    @cached_property
    def _related(self) -> dict[frozenset[str], frozenset[str]]:
        return {}

    def _hanging_together(self, names: frozenset[str]) -> frozenset[str]:
        found = set(names) & self.by_id.keys()
        while True:
            specs = [self.by_id[name] for name in found]
            more = {name for spec in specs for name in (spec.part_of, spec.asked_when) if name is not None}
            more |= {part for name in found for part in self.parts[name]}
            if more <= found:
                return frozenset(found)
            found |= more

    @cached_property
    def items(self) -> tuple[FieldSpec | Group, ...]:
        """Fields, evidence fields and headings in the order in which a blank form shows them."""
        shown: list[FieldSpec | Group] = []
        for item in self.fields:
            shown.append(item)
            if isinstance(item, FieldSpec) and item.evidence:
                shown.append(self.by_id[f"{item.id}{EVIDENCE}"])
        return tuple(shown)


def evidence_of(field: FieldSpec) -> FieldSpec:
    """The field that holds the evidence of an attestation: asked once the answer is yes."""
    return FieldSpec(
        id=f"{field.id}{EVIDENCE}",
        code=f"{field.code}b",
        type="text",
        label=Words(vi="Minh chứng (số, ngày văn bản)", en="Evidence (number and date of the document)"),
        levels=field.levels,
        asked_when=field.id,
    )


class ForeignForm(Part):
    """Somebody else's form of which we know where it keeps some of our fields."""

    title: Words
    form: str
    level: str | None = None
    zeros_are_said: bool
    """False where the form comes with zeros already in it: there 0 says nothing, but as a part of a figure once a sum bears
    it out."""
    sheets: tuple[ForeignSheet, ...]


class Document(Part):
    """The directive itself: kind, number, date and issuer. A party notice may have no number."""

    kind: Words
    title: Words
    number: str | None = None
    issued: Date | None = None
    issuer: Words
    superior: Words | None = None
    """The body that the office reports to, where that is not the issuer: it heads the summary."""


FigureText = str | tuple[str, ...] | dict[str, str | tuple[str, ...]]
Threshold = str | int


def _text_or_measure(value: Any) -> str:
    return "name" if isinstance(value, str) else "measure"


class Measure(Part):
    """What is measured and what it is held against. The keys are orthogonal; which of them go together, the loader checks."""

    share: FigureText | None = None
    of: FigureText | None = None
    ratio: FigureText | None = None
    per: FigureText | None = None
    sum: FigureText | None = None
    value: FigureText | None = None
    count: CheckText | None = None
    every: CheckText | None = None
    attest: str | None = None
    done: str | None = None
    on: str | None = None
    by: str | None = None
    all_of: tuple[CheckText, ...] | None = None

    at_least: Threshold | tuple[Threshold, ...] | None = None
    more_than: Threshold | tuple[Threshold, ...] | None = None
    at_most: Threshold | tuple[Threshold, ...] | None = None
    less_than: Threshold | tuple[Threshold, ...] | None = None
    equals: Threshold | tuple[Threshold, ...] | None = None
    is_: str | bool | None = None
    """`is` in the file."""

    levels: tuple[str, ...] | None = None
    types: tuple[str, ...] | None = None
    flags: tuple[str, ...] | None = None
    among: str | tuple[str, ...] | None = None
    when: CheckText | None = None
    each: bool = False
    label: Words | None = None
    """In front of a part of all_of: `TH`."""


if TYPE_CHECKING:
    CheckText = str | Measure
else:
    CheckText = Annotated[Any, Choose(_text_or_measure, {"name": str, "measure": Measure})]


class TargetSpec(Measure):
    """A commitment, or part of one, that can be judged."""

    id: Slug
    title: Words
    strength: Strength = "ensure"
    note: Words | None = None
    """A default that was taken where the directive leaves two readings, printed by `explain`."""
    was: Slug | tuple[Slug, ...] | None = None
    """What it was called in an earlier year's file, where its id has changed; only years are compared by it."""


class Commitment(Part):
    """One thing that a clause demands: judged by targets, the same as another, or not checked and why."""

    id: CommitmentId
    clause: str
    title: Words
    targets: tuple[TargetSpec, ...] = ()
    same_as: str | None = None
    not_checked: Words | None = None


class RuleFile(Part):
    """One year's directive, complete."""

    year: Year
    version: int
    """Counts the editions of this rule file; blank forms carry it in their stamp."""
    directive: Document
    whole: Words = Words(vi="quận", en="district")
    """What all units together are called in headings."""
    evaluate_on: Date
    """The as-of date unless the user gives another; never the clock."""
    nouns: dict[str, Noun]
    choices: dict[str, tuple[Option, ...]] = {}
    """Answers of choices; of ranks from the best to the lowest."""
    units: dict[str, UnitKind]
    expects: dict[str, tuple[str, ...]] = {}
    """Units that the directive itself counts: these are all of their kind."""
    forms: dict[str, Form]
    foreign: dict[str, ForeignForm] = {}
    commitments: tuple[Commitment, ...]


VALIDATOR = cache(lambda: validator_of(RuleFile))


def listed(value: Any) -> tuple[Any, ...]:
    """One thing or several, as several."""
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)
