"""The indicators of two years side by side: which of them are the same one, and what has become of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from lbedu.comparing.aspects import Aspect, Side
from lbedu.comparing.strictness import aspects
from lbedu.directive.directive import Directive, Target
from lbedu.directive.expression import fields_of, parts
from lbedu.directive.model import listed

Status = Literal["tightened", "loosened", "new", "dropped", "not_comparable", "unchanged"]
Link = Literal["was", "id", "figures"]
"""By what two targets are known to be one indicator: the later one says so, they have one id, or they alone read the same."""


class Indicator(NamedTuple):
    """One indicator of either year, or of both."""

    status: Status
    before: Target | None
    after: Target | None
    link: Link | None = None
    aspects: tuple[Aspect, ...] = ()
    """In what the two years differ; of a new one, why it is no other's successor."""


class Comparison(NamedTuple):
    """Two years."""

    earlier: Directive
    later: Directive
    indicators: tuple[Indicator, ...]
    """In the order of the later year; what was dropped stands behind, in the order of the earlier one."""

    def of(self, status: Status) -> list[Indicator]:
        return [one for one in self.indicators if one.status == status]


STATUSES: tuple[Status, ...] = ("tightened", "loosened", "new", "dropped", "not_comparable", "unchanged")


def compare(earlier: Directive, later: Directive) -> Comparison:
    """What has become of every indicator of one year in another."""
    links = dict(_links(earlier, later))
    found = [one for target in later.targets for one in _of_later(earlier, later, target, links)]
    kept = {before for before, _ in links}
    found += [Indicator("dropped", target, None) for target in earlier.targets if target.id not in kept]
    return Comparison(earlier, later, tuple(found))


def _links(earlier: Directive, later: Directive) -> Iterator[tuple[tuple[str, str], Link]]:
    """Pairs of ids, earlier and later, that are one indicator."""
    before = {target.id for target in earlier.targets}
    named: set[str] = set()
    said: set[str] = set()
    for target in later.targets:
        for name in listed(target.spec.was) if target.spec.was is not None else ():
            if name in before:
                named.add(name)
                said.add(target.id)
                yield (name, target.id), "was"
    rest = [target for target in later.targets if target.id not in said]
    for target in rest:
        if target.id in before - named:
            named.add(target.id)
            said.add(target.id)
            yield (target.id, target.id), "id"
    left = [target for target in earlier.targets if target.id not in named]
    open_ = [target for target in rest if target.id not in said]
    for target in open_:
        like = [one for one in left if _shape(one) == _shape(target)]
        if len(like) == 1 and sum(_shape(one) == _shape(target) for one in open_) == 1:
            yield (like[0].id, target.id), "figures"


def _shape(target: Target) -> tuple[object, ...]:
    """What a target reads, and how it puts it together."""
    return frozenset(fields_of(target.measure)), tuple(type(leaf).__name__ for leaf in parts(target.measure))


def _of_later(
    earlier: Directive, later: Directive, target: Target, links: dict[tuple[str, str], Link]
) -> Iterator[Indicator]:
    pairs = [(before, link) for (before, after), link in links.items() if after == target.id]
    for name, link in pairs:
        before = earlier.target(name)
        assert before is not None
        found = tuple(aspects(Side(earlier), before, Side(later), target))
        yield Indicator(status_of(found), before, target, link, found)
    if not pairs:
        missing = listed(target.spec.was) if target.spec.was is not None else ()
        names = ", ".join(missing)
        why = Aspect("same", f"năm trước không có {names}", f"the earlier year has no {names}")
        yield Indicator("new", None, target, None, (why,) if missing else ())


def status_of(found: Sequence[Aspect]) -> Status:
    """All that differs must point one way."""
    directions = {one.direction for one in found} - {"same"}
    if not directions:
        return "unchanged"
    if directions == {"tighter"}:
        return "tightened"
    return "loosened" if directions == {"looser"} else "not_comparable"
