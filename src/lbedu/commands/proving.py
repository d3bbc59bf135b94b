"""`lbedu targets test`: what proves a rule file, judged and shown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from lbedu.arguments import Lang, language_of
from lbedu.directive.model import Language
from lbedu.errors import UsageError
from lbedu.output import show, style_for
from lbedu.saving import refuse_unwritable, write_whole


def test_targets(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE...]", help="Rule files. Default: all shipped.")
    ] = None,
    examples: Annotated[
        str | None, typer.Option("--examples", metavar="DIR", help="A folder with more examples, of one rule file.")
    ] = None,
    junit: Annotated[str | None, typer.Option("--junit", metavar="FILE", help="Write a JUnit report too.")] = None,
    lang: Lang = "vi",
) -> None:
    """Judge the examples beside a year.

    Exit code 1 where an outcome differs from what the example says, or a target has no example."""
    from lbedu.directive.load import available
    from lbedu.proving.junit import junit as as_junit
    from lbedu.proving.proofs import prove
    from lbedu.proving.report import report

    language = cast("Language", language_of(lang))
    rules = [Path(file) for file in files or []] or list(available().values())
    if examples is not None and len(rules) != 1:
        raise UsageError("--examples are those of one rule file: name it")
    if junit is not None:
        refuse_unwritable(Path(junit))
    proven = [prove(path, None if examples is None else Path(examples)) for path in rules]
    width = style_for(lang).width
    show("\n".join(report(one, language, width) for one in proven))
    if junit is not None:
        write_whole(Path(junit), as_junit(proven, language))
    raise typer.Exit(1 if any(one.wrong for one in proven) else 0)
