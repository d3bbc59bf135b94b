"""What the foreign forms of a workbook report, and for whom; or what they lack to be recognised."""

from __future__ import annotations

from collections.abc import Iterable

from lbedu.directive.directive import Directive
from lbedu.problems import Problem
from lbedu.reading.foreign.forms import Foreign, near_problem, read_foreign
from lbedu.reading.foreign.recognising import Near
from lbedu.reading.identity import Statement, sender_of
from lbedu.reading.letterhead import units_said
from lbedu.reading.records import Report
from lbedu.reading.workbook import Sheet
from lbedu.register import Register
from lbedu.submission import Place, Record, Submission, Unit
from lbedu.wording import harmless


def report_foreign(
    directive: Directive,
    register: Register,
    statement: Statement,
    sheets: Iterable[Sheet],
    file: str,
    given: str,
    report: Report,
) -> tuple[bool, Problem | None]:
    """Read the forms of others that the rule file knows into a report; whether there was any, and what is nearly one.

    A form that does not name its unit is from the one that the workbook or the user names."""
    sheets = tuple(sheets)
    forms, near = read_foreign(directive, sheets, file)
    for foreign in forms:
        name = _named(register, foreign, sheets, file, alone=len(forms) == 1)
        own = (
            statement._replace(said={**statement.said, "name": name})
            if name and not statement.text("name")
            else statement
        )
        sender = sender_of(directive, register, own, file, foreign.kind, given, foreign.level)
        report.problems += [*foreign.problems, *sender.problems]
        report.problems += [near_problem(one, foreign.title) for one in near if one.form == foreign.name]
        report.readings += foreign.readings
        if sender.unit is not None:
            record = Record(sender.unit, foreign.form, "", sender.unit.level, foreign.said, foreign.spoiled)
            report.submissions.append(
                Submission(sender.unit, directive.year, file, foreign.form, foreign.title, (record,), True, own.places)
            )
    return bool(forms), _proposal(directive, near[0]) if near else None


def _named(
    register: Register, foreign: Foreign, sheets: tuple[Sheet, ...], file: str, alone: bool
) -> tuple[str, Place] | None:
    """The unit that the heading of a form names: one that is listed, or whose name begins as those of the form's level do.

    Of several forms in one workbook each has the heading that stands last before it."""
    first = next(i for i, sheet in enumerate(sheets) if sheet is foreign.first)
    found: dict[tuple[str, ...], tuple[str, Place]] = {}
    for sheet in sheets if alone else reversed(sheets[: first + 1]):
        for name, place in units_said(sheet, file):
            unit = register.known(Unit(foreign.kind, name, foreign.level))
            begins = register.level_of(foreign.kind, name) and register.is_a_name(foreign.kind, name)
            if register.is_known(unit) or begins:
                found.setdefault(tuple(register.key(unit)), (name, place))
        if found and not alone:
            break
    return next(iter(found.values())) if len(found) == 1 else None


def _proposal(directive: Directive, near: Near) -> Problem:
    """The form that a sheet is nearest to: proposed, and never read."""
    title, sheet = directive.file.foreign[near.form].title, harmless(near.place.sheet)
    facts = {
        "vi": f" Trang “{sheet}” giống {title.vi}, nhưng {near.lacks['vi']}.",
        "en": f" The sheet “{sheet}” is like {title.get('en')}, but {near.lacks['en']}.",
    }
    return Problem("unknown_form", near.place, "", {"near": facts})
