"""Which slight changes of the rules the examples notice: for the shipped years all but those with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lbedu.directive.load import available, load_directive
from lbedu.directive.model import VALIDATOR, TargetSpec
from lbedu.directive.yaml_text import Document
from lbedu.errors import RuleFileError
from lbedu.proving.grounds import ground_changes
from lbedu.proving.mutants import LEFT_OUT, changes
from lbedu.proving.mutation import mutate, mutation_lines
from lbedu.proving.proofs import prove
from tests.cli.command import lbedu

RULES = available()["2021-2022"]


@pytest.mark.parametrize("year", available())
def test_of_a_shipped_year_every_change_is_noticed_or_has_a_reason(year: str) -> None:
    proven = prove(available()[year])
    found = mutate(proven)
    lines = list(mutation_lines(proven, found, "en"))
    assert lines[:-1] == []
    assert found.tried > 500
    assert 0 < len(found.survivors) < found.tried / 25
    assert all(one.reason for one in found.survivors)


# what is changed

FILE = load_directive(RULES).file
MEASURES: dict[str, list[str]] = {
    "share: ward.attending_5\nof: ward.children_5\nat_least: 58%": [
        "at_least: 58% → 57%",
        "at_least: 58% → 59%",
        "at_least: at_least → more_than",
        "at_least: at_least → at_most",
        "share: ward.attending_5 → ward.children_5",
        "of: ward.children_5 → ward.attending_3_4",
    ],
    "ratio: school.pupils\nper: school.teachers\nat_most: 20": [
        "at_most: 20 → 19",
        "at_most: 20 → 21",
        "at_most: at_most → less_than",
        "at_most: at_most → at_least",
    ],
    "ratio: school.teachers\nper: school.pupils\nat_least: 0,05": ["at_least: 0,05 → 0,04", "at_least: 0,05 → 0,06"],
    "sum: school.swimmers\nat_most: 0\neach: true\ntypes: [public]": [
        "at_most: 0 → 1",
        "at_most: at_most → less_than",
        "types: [public] → (left out)",
        "types: [public] → [public, private]",
        "types: [public] → [private]",
        "levels: (left out) → [TH]",
        "each: true → false",
    ],
    "every: {value: criterion.rank, at_least: good}\namong: [C01, C02]": [
        "every.at_least: good → excellent",
        "every.at_least: good → fair",
        "among: [C01, C02] → (left out)",
        "among: [C01, C02] → [C02]",
        "among: [C01, C02] → [C03, C02]",
    ],
    "value: school.exam_average\nmore_than: [school.exam_average_last_year, 7.5]\nwhen: school.had_exam_last_year": [
        "more_than: [school.exam_average_last_year, 7.5] → [7.5]",
        "more_than: [school.exam_average_last_year, 7.5] → [school.exam_average_last_year, 7.4]",
        "more_than: more_than → at_least",
        "when: school.had_exam_last_year → (left out)",
        "when: school.had_exam_last_year → not school.had_exam_last_year",
        "when: school.had_exam_last_year → school.career_counselling",
    ],
    "share: {MN: school.milk_children, TH: school.milk_pupils}\nof: school.pupils\nat_least: 98,5%": [
        "at_least: 98,5% → 98,4%",
        "share: {MN: school.milk_children, TH: school.milk_pupils} → {TH: school.milk_pupils}",
        "of: school.pupils → school.montessori_classes",
    ],
    "done: ward.plan_2021\non: ward.plan_2021_on\nby: 2021-12-31": [
        "by: 2021-12-31 → 2021-12-30",
        "by: 2021-12-31 → 2022-01-01",
        "done: ward.plan_2021 → ward.committee",
        "on: ward.plan_2021_on → ward.plan_2022_on",
    ],
    "all_of:\n- school.high_quality\n- {value: school.cqg_round, is: new}\n- {attest: school.e_school}": [
        "all_of[0]: school.high_quality → (left out)",
        "all_of[0]: school.high_quality → school.high_quality_recognised",
        "all_of[1].is: new → renewal",
        "all_of[1]: {value: school.cqg_round, is: new} → (left out)",
        "all_of[2].attest: attest → every",
    ],
    "attest: school.e_school\namong: new_e_schools\nflags: [e_school]": [
        "among: new_e_schools → high_quality",
        "flags: [e_school] → (left out)",
        "flags: [e_school] → [e_school, smart_school]",
    ],
    "value: [office.e_schools_kept, office.e_schools_new]\nequals: 25": [
        "equals: 25 → 26",
        "equals: equals → at_most",
        "value: [office.e_schools_kept, office.e_schools_new] → [office.e_schools_new]",
    ],
    "every: {value: school.cqg_expiry, at_least: as_of}\nwhen: {value: school.cqg_recognised, is: true}": [
        "every.at_least: as_of → 2022-05-31",
        "when.is: true → false",
    ],
}


@pytest.mark.parametrize("text", MEASURES)
def test_slips_of_the_pen_are_made(text: str) -> None:
    rule: Any = Document(f"id: x\ntitle: {{vi: x}}\n{text}").data
    file = {"commitments": ({"id": "21-01", "clause": "A", "title": {"vi": "x"}, "targets": (rule,)},)}
    raw: Any = Document(RULES.read_text(encoding="utf-8")).data
    spec: TargetSpec = VALIDATOR().validate_python({**raw, **file}).commitments[0].targets[0]
    found = [str(change) for change in changes(FILE, spec)]
    assert set(MEASURES[text]) <= set(found)
    before = {line.partition(" → ")[0] for line in found}
    assert not [line for line in found if line.partition(" → ")[2] == line.partition(": ")[2].partition(" → ")[0]], (
        before
    )


def test_what_targets_stand_on_is_changed() -> None:
    directive = load_directive(RULES)
    found = {f"{one.subject}: {one}" for one in ground_changes(directive.file, directive.targets)}
    assert {
        "file: evaluate_on: 2022-05-31 → 2022-06-01",
        "units.school.groups: new_standard: TH Gia Thượng → (left out)",
        "units.school.groups: new_standard: TH Gia Thượng → MN Tràng An",
        "units.school.aliases: TH Đô thị Sài Đồng: TH ĐT Sài Đồng → (left out)",
        "expects: ward: Bồ Đề → (left out)",
        "units.school.named: TH Thanh Am: TH Thanh Am → (left out)",
        "choices.universal_level: answer: level_1 → (left out)",
        "expects: office: Phòng GD&ĐT quận Long Biên → (left out)",
        "forms.ward.attending_5: part_of: children_5 → (left out)",
        "forms.school.food_contract: asked_when: serves_meals → (left out)",
        "forms.school.exam_average: max: 10 → (left out)",
        "forms.school.insured: levels: [TH, THCS] → [THCS]",
        "forms.school.e_school: evidence: true → false",
        "forms.criterion.rows: code: C13 → (left out)",
        "choices.emulation_rank: order: good > fair → fair > good",
    } <= found


# what is reported


ONE = "  - id: 21-34\n"
EXAMPLES = """e-schools:
  - met: {office: {name: Phòng GD&ĐT quận Long Biên, e_schools_kept: 22, e_schools_new: 3}}
  - missed: {office: {e_schools_kept: 20, e_schools_new: 2}}
  - undecided: {office: {e_schools_kept: 22}}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The rules of 2021-2022 with one commitment alone, and examples that leave much open."""
    text = RULES.read_text(encoding="utf-8")
    head, _, tail = text.partition("\ncommitments:\n")
    (tmp_path / RULES.name).write_text(
        f"{head}\ncommitments:\n{ONE}{tail.partition(ONE)[2].partition(chr(10) + '  - id: ')[0]}", encoding="utf-8"
    )
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / RULES.name).write_text(EXAMPLES, encoding="utf-8")
    return tmp_path / RULES.name


def test_without_an_example_a_change_survives_and_is_shown_with_its_place(rules: Path) -> None:
    ended = lbedu("targets", "test", rules, "--mutate", "--lang", "en")
    assert ended.code == 1
    lines = rules.read_text(encoding="utf-8").splitlines()
    line = lines.index("        at_least: 25") + 1
    assert f"2021-2022.yaml:{line}: e-schools: at_least: 25 → 24: no example notices this change" in ended.out
    assert "25 → 26" not in ended.out, "it is noticed"
    assert ended.out.rstrip().endswith(" not noticed")


def test_reasons_explain_and_one_that_explains_nothing_is_reported(rules: Path) -> None:
    found = mutate(prove(rules))
    assert found.unexplained == len(found.survivors) > 0
    reasons = rules.parent / "examples" / "2021-2022.survivors.yaml"
    said = [f'    - "{one.change}"' for one in found.survivors if one.subject == "e-schools"]
    assert len(said) == found.unexplained
    reasons.write_text("\n".join(["- why: x", "  changes:", "    e-schools:", *said]), encoding="utf-8")
    assert (mutate(prove(rules)).unexplained, mutate(prove(rules)).stale) == (0, ())
    reasons.write_text(
        "\n".join(["- why: x", "  changes:", "    e-schools:", *said, '    - "at_least: 25 → 26"']), "utf-8"
    )
    (line, *_) = mutation_lines(prove(rules), mutate(prove(rules)), "vi")
    assert line.endswith("e-schools: nothing survives that is called `at_least: 25 → 26`")
    assert f"2021-2022.survivors.yaml:{len(said) + 4}:" in line
    ended = lbedu("targets", "test", rules, "--mutate")
    assert ended.code == 1


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "- 5",
        "- why: x",
        "- why: x\n  changes: 3",
        "- why: 3\n  changes: {a: b}",
        "- {why: x, changes: {}, more: 1}",
        "[",
    ],
)
def test_faulty_reasons_give_2(rules: Path, text: str) -> None:
    (rules.parent / "examples" / "2021-2022.survivors.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"survivors\.yaml:"):
        mutate(prove(rules))


def test_nothing_is_changed_while_an_example_is_wrong(rules: Path) -> None:
    file = rules.parent / "examples" / rules.name
    file.write_text(f"{EXAMPLES}  - met: {{office: {{e_schools_kept: 1, e_schools_new: 1}}}}\n", encoding="utf-8")
    ended = lbedu("targets", "test", rules, "--mutate", "--lang", "en")
    assert ended.code == 1
    assert "changes can be tried once all examples are right" in ended.out


def test_in_vietnamese_what_is_left_out_is_said_so_and_a_reason_may_repeat_it(rules: Path) -> None:
    file = rules.parent / "examples" / rules.name
    file.write_text(EXAMPLES.replace("name: Phòng GD&ĐT quận Long Biên, ", ""), encoding="utf-8")
    found = mutate(prove(rules))
    lines = [line for line in mutation_lines(prove(rules), found, "vi") if "(bỏ đi)" in line]
    assert lines
    assert not any("(left out)" in line for line in mutation_lines(prove(rules), found, "vi"))
    said = [one for one in found.survivors if "(left out)" in one.change]
    reasons = rules.parent / "examples" / "2021-2022.survivors.yaml"
    entries = [f"- why: x\n  changes: {{{one.subject}: '{one.change.replace(LEFT_OUT, '(bỏ đi)')}'}}" for one in said]
    reasons.write_text("\n".join(entries), encoding="utf-8")
    assert mutate(prove(rules)).unexplained == found.unexplained - len(said)
