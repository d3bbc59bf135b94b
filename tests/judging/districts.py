"""Random small rule files and random districts for them."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from lbedu.directive.directive import Directive
from lbedu.directive.load import load_directive
from lbedu.errors import RuleFileError
from lbedu.judging.judge import Populations, context_of
from lbedu.judging.judge import judge as judge_target
from lbedu.judging.measures import Population
from lbedu.scorecard import Verdict
from lbedu.submission import Place, Record, Said, Unit

from . import brute
from .brute import District, Paper, Rule

AS_OF = dt.date(2022, 5, 31)
LABEL = {"vi": "x"}
NAMED = ("Hoa Sen", "Gia Thụy")
Draw = Callable[[Any], Any]


def rule_file(forms: Mapping[str, list[dict[str, Any]]], target: Mapping[str, Any], named: bool = True) -> Rule:
    """A rule file with a school, an office and a list form of these fields, and one target."""
    return {
        "year": "2021-2022",
        "version": 1,
        "directive": {"kind": LABEL, "title": LABEL, "issuer": LABEL},
        "evaluate_on": "2022-05-31",
        "nouns": {},
        "choices": {
            "emulation": [{"id": one, **LABEL} for one in ("best", "good", "poor")],
            "answer": [{"id": one, **LABEL} for one in ("red", "blue")],
        },
        "units": {
            "school": {
                "noun": LABEL,
                "levels": {"MN": LABEL, "TH": LABEL},
                "types": {"public": LABEL, "private": LABEL},
                "flags": {"star": LABEL},
                "named": [{"name": NAMED[0], "level": "MN"}, {"name": NAMED[1], "level": "TH"}] if named else [],
            },
            "office": {"noun": LABEL},
        },
        "expects": {"office": ["Phòng"]},
        "forms": {
            name: {
                "unit": "school" if name == "s" else "office",
                "title": LABEL,
                "fields": fields,
                **({"rows": [{"code": f"C{n}", "name": LABEL} for n in (1, 2, 3)]} if name == "l" else {}),
            }
            for name, fields in forms.items()
        },
        "commitments": [
            {"id": "21-01", "clause": "A", "title": LABEL, "targets": [{"id": "t", "title": LABEL, **target}]}
        ],
    }


def load(rule: Rule) -> Directive:
    """Through the real loader, from a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2021-2022.yaml"
        path.write_text(json.dumps(rule, ensure_ascii=False), encoding="utf-8")
        return load_directive(path)


def _field(name: str, number: int, type_: str, **more: Any) -> dict[str, Any]:
    given = {key: value for key, value in more.items() if value is not None}
    return {"id": name, "code": f"{number:02}", "type": type_, "label": LABEL, **given}


@dataclass(frozen=True)
class Options:
    """What random rule files may hold."""

    tight: bool = False
    """Only thresholds that a few further units can swing."""
    minimum: bool = False
    """Fields with a lower bound above 0."""
    unlimited: bool = False
    """Counts without an upper bound."""
    parts: bool = True
    """Targets of several measures."""
    only_parts: bool = False
    """No others."""


@st.composite
def rule_files(draw: st.DrawFn, /, options: Options = Options()) -> Rule:
    forms = {"s": _fields(draw, "s", options), "o": _office_fields(), "l": _fields(draw, "l", options)}
    return rule_file(forms, _target(draw, options))


