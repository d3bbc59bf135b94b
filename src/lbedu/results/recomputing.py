"""A saved run once more: the same options on the files as they are now, wherever they lie. Prints nothing."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from lbedu.directive.part import fields_of
from lbedu.errors import LbeduError, UsageError
from lbedu.finding import find, shown
from lbedu.options import Options
from lbedu.reading.xlsx.refusal import LIMITS, Limits
from lbedu.reporters import Style
from lbedu.reporters.as_json import render
from lbedu.results import shape
from lbedu.results.saved import Saved, parsed
from lbedu.run import check


class Elsewhere(NamedTuple):
    """Where things lie now, if not where the result says; and how much of a file may be read, if more than is usual."""

    paths: tuple[str, ...] = ()
    targets: Path | None = None
    register: Path | None = None
    limits: Limits = LIMITS


class Recomputed(NamedTuple):
    """The document of the run as it comes out now, or why it cannot."""

    document: Mapping[str, Any] | None
    hindrance: str = ""
    """In English, as of all that ends a run."""
    nowhere: tuple[str, ...] = ()
    """What the result names and is not there."""


def recomputed(saved: Saved, elsewhere: Elsewhere = Elsewhere()) -> Recomputed:  # noqa: B008  # a value, never changed
    """Run the check of a saved result again.

    Raises UsageError where that cannot be asked: the result does not say its options, a place that is given is none, or it
    was allowed to read more of a file than is usual and nobody allows it now."""
    asked = saved.result.options
    if asked is None or saved.result.inputs is None:
        raise UsageError(f"{saved.name}: schema_revision 0 has no options and no hashes: check the workbooks again")
    _refuse_nowhere(elsewhere)
    paths = elsewhere.paths or asked.paths
    rules, listed = elsewhere.targets or _path(asked.targets), elsewhere.register or _path(asked.register)
    limits = _limits(saved, asked.limits, elsewhere.limits)
    nowhere = [shown(place) for place in (rules, listed) if place is not None and not os.path.exists(place)]
    if not elsewhere.paths and saved.result.reports and not any(map(_leads_somewhere, asked.paths)):
        nowhere += asked.paths
    if nowhere:
        return Recomputed(None, nowhere=tuple(nowhere))
    options = Options(
        year=asked.year,
        targets=rules,
        register=listed,
        view=saved.result.view if elsewhere.paths else asked.view,
        unit=asked.unit,
        only=asked.only,
        as_of=asked.as_of,
        complete=asked.complete,
        legacy_encoding=asked.legacy_encoding,
        by_ward=True,
        digests=True,
        limits=limits,
        names=_names(saved, elsewhere, limits),
    )
    try:
        card = check(paths, options)
    except LbeduError as error:
        return Recomputed(None, str(error))
    document = parsed(render(card, Style(saved.result.lang)))
    return Recomputed(_as_asked(document, saved, elsewhere))


def _refuse_nowhere(elsewhere: Elsewhere) -> None:
    nowhere = [path for path in elsewhere.paths if not _leads_somewhere(path)]
    nowhere += [shown(path) for path in (elsewhere.targets, elsewhere.register) if path and not os.path.exists(path)]
    if nowhere:
        raise UsageError(f"{nowhere[0]}: no such file or folder")


def _leads_somewhere(path: str) -> bool:
    return os.path.exists(path) or (glob.has_magic(path) and bool(glob.glob(path, recursive=True)))


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


def _limits(saved: Saved, asked: shape.Limits, allowed: Limits) -> Limits:
    """The limits of the run. A result from outside must not raise them: that is for the user to say."""
    limits = LIMITS._replace(**{name: getattr(asked, name) for name in fields_of(shape.Limits)})
    for name, value, most, usual in zip(Limits._fields, limits, allowed, LIMITS, strict=True):
        if value > max(most, usual):
            raise UsageError(
                f"{saved.name}: options.limits.{name}: {value} is more than the usual {usual}: to allow it, "
                f"add --limit {name}={value}"
            )
    return limits


def _as_asked(document: Any, saved: Saved, elsewhere: Elsewhere) -> Mapping[str, Any]:
    """The document with the places that the result names, where the user has said that they are others now."""
    recorded: Any = saved.document["options"]
    moved = {
        **({"paths": recorded["paths"], "view": recorded["view"]} if elsewhere.paths else {}),
        **({"targets": recorded["targets"]} if elsewhere.targets is not None else {}),
        **({"register": recorded["register"]} if elsewhere.register is not None else {}),
    }
    return {**document, "options": {**document["options"], **moved}}


def _names(saved: Saved, elsewhere: Elsewhere, limits: Limits) -> Mapping[str, str]:
    """Files that lie elsewhere now, by the names that they had."""
    result = saved.result
    names: dict[str, str] = {}
    if elsewhere.paths:
        known = {*result.files, *(one.file for one in result.skipped), *(one.file for one in result.problems)}
        names.update(same_files(known, find(elsewhere.paths, limits).names))
    register = (result.options and result.options.register) or result.register
    if elsewhere.register is not None and register:
        names[shown(elsewhere.register)] = register
    return names


def same_files(known: Iterable[str], now: Iterable[str]) -> dict[str, str]:
    """Of names as they are now the known ones that most likely mean the same file: the same name, else the longest common
    end of folders and name."""
    here, there = set(now), set(known)
    left, free = sorted(here - there), sorted(there - here)
    found: dict[str, str] = {}
    for length in range(max((len(PurePosixPath(name).parts) for name in left), default=0), 0, -1):
        ends = [_by_end([name for name in left if name not in found], length)]
        ends.append(_by_end(sorted(set(free) - set(found.values())), length))
        for end, names in ends[0].items():
            found.update(zip(names, ends[1].get(end, ()), strict=False))
    return found


def _by_end(names: Iterable[str], length: int) -> dict[tuple[str, ...], list[str]]:
    """Names by so many of their last parts."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        parts = PurePosixPath(name).parts
        if len(parts) >= length:
            found.setdefault(parts[-length:], []).append(name)
    return found
