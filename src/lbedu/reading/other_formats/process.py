"""Starts the child process, feeds it the bytes of a file, and bounds it: time, memory, and how much it may say."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import IO, NamedTuple

from lbedu.reading.xlsx.refusal import Limits, Unreadable, too_large

_CHILD = Path(__file__).with_name("child.py")
_MOST_COMPLAINTS = 1 << 16
_PIECE = 1 << 16
_REFUSED, _MEMORY, _CELLS = 3, 4, 5
"""Exit codes of the child."""
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH")
"""What the child inherits of the environment: what a system needs to start a program."""


def command(limits: Limits) -> list[str]:
    """How the child is started. It sees no package of the environment but the one that it needs."""
    found = find_spec("python_calamine")
    if found is None or found.origin is None:
        raise Unreadable("reader_died", {"detail": "python-calamine?"})
    folder = Path(found.origin).parent.parent
    bounds = (limits.memory, limits.seconds + 1, limits.cells)
    return [sys.executable, "-I", "-S", "-B", "-X", "utf8", str(_CHILD), str(folder), *map(str, bounds)]


def ask(data: bytes, kind: str, limits: Limits) -> bytes:
    """All that the child says of a file; Unreadable where it refuses the file, or dies of it."""
    ended = _run(command(limits), data, limits)
    if ended.code == 0 and not ended.late and not ended.flooded:
        return ended.said
    if ended.late or ended.code == -_signal("SIGXCPU"):
        raise Unreadable("reader_timeout", {"limit": limits.seconds})
    if ended.code == _MEMORY or b"memory allocation of" in ended.complaints:
        raise Unreadable("reader_memory", {"limit": limits.memory})
    if ended.code == _CELLS:
        raise too_large("cells", limits.cells)
    if ended.code == _REFUSED:
        raise Unreadable("old_format", {"kind": kind})
    if b"PanicException" in ended.complaints:
        raise Unreadable("reader_died", {"detail": "panic"})
    detail = "flood" if ended.flooded else f"signal {-ended.code}" if ended.code < 0 else f"exit {ended.code}"
    raise Unreadable("reader_died", {"detail": detail})


class _Ended(NamedTuple):
    """How a child ended, and what it said until then."""

    code: int
    late: bool
    flooded: bool
    said: bytes
    complaints: bytes


def _run(words: list[str], data: bytes, limits: Limits) -> _Ended:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        child = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
    except OSError as error:
        raise Unreadable("reader_died", {"detail": error.strerror or "start"}) from None
    assert child.stdin and child.stdout and child.stderr
    with child:
        said, complaints = _Listener(child, child.stdout, limits.part), _Listener(child, child.stderr, _MOST_COMPLAINTS)
        feeding = threading.Thread(target=_feed, args=(child.stdin, data), daemon=True)
        try:
            for thread in (feeding, said, complaints):
                thread.start()
            child.wait(limits.seconds)
            late = False
        except subprocess.TimeoutExpired:
            late = True
        finally:
            child.kill()
            child.wait()
        for thread in (feeding, said, complaints):
            thread.join()
    return _Ended(child.returncode, late, said.flooded or complaints.flooded, said.text, complaints.text)


def _feed(stdin: IO[bytes], data: bytes) -> None:
    try:
        stdin.write(data)
        stdin.close()
    except OSError:  # it has gone, or does not listen: how it ended says why
        pass


class _Listener(threading.Thread):
    """Hears a child out, up to a limit; beyond it the child is killed."""

    def __init__(self, child: subprocess.Popen[bytes], stream: IO[bytes], most: int) -> None:
        super().__init__(daemon=True)
        self._child, self._stream, self._left = child, stream, most
        self._pieces: list[bytes] = []
        self.flooded = False

    @property
    def text(self) -> bytes:
        return b"".join(self._pieces)

    def run(self) -> None:
        try:
            while piece := self._stream.read(_PIECE):
                self._left -= len(piece)
                if self._left < 0:
                    self.flooded = True
                    self._child.kill()
                    return
                self._pieces.append(piece)
        except (OSError, ValueError):  # what was heard so far is no whole answer, and is taken for none
            return


def _signal(name: str) -> int:
    import signal

    return int(getattr(signal, name, 0)) or 1 << 16