def _fields(draw: Draw, form: str, options: Options) -> list[dict[str, Any]]:
    def some(*values: Any) -> Any:
        return draw(st.sampled_from(values))

    levels = [["MN"], ["TH"]] if form == "s" else []
    only = some(None, None, None, *levels)
    k_levels = some(None, None, None, only)
    k = _field("k", 1, "yes_no", levels=k_levels)

    def count(name: str, number: int, wholes: tuple[str, ...], of: dict[str, Any] | None) -> dict[str, Any]:
        asker = some(None, None, "k")
        own_levels = only if asker and k_levels else some(None, None, only)
        whole = some(None, *wholes) if wholes else None
        if whole and of is not None and whole == of["id"]:
            asker, own_levels = of.get("asked_when"), of.get("levels")
        largest = None if options.unlimited and draw(st.booleans()) else some(1, 2, 3)
        low = some(0, 0, 1) if options.minimum else None
        return _field(name, number, "count", part_of=whole, asked_when=asker, levels=own_levels, max=largest, min=low)

    a = count("a", 4, (), None)
    b = count("b", 5, ("a", "a", "a"), a)
    c = count("c", 6, (b["id"],), b) if draw(st.booleans()) else count("c", 6, (a["id"],), a)
    d = count("d", 7, (), None)
    k_level = {"levels": k_levels} if k_levels else {}
    return [
        k,
        _field("k2", 2, "yes_no", asked_when=some(None, "k"), evidence=True, **k_level),
        _field("k3", 3, "yes_no", asked_when=some(None, "k2"), **k_level),
        a,
        b,
        c,
        d,
        _field("p", 10, "percent", asked_when=some(None, None, "k"), **k_level),
        _field("q", 11, "percent"),
        _field("n", 12, "number", max=some(1, 2)),
        _field("on", 14, "date", asked_when=some(None, "k"), **k_level),
        _field("on2", 15, "date"),
        _field("r", 16, "rank", options="emulation", asked_when=some(None, None, "k"), **k_level),
        _field("r2", 17, "rank", options="emulation"),
        _field("x", 18, "choice", options="answer"),
    ]


def _office_fields() -> list[dict[str, Any]]:
    return [
        _field("p", 1, "percent"),
        _field("p2", 2, "percent"),
        _field("a", 3, "count", max=3),
        _field("on", 4, "date"),
        _field("k", 5, "yes_no"),
        _field("r", 6, "rank", options="emulation"),
        _field("n", 7, "number", max=2),
    ]


def _target(draw: Draw, options: Options) -> dict[str, Any]:
    if options.only_parts or (options.parts and draw(st.integers(0, 3)) == 0):
        same = draw(st.sampled_from(["s", "s", "l", None]))
        count = draw(st.sampled_from([2, 2, 3]))
        return {"all_of": [_measure(draw, same or draw(st.sampled_from("sslo")), options) for _ in range(count)]}
    return _measure(draw, draw(st.sampled_from("ssssslo")), options)


def _measure(draw: Draw, form: str, options: Options) -> dict[str, Any]:
    shape = draw(st.sampled_from(["share", "sum", "count", "every", "check", "check"]))
    measure: dict[str, Any]
    if form == "o":
        shape = "check"
    match shape:
        case "share":
            measure = _share(draw, form, options)
        case "sum":
            pair = draw(st.sampled_from([("a", 5), ("b", 5), ("d", 5), (("a", "d"), 5), ("n", 2), ("c", 4)]))
            bars = [f"{form}.d", "o.a"] if pair[0] in ("a", "b", "c") and form == "s" else []
            measure = {"sum": _figure(form, pair[0]), **_compare(draw, [*range(1, pair[1])], bars, options)}
        case "count":
            measure = {"count": _check(draw, form, options), **_compare(draw, [0, 1, 2, 3], ["o.a"], options)}
        case "every":
            measure = {"every": _check(draw, form, options)}
        case _:
            found = _check(draw, form, options)
            measure = {"every": found} if isinstance(found, str) or "all_of" in found else dict(found)
    if draw(st.integers(0, 3)) == 0:
        measure["when"] = _check(draw, form, options)
    if form == "s":
        if draw(st.integers(0, 4)) == 0:
            measure["levels"] = [draw(st.sampled_from(["MN", "TH"]))]
        if draw(st.integers(0, 4)) == 0:
            measure["types"] = ["public"]
        if draw(st.integers(0, 5)) == 0:
            measure["flags"] = ["star"]
        if draw(st.integers(0, 7)) == 0:
            measure["among"] = draw(st.sampled_from([list(NAMED), [NAMED[1]]]))
    if form == "l" and draw(st.integers(0, 4)) == 0:
        measure["among"] = ["C1", "C2"]
    return measure


