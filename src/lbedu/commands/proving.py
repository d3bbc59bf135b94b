"""`lbedu targets test`: what proves a rule file, judged and shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from lbedu.arguments import Lang, language_of
from lbedu.directive.model import Language
from lbedu.errors import UsageError
from lbedu.output import refuse_inputs, show, style_for
from lbedu.saving import refuse_unwritable, write_whole

if TYPE_CHECKING:
    from lbedu.proving.proofs import Proven


def test_targets(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE...]", help="Rule files. Default: all shipped.")
    ] = None,
    examples: Annotated[
        str | None, typer.Option("--examples", metavar="DIR", help="A folder with more examples, of one rule file.")
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Say which outcomes and which sides of a threshold no example tries.")
    ] = False,
    mutate: Annotated[
        bool, typer.Option("--mutate", help="Change each rule a little, and say which changes no example notices.")
    ] = False,
    junit: Annotated[str | None, typer.Option("--junit", metavar="FILE", help="Write a JUnit report too.")] = None,
    lang: Lang = "vi",
) -> None:
    """Judge the examples beside a year.

    Exit code 1 where an outcome differs from what the example says or a target has no example; with --coverage and --mutate
    also where something is untried or unnoticed."""
    from lbedu.directive.load import available
    from lbedu.proving.junit import junit as as_junit
    from lbedu.proving.proofs import prove
    from lbedu.proving.report import report

    language = cast("Language", language_of(lang))
    rules = [Path(file) for file in files or []] or list(available().values())
    if examples is not None and len(rules) != 1:
        raise UsageError("--examples are those of one rule file: name it")
    report_file = None if junit is None else Path(junit)
    if report_file is not None:
        refuse_unwritable(report_file)
    proven = [prove(path, None if examples is None else Path(examples)) for path in rules]
    if report_file is not None:
        refuse_inputs([report_file], tuple(str(file) for one in proven for file in one.inputs))
    width = style_for(lang).width
    show("\n".join(report(one, language, width) for one in proven))
    if report_file is not None:
        write_whole(report_file, as_junit(proven, language))
    found = any(one.wrong for one in proven)
    for one in proven:
        found |= coverage and _untried(one, language)
        found |= mutate and _unnoticed(one, language)
    raise typer.Exit(1 if found else 0)


def _untried(proven: Proven, lang: Language) -> bool:
    """Show what no example tries; whether there is anything."""
    from lbedu.proving.coverage import coverage, coverage_lines

    found = coverage(proven)
    show("".join(f"{line}\n" for line in ("", *coverage_lines(proven.directive, found, lang))))
    return bool(found.untried)


def _unnoticed(proven: Proven, lang: Language) -> bool:
    """Show which changes no example notices; whether there are any. While an example is wrong, nothing can be told."""
    from lbedu.proving.mutation import mutate, mutation_lines

    if proven.wrong:
        year = proven.directive.year
        show(
            f"\n{year}: các ví dụ phải đúng cả thì mới thử thay đổi được\n"
            if lang == "vi"
            else f"\n{year}: changes can be tried once all examples are right\n"
        )
        return True
    found = mutate(proven)
    show("".join(f"{line}\n" for line in ("", *mutation_lines(proven, found, lang))))
    return bool(found.unexplained or found.stale)
