"""A ZIP archive taken apart and put together by hand, so that any of its fields can be wrong."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import NamedTuple

STORED, DEFLATED = 0, 8


class Member(NamedTuple):
    """A member as it will be written; `local` and `central` are fields of its two headers that are to be wrong."""

    name: bytes
    crc: int
    size: int
    method: int
    data: bytes
    """As it is stored."""
    local: tuple[tuple[str, int], ...] = ()
    central: tuple[tuple[str, int], ...] = ()
    local_name: bytes | None = None


def member(name: str, content: bytes, method: int = DEFLATED, level: int = 1) -> Member:
    """A sound member."""
    data = content
    if method == DEFLATED:
        deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
        data = deflate.compress(content) + deflate.flush()
    return Member(name.encode(), zlib.crc32(content), len(content), method, data)


class Parts(NamedTuple):
    """What is in an archive: its members, and the bytes of each part."""

    members: tuple[Member, ...]
    contents: tuple[bytes, ...]


def taken_apart(data: bytes) -> Parts:
    """The members of a sound archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        contents = tuple(archive.read(info) for info in archive.infolist())
        members = tuple(
            member(info.filename, content) for info, content in zip(archive.infolist(), contents, strict=True)
        )
    return Parts(members, contents)


_FIELDS = ("version", "flags", "method", "time", "date", "crc", "stored", "size")


def joined(members: tuple[Member, ...], comment: bytes = b"") -> bytes:
    """The members as an archive."""
    out = bytearray()
    directory = bytearray()
    for one in members:
        fields = dict(
            zip(_FIELDS, (20, 0x800, one.method, 0, 0x21, one.crc, len(one.data), one.size), strict=True),
        )
        at = len(out)
        name = one.name if one.local_name is None else one.local_name
        mine = _checked(fields | dict(one.local))
        out += struct.pack("<4s5H3L2H", b"PK\3\4", *mine, len(name), 0) + name + one.data
        mine = _checked(fields | dict(one.central))
        directory += struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *mine, len(one.name), 0, 0, 0, 0, 0, at) + one.name
    count = len(members)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(out), len(comment))
    return bytes(out + directory + end + comment)


def _checked(fields: dict[str, int]) -> list[int]:
    wide = ("crc", "stored", "size")
    return [fields[name] & (0xFFFFFFFF if name in wide else 0xFFFF) for name in _FIELDS]
