"""Verdicts as the page shows them: figures and words, whom they concern, what they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lbedu.directive.describe import Leaf, label_of
from lbedu.directive.directive import Target
from lbedu.directive.expression import parts
from lbedu.phrases import OUTCOMES, figure_text, holding_texts, reason_text, waiting_name
from lbedu.reporters.lines import MARKS, actual_lines, own_figure, required_text, waits_for
from lbedu.reporters.webpage.bars import Bar, bar_of
from lbedu.reporters.webpage.sources import Sources, sources_of
from lbedu.reporters.webpage.units import Units
from lbedu.scorecard import Holding, PartResult, Verdict, Waiting
from lbedu.wording import harmless

HELD = 100
"""Units that are named in one list below a target."""
WAITING = {"vi": "Không xét riêng", "en": "Not judged alone"}


class Named(NamedTuple):
    """A unit in a list below a target, with what is said of it."""

    number: int
    text: str


class Answer(NamedTuple):
    """One verdict, or one unit's figure in a target that waits for others."""

    target: Target
    clause: int
    """Which clause it is, counted in the order of the directive."""
    unit: int | None
    required: str
    lines: tuple[str, ...]
    outcome: str
    mark: str
    word: str
    lenient: bool
    """Missed, but only encouraged."""
    by_word: bool
    bars: tuple[Bar, ...]
    sources: Sources


class District(NamedTuple):
    """A verdict of the district, with all that is told below it."""

    answer: Answer
    units: tuple[int, ...]
    """Who holds it down, or is waited for."""
    holders: frozenset[int]
    """Who holds it down."""
    held: tuple[Named, ...]
    held_left: int
    awaited: tuple[Named, ...]
    awaited_left: int
    reason: str
    levels: tuple[tuple[str, str], ...]
    wards: tuple[tuple[str, str], ...]


class Answers:
    """Makes them, of one scorecard."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self.card, self.lang = units.card, units.lang
        self.clauses = {
            clause: at
            for at, clause in enumerate(dict.fromkeys(target.clause for target in self.card.directive.targets))
        }
        self.required = cache(lambda target, one: required_text(self.card, self._targets[target], self.lang, one, "; "))
        self._targets = {target.id: target for target in self.card.directive.targets}

    def of(self, item: Verdict | Waiting, most: int) -> Answer:
        """One answer, with at most so many rows of sources."""
        target = item.target
        both = list(zip(parts(target.measure), item.parts, strict=True))
        number = None if item.unit is None else self.units.number(item.unit)
        lenient, by_word = False, False
        if isinstance(item, Waiting):
            outcome, mark, word = "waiting", "", WAITING[self.lang]
            lines = own_figure(self.card, item, self.lang).split("\n")
            others = ", ".join(waits_for(self.card, item, self.lang))
            lines.append(f"chờ số liệu của {others}" if self.lang == "vi" else f"waits for {others}")
        else:
            outcome, mark, word = item.outcome, MARKS[item.outcome], OUTCOMES[item.outcome][self.lang]
            lines = actual_lines(self.card, item, self.lang)
            lenient = item.outcome == "missed" and target.spec.strength == "encourage"
            by_word = item.by_word
        bars = tuple(bar for leaf, part in both if (bar := bar_of(leaf, part, self.lang)) is not None)
        return Answer(
            target,
            self.clauses[target.clause],
            number,
            self.required(target.id, isinstance(item, Verdict) and item.unit is not None),
            tuple(lines),
            outcome,
            mark,
            word,
            lenient,
            by_word,
            bars,
            sources_of(self.units, item.sources, most),
        )

    def district(self, verdict: Verdict, most: int) -> District:
        """A verdict of the district."""
        both = list(zip(parts(verdict.target.measure), verdict.parts, strict=True))
        open_ = verdict.outcome in ("missed", "undecided")
        concerned = [(leaf, part) for leaf, part in both if open_ and part.outcome in ("missed", "undecided")]
        held = [named for leaf, part in concerned for named in self._held(leaf, part)]
        waiting = concerned if verdict.outcome == "undecided" else []  # what is missed, waits for nobody
        awaited = list(dict.fromkeys(named for leaf, part in waiting for named in self._awaited(leaf, part)))
        reasons = [reason_text(self.card.directive, leaf, part, self.lang) for leaf, part in both]
        return District(
            self.of(verdict, most),
            tuple(sorted({named.number for named in (*held, *awaited)})),
            frozenset(named.number for named in held),
            tuple(held[:HELD]),
            len(held[HELD:]),
            tuple(awaited[:HELD]),
            len(awaited[HELD:]),
            "; ".join(dict.fromkeys(reason for reason in reasons if reason)),
            tuple(self._subtotals(verdict, "level")),
            tuple(self._subtotals(verdict, "ward")),
        )

    def _held(self, leaf: Leaf, part: PartResult) -> Iterator[Named]:
        texts = holding_texts(self.card.directive, leaf, part, self.lang)
        label = label_of(leaf, self.lang)
        for holding, text in zip(part.failing, texts, strict=bool(texts)):
            yield Named(self.units.number(holding.unit), label + text)

    def _awaited(self, leaf: Leaf, part: PartResult) -> Iterator[Named]:
        def name(holding: Holding) -> str:
            return waiting_name(self.card.directive, leaf, holding, self.lang)

        for holding in part.waiting:
            yield Named(self.units.number(holding.unit), name(holding))

    def _subtotals(self, verdict: Verdict, by: str) -> Iterator[tuple[str, str]]:
        leaves: Sequence[Leaf] = parts(verdict.target.measure)
        for subtotal in verdict.subtotals:
            if subtotal.by != by:
                continue
            figures = [
                label_of(leaf, self.lang) + text
                for leaf, part in zip(leaves, subtotal.parts, strict=True)
                if (text := figure_text(self.card.directive, leaf, part.actual, self.lang))
            ]
            if figures:
                yield harmless(subtotal.name), "; ".join(figures)
