"""For all tests: garbage is collected. What makes the command start quickly leaves that to the end of its imports."""

from __future__ import annotations

import gc

import lbedu.startup  # noqa: F401  # now, so that no test imports it later

gc.enable()


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: looking through it again and again would take a twentieth of the time."""
    gc.collect()
    gc.freeze()
