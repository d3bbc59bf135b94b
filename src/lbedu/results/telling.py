"""Single things of a saved result in words: its figures, problems, units, each without the rule file that it was judged by."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from lbedu.phrases import OUTCOMES
from lbedu.problem_catalogue.words import TITLES
from lbedu.results.changes import Answer
from lbedu.submission import Place
from lbedu.wording import Language, date, harmless, number, percent, ratio, whole

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WAITS = {"vi": "Chờ đơn vị khác", "en": "Waiting for others"}


def problem_line(one: Mapping[str, Any], lang: Language) -> str:
    """`report.xlsx, 'Số liệu'!E21: words beside the number “12 giải”`."""
    place = harmless(str(Place(one["file"], one["sheet"], one["cell"])))
    title = TITLES.get(one["code"], (one["code"], one["code"]))[lang != "vi"]
    found = f" “{harmless(one['found'])}”" if one["found"] else ""
    return f"{place}: {title}{found}"


def outcome_word(answer: Answer, lang: Language) -> str:
    return _WAITS[lang] if answer.outcome == "waiting" else OUTCOMES[answer.outcome][lang]  # type: ignore[index]


def figures_then_and_now(
    before: Answer | None, after: Answer | None, spoken: tuple[str, str], lang: Language
) -> tuple[str, str]:
    """The figures of both. Where both results speak the language that is asked for, in their own words; else, or where those
    cannot tell them apart, bare."""
    own = [_own_words(answer) for answer in (before, after)]
    differ = before is None or after is None or before.figures == after.figures or own[0] != own[1]
    if all(language == lang for language in spoken) and differ:
        return own[0], own[1]
    bare = [_bare(answer, lang) for answer in (before, after)]
    return bare[0], bare[1]


def _own_words(answer: Answer | None) -> str:
    if answer is None or answer.outcome == "waiting":
        return ""
    return "; ".join(harmless(part["actual_text"]) for part in answer.said["parts"] if part["actual_text"])


def _bare(answer: Answer | None, lang: Language) -> str:
    if answer is None:
        return ""
    limits = [None] * len(answer.figures)
    if answer.outcome != "waiting":
        limits = [part.get("threshold") for part in answer.said["parts"]]
    shown = [_figure(figure, limit, lang) for figure, limit in zip(answer.figures, limits, strict=True)]
    return "; ".join(text for text in shown if text)


def _figure(figure: Mapping[str, Any] | None, threshold: Any, lang: Language) -> str:
    if figure is None:
        return ""
    if "numerator" in figure:
        part, all_ = figure["numerator"], figure["denominator"]
        counted = f"{whole(part, lang)}/{whole(all_, lang)}"
        if figure["kind"] not in ("share", "ratio") or not all_:
            return counted
        limit = None if threshold is None else Fraction(exact(threshold))
        written = percent if figure["kind"] == "share" else ratio
        return f"{written(Fraction(part, all_), lang, limit)} ({counted})"
    value = figure["value"]
    if isinstance(value, bool):
        return {"vi": ("Không", "Có"), "en": ("no", "yes")}[lang][value]
    if isinstance(value, str):
        return _text(value, lang)
    return number(exact(value), lang)


def _text(value: str, lang: Language) -> str:
    try:
        return date(dt.date.fromisoformat(value), lang) if _DAY.fullmatch(value) else harmless(value)
    except ValueError:
        return harmless(value)


def exact(value: Any) -> int | Fraction:
    """A number of a saved result."""
    return value if isinstance(value, int) else Fraction(value["numerator"], value["denominator"])
