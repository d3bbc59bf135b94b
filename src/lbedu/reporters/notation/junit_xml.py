"""JUnit XML as CI systems read it: suites, and in them cases with what came of each. Knows no scorecard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lbedu.wording import all_harmless

Came = Literal["failure", "error", "skipped"]


def document(name: str) -> Element:
    """An empty report."""
    return Element("testsuites", name=plain(name))


def suite(report: Element, name: str) -> Element:
    """A new suite of a report, without cases."""
    return SubElement(report, "testsuite", name=plain(name))


def properties(suite: Element, facts: Iterable[tuple[str, str]]) -> None:
    """What is to be known of a run, before the cases of a suite."""
    listed = SubElement(suite, "properties")
    for name, value in facts:
        SubElement(listed, "property", name=name, value=plain(value))


def case(suite: Element, classname: str, name: str) -> Element:
    """A new case of a suite; nothing came of it but that it passed."""
    return SubElement(suite, "testcase", classname=plain(classname), name=plain(name), time="0")


def came(case: Element, how: Came, kind: str, message: str, lines: Iterable[str] = ()) -> None:
    """Say that a case did not pass, or was not decided: in one line, then at length."""
    outcome = SubElement(case, how, type=kind, message=plain(message))
    outcome.text = "\n".join(plain(line) for line in lines) or None


def aside(case: Element, lines: Iterable[str]) -> None:
    """What is to be known of a case that passed."""
    SubElement(case, "system-out").text = "\n".join(plain(line) for line in lines)


def finished(report: Element) -> str:
    """The report as a text, with everything counted. Nothing takes time: the same report gives the same bytes."""
    for one in report:
        cases = one.findall("testcase")
        one.set("tests", str(len(cases)))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            one.set(name, str(sum(case.find(tag) is not None for case in cases)))
        one.set("time", "0")
    for name in ("tests", "failures", "errors"):
        report.set(name, str(sum(int(one.get(name, "0")) for one in report)))
    report.set("time", "0")
    indent(report)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(report, encoding="unicode")}\n'


def plain(text: str) -> str:
    """A text that XML can hold, and that no reader of reports takes for the path of an attachment: `[[ATTACHMENT|…]]`."""
    return all_harmless(text).replace("[[", "[ [")
