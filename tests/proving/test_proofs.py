"""`lbedu targets test`: examples beside a year, drop-in folders, cases of workbooks; table, differences, JUnit, exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lbedu.directive.load import available, load_directive
from lbedu.errors import RuleFileError, UsageError
from lbedu.examples import load_examples
from lbedu.proving.junit import junit
from lbedu.proving.proofs import prove
from lbedu.proving.report import report
from tests.cli.command import lbedu

ROOT = Path(__file__).parents[2]
RULES = available()["2021-2022"]
EXAMPLES = len(prove(RULES).trials)
CASE = ROOT / "samples" / "cases" / "one-school"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The rules of 2021-2022 with two examples of one target, one of them wrong."""
    shutil.copy(RULES, tmp_path / RULES.name)
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / RULES.name).write_text(
        "under-3s-attending:\n"
        "  - met: {ward: [{children_under_3: 1000, attending_under_3: 580}]}\n"
        "  - missed: {ward: [{children_under_3: 1000, attending_under_3: 581}]}\n",
        encoding="utf-8",
    )
    return tmp_path / RULES.name


def test_a_difference_shows_both_outcomes_and_the_figures(rules: Path) -> None:
    text = report(prove(rules), "en", 100)
    shown = text[text.index("examples/2021-2022.yaml:3") :].splitlines()[:5]
    assert shown == [
        "examples/2021-2022.yaml:3: under-3s-attending",
        "  - expected: Missed",
        "  + got: Met",
        "    required: ≥ 58%",
        "    figures: 58.1% (581/1,000)",
    ]
    assert "NO EXAMPLE" in text
    assert text.endswith("2021-2022: 89 targets, 2 examples, 89 wrong\n")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_exit_code_is_one_where_an_example_comes_out_otherwise(rules: Path, lang: str) -> None:
    ended = lbedu("targets", "test", rules, "--lang", lang)
    assert ended.code == 1
    assert ended.err == ""
    assert ("nhận được: Đạt" if lang == "vi" else "got: Met") in ended.out


def test_the_shipped_years_are_right() -> None:
    ended = lbedu("targets", "test")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.count("không có chỗ sai") == len(available())


# drop-in folders


def test_files_in_the_folder_of_a_year_are_found_by_themselves(rules: Path) -> None:
    more = rules.parent / "examples" / "2021-2022" / "deep"
    more.mkdir(parents=True)
    (more / "one.yaml").write_text("leading-flag: {missed: {office: {leading_flag: false}}}", encoding="utf-8")
    (more / ".hidden.yaml").write_text("nonsense", encoding="utf-8")
    files = [trial.proof.file.rpartition("/")[2] for trial in prove(rules).trials]
    assert files == ["2021-2022.yaml", "2021-2022.yaml", "one.yaml"]


def test_a_case_of_workbooks_is_judged(tmp_path: Path) -> None:
    ended = lbedu("targets", "test", RULES, "--examples", CASE, "--lang", "en")
    assert ended.code == 0
    assert f"89 targets, {EXAMPLES + 5} examples, none wrong" in ended.out
    shutil.copytree(CASE, tmp_path / "case")
    expected = tmp_path / "case" / "expected.yaml"
    text = expected.read_text(encoding="utf-8")
    expected.write_text(
        text.replace("health-insurance: {TH Hoa Phượng: missed}", "health-insurance: {X: met}"), "utf-8"
    )
    ended = lbedu("targets", "test", RULES, "--examples", tmp_path, "--lang", "en")
    assert ended.code == 1
    assert "health-insurance (X)\n  - expected: Met\n  + got: not judged for this unit by itself" in ended.out


@pytest.mark.parametrize(("said", "expected"), [("[]", "none"), ("[excel_date]", "excel_date")])
def test_a_case_fails_where_its_workbooks_hold_other_errors(tmp_path: Path, said: str, expected: str) -> None:
    """What cannot be read makes outcomes undecided: they would be right for a wrong reason."""
    shutil.copytree(CASE, tmp_path / "case")
    file = tmp_path / "case" / "expected.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("[words_with_number]", said), encoding="utf-8")
    ended = lbedu("targets", "test", RULES, "--examples", tmp_path, "--lang", "en")
    assert ended.code == 1
    assert f"  - expected: {expected}\n  + got: words_with_number" in ended.out


def test_the_case_of_the_documentation_is_the_one_of_the_samples() -> None:
    page = (ROOT / "docs" / "rule-tests.md").read_text(encoding="utf-8")
    assert f"```yaml\n{(CASE / 'expected.yaml').read_text(encoding='utf-8')}```" in page


