"""What was tried in words: a table of all targets, and a diff wherever an outcome is not the one expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lbedu.directive.describe import requirement
from lbedu.directive.directive import Directive
from lbedu.directive.expression import parts
from lbedu.directive.model import Language
from lbedu.phrases import OUTCOMES, actual_text, gap_text, holding_texts, reason_text
from lbedu.proving.proofs import Proven, Reading, Trial
from lbedu.scorecard import Verdict
from lbedu.text_table import text_table
from lbedu.wording import harmless

_SHOWN = 3
"""How many units that hold a target down a diff names."""


def report(proven: Proven, lang: Language, width: int) -> str:
    """The table of a year, the differences under it, and the sum."""
    lines = [_table(proven, lang, width)]
    lines += [difference(proven.directive, trial, lang) for trial in proven.trials if not trial.passed]
    lines += [_misread(reading, lang) for reading in proven.readings if not reading.passed]
    return "\n".join([*lines, summing_up(proven, lang)])


def summing_up(proven: Proven, lang: Language) -> str:
    """How much was tried and what came of it: `2021-2022: 89 targets, 405 examples, none wrong`."""
    wrong = proven.wrong
    if lang == "vi":
        said = f"{wrong} chỗ sai" if wrong else "không có chỗ sai"
        return f"{proven.directive.year}: {len(proven.directive.targets)} chỉ tiêu, {proven.tried} ví dụ, {said}\n"
    said = f"{wrong} wrong" if wrong else "none wrong"
    return f"{proven.directive.year}: {len(proven.directive.targets)} targets, {proven.tried} examples, {said}\n"


def _table(proven: Proven, lang: Language, width: int) -> str:
    vi = lang == "vi"
    titles = [proven.directive.year, *(words[lang] for words in OUTCOMES.values()), "Kết quả" if vi else "Result"]
    rows = [titles]
    for target in proven.directive.targets:
        own = [trial for trial in proven.trials if trial.proof.target.id == target.id]
        count = Counter(trial.proof.expected for trial in own)
        wrong = sum(not trial.passed for trial in own)
        if not own:
            said = "KHÔNG CÓ VÍ DỤ" if vi else "NO EXAMPLE"
        elif wrong:
            said = f"SAI {wrong}/{len(own)}" if vi else f"WRONG {wrong}/{len(own)}"
        else:
            said = "đúng" if vi else "right"
        rows.append([target.id, *(str(count[outcome] or "") for outcome in OUTCOMES), said])
    return text_table(rows, width, [1, 0, 0, 0, 0, 0])


def difference(directive: Directive, trial: Trial, lang: Language) -> str:
    """What was expected, what came out, and the figures that decide it."""
    vi = lang == "vi"
    proof, verdict = trial.proof, trial.verdict
    about = f" ({harmless(proof.unit)})" if proof.unit else ""
    got = got_text(verdict, lang)
    lines = [
        f"{proof.file}:{proof.line}: {proof.target.id}{about}",
        f"  - {'mong đợi' if vi else 'expected'}: {OUTCOMES[proof.expected][lang]}",
        f"  + {'nhận được' if vi else 'got'}: {got}",
        f"    {'yêu cầu' if vi else 'required'}: {requirement(directive, proof.target.measure, lang)}",
    ]
    if verdict is not None:
        lines += [f"    {line}" for line in figures(directive, verdict, lang)]
    return "\n".join(lines) + "\n"


def got_text(verdict: Verdict | None, lang: Language) -> str:
    """The outcome, or that there is none."""
    if verdict is not None:
        return OUTCOMES[verdict.outcome][lang]
    return "không xét riêng đơn vị này" if lang == "vi" else "not judged for this unit by itself"


def figures(directive: Directive, verdict: Verdict, lang: Language) -> Iterator[str]:
    """What is known, what is lacking, why it is not decided, and which units hold it down."""
    vi = lang == "vi"
    for leaf, part in zip(parts(verdict.target.measure), verdict.parts, strict=True):
        for name, text in (
            ("số liệu" if vi else "figures", actual_text(directive, leaf, part, lang)),
            ("chênh lệch" if vi else "gap", gap_text(directive, leaf, part, lang)),
            ("lý do" if vi else "reason", reason_text(directive, leaf, part, lang)),
            ("đơn vị" if vi else "units", "; ".join(holding_texts(directive, leaf, part, lang)[:_SHOWN])),
        ):
            if text:
                yield f"{name}: {text}"


def _misread(reading: Reading, lang: Language) -> str:
    vi = lang == "vi"
    none = "không có" if vi else "none"
    return "\n".join(
        [
            f"{reading.folder}: {'lỗi số liệu trong các tệp' if vi else 'data errors in the workbooks'}",
            f"  - {'mong đợi' if vi else 'expected'}: {', '.join(sorted(reading.expected)) or none}",
            f"  + {'nhận được' if vi else 'got'}: {', '.join(sorted(reading.found)) or none}",
            "",
        ]
    )
