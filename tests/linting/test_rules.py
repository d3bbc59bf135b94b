"""Every code of the catalogue is found where a small sound year is changed so that it has that mistake, "
"and at its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lbedu.directive.load import available
from lbedu.directive.yaml_text import MAX_BYTES
from lbedu.linting.finding import Finding
from lbedu.linting.linter import lint_file
from lbedu.mistake_catalogue.catalogue import MISTAKES
from lbedu.mistake_catalogue.provenance import PROVENANCE

YEAR = """\
year: 2030-2031
version: 1
directive:
  kind: {vi: Kế hoạch, en: Plan}
  title: {vi: Kế hoạch, en: Plan}
  issued: 2030-09-15
  issuer: {vi: UBND quận, en: District}
evaluate_on: 2031-05-31
nouns:
  child: {vi: trẻ, en: [child, children]}
  pupil: {vi: học sinh, en: [pupil, pupils]}
choices:
  step:
    - {id: good, vi: tốt, en: good}
    - {id: fair, vi: khá, en: fair}
units:
  school:
    noun: {vi: trường, en: [school, schools]}
    levels:
      MN: {vi: Mầm non, en: Nursery}
      TH: {vi: Tiểu học, en: Primary}
    types:
      public: {vi: Công lập, en: Public}
      private: {vi: Ngoài công lập, en: Non-public}
    flags:
      good: {vi: Tốt, en: Good}
    named:
      - {name: MN Hoa Sen, level: MN, type: public, aliases: [MN Bông Sen]}
      - {name: TH Sông Hồng, level: TH, type: public}
    groups:
      pilot: [MN Hoa Sen]
  ward:
    noun: {vi: phường, en: [ward, wards]}
expects:
  ward: [Đông, Tây]
forms:
  school:
    unit: school
    title: {vi: Báo cáo, en: Report}
    fields:
      - {id: pupils, code: "01", type: count, unit: pupil, label: {vi: Học sinh, en: Pupils}}
      - {id: insured, code: "02", type: count, unit: pupil, part_of: pupils, label: {vi: Có thẻ, en: Insured}}
      - {id: kitchen, code: "03", type: yes_no, label: {vi: Có bếp, en: Kitchen}}
      - {id: contract, code: "04", type: yes_no, asked_when: kitchen, evidence: true, label: {vi: Hợp đồng, en: Contract}}
      - {id: swimmers, code: "05", type: count, unit: pupil, levels: [TH], label: {vi: Biết bơi, en: Swimmers}}
      - {id: rank, code: "06", type: rank, options: step, label: {vi: Xếp loại, en: Rank}}
      - {id: day, code: "07", type: date, label: {vi: Ngày, en: Day}}
      - {id: mark, code: "08", type: number, label: {vi: Điểm, en: Mark}}
  ward:
    unit: ward
    title: {vi: Báo cáo phường, en: Ward report}
    fields:
      - {id: children, code: "01", type: count, unit: child, label: {vi: Trẻ, en: Children}}
      - {id: attending, code: "02", type: count, unit: child, part_of: children, label: {vi: Ra lớp, en: Attending}}
foreign:
  theirs:
    title: {vi: Biểu 1, en: Form 1}
    form: school
    level: TH
    zeros_are_said: true
    sheets:
      - header: [Tổng số]
        fields: {pupils: {codes: ["1"], column: [Tổng số]}}
        sums: [{total: "1", parts: ["2", "3"]}]
commitments:
  - id: 30-01
    clause: A.1
    title: {vi: Bảo hiểm, en: Insurance}
    targets:
      - id: insurance
        title: {vi: 95% học sinh có thẻ, en: 95% of the pupils are insured}
        share: school.insured
        of: school.pupils
        at_least: 95%
  - id: 30-02
    clause: A.2
    title: {vi: Bếp, en: Kitchen}
    targets:
      - id: contract
        title: {vi: Hợp đồng, en: Contract}
        attest: school.contract
        when: school.kitchen
  - id: 30-03
    clause: A.3
    title: {vi: Bơi, en: Swimming}
    targets:
      - id: swimmers
        title: {vi: 3.500 học sinh biết bơi, en: "3,500 pupils swim"}
        sum: school.swimmers
        at_least: 3500
      - id: pilot
        title: {vi: Xếp loại, en: Rank}
        every: {value: school.rank, at_least: good}
        among: pilot
      - id: mark
        title: {vi: Điểm, en: Mark}
        every: {value: school.mark, at_least: 7.5}
      - id: started
        title: {vi: Khởi công, en: Started}
        done: school.kitchen
        on: school.day
        by: 2031-03-31
  - id: 30-04
    clause: B
    title: {vi: Ra lớp, en: Attending}
    targets:
      - id: attending
        title: {vi: Ra lớp, en: Attending}
        count: {share: ward.attending, of: ward.children, at_least: 100%}
        at_least: 2
  - {id: 30-05, clause: B, title: {vi: Như trên, en: As above}, same_as: 30-04}
