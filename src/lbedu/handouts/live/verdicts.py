"""How each target stands for the unit that fills in the form: the formula of its verdict, or why there is none.

The same targets are judged as in the view of single units: those that are demanded of each unit and need no other's figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lbedu.directive.demand import waits_for
from lbedu.directive.describe import Leaf, check_requirement, leaf_requirement
from lbedu.directive.directive import Directive, Target
from lbedu.directive.expression import AllOf, Both, Every, Scope, check_fields, fields_of, parts
from lbedu.excel_formula import Condition, all_of, chosen, text
from lbedu.handouts.live.checks import LiveRecord, Surroundings
from lbedu.handouts.live.figures import OwnFigure, own_figure
from lbedu.handouts.live.measures import Crowd, Measures, Member
from lbedu.handouts.live.scratch import Scratch, Unsupported, seen
from lbedu.handouts.live.sender import Place, Sender
from lbedu.phrases import OUTCOMES

MET, MISSED, UNDECIDED, NOT_APPLICABLE = (words["vi"] for words in OUTCOMES.values())
NOT_CONCERNED = "Không thuộc diện"
BY_CHECK = "xem bằng lbedu check"
IN_COMMON = "tính chung"
Records = Mapping[str, Sequence[LiveRecord]]
"""By form, the records that the workbook holds."""


class Standing(NamedTuple):
    """A target as a form shows it."""

    target: Target
    requirement: str
    verdict: str
    """The address of its verdict as other sheets write it, or of the word that it is not meant for the unit; may be empty where
    it is not judged."""
    remark: str
    """Why it is not judged; empty where it is."""
    own: OwnFigure | None
    codes: str
    """The fields that it reads on this form."""
    fields: tuple[tuple[str, str], ...]
    """Form and field, in the order of reading."""
    demanded: tuple[tuple[str, str], ...]
    """Those of them that something is demanded of; the others tell whether the target is meant for the unit."""


class Standings:
    """Computes the standing of every target that concerns the unit."""

    def __init__(
        self, directive: Directive, sender: Sender, records: Records, scratch: Scratch, around: Surroundings
    ) -> None:
        self.directive, self.sender, self.records, self.scratch = directive, sender, records, scratch
        self.around = around
        self.measures = Measures(scratch, around)

    def of_all(self) -> Iterator[Standing]:
        """Targets in the order of the directive."""
        for target in self.directive.targets:
            leaves = parts(target.measure)
            crowds = [self._crowd(leaf.scope) for leaf in leaves]
            if any(crowd.members for crowd, _ in crowds):
                yield self._standing(target, leaves, crowds)

    def _crowd(self, scope: Scope) -> tuple[Crowd, Place]:
        """The records that a measure may run over, and where their unit stands to its scope."""
        form = self.directive.forms[scope.form]
        if form.unit != self.sender.kind:
            return Crowd((), scope, form), Place()
        place = self.sender.place(scope._replace(among=None) if form.rows else scope)
        records = [] if place.outside is True else [one for one in self.records[scope.form] if _fits(scope, one)]
        return Crowd(tuple(Member(record, place.unsure) for record in records), scope, form), place

    def _standing(self, target: Target, leaves: Sequence[Leaf], crowds: Sequence[tuple[Crowd, Place]]) -> Standing:
        fields = self._fields(target)
        waits = waits_for(self.directive, target, self.sender.kind)
        remark = self._waits(waits) if waits else ""
        own = None
        try:
            verdict = "" if waits else self._verdict(target.id, leaves, crowds)
            own = own_figure(self.directive, leaves[0], crowds[0][0], self.scratch) if len(leaves) == 1 else None
        except Unsupported:
            verdict, remark = "", BY_CHECK
        if remark:
            verdict = self._concerned(target.id, [place for _, place in crowds], remark)
        requirement = "; ".join(self._requirement(leaf, not waits) for leaf in leaves)
        bare = AllOf(tuple(leaf._replace(scope=leaf.scope._replace(when=None)) for leaf in leaves))
        demanded = tuple(one for one in fields_of(bare) if one in fields)
        return Standing(
            target, requirement, verdict and seen(verdict), remark, own, self._codes(fields), fields, demanded
        )

    def _requirement(self, leaf: Leaf, one_unit: bool) -> str:
        """What a measure demands of the unit, and that it does so under a condition where it has one."""
        asked = self._demand(leaf, one_unit)
        return f"Nếu thuộc diện: {asked}" if one_unit and leaf.scope.when is not None else asked

    def _demand(self, leaf: Leaf, one_unit: bool) -> str:
        """What a measure demands; of several conditions on one unit which code has to say what."""
        if not one_unit or not isinstance(leaf, Every) or not isinstance(leaf.check, Both):
            return leaf_requirement(self.directive, leaf, "vi", one_unit=one_unit)
        form = self.directive.forms[leaf.scope.form]
        found: dict[str, list[str]] = {}
        for check in leaf.check.checks:
            code = form.by_id[next(check_fields(check))[1]].code
            found.setdefault(check_requirement(self.directive, check, "vi"), []).append(code)
        return "; ".join(f"mã số {', '.join(codes)}: {asked}" for asked, codes in found.items())

    def _concerned(self, label: str, places: Sequence[Place], remark: str) -> str:
        """Where it is told whether a target that is not judged is meant for the unit; empty where it is for sure."""
        told = self._unless_outside(places, text(remark[:1].upper() + remark[1:]))
        return self.scratch.compute(label, told) if told.startswith("IF(") else ""

    def _waits(self, kinds: Sequence[str]) -> str:
        nouns = [self.directive.file.units[kind].noun.vi for kind in kinds]
        if kinds == (self.sender.kind,):
            return f"{IN_COMMON} các {nouns[0]}"
        return f"chờ số liệu của {' và '.join(nouns)}"

    def _fields(self, target: Target) -> tuple[tuple[str, str], ...]:
        """What the target reads on this form."""
        return tuple(
            (form, name)
            for form, name in fields_of(target.measure)
            if any(name in record.answers.cells for record in self.records.get(form, ()))
        )

    def _codes(self, fields: Sequence[tuple[str, str]]) -> str:
        """The codes of fields; those of a list with the code of its form's title."""
        return ", ".join(self.directive.field(form, name).code for form, name in fields)

    # verdicts

    def _verdict(self, label: str, leaves: Sequence[Leaf], crowds: Sequence[tuple[Crowd, Place]]) -> str:
        """The cell of a target's verdict."""
        found = [
            (self.measures.outcomes(label, leaf, crowd) if crowd.members else "", place)
            for leaf, (crowd, place) in zip(leaves, crowds, strict=True)
        ]
        if len(found) == 1:
            cell, place = found[0]
            return self.scratch.compute(label, self._unless_outside([place], _alone(cell)))
        row = self.scratch.row(label)
        cells = [
            self.scratch.put(row, column, _as_a_part(cell, place.outside))
            for column, (cell, place) in enumerate(found, 2)
        ]
        verdict = _together(f"{cells[0]}:{cells[-1]}", len(cells))
        return self.scratch.compute(label, self._unless_outside([place for _, place in found], verdict))

    def _unless_outside(self, places: Sequence[Place], verdict: str) -> str:
        """A word where the directive names others or means units of another type; nothing while nobody knows who reports."""
        outside = all_of(place.outside for place in places)
        unnamed = all_of(place.unnamed for place in places)
        word = chosen(all_of([unnamed, self.sender.nameless]), '""', text(NOT_CONCERNED))
        return chosen(outside, word, verdict)


