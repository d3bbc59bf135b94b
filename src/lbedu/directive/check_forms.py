"""Does a rule file hold together: names that exist, codes used once, commitments that are answered. Reads no measures."""

from __future__ import annotations

from collections.abc import Iterable

from lbedu.directive.check_foreign import check_foreign, not_known
from lbedu.directive.model import FieldSpec, Form, RuleFile

Path = tuple[str | int, ...]
Faults = list[tuple[Path, str]]


def check_file(file: RuleFile) -> Faults:
    """Every fault as (path, message)."""
    faults: Faults = []
    for kind, names in file.expects.items():
        _known(faults, ("expects", kind), kind, file.units, "kind of unit")
        _once(faults, ("expects", kind), names, "unit")
    for name, form in file.forms.items():
        path: Path = ("forms", name)
        _known(faults, (*path, "unit"), form.unit, file.units, "kind of unit")
        if form.unit in file.units:
            _check_form(faults, path, form, file)
    for kind, unit in file.units.items():
        mains = [name for name, form in file.forms.items() if form.unit == kind and not form.rows]
        if len(mains) != 1:
            faults.append((("units", kind), f"{kind} fills in exactly one form that is no list, not {len(mains)}"))
        for i, named in enumerate(unit.named):
            if named.level is not None:
                _known(faults, ("units", kind, "named", i, "level"), named.level, unit.levels, "level")
        for group, members in unit.groups.items():
            for member in members:
                known = {named.name for named in unit.named}
                _known(faults, ("units", kind, "groups", group), member, known, "named unit")
    faults += check_foreign(file)
    _check_commitments(faults, file)
    return faults


def _known(faults: Faults, path: Path, name: str, known: Iterable[str], what: str) -> None:
    if name not in set(known):
        faults.append((path, not_known(name, known, what)))


def _once(faults: Faults, path: Path, names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            faults.append((path, f"{what} `{name}` stands twice"))
        seen.add(name)


def _check_form(faults: Faults, path: Path, form: Form, file: RuleFile) -> None:
    kind = file.units[form.unit]
    _once(faults, (*path, "rows"), (row.code for row in form.rows), "code")
    ids: set[str] = set()
    codes: dict[tuple[str, str], str] = {}
    for i, item in enumerate(form.fields):
        here: Path = (*path, "fields", i)
        for level in item.levels:
            _known(faults, (*here, "levels"), level, kind.levels, "level")
        if not isinstance(item, FieldSpec):
            continue
        if item.id in ids:
            faults.append(((*here, "id"), f"field `{item.id}` stands twice"))
        ids.add(item.id)
        for asked in item.levels or tuple(kind.levels) or ("",):
            other = codes.setdefault((item.code, asked), item.id)
            if other != item.id:
                at = f" at level {asked}" if asked else ""
                faults.append(((*here, "code"), f"code {item.code} is {other}'s{at}"))
        _check_field(faults, here, item, form, file)


def _check_field(faults: Faults, path: Path, field: FieldSpec, form: Form, file: RuleFile) -> None:
    fields = {item.id: item for item in form.fields if isinstance(item, FieldSpec)}
    if field.unit is not None:
        _known(faults, (*path, "unit"), field.unit, file.nouns, "noun")
    if (field.type in ("choice", "rank")) != (field.options is not None):
        faults.append((path, f"{field.id}: `options` goes with choice and rank"))
    elif field.options is not None:
        _known(faults, (*path, "options"), field.options, file.choices, "choice")
    if field.evidence and field.type != "yes_no":
        faults.append(((*path, "evidence"), f"{field.id}: evidence goes with yes_no"))
    if field.min > 0 and field.asked_when is not None:
        faults.append(((*path, "min"), f"{field.id}: a lowest value above 0 goes with fields that are always asked"))
    if field.max is not None and field.max < field.min:
        faults.append(((*path, "max"), f"{field.id}: max is below min"))
    for key, needed in (("part_of", {field.type} & {"count", "number"}), ("asked_when", {"yes_no"})):
        name = getattr(field, key)
        if name is None:
            continue
        other = fields.get(name)
        if other is None or other is field:
            _known(faults, (*path, key), name, set(fields) - {field.id}, "field")
        elif other.type not in needed:
            faults.append(((*path, key), f"{name} is {other.type}, not {' or '.join(needed) or 'a count'}"))
        elif other.levels and not set(field.levels or ("",)) <= set(other.levels):
            faults.append(((*path, key), f"{name} is not asked at every level of {field.id}"))
    for key in ("part_of", "asked_when"):
        up, seen = getattr(field, key), {field.id}
        while up in fields and up not in seen:
            seen.add(up)
            up = getattr(fields[up], key)
        if up == field.id:
            faults.append(((*path, key), f"{field.id} comes back to itself by `{key}`"))


def _check_commitments(faults: Faults, file: RuleFile) -> None:
    commitments = {commitment.id: commitment for commitment in file.commitments}
    _once(faults, ("commitments",), (commitment.id for commitment in file.commitments), "commitment")
    _once(faults, ("commitments",), (target.id for c in file.commitments for target in c.targets), "target")
    for i, commitment in enumerate(file.commitments):
        path: Path = ("commitments", i)
        ways = [bool(commitment.targets), commitment.same_as is not None, commitment.not_checked is not None]
        if sum(ways) != 1:
            faults.append((path, f"{commitment.id}: exactly one of targets, same_as, not_checked"))
        if commitment.same_as is not None:
            _known(faults, (*path, "same_as"), commitment.same_as, commitments, "commitment")
            if commitment.same_as in commitments and commitments[commitment.same_as].same_as is not None:
                faults.append(((*path, "same_as"), f"{commitment.same_as} itself is the same as another"))
