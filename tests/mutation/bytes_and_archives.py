"""Mutants of a file's bytes and of its archive."""

from __future__ import annotations

from random import Random

from tests.mutation.archives import DEFLATED, STORED, Member, Parts, joined, member

JUNK = (b"\0", b"\xff", b"PK\3\4", b"PK\5\6", b"\r\n", b"<", b"\xef\xbb\xbf", bytes(64))
FIELDS = ("version", "flags", "method", "time", "date", "crc", "stored", "size")


def of_bytes(random: Random, data: bytes) -> bytes:
    """Flip, set, insert, delete, double, swap, blank, cut or lengthen."""
    at = random.randrange(len(data))
    length = min(random.choice((1, 1, 2, 4, 16, 200)), len(data) - at)
    changed = bytearray(data)
    match random.randrange(9):
        case 0:
            for _ in range(random.choice((1, 1, 1, 2, 8))):
                changed[random.randrange(len(data))] ^= 1 << random.randrange(8)
        case 1:
            changed[at] = random.randrange(256)
        case 2:
            changed[at:at] = random.choice(JUNK)
        case 3:
            del changed[at : at + length]
        case 4:
            changed[at:at] = changed[at : at + length]
        case 5:
            other = random.randrange(len(data) - length + 1)
            one, two = changed[at : at + length], changed[other : other + length]
            changed[at : at + length], changed[other : other + length] = two, one
        case 6:
            changed[at : at + length] = bytes(length)
        case 7:
            del changed[at:]
        case _:
            changed += random.choice(JUNK) * random.choice((1, 100))
    return bytes(changed)


def of_archive(random: Random, parts: Parts) -> bytes:
    """Rename, double, reorder, drop or exchange members, pack them otherwise, contradict their headers."""
    members = list(parts.members)
    at, other = random.randrange(len(members)), random.randrange(len(members))
    one, content = members[at], parts.contents[at]
    comment = b""
    match random.randrange(12):
        case 0:
            members[at] = one._replace(name=_other_name(random, one.name))
        case 1:
            members.insert(random.randrange(len(members) + 1), one)
        case 2:
            members.append(one._replace(name=_other_name(random, one.name)))
        case 3:
            random.shuffle(members)
        case 4:
            method = random.choice((STORED, DEFLATED))
            members[at] = member(one.name.decode(), content, method, random.choice((1, 6, 9)))
        case 5:
            members[at] = _contradicted(random, one)
        case 6:
            del members[at]
        case 7:
            members[at], members[other] = (
                members[other]._replace(name=one.name),
                one._replace(name=members[other].name),
            )
        case 8:
            members[at] = one._replace(local_name=_other_name(random, one.name))
        case 9:
            members[at] = one._replace(data=of_bytes(random, one.data) if one.data else b"\0")
        case 10:
            comment = random.choice((b"x", b"PK\5\6" + bytes(18), bytes(300)))
        case _:
            stored = content + random.choice((b" ", b"\n", b"<!-- -->", b"\0"))
            members[at] = member(one.name.decode(), stored)
    return joined(tuple(members), comment)


def _other_name(random: Random, name: bytes) -> bytes:
    return random.choice(
        (
            name.upper(),
            name.swapcase(),
            name.replace(b"/", b"\\"),
            b"/" + name,
            b"./" + name,
            b"../" + name,
            name + b"/",
            name + b" ",
            name.replace(b"1", b"2"),
            name.replace(b"xml", b"xm"),
            b"",
            name.replace(b"e", "ê".encode()),
            name + b"\0",
        )
    )


def _contradicted(random: Random, one: Member) -> Member:
    values = (0, 1, 8, 9, 0x800, 0xFFFF, 0xFFFFFFFF, one.crc ^ 1, one.size + 1, len(one.data) - 1)
    wrong = ((random.choice(FIELDS), random.choice(values)),)
    match random.randrange(3):
        case 0:
            return one._replace(local=wrong)
        case 1:
            return one._replace(central=wrong)
        case _:
            return one._replace(local=wrong, central=wrong)
