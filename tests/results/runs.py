"""Runs that are saved and computed again, in this process. Holds no tests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lbedu.options import Options
from lbedu.reporters import Style
from lbedu.reporters.as_json import render
from lbedu.results.deviations import Held, held
from lbedu.results.recomputing import Elsewhere, recomputed
from lbedu.results.saved import Saved, read_saved
from lbedu.run import check
from lbedu.wording import Language


def run(paths: Sequence[str | Path], options: Options | None = None, lang: Language = "vi") -> str:
    """The scorecard of a check as the command saves it."""
    options = (options or Options())._replace(by_ward=True, digests=True)
    return render(check(paths, options), Style(lang))


def kept(text: str, folder: Path, name: str = "result.json") -> Saved:
    """A scorecard that was saved, and read again."""
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return read_saved(path)


def written(document: Any, folder: Path, name: str = "result.json") -> Saved:
    return kept(json.dumps(document), folder, name)


def again(saved: Saved, *paths: str | Path, **elsewhere: Any) -> Held:
    """What `lbedu verify` finds."""
    return held(saved, recomputed(saved, Elsewhere(tuple(map(str, paths)), **elsewhere)))
