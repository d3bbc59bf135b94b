"""A year's targets as a document: what is asked, how it is computed, who supplies which figure. Says nothing of any report."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import NamedTuple

from lbedu import years
from lbedu.directive.directive import Directive, Target
from lbedu.directive.facts import (
    STRENGTHS,
    Fact,
    chapter_of,
    facts_of_target,
    facts_without_target,
    full_document,
    required,
)
from lbedu.directive.model import Commitment, Language
from lbedu.handbook.figures import FormOfFigures, forms_of, shown
from lbedu.wording import date, whole


class Indicator(NamedTuple):
    """A target, with all that is told of it."""

    id: str
    title: str
    required: str
    facts: tuple[Fact, ...]


class Section(NamedTuple):
    """A commitment: its targets, or why it has none."""

    id: str
    clause: str
    title: str
    indicators: tuple[Indicator, ...]
    instead: tuple[Fact, ...]


class Chapter(NamedTuple):
    """The commitments of one chapter of the directive."""

    name: str
    sections: tuple[Section, ...]


class Handbook(NamedTuple):
    """The document as it is shown, in one language."""

    title: str
    issuer: str
    about: str
    document: str
    facts: tuple[Fact, ...]
    reading: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    forms: tuple[FormOfFigures, ...]


def handbook(directive: Directive, lang: Language) -> Handbook:
    """The document of a year. Texts of the rule file are shown as they are, what nobody sees in them is written out."""
    vi = lang == "vi"
    by_commitment: dict[str, list[Target]] = {}
    for target in directive.targets:
        by_commitment.setdefault(target.commitment.id, []).append(target)
    chapters: dict[str, list[Section]] = {}
    for one in directive.file.commitments:
        section = _section(directive, one, by_commitment.get(one.id, []), lang)
        chapters.setdefault(chapter_of(one.clause), []).append(section)
    title = (
        f"Chỉ tiêu {years.words(directive.year, lang)} và cách tính"
        if vi
        else f"Targets of the {years.words(directive.year, lang)} and how they are computed"
    )
    return Handbook(
        title,
        shown(directive.file.directive.issuer.get(lang)),
        shown(("Thực hiện " if vi else "Under ") + full_document(directive, lang)),
        shown(directive.file.directive.title.get(lang)),
        _summary(directive, lang),
        _READING[lang],
        tuple(Chapter(shown(name), tuple(sections)) for name, sections in chapters.items()),
        forms_of(directive, lang),
    )


def _section(directive: Directive, one: Commitment, targets: list[Target], lang: Language) -> Section:
    indicators = tuple(
        Indicator(
            target.id,
            shown(target.spec.title.get(lang)),
            shown(required(directive, target, lang)),
            tuple(_clean(fact) for fact in facts_of_target(directive, target, lang)),
        )
        for target in targets
    )
    instead = tuple(_clean(fact) for fact in facts_without_target(one, lang))
    return Section(one.id, shown(one.clause), shown(one.title.get(lang)), indicators, instead)


def _clean(fact: Fact) -> Fact:
    return fact._replace(lines=tuple(shown(line) for line in fact.lines))


def _summary(directive: Directive, lang: Language) -> tuple[Fact, ...]:
    """How much there is of everything, and what the document was made from."""
    vi = lang == "vi"
    file = directive.file
    judged = sum(bool(one.targets) for one in file.commitments)
    same = sum(one.same_as is not None for one in file.commitments)
    unchecked = len(file.commitments) - judged - same
    strengths: Counter[str] = Counter(target.spec.strength for target in directive.targets)
    split = ", ".join(
        f"{words[lang]} {whole(strengths[name], lang)}" for name, words in STRENGTHS.items() if strengths[name]
    )
    commitments, targets = whole(len(file.commitments), lang), whole(len(directive.targets), lang)
    source = shown(PurePath(directive.source).name)
    as_of = date(directive.evaluate_on, lang)
    if vi:
        ways = f"{commitments}: {judged} có chỉ tiêu, {same} trùng với nội dung khác, {unchecked} không kiểm tra"
        made = f"{source}, lần sửa {file.version}, SHA-256 {directive.digest}"
        names = "Nội dung", "Chỉ tiêu", "Số liệu tính đến ngày", "Lập từ tệp chỉ tiêu"
    else:
        ways = f"{commitments}: {judged} with targets, {same} the same as another, {unchecked} not checked"
        made = f"{source}, edition {file.version}, SHA-256 {directive.digest}"
        names = "Commitments", "Targets", "Figures as of", "Made from the rule file"
    lines = ways, f"{targets} ({split})" if split else targets, as_of, made
    return tuple(Fact(name, (line,)) for name, line in zip(names, lines, strict=True))


_READING: dict[Language, tuple[str, ...]] = {
    "vi": (
        "Các nội dung đứng theo thứ tự của văn bản, không bỏ nội dung nào. Câu chữ của văn bản là căn cứ; tài liệu này chỉ "
        "nói rõ từng nội dung được đo thế nào.",
        "Mức độ theo lời văn bản: đảm bảo, phấn đấu hoặc khuyến khích. Chỉ tiêu khuyến khích mà không đạt thì được nêu, "
        "nhưng không tính là có chỉ tiêu không đạt.",
        "Mã số là mã của dòng (hoặc cột) trên biểu mẫu phát cho đơn vị; tra ở phần “Ai cung cấp số liệu nào” cuối tài liệu. "
        "Mã có chữ b ở cuối là dòng minh chứng: số và ngày của văn bản.",
        "Tỷ lệ chung của nhiều đơn vị là tổng chia cho tổng, không phải trung bình cộng của các tỷ lệ; so sánh trước khi "
        "làm tròn.",
        "Ô trống nghĩa là chưa biết, không phải là 0; không phát sinh thì phải ghi 0. Chỉ kết luận đạt hoặc không đạt khi "
        "số liệu còn thiếu, dù ra sao, cũng không làm đổi kết luận; nếu không thì ghi “Chưa đủ số liệu”.",
        "“Thuộc diện”: chỉ xét đơn vị thỏa mãn điều kiện ghi ở “Chỉ khi”; đơn vị khác thì “Không áp dụng”.",
    ),
    "en": (
        "The commitments stand in the order of the directive, and none is left out. The directive's own words hold; this "
        "document only says how each of them is measured.",
        "Strength is the directive's word: to be ensured, to strive for, or encouraged. A target that is only encouraged and "
        "missed is shown, but does not count as missed.",
        "A code is the Mã số of a row (or column) of the form that units fill in; the last part, “Who supplies which "
        "figure”, lists them. A code that ends in b is the row for the evidence: number and date of the document.",
        "A share over many units is a sum divided by a sum, never a mean of shares; it is compared before it is rounded.",
        "A blank is not known, it is not 0; where nothing happened, 0 has to be said. A target is met or missed only if "
        "whatever is still missing cannot change it; else it is undecided.",
        "“Concerned”: only units for which “Only where” holds are looked at; to others the target does not apply.",
    ),
}
