"""Where the fields of a form may stand in an unknown workbook. Proposes with its reasons, and never decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from lbedu.directive.check_foreign import ANSWERED
from lbedu.directive.directive import Directive
from lbedu.directive.model import EVIDENCE, FieldSpec
from lbedu.directive.nearest import likeness
from lbedu.mapping.sketch import Column, Row, Sketch
from lbedu.vietnamese import fold
from lbedu.wording import harmless

SURE, LIKELY, POSSIBLE = 85, 70, 55
_CLOSE = 6
"""Two rows whose likeness differs by less are both possible."""
_UNIT, _OTHER_UNIT, _WHOLE, _UNSAID = 4, 20, 6, 10
_ALTERNATIVES = 3
_FILLING = frozenset(
    fold(word)
    for word in (
        "và",
        "hoặc",
        "của",
        "các",
        "những",
        "có",
        "là",
        "được",
        "đã",
        "đang",
        "tại",
        "ở",
        "cho",
        "theo",
        "với",
    )
)
"""Words that tell no label from another."""
_TOTALS = tuple(fold(word) for word in ("Tổng số", "Tổng cộng", "Tổng", "Cộng", "Số lượng", "Số liệu", "Total"))
_OF_ALL = tuple(fold(word) for word in ("Tổng số", "Tổng cộng", "Tổng quy mô", "Quy mô", "Tổng"))


class Candidate(NamedTuple):
    """A row that a field may stand in, and how like it is, from 0 to 100."""

    sketch: Sketch
    row: Row
    likeness: float
    labels: float
    """How like each other the labels alone are."""
    order: int


class Proposal(NamedTuple):
    """Where a field seems to stand."""

    spec: FieldSpec
    best: Candidate
    column: Column
    doubts: tuple[str, ...]
    """Why it is not sure; none where it is."""
    others: tuple[Candidate, ...]

    @property
    def confidence(self) -> str:
        """In words."""
        if self.best.labels >= SURE:
            return "very like"
        return "like" if self.best.likeness >= LIKELY else "somewhat like"


class Proposals(NamedTuple):
    """For one form: what is proposed, and the fields that could be answered and that nothing is proposed for."""

    form: str
    level: str | None
    found: tuple[Proposal, ...]
    nothing: tuple[FieldSpec, ...]

    @property
    def sure(self) -> int:
        return sum(not one.doubts for one in self.found)


def propose(directive: Directive, form: str, sketches: list[Sketch], titles: Iterable[str]) -> Proposals:
    """The likeliest row of every field that a form of others can answer; each row is proposed for one field."""
    level = _level(directive, form, titles)
    fields = directive.forms[form].by_id.values()
    specs = [s for s in fields if s.type in ANSWERED and (level is None or s.asked_of(level))]
    telling = _telling_words(specs)
    ranked = {spec.id: _ranked(directive, spec, telling[spec.id], sketches) for spec in specs}
    pairs = sorted(
        ((c.likeness, -i, -c.order, spec, c) for i, spec in enumerate(specs) for c in ranked[spec.id]),
        key=lambda pair: pair[:3],
        reverse=True,
    )
    best: dict[str, Candidate] = {}
    taken: set[tuple[str, int]] = set()
    for score, _, _, spec, candidate in pairs:
        seat = candidate.sketch.sheet.name, candidate.row.row
        if score >= (LIKELY if spec.type == "yes_no" else POSSIBLE) and spec.id not in best and seat not in taken:
            best[spec.id] = candidate
            taken.add(seat)
    found = tuple(
        _proposal(directive, spec, best[spec.id], ranked[spec.id], telling[spec.id], level)
        for spec in specs
        if spec.id in best
    )
    nothing = tuple(spec for spec in specs if spec.id not in best and not spec.id.endswith(EVIDENCE))
    return Proposals(form, level, found, nothing)


def likeliest(directive: Directive, sketches: list[Sketch], titles: list[str]) -> Proposals:
    """The form, of those that are no lists, for which most is proposed."""
    forms = [name for name, form in directive.forms.items() if not form.rows]
    return max((propose(directive, form, sketches, titles) for form in forms), key=lambda p: (p.sure, len(p.found)))


def _level(directive: Directive, form: str, titles: Iterable[str]) -> str | None:
    """The level whose name stands in the titles, if it is but one."""
    levels = directive.file.units[directive.unit_of(form)].levels
    words = " ".join(fold(title) for title in titles)
    found = [name for name, level in levels.items() if f" {fold(level.vi)} " in f" {words} "]
    return found[0] if len(found) == 1 else None


def _telling_words(specs: Iterable[FieldSpec]) -> dict[str, tuple[str, ...]]:
    """Of every field the words that no other one has: what makes it this one."""
    words = {spec.id: tuple(dict.fromkeys(re.findall(r"\w+", fold(spec.label.vi)))) for spec in specs}
    counts = Counter(word for one in words.values() for word in one)
    return {
        name: tuple(word for word in one if counts[word] == 1 and word not in _FILLING) for name, one in words.items()
    }


def _unsaid(telling: tuple[str, ...], sketch: Sketch, row: Row) -> list[str]:
    """The telling words of a field that a row does not say."""
    said = set(re.findall(r"\w+", fold(f"{sketch.subject} {row.parent} {row.label}")))
    return [word for word in telling if word not in said]


def _ranked(directive: Directive, spec: FieldSpec, telling: tuple[str, ...], sketches: list[Sketch]) -> list[Candidate]:
    """Every row, the likeliest first."""
    found: list[Candidate] = []
    for sketch in sketches:
        for row in sketch.rows if sketch.columns else ():
            labels = _labels(spec, sketch, row)
            found.append(
                Candidate(sketch, row, _likeness(directive, spec, telling, sketch, row, labels), labels, len(found))
            )
    return sorted(found, key=lambda one: (-one.likeness, one.order))


def _labels(spec: FieldSpec, sketch: Sketch, row: Row) -> float:
    """How like a field's label that of a row is, alone or after the one that it belongs to; a total stands for its subject."""
    texts = [row.label] if row.label else []
    if row.parent and row.label:
        texts.append(f"{row.parent} {row.label}")
    if fold(row.label) in _OF_ALL or row.label == "":
        texts.append(sketch.subject)
    return max((likeness(spec.label.vi, text) for text in texts), default=0.0)


