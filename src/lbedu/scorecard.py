"""The result of one run: who reported, facts, problems, readings and verdicts. Plain data; knows no file format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from lbedu.directive.directive import Directive
from lbedu.problems import Problem
from lbedu.submission import Reading, Record, Submission, Unit
from lbedu.verdict import (
    Actual,
    Amount,
    Conditions,
    CountOf,
    Fact,
    Holding,
    Number,
    Outcome,
    PartResult,
    ReasonCode,
    ShareOf,
    Subtotal,
    Taken,
    Verdict,
    Waiting,
)

if TYPE_CHECKING:
    from lbedu.frames import DataFrame

__all__ = [
    "Absent",
    "Actual",
    "Amount",
    "Asked",
    "Conditions",
    "CountOf",
    "Fact",
    "Holding",
    "Number",
    "Outcome",
    "PartResult",
    "ReasonCode",
    "Scorecard",
    "ShareOf",
    "Skipped",
    "Subtotal",
    "Taken",
    "Verdict",
    "View",
    "Waiting",
    "What",
]

View = Literal["units", "district"]
What = Literal["verdicts", "parts", "subtotals", "units", "facts", "problems"]


class Skipped(NamedTuple):
    """A file in a folder that was passed over, and why."""

    file: str
    reason: Literal["lock_file", "hidden", "not_a_workbook_name", "own_output", "other_register"]


class Absent(NamedTuple):
    """A unit that must report and has not, and the targets that wait for it."""

    unit: Unit
    targets: tuple[str, ...]


class Asked(NamedTuple):
    """What a run was asked for, as far as it can change a verdict: whoever asks it again of the same files, gets the same.

    Paths are as they are shown, relative where they can be; what was left to the workbooks or the rule file is None."""

    paths: tuple[str, ...] = ()
    """Sorted: their order changes nothing."""
    year: str | None = None
    targets: str | None = None
    register: str | None = None
    view: View | None = None
    unit: str = ""
    only: tuple[str, ...] = ()
    as_of: dt.date | None = None
    complete: bool = False
    legacy_encoding: str = "report"
    limits: Mapping[str, int] = {}
    """All that held, the default ones as well."""


class Scorecard(NamedTuple):
    """One run. Everything is sorted once, here; the same inputs give the same bytes in every reporter."""

    directive: Directive
    view: View
    as_of: dt.date
    complete: bool
    submissions: tuple[Submission, ...]
    verdicts: tuple[Verdict, ...]
    waiting: tuple[Waiting, ...]
    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...]
    skipped: tuple[Skipped, ...]
    inputs: tuple[str, ...]
    """Every file that was opened, or that could not be."""
    register: str = ""
    """The file that lists the units; empty where none was given or found."""
    expected: tuple[Unit, ...] = ()
    """Every unit that the directive or the register lists, in the order of kinds, levels and names."""
    absent: tuple[Absent, ...] = ()
    """Those of them that have not reported."""
    unit_verdicts: tuple[Verdict, ...] = ()
    """Each unit by itself beside the verdicts of the district, for the summary; else empty."""
    unit_waiting: tuple[Waiting, ...] = ()
    records: tuple[Record, ...] = ()
    """What each unit says on each form, from all its workbooks together: what was judged."""
    digests: Mapping[str, str] = {}
    """By the files that were read their SHA-256, for the summary and as JSON; else empty."""
    asked: Asked = Asked()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every figure that was said, by unit, form, row and field; where reports of a unit differ, those of each. What
        contradicts another in its own report is not among them; what was judged stands in `records`."""
        return tuple(
            Fact(record.unit, record.form, record.row, name, said, submission.file)
            for submission in self.submissions
            for record in submission.records
            for name, said in record.said.items()
        )

    @property
    def exit_code(self) -> int:
        """3 data errors · 1 a target missed · 4 something undecided or blank · 0 all that was judged is met."""
        if any(problem.severity == "error" for problem in self.problems):
            return 3
        if any(v.outcome == "missed" and v.target.spec.strength != "encourage" for v in self.verdicts):
            return 1
        if any(v.outcome == "undecided" for v in self.verdicts):
            return 4
        if any(problem.severity == "missing" for problem in self.problems):
            return 4
        return 0 if self.submissions else 4

    @property
    def by_unit(self) -> tuple[Verdict | Waiting, ...]:
        """Each unit by itself: its verdicts, and its figures in targets that wait for others. Of the district only where it was
        asked for."""
        own = (self.verdicts, self.waiting) if self.view == "units" else (self.unit_verdicts, self.unit_waiting)
        return (*own[0], *own[1])

    def to_frame(self, what: What = "verdicts", lang: Literal["vi", "en"] = "vi") -> DataFrame:
        """A part of the scorecard as a pandas DataFrame; texts for people in `lang`. `docs/python.md` has every column.

        - `verdicts`: one row a verdict, indexed by `target`; in the view of single units by `target` and `unit`.
        - `parts`: one row a measure of a verdict, indexed by `target`(, `unit`) and `part`, counted from 1.
        - `subtotals`: a measure over one level or ward alone, indexed by `target`, `by`, `name` and `part`.
        - `units`: each unit by itself, indexed by `unit` and `target`; no rows for the district unless `check` was called
          with `by_unit=True`.
        - `facts`: one row a figure that was said, with file and cell; no index.
        - `problems`: one row a problem; no index.

        Figures are exact in `numerator` and `denominator` (Int64); `value` (float64) is for display: of a share numerator ÷
        denominator as a part of 1, of a count the numerator, of an amount the amount. `gap` (float64) is how many are lacking
        in what people count. `outcome` is ordered: missed < undecided < not_applicable < met. Texts are `string`; what is
        missing is <NA>, NaN or NaT. Raises ValueError for any other word."""
        from lbedu import frames

        match what:
            case "verdicts":
                return frames.of_verdicts(self.directive, self.verdicts, lang, self.view == "units")
            case "parts":
                return frames.of_parts(self.directive, self.verdicts, lang, self.view == "units")
            case "subtotals":
                return frames.of_subtotals(self.verdicts)
            case "units":
                return frames.of_units(self.by_unit, lang)
            case "facts":
                return frames.of_facts(self.directive, self.facts, lang)
            case "problems":
                return frames.of_problems(self.problems, lang)
            case _:
                raise ValueError(f"what is one of {', '.join(get_args(What))}, not {what!r}")
