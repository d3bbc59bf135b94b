"""What has changed between two saved results of one year: verdicts, figures, who has reported, what was wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from lbedu.errors import UsageError
from lbedu.results.pairing import Data, Identity, identity, one_name_each, pair_problems
from lbedu.results.recomputing import same_files
from lbedu.results.saved import Saved

Status = Literal[
    "newly_missed",
    "newly_undecided",
    "newly_not_applicable",
    "newly_waiting",
    "gone",
    "newly_met",
    "figure",
    "unchanged",
]
STATUSES: tuple[Status, ...] = Status.__args__  # type: ignore[attr-defined]  # in this order
_NEWLY: dict[str, Status] = {
    "met": "newly_met",
    "missed": "newly_missed",
    "undecided": "newly_undecided",
    "not_applicable": "newly_not_applicable",
    "waiting": "newly_waiting",
}


class Answer(NamedTuple):
    """What one result says of a target: its verdict, or that it waits for others."""

    outcome: str
    """An outcome, or `waiting`."""
    said: Data

    @property
    def figures(self) -> tuple[Data | None, ...]:
        """One for each part of the target."""
        if self.outcome == "waiting":
            return tuple(self.said["actual"])
        return tuple(part["actual"] for part in self.said["parts"])


class Change(NamedTuple):
    """One target, of one unit in the view of single units, then and now."""

    target: str
    unit: Identity | None
    before: Answer | None
    after: Answer | None

    @property
    def status(self) -> Status:
        if self.after is None:
            return "gone"
        if self.before is None or self.before.outcome != self.after.outcome:
            return _NEWLY[self.after.outcome]
        same = json.dumps(self.before.figures, sort_keys=True) == json.dumps(self.after.figures, sort_keys=True)
        return "unchanged" if same else "figure"

    @property
    def said(self) -> Data:
        """What is said of it last."""
        answer = self.after or self.before
        assert answer is not None
        return answer.said


class Condition(NamedTuple):
    """In what the two runs differ before anything is judged."""

    name: str
    old: Any
    new: Any


class Comparison(NamedTuple):
    """Two results of one year and view, side by side."""

    old: Saved
    new: Saved
    conditions: tuple[Condition, ...]
    changes: tuple[Change, ...]
    """All targets, in the order of the new result; what was dropped behind."""
    reported: tuple[Data, ...]
    """Units that have reported since."""
    silent: tuple[Data, ...]
    """Units that had reported and have not now."""
    mended: tuple[Data, ...]
    lost: tuple[Data, ...]
    """Problems that are gone with the report that they were in: nobody knows whether they were mended."""
    arisen: tuple[Data, ...]
    """New problems."""
    moved: tuple[tuple[Data, Data], ...]
    """Problems that are still there, in another cell."""
    remaining: int
    """How many problems there were and are, those as well."""

    def of(self, status: Status) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.status == status)

    @property
    def same(self) -> bool:
        others = (self.reported, self.silent, self.mended, self.lost, self.arisen)
        return not any(others) and all(change.status == "unchanged" for change in self.changes)


def compare(old: Saved, new: Saved) -> Comparison:
    """Raises UsageError where the two answer different questions: another year, or another view."""
    before, now = old.document, new.document
    if before["year"] != now["year"]:
        years = f"{before['year']} and {now['year']}"
        raise UsageError(f"results of two years, {years}: `lbedu targets diff` compares what years demand")
    if before["view"] != now["view"]:
        views = f"{before['view']} and {now['view']}"
        raise UsageError(
            f"results of two views, {views}: check again with --view {now['view']}, or --view {before['view']}"
        )
    names = one_name_each(_units(before), _units(now))
    files = same_files(_files(before), _files(now))
    owners = _owners(before, {}, {}), _owners(now, names, files)
    problems = pair_problems(before["problems"], now["problems"], owners)
    heard = ({identity(one): one for one in _reporters(before)}, {names[identity(one)]: one for one in _reporters(now)})
    readable = _readable(now, names, files)
    gone = [(one, owners[0](one) in readable or one["file"] in readable) for one in problems.gone]
    return Comparison(
        old=old,
        new=new,
        conditions=tuple(_conditions(before, now)),
        changes=tuple(_changes(before, now, names)),
        reported=tuple(unit for own, unit in heard[1].items() if own not in heard[0]),
        silent=tuple(unit for own, unit in heard[0].items() if own not in heard[1]),
        mended=tuple(one for one, heard_again in gone if heard_again),
        lost=tuple(one for one, heard_again in gone if not heard_again),
        arisen=problems.new,
        moved=problems.moved,
        remaining=len(problems.same) + len(problems.moved),
    )


def _reporters(document: Data) -> Iterable[Data]:
    return (report["unit"] for report in document["reports"])


def _units(document: Data) -> Iterable[Data]:
    """Every unit that reports, or that something is said of."""
    yield from _reporters(document)
    yield from (one["unit"] for part in ("verdicts", "waiting") for one in document[part] if one["unit"] is not None)


def _files(document: Data) -> Iterable[str]:
    """Every file that problems may be of."""
    yield from document["files"]
    yield from (problem["file"] for problem in document["problems"])


def _owners(document: Data, names: Mapping[Identity, Identity], files: Mapping[str, str]) -> Callable[[Data], Hashable]:
    """Whose a problem is: of the unit whose report the file is, whatever it is called; else of the file, wherever it lies."""
    inside: dict[str, set[Identity]] = {}
    for report in document["reports"]:
        own = identity(report["unit"])
        inside.setdefault(report["file"], set()).add(names.get(own, own))
    single = {file: next(iter(units)) for file, units in inside.items() if len(units) == 1}
    return lambda problem: single.get(problem["file"], files.get(problem["file"], problem["file"]))


def _readable(document: Data, names: Mapping[Identity, Identity], files: Mapping[str, str]) -> set[Hashable]:
    """Units and files that are heard: what is wrong with them no longer, was mended."""
    heard = {report["file"] for report in document["reports"]} | {document["register"]} - {""}
    return {*(files.get(file, file) for file in heard), *(names[identity(unit)] for unit in _reporters(document))}


def _changes(old: Data, new: Data, names: Mapping[Identity, Identity]) -> Iterable[Change]:
    before = _answers(old, lambda own: own)
    now = _answers(new, lambda own: names[own])
    for key in dict.fromkeys([*now, *before]):
        yield Change(key[0], key[1], before.get(key), now.get(key))


def _answers(document: Data, name: Callable[[Identity], Identity]) -> dict[Any, Answer]:
    """By target and unit, and a number where a result has two of the same name."""
    found: dict[Any, Answer] = {}
    said: Sequence[tuple[str | None, Data]] = [
        *((one["outcome"], one) for one in document["verdicts"]),
        *(("waiting", one) for one in document["waiting"]),
    ]
    for outcome, one in said:
        unit = None if one["unit"] is None else name(identity(one["unit"]))
        number = 0
        while (one["target"], unit, number) in found:
            number += 1
        found[one["target"], unit, number] = Answer(str(outcome), one)
    return found


def _conditions(old: Data, new: Data) -> Iterable[Condition]:
    """The rules, the register and the options, not where the files lay."""
    pairs = [("lbedu", old["lbedu"], new["lbedu"]), ("rule_file", old["rule_file"], new["rule_file"])]
    pairs += [("register", _register(old), _register(new))]
    pairs += [(name, old[name], new[name]) for name in ("as_of", "complete")]
    options = [document.get("options") or {} for document in (old, new)]
    if all(options):
        pairs += [(name, *(one[name] for one in options)) for name in ("unit", "only", "legacy_encoding", "limits")]
    return (Condition(*pair) for pair in pairs if json.dumps(pair[1]) != json.dumps(pair[2]))


def _register(document: Data) -> Any:
    """The register by its content, where that is known; else by its name."""
    name = document["register"]
    hashes = {one["file"]: one["sha256"] for one in document.get("inputs") or ()}
    return hashes.get(name) or name
