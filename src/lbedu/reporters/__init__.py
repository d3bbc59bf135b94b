"""One module a format; each is a pure function from a scorecard to text, or to the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Literal, NamedTuple

from lbedu.scorecard import Scorecard


class Style(NamedTuple):
    """How a reporter is to write: language, width in columns, colours or not, and what the stream can encode."""

    lang: Literal["vi", "en"]
    width: int = 100
    colour: bool = False
    encoding: str = "utf-8"


TextReporter = Callable[[Scorecard, Style], str]
FileReporter = Callable[[Scorecard, Style], bytes]


class Format(NamedTuple):
    """A module with a function `render`, imported only when used. Without a suffix it gives text, for stdout or any file; with
    one the bytes of a file whose name must end so."""

    module: str
    suffix: str = ""
    endings: tuple[str, ...] = ()
    """How the name of a file must end that holds its text, where programs tell by that."""
    by_ward: bool = False
    """It shows subtotals by ward."""
    by_unit: bool = False
    """It shows each unit by itself beside the district."""
    digests: bool = False
    """It names the SHA-256 of every file that was read."""
    utf8: bool = False
    """Its text is data, or says of itself that it is UTF-8: it is so wherever it goes."""


REPORTERS = {
    "table": Format("lbedu.reporters.table"),
    "json": Format("lbedu.reporters.as_json", by_ward=True, digests=True, utf8=True),
    "junit": Format("lbedu.reporters.as_junit", utf8=True),
    "github": Format("lbedu.reporters.as_github", utf8=True),
    "markdown": Format("lbedu.reporters.as_markdown", utf8=True),
    "sarif": Format("lbedu.reporters.as_sarif", utf8=True),
    "csv": Format("lbedu.reporters.as_csv", utf8=True),
    "csv-problems": Format("lbedu.reporters.as_csv_problems", utf8=True),
    "html": Format("lbedu.reporters.as_html", endings=(".html", ".htm"), by_ward=True, by_unit=True, utf8=True),
    "summary": Format("lbedu.reporters.summary", ".xlsx", by_ward=True, by_unit=True, digests=True),
}
"""By the names that the command line takes."""


def text_reporter(name: str) -> TextReporter:
    """A reporter of REPORTERS that gives text."""
    render: TextReporter = import_module(REPORTERS[name].module).render
    return render


def text_in_pieces(name: str) -> Callable[[Scorecard, Style], Iterable[str]]:
    """The same text in pieces, by a reporter that makes it so; else in one."""
    module = import_module(REPORTERS[name].module)
    found: Callable[[Scorecard, Style], Iterable[str]] | None = getattr(module, "pieces", None)
    return found if found is not None else lambda card, style: (module.render(card, style),)


def file_reporter(name: str) -> FileReporter:
    """A reporter of REPORTERS that gives the bytes of a file."""
    render: FileReporter = import_module(REPORTERS[name].module).render
    return render
