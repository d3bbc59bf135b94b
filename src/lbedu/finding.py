"""From paths, folders and patterns to the files that are read, each under the name it is shown by. Opens no workbook."""

from __future__ import annotations

import errno
import glob
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lbedu.errors import UsageError
from lbedu.own_form import OWN_TEXTS
from lbedu.problems import Problem
from lbedu.reading.unit_lines import TEXT_SUFFIXES, looks_like_register
from lbedu.reading.workbook import LIMITS, Limits, Unreadable
from lbedu.reading.xlsx.sniffing import read_file
from lbedu.scorecard import Skipped
from lbedu.submission import Place

_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_LOCKS = ("~$", ".~lock")
_HEAD = 2048
"""Bytes of a page or of JSON that tell whose it is."""


class Found:
    """The files that the paths lead to."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.files: dict[str, str] = {}
        """The name to show, relative and with `/` → path on disk. As text: of thousands of files, paths would take a third more
        than all else that is known of them here."""
        self.named: set[str] = set()
        """Those that were named one by one."""
        self.skipped: list[Skipped] = []
        self.problems: list[Problem] = []
        self.unread = 0
        """Folders that cannot be looked into."""
        self.many = False
        """A folder or a pattern was given."""

    @property
    def names(self) -> set[str]:
        """Everything that is named here."""
        passed_over = {skipped.file for skipped in self.skipped}
        return {*self.files, *passed_over, *(problem.place.file for problem in self.problems)}

    def rename(self, names: Mapping[str, str]) -> None:
        """Show files by other names; no two of them may become one."""
        self.files = {names.get(name, name): path for name, path in self.files.items()}
        self.named = {names.get(name, name) for name in self.named}
        self.skipped = [one._replace(file=names.get(one.file, one.file)) for one in self.skipped]
        places = [
            problem.place._replace(file=names.get(problem.place.file, problem.place.file)) for problem in self.problems
        ]
        self.problems = [problem._replace(place=place) for problem, place in zip(self.problems, places, strict=True)]


def find(paths: Iterable[str | Path], limits: Limits = LIMITS, names: Mapping[str, str] | None = None) -> Found:
    """Raises UsageError for an empty path."""
    found = Found(limits)
    for given in paths:
        path = Path(given)
        if not str(given):
            raise UsageError("an empty path")
        if os.path.isdir(path):  # unlike Path.is_dir it takes any name, of any length
            found.many = True
            _find_in(path, found)
        elif os.path.exists(path) or not glob.has_magic(str(given)):
            found.files.setdefault(shown(path), str(path))
            found.named.add(shown(path))
        else:
            found.many = True
            matches = sorted(glob.glob(str(given), recursive=True))
            if not matches:
                found.problems.append(Problem("file_not_found", Place(shown(path))))
            for match in matches:
                if os.path.isdir(match):
                    _find_in(Path(match), found)
                else:
                    found.files.setdefault(shown(Path(match)), str(Path(match)))
    if names:
        found.rename(names)
    return found


def _find_in(folder: Path, found: Found) -> None:
    before = len(found.files), len(found.problems)
    for path in sorted(_below(folder, found)):
        name = shown(path)
        if path.name.startswith(_LOCKS):
            found.skipped.append(Skipped(name, "lock_file"))
        elif any(part.startswith(".") for part in path.relative_to(folder).parts):
            if not os.path.isdir(path):
                found.skipped.append(Skipped(name, "hidden"))
        elif os.path.isdir(path):
            continue
        elif path.suffix.lower() in _SUFFIXES or is_text_register(path, found.limits):
            found.files.setdefault(name, str(path))
        else:
            found.skipped.append(Skipped(name, "own_output" if _is_own_text(path) else "not_a_workbook_name"))
    if (len(found.files), len(found.problems)) == before:
        found.problems.append(Problem("no_workbooks", Place(shown(folder))))


def _below(folder: Path, found: Found) -> Iterator[Path]:
    """Everything in a folder, however deep. One that cannot be looked into is said: it may be full of reports."""

    def refuse(error: OSError) -> None:
        code = "no_permission" if isinstance(error, PermissionError) else "io_error"
        facts = {"detail": errno.errorcode.get(error.errno or 0, "?")}
        found.problems.append(Problem(code, Place(shown(Path(error.filename or folder))), "", facts))
        found.unread += 1

    for parent, folders, files in os.walk(folder, onerror=refuse):
        yield from (Path(parent, name) for name in (*folders, *files))


def _is_own_text(path: Path) -> bool:
    """Whether a file is a page or JSON that lbedu made of reports, by its first lines."""
    signs = OWN_TEXTS.get(path.suffix.lower())
    if signs is None or not os.path.isfile(path):
        return False
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return all(sign in head for sign in signs)


def is_text_register(path: Path, limits: Limits) -> bool:
    """Whether a text file says of itself that it is a register."""
    suffix = path.suffix.lower()
    if suffix not in TEXT_SUFFIXES:
        return False
    try:
        return looks_like_register(read_file(path, limits), suffix)
    except Unreadable:
        return False


def shown(path: Path) -> str:
    """A path as it is shown: relative where it can be, with `/` on every system."""
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()
