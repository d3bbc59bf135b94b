"""`lbedu register`: a blank of the list of units that must report, and what contradicts in one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from lbedu.arguments import Lang, LegacyEncoding, Targets, Year, language_of, path_of
from lbedu.errors import UsageError
from lbedu.options import legacy_of
from lbedu.output import new_file, show, show_paragraphs
from lbedu.plain_commands import PlainCommand, PlainGroup
from lbedu.saving import write_whole

register_app = typer.Typer(
    cls=PlainGroup,
    help="The list of units that must report: a blank of it, and what contradicts in one.",
    no_args_is_help=True,
)


@register_app.command("new", cls=PlainCommand)
def new_register(
    year: Annotated[str, typer.Argument(metavar="YEAR", help="Such as 2021-2022, or 2026.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="FILE.xlsx, FILE.csv or FILE.yaml.")],
    targets: Targets = None,
) -> None:
    """Write a blank register, with the units that the directive names."""
    from lbedu.directive.load import find_rule_file, load_directive
    from lbedu.handouts.register import register_text, write_register

    path = new_file(output)
    directive = load_directive(find_rule_file(year, path_of(targets)))
    form = {".xlsx": "xlsx", ".csv": "csv", ".yaml": "yaml", ".yml": "yaml"}.get(path.suffix.lower())
    if form is None:
        raise UsageError(f"{path.as_posix()}: a register is written as .xlsx, .csv or .yaml")
    if form == "xlsx":
        write_register(directive, path)
    else:
        write_whole(path, register_text(directive, form).encode("utf-8"))
    show(f"{path.as_posix()}\n", sys.stderr)


@register_app.command("check", cls=PlainCommand)
def check_register(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The register.")],
    year: Year = None,
    targets: Targets = None,
    lang: Lang = "vi",
    legacy_encoding: LegacyEncoding = "report",
) -> None:
    """Look for duplicates and contradictions in a register.

    Exit code 1 where something was found."""
    from lbedu.explaining import register_report
    from lbedu.run import check_register as look

    language = language_of(lang)
    text, clean = register_report(
        look(Path(file), year, path_of(targets), legacy_of(legacy_encoding) == "convert"), language
    )
    show_paragraphs(text)
    raise typer.Exit(0 if clean else 1)
