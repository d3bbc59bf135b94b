"""What `explain` and `targets` say: what is asked, where it stands, how it is computed, what a problem means."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from lbedu.directive.describe import requirement
from lbedu.directive.directive import Directive, Target
from lbedu.directive.facts import document_words, facts_without_target, stands_in
from lbedu.directive.load import available, find_rule_file, load_directive
from lbedu.directive.model import Commitment, Language
from lbedu.errors import UsageError
from lbedu.explanations import explained_mistake, explained_problem, explained_target, page_of
from lbedu.grouping import grouped
from lbedu.mistake_catalogue.catalogue import MISTAKES
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problem_catalogue.words import TITLES
from lbedu.register import UnitList
from lbedu.wording import harmless


def explain_topic(topic: str, year: str | None, targets: Path | None, lang: str) -> str:
    """A problem or a mistake in a rule file by its code, or a target or commitment of any year. Raises UsageError for what is
    none of them."""
    if topic in CATALOGUE:
        return explained_problem(topic, cast("Language", lang))
    if topic in MISTAKES:
        return explained_mistake(topic, cast("Language", lang))
    return explain_target(topic, year, targets, lang)


def explain_target(topic: str, year: str | None, targets: Path | None, lang: str) -> str:
    """A target, or all of a commitment. Raises UsageError where there is none of that name."""
    language = cast("Language", lang)
    known: set[str] = set()
    for directive in _directives(year, targets):
        commitments = [c for c in directive.file.commitments if c.id == topic]
        found = [t for t in directive.targets if topic in (t.id, t.commitment.id)]
        if found or commitments:
            blocks = [explained_target(directive, target, language) for target in found]
            return "\n".join(blocks or [_explain_commitment(directive, commitments[0], language)])
        known |= {t.id for t in directive.targets} | {c.id for c in directive.file.commitments}
    from lbedu.directive.nearest import nearest

    close = nearest(topic, known | set(CATALOGUE) | set(MISTAKES))
    raise UsageError(f"nothing is called `{topic}`" + (f": did you mean `{close}`?" if close else ""))


def _directives(year: str | None, targets: Path | None) -> Iterator[Directive]:
    """The year asked for, else all years, the latest first."""
    if year is not None or (targets is not None and os.path.isfile(targets)):
        yield load_directive(find_rule_file(year, targets))
        return
    for path in reversed(available(targets).values()):
        yield load_directive(path)


def _explain_commitment(directive: Directive, commitment: Commitment, lang: Language) -> str:
    facts = [stands_in(directive, commitment, lang), *facts_without_target(commitment, lang)]
    return page_of(f"{commitment.id}: {commitment.title.get(lang)}", facts)


def list_year(year: str | None, targets: Path | None, lang: str) -> str:
    """All commitments of a year (or of every year) with their targets."""
    language = cast("Language", lang)
    vi = language == "vi"
    lines: list[str] = []
    for directive in _directives(year, targets):
        file = directive.file
        judged = sum(bool(c.targets) for c in file.commitments)
        lines.append(
            f"{directive.year}: {document_words(directive, language)}, "
            + (
                f"{len(file.commitments)} nội dung ({judged} kiểm tra được), {len(directive.targets)} chỉ tiêu"
                if vi
                else f"{len(file.commitments)} commitments ({judged} checked), {len(directive.targets)} targets"
            )
        )
        by_commitment: dict[str, list[Target]] = {}
        for target in directive.targets:
            by_commitment.setdefault(target.commitment.id, []).append(target)
        for commitment in file.commitments:
            lines.append(f"  {commitment.id:7} {commitment.clause:15} {commitment.title.get(language)}")
            for target in by_commitment.get(commitment.id, []):
                lines.append(f"          {target.id}: {requirement(directive, target.measure, language)}")
            if commitment.same_as is not None:
                lines.append(f"          {'trùng với' if vi else 'same as'} {commitment.same_as}")
            if commitment.not_checked is not None:
                lines.append(
                    f"          {'không kiểm tra' if vi else 'not checked'}: {commitment.not_checked.get(language)}"
                )
        lines.append("")
    return "\n".join(lines)


def register_report(checked: tuple[Directive, UnitList], lang: str) -> tuple[str, bool]:
    """What contradicts in a register, place by place, and whether nothing does."""
    directive, listed = checked
    language = cast("Language", lang)
    vi = language == "vi"
    lines = []
    for group in grouped(listed.problems):
        if group.repeats:
            title = TITLES[group.code][0 if vi else 1]
            lines.append(f"{harmless(group.file)}: {len(group.problems)} {title}: {group.cells(language)}")
            lines.append(f"  {group.fix(language)}")
            continue
        for problem in group.problems:
            lines.append(f"{harmless(str(problem.place))}: {problem.text(language, 'message')}")
            lines.append(f"  {problem.text(language, 'fix')}")
    spec = directive.file.units[listed.kind]
    levels = Counter(line.unit.level for line in listed.lines)
    split = ", ".join(f"{level} {levels[level]}" for level in spec.levels if levels[level])
    found = len(listed.problems)
    noun = spec.noun.get(language, len(listed.lines))
    count = f"{len(listed.lines)} {noun}" + (f" ({split})" if split else "")
    if found:
        said = f"{found} chỗ cần xem lại" if vi else f"{found} to look at" if found > 1 else "1 to look at"
    else:
        said = "không thấy sai sót" if vi else "nothing contradicts"
    lines.append(f"{directive.year}: {count}: {said}")
    return "\n".join(lines) + "\n", not found
