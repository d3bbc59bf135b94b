"""Rules on texts and names: both languages, the same figures in both, nothing twice, no characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lbedu.directive.fault import Fault, Path, fault
from lbedu.directive.model import FieldSpec, Measure, Noun, RuleFile, Words
from lbedu.linting.looked_at import LookedAt, parts_of
from lbedu.vietnamese import fold

_PERCENT = re.compile(r"([0-9]{1,15}(?:[.,][0-9]{1,15})?)\s?%")


def percentages(text: str) -> list[str]:
    """The percentages of a text, with a point for the decimals: `86.9`."""
    return [found.replace(",", ".") for found in _PERCENT.findall(text)]


def both_languages(year: LookedAt) -> Iterator[Fault]:
    """A file that has English at all has it everywhere; no text is blank."""
    written = ((path, part) for path, part in parts_of(year.file) if part is not RuleFile.whole)  # the default is ours
    texts = [(path, part) for path, part in written if isinstance(part, (Words, Noun))]
    english = any(part.en is not None for _, part in texts)
    for path, part in texts:
        if part.en is None and english:
            yield fault(path, "english_missing")
        given = {"vi": part.vi, "en": part.en if part.en is not None else "-"}
        for key, text in given.items():
            if any(not one.strip() for one in ((text,) if isinstance(text, str) else text)):
                yield fault((*path, key), "text_blank", on_key=True, key=key)


def the_same_figures(year: LookedAt) -> Iterator[Fault]:
    """Percentages are the same in both languages."""
    for path, part in parts_of(year.file):
        if isinstance(part, Words) and part.en is not None:
            vi, en = percentages(part.vi), percentages(part.en)
            if sorted(vi) != sorted(en) and (vi or en):
                shown = [", ".join(f"{one}%" for one in found) or "–" for found in (vi, en)]
                yield fault((*path, "en"), "figures_differ", vi=shown[0], en=shown[1])


def titles_once(year: LookedAt) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for c, commitment in enumerate(year.file.commitments):
        for t, spec in enumerate(commitment.targets):
            other = seen.setdefault(fold(spec.title.vi), spec.id)
            if other != spec.id:
                yield fault(("commitments", c, "targets", t, "title", "vi"), "title_twice", other=other)


def labels_once(year: LookedAt) -> Iterator[Fault]:
    """A table is read by its headings, so no two fields of one level have the same."""
    for name, form in year.file.forms.items():
        levels = tuple(year.file.units[form.unit].levels) if form.unit in year.file.units else ()
        seen: dict[tuple[str, str], str] = {}
        for i, item in enumerate(form.fields):
            if not isinstance(item, FieldSpec):
                continue
            keys = [(level, fold(item.label.vi)) for level in item.levels or levels or ("",)]
            others = {seen.setdefault(key, item.id) for key in keys} - {item.id}
            if others:
                path: Path = ("forms", name, "fields", i, "label", "vi")
                yield fault(path, "label_twice", other=min(others))


def units_once(year: LookedAt) -> Iterator[Fault]:
    """Two names of one kind and level that read alike."""
    for kind, spec in year.file.units.items():
        seen: dict[tuple[str, str], str] = {}
        for i, unit in enumerate(spec.named):
            path: Path = ("units", kind, "named", i)
            spelt: list[tuple[Path, str]] = [((*path, "name"), unit.name)]
            spelt += [((*path, "aliases", a), alias) for a, alias in enumerate(unit.aliases)]
            for where, name in spelt:
                key = (unit.level or "", fold(name))
                other = seen.setdefault(key, f"{unit.name}\0{i}")
                if other != f"{unit.name}\0{i}":
                    yield fault(where, "unit_twice", name=name, other=other.partition("\0")[0])
        counted: dict[str, str] = {}
        for i, name in enumerate(year.file.expects.get(kind, ())):
            other = counted.setdefault(fold(name), name)
            if other != name:
                yield fault(("expects", kind, i), "unit_twice", name=name, other=other)


def names_are_used(year: LookedAt) -> Iterator[Fault]:
    """What is declared is used somewhere."""
    file = year.file
    fields = [item for form in file.forms.values() for item in form.fields if isinstance(item, FieldSpec)]
    nouns, choices = {field.unit for field in fields}, {field.options for field in fields}
    groups: set[str] = set()
    flags: set[str] = set()
    for _, part in parts_of(file.commitments):
        if isinstance(part, Measure):
            groups |= {part.among} if isinstance(part.among, str) else set()
            flags |= set(part.flags or ())
    declared: list[tuple[Path, str, str, set[str | None] | set[str]]] = [
        *((("nouns", name), "noun", name, nouns) for name in file.nouns),
        *((("choices", name), "choice", name, choices) for name in file.choices),
        *(
            (("units", k, "groups", name), "group", name, groups)
            for k, unit in file.units.items()
            for name in unit.groups
        ),
    ]
    for path, what, name, used in declared:
        if name not in used:
            yield fault(path, "unused_name", on_key=True, what=what, name=name)


def hidden_in(text: str) -> str | None:
    """The code of what nobody sees in a text: marks that stand by themselves, invisible characters."""
    if text.isascii():
        return None
    if not unicodedata.is_normalized("NFC", text):
        return "not_composed"
    return "hidden_characters" if invisible(text) else None


def invisible(text: str) -> str:
    """The invisible characters of a text, by their numbers."""
    found = [
        char
        for char in text
        if unicodedata.category(char) in ("Cf", "Cc", "Zl", "Zp", "Co", "Cn") or char in "\xa0\xad"
    ]
    return ", ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in found if char not in "\n\t"))
