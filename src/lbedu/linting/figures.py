"""Rules on what targets measure: nouns and levels that fit, titles that say what the rule says, figures that are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from lbedu.directive.expression import (
    Both,
    Check,
    Compared,
    Comparison,
    Constant,
    Count,
    Every,
    Figure,
    Measure,
    Own,
    Ratio,
    Reference,
    Share,
    Sum,
    fields_of,
    parts,
)
from lbedu.directive.fault import Fault, Path, fault
from lbedu.directive.model import FieldSpec, Form
from lbedu.linting.looked_at import LookedAt
from lbedu.linting.texts import percentages

_NUMBER = (
    r"(?<![0-9.,/])([0-9]{{1,15}}(?:{separator}[0-9]{{3}})*(?:{point}[0-9]{{1,2}})?)"
    r"(?:/[0-9]+(?:{separator}[0-9]{{3}})*)?(?![0-9.,]*[0-9%])"
)
"""Of two with a stroke between, `35/46`, the first is what is required, the second how many there are."""
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}(\s?%)?")


class Held(NamedTuple):
    """A comparison with the figures that it compares; of a count none."""

    figures: tuple[Figure, ...]
    comparison: Comparison
    per: bool = False
    """So many of one thing per one of another: the two figures count different things."""


def comparisons(measure: Measure) -> Iterator[Held]:
    """Every comparison of a target."""
    for leaf in parts(measure):
        match leaf:
            case Share(part, whole, comparison, _, _, per):
                yield Held((part, whole), comparison, per)
            case Sum(figure, comparison, _, _):
                yield Held((figure,), comparison)
            case Count(check, comparison, _):
                yield Held((), comparison)
                yield from _inside(check)
            case Every(check, _):
                yield from _inside(check)
        if leaf.scope.when is not None:
            yield from _inside(leaf.scope.when)


def _inside(check: Check) -> Iterator[Held]:
    match check:
        case Compared(figure, comparison):
            yield Held((figure,), comparison)
        case Ratio(part, whole, comparison, per):
            yield Held((part, whole), comparison, per)
        case Both(checks):
            for inner in checks:
                yield from _inside(inner)
        case _:
            pass


def _names(figure: Figure) -> list[str]:
    return [name for _, fields in figure.by_level for name in fields]


def one_noun(year: LookedAt) -> Iterator[Fault]:
    """What is added, divided or compared counts one thing."""
    for path, target in year.placed():
        for figures, comparison, per in comparisons(target.measure):
            held = [t.figure for t in comparison.thresholds if isinstance(t, (Own, Reference))]
            together = [(one,) for one in figures] if per else [(*figures, *held)]
            counted = [
                _nouns(year, some, level)
                for some in together
                for level in {level: None for one in some for level, _ in one.by_level}
            ]
            mixed = next((nouns for nouns in counted if len(nouns) > 1), None)
            if mixed is not None:
                yield fault((*path, "id"), "mixed_nouns", nouns=", ".join(mixed))


def _nouns(year: LookedAt, figures: Iterable[Figure], level: str | None) -> list[str]:
    """What figures count at one level."""
    specs = [year.file.forms[one.form].by_id[name] for one in figures for name in one.fields(level)]
    return list(dict.fromkeys(year.file.nouns[spec.unit].vi for spec in specs if spec.unit))


def one_set_of_levels(year: LookedAt) -> Iterator[Fault]:
    """Figures that are asked at different levels are narrowed to those that they share: said, not guessed."""
    for path, target in year.placed():
        said = any(leaf.scope.levels is not None for leaf in parts(target.measure)) and _says_levels(target.spec)
        for figures, comparison, _ in comparisons(target.measure):
            if said or any(level is not None for one in figures for level, _ in one.by_level):
                continue
            held = [t.figure for t in comparison.thresholds if isinstance(t, Own)]
            yield from _levels_differ(year, path, [*figures, *held])


def _says_levels(spec: object) -> bool:
    inner = getattr(spec, "all_of", None) or ()
    return getattr(spec, "levels", None) is not None or any(_says_levels(one) for one in inner)


def _levels_differ(year: LookedAt, path: Path, figures: list[Figure]) -> Iterator[Fault]:
    if not figures:
        return
    form = year.file.forms[figures[0].form]
    every = tuple(year.file.units[form.unit].levels)
    asked = {name: form.by_id[name].levels or every for one in figures for name in _names(one)}
    first = next(iter(asked))
    for other, levels in asked.items():
        if set(levels) != set(asked[first]):
            both = [level for level in every if level in levels and level in asked[first]]
            sets = [", ".join(one) or "–" for one in (asked[first], levels, both)]
            yield fault(
                (*path, "id"), "mixed_levels", one=first, other=other, levels=sets[0], others=sets[1], both=sets[2]
            )
            return


def titles_say_the_thresholds(year: LookedAt) -> Iterator[Fault]:
    """Percentages in a title are among the thresholds, and so are numbers of what is counted."""
    for path, target in year.placed():
        shares, counts = _required(target.measure)
        for lang, text in (("vi", target.spec.title.vi), ("en", target.spec.title.en or "")):
            where = (*path, "title", lang)
            wrong = [one for one in percentages(text) if Fraction(one) / 100 not in shares]
            if wrong and shares:
                said = ", ".join(f"{one}%" for one in wrong)
                yield fault(where, "title_figure", said=said, required=_written(shares))
            numbers = _counted(year, target.measure, text, lang) if counts else {}
            strange = [written for value, written in numbers.items() if value not in counts]
            if strange:
                yield fault(where, "title_figure", said=", ".join(strange), required=_written(counts))
    for c, commitment in enumerate(year.file.commitments):
        of_it = [_required(t.measure)[0] for t in year.targets if t.commitment is commitment]
        known = {share: written for shares in of_it for share, written in shares.items()}
        for lang, text in (("vi", commitment.title.vi), ("en", commitment.title.en or "")):
            wrong = [one for one in percentages(text) if Fraction(one) / 100 not in known]
            if wrong and known and len(of_it) == len(commitment.targets):
                said = ", ".join(f"{one}%" for one in wrong)
                yield fault(("commitments", c, "title", lang), "title_figure", said=said, required=_written(known))


def _required(measure: Measure) -> tuple[dict[Fraction, str], dict[Fraction, str]]:
    """The percentages and the numbers that a target requires, as they are written."""
    found = [t for _, comparison, _ in comparisons(measure) for t in comparison.thresholds if isinstance(t, Constant)]
    numbers = [(one.value, one.written) for one in found if isinstance(one.value, Fraction)]
    return (
        {value: written for value, written in numbers if "%" in written},
        {value: written for value, written in numbers if _PLAIN.fullmatch(written)},
    )


def _written(required: dict[Fraction, str]) -> str:
    return ", ".join(dict.fromkeys(required.values()))


def _counted(year: LookedAt, measure: Measure, text: str, lang: str) -> dict[Fraction, str]:
    """The numbers of a text that stand before what is counted, as it writes them: `3.500 học sinh`, `1,9 giáo viên/lớp`."""
    nouns: set[str] = set()
    for leaf in parts(measure):
        if isinstance(leaf, Count):
            form = year.file.forms[leaf.scope.form]
            noun = form.noun or year.file.units[form.unit].noun
            nouns |= {noun.vi} if lang == "vi" else set(noun.en or ())
        for figure in _counting(leaf):
            for spec in [year.file.forms[figure.form].by_id[name] for name in _names(figure)]:
                if spec.unit:
                    noun = year.file.nouns[spec.unit]
                    nouns |= {noun.vi} if lang == "vi" else set(noun.en or ())
    if not nouns:
        return {}
    words = "|".join(re.escape(one) for one in sorted(nouns, key=len, reverse=True))
    separator, point = (".", ",") if lang == "vi" else (",", ".")
    pattern = _NUMBER.format(separator=re.escape(separator), point=re.escape(point)) + rf"\s(?:{words})\b"
    return {Fraction(one.replace(separator, "").replace(point, ".")): one for one in re.findall(pattern, text)}


def _counting(leaf: Share | Sum | Count | Every) -> tuple[Figure, ...]:
    """The figures of which a threshold is so many: a sum, and what is divided by something else."""
    match leaf:
        case Sum(figure, _, _, _) | Share(figure, _, _, _, _, True) | Every(Ratio(figure, _, _, True), _):
            return (figure,)
        case Count(Ratio(figure, _, _, True), _, _):
            return (figure,)
        case _:
            return ()


def no_separators(year: LookedAt) -> Iterator[Fault]:
    for path, target in year.placed():
        for _, comparison, _ in comparisons(target.measure):
            for one in comparison.thresholds:
                if isinstance(one, Constant) and _THOUSANDS.fullmatch(one.written):
                    number = re.sub(r"0+(?=\s?%?$)", "", one.written.replace(",", "."))
                    yield fault((*path, "id"), "thousands_dot", value=one.written, number=number)


def everything_is_read(year: LookedAt) -> Iterator[Fault]:
    """Forms and figures that no target reads."""
    used = {one for target in year.targets for one in fields_of(target.measure)}
    forms = {form for form, _ in used}
    for name, form in year.file.forms.items():
        if name not in forms:
            yield fault(("forms", name), "unread_form", on_key=True, name=name)
            continue
        for i, item in enumerate(form.fields):
            if isinstance(item, FieldSpec) and not _is_read(name, form, item, used):
                yield fault(("forms", name, "fields", i, "id"), "unread_field", name=f"{name}.{item.id}")


def _is_read(name: str, form: Form, field: FieldSpec, used: set[tuple[str, str]]) -> bool:
    """Read by a target, or asked for information, or needed to ask and to bound others that are."""
    if (name, field.id) in used or field.optional or field.type not in ("count", "number", "percent", "yes_no"):
        return True
    below = [one for one in form.by_id.values() if field.id in (one.part_of, one.asked_when) and one.id != field.id]
    return any(_is_read(name, form, one, used) for one in below if not one.id.endswith("_evidence"))
