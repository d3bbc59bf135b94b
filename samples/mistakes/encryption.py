"""A workbook under a password, as Excel 2007 writes it: AES of 128 bits, block by block. For examples; keeps nothing secret."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from hashlib import sha1

from samples.mistakes.compound import compound

_SALT = bytes(range(16))
_VERIFIER = bytes(range(16, 32))
"""Both are random in the wild, and here the same on every run."""
_TURNS = 50_000
_AES = 0x24
"""By the interface of Windows, and AES."""
_PROVIDER = "Microsoft Enhanced RSA and AES Cryptographic Provider\0"


def under_password(package: bytes, password: str) -> bytes:
    """A package encrypted as the standard of Office says."""
    keys = list(_round_keys(_key(password)))
    about = struct.pack("<8L", _AES, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + _PROVIDER.encode("utf-16-le")
    proof = _encrypted(_VERIFIER, keys), _encrypted(sha1(_VERIFIER).digest().ljust(32, b"\0"), keys)
    verifier = struct.pack("<L16s16sL32s", 16, _SALT, proof[0], 20, proof[1])
    info = struct.pack("<2H2L", 4, 2, _AES, len(about)) + about + verifier
    padded = package + bytes(-len(package) % 16)
    return compound(
        {"EncryptionInfo": info, "EncryptedPackage": struct.pack("<Q", len(package)) + _encrypted(padded, keys)}
    )


def _key(password: str) -> bytes:
    """The key that a password gives, after many turns so that guessing is slow."""
    found = sha1(_SALT + password.encode("utf-16-le")).digest()
    for turn in range(_TURNS):
        found = sha1(struct.pack("<L", turn) + found).digest()
    found = sha1(found + bytes(4)).digest().ljust(64, b"\0")
    return sha1(bytes(byte ^ 0x36 for byte in found)).digest()[:16]


# AES: a block is 16 bytes, column by column


def _double(byte: int) -> int:
    """Times x in the field of 256 elements."""
    return byte << 1 ^ (0x11B if byte & 0x80 else 0)


def _boxes() -> bytes:
    """What each byte becomes: its inverse in the field, turned and mixed. Powers of 3 go through all elements but 0."""
    powers = [1]
    while len(powers) < 255:
        powers.append(powers[-1] ^ _double(powers[-1]))
    inverse = {one: powers[-at % 255] for at, one in enumerate(powers)} | {0: 0}
    turned = [inverse[byte] * 0x101 for byte in range(256)]
    return bytes((two ^ two >> 4 ^ two >> 5 ^ two >> 6 ^ two >> 7) & 0xFF ^ 0x63 for two in turned)


_BOX = _boxes()
_SHIFTED = [(at + 4 * (at % 4)) % 16 for at in range(16)]
"""Where each byte comes from when the rows of a block are shifted."""


def _round_keys(key: bytes) -> Iterator[bytes]:
    """The eleven keys of the rounds."""
    constant = 1
    for _ in range(11):
        yield key
        word = bytes(_BOX[byte] for byte in key[13:16] + key[12:13])
        word = bytes([word[0] ^ constant]) + word[1:]
        constant = _double(constant)
        following = b""
        for at in range(0, 16, 4):
            word = bytes(a ^ b for a, b in zip(word, key[at : at + 4], strict=True))
            following += word
        key = following


def _encrypted(data: bytes, keys: list[bytes]) -> bytes:
    """Each block by itself."""
    return b"".join(_block(data[at : at + 16], keys) for at in range(0, len(data), 16))


def _block(block: bytes, keys: list[bytes]) -> bytes:
    state = _mixed(block, keys[0])
    for number, key in enumerate(keys[1:], 1):
        state = bytes(_BOX[state[at]] for at in _SHIFTED)
        state = _mixed(_columns(state) if number < 10 else state, key)
    return state


def _mixed(state: bytes, key: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(state, key, strict=True))


def _columns(state: bytes) -> bytes:
    """Every column mixed."""
    mixed = []
    for at in range(0, 16, 4):
        column = state[at : at + 4]
        whole = column[0] ^ column[1] ^ column[2] ^ column[3]
        mixed += [column[n] ^ whole ^ _double(column[n] ^ column[(n + 1) % 4]) for n in range(4)]
    return bytes(mixed)