def _figure(form: str, names: str | tuple[str, ...]) -> Any:
    return f"{form}.{names}" if isinstance(names, str) else [f"{form}.{name}" for name in names]


def _compare(
    draw: Draw, constants: list[Any], others: list[str], options: Options, equals: bool = True
) -> dict[str, Any]:
    """One comparison; now and then with several thresholds or somebody else's figure."""
    keys = ["at_least", "at_least", "more_than", "at_most", "less_than", *(["equals"] if equals else [])]
    key = draw(st.sampled_from(keys))
    pool = [*constants, *constants, *(others if not options.tight else [])]
    if key != "equals" and draw(st.integers(0, 4)) == 0:
        return {key: [draw(st.sampled_from(pool)), draw(st.sampled_from(pool))]}
    return {key: draw(st.sampled_from(pool))}


def _share(draw: Draw, form: str, options: Options) -> dict[str, Any]:
    part, whole = draw(
        st.sampled_from(
            [("b", "a"), ("b", "a"), ("c", "a"), ("d", "a"), ("b", "d"), (("b", "c"), ("a", "d")), ("c", "b")]
        )
    )
    if form == "s" and draw(st.integers(0, 9)) == 0:
        figure: Any = {"MN": "s.b", "TH": ["s.b", "s.c"]}
    else:
        figure = _figure(form, part)
    if draw(st.integers(0, 2)) == 0:
        numbers: list[Any] = [1, "0.5"] if options.tight else [1, 2, "0.5", "1,5", "0.75"]
        others = ["o.n"] if form == "s" and not options.tight else []
        return {"ratio": figure, "per": _figure(form, whole), **_compare(draw, numbers, others, options, equals=False)}
    shares = ["50%", "100%"] if options.tight else ["25%", "50%", "66.6%", "100%"]
    others = [] if options.tight else (["o.p", "o.p2"] if form == "s" else [])
    return {"share": figure, "of": _figure(form, whole), **_compare(draw, shares, others, options, equals=False)}


def _check(draw: Draw, form: str, options: Options, depth: int = 0) -> Any:
    kinds = ["holds", "attest", "done", "count", "percent", "rank", "choice", "date", "number", "share", "share"]
    if form == "o":
        kinds = ["holds", "count", "percent", "rank", "date"]
    if depth == 0 and form != "o":
        kinds += ["all_of", "all_of"]
    as_reference = form == "s"
    own = form != "o"
    match draw(st.sampled_from(kinds)):
        case "holds":
            return f"{form}.k" if not own else f"{form}.{draw(st.sampled_from(['k', 'k2', 'k3']))}"
        case "attest":
            return {"attest": f"{form}.k2"}
        case "done":
            by = draw(st.sampled_from(["as_of", "2022-05-15", "2022-05-31", "2022-06-15"]))
            return {"done": f"{form}.{draw(st.sampled_from(['k', 'k2']))}", "on": f"{form}.on", "by": by}
        case "count":
            pool: list[str | tuple[str, ...]] = ["a", "b", "d", ("b", "d"), ("a", "d")] if own else ["a"]
            names = draw(st.sampled_from(pool))
            bars = [f"{form}.c"] if own and names in ("a", "d") else []
            return {
                "value": _figure(form, names),
                **_compare(draw, [1, 2, 3], [*bars, *(["o.a"] if as_reference else [])], options),
            }
        case "percent":
            bars = [*([f"{form}.q"] if own else [f"{form}.p2"]), *(["o.p", "o.p2"] if as_reference else [])]
            return {"value": f"{form}.p", **_compare(draw, ["25%", "50%", "100%"], bars, options)}
        case "rank":
            bars = [*([f"{form}.r2"] if own else []), *(["o.r"] if as_reference else [])]
            return {"value": f"{form}.r", **_compare(draw, ["best", "good"], bars, options)}
        case "choice":
            if draw(st.booleans()):
                return {"value": f"{form}.x", "is": draw(st.sampled_from(["red", "blue"]))}
            return {"value": f"{form}.{draw(st.sampled_from(['k', 'k2']))}", "is": draw(st.booleans())}
        case "date":
            bars = [*([f"{form}.on2"] if own else []), *(["o.on"] if as_reference else [])]
            return {"value": f"{form}.on", **_compare(draw, ["as_of", "2022-05-15", "2022-06-15"], bars, options)}
        case "number":
            return {"value": f"{form}.n", **_compare(draw, ["0.5", "1"], [], options)}
        case "share":
            return _share(draw, form, options)
        case _:
            return {"all_of": [_check(draw, form, options, 1), _check(draw, form, options, 1)]}


