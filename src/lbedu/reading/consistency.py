"""Figures of one record that contradict each other: none of them is used, and both cells are named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lbedu.directive.directive import Directive
from lbedu.problems import Problem
from lbedu.submission import Said, Value
from lbedu.wording import harmless, value_words

Spoiled = tuple[str, ...]


def contradictions(directive: Directive, form: str, said: Mapping[str, Said]) -> Iterator[tuple[Problem, Spoiled]]:
    """Each contradiction with the fields that it spoils."""
    fields = directive.forms[form].by_id
    for name, value in said.items():
        spec = fields[name]
        whole = said.get(spec.part_of or "")
        if spec.part_of is not None and whole is not None and _more(value.value, whole.value):
            facts: dict[str, str | Mapping[str, str]] = {
                "found": value_words(value.value),
                "limit": value_words(whole.value),
                "part": {"vi": spec.label.vi, "en": spec.label.get("en")},
                "whole": {"vi": fields[spec.part_of].label.vi, "en": fields[spec.part_of].label.get("en")},
                "other": harmless(whole.place.seen_from(value.place)),
            }
            yield (
                Problem("part_exceeds_whole", value.place, value_words(value.value)["vi"], facts, (whole.place,)),
                (name, spec.part_of),
            )
        condition = said.get(spec.asked_when or "")
        if (
            spec.asked_when is not None
            and condition is not None
            and condition.value is False
            and _says_something(value.value)
        ):
            facts = {
                "found": value_words(value.value),
                "other": harmless(condition.place.seen_from(value.place)),
                "condition": {"vi": fields[spec.asked_when].label.vi, "en": fields[spec.asked_when].label.get("en")},
            }
            yield (
                Problem("contradiction", value.place, value_words(value.value)["vi"], facts, (condition.place,)),
                (name, spec.asked_when),
            )


def _more(part: Value, whole: Value) -> bool:
    return not isinstance(part, (str, bool)) and not isinstance(whole, (str, bool)) and part > whole  # type: ignore[operator]


def _says_something(value: Value) -> bool:
    """Anything but 0, Không and blank contradicts “there is none”."""
    return value is not False and value != 0 and value != ""
