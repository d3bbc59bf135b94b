"""A target in words: what is demanded, and how it is computed from which fields. Walks the expression, judges nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from lbedu.directive.directive import Directive
from lbedu.directive.expression import (
    AsOf,
    Attested,
    Both,
    Check,
    Chosen,
    Compared,
    Comparison,
    Constant,
    Count,
    Done,
    Every,
    Figure,
    Holds,
    Measure,
    Operator,
    Own,
    Ratio,
    Reference,
    Scope,
    Share,
    Sum,
    parts,
)
from lbedu.directive.model import FieldSpec, Language
from lbedu.wording import date, number, plain_percent

SIGNS: dict[Operator, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "==": "="}
Leaf = Share | Sum | Count | Every


def requirement(directive: Directive, measure: Measure, lang: Language) -> str:
    """What a target demands, short: `≥ 58%`, `≥ 73 trường`, `mọi phường ≥ mức độ 2`."""
    return "; ".join(leaf_requirement(directive, leaf, lang) for leaf in parts(measure))


def label_of(leaf: Leaf, lang: Language) -> str:
    """What a part of a target is about, with a colon behind it; empty where it has no label of its own."""
    return f"{leaf.scope.label[0 if lang == 'vi' else 1]}: " if leaf.scope.label else ""


def leaf_requirement(directive: Directive, leaf: Leaf, lang: Language, one_unit: bool = False) -> str:
    """What one measure demands; of one unit alone where it is shown by itself."""
    return label_of(leaf, lang) + _requirement(directive, leaf, lang, one_unit)


def _requirement(directive: Directive, leaf: Leaf, lang: Language, one_unit: bool) -> str:
    match leaf:
        case Share(_, _, comparison, scope, _):
            return _one_level(directive, scope) + compared(directive, comparison, None, lang, ratio=leaf)
        case Sum(figure, comparison, scope, _):
            field = _field(directive, figure)
            return _one_level(directive, scope) + compared(directive, comparison, field, lang)
        case Count(_, comparison, scope):
            least = max((int(t.value) for t in comparison.thresholds if isinstance(t, Constant)), default=2)  # type: ignore[arg-type]
            noun = records(directive, scope, lang, least)
            return f"{compared(directive, comparison, None, lang, count=True)} {noun}"
        case Every(check, scope):
            asked = check_requirement(directive, check, lang)
            if one_unit or directive.is_single(scope.form):
                return asked
            who = everyone(directive, scope, lang)
            return who if isinstance(check, (Holds, Attested)) else f"{who}: {asked}"


def check_requirement(directive: Directive, check: Check, lang: Language) -> str:
    """What a check demands of one unit."""
    match check:
        case Holds() | Attested():
            return "Có" if lang == "vi" else "yes"
        case Chosen(form, field, option):
            return option_label(directive, directive.field(form, field), option, lang)
        case Compared(figure, comparison):
            return compared(directive, comparison, _field(directive, figure), lang)
        case Ratio(_, _, comparison):
            return compared(directive, comparison, None, lang, ratio=check)
        case Done(_, _, _, by, _):
            if by is None:
                return "đã thực hiện" if lang == "vi" else "done"
            return f"chậm nhất ngày {date(by, lang)}" if lang == "vi" else f"by {date(by, lang)}"
        case Both(checks):
            return "; ".join(dict.fromkeys(check_requirement(directive, inner, lang) for inner in checks))


def compared(
    directive: Directive,
    comparison: Comparison,
    field: FieldSpec | None,
    lang: Language,
    count: bool = False,
    ratio: Share | Ratio | None = None,
) -> str:
    """`≥ 58%`, `> điểm trung bình năm trước`, `≤ 35 học sinh/lớp`."""
    sign = SIGNS[comparison.operator] + " "
    per = per_words(directive, ratio, lang) if ratio is not None and ratio.per else None
    shown = []
    for threshold in comparison.thresholds:
        match threshold:
            case Constant(Fraction() as value, _) if per is not None:
                shown.append(f"{number(value, lang)} {per}".strip())
            case Constant(value, written):
                if not count and _is_extreme(comparison.operator, field, value):
                    sign = ""  # of 100% nothing can be more, of 0 nothing less
                shown.append(_constant(directive, value, written, field, lang, count))
            case AsOf():
                shown.append("ngày tính số liệu" if lang == "vi" else "the as-of date")
            case Reference(figure) | Own(figure):
                shown.append(in_sentence(_field(directive, figure).label.get(lang)))
    joiner = " và " if lang == "vi" else " and "
    return sign + joiner.join(shown)


def per_words(directive: Directive, ratio: Share | Ratio, lang: Language) -> str:
    """What so many of one thing per one of another is counted in: `học sinh/lớp`; empty where either has no noun."""
    nouns = (
        directive.noun(_field(directive, ratio.part), lang, 2),
        directive.noun(_field(directive, ratio.whole), lang, 1),
    )
    return ("/" if lang == "vi" else " per ").join(nouns) if all(nouns) else ""


def _is_extreme(operator: Operator, field: FieldSpec | None, value: Fraction | dt.date) -> bool:
    """At least 100% of a share, or at most none of what is counted."""
    if operator == ">=" and value == 1:
        return field is None or field.type == "percent"
    return operator == "<=" and value == 0 and field is not None and field.type == "count"


def _constant(
    directive: Directive, value: Fraction | dt.date, written: str, field: FieldSpec | None, lang: Language, count: bool
) -> str:
    if isinstance(value, dt.date):
        return date(value, lang)
    if field is not None and field.type == "rank":
        return option_label(directive, field, written, lang)
    if (field is None and not count) or (field is not None and field.type == "percent"):
        return plain_percent(value, lang)
    noun = directive.noun(field, lang, int(value)) if field is not None else ""
    return f"{number(value, lang)} {noun}".strip()


def option_label(directive: Directive, field: FieldSpec, option: object, lang: Language) -> str:
    """An answer as people read it."""
    if isinstance(option, bool):
        return {"vi": ("Không", "Có"), "en": ("no", "yes")}[lang][option]
    for known in directive.file.choices.get(field.options or "", ()):
        if known.id == option:
            return known.get(lang)
    return str(option)


def record_noun(directive: Directive, form: str, lang: Language, count: int | None = None) -> str:
    """What one record of a form is: a school, a ward, an item of a list."""
    spec = directive.forms[form]
    if spec.rows:
        return spec.noun.get(lang, count) if spec.noun else "mục" if lang == "vi" else "item" if count == 1 else "items"
    return directive.unit_noun(form, lang, count)


def in_sentence(label: str) -> str:
    """A label within a sentence: its capital goes, unless it begins an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def everyone(directive: Directive, scope: Scope, lang: Language) -> str:
    """All that are meant: `mọi trường công lập`, `cả 3 trường được nêu`."""
    if scope.among is not None:
        many = len(scope.among)
        noun = record_noun(directive, scope.form, lang, many)
        if many == 1:
            return f"{noun} được nêu" if lang == "vi" else f"the {noun} named"
        all_ = "both" if many == 2 else f"all {many}"
        return f"cả {many} {noun} được nêu" if lang == "vi" else f"{all_} {noun} named"
    return f"{'mọi' if lang == 'vi' else 'every'} {records(directive, scope, lang, 1)}"


