"""Reporter `github`: annotations of GitHub Actions, the weightiest of each kind. The rest is said to be there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lbedu.grouping import Group, grouped
from lbedu.phrases import OUTCOMES, name_list, summing_up, unit_text
from lbedu.problem_catalogue.words import TITLES
from lbedu.problems import Language
from lbedu.reporters import Style
from lbedu.reporters.lines import bare, held_down, incomplete, told
from lbedu.reporters.notation.workflow_commands import Level, annotation
from lbedu.scorecard import Scorecard, Verdict
from lbedu.wording import whole

MOST = 10
"""So many of a kind GitHub shows of one step; it passes over all others in silence."""
_LEVELS: tuple[Level, ...] = ("error", "warning", "notice")


class _Note(NamedTuple):
    """One annotation."""

    level: Level
    title: str
    message: str
    file: str = ""


def render(card: Scorecard, style: Style) -> str:
    """One line an annotation: the sum, then errors, warnings and notices, at most so many of each."""
    title = f"lbedu {card.directive.year}"
    found = [_Note("notice", title, summing_up(card, style.lang))]
    if card.interrupted:
        found.append(_Note("error", title, incomplete(card, style.lang)))
    found += [*_problems(card, style.lang), *_verdicts(card, style.lang)]
    shown = [note for level in _LEVELS for note in _most([one for one in found if one.level == level], style.lang)]
    return "".join(annotation(one.level, one.message, (("file", one.file), ("title", one.title))) for one in shown)


def _most(notes: list[_Note], lang: Language) -> list[_Note]:
    """As many as are shown; the last one says how many more there are."""
    if len(notes) <= MOST:
        return notes
    left = whole(len(notes) - MOST + 1, lang)
    title = f"Còn {left} mục khác" if lang == "vi" else f"{left} more"
    text = (
        "GitHub chỉ hiện 10 mục mỗi loại. Xem đủ ở phần tóm tắt (summary) của lần chạy, hoặc bằng --reporter markdown."
        if lang == "vi"
        else "GitHub shows 10 of a kind. All are in the summary of this run, or in --reporter markdown."
    )
    return [*notes[: MOST - 1], _Note(notes[0].level, title, text)]


def _problems(card: Scorecard, lang: Language) -> Iterator[_Note]:
    levels: dict[str, Level] = {"error": "error", "missing": "warning", "warning": "notice"}
    for group in grouped(card.problems):
        yield _Note(levels[group.severity], _title(group, lang), _message(group, lang), group.file)


def _title(group: Group, lang: Language) -> str:
    title = TITLES[group.code][0 if lang == "vi" else 1]
    return f"{whole(len(group.problems), lang)} {title}" if group.repeats else f"{group.code}: {title}"


def _message(group: Group, lang: Language) -> str:
    problem = group.problems[0]
    if group.repeats:
        place = f"{group.sheet}: {group.cells(lang)}" if group.sheet else group.cells(lang)
        return f"{place}\n{group.fix(lang)}" if place else group.fix(lang)
    lead = f"{problem.place.address}: " if problem.place.address else ""
    return f"{lead}{problem.text(lang, 'message')}\n{problem.text(lang, 'fix')}"


def _verdicts(card: Scorecard, lang: Language) -> Iterator[_Note]:
    files = {bare(one.unit): one.file for one in reversed(card.submissions)}
    for verdict in card.verdicts:
        if verdict.outcome in ("missed", "undecided"):
            file = "" if verdict.unit is None else files.get(bare(verdict.unit), "")
            yield _Note(_level(verdict), _named(card, verdict, lang), _because(card, verdict, lang), file)


def _level(verdict: Verdict) -> Level:
    if verdict.outcome == "undecided":
        return "warning"
    return "notice" if verdict.target.spec.strength == "encourage" else "error"


def _named(card: Scorecard, verdict: Verdict, lang: Language) -> str:
    target = verdict.target
    unit = f"{unit_text(card.directive, verdict.unit, lang)}: " if verdict.unit is not None else ""
    return f"{OUTCOMES[verdict.outcome][lang]}: {unit}{target.clause} {target.spec.title.get(lang)}"


def _because(card: Scorecard, verdict: Verdict, lang: Language) -> str:
    held = name_list(held_down(card, verdict, lang), lang, joiner="; ") if verdict.unit is None else ""
    return f"{told(card, verdict, lang)}\n{held}".rstrip("\n")
