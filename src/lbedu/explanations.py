"""What a problem, a mistake in a rule file or a target is, as a block of text: for `explain`, and as help beside results."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lbedu.directive.directive import Directive, Target
from lbedu.directive.facts import Fact, facts_of_target, stands_in
from lbedu.directive.model import Language
from lbedu.mistake_catalogue.catalogue import MISTAKES
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problem_catalogue.words import TITLES

_SEVERITIES = {
    "error": {"vi": "lỗi (mã thoát 3)", "en": "error (exit code 3)"},
    "missing": {"vi": "còn trống (mã thoát 4)", "en": "missing (exit code 4)"},
    "warning": {"vi": "lưu ý (không ảnh hưởng mã thoát)", "en": "note (does not change the exit code)"},
}

_SEVERITIES_OF_MISTAKES = {
    "error": {"vi": "lỗi của tệp chỉ tiêu (mã thoát 2)", "en": "error of a rule file (exit code 2)"},
    "warning": {
        "vi": "lưu ý về tệp chỉ tiêu (lint: mã thoát 1)",
        "en": "warning about a rule file (lint: exit code 1)",
    },
}


def explained_problem(code: str, lang: Language) -> str:
    """A problem by its code: severity, meaning, mend."""
    kind = CATALOGUE[code]
    vi = lang == "vi"
    title = TITLES[code][0 if vi else 1]
    return "\n".join(
        [
            f"{code}: {title}",
            "",
            f"  {'Mức độ' if vi else 'Severity'}: {_SEVERITIES[kind.severity][lang]}",
            f"  {'Ý nghĩa' if vi else 'Meaning'}: {kind.about[lang]}",
            f"  {'Cách sửa' if vi else 'Mend'}: {_unfilled(kind.fix[lang])}",
            "",
        ]
    )


def explained_mistake(code: str, lang: Language) -> str:
    """A mistake in a rule file by its code."""
    kind = MISTAKES[code]
    vi = lang == "vi"
    severity = _SEVERITIES_OF_MISTAKES[kind.severity][lang]
    return "\n".join(
        [
            f"{code}: {kind.title[lang]}",
            "",
            f"  {'Mức độ' if vi else 'Severity'}: {severity}",
            f"  {'Nội dung báo' if vi else 'Message'}: {_unfilled(kind.message[lang])}",
            f"  {'Ý nghĩa, cách sửa' if vi else 'Meaning and mend'}: {kind.about[lang]}",
            "",
        ]
    )


def _unfilled(template: str) -> str:
    """A template with its gaps shown as dots."""
    return re.sub(r"\{[a-z]+\}", "…", template)


def explained_target(directive: Directive, target: Target, lang: Language) -> str:
    """A target: what it belongs to, where it stands, what it requires, how it is computed."""
    commitment = target.commitment
    belongs = f"{'Nội dung' if lang == 'vi' else 'Commitment'} {commitment.id}"
    facts = [
        Fact(belongs, (commitment.title.get(lang),)),
        stands_in(directive, commitment, lang),
        *facts_of_target(directive, target, lang),
    ]
    return page_of(f"{target.id}: {target.spec.title.get(lang)}", facts)


def page_of(title: str, facts: Iterable[Fact]) -> str:
    """A title, and below it what is told, each under its name."""
    lines = [title, ""]
    for fact in facts:
        if fact.steps or len(fact.lines) > 1:
            lines += [f"  {fact.label}:", *(f"    {line}" for line in fact.lines)]
        else:
            lines.append(f"  {fact.label}: {fact.lines[0]}")
    return "\n".join([*lines, ""])
