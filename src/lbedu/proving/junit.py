"""What was tried as JUnit XML, as CI systems read it: one suite a year, one case an example. The same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lbedu.directive.model import Language
from lbedu.phrases import OUTCOMES
from lbedu.proving.proofs import Proven
from lbedu.proving.report import difference, got_text
from lbedu.reporters.notation import junit_xml


def junit(proven: Sequence[Proven], lang: Language) -> bytes:
    """The document. An outcome that differs is a failure, a target without an example too; nothing is ever skipped."""
    suites = [_suite(one, list(_cases(one, lang))) for one in proven]
    return "".join(junit_xml.written("lbedu targets test", suites)).encode("utf-8")


def _suite(proven: Proven, cases: list[junit_xml.Case]) -> junit_xml.Suite:
    return junit_xml.Suite(proven.directive.year, [case.came for case in cases], cases)


def _cases(proven: Proven, lang: Language) -> Iterator[junit_xml.Case]:
    for trial in proven.trials:
        proof = trial.proof
        about = f" ({proof.unit})" if proof.unit else ""
        case = _case(proven, proof.target.id, f"{proof.file}:{proof.line}: {proof.expected}{about}")
        if trial.passed:
            yield case
        else:
            expected, got = OUTCOMES[proof.expected][lang], got_text(trial.verdict, lang)
            message = f"mong đợi {expected}, nhận được {got}" if lang == "vi" else f"expected {expected}, got {got}"
            yield _failed(case, message, difference(proven.directive, trial, lang))
    for reading in proven.readings:
        case = _case(proven, "problems", f"{reading.folder}: problems")
        if reading.passed:
            yield case
        else:
            expected = ", ".join(sorted(reading.expected)) or "-"
            found = ", ".join(sorted(reading.found)) or "-"
            message = f"mong đợi {expected}, nhận được {found}" if lang == "vi" else f"expected {expected}, got {found}"
            yield _failed(case, message, message)
    for target in proven.bare:
        message = "chỉ tiêu không có ví dụ nào" if lang == "vi" else "the target has no example"
        yield _failed(_case(proven, target.id, "-"), message, message)


def _case(proven: Proven, target: str, name: str) -> junit_xml.Case:
    return junit_xml.Case(f"{proven.directive.year}.{target}", name)


def _failed(case: junit_xml.Case, message: str, text: str) -> junit_xml.Case:
    return case._replace(came="failure", kind="outcome", message=message, lines=text.splitlines())
