"""Prints how many bytes the figures of a folder take once they are read: what is kept of each workbook until all are judged."""

import gc
import sys
from pathlib import Path

from lbedu.options import Options
from lbedu.run import gather


def size_of(kept: object) -> int:
    """The bytes of an object and of all that it is made of, each counted once; not of its types."""
    seen: set[int] = set()
    waiting, total = [kept], 0
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type):
            continue
        seen.add(id(one))
        total += sys.getsizeof(one)
        waiting += gc.get_referents(one)
    return total


said = gather([Path(sys.argv[1])], Options(view="district", jobs=2))
print(size_of((said.records, said.submissions, said.problems, said.readings)))
