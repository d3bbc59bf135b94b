"""A judge that tries every completion. Slow, plain, written from the meaning of the words and not from the engine.

It reads the rule file as plain data and knows nothing of compiled expressions, bounds or intervals.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

Rule = dict[str, Any]
Value = Any
Full = Mapping[str, Value]
"""One completion: every field that is asked has a value; a field that is not asked is absent."""

MET, MISSED, OUT, VOID = "met", "missed", "out", "void"
OPERATORS = {
    "at_least": lambda a, b: a >= b,
    "more_than": lambda a, b: a > b,
    "at_most": lambda a, b: a <= b,
    "less_than": lambda a, b: a < b,
    "equals": lambda a, b: a == b,
}
MAYBE_MORE = 5
"""So many further units are tried where nobody knows how many there are."""


@dataclass(frozen=True)
class Paper:
    """One record: what a unit said on a form, or on a row of a list."""

    form: str
    name: str
    level: str = ""
    type: str = ""
    row: str = ""
    said: Mapping[str, Value] = field(default_factory=dict)
    spoiled: frozenset[str] = frozenset()
    flags: tuple[str, ...] | None = None


@dataclass(frozen=True)
class District:
    """All records of all forms, and how many more units there may be by form (None: nobody knows)."""

    papers: tuple[Paper, ...]
    unknown: Mapping[str, int | None] = field(default_factory=dict)


def listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def fields_of(rule: Rule, form: str) -> dict[str, dict[str, Any]]:
    """The fields of a form with their evidence fields."""
    found = {}
    for spec in rule["forms"][form]["fields"]:
        found[spec["id"]] = spec
        if spec.get("evidence"):
            name = spec["id"] + "_evidence"
            found[name] = {"id": name, "type": "text", "asked_when": spec["id"], "levels": spec.get("levels", [])}
    return found


# what may be filled in


def days(as_of: dt.date) -> list[dt.date]:
    return [as_of + dt.timedelta(n) for n in (-400, -17, -16, -15, -1, 0, 1, 14, 15, 16, 400)]


def candidates(rule: Rule, spec: Mapping[str, Any], as_of: dt.date) -> list[Value]:
    low, high = spec.get("min", 0), spec.get("max")
    match spec["type"]:
        case "count":
            return list(range(low, high + 1)) if high is not None else [*range(low, low + 5), 60, 2000]
        case "number":
            return [Fraction(n, 2) for n in range(2 * low, 2 * (high if high is not None else 20) + 1)]
        case "percent":
            return [Fraction(n, 4) for n in range(4 * (high if high is not None else 1) + 1)]
        case "yes_no":
            return [True, False]
        case "choice" | "rank":
            return [option["id"] for option in rule["choices"][spec["options"]]]
        case "date":
            return [*days(as_of), as_of - dt.timedelta(4000), as_of + dt.timedelta(4000)]
        case "text":
            return [None, "x"]  # evidence may never come
        case other:
            raise AssertionError(other)


def closure(rule: Rule, form: str, names: Iterable[str]) -> list[str]:
    """The fields that the named ones hang together with, askers and wholes first."""
    specs = fields_of(rule, form)
    wanted = {name for name in names if name in specs}
    while True:
        more = {specs[name].get(key) for name in wanted for key in ("part_of", "asked_when")} - {None}
        more |= {name for name, spec in specs.items() if spec.get("part_of") in wanted}
        if more <= wanted:
            break
        wanted |= {str(name) for name in more}
    order: list[str] = []

    def put(name: str) -> None:
        for key in ("asked_when", "part_of"):
            if specs[name].get(key):
                put(specs[name][key])
        if name not in order:
            order.append(name)

    for name in specs:
        if name in wanted:
            put(name)
    return order


def completions(rule: Rule, paper: Paper, names: Iterable[str], as_of: dt.date) -> Iterator[dict[str, Value]]:
    """Every way to fill in what is missing of the named fields."""
    specs = fields_of(rule, paper.form)
    order = closure(rule, paper.form, names)

    def fill(i: int, full: dict[str, Value]) -> Iterator[dict[str, Value]]:
        if i == len(order):
            yield dict(full)
            return
        name = order[i]
        spec = specs[name]
        asker = spec.get("asked_when")
        asked = (not spec.get("levels") or paper.level in spec["levels"]) and (not asker or full.get(asker) is True)
        if name in paper.said:
            values = [paper.said[name]]
        elif asked:
            values = candidates(rule, spec, as_of)
        else:
            values = [None]
        whole = spec.get("part_of")
        for value in values:
            if value is not None and whole and full.get(whole) is not None and value > full[whole]:
                continue
            if value is None:
                yield from fill(i + 1, full)
            else:
                yield from fill(i + 1, {**full, name: value})

    return fill(0, {})


# what is asked of one record


@dataclass(frozen=True)
class World:
    """What stands still while records are tried: the rule file, the day, and what the office said."""

    rule: Rule
    as_of: dt.date
    office: Full
    """By `form.field`."""


def split(name: str) -> tuple[str, str]:
    form, _, own = name.partition(".")
    return form, own


def names_in(figure: Any, level: str | None = None) -> list[str]:
    """The fields that a figure adds up; of all levels where none is given."""
    if isinstance(figure, dict):
        chosen = figure.values() if level is None else [figure[level]] if level in figure else []
        return [name for one in chosen for name in listed(one)]
    return listed(figure)


def total(figure: Any, full: Full, level: str) -> Value:
    """The sum of what is asked; None where nothing is."""
    values = [full[split(name)[1]] for name in names_in(figure, level) if split(name)[1] in full]
    if not values:
        return None
    return values[0] if len(values) == 1 else sum(values)


def step(rule: Rule, spec: Mapping[str, Any], value: Value) -> Value:
    """Ranks compare by their place from the bottom."""
    if spec["type"] != "rank" or value is None:
        return value
    return [option["id"] for option in reversed(rule["choices"][spec["options"]])].index(value)


def limit(world: World, text: Any, spec: Mapping[str, Any], form: str | None, full: Full) -> Value:
    """A threshold as a value that compares with a field of this type."""
    if text == "as_of":
        return world.as_of
    if isinstance(text, str) and "." in text and text.replace(".", "").replace("_", "").isalnum() and text[0].isalpha():
        other, name = split(text)
        own = fields_of(world.rule, other)[name]
        if other == form:
            return step(world.rule, own, full.get(name))
        return step(world.rule, own, world.office.get(text))
    if isinstance(text, str) and text.endswith("%"):
        return Fraction(text[:-1]) / 100
    match spec["type"]:
        case "rank":
            return step(world.rule, spec, text)
        case "date":
            return dt.date.fromisoformat(text)
        case _:
            return Fraction(str(text).replace(",", "."))


def comparison(spec: Mapping[str, Any]) -> tuple[str, list[Any]]:
    (key,) = [key for key in OPERATORS if key in spec]
    return key, listed(spec[key])


def holds(
    world: World, spec: Mapping[str, Any], value: Value, kind: Mapping[str, Any], form: str | None, full: Full
) -> bool:
    """Against every threshold at once."""
    key, thresholds = comparison(spec)
    for text in thresholds:
        bar = limit(world, text, kind, form, full)
        if bar is None:  # an own figure that is not asked
            bar = 0
        if not OPERATORS[key](value, bar):
            return False
    return True


def divided(spec: Any) -> tuple[Any, Any] | None:
    """What is divided by what: a part by its whole, or pupils by classes."""
    for keys in (("share", "of"), ("ratio", "per")):
        if keys[0] in spec:
            return spec[keys[0]], spec[keys[1]]
    return None


def outcomes(world: World, check: Any, full: Full, level: str) -> frozenset[str]:
    """What one completed record can be: several only where the future is open."""
    if isinstance(check, str):
        return outcomes(world, {"value": check, "is": True}, full, level)
    if "attest" in check:
        name = split(check["attest"])[1]
        if name not in full:
            return frozenset({OUT})
        return frozenset({MET if full[name] and f"{name}_evidence" in full else MISSED})
    if "done" in check:
        return done(world, check, full)
    if (two := divided(check)) is not None:
        form = split(names_in(two[1])[0])[0]
        part, whole = total(two[0], full, level), total(two[1], full, level)
        if whole is None or whole == 0:
            return frozenset({OUT if whole is None else VOID})
        share = Fraction(part or 0, whole)
        return frozenset({MET if holds(world, check, share, {"type": "number"}, form, full) else MISSED})
    if "all_of" in check:
        each = [outcomes(world, one, full, level) for one in check["all_of"]]
        return frozenset(together(one) for one in itertools.product(*each))
    form, name = split(names_in(check["value"])[0])
    value = total(check["value"], full, level)
    if value is None:
        return frozenset({OUT})
    if "is" in check:
        return frozenset({MET if value == check["is"] else MISSED})
    kind = fields_of(world.rule, form)[name]
    value = step(world.rule, kind, value)
    return frozenset({MET if holds(world, check, value, kind, form, full) else MISSED})


def together(each: tuple[str, ...]) -> str:
    """Several things asked of one record: what does not apply asks for nothing."""
    for outcome in (MISSED, MET, VOID):
        if outcome in each:
            return outcome
    return OUT


def done(world: World, check: Mapping[str, Any], full: Full) -> frozenset[str]:
    """Done by its day; before that day nothing is late."""
    name, on = split(check["done"])[1], split(check["on"])[1]
    by = world.as_of if check["by"] == "as_of" else dt.date.fromisoformat(check["by"])
    if name not in full:
        return frozenset({OUT})
    open_ = frozenset({MET, MISSED})
    if not full[name]:
        return frozenset({MISSED}) if world.as_of >= by else open_
    if on not in full:
        return open_
    if full[on] > by:
        return frozenset({MISSED})
    if full[on] > world.as_of:
        return open_
    proven = f"{name}_evidence" not in fields_of(world.rule, split(check["done"])[0]) or f"{name}_evidence" in full
    return frozenset({MET}) if proven else open_


# what a target reads, and of whom it is asked


def words(spec: Any) -> Iterator[str]:
    """Every `form.field` that a target or a check reads."""
    if isinstance(spec, str):
        yield spec
        return
    for key in ("share", "of", "ratio", "per", "sum", "value"):
        if key in spec:
            yield from names_in(spec[key])
    for key in ("attest", "done", "on"):
        if key in spec:
            yield spec[key]
    for key in ("attest", "done"):
        if key in spec:
            yield spec[key] + "_evidence"  # of what is done, only where the form asks for it
    for key in OPERATORS:
        for text in listed(spec.get(key, [])):
            if isinstance(text, str) and text[0].isalpha() and "." in text:
                yield text
    for key in ("count", "every", "when"):
        if key in spec:
            yield from words(spec[key])
    for one in spec.get("all_of", []):
        yield from words(one)


def leaves(spec: Any) -> list[Any]:
    if isinstance(spec, dict) and "all_of" in spec:
        return [leaf for one in spec["all_of"] for leaf in leaves(one)]
    return [spec]


def inner(leaf: Any) -> Any:
    """What is asked of one record."""
    if isinstance(leaf, dict):
        for key in ("count", "every"):
            if key in leaf:
                return leaf[key]
    return leaf


def form_of(leaf: Any) -> str:
    """The form of the records that a measure runs over."""
    check = inner(leaf)
    if isinstance(check, str):
        return split(check)[0]
    if "all_of" in check:
        return form_of(check["all_of"][0])
    (figure,) = [check[key] for key in ("of", "per", "sum", "value", "attest", "done") if key in check]
    return split(names_in(figure)[0])[0]


def asked_levels(rule: Rule, check: Any) -> set[str]:
    """The levels at which all that a check needs is asked."""
    form = form_of(inner(check))
    specs = fields_of(rule, form)
    every = set(rule["units"][rule["forms"][form]["unit"]].get("levels", {})) or {""}

    def figure_levels(figure: Any) -> set[str]:
        return {
            level
            for level in every
            if names_in(figure, level)
            and all(
                not specs[split(n)[1]].get("levels") or level in specs[split(n)[1]]["levels"]
                for n in names_in(figure, level)
            )
        }

    if isinstance(check, str):
        return figure_levels(check)
    found = set(every)
    for key in ("share", "of", "ratio", "per", "sum", "value", "attest", "done", "on"):
        if key in check:
            found &= figure_levels(check[key])
    for key in OPERATORS:
        for text in listed(check.get(key, [])):
            if isinstance(text, str) and text[0].isalpha() and text.startswith(form + "."):
                found &= figure_levels(text)
    for one in [*check.get("all_of", []), *(check[key] for key in ("count", "every", "when") if key in check)]:
        found &= asked_levels(rule, one)
    return found


def member(rule: Rule, leaf: Any, paper: Paper) -> bool | None:
    """Whether a record is in scope by what the unit is; None where its type or its flags were not said."""
    if paper.form != form_of(leaf):
        return False
    spec = leaf if isinstance(leaf, dict) else {}
    has_levels = bool(rule["units"][rule["forms"][paper.form]["unit"]].get("levels"))
    if has_levels and paper.level not in (set(spec.get("levels", ())) or asked_levels(rule, leaf)):
        return False
    if "among" in spec and (paper.row or paper.name) not in listed(spec["among"]):
        return False
    answers: list[bool | None] = []
    if "types" in spec:
        answers.append(paper.type in spec["types"] if paper.type else None)
    if "flags" in spec:
        answers.append(None if paper.flags is None else any(flag in spec["flags"] for flag in paper.flags))
    return False if False in answers else None if None in answers else True


# adding up

Contribution = tuple[Any, ...]
NOBODY: Contribution = ()


def contributions(world: World, leaf: Any, paper: Paper, full: Full) -> set[Contribution]:
    """What a completed record adds to a measure; () where it is not in scope at all."""
    within = member(world.rule, leaf, paper)
    if within is False:
        return {NOBODY}
    spec = leaf if isinstance(leaf, dict) else {}
    found: set[Contribution] = {(OUT,)} if within is None else set()
    conditions = outcomes(world, spec["when"], full, paper.level) if "when" in spec else frozenset({MET})
    if conditions - {MET}:
        found.add((OUT,))
    if MET not in conditions:
        return found
    if (two := divided(spec)) is not None and "count" not in spec and "every" not in spec:
        whole = total(two[1], full, paper.level)
        found.add((OUT,) if whole is None else ("in", total(two[0], full, paper.level) or 0, whole))
    elif "sum" in spec:
        value = total(spec["sum"], full, paper.level)
        bars = [
            0 if not isinstance(t, str) or split(t)[0] != paper.form else full.get(split(t)[1], 0)
            for t in comparison(spec)[1]
        ]
        found.add((OUT,) if value is None else ("in", value, *bars))
    else:
        found |= {(one,) for one in outcomes(world, inner(leaf), full, paper.level)}
    return found


def add(state: Contribution, one: Contribution) -> Contribution:
    """Sums for shares and sums; for counts and every, how often each outcome came (at most so often as matters)."""
    if one == NOBODY:
        return state
    if state == NOBODY:
        state = ("state", 0, 0, 0, 0, 0, ())
    _, met, missed, out, void, inside, sums = state
    if one[0] == "in":
        numbers = one[1:]
        sums = numbers if not inside else tuple(a + b for a, b in zip(sums, numbers, strict=True))
        return ("state", met, missed, out, void, 1, sums)
    return (
        "state",
        met + (one[0] == MET),
        min(1, missed + (one[0] == MISSED)),
        min(1, out + (one[0] == OUT)),
        min(1, void + (one[0] == VOID)),
        inside,
        sums,
    )


def leaf_outcome(world: World, leaf: Any, state: Contribution) -> str:
    """The outcome of one measure over completed records."""
    if state == NOBODY:
        return "undecided"
    _, met, missed, _, void, inside, sums = state
    spec = leaf if isinstance(leaf, dict) else {}
    form = form_of(leaf)
    if "sum" in spec or (divided(spec) and not {"count", "every"} & set(spec)):
        if not inside:
            return "not_applicable"
        if divided(spec):
            if sums[1] == 0:
                return "undecided"
            value = Fraction(sums[0], sums[1])
            return "met" if holds(world, spec, value, {"type": "number"}, None, {}) else "missed"
        key, thresholds = comparison(spec)
        for text, own in zip(thresholds, sums[1:], strict=True):
            is_own = isinstance(text, str) and split(text)[0] == form
            bar = own if is_own else limit(world, text, {"type": "number"}, None, {})
            if not OPERATORS[key](sums[0], bar):
                return "missed"
        return "met"
    if "count" in spec:
        if not met and not missed:
            return "undecided" if void else "not_applicable"
        return "met" if holds(world, spec, met, {"type": "count"}, None, {}) else "missed"
    if missed:
        return "missed"
    if met:
        return "met"
    return "undecided" if void else "not_applicable"


def target_outcome(found: Iterable[str]) -> str:
    each = list(found)
    for outcome in ("missed", "undecided", "met"):
        if outcome in each:
            return outcome
    return "not_applicable"


def possible(rule: Rule, target: Mapping[str, Any], district: District, as_of: dt.date) -> set[str]:
    """The outcomes of a target over every completion of the district."""
    measures = leaves(target)
    read: dict[str, set[str]] = {}
    for word in words(target):
        read.setdefault(split(word)[0], set()).add(split(word)[1])
    single = [form for form in read if is_single(rule, form)]
    office_papers = [p for p in district.papers if p.form in single]
    found: set[str] = set()
    for chosen in itertools.product(
        *[[(p, full) for full in completions(rule, p, read[p.form], as_of)] for p in office_papers]
    ):
        office = {f"{p.form}.{name}": value for p, full in chosen for name, value in full.items()}
        world = World(rule, as_of, office)
        states: set[tuple[Contribution, ...]] = {tuple(NOBODY for _ in measures)}
        for paper, full in chosen:
            states = fold(states, joint(world, measures, paper, [full]))
        for paper in district.papers:
            if paper.form in read and paper.form not in single:
                fulls = completions(rule, paper, read[paper.form], as_of)
                states = fold(states, joint(world, measures, paper, fulls))
        found |= results(world, measures, states)
        for form, extra in district.unknown.items():
            if form not in read or extra == 0:
                continue
            others = strangers(rule, form)
            if extra is not None:  # a known number is a number of units that are meant
                others = [p for p in others if any(member(rule, leaf, p) for leaf in measures)]
            if not others:
                continue
            steps: set[tuple[Contribution, ...]] = set()
            for other in others:
                steps |= joint(world, measures, other, completions(rule, other, read[form], as_of))
            among = [NOBODY if isinstance(m, dict) and "among" in m else None for m in measures]
            steps = {tuple(NOBODY if a is not None else c for a, c in zip(among, s, strict=True)) for s in steps}
            if extra is not None:
                found = set()
            for n in range(extra if extra is not None else MAYBE_MORE):
                states = fold(states, steps)
                if extra is None or n == extra - 1:
                    found |= results(world, measures, states)
    return found


def strangers(rule: Rule, form: str) -> list[Paper]:
    kind = rule["units"][rule["forms"][form]["unit"]]
    return [
        Paper(form, "?", level, type_, flags=flags)
        for level in kind.get("levels", {}) or [""]
        for type_ in kind.get("types", {}) or [""]
        for flags in ((), tuple(kind.get("flags", {})))
    ]


def joint(world: World, measures: list[Any], paper: Paper, fulls: Iterable[Full]) -> set[tuple[Contribution, ...]]:
    found: set[tuple[Contribution, ...]] = set()
    for full in fulls:
        found |= set(itertools.product(*[contributions(world, leaf, paper, full) for leaf in measures]))
    return found


def fold(states: set[tuple[Contribution, ...]], steps: set[tuple[Contribution, ...]]) -> set[tuple[Contribution, ...]]:
    return {tuple(add(a, b) for a, b in zip(state, one, strict=True)) for state in states for one in steps}


def results(world: World, measures: list[Any], states: set[tuple[Contribution, ...]]) -> set[str]:
    return {
        target_outcome(leaf_outcome(world, leaf, one) for leaf, one in zip(measures, state, strict=True))
        for state in states
    }


def is_single(rule: Rule, form: str) -> bool:
    spec = rule["forms"][form]
    return not spec.get("rows") and len(rule["expects"].get(spec["unit"], ())) == 1


def judge(rule: Rule, target: Mapping[str, Any], district: District, as_of: dt.date) -> str:
    """The one outcome that every completion gives, else undecided. What is true of any figures is not met in silence."""
    found = possible(rule, target, district, as_of)
    if not found:
        return "impossible"
    if found == {"met"} and any(silent(rule, leaf, district) for leaf in leaves(target)):
        each = [leaf if isinstance(leaf, dict) else {"every": leaf} for leaf in leaves(target)]
        surely = [leaf for leaf in each if possible(rule, leaf, district, as_of) == {"met"}]
        if surely and all(silent(rule, leaf, district) for leaf in surely):
            return "undecided"
    if found == {"not_applicable"} and any(
        may_grow(leaf, district) or silent(rule, leaf, district) for leaf in leaves(target)
    ):
        return "undecided"  # that a condition is false has to be said
    return found.pop() if len(found) == 1 else "undecided"


def may_grow(leaf: Any, district: District) -> bool:
    """Whether units that nobody listed may still come into the scope of a measure."""
    return district.unknown.get(form_of(leaf), 0) is None and not (isinstance(leaf, dict) and "among" in leaf)


def silent(rule: Rule, leaf: Any, district: District) -> bool:
    """Whether nobody in scope answered anything that the measure hangs on."""
    form = form_of(leaf)
    names = closure(rule, form, {split(word)[1] for word in words(leaf) if split(word)[0] == form})
    return not any(
        name in names for paper in district.papers if member(rule, leaf, paper) is not False for name in paper.said
    )


def without(paper: Paper, names: Iterable[str]) -> Paper:
    gone = set(names)
    return replace(paper, said={k: v for k, v in paper.said.items() if k not in gone})
