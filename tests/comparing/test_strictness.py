"""Tightened, loosened, not comparable: every part of the language, changed from one year to the next."""

from __future__ import annotations

from typing import Any

import pytest

from lbedu.comparing.indicators import Indicator, compare
from lbedu.directive.compile import compile_directive
from lbedu.directive.directive import Directive
from lbedu.directive.load import available
from lbedu.directive.model import VALIDATOR
from lbedu.directive.yaml_text import Document

RAW: Any = Document(available()["2021-2022"].read_text(encoding="utf-8")).data


def _plain(body: str) -> dict[str, Any]:
    data = Document(body).data
    assert isinstance(data, dict)
    return data


def year_of(bodies: dict[str, str], year: str = "2021-2022", forms: Any = None) -> Directive:
    """The forms of 2021-2022 with targets of these bodies."""
    targets = tuple({"id": name, "title": {"vi": name}, **_plain(body)} for name, body in bodies.items())
    commitments = ({"id": "21-01", "clause": "A", "title": {"vi": "x"}, "targets": targets},)
    file = VALIDATOR().validate_python({**RAW, "year": year, "commitments": commitments, **(forms or {})})
    compiled, faults = compile_directive(file)
    assert not faults, faults
    return Directive(file, compiled, "x", "")


def only(before: str, after: str, later: str = "2021-2022") -> Indicator:
    (found,) = compare(year_of({"t": before}), year_of({"t": after}, later)).indicators
    return found


