"""Makes a form check itself: computes on a hidden sheet, tells beside the figures, and shows every target on one sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.handouts.live.answers import Answers, NoEvidence, serial
from lbedu.handouts.live.asides import Aside, write_asides
from lbedu.handouts.live.bounds import Bounds
from lbedu.handouts.live.checks import LiveRecord, Surroundings
from lbedu.handouts.live.page import write_page
from lbedu.handouts.live.scratch import Scratch
from lbedu.handouts.live.sender import Sender
from lbedu.handouts.live.verdicts import Standings
from lbedu.handouts.work import Work
from lbedu.own_form import NO_EVIDENCE, NOT_YET
from lbedu.paper import Page
from lbedu.submission import Unit


class Asked(NamedTuple):
    """One row of a list, or a whole form, as it was laid out."""

    form: str
    row: str
    """Of a list the code of the row."""
    level: str | None
    cells: Mapping[str, str]
    """Field → its cell, as other sheets write it."""


class Beside(NamedTuple):
    """A row of a page with the answers on it, to be told about beside it."""

    page: Page
    row: int
    column: int
    """The first column beside the form."""
    form: str
    line: str
    """Of a list the code of the row."""
    fields: Mapping[str, int]
    """Field → its column."""


def make_live(
    work: Work,
    unit: Unit | None,
    asked: Sequence[Asked],
    beside: Sequence[Beside],
    identity: Mapping[str, str],
) -> None:
    """Add the formulas to a form that is laid out. `identity` are the cells of the first sheet, as other sheets write them."""
    directive = work.directive
    scratch = Scratch(work.book)
    as_of = scratch.compute("", serial(directive.evaluate_on))
    no_evidence = NoEvidence(scratch.words(NO_EVIDENCE), scratch.words(NOT_YET))
    records: dict[str, list[LiveRecord]] = {}
    for one in asked:
        records.setdefault(one.form, []).append(_record(directive, one, scratch, no_evidence))
    suppliers = {form: found[0] for form, found in records.items() if directive.is_single(form)}
    around = Surroundings(directive.evaluate_on, as_of, suppliers)
    sender = Sender(directive, work.unit, work.level, unit, identity.get("name", ""), identity.get("type", ""), scratch)
    standings = list(Standings(directive, sender, records, scratch, around).of_all())
    answers = {(form, record.row): record.answers for form, found in records.items() for record in found}
    write_asides([_aside(directive, one, answers[one.form, one.line]) for one in beside], standings)
    write_page(work, standings, scratch, as_of)


def _record(directive: Directive, one: Asked, scratch: Scratch, no_evidence: NoEvidence) -> LiveRecord:
    answers = Answers(directive, directive.forms[one.form], one.cells, scratch, no_evidence, one.level, one.row)
    return LiveRecord(answers, Bounds(answers), one.level, one.row)


def _aside(directive: Directive, one: Beside, answers: Answers) -> Aside:
    form = directive.forms[one.form]
    faults = tuple(
        (form.by_id[name].code if one.line else "", answers.fault(name), column) for name, column in one.fields.items()
    )
    return Aside(one.page, one.row, one.column, one.form, tuple(one.fields), faults)
