"""For all tests: garbage is collected. What makes the command start quickly leaves that to the end of its imports."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

import lbedu.startup  # noqa: F401  # now, so that no test imports it later

HERE = Path(__file__).parent
gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is of no folder comes first: the longest tests are among them, and at the end others would wait for one."""
    items.sort(key=lambda item: item.path.parent != HERE)


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: looking through it again and again would take a twentieth of the time."""
    gc.collect()
    gc.freeze()
