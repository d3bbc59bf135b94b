"""Between which bounds a figure of one record lies, whatever is still missing, as formulas: the same bounds that the judge
computes. What has no bound is a number beyond all that a form takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lbedu.directive.model import FieldSpec
from lbedu.excel_formula import Condition, all_of, any_of, chosen, times
from lbedu.handouts.live.answers import Answers, labels
from lbedu.handouts.live.scratch import Unsupported

INFINITE = "1E+15"
_LOW, _HIGH, _LEAST, _MOST = 5, 6, 7, 8
_DECIMALS = 9
"""Figures that are no whole numbers are compared to so many decimals once they are added up: Excel adds binary fractions."""


class Span(NamedTuple):
    """Smallest and largest possible value."""

    low: str
    high: str


class Reach(NamedTuple):
    """A figure over all that may still be filled in."""

    span: Span
    """What it can be; of no meaning where nothing fits."""
    fits: Condition
    """Something can be filled in that contradicts nothing."""


class Bounds:
    """The bounds of the figures of one record."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.form = answers.form
        self._own: dict[str, Span] = {}
        self._tight: dict[str, Span] = {}

    def span(self, weights: Mapping[str, int]) -> Span:
        """Bounds of Σ weight × field; where nothing fits, it can be anything."""
        reach = self.reach(weights)
        low, high = (chosen(reach.fits, *pair) for pair in zip(reach.span, (f"-{INFINITE}", INFINITE), strict=True))
        return Span(low, high)

    def reach(self, weights: Mapping[str, int], at_least_one: str | None = None) -> Reach:
        """Bounds of Σ weight × field, and whether anything fits. `at_least_one` is a field that is 1 at least."""
        self._refuse_what_is_no_figure(weights)
        families = [self._family(root) for root in dict.fromkeys(self.form.widest(name) for name in weights)]
        alone = all(len(family) == 1 for family in families)
        exact = {name: self._own_bounds(name) for name in weights}
        if alone and at_least_one is None:
            return Reach(Span(self._ends(weights, exact, False), self._ends(weights, exact, True)), True)
        tight = {name: self._tightened(name, family) for family in families for name in family}
        fits = all_of(self._fits(family) for family in families)
        if at_least_one is not None:
            if any(weights.get(above) for above in self._above(at_least_one)):
                raise Unsupported("a whole that is part of another")
            low, high = tight[at_least_one]
            tight[at_least_one] = Span(f"MAX(1,{low})", high)
            fits = all_of([fits, f"{high}>=1"])
        loose = Span(
            _negative(self._top({name: -weight for name, weight in weights.items()}, families, tight)),
            self._top(weights, families, tight),
        )
        settled = all_of(any_of([self.answers.said(name), self.answers.not_asked(name)]) for name in weights)
        known = self._ends(weights, exact, True)
        return Reach(Span(*(chosen(settled, known, end) for end in loose)), any_of([settled, fits]))

    def _refuse_what_is_no_figure(self, names: Iterable[str]) -> None:
        for name in names:
            if self.form.by_id[name].type not in ("count", "number", "percent", "rank", "date"):
                raise Unsupported("a sum of what is no figure")

    # one field

    def _own_bounds(self, name: str) -> Span:
        """What a field can be by itself: its value, or all that its type and range allow."""
        if name not in self._own:
            spec, usable = self.form.by_id[name], self.answers.usable(name)
            low, high = self._allowed(spec)
            if usable is not None:
                none = self.answers.not_asked(name)
                row = self.answers.rows[name]
                low, high = (
                    self.answers.scratch.put(
                        row, column, chosen(self.answers.said(name), usable, chosen(none, "0", end))
                    )
                    for column, end in ((_LOW, low), (_HIGH, high))
                )
            self._own[name] = Span(low, high)
        return self._own[name]

    def _allowed(self, spec: FieldSpec) -> Span:
        """What may be filled into a blank cell."""
        if spec.type == "rank":
            return Span("0", str(len(labels(self.answers.directive, spec)) - 1))
        if spec.type == "date":
            return Span(f"-{INFINITE}", INFINITE)
        high = spec.max if spec.max is not None or spec.type != "percent" else 1
        low = str(spec.min)
        if spec.min > 0:
            low = chosen(self.answers.surely_asked(spec.id), low, "0")
        return Span(low, INFINITE if high is None else str(high))

    # families: a part never exceeds its whole

    def _family(self, root: str) -> list[str]:
        """A widest whole and all that is part of it, as far as this level is asked."""
        found = [root]
        for name in found:
            found += [child for child in self.form.parts[name] if self.form.by_id[child].asked_of(self.answers.level)]
        return found

    def _above(self, name: str) -> list[str]:
        """The wholes that a field is part of, the nearest first."""
        found: list[str] = []
        whole = self.form.by_id[name].part_of
        while whole is not None and whole not in found:
            found.append(whole)
            whole = self.form.by_id[whole].part_of
        return found

    def _tightened(self, name: str, family: list[str]) -> Span:
        """The bounds of a field by those of its wholes and parts too."""
        if len(family) == 1:
            return self._own_bounds(name)
        if name not in self._tight:
            below = [other for other in family if name in self._above(other)]
            lows = [self._own_bounds(one).low for one in (name, *below)]
            highs = [self._own_bounds(one).high for one in (name, *self._above(name))]
            low, high = _extreme("MAX", lows), _extreme("MIN", highs)
            if name in self.answers.rows:
                row, scratch = self.answers.rows[name], self.answers.scratch
                low, high = scratch.put(row, _LEAST, low), scratch.put(row, _MOST, high)
            self._tight[name] = Span(low, high)
        return self._tight[name]

    def _fits(self, family: list[str]) -> Condition:
        """No part is larger than a whole that it is in, be it not the nearest one."""
        pairs = [(part, whole) for part in family for whole in self._above(part)]
        return all_of(f"{self._own_bounds(part).low}<={self._own_bounds(whole).high}" for part, whole in pairs)

    # linear figures

    def _top(self, weights: Mapping[str, int], families: Iterable[list[str]], bounds: Mapping[str, Span]) -> str:
        """The largest Σ weight × field."""
        tops = []
        for family in families:
            own = {name: weights[name] for name in family if weights.get(name)}
            bound = {
                whole
                for name, weight in own.items()
                for whole in self._above(name)
                if weight > 0 and own.get(whole, 0) < 0
            }
            if len(bound) > 1:
                raise Unsupported("wholes of one part that pull against each other")
            for whole in bound:
                parts = [name for name, weight in own.items() if weight > 0 and whole in self._above(name)]
                tops.append(self._parts_against_whole(parts, whole, own, bounds))
                own = {name: weight for name, weight in own.items() if name != whole and name not in parts}
            tops += [self._ends(own, bounds, True)] if own else []
        return "+".join(tops) or "0"

    def _parts_against_whole(
        self, parts: list[str], whole: str, weights: Mapping[str, int], bounds: Mapping[str, Span]
    ) -> str:
        """Parts that pull up and their whole that pulls down: the largest value lies where the whole is least, or as large as
        one of the parts can be."""
        least = bounds[whole].low
        sizes = [least, *dict.fromkeys(f"MAX({least},{bounds[part].high})" for part in parts)]
        values = [
            _sum([*((f"MIN({bounds[part].high},{size})", weights[part]) for part in parts), (size, weights[whole])])
            for size in sizes
        ]
        return f"MAX({','.join(values)})"

    def _ends(self, weights: Mapping[str, int], bounds: Mapping[str, Span], top: bool) -> str:
        """Σ weight × field with every field at the end of its bounds that makes it largest, or smallest."""
        terms = [(bounds[name][(weight > 0) == top], weight) for name, weight in weights.items() if weight]
        total = _sum(terms)
        whole = all(self.form.by_id[name].type in ("count", "rank", "date") for name in weights)
        return total if whole or [weight for _, weight in terms] == [1] else f"ROUND({total},{_DECIMALS})"


def _sum(terms: Iterable[tuple[str, int]]) -> str:
    """Multiples of formulas, added up."""
    text = ""
    for formula, weight in terms:
        sign = "-" if weight < 0 else "+" if text else ""
        text += sign + times(formula, abs(weight))
    return text or "0"


def _negative(formula: str) -> str:
    return f"-({formula})"


def _extreme(function: str, formulas: list[str]) -> str:
    found = list(dict.fromkeys(formulas))
    return found[0] if len(found) == 1 else f"{function}({','.join(found)})"
