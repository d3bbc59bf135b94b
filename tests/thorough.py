"""How much a comparison with another program does: a seeded slice in ordinary runs, all of it in the soak."""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("LBEDU_THOROUGH"))
"""Set by `dev.py soak`, which runs the tests marked `thorough` with it."""


def some(a_slice: int, everything: int) -> int:
    """How many cases to try: the first ones ordinarily, all in the soak."""
    return everything if THOROUGH else a_slice
