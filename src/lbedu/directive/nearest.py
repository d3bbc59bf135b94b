"""How like each other words are: “did you mean”, and where a field may stand. Imported only where something is amiss."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import get_args

from rapidfuzz import fuzz, process, utils

from lbedu.directive.model import FieldSpec, Group, Measure, RuleFile
from lbedu.directive.part import Choose, Part, fields_of, key_of


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that is most like this one, also where its accents were left out; None where none is near."""
    words = tuple(allowed)
    spelt = utils.default_process(word), _unaccented(word)
    for one, processed in zip(spelt, _processed(words), strict=True):
        found = process.extractOne(one, processed, scorer=fuzz.ratio, score_cutoff=70)
        if found:
            return words[found[2]]
    holding = [one for one in words if len(word) > 3 and word.casefold() in one.casefold()]
    return min(holding, key=len, default=None)


def likeness(label: str, text: str) -> float:
    """How like each other two labels are, from 0 to 100: by the words that both have, and by those that only one of them has.
    The order of the words does not matter, nor do capitals."""
    one, other = label.casefold(), text.casefold()
    return (fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 2


@lru_cache(maxsize=8)
def _processed(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The allowed words as they are compared: one list is asked for again and again."""
    return [utils.default_process(word) for word in words], [_unaccented(word) for word in words]


def _unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _parts_in(annotation: object) -> list[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return [annotation]
    inner = tuple(annotation.shapes.values()) if isinstance(annotation, Choose) else get_args(annotation)
    return [found for one in inner for found in _parts_in(one)]


def keys_at(path: tuple[int | str, ...]) -> set[str]:
    """The keys that a rule file may have at a path."""
    here: list[type[Part]] = [RuleFile]
    for step in path:
        below = [
            part
            for kind in here
            for name, annotation in fields_of(kind).items()
            if step == key_of(name)
            for part in _parts_in(annotation)
        ]
        told = {"group": Group, "field": FieldSpec, "measure": Measure}.get(str(step))
        here = below or ([told] if told in here else here)
    return {key_of(name) for kind in here for name in fields_of(kind)}
