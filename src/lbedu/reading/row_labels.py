"""What stands beside a code on one of our own forms, where it is not what the form prints. Loaded once that is so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lbedu.directive.directive import Directive
from lbedu.problems import Problem
from lbedu.reading.altered_labels import own_words, scales
from lbedu.reading.headings import folded
from lbedu.reading.layout import Figures, text_of
from lbedu.reading.records import both
from lbedu.reading.scaled import says
from lbedu.reading.tables.columns import Labels
from lbedu.submission import Place, Reading

_LABELS: dict[tuple[str, str], Labels] = {}
_LONGEST = 300
"""Letters of a label, at most; more is a text that somebody pasted there."""


class Beside(NamedTuple):
    """What a label says: that the row is of something else, or the same in other words."""

    problem: Problem | None = None
    others: tuple[str, ...] = ()
    """The fields whose label it is."""
    readings: tuple[Reading, ...] = ()


def said_of(directive: Directive, form: str, field: str, table: Figures, row: int, units: int, file: str) -> Beside:
    """What the label and the unit in the row of a field say."""
    labels = _LABELS.setdefault((directive.digest, form), Labels(directive, form))
    spec = labels.form.by_id[field]
    cell = table.sheet.cells.get((row, table.content_column))
    text = " ".join(text_of(cell)[:_LONGEST].split()).lstrip("-+*• ")
    means = labels.of(text).fields
    other = tuple(one for one in means if one != field) if field not in means else ()
    unit = table.sheet.cells.get((row, units))
    wrong_unit = spec.type in ("count", "number") and _scaled(text_of(unit), own_words(directive, spec))
    facts: dict[str, str | Mapping[str, str]] = {"code": spec.code, "label": both(spec.label)}
    if unit is not None and wrong_unit:
        place = Place(file, table.sheet.name, unit.address)
        return Beside(Problem("label_contradicts", place, text_of(unit), facts))
    if cell is None or not text:
        return Beside()
    place = Place(file, table.sheet.name, cell.address)
    if other or (not means and labels.alters(field, text)):
        return Beside(Problem("label_contradicts", place, text, facts), other)
    if means:
        return Beside()
    read_as = {"vi": f"{spec.label.vi} (mã số {spec.code})", "en": f"{spec.label.get('en')} (code {spec.code})"}
    return Beside(readings=(Reading(place, text, read_as),))


def _scaled(unit: str, own: str) -> bool:
    """Whether a unit of measure is not that of the field, but tens or thousands of it, or percent."""
    return bool(scales(unit) - scales(own)) or (says(unit) != "" and folded(unit) not in own)
