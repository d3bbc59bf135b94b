"""Whether a row of one of our own forms still says beside its code what the form prints there: nearly all do, quickly told."""

from __future__ import annotations

from lbedu.directive.directive import Directive
from lbedu.directive.model import EVIDENCE
from lbedu.directive.printed import hint, unit_word
from lbedu.reading.layout import Figures
from lbedu.reading.marked_text import MarkedText

_PRINTED: dict[tuple[str, str, str], tuple[frozenset[str], str]] = {}


def is_printed(directive: Directive, form: str, field: str, table: Figures, row: int, units: int) -> bool:
    """Whether label and unit in the row of a field are as they were printed, or say nothing that is known: a blank, a text in
    an old encoding. `units` is the column of units; 0 where there is none."""
    if field.endswith(EVIDENCE):
        return True
    labels, unit = _printed(directive, form, field)
    beside = table.sheet.cells.get((row, units))
    if beside is not None and beside.value != unit and isinstance(beside.value, str):
        return False
    cell = table.sheet.cells.get((row, table.content_column))
    if cell is None or cell.value in labels:
        return True
    return cell.kind != "text" or isinstance(cell.value, MarkedText)


def _printed(directive: Directive, form: str, field: str) -> tuple[frozenset[str], str]:
    key = directive.digest, form, field
    found = _PRINTED.get(key)
    if found is None:
        spec = directive.forms[form].by_id[field]
        below = hint(directive.forms[form], spec)
        label = spec.label.vi
        labels = frozenset({label, f"{label}\n{below}", f"- {label}", f"- {label}\n{below}"})
        found = _PRINTED[key] = labels, unit_word(directive, directive.forms[form], spec)
    return found