# districts


@st.composite
def full_papers(
    draw: st.DrawFn,
    /,
    rule: Rule,
    form: str,
    names: frozenset[str],
    name: str,
    level: str = "",
    type_: str = "",
    row: str = "",
) -> Paper:
    """A record with an allowed value for everything that is asked of what is named and what hangs together with it."""
    specs = brute.fields_of(rule, form)
    said: dict[str, Any] = {}
    for field in brute.closure(rule, form, names):
        spec = specs[field]
        asker = spec.get("asked_when")
        if (spec.get("levels") and level not in spec["levels"]) or (asker and said.get(asker) is not True):
            continue
        pool = brute.days(AS_OF) if spec["type"] == "date" else brute.candidates(rule, spec, AS_OF)
        allowed = [value for value in pool if value is not None]
        whole = spec.get("part_of")
        if whole in said:
            allowed = [value for value in allowed if value <= said[whole]]
        if allowed:  # empty where a least value is more than the whole: nobody can fill that in
            said[field] = draw(st.sampled_from(allowed))
    flags = draw(st.sampled_from([None, (), ("star",)])) if form == "s" else None
    return Paper(form, name, level, type_, row, said, flags=flags)


@st.composite
def districts(
    draw: st.DrawFn,
    /,
    rule: Rule,
    schools: int = 3,
    blanks: bool = True,
    unknown: tuple[int | None, ...] = (0,),
    careful: bool = True,
) -> District:
    """A random district. `careful`: what is asked only after a blank answer is blank too."""
    target = rule["commitments"][0]["targets"][0]
    read: dict[str, set[str]] = {}
    for word in brute.words(target):
        read.setdefault(brute.split(word)[0], set()).add(brute.split(word)[1])
    papers: list[Paper] = []
    if "s" in read:
        for i in range(draw(st.integers(0, schools))):
            level = draw(st.sampled_from(["MN", "TH"]))
            type_ = draw(st.sampled_from(["public", "public", "private", ""] if blanks else ["public", "private"]))
            name = f"{level} {i}"
            if i < len(NAMED) and draw(st.booleans()):
                name, level = NAMED[i], ("MN", "TH")[i]
            papers.append(draw(full_papers(rule, "s", frozenset(read["s"]), name=name, level=level, type_=type_)))
    if "o" in read:
        papers.append(draw(full_papers(rule, "o", frozenset(read["o"]), name="Phòng")))
    if "l" in read:
        papers += [draw(full_papers(rule, "l", frozenset(read["l"]), name="Phòng", row=f"C{n}")) for n in (1, 2, 3)]
    if blanks:
        papers = [_with_blanks(draw, rule, paper, careful) for paper in papers]
    return District(tuple(papers), {"s": draw(st.sampled_from(unknown))})


def _with_blanks(draw: Draw, rule: Rule, paper: Paper, careful: bool) -> Paper:
    mode = draw(st.sampled_from(["all", "none", "some", "some", "some"]))
    if mode == "all":
        return paper
    gone = {name for name in paper.said if mode == "none" or draw(st.integers(0, 2)) == 0}
    if careful:
        gone |= dependants(rule, paper, gone)
    left = {name: value for name, value in paper.said.items() if name not in gone}
    spoiled = frozenset(name for name in gone if draw(st.integers(0, 3)) == 0)
    return replace(paper, said=left, spoiled=spoiled)


