"""Every part of the rule language with rows that meet it, miss it, leave it open, or that it does not apply to."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from lbedu.directive.yaml_text import Document
from lbedu.errors import RuleFileError
from lbedu.scorecard import CountOf
from lbedu.submission import Said

from .brute import District, Paper
from .brute import judge as brute_judge
from .districts import AS_OF, load, rule_file, verdict_of

SCHOOL = """
- {id: has_kitchen, code: "01", type: yes_no}
- {id: contract, code: "02", type: yes_no, asked_when: has_kitchen, evidence: true}
- {id: pupils, code: "03", type: count}
- {id: insured, code: "04", type: count, part_of: pupils}
- {id: swimmers, code: "05", type: count, levels: [TH]}
- {id: milk, code: "06", type: count, levels: [MN]}
- {id: rate, code: "07", type: percent}
- {id: rate_last_year, code: "08", type: percent}
- {id: rank, code: "09", type: rank, options: emulation}
- {id: colour, code: "10", type: choice, options: answer}
- {id: started, code: "11", type: yes_no}
- {id: started_on, code: "12", type: date, asked_when: started}
- {id: expires, code: "13", type: date}
- {id: hours, code: "14", type: number, max: 24}
- {id: kept, code: "15", type: count}
- {id: new, code: "16", type: count}
"""
OFFICE = """
- {id: area, code: "01", type: percent}
- {id: city, code: "02", type: percent}
- {id: need, code: "03", type: count}
"""
LIST = """
- {id: rank, code: "01", type: rank, options: emulation}
"""

# target; then outcome, rows of schools separated by `;`, and what else: office, list rows, unknown
TABLE: dict[str, str] = {
    "share: s.insured, of: s.pupils, at_least: 58%": """
        met       | pupils 100 insured 58
        met       | pupils 100 insured 20; pupils 100 insured 96
        missed    | pupils 100 insured 57
        missed    | pupils 200 insured 100; pupils 10 insured 10
        undecided | pupils 100
        undecided | insured 58
        undecided | pupils 100 insured 58;
        undecided | pupils 0 insured 0
        undecided |
        met       | pupils 100 insured 58; pupils 0
    """,
    "share: s.insured, of: s.pupils, at_least: 100%, each: true": """
        met       | pupils 5 insured 5; pupils 0 insured 0
        missed    | pupils 5 insured 4;
        undecided | pupils 5 insured 5;
    """,
    "ratio: s.pupils, per: s.new, at_most: 35": """
        met       | pupils 35 new 1; pupils 69 new 2
        met       | pupils 36 new 1; pupils 34 new 1
        missed    | pupils 36 new 1; pupils 35 new 1
        undecided | pupils 35; pupils 69 new 2
        met       | pupils 0; pupils 70 new 2
        missed    | pupils 71 new 2;  new 0
        undecided | pupils 5 new 0
        undecided | pupils 70 new 2; new 3
        undecided |
        undecided | pupils 35 new 1;
    """,
    "ratio: s.new, per: s.pupils, at_least: 1.9": """
        met       | pupils 10 new 19
        missed    | pupils 10 new 18
        undecided | pupils 10; pupils 10 new 19
    """,
    "ratio: s.new, per: s.pupils, more_than: '0,05'": """
        met       | pupils 100 new 6
        missed    | pupils 100 new 5
    """,
    "every: {ratio: s.pupils, per: s.new, less_than: 36}": """
        met       | pupils 35 new 1; pupils 71 new 2
        missed    | pupils 36 new 1; pupils 1 new 1
        missed    | pupils 72 new 2;
        undecided | pupils 35 new 1; new 1
        met       | pupils 35 new 1; pupils 1 new 0
        undecided | pupils 1 new 0
    """,
    "count: {ratio: s.pupils, per: s.new, at_most: 35}, at_least: 2": """
        met       | pupils 35 new 1; pupils 70 new 2; pupils 36 new 1
        missed    | pupils 35 new 1; pupils 36 new 1
    """,
    "share: s.insured, of: s.pupils, more_than: 50%": """
        met       | pupils 4 insured 3
        missed    | pupils 4 insured 2
        undecided | pupils 4
    """,
    "share: s.insured, of: s.pupils, at_most: 50%": """
        met       | pupils 4 insured 2
        missed    | pupils 4 insured 3
        undecided | pupils 4
    """,
    "share: s.insured, of: s.pupils, less_than: 50%": """
        met       | pupils 4 insured 1
        missed    | pupils 4 insured 2
    """,
    "share: s.insured, of: s.pupils, at_least: '99.95%'": """
        met       | pupils 2000 insured 1999
        missed    | pupils 2001 insured 1999
    """,
    "share: {MN: s.milk, TH: s.insured}, of: s.pupils, at_least: 50%": """
        met       | MN pupils 2 milk 2; pupils 2 insured 0
        missed    | MN pupils 2 milk 0; pupils 2 insured 1
        undecided | MN pupils 2 insured 2
    """,
    "share: s.insured, of: s.pupils, at_least: 50%, levels: [MN]": """
        met       | MN pupils 2 insured 1; pupils 2 insured 0
        missed    | MN pupils 2 insured 0; pupils 2 insured 2
        undecided | pupils 2 insured 2
    """,
    "share: s.insured, of: s.pupils, at_least: 50%, types: [private]": """
        met       | private pupils 2 insured 1; pupils 2 insured 0
        missed    | private pupils 2 insured 0; pupils 2 insured 2
        undecided | pupils 2 insured 2
    """,
    "share: s.insured, of: s.pupils, at_least: 50%, among: [Hoa Sen]": """
        met       | Hoa_Sen MN pupils 2 insured 1; pupils 2 insured 0
        missed    | Hoa_Sen MN pupils 2 insured 0; pupils 2 insured 2
        undecided | Hoa_Sen MN; pupils 2 insured 2
        met       | Hoa_Sen MN pupils 2 insured 1 | | | more
    """,
    "share: s.insured, of: s.pupils, at_least: 50%, when: s.has_kitchen": """
        met            | has_kitchen yes pupils 2 insured 1; has_kitchen no pupils 2 insured 0
        missed         | has_kitchen yes pupils 2 insured 0; has_kitchen no pupils 2 insured 2
        undecided      | pupils 2 insured 0; has_kitchen yes pupils 2 insured 1
        not_applicable | has_kitchen no; has_kitchen no
        undecided      | has_kitchen no;
    """,
    "share: s.insured, of: s.pupils, at_least: o.area": """
        met       | pupils 4 insured 2 | area 50%
        missed    | pupils 4 insured 2 | area 51%
        undecided | pupils 4 insured 2 |
        met       | pupils 4 insured 4 |
    """,
    "share: s.insured, of: s.pupils, more_than: [o.area, o.city]": """
        met       | pupils 4 insured 3 | area 50% city 74%
        missed    | pupils 4 insured 3 | area 50% city 75%
        missed    | pupils 4 insured 3 | city 75%
        undecided | pupils 4 insured 3 | city 50%
    """,
    "sum: s.swimmers, at_least: 3500": """
        met       | swimmers 3000; swimmers 500
        met       | swimmers 3500; ; | | | more
        missed    | swimmers 3000; swimmers 499
        undecided | swimmers 3499;
        undecided | swimmers 3499 | | | more
        undecided | MN milk 1
    """,
    "sum: s.swimmers, at_least: o.need": """
        met       | swimmers 3 | need 3
        missed    | swimmers 2 | need 3
        undecided | swimmers 2 |
    """,
    "sum: s.kept, at_most: 0": """
        met       | kept 0; kept 0
        missed    | kept 1;
        undecided | kept 0;
        undecided | kept 0 | | | more
        undecided |
    """,
    "sum: [s.kept, s.new], equals: 25": """
        met       | kept 22 new 3
        missed    | kept 22 new 2
        missed    | kept 26
        undecided | kept 22
    """,
    "sum: s.hours, less_than: 2": """
        met       | hours 1.5; hours 0.25
        missed    | hours 1.5; hours 0.5
        undecided | hours 1.5;
    """,
    "count: s.has_kitchen, at_least: 2": """
        met       | has_kitchen yes; has_kitchen yes; has_kitchen no
        met       | has_kitchen yes; has_kitchen yes; | | | more
        missed    | has_kitchen yes; has_kitchen no
        undecided | has_kitchen yes;
        undecided | has_kitchen no; has_kitchen no | | | more
        undecided |
    """,
    "count: s.contract, at_least: 1": """
        not_applicable | has_kitchen no; has_kitchen no
        met            | has_kitchen no; has_kitchen yes contract yes
        undecided      | has_kitchen no;
    """,
    "count: {value: s.expires, more_than: as_of}, more_than: 0": """
        met       | expires 2022-06-01
        missed    | expires 2022-05-31
        undecided | expires 2022-05-31;
    """,
    "count: {share: s.insured, of: s.pupils, less_than: 50%}, at_most: 0": """
        met       | pupils 2 insured 1; pupils 0
        missed    | pupils 2 insured 0;
        undecided | pupils 0; pupils 0
    """,
    "count: {value: l.rank, at_least: good}, at_least: 2": """
        met       | | | best; good; poor
        missed    | | | best; poor; poor
        undecided | | | best; poor;
        undecided | | |
    """,
    "count: {value: l.rank, at_least: good}, at_least: 1, among: [C1, C2]": """
        met       | | | good; poor; poor
        missed    | | | poor; poor; best
        undecided | | | poor; ; best
    """,
    "every: s.has_kitchen": """
        met       | has_kitchen yes; has_kitchen yes
        missed    | has_kitchen no;
        undecided | has_kitchen yes;
        undecided | has_kitchen yes | | | more
        undecided |
    """,
    "every: {share: s.insured, of: s.pupils, at_least: 50%}": """
        met       | pupils 2 insured 1; pupils 4 insured 2
        met       | pupils 2 insured 1; pupils 0
        missed    | pupils 2 insured 0; pupils 90 insured 90
        undecided | pupils 0
        undecided | pupils 2 insured 1; pupils 4
    """,
    "every: {all_of: [s.started, {value: s.rank, at_least: good}]}": """
        met       | started yes rank best
        missed    | started yes rank poor
        missed    | started no
        undecided | started yes
    """,
    "value: s.colour, is: red": """
        met       | colour red
        missed    | colour red; colour blue
        undecided | colour red;
    """,
    "value: s.has_kitchen, is: false": """
        met       | has_kitchen no
        missed    | has_kitchen yes
        undecided | ;
    """,
    "value: s.rate, at_least: s.rate_last_year": """
        met       | rate 86.9% rate_last_year 86.9%
        missed    | rate 86.8% rate_last_year 86.9%
        undecided | rate 86.8%
        met       | rate 100%
    """,
    "value: s.rank, more_than: good": """
        met       | rank best
        missed    | rank good
        undecided | ;
    """,
    "value: s.expires, at_most: 2022-06-15": """
        met       | expires 2022-06-15
        missed    | expires 2022-06-16
        undecided | ;
    """,
    "value: s.contract, is: true, when: {value: s.rank, at_most: good}": """
        met            | rank good has_kitchen yes contract yes; rank best
        missed         | rank poor has_kitchen yes contract no; rank best
        undecided      | has_kitchen yes contract no
        not_applicable | rank best; rank best
        not_applicable | rank good has_kitchen no
    """,
    "attest: s.contract": """
        met            | has_kitchen yes contract yes contract_evidence 12/QD
        missed         | has_kitchen yes contract no
        undecided      | has_kitchen yes contract yes
        undecided      | has_kitchen yes
        undecided      | ;
        not_applicable | has_kitchen no
    """,
    "done: s.started, on: s.started_on, by: as_of": """
        met       | started yes started_on 2022-05-31
        missed    | started yes started_on 2022-06-01
        missed    | started no
        undecided | started yes
        undecided | ;
    """,
    "done: s.started, on: s.started_on, by: 2022-06-15": """
        met       | started yes started_on 2022-05-31
        missed    | started yes started_on 2022-06-16
        undecided | started yes started_on 2022-06-10
        undecided | started no
    """,
    "all_of: [{share: s.insured, of: s.pupils, at_least: 50%}, "
    "{share: s.insured, of: s.pupils, at_least: 50%, levels: [MN]}]": """
        met       | MN pupils 2 insured 1; pupils 2 insured 1
        missed    | MN pupils 2 insured 0; pupils 9 insured 9
        undecided | MN pupils 2; pupils 2 insured 2
        undecided | pupils 2 insured 2
    """,
    "all_of: [{count: s.started, at_least: 2}, {count: s.started, at_least: 1, levels: [MN]}]": """
        met       | MN started yes; started yes
        missed    | MN started no; started yes; started yes
        undecided | MN; started yes; started yes
    """,
    "all_of: [{value: s.kept, at_least: 1, when: s.has_kitchen}, {sum: s.new, at_least: 1}]": """
        met       | has_kitchen no new 1
        met       | kept 1 new 1
        missed    | has_kitchen yes kept 0 new 1
        undecided | kept 0 new 1
    """,
    "all_of: [s.started, {value: s.rank, at_least: good}]": """
        met       | started yes rank good
        missed    | started no
        undecided | started yes
    """,
}
ROWS = [
    (target, line.strip(), *(cell.strip() for cell in (line + "||||").split("|")[:5]))
    for target, lines in TABLE.items()
    for line in lines.strip().splitlines()
]
CASES = [pytest.param(target, *row, id=f"{target} / {line}") for target, line, *row in ROWS]


def plain(text: str) -> Any:
    return Document(text).data


def fields(text: str) -> list[dict[str, Any]]:
    return [{"label": {"vi": "x"}, **field} for field in plain(text)]


FORMS = {"s": fields(SCHOOL), "o": fields(OFFICE), "l": fields(LIST)}


def value(text: str) -> Any:
    """`yes`, `58%`, `1.5`, `12`, a date or a word."""
    if text in ("yes", "no"):
        return text == "yes"
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    if text.isdigit():
        return int(text)
    if text.replace(".", "").isdigit():
        return Fraction(text)
    return dt.date.fromisoformat(text) if text.count("-") == 2 else text


def paper(text: str, number: int) -> Paper:
    """A school: the words before the figures say its name, level and type."""
    words = text.split()
    name, level, type_ = f"TH {number}", "TH", "public"
    while words and words[0] in ("MN", "TH", "private", "Hoa_Sen"):
        word = words.pop(0)
        if word == "Hoa_Sen":
            name = "Hoa Sen"
        elif word == "private":
            type_ = word
        else:
            level, name = word, name if name == "Hoa Sen" else f"{word} {number}"
    said = {field: value(given) for field, given in zip(words[::2], words[1::2], strict=True)}
    if "hours" in said:
        said["hours"] = Fraction(said["hours"])
    return Paper("s", name, level, type_, said=said)


def district(schools: str, office: str, rows: str, more: str) -> District:
    papers = [paper(text, i) for i, text in enumerate(schools.split(";"))] if schools else []
    words = office.split()
    said = {field: value(given) for field, given in zip(words[::2], words[1::2], strict=True)}
    ranks = [*(rank.strip() for rank in rows.split(";")), "", ""][:3]
    papers.append(Paper("o", "Phòng", said=said))
    papers += [Paper("l", "Phòng", row=f"C{i}", said={"rank": rank} if rank else {}) for i, rank in enumerate(ranks, 1)]
    return District(tuple(papers), {"s": None if more else 0})


@pytest.mark.parametrize(("target", "outcome", "schools", "office", "rows", "more"), CASES)
def test_language(target: str, outcome: str, schools: str, office: str, rows: str, more: str) -> None:
    rule = rule_file(FORMS, plain("{" + target + "}"))
    directive = load(rule)
    assert verdict_of(directive, district(schools, office, rows, more)).outcome == outcome


@pytest.mark.parametrize(("target", "outcome", "schools", "office", "rows", "more"), CASES)
def test_the_slow_judge_reads_the_table_alike(
    target: str, outcome: str, schools: str, office: str, rows: str, more: str
) -> None:
    """A guard for the judge that the laws are tested against."""
    if more or "3500" in target:
        return
    spec = plain("{" + target + "}")
    assert brute_judge(rule_file(FORMS, spec), spec, district(schools, office, rows, more), AS_OF) == outcome


@pytest.mark.parametrize(
    ("target", "rows", "ranks"),
    [
        ("every: {value: l.rank, at_least: good}", "good; best; good", (("best", 1), ("good", 2))),
        ("every: {value: l.rank, at_least: good}, among: [C1, C2]", "best; good; poor", (("best", 1), ("good", 1))),
        ("every: {value: l.rank, at_least: good}", "poor; best", (("best", 1), ("poor", 1))),
        ("count: {value: l.rank, at_least: good}, at_least: 2", "good; best; good", (("best", 1), ("good", 2))),
    ],
)
def test_where_ranks_are_compared_the_result_says_how_many_have_which(
    target: str, rows: str, ranks: tuple[tuple[str, int], ...]
) -> None:
    """So that a rank better than the one demanded is seen."""
    verdict = verdict_of(load(rule_file(FORMS, plain("{" + target + "}"))), district("", "", rows, ""))
    actual = verdict.parts[0].actual
    assert isinstance(actual, CountOf)
    assert actual.by_option == ranks


def test_of_one_record_its_own_rank_is_the_whole_of_it() -> None:
    target = "every: {value: l.rank, at_least: good}, among: [C2]"
    verdict = verdict_of(load(rule_file(FORMS, plain("{" + target + "}"))), district("", "", "poor; best", ""))
    actual = verdict.parts[0].actual
    assert isinstance(actual, Said)
    assert actual.value == "best"


REFUSED = {
    "sum: s.kept": "needs exactly one of",
    "sum: s.kept, at_least: 1, at_most: 2": "needs exactly one of",
    "sum: s.kept, at_least: 58%": "is not a whole number",
    "share: s.insured, of: s.pupils, at_least: 58": "is not a percentage",
    "ratio: s.pupils, per: s.new, at_most: 35%": "is not a number",
    "ratio: s.pupils, per: s.new, at_most: 1e3": "is not a number",
    "ratio: s.pupils, at_most: 35": "cannot be",
    "ratio: s.pupils, of: s.new, at_most: 35": "cannot be",
    "ratio: s.pupils, per: s.new, equals: 35": "never held to be equal",
    "ratio: s.pupils, per: s.new, at_most: 35, each: true": "does not go with",
    "ratio: s.rate, per: s.new, at_most: 35": "made of counts|only counts",
    "ratio: s.pupils, per: o.need, at_most: 35": "one form",
    "ratio: s.pupils, per: s.new, at_most: o.need": "cannot be held against",
    "share: s.insured, at_least: 58%": "cannot be",
    "share: s.insured, of: s.pupils, equals: 58%": "never held to be equal",
    "share: s.insured, of: s.pupils, at_least: 58%, each: true": "100%",
    "share: s.rate, of: s.pupils, at_least: 58%": "made of counts|only counts",
    "share: s.insured, of: o.need, at_least: 58%": "one form",
    "share: s.insured, of: s.pupils, at_least: s.rate": "unit by unit",
    "sum: s.kept, at_least: s.new": "unit by unit",
    "sum: s.kept, at_most: 1, each: true": "at most 0",
    "sum: s.rank, at_least: 1": "only counts",
    "sum: s.kept, at_least: o.area": "cannot be held against",
    "sum: [s.kept, s.kept], at_least: 1": "stands twice",
    "sum: {XX: s.kept}, at_least: 1": "no level",
    "sum: {MN: s.swimmers}, at_least: 1": "not asked at level MN",
    "sum: s.kept, at_least: []": "`at_least` is empty",
    "sum: s.kept, at_least: 1, levels: []": "is empty",
    "sum: s.kept, at_least: 1, types: [secret]": "no type",
    "sum: s.kept, at_least: 1, among: nobody": "no group",
    "sum: s.kept, at_least: 1, among: [Nobody]": "no named unit",
    "sum: s.milk, at_least: 1, levels: [TH]": "not asked",
    "sum: s.kep, at_least: 1": "did you mean",
    "value: s.kept, equals: [1, 2]": "two thresholds",
    "value: s.kept, equals: o.need": "never held to be equal",
    "value: s.colour, at_least: red": "compare it with `is`",
    "value: s.colour, is: green": "can be no `green`",
    "value: s.kept, is: 1": ".",
    "value: s.rank, at_least: excellent": "is not a step",
    "value: s.expires, at_least: 2022-02-30": "is not a day",
    "value: s.kept, at_least: s.expires": "cannot be held against",
    "value: s.kept, at_least: l.rank": "cannot be held against",
    "attest: s.has_kitchen": "no evidence",
    "attest: s.kept": "not yes_no",
    "done: s.started, on: s.started_on": "cannot be",
    "done: s.started, on: s.kept, by: as_of": "not date",
    "done: s.started, on: s.started_on, by: soon": "no date",
    "count: {sum: s.kept, at_least: 1}, at_least: 1": "many units",
    "count: {value: s.kept, at_least: 1, levels: [MN]}, at_least: 1": "does not go with what is asked of one unit",
    "every: s.started, at_least: 1": "does not go with `every`",
    "every: {all_of: [s.started, o.area]}": "not yes_no",
    "value: s.kept, at_least: 1, when: {value: o.need, at_least: 1}": "depends on fields of s alone",
    "all_of: []": "`all_of` is empty",
    "all_of: [s.started], levels: [MN]": "does not stand beside `all_of`",
}


@pytest.mark.parametrize(("target", "message"), REFUSED.items(), ids=list(REFUSED))
def test_what_has_no_meaning_is_refused(target: str, message: str) -> None:
    with pytest.raises(RuleFileError, match=message):
        load(rule_file(FORMS, plain("{" + target + "}")))
