"""The child process: reads a workbook by python-calamine and writes what it finds as lines of JSON. Run as a script.

It may die of a file at any moment; whoever started it goes on. Imports nothing of lbedu, and no line of it is trusted."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

KINDS = {bool: "b", int: "n", float: "n", str: "t"}


def bound(**limits: int) -> None:
    """Limits on this process by the names of the system, such as AS for memory in bytes, where it can do that."""
    try:
        import resource
    except ImportError:  # Windows: the time is bounded by whoever started this
        return
    for name, limit in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is None:
            continue
        hard = resource.getrlimit(kind)[1]
        try:
            resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
        except (ValueError, OSError):  # not every system bounds everything
            continue


def say(*words: Any) -> None:
    """One line of the answer."""
    sys.stdout.write(json.dumps(words, ensure_ascii=True, separators=(",", ":")) + "\n")


def tell_sheet(sheet: Any, room: int) -> int:
    """All cells of a sheet; how many may still come."""
    start = sheet.start
    for row, values in enumerate(sheet.to_python(skip_empty_area=True) if start else (), 1):
        for column, value in enumerate(values, 1):
            if value == "" and type(value) is str:
                continue
            room -= 1
            if room < 0:
                raise OverflowError
            kind = KINDS.get(type(value), "d")
            shown = value if kind in "tb" else repr(value) if kind == "n" else ""  # dates are told by their number
            say("cell", row + start[0], column + start[1], kind, shown)
    return room


def answer(memory: int, seconds: int, room: int) -> None:
    """Read the workbook on stdin."""
    bound(AS=memory, CPU=seconds, CORE=0, FSIZE=0)  # no core dump, and no file is written
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    for number, about in enumerate(book.sheets_metadata):
        say("sheet", about.name)
        if about.typ == SheetTypeEnum.WorkSheet:
            room = tell_sheet(book.get_sheet_by_index(number), room)
    say("end")


def main() -> int:
    """What went wrong is the exit code: 3 the file, 4 the memory, 5 too many cells; all else is a death."""
    sys.path.append(sys.argv[1])
    try:
        answer(*map(int, sys.argv[2:5]))
        sys.stdout.flush()
    except MemoryError:
        return 4
    except OverflowError:
        return 5
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}"[:2000])
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
