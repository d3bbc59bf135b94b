"""What reporters write for machines is held against the schemas of those who read it, not against itself."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import pytest

from lbedu.directive.directive import Directive
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problems import Language, Problem
from lbedu.reporters import Style, as_csv, as_csv_problems, as_github, as_junit, as_markdown, as_sarif
from lbedu.reporters import table as as_table
from lbedu.scorecard import Scorecard
from lbedu.submission import Place
from tests.reporters.hostile import hostile
from tests.reporters.machine_readers import command, junit_schema, rendered, sarif_schema, shown

CARDS = ["district", "listed", "units", "whole_district", "one_report", "several_reports", "empty"]
LANGS: list[Language] = ["vi", "en"]


@pytest.fixture(params=[*CARDS, "hostile district", "hostile units"])
def card(request: pytest.FixtureRequest) -> Scorecard:
    name = str(request.param)
    found: Scorecard = request.getfixturevalue(name.removeprefix("hostile "))
    return hostile(found) if name.startswith("hostile") else found


@pytest.fixture(scope="module")
def crowded(district: Scorecard) -> Scorecard:
    """A file with ten thousand problems, of a kind that is told by one line, and of a kind that has a line each."""
    label = {"vi": "Trẻ ra lớp", "en": "Attending"}
    many = [
        Problem("blank", Place("1.xlsx", "Số liệu", f"E{i}"), "", {"label": label, "expected": label})
        for i in range(9, 5009)
    ]
    many += [
        Problem(
            "not_a_number", Place("1.xlsx", f"Tờ {i % 20}", f"E{i}"), f"n/a {i}", {"label": label, "expected": label}
        )
        for i in range(1, 5001)
    ]
    return district._replace(problems=tuple(sorted(many, key=lambda one: one.sort_key)))


def junit(card: Scorecard, lang: Language = "vi") -> ElementTree.Element:
    return ElementTree.fromstring(as_junit.render(card, Style(lang)))


def sarif(card: Scorecard, lang: Language = "vi") -> Any:
    (run,) = json.loads(as_sarif.render(card, Style(lang)))["runs"]
    return run


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    header, *rows = csv.reader(io.StringIO(text[1:], newline=""), strict=True)
    assert text.count("\r\n") == text.count("\n") == len(rows) + 1
    return [dict(zip(header, row, strict=True)) for row in rows]


# JUnit


@pytest.mark.parametrize("lang", LANGS)
def test_junit_is_what_jenkins_reads(card: Scorecard, lang: Language) -> None:
    junit_schema().validate(as_junit.render(card, Style(lang)))


def test_junit_counts_what_it_holds(card: Scorecard) -> None:
    root = junit(card)
    for suite in root:
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(count) == str(sum(case.find(tag) is not None for case in cases))
    for count in ("tests", "failures", "errors"):
        assert root.get(count) == str(sum(int(suite.attrib[count]) for suite in root))
    assert int(root.attrib["tests"]) > 0, "nothing checked is never a pass"


def test_junit_agrees_with_the_verdicts(card: Scorecard) -> None:
    cases = list(junit(card).iter("testcase"))
    came = Counter((case[0].tag, case[0].get("type")) for case in cases if len(case))
    lenient = sum(v.outcome == "missed" and v.target.spec.strength == "encourage" for v in card.verdicts)
    outcomes = Counter(verdict.outcome for verdict in card.verdicts)
    assert sum(n for (tag, _), n in came.items() if tag == "failure") == outcomes["missed"] - lenient
    assert sum(n for (tag, _), n in came.items() if tag == "error") == sum(p.severity == "error" for p in card.problems)
    assert came["skipped", "undecided"] == outcomes["undecided"]
    assert came["skipped", "not_applicable"] == outcomes["not_applicable"]
    assert came["skipped", "missed"] == lenient
    assert came["skipped", "waiting"] == len(card.waiting)
    for verdict in card.verdicts:
        assert any(case.attrib["name"].endswith(f"[{verdict.target.id}]") for case in cases)


def test_junit_is_red_just_where_the_exit_code_is(card: Scorecard) -> None:
    root = junit(card)
    expected = 3 if root.attrib["errors"] != "0" else 1 if root.attrib["failures"] != "0" else 4
    assert card.exit_code in (expected, 0) if expected == 4 else card.exit_code == expected


def test_every_skipped_case_has_its_reason(card: Scorecard) -> None:
    for skipped in junit(card).iter("skipped"):
        assert skipped.attrib["message"].strip(". :")


def test_names_of_cases_are_their_own(card: Scorecard) -> None:
    for suite in junit(card):
        names = [(case.attrib["classname"], case.attrib["name"]) for case in suite.iter("testcase")]
        assert len(names) == len(set(names))


def test_a_suite_is_a_unit_and_a_clause(units: Scorecard) -> None:
    names = [suite.attrib["name"] for suite in junit(units, "en")]
    assert "TH Gia Lâm: B.2" in names
    assert len(names) == len(set(names))
    judged = {(verdict.unit, verdict.target.clause) for verdict in units.verdicts}
    judged |= {(waiting.unit, waiting.target.clause) for waiting in units.waiting}
    assert len(names) == len(judged) + len({*units.inputs, *(problem.place.file for problem in units.problems)})


def test_no_attachment_of_others_is_named(district: Scorecard) -> None:
    """GitLab and Jenkins take a path in such brackets for a file to show."""
    evil = Problem("not_a_number", Place("a", "b", "E1"), "[[ATTACHMENT|/etc/passwd]]", {"label": "x", "expected": "y"})
    assert "[[ATTACHMENT" not in as_junit.render(district._replace(problems=(evil,)), Style("vi"))


# SARIF


@pytest.mark.parametrize("lang", LANGS)
def test_sarif_is_what_its_committee_says(card: Scorecard, lang: Language) -> None:
    errors = list(sarif_schema().iter_errors(json.loads(as_sarif.render(card, Style(lang)))))
    assert not errors, errors[:3]


def test_sarif_has_what_viewers_ask_for(card: Scorecard) -> None:
    run = sarif(card)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["help"]["text"].strip() and rule["shortDescription"]["text"].strip() for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result["locations"]) == 1
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert result["message"]["text"].strip()
        assert (result["kind"] == "fail") == (result["level"] != "none")
        assert len(result.get("relatedLocations", ())) < 100


def test_sarif_tells_of_problems_and_of_what_is_not_met(card: Scorecard) -> None:
    run = sarif(card)
    found = Counter(result["ruleId"] for result in run["results"])
    assert found == Counter(
        [p.code for p in card.problems] + [v.target.id for v in card.verdicts if v.outcome in ("missed", "undecided")]
    )
    ids = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {verdict.target.id for verdict in card.verdicts} <= ids
    assert run["invocations"][0]["exitCode"] == card.exit_code


def test_fingerprints_are_of_one_result_and_of_no_language(card: Scorecard) -> None:
    vi, en = ([r["partialFingerprints"]["lbedu/v1"] for r in sarif(card, lang)["results"]] for lang in LANGS)
    assert vi == en
    assert len(set(vi)) == len(vi)


def test_fingerprints_survive_what_happens_elsewhere(district: Scorecard) -> None:
    whole, rest = (
        sarif(district),
        sarif(district._replace(problems=district.problems[2:], verdicts=district.verdicts[1:])),
    )
    prints = {result["partialFingerprints"]["lbedu/v1"] for result in whole["results"]}
    assert {result["partialFingerprints"]["lbedu/v1"] for result in rest["results"]} < prints


def test_a_cell_is_a_logical_location(units: Scorecard) -> None:
    (found,) = (result for result in sarif(units, "en")["results"] if result["ruleId"] == "not_a_number")
    assert found["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "yen.xlsx"}, "region": {"startLine": 1}},
            "logicalLocations": [{"name": "E10", "fullyQualifiedName": "'Số liệu'!E10", "kind": "cell"}],
        }
    ]


# CSV


def test_csv_has_every_verdict_and_every_problem(card: Scorecard) -> None:
    verdicts = table(as_csv.render(card, Style("vi")))
    assert [(row["target"], row["outcome"]) for row in verdicts if row["part"] == "1"] == [
        (verdict.target.id, verdict.outcome) for verdict in card.verdicts
    ]
    assert len(verdicts) == sum(len(verdict.parts) for verdict in card.verdicts)
    problems = table(as_csv_problems.render(card, Style("vi")))
    assert [(row["code"], row["severity"]) for row in problems] == [(p.code, p.severity) for p in card.problems]


def test_csv_figures_are_exact(district: Scorecard) -> None:
    (row,) = (row for row in table(as_csv.render(district, Style("en"))) if row["target"] == "attendance")
    assert [row[name] for name in ("kind", "numerator", "denominator", "gap")] == ["share", "300", "600", "48"]


def test_csv_knows_the_words_of_the_data_frames(card: Scorecard, whole_district: Scorecard) -> None:
    if card is whole_district:
        frame = card.to_frame("parts", lang="en")
        rows = table(as_csv.render(card, Style("en")))
        assert [row["kind"] for row in rows] == list(frame["kind"].astype(object).where(frame["kind"].notna(), ""))
        numerators = [None if one != one else int(one) for one in frame["numerator"].astype("float64")]
        assert [int(row["numerator"]) if row["numerator"] else None for row in rows] == numerators
        assert [row["reason"] for row in rows] == list(frame["reason"])


# GitHub Actions


@pytest.mark.parametrize("lang", LANGS)
def test_every_line_is_one_annotation(card: Scorecard, lang: Language) -> None:
    lines = as_github.render(card, Style(lang)).splitlines()
    commands = [command(line) for line in lines]
    assert all(one is not None and one.name in ("error", "warning", "notice") for one in commands)
    assert all(set(one.properties) <= {"file", "title"} and one.data for one in commands if one)
    assert max(Counter(one.name for one in commands if one).values()) <= as_github.MOST


def test_annotations_are_red_just_where_the_exit_code_is(card: Scorecard) -> None:
    red = "::error " in as_github.render(card, Style("vi"))
    assert red == (card.exit_code in (1, 3))


def test_the_sum_is_always_said(empty: Scorecard) -> None:
    assert "::notice title=lbedu 2021-2022::Tổng cộng: Đạt 0" in as_github.render(empty, Style("vi"))


# Markdown


@pytest.mark.parametrize("lang", LANGS)
def test_markdown_is_headings_lists_and_tables(card: Scorecard, lang: Language) -> None:
    page = rendered(as_markdown.render(card, Style(lang)))
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert tags <= {
        "html",
        "head",
        "body",
        "h1",
        "h2",
        "p",
        "strong",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "span",
    }
    rows = [[shown(cell) for cell in row] for row in page.iter("tr")]
    verdicts = [row for row in rows if len(row) == 5 and row[4][:1] in "✓✗?–"]
    assert [row[0] for row in verdicts] == [
        verdict.target.clause
        for unit in dict.fromkeys(verdict.unit for verdict in card.verdicts)
        for verdict in card.verdicts
        if verdict.unit == unit
    ]


def test_the_summary_of_a_step_says_the_same_in_short(card: Scorecard) -> None:
    whole, brief = as_markdown.render(card, Style("vi")), as_markdown.summary(card, Style("vi"))
    assert len(brief) <= len(whole)
    assert brief.splitlines()[:3] == whole.splitlines()[:3]


# ten thousand problems


def test_ten_thousand_problems_are_all_in_the_files(crowded: Scorecard) -> None:
    assert len(table(as_csv_problems.render(crowded, Style("vi")))) == 10_000
    assert sum(result["ruleId"] in CATALOGUE for result in sarif(crowded)["results"]) == 10_000
    assert junit(crowded).attrib["errors"] == "5000"
    assert as_markdown.render(crowded, Style("vi")).count("\n| 1.xlsx |") == 10_000


def test_and_the_places_with_little_room_say_how_many_there_are(crowded: Scorecard) -> None:
    annotations = as_github.render(crowded, Style("vi"))
    assert annotations.count("::error ") == as_github.MOST
    assert "5.000 ô còn trống" in annotations
    assert "mục khác" in annotations
    brief = as_markdown.summary(crowded, Style("vi"))
    assert len(brief.encode()) < 100_000
    assert "5.000 ô còn trống" in brief
    assert brief.count("| 250 ") == 20


@pytest.mark.parametrize("room", [0, 200, 1000, 5000, 20_000, 10**6])
def test_the_summary_of_a_step_never_takes_more_than_its_room(room: int, crowded: Scorecard, units: Scorecard) -> None:
    for card in (crowded, units):
        text = as_markdown.summary(card, Style("vi"), room)
        assert len(text.encode()) <= room
        if room < 1000:
            assert text == ""
        elif text != as_markdown.summary(card, Style("vi")):
            assert "dòng nữa" in text


def test_a_year_that_is_missed_is_seen_everywhere(whole_district: Scorecard) -> None:
    directive: Directive = whole_district.directive
    missed = [
        v.target for v in whole_district.verdicts if v.outcome == "missed" and v.target.spec.strength != "encourage"
    ]
    assert missed
    for target in missed:
        assert directive.target(target.id) is not None
        assert any(result["ruleId"] == target.id for result in sarif(whole_district)["results"])
        assert any(
            f"[{target.id}]" in case.attrib["name"] for case in junit(whole_district).iter("testcase") if len(case)
        )


# ten thousand problems on a terminal


def test_a_terminal_groups_them_and_says_what_it_leaves_out(crowded: Scorecard) -> None:
    text = as_table.render(crowded, Style("vi"))
    assert "SAI SỐ LIỆU: 5.000 lỗi, 5.000 chỗ còn trống" in text
    assert "5.000 ô còn trống: E9:E5008" in text
    assert "và 210 vùng khác" in text
    assert text.count("--reporter csv-problems:TỆP") == 1
    assert len(text.splitlines()) < 300
    few = crowded._replace(problems=crowded.problems[:40])
    assert "csv-problems" not in as_table.render(few, Style("vi"))