def test_workbooks_of_a_district_are_judged_together(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples" / "2021-2022", tmp_path / "district")
    (tmp_path / "district" / "expected.yaml").write_text(
        "complete: true\nas_of: 2022-05-31\nverdicts: {under-3s-attending: met, pupils-taught-to-swim: met}\n",
        encoding="utf-8",
    )
    found = prove(RULES, tmp_path)
    assert [one.passed for one in found.readings] == [True]
    got = {t.proof.target.id: t.verdict.outcome for t in found.trials if "district" in t.proof.file and t.verdict}
    assert set(got) == {"under-3s-attending", "pupils-taught-to-swim"}
    assert "undecided" not in got.values()


BAD_CASES = {
    "": "says which outcome is expected",
    "verdicts: {}": "says which outcome is expected",
    "verdicts: {leading-flag: met}\nwhat: 1": "`what` is not a key here",
    "verdicts: {no-such-target: met}": "no target `no-such-target`",
    "verdicts: {leading-flag: green}": "`green` is none of met, missed",
    "verdicts: {leading-flag: {TH A: met}}": "is an outcome in this view",
    "view: units\nverdicts: {leading-flag: met}": "is {unit: outcome} in this view",
    "view: both\nverdicts: {leading-flag: met}": "view is units or district",
    "as_of: tomorrow\nverdicts: {leading-flag: met}": "`tomorrow` is no date",
    "as_of: 5\nverdicts: {leading-flag: met}": "`5` is no date",
    "complete: 1\nverdicts: {leading-flag: met}": "complete is true or false",
    "problems: [no_such]\nverdicts: {leading-flag: met}": "`no_such` is no code of a problem",
    "problems: x\nverdicts: {leading-flag: met}": "is no code of a problem",
    "problems: [{a: b}]\nverdicts: {leading-flag: met}": "is no code of a problem",
    "verdicts: &a {leading-flag: met}\n[": "not valid YAML",
}


@pytest.mark.parametrize("text", BAD_CASES)
def test_a_faulty_case_gives_2_and_its_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "expected.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        prove(RULES, tmp_path)
    assert BAD_CASES[text] in str(caught.value)
    assert f"{tmp_path.as_posix()}/expected.yaml:" in str(caught.value)


BAD_EXAMPLES = {
    "[": "not valid YAML",
    "a: !x {}": "tags (`!…`) are not allowed",
    "x": "maps targets to lists of examples",
    "no-such: {met: {}}": "no target `no-such`",
    "leading-flag: {good: {}}": "an example is one of",
    "leading-flag: {met: {}, missed: {}}": "an example is one of",
    "leading-flag: {met: {bureau: {}}}": "no form `bureau`",
    "leading-flag: {met: {office: 5}}": "a row of office maps fields to values",
    "leading-flag: {met: {office: {flag: true}}}": "office has no field `flag`",
    "leading-flag: {met: {office: {leading_flag: 'true'}}}": "`true` is no yes_no",
    "leading-flag: {met: {office: {area_pass_rate: x%}}}": "`x%` is no percent",
    "leading-flag: {met: {office: {toilets_th: many}}}": "`many` is no count",
    "leading-flag: {met: {office: {}, as_of: 2022}}": "as_of: `2022` is no date",
    "leading-flag: {met: {office: {}, as_of: 2022-02-30}}": "as_of: `2022-02-30` is no date",
    "leading-flag: {met: {office: {}, missing: 3}}": "missing is {form: how many}",
    "leading-flag: {met: {office: {}, missing: {school: many}}}": "missing school is a whole number",
    "leading-flag: {met: {office: {}, view: both}}": "view is `units`",
    "leading-flag: {met: {ward: [{}, {}], view: units}}": "gives the rows of one unit",
    "civil-conduct: {met: {school: {level: TH, times: 0}}}": "times is a whole number from 1",
    "civil-conduct: {met: {school: {level: TH, times: 99999999999}}}": "times is a whole number from 1",
    "civil-conduct: {met: {school: {civility: true}}}": "needs a level",
    "under-3s-attending: {met: {ward: {name: Bồ Đào}}}": "`Bồ Đào` is none of the 14 units of `expects: ward`",
    "chu-van-an-steps: {met: {chu_van_an: {row: S9}}}": "`S9` is none of its 5 rows",
    "chu-van-an-steps: {met: {chu_van_an: {done_on: 2022-13-01}}}": "is no date",
    "exam-average-raised: {met: {school: {exam_average: 1/0}}}": "`1/0` is no number",
}


@pytest.mark.parametrize("text", BAD_EXAMPLES)
def test_a_faulty_example_gives_2_and_its_place(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        load_examples(load_directive(RULES), file)
    assert BAD_EXAMPLES[text] in str(caught.value)
    assert f"{file.as_posix()}:" in str(caught.value)


def test_nothing_tried_is_not_proven(tmp_path: Path) -> None:
    shutil.copy(RULES, tmp_path)
    with pytest.raises(UsageError, match="has no examples"):
        prove(tmp_path / RULES.name)
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / RULES.name).write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="nothing was tried"):
        prove(tmp_path / RULES.name)


