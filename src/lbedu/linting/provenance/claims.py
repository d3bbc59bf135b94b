"""What a rule file says of its directive: of each commitment the figures, names and days, each with its path. Reads no text."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

from lbedu.directive.directive import Target
from lbedu.directive.expression import fields_of
from lbedu.directive.fault import Path
from lbedu.directive.model import Commitment, Form, Measure, NamedUnit, Row, RuleFile, TargetSpec, Words, listed
from lbedu.linting.looked_at import LookedAt, parts_of
from lbedu.linting.provenance.figures import Figure, Key, Value, context_of, figures_of, words_of, year_key
from lbedu.linting.provenance.names import Name, Speech, names_of, speech_of
from lbedu.vietnamese import fold

_IDS = re.compile(r"(?<!\w)[0-9]{2}-[0-9]{2}[a-z]?(?!\w)")
_CLAUSES = re.compile(r"(?<!\w)[A-ZĐ](?:\.[IVX]+)?(?:\.[0-9]+)*\.[0-9]+[a-z]?(?!\w)")
"""Numbers of commitments and of clauses are no figures."""
_COMPARISONS = ("at_least", "more_than", "at_most", "less_than", "equals")
_PERCENT = re.compile(r"([0-9]{1,15}(?:[.,][0-9]{1,15})?)\s?%")
_NUMBER = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,15})?")
_OF_ALL = ("attest", "every", "done")
"""What is measured so is demanded of all: 100%."""


class Demand(NamedTuple):
    """One thing of the rule file that the text has to bear out."""

    what: Literal["figure", "day", "rank", "name"]
    path: Path
    shown: str
    key: Key | None = None
    day: dt.date | None = None
    words: tuple[str, ...] = ()
    """Of a rank and of a name the spellings, folded."""
    level: str | None = None
    excused: tuple[str, ...] = ()
    """Texts that say why the text has it not: the note of the target."""
    side: str = ""
    """Of a threshold the word that says on which side of it all is well: `at_least`."""


class Claims(NamedTuple):
    """What one commitment says."""

    path: Path
    commitment: Commitment
    percents: tuple[Fraction, ...]
    """What is required, in the order of the file, also by `every`, `attest` and `done` (100%); without any what is said."""
    mentioned: Counter[Key]
    contexts: frozenset[tuple[Value, frozenset[str]]]
    """The numbers of its texts with the words beside them; of thresholds the levels that they are for, or no words."""
    days: frozenset[dt.date]
    names: frozenset[tuple[str | None, str]]
    words: str
    """All that it says in Vietnamese, folded."""
    cited: frozenset[str]
    """Other commitments that its texts name."""
    demands: tuple[Demand, ...]


class Reader(NamedTuple):
    """How texts are read: by the nouns and the names of a rule file."""

    nouns: tuple[str, ...]
    speech: Speech
    levels: frozenset[str]
    """The words of the levels, folded: `th`, `mn`."""

    def figures(self, text: str) -> list[Figure]:
        return figures_of(text, self.nouns)

    def names(self, text: str) -> list[Name]:
        return names_of(text, self.speech)


def reader_of(file: RuleFile) -> Reader:
    nouns = [noun.vi for noun in file.nouns.values()]
    nouns += [form.noun.vi for form in file.forms.values() if form.noun is not None]
    prefixes: dict[str, list[str]] = {}
    known: dict[str, list[str]] = {}
    for kind in file.units.values():
        nouns.append(kind.noun.vi)
        for level, words in kind.levels.items():
            prefixes.setdefault(level, []).extend([*words.prefixes, words.vi, level])
        nouns += [one for level, words in kind.levels.items() for one in (level, words.vi)]
    bare = speech_of(prefixes, {})
    for kind in file.units.values():
        for unit in kind.named:
            for name in (unit.name, *unit.aliases):
                known.setdefault(unit.level or "", []).append(without_level(name, bare))
    levels = frozenset(fold(level) for kind in file.units.values() for level in kind.levels)
    return Reader(tuple(dict.fromkeys(nouns)), speech_of(prefixes, known), levels)


def without_level(name: str, speech: Speech) -> str:
    mark = speech.levels.match(name) if speech.levels is not None else None
    return name[mark.end() :].strip() if mark is not None else name


def claims_of(year: LookedAt, reader: Reader) -> list[Claims]:
    """What each commitment says, in the order of the file."""
    targets = {id(target.spec): target for target in year.targets}
    return [
        _Commitment(year.file, reader, ("commitments", i), one, targets).claims()
        for i, one in enumerate(year.file.commitments)
    ]


class _Commitment:
    """Gathers what one commitment says."""

    def __init__(
        self, file: RuleFile, reader: Reader, path: Path, commitment: Commitment, targets: dict[int, Target]
    ) -> None:
        self.file, self.reader, self.path, self.commitment = file, reader, path, commitment
        self._targets = targets
        self.percents: list[Fraction] = []
        self._percents_said: list[Fraction] = []
        self.mentioned: Counter[Key] = Counter()
        self.contexts: set[tuple[Value, frozenset[str]]] = set()
        self.days: set[dt.date] = set()
        self.names: set[tuple[str | None, str]] = set()
        self.texts: list[str] = []
        self.demands: list[Demand] = []

    def claims(self) -> Claims:
        one = self.commitment
        self._say(one.title.vi)
        self._title((*self.path, "title", "vi"), one.title, ())
        if one.not_checked is not None:
            self._say(one.not_checked.vi)
        for t, target in enumerate(one.targets):
            self._target((*self.path, "targets", t), target)
        said = "\n".join(self.texts)
        return Claims(
            self.path,
            one,
            tuple(self.percents) or tuple(self._percents_said),
            self.mentioned,
            frozenset(self.contexts),
            frozenset(self.days),
            frozenset(self.names),
            words_of(said),
            frozenset(_IDS.findall(said)) - {one.id},
            tuple(self.demands),
        )

    def _figures(self, text: str) -> list[Figure]:
        return self.reader.figures(_without_ids(text))

    def _say(self, text: str, level: str | None = None) -> None:
        """A text of the file: its figures and names are accounted for by it."""
        self.texts.append(text)
        figures = self._figures(text)
        self.mentioned.update(figure.key for figure in figures)
        said = (one.value for one in figures if one.kind == "percent")
        self._percents_said += [value for value in said if isinstance(value, Fraction)]
        shown = _without_ids(text)
        self.contexts |= {(one.value, context_of(shown, one)) for one in figures if one.kind == "number"}
        self.names |= {(name.level or level, name.words) for name in self.reader.names(text)}

    def _title(self, path: Path, title: Words, excused: tuple[str, ...]) -> None:
        shown = _without_ids(title.vi)
        for figure in self._figures(title.vi):
            written = shown[figure.start : figure.end]
            if figure.key != year_key(self.file.year) and any(
                map(str.isdigit, written)
            ):  # in words it is said in the author's own
                self.demands.append(Demand("figure", path, written, key=figure.key, excused=excused))

    def _target(self, path: Path, target: TargetSpec) -> None:
        note = (target.note.vi,) if target.note is not None else ()
        for text in (target.title.vi, *note):
            self._say(text)
        self._title((*path, "title", "vi"), target.title, note)
        measures = [(at, part) for at, part in parts_of(target, path) if isinstance(part, Measure)]
        if target.each or any(getattr(one, key) is not None for _, one in measures for key in _OF_ALL):
            self.percents.append(Fraction(100))
        for at, measure in measures:
            if measure.label is not None:
                self._say(measure.label.vi)
            self._thresholds(at, measure, note)
            self._among(at, measure, note)
        compiled = self._targets.get(id(target))
        if compiled is not None:
            self._forms(compiled, measures, note)

    def _thresholds(self, path: Path, measure: Measure, note: tuple[str, ...]) -> None:
        for key in _COMPARISONS:
            given = getattr(measure, key)
            for i, one in enumerate(listed(given) if given is not None else ()):
                at = (*path, key, i) if isinstance(given, tuple) else (*path, key)
                self._threshold(at, key, str(one), measure, note)
        if measure.by not in (None, "as_of"):
            self._day((*path, "by"), str(measure.by), note)

    def _threshold(self, path: Path, key: str, text: str, measure: Measure, note: tuple[str, ...]) -> None:
        percent = _PERCENT.fullmatch(text)
        if percent is not None:
            value = Fraction(percent[1].replace(",", "."))
            self.percents.append(value)
            self._demand(path, text, ("percent", value), note, side=key)
        elif _NUMBER.fullmatch(text):
            number = Fraction(text.replace(",", "."))
            self.mentioned["number", number] += 1
            self.contexts.add((number, self._levels(measure)))
            least = {"at_least": 1, "more_than": 0}.get(key)
            if number != least:  # at least one: there is such a thing, which needs no figure
                self._demand(path, text, ("number", number), note, side=key)
        elif text != "as_of" and "." not in text:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                self._day(path, text, note)
            else:
                label = self._rank(text, measure)
                self._say(label)
                self.demands.append(Demand("rank", path, label, words=(words_of(label),), excused=note))

    def _demand(self, path: Path, shown: str, key: Key, note: tuple[str, ...], side: str = "") -> None:
        self.demands.append(Demand("figure", path, shown, key=key, excused=note, side=side))

    def _day(self, path: Path, text: str, note: tuple[str, ...]) -> None:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            return  # the loader says so
        self.days.add(day)
        self.demands.append(Demand("day", path, f"{day.day}/{day.month}/{day.year}", day=day, excused=note))

    def _levels(self, measure: Measure) -> frozenset[str]:
        """The levels that a threshold is for: those of its scope, else those that its label or its field's names."""
        if measure.levels is not None:
            return frozenset(map(fold, measure.levels))
        form, _, name = str(measure.value or measure.sum).partition(".")
        field = self.file.forms[form].by_id.get(name) if form in self.file.forms else None
        said = " ".join(
            one.vi for one in (measure.label, field.label if field is not None else None) if one is not None
        )
        return self.reader.levels.intersection(words_of(said).split())

    def _rank(self, step: str, measure: Measure) -> str:
        """What people read for a step of a rank."""
        form, _, name = str(measure.value).partition(".")
        field = self.file.forms[form].by_id.get(name) if form in self.file.forms else None
        choices = self.file.choices
        options = choices.get(field.options or "", ()) if field is not None else sum(choices.values(), ())
        return next((one.vi for one in options if one.id == step), step)

    def _among(self, path: Path, measure: Measure, note: tuple[str, ...]) -> None:
        """Units that are named: each of them stands in the text."""
        for kind in self.file.units.values():
            named = {unit.name: unit for unit in kind.named}
            if isinstance(measure.among, str):
                names: tuple[str, ...] = kind.groups.get(measure.among, ())
            else:
                names = tuple(one for one in measure.among or () if one in named)
            self._size(len(names))
            for name in names:
                if name in named:
                    at = () if isinstance(measure.among, str) else (listed(measure.among).index(name),)
                    self._unit((*path, "among", *at), named[name], note)

    def _unit(self, path: Path, unit: NamedUnit, note: tuple[str, ...]) -> None:
        words = self.spellings(unit)
        self.names |= {(unit.level, one) for one in words}
        self.texts += [unit.name, *unit.aliases]
        self.demands.append(Demand("name", path, unit.name, words=words, level=unit.level, excused=note))

    def spellings(self, unit: NamedUnit) -> tuple[str, ...]:
        return spellings(unit, self.reader)

    def _size(self, count: int) -> None:
        if count:
            self.mentioned["number", Fraction(count)] += 1
            self.contexts.add((Fraction(count), frozenset()))

    def _forms(self, target: Target, measures: list[tuple[Path, Measure]], note: tuple[str, ...]) -> None:
        """Labels, hints and rows of what a target reads; how many units the file expects."""
        forms: dict[str, Form] = {}
        for name, field in sorted(fields_of(target.measure)):
            forms[name] = self.file.forms[name]
            spec = forms[name].by_id[field]
            for words in (spec.label, *([spec.hint] if spec.hint is not None else [])):
                self._say(words.vi)
        chosen = [one for _, measure in measures for one in listed(measure.among or ())]
        for name, form in forms.items():
            self._size(len(self.file.expects.get(form.unit, ())))
            rows = [(i, row) for i, row in enumerate(form.rows) if not chosen or row.code in chosen]
            self._size(len(rows))
            for i, row in rows:
                self._row(("forms", name, "rows", i, "name", "vi"), row, note)
            if rows and not chosen:
                self._demand(("forms", name, "rows"), str(len(rows)), ("number", Fraction(len(rows))), note)

    def _row(self, path: Path, row: Row, note: tuple[str, ...]) -> None:
        text = row.name.vi
        self._say(text, row.level)
        for name in self.reader.names(text):
            shown = text[name.start : name.end]
            level = name.level or row.level
            self.demands.append(Demand("name", path, shown, words=(name.words,), level=level, excused=note))
        for figure in self._figures(text):
            if figure.kind == "plot":
                self._demand(path, str(figure.value), figure.key, note)


def _without_ids(text: str) -> str:
    return _CLAUSES.sub(" ", _IDS.sub(" ", text))


def spellings(unit: NamedUnit, reader: Reader) -> tuple[str, ...]:
    """A unit's name and its aliases without the words of its level."""
    return tuple(dict.fromkeys(words_of(without_level(one, reader.speech)) for one in (unit.name, *unit.aliases)))


def global_words(file: RuleFile) -> str:
    """What is said of the directive as a whole: title, issuer, the offices that are expected."""
    heads: Iterable[Words | None] = (file.directive.title, file.directive.issuer, file.directive.superior)
    single = [one for units in file.expects.values() if len(units) == 1 for one in units]
    return words_of(" ; ".join([*(one.vi for one in heads if one is not None), *single]))


def names_of_units(file: RuleFile) -> Iterator[tuple[Path, NamedUnit]]:
    """Every unit that the file names, with its path."""
    for kind, spec in file.units.items():
        for i, unit in enumerate(spec.named):
            yield ("units", kind, "named", i, "name"), unit
