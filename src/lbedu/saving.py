"""Files that we write: whole or not there, and never in the place of something that must stay. Knows no contents."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from lbedu.errors import UsageError

_KEPT = 40
"""Letters of a name that the name of the file beside it begins with: the longest names have no room for more."""


def refuse_unwritable(path: Path) -> None:
    """Raises UsageError where a file cannot, or must not, be written: asked before a long run, and again by `write_whole`."""
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
    for lock in (f"~${path.name}", f".~lock.{path.name}#"):  # of Excel, of LibreOffice
        if os.path.exists(path.with_name(lock)):
            raise UsageError(f"{shown}: is open in another program; close it there (or delete {lock} if it is not)")


def refuse_existing(path: Path) -> None:
    """Raises UsageError where a file cannot be written, or where something lies already that may be filled in."""
    refuse_unwritable(path)
    if os.path.exists(path):
        raise UsageError(f"{path.as_posix()} exists already: choose another name, or delete it first")


def write_whole(path: Path, data: bytes | Iterable[bytes], lasting: bool = True) -> None:
    """Write beside and rename: a kill leaves the old file or the new one, never half. What is large may come in pieces.

    Where it need not be `lasting`, a power cut may leave less: whoever reads it has to notice.

    Raises UsageError where the file cannot be written; then the old one is as it was, and nothing lies beside it."""
    refuse_unwritable(path)
    place = Path(os.path.realpath(path))  # a link stays a link
    beside = place.with_name(f".{place.name[:_KEPT]}.{os.getpid()}.part")
    try:
        try:
            with beside.open("wb") as stream:
                stream.writelines((data,) if isinstance(data, bytes) else data)
                stream.flush()
                if lasting:
                    os.fsync(stream.fileno())
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        in_use = "; is it open in another program?" if isinstance(error, PermissionError) else ""
        raise UsageError(f"{path.as_posix()}: cannot be written ({error.strerror or error}){in_use}") from error


def append_whole(path: Path, data: bytes) -> None:
    """Write behind what others wrote: all of it or nothing. Raises UsageError where that cannot be done."""
    refuse_unwritable(path)
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
