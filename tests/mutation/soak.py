"""Mutants by the million, in processes that may die: `python3 dev.py soak`. Goes on where it was stopped; needs os.fork."""

from __future__ import annotations

import argparse
import json
import mmap
import os
import platform
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.mutation import damage
from tests.mutation.seeds import Seed, seeds
from tests.mutation.trial import MEBIBYTES, Mutant, Outcome, mutant, peak, tried

ROOT = Path(__file__).resolve().parent.parent.parent
CHUNK = 1_000
STUCK = 60.0
"""Seconds after which a worker that is still at the same mutant is ended."""


class Task(NamedTuple):
    """A run of mutants: `what` is mutants or damage."""

    what: str
    first: int
    last: int


class Soak:
    """One soak: its seeds, its folder of results."""

    def __init__(self, run: int, folder: Path) -> None:
        self.run = run
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / f"chunks-{run}.jsonl"
        self.scratch = Path(tempfile.mkdtemp(prefix="lbedu-soak-"))
        self.seeds: tuple[Seed, ...] = seeds(self.scratch)
        self.board = mmap.mmap(-1, 8 * 256)
        """For each worker the mutant that it is at."""

    def tasks(self, count: int) -> Iterator[Task]:
        """What is still to be done."""
        done = {(one["what"], one["first"]) for one in self.finished()}
        bits = damage.possible(damage.submission(self.seeds))
        for what, total in (("damage", bits), ("mutants", count)):
            for first in range(0, total, CHUNK):
                if (what, first) not in done:
                    yield Task(what, first, min(first + CHUNK, total))

    def finished(self) -> list[dict[str, Any]]:
        """The chunks that were done before; the last line may have been cut off."""
        if not self.log.exists():
            return []
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.endswith("}")]

    def one(self, what: str, number: int) -> Mutant:
        return mutant(self.seeds, self.run, number) if what == "mutants" else damage.damaged(self.seeds[0], number)

    def work(self, task: Task, slot: int, first: int) -> dict[str, Any]:
        """One chunk from `first` on, in a child process."""
        path = self.scratch / f"mutant-{slot}.xlsx"
        try_: Callable[[Mutant, Path], Outcome] = tried if task.what == "mutants" else damage.endured
        counts: Counter[str] = Counter()
        faults: list[dict[str, Any]] = []
        slowest = (0.0, 0)
        for number in range(first, task.last):
            self.board[slot * 8 : slot * 8 + 8] = number.to_bytes(8, "little")
            made = self.one(task.what, number)
            found = try_(made, path)
            counts[f"{made.way}: {found.kind}"] += 1
            slowest = max(slowest, (found.seconds, number))
            if not found.fault and peak() > MEBIBYTES:
                found = Outcome("memory", f"{peak():.0f} MiB")
            if found.fault:
                faults.append(self.fault(task.what, number, found, made))
        return {"counts": counts, "faults": faults, "slowest": slowest, "peak": round(peak(), 1)}

    def fault(self, what: str, number: int, found: Outcome, made: Mutant) -> dict[str, Any]:
        """Keeps the mutant beside its story."""
        (self.folder / f"fault-{self.run}-{what}-{number}{made.seed.suffix}").write_bytes(made.data)
        return {"what": what, "number": number, "seed": made.seed.name, "way": made.way, "kind": found.kind} | {
            "fault": found.fault
        }

    def chunk(self, task: Task, slot: int) -> dict[str, Any]:
        """One chunk, whatever dies in it: after a death it goes on behind the mutant that caused it."""
        whole: dict[str, Any] = {"what": task.what, "first": task.first, "counts": Counter(), "faults": []}
        whole |= {"slowest": (0.0, 0), "peak": 0.0}
        first = task.first
        while first < task.last:
            got = self.in_child(task, slot, first)
            if isinstance(got, str):
                at = int.from_bytes(self.board[slot * 8 : slot * 8 + 8], "little")
                whole["faults"].append(self.fault(task.what, at, Outcome("death", got), self.one(task.what, at)))
                whole["counts"]["death"] += 1
                first = max(at, first) + 1
                continue
            whole["counts"] += Counter(got["counts"])
            whole["faults"] += got["faults"]
            whole["slowest"] = max(tuple(whole["slowest"]), tuple(got["slowest"]))
            whole["peak"] = max(whole["peak"], got["peak"])
            break
        return whole

    def in_child(self, task: Task, slot: int, first: int) -> dict[str, Any] | str:
        """What a child makes of it; how it died, where it did."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            code = 70
            try:
                os.write(writing, json.dumps(self.work(task, slot, first)).encode())
                code = 0
            finally:
                os._exit(code)
        os.close(writing)
        watcher = _watch(child, self.board, slot)
        text = b""
        while piece := os.read(reading, 1 << 16):
            text += piece
        os.close(reading)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if watcher:
            os.kill(watcher, 9)
            os.waitpid(watcher, 0)
        found: dict[str, Any] = json.loads(text) if code == 0 else {}
        return found or f"exit {code}"


def _watch(child: int, board: mmap.mmap, slot: int) -> int:
    """A small process that ends a child which is stuck."""
    watcher = os.fork()
    if watcher:
        return watcher
    before, since = b"", time.monotonic()
    while True:
        time.sleep(1)
        now = board[slot * 8 : slot * 8 + 8]
        if now != before:
            before, since = now, time.monotonic()
        elif time.monotonic() - since > STUCK:
            os.kill(child, 9)
            os._exit(0)


def _run(soak: Soak, tasks: list[Task], jobs: int) -> bool:
    """All tasks, shared among processes; every finished chunk is a line of the log. Whether all were done to their end."""
    workers = []
    for slot in range(jobs):
        worker = os.fork()
        if worker == 0:
            code = 1
            try:
                for task in tasks[slot::jobs]:
                    line = json.dumps(soak.chunk(task, slot), ensure_ascii=False)
                    with soak.log.open("a", encoding="utf-8") as log:
                        log.write(line + "\n")
                code = 0
            except Exception:
                traceback.print_exc()
            finally:
                os._exit(code)
        workers.append(worker)
    statuses = [os.waitpid(worker, 0)[1] for worker in workers]
    return not any(statuses)


def summary(chunks: Iterable[dict[str, Any]]) -> str:
    """Counts by outcome, the slowest, the peak, and every fault."""
    counts: Counter[str] = Counter()
    faults: list[dict[str, Any]] = []
    slowest, most = 0.0, 0.0
    for one in chunks:
        counts += Counter(one["counts"])
        faults += one["faults"]
        slowest, most = max(slowest, one["slowest"][0]), max(most, one["peak"])
    lines = [f"{number:>9,}  {outcome}" for outcome, number in sorted(counts.items())]
    lines += [f"{sum(counts.values()):>9,}  in all, {len(faults)} faults"]
    lines += [f"slowest {slowest:.2f} s CPU, peak {most:.0f} MiB, Python {platform.python_version()}"]
    lines += [json.dumps(fault, ensure_ascii=False) for fault in faults]
    return "\n".join(lines)


def main(words: list[str]) -> int:
    """Soak, then say what came of it; 1 where there was a fault."""
    parser = argparse.ArgumentParser(prog="dev.py soak", description="Check mutants of sound workbooks by the million.")
    parser.add_argument("--count", type=int, default=1_000_000, help="how many mutants (1,000,000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other mutants (1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once (all cores)")
    parser.add_argument("--folder", type=Path, default=ROOT / ".soak", help="where results are kept (.soak)")
    parser.add_argument("--summary", action="store_true", help="only say what has been found so far")
    given = parser.parse_args(words)
    soak = Soak(given.seed, given.folder)
    try:
        whole = given.summary or _run(soak, list(soak.tasks(given.count)), given.jobs)
        finished = soak.finished()
        print(summary(finished))
    finally:
        shutil.rmtree(soak.scratch, ignore_errors=True)
    return 1 if not whole or any(one["faults"] for one in finished) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
