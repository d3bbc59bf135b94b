"""Mutants of the records of an .xls or .xlsb, and of the container of an .xls."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from random import Random

from xlrd.compdoc import CompDoc  # type: ignore[import-untyped]

from tests.messy.binary import packed, records
from tests.reading.other_files import compound

Record = tuple[int, bytes]
CELLS_XLS = (0x203, 0x27E, 0xBD, 0xFD, 0x204, 0x205, 6, 0x201, 0xBE)
MORE_XLS = (0xFC, 0x3C, 0x208, 0xE5, 0x7D, 0xE0, 0x41E, 0x31, 0x207, 0x85, 0x809, 10, 0x22, 0x2F)
CELLS_XLSB = (*range(12), 62)
MORE_XLSB = (12, 18, 19, 44, 47, 60, 145, 146, 153, 156, 159, 176, 427, 617)
WORDS = (0, 1, 2, 9, 45, 100, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 1_048_576)
REALS = tuple(
    struct.pack("<d", one) for one in (0.0, -1.0, 0.45, 45.0, 45.5, 60.0, 1e20, float("nan"), float("inf"), 5e-324)
)


def of_records(random: Random, found: list[Record], cells: tuple[int, ...], more: tuple[int, ...], head: int) -> None:
    """One change: to cells mostly, whose place and style take up the first `head` bytes."""
    here = [at for at, (kind, _) in enumerate(found) if kind in cells]
    at = random.choice(here) if here and random.random() < 0.8 else random.randrange(len(found))
    kind, body = found[at]
    other = random.choice(here) if here else at
    match random.randrange(11):
        case 0:
            del found[at]
        case 1:
            found.insert(at, found[at])
        case 2:
            found[at], found[other] = found[other], found[at]
        case 3:
            its = found[other][1]
            found[at], found[other] = (kind, body[:head] + its[head:]), (found[other][0], its[:head] + body[head:])
        case 4:
            found[at] = random.choice((*cells, *more)), body
        case 5:
            found[at] = kind, _set(random, body, random.randrange(len(body) + 1))
        case 6:
            found[at] = kind, _set(random, body, head)
        case 7:
            found[at] = kind, _set(random, body, 0)
        case 8:
            found[at] = kind, body[: random.randrange(len(body) + 1)]
        case 9:
            found[at] = kind, body + bytes(random.choice((1, 2, 8, 300)))
        case _:
            found[at] = kind, _flipped(random, body)


def _set(random: Random, body: bytes, at: int) -> bytes:
    """Some bytes of a record as a number that matters."""
    new = random.choice(
        (
            bytes([random.randrange(256)]),
            struct.pack("<H", random.choice(WORDS) & 0xFFFF),
            struct.pack("<L", random.choice(WORDS)),
            struct.pack("<L", random.choice((45 << 2 | 2, 4500 << 2 | 3, 1 << 2))),
            random.choice(REALS),
        )
    )
    return (body[:at] + new + body[at + len(new) :])[: max(len(body), at)]


def _flipped(random: Random, body: bytes) -> bytes:
    if not body:
        return b"\0"
    at = random.randrange(len(body))
    return body[:at] + bytes([body[at] ^ 1 << random.randrange(8)]) + body[at + 1 :]


def of_xlsb_part(random: Random, part: bytes) -> bytes:
    """One to three changes to the records of a part."""
    found = list(records(part))
    for _ in range(random.choice((1, 1, 2, 3))):
        if found:
            of_records(random, found, CELLS_XLSB, MORE_XLSB, 8)
    return packed(found)


def of_xls_records(random: Random, data: bytes) -> bytes:
    """One to three changes to the records of a workbook."""
    memory, base, size = CompDoc(data, logfile=io.StringIO()).locate_named_stream("Workbook")
    stream = bytes(memory[base : base + size])
    found = list(_xls_records(stream))
    for _ in range(random.choice((1, 1, 2, 3))):
        of_records(random, found, CELLS_XLS, MORE_XLS, 6)
    new = b"".join(struct.pack("<2H", kind, len(body)) + body for kind, body in found)
    at = data.find(stream)
    if at < 0 or len(new) != len(stream):
        return compound({"Workbook": new})
    return data[:at] + new + data[at + len(new) :]


def _xls_records(stream: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def of_container(random: Random, data: bytes) -> bytes:
    """One change to the header, the table of sectors or the folder of a compound file, or to whole sectors."""
    changed = bytearray(data)
    table, folder = (512 * (1 + int.from_bytes(data[at : at + 4], "little")) for at in (76, 48))
    sectors = len(data) // 512
    one, other = (512 * random.randrange(1, sectors) for _ in range(2))
    word = struct.pack("<L", random.choice((*range(sectors), 0xFFFFFFFC, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF, 1 << 20)))
    match random.randrange(8):
        case 0:
            at = random.randrange(24, 80, 2)
            changed[at : at + 2] = struct.pack("<H", random.choice(WORDS) & 0xFFFF)
        case 1:
            at = random.randrange(44, 84, 4)
            changed[at : at + 4] = word
        case 2 | 3:
            at = table + 4 * random.randrange(sectors)
            changed[at : at + 4] = word
        case 4:
            at = folder + 128 * random.randrange(4) + random.choice((66, 67, 68, 72, 76, 116, 120))
            changed[at : at + 4] = word
        case 5:
            at = folder + random.randrange(512)
            changed[at] = random.randrange(256)
        case 6:
            changed[one : one + 512], changed[other : other + 512] = data[other : other + 512], data[one : one + 512]
        case _:
            changed[one : one + 512] = random.choice((bytes(512), data[other : other + 512]))
    return bytes(changed)