def _fits(scope: Scope, record: LiveRecord) -> bool:
    """Whether a record is of a level and a row that a scope means."""
    if scope.levels is not None and record.level not in scope.levels:
        return False
    return not record.row or scope.among is None or record.row in scope.among


def _alone(cell: str) -> str:
    """The verdict by the outcomes of one measure. What asks for nothing does not apply to the unit."""
    nothing = f"AND(MOD({cell},4)=0,MOD({cell},16)>0)"
    other = f"IF({nothing},{text(NOT_APPLICABLE)},{text(UNDECIDED)})"
    return f"IF({cell}=1,{text(MET)},IF(MOD({cell},16)=2,{text(MISSED)},{other}))"


def _as_a_part(cell: str, outside: Condition) -> str:
    """The outcomes of a measure as one part of several: 8 where it has nobody to ask, 4 where it asks for nothing."""
    if not cell:
        return "8"
    return chosen(outside, "8", f"IF(AND(MOD({cell},4)=0,MOD({cell},16)>0),4,{cell})")


def _together(cells: str, number: int) -> str:
    """All parts are needed; a part that does not apply asks for nothing."""
    missed = f"SUMPRODUCT(--(MOD({cells},16)=2))>0"
    harmful = f"SUMPRODUCT(MOD(INT({cells}/2),2))+SUMPRODUCT(MOD(INT({cells}/8),2))"
    met = f"AND(COUNTIF({cells},1)>0,{harmful}=0)"
    nothing = f"SUMPRODUCT(--(MOD({cells},16)=4))={number}"
    other = f"IF({nothing},{text(NOT_APPLICABLE)},{text(UNDECIDED)})"
    return f"IF({missed},{text(MISSED)},IF({met},{text(MET)},{other}))"