"""
OUTCOMES = """\
insurance:
  - met: {school: [{level: TH, pupils: 100, insured: 95}]}
  - missed: {school: [{level: TH, pupils: 100, insured: 94}]}
  - undecided: {school: [{level: TH, pupils: 100}]}
contract:
  - met: {school: [{level: TH, kitchen: true, contract: true, contract_evidence: x}]}
  - missed: {school: [{level: TH, kitchen: true, contract: false}]}
  - undecided: {school: [{level: TH, kitchen: true}]}
  - not_applicable: {school: [{level: TH, kitchen: false}]}
swimmers:
  - met: {school: [{swimmers: 3500}]}
  - missed: {school: [{swimmers: 3499}]}
  - undecided: {school: [{}]}
pilot:
  - met: {school: [{name: MN Hoa Sen, rank: good}]}
  - missed: {school: [{name: MN Hoa Sen, rank: fair}]}
  - undecided: {school: [{name: MN Hoa Sen}]}
mark:
  - met: {school: [{level: TH, mark: 7.5}]}
  - missed: {school: [{level: TH, mark: 7.4}]}
  - undecided: {school: [{level: TH}]}
started:
  - met: {school: [{level: TH, kitchen: true, day: 2031-03-31}]}
  - missed: {school: [{level: TH, kitchen: true, day: 2031-04-01}]}
  - undecided: {school: [{level: TH}]}
attending:
  - met: {ward: [{times: 2, children: 10, attending: 10}]}
  - missed: {ward: [{children: 10, attending: 9}, {children: 10, attending: 10}]}
  - undecided: {ward: [{children: 10}, {children: 10, attending: 10}]}
