"""The command line: flags in, exit code out. The only place that prints, catches and exits."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Annotated, Any, NoReturn

import lbedu.startup  # isort: skip  # before everything that it makes quicker
import typer

from lbedu import __version__
from lbedu.arguments import (
    AnyYear,
    AsOf,
    Cache,
    Complete,
    FailOn,
    Jobs,
    Lang,
    LegacyEncoding,
    Limit,
    Only,
    RegisterFile,
    Targets,
    Year,
    forgiven_by,
    language_of,
    path_of,
)
from lbedu.commands.mark import mark
from lbedu.commands.register import register_app
from lbedu.commands.results import compare, verify
from lbedu.commands.targets import targets_app
from lbedu.errors import CacheWarning, LbeduError, whereabouts
from lbedu.limiting import given_limits
from lbedu.options import day_of, jobs_of, legacy_of, view_of
from lbedu.output import (
    deliver,
    file_of,
    refuse_inputs,
    reporter_and_file,
    rule_file_of,
    show,
    show_paragraphs,
    step_summary,
)
from lbedu.plain_commands import PlainCommand, PlainGroup
from lbedu.progress import shown_progress
from lbedu.reporters import REPORTERS
from lbedu.scorecard import Scorecard

app = typer.Typer(
    name="lbedu",
    cls=PlainGroup,
    help="Is the year's education directive being met? Checks Excel reports against targets written as YAML.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(targets_app, name="targets")
app.add_typer(register_app, name="register")


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        show(f"lbedu {__version__}\n")
        raise typer.Exit


@app.command(cls=PlainCommand)
def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Workbooks, folders of them, or quoted globs.")],
    year: Year = None,
    targets: Targets = None,
    register: RegisterFile = None,
    view: Annotated[
        str | None,
        typer.Option(
            "--view", metavar="units|district", help="Each unit by itself, or all together. Default: by PATH."
        ),
    ] = None,
    reporter: Annotated[
        list[str] | None,
        typer.Option("--reporter", metavar="NAME[:FILE]", help=f"{', '.join(REPORTERS)}; may be given several times."),
    ] = None,
    unit: Annotated[
        str, typer.Option("--unit", metavar="NAME", help="Who reports, for a workbook that does not say.")
    ] = "",
    only: Only = None,
    lang: Lang = "vi",
    as_of: AsOf = None,
    complete: Complete = False,
    limit: Limit = None,
    legacy_encoding: LegacyEncoding = "report",
    fail_on: FailOn = "undecided",
    jobs: Jobs = None,
    cache: Cache = None,
) -> None:
    """Check reports against the year's targets.

    Exit code: 0 all met, 1 a target missed, 2 wrong usage or rule file, 3 a workbook unreadable or wrong, 4 undecided."""
    view_of(view)
    wanted = [reporter_and_file(text) for text in reporter or ["table"]]
    language, forgiven, step = language_of(lang), forgiven_by(fail_on), step_summary(name for name, _ in wanted)
    card = _checked(
        paths,
        year=year,
        targets=targets,
        register=register,
        view=view,
        unit=unit,
        only=only or (),
        as_of=day_of(as_of),
        complete=complete,
        legacy_encoding=legacy_of(legacy_encoding),
        by_ward=any(REPORTERS[name].by_ward for name, _ in wanted),
        by_unit=any(REPORTERS[name].by_unit for name, _ in wanted),
        digests=any(REPORTERS[name].digests for name, _ in wanted),
        limits=given_limits(limit),
        jobs=jobs_of(jobs),
        cache=cache,
    )
    files = [file for _, file in wanted if file is not None]
    refuse_inputs(files + ([step] if step else []), (*card.inputs, rule_file_of(card, targets)))
    deliver(card, wanted, language, step)
    raise typer.Exit(0 if card.exit_code in forgiven and card.submissions else card.exit_code)


@app.command(cls=PlainCommand)
def summary(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Workbooks, folders of them, or quoted globs.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE.xlsx", help="The workbook to write.")],
    year: Year = None,
    targets: Targets = None,
    register: RegisterFile = None,
    only: Only = None,
    lang: Lang = "vi",
    as_of: AsOf = None,
    complete: Complete = False,
    limit: Limit = None,
    legacy_encoding: LegacyEncoding = "report",
    jobs: Jobs = None,
    cache: Cache = None,
) -> None:
    """Write the results of a district as a workbook.

    All targets by clause, schools and wards by targets, problems, who has not reported, every figure with its cell.

    Exit code as of check: 0 all met, 1 a target missed, 2 wrong usage or rule file (then nothing is written), 3 a workbook
    unreadable or wrong, 4 undecided."""
    from lbedu.phrases import summing_up

    path, language, day = file_of("summary", output), language_of(lang), day_of(as_of)
    card = _checked(
        paths,
        year=year,
        targets=targets,
        register=register,
        view="district",
        only=only or (),
        as_of=day,
        complete=complete,
        legacy_encoding=legacy_of(legacy_encoding),
        by_ward=True,
        by_unit=True,
        digests=True,
        limits=given_limits(limit),
        jobs=jobs_of(jobs),
        cache=cache,
    )
    refuse_inputs([path], (*card.inputs, rule_file_of(card, targets)))
    deliver(card, [("summary", path)], language)
    show(summing_up(card, "en" if language == "en" else "vi") + "\n")
    show(f"{path.as_posix()}\n", sys.stderr)
    raise typer.Exit(card.exit_code)


@app.command(cls=PlainCommand)
def form(
    year: Annotated[str, typer.Argument(metavar="YEAR", help="Such as 2021-2022, or 2026.")],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE|DIR", help="The workbook to write; a folder for many.")
    ],
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="KIND", help="Who fills it in: a kind of unit of the rule file.")
    ] = None,
    level: Annotated[
        str | None, typer.Option("--level", metavar="LEVEL", help="Its level, where its kind has some.")
    ] = None,
    register: Annotated[
        str | None, typer.Option("--register", metavar="FILE", help="A form for every unit of this register.")
    ] = None,
    table: Annotated[bool, typer.Option("--table", help="A table for many units, one row each.")] = False,
    targets: Targets = None,
) -> None:
    """Write the blank form that a unit fills in.

    Kinds and levels are the rule file's: without --unit they are listed. With --register one for every unit of the
    register, into a folder. The forms check themselves: what is wrong turns red, each target shows how it stands. No file
    is ever overwritten."""
    from lbedu.directive.load import find_rule_file, load_directive
    from lbedu.handing_out import write_forms

    directive = load_directive(find_rule_file(year, path_of(targets)))
    write_forms(directive, unit, level, path_of(register), output, table, lambda path: show(f"{path}\n", sys.stderr))


app.command(cls=PlainCommand)(mark)
app.command(cls=PlainCommand)(verify)
app.command(cls=PlainCommand)(compare)


@app.command(cls=PlainCommand)
def explain(
    topic: Annotated[str, typer.Argument(metavar="TARGET-ID|PROBLEM-CODE", help="What to explain.")],
    year: AnyYear = None,
    targets: Targets = None,
    lang: Lang = "vi",
) -> None:
    """Explain a target, a commitment or a problem code."""
    from lbedu.explaining import explain_topic

    show_paragraphs(explain_topic(topic, year, path_of(targets), language_of(lang)))


def _checked(paths: list[str], **options: Any) -> Scorecard:
    """`lbedu.check` with a bar on a terminal. Ctrl-C while files are read leaves what was read, and says so."""
    with warnings.catch_warnings(record=True) as warned, shown_progress(sys.stderr) as progress:
        warnings.simplefilter("always", CacheWarning)
        card = lbedu.check(paths, progress=progress, keep_on_interrupt=True, **options)
    for warning in warned:
        if warning.category is CacheWarning:
            _complain(str(warning.message))
    if card.interrupted:
        unread = sum(problem.code == "interrupted" for problem in card.problems)
        _complain(f"interrupted: {unread} of {len(card.inputs)} files were not read, and the result is incomplete")
    return card


def main() -> NoReturn:
    """Run the command line. A mistake of ours ends with 70 and one line, never with a traceback."""
    lbedu.startup.done()
    try:
        app()
    except LbeduError as error:
        _complain(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _complain("interrupted")
        sys.exit(130)
    except Exception as error:
        if os.environ.get("LBEDU_DEBUG"):
            raise
        _complain(f"a mistake of lbedu itself ({whereabouts(error)}). Please report it; LBEDU_DEBUG=1 shows more.")
        sys.exit(70)
    sys.exit(0)


def _complain(text: str) -> None:
    show(f"lbedu: {text}\n", sys.stderr)
