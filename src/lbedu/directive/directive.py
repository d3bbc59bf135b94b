"""A year's directive, ready for use: forms, units and targets, each target with its expression. Made by `load` alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from lbedu.directive.expression import Measure, parts
from lbedu.directive.model import Commitment, FieldSpec, Form, Language, Noun, RuleFile, TargetSpec
from lbedu.vietnamese import fold

WARD = "ward"
_WARD = Noun(vi="phường", en=("ward", "wards"))


class Target(NamedTuple):
    """A target with the commitment it belongs to and what it means."""

    spec: TargetSpec
    commitment: Commitment
    measure: Measure

    @property
    def id(self) -> str:
        return self.spec.id

    @property
    def clause(self) -> str:
        return self.commitment.clause

    @property
    def form(self) -> str:
        """The form that its first measure runs over."""
        return parts(self.measure)[0].scope.form


class Directive(NamedTuple):
    """One year's directive. `source` and `digest` name the rule file and its SHA-256."""

    file: RuleFile
    targets: tuple[Target, ...]
    source: str
    digest: str

    @property
    def year(self) -> str:
        return self.file.year

    @property
    def evaluate_on(self) -> dt.date:
        return self.file.evaluate_on

    @property
    def forms(self) -> Mapping[str, Form]:
        return self.file.forms

    def field(self, form: str, field: str) -> FieldSpec:
        return self.file.forms[form].by_id[field]

    def target(self, target_id: str) -> Target | None:
        return next((target for target in self.targets if target.id == target_id), None)

    def unit_of(self, form: str) -> str:
        """The kind of unit that fills in a form."""
        return self.file.forms[form].unit

    def main_form(self, kind: str) -> str:
        """The form (not a list) that a kind of unit fills in."""
        return next(name for name, form in self.forms.items() if form.unit == kind and not form.rows)

    def is_single(self, form: str) -> bool:
        """Whether one record alone is expected of this form: the directive counts one unit and the form is no list."""
        spec = self.forms[form]
        return not spec.rows and len(self.file.expects.get(spec.unit, ())) == 1

    def noun(self, field: FieldSpec, lang: Language, count: int | None = None) -> str:
        """What a field counts: `trẻ`, `children`; empty where nothing is counted."""
        return self.file.nouns[field.unit].get(lang, count) if field.unit else ""

    def as_whole(self, lang: Language) -> str:
        """What all units together are called: `toàn quận`, `the district`."""
        whole = self.file.whole
        return f"toàn {whole.vi}" if lang == "vi" else f"the {whole.get('en')}"

    @property
    def place(self) -> str:
        """The kind of unit that others lie in: wards, unless the rule file says otherwise."""
        return next((kind.lies_in for kind in self.file.units.values() if kind.lies_in is not None), WARD)

    def has_place(self, kind: str) -> bool:
        """Whether units of a kind say in which other one they lie. Where the rule file does not say it, those of levels do, if
        there are wards at all."""
        said = any(one.lies_in is not None for one in self.file.units.values())
        spec = self.file.units[kind]
        return spec.lies_in is not None if said else bool(spec.levels) and self.place in self.file.units

    def place_noun(self, lang: Language) -> str:
        """What it is called in which units lie: `phường`, `ward`."""
        return (self.file.units[self.place].noun if self.place in self.file.units else _WARD).get(lang, 1)

    def place_heading(self, lang: Language) -> str:
        """The same over a column."""
        noun = self.place_noun(lang)
        return noun[:1].upper() + noun[1:]

    def placed(self, name: str, lang: Language) -> str:
        """What a unit lies in, by its name."""
        if self.place in self.file.units:
            return self.named(self.place, name, lang)
        return f"{self.place_noun(lang)} {name}"

    def named(self, kind: str, name: str, lang: Language) -> str:
        """A unit with its kind in front of the name, where the name does not say it: `phường Bồ Đề`, but `Xã Sông Mây`."""
        spec = self.file.units[kind]
        folded = fold(name)
        said = any(folded.startswith(fold(prefix) + " ") for prefix in spec.prefixes)
        return name if said else f"{spec.noun.get(lang, 1)} {name}"

    def kinds_words(self) -> str:
        """The kinds of unit, as a message lists them: `school` (trường), `ward` (phường)."""
        return ", ".join(f"`{name}` ({kind.noun.vi})" for name, kind in self.file.units.items())

    def unit_noun(self, form: str, lang: Language, count: int | None = None) -> str:
        """What a record of a form is: a school, a ward, a row."""
        return self.file.units[self.unit_of(form)].noun.get(lang, count)
