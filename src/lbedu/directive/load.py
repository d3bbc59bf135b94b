"""A rule file from disk to a Directive, or every mistake in it at once with line and column."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import NamedTuple

from lbedu.directive.compile import compile_directive
from lbedu.directive.directive import Directive, Target
from lbedu.directive.fault import Fault
from lbedu.directive.model import RuleFile
from lbedu.directive.shaping import MOST, Shaped, shaped
from lbedu.directive.yaml_text import MAX_BYTES, Document
from lbedu.errors import Mistake, RuleFileError, UsageError
from lbedu.years import PATTERN

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_targets() -> Path:
    """The folder of the rule files that come with lbedu: inside an installed package, beside `src` in a checkout."""
    installed = _PACKAGE / "targets"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "targets"


def available(folder: Path | None = None) -> dict[str, Path]:
    """Rule files by year, in the order of the years. Raises UsageError where the folder cannot be read."""
    folder = folder or shipped_targets()
    try:
        found = {
            path.stem: path for path in folder.glob("[0-9][0-9][0-9][0-9]*.yaml") if re.fullmatch(PATTERN, path.stem)
        }
    except OSError as error:
        raise UsageError(f"{folder.as_posix()}: cannot be read ({error.strerror})") from error
    return dict(sorted(found.items()))


def known_years(targets: Path | None = None) -> list[str]:
    """The years that there are rule files for."""
    return list(available(targets))


def find_rule_file(year: str | None, targets: Path | None = None) -> Path:
    """The rule file of a year; `targets` is a file, or a folder of them.

    Raises UsageError where there is none, or several and no year."""
    if targets is not None and os.path.isfile(targets):
        return targets
    if targets is not None and not os.path.isdir(targets):
        raise UsageError(f"{targets}: no such rule file or folder")
    files = available(targets)
    if year is None and len(files) == 1:
        return next(iter(files.values()))
    if year in files:
        return files[year]
    known = ", ".join(files) or "none"
    raise UsageError(f"no rule file for the year {year} (known: {known})" if year else f"which year? (known: {known})")


def read_text(path: Path) -> tuple[str, str]:
    """The text of a rule file or an examples file, and its SHA-256. Raises RuleFileError where it cannot be read."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise RuleFileError(path.as_posix(), [_of_the_file("cannot_read", reason=str(error.strerror))]) from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RuleFileError(path.as_posix(), [_of_the_file("not_utf8", line)]) from error
    if len(data) > MAX_BYTES:
        raise RuleFileError(path.as_posix(), [_of_the_file("too_large", limit=str(MAX_BYTES))])
    return text, hashlib.sha256(data).hexdigest()


def _of_the_file(code: str, line: int = 1, **facts: str) -> Mistake:
    from lbedu.mistake_catalogue.catalogue import said

    return Mistake(line, 1, said(code, facts, "en"), code, tuple(facts.items()))


class Examined(NamedTuple):
    """What a text says as a rule file: as much as has a meaning, and every mistake in it."""

    document: Document
    file: RuleFile | None
    targets: tuple[Target, ...]
    mistakes: list[Mistake]
    read: Shaped | None = None
    """How the file was read, for places in it."""


def load_directive(path: Path) -> Directive:
    """Load and check a rule file. Raises RuleFileError with every mistake in it."""
    text, digest = read_text(path)
    found = examine(text)
    if found.file is None or found.mistakes:
        raise RuleFileError(path.as_posix(), found.mistakes)
    return Directive(found.file, found.targets, path.name, digest)


def examine(text: str) -> Examined:
    """Read a rule file as far as it can be read."""
    document = Document(text)
    if document.mistakes and not document.whole:
        return Examined(document, None, (), not_too_many(document.mistakes))
    read = shaped(document.data)
    faults = list(read.faults)
    targets: tuple[Target, ...] = ()
    if read.file is not None:
        targets, more = compile_directive(read.file)
        faults += [read.original(one) for one in more if not read.follows(one)]
    mistakes = [*document.mistakes, *(mistake(document, one) for one in faults)]
    return Examined(document, read.file, targets, not_too_many(list(dict.fromkeys(mistakes))), read)


def not_too_many(mistakes: list[Mistake]) -> list[Mistake]:
    """The first of them, and how many more there are."""
    if len(mistakes) <= MOST + 1:  # the one that says so may be among them
        return mistakes
    return [*mistakes[:MOST], _of_the_file("too_many", count=str(len(mistakes) - MOST))]


def mistake(document: Document, found: Fault) -> Mistake:
    """A fault with its place and its message, and with what was probably meant."""
    from lbedu.directive.nearest import nearest
    from lbedu.mistake_catalogue.catalogue import said

    at = document.token(found.path, found.on_key)
    near = (nearest(found.wrong, found.allowed) or "") if found.wrong and found.allowed else ""
    message = said(found.code, found.facts, "en")
    if near:
        message += f": did you mean `{near}`?"
    elif found.allowed:
        message += f" (allowed: {', '.join(found.allowed)})"
    return Mistake(at.line, at.column, message, found.code, tuple(found.facts.items()), found.allowed, near, at.end)