def records(directive: Directive, scope: Scope, lang: Language, count: int) -> str:
    """What is counted, with what narrows it down: `trường công lập THCS thuộc diện`."""
    noun = record_noun(directive, scope.form, lang, count)
    kind = directive.file.units[directive.unit_of(scope.form)]
    types = [words.get(lang).lower() for name, words in kind.types.items() if name in (scope.types or ())]
    types += [words.get(lang) for name, words in kind.flags.items() if name in (scope.flags or ())]
    levels = [level for level in kind.levels if level in (scope.levels or ())]
    concerned = ("thuộc diện" if lang == "vi" else "concerned") if scope.when is not None else ""
    if lang == "vi":
        return " ".join(text for text in (noun, *types, ", ".join(levels), concerned) if text)
    return " ".join(text for text in (*types, ", ".join(levels), noun, concerned) if text)


def _one_level(directive: Directive, scope: Scope) -> str:
    """The level in front of a part that is about one level alone."""
    kind = directive.file.units[directive.unit_of(scope.form)]
    if scope.levels is None or len(scope.levels) != 1 or len(kind.levels) < 2:
        return ""
    return f"{next(iter(scope.levels))} "


def _field(directive: Directive, figure: Figure) -> FieldSpec:
    return directive.field(figure.form, figure.by_level[0][1][0])


# how it is computed


def computation(directive: Directive, leaf: Leaf, lang: Language) -> Iterator[str]:
    """How a measure is computed, a line a step, with the fields by their codes."""
    vi = lang == "vi"
    match leaf:
        case Share(part, whole, comparison, _, each, per):
            name = ("Bình quân" if vi else "Ratio") if per else ("Tỷ lệ" if vi else "Share")
            yield f"{name} = {'tổng' if vi else 'sum of'} {figure_words(directive, part, lang)}"
            yield ("   ÷ tổng " if vi else "   ÷ sum of ") + figure_words(directive, whole, lang)
            yield ("Cần: " if vi else "Needed: ") + compared(directive, comparison, None, lang, ratio=leaf)
            if each:
                yield "Từng đơn vị cũng phải đạt." if vi else "Each unit has to reach it too."
        case Sum(figure, comparison, _, each):
            yield ("Tổng " if vi else "Sum of ") + figure_words(directive, figure, lang)
            yield ("Cần: " if vi else "Needed: ") + compared(directive, comparison, _field(directive, figure), lang)
            if each:
                yield "Từng đơn vị cũng phải đạt." if vi else "Each unit has to reach it too."
        case Count(check, comparison, scope):
            noun = record_noun(directive, scope.form, lang, 2)
            lead = f"Đếm số {noun} mà" if vi else f"Number of {noun} where"
            yield from _asked(directive, lead, check, lang)
            yield ("Cần: " if vi else "Needed: ") + compared(directive, comparison, None, lang, count=True)
        case Every(check, scope):
            lead = "" if directive.is_single(scope.form) else everyone(directive, scope, lang)
            yield from _asked(directive, lead[:1].upper() + lead[1:], check, lang)
    yield from _scope_words(directive, leaf.scope, lang)


