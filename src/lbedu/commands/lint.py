"""`lbedu targets lint` and `schema`: what is wrong with a rule file, and what editors check it by."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from lbedu.arguments import language_of
from lbedu.errors import UsageError
from lbedu.output import show, show_as_utf8
from lbedu.saving import refuse_unwritable, write_whole

_REPORTERS = ("text", "json", "github", "sarif")


def lint_targets(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE...]", help="Rule files, or folders of them. Default: all shipped."),
    ] = None,
    directive: Annotated[
        str | None,
        typer.Option("--directive", metavar="TEXT", help="The directive as plain text, to hold one rule file against."),
    ] = None,
    reporter: Annotated[
        list[str] | None,
        typer.Option("--reporter", metavar="NAME[:FILE]", help=f"{', '.join(_REPORTERS)}; may be given several times."),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="vi|en", help="Language of what is found.")] = "vi",
) -> None:
    """Find every mistake in rule files, each with its place and what is allowed there.

    Exit code: 0 nothing found, 1 warnings alone, 2 a file has an error, or wrong usage."""
    from importlib import import_module

    from lbedu.linting.linter import lint

    wanted = [_reporter(text) for text in reporter or ["text"]]
    language = language_of(lang)
    paths = [path for file in files or [""] for path in _rule_files(file)]
    if directive is not None and len(paths) != 1:
        raise UsageError(f"--directive takes one rule file, and there are {len(paths)}: say which")
    text = Path(directive) if directive is not None else None
    read = [*paths, *([text] if text is not None else [])]
    for _, file in wanted:
        if file is not None and any(file.exists() and path.exists() and file.samefile(path) for path in read):
            raise UsageError(f"{file.as_posix()} is one of the files that are read")
    linted = lint(paths, text)
    for name, file in wanted:
        rendered = import_module(f"lbedu.linting.as_{name}").render(linted, language)
        if file is not None:
            write_whole(file, rendered.encode("utf-8"))
        elif name != "text":
            show_as_utf8(rendered)
        else:
            show(rendered)
    raise typer.Exit(linted.exit_code)


def _reporter(text: str) -> tuple[str, Path | None]:
    """What `NAME[:FILE]` asks for. Raises UsageError for an unknown name and for a file that cannot be written."""
    name, _, file = text.partition(":")
    if name not in _REPORTERS:
        raise UsageError(f"no reporter {name!r} (there are: {', '.join(_REPORTERS)})")
    if file:
        refuse_unwritable(Path(file))
    return name, Path(file) if file else None


def _rule_files(file: str) -> list[Path]:
    """A file itself, the rule files of a folder, or those that are shipped, from here where they lie below.

    Raises UsageError for a folder without any: nothing looked at is not clean."""
    from lbedu.directive.load import available

    path = Path(file)
    if file and not os.path.isdir(path):
        return [path]
    found = list(available(path if file else None).values())
    if not found:
        raise UsageError(f"{path.as_posix()}: no rule files (they are called YYYY-YYYY.yaml or YYYY.yaml)")
    here = Path.cwd()
    return [one.relative_to(here) if one.is_relative_to(here) else one for one in found]


def print_schema() -> None:
    """Print the JSON Schema of rule files, by which editors complete and check them."""
    from lbedu.directive.load import shipped_targets

    show_as_utf8((shipped_targets() / "schema.json").read_text(encoding="utf-8"))
