"""`lbedu mark`: a report as a marked copy, and the letter that goes back with it."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import lbedu
from lbedu.arguments import Lang, LegacyEncoding, Limit, RegisterFile, Targets, Year, language_of
from lbedu.errors import UsageError
from lbedu.limiting import given_limits, read_limits
from lbedu.options import legacy_of
from lbedu.output import refuse_inputs, refuse_mended, rule_file_of, show, show_paragraphs
from lbedu.saving import refuse_unwritable, write_whole

if TYPE_CHECKING:
    from lbedu.marking.copy import Copy
    from lbedu.marking.words import About
    from lbedu.problems import Language, Problem
    from lbedu.reading.workbook import Limits
    from lbedu.scorecard import Scorecard

_LETTER = ".txt"
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})")


def mark(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The workbook; it is never changed.")],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="COPY.xlsx", help="The marked copy to write.")
    ] = None,
    reply: Annotated[
        str | None, typer.Option("--reply", metavar="FILE.txt", help="A letter to the unit to write, in Vietnamese.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="D/M/YYYY", help="Until when, in the letter. Default: left blank.")
    ] = None,
    year: Year = None,
    targets: Targets = None,
    register: RegisterFile = None,
    unit: Annotated[
        str, typer.Option("--unit", metavar="NAME", help="Who reports, for a workbook that does not say.")
    ] = "",
    lang: Lang = "vi",
    limit: Limit = None,
    legacy_encoding: LegacyEncoding = "report",
) -> None:
    """Mark what is wrong in a copy of a report.

    Each cell with a problem is filled and has a note; a sheet in front lists them all. Everything else stays as it is.

    Exit code: 0 nothing to mend, 1 something is marked, 2 wrong usage or rule file, 3 the workbook cannot be read."""
    language: Language = "en" if language_of(lang) == "en" else "vi"
    day = _day(by)
    path, copy_file, letter_file = _files(report, output, reply, by)
    limits = read_limits(given_limits(limit).items())
    card = lbedu.check(
        [report],
        year=year,
        targets=targets,
        register=register,
        view="units",
        unit=unit,
        legacy_encoding=legacy_of(legacy_encoding),
        limits=given_limits(limit),
    )
    files = [file for file in (copy_file, letter_file) if file is not None]
    refuse_inputs(files, (*card.inputs, rule_file_of(card, targets)))
    _write(card, path, copy_file, letter_file, day, language, limits)


def _write(
    card: Scorecard,
    path: Path,
    copy_file: Path | None,
    letter_file: Path | None,
    day: dt.date | None,
    lang: Language,
    limits: Limits,
) -> None:
    from lbedu.finding import shown
    from lbedu.marking.letter import letter
    from lbedu.phrases import problems_text

    name = shown(path)
    problems = tuple(one for one in card.problems if one.place.file == name and one.code != "marked_copy")
    copy = _copy(card, path, name, problems, lang, limits)
    if copy is None:
        show_paragraphs("".join(f"{_said(one, lang)}\n" for one in problems))
        raise typer.Exit(3)
    if copy_file is not None:
        if copy_file.suffix.lower() != copy.suffix:
            raise UsageError(f"{copy_file.as_posix()}: the name of this copy must end in {copy.suffix}")
        write_whole(copy_file, copy.data)
        for remark in copy.remarks(lang):
            show(f"{remark}\n", sys.stderr)
    if letter_file is not None:
        sent = copy_file.name if copy_file is not None else ""
        text = letter(_about(card, name, problems, "vi"), problems, sent, day, whole=not copy.values_only)
        write_whole(letter_file, text.encode("utf-8"))
    counts = problems_text(card._replace(problems=problems), lang)
    show((counts or ("Không có gì phải sửa." if lang == "vi" else "There is nothing to mend.")) + "\n")
    for file in (copy_file, letter_file):
        if file is not None:
            show(f"{file.as_posix()}\n", sys.stderr)
    raise typer.Exit(1 if any(one.severity != "warning" for one in problems) else 0)


def _copy(
    card: Scorecard, path: Path, name: str, problems: tuple[Problem, ...], lang: Language, limits: Limits
) -> Copy | None:
    """The marked copy; None where the workbook cannot be read, which one of the problems then says."""
    from lbedu.marking.copy import marked_copy
    from lbedu.reading.workbook import Unreadable, read_workbook
    from lbedu.reading.xlsx.sniffing import read_file

    try:
        data = read_file(path, limits)
        return marked_copy(
            data, read_workbook(data, limits), _about(card, name, problems, lang), problems, lang, limits
        )
    except Unreadable:
        if not any(one.severity == "error" for one in problems):
            raise UsageError(f"{path.as_posix()}: was changed while it was read; try again") from None
        return None


def _said(problem: Problem, lang: Language) -> str:
    return f"{problem.place}: {problem.text(lang, 'message')}\n  {problem.text(lang, 'fix')}"


def _about(card: Scorecard, name: str, problems: tuple[Problem, ...], lang: Language) -> About:
    from lbedu.marking.words import About
    from lbedu.phrases import problems_text, unit_text

    units = dict.fromkeys(one.unit for one in card.submissions if one.file == name)
    said = {unit_text(card.directive, unit, lang) for unit in units}
    return About(
        file=name,
        unit=said.pop() if len(said) == 1 else "",
        year=card.directive.year,
        counts=problems_text(card._replace(problems=problems), lang),
    )


def _files(report: str, output: str | None, reply: str | None, by: str | None) -> tuple[Path, Path | None, Path | None]:
    """The report, the copy and the letter. Raises UsageError where they cannot be meant, or cannot be written."""
    path = Path(report)
    if os.path.isdir(path) or (has_magic(report) and not os.path.exists(path)):
        raise UsageError(f"{path.as_posix()}: mark takes one workbook")
    if output is None and reply is None:
        raise UsageError("say what to write: -o COPY.xlsx, --reply LETTER.txt, or both")
    if by is not None and reply is None:
        raise UsageError("--by is the day in the letter of --reply")
    copy_file = None if output is None else Path(output)
    letter_file = None if reply is None else Path(reply)
    if letter_file is not None and letter_file.suffix.lower() != _LETTER:
        raise UsageError(f"{letter_file.as_posix()}: the name of a letter must end in {_LETTER}")
    for file in (copy_file, letter_file):
        if file is not None:
            refuse_inputs([file], (report,))
            refuse_unwritable(file)
    if copy_file is not None:
        refuse_mended(copy_file)
    return path, copy_file, letter_file


def _day(text: str | None) -> dt.date | None:
    """A day as people write it, or as `--as-of` takes it. Raises UsageError for what is none."""
    if text is None:
        return None
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            day, month, year = found.group(1, 2, 3) if found[3] else found.group(6, 5, 4)
            return dt.date(int(year), int(month), int(day))
    except ValueError:
        pass
    raise UsageError(f"--by takes a date such as 31/5/2022, not {text!r}")
