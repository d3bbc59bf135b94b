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
from lbedu.intake.request import OUT_OF_MEMORY, options_in, task_in
from lbedu.reading.other_formats.child import bound


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
    bound(AS=options.limits.reader_memory, CORE=0)
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
            end(OUT_OF_MEMORY)
        if out_of_memory(heard):
            end(OUT_OF_MEMORY)
        say("heard", task.name, plain(heard, task.name))


if __name__ == "__main__":
    main()
