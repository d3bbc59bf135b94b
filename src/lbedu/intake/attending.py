"""Attends the reading of all files: tells how far it is, and keeps what was read where it is interrupted."""

from __future__ import annotations

from collections.abc import Iterable

from lbedu.intake.one_file import Heard, Hearing, Task
from lbedu.options import Options
from lbedu.problems import Problem
from lbedu.submission import Place


class Attending:
    """Reads by the way that it is given, to the end or to Ctrl-C."""

    def __init__(self, hear: Hearing, options: Options, total: int) -> None:
        self._hear = hear
        self._options = options
        self._total = total
        self._done: set[str] = set()
        self._problems = 0
        self.interrupted = False

    def hear(self, tasks: Iterable[Task]) -> list[tuple[Task, Heard]]:
        """What all files say. After Ctrl-C those that were not read are problems, where that is wanted."""
        left = {task.name: task for task in tasks}
        found: list[tuple[Task, Heard]] = []
        if not self.interrupted:
            try:
                for task, heard in self._hear(list(left.values())):
                    found.append((task, heard))
                    self._tell(task, heard)
            except KeyboardInterrupt:
                if not found or not self._options.keep_on_interrupt:
                    raise
                self.interrupted = True
        for task, _ in found:
            left.pop(task.name, None)
        unread = [(task, _unread(task)) for task in left.values()]
        return [*found, *unread]

    def _tell(self, task: Task, heard: Heard) -> None:
        if self._options.progress is None:
            return
        if heard.kind != "later":
            self._done.add(task.name)
        self._problems += len(heard.problems) + (len(heard.report.problems) if heard.report is not None else 0)
        self._options.progress(len(self._done), self._total, self._problems)


def _unread(task: Task) -> Heard:
    return Heard("unread", problems=(Problem("interrupted", Place(task.name)),))