def _asked(directive: Directive, lead: str, check: Check, lang: Language) -> Iterator[str]:
    """What a check asks, several conditions each on a line of its own."""
    if not isinstance(check, Both):
        yield (f"{lead}: " if lead else "") + check_words(directive, check, lang)
        return
    both = "đủ các điều kiện:" if lang == "vi" else "all of this holds:"
    yield f"{lead}, {both}" if lead else both[:1].upper() + both[1:]
    for one in check.checks:
        yield f"– {check_words(directive, one, lang)}"


def figure_words(directive: Directive, figure: Figure, lang: Language) -> str:
    """The fields of a figure with form, code and label."""
    texts = []
    for level, fields in figure.by_level:
        summed = " + ".join(field_words(directive, figure.form, name, lang) for name in fields)
        texts.append(f"{level}: {summed}" if level else summed)
    return "; ".join(texts)


def field_words(directive: Directive, form: str, name: str, lang: Language) -> str:
    """`“Trẻ dưới 3 tuổi” (mã số 01, biểu của phường)`."""
    field = directive.field(form, name)
    noun = directive.unit_noun(form, lang, 1)
    if directive.forms[form].rows:
        title = directive.forms[form].title.get(lang)
        if lang == "vi":
            return f"“{field.label.vi}” (cột mã số {field.code}, trang “{title}”)"
        return f"“{field.label.get('en')}” (column {field.code}, sheet “{title}”)"
    if lang == "vi":
        return f"“{field.label.vi}” (mã số {field.code}, biểu của {noun})"
    return f"“{field.label.get('en')}” (code {field.code}, form of the {noun})"


def check_words(directive: Directive, check: Check, lang: Language) -> str:
    """A check as a sentence about one unit."""
    vi = lang == "vi"
    match check:
        case Holds(form, field):
            return field_words(directive, form, field, lang) + (" trả lời Có" if vi else " is answered yes")
        case Attested(form, field, _):
            tail = " trả lời Có và có minh chứng" if vi else " is answered yes and evidence is named"
            return field_words(directive, form, field, lang) + tail
        case Chosen(form, field, option):
            label = option_label(directive, directive.field(form, field), option, lang)
            return f"{field_words(directive, form, field, lang)} {'là' if vi else 'is'} “{label}”"
        case Compared(figure, comparison):
            return f"{figure_words(directive, figure, lang)} {compared(directive, comparison, _field(directive, figure), lang)}"
        case Ratio(part, whole, comparison):
            shown = f"{figure_words(directive, part, lang)} ÷ {figure_words(directive, whole, lang)}"
            return f"{shown} {compared(directive, comparison, None, lang, ratio=check)}"
        case Done(form, done, on, by, evidence):
            until = date(by, lang) if by else ("ngày tính số liệu" if vi else "the as-of date")
            shown = f"{field_words(directive, form, done, lang)}, {field_words(directive, form, on, lang)}"
            proof = (" và có minh chứng" if vi else ", and evidence is named") if evidence else ""
            return f"{shown}: {'đã thực hiện, không muộn hơn' if vi else 'done, not later than'} {until}{proof}"
        case Both(checks):
            return ("; và " if vi else "; and ").join(check_words(directive, inner, lang) for inner in checks)


def _scope_words(directive: Directive, scope: Scope, lang: Language) -> Iterator[str]:
    vi = lang == "vi"
    kind = directive.file.units[directive.unit_of(scope.form)]
    if scope.levels is not None and kind.levels:
        levels = ", ".join(level for level in kind.levels if level in scope.levels)
        yield f"{'Cấp học' if vi else 'Levels'}: {levels}"
    if scope.types is not None:
        types = ", ".join(words.get(lang) for name, words in kind.types.items() if name in scope.types)
        yield f"{'Loại hình' if vi else 'Type'}: {types}"
    if scope.flags is not None:
        flags = ", ".join(words.get(lang) for name, words in kind.flags.items() if name in scope.flags)
        yield f"{'Trong danh sách ghi' if vi else 'By the register'}: {flags}"
    if scope.among is not None:
        rows = {row.code: row.name.get(lang) for row in directive.forms[scope.form].rows}
        yield f"{'Gồm' if vi else 'Namely'}: {', '.join(rows.get(name, name) for name in scope.among)}"
    if scope.when is not None:
        yield f"{'Chỉ khi' if vi else 'Only where'}: {check_words(directive, scope.when, lang)}"
