"""JUnit XML as CI systems read it: suites, and in them cases with what came of each, written one by one. Knows no scorecard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape

from lbedu.wording import all_harmless

_Attributes = Sequence[tuple[str, str | int]]
Came = Literal["failure", "error", "skipped"]
_QUOTE = {'"': "&quot;"}
_COUNTED: tuple[tuple[str, Came], ...] = (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))


class Case(NamedTuple):
    """A case; nothing came of it but that it passed, unless it says more."""

    classname: str
    name: str
    came: Came | None = None
    kind: str = ""
    message: str = ""
    """Why it did not pass, or was not decided, in one line."""
    lines: Sequence[str] = ()
    """The same at length; of a case that passed what is to be known of it."""


class Suite(NamedTuple):
    """A suite. What comes of its cases is known before they are made: it stands in front of them."""

    name: str
    came: Sequence[Came | None]
    cases: Iterable[Case]
    facts: Sequence[tuple[str, str]] = ()
    """What is to be known of a run."""


def written(name: str, suites: Sequence[Suite]) -> Iterator[str]:
    """A report as text, a piece a case. Nothing takes time: the same report gives the same bytes."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    counts = [(counted, sum(_count(suite.came, how) for suite in suites)) for counted, how in _COUNTED[:2]]
    tests = sum(len(suite.came) for suite in suites)
    attributes: _Attributes = [("name", name), ("tests", tests), *counts, ("time", 0)]
    yield from _element("testsuites", attributes, map(_suite, suites), 0)
    yield "\n"


def _suite(suite: Suite) -> Iterator[str]:
    counts = [(counted, _count(suite.came, how)) for counted, how in _COUNTED]
    attributes: _Attributes = [("name", suite.name), ("tests", len(suite.came)), *counts, ("time", 0)]
    properties = (_element("property", [("name", name), ("value", value)], (), 3) for name, value in suite.facts)
    before = [_element("properties", (), properties, 2)] if suite.facts else []

    def inside() -> Iterator[Iterable[str]]:
        yield from before
        yield from map(_case, suite.cases)

    return _element("testsuite", attributes, inside(), 1)


def _count(came: Sequence[Came | None], how: Came) -> int:
    return sum(one == how for one in came)


def _case(case: Case) -> Iterator[str]:
    attributes: _Attributes = [("classname", case.classname), ("name", case.name), ("time", 0)]
    text = "\n".join(map(plain, case.lines))
    if case.came is not None:
        said = _whole(case.came, [("type", case.kind), ("message", case.message)], text)
    elif case.lines:
        said = _whole("system-out", (), text)
    else:
        said = ""
    return _element("testcase", attributes, [(said,)] if said else (), 2)


def _element(tag: str, attributes: _Attributes, inside: Iterable[Iterable[str]], level: int) -> Iterator[str]:
    """An element of elements, each on a line of its own."""
    start = f"<{tag}{_attributes(attributes)}"
    indent = "\n" + "  " * (level + 1)
    empty = True
    for element in inside:
        yield f"{start}>{indent}" if empty else indent
        empty = False
        yield from element
    yield f"{start} />" if empty else f"{indent[:-2]}</{tag}>"


def _whole(tag: str, attributes: _Attributes, text: str) -> str:
    """An element of text."""
    start = f"<{tag}{_attributes(attributes)}"
    return f"{start}>{escape(text)}</{tag}>" if text else f"{start} />"


def _attributes(attributes: _Attributes) -> str:
    return "".join([f' {name}="{escape(plain(str(value)), _QUOTE)}"' for name, value in attributes])


def plain(text: str) -> str:
    """A text that XML can hold, and that no reader of reports takes for the path of an attachment: `[[ATTACHMENT|…]]`."""
    return all_harmless(text).replace("[[", "[ [")
