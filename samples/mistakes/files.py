"""Examples of problems of a file as such: it cannot be opened, or is no workbook."""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zipfile import ZIP_STORED

from lbedu.intake import one_file
from samples.mistakes.book import NOTE, repacked, wards
from samples.mistakes.encryption import under_password
from samples.mistakes.example import Made, example, made_by_the_test

_OVER = (20 << 20) + 1
"""A byte more than the largest file that is read."""
_SHEET = "xl/worksheets/sheet1.xml"


@example()
def file_empty() -> Made:
    """0 bytes."""
    return b""


@example()
def not_a_workbook() -> Made:
    """A web page under the name of a workbook."""
    rows = "".join(f"<tr><td>{name}</td><td>{count}</td></tr>" for name, count in (("Bồ Đề", 310), ("Đức Giang", 412)))
    return (
        f'<html><head><meta charset="utf-8"></head><body><p>{NOTE}</p><table border="1">'
        f"<tr><th>Tên phường</th><th>Trẻ 5 tuổi cư trú trên địa bàn</th></tr>{rows}</table></body></html>\n"
    ).encode()


@example(suffix=".xls")
def old_format() -> Made:
    """A worksheet as Excel 2 wrote it in 1987: records of a number, a length and the content."""
    cells = [(0, 0, "Ten phuong"), (0, 1, "Tre 5 tuoi"), (1, 0, "Bo De"), (1, 1, 310), (2, 0, "Duc Giang"), (2, 1, 412)]
    cells.append((4, 0, "Tep vi du: so lieu gia dinh."))
    records = [(0x0009, struct.pack("<2H", 2, 0x10)), (0x0000, struct.pack("<4H", 0, 5, 0, 2))]
    for row, column, value in cells:
        place = struct.pack("<2H3x", row, column)
        if isinstance(value, str):
            records.append((0x0004, place + bytes([len(value)]) + value.encode("ascii")))
        else:
            records.append((0x0003, place + struct.pack("<d", value)))
    records.append((0x000A, b""))
    return b"".join(struct.pack("<2H", number, len(content)) + content for number, content in records)


@example()
def encrypted() -> Made:
    """A report whose password is `vi-du`."""
    return under_password(wards().packed(), "vi-du")


@example(at="Phường")
def corrupt() -> Made:
    """A figure that was changed on the way, while its check sum stayed."""
    data = repacked(wards().packed(), lambda _, content: content, method=ZIP_STORED)
    assert data.count(b"<v>412</v>") == 1
    return data.replace(b"<v>412</v>", b"<v>912</v>")


@example(at="Phường")
def bomb() -> Made:
    """Two million spaces in two kilobytes."""

    def swell(name: str, data: bytes) -> bytes:
        return data.replace(b"<sheetData>", b"<sheetData>" + b" " * 2_000_000) if name == _SHEET else data

    return repacked(wards().packed(), swell)


@example(at="Phường")
def unsafe_xml() -> Made:
    """A declaration that no Excel writes."""

    def declare(name: str, data: bytes) -> bytes:
        at = data.index(b"<worksheet") if name == _SHEET else 0
        return data[:at] + b'<!DOCTYPE worksheet [<!ENTITY so "412">]>' + data[at:] if at or name == _SHEET else data

    return repacked(wards().packed(), declare)


@example(suffix="/")
def no_workbooks() -> Made:
    """A folder of notes."""
    return {"ghi-chu.txt": f"{NOTE}\nCác phường chưa gửi báo cáo.\n".encode()}


# What no repository can carry


@made_by_the_test()
@contextmanager
def file_not_found(folder: Path) -> Iterator[Path]:
    """A name that nobody has used."""
    yield folder / "bao-cao.xlsx"


@made_by_the_test()
@contextmanager
def no_permission(folder: Path) -> Iterator[Path]:
    """A file that the system does not open; it asks the superuser for no permission, so the refusal is put in its mouth."""
    path = _report(folder)
    with patch("os.open", _failing(os.open, errno.EACCES, path)):
        yield path


@made_by_the_test()
@contextmanager
def not_a_file(_: Path) -> Iterator[Path]:
    """The device that swallows everything."""
    yield Path(os.devnull)


@made_by_the_test()
@contextmanager
def file_too_large(folder: Path) -> Iterator[Path]:
    """A file with a hole in it, which takes no room on the disk."""
    path = folder / "bao-cao.xlsx"
    with path.open("wb") as file:
        file.truncate(_OVER)
    yield path


@made_by_the_test()
@contextmanager
def io_error(folder: Path) -> Iterator[Path]:
    """A disk that fails while it is read."""
    path = _report(folder)
    with patch("os.read", _failing(os.read, errno.EIO)):
        yield path


@made_by_the_test(at="b.xlsx", keep_on_interrupt=True)
@contextmanager
def interrupted(folder: Path) -> Iterator[Path]:
    """Ctrl-C after the first of two files."""
    for name in ("a.xlsx", "b.xlsx"):
        (folder / name).write_bytes(wards().packed())
    with patch.object(one_file.Reader, "hear", _interrupted_at("b.xlsx", one_file.Reader.hear)):
        yield folder


@made_by_the_test()
@contextmanager
def changed_meanwhile(folder: Path) -> Iterator[Path]:
    """A file that is saved again once it has been read."""
    path = _report(folder)

    def saved(reader: one_file.Reader, task: one_file.Task, hear: Any = one_file.Reader.hear) -> one_file.Heard:
        heard: one_file.Heard = hear(reader, task)
        os.utime(path, (1, 1))
        return heard

    with patch.object(one_file.Reader, "hear", saved):
        yield path


def _interrupted_at(name: str, hear: Any) -> Callable[[one_file.Reader, one_file.Task], one_file.Heard]:
    def interrupted(reader: one_file.Reader, task: one_file.Task) -> one_file.Heard:
        if task.name.endswith(name):
            raise KeyboardInterrupt
        heard: one_file.Heard = hear(reader, task)
        return heard

    return interrupted


def _report(folder: Path) -> Path:
    path = folder / "bao-cao.xlsx"
    path.write_bytes(wards().packed())
    return path


def _failing(call: Callable[..., Any], number: int, path: Path | None = None) -> Callable[..., Any]:
    """A call of the system that fails, for one path or always."""

    def fails(what: Any, *more: Any, **named: Any) -> Any:
        if path is None or (isinstance(what, str | Path) and Path(what) == path):
            raise OSError(number, os.strerror(number))
        return call(what, *more, **named)

    return fails
