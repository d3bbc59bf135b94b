"""The command in a process of its own that need not start: split off from one that has imported everything. Holds no tests.

What Python does before it comes to the command is not seen here; `tests.cli.command` starts it really where that matters."""

from __future__ import annotations

import atexit
import importlib
import io
import json
import os
import pkgutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
MOST = 100_000
"""Bytes of a request."""
NOT_IMPORTED = ("lbedu.__main__", "lbedu.reading.other_formats.child", "lbedu.intake.worker")
"""What is a program by itself."""


class Run(NamedTuple):
    """How it ended: a code as `subprocess` tells it, and what was written."""

    returncode: int
    stdout: bytes
    stderr: bytes


def can(words: Sequence[str], env: Mapping[str, str]) -> bool:
    """Whether this system can, and the request is of a size to be asked for."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds") and len(_request(words, None, env)) < MOST


def run(words: Sequence[str], cwd: Path | None, env: Mapping[str, str], timeout: float, together: bool = False) -> Run:
    """`lbedu` with these words, there and in that environment alone; maybe all that it writes `together` as stdout."""
    to = _started(os.getpid())
    to.settimeout(timeout)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        socket.send_fds(to, [_request(words, cwd, env)], [out.fileno(), (out if together else err).fileno()])
        try:
            code = int(to.recv(MOST))
        except TimeoutError as late:
            _started.cache_clear()
            raise subprocess.TimeoutExpired(["lbedu", *words], timeout) from late
        return Run(code, _all_of(out), _all_of(err))


def _request(words: Sequence[str], cwd: Path | None, env: Mapping[str, str]) -> bytes:
    return json.dumps([list(words), str(Path.cwd() / (cwd or "")), dict(env)]).encode("ascii")


def _all_of(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


@cache
def _started(_: int) -> socket.socket:
    """To the process that splits itself, one for each process of tests; it ends when nobody holds the other end."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"PYTHONUTF8": "1"}
    start = [sys.executable, "-m", "tests.cli.warm", str(theirs.fileno())]
    process = subprocess.Popen(start, cwd=ROOT, env=env, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def _serve(asked: socket.socket) -> None:
    """Split off for each request, and tell the code; return in the process that was split off."""
    while True:
        data, descriptors, _, _ = socket.recv_fds(asked, MOST, 2)
        if not data:
            sys.exit()
        child = os.fork()
        if not child:
            asked.close()
            return _become(json.loads(data), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        asked.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _become(request: tuple[list[str], str, dict[str, str]], descriptors: list[int]) -> None:
    """A process as `python -m lbedu` finds itself."""
    import lbedu

    words, folder, env = request
    for number, descriptor in enumerate(descriptors, 1):
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdout = _text(1, "surrogateescape")
    sys.stderr = _text(2, "backslashreplace")
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    sys.path[0] = folder
    sys.argv = [str(Path(lbedu.__file__).parent / "__main__.py"), *words]


def _text(descriptor: int, errors: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(descriptor, "w")), "utf-8", errors, line_buffering=descriptor == 2
    )


def _import_all() -> None:
    """Everything that any command imports when it needs it."""
    import lbedu

    for found in pkgutil.walk_packages(lbedu.__path__, "lbedu."):
        if found.name not in NOT_IMPORTED:
            importlib.import_module(found.name)


def _main(number: int) -> None:
    _import_all()
    _serve(socket.socket(fileno=number))
    sys.modules["__main__"] = importlib.import_module("lbedu.__main__")
    from lbedu.cli import main

    try:
        main()
    except SystemExit as ended:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 1)  # to take everything apart would copy its memory


if __name__ == "__main__":
    _main(int(sys.argv[1]))
