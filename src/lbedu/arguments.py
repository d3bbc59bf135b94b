"""The options that several commands share, and the words that some of them take. Does nothing with them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lbedu.errors import UsageError

Lang = Annotated[str, typer.Option("--lang", metavar="vi|en", help="Language of what is said about reports.")]
Year = Annotated[
    str | None, typer.Option("--year", metavar="YEAR", help="2021-2022, or 2026; else the workbooks say it.")
]
AnyYear = Annotated[str | None, typer.Option("--year", metavar="YEAR", help="Only this year. Default: all.")]
Targets = Annotated[str | None, typer.Option("--targets", metavar="FILE|DIR", help="Rule file, or a folder of them.")]

RegisterFile = Annotated[
    str | None, typer.Option("--register", metavar="FILE", help="Who must report. Default: the one in the folder.")
]
Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="ID", help="Only these targets or commitments; repeatable.")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="As-of date. Default: the rule file's.")
]
Complete = Annotated[
    bool,
    typer.Option("--complete", help="All units that nobody lists have reported: what is not there, does not exist."),
]
Limit = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="NAME=VALUE", help="How much of a file is read, such as file=50MiB; repeatable."),
]
FailOn = Annotated[
    str,
    typer.Option("--fail-on", metavar="WHAT", help="Exit code 0 unless worse: undecided, missed or errors."),
]
Jobs = Annotated[
    str | None,
    typer.Option("--jobs", metavar="N", help="Processes that read; 0: none but this one. Default: as many as help."),
]
Cache = Annotated[
    str | None, typer.Option("--cache", metavar="DIR", help="Keep what files say, so that only new ones are read.")
]
LegacyEncoding = Annotated[
    str,
    typer.Option("--legacy-encoding", metavar="MODE", help="Text typed in TCVN3 or VNI: report or convert."),
]


def language_of(lang: str) -> str:
    """Raises UsageError for any other word than the two."""
    if lang not in ("vi", "en"):
        raise UsageError(f"--lang is vi or en, not {lang!r}")
    return lang


def forgiven_by(word: str) -> frozenset[int]:
    """Exit codes that become 0. Raises UsageError for any other word than the three."""
    forgiven = {"undecided": (), "missed": (4,), "errors": (1, 4)}
    if word not in forgiven:
        raise UsageError(f"--fail-on is {', '.join(forgiven)}, not {word!r}")
    return frozenset(forgiven[word])


def path_of(text: str | None) -> Path | None:
    return None if text is None else Path(text)