"""

INSURANCE = "        share: school.insured\n        of: school.pupils\n        at_least: 95%\n"
ATTEST = "        attest: school.contract\n        when: school.kitchen\n"
SWIM = "        sum: school.swimmers\n        at_least: 3500\n"
MARK = "        every: {value: school.mark, at_least: 7.5}\n"
RANK = "{value: school.rank, at_least: good}"
DONE = "        by: 2031-03-31\n"


def both(one: str, other: str) -> str:
    """A target about swimmers with two parts."""
    start = "          - {sum: school.swimmers, "
    return f"        all_of:\n{start}{one}}}\n{start}{other}}}\n"


LAST = "  - {id: 30-05, clause: B, title: {vi: Như trên, en: As above}, same_as: 30-04}\n"

# code: what stands there, what stands there instead, and the word that the place of the finding begins with
CHANGES: dict[str, list[tuple[str, str, str]]] = {
    "yaml_syntax": [("nouns:\n", "nouns: [\n", "pupil")],
    "yaml_tab": [("nouns:\n  child", "nouns:\n\tchild", "\t")],
    "nested_too_deeply": [("version: 1", "version: " + "[" * 3000, "[")],
    "yaml_tag": [("version: 1", "version: !!int 1", "!!int")],
    "yaml_alias": [
        ("version: 1", "version: &x 1\nchoice: *x", "&x 1"),
        ("among: pilot", "among: &x [MN Hoa Sen]\n        types: *x", "&x [MN Hoa"),
        ("version: 1", "version: &x 1", "&x 1"),
    ],
    "merge_key": [("version: 1", "version: 1\n<<: {a: 1}", "<<")],
    "key_no_word": [("version: 1", "version: 1\n? [a]\n: 1", "[a]")],
    "key_twice": [("version: 1", "version: 1\nversion: 1", "version: 1")],
    "unknown_key": [
        ("at_least: 95%", "at_leest: 95%", "at_leest"),
        ("version: 1", "version: 1\ncolour: red", "colour"),
    ],
    "comma_in_text": [
        ("title: {vi: Báo cáo, en: Report}", "title: {vi: Báo cáo, năm học, en: Report}", "năm học"),
        ("{vi: Báo cáo, en: Report}", "{vi: 86,9% số trường, báo cáo}", "9% số trường"),
    ],
    "key_missing": [("version: 1\n", "", "year"), ("    form: school\n", "", "theirs")],
    "wrong_shape": [
        ("version: 1", "version: 1_000", "1_000"),
        ("version: 1", "version: 1e3", "1e3"),
        ("version: 1", "version: 058", "058"),
        ("evidence: true", "evidence: yes", "yes"),
        ("id: pilot", "id: Pilot!", "Pilot!"),
        ("share: school.insured", "share: [school.insured, {a: b}]", "{a: b}"),
        ("en: [child, children]", "en: [child]", "en"),
    ],
    "needs_quotes": [('code: "08"', "code: 18", "18"), ("vi: Kế hoạch,", "vi: 2030,", "2030")],
    "not_one_of": [("type: number", "type: nubmer", "nubmer")],
    "bad_date": [
        ("evaluate_on: 2031-05-31", "evaluate_on: 31/5/2031", "31/5/2031"),
        ("issued: 2030-09-15", "issued: 2030-02-30", "2030-02-30"),
    ],
    "unknown_name": [
        ("part_of: pupils", "part_of: pupil", "pupil"),
        ("same_as: 30-04", "same_as: 30-44", "30-44"),
        ("level: TH, type: public", "level: TH, type: pubic", "pubic"),
        ("among: pilot", "among: pilots", "pilots"),
        ("among: pilot", "among: [MN Hoa Sen, MN Hoa Súng]", "MN Hoa Súng"),
        ("        at_least: 3500", "        levels: [TX]\n        at_least: 3500", "TX"),
        ("    form: school", "    form: shcool", "shcool"),
    ],
    "name_twice": [
        ("{id: fair,", "{id: good,", "good, vi: khá"),
        ("id: swimmers\n", "id: insurance\n", "insurance"),
        ("ward: [Đông, Tây]", "ward: [Đông, Đông]", "Đông]"),
    ],
    "code_taken": [('code: "08"', 'code: "07"', '"07"')],
    "main_form": [("    unit: ward", "    unit: school", "school")],
    "place_in_place": [("    levels:\n      MN", "    lies_in: school\n    levels:\n      MN", "school")],
    "two_places": [
        (
            "units:\n",
            "units:\n  a: {noun: {vi: a}, lies_in: ward}\n  b: {noun: {vi: b}, lies_in: school}\n",
            "school}",
        )
    ],
    "options_misplaced": [("type: number,", "type: number, options: step,", "options")],
    "evidence_misplaced": [("type: number,", "type: number, evidence: true,", "evidence")],
    "min_of_asked": [("type: number,", "type: number, asked_when: kitchen, min: 1,", "min")],
    "max_below_min": [("type: number,", "type: number, min: 5, max: 4,", "4")],
    "field_type": [
        ("asked_when: kitchen", "asked_when: pupils", "pupils"),
        ("attest: school.contract", "attest: school.mark", "school.mark"),
    ],
    "levels_beyond": [("part_of: pupils", "part_of: swimmers", "swimmers")],
    "circle": [("id: pupils,", "id: pupils, part_of: insured,", "insured")],
    "commitment_ways": [
        ("same_as: 30-04}", "same_as: 30-04, not_checked: {vi: x, en: x}}", "30-05"),
        (", same_as: 30-04", "", "30-05"),
    ],
    "same_as_chain": [
        (LAST, LAST + LAST.replace("30-05", "30-06").replace("same_as: 30-04", "same_as: 30-05"), "30-05}")
    ],
    "names_nothing": [("at_least: 3500", "at_least: []", "at_least"), ('codes: ["1"]', "codes: []", "codes")],
    "foreign_type": [("fields: {pupils:", "fields: {day:", "day")],
    "foreign_header": [("header: [Tổng số]", "header: []", "header")],
    "foreign_sum_mixed": [('parts: ["2", "3"]', 'parts: [[Nam], "3"]', "{total")],
    "foreign_sum_twice": [('parts: ["2", "3"]', 'parts: ["2", "2"]', "{total")],
    "code_alike": [('code: "08"', 'code: "7"', '"7"')],
    "row_gap": [
        (
            "  ward:\n    unit: ward",
            "  list:\n    unit: ward\n    title: {vi: D, en: D}\n    fields: []\n    rows:\n"
            "      - {code: C01, name: {vi: a, en: a}}\n      - {code: C03, name: {vi: b, en: b}}\n"
            "  ward:\n    unit: ward",
            "C03",
        )
    ],
    "prefixes_missing": [("MN: {vi: Mầm non, en: Nursery}", "MN: {vi: Mầm non, en: Nursery, prefixes: [MN]}", "TH")],
    "share_whole": [("        of: school.pupils", "        of: school.swimmers", "insurance")],
    "ratio_of_part": [
        (
            "share: school.insured\n        of: school.pupils\n        at_least: 95%",
            "ratio: school.insured\n        per: school.pupils\n        at_least: 0.95",
            "insurance",
        )
    ],
    "part_twice": [("every: {value: school.rank, at_least: good}", f"every: {{all_of: [{RANK}, {RANK}]}}", "pilot")],
    "unknown_field": [("share: school.insured", "share: school.insurde", "school.insurde")],
    "level_not_asked": [("sum: school.swimmers", "sum: {MN: school.swimmers}", "MN")],
    "level_out": [("        at_least: 3500", "        levels: [MN]\n        at_least: 3500", "MN")],
    "field_twice": [("sum: school.swimmers", "sum: [school.swimmers, school.swimmers]", "sum")],
    "figure_forms": [("sum: school.swimmers", "sum: [school.swimmers, ward.children]", "sum")],
    "share_forms": [("        of: school.pupils", "        of: ward.children", "ward.children")],
    "share_counts": [("share: school.insured", "share: school.mark", "school.mark")],
    "mixed_types": [("sum: school.swimmers", "sum: [school.swimmers, school.mark]", "sum")],
    "comparison_missing": [
        ("        at_least: 3500\n", "", "id: swimmers"),
        (INSURANCE, INSURANCE + "        at_most: 99%\n", "id: insurance"),
    ],
    "equals_share": [("at_least: 95%", "equals: 95%", "equals")],
    "equals_several": [("at_least: 3500", "equals: [3500, 3600]", "equals")],
    "threshold_type": [("at_least: 7.5", "at_least: school.pupils", "school.pupils")],
    "own_in_sum": [("at_least: 3500", "at_least: school.pupils", "school.pupils")],
    "equals_reference": [("at_least: 3500", "equals: ward.children", "ward.children")],
    "reference_several": [("at_least: 3500", "at_least: ward.children", "ward.children")],
    "bad_threshold": [
        ("at_least: 95%", "at_least: 95", "95"),
        ("at_least: 95%", "at_least: 095%", "095%"),
        ("at_least: 3500", "at_least: 3.500", "3.500"),
        ("at_least: 3500", "at_least: 1_000", "1_000"),
        ("at_least: 3500", "at_least: 058", "058"),
        ("at_least: 3500", "at_least: 1e3", "1e3"),
        ("at_least: 7.5", "at_least: 07.5", "07.5"),
        ("at_least: 7.5", "at_least: ٧", "٧"),
        ("at_least: good", "at_least: god", "god"),
    ],
    "bad_day": [("by: 2031-03-31", "by: 2031-02-30", "2031-02-30"), ("by: 2031-03-31", "by: 31/3/2031", "31/3/2031")],
    "measure_shape": [("        attest: school.contract\n", "", "id: contract")],
    "beside_all_of": [
        ("attest: school.contract\n", "all_of: [{attest: school.contract}]\n        levels: [TH]\n", "levels"),
    ],
    "key_misplaced": [("among: pilot", "at_least: 5", "at_least")],
    "each_share": [(INSURANCE, INSURANCE + "        each: true\n", "each")],
    "each_sum": [(SWIM, SWIM + "        each: true\n", "each")],
    "evidence_missing": [("attest: school.contract", "attest: school.kitchen", "school.kitchen")],
    "many_units": [("{value: school.rank, at_least: good}", "{sum: school.pupils, at_least: 5}", "sum")],
    "compared_and_is": [
        ("{value: school.rank, at_least: good}", "{value: school.rank, is: good, at_least: good}", "is")
    ],
    "not_an_answer": [("{value: school.rank, at_least: good}", "{value: school.rank, is: goud}", "goud")],
    "needs_is": [("{value: school.rank, at_least: good}", "{value: school.kitchen, at_least: 1}", "school.kitchen")],
    "when_form": [("when: school.kitchen", "when: {value: ward.children, at_least: 1}", "when")],
    "parts_forms": [
        (
            "every: {value: school.rank,",
            "every: {all_of: [school.kitchen, {value: ward.children, at_least: 1}]}\n#",
            "id: pilot",
        )
    ],
    "opposite_parts": [(SWIM, both("at_least: 1", "at_most: 9"), "swimmers")],
    "entangled_condition": [(MARK, MARK + "        when: {value: school.mark, at_least: 5}\n", "mark")],
    "mixed_scopes": [(SWIM, both("types: [public], at_least: 1", "at_least: 9"), "swimmers")],
    "title_figure": [
        ("vi: 95% học sinh", "vi: 85% học sinh", "85% học"),
        ("vi: 3.500 học sinh", "vi: 3.600 học sinh", "3.600 học"),
        ("at_least: 3500", "at_least: 2500", "3.500 học"),
    ],
    "mixed_levels": [("share: school.insured", "share: school.swimmers", "insurance")],
    "empty_scope": [("        among: pilot\n", "        among: pilot\n        types: [private]\n", "pilot")],
    "never_met": [
        ("at_least: 95%", "at_least: 120%", "insurance"),
        ("        at_least: 2\n", "        at_least: 3\n", "attending"),
    ],
    "never_missed": [
        ("at_least: 95%", "at_least: 0%", "insurance"),
        ("at_least: 3500", "at_least: 0", "swimmers"),
        ("at_least: good", "at_least: fair", "pilot"),
        ("        at_least: 2\n", "        at_most: 2\n", "attending"),
    ],
    "thousands_dot": [("at_least: 7.5", "at_least: 1.250", "mark")],
    "unread_field": [("share: school.insured", "share: school.pupils", "insured")],
    "clause_order": [
        ("clause: A.1", "clause: A.4", "A.2"),
        ("clause: A.2", "clause: B.II.1", "A.3"),
        ("clause: A.2", "clause: A.14a ¶1; C", "A.3"),
    ],
    "commitment_order": [("id: 30-02", "id: 30-09", "30-03")],
    "commitment_gap": [("id: 30-05", "id: 30-07", "30-07")],
    "commitment_year": [("id: 30-05", "id: 31-05", "31-05")],
    "year_span": [("year: 2030-2031", "year: 2030-2032", "2030-2032")],
    "day_outside": [
        ("by: 2031-03-31", "by: 2021-03-31", "2021-03-31"),
        ("evaluate_on: 2031", "evaluate_on: 2021", "2021-05-31"),
    ],
    "file_name": [("year: 2030-2031", "year: 2031-2032", "2031-2032")],
    "english_missing": [("title: {vi: Bơi, en: Swimming}", "title: {vi: Bơi}", "title")],
    "text_blank": [("title: {vi: Bơi, en: Swimming}", 'title: {vi: Bơi, en: " "}', "en")],
    "figures_differ": [("en: 95% of the pupils", "en: 59% of the pupils", "59% of")],
    "title_twice": [("title: {vi: Điểm, en", "title: {vi: xếp  loại, en", "xếp  loại")],
    "label_twice": [("label: {vi: Điểm, en", "label: {vi: NGÀY, en", "NGÀY")],
    "unit_twice": [
        ("{name: TH Sông Hồng, level: TH", "{name: MN  HOA sen, level: MN", "MN  HOA"),
        ("ward: [Đông, Tây]", "ward: [Hoà, Hòa]", "Hòa]"),
    ],
    "unused_name": [
        ("among: pilot\n", "levels: [TH]\n", "pilot"),
        ("nouns:\n", "nouns:\n  unused: {vi: x, en: [x, xs]}\n", "unused"),
    ],
    "not_composed": [("vi: Kế hoạch,", "vi: Ke\u0302\u0301 hoạch,", "Ke\u0302")],
    "hidden_characters": [("vi: Tốt", "vi: Tốt\u200b", "Tốt\u200b"), ("vi: Tốt", "vi: Tốt\xa0nhé", "Tốt\xa0")],
}
WARD_DAY = '      - {id: day, code: "09", type: date, label: {vi: Ngày, en: Day}}\n'
THEIRS = "fields: {pupils:"
SEVERAL: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "foreign_list": (
        "ward",
        [
            ("    form: school\n    level: TH", "    form: ward"),
            (
                "    title: {vi: Báo cáo phường",
                "    rows: [{code: R1, name: {vi: x, en: x}}]\n    title: {vi: Báo cáo phường",
            ),
        ],
    ),
    "foreign_level": (
        "swimmers",
        [(THEIRS, "fields: {swimmers:"), ("    level: TH\n    zeros", "    level: MN\n    zeros")],
    ),
    "foreign_level_missing": ("swimmers", [(THEIRS, "fields: {swimmers:"), ("    level: TH\n    zeros", "    zeros")]),
    "done_forms": (
        "ward.day",
        [
            ("        on: school.day", "        on: ward.day"),
            ("en: Ward report}\n    fields:\n", f"en: Ward report}}\n    fields:\n{WARD_DAY}"),
        ],
    ),
    "mixed_nouns": ("insurance", [("unit: pupil, part_of: pupils", "unit: child, part_of: pupils")]),
    "unread_form": (
        "ward",
        [("ward.attending, of: ward.children, at_least: 100%", "school.insured, of: school.pupils, at_least: 100%")],
    ),
}
"""Codes that take more than one change; the place first."""
OF_FILES = {"cannot_read", "not_utf8", "too_many", "too_large", "examples_missing", "example_missing", "example_broken"}
"""Codes with tests of their own below."""
CASES = [(code, place, [(old, new)]) for code, changes in CHANGES.items() for old, new, place in changes]
CASES += [(code, place, changes) for code, (place, changes) in SEVERAL.items()]


def lay(folder: Path, text: str, examples: str | None = OUTCOMES) -> Path:
    """A year on disk, with examples beside it."""
    file = folder / "2030-2031.yaml"
    file.write_text(text, encoding="utf-8")
    if examples is not None:
        (folder / "examples").mkdir(exist_ok=True)
        (folder / "examples" / file.name).write_text(examples, encoding="utf-8")
    return file


def found(folder: Path, *changes: tuple[str, str], examples: str | None = OUTCOMES) -> list[Finding]:
    text = YEAR
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return lint_file(lay(folder, text, examples))


def at(finding: Finding) -> str:
    """What stands at the place of a finding."""
    return finding.line[finding.mistake.column - 1 :]


def test_the_year_itself_is_clean(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize("year", available())
def test_nothing_is_found_in_the_years_that_are_there(year: str) -> None:
    assert [(one.mistake.line, one.code) for one in lint_file(available()[year])] == []


@pytest.mark.parametrize(("code", "place", "changes"), CASES)
def test_a_change_is_found(code: str, place: str, changes: list[tuple[str, str]], tmp_path: Path) -> None:
    findings = found(tmp_path, *changes)
    places = [at(one) for one in findings if one.code == code]
    assert places, [(one.code, one.message("en")) for one in findings]
    assert any(one.startswith(place) for one in places), places
    for one in findings:
        for message in (one.message("vi"), one.message("en")):
            assert not re.search(r"\{\w*\}|None|Fraction", message), message


@pytest.mark.parametrize(
    ("figures", "title", "codes"),
    [
        ("ratio: school.pupils\n        per: school.rooms\n        at_most: 35", "Không quá 35 học sinh/phòng", []),
        ("ratio: school.pupils\n        per: school.rooms\n        at_most: 3.5", "Không quá 3,5 học sinh/phòng", []),
        (
            "ratio: school.pupils\n        per: school.rooms\n        at_most: 35",
            "Không quá 40 học sinh/phòng",
            ["title_figure"],
        ),
        (
            "ratio: school.pupils\n        per: school.rooms\n        at_most: 3.5",
            "Không quá 35 học sinh/phòng",
            ["title_figure"],
        ),
        (
            "ratio: [school.pupils, school.rooms]\n        per: school.insured\n        at_most: 35",
            "Tỷ số",
            ["mixed_nouns"],
        ),
        (
            "ratio: school.swimmers\n        per: [school.pupils, school.rooms]\n        at_most: 35",
            "Tỷ số",
            ["mixed_levels", "mixed_nouns"],
        ),
        ("share: school.pupils\n        of: school.rooms\n        at_least: 35%", "Tỷ lệ", ["mixed_nouns"]),
        ("sum: [school.pupils, school.rooms]\n        at_least: 35", "Tổng", ["mixed_nouns"]),
    ],
)
def test_a_ratio_counts_two_things_and_nothing_else_does(
    figures: str, title: str, codes: list[str], tmp_path: Path
) -> None:
    room = "unit: room, label: {vi: Phòng, en: Rooms}}"
    changes = [
        ("  pupil: {vi: học sinh", "  room: {vi: phòng, en: [room, rooms]}\n  pupil: {vi: học sinh"),
        ("      - {id: kitchen,", f'      - {{id: rooms, code: "20", type: count, {room}\n      - {{id: kitchen,'),
        ("share: school.insured\n        of: school.pupils\n        at_least: 95%", figures),
        ("{vi: 95% học sinh có thẻ, en: 95% of the pupils are insured}", f'{{vi: "{title}"}}'),
    ]
    ignored = {"unread_field", "english_missing", "figures_differ", "example_broken", "example_missing"}
    assert [one.code for one in found(tmp_path, *changes) if one.code not in ignored] == codes


def test_every_code_is_tried() -> None:
    """Those of the text of a directive are tried with such a text."""
    assert set(MISTAKES) - set(PROVENANCE) == {code for code, *_ in CASES} | OF_FILES


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "utf8.yaml").write_bytes(b"year: 2030-2031\n\xff\xfe")
    (tmp_path / "large.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    for name, code, line in (
        ("none", "cannot_read", 1),
        ("", "cannot_read", 1),
        ("utf8", "not_utf8", 2),
        ("large", "too_large", 1),
    ):
        (one,) = lint_file(tmp_path / f"{name}.yaml" if name else tmp_path)
        assert (one.code, one.mistake.line, one.severity) == (code, line, "error")


def test_several_slips_of_one_target_are_all_found(tmp_path: Path) -> None:
    findings = found(
        tmp_path,
        (
            "sum: school.swimmers\n        at_least: 3500",
            "sum: [school.swimers, school.insurde]\n        at_least: 3.500",
        ),
        (
            "{value: school.rank, at_least: good}\n        among: pilot",
            "{value: school.rnak, at_least: god}\n        among: pilt",
        ),
    )
    assert [(one.code, at(one)[:9]) for one in findings] == [
        ("unknown_field", "school.sw"),
        ("unknown_field", "school.in"),
        ("bad_threshold", "3.500"),
        ("unknown_field", "school.rn"),
        ("bad_threshold", "god}"),
        ("unknown_name", "pilt"),
    ]


def test_a_file_with_very_many_mistakes_is_not_told_to_the_end(tmp_path: Path) -> None:
    for name, text in (("keys", "".join(f"k{i}: 1\n" for i in range(3000))), ("twice", "k: 1\n" * 3000)):
        (tmp_path / name).mkdir()
        findings = lint_file(lay(tmp_path / name, text))
        told = sum(one.code != "too_many" for one in findings)
        (more,) = (one for one in findings if one.code == "too_many")
        assert 500 <= told < 520
        assert told + int(dict(more.mistake.facts)["count"]) >= 2999


def test_a_file_in_vietnamese_alone_lacks_no_english(tmp_path: Path) -> None:
    """What it leaves to lbedu, such as `whole`, has English and does not count."""
    text = re.sub(r", en: (?:\[[^\]]*\]|\"[^\"]*\"|[^,}]+)", "", YEAR)
    assert " en:" not in text
    assert [one.code for one in lint_file(lay(tmp_path, text)) if one.code == "english_missing"] == []


def test_examples_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (missing,) = found(tmp_path / "none", examples=None)
    assert missing.code == "examples_missing"
    (tmp_path / "less").mkdir()
    (less,) = found(
        tmp_path / "less",
        examples=OUTCOMES.replace("  - not_applicable: {school: [{level: TH, kitchen: false}]}\n", ""),
    )
    assert (less.code, dict(less.mistake.facts)) == (
        "example_missing",
        {"target": "contract", "outcomes": "not_applicable"},
    )
    assert at(less).startswith("contract")
    (tmp_path / "broken").mkdir()
    (broken,) = found(tmp_path / "broken", examples=OUTCOMES.replace("swimmers: 3499", "swimers: 3499"))
    assert (broken.code, broken.severity) == ("example_broken", "error")
    assert broken.file.endswith("examples/2030-2031.yaml")
    assert "swimers" in broken.line


def test_dropped_in_examples_are_looked_at_too(tmp_path: Path) -> None:
    """What `targets test` tries counts: a file in the folder of examples, and what a case must come to."""
    lacking = "  - not_applicable: {school: [{level: TH, kitchen: false}]}\n"
    (tmp_path / "file").mkdir()
    folder = tmp_path / "file" / "examples" / "2030-2031" / "more"
    folder.mkdir(parents=True)
    (folder / "kitchens.yaml").write_text(f"contract:\n{lacking}", encoding="utf-8")
    assert found(tmp_path / "file", examples=OUTCOMES.replace(lacking, "")) == []
    (folder / "kitchens.yaml").write_text(f"contract:\n{lacking.replace('kitchen', 'kichen')}", encoding="utf-8")
    (broken,) = found(tmp_path / "file", examples=OUTCOMES.replace(lacking, ""))
    assert (broken.code, broken.file.endswith("more/kitchens.yaml")) == ("example_broken", True)
    case = tmp_path / "case" / "examples" / "2030-2031" / "a-school"
    case.mkdir(parents=True)
    (case / "expected.yaml").write_text("verdicts: {contract: not_applicable}\n", encoding="utf-8")
    assert found(tmp_path / "case", examples=OUTCOMES.replace(lacking, "")) == []
    (case / "expected.yaml").write_text("verdicts: {contrat: not_applicable}\n", encoding="utf-8")
    (broken,) = found(tmp_path / "case", examples=OUTCOMES.replace(lacking, ""))
    assert (broken.code, broken.file.endswith("a-school/expected.yaml")) == ("example_broken", True)


def test_one_slip_hides_no_other(tmp_path: Path) -> None:
    """Slips in the shape of a form, of a key, of a target and in a figure, all at once."""
    findings = found(
        tmp_path,
        ("type: number", "type: nubmer"),
        ('code: "06"', "code: 6"),
        ("        at_least: 95%", "        at_leest: 59%"),
        ("sum: school.swimmers", "sum: school.swimers"),
        ("        by: 2031-03-31\n", ""),
        ("clause: A.1", "clause: A.9"),
        ("count: {share: ward.attending,", "count: {share: ward.atending,"),
        ("        every: {value: school.mark, at_least: 7.5}\n", "        every: 5\n"),
    )
    codes = [one.code for one in findings]
    assert codes == [
        "needs_quotes",
        "not_one_of",
        "title_figure",
        "title_figure",
        "unknown_key",
        "clause_order",
        "unknown_field",
        "wrong_shape",
        "measure_shape",
        "unknown_field",
    ]
    assert not any(at(one)[:1] in " #" for one in findings)


def test_a_misspelt_key_is_taken_as_what_was_meant(tmp_path: Path) -> None:
    (one,) = found(tmp_path, ("commitments:\n", "comitments:\n"))
    assert (one.code, one.mistake.near, at(one)) == ("unknown_key", "commitments", "comitments:")
    (tmp_path / "b").mkdir()
    first, second = found(tmp_path / "b", ("forms:\n", "form:\n"), ("share: school.insured", "share: school.insurde"))
    assert (first.mistake.near, second.mistake.near) == ("forms", "school.insured")
    assert at(second).startswith("school.insurde")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("at_least: 3500", "at_least: 3.500", "`3.500` không phải số nguyên: ghi như 3500"),
        ("at_least: 3500", "at_least: 2.800", "`2.800` không phải số nguyên: ghi như 2800"),
        ("at_least: 95%", "at_least: 99.7", "`99.7` không phải tỷ lệ phần trăm: ghi như 99.7%"),
        ("at_least: 7.5", "at_least: 7.5%", "`7.5%` không phải số: ghi như 7.5"),
        ("at_least: good", "at_least: god", "`god` không phải mức xếp hạng ở đây: ghi như good"),
    ],
)
def test_a_threshold_that_is_written_otherwise_is_shown_as_it_should_be(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    assert [one.message("vi") for one in found(tmp_path, (old, new)) if one.code == "bad_threshold"] == [message]


@pytest.mark.parametrize("title", ["3500/4200 học sinh biết bơi", "Bơi: 3.500/4.200 học sinh"])
def test_of_two_figures_with_a_stroke_the_first_is_required(title: str, tmp_path: Path) -> None:
    """The second says how many there are, as in 73/84 schools."""
    before = 'title: {vi: 3.500 học sinh biết bơi, en: "3,500 pupils swim"}'
    assert found(tmp_path, (before, f"title: {{vi: '{title}', en: Swimmers}}")) == []
    (tmp_path / "wrong").mkdir()
    wrong = title.replace("3500", "3400").replace("3.500", "3.400")
    (one,) = found(tmp_path / "wrong", (before, f"title: {{vi: '{wrong}', en: Swimmers}}"))
    assert one.code == "title_figure"


def test_letters_of_clauses_go_by_the_vietnamese_alphabet(tmp_path: Path) -> None:
    in_order = (("clause: A.1", "clause: A.1.d"), ("clause: A.2", "clause: A.1.đ"), ("clause: A.3", "clause: A.1.e"))
    assert found(tmp_path, *in_order) == []


MANY = "9" * 5000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("clause: A.1", f"clause: A.{MANY}"),
        ("clause: A.1", f"clause: A ¶1-{MANY}"),
        ("at_least: 95%", f"at_least: {MANY}%"),
        ("at_least: 7.5", f"at_least: {MANY}.5"),
        ("at_least: 3500", f"at_least: {MANY}"),
        ("title: {vi: 3.500 học sinh biết bơi", f"title: {{vi: {MANY} học sinh"),
        ("title: {vi: 3.500 học sinh biết bơi", f"title: {{vi: {MANY}%"),
    ],
)
def test_numbers_without_end_are_read_to_the_end(old: str, new: str, tmp_path: Path) -> None:
    findings = found(tmp_path, (old, new))
    directive = tmp_path / "directive.txt"
    directive.write_text(
        f"I. Một\n\n1. Đạt {MANY} học sinh, {MANY}%, {MANY}.000 trẻ.\n\n{MANY}. Hai\n", encoding="utf-8"
    )
    assert lint_file(tmp_path / "2030-2031.yaml", directive)[: len(findings)] == findings
