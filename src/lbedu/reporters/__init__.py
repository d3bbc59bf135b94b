"""One module a format; each is a pure function from a scorecard to text."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Literal, NamedTuple

from lbedu.scorecard import Scorecard


class Style(NamedTuple):
    """How a reporter is to write: language, width in columns, colours or not, and what the stream can encode."""

    lang: Literal["vi", "en"]
    width: int = 100
    colour: bool = False
    encoding: str = "utf-8"


Reporter = Callable[[Scorecard, Style], str]

REPORTERS = {"table": "lbedu.reporters.table", "json": "lbedu.reporters.as_json"}
"""Name → module with a function `render`. Imported only when used."""


def reporter(name: str) -> Reporter:
    """The reporter of a name that stands in REPORTERS."""
    render: Reporter = import_module(REPORTERS[name]).render
    return render
