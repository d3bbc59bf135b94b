"""What a reader elsewhere is asked: the options that reading depends on, and a file, as plain data."""

from __future__ import annotations

from pathlib import Path

from lbedu.intake.one_file import Task
from lbedu.intake.plain_places import Plain
from lbedu.options import Options
from lbedu.reading.xlsx.refusal import Limits

OUT_OF_MEMORY = 4
"""The exit code of a reader that had not memory enough."""


def asked(options: Options) -> Plain:
    """All that reading a file depends on. Whatever is judged, or shown, is not among it."""
    targets = None if options.targets is None else str(options.targets)
    return [options.year, targets, options.unit, options.legacy_encoding, list(options.limits)]


def options_in(data: Plain) -> Options:
    """The options again, as far as reading depends on them."""
    year, targets, unit, encoding, limits = data
    return Options(
        year=year,
        targets=None if targets is None else Path(targets),
        unit=unit,
        legacy_encoding=encoding,
        limits=Limits(*limits),
    )


def task_in(data: Plain) -> Task:
    return Task(*data)
