"""Opens one file: a workbook or a register. Whatever goes wrong over it is a problem of that file alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from lbedu.errors import LbeduError, whereabouts
from lbedu.problem_catalogue.words import FILE_KINDS, file_cure
from lbedu.problems import Problem
from lbedu.reading.marked_copy import as_report
from lbedu.reading.unit_lines import TEXT_SUFFIXES, Lines, lines_of_text, lines_of_workbook
from lbedu.reading.workbook import LIMITS, Limits, Unreadable, Workbook, open_workbook
from lbedu.reading.xlsx.sniffing import read_file
from lbedu.reading.xlsx.typefaces import is_odd
from lbedu.submission import Place
from lbedu.wording import harmless, whole

_MEBIBYTE = 1024 * 1024

T = TypeVar("T")

Seen = Callable[[bytes], None]
"""Is shown the bytes of a file as they are read."""


def open_decoded(path: Path, convert: bool, limits: Limits, seen: Seen | None = None) -> Workbook:
    """A workbook with its texts in old encodings marked, or converted. Raises Unreadable."""
    book = open_workbook(path, limits, seen)
    if book.odd_texts:
        from lbedu.reading.legacy_text import decoded

        return decoded(book, convert)
    return book


def guarded(name: str, work: Callable[[], T]) -> T | Problem:
    """What some work on one file gives. Whatever is wrong with the file, and whatever goes wrong with ourselves over it, is a
    problem of that file alone; only what ends a run passes. LBEDU_DEBUG shows our own mistakes in full."""
    try:
        return work()
    except Unreadable as error:
        return refused(error, name)
    except LbeduError:
        raise
    except Exception as error:
        if os.environ.get("LBEDU_DEBUG"):
            raise
        return Problem("reader_failed", Place(name), "", {"detail": whereabouts(error)})


def refused(error: Unreadable, name: str) -> Problem:
    """The problem of a file that cannot be read."""
    facts: dict[str, str | Mapping[str, str]] = {
        fact: _size(value, str(error.args_.get("what")))
        if fact == "limit"
        else FILE_KINDS.get(str(value), harmless(str(value)))
        for fact, value in error.args_.items()
    }
    place = Place(name, error.sheet or "", error.cell or "")
    cure, raised = file_cure(str(error.args_.get("kind"))), _raised(str(error.args_.get("what")))
    none = dict.fromkeys(("detail", "part", "kind", "limit"), "")
    return Problem(error.code, place, "", {**none, "cure": cure, "raised": raised, **facts})


def lines_of(path: Path, name: str, convert: bool, limits: Limits = LIMITS, seen: Seen | None = None) -> Lines:
    """What a register says, whatever it is written in. It is a register by the user's word, or by its own."""

    def read() -> Lines:
        if path.suffix.lower() not in TEXT_SUFFIXES:
            return lines_of_workbook(as_report(open_decoded(path, convert, limits, seen)), name, limits)
        data = read_file(path, limits)
        if seen is not None:
            seen(data)
        lines = lines_of_text(data, name, limits)
        if is_odd(data):
            from lbedu.reading.legacy_text import decoded_lines

            return decoded_lines(lines, convert)
        return lines

    lines = guarded(name, read)
    return Lines(name, problems=(lines,)) if isinstance(lines, Problem) else lines


def _raised(limit: str) -> Mapping[str, str]:
    """How a limit is raised, where it is one that the user sets."""
    if limit not in Limits._fields:
        return {"vi": "", "en": ""}
    return {
        "vi": f". Nếu tệp đúng là cần nhiều như vậy thì chạy lại với --limit {limit}=… cao hơn",
        "en": f". If the file really needs that much, run again with a higher --limit {limit}=…",
    }


def _size(limit: str | int, what: str) -> str | Mapping[str, str]:
    if isinstance(limit, int) and limit >= _MEBIBYTE:
        return f"{limit // _MEBIBYTE} MiB"
    if not isinstance(limit, int):
        return limit
    of = {"vi": " đơn vị", "en": " units"} if what == "units" else {"vi": "", "en": ""}
    return {"vi": whole(limit, "vi") + of["vi"], "en": whole(limit, "en") + of["en"]}
