"""What the tests of a year's rule file share: the file as it is loaded, and every text in it. Holds no tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lbedu.directive.directive import Directive, Target
from lbedu.directive.expression import parts
from lbedu.directive.load import available, load_directive
from lbedu.directive.model import Measure, Noun, Words
from lbedu.directive.part import Part, fields_of
from lbedu.examples import Example, examples_beside, load_examples

YEARS = tuple(available())
WARDS = [
    "Bồ Đề",
    "Cự Khối",
    "Đức Giang",
    "Gia Thụy",
    "Giang Biên",
    "Long Biên",
    "Ngọc Lâm",
    "Ngọc Thụy",
    "Phúc Đồng",
    "Phúc Lợi",
    "Sài Đồng",
    "Thạch Bàn",
    "Thượng Thanh",
    "Việt Hưng",
]
"""The wards of the district in both years."""


@cache
def _load(year: str) -> Directive:
    return load_directive(available()[year])


@cache
def _examples(year: str) -> tuple[Example, ...]:
    return load_examples(_load(year), examples_beside(available()[year]))


class Answers(NamedTuple):
    """How the commitments are answered."""

    same: dict[str, str]
    not_checked: set[str]
    several: dict[str, int]
    """Commitments with more than one target."""
    unanswered: set[str]


class Year:
    """A shipped year, loaded when it is first asked for."""

    def __init__(self, year: str) -> None:
        self.year = year

    @property
    def rules(self) -> Path:
        return available()[self.year]

    def directive(self) -> Directive:
        return _load(self.year)

    def examples(self) -> tuple[Example, ...]:
        return _examples(self.year)

    def target(self, target_id: str) -> Target:
        found = self.directive().target(target_id)
        assert found is not None, target_id
        return found

    def inventory(self) -> list[tuple[str, str]]:
        """Every commitment with its clause, in the order of the file."""
        return [(commitment.id, commitment.clause) for commitment in self.directive().file.commitments]

    def answers(self) -> Answers:
        commitments = self.directive().file.commitments
        return Answers(
            {c.id: c.same_as for c in commitments if c.same_as},
            {c.id for c in commitments if c.not_checked},
            {c.id: len(c.targets) for c in commitments if len(c.targets) > 1},
            {c.id for c in commitments if not (c.targets or c.same_as or c.not_checked)},
        )

    def not_ensured(self) -> dict[str, str]:
        """Targets that are only striven for or encouraged."""
        return {t.id: t.spec.strength for t in self.directive().targets if t.spec.strength != "ensure"}

    def figured(self) -> set[str]:
        """Targets that are held to a share, a sum or a count."""
        return {t.id for t in self.directive().targets if t.spec.share or t.spec.sum or t.spec.count}

    def levels(self, target_id: str) -> str:
        """The levels of school that a target is about, each of its parts alike."""
        (found,) = {leaf.scope.levels for leaf in parts(self.target(target_id).measure)}
        kinds = self.directive().file.units["school"].levels
        return " ".join(level for level in kinds if found is None or level in found)

    def named(self, target_id: str) -> set[str]:
        """The units that a target of one part names."""
        (leaf,) = parts(self.target(target_id).measure)
        return set(leaf.scope.among or ())

    def schools(self) -> dict[str, list[str]]:
        """The schools that the directive names, by level."""
        kind = self.directive().file.units["school"]
        return {level: [n.name for n in kind.named if n.level == level] for level in kind.levels}

    def of_any_school(self) -> set[str]:
        """Targets about schools that are neither named nor of one type."""
        found = set()
        for target in self.directive().targets:
            for leaf in parts(target.measure):
                if leaf.scope.form == "school" and leaf.scope.among is None:
                    assert target.spec.note is not None, f"{target.id} does not say which schools it means"
                    assert leaf.scope.types in (frozenset({"public"}), None), target.id
                    if leaf.scope.types is None:
                        found.add(target.id)
        return found


def inner(check: str | Measure | None) -> Measure:
    """What `every`, `count` or `when` asks of one unit, where it is more than a field."""
    assert isinstance(check, Measure)
    return check


def words(part: Any) -> Iterator[Words | Noun]:
    """Every text in a part of a rule file."""
    if isinstance(part, (Words, Noun)):
        yield part
    elif isinstance(part, Part):
        for name in fields_of(type(part)):
            yield from words(getattr(part, name))
    elif isinstance(part, (tuple, list)):
        for one in part:
            yield from words(one)
    elif isinstance(part, dict):
        for one in part.values():
            yield from words(one)
