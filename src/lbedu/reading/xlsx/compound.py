"""The container of .xls files, a compound file of sectors: gives one stream. Follows no chain further than the file is long."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from lbedu.reading.xlsx.refusal import corrupt

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFF9
"""Sectors from here on are none: the end of a chain, a free one, the tables themselves."""
_NO_ENTRY = 0xFFFFFFFF
_STREAM, _STORAGE, _ROOT = 2, 1, 5


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """The entries of the root folder of a compound file. Raises Unreadable where it is damaged."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        if len(data) < 512 or not data.startswith(MAGIC) or data[28:30] != b"\xfe\xff":
            raise _damaged("header")
        self._shift = int.from_bytes(data[30:32], "little")
        if self._shift not in (9, 12) or data[32:34] != b"\x06\0":
            raise _damaged("sector size")
        self._sector = 1 << self._shift
        self._fat = self._table(self._fat_sectors())
        directory = self._chain(struct.unpack_from("<L", data, 48)[0])
        self._entries = [_entry(directory, at) for at in range(0, len(directory), 128)]
        if not self._entries or self._entries[0].kind != _ROOT:
            raise _damaged("root")
        self._by_name: dict[str, _Entry] = {}
        for entry in self._in_root():
            if entry.name.lower() in self._by_name:
                raise _damaged("stream twice")
            self._by_name[entry.name.lower()] = entry

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    def stream(self, name: str) -> bytes:
        """The bytes of a stream of the root folder. Any further stream of that name, as of an embedded workbook, must stand
        behind it: other readers take the first that they find."""
        entry = self._by_name.get(name.lower())
        named = [one for one in self._entries if one.name.lower() == name.lower() and one.kind == _STREAM]
        if entry is None or entry.kind != _STREAM or named[0] is not entry:
            raise _damaged(name)
        if entry.size >= struct.unpack_from("<L", self._data, 56)[0]:
            content = self._chain(entry.start)
        else:
            content = self._small(entry.start)
        if len(content) < entry.size:
            raise _damaged(name)
        return content[: entry.size]

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) << self._shift
        return self._data[start : start + self._sector]

    def _fat_sectors(self) -> list[int]:
        data = self._data
        found = list(struct.unpack_from("<109L", data, 76))
        following, most = struct.unpack_from("<L", data, 68)[0], len(data) >> self._shift
        for _ in range(most):
            if following >= _LAST_SECTOR:
                break
            block = self._at(following)
            if len(block) < self._sector:
                raise _damaged("sector table")
            numbers = struct.unpack(f"<{self._sector // 4}L", block)
            found += numbers[:-1]
            following = numbers[-1]
        return [sector for sector in found if sector < _LAST_SECTOR]

    def _table(self, sectors: list[int]) -> list[int]:
        if len(sectors) > (len(self._data) >> self._shift) + 1:
            raise _damaged("sector table")
        raw = b"".join(self._at(sector) for sector in sectors)
        return list(struct.unpack(f"<{len(raw) // 4}L", raw[: len(raw) // 4 * 4]))

    def _chain(self, sector: int) -> bytes:
        return b"".join(map(self._at, _followed(sector, self._fat)))

    def _small(self, sector: int) -> bytes:
        """A short stream: it lies in small sectors inside the stream of the root."""
        table = self._chain(struct.unpack_from("<L", self._data, 60)[0])
        chain = struct.unpack(f"<{len(table) // 4}L", table[: len(table) // 4 * 4])
        inside = self._chain(self._entries[0].start)
        return b"".join(inside[one * 64 : one * 64 + 64] for one in _followed(sector, chain))

    def _in_root(self) -> Iterator[_Entry]:
        """The entries of the root folder, which hang together as a tree."""
        waiting, seen = [self._entries[0].child], set[int]()
        while waiting:
            at = waiting.pop()
            if at == _NO_ENTRY:
                continue
            if at in seen or at >= len(self._entries):
                raise _damaged("directory")
            seen.add(at)
            entry = self._entries[at]
            if entry.kind in (_STREAM, _STORAGE):
                yield entry
            waiting += (entry.left, entry.right)


def _followed(sector: int, table: list[int] | tuple[int, ...]) -> Iterator[int]:
    steps = 0
    while sector < _LAST_SECTOR:
        steps += 1
        if sector >= len(table) or steps > len(table):
            raise _damaged("chain of sectors")
        yield sector
        sector = table[sector]


def _entry(directory: bytes, at: int) -> _Entry:
    block = directory[at : at + 128]
    if len(block) < 128:
        raise _damaged("directory")
    length = min(int.from_bytes(block[64:66], "little"), 64)
    name = block[: max(length - 2, 0)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<3L", block, 68)
    start, size = struct.unpack_from("<2L", block, 116)
    return _Entry(name, block[66], left, right, child, start, size)


def _damaged(detail: str) -> Exception:
    return corrupt(".xls", detail)
