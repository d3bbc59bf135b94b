"""A rule file from disk to a Directive, or every mistake in it at once with line and column."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import ValidationError

from lbedu.directive.compile import compile_directive
from lbedu.directive.directive import Directive
from lbedu.directive.model import VALIDATOR, RuleFile
from lbedu.directive.yaml_text import MAX_BYTES, Document
from lbedu.errors import Mistake, RuleFileError, UsageError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_targets() -> Path:
    """The folder of the rule files that come with lbedu: inside an installed package, beside `src` in a checkout."""
    installed = _PACKAGE / "targets"
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "targets"


def available(folder: Path | None = None) -> dict[str, Path]:
    """Rule files by year, in the order of the years. Raises UsageError where the folder cannot be read."""
    folder = folder or shipped_targets()
    try:
        found = sorted(folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9].yaml"))
    except OSError as error:
        raise UsageError(f"{folder.as_posix()}: cannot be read ({error.strerror})") from error
    return {path.stem: path for path in found}


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
        raise RuleFileError(path.as_posix(), [Mistake(1, 1, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RuleFileError(path.as_posix(), [Mistake(line, 1, "is not UTF-8 text")]) from error
    if len(data) > MAX_BYTES:
        raise RuleFileError(path.as_posix(), [Mistake(1, 1, f"is larger than {MAX_BYTES} bytes")])
    return text, hashlib.sha256(data).hexdigest()


def load_directive(path: Path) -> Directive:
    """Load and check a rule file. Raises RuleFileError with every mistake in it."""
    text, digest = read_text(path)
    document = Document(text)
    mistakes = list(document.mistakes)
    if not mistakes:
        file, mistakes = _shaped(document, document.data)
        if file is not None:
            targets, faults = compile_directive(file)
            if not faults and not mistakes:
                return Directive(file, targets, path.name, digest)
            mistakes += [Mistake(*document.place(path_), message) for path_, message in faults]
    raise RuleFileError(path.as_posix(), list(dict.fromkeys(mistakes)))


def _shaped(document: Document, data: Any) -> tuple[RuleFile | None, list[Mistake]]:
    """The rule file and the mistakes of its shape. Keys that do not belong are left out to see what else is wrong."""
    try:
        file: RuleFile = VALIDATOR().validate_python(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        mistakes = [_mistake(document, detail) for detail in details]
        unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
        if len(unknown) < len(details):
            return None, mistakes
        rest = data
        for path in unknown:
            rest = _without(rest, path)
        if rest == data:
            return None, mistakes
        file_, more = _shaped(document, rest)
        return file_, mistakes + more
    return file, []


def _without(data: Any, path: tuple[str | int, ...]) -> Any:
    """The same data without one key. Steps that are no keys (names of alternatives) are passed over."""
    step, rest = path[0], path[1:]
    if isinstance(data, dict) and step in data:
        if not rest:
            return {key: value for key, value in data.items() if key != step}
        return {key: _without(value, rest) if key == step else value for key, value in data.items()}
    if isinstance(data, tuple) and isinstance(step, int) and rest:
        return tuple(_without(value, rest) if i == step else value for i, value in enumerate(data))
    return _without(data, rest) if rest else data


def _mistake(document: Document, detail: ErrorDetails) -> Mistake:
    """A pydantic error in the words of a rule author."""
    path = detail["loc"]
    line, column = document.place(path)
    key = str(path[-1]) if path else "the file"
    match detail["type"]:
        case "extra_forbidden":
            message = f"`{key}` is not a key here" + _did_you_mean(key, path)
        case "missing":
            message = f"`{key}` is missing"
        case "value_error":
            message = f"{key}: {detail['msg'].removeprefix('Value error, ')}"
        case _:
            given: Any = detail["input"]
            shown = f" (found {given!r})" if isinstance(given, (str, int, bool)) or given is None else ""
            message = f"{key}: {detail['msg'][:1].lower()}{detail['msg'][1:]}{shown}"
    return Mistake(line, column, message)


def _did_you_mean(key: str, path: tuple[int | str, ...]) -> str:
    from lbedu.directive.nearest import keys_at, nearest

    allowed = keys_at(path[:-1])
    close = nearest(key, allowed)
    if close:
        return f": did you mean `{close}`?"
    return f" (allowed: {', '.join(sorted(allowed))})" if allowed else ""
