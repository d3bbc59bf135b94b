"""How far the reading of many files is, as a bar on a terminal. Loads what draws it only where there is one to draw."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress

    from lbedu.options import Progress as Tell

_FEW = 50
"""Of fewer files the bar would be gone before anybody sees it."""


class _Bar:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._started = time.monotonic()
        self._bar: Progress | None = None

    def tell(self, done: int, total: int, problems: int) -> None:
        """So many files are read, of so many, with so many problems."""
        if total < _FEW:
            return
        if self._bar is None:
            self._bar = self._drawn()
            self._bar.start()
            self._bar.add_task("", total=total, problems=0, rate="")
        taken = time.monotonic() - self._started
        rate = f"{done / taken:.0f}/s" if taken > 0 else ""
        self._bar.update(self._bar.task_ids[0], completed=done, problems=problems, rate=rate)
        if done == total:
            self.close()

    def _drawn(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        return Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("problems: {task.fields[problems]}"),
            console=Console(file=self._stream),
            transient=True,
        )

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()


@contextmanager
def shown_progress(stream: TextIO) -> Iterator[Tell | None]:
    """What to tell of the progress, on a terminal; None anywhere else."""
    if not stream.isatty():
        yield None
        return
    bar = _Bar(stream)
    try:
        yield bar.tell
    finally:
        bar.close()
