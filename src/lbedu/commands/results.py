"""`lbedu verify` and `compare`: saved results, computed again and held against each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from lbedu.arguments import Limit, Targets, language_of, path_of
from lbedu.directive.model import Language
from lbedu.limiting import given_limits, read_limits
from lbedu.output import show

ResultLang = Annotated[
    str | None, typer.Option("--lang", metavar="vi|en", help="Language. Default: that of the result.")
]


def verify(
    result: Annotated[str, typer.Argument(metavar="RESULT.json", help="What --reporter json wrote.")],
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Where the workbooks lie now. Default: as RESULT says.")
    ] = None,
    targets: Targets = None,
    register: Annotated[
        str | None, typer.Option("--register", metavar="FILE", help="Where the register lies now.")
    ] = None,
    limit: Limit = None,
    lang: ResultLang = None,
) -> None:
    """Compute a saved result again: is it still so?

    Says which workbook, register, rule file, option, verdict or problem is not as it was saved. Exit code: 0 all the same,
    1 something differs, 2 wrong usage or no such result."""
    from lbedu.results.deviation_words import page
    from lbedu.results.deviations import held
    from lbedu.results.recomputing import Elsewhere, recomputed
    from lbedu.results.saved import read_saved

    if lang is not None:
        language_of(lang)
    saved = read_saved(Path(result))
    limits = read_limits(given_limits(limit).items())
    again = recomputed(saved, Elsewhere(tuple(paths or ()), path_of(targets), path_of(register), limits))
    found = held(saved, again)
    show(page(saved, found, cast("Language", lang or saved.result.lang)))
    raise typer.Exit(0 if found.same else 1)
