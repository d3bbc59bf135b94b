"""The cells that a verdict stands on. Looked up only when somebody asks: of a city they are hundreds of thousands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from lbedu.directive.expression import Measure, fields_of, parts, references
from lbedu.judging.measures import Population
from lbedu.submission import Record, Said, Unit

Source = tuple[str, Said]
"""A field, as `form.field`, and what was said."""


class Sources(Sequence[Source]):
    """The cells that a measure stands on: those in scope, and the figures that another unit supplies. As good as the tuple of
    them, which is made the first time that it is needed."""

    def __init__(
        self, measure: Measure, populations: Mapping[str, Population], suppliers: Mapping[str, Record]
    ) -> None:
        self._measure = measure
        self._populations = populations
        self._suppliers = suppliers

    @cached_property
    def all(self) -> tuple[Source, ...]:
        """Every one, in the order of the target's fields, then of the places."""
        fields: dict[str, list[tuple[str, str]]] = {}
        for form, field in fields_of(self._measure):
            fields.setdefault(form, []).append((field, f"{form}.{field}"))
        leaves = parts(self._measure)
        found: list[Source] = []
        seen: set[tuple[str, str, Unit]] = set()
        for leaf in leaves:
            own = fields.get(leaf.scope.form, ())
            records = [member.record for member in self._populations[leaf.scope.form].within(leaf.scope)]
            if len(leaves) > 1:
                keyed = {(record.form, record.row, record.unit): record for record in records}
                records = [record for key, record in keyed.items() if key not in seen]
                seen |= keyed.keys()
            found += [(name, said) for record in records for field, name in own if (said := record.said.get(field))]
        for form, field in references(self._measure):
            if said := self._suppliers[form].said.get(field):
                found.append((f"{form}.{field}", said))
        return tuple(found)

    def __iter__(self) -> Iterator[Source]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    @overload
    def __getitem__(self, index: int) -> Source: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Source]: ...
    def __getitem__(self, index: int | slice) -> Source | Sequence[Source]:
        return self.all[index]

    def __eq__(self, other: object) -> bool:
        return self.all == (other.all if isinstance(other, Sources) else other)

    def __hash__(self) -> int:
        return hash(self.all)

    def __repr__(self) -> str:
        return repr(self.all)
