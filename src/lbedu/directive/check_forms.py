"""Does a rule file hold together: names that exist, codes used once, commitments that are answered. Reads no measures."""

from __future__ import annotations

from collections.abc import Iterable

from lbedu.directive.check_foreign import check_foreign
from lbedu.directive.fault import Faults, Path, fault, unknown
from lbedu.directive.model import FieldSpec, Form, RuleFile


def check_file(file: RuleFile) -> Faults:
    """Every fault of what is no measure."""
    faults: Faults = []
    for kind, names in file.expects.items():
        _known(faults, ("expects", kind), kind, file.units, "kind of unit")
        _once(faults, (("expects", kind, i) for i in range(len(names))), names, "unit")
    _check_places(faults, file)
    for name, form in file.forms.items():
        path: Path = ("forms", name)
        _known(faults, (*path, "unit"), form.unit, file.units, "kind of unit")
        if form.unit in file.units:
            _check_form(faults, path, form, file)
    for kind, unit in file.units.items():
        mains = [name for name, form in file.forms.items() if form.unit == kind and not form.rows]
        if len(mains) != 1:
            faults.append(fault(("units", kind), "main_form", on_key=True, kind=kind, count=len(mains)))
        for i, named in enumerate(unit.named):
            if named.level is not None:
                _known(faults, ("units", kind, "named", i, "level"), named.level, unit.levels, "level")
            if named.type is not None:
                _known(faults, ("units", kind, "named", i, "type"), named.type, unit.types, "type")
            for at, flag in enumerate(named.flags or ()):
                _known(faults, ("units", kind, "named", i, "flags", at), flag, unit.flags, "flag")
            if kind in file.expects:  # these are all there are: another name would be nobody's
                _known(faults, ("units", kind, "named", i, "name"), named.name, file.expects[kind], "unit")
        for group, members in unit.groups.items():
            for i, member in enumerate(members):
                known = [named.name for named in unit.named]
                _known(faults, ("units", kind, "groups", group, i), member, known, "named unit")
    for choice, options in file.choices.items():
        paths = (("choices", choice, i, "id") for i in range(len(options)))
        _once(faults, paths, (option.id for option in options), "option")
    faults += check_foreign(file)
    _check_commitments(faults, file)
    return faults


def _check_places(faults: Faults, file: RuleFile) -> None:
    """Units lie in one kind of unit, which is another one than their own."""
    places = {kind: unit.lies_in for kind, unit in file.units.items() if unit.lies_in is not None}
    first = next(iter(places.values()), None)
    for kind, place in places.items():
        path: Path = ("units", kind, "lies_in")
        _known(faults, path, place, file.units, "kind of unit")
        if place in places and place in file.units:
            faults.append(fault(path, "place_in_place", kind=kind, place=place))
        elif place != first:
            faults.append(fault(path, "two_places", place=place, other=str(first)))


def _known(faults: Faults, path: Path, name: str, known: Iterable[str], what: str) -> None:
    words = tuple(known)
    if name not in words:
        faults.append(unknown(path, name, words, what))


def _once(faults: Faults, paths: Iterable[Path], names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for path, name in zip(paths, names, strict=True):
        if name in seen:
            faults.append(fault(path, "name_twice", what=what, name=name))
        seen.add(name)


def _check_form(faults: Faults, path: Path, form: Form, file: RuleFile) -> None:
    kind = file.units[form.unit]
    _once(faults, ((*path, "rows", i, "code") for i in range(len(form.rows))), (row.code for row in form.rows), "code")
    ids: set[str] = set()
    codes: dict[tuple[str, str], str] = {}
    for i, item in enumerate(form.fields):
        here: Path = (*path, "fields", i)
        for at, level in enumerate(item.levels):
            _known(faults, (*here, "levels", at), level, kind.levels, "level")
        if not isinstance(item, FieldSpec):
            continue
        if item.id in ids:
            faults.append(fault((*here, "id"), "name_twice", what="field", name=item.id))
        ids.add(item.id)
        for asked in item.levels or tuple(kind.levels) or ("",):
            other = codes.setdefault((item.code, asked), item.id)
            if other != item.id:
                where = f" ({asked})" if asked else ""
                faults.append(fault((*here, "code"), "code_taken", code=item.code, other=other, at=where))
        _check_field(faults, here, item, form, file)


def _check_field(faults: Faults, path: Path, field: FieldSpec, form: Form, file: RuleFile) -> None:
    fields = {item.id: item for item in form.fields if isinstance(item, FieldSpec)}
    if field.unit is not None:
        _known(faults, (*path, "unit"), field.unit, file.nouns, "noun")
    if (field.type in ("choice", "rank")) != (field.options is not None):
        faults.append(fault((*path, "options"), "options_misplaced", on_key=True, field=field.id))
    elif field.options is not None:
        _known(faults, (*path, "options"), field.options, file.choices, "choice")
    if field.evidence and field.type != "yes_no":
        faults.append(fault((*path, "evidence"), "evidence_misplaced", on_key=True, field=field.id))
    if field.min > 0 and field.asked_when is not None:
        faults.append(fault((*path, "min"), "min_of_asked", on_key=True, field=field.id))
    if field.max is not None and field.max < field.min:
        faults.append(fault((*path, "max"), "max_below_min", field=field.id))
    for key, needed in (("part_of", {field.type} & {"count", "number"}), ("asked_when", {"yes_no"})):
        name = getattr(field, key)
        if name is None:
            continue
        other = fields.get(name)
        if other is None or other is field:
            _known(faults, (*path, key), name, (one for one in fields if one != field.id), "field")
        elif other.type not in needed:
            types = ", ".join(needed or {"count"})
            faults.append(fault((*path, key), "field_type", name=name, type=other.type, types=types))
        elif other.levels and not set(field.levels or ("",)) <= set(other.levels):
            faults.append(fault((*path, key), "levels_beyond", name=name, field=field.id))
    for key in ("part_of", "asked_when"):
        up, seen = getattr(field, key), {field.id}
        while up in fields and up not in seen:
            seen.add(up)
            up = getattr(fields[up], key)
        if up == field.id:
            faults.append(fault((*path, key), "circle", field=field.id, key=key))


def _check_commitments(faults: Faults, file: RuleFile) -> None:
    commitments = {commitment.id: commitment for commitment in file.commitments}
    paths: list[Path] = [("commitments", i, "id") for i in range(len(file.commitments))]
    _once(faults, paths, (commitment.id for commitment in file.commitments), "commitment")
    paths = [
        ("commitments", i, "targets", t, "id") for i, c in enumerate(file.commitments) for t in range(len(c.targets))
    ]
    _once(faults, paths, (target.id for c in file.commitments for target in c.targets), "target")
    for i, commitment in enumerate(file.commitments):
        path: Path = ("commitments", i)
        ways = [bool(commitment.targets), commitment.same_as is not None, commitment.not_checked is not None]
        if sum(ways) != 1:
            faults.append(fault((*path, "id"), "commitment_ways", id=commitment.id))
        if commitment.same_as is not None:
            _known(faults, (*path, "same_as"), commitment.same_as, commitments, "commitment")
            if commitment.same_as in commitments and commitments[commitment.same_as].same_as is not None:
                faults.append(fault((*path, "same_as"), "same_as_chain", id=commitment.same_as))
