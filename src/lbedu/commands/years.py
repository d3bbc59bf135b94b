"""`lbedu targets diff` and `new`: two years side by side, and the next one begun."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, cast

import typer

from lbedu.arguments import Lang, Targets, language_of, path_of
from lbedu.directive.model import Language
from lbedu.errors import UsageError
from lbedu.output import refuse_other_workbook, show, style_for
from lbedu.saving import refuse_unwritable, write_whole

_FORMATS = ("table", "markdown", "json", "sheet")


def diff_years(
    earlier: Annotated[str, typer.Argument(metavar="YEAR|FILE", help="The earlier year, or its rule file.")],
    later: Annotated[str, typer.Argument(metavar="YEAR|FILE", help="The later year, or its rule file.")],
    targets: Targets = None,
    reporter: Annotated[
        list[str] | None,
        typer.Option(
            "--reporter",
            metavar="NAME[:FILE]",
            help="table, markdown, json, or sheet:FILE.xlsx; may be given several times.",
        ),
    ] = None,
    lang: Lang = "vi",
) -> None:
    """Compare the targets of two years.

    Each is tightened, loosened, new, dropped, not comparable (and why) or unchanged. Exit code 1 where any has changed."""
    from lbedu.comparing.indicators import compare

    language = cast("Language", language_of(lang))
    wanted = [_reporter(text) for text in reporter or ["table"]]
    if len({file for _, file in wanted}) < len(wanted):
        raise UsageError("two reporters cannot write one file, nor both to stdout")
    rules = [_rules(name, path_of(targets)) for name in (earlier, later)]
    for _, file in wanted:
        if file is not None and file.exists() and any(file.samefile(path) for path in rules):
            raise UsageError(f"{file.as_posix()} is one of the files that are read")
    from lbedu.directive.load import load_directive

    found = compare(*map(load_directive, rules))
    for name, file in wanted:
        _deliver(found, name, file, language)
    raise typer.Exit(0 if len(found.of("unchanged")) == len(found.indicators) else 1)


def _reporter(text: str) -> tuple[str, Path | None]:
    name, _, file = text.partition(":")
    if name not in _FORMATS:
        raise UsageError(f"no reporter {name!r} (there are: {', '.join(_FORMATS)})")
    if not file:
        if name == "sheet":
            raise UsageError("the sheet is written to a file: sheet:FILE.xlsx")
        return name, None
    path = Path(file)
    if name == "sheet" and path.suffix.lower() != ".xlsx":
        raise UsageError(f"the sheet is written to a file whose name ends in .xlsx, not to {file}")
    refuse_unwritable(path)
    if name == "sheet":
        refuse_other_workbook(path)
    return name, path


def _rules(name: str, targets: Path | None) -> Path:
    """A rule file by its path, or by its year."""
    from lbedu.directive.load import find_rule_file

    return Path(name) if os.path.isfile(name) else find_rule_file(name, targets)


def _deliver(found: object, name: str, file: Path | None, lang: Language) -> None:
    from lbedu.comparing.indicators import Comparison
    from lbedu.comparing.words import as_json, markdown, page

    assert isinstance(found, Comparison)
    if name == "sheet" and file is not None:
        from lbedu.comparing.sheet import workbook

        write_whole(file, workbook(found, lang))
        show(f"{file.as_posix()}\n", sys.stderr)
        return
    width = style_for(lang, to_file=file is not None).width
    text = {"markdown": markdown, "json": as_json}[name](found, lang) if name != "table" else page(found, lang, width)
    if file is not None:
        write_whole(file, text.encode("utf-8"))
    else:
        show(text)


def new_year(
    year: Annotated[
        str, typer.Argument(metavar="YEAR", help="School year such as 2026-2027, or calendar year such as 2026.")
    ],
    source: Annotated[
        str | None, typer.Option("--from", metavar="YEAR|FILE", help="Begin with the rules of another year.")
    ] = None,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="DIR", help="Where YEAR.yaml and its examples are written.")
    ] = ".",
    targets: Targets = None,
    lang: Lang = "vi",
) -> None:
    """Begin the rule file of a year, with comments on what to fill in.

    Writes DIR/YEAR.yaml and its examples in DIR/examples, which load and come out as they are. No file is overwritten."""
    from lbedu.drafting.year import begun

    language = cast("Language", language_of(lang))
    folder = Path(output)
    if not os.path.isdir(folder):
        raise UsageError(f"{folder.as_posix()}: no such folder")
    rules = None if source is None else _rules(source, path_of(targets))
    draft = begun(year, rules, language)
    paths = [folder / name for name in draft.files]
    for path in paths:
        if os.path.exists(path):
            raise UsageError(f"{path.as_posix()} exists already: choose another folder, or delete it first")
    for path, text in zip(paths, draft.files.values(), strict=True):
        path.parent.mkdir(exist_ok=True)
        write_whole(path, text.encode("utf-8"))
        show(f"{path.as_posix()}\n", sys.stderr)
    show(draft.advice)
