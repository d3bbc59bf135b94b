"""Whether what was typed over a figure is such as its form takes, as a formula over the cell."""

from __future__ import annotations

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec, Language
from lbedu.excel_formula import LONGEST, text
from lbedu.own_form import FIRST_DAY, HIGHEST, LAST_DAY, LONGEST_EVIDENCE
from lbedu.reporters.sheets.conditions import ANSWERS, serial

_ROOM = LONGEST - 400
"""So that others can be put around it."""
NEVER = "FALSE"


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
