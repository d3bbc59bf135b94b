"""`lbedu targets docs`: a year's targets as a document that the office can circulate."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, cast

import typer

from lbedu.arguments import Lang, Targets, language_of, path_of
from lbedu.directive.model import Language
from lbedu.errors import UsageError
from lbedu.output import show, show_as_utf8
from lbedu.saving import refuse_unwritable, write_whole

_SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown"}
_FORMATS = ("html", "markdown")


def document_year(
    year: Annotated[str, typer.Argument(metavar="YEAR|FILE", help="The year, or its rule file.")],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="FILE.html or FILE.md. Default: stdout."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="NAME", help="html or markdown. Default: by FILE; on stdout markdown."),
    ] = None,
    targets: Targets = None,
    lang: Lang = "vi",
) -> None:
    """Write a year's targets as a document to circulate.

    What is asked, how it is computed, by when, who supplies which figure, and what is not checked and why."""
    from importlib import import_module

    from lbedu.directive.load import find_rule_file, load_directive
    from lbedu.handbook.content import handbook

    language = cast("Language", language_of(lang))
    file = path_of(output)
    name = _format(form, file)
    rules = Path(year) if os.path.isfile(year) else find_rule_file(year, path_of(targets))
    if file is not None:
        refuse_unwritable(file)
        if file.exists() and file.samefile(rules):
            raise UsageError(f"{file.as_posix()} is the rule file that is read")
    text: str = import_module(f"lbedu.handbook.as_{name}").render(handbook(load_directive(rules), language), language)
    if file is not None:
        write_whole(file, text.encode("utf-8"))
        show(f"{file.as_posix()}\n", sys.stderr)
    else:
        show_as_utf8(text)


def _format(form: str | None, file: Path | None) -> str:
    """Raises UsageError where neither the option nor the name of the file says a format, or where they contradict."""
    if form is not None and form not in _FORMATS:
        raise UsageError(f"--format is html or markdown, not {form!r}")
    if file is None:
        return form or "markdown"
    by_name = _SUFFIXES.get(file.suffix.lower())
    if form is None and by_name is None:
        raise UsageError(f"{file.as_posix()}: the name ends in .html or .md, or --format says which it is")
    if form is not None and by_name not in (None, form):
        raise UsageError(f"{file.as_posix()}: the name says {by_name}, and --format says {form}")
    return form or by_name or "markdown"
