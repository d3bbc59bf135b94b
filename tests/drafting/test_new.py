"""`lbedu targets new`: what is begun loads, comes out, says what to fill in, and overwrites nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lbedu.comparing.indicators import compare
from lbedu.directive.load import available, load_directive
from lbedu.drafting.successor import Mover
from lbedu.drafting.texts import ADVICE, HEAD, LOOK, MARK
from lbedu.drafting.year import begun
from lbedu.errors import UsageError
from lbedu.proving.coverage import coverage
from lbedu.proving.mutation import mutate
from lbedu.proving.proofs import prove
from tests.cli.command import lbedu

YEARS = {"2017-2018": "2018-2019", "2021-2022": "2026-2027"}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / next(iter(files))


def test_a_year_begun_from_nothing_is_whole_and_proven(tmp_path: Path) -> None:
    ended = lbedu("targets", "new", "2026-2027", "-o", tmp_path)
    assert ended.code == 0
    assert "10 chỗ cần xem lại" in ended.out
    assert ended.err.splitlines() == [f"{tmp_path}/2026-2027.yaml", f"{tmp_path}/examples/2026-2027.yaml"]
    proven = prove(tmp_path / "2026-2027.yaml")
    assert proven.wrong == 0
    assert coverage(proven).untried == ()
    assert mutate(proven).unexplained == 0
    text = (tmp_path / "2026-2027.yaml").read_text(encoding="utf-8")
    assert text.count("# XEM LẠI:") == 10
    assert "{" not in re.sub(r"\{[^{}]*\}", "", re.sub(r"\{[^{}]*\}", "", text)), "no gap of the pattern is left"


@pytest.mark.parametrize("source", YEARS)
def test_a_year_begun_from_another_is_proven_and_demands_the_same(source: str, tmp_path: Path) -> None:
    draft = begun(YEARS[source], available()[source], "vi")
    rules = written(tmp_path, draft.files)
    proven = prove(rules)
    assert (proven.wrong, len(proven.trials)) == (0, len(prove(available()[source]).trials))
    assert proven.directive.file.version == 1
    document = proven.directive.file.directive
    assert (document.number, document.issued) == (None, None), "those of last year are not this year's"
    earlier = load_directive(available()[source])
    statuses = {one.status for one in compare(earlier, proven.directive).indicators}
    assert statuses == {"unchanged"}
    assert proven.directive.evaluate_on.month == earlier.evaluate_on.month


def test_every_commitment_and_dated_question_is_marked() -> None:
    rules = begun("2022-2023", available()["2021-2022"], "en").files["2022-2023.yaml"]
    lines = rules.splitlines()
    ids = [at for at, line in enumerate(lines) if re.match(r"  - id: 22-", line)]
    assert len(ids) == 89
    assert [lines[at] for at in ids if not lines[at - 1].startswith("  # CHECK: clause ")] == []
    assert "  # CHECK: clause B.I.2 ¶2 · required ≥ 58%" in lines
    born = next(at for at, line in enumerate(lines) if "id: children_under_3," in line)
    assert lines[born - 1] == "      # CHECK: the years in the question"
    assert "  # number: 349/KH-UBND" in lines
    assert "21-" not in re.sub(r"20\d\d-\d\d", "", "".join(lines[at] for at in ids))


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ("năm học 2021-2022 và 2020-2021", "năm học 2022-2023 và 2021-2022"),
        ("giai đoạn 2021-2025", "giai đoạn 2021-2025"),
        ("năm 2021", "năm 2021"),
        ("by: 2021-12-31", "by: 2022-12-31"),
        ("on: 2024-02-29", "on: 2025-02-28"),
        ("like 21-12, not 21-99 nor 121-12", "like 22-12, not 21-99 nor 121-12"),
        ("số 2021-13-45", "số 2021-13-45"),
        ("Kế hoạch 349/KH-UBND, Luật 2019", "Kế hoạch 349/KH-UBND, Luật 2019"),
    ],
)
def test_what_is_moved_to_the_next_year(line: str, moved: str) -> None:
    assert Mover(load_directive(available()["2021-2022"]), "2022-2023")(line) == moved


def test_a_calendar_year_is_begun_from_nothing_and_from_its_like(tmp_path: Path) -> None:
    first = written(tmp_path / "first", begun("2026", None, "vi").files)
    proven = prove(first)
    assert (first.name, proven.directive.year, proven.wrong) == ("2026.yaml", "2026", 0)
    assert proven.directive.evaluate_on.isoformat() == "2026-12-31"
    text = first.read_text(encoding="utf-8")
    assert ("Kế hoạch nhiệm vụ năm 2026" in text, "năm học" in text) == (True, False)
    draft = begun("2027", first, "vi")
    second = prove(written(tmp_path / "second", draft.files))
    assert (second.directive.year, second.wrong) == ("2027", 0)
    assert second.directive.file.directive.title.vi == "Kế hoạch nhiệm vụ năm 2027"
    assert second.directive.file.directive.title.get("en") == "Plan of tasks for the year 2027"
    assert second.directive.evaluate_on.isoformat() == "2027-12-31"
    assert [one.id for one in second.directive.file.commitments] == ["27-01", "27-02", "27-03"]


def test_a_year_of_the_other_kind_is_no_beginning(tmp_path: Path) -> None:
    """Days of May would move to the May after a calendar year."""
    ended = lbedu("targets", "new", "2026", "--from", "2021-2022", "-o", tmp_path)
    assert (ended.code, list(tmp_path.iterdir())) == (2, [])
    assert "can only begin from a year of its own kind" in ended.err


def test_a_rule_file_in_flow_style_is_begun_from_too(tmp_path: Path) -> None:
    """Where an entry stands in the middle of a line, no comment can stand in front of it."""
    text = (
        "{year: 2030-2031, version: 3, directive: {kind: {vi: a}, title: {vi: b}, issuer: {vi: c}}, evaluate_on: 2031-05-31,"
        " nouns: {}, units: {ward: {noun: {vi: phường}}}, forms: {w: {unit: ward, title: {vi: d}, fields: [{id: x,"
        ' code: "01", type: yes_no, label: {vi: e}}]}}, commitments: [{id: 30-01, clause: A, title: {vi: f},'
        " targets: [{id: t, title: {vi: g}, every: w.x}]}]}"
    )
    rules = tmp_path / "2030-2031.yaml"
    rules.write_text(text, encoding="utf-8")
    directive = load_directive(written(tmp_path / "next", begun("2031-2032", rules, "vi").files))
    assert directive.year == "2031-2032"
    assert [one.id for one in directive.file.commitments] == ["31-01"]


@pytest.mark.parametrize("year", ["202", "0001", "2026-2028", "26-27", "abc", "0001-0002", "9999-10000", ""])
def test_what_is_no_school_year_is_refused(year: str) -> None:
    with pytest.raises(UsageError, match="no school year"):
        begun(year, None, "vi")


def test_nothing_is_overwritten_and_wrong_usage_is_2(tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "2026-2027.yaml").write_text("mine", encoding="utf-8")
    assert lbedu("targets", "new", "2026-2027", "-o", tmp_path).code == 2
    assert not (tmp_path / "2026-2027.yaml").exists()
    assert lbedu("targets", "new", "2026-2027", "-o", tmp_path / "none").code == 2
    assert lbedu("targets", "new", "2016-2017", "--from", "2021-2022", "-o", tmp_path).code == 2
    assert lbedu("targets", "new", "2021-2022", "--from", "2021-2022", "-o", tmp_path).code == 2
    assert lbedu("targets", "new", "2026-2027", "--from", "1999-2000", "-o", tmp_path).code == 2


def test_every_text_is_in_both_languages() -> None:
    for text in (MARK, HEAD, ADVICE, *LOOK.values()):
        assert set(text) == {"vi", "en"}
        assert set(re.findall(r"\{\w+\}", text["vi"])) == set(re.findall(r"\{\w+\}", text["en"]))
