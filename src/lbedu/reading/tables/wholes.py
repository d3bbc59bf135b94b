"""Rows that may be one unit or all of them together: a ward that is called as its district is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lbedu.directive.directive import Directive
from lbedu.directive.model import FieldSpec
from lbedu.reading.tables.checks import Entry
from lbedu.register import Register
from lbedu.submission import Record
from lbedu.vietnamese import fold

_PLACES = "|".join(fold(word) for word in ("quận", "huyện", "thị xã", "thành phố", "tp", "tỉnh", "xã"))
_WHOLE = re.compile(rf"\b(?:{_PLACES}) (\w.*)$")


def names_of_wholes(directive: Directive, register: Register, kind: str) -> frozenset[str]:
    """What the places are called for which somebody issues or collects, folded: the district of “UBND quận Long Biên”."""
    others = [unit.name for unit in register.everybody if unit.kind != kind and not unit.level]
    texts = [fold(text) for text in (directive.file.directive.issuer.vi, *others)]
    return frozenset(found[1] for text in texts if (found := _WHOLE.search(text)))


def may_be_wholes(names: frozenset[str], entries: Sequence[Entry], specs: Mapping[str, FieldSpec]) -> list[Entry]:
    """The rows under such a name alone, without the word for the unit and without its code, that may be the sum of the others.

    In the first or the last row no count may be below half of that sum, as sums are not always right; in between, none below
    all of it. What says less anywhere is no sum."""
    filled = [entry for entry in entries if entry.record is not None]
    found = []
    for entry in filled:
        record = entry.record
        if record is None or record.unit.code or record.unit.level:
            continue  # schools bear that name at every level
        if fold(entry.typed.get("name", "")) not in names:
            continue
        others = [one.record for one in filled if one is not entry and one.record is not None]
        at_edge = entry in (filled[0], filled[-1])
        if others and _reaches(record, others, specs, at_edge):
            found.append(entry)
    return found


def _reaches(record: Record, others: Iterable[Record], specs: Mapping[str, FieldSpec], at_edge: bool) -> bool:
    """Whether every count is at least the sum of the others, or half of it; where nothing can be compared, whether there are
    counts at all."""
    sums: dict[str, int] = {}
    for other in others:
        for field, said in other.said.items():
            if specs[field].type == "count" and isinstance(said.value, int):
                sums[field] = sums.get(field, 0) + said.value
    own = {field: said.value for field, said in record.said.items() if specs[field].type == "count"}
    both = [(value, sums[field]) for field, value in own.items() if field in sums and isinstance(value, int)]
    if not both:
        return at_edge and bool(own)
    return all(2 * value >= total if at_edge else value >= total for value, total in both)
