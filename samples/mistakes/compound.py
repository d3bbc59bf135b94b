"""A compound file, the container of Excel 97-2003 and of encrypted workbooks: a few small streams and nothing else."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NOBODY = 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file of version 3 with up to seven streams of over 4096 bytes each; shorter ones are filled up with zeros."""
    assert len(streams) < 8
    contents = {name: data.ljust(_CUTOFF, b"\0") for name, data in streams.items()}
    chains: list[int] = []
    starts: dict[str, int] = {}
    for name, data in contents.items():
        count = -(-len(data) // _SECTOR)
        starts[name] = len(chains)
        chains += [*range(len(chains) + 1, len(chains) + count), _END]
    directory = len(chains)
    sectors = -(-(len(streams) + 1) * 128 // _SECTOR)
    chains += [*range(directory + 1, directory + sectors), _END]
    table = len(chains)
    tables = 1
    while len(chains) + tables > tables * 128:
        tables += 1
    fat = [*chains, *([_FAT] * tables)]
    fat += [_FREE] * (tables * 128 - len(fat))
    names = sorted(contents, key=lambda name: (len(name), name.upper()))
    entries = _entry("Root Entry", 5, child=1, start=_END, size=0)
    for at, name in enumerate(names, 1):  # a tree that leans to the right
        right = at + 1 if at < len(names) else _NOBODY
        entries += _entry(name, 2, right=right, start=starts[name], size=len(contents[name]))
    entries = entries.ljust(sectors * _SECTOR, b"\0")
    body = b"".join(data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\0") for data in contents.values())
    return _header(directory, table, tables) + body + entries + struct.pack(f"<{len(fat)}L", *fat)


def _header(directory: int, table: int, tables: int) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9L", 0, tables, directory, 0, _CUTOFF, _END, 0, _END, 0)
    places = [*range(table, table + tables)]
    return head + struct.pack("<109L", *places, *([_FREE] * (109 - tables)))


def _entry(name: str, kind: int, start: int, size: int, right: int = _NOBODY, child: int = _NOBODY) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB3L", len(text) + 2, kind, 1, _NOBODY, right, child)
    return head + bytes(36) + struct.pack("<LQ", start, size)
