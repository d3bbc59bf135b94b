"""A rule file held against the text of its directive, both ways: what only one of the two says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from lbedu.directive.fault import Fault, Path, fault
from lbedu.directive.load import not_too_many
from lbedu.errors import Mistake
from lbedu.linting.looked_at import LookedAt
from lbedu.linting.provenance.claims import Claims, Demand, Reader, claims_of, global_words, reader_of
from lbedu.linting.provenance.coverage import Coverage, coverage_of
from lbedu.linting.provenance.figures import Key, words_of, year_key
from lbedu.linting.provenance.matching import Read, in_order, is_about_it, is_day, is_known, is_named, other_side
from lbedu.linting.provenance.outline import Clause, Outline, Paragraph, Passage, outline_of
from lbedu.linting.provenance.source import Source
from lbedu.linting.provenance.whole import HEAD, unborne
from lbedu.mistake_catalogue.catalogue import said

_SHOWN = 60
"""So much of a paragraph says which one it is."""


class Compared(NamedTuple):
    """What only one of the two says: faults of the rule file, mistakes at places of the text."""

    of_the_file: list[Fault]
    of_the_text: list[Mistake]


def compared(year: LookedAt, source: Source) -> Compared:
    """Hold a year against its text. Of a text that is evidently another one only that is said."""
    return _Comparison(year, source).result()


class _Comparison:
    def __init__(self, year: LookedAt, source: Source) -> None:
        self.year, self.source = year, source
        self.reader: Reader = reader_of(year.file)
        self.claims = claims_of(year, self.reader)
        self.outline: Outline = outline_of(source)
        self.coverage: Coverage = coverage_of(self.claims, self.outline)
        self.read = [self._read(passage) for passage in self.outline.passages()]
        self._by_place = {(id(one.passage.clause), one.passage.number): one for one in self.read}
        self._inside: dict[int, dict[int, None]] = {}
        for one in self.read:
            for clause in one.passage.clause.upwards():
                self._inside.setdefault(id(clause), {}).update(dict.fromkeys(self.coverage.by(one.passage)))
        self._ids = {one.commitment.id: i for i, one in enumerate(self.claims)}
        self._global = global_words(year.file)
        self._year = year_key(year.file.year)

    def _read(self, passage: Passage) -> Read:
        text = passage.paragraph.text
        figures = [one for one in self.reader.figures(text) if one.start >= passage.paragraph.skipped]
        return Read(passage, tuple(figures), tuple(self.reader.names(text)), words_of(text))

    def result(self) -> Compared:
        lost = sum(bool(one) for one in self.coverage.missing)
        if lost * 2 > len(self.claims):
            fitting = str(len(self.claims) - lost)
            at = self._mistake(
                Paragraph("", ((0, 1, 0),)), 0, 0, "text_of_another", fits=fitting, all=str(len(self.claims))
            )
            return Compared([], [at])
        file: list[Fault] = [*unborne(self.year, self.reader, self.read, self.outline), *self._unborne()]
        of_passages = (found for one in self.read for found in self._passage(one))
        return Compared(file, not_too_many([*self._unclaimed(), *self._head(), *of_passages]))

    def _mistake(self, paragraph: Paragraph, start: int, end: int, code: str, **facts: str) -> Mistake:
        line, column = paragraph.at(start, self.source)
        last_line, last = paragraph.at(max(end - 1, start), self.source)
        behind = last + 1 if last_line == line and end > start else 0
        return Mistake(line, column, said(code, facts, "en"), code, tuple(facts.items()), end=behind)

    def _missing(self, passage: Passage, start: int, end: int, code: str, **facts: str) -> Mistake:
        return self._mistake(passage.paragraph, start, end, code, clause=passage.address, **facts)

    # from the text to the rule file

    def _unclaimed(self) -> Iterator[Mistake]:
        """Clauses that no commitment speaks for; of a whole clause with all that is in it the first place."""
        told: set[int] = set()
        for one in self.read:
            passage = one.passage
            if passage.leads_in or self.coverage.by(passage) or self._is_told(passage.clause, told):
                continue
            clause = passage.clause
            while clause.above is not None and clause.above.above is not None and not self._claimed(clause.above):
                clause = clause.above
            whole = not self._claimed(clause)
            if whole:
                told.add(id(clause))
            address = clause.address if whole else passage.address
            paragraph = clause.words if whole and clause.words is not None else passage.paragraph
            begin = paragraph.text[paragraph.skipped :]
            shown = begin if len(begin) <= _SHOWN else begin[:_SHOWN].rpartition(" ")[0] + " …"
            end = min(paragraph.skipped + _SHOWN, len(paragraph.text))
            yield self._mistake(paragraph, paragraph.skipped, end, "clause_not_in_file", clause=address, text=shown)

    def _is_told(self, clause: Clause, told: set[int]) -> bool:
        return any(id(one) in told for one in clause.upwards())

    def _claimed(self, clause: Clause) -> bool:
        return bool(self._speakers(clause))

    def _speakers(self, clause: Clause) -> list[int]:
        """Who speaks for something in a clause."""
        return list(self._inside.get(id(clause), ()))

    def _with_twins(self, speakers: Iterable[int]) -> list[Claims]:
        """Commitments and those that they are the same as."""
        found: dict[int, Claims] = {}
        for i in speakers:
            found[i] = self.claims[i]
            same = self.claims[i].commitment.same_as
            if same in self._ids:
                found[self._ids[same]] = self.claims[self._ids[same]]
        return [found[i] for i in sorted(found)]

    def _passage(self, one: Read) -> Iterator[Mistake]:
        """Figures and names of a passage that those who speak for it do not have."""
        passage = one.passage
        speakers = self.coverage.by(passage)
        heading = not speakers
        claims = self._with_twins(speakers or (self._speakers(passage.clause) if passage.leads_in else []))
        if not claims:
            return  # the clause itself is told
        yield from self._figures(one, claims, heading)
        words = "".join(each.words for each in claims) + self._global
        names = {name for each in claims for name in each.names}
        for name in one.names:
            if not is_known(name, names, words):
                shown = passage.paragraph.text[name.start : name.end]
                shown = f"{name.level} {shown}" if name.level else shown
                yield self._missing(passage, name.start, name.end, "name_not_in_file", name=shown)

    def _figures(self, one: Read, claims: list[Claims], heading: bool) -> Iterator[Mistake]:
        text = one.passage.paragraph.text
        mentioned: Counter[Key] = Counter()
        for each in claims:
            mentioned.update(each.mentioned)
        percents = [value for each in claims for value in each.percents]
        ordered = in_order(one.figures, percents, mentioned)
        contexts = {pair for each in claims for pair in each.contexts}
        used: Counter[Key] = Counter()
        for i, figure in enumerate(one.figures):
            used[figure.key] += figure.counts
            known = mentioned[figure.key] > 0 or (figure.kind == "percent" and figure.value in percents)
            known = known or figure.key == self._year
            known = known or any(is_day(figure, day) for each in claims for day in each.days)
            alike = i in ordered and not (figure.counts and used[figure.key] > mentioned[figure.key])
            alike = alike and (figure.kind != "number" or is_about_it(text, figure, contexts, self.reader.levels))
            if not known or not (alike or heading):
                code = "figure_otherwise" if known else "figure_not_in_file"
                yield self._missing(one.passage, figure.start, figure.end, code, figure=text[figure.start : figure.end])

    def _head(self) -> Iterator[Mistake]:
        """What the head counts and gives in percent; its days and years are those of other documents."""
        mentioned = {key for each in self.claims for key in each.mentioned}
        mentioned |= {("percent", value) for each in self.claims for value in each.percents}
        for paragraph in self.outline.head:
            for figure in self.reader.figures(paragraph.text):
                if (figure.kind == "percent" or figure.counts) and figure.key not in mentioned:
                    shown = paragraph.text[figure.start : figure.end]
                    yield self._mistake(
                        paragraph, figure.start, figure.end, "figure_not_in_file", clause=HEAD, figure=shown
                    )

    # from the rule file to the text

    def _unborne(self) -> Iterator[Fault]:
        for i, one in enumerate(self.claims):
            clauses = self.coverage.missing[i]
            if clauses:
                path: Path = (*one.path, "clause")
                yield fault(path, "clause_not_in_text", clause="; ".join(clauses))
                continue
            read = self._of(i)
            figures = {figure.key for each in read for figure in each.figures}
            for demand in one.demands:
                clause = one.commitment.clause
                if not self._borne(demand, read, figures):
                    yield fault(demand.path, f"{_CODES[demand.what]}_not_in_text", found=demand.shown, clause=clause)
                elif demand.side and (said := other_side(demand, one.demands, read)):
                    yield fault(demand.path, "side_otherwise", text=said, key=demand.side, clause=clause)

    def _of(self, i: int) -> list[Read]:
        """The passages that a commitment leans on: of its clauses with the headings over them, of those that say the same, of
        those that its texts name."""
        one = self.claims[i]
        named = {one.commitment.id, *one.cited}
        named |= {
            each.commitment.same_as for each in self.claims if each.commitment.id in named and each.commitment.same_as
        }
        others = [j for j, each in enumerate(self.claims) if {each.commitment.id, each.commitment.same_as} & named]
        found: dict[tuple[int, int], Read] = {}
        for j in others:
            for passage in self.coverage.of[j]:
                found[id(passage.clause), passage.number] = self._by_place[id(passage.clause), passage.number]
                headings = ((id(above), 0) for above in passage.clause.upwards())
                found |= {place: self._by_place[place] for place in headings if place in self._by_place}
        return list(found.values())

    def _borne(self, demand: Demand, read: list[Read], figures: set[Key]) -> bool:
        words = "".join(one.words for one in read)
        excused = [figure for text in demand.excused for figure in self.reader.figures(text)]
        match demand.what:
            case "figure":
                nothing = demand.key == ("number", Fraction(0)) and " không " in words
                return demand.key in figures or nothing or demand.key in {one.key for one in excused}
            case "day":
                assert demand.day is not None
                in_text = [figure for one in read for figure in one.figures]
                return any(is_day(figure, demand.day) for figure in (*in_text, *excused))
            case "rank":
                return any(one in words + words_of(" ".join(demand.excused)) for one in demand.words)
            case _:
                names = [name for one in read for name in one.names]
                if is_named(names, demand.words, demand.level):
                    return True
                return any(one in words_of(" ".join(demand.excused)) for one in demand.words)


_CODES = {"figure": "figure", "day": "figure", "rank": "figure", "name": "name"}
