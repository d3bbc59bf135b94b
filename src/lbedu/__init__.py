"""lbedu: is the year's education directive being met?

`lbedu.check` is the whole of it from Python. Importing lbedu loads nothing else; what is used is imported when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping
    from concurrent.futures import Executor
    from os import PathLike

    from lbedu.errors import LbeduError as LbeduError
    from lbedu.options import LegacyEncoding
    from lbedu.scorecard import Scorecard as Scorecard
    from lbedu.scorecard import View

__version__ = "0.1.0"
__all__ = ["LbeduError", "Scorecard", "__version__", "check"]


def check(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    year: str | None = None,
    targets: str | PathLike[str] | None = None,
    register: str | PathLike[str] | None = None,
    view: View | None = None,
    unit: str = "",
    only: str | Iterable[str] = (),
    as_of: dt.date | str | None = None,
    complete: bool = False,
    legacy_encoding: LegacyEncoding = "report",
    by_ward: bool = False,
    by_unit: bool = False,
    digests: bool = False,
    limits: Mapping[str, int | str] | None = None,
    jobs: int | None = None,
    cache: str | PathLike[str] | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int, int], None] | None = None,
    keep_on_interrupt: bool = False,
) -> Scorecard:
    """Check workbooks, folders of them or glob patterns against a year's targets, as `lbedu check` does.

    `year`, `targets` (a rule file, or a folder of them), `register`, `view`, `unit`, `only` (ids of targets or commitments),
    `as_of` (a date, or a text such as 2022-05-31), `complete` and `legacy_encoding` ("report" or "convert") mean what the
    options of the command mean. Of a district, `by_ward` adds subtotals by ward, and those by level of what is asked of every
    unit; `by_unit` judges each unit by itself beside it, for `Scorecard.to_frame("units")`. `digests` gives the
    SHA-256 of every file that is read, for `Scorecard.digests`. `limits` says how much of a file is
    read before it is refused, such as `{"file": "50MiB"}`; all others keep their default.
    `jobs` is how many processes read (0: none but this one; None: as many as help), `cache` a folder that keeps what files
    said, `executor` reads instead, on other machines too; none of them changes what comes out. `progress` is called with the
    files read, all files and the problems so far. With `keep_on_interrupt` Ctrl-C ends the reading alone: the scorecard is
    then `interrupted`, and each file that was not read is a problem. No workbook is changed, and nothing is printed.

    Raises LbeduError: UsageError where what is asked cannot be meant, RuleFileError where the rule file is broken. Whatever is
    wrong with a workbook is no exception but a problem of the scorecard."""
    from os import PathLike
    from pathlib import Path

    from lbedu.limiting import read_limits
    from lbedu.options import Options, complete_of, day_of, executor_of, jobs_of, legacy_of, view_of
    from lbedu.run import check as run

    several = [paths] if isinstance(paths, str | PathLike) else paths
    return run(
        [path if isinstance(path, str) else Path(path) for path in several],
        Options(
            year=year,
            targets=None if targets is None else Path(targets),
            register=None if register is None else Path(register),
            view=view_of(view),
            unit=unit,
            only=(only,) if isinstance(only, str) else tuple(only),
            as_of=day_of(as_of),
            complete=complete_of(complete),
            legacy_encoding=legacy_of(legacy_encoding),
            by_ward=by_ward,
            by_unit=by_unit,
            digests=digests,
            limits=read_limits((limits or {}).items()),
            jobs=jobs_of(jobs),
            cache=None if cache is None else Path(cache),
            executor=executor_of(executor),
            progress=progress,
            keep_on_interrupt=keep_on_interrupt,
        ),
    )


if not TYPE_CHECKING:  # to a type checker any name would be there

    def __getattr__(name: str) -> object:
        """The classes that `check` gives and raises, imported once they are asked for."""
        if name == "Scorecard":
            from lbedu.scorecard import Scorecard

            return Scorecard
        if name == "LbeduError":
            from lbedu.errors import LbeduError

            return LbeduError
        raise AttributeError(f"module 'lbedu' has no attribute {name!r}")