def _likeness(
    directive: Directive, spec: FieldSpec, telling: tuple[str, ...], sketch: Sketch, row: Row, labels: float
) -> float:
    """By the labels, by the unit of measure, and by whether both are a whole or both a part."""
    score = labels - (_UNSAID if _unsaid(telling, sketch, row) else 0)
    measured = _measured(directive, row)
    if spec.unit is not None and measured is not None:
        score += _UNIT if measured == spec.unit else -_OTHER_UNIT
    score += _WHOLE / 2 if (not row.parent) == (spec.part_of is None) else -_WHOLE / 2
    return max(0.0, min(100.0, score))


def _measured(directive: Directive, row: Row) -> str | None:
    """The noun of the rule file that a row counts; None for another word, such as “người”."""
    return next((name for name, noun in directive.file.nouns.items() if fold(noun.vi) == fold(row.unit)), None)


def _proposal(
    directive: Directive,
    spec: FieldSpec,
    best: Candidate,
    ranked: list[Candidate],
    telling: tuple[str, ...],
    level: str | None,
) -> Proposal:
    column, one_total = _column(best.sketch)
    rivals = [one for one in ranked if one is not best and one.likeness >= max(POSSIBLE, best.likeness - 3 * _CLOSE)]
    doubts = []
    if best.labels < SURE:
        doubts.append("the labels are not very like each other")
    unsaid = _unsaid(telling, best.sketch, best.row)
    if unsaid:
        doubts.append(f"the row does not say “{' '.join(unsaid)}”")
    if any(_rivals(best, one) and one.likeness > best.likeness - _CLOSE for one in rivals):
        doubts.append("another row is as likely")
    if spec.unit is not None and _measured(directive, best.row) not in (None, spec.unit):
        doubts.append(f"it counts “{harmless(best.row.unit)}”")
    if not one_total:
        doubts.append("nobody knows which column")
    if spec.type == "yes_no":
        doubts.append("a count answers yes where it is above 0")
    if not best.sketch.is_unique(best.row):
        doubts.append("the code stands in several rows")
    if spec.levels and level is None:
        doubts.append("it is asked at some levels alone, and the workbook does not say its level")
    return Proposal(spec, best, column, tuple(doubts), tuple(rivals[:_ALTERNATIVES]))


def _rivals(one: Candidate, other: Candidate) -> bool:
    """Two rows of the same label that hold the same are no rivals: either may be taken."""
    if fold(one.row.label) != fold(other.row.label) or one.sketch is not other.sketch:
        return True
    column, _ = _column(one.sketch)
    a, b = one.sketch.cell(one.row, column), other.sketch.cell(other.row, column)
    return (a.value if a is not None else None) != (b.value if b is not None else None)


def _column(sketch: Sketch) -> tuple[Column, bool]:
    """The column of the totals, and whether there is exactly one: all its headings say so, or there is no other column."""
    totals = [column for column in sketch.columns if all(fold(word) in _TOTALS for word in column.path)]
    if len(totals) == 1:
        return totals[0], True
    return (totals or list(sketch.columns))[0], len(sketch.columns) == 1
