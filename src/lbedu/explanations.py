"""What a problem, a mistake in a rule file or a target is, as a block of text: for `explain`, and as help beside results."""

from __future__ import annotations

import re

from lbedu.directive.describe import computation, requirement
from lbedu.directive.directive import Directive, Target
from lbedu.directive.expression import parts
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


def computed_target(directive: Directive, target: Target, lang: Language) -> str:
    """What a target requires, how it is computed, and which reading of the directive was taken."""
    vi = lang == "vi"
    lines = [
        f"{'Yêu cầu' if vi else 'Required'}: {requirement(directive, target.measure, lang)}",
        f"{'Cách tính' if vi else 'How it is computed'}:",
        *(f"  {line}" for leaf in parts(target.measure) for line in computation(directive, leaf, lang)),
    ]
    if target.spec.note is not None:
        lines.append(f"{'Cách hiểu' if vi else 'Reading taken'}: {target.spec.note.get(lang)}")
    return "\n".join([*lines, ""])
