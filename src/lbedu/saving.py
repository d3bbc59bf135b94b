"""Files that we write: whole or not there, and never in the place of something that must stay. Knows no contents."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lbedu.errors import UsageError

_KEPT = 40
"""Letters of a name that the name of the file beside it begins with: the longest names have no room for more."""


def refuse_unwritable(path: Path) -> None:
    """Raises UsageError where a file cannot, or must not, be written: asked before a long run, and again by `Files`."""
    _refuse_odd(path)
    if not os.access(Path(os.path.realpath(path)).parent, os.W_OK | os.X_OK):
        raise UsageError(f"{path.as_posix()}: its folder is read-only; choose another one, or make it writable")
    for lock in (f"~${path.name}", f".~lock.{path.name}#"):  # of Excel, of LibreOffice
        if os.path.exists(path.with_name(lock)):
            raise UsageError(
                f"{path.as_posix()}: is open in another program; close it there (or delete {lock} if it is not)"
            )


def refuse_unappendable(path: Path) -> None:
    """Raises UsageError where nothing can be written behind what a file holds; a folder that is read-only is no hindrance."""
    _refuse_odd(path)
    if not os.access(path if os.path.exists(path) else path.parent, os.W_OK):
        raise UsageError(f"{path.as_posix()}: cannot be written (no permission)")


def _refuse_odd(path: Path) -> None:
    """Raises UsageError for what is no place of an ordinary file, and for a file that is to stay."""
    shown = path.as_posix()
    if os.path.isdir(path):
        raise UsageError(f"{shown}: is a folder")
    if not os.path.isdir(path.parent):
        raise UsageError(f"{path.parent.as_posix()}: no such folder")
    if os.path.exists(path):
        try:
            mode = path.stat().st_mode
        except OSError as error:
            raise UsageError(f"{shown}: cannot be looked at ({error.strerror})") from error
        if not stat.S_ISREG(mode):
            raise UsageError(f"{shown}: is not a regular file")
        if not mode & 0o222:  # a rename would replace it all the same
            raise UsageError(f"{shown}: is read-only; choose another name, or make it writable")


def refuse_existing(path: Path) -> None:
    """Raises UsageError where a file cannot be written, or where something lies already that may be filled in."""
    refuse_unwritable(path)
    if os.path.exists(path):
        raise UsageError(f"{path.as_posix()} exists already: choose another name, or delete it first")


class Files:
    """Files that are put in their places together, at the end of a `with`: each is written beside its place first and then
    renamed. Whatever fails before leaves every old file as it was; a kill leaves the old file or the new one, never half.

    Where they need not be `lasting`, a power cut may leave less: whoever reads them has to notice."""

    def __init__(self, lasting: bool = True) -> None:
        self._lasting = lasting
        self._beside: list[tuple[Path, Path]] = []

    def __enter__(self) -> Files:
        return self

    def write(self, path: Path, data: bytes | Iterable[bytes]) -> None:
        """Write a file; what is large may come in pieces. Raises UsageError where that cannot be done."""
        refuse_unwritable(path)
        place = Path(os.path.realpath(path))  # a link stays a link
        beside = place.with_name(f".{place.name[:_KEPT]}.{os.getpid()}.{len(self._beside)}.part")
        self._beside.append((path, beside))
        with _said(path), beside.open("wb") as stream:
            stream.writelines((data,) if isinstance(data, bytes) else data)
            stream.flush()
            if self._lasting:
                os.fsync(stream.fileno())

    def __exit__(self, kind: type[BaseException] | None, *more: object) -> None:
        try:
            for path, beside in self._beside if kind is None else ():
                with _said(path):
                    beside.replace(os.path.realpath(path))
        finally:
            for _, beside in self._beside:
                with suppress(OSError):  # what went wrong before counts
                    beside.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes | Iterable[bytes], lasting: bool = True) -> None:
    """Write one file, as `Files` does. Raises UsageError where it cannot be written; then the old one is as it was."""
    with Files(lasting) as files:
        files.write(path, data)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Whatever the disk refuses is said of this file."""
    try:
        yield
    except OSError as error:
        in_use = "; is it open in another program?" if isinstance(error, PermissionError) else ""
        raise UsageError(f"{path.as_posix()}: cannot be written ({error.strerror or error}){in_use}") from error


def append_whole(path: Path, data: bytes) -> None:
    """Write behind what others wrote: all of it or nothing. Raises UsageError where that cannot be done."""
    refuse_unappendable(path)
    try:
        with path.open("ab") as stream:
            before = stream.tell()
            try:
                stream.write(data)
                stream.flush()
            except OSError:
                os.truncate(path, before)
                raise
    except OSError as error:
        raise UsageError(f"{path.as_posix()}: cannot be written ({error.strerror or error})") from error
