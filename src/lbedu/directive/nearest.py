"""“Did you mean”: the nearest of the words that would have been right. Imported only once something is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from pydantic import BaseModel
from rapidfuzz import fuzz, process, utils

from lbedu.directive import model


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that is most like this one; None where none is near."""
    found = process.extractOne(word, list(allowed), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=70)
    return str(found[0]) if found else None


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for inner in get_args(annotation) for found in _models_in(inner)]


def keys_at(path: tuple[int | str, ...]) -> set[str]:
    """The keys that a rule file may have at a path."""
    here: list[type[BaseModel]] = [model.RuleFile]
    for step in path:
        below: list[type[BaseModel]] = []
        for kind in here:
            for name, info in kind.model_fields.items():
                if step == (info.alias or name):
                    below += _models_in(info.annotation)
        if step == "group" and model.Group in here:
            below = [model.Group]
        elif step == "field" and model.FieldSpec in here:
            below = [model.FieldSpec]
        here = below or here
    return {info.alias or name for kind in here for name, info in kind.model_fields.items()}
