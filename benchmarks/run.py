"""Time and memory, as ratios of two ways measured in one run; exit 1 where one is beyond its limit.

Needs a system with os.wait4 (not Windows). Run by `python3 dev.py bench [NAME...]`; all of them write docs/performance.md."""

from __future__ import annotations

import compileall
import json
import platform
import sys
from collections.abc import Callable

from benchmarks import contest
from benchmarks.dirty import dirty
from benchmarks.many import cache, further, interrupted, isolation, jobs, memory, parent
from benchmarks.mark import mark
from benchmarks.measure import ROOT, WORK, Measured
from benchmarks.one_workbook import reading, start_up
from benchmarks.page import publish
from benchmarks.rule_file import rule_file
from benchmarks.summary import summary

MEASUREMENTS: tuple[Callable[[], Measured | list[Measured]], ...] = (
    start_up,
    rule_file,
    reading,
    dirty,
    summary,
    mark,
    memory,
    further,
    jobs,
    isolation,
    parent,
    interrupted,
    cache,
    contest.one,
    contest.district,
    contest.city,
)
RESULT = WORK / "result.json"


def main(names: list[str]) -> int:
    """Measure all, or those that are named; print what was found, write the result."""
    known = {measure.__name__: measure for measure in MEASUREMENTS}
    if unknown := [name for name in names if name not in known]:
        print(f"no such measurement: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    # as where it is installed, also where Python is told to keep no bytecode
    compileall.compile_dir(ROOT / "src", quiet=1)
    WORK.mkdir(exist_ok=True)
    results: list[Measured] = []
    for name in names or known:
        found = known[name]()
        results += found if isinstance(found, list) else [found]
        print("\n".join(map(str, found if isinstance(found, list) else [found])), flush=True)
    facts = {"python": platform.python_version(), "results": [one.facts() for one in results]}
    RESULT.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if not names:
        publish(results, RESULT)
    return 0 if all(one.ok for one in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
