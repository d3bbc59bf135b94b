"""Readers in processes of their own, each watched: one that hangs, dies or eats memory loses its file alone, none other."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from threading import Event, Lock, Thread

from lbedu.errors import UsageError
from lbedu.intake.one_file import Heard, Reader, Task
from lbedu.intake.opening import refused
from lbedu.intake.plain import heard_in
from lbedu.intake.plain_places import NotPlain
from lbedu.intake.request import OUT_OF_MEMORY, asked
from lbedu.reading.workbook import Unreadable

_AHEAD = 2
"""Files that a reader is given at a time, so that it never waits for the next one."""
_POLL = 0.1
_TOGETHER = 0.05
"""Seconds in which answers are gathered before they are understood: one by one, each would find the processor's caches full of
other things, and cost three times as much."""
_ENDS = '["ends"]\n'
"""What a reader answers where a file ends the run."""

Said = str | Heard | BaseException | None
"""Of a file: what its reader answered, or what is said of it as no reader could. Of none: why an attendant has gone."""


def command() -> list[str]:
    """How a reader is started: no module of the folder that one happens to be in takes the place of another."""
    return [sys.executable, "-P", "-X", "utf8", "-m", "lbedu.intake.worker"]


class Crew:
    """As many readers as are asked for; each is replaced when it is lost."""

    def __init__(self, reader: Reader, jobs: int) -> None:
        self._reader = reader
        self._jobs = jobs
        self._tasks: deque[Task] = deque()
        self._lock = Lock()
        self._said: deque[tuple[Task | None, Said]] = deque()
        self._gone = Event()
        """An attendant has no more to say."""
        self._tried: set[str] = set()
        """Files over which a reader has died once: it may have been killed by somebody else."""
        self._over = Event()

    def hear(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Heard]]:
        """What each file says, in whichever order they are done. What ends the run is raised of the first file in order."""
        self._tasks.extend(tasks)
        left = {task.name: task for task in self._tasks}
        attendants = [_Attendant(self, self._reader) for _ in range(min(self._jobs, len(left)))]
        ended = False
        watch = Thread(target=self._watch, args=(attendants,), daemon=True)
        threads = [watch, *attendants] if attendants else []
        try:
            for thread in threads:
                thread.start()
            going = len(attendants)
            while going:
                self._gone.wait(_TOGETHER)  # an endless wait would not hear Ctrl-C on every system
                self._gone.clear()
                while self._said:
                    task, said = self._said.popleft()
                    if task is None:
                        going -= 1
                        if isinstance(said, BaseException):
                            raise said
                    elif said == _ENDS:  # all before it are being read already; nothing further is begun
                        ended = True
                        with self._lock:
                            self._tasks.clear()
                    else:
                        del left[task.name]
                        yield task, said if isinstance(said, Heard) else _understood(str(said), task)
        finally:
            self._over.set()
            for attendant in attendants:
                attendant.kill(keep=True)
            for thread in threads:
                thread.join()
            self._over.clear()
        if ended:
            for _, task in sorted(left.items()):
                yield task, self._reader.hear(task)

    def _watch(self, attendants: list[_Attendant]) -> None:
        """Ends the readers that take too long over a file."""
        while not self._over.wait(_POLL):
            for attendant in attendants:
                attendant.end_if_late()

    # for the attendants

    def next_task(self) -> Task | None:
        with self._lock:
            return self._tasks.popleft() if self._tasks and not self._over.is_set() else None

    def give_back(self, tasks: Iterable[Task]) -> None:
        with self._lock:
            self._tasks.extendleft(reversed(list(tasks)))

    def say(self, task: Task | None, said: Said) -> None:
        self._said.append((task, said))
        if task is None:
            self._gone.set()

    def once_more(self, task: Task) -> bool:
        """Whether a file is tried again."""
        with self._lock:
            first = task.name not in self._tried
            self._tried.add(task.name)
            return first

    @property
    def is_over(self) -> bool:
        return self._over.is_set()


def _is_whole(answer: str, task: Task) -> bool:
    """Whether this is an answer about this very file: what it says is understood later."""
    return answer.startswith(f'["heard",{json.dumps(task.name)},') and answer.endswith("\n")


def _understood(answer: str, task: Task) -> Heard:
    try:
        _, _, said = json.loads(answer)
        return heard_in(said, task.name)
    except (ValueError, TypeError, RecursionError, NotPlain) as error:
        return _lost_to(Unreadable("reader_died", {"detail": type(error).__name__}), task)


def _lost_to(error: Unreadable, task: Task) -> Heard:
    return Heard("unread", problems=(refused(error, task.name),))


class _Attendant(Thread):
    """Gives one reader its files, hears what it says of them, and gets another one when it is lost."""

    def __init__(self, crew: Crew, reader: Reader) -> None:
        super().__init__(daemon=True)
        self._crew = crew
        self._options = reader.options
        self._limits = reader.options.limits
        self._process: subprocess.Popen[str] | None = None
        self._since: float | None = None
        self._late = False
        self._lock = Lock()

    def run(self) -> None:
        failure: BaseException | None = None
        try:
            self._attend()
        except BaseException as error:  # a mistake of ours ends the run, not this thread alone
            failure = error
        finally:
            self.kill()
            self._crew.say(None, failure)

    def _attend(self) -> None:
        given: deque[Task] = deque()
        while True:
            while len(given) < _AHEAD and (task := self._crew.next_task()) is not None:
                self._send(task)
                given.append(task)
            if not given:
                return
            answer = self._answer()
            if self._crew.is_over:
                return
            task = given.popleft()
            if answer == _ENDS or _is_whole(answer, task):
                self._crew.say(task, answer)
                continue
            code = self._lost()
            if self._late or code == OUT_OF_MEMORY or not self._crew.once_more(task):
                self._crew.say(task, self._blamed(task, code))
            else:
                given.appendleft(task)
            self._crew.give_back(given)
            given.clear()

    def _blamed(self, task: Task, code: int) -> Heard:
        if self._late:
            error = Unreadable("reader_timeout", {"limit": self._limits.reader_seconds})
        elif code == OUT_OF_MEMORY:
            error = Unreadable("reader_memory", {"limit": self._limits.reader_memory})
        else:
            error = Unreadable("reader_died", {"detail": f"signal {-code}" if code < 0 else f"exit {code}"})
        return _lost_to(error, task)

    # the reader

    def _send(self, words: object) -> None:
        process = self._process or self._start()
        assert process.stdin
        try:
            process.stdin.write(json.dumps(words) + "\n")
            process.stdin.flush()
        except OSError:  # it has gone: its answer will not come
            pass

    def _answer(self) -> str:
        assert self._process and self._process.stdout
        self._late, self._since = False, time.monotonic()
        try:
            return self._process.stdout.readline()
        except (OSError, ValueError):
            return ""
        finally:
            self._since = None

    def _start(self) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        group = {"process_group": 0} if os.name == "posix" else {"creationflags": 0x200}
        try:
            process: subprocess.Popen[str] = subprocess.Popen(
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="ascii",
                env=environment,
                **group,  # type: ignore[call-overload]  # Ctrl-C is for this process alone
            )
        except OSError as error:
            raise UsageError(f"no process can be started that reads ({error.strerror}); try --jobs 0") from error
        with self._lock:
            self._process = process
        if self._crew.is_over:
            self.kill()
        self._send(asked(self._options))
        if not self._answer().startswith('["ready"') and not self._crew.is_over:
            raise UsageError(f"a process that reads ended before its first file ({self._lost()}); try --jobs 0")
        return process

    def _lost(self) -> int:
        """Make sure that the reader is gone; how it ended."""
        process = self._process
        assert process is not None
        try:
            process.wait(_POLL)  # what ended by itself tells how
        except subprocess.TimeoutExpired:
            self.kill()
        self.kill()
        return process.returncode

    def end_if_late(self) -> None:
        since = self._since
        if since is not None and time.monotonic() - since > self._limits.reader_seconds:
            self._late = True
            self.kill(keep=True)

    def kill(self, keep: bool = False) -> None:
        """End the reader with all that it has started; `keep` where another thread still listens to it."""
        with self._lock:
            process = self._process
            if process is None:
                return
            if process.poll() is None:
                if os.name == "posix":
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            if keep:
                return
            process.wait()
            for stream in (process.stdin, process.stdout):
                try:
                    if stream is not None:
                        stream.close()
                except OSError:  # what it was not sent any more
                    pass
            self._process = None
