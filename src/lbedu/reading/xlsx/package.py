"""The container of a workbook: inflates the parts of a ZIP package.

Never writes to disk, and never inflates more than its limits allow.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from lbedu.reading.xlsx.refusal import LIMITS, Limits, Unreadable, corrupt, too_large


class _Member:
    """A member as the directory lists it: `offset` is that of the local header, `header` the fields that it repeats."""

    __slots__ = ("crc", "flags", "header", "method", "name", "offset", "size", "stored")

    def __init__(self, name: bytes, header: bytes, fields: tuple[int, int, int, int, int, int]) -> None:
        self.name, self.header = name, header
        self.flags, self.method, self.crc, self.stored, self.size, self.offset = fields


class Package:
    """The members of a ZIP archive by their lower-case names, each checked against its local header.

    The directory is read here and not by `zipfile`, which trusts the directory against the local headers, looks past
    foreign bytes around the archive, and takes longer to import than a form takes to read.
    """

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._data = data
        self._limits = limits
        self._inflated = 0
        self._members: dict[str, _Member] = {}
        self._starts: dict[str, int] = {}
        start, count = self._directory()
        ends = []
        for member in self._entries(start, count):
            # Part names are compared without case; some writers on Windows leave backslashes in them.
            name = member.name.decode("utf-8", "replace").replace("\\", "/").lstrip("/").lower()
            if name in self._members:
                raise corrupt(name, "member twice")
            self._members[name] = member
            self._starts[name] = begin = self._begin(name, member)
            ends.append((member.offset, begin + member.stored, name))
        ends.sort()
        followings = [begin for begin, *_ in ends[1:]] + [start]
        for (_, end, name), following in zip(ends, followings, strict=False):
            if end > following:
                raise corrupt(name, "overlap")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def _directory(self) -> tuple[int, int]:
        """Where the central directory begins and how many members it lists."""
        data, found = self._data, []
        at = data.rfind(b"PK\5\6")
        while at >= max(0, len(data) - 65_557):
            if at + 22 <= len(data) and at + 22 + int.from_bytes(data[at + 20 : at + 22], "little") == len(data):
                found.append(at)
            at = data.rfind(b"PK\5\6", 0, at + 3)
        if len(found) != 1:
            raise corrupt("ZIP", "end of directory")
        at = found[0]
        _, disk, first, here, count, size, start, _ = struct.unpack_from("<4s4H2LH", data, at)
        if at >= 76 and data[at - 20 : at - 16] == b"PK\6\7":  # the 64-bit form, which some writers always add
            where = int.from_bytes(data[at - 12 : at - 4], "little")
            if where != at - 76 or data[where : where + 4] != b"PK\6\6":
                raise corrupt("ZIP", "end of directory")
            full = (disk, first, here, count, size, start)
            wide = struct.unpack_from("<2L4Q", data, where + 16)
            if any(a not in (b, 0xFFFF, 0xFFFFFFFF) for a, b in zip(full, wide, strict=True)):
                raise corrupt("ZIP", "end of directory")
            disk, first, here, count, size, start = wide
            at = where
        if disk or first or here != count or start + size != at:
            raise corrupt("ZIP", "directory")
        if count > self._limits.members:
            raise too_large("members", self._limits.members)
        return start, count

    def _entries(self, at: int, count: int) -> list[_Member]:
        data, entries = self._data, []
        end_of_data = len(data) - 22
        for _ in range(count):
            if at + 46 > end_of_data or data[at : at + 4] != b"PK\1\2":
                raise corrupt("ZIP", "directory")
            fields = struct.unpack_from("<4s6H3L5H2L", data, at)
            flags, method, crc, stored, size = fields[3], fields[4], *fields[7:10]
            names, extras, comments, disk, offset = *fields[10:14], fields[16]
            name, header = data[at + 46 : at + 46 + names], data[at + 6 : at + 30]
            if 0xFFFFFFFF in (stored, size, offset):
                extra = data[at + 46 + names : at + 46 + names + extras]
                size, stored, offset = _wide_sizes(extra, [size, stored, offset])
            at += 46 + names + extras + comments
            if flags & 0x2041:
                raise Unreadable("encrypted")
            if disk or flags & 0x20 or method not in (0, 8) or at > end_of_data:
                raise corrupt(name.decode("utf-8", "replace"), "method" if method not in (0, 8) else "directory")
            entries.append(_Member(name, header, (flags, method, crc, stored, size, offset)))
        if data[at : at + 4] not in (b"PK\5\6", b"PK\6\6"):
            raise corrupt("ZIP", "directory")
        return entries

    def _begin(self, name: str, member: _Member) -> int:
        """Where the data of a member begins, after its local header has been found to say the same as the directory."""
        data, at = self._data, member.offset
        if at + 30 > len(data) or data[at : at + 4] != b"PK\3\4":
            raise corrupt(name, "local header")
        _, _, flags, method, _, _, crc, stored, size, names, extras = struct.unpack_from("<4s5H3L2H", data, at)
        begin: int = at + 30 + names + extras
        if data[at + 30 : at + 30 + names] != member.name:
            raise corrupt(name, "local header")
        if data[at + 4 : at + 28] == member.header and stored < 0xFFFFFFFF > size:
            return begin
        if 0xFFFFFFFF in (stored, size):
            size, stored = _wide_sizes(data[at + 30 + names : begin], [size, stored])
        same = method == member.method and flags & 0x2061 == member.flags & 0x2061
        said = ((crc, member.crc), (stored, member.stored), (size, member.size))
        streamed = flags & 8  # sizes then follow the data, and the header may hold zeros
        if not same or any(a != b and (a or not streamed) for a, b in said):
            raise corrupt(name, "local header")
        return begin

    def verify(self) -> None:
        """Inflates every part, for a reader that verifies nothing itself."""
        for name in self._members:
            self.read(name)
        self._inflated = 0

    def read(self, name: str) -> bytes:
        """The inflated bytes of a part, its length and checksum verified; Unreadable if it is absent or damaged."""
        key = name.lower()
        member = self._members.get(key)
        if member is None:
            raise corrupt(name, "missing")
        limits = self._limits
        if member.size > limits.part:
            raise Unreadable("bomb", {"part": name, "detail": "part", "limit": limits.part})
        if member.size > 1 << 20 and member.size > limits.ratio * member.stored:
            raise Unreadable("bomb", {"part": name, "detail": "ratio", "limit": limits.ratio})
        self._inflated += member.size
        if self._inflated > limits.inflated:
            raise Unreadable("bomb", {"part": name, "detail": "inflated", "limit": limits.inflated})
        start = self._starts[key]
        content = self._data[start : start + member.stored]
        if member.method == 8:
            stream = zlib.decompressobj(-15)
            try:
                content = stream.decompress(content, member.size + 1)
            except zlib.error:
                raise corrupt(name, "deflate") from None
            if not stream.eof or stream.unused_data:
                raise corrupt(name, "length")
        if len(content) != member.size:
            raise corrupt(name, "length")
        if zlib.crc32(content) != member.crc:
            raise corrupt(name, "CRC")
        return content


def _wide_sizes(extra: bytes, fields: list[int]) -> list[int]:
    """Fields of a header whose true values stand, in order, in its 64-bit extra field."""
    at = 0
    while at + 4 <= len(extra):
        identifier, length = struct.unpack_from("<2H", extra, at)
        if identifier == 1:
            block, used = extra[at + 4 : at + 4 + length], 0
            for index, value in enumerate(fields):
                if value == 0xFFFFFFFF and used + 8 <= len(block):
                    fields[index] = int.from_bytes(block[used : used + 8], "little")
                    used += 8
            break
        at += 4 + length
    return fields
