"""What is told of a target: where it stands, how it is computed, by when, who supplies which figure. `explain` and the
document of a year say the same."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from lbedu.directive.describe import Leaf, computation, everyone, label_of, leaf_requirement, record_noun, records
from lbedu.directive.directive import Directive, Target
from lbedu.directive.expression import Both, Done, Every, Scope, fields_of, parts, single_checks
from lbedu.directive.model import Commitment, Language
from lbedu.wording import date

STRENGTHS = {
    "ensure": {"vi": "đảm bảo", "en": "to be ensured"},
    "strive": {"vi": "phấn đấu", "en": "to strive for"},
    "encourage": {"vi": "khuyến khích", "en": "encouraged"},
}

_CHAPTER = re.compile(r"[A-Z]\.[IVXLC]+(?![\w])|[^\s.]+")


class Fact(NamedTuple):
    """One thing that is told, with its name in front."""

    label: str
    lines: tuple[str, ...]
    steps: bool = False
    """The lines are steps, one below the other, also where there is but one."""
    about: tuple[str, ...] = ()
    """What each line is about, where that is told elsewhere: the id of a commitment, the name of a form."""


def document_words(directive: Directive, lang: Language) -> str:
    """Kind and number of the document: `Kế hoạch 349/KH-UBND`."""
    document = directive.file.directive
    return " ".join(text for text in (document.kind.get(lang), document.number) if text)


def full_document(directive: Directive, lang: Language) -> str:
    """Kind, number, date and issuer: `Kế hoạch số 349/KH-UBND ngày 30/09/2021 của UBND quận Long Biên`."""
    document = directive.file.directive
    number, issued, issuer = document.number, document.issued, document.issuer.get(lang)
    words = [document.kind.get(lang)]
    if number:
        words.append(f"số {number}" if lang == "vi" else number)
    if issued:
        words.append(f"{'ngày' if lang == 'vi' else 'of'} {date(issued, lang)}")
    words.append(f"của {issuer}" if lang == "vi" else f"by {issuer}")
    return " ".join(words)


def chapter_of(clause: str) -> str:
    """The chapter of the directive that a clause belongs to: `B.I` of `B.I.2 ¶2`, `8` of `8 –3`."""
    found = _CHAPTER.match(clause)
    return found[0] if found else clause


def stands_in(directive: Directive, commitment: Commitment, lang: Language) -> Fact:
    """Document, clause and year."""
    vi = lang == "vi"
    where = f"{document_words(directive, lang)}, {'mục' if vi else 'clause'} {commitment.clause} ({directive.year})"
    return Fact("Căn cứ" if vi else "Stands in", (where,))


def facts_of_target(directive: Directive, target: Target, lang: Language) -> Iterator[Fact]:
    """What a target asks, and of whom, as far as the rule file says it."""
    vi = lang == "vi"
    spec = target.spec
    yield Fact("Mức độ" if vi else "Strength", (STRENGTHS[spec.strength][lang],))
    yield Fact("Yêu cầu" if vi else "Required", (required(directive, target, lang),))
    steps = tuple(line for leaf in parts(target.measure) for line in computation(directive, leaf, lang))
    yield Fact("Cách tính" if vi else "How it is computed", steps, steps=True)
    yield Fact("Thời hạn" if vi else "By when", (_by_when(directive, target, lang),))
    suppliers = tuple(_suppliers(directive, target, lang))
    forms = tuple(dict.fromkeys(form for form, _ in fields_of(target.measure)))
    yield Fact("Đơn vị cung cấp số liệu" if vi else "Supplied by", suppliers, about=forms)
    if spec.note is not None:
        yield Fact("Cách hiểu" if vi else "Reading taken", (spec.note.get(lang),))


def facts_without_target(commitment: Commitment, lang: Language) -> Iterator[Fact]:
    """Why a commitment has no target of its own."""
    vi = lang == "vi"
    if commitment.same_as is not None:
        yield Fact("Trùng với nội dung" if vi else "The same as", (commitment.same_as,), about=(commitment.same_as,))
    if commitment.not_checked is not None:
        yield Fact("Không kiểm tra" if vi else "Not checked", (commitment.not_checked.get(lang),))


def required(directive: Directive, target: Target, lang: Language) -> str:
    """What a target demands, in short."""
    return "; ".join(_leaf_required(directive, leaf, lang) for leaf in parts(target.measure))


def _leaf_required(directive: Directive, leaf: Leaf, lang: Language) -> str:
    """In short; several conditions on each unit are told where it is told how they are computed."""
    if not isinstance(leaf, Every) or not isinstance(leaf.check, Both):
        return leaf_requirement(directive, leaf, lang)
    many = len(single_checks(leaf))
    number = "both" if many == 2 else f"all {many}"
    all_of_it = f"đủ {many} điều kiện" if lang == "vi" else f"{number} conditions"
    who = "" if directive.is_single(leaf.scope.form) else everyone(directive, leaf.scope, lang) + ": "
    return label_of(leaf, lang) + who + all_of_it


def _by_when(directive: Directive, target: Target, lang: Language) -> str:
    vi = lang == "vi"
    days: dict[dt.date, None] = {}
    for leaf in parts(target.measure):
        days.update(dict.fromkeys(one.by for one in single_checks(leaf) if isinstance(one, Done) and one.by))
    as_of = date(directive.evaluate_on, lang)
    counted = f"số liệu tính đến ngày {as_of}" if vi else f"figures as of {as_of}"
    due = ", ".join(date(day, lang) for day in days)
    if not due:
        return counted
    return f"chậm nhất ngày {due}; {counted}" if vi else f"by {due}; {counted}"


def _suppliers(directive: Directive, target: Target, lang: Language) -> Iterator[str]:
    """Who fills in which codes, a line a form."""
    vi = lang == "vi"
    fields = fields_of(target.measure)
    for name in dict.fromkeys(form for form, _ in fields):
        form = directive.forms[name]
        read = {field for own, field in fields if own == name}
        codes = ", ".join(dict.fromkeys(spec.code for field, spec in form.by_id.items() if field in read))
        if form.rows:
            who, title = directive.unit_noun(name, lang, 1), form.title.get(lang)
            where = f"trang “{title}”, cột mã số {codes}" if vi else f"sheet “{title}”, column {codes}"
        else:
            scopes = [leaf.scope for leaf in parts(target.measure) if leaf.scope.form == name]
            many = 1 if directive.is_single(name) else 2
            meant = dict.fromkeys(_who(directive, scope, lang, many) for scope in scopes)
            who = ", ".join(meant) or record_noun(directive, name, lang, many)
            noun = directive.unit_noun(name, lang, 1)
            where = f"biểu của {noun}, mã số {codes}" if vi else f"form of the {noun}, code {codes}"
        yield f"{who} ({where})"


def _who(directive: Directive, scope: Scope, lang: Language, many: int) -> str:
    return everyone(directive, scope, lang) if scope.among else records(directive, scope, lang, many)
