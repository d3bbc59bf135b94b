"""`lbedu verify` and `compare`: saved results, computed again and held against each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from lbedu.arguments import Limit, Targets, language_of, path_of
from lbedu.directive.model import Language
from lbedu.errors import UsageError
from lbedu.limiting import given_limits, read_limits
from lbedu.output import refuse_inputs, show, show_as_utf8, style_for
from lbedu.saving import refuse_unwritable, write_whole

if TYPE_CHECKING:
    from lbedu.results.changes import Comparison

_FORMATS = ("table", "markdown", "json")
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


def compare(
    old: Annotated[str, typer.Argument(metavar="OLD.json", help="The earlier result.")],
    new: Annotated[str, typer.Argument(metavar="NEW.json", help="The later one, of the same year and view.")],
    reporter: Annotated[
        list[str] | None,
        typer.Option("--reporter", metavar="NAME[:FILE]", help="table, markdown or json; may be given several times."),
    ] = None,
    lang: ResultLang = None,
) -> None:
    """Compare two saved results: what is newly met, newly missed?

    And which figures have changed, who reports now, which problems are mended and which are new. Exit code: 0 nothing has
    changed, 1 something has, 2 wrong usage or no such result."""
    from lbedu.results.changes import compare as compared
    from lbedu.results.saved import read_saved

    if lang is not None:
        language_of(lang)
    wanted = [_reporter(text) for text in reporter or ["table"]]
    if len({file for _, file in wanted}) < len(wanted):
        raise UsageError("two reporters cannot write one file, nor both to stdout")
    refuse_inputs([file for _, file in wanted if file is not None], (old, new))
    found = compared(read_saved(Path(old)), read_saved(Path(new)))
    for name, file in wanted:
        _deliver(found, name, file, cast("Language", lang or found.new.result.lang))
    raise typer.Exit(0 if found.same else 1)


def _reporter(text: str) -> tuple[str, Path | None]:
    name, _, file = text.partition(":")
    if name not in _FORMATS:
        raise UsageError(f"no reporter {name!r} (there are: {', '.join(_FORMATS)})")
    if not file:
        return name, None
    refuse_unwritable(Path(file))
    return name, Path(file)


def _deliver(found: Comparison, name: str, file: Path | None, lang: Language) -> None:
    from lbedu.results.change_json import as_json
    from lbedu.results.change_words import markdown, page

    width = style_for(lang, to_file=file is not None).width
    text = {"markdown": markdown, "json": as_json}[name](found, lang) if name != "table" else page(found, lang, width)
    if file is not None:
        write_whole(file, text.encode("utf-8"))
    elif name == "json":
        show_as_utf8(text)
    else:
        show(text)
