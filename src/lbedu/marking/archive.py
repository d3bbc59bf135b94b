"""A ZIP archive with some members rewritten and some added: all others are copied as they lie there, still deflated."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_LOCAL, _CENTRAL, _END, _WIDE = b"PK\3\4", b"PK\1\2", b"PK\5\6", b"PK\6\7"
_UTF8, _STREAMED = 0x800, 8
_FIRST_DAY = 0x21
"""The first of January 1980, as the archive writes it: what is added carries no time of day."""


class Entry(NamedTuple):
    """A member as the directory lists it; `fields` are those of its entry, `extra` without its 64-bit sizes."""

    name: bytes
    fields: tuple[int, ...]
    extra: bytes
    comment: bytes
    start: int
    stored: int
    size: int

    @property
    def key(self) -> str:
        """Its name as parts are compared: without case, with the slashes of a package."""
        return part_key(self.name.decode("utf-8", "replace"))


def part_key(name: str) -> str:
    """The name of a part as it is compared."""
    return name.replace("\\", "/").lstrip("/").lower()


def rewritten(data: bytes, changed: Mapping[str, bytes], added: Sequence[tuple[str, bytes]]) -> bytes:
    """The archive `data`, which the reader has found sound, with members changed, by keys, and others added at its end."""
    entries, end, remark = _directory(data)
    order = sorted(entries, key=lambda entry: entry.start)
    stops = {
        entry.start: following for entry, following in zip(order, [*(e.start for e in order[1:]), end], strict=True)
    }
    pieces: list[bytes] = [data[: order[0].start]] if order else []
    at = len(pieces[0]) if pieces else 0
    listed: dict[bytes, bytes] = {}
    for entry in order:
        if entry.key in changed:
            local, listed[entry.name] = _member(entry.name, changed[entry.key], at, entry)
        else:
            local = data[entry.start : stops[entry.start]]
            listed[entry.name] = _listed(entry.name, entry.fields, (entry.stored, entry.size), at, entry)
        pieces.append(local)
        at += len(local)
    names = [entry.name for entry in entries if entry.name in listed]
    for name, content in added:
        raw = name.encode()
        local, listed[raw] = _member(raw, content, at)
        names.append(raw)
        pieces.append(local)
        at += len(local)
    directory = b"".join(listed[name] for name in names)
    last = struct.pack("<4s4H2LH", _END, 0, 0, len(names), len(names), len(directory), at, len(remark))
    return b"".join([*pieces, directory, last, remark])


def _directory(data: bytes) -> tuple[list[Entry], int, bytes]:
    """The entries in their order, where the directory begins, and the remark at the end of the archive."""
    at = data.rfind(_END)
    while at + 22 + int.from_bytes(data[at + 20 : at + 22], "little") != len(data):
        at = data.rfind(_END, 0, at)
    count, _, start = struct.unpack_from("<H2L", data, at + 10)
    if at >= 76 and data[at - 20 : at - 16] == _WIDE:
        count, _, start = struct.unpack_from("<3Q", data, int.from_bytes(data[at - 12 : at - 4], "little") + 32)
    entries, here = [], start
    for _ in range(count):
        fields = struct.unpack_from("<4s6H3L5H2L", data, here)
        names, extras, comments = fields[10:13]
        behind = here + 46 + names
        extra, sizes = _without_wide(data[behind : behind + extras], [fields[9], fields[8], fields[16]])
        size, stored, offset = sizes
        remark = data[behind + extras : behind + extras + comments]
        entries.append(Entry(data[here + 46 : behind], fields, extra, remark, offset, stored, size))
        here = behind + extras + comments
    return entries, start, data[at + 22 :]


def _without_wide(extra: bytes, sizes: list[int]) -> tuple[bytes, list[int]]:
    """The extra fields but the 64-bit one, whose values go where they belong: no archive that is read is that large."""
    kept, at = [], 0
    while at + 4 <= len(extra):
        identifier, length = struct.unpack_from("<2H", extra, at)
        block = extra[at : at + 4 + length]
        at += 4 + length
        if identifier != 1:
            kept.append(block)
            continue
        values = iter(struct.unpack_from(f"<{(len(block) - 4) // 8}Q", block, 4))
        sizes = [next(values, size) if size == 0xFFFFFFFF else size for size in sizes]
    return b"".join([*kept, extra[at:]]), sizes


def _member(name: bytes, content: bytes, at: int, entry: Entry | None = None) -> tuple[bytes, bytes]:
    """A member deflated anew, as it lies in the archive and as the directory lists it."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = deflate.compress(content) + deflate.flush()
    if entry is None:
        fields: tuple[int, ...] = (0, 20 | 3 << 8, 20, _UTF8, 8, 0, _FIRST_DAY, 0, 0, 0, 0, 0, 0, 0, 0, 0o644 << 16, 0)
    else:
        old = entry.fields
        fields = (*old[:2], max(20, old[2]), old[3] & ~_STREAMED, 8, *old[5:])
    fields = (*fields[:7], zlib.crc32(content), *fields[8:])
    local = struct.pack("<4s5H3L2H", _LOCAL, *fields[2:8], len(packed), len(content), len(name), 0)
    return b"".join([local, name, packed]), _listed(name, fields, (len(packed), len(content)), at, entry)


def _listed(name: bytes, fields: tuple[int, ...], sizes: tuple[int, int], at: int, entry: Entry | None) -> bytes:
    extra, comment = (entry.extra, entry.comment) if entry is not None else (b"", b"")
    lengths = (len(name), len(extra), len(comment))
    packed = struct.pack("<4s6H3L5H2L", _CENTRAL, *fields[1:8], *sizes, *lengths, 0, *fields[14:16], at)
    return b"".join([packed, name, extra, comment])
