"""All that the page shows of a scorecard, section by section and within bounds, as plain values. Knows no HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lbedu.directive.facts import chapter_of
from lbedu.directive.model import Language, Words
from lbedu.reporters.lines import headline, incomplete, skipped_files, who_reported
from lbedu.reporters.webpage.answers import Answer, Answers, District
from lbedu.reporters.webpage.charts import Counted, by_chapter, counted, holders_of, lowest_of, short_of
from lbedu.reporters.webpage.lists import foreign_figures, missing_units, mistakes_of, readings_of
from lbedu.reporters.webpage.units import Known, Units
from lbedu.scorecard import Scorecard, Verdict, Waiting
from lbedu.wording import harmless
from lbedu.years import words

SOURCE_ROWS = 20_000
"""Rows of sources on the whole page: all of an ordinary district."""
OWN_ROWS = 6_000
"""Answers of single units on the whole page: all of an ordinary district."""
OWN_SOURCES = 20
"""Rows of sources of an answer of one unit."""
FILES = 1_000


class Own(NamedTuple):
    """An answer of one unit; whether the unit holds down what is demanded of all together."""

    answer: Answer
    low: bool


class Card(NamedTuple):
    """What is told of one unit."""

    known: Known
    files: tuple[str, ...]
    total: Counted
    low: int
    """Common targets that it holds down."""
    own: tuple[Own, ...]
    left: int


class Clause(NamedTuple):
    """A choice among the clauses: the numbers of those that it means."""

    name: str
    numbers: tuple[int, ...]


class Content:
    """What the page shows of one scorecard."""

    def __init__(self, card: Scorecard, lang: Language) -> None:
        self.card, self.lang = card, lang
        self.units = Units(card, lang)
        self.by_district = card.view == "district"
        self.year = words(card.directive.year, lang)
        self._answers = Answers(self.units)
        most = max(SOURCE_ROWS // max(len(card.verdicts), 1), 10)
        judged = card.verdicts if self.by_district else ()
        self.districts: tuple[District, ...] = tuple(self._answers.district(verdict, most) for verdict in judged)
        self._low = {(one.answer.target.id, number) for one in self.districts for number in one.holders}
        self.cards = tuple(self._cards())
        self.total = counted("", card.verdicts)
        self.chapters = by_chapter(card.verdicts, self._answers.clauses)
        self.holders, self.holders_left = (
            holders_of(self.districts, self.units.known)
            if self.by_district
            else lowest_of(((one.known, one.total) for one in self.cards), self.units.known)
        )
        answers = [one.answer for one in self.districts] or [own.answer for one in self.cards for own in one.own]
        self.short, self.short_left = short_of(answers)
        self.mistakes, self.mistakes_left = mistakes_of(self.units)
        self.missing = missing_units(self.units)
        self.readings, self.readings_left = readings_of(self.units)
        self.foreign, self.foreign_left = foreign_figures(self.units)
        self.headline = headline(card, lang)
        self.incomplete = incomplete(card, lang)
        self.reported = tuple(who_reported(card, lang)) if self.by_district else ()
        self.skipped = tuple(skipped_files(card, lang))
        self.rule_file = harmless(card.directive.source)
        self.files = tuple(harmless(file) for file in card.inputs[:FILES])

    @property
    def whole(self) -> Words:
        """What all units together are called."""
        return self.card.directive.file.whole

    @property
    def place(self) -> str:
        """What it is called in which units lie."""
        return self.card.directive.place_noun(self.lang)

    @property
    def waiting(self) -> int:
        """Figures of single units in targets that wait for others."""
        return len(self.card.waiting)

    @property
    def own_left(self) -> int:
        """Answers of single units that are left out."""
        return sum(card.left for card in self.cards)

    @property
    def left(self) -> bool:
        """Whether anything is left out."""
        sources = any(one.answer.sources.left or one.held_left or one.awaited_left for one in self.districts)
        own_sources = any(own.answer.sources.left for card in self.cards for own in card.own)
        lists = self.mistakes_left or self.readings_left or self.foreign_left or len(self.card.inputs) > len(self.files)
        return bool(self.own_left or sources or own_sources or lists)

    @property
    def by_word(self) -> bool:
        """Whether a verdict stands only because the user said that all have reported."""
        return any(verdict.by_word for verdict in self.card.verdicts)

    @property
    def clauses(self) -> tuple[tuple[str, tuple[Clause, ...]], ...]:
        """What can be chosen among the clauses that have verdicts: by chapter, the whole chapter first."""
        found = {item.target.clause for item in (*self.card.verdicts, *self.card.by_unit)}
        chapters: dict[str, list[Clause]] = {}
        for clause, number in self._answers.clauses.items():
            if clause in found:
                chapters.setdefault(chapter_of(clause), []).append(Clause(clause, (number,)))
        whole = "cả mục" if self.lang == "vi" else "all of"
        return tuple(
            (
                name,
                (Clause(f"{whole} {name}", tuple(n for one in some for n in one.numbers)), *some)
                if some[1:]
                else tuple(some),
            )
            for name, some in chapters.items()
        )

    @property
    def groups(self) -> tuple[tuple[str, tuple[Known, ...]], ...]:
        """The units that can be chosen, by kind and level: each by itself, only those that have reported."""
        groups: dict[str, list[Known]] = {}
        for known in self.units.known if self.by_district else [card.known for card in self.cards]:
            groups.setdefault(known.group, []).append(known)
        return tuple((name, tuple(some)) for name, some in groups.items())

    def _cards(self) -> Iterator[Card]:
        own: dict[int, list[Verdict | Waiting]] = {known.number: [] for known in self.units.known if known.files}
        for item in self.card.by_unit:
            if item.unit is not None:
                own.setdefault(self.units.number(item.unit), []).append(item)
        kept = self._affordable(own)
        files = list(self.units.files)
        for number in sorted(own):
            known = self.units.known[number]
            answers = [Own(self._answers.of(item, OWN_SOURCES), self._is_low(item)) for item in kept[number]]
            yield Card(
                known,
                tuple(harmless(files[file]) for file in known.files),
                counted(known.name, own[number]),
                sum(map(self._is_low, own[number])),
                tuple(answers),
                len(own[number]) - len(answers),
            )

    def _affordable(self, own: dict[int, list[Verdict | Waiting]]) -> dict[int, list[Verdict | Waiting]]:
        """All answers of all units. Where those are too many: what is not met; what is missed; of each unit the first of it."""
        tries: tuple[Callable[[Verdict | Waiting], bool], ...] = (bool, self._is_open, self._is_bad)
        for wanted in tries:
            kept = {number: [item for item in items if wanted(item)] for number, items in own.items()}
            if sum(map(len, kept.values())) <= OWN_ROWS:
                return kept
        each = max(OWN_ROWS // len(own), 1)
        return {number: items[:each] for number, items in kept.items()}

    def _is_low(self, item: Verdict | Waiting) -> bool:
        return isinstance(item, Waiting) and (item.target.id, self.units.number(item.unit)) in self._low

    def _is_bad(self, item: Verdict | Waiting) -> bool:
        return self._is_low(item) or (isinstance(item, Verdict) and item.outcome == "missed")

    def _is_open(self, item: Verdict | Waiting) -> bool:
        return self._is_bad(item) or (isinstance(item, Verdict) and item.outcome == "undecided")
