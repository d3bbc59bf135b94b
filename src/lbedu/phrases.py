"""A scorecard in words: figures, gaps and reasons in Vietnamese or English, for every reporter alike. Lays nothing out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from lbedu.directive.describe import Leaf, in_sentence, label_of, option_label, record_noun
from lbedu.directive.directive import Directive
from lbedu.directive.expression import (
    Compared,
    Count,
    Done,
    Every,
    Ratio,
    Share,
)
from lbedu.directive.model import FieldSpec, Language
from lbedu.measured import (
    answered_field,
    asked_of_one,
    comparison_of,
    counted_field,
    lacking_wholes,
    limit_of,
    over_noun,
    ratio_words,
    reference_labels,
)
from lbedu.problems import Severity
from lbedu.scorecard import Actual, Amount, Conditions, CountOf, Holding, Outcome, PartResult, Scorecard, ShareOf
from lbedu.submission import Said, Unit
from lbedu.wording import date, harmless, number, percent, plain_percent, ratio, whole

OUTCOMES: dict[Outcome, dict[Language, str]] = {
    "met": {"vi": "Đạt", "en": "Met"},
    "missed": {"vi": "Không đạt", "en": "Missed"},
    "undecided": {"vi": "Chưa đủ số liệu", "en": "Undecided"},
    "not_applicable": {"vi": "Không áp dụng", "en": "Not applicable"},
}
NAMES_SHOWN = 5


def actual_text(directive: Directive, leaf: Leaf, part: PartResult, lang: Language) -> str:
    """What is known: `54,2% (1.084/2.000)`, `12/14 phường`; empty where nothing was said."""
    text = figure_text(directive, leaf, part.actual, lang)
    return label_of(leaf, lang) + text if text else ""


def figure_text(directive: Directive, leaf: Leaf, actual: Actual, lang: Language, check: bool = False) -> str:
    """A figure of a measure, or of its check on one unit."""
    match actual:
        case None:
            return ""
        case ShareOf(part, whole_):
            counted = f"{whole(part, lang)}/{whole(whole_, lang)}"
            if not whole_:
                return counted
            shown = short_figure(directive, leaf, actual, lang)
            words = ratio_words(directive, leaf, lang) if actual.per else ""
            return f"{shown} {words} ({counted})" if words else f"{shown} ({counted})"
        case CountOf(count, total, _):
            noun = record_noun(directive, leaf.scope.form, lang, total)
            return f"{whole(count, lang)}/{whole(total, lang)} {noun}" + beside(directive, leaf, actual, lang)
        case Conditions(held, asked, unmet):
            named = [in_sentence(directive.field(leaf.scope.form, name).label.get(lang)) for name in unmet]
            labels = "; ".join(dict.fromkeys(named))
            shown = f"{held}/{asked} điều kiện" if lang == "vi" else f"{held}/{asked} conditions"
            return f"{shown} ({'chưa' if lang == 'vi' else 'not yet'}: {labels})" if labels else shown
        case Amount(value):
            field = counted_field(directive, leaf)
            noun = directive.noun(field, lang, int(value)) if field is not None and not check else ""
            return f"{number(value, lang)} {noun}".strip()
        case Said():
            return said_text(directive, answered_field(directive, leaf), actual, lang)


def short_figure(directive: Directive, leaf: Leaf, actual: Actual, lang: Language) -> str:
    """A figure as briefly as it goes: a share as its percentage, a count or a sum as its number."""
    match actual:
        case ShareOf(part, whole_) if whole_:
            written = ratio if actual.per else percent
            return written(Fraction(part, whole_), lang, limit_of(leaf))
        case CountOf(count, total, _):
            return f"{whole(count, lang)}/{whole(total, lang)}"
        case Amount(value):
            return number(value, lang)
        case _:
            return figure_text(directive, leaf, actual, lang)


def beside(directive: Directive, leaf: Leaf, actual: CountOf, lang: Language) -> str:
    """Of ranks how many have which; beside another count its share."""
    field = answered_field(directive, leaf)
    if actual.by_option and field is not None:
        shown = [f"{option_label(directive, field, option, lang)}: {whole(n, lang)}" for option, n in actual.by_option]
        return f" ({', '.join(shown)})"
    if isinstance(leaf, Count) and actual.total:
        return f" ({percent(Fraction(actual.number, actual.total), lang)})"
    return ""


def said_text(directive: Directive, field: FieldSpec | None, said: Said, lang: Language) -> str:
    """A value as its field is read."""
    value = said.value
    if isinstance(value, dt.date):
        return date(value, lang)
    if field is not None and field.type == "percent" and isinstance(value, (int, Fraction)):
        return plain_percent(Fraction(value), lang)
    if isinstance(value, bool):
        return {"vi": ("Không", "Có"), "en": ("no", "yes")}[lang][value]
    if isinstance(value, str):
        return harmless(option_label(directive, field, value, lang)) if field is not None else harmless(value)
    noun = directive.noun(field, lang, int(value)) if field is not None else ""
    return f"{number(value, lang)} {noun}".strip()


def gap_text(directive: Directive, leaf: Leaf, part: PartResult, lang: Language) -> str:
    """How far it is, in what people count: `còn thiếu 76 trẻ`; empty where nothing is lacking or it cannot be said."""
    if part.gap is None or part.outcome in ("met", "not_applicable") or (not part.gap and part.outcome == "undecided"):
        return ""
    value = number(part.gap, lang)
    single = len(part.failing) + len(part.waiting) <= 1 and part.records == 1
    match leaf:
        case Every(check, scope) if not (single and isinstance(check, (Compared, Ratio))):
            left = len(part.failing)
            if directive.is_single(scope.form) or single or not left:
                return ""
            noun = record_noun(directive, scope.form, lang, left)
            falls = "falls short" if left == 1 else "fall short"
            return f"{whole(left, lang)} {noun} chưa đạt" if lang == "vi" else f"{whole(left, lang)} {noun} {falls}"
        case Count(_, _, scope):
            noun = record_noun(directive, scope.form, lang, int(part.gap))
        case _:
            field = counted_field(directive, leaf)
            noun = directive.noun(field, lang, int(part.gap)) if field is not None else ""
    comparison = comparison_of(leaf)
    over = comparison is not None and comparison.operator in ("<=", "<")
    others = lacking_wholes(directive, leaf, part.actual, lang)
    if lang == "vi":
        shown = f"{'vượt' if over else 'còn thiếu'} {value} {noun}".strip()
        return f"{shown}, hoặc còn thiếu {others}" if others else shown
    shown = f"{value} {noun} {'too many' if over else 'short'}".replace("  ", " ").strip()
    return f"{shown}, or {others} short" if others else shown


def reason_text(directive: Directive, leaf: Leaf, part: PartResult, lang: Language, one_unit: bool = False) -> str:
    """Why a measure is not decided, or does not apply; empty where it is decided. In the view of one unit it is its own cells
    that are waited for."""
    vi = lang == "vi"
    noun = record_noun(directive, leaf.scope.form, lang, 1)
    match part.reason:
        case "decided":
            return ""
        case "condition_false":
            return "không thuộc diện áp dụng" if vi else "does not apply by what was reported"
        case "whole_is_zero":
            return "mẫu số bằng 0" if vi else "the whole is 0"
        case "nobody_in_scope":
            return f"không có {noun} nào thuộc diện này" if vi else f"no {noun} is in scope"
        case "not_due":
            check = leaf.check if isinstance(leaf, Every) else None
            day = date(check.by, lang) if isinstance(check, Done) and check.by else ""
            return f"chưa đến hạn {day}".strip() if vi else f"not due before {day}".strip()
        case "reference_missing":
            labels = "; ".join(reference_labels(directive, leaf, lang))
            return f"chờ số liệu so sánh: {labels}" if vi else f"waiting for the figure to compare with: {labels}"
        case "nothing_reported" if not part.waiting:
            return f"chưa có {noun} nào báo cáo" if vi else f"no {noun} has reported"
        case "nothing_reported" | "waiting":
            if one_unit and part.waiting:
                return _blank_or_spoiled(part.waiting[0], lang)
            return waiting_text(directive, leaf, part, lang)


def waiting_text(directive: Directive, leaf: Leaf, part: PartResult, lang: Language, advise: bool = True) -> str:
    """For whom a measure waits; where advised, with what to do if there is nobody else."""
    vi = lang == "vi"
    texts = []
    if part.waiting:
        many = len(part.waiting)
        noun = record_noun(directive, leaf.scope.form, lang, many)
        waited = [waiting_name(directive, leaf, holding, lang) for holding in part.waiting]
        names = name_list(waited, lang, noun)
        texts.append(f"chờ số liệu của {many} {noun}: {names}" if vi else f"waiting for {many} {noun}: {names}")
    if part.unknown_units and not advise:
        noun = record_noun(directive, leaf.scope.form, lang, 2)
        texts.append(f"có thể còn {noun} chưa báo cáo" if vi else f"more {noun} may not have reported yet")
    elif part.unknown_units:
        noun = record_noun(directive, leaf.scope.form, lang, 2)
        texts.append(
            f"chưa biết còn {noun} nào chưa báo cáo (đã nộp đủ thì thêm --complete)"
            if vi
            else f"more {noun} may not have reported yet (if all have, add --complete)"
        )
    elif part.missing_units:
        noun = record_noun(directive, leaf.scope.form, lang, 2)
        texts.append(
            f"{part.missing_units} tệp bị loại có thể là của {noun} khác"
            if vi
            else f"files rejected, perhaps of further {noun}: {part.missing_units}"
        )
    return "; ".join(texts)


def _blank_or_spoiled(holding: Holding, lang: Language) -> str:
    if holding.spoiled:
        cells = ", ".join(harmless(place.address) for place in holding.spoiled)
        return f"ô {cells} không dùng được" if lang == "vi" else f"cell {cells} cannot be used"
    return "chưa có số liệu" if lang == "vi" else "no figure yet"


def holding_texts(directive: Directive, leaf: Leaf, part: PartResult, lang: Language) -> list[str]:
    """Who holds a measure down, worst first, each with its own figure."""
    texts: list[str] = []
    if isinstance(leaf, Share) and part.outcome == "undecided" and part.gap is None:
        return texts  # the share itself stands at its threshold or above
    for holding in part.failing:
        check = isinstance(leaf, (Every, Count))
        own = figure_text(directive, leaf, holding.actual, lang, check)
        short = ""
        if holding.gap and not isinstance(holding.actual, Amount):
            comparison = asked_of_one(leaf)
            over = comparison is not None and comparison.operator in ("<=", "<")
            word = ("vượt" if over else "thiếu") if lang == "vi" else ("over by" if over else "short by")
            short = f"{word} {number(holding.gap, lang)}"
            others = lacking_wholes(directive, leaf, holding.actual, lang)
            if others:  # of two things each has its name
                noun = over_noun(directive, leaf, int(holding.gap), lang)
                short += f" {noun}, hoặc thiếu {others}" if lang == "vi" else f" {noun}, or short by {others}"
        shown = ", ".join(text for text in (own, short) if text)
        name = holding_name(directive, leaf, holding, lang)
        texts.append(f"{name}: {shown}" if shown else name)
    return texts


def holding_name(directive: Directive, leaf: Leaf, holding: Holding, lang: Language) -> str:
    if holding.row:
        for row in directive.forms[leaf.scope.form].rows:
            if row.code == holding.row:
                return row.name.get(lang)
    return harmless(holding.unit.name)


def waiting_name(directive: Directive, leaf: Leaf, holding: Holding, lang: Language) -> str:
    """A unit that is waited for, with the cells of it that cannot be used."""
    name = holding_name(directive, leaf, holding, lang)
    return f"{name} ({_blank_or_spoiled(holding, lang)})" if holding.spoiled else name


def name_list(names: Sequence[str], lang: Language, noun: str = "", joiner: str = ", ") -> str:
    """The first names, and how many more; no name is cut."""
    shown, more = names[:NAMES_SHOWN], len(names) - NAMES_SHOWN
    if more <= 0:
        return joiner.join(shown)
    tail = f"và {more} {noun or 'nơi'} khác" if lang == "vi" else f"and {more} more {noun}".rstrip()
    return f"{joiner.join(shown)}{'; ' if joiner != ', ' else ' '}{tail}"


def unit_text(directive: Directive, unit: Unit, lang: Language) -> str:
    """A unit with its kind where the name does not say it: `TH Gia Thụy`, `phường Bồ Đề`."""
    kind = directive.file.units[unit.kind]
    name = harmless(unit.name)
    if kind.levels or len(directive.file.expects.get(unit.kind, ())) == 1:
        return name
    return directive.named(unit.kind, name, lang)


def totals_text(card: Scorecard, lang: Language) -> str:
    """How many verdicts of each kind: `Tổng cộng: Đạt 40 · Không đạt 5 …`."""
    count = Counter(verdict.outcome for verdict in card.verdicts)
    shown = [f"{words[lang]} {whole(count[outcome], lang)}" for outcome, words in OUTCOMES.items()]
    lenient = sum(v.outcome == "missed" and v.target.spec.strength == "encourage" for v in card.verdicts)
    if lenient:
        word = "chỉ khuyến khích" if lang == "vi" else "only encouraged"
        shown[list(OUTCOMES).index("missed")] += f" ({whole(lenient, lang)} {word})"
    if card.waiting:
        shown.append(f"{'chờ đơn vị khác' if lang == 'vi' else 'waiting for others'} {whole(len(card.waiting), lang)}")
    return f"{'Tổng cộng' if lang == 'vi' else 'Total'}: {' · '.join(shown)}"


def problems_text(card: Scorecard, lang: Language) -> str:
    """How many problems of each severity: `1 lỗi, 2 chỗ còn trống`; empty where there are none."""
    count = Counter(problem.severity for problem in card.problems)
    words: dict[Severity, tuple[str, str, str]] = {
        "error": ("lỗi", "error", "errors"),
        "missing": ("chỗ còn trống", "blank", "blanks"),
        "warning": ("lưu ý", "note", "notes"),
    }
    shown = [
        f"{whole(count[severity], lang)} {vi if lang == 'vi' else one if count[severity] == 1 else many}"
        for severity, (vi, one, many) in words.items()
        if count[severity]
    ]
    return ", ".join(shown)


def summing_up(card: Scorecard, lang: Language) -> str:
    """Verdicts and problems in one line."""
    problems = problems_text(card, lang)
    lead = "Sai số liệu" if lang == "vi" else "Problems"
    return totals_text(card, lang) + (f" · {lead}: {problems}" if problems else "")
