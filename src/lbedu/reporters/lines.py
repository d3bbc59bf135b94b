"""Verdicts, and who reported, as lines of plain text: for every reporter that shows them to people. Lays nothing out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from lbedu.directive.describe import leaf_requirement
from lbedu.directive.directive import Target
from lbedu.directive.expression import Every, parts
from lbedu.directive.model import Language
from lbedu.phrases import actual_text, gap_text, holding_texts, reason_text, short_figure
from lbedu.problems import Problem, Severity
from lbedu.scorecard import Outcome, Scorecard, Skipped, Verdict, Waiting
from lbedu.submission import Unit
from lbedu.wording import date, harmless, whole
from lbedu.years import words

MARKS: dict[Outcome, str] = {"met": "✓", "missed": "✗", "undecided": "?", "not_applicable": "–"}
SEVERITIES: dict[Severity, dict[Language, str]] = {
    "error": {"vi": "Lỗi", "en": "Error"},
    "missing": {"vi": "Còn trống", "en": "Blank"},
    "warning": {"vi": "Lưu ý", "en": "Note"},
}

Of = TypeVar("Of")

SKIPPED: dict[str, tuple[str, str]] = {
    "lock_file": ("tệp khóa tạm của Excel", "lock files of Excel"),
    "hidden": ("tệp ẩn", "hidden files"),
    "not_a_workbook_name": ("không phải tệp Excel", "not Excel files"),
    "other_register": ("danh sách đơn vị khác", "other registers"),
    "own_output": ("tệp do lbedu lập", "files made by lbedu"),
}
"""Why a file was passed over."""


def bare(unit: Unit) -> Unit:
    """What makes a unit the same as another."""
    return Unit(unit.kind, unit.name, unit.level)


def by_unit(things: Iterable[Of], unit_of: Callable[[Of], Unit | None]) -> dict[Unit | None, list[Of]]:
    """Things by the unit that they are of, in the order in which each comes first; looked through once, as units may be
    thousands."""
    found: dict[Unit | None, list[Of]] = {}
    for thing in things:
        unit = unit_of(thing)
        found.setdefault(None if unit is None else bare(unit), []).append(thing)
    return found


def headline(card: Scorecard, lang: Language) -> str:
    """Year, directive and as-of date in one line."""
    file = card.directive.file
    document = file.directive
    name = " ".join(text for text in (document.kind.get(lang), document.number) if text)
    issued = f" {'ngày' if lang == 'vi' else 'of'} {date(document.issued, lang)}" if document.issued else ""
    year = words(file.year, lang)
    as_of = "tính đến ngày" if lang == "vi" else "as of"
    return f"{year[:1].upper()}{year[1:]} · {name}{issued} · {as_of} {date(card.as_of, lang)}"


def incomplete(card: Scorecard, lang: Language) -> str:
    """What stands above a result that somebody has interrupted; empty above any other."""
    if not card.interrupted:
        return ""
    unread, files = (whole(n, lang) for n in (sum(p.code == "interrupted" for p in card.problems), len(card.inputs)))
    if lang == "vi":
        return f"CHƯA ĐẦY ĐỦ: lần kiểm tra bị dừng giữa chừng, {unread} trong {files} tệp chưa được đọc."
    return f"INCOMPLETE: the run was interrupted, {unread} of {files} files were not read."


def skipped_files(card: Scorecard, lang: Language) -> Iterator[tuple[str, list[str]]]:
    """Why files were passed over, and which."""
    reasons: dict[str, list[Skipped]] = {}
    for skipped in card.skipped:
        reasons.setdefault(skipped.reason, []).append(skipped)
    for reason, some in reasons.items():
        yield SKIPPED[reason][0 if lang == "vi" else 1], [harmless(skipped.file) for skipped in some]


def required_text(card: Scorecard, target: Target, lang: Language, one_unit: bool = False, joiner: str = "\n") -> str:
    """What a target demands, each part once, and how strongly where it is not ensured."""
    texts = [leaf_requirement(card.directive, leaf, lang, one_unit) for leaf in parts(target.measure)]
    lead = {
        "ensure": ("", ""),
        "strive": ("phấn đấu: ", "strive: "),
        "encourage": ("khuyến khích: ", "encouraged: "),
    }[target.spec.strength]
    return lead[0 if lang == "vi" else 1] + joiner.join(dict.fromkeys(texts))


def actual_lines(card: Scorecard, verdict: Verdict, lang: Language) -> list[str]:
    """What is known of a target, what is lacking, and why it is not decided; of a list of one unit also which of its rows."""
    directive = card.directive
    lines: list[str] = []
    for leaf, part in zip(parts(verdict.target.measure), verdict.parts, strict=True):
        single = verdict.unit is not None
        lines.append(actual_text(directive, leaf, part, lang))
        lines.append(gap_text(directive, leaf, part, lang))
        if single and directive.forms[leaf.scope.form].rows:
            lines += holding_texts(directive, leaf, part, lang)
        if single or part.reason not in ("waiting", "nothing_reported"):
            lines.append(reason_text(directive, leaf, part, lang, single))
    lines += _levels(card, verdict, lang)
    return list(dict.fromkeys(line for line in lines if line))


def known_lines(card: Scorecard, verdict: Verdict, lang: Language) -> list[str]:
    """The same, and in the district for whom it waits."""
    leaves = zip(parts(verdict.target.measure), verdict.parts, strict=True)
    reasons = [reason_text(card.directive, leaf, part, lang, verdict.unit is not None) for leaf, part in leaves]
    return list(dict.fromkeys([*actual_lines(card, verdict, lang), *(reason for reason in reasons if reason)]))


def _levels(card: Scorecard, verdict: Verdict, lang: Language) -> list[str]:
    """The figures of each level, where a target adds up several: `MN 91,3%; TH 88%`."""
    leaves = parts(verdict.target.measure)
    if len(leaves) != 1 or isinstance(leaves[0], Every):
        return []
    texts = []
    for subtotal in verdict.subtotals:
        actual = subtotal.parts[0].actual
        if subtotal.by == "level" and actual is not None:
            texts.append(f"{subtotal.name} {short_figure(card.directive, leaves[0], actual, lang)}")
    return ["; ".join(texts)] if len(texts) > 1 else []


def own_figure(card: Scorecard, item: Waiting, lang: Language) -> str:
    """A unit's own figures in a target that waits for others, a line each."""
    leaves = zip(parts(item.target.measure), item.parts, strict=True)
    own = "\n".join(text for leaf, part in leaves if (text := actual_text(card.directive, leaf, part, lang)))
    if own:
        return own
    if all(part.outcome == "not_applicable" for part in item.parts):
        return "không áp dụng" if lang == "vi" else "not applicable"
    return "chưa có" if lang == "vi" else "not yet"


