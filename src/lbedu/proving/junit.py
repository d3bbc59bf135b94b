"""What was tried as JUnit XML, as CI systems read it: one suite a year, one case an example. The same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lbedu.directive.model import Language
from lbedu.phrases import OUTCOMES
from lbedu.proving.proofs import Proven
from lbedu.proving.report import difference, got_text
from lbedu.wording import harmless


def junit(proven: Sequence[Proven], lang: Language) -> bytes:
    """The document. An outcome that differs is a failure, a target without an example too; nothing is ever skipped."""
    root = Element("testsuites", name="lbedu targets test")
    for one in proven:
        _suite(root, one, lang)
    for name in ("tests", "failures"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    root.set("errors", "0")
    root.set("time", "0")
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode("utf-8") + b"\n"


def _suite(root: Element, proven: Proven, lang: Language) -> None:
    suite = SubElement(root, "testsuite", name=proven.directive.year)
    suite.set("tests", str(proven.tried + len(proven.bare)))
    suite.set("failures", str(proven.wrong))
    for name in ("errors", "skipped", "time"):
        suite.set(name, "0")
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
    name = harmless(name, len(name))
    return SubElement(suite, "testcase", classname=f"{proven.directive.year}.{target}", name=name, time="0")


def _fail(case: Element, message: str, text: str) -> None:
    failure = SubElement(case, "failure", type="outcome", message=harmless(message, len(message)))
    failure.text = "\n".join(harmless(line, len(line)) for line in text.splitlines())