SHARE = "share: school.insured\nof: school.pupils\n"
MARK = "value: school.exam_average\n"
EXPIRY = "value: school.cqg_expiry\n"
PAIRS = {
    (f"{SHARE}at_least: 90%", f"{SHARE}at_least: 90%"): "unchanged",
    (f"{SHARE}at_least: 90%", f"{SHARE}at_least: '90,0%'"): "unchanged",
    (f"{SHARE}at_least: 90%", f"{SHARE}at_least: 95%"): "tightened",
    (f"{SHARE}at_least: 90%", f"{SHARE}at_least: 100%"): "tightened",
    (f"{SHARE}at_least: 100%", f"{SHARE}at_least: 100%\neach: true"): "unchanged",
    (f"{SHARE}at_least: 90%", f"{SHARE}more_than: 90%"): "tightened",
    (f"{SHARE}at_least: 90%", f"{SHARE}more_than: 80%"): "not_comparable",
    (f"{SHARE}at_most: 10%", f"{SHARE}at_most: 5%"): "tightened",
    (f"{SHARE}at_most: 10%", f"{SHARE}at_least: 10%"): "not_comparable",
    (f"{SHARE}at_least: 90%", f"{SHARE}at_least: 90%\ntypes: [public]"): "not_comparable",
    (f"{SHARE}at_least: 90%", "every: {share: school.insured, of: school.pupils, at_least: 90%}"): "tightened",
    (f"{SHARE}at_least: 90%", "share: school.swimmers\nof: school.pupils\nat_least: 90%"): "not_comparable",
    ("sum: school.swimmers\nat_least: 3500", "sum: school.swimmers\nat_least: 3000"): "loosened",
    ("sum: school.swimmers\nat_least: 3500", "sum: school.swimmers\nat_least: 3500\ntypes: [public]"): "tightened",
    ("sum: school.food_poisoning\nat_most: 0", "sum: school.food_poisoning\nat_most: 0\ntypes: [public]"): "loosened",
    ("count: school.cqg_recognised\nat_least: 70", "count: school.cqg_recognised\nat_least: 73"): "tightened",
    ("count: school.cqg_recognised\nat_most: 70", "count: school.cqg_recognised\nat_most: 73"): "loosened",
    (
        "count: school.cqg_recognised\nat_least: 70",
        "count: {all_of: [school.cqg_recognised, school.e_school]}\nat_least: 70",
    ): "not_comparable",
    (
        "count: {all_of: [school.cqg_recognised, {value: school.cqg_expiry, at_least: as_of}]}\nat_least: 70",
        "count: {all_of: [school.cqg_recognised, {value: school.cqg_expiry, at_least: 2022-05-31}]}\nat_least: 70",
    ): "not_comparable",
    (
        "count: {value: criterion.rank, at_least: good}\nat_least: 11",
        "count: {value: criterion.rank, at_least: excellent}\nat_least: 11",
    ): "tightened",
    (
        "count: {value: criterion.rank, at_least: good}\nat_most: 3",
        "count: {value: criterion.rank, at_least: excellent}\nat_most: 3",
    ): "loosened",
    (
        "every: {value: ward.literacy_level, at_least: level_1}",
        "every: {value: ward.literacy_level, at_least: level_2}",
    ): ("tightened"),
    ("every: school.broadband", "every: school.broadband\ntypes: [public]"): "loosened",
    ("every: school.broadband\nlevels: [TH]", "every: school.broadband\nlevels: [TH, THCS]"): "tightened",
    ("every: school.broadband\nlevels: [TH]", "every: school.broadband\nlevels: [THCS]"): "not_comparable",
    ("every: school.broadband\nlevels: [MN, TH, THCS]", "every: school.broadband"): "unchanged",
    ("every: school.broadband", "every: school.broadband\nwhen: school.serves_meals"): "loosened",
    ("every: school.broadband\nwhen: school.e_school", "every: school.broadband\nwhen: school.serves_meals"): (
        "not_comparable"
    ),
    ("every: school.e_school\namong: [TH Thanh Am]", "every: school.e_school\namong: [TH Thanh Am, TH Long Biên]"): (
        "tightened"
    ),
    ("every: school.e_school\namong: [TH Thanh Am]", "every: school.e_school\namong: [TH Long Biên]"): "not_comparable",
    ("every: school.e_school\namong: [TH Thanh Am]", "every: school.e_school"): "tightened",
    ("every: school.e_school", "attest: school.e_school"): "tightened",
    ("attest: school.e_school", "every: school.e_school"): "loosened",
    ("every: {value: school.cqg_round, is: new}", "every: {value: school.cqg_round, is: renewal}"): "not_comparable",
    (f"{MARK}more_than: school.exam_average_last_year", f"{MARK}at_least: school.exam_average_last_year"): "loosened",
    (
        "every: {value: school.exam_average, more_than: school.exam_average_last_year}",
        "every: {value: school.exam_average, more_than: [school.exam_average_last_year, 7]}",
    ): "tightened",
    (f"{MARK}more_than: 6", f"{MARK}more_than: school.exam_average_last_year"): "not_comparable",
    (f"{MARK}at_least: 7", f"{MARK}equals: 7"): "tightened",
    (f"{MARK}equals: 7", f"{MARK}equals: 8"): "not_comparable",
    (
        "all_of: [{value: office.toilets_th, at_least: 3}, {value: office.toilets_thcs, at_least: 2}]",
        "value: office.toilets_th\nat_least: 3",
    ): "loosened",
    (
        "value: office.toilets_th\nat_least: 3",
        "all_of: [{value: office.toilets_th, at_least: 2}, {value: office.toilets_thcs, at_least: 2}]",
    ): "not_comparable",
    ("every: school.e_school", "every: {value: school.e_school, is: true}"): "unchanged",
    ("attest: school.e_school", "every: {value: school.e_school, is: true}"): "loosened",
    ("every: school.e_school", "every: {value: school.e_school, is: false}"): "not_comparable",
    (
        "every: {all_of: [school.broadband, {all_of: [school.e_school, {value: school.cqg_expiry, at_least: as_of}]}]}",
        "every: {all_of: [{all_of: [{value: school.cqg_expiry, more_than: as_of}, school.e_school]}, school.broadband]}",
    ): "tightened",
    (
        "all_of: [{value: cambridge.classes, among: [G1], at_least: 2}, {value: cambridge.classes, among: [G5], at_least: 1}]",
        "all_of: [{value: cambridge.classes, among: [G5], at_least: 1}, {value: cambridge.classes, among: [G1], at_least: 3}]",
    ): "tightened",
    (
        "every: {all_of: [{value: school.managers, at_least: 1}, {value: school.teachers, at_most: 99}]}",
        "every: {all_of: [{value: school.teachers, at_most: 99}, {value: school.managers, at_least: 1}]}",
    ): "unchanged",
    (
        "count: {all_of: [{value: school.montessori_classes, at_least: 1}, school.e_school]}\nat_least: 3",
        "count: {all_of: [{all_of: [school.e_school]}, {value: school.montessori_classes, at_least: 2}]}\nat_least: 3",
    ): "tightened",
    (f"{SHARE}at_least: 90%\nstrength: strive", f"{SHARE}at_least: 90%\nstrength: ensure"): "tightened",
    (f"{SHARE}at_least: 90%\nstrength: strive", f"{SHARE}at_least: 90%\nstrength: encourage"): "loosened",
    (
        "done: ward.plan_2021\non: ward.plan_2021_on\nby: as_of",
        "done: ward.plan_2021\non: ward.plan_2021_on\nby: 2021-12-31",
    ): ("not_comparable"),
}


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_what_becomes_of_a_target(before: str, after: str) -> None:
    found = only(before, after)
    assert found.status == PAIRS[before, after], [aspect.en for aspect in found.aspects]
    assert (found.status == "unchanged") == (not found.aspects)
    assert all(aspect.vi and aspect.en for aspect in found.aspects)


