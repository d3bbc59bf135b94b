"""Whether what was typed over a figure is such as its form takes, and agrees with what stands beside it: as formulas."""

from __future__ import annotations

from collections.abc import Callable

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, Form, Language
from lbedu.excel_formula import LONGEST, text
from lbedu.own_form import FIRST_DAY, HIGHEST, LAST_DAY, LONGEST_EVIDENCE
from lbedu.reporters.sheets.conditions import ANSWERS, NAMED, NOT_NOTHING, criterion, serial

_ROOM = LONGEST - 400
"""So that others can be put around it."""
NEVER = "FALSE"
Column = Callable[[str], tuple[str, str] | None]
"""Of a field where its figures stand, and the criteria of those that count for the record at hand; None where none are."""


def taken(directive: Directive, spec: FieldSpec, cell: str, lang: Language) -> str:
    """A formula that is TRUE only where the check would take what stands in the cell, too; it may be FALSE more often. Of cells
    without an error."""
    match spec.type:
        case "count" | "number" | "percent":
            highest = spec.max if spec.max is not None else 1 if spec.type == "percent" else HIGHEST
            bounds = f"{cell}>={spec.min},{cell}<={highest}" + (f",INT({cell})={cell}" if spec.type == "count" else "")
            return _of_numbers(cell, bounds)
        case "date":
            return _of_numbers(cell, f"{cell}>={serial(FIRST_DAY)},{cell}<{serial(LAST_DAY) + 1}")
        case "yes_no":
            return _one_of(cell, list(ANSWERS[lang]))
        case "choice" | "rank":
            return _one_of(cell, [option.get(lang) for option in directive.file.choices[spec.options or ""]])
        case "text" | "name":  # where there is a number, something is said, whatever the words
            digits = ",".join(f'ISNUMBER(FIND("{digit}",{cell}))' for digit in range(1, 10))
            return f"AND(ISTEXT({cell}),LEN({cell})<={LONGEST_EVIDENCE},OR({digits}))"
        case "level":
            return NEVER


def _of_numbers(cell: str, conditions: str) -> str:
    return f"IF(ISNUMBER({cell}),AND({conditions}),FALSE)"


def _one_of(cell: str, labels: list[str]) -> str:
    formula = f"OR({','.join(f'{cell}={text(label)}' for label in labels)})"
    return formula if len(formula) < _ROOM else NEVER


def contradicted(form: Form, spec: FieldSpec, cell: str, column: Column, lang: Language) -> list[str]:
    """Conditions each of which holds where what stands in the cell contradicts another figure of its record, as the check has
    it: a part exceeds its whole; something is said of what is said not to be there."""
    found = []
    no, yes = ANSWERS[lang]
    if whole := column(spec.part_of or ""):
        values, same = whole
        found.append(f"AND(ISNUMBER({cell}),COUNTIFS({same})>0,{cell}>SUMIFS({values},{same}))")
    for part in form.parts[spec.id]:
        if of := column(part):
            found.append(f"AND(ISNUMBER({cell}),SUMIFS({of[0]},{of[1]})>{cell})")
    if asker := column(spec.asked_when or ""):
        values, same = asker
        nothing = {"yes_no": text(no), "count": "0", "number": "0", "percent": "0"}.get(spec.type, '""')
        found.append(f"AND({cell}<>{nothing},COUNTIFS({same},{values},{criterion(no)})>0)")
    for other in form.by_id.values():
        if other.asked_when == spec.id and (of := column(other.id)):
            something = {"yes_no": criterion(yes), "choice": text(NAMED), "rank": text(NAMED), "text": text(NAMED)}
            said = something.get(other.type, NOT_NOTHING)
            found.append(f"AND({cell}={text(no)},COUNTIFS({of[1]},{of[0]},{said})>0)")
    return found
