"""What was tried as JUnit XML, as CI systems read it: one suite a year, one case an example. The same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from lbedu.directive.model import Language
from lbedu.phrases import OUTCOMES
from lbedu.proving.proofs import Proven
from lbedu.proving.report import difference, got_text
from lbedu.reporters.notation import junit_xml


def junit(proven: Sequence[Proven], lang: Language) -> bytes:
    """The document. An outcome that differs is a failure, a target without an example too; nothing is ever skipped."""
    report = junit_xml.document("lbedu targets test")
    for one in proven:
        _suite(report, one, lang)
    return junit_xml.finished(report).encode("utf-8")


def _suite(report: Element, proven: Proven, lang: Language) -> None:
    suite = junit_xml.suite(report, proven.directive.year)
    for trial in proven.trials:
        proof = trial.proof
        about = f" ({proof.unit})" if proof.unit else ""
        case = _case(suite, proven, proof.target.id, f"{proof.file}:{proof.line}: {proof.expected}{about}")
        if not trial.passed:
            expected, got = OUTCOMES[proof.expected][lang], got_text(trial.verdict, lang)
            message = f"mong đợi {expected}, nhận được {got}" if lang == "vi" else f"expected {expected}, got {got}"
            _fail(case, message, difference(proven.directive, trial, lang))
    for reading in proven.readings:
        case = _case(suite, proven, "problems", f"{reading.folder}: problems")
        if not reading.passed:
            expected = ", ".join(sorted(reading.expected)) or "-"
            found = ", ".join(sorted(reading.found)) or "-"
            message = f"mong đợi {expected}, nhận được {found}" if lang == "vi" else f"expected {expected}, got {found}"
            _fail(case, message, message)
    for target in proven.bare:
        message = "chỉ tiêu không có ví dụ nào" if lang == "vi" else "the target has no example"
        _fail(_case(suite, proven, target.id, "-"), message, message)


def _case(suite: Element, proven: Proven, target: str, name: str) -> Element:
    return junit_xml.case(suite, f"{proven.directive.year}.{target}", name)


def _fail(case: Element, message: str, text: str) -> None:
    junit_xml.came(case, "failure", "outcome", message, text.splitlines())
