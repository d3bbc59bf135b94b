"""Makes the n-th operation on the files of a folder fail, as a bad disk, a full one or a lost network does. Holds no tests."""

from __future__ import annotations

import contextlib
import errno
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EINTR)


class Disk:
    """Counts the operations on files under a folder, and fails one of them."""

    def __init__(self, folder: Path, fail: int = 0, error: int = errno.EIO) -> None:
        self._folder = os.path.realpath(folder)
        self._fail, self._error = fail, error
        self._descriptors: set[int] = set()
        self.done: list[str] = []
        """What was asked of the disk, in order."""

    def _of_ours(self, what: Any) -> bool:
        if isinstance(what, int):
            return what in self._descriptors
        with contextlib.suppress(TypeError, ValueError):
            return bool(os.path.realpath(os.fspath(what)).startswith(self._folder))
        return False

    def _count(self, name: str) -> None:
        self.done.append(name)
        if len(self.done) == self._fail:
            raise OSError(self._error, os.strerror(self._error))

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def operation(what: Any, *arguments: Any, **named: Any) -> Any:
            if self._of_ours(what):
                if name == "close":  # the system closes a descriptor whatever it says about it
                    self._descriptors.discard(what)
                    real(what)
                    return self._count(name)
                self._count(name)
                found = real(what, *arguments, **named)
                if name == "open":
                    self._descriptors.add(found)
                return found
            return real(what, *arguments, **named)

        return operation

    def _opened(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Opens a stream whose writes, reads and end are counted as well."""
        disk = self

        class Stream(io.FileIO):
            def write(self, data: Any) -> int:
                disk._count("write")
                return super().write(data)

            def read(self, *size: Any) -> Any:
                disk._count("read")
                return super().read(*size)

            def readall(self) -> bytes:
                disk._count("read")
                return super().readall()

            def readinto(self, buffer: Any) -> int:
                disk._count("read")
                return super().readinto(buffer)

            def close(self) -> None:
                ours = self.fileno() in disk._descriptors if not self.closed else False
                if ours:
                    disk._descriptors.discard(self.fileno())
                super().close()
                if ours:
                    disk._count("close")

        def open_(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            if isinstance(file, int) or not self._of_ours(file):
                return real(file, mode, *arguments, **named)
            self._count("open")
            raw = Stream(file, mode.replace("b", "").replace("t", ""))
            self._descriptors.add(raw.fileno())
            buffered: Any = io.BufferedReader(raw) if "r" in mode and "+" not in mode else io.BufferedWriter(raw)
            encoding = named.get("encoding") or (arguments[1] if len(arguments) > 1 else None)
            return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding)

        return open_

    @contextlib.contextmanager
    def spinning(self) -> Iterator[Disk]:
        """With this disk in the place of the real one."""
        names = ("open", "fstat", "read", "fsync", "replace", "rename", "close", "scandir")
        with contextlib.ExitStack() as stack:
            for name in names:
                stack.enter_context(patch.object(os, name, self._watched(name, getattr(os, name))))
            stack.enter_context(patch("io.open", self._opened(io.open)))
            stack.enter_context(patch("builtins.open", self._opened(open)))
            yield self
