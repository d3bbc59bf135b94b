"""Every bit flipped and every truncation of one submission: either noticed, or no value changes."""

from __future__ import annotations

from pathlib import Path

from tests.mutation.seeds import Seed
from tests.mutation.trial import Mutant, Outcome, tried


def submission(seeds: tuple[Seed, ...]) -> Seed:
    """The small submission whose every bit is tried."""
    return seeds[0]


def possible(seed: Seed) -> int:
    """How many there are: first the bits, then the lengths."""
    return len(seed.data) * 9


def damaged(seed: Seed, number: int) -> Mutant:
    """The damage of that number."""
    bit = number
    if bit >= len(seed.data) * 8:
        return Mutant(seed, "truncation", seed.data[: bit - len(seed.data) * 8])
    data = bytearray(seed.data)
    data[bit // 8] ^= 1 << bit % 8
    return Mutant(seed, "flip", bytes(data))


def endured(one: Mutant, path: Path) -> Outcome:
    """What came of it; a figure that changed and was not noticed is a fault."""
    found = tried(one, path)
    return found._replace(fault="a figure changed in silence") if found.kind == "changed" else found