def dependants(rule: Rule, paper: Paper, gone: set[str]) -> set[str]:
    """What is asked only where a removed answer was yes."""
    specs = brute.fields_of(rule, paper.form)
    found = set(gone)
    while more := {name for name in paper.said if specs[name].get("asked_when") in found} - found:
        found |= more
    return found


@dataclass(frozen=True, repr=False)
class Case:
    """A rule file with one target, and a district."""

    rule: Rule
    directive: Directive
    district: District

    @property
    def target(self) -> dict[str, Any]:
        return dict(self.rule["commitments"][0]["targets"][0])

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(repr(self))

    def __repr__(self) -> str:
        lines = [json.dumps({k: v for k, v in self.target.items() if k not in ("id", "title")}, ensure_ascii=False)]
        read = sorted(set(brute.words(self.target)))
        for form in sorted({word.split(".")[0] for word in read}):
            specs = brute.fields_of(self.rule, form)
            for name in brute.closure(self.rule, form, [w.split(".")[1] for w in read if w.startswith(form + ".")]):
                more = {key: value for key, value in specs[name].items() if key not in ("id", "code", "label")}
                lines.append(f"  {form}.{name}: {more}")
        for paper in self.district.papers:
            said = {name: str(value) for name, value in paper.said.items()}
            lines.append(f"  {paper.form} {paper.name} {paper.level} {paper.type} {paper.row} {said}")
        return "\n".join([*lines, f"  unknown: {dict(self.district.unknown)}"])


@st.composite
def judged(draw: st.DrawFn, /, options: Options = Options(), **kind: Any) -> Case:
    """A rule file that the loader accepts, and a district for it."""
    rule = draw(rule_files(options))
    directive = attempt(rule)
    if directive is None:
        reject()
    return Case(rule, directive, draw(districts(rule, **kind)))


@st.composite
def towns(draw: st.DrawFn, /, options: Options = Options(), targets: int = 8, **kind: Any) -> Case:
    """A rule file of several targets over the same forms, and one district for all of them."""
    forms = {"s": _fields(draw, "s", options), "o": _office_fields(), "l": _fields(draw, "l", options)}
    drawn = [{"id": f"t{n}", "title": LABEL, **_target(draw, options)} for n in range(targets)]
    found = [target for target in drawn if attempt(rule_file(forms, target)) is not None]
    if not found:
        reject()
    rule = rule_file(forms, found[0])
    (commitment,) = rule["commitments"]
    whole = {**rule, "commitments": [{**commitment, "targets": found}]}
    read = {**rule, "commitments": [{**commitment, "targets": [{"all_of": found}]}]}
    return Case(whole, load(whole), draw(districts(read, **kind)))


def attempt(rule: Rule) -> Directive | None:
    try:
        return load(rule)
    except RuleFileError:
        return None


# to the engine's own words


def record_of(paper: Paper, directive: Directive) -> Record:
    level = paper.level if paper.form == "s" else ""
    unit = Unit(directive.unit_of(paper.form), paper.name, level, type=paper.type, flags=paper.flags)
    said = {
        name: Said(value, Place(f"{paper.form}-{paper.name}-{paper.row}", "S", name))
        for name, value in paper.said.items()
    }
    spoiled = {name: Place("f", "S", name) for name in sorted(paper.spoiled)}
    return Record(unit, paper.form, paper.row, paper.level, said, spoiled)


def populations_of(directive: Directive, district: District) -> Populations:
    """The district as it stands; the office is always known, reported or not."""
    found = {}
    for form in directive.forms:
        records = tuple(record_of(paper, directive) for paper in district.papers if paper.form == form)
        if not records and directive.unit_of(form) == "office":
            rows = [row.code for row in directive.forms[form].rows] or [""]
            records = tuple(Record(Unit("office", "Phòng"), form, row) for row in rows)
        found[form] = Population(records, district.unknown.get(form, 0))
    return found


def verdict_of(directive: Directive, district: District, as_of: dt.date = AS_OF) -> Verdict:
    populations = populations_of(directive, district)
    (target,) = directive.targets
    return judge_target(target, populations, context_of(directive, populations, as_of), None)
