"""Whether a record is one of those that a measure is about, by what the unit is. Asks no condition on what it says."""

from __future__ import annotations

from collections.abc import Iterable

from lbedu.directive.expression import Scope
from lbedu.submission import Record


def within(scope: Scope, records: Iterable[Record]) -> list[tuple[Record, bool]]:
    """The records that are in scope, and those that may be, as their type or their flags were not said; with each, whether it
    is sure. Asks one thing of all records after the other: a city has thousands, and is asked for every target."""
    levels, among, types, flags = scope.levels, scope.among, scope.types, scope.flags
    if levels is not None:
        records = [record for record in records if record.level in levels]
    if among is not None:
        records = [record for record in records if (record.row or record.unit.name) in among]
    if types is not None:
        records = [record for record in records if (said := record.unit.type) in types or not said]
    if flags is not None:
        records = [r for r in records if r.unit.flags is None or not flags.isdisjoint(r.unit.flags)]
    if types is None and flags is None:
        return [(record, True) for record in records]
    return [(r, (types is None or r.unit.type != "") and (flags is None or r.unit.flags is not None)) for r in records]


def in_scope(scope: Scope, record: Record) -> bool | None:
    """Whether a record is in scope by what the unit is; None where its type or its flags were not said."""
    found = within(scope, (record,))
    return (True if found[0][1] else None) if found else False
