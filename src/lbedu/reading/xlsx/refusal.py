"""How much of a file is read, and the one exception that refuses the rest of the files."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """How much of a file is read before it is refused; sizes in bytes."""

    file: int = 20 << 20
    inflated: int = 128 << 20
    """All parts that are read, together."""
    part: int = 64 << 20
    ratio: int = 300
    """Inflated to stored size of a part over 1 MiB."""
    members: int = 2_000
    sheets: int = 256
    cells: int = 200_000
    """Cells with a value, over all sheets."""
    strings: int = 1_000_000
    """Entries of the shared string table."""
    characters: int = 32_767
    """Characters of one text, as in Excel."""
    depth: int = 256
    """Elements nested in each other."""
    units: int = 1_000
    """Rows of units in the tables of one workbook, and lines of a register: each takes its time to judge, whatever it says."""
    seconds: int = 20
    """For a file in another format than .xlsx, which a process of its own reads."""
    memory: int = 256 << 20
    """For that process."""
    reader_seconds: int = 60
    """For one file of any format, where a reader of its own process has it."""
    reader_memory: int = 1 << 30
    """For such a reader."""


LIMITS = Limits()


class Unreadable(Exception):
    """A file that cannot be read as a workbook; `code` says why and `args_` holds the facts for a message."""

    def __init__(
        self, code: str, args_: dict[str, str | int] | None = None, sheet: str | None = None, cell: str | None = None
    ) -> None:
        super().__init__(code, args_, sheet, cell)
        self.code = code
        self.args_: dict[str, str | int] = args_ or {}
        self.sheet = sheet
        self.cell = cell

    def __str__(self) -> str:
        place = "!".join(part for part in (self.sheet, self.cell) if part)
        facts = ", ".join(f"{name}={value}" for name, value in self.args_.items())
        return " ".join(part for part in (self.code, place, f"({facts})" if facts else "") if part)


def corrupt(part: str, detail: str) -> Unreadable:
    return Unreadable("corrupt", {"part": part, "detail": detail})


def too_large(what: str, limit: int) -> Unreadable:
    return Unreadable("file_too_large", {"what": what, "limit": limit})
