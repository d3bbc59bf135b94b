"""In what a run differs from what was saved of it: inputs, rules, options, verdicts, problems, and whatever else there is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple

from lbedu.results.recomputing import Recomputed
from lbedu.results.saved import Saved

Kind = Literal[
    "hindrance",
    "nowhere",
    "version",
    "rule_file",
    "register",
    "changed",
    "missing",
    "added",
    "readable",
    "option",
    "verdict",
    "problem_new",
    "problem_gone",
    "problem_other",
    "other",
]
Document = Mapping[str, Any]
_CONDITIONS = ("year", "view", "as_of", "complete")
_HANDLED = {"lbedu", "rule_file", "options", "inputs", "verdicts", "problems", *_CONDITIONS}
_PASSED_BY = {"schema_version", "schema_revision", "skipped"}
"""`skipped`: what is passed over has no say, and a result that is saved into its own folder is passed over from then on."""
_NOTHING = object()


class Deviation(NamedTuple):
    """One thing that is not as it was saved."""

    kind: Kind
    place: str = ""
    """A file, an option, a path in the document; empty for verdicts and problems."""
    saved: Any = None
    now: Any = None


class Held(NamedTuple):
    """A saved result held against the run as it comes out now."""

    deviations: tuple[Deviation, ...]
    passed_over: tuple[str, ...] = ()
    """Files that are passed over now and were not there, or were read, when the result was saved. No deviation."""
    same_verdicts: int = 0

    @property
    def same(self) -> bool:
        return not self.deviations

    @property
    def computed(self) -> bool:
        """Whether the run could be made again at all."""
        return self.same or self.deviations[0].kind not in ("hindrance", "nowhere")


def held(saved: Saved, again: Recomputed) -> Held:
    """Every deviation, causes first."""
    if again.document is None:
        nowhere = tuple(Deviation("nowhere", name) for name in again.nowhere)
        return Held(nowhere or (Deviation("hindrance", again.hindrance),))
    old, new = saved.document, again.document
    found = [*_rules(old, new), *_inputs(old, new), *_options(old, new)]
    verdicts = list(_verdicts(old, new))
    found += [*verdicts, *_problems(old, new), *_rest(old, new)]
    if not found:  # whatever the look at single parts may have missed
        found += _whole(old, new)
    before = {one["file"] for one in old["skipped"]} | {saved.name}
    passed_over = tuple(one["file"] for one in new["skipped"] if one["file"] not in before)
    return Held(tuple(found), passed_over, len(old["verdicts"]) - sum(one.saved is not None for one in verdicts))


def _rules(old: Document, new: Document) -> Iterable[Deviation]:
    if not _equal(old["lbedu"], new["lbedu"]):
        yield Deviation("version", "", old["lbedu"], new["lbedu"])
    if not _equal(old["rule_file"], new["rule_file"]):
        yield Deviation("rule_file", new["rule_file"]["name"], old["rule_file"], new["rule_file"])


def _inputs(old: Document, new: Document) -> Iterable[Deviation]:
    before, now = ({one["file"]: one["sha256"] for one in document["inputs"]} for document in (old, new))
    register = {old["register"], new["register"]} - {""}
    for name in sorted({*before, *now}):
        was, is_ = before.get(name, _NOTHING), now.get(name, _NOTHING)
        if was == is_:
            continue
        kind: Kind = "register" if name in register else "changed"
        if is_ is _NOTHING or is_ is None:
            kind = "missing"
        elif was is _NOTHING:
            kind = "added"
        elif was is None:
            kind = "readable"
        alike = _alike(was, now, before) if kind == "missing" else _alike(is_, before, now) if kind == "added" else None
        yield Deviation(kind, name, *((alike, None) if kind == "missing" else (None, alike)))


def _alike(digest: Any, there: Mapping[str, Any], here: Mapping[str, Any]) -> str | None:
    """A file of the same content that is there under another name, and was not here."""
    names = [name for name, other in there.items() if other == digest and other is not None and name not in here]
    return min(names, default=None)


def _options(old: Document, new: Document) -> Iterable[Deviation]:
    for name, was in old["options"].items():
        if not _equal(was, new["options"][name]):
            yield Deviation("option", name, was, new["options"][name])
    for name in _CONDITIONS:
        if not _equal(old[name], new[name]):
            yield Deviation("option", name, old[name], new[name])


def _verdicts(old: Document, new: Document) -> Iterable[Deviation]:
    pairs = _paired(old["verdicts"], new["verdicts"], lambda one: (one["target"], _dump(one["unit"])))
    return (Deviation("verdict", "", was, is_) for was, is_ in pairs)


def _problems(old: Document, new: Document) -> Iterable[Deviation]:
    keys = ("code", "file", "sheet", "cell", "found")
    for was, is_ in _paired(old["problems"], new["problems"], lambda one: tuple(one[key] for key in keys)):
        kind: Kind = "problem_new" if was is None else "problem_gone" if is_ is None else "problem_other"
        yield Deviation(kind, "", was, is_)


def _paired(old: Iterable[Any], new: Iterable[Any], key: Callable[[Any], Any]) -> Iterable[tuple[Any, Any]]:
    """Pairs of one thing then and now that differ; of one that is only there once, the other is None."""
    waiting: dict[Any, list[Any]] = {}
    for one in new:
        waiting.setdefault(key(one), []).append(one)
    for one in old:
        rest = waiting.get(key(one))
        other = rest.pop(0) if rest else None
        if other is None or not _equal(one, other):
            yield one, other
    for one in new:  # what is left, in its own order
        rest = waiting[key(one)]
        if any(one is other for other in rest):
            yield None, one


def _rest(old: Document, new: Document) -> Iterable[Deviation]:
    """The first difference below every other key."""
    for key in dict.fromkeys([*old, *new]):
        if key not in _HANDLED | _PASSED_BY and not _equal(old.get(key), new.get(key)):
            yield first(key, old.get(key), new.get(key))


def _whole(old: Document, new: Document) -> Iterable[Deviation]:
    for key in dict.fromkeys([*old, *new]):
        if key not in _PASSED_BY and not _equal(old.get(key), new.get(key)):
            yield first(key, old.get(key), new.get(key))


def first(path: str, old: Any, new: Any) -> Deviation:
    """Where two values differ first."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            if not _equal(old.get(key, _NOTHING), new.get(key, _NOTHING)):
                return first(f"{path}.{key}", old.get(key), new.get(key))
    if isinstance(old, tuple) and isinstance(new, tuple):
        for at, (one, other) in enumerate(zip(old, new, strict=False)):
            if not _equal(one, other):
                return first(f"{path}[{at}]", one, other)
        if len(old) != len(new):
            at = min(len(old), len(new))
            return Deviation("other", f"{path}[{at}]", *(part[at] if at < len(part) else None for part in (old, new)))
    return Deviation("other", path, old, new)


def _equal(old: Any, new: Any) -> bool:
    """Whether two values are one as JSON: true is not 1."""
    if old is _NOTHING or new is _NOTHING:
        return old is new
    return old is new or (old == new and _dump(old) == _dump(new))


def _dump(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
