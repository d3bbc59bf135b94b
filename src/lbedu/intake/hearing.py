"""Which way the files of a run are read: in this process, by readers of their own, or elsewhere. All give the same."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from lbedu.intake.one_file import Heard, Hearing, Reader, Task

_SMALL = 200
"""Of fewer files the readers would take longer to start than to read."""
_EACH = 100


def hearing(reader: Reader, files: int) -> Hearing:
    """The way that the options ask for, or else the one that is best for so many files."""
    options = reader.options
    if options.executor is not None:
        from lbedu.intake.elsewhere import Elsewhere

        hear: Hearing = Elsewhere(reader, options.executor).hear
    else:
        hear = _by_jobs(reader, _helpful(files) if options.jobs is None else options.jobs)
    if options.cache is None:
        return hear
    from lbedu.intake.cache import Cache

    return Cache(reader, hear).hear


def _by_jobs(reader: Reader, jobs: int) -> Hearing:
    if jobs == 0:
        return lambda tasks: _here(reader, tasks)
    from lbedu.intake.crew import Crew

    return Crew(reader, jobs).hear


def _here(reader: Reader, tasks: Iterable[Task]) -> Iterator[tuple[Task, Heard]]:
    for task in tasks:
        yield task, reader.hear(task)


def _helpful(files: int) -> int:
    """How many readers help with so many files. Our own mistakes show in full only in this process."""
    if files < _SMALL or os.environ.get("LBEDU_DEBUG"):
        return 0
    free = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(free, files // _EACH))
