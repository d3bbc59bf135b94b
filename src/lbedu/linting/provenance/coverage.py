"""Which passages of a text a commitment speaks for, by its clauses. Compares no figures."""

from __future__ import annotations

from typing import NamedTuple

from lbedu.linting.provenance.addresses import Reference, references
from lbedu.linting.provenance.claims import Claims
from lbedu.linting.provenance.outline import Clause, Outline, Passage


class Coverage(NamedTuple):
    """Of each commitment the passages of its clauses, and the clauses that the text lacks; of each passage its speakers."""

    of: tuple[tuple[Passage, ...], ...]
    missing: tuple[tuple[str, ...], ...]
    speakers: dict[tuple[int, int], list[int]]
    """By clause (its identity) and ¶: the commitments."""

    def by(self, passage: Passage) -> list[int]:
        return self.speakers.get(place_of(passage), [])


def place_of(passage: Passage) -> tuple[int, int]:
    return id(passage.clause), passage.number


def coverage_of(claims: list[Claims], outline: Outline) -> Coverage:
    """Find every clause that the rule file names."""
    passages = list(outline.passages())
    named = [references(one.commitment.clause, outline) for one in claims]
    counted = _headings_that_count(named)
    deeper = {id(above) for refs in named for ref in refs for above in _above(ref)}
    of: list[tuple[Passage, ...]] = []
    missing: list[tuple[str, ...]] = []
    speakers: dict[tuple[int, int], list[int]] = {}
    by_clause: dict[int, list[Passage]] = {}
    for passage in passages:
        by_clause.setdefault(id(passage.clause), []).append(passage)
    for i, refs in enumerate(named):
        own: dict[tuple[int, int], Passage] = {}
        lost: list[str] = []
        for ref in refs:
            meant = _meant(ref, by_clause, counted, deeper)
            if not meant:
                lost.append(ref.written)
            own.update((place_of(one), one) for one in meant)
        of.append(tuple(own.values()))
        missing.append(tuple(dict.fromkeys(lost)))
        for place in own:
            speakers.setdefault(place, []).append(i)
    return Coverage(tuple(of), tuple(missing), speakers)


def _above(ref: Reference) -> list[Clause]:
    """The clauses in which something smaller than they is named."""
    if ref.clause is None:
        return []
    return [one for one in ref.clause.upwards() if ref.numbers or one is not ref.clause]


def _headings_that_count(named: list[list[Reference]]) -> set[int]:
    """Clauses whose own words are their ¶1: a sentence, and the rule file counts one ¶ more than stand below it."""
    highest: dict[int, tuple[Clause, int]] = {}
    for refs in named:
        for ref in refs:
            if ref.clause is not None and ref.numbers:
                before = highest.get(id(ref.clause), (ref.clause, 0))[1]
                highest[id(ref.clause)] = ref.clause, max(before, *ref.numbers)
    return {
        key
        for key, (clause, number) in highest.items()
        if clause.words is not None and clause.words.text.endswith(".") and number == len(clause.paragraphs) + 1
    }


def _meant(ref: Reference, by_clause: dict[int, list[Passage]], counted: set[int], deeper: set[int]) -> list[Passage]:
    """The passages of a reference; none where it leads nowhere. A clause of which parts are named elsewhere is its own words
    and its first ¶; any other is all that stands in it."""
    clause = ref.clause
    if clause is None:
        return []
    here = {passage.number: passage for passage in by_clause.get(id(clause), [])}
    if ref.numbers:
        wanted = [number - (id(clause) in counted) for number in ref.numbers]
        return [here[number] for number in wanted] if all(number in here for number in wanted) else []
    if id(clause) in deeper:
        return [here[number] for number in (0, 1) if number in here]
    return [passage for one in clause.everything() for passage in by_clause.get(id(one), [])]
