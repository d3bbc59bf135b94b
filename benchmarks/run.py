"""Time and memory, as ratios of two ways measured in one run; exit 1 where one is beyond its limit.

Needs a system with os.wait4 (not Windows). Run by `python3 dev.py bench`."""

from __future__ import annotations

import compileall
import json
import platform
import sys

from benchmarks.dirty import dirty
from benchmarks.folder import frictionless, memory, pydantic
from benchmarks.mark import mark
from benchmarks.measure import ROOT, WORK
from benchmarks.one_workbook import reading, start_up
from benchmarks.rule_file import rule_file
from benchmarks.summary import summary

MEASUREMENTS = (start_up, rule_file, reading, dirty, frictionless, pydantic, memory, summary, mark)
RESULT = WORK / "result.json"


def main() -> int:
    """Measure, print what was found, write the result."""
    # as where it is installed, also where Python is told to keep no bytecode
    compileall.compile_dir(ROOT / "src", quiet=1)
    results = []
    for measure in MEASUREMENTS:
        results.append(measure())
        print(results[-1], flush=True)
    WORK.mkdir(exist_ok=True)
    facts = {"python": platform.python_version(), "results": [one.facts() for one in results]}
    RESULT.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if all(one.ok for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
