"""`lbedu targets`: a year's targets, the examples that prove them, and how a form of others is taught."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from lbedu.arguments import AnyYear, Lang, Targets, language_of, path_of
from lbedu.commands.docs import document_year
from lbedu.commands.lint import lint_targets, print_schema
from lbedu.commands.proving import test_targets
from lbedu.commands.years import diff_years, new_year
from lbedu.output import new_file, show, show_paragraphs
from lbedu.plain_commands import PlainCommand, PlainGroup
from lbedu.saving import write_whole

targets_app = typer.Typer(
    cls=PlainGroup, help="Look at a year's targets, and prove them by their examples.", no_args_is_help=True
)


@targets_app.command("list", cls=PlainCommand)
def list_targets(year: AnyYear = None, targets: Targets = None, lang: Lang = "vi") -> None:
    """List a year's commitments and targets in the order of the directive."""
    from lbedu.explaining import list_year

    show_paragraphs(list_year(year, path_of(targets), language_of(lang)))


@targets_app.command("show", cls=PlainCommand)
def show_target(
    target: Annotated[str, typer.Argument(metavar="ID", help="A target or a commitment.")],
    year: AnyYear = None,
    targets: Targets = None,
    lang: Lang = "vi",
) -> None:
    """Show what a target asks, where it stands and how it is computed."""
    from lbedu.explaining import explain_target

    show_paragraphs(explain_target(target, year, path_of(targets), language_of(lang)))


targets_app.command("test", cls=PlainCommand)(test_targets)
targets_app.command("docs", cls=PlainCommand)(document_year)
targets_app.command("diff", cls=PlainCommand)(diff_years)
targets_app.command("new", cls=PlainCommand)(new_year)


targets_app.command("lint", cls=PlainCommand)(lint_targets)
targets_app.command("schema", cls=PlainCommand)(print_schema)


@targets_app.command("map", cls=PlainCommand)
def map_form(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A workbook that somebody else designed.")],
    form: Annotated[
        str | None, typer.Option("--form", metavar="FORM", help="Our form. Default: the one that fits best.")
    ] = None,
    year: Annotated[
        str | None, typer.Option("--year", metavar="YEAR", help="Such as 2021-2022 or 2026. Default: the latest.")
    ] = None,
    targets: Targets = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE.yaml", help="A new file. Default: stdout.")
    ] = None,
) -> None:
    """Propose where a workbook of others keeps the fields of a form.

    Writes the entry for `foreign:` of a rule file, for its author to correct. Exit code 1 where no field is found."""
    from lbedu.mapping.unknown import map_workbook

    path = None if output is None else new_file(output)
    text, found = map_workbook(Path(file), form, year, path_of(targets))
    if path is None:
        show(text)
    else:
        write_whole(path, text.encode("utf-8"))
        show(f"{path.as_posix()}\n", sys.stderr)
    raise typer.Exit(0 if found else 1)
