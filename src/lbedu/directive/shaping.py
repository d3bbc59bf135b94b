"""From plain data to the model of a rule file, or every fault of its shape. What is sound is kept, so that its meaning can be
looked into, too."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from pydantic_core import ValidationError

from lbedu.directive import model, terms
from lbedu.directive.fault import Fault, Faults, Path, fault

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_EXPECTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "too_long": "two texts, for one and for several",
}
_EITHER = {
    frozenset({"string_type", "int_type"}): "a text or a whole number",
    frozenset({"string_type", "tuple_type"}): "a text or a list",
    frozenset({"string_type", "bool_type"}): "a text, true or false",
    frozenset({"string_type", "int_type", "tuple_type"}): "a text or a list",
    frozenset({"string_type", "tuple_type", "dict_type"}): "a field, a list of fields, or fields by level",
}
"""What is expected where there are alternatives."""
_LONGEST = 60
MOST = 500
"""So many mistakes are told; with more it is no rule file, and nothing is gained by going on."""


class Shaped(NamedTuple):
    """What was read: the file, if what it is made of is sound but for single commitments and targets, and the faults."""

    file: model.RuleFile | None
    faults: Faults
    kept: tuple[tuple[int, tuple[int, ...]], ...] = ()
    """Of each commitment and of its targets where they stood in the file."""
    lost: frozenset[str] = frozenset()
    """Ids of the commitments that are left out."""
    renamed: dict[Path, str] = {}
    """Of keys that were taken as others, by the path that they were taken as: what stands in the file."""

    def original(self, found: Fault) -> Fault:
        """A fault of the file that was kept, at its place in the whole one."""
        return found._replace(path=_original(found.path, self.kept, self.renamed))

    def follows(self, found: Fault) -> bool:
        """Whether it is but a consequence of something that was left out."""
        if found.code == "unknown_name":
            return found.facts["name"] in self.lost
        if found.code == "commitment_ways" and self.file is not None:
            here = self.file.commitments[found.path[1]]  # type: ignore[index]  # a number below `commitments`
            return here.targets == () and here.same_as is None and here.not_checked is None and here.id in self.lost
        return False


def shaped(data: Any) -> Shaped:
    """The model of what is sound, and every fault of the rest. To see what else is wrong, slips are taken as what was probably
    meant; other unknown keys, and commitments and targets that are broken themselves, are left out."""
    faults: Faults = []
    lost: set[str] = set()
    kept = _all(data)
    renamed: dict[Path, str] = {}
    while True:
        try:
            file: model.RuleFile = model.VALIDATOR().validate_python(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
        else:
            return Shaped(file, faults, kept, frozenset(lost), renamed)
        found = _faults(details[:MOST], data)
        if len(details) > MOST:
            faults += [one._replace(path=_original(one.path, kept, renamed)) for one in found]
            return Shaped(None, [*faults, fault((), "too_many", count=len(details) - MOST)])
        slips = _slips(found, data)
        rest, broken = data, []
        for one in found:
            if one.code == "key_missing" and one.path in slips.values():
                continue
            faults.append(one._replace(path=_original(one.path, kept, renamed)))
            if one.code == "unknown_key" and one.path in slips:
                rest = _changed(rest, slips[one.path], _at(data, one.path))
            if one.code in ("unknown_key", "comma_in_text"):
                rest = _changed(rest, one.path)
            elif (meant := _meant(one, data)) is not None:
                rest = _changed(rest, one.path, meant)
            else:
                broken.append(one.path)
        renamed |= {meant: str(path[-1]) for path, meant in slips.items()}
        if any(path[:1] != ("commitments",) or len(path) < 2 for path in broken):
            return Shaped(None, faults)
        if slips and not lost:
            kept = _all(rest)  # what stands below a key that was taken as another was not seen before
        if broken:
            rest, kept, names = _sound(rest, kept, broken)
            lost |= names
        if rest == data:
            return Shaped(None, faults)
        data = rest


def _slips(found: Faults, data: Any) -> dict[Path, Path]:
    """Unknown keys that are probably slips, with the path that was meant, where nothing stands yet."""
    slips: dict[Path, Path] = {}
    for one in found:
        if one.code == "unknown_key":
            meant = _nearest(one)
            here = _at(data, one.path[:-1])
            if meant is not None and meant not in here and (*one.path[:-1], meant) not in slips.values():
                slips[one.path] = (*one.path[:-1], meant)
    return slips


def _meant(one: Fault, data: Any) -> Any:
    """What was probably meant by a word of the wrong kind; None where that is open."""
    match one.code:
        case "not_one_of":
            return _nearest(one)
        case "needs_quotes":
            return str(_at(data, one.path)).lower()
        case "bad_date":
            return dt.date(int(year[:4]) + 1, 1, 1) if _YEAR.fullmatch(year := str(data.get("year"))) else None
        case _:
            return None


_YEAR = re.compile(r"[12][0-9]{3}(?:-[0-9]{4})?")


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _all(data: Any) -> tuple[tuple[int, tuple[int, ...]], ...]:
    commitments = data.get("commitments") if isinstance(data, dict) else None
    given = commitments if isinstance(commitments, tuple) else ()
    return tuple((i, tuple(range(len(_targets(one))))) for i, one in enumerate(given))


def _targets(commitment: Any) -> tuple[Any, ...]:
    targets = commitment.get("targets") if isinstance(commitment, dict) else None
    return targets if isinstance(targets, tuple) else ()


def _original(path: Path, kept: tuple[tuple[int, tuple[int, ...]], ...], renamed: dict[Path, str]) -> Path:
    match path:
        case ("commitments", int(c), "targets", int(t), *rest) if c < len(kept) and t < len(kept[c][1]):
            path = ("commitments", kept[c][0], "targets", kept[c][1][t], *rest)
        case ("commitments", int(c), *rest) if c < len(kept):
            path = ("commitments", kept[c][0], *rest)
        case _:
            pass
    return tuple(renamed.get(path[: i + 1], step) for i, step in enumerate(path)) if renamed else path


def _sound(data: Any, kept: Any, broken: Iterable[Path]) -> tuple[Any, Any, set[str]]:
    """The data without the commitments and targets that are broken, where the others stood, and whose ids are lost."""
    targets = {path[1:4:2] for path in broken if len(path) > 3 and path[2] == "targets" and isinstance(path[3], int)}
    whole = {path[1] for path in broken if path[1:4:2] not in targets or len(path) < 4}
    commitments, places, lost = [], [], set()
    for c, one in enumerate(data["commitments"]):
        sound = [t for t in range(len(_targets(one))) if (c, t) not in targets]
        if c in whole or len(sound) < len(_targets(one)):
            lost.add(str(one.get("id")) if isinstance(one, dict) else "")
        if c in whole:
            continue
        at, targets_at = kept[c] if c < len(kept) else (c, ())
        places.append((at, tuple(targets_at[t] if t < len(targets_at) else t for t in sound)))
        less = len(sound) < len(_targets(one))
        commitments.append({**one, "targets": tuple(_targets(one)[t] for t in sound)} if less else one)
    return {**data, "commitments": tuple(commitments)}, tuple(places), lost


_NOTHING = object()


def _changed(data: Any, path: Path, value: Any = _NOTHING) -> Any:
    """The same data with another value at a path, or without its key."""
    step, rest = path[0], path[1:]
    if isinstance(data, dict):
        if not rest and value is _NOTHING:
            return {key: one for key, one in data.items() if key != step}
        return {**data, step: _changed(data[step], rest, value) if rest else value}
    return tuple((_changed(one, rest, value) if rest else value) if i == step else one for i, one in enumerate(data))


# from the words of pydantic's core to faults


def _faults(details: list[ErrorDetails], data: Any) -> Faults:
    """One fault for each place; of alternatives the one that came furthest."""
    at: dict[Path, list[ErrorDetails]] = {}
    either: set[Path] = set()
    for detail in details:
        path, passed = _real(detail["loc"], data, detail["type"] in ("missing", "extra_forbidden"))
        at.setdefault(path, []).append(detail)
        either |= {path[:n] for n in passed}
    further = {one for one in either if any(len(path) > len(one) and path[: len(one)] == one for path in at)}
    found = [_fault(path, details) for path, details in at.items() if path not in further or _stands_alone(details)]
    return [_rest_of_a_text(one, data) or one for one in found]


def _rest_of_a_text(one: Fault, data: Any) -> Fault | None:
    """In `{vi: A, B}` the comma ends the text, and B is read as a key without a value."""
    if one.code != "unknown_key":
        return None
    here = data
    for step in one.path[:-1]:
        if not (
            step in here
            if isinstance(here, dict)
            else isinstance(here, tuple) and isinstance(step, int) and step < len(here)
        ):
            return None  # a word that is taken for a key is itself of the wrong kind
        here = here[step]
    if not isinstance(here, dict) or here.get(one.path[-1], "") is not None or _nearest(one) is not None:
        return None
    before = list(here)[: list(here).index(one.path[-1])]
    begun = next((key for key in reversed(before) if here[key] is not None), None)
    if begun is None or not isinstance(here[begun], (str, int)):
        return None
    return one._replace(code="comma_in_text", facts={**one.facts, "begun": str(begun)}, allowed=())


def _stands_alone(found: list[ErrorDetails]) -> bool:
    return any(detail["type"] in ("missing", "extra_forbidden") for detail in found)


def _real(loc: tuple[int | str, ...], data: Any, is_key: bool) -> tuple[Path, list[int]]:
    """The path without the names of alternatives, and how deep those stood. A key that is missing leads nowhere, too."""
    path: list[int | str] = []
    passed: list[int] = []
    for i, step in enumerate(loc):
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, tuple) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif i < len(loc) - 1 or not is_key:
            passed.append(len(path))
            continue
        path.append(step)
    return tuple(path), passed


def _fault(path: Path, found: list[ErrorDetails]) -> Fault:
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")
    first = found[0]
    given: Any = first["input"]
    match first["type"]:
        case "extra_forbidden":
            return fault(path, "unknown_key", sorted(_keys_at(path[:-1])), key, on_key=True, key=key)
        case "missing" if isinstance(first["loc"][-1], str):
            return fault(path, "key_missing", key=key)
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", str(first["ctx"]["expected"]))
            return fault(path, "not_one_of", allowed, given, key=key, found=_shown(given))
        case "value_error":
            return fault(path, "bad_date", key=key, found=f"`{_shown(given)}`")
        case _:
            kinds = frozenset(detail["type"] for detail in found)
            if "string_type" in kinds and len(kinds) == 1 and isinstance(given, (int, bool)):
                return fault(path, "needs_quotes", key=key, found=_shown(given))
            return fault(path, "wrong_shape", key=key, expected=_expected(first, kinds), found=_found(given))


def _expected(first: ErrorDetails, kinds: frozenset[str]) -> str:
    if first["type"] == "string_pattern_mismatch":
        return str(_PATTERNS[first["ctx"]["pattern"]])
    return _EITHER.get(kinds) or _EXPECTED.get(first["type"], "two texts, for one and for several")


_PATTERNS = {
    get_args(one)[1].expression: get_args(one)[1].words
    for one in (terms.Text, terms.Identifier, terms.Slug, terms.Code, terms.CommitmentId, terms.Year)
}


def _shown(given: Any) -> str:
    if isinstance(given, bool):
        return str(given).lower()
    text = " ".join(str(given).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _found(given: Any) -> str:
    if given is None:
        return "nothing"
    if isinstance(given, dict):
        return "keys with values"
    return "a list" if isinstance(given, tuple) else f"`{_shown(given)}`"


# loaded once something is wrong


def _keys_at(path: Path) -> set[str]:
    from lbedu.directive.nearest import keys_at

    return keys_at(path)


def _nearest(one: Fault) -> str | None:
    from lbedu.directive.nearest import nearest

    return nearest(one.wrong, one.allowed)
