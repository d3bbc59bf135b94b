"""Who reports, of which level and year: as the workbook says it, never guessed."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lbedu.errors import UsageError
from lbedu.own_form import STAMP_SHEET
from lbedu.register import Register
from lbedu.submission import Unit
from tests.cli.workbooks import (
    checked,
    directive,
    figure,
    filled,
    identify,
    problems,
    put,
    said,
    saved,
)


def school(tmp_path: Path, name: object, level: str = "TH", **more: Any) -> Any:
    """The scorecard of one school under that name."""
    book = filled("school", level, "x", **more)
    identify("DV2", name)(book)
    return checked(saved(book, tmp_path / "a.xlsx"))


def unit_of(card: Any) -> Unit:
    """The one unit that reported."""
    assert problems(card) == []
    (submission,) = card.submissions
    assert isinstance(submission.unit, Unit)
    return submission.unit


@pytest.mark.parametrize(
    "name",
    [
        *("TH Gia Thượng", "Trường Tiểu học Gia Thượng", "trường tiểu học gia thượng", "TRƯỜNG TIỂU HỌC GIA THƯỢNG"),
        *("Trường TH Gia Thượng", "Tiểu học Gia Thượng", "  TH   Gia Thượng ", "TH\u00a0Gia Thượng", "Gia Thượng"),
        *("TH. Gia Thượng", unicodedata.normalize("NFD", "TH Gia Thượng"), "TH Gia Thượng\u200b"),
    ],
)
def test_spellings_of_a_named_school(name: str, tmp_path: Path) -> None:
    unit = unit_of(school(tmp_path, name))
    assert (unit.kind, unit.name, unit.level, unit.ward, unit.type) == (
        "school",
        "TH Gia Thượng",
        "TH",
        "Bồ Đề",
        "public",
    )


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("Trường Tiểu học Hoa Phượng", "TH Hoa Phượng"),
        ("Hoa Phượng", "TH Hoa Phượng"),
        ("TH Hoà Bình", "TH Hoà Bình"),
        ("TH Gia Thuợng", "TH Gia Thuợng"),
    ],
)
def test_a_school_that_nobody_lists_keeps_its_name(name: str, tidy: str, tmp_path: Path) -> None:
    assert unit_of(school(tmp_path, name)).name == tidy


@pytest.mark.parametrize("name", ["THCS Nguyễn Bỉnh Khiêm", "THCS Nguyễn Bình Khiêm", "Trường THCS Nguyễn Bình Khiêm"])
def test_an_alias_is_the_same_school(name: str, tmp_path: Path) -> None:
    assert unit_of(school(tmp_path, name, "THCS")).name == "THCS Nguyễn Bỉnh Khiêm"


def test_one_name_at_three_levels_is_three_schools(tmp_path: Path) -> None:
    paths = [
        saved(filled("school", level, f"{level} Long Biên"), tmp_path / f"{level}.xlsx")
        for level in ("MN", "TH", "THCS")
    ]
    card = checked(*paths)
    assert problems(card) == []
    assert [s.unit.name for s in card.submissions] == ["MN Long Biên", "TH Long Biên", "THCS Long Biên"]


@pytest.mark.parametrize(
    "name", ["Bồ Đề", "Phường Bồ Đề", "phường bồ đề", "UBND phường Bồ Đề", "Phường Bồ Đề ", "Bồ Ðề", "BỒ ĐỀ"]
)
def test_spellings_of_a_ward(name: str, tmp_path: Path) -> None:
    card = checked(saved(filled("ward", None, name), tmp_path / "a.xlsx"))
    assert unit_of(card).name == "Bồ Đề"


@pytest.mark.parametrize("name", ["Ngọc Thụy", "Ngọc Thuỵ", "Phường Ngọc Thuỵ", "NGỌC THUỴ"])
def test_tone_placement_in_a_name(name: str, tmp_path: Path) -> None:
    assert unit_of(checked(saved(filled("ward", None, name), tmp_path / "a.xlsx"))).name == "Ngọc Thụy"


def test_a_name_that_is_nearly_right_is_proposed_and_not_taken(tmp_path: Path) -> None:
    book = filled("ward", None, "Bo De")
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("unknown_unit", figure(book, "DV2").coordinate)]
    assert "Bồ Đề" in card.problems[0].text("vi", "message")
    assert card.submissions == ()


# no name


def test_no_name(tmp_path: Path) -> None:
    book = filled("school", "TH", "")
    cell = figure(book, "DV2").coordinate
    saved(book, tmp_path / "a.xlsx")
    assert problems(checked(tmp_path / "a.xlsx")) == [("unit_missing", cell)]
    card = checked(tmp_path / "a.xlsx", unit="Trường Tiểu học Gia Thượng")
    assert unit_of(card).name == "TH Gia Thượng"


def test_the_name_given_must_not_be_another_one(tmp_path: Path) -> None:
    path = saved(filled("school", "TH", "TH Gia Thượng"), tmp_path / "a.xlsx")
    assert unit_of(checked(path, unit="Trường Tiểu học Gia Thượng")).name == "TH Gia Thượng"
    with pytest.raises(UsageError, match="TH Gia Thượng"):
        checked(path, unit="TH Đoàn Kết")


def test_the_office_need_not_say_its_name(tmp_path: Path) -> None:
    for name in ("", "Phòng GD&ĐT quận Long Biên"):
        book = filled("office", None, "")
        identify("DV2", name or None)(book)
        card = checked(saved(book, tmp_path / "a.xlsx"))
        assert {s.unit.name for s in card.submissions} == {"Phòng GD&ĐT quận Long Biên"}


@pytest.mark.parametrize("char", ["\x9b", "\u202e", "\u2066", "\x7f"])
@pytest.mark.parametrize("code", ["DV1", "DV2"])
def test_hidden_characters_in_a_name(code: str, char: str, tmp_path: Path) -> None:
    book = filled("school", "TH", "TH Hoa Phượng", identity={code: f"TH Hoa{char} Phượng"})
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("control_characters", figure(book, code).coordinate)]


# level and type


@pytest.mark.parametrize("text", ["Tiểu học", "tiểu học", "TH", "th", "Primary", "Trường Tiểu học"])
def test_spellings_of_a_level(text: str, tmp_path: Path) -> None:
    assert unit_of(school(tmp_path, "Hoa Phượng", identity={"DV3": text})).level == "TH"


@pytest.mark.parametrize(
    ("name", "stated"), [("Hoa Phượng", "Mầm non"), ("MN Hoa Phượng", "Tiểu học"), ("THCS Hoa Phượng", None)]
)
def test_a_level_that_is_not_the_forms(name: str, stated: str | None, tmp_path: Path) -> None:
    book = filled("school", "TH", name, identity={"DV3": stated})
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("wrong_level", figure(book, "DV3").coordinate)]
    assert card.submissions == ()
    assert card.exit_code == 3
    assert "Tiểu học" in card.problems[0].text("vi", "message")


def no_stamp(book: openpyxl.Workbook) -> None:
    del book[STAMP_SHEET]


def test_without_stamp_level_or_telling_name_the_level_is_asked_for(tmp_path: Path) -> None:
    book = filled("school", "TH", "Hoa Phượng", identity={"DV3": None})
    card = checked(saved(book, tmp_path / "a.xlsx", no_stamp))
    assert problems(card) == [("level_missing", figure(book, "DV3").coordinate)]
    book = filled("school", "TH", "Tiểu học Hoa Phượng", identity={"DV3": None})
    assert unit_of(checked(saved(book, tmp_path / "a.xlsx", no_stamp))).level == "TH"


def test_a_level_that_is_none(tmp_path: Path) -> None:
    """What stands there and is no level must not be passed over in silence."""
    book = filled("school", "TH", "Hoa Phượng", identity={"DV3": "THPT"})
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert [cell for _, cell in problems(card)] == [figure(book, "DV3").coordinate]


@pytest.mark.parametrize(
    ("text", "type_"), [("Công lập", "public"), ("công  lập", "public"), ("NGOÀI CÔNG LẬP", "private")]
)
def test_types(text: str, type_: str, tmp_path: Path) -> None:
    assert unit_of(school(tmp_path, "TH Hoa Phượng", identity={"DV4": text})).type == type_


@pytest.mark.parametrize(("text", "code"), [("Tư thục", "not_an_option"), (None, "blank")])
def test_no_type(text: str | None, code: str, tmp_path: Path) -> None:
    book = filled("school", "TH", "TH Hoa Phượng", identity={"DV4": text})
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [(code, figure(book, "DV4").coordinate)]
    assert card.submissions[0].unit.type == ""


def test_a_named_school_cannot_make_itself_private(tmp_path: Path) -> None:
    """The directive says that it is public, and targets hang on it."""
    book = filled("school", "TH", "TH Gia Thượng", identity={"DV4": "Ngoài công lập"})
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert [cell for _, cell in problems(card)] == [figure(book, "DV4").coordinate]
    assert card.exit_code == 3


def test_two_files_that_differ_on_the_type(tmp_path: Path) -> None:
    saved(filled("school", "TH", "TH Hoa Phượng"), tmp_path / "a.xlsx")
    saved(filled("school", "TH", "TH Hoa Phượng", identity={"DV4": "Ngoài công lập"}), tmp_path / "b.xlsx")
    assert checked(tmp_path / "a.xlsx", tmp_path / "b.xlsx").exit_code == 3


# the year


@pytest.mark.parametrize(
    "text", ["2021-2022", "2021 - 2022", "2021–2022", "2021/2022", "Năm học 2021 - 2022", "năm học: 2021-2022"]
)
def test_spellings_of_the_year(text: str, tmp_path: Path) -> None:
    assert school(tmp_path, "TH Hoa Phượng", identity={"DV6": text}).exit_code == 0


@pytest.mark.parametrize("text", ["2020-2021", "2022-2023", "2022-2021", "2021", 2021, "12021-2022", "hai mốt"])
def test_another_year(text: object, tmp_path: Path) -> None:
    book = filled("school", "TH", "TH Hoa Phượng", identity={"DV6": text})
    card = checked(saved(book, tmp_path / "a.xlsx"))
    assert problems(card) == [("wrong_year", figure(book, "DV6").coordinate)]
    assert "2021-2022" in card.problems[0].text("vi", "message")
    assert card.submissions == ()
    assert card.exit_code == 3


def test_the_stamps_year_counts_too(tmp_path: Path) -> None:
    """Last year's form does not become this year's because somebody typed another year into it."""

    def last_year(book: openpyxl.Workbook) -> None:
        book[STAMP_SHEET]["B2"] = "2020-2021"

    card = checked(saved(filled("school", "TH", "TH Hoa Phượng"), tmp_path / "a.xlsx", last_year))
    assert problems(card) == [("form_of_other_year", "")]
    assert "lbedu form 2021-2022" in card.problems[0].text("vi", "fix")
    assert card.submissions == ()


def test_no_year(tmp_path: Path) -> None:
    blank_year = identify("DV6", None)
    path = saved(filled("school", "TH", "TH Hoa Phượng"), tmp_path / "a.xlsx", blank_year)
    assert problems(checked(path)) == []  # the stamp says it
    path = saved(filled("school", "TH", "TH Hoa Phượng"), tmp_path / "b.xlsx", blank_year, no_stamp)
    assert [code for code, _ in problems(checked(path))] == ["year_missing"]
    card = checked(path, year="2021-2022")
    assert problems(card) == []
    assert len(said(card)) > 50


def test_an_old_edition_of_the_form_is_read_with_a_note(tmp_path: Path) -> None:
    def older(book: openpyxl.Workbook) -> None:
        book[STAMP_SHEET]["B5"] = 0

    card = checked(saved(filled("school", "TH", "TH Hoa Phượng"), tmp_path / "a.xlsx", older))
    assert problems(card) == [("old_form", "")]
    assert card.problems[0].severity == "warning"
    assert card.exit_code == 0


def test_files_of_other_years_do_not_change_the_year(tmp_path: Path) -> None:
    for i in range(3):
        saved(filled("ward", None, "Bồ Đề", identity={"DV6": "2019-2020"}), tmp_path / f"{i}.xlsx")
    saved(filled("ward", None, "Cự Khối"), tmp_path / "z.xlsx")
    card = checked(tmp_path)
    assert card.directive.year == "2021-2022"
    assert [code for code, _ in problems(card)] == ["wrong_year"] * 3
    assert [s.unit.name for s in card.submissions] == ["Cự Khối"]


# what the register makes of names


def test_every_named_unit_is_known_by_every_spelling() -> None:
    register = Register(directive())
    for kind, units in register.units.items():
        spec = directive().file.units[kind]
        for unit in units:
            bare = unit.name.removeprefix(f"{unit.level} ")
            prefixes = spec.levels[unit.level].prefixes if unit.level else (*spec.prefixes, "")
            for prefix in prefixes:
                spelt = Unit(kind, f"{prefix} {bare}".strip().upper(), unit.level)
                assert register.is_known(spelt), spelt
                assert register.known(spelt).name == unit.name
                if unit.level:
                    assert register.level_of(kind, spelt.name) == unit.level


def test_dates_and_persons_of_the_first_sheet_are_no_figures(tmp_path: Path) -> None:
    edits = (identify("DV7", "=cmd|' /C calc'!A0"), identify("DV8", dt.date(2022, 5, 30)), put(teachers=None))
    book = filled("school", "TH", "TH Hoa Phượng")
    card = checked(saved(book, tmp_path / "a.xlsx", *edits))
    assert [code for code, _ in problems(card)] == ["blank"]


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("B5", 0, "old_form"),
        ("B5", 99, "newer_form"),
        ("B5", "một", "foreign_stamp"),
        ("B3", "commune", "foreign_stamp"),
        ("B4", "THPT", "foreign_stamp"),
        ("B1", "somebody", "foreign_stamp"),
        ("B2", "2020-2021", "form_of_other_year"),
    ],
)
def test_what_is_wrong_with_the_stamp_is_said_first(tmp_path: Path, cell: str, value: str | int, code: str) -> None:
    """Before what is wrong with the file, with its sheets and with its cells."""

    def stamped(book: openpyxl.Workbook) -> None:
        book[STAMP_SHEET][cell] = value

    book = filled("school", "TH", "TH Hoa Phượng", identity={"DV4": "Tư"})
    path = saved(book, tmp_path / "a.xlsx", stamped).rename(tmp_path / "a.xls")
    card = checked(path)
    assert problems(card)[0] == (code, "")
    assert len(card.problems) > 1 or code == "form_of_other_year"
    assert bool(card.submissions) == (code != "form_of_other_year")
    assert all(card.problems[0].text(lang, "fix") for lang in ("vi", "en"))


def test_the_stamp_of_a_form_as_it_is_made_is_no_problem(tmp_path: Path) -> None:
    assert problems(checked(saved(filled("school", "TH", "TH Hoa Phượng"), tmp_path / "a.xlsx"))) == []