MIRRORED = {"tightened": "loosened", "loosened": "tightened"}


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_the_other_way_round_it_is_the_opposite(before: str, after: str) -> None:
    status = PAIRS[before, after]
    assert only(after, before).status == MIRRORED.get(status, status)


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("2021-12-31", "2022-12-31", "unchanged"),
        ("2021-12-31", "2022-11-30", "tightened"),
        ("2021-12-31", "2023-01-31", "loosened"),
    ],
)
def test_deadlines_are_compared_within_their_school_years(before: str, after: str, status: str) -> None:
    body = "done: ward.plan_2021\non: ward.plan_2021_on\nby: "
    assert only(body + before, body + after, "2022-2023").status == status


def test_what_a_field_of_the_same_name_asks_now_is_looked_at() -> None:
    ward = RAW["forms"]["ward"]
    fields = tuple({**f, "part_of": "children_5"} if f.get("id") == "attending_under_3" else f for f in ward["fields"])
    forms = {"forms": {**RAW["forms"], "ward": {**ward, "fields": fields}}}
    body = {"t": "share: ward.attending_under_3\nof: ward.children_under_3\nat_least: 58%"}
    (found,) = compare(year_of(body), year_of(body, forms=forms)).indicators
    assert found.status == "not_comparable"
    assert "asks something else now" in found.aspects[0].en


# which targets correspond

A, B = f"{SHARE}at_least: 90%", "attest: school.e_school"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": A}, {"a": A}, [("a", "a", "id")]),
        ({"a": A}, {"b": A}, [("a", "b", "figures")]),
        ({"a": A}, {"b": B}, [(None, "b", None), ("a", None, None)]),
        ({"a": A}, {"b": f"{B}\nwas: a"}, [("a", "b", "was")]),
        ({"a": A, "b": B}, {"a": f"{A}\nwas: b", "c": A}, [("b", "a", "was"), ("a", "c", "figures")]),
        ({"a": A, "b": B}, {"c": f"{A}\nwas: [a, b]"}, [("a", "c", "was"), ("b", "c", "was")]),
        ({"a": A}, {"b": f"{B}\nwas: x"}, [(None, "b", None), ("a", None, None)]),
        ({"a": A}, {"b": A, "c": A}, [(None, "b", None), (None, "c", None), ("a", None, None)]),
        ({"a": A, "b": A}, {"c": A}, [(None, "c", None), ("a", None, None), ("b", None, None)]),
        ({"a": A}, {"b": f"{A}\nwas: a", "a": B}, [("a", "b", "was"), (None, "a", None)]),
    ],
)
def test_which_targets_are_one_indicator(
    before: dict[str, str], after: dict[str, str], expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    found = compare(year_of(before), year_of(after)).indicators
    pairs = [(one.before and one.before.id, one.after and one.after.id, one.link) for one in found]
    assert pairs == expected
    assert all((one.status == "new") == (one.before is None) for one in found)
    assert all((one.status == "dropped") == (one.after is None) for one in found)


def test_a_was_that_is_not_there_is_said() -> None:
    new, _ = compare(year_of({"a": A}), year_of({"b": f"{B}\nwas: x"})).indicators
    assert (new.status, new.aspects[0].en) == ("new", "the earlier year has no x")
