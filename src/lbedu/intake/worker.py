"""A reader in a process of its own, run with `-m`: a file a line comes in, what it says goes out. A file may be its death."""

from __future__ import annotations

import lbedu.startup  # isort: skip  # before everything that it makes quicker
import json
import os
import signal
import sys
from queue import SimpleQueue
from threading import Thread
from typing import Any

from lbedu.errors import LbeduError
from lbedu.intake.one_file import Heard, Reader
from lbedu.intake.plain import plain
from lbedu.intake.request import options_in, task_in

MEMORY = 4
"""The exit code of a reader that had not memory enough."""


def bound(memory: int) -> None:
    """A limit on memory and no core dump, where the system can do that."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, limit in (("AS", memory), ("CORE", 0)):
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is None:
            continue
        hard = resource.getrlimit(kind)[1]
        try:
            resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
        except (ValueError, OSError):  # not every system bounds everything
            continue


def end(code: int) -> None:
    """End at once, with everything that this process has started."""
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid() and code == 0:
        os.killpg(0, signal.SIGKILL)
    os._exit(code)


def listen(lines: SimpleQueue[str]) -> None:
    """Whoever asks may be gone while a file is read: nobody waits for it then."""
    while line := sys.stdin.readline():
        lines.put(line)
    end(0)


def out_of_memory(heard: Heard) -> bool:
    return any(
        problem.code == "reader_failed" and str(problem.facts.get("detail")).startswith("MemoryError")
        for problem in heard.problems
    )


def main() -> None:
    """Read what is asked, until nobody asks any more. Only the first lines of a talk and answers are ever said to stdout."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who has started this is told of it, and decides
    talk = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)

    def say(*words: Any) -> None:
        talk.write(json.dumps(words, ensure_ascii=True, separators=(",", ":")) + "\n")
        talk.flush()

    options = options_in(json.loads(sys.stdin.readline()))
    bound(options.limits.reader_memory)
    reader = Reader(options)
    lines: SimpleQueue[str] = SimpleQueue()
    Thread(target=listen, args=(lines,), daemon=True).start()
    lbedu.startup.done()
    say("ready", lbedu.__version__)
    while True:
        task = task_in(json.loads(lines.get()))
        try:
            heard = reader.hear(task)
        except LbeduError:  # it ends the run: said again by who started this
            say("ends")
            continue
        except MemoryError:
            end(MEMORY)
        if out_of_memory(heard):
            end(MEMORY)
        say("heard", plain(heard, task.name))


if __name__ == "__main__":
    main()
