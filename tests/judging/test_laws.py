"""The laws of a verdict, over random rule files and random districts, against a judge that tries every completion.

`LBEDU_EXAMPLES=5000 pytest tests/judging` searches longer and elsewhere.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st

from lbedu.directive.directive import Directive
from lbedu.errors import RuleFileError
from lbedu.judging.judge import judge_district, judge_units
from lbedu.register import Register
from lbedu.scorecard import Amount, CountOf, ShareOf

from . import brute
from .brute import District, Paper
from .districts import (
    AS_OF,
    NAMED,
    Case,
    Options,
    dependants,
    judged,
    load,
    record_of,
    rule_file,
    verdict_of,
)

Test = TypeVar("Test", bound=Callable[..., None])
LONG = os.environ.get("LBEDU_EXAMPLES")
DECIDED = ("met", "missed")


def tries(count: int) -> Callable[[Test], Test]:
    """So many examples, the same every time; more, and others, where the environment asks for them."""
    made: Callable[[Test], Test] = settings(
        max_examples=int(LONG) if LONG else count,
        derandomize=not LONG,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink] if LONG else [Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    return made


def expect_same(case: Case) -> None:
    wanted = brute.judge(case.rule, case.target, case.district, AS_OF)
    event(wanted)
    assume(wanted != "impossible")
    assert verdict_of(case.directive, case.district).outcome == wanted


# exact, and decided if and only if sure


@tries(120)
@given(judged(blanks=False))
def test_filled_districts_are_judged_exactly(case: Case) -> None:
    expect_same(case)


@tries(150)
@given(judged(Options(parts=False), schools=2))
def test_decided_exactly_when_every_completion_agrees(case: Case) -> None:
    expect_same(case)


@tries(90)
@given(judged(Options(only_parts=True), schools=2))
def test_targets_of_several_parts_are_decided_exactly_when_sure(case: Case) -> None:
    expect_same(case)


@tries(60)
@given(judged(Options(minimum=True), schools=2))
def test_lower_bounds_are_used(case: Case) -> None:
    expect_same(case)


@tries(60)
@given(judged(Options(unlimited=True, parts=False), schools=1))
def test_figures_without_bound_are_never_bounded(case: Case) -> None:
    expect_same(case)


@tries(50)
@given(judged(Options(tight=True, parts=False), schools=1, unknown=(None,)))
def test_nobody_knows_how_many_more_there_are(case: Case) -> None:
    expect_same(case)


@tries(60)
@given(judged(Options(parts=False), schools=1, unknown=(1, 2)))
def test_a_known_number_of_unknown_units(case: Case) -> None:
    expect_same(case)


# order and trust


@tries(60)
@given(judged(blanks=True), st.randoms(use_true_random=False), st.booleans())
def test_order_does_not_matter(case: Case, random: Any, complete: bool) -> None:
    directive, district = case.directive, case.district
    register = Register(directive)

    def shuffled(paper: Paper) -> Paper:
        said = list(paper.said.items())
        random.shuffle(said)
        return dataclasses.replace(paper, said=dict(said))

    records = [record_of(paper, directive) for paper in district.papers]
    first = judge_district(directive, register, records, AS_OF, complete)
    others = [record_of(shuffled(paper), directive) for paper in district.papers]
    random.shuffle(others)
    assert judge_district(directive, register, others, AS_OF, complete) == first
    assert judge_units(directive, register, others, AS_OF) == judge_units(directive, register, records, AS_OF)


@tries(100)
@given(judged(schools=3, careful=False, unknown=(0, None)), st.data())
def test_saying_less_never_decides(case: Case, data: st.DataObject) -> None:
    directive, district = case.directive, case.district
    before = verdict_of(directive, district).outcome
    spots = [(i, name) for i, paper in enumerate(district.papers) for name in sorted(paper.said)]
    assume(spots)
    i, name = data.draw(st.sampled_from(spots))
    gone = {name} | dependants(case.rule, district.papers[i], {name})
    papers = list(district.papers)
    papers[i] = brute.without(papers[i], gone)
    if data.draw(st.booleans()):
        papers[i] = dataclasses.replace(papers[i], spoiled=papers[i].spoiled | gone)
    after = verdict_of(directive, District(tuple(papers), district.unknown)).outcome
    assert after in (before, "undecided")


@tries(100)
@given(judged(schools=2, unknown=(0, None)), st.sampled_from(["MN", "TH"]))
def test_one_more_silent_unit_never_decides(case: Case, level: str) -> None:
    """One more can make a target impossible that nobody was there to miss; it is never met by one more."""
    directive, district = case.directive, case.district
    before = verdict_of(directive, district).outcome
    silent = Paper("s", "Im Lặng", level, "public")
    more = District((*district.papers, silent), district.unknown)
    after = verdict_of(directive, more).outcome
    assert after != "met" or before == "met"
    if after == "missed" and before != "missed":
        assert brute.possible(case.rule, case.target, more, AS_OF) == {"missed"}


@tries(60)
@given(judged(schools=2))
def test_a_spoiled_figure_is_a_missing_figure(case: Case) -> None:
    directive, district = case.directive, case.district
    clean = District(tuple(dataclasses.replace(p, spoiled=frozenset()) for p in district.papers), district.unknown)
    assert verdict_of(directive, district).outcome == verdict_of(directive, clean).outcome


# nothing checked is never met


@tries(40)
@given(judged(schools=0), st.booleans())
def test_an_empty_district_is_undecided(case: Case, complete: bool) -> None:
    directive = case.directive
    (verdict,) = judge_district(directive, Register(directive), [], AS_OF, complete)
    if verdict.outcome != "undecided":  # only what nobody's answers could change any more
        assert verdict.outcome == "missed"
        papers = [Paper("s", name, level) for name, level in zip(NAMED, ("MN", "TH"), strict=True)]
        papers += [Paper("o", "Phòng"), *(Paper("l", "Phòng", row=f"C{n}") for n in (1, 2, 3))]
        silence = District(tuple(papers), {"s": 0 if complete else None})
        assert brute.possible(case.rule, case.target, silence, AS_OF) == {"missed"}
    assert judge_units(directive, Register(directive), [], AS_OF) == ((), ())


# figures


def floats_in(value: object, path: str = "verdict") -> list[str]:
    if isinstance(value, float):
        return [path]
    if dataclasses.is_dataclass(value):
        names = [f.name for f in dataclasses.fields(value)]
        return [one for name in names for one in floats_in(getattr(value, name), f"{path}.{name}")]
    if isinstance(value, Mapping):
        return [one for key, item in value.items() for one in floats_in(item, f"{path}[{key}]")]
    if isinstance(value, (tuple, list, set, frozenset)):
        return [one for i, item in enumerate(value) for one in floats_in(item, f"{path}[{i}]")]
    return []


@tries(80)
@given(judged(schools=3))
def test_no_figure_is_a_float(case: Case) -> None:
    directive, district = case.directive, case.district
    assert not floats_in(verdict_of(directive, district))


OPERATORS = st.sampled_from(["at_least", "more_than", "at_most", "less_than"])
COUNTS = st.integers(0, 9)


def school(i: int, **said: Any) -> Paper:
    return Paper("s", f"TH {i}", "TH", "public", said=said)


def counts_form(*names: str) -> dict[str, list[dict[str, Any]]]:
    label = {"vi": "x"}
    return {
        "s": [{"id": n, "code": f"{i:02}", "type": "count", "label": label} for i, n in enumerate(names, 1)],
        "o": [{"id": "k", "code": "01", "type": "yes_no", "label": label}],
    }


SHARES: dict[tuple[str, str], Directive] = {}


def directive_for(target: Mapping[str, Any], *names: str) -> Directive:
    key = (repr(target), repr(names))
    if key not in SHARES:
        SHARES[key] = load(rule_file(counts_form(*names), target))
    return SHARES[key]


@tries(150)
@given(
    st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=3),
    OPERATORS,
    st.sampled_from(["0%", "12.5%", "33.3%", "50%", "86.9%", "100%"]),
)
def test_the_gap_of_a_share_is_what_it_takes(figures: list[tuple[int, int]], operator: str, bar: str) -> None:
    """The gap added to (or taken from) the parts meets the share; one less does not."""
    directive = directive_for({"share": "s.b", "of": "s.a", operator: bar}, "a", "b")
    total = sum(a for a, _ in figures)
    papers = [school(i, a=a, b=b) for i, (a, b) in enumerate(figures)]
    verdict = verdict_of(directive, District(tuple(papers)))
    assume(total)
    (part,) = verdict.parts
    parts = sum(b for _, b in figures)
    assert part.actual == ShareOf(parts, total)
    limit = Fraction(bar[:-1]) / 100
    assert verdict.outcome == ("met" if brute.OPERATORS[operator](Fraction(parts, total), limit) else "missed")
    if verdict.outcome == "met":
        assert part.gap is None
        return
    assert isinstance(part.gap, int) and part.gap > 0
    sign = 1 if operator in ("at_least", "more_than") else -1

    def reached(gap: int) -> bool:
        return bool(brute.OPERATORS[operator](Fraction(parts + sign * gap, total), limit))

    assert reached(part.gap) and not reached(part.gap - 1)


@tries(120)
@given(
    st.lists(COUNTS, min_size=1, max_size=3),
    st.sampled_from(["at_least", "more_than", "at_most", "less_than", "equals"]),
    st.integers(0, 20),
)
def test_the_gap_of_a_sum_is_what_it_takes(figures: list[int], operator: str, bar: int) -> None:
    directive = directive_for({"sum": "s.a", operator: bar}, "a")
    verdict = verdict_of(directive, District(tuple(school(i, a=a) for i, a in enumerate(figures))))
    (part,) = verdict.parts
    value = sum(figures)
    assert part.actual == Amount(value)
    assert verdict.outcome == ("met" if brute.OPERATORS[operator](value, bar) else "missed")
    if verdict.outcome == "met":
        assert part.gap is None
        return
    assert part.gap is not None and part.gap > 0
    sign = 1 if value < bar or operator == "more_than" else -1
    assert brute.OPERATORS[operator](value + sign * part.gap, bar)
    assert not brute.OPERATORS[operator](value + sign * (part.gap - 1), bar)


@tries(80)
@given(st.lists(COUNTS, min_size=1, max_size=4), OPERATORS, st.integers(0, 4))
def test_the_gap_of_a_count_is_what_it_takes(figures: list[int], operator: str, bar: int) -> None:
    directive = directive_for({"count": {"value": "s.a", "at_least": 5}, operator: bar}, "a")
    verdict = verdict_of(directive, District(tuple(school(i, a=a) for i, a in enumerate(figures))))
    (part,) = verdict.parts
    value = sum(a >= 5 for a in figures)
    assert part.actual == CountOf(value, len(figures))
    assert verdict.outcome == ("met" if brute.OPERATORS[operator](value, bar) else "missed")
    if verdict.outcome == "missed":
        assert part.gap is not None and part.gap > 0
        sign = 1 if operator in ("at_least", "more_than") else -1
        assert brute.OPERATORS[operator](value + sign * part.gap, bar)
        assert not brute.OPERATORS[operator](value + sign * (part.gap - 1), bar)


# each unit by itself


@tries(120)
@given(
    st.lists(st.tuples(COUNTS, COUNTS, st.integers(0, 3)), min_size=1, max_size=4),
    st.sampled_from(["share", "sum"]),
)
def test_a_demand_on_each_unit_agrees_with_the_district(figures: list[tuple[int, int, int]], kind: str) -> None:
    """Missed by the district exactly when a unit alone misses it; met when all that it applies to meet it."""
    if kind == "share":
        target: dict[str, Any] = {"share": "s.b", "of": "s.a", "at_least": "100%", "each": True}
        forms = counts_form("a", "b")
        forms["s"][1]["part_of"] = "a"
    else:
        target = {"sum": "s.b", "at_most": 0, "each": True}
        forms = counts_form("a", "b")
    directive = load(rule_file(forms, target, named=False))
    register = Register(directive)
    papers = []
    for i, (a, b, blank) in enumerate(figures):
        said = {"a": a, "b": min(a, b) if kind == "share" else b // 4}
        if blank == 0:
            del said["b"]
        papers.append(school(i, **said))
    records = [record_of(paper, directive) for paper in papers]
    silent = [record_of(school(i), directive) for i in range(2) if figures[0][0] > 7]
    (district,) = judge_district(directive, register, [*records, *silent], AS_OF, True)
    units, waiting = judge_units(directive, register, [*records, *silent], AS_OF)
    assert not waiting
    alone = [verdict.outcome for verdict in units]
    assert (district.outcome == "missed") == ("missed" in alone)
    if "met" in alone and set(alone) <= {"met", "not_applicable"}:
        assert district.outcome == "met"
    if district.outcome == "met":
        assert set(alone) <= {"met", "not_applicable"}


# parts that cannot be judged one by one


ENTANGLED: list[dict[str, Any]] = [
    {"all_of": [{"sum": "s.a", "at_least": 3}, {"sum": "s.a", "at_most": 5}]},
    {"all_of": [{"share": "s.b", "of": "s.a", "at_least": "50%"}, {"sum": "s.a", "at_least": 3}]},
    {"all_of": [{"share": "s.b", "of": "s.a", "at_least": "50%"}, {"share": "s.c", "of": "s.a", "at_least": "50%"}]},
    {"all_of": [{"value": "s.a", "at_least": 1}, {"count": {"value": "s.a", "at_least": 2}, "at_most": 1}]},
    {"all_of": [{"value": "s.a", "equals": 1}, {"value": "s.b", "at_least": 1}]},
    {"all_of": [{"value": "s.b", "at_least": 2}, {"value": "s.a", "at_most": 1}]},
    {"every": {"all_of": [{"value": "s.a", "at_least": 1}, {"value": "s.a", "at_most": 0}]}},
    {"every": {"value": "s.b", "at_least": 1}, "when": {"value": "s.a", "at_most": 2}},
    {"all_of": [{"value": "s.a", "at_least": "o.n"}, {"value": "s.d", "at_most": "o.n"}]},
    {"every": {"all_of": [{"all_of": [{"value": "s.a", "at_least": 2}, {"value": "s.a", "at_most": 1}]}]}},
    {
        "every": {"value": "s.d", "at_least": 1},
        "when": {"all_of": [{"value": "s.a", "at_least": 2}, {"value": "s.a", "at_most": 1}]},
    },
    {"all_of": [{"value": "o.n", "at_least": 2}, {"sum": "s.a", "at_least": "o.n"}]},
    {"every": {"all_of": [{"value": "s.a", "at_least": "o.n"}, {"value": "s.d", "at_most": "o.n"}]}},
]


@pytest.mark.parametrize("target", ENTANGLED, ids=repr)
def test_parts_that_pull_one_figure_both_ways_are_refused(target: dict[str, Any]) -> None:
    forms = counts_form("a", "b", "c", "d")
    forms["s"][1]["part_of"] = forms["s"][2]["part_of"] = "a"
    forms["o"].append({"id": "n", "code": "02", "type": "count", "label": {"vi": "x"}})
    with pytest.raises(RuleFileError, match=r"opposite directions|both depend"):
        load(rule_file(forms, target))


@pytest.mark.parametrize("key", ["part_of", "asked_when"])
@pytest.mark.parametrize("length", [2, 3])
def test_fields_that_wait_for_each_other_are_refused(key: str, length: int) -> None:
    forms = counts_form("a", "b", "c")
    for i in range(length):
        forms["s"][i][key] = "abc"[(i + 1) % length]
        forms["s"][i]["type"] = "yes_no" if key == "asked_when" else "count"
    with pytest.raises(RuleFileError):
        load(rule_file(forms, {"every": {"value": "o.k", "is": True}}))


@tries(40)
@given(st.data())
def test_every_district_has_a_completion(data: st.DataObject) -> None:
    """A guard for the tests themselves: random districts never contradict themselves."""
    case = data.draw(judged(schools=2))
    assert brute.possible(case.rule, case.target, case.district, AS_OF)
