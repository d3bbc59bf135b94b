"""Whether a record is one of those that a measure is about, by what the unit is. Asks no condition on what it says."""

from __future__ import annotations

from lbedu.directive.expression import Scope
from lbedu.submission import Record


def in_scope(scope: Scope, record: Record) -> bool | None:
    """Whether a record is in scope by what the unit is; None where its type or its flags were not said."""
    if scope.levels is not None and record.level not in scope.levels:
        return False
    if scope.among is not None and (record.row or record.unit.name) not in scope.among:
        return False
    unit = record.unit
    if (scope.types is not None and unit.type and unit.type not in scope.types) or (
        scope.flags is not None and unit.flags is not None and scope.flags.isdisjoint(unit.flags)
    ):
        return False
    said = (scope.types is None or unit.type) and (scope.flags is None or unit.flags is not None)
    return True if said else None