def waits_for(card: Scorecard, item: Waiting, lang: Language) -> list[str]:
    """Whose figures a target waits for: `các trường khác`, `phường`."""
    units = card.directive.file.units
    own = units[item.unit.kind].noun.get(lang, 2)
    nouns = [units[kind].noun.get(lang, 2) for kind in item.waits_for]
    other = "các {} khác" if lang == "vi" else "other {}"
    return [other.format(noun) if noun == own else noun for noun in nouns]


def told(card: Scorecard, verdict: Verdict, lang: Language) -> str:
    """A verdict in one line: what is known and lacking, then what is required."""
    known = "; ".join(known_lines(card, verdict, lang)) or ("chưa có số liệu" if lang == "vi" else "no figure yet")
    required = required_text(card, verdict.target, lang, verdict.unit is not None, "; ")
    return f"{known} ({'yêu cầu' if lang == 'vi' else 'required'}: {required})"


def held_down(card: Scorecard, verdict: Verdict, lang: Language) -> list[str]:
    """Who holds a target down, worst first, each with its own figure."""
    leaves = zip(parts(verdict.target.measure), verdict.parts, strict=True)
    return [text for leaf, part in leaves for text in holding_texts(card.directive, leaf, part, lang)]


def file_problems(card: Scorecard) -> dict[str, list[Problem]]:
    """Every file that was opened, or that something is wrong with, and what."""
    found: dict[str, list[Problem]] = {file: [] for file in card.inputs}
    for problem in card.problems:
        found.setdefault(problem.place.file, []).append(problem)
    return dict(sorted(found.items()))


def who_reported(card: Scorecard, lang: Language) -> Iterator[str]:
    """One line for each kind of unit: how many have reported, of how many."""
    directive = card.directive
    vi = lang == "vi"
    for kind, spec in directive.file.units.items():
        units = sorted({bare(s.unit) for s in card.submissions if s.unit.kind == kind})
        expected = [unit for unit in card.expected if unit.kind == kind]
        counted = directive.file.expects.get(kind)
        noun = spec.noun.get(lang, 2)
        noun = noun[:1].upper() + noun[1:]
        reported = "đã báo cáo" if vi else "reported"
        if counted is not None and len(counted) == 1:
            not_yet = "chưa báo cáo" if vi else "not reported yet"
            yield f"{counted[0]}: {reported if units else not_yet}"
        elif counted is not None:
            yield f"{noun}: {whole(len(units), lang)}/{whole(len(counted), lang)} {reported}"
        elif card.register:
            levels, all_levels = (Counter(unit.level for unit in some) for some in (units, expected))
            split = ", ".join(f"{level} {levels[level]}/{all_levels[level]}" for level in spec.levels)
            listed = "danh sách" if vi else "register"
            yield (
                f"{noun}: {whole(len(units), lang)}/{whole(len(expected), lang)} {reported}"
                + (f" ({split})" if split else "")
                + f"; {listed}: {harmless(card.register)}"
            )
        else:
            levels = Counter(unit.level for unit in units)
            split = ", ".join(f"{level} {levels[level]}" for level in spec.levels if levels[level])
            known = "coi là đã đủ theo --complete" if vi else "taken as all by --complete"
            unknown = (
                "chưa có danh sách nên chưa biết còn đơn vị nào"
                if vi
                else "without a register nobody knows how many more"
            )
            yield (
                f"{noun}: {whole(len(units), lang)} {reported}"
                + (f" ({split})" if split else "")
                + (f"; {known if card.complete else unknown}")
            )
