"""Reporter `csv-problems`: a row a problem, for spreadsheets and databases."""

from __future__ import annotations

from collections.abc import Iterator

from lbedu.reporters import Style
from lbedu.reporters.notation.comma_separated import Cell, table
from lbedu.scorecard import Scorecard

COLUMNS = ("severity", "code", "file", "sheet", "cell", "found", "label", "expected", "message", "fix", "also")


def render(card: Scorecard, style: Style) -> str:
    """All problems in the order of files and cells; texts for people in the style's language."""
    return "".join(pieces(card, style))


def pieces(card: Scorecard, style: Style) -> Iterator[str]:
    """The same text row by row."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for problem in card.problems:
            also = ", ".join(place.seen_from(problem.place) for place in problem.places)
            texts = (problem.text(style.lang, which) for which in ("expected", "message", "fix"))
            label = problem.label(style.lang)
            yield problem.severity, problem.code, *problem.place, problem.found, label, *texts, also

    return table(COLUMNS, rows())
