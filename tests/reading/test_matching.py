"""Reports against a register, from real files to the scorecard: who is who, who is missing, what can be known."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbedu.directive.model import NamedUnit
from lbedu.errors import UsageError
from lbedu.scorecard import Scorecard
from tests.cli.command import lbedu
from tests.cli.workbooks import YEAR, checked, directive, filled, identify, saved

HEADER = "Mã đơn vị,Tên đơn vị,Cấp học,Loại hình,Phường,Tên gọi khác\n"


def register(folder: Path, *lines: str, name: str = "ds.csv") -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def report(folder: Path, name: str, file: str = "a.xlsx", level: str = "TH", **identity: str) -> Path:
    book = filled("school", level, name)
    return saved(book, folder / file, *(identify(code, value) for code, value in identity.items()))


def codes(card: Scorecard) -> list[str]:
    return [problem.code for problem in card.problems if problem.code != "register_lacks"]


LISTED = "01004401,TH Hoa Mai,Tiểu học,Công lập,Bồ Đề,Mai Vàng"


@pytest.mark.parametrize(
    ("name", "identity", "matched", "said"),
    [
        ("Trường Tiểu học Hoa Mai", {}, True, []),
        ("TH Mai Vàng", {}, True, []),
        ("HOA MAI", {"DV1": "01004401"}, True, []),
        ("TH Cúc Vàng", {"DV1": "01004401"}, True, ["listed_otherwise"]),
        ("TH Hoa Mai", {"DV1": "1"}, True, ["listed_otherwise"]),
        ("TH Hoa Mai", {"DV5": "Ngọc Lâm"}, True, ["listed_otherwise"]),
        ("TH Hoa Mai", {"DV5": "Ngọc Lầm"}, True, ["unknown_ward"]),
        ("TH Hoa Mai", {"DV4": "Ngoài công lập"}, True, ["listed_otherwise"]),
        ("TH Hoa Mãi", {}, False, ["not_registered"]),
        ("TH Hoa Mai", {"DV1": "01004402"}, False, ["code_of_another"]),
    ],
)
def test_whose_report_it_is(
    name: str, identity: dict[str, str], matched: bool, said: list[str], tmp_path: Path
) -> None:
    register(tmp_path, LISTED, "01004402,TH Hoa Sen,Tiểu học,Công lập,Ngọc Lâm,")
    report(tmp_path, name, **identity)
    card = checked(tmp_path)
    assert codes(card) == said
    (*units,) = {submission.unit for submission in card.submissions}
    assert [unit.name for unit in units] == (["TH Hoa Mai"] if matched else [])
    for unit in units:
        assert (unit.code, unit.ward, unit.type, unit.flags) == ("01004401", "Bồ Đề", "public", ())


def test_a_near_miss_is_proposed_in_words(tmp_path: Path) -> None:
    register(tmp_path, LISTED)
    report(tmp_path, "TH Hoa Mãi")
    (problem,) = [problem for problem in checked(tmp_path).problems if problem.code == "not_registered"]
    assert "Có phải là “TH Hoa Mai”?" in problem.text("vi", "message")
    assert problem.place.cell == "E16" or problem.place.cell.startswith("E")


def test_who_is_missing_and_what_waits(tmp_path: Path) -> None:
    register(tmp_path, LISTED, ",MN Hoa Sen,Mầm non,Công lập,Ngọc Lâm,")
    report(tmp_path, "TH Hoa Mai")
    card = checked(tmp_path)
    absent = {one.unit.name: one.targets for one in card.absent}
    assert "TH Hoa Mai" not in absent
    assert "preschool-programme" in absent["MN Hoa Sen"]
    assert "health-insurance" not in absent["MN Hoa Sen"]  # not asked of nursery schools
    assert "qualified-teachers" in absent["MN Hoa Sen"]
    assert card.register.endswith("ds.csv")
    assert len(card.expected) == 16 + 2 + 14 + 1


def test_the_register_closes_the_list(tmp_path: Path) -> None:
    """Every listed school in, the targets of schools are decided without --complete."""
    named = [",TH Hoa Mai,,Công lập,Bồ Đề,"]
    register(tmp_path, *named)
    report(tmp_path, "TH Hoa Mai")
    card = checked(tmp_path, only=("general-programme-2018",))
    (verdict,) = card.verdicts
    waiting = {holding.unit.name for holding in verdict.parts[0].waiting}
    assert verdict.outcome == "undecided"
    assert "TH Hoa Mai" not in waiting
    assert not verdict.parts[0].unknown_units
    assert waiting == {u.unit.name for u in card.absent if u.unit.level in ("TH", "THCS")}


def test_complete_removes_nobody_from_the_list(tmp_path: Path) -> None:
    register(tmp_path, LISTED, ",TH Hoa Sen,Tiểu học,Công lập,Ngọc Lâm,")
    report(tmp_path, "TH Hoa Mai")
    for complete in (False, True):
        (verdict,) = checked(tmp_path, only=("elective-english",), complete=complete).verdicts
        assert verdict.outcome == "undecided"
        assert "TH Hoa Sen" in {holding.unit.name for holding in verdict.parts[0].waiting}


def test_a_line_that_stands_twice_leaves_it_open(tmp_path: Path) -> None:
    names = [f"TH {name}" for name in ("Hoa Mai", "Hoa Sen")]
    register(tmp_path, *(f",{name},,Công lập,Bồ Đề," for name in (*names, names[0])))
    for i, name in enumerate(names):
        report(tmp_path, name, f"{i}.xlsx")
    (verdict,) = checked(tmp_path, only=("elective-english",)).verdicts
    assert verdict.parts[0].missing_units == 1
    assert verdict.outcome == "undecided"


def test_found_by_its_stamp_and_given_by_hand(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    report(folder, "TH Hoa Mai")
    given = register(tmp_path, LISTED)
    assert lbedu("register", "new", YEAR, "-o", folder / "danh-sach.xlsx").code == 0
    found = checked(folder)
    assert found.register.endswith("danh-sach.xlsx")
    assert "not_registered" in codes(found)
    by_hand = checked(folder, register=given)
    assert by_hand.register.endswith("ds.csv")
    assert codes(by_hand) == []
    assert [skipped.reason for skipped in by_hand.skipped] == ["other_register"]
    assert by_hand.view == "district"


def test_one_workbook_with_a_register_is_the_district(tmp_path: Path) -> None:
    assert checked(report(tmp_path, "TH Hoa Mai"), register=register(tmp_path, LISTED)).view == "district"


def test_two_registers_are_one_too_many(tmp_path: Path) -> None:
    register(tmp_path, LISTED)
    register(tmp_path, LISTED, name="khac.csv")
    with pytest.raises(UsageError, match="two registers"):
        checked(tmp_path)


def test_a_register_of_another_year_is_left_out_and_said(tmp_path: Path) -> None:
    report(tmp_path, "TH Hoa Mai")
    text = "lbedu: register\nyear: 2017-2018\nunits:\n  - {name: TH Hoa Mai, type: Công lập, ward: Bồ Đề}\n"
    (tmp_path / "ds.yaml").write_text(text, encoding="utf-8")
    card = checked(tmp_path)
    assert codes(card) == ["wrong_year"]
    assert card.register == ""


def test_a_register_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        checked(report(tmp_path, "TH Hoa Mai"), register=tmp_path / "nirgends.csv")


def test_a_register_that_is_none_is_an_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    wrong = tmp_path / "thu.csv"
    wrong.write_text("Kính gửi", encoding="utf-8")
    card = checked(report(tmp_path, "TH Hoa Mai"), register=wrong)
    assert codes(card) == ["register_no_header"]
    assert card.exit_code == 3
    assert card.submissions


def test_the_commands_for_a_register(tmp_path: Path) -> None:
    path = register(tmp_path, *(f",{unit.name},,Công lập,Bồ Đề," for unit in _named()))
    clean = lbedu("register", "check", path, "--year", YEAR, "--lang", "en")
    assert (clean.code, clean.out) == (0, "2021-2022: 16 schools (MN 4, TH 7, THCS 5): nothing contradicts\n")
    register(tmp_path, LISTED, LISTED)
    twice = lbedu("register", "check", path, "--year", YEAR)
    assert twice.code == 1
    assert "TH Hoa Mai đã có ở A2." in " ".join(twice.out.split())
    assert lbedu("register", "check", tmp_path / "no.csv").code == 2
    assert lbedu("register", "new", YEAR, "-o", tmp_path / "a.txt").code == 2
    assert lbedu("register", "new", YEAR, "-o", tmp_path).code == 2


def _named() -> tuple[NamedUnit, ...]:
    return directive().file.units["school"].named


def test_a_register_that_cannot_be_used_leaves_it_open(tmp_path: Path) -> None:
    """A broken list must not make more certain than a list with one broken line."""
    for i, unit in enumerate(_named()):
        report(tmp_path, unit.name, f"{i}.xlsx", unit.level or "TH")
    broken = tmp_path / "ds.csv"
    broken.write_bytes((HEADER + LISTED).encode("utf-16"))
    plain = checked(tmp_path, only=("qualified-managers",), complete=True)
    assert [verdict.outcome for verdict in plain.verdicts] == ["met"]
    card = checked(tmp_path, only=("qualified-managers",), complete=True, register=broken)
    assert [verdict.outcome for verdict in card.verdicts] == ["undecided"]


def test_blanks_and_summaries_replace_nothing_of_others(tmp_path: Path) -> None:
    filled_in = report(tmp_path, "TH Hoa Mai")
    before = filled_in.read_bytes()
    for words in (
        ("form", YEAR, "--unit", "school", "--level", "TH", "-o", filled_in),
        ("register", "new", YEAR, "-o", filled_in),
        ("summary", tmp_path, "-o", filled_in),
    ):
        assert lbedu(*words).code == 2
        assert filled_in.read_bytes() == before
    other = tmp_path / "s.xlsx"
    assert lbedu("summary", filled_in, "-o", other).code in (1, 3, 4)
    assert lbedu("summary", filled_in, "-o", other).code in (1, 3, 4)  # its own earlier summary may go
    assert lbedu("check", filled_in, "--reporter", f"json:{'x' * 300}.json").code == 2


@pytest.mark.parametrize(
    ("name", "ward", "understood"),
    [
        ("TH Hoa Mai", "Bồ Đề", []),
        ("Hoa Mai", "Bồ Đề", []),
        ("TRƯỜNG TIỂU HỌC HOA MAI", "Phường bồ đề", ["TRƯỜNG TIỂU HỌC HOA MAI → TH Hoa Mai", "Phường bồ đề → Bồ Đề"]),
        ("TH Mai Vàng", "Bồ Ðề", ["TH Mai Vàng → TH Hoa Mai", "Bồ Ðề → Bồ Đề"]),
    ],
)
def test_other_spellings_are_listed(name: str, ward: str, understood: list[str], tmp_path: Path) -> None:
    register(tmp_path, LISTED)
    report(tmp_path, name, DV5=ward)
    card = checked(tmp_path)
    found = [f"{reading.found} → {reading.read_as['vi']}" for reading in card.readings]
    assert found == understood


def test_the_place_of_a_tone_is_listed(tmp_path: Path) -> None:
    register(tmp_path, "1,TH Hòa Bình,Tiểu học,Công lập,Ngọc Thụy,")
    report(tmp_path, "TH Hoà Bình", DV5="Ngọc Thuỵ")
    found = [f"{reading.found} → {reading.read_as['en']}" for reading in checked(tmp_path).readings]
    assert found == ["TH Hoà Bình → TH Hòa Bình", "Ngọc Thuỵ → Ngọc Thụy"]
