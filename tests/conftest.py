"""For all tests: garbage is collected. What makes the command start quickly leaves that to the end of its imports."""

from __future__ import annotations

import gc

import lbedu.startup  # noqa: F401  # now, so that no test imports it later

gc.enable()