def test_wrong_usage(tmp_path: Path) -> None:
    assert lbedu("targets", "test", "--examples", CASE).code == 2
    assert lbedu("targets", "test", RULES, "--examples", tmp_path / "none").code == 2
    assert lbedu("targets", "test", RULES, "--junit", tmp_path / "none" / "j.xml").code == 2


def test_what_is_read_is_never_overwritten(rules: Path) -> None:
    for file in (rules, rules.parent / "examples" / rules.name):
        before = file.read_bytes()
        assert lbedu("targets", "test", rules, "--junit", file).code == 2
        assert file.read_bytes() == before


def test_a_list_of_units_that_nobody_counts_can_be_tried(tmp_path: Path) -> None:
    label = "label: {vi: e}"
    (tmp_path / "2030-2031.yaml").write_text(
        "year: 2030-2031\nversion: 1\ndirective: {kind: {vi: a}, title: {vi: b}, issuer: {vi: c}}\nnouns: {}\n"
        "evaluate_on: 2031-05-31\nunits: {office: {noun: {vi: phòng}}}\nforms:\n"
        f'  o: {{unit: office, title: {{vi: d}}, fields: [{{id: y, code: "01", type: yes_no, {label}}}]}}\n'
        "  l: {unit: office, title: {vi: f}, rows: [{code: A1, name: {vi: g}}],"
        f' fields: [{{id: x, code: "01", type: yes_no, {label}}}]}}\n'
        "commitments: [{id: 30-01, clause: A, title: {vi: h}, targets: [{id: t, title: {vi: i}, every: l.x}]}]\n",
        encoding="utf-8",
    )
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "2030-2031.yaml").write_text("t: {met: {l: [{x: true}]}}", encoding="utf-8")
    assert prove(tmp_path / "2030-2031.yaml").wrong == 0


# an example of one unit by itself

ALONE = "{target}:\n  - {expected}: {{ward: {{children_5: 300, attending_5: {attending}}}, view: units}}\n"


@pytest.mark.parametrize(
    ("target", "attending", "expected", "passed"),
    [
        ("five-year-olds-attending", "300", "met", True),
        ("five-year-olds-attending", "299", "missed", True),
        ("under-3s-attending", "300", "undecided", False),
    ],
)
def test_a_unit_by_itself_is_judged_by_what_is_demanded_of_each(
    tmp_path: Path, target: str, attending: str, expected: str, passed: bool
) -> None:
    (tmp_path / "alone.yaml").write_text(
        ALONE.format(target=target, expected=expected, attending=attending), encoding="utf-8"
    )
    (trial,) = (trial for trial in prove(RULES, tmp_path).trials if trial.proof.file.endswith("alone.yaml"))
    assert trial.passed == passed
    assert (trial.verdict is None) == (target == "under-3s-attending"), "the share of one ward is no share of all"


# JUnit

_SUITE = {"name", "tests", "failures", "errors", "skipped", "time"}


def test_junit_has_the_shape_that_ci_systems_read(rules: Path) -> None:
    root = ElementTree.fromstring(junit([prove(rules)], "vi"))
    assert root.tag == "testsuites"
    assert set(root.attrib) <= {"name", "tests", "failures", "errors", "time"}
    (suite,) = root
    assert (suite.tag, set(suite.attrib)) == ("testsuite", _SUITE)
    assert all(case.tag == "testcase" and set(case.attrib) == {"classname", "name", "time"} for case in suite)
    failures = [inner for case in suite for inner in case]
    assert all(one.tag == "failure" and set(one.attrib) == {"type", "message"} and one.text for one in failures)
    assert int(suite.attrib["tests"]) == len(suite) == int(root.attrib["tests"]) == 90
    assert int(suite.attrib["failures"]) == len(failures) == int(root.attrib["failures"]) == 89
    wrong = next(case for case in suite if case.attrib["classname"] == "2021-2022.under-3s-attending" and len(case))
    assert wrong[0].attrib["message"] == "mong đợi Không đạt, nhận được Đạt"
    assert "58,1% (581/1.000)" in (wrong[0].text or "")


def test_junit_is_written_to_a_file_the_same_every_time(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        assert lbedu("targets", "test", RULES, "--examples", CASE, "--junit", tmp_path / name).code == 0
    assert (tmp_path / "a.xml").read_bytes() == (tmp_path / "b.xml").read_bytes()
    root = ElementTree.parse(tmp_path / "a.xml").getroot()
    assert (root.attrib["tests"], root.attrib["failures"]) == (str(EXAMPLES + 5), "0")
    names = [case.attrib["classname"] + case.attrib["name"] for case in root.iter("testcase")]
    assert len(names) == len(set(names)) == EXAMPLES + 5
