"""Reads files by any `concurrent.futures.Executor`, on other machines too: all that a reader there needs is sent along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from functools import lru_cache, partial, reduce
from itertools import islice
from operator import call
from pathlib import Path
from pkgutil import resolve_name
from tempfile import TemporaryDirectory
from threading import get_ident
from typing import Any, NamedTuple

from lbedu.errors import LbeduError, UsageError
from lbedu.intake.crew import Crew
from lbedu.intake.edition import edition, rule_files
from lbedu.intake.one_file import Heard, Reader, Task
from lbedu.intake.plain import heard_in, plain
from lbedu.intake.plain_places import NotPlain, Plain
from lbedu.intake.request import asked, options_in, task_in
from lbedu.reading.workbook import Unreadable
from lbedu.reading.xlsx.sniffing import read_file

_TOGETHER = 16
"""Files that are sent in one piece."""
_AHEAD = 32
"""Pieces that are under way at a time."""

_NAME = f"{__name__}:read_there"
_CALLED: Any = partial(reduce, call)
"""Calls what a name stands for with what comes behind it. Everything in it is Python's own, so that a worker without lbedu can
take the task, and say so: some executors lose a worker over a task that it cannot even unpack, and wait for another one."""
_FOREIGN = ("No module named 'lbedu", "read_there")
"""What workers say that have another lbedu, or none."""

Rules = tuple[tuple[str, bytes], ...] | None


class Request(NamedTuple):
    """What a worker needs to read files, as plain data."""

    edition: str
    options: Plain
    rules: Rules
    single: bool
    files: list[tuple[Plain, bytes]]


def read_there(request: Plain) -> Plain:
    """What files say: run by a worker of the executor. Gives its own edition, and nothing, where another one is wanted."""
    wanted, options, rules, single, files = request
    if wanted != edition():
        return [edition(), []]
    reader = _reader(get_ident(), repr(options), rules, single).reader
    said: list[Plain] = []
    with TemporaryDirectory() as folder:
        for number, (words, data) in enumerate(files):
            task = task_in(words)
            path = Path(folder, f"{number}{Path(task.path).suffix}")
            path.write_bytes(data)
            try:
                said.append(plain(reader.hear(task._replace(path=str(path))), task.name))
            except LbeduError:  # it ends the run: said again by who asked
                said.append(None)
            path.unlink()
    return [edition(), said]


class _There:
    """A reader with the rule files that were sent along."""

    def __init__(self, options: Plain, rules: Rules, single: bool) -> None:
        asked_for = options_in(options)
        if rules is not None:
            self.folder = TemporaryDirectory()
            for name, data in rules:
                Path(self.folder.name, name).write_bytes(data)
            place = Path(self.folder.name, rules[0][0]) if single else Path(self.folder.name)
            asked_for = asked_for._replace(targets=place)
        self.reader = Reader(asked_for)


@lru_cache(16)
def _reader(_thread: int, options: str, rules: Rules, single: bool) -> _There:
    """A reader for each thread: it reads one file at a time."""
    from ast import literal_eval

    return _There(literal_eval(options), rules, single)


class Elsewhere:
    """Hands files to an executor. What is lost there, is read here, each file in a process of its own."""

    def __init__(self, reader: Reader, executor: Executor) -> None:
        self._reader = reader
        self._executor = executor
        self._lost: list[Task] = []
        self._ended: list[Task] = []
        options = reader.options
        rules = rule_files(options.targets)
        self._rules: Rules = None if rules is None else tuple(sorted(rules.items()))
        self._single = options.targets is not None and not options.targets.is_dir()
        self._options = asked(options._replace(targets=None))

    def hear(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Heard]]:
        """What each file says, in whichever order they are done."""
        waiting = iter(tasks)
        under_way: dict[Future[Plain], list[Task]] = {}
        self._lost, self._ended = [], []
        try:
            while True:
                while len(under_way) < _AHEAD and (piece := list(islice(waiting, _TOGETHER))):
                    self._send(piece, under_way)
                if not under_way:
                    break
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    yield from self._answered(future, under_way.pop(future))
        finally:
            for future in under_way:
                future.cancel()
        if self._lost:
            yield from Crew(self._reader, 1).hear(sorted(self._lost))
        for task in sorted(self._ended):
            yield task, self._reader.hear(task)

    def _send(self, piece: list[Task], under_way: dict[Future[Plain], list[Task]]) -> None:
        files, sent = [], []
        for task in piece:
            try:
                files.append(([*task], read_file(Path(task.path), self._reader.options.limits)))
                sent.append(task)
            except Unreadable:  # no bytes to send: why, is said here
                self._lost.append(task)
        if not sent:
            return
        request = Request(edition(), self._options, self._rules, self._single, files)
        try:
            future: Future[Plain] = self._executor.submit(_CALLED, [resolve_name, _NAME, tuple(request)])
        except Exception:  # it is broken, or shut down
            self._lost += sent
            return
        under_way[future] = sent

    def _answered(self, future: Future[Plain], tasks: list[Task]) -> Iterator[tuple[Task, Heard]]:
        try:
            made_by, said = future.result()
            if made_by == edition() and len(said) != len(tasks):
                raise ValueError("another number of files")
        except Exception as error:
            if isinstance(error, ImportError) or any(word in str(error) for word in _FOREIGN):
                raise UsageError(
                    f"the workers of the executor have not this lbedu ({error}): install lbedu {edition()} there"
                ) from error
            self._lost += tasks  # a worker has died, and others may with it
            return
        if made_by != edition():
            raise UsageError(
                f"the workers of the executor have lbedu {made_by}, and here is {edition()}: install the same on both"
            )
        for task, one in zip(tasks, said, strict=True):
            if one is None:
                self._ended.append(task)
                continue
            try:
                yield task, heard_in(one, task.name)
            except NotPlain:
                self._lost.append(task)
