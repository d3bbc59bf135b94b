"""Which lbedu this is, to the letter of its code: what one edition made of a file, another one never takes for its own."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from lbedu import __version__
from lbedu.directive.load import available, shipped_targets

_PACKAGE = Path(__file__).resolve().parent.parent


@lru_cache(1)
def edition() -> str:
    """The version, and a hash over all code and the rule files that come with it."""
    hashed = sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        hashed.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for year, path in sorted(available(shipped_targets()).items()):
        hashed.update(year.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__} {hashed.hexdigest()[:16]}"


def rule_files(targets: Path | None) -> dict[str, bytes] | None:
    """The rule files that the user brings, by their names; None for those that come with lbedu."""
    if targets is None:
        return None
    files = available(targets).values() if targets.is_dir() else [targets]
    return {path.name: path.read_bytes() for path in files}
