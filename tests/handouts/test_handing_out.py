"""Forms for many units: names that every system takes, what is known filled in, and nothing overwritten or half written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import lbedu
from lbedu.directive.directive import Directive
from lbedu.directive.load import find_rule_file, load_directive
from lbedu.errors import UsageError
from lbedu.handing_out import file_names, write_forms
from lbedu.own_form import IDENTITY, IDENTITY_SHEET
from lbedu.submission import Unit

HEADER = "Mã đơn vị,Tên đơn vị,Cấp học,Loại hình,Phường\n"


@pytest.fixture(scope="module")
def directive() -> Directive:
    return load_directive(find_rule_file("2021-2022", None))


def register(folder: Path, *lines: str) -> Path:
    path = folder / "danh-sach.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def write(directive: Directive, listed: Path, output: Path, level: str | None = None) -> list[str]:
    said: list[str] = []
    write_forms(directive, None, level, listed, str(output), False, said.append)
    return said


def identity(path: Path) -> dict[str, Any]:
    """The cells of the first sheet that say who reports."""
    sheet: Any = load_workbook(path)[IDENTITY_SHEET]
    keys = {row.code: row.key for row in IDENTITY}
    return {keys[cell.value]: cell.offset(column=1) for cell in sheet["D"] if cell.value in keys}


def test_every_unit_gets_its_own_form_with_what_is_known_of_it(directive: Directive, tmp_path: Path) -> None:
    listed = register(tmp_path, "0012,Hoa Mai,MN,Công lập,Bồ Đề", ",Trường Tiểu học Hoa Sen,TH,Ngoài công lập,")
    write(directive, listed, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["mn-hoa-mai.xlsx", "th-hoa-sen.xlsx"]
    cells = identity(tmp_path / "out" / "mn-hoa-mai.xlsx")
    said = {key: cell.value for key, cell in cells.items() if cell.value}
    assert said == {
        "code": "0012", "name": "MN Hoa Mai", "level": "Mầm non", "type": "Công lập", "ward": "Bồ Đề", "year": "2021-2022",
    }  # fmt: skip
    open_ = {key for key, cell in cells.items() if not cell.protection.locked}
    assert open_ == {"person", "date"}
    open_ = {key for key, cell in identity(tmp_path / "out" / "th-hoa-sen.xlsx").items() if not cell.protection.locked}
    assert open_ == {"code", "ward", "person", "date"}, "what the register does not know, the clerk writes"


def test_a_form_that_was_handed_out_is_read_as_its_unit(directive: Directive, tmp_path: Path) -> None:
    listed = register(tmp_path, "0012,Hoa Mai,MN,Công lập,Bồ Đề")
    write(directive, listed, tmp_path / "out")
    path = tmp_path / "out" / "mn-hoa-mai.xlsx"
    book = load_workbook(path, rich_text=True)
    sheet: Any = book["Số liệu"]
    row = next(cell.row for cell in sheet["D"] if cell.value == "03")
    sheet.cell(row, 5).value = 120
    book.save(path)
    card = lbedu.check(path)
    (submission,) = card.submissions
    assert submission.unit == Unit("school", "MN Hoa Mai", "MN", "0012", "Bồ Đề", "public")
    assert {problem.code for problem in card.problems} == {"blank"}


NAMES = [
    ("TH TT 24/2018", "th-tt-24-2018.xlsx"),
    ("CON", "th-con.xlsx"),
    ("Trường " + "Rất Dài " * 40, "th-truong-rat-dai"),
    ("TH Đoàn Kết", "th-doan-ket.xlsx"),
    ("=1+1", "th-1-1.xlsx"),
    ("日本", "th.xlsx"),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_names_are_legal_on_every_system(directive: Directive, name: str, expected: str) -> None:
    (found,) = file_names(directive, [Unit("school", name, "TH")])
    assert found == expected or (len(name) > 80 and len(found) <= 85 and expected in found)
    assert found.isascii()
    assert not set(found) & set('<>:"/\\|?* ')


def test_devices_of_windows_are_no_names(directive: Directive) -> None:
    for name in ("CON", "Nul", "LPT1", "com9"):
        assert file_names(directive, [Unit("ward", name)]) == [f"phuong-{name.lower()}.xlsx"]


def test_names_that_come_out_alike_are_told_apart(directive: Directive) -> None:
    names = ("TH Hoa Mai", "TH HOA MAI", "TH Hoa Mái", "TH Hoa Sen")
    units = [Unit("school", name, "TH", code) for name, code in zip(names, ("01", "02", "", ""), strict=True)]
    found = file_names(directive, units)
    assert found == ["th-hoa-mai-01.xlsx", "th-hoa-mai-02.xlsx", "th-hoa-mai.xlsx", "th-hoa-sen.xlsx"]
    assert len({name.casefold() for name in found}) == len(found)
    bare = [unit._replace(code="") for unit in units]
    assert file_names(directive, bare)[:3] == ["th-hoa-mai.xlsx", "th-hoa-mai-2.xlsx", "th-hoa-mai-3.xlsx"]


def test_one_level_alone(directive: Directive, tmp_path: Path) -> None:
    listed = register(tmp_path, ",Hoa Mai,MN,Công lập,", ",Hoa Sen,TH,Công lập,")
    write(directive, listed, tmp_path / "out", level="TH")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["th-hoa-sen.xlsx"]


def test_a_filled_form_stays_and_nothing_is_written(directive: Directive, tmp_path: Path) -> None:
    listed = register(tmp_path, ",Hoa Mai,MN,Công lập,", ",Hoa Sen,TH,Công lập,")
    out = tmp_path / "out"
    out.mkdir()
    (out / "th-hoa-sen.xlsx").write_bytes(b"filled in")
    with pytest.raises(UsageError, match=r"1 file exists already and may be filled in \(th-hoa-sen.xlsx\)"):
        write(directive, listed, out)
    assert [path.name for path in out.iterdir()] == ["th-hoa-sen.xlsx"]
    assert (out / "th-hoa-sen.xlsx").read_bytes() == b"filled in"


def test_a_run_that_was_cut_off_goes_on(directive: Directive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that lies there just as it would be written is no loss to anybody."""
    listed = register(tmp_path, ",Hoa Mai,MN,Công lập,", ",Hoa Sen,TH,Công lập,")
    out = tmp_path / "out"
    written = 0
    replace = Path.replace

    def cut_off(self: Path, target: Path) -> Path:
        nonlocal written
        written += 1
        if written == 2:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        write(directive, listed, out)
    monkeypatch.undo()
    assert [path.name for path in out.iterdir()] == ["mn-hoa-mai.xlsx"], "one whole, none half"
    assert write(directive, listed, out)[-1].endswith("2 forms, 1 of them from before")
    assert len(list(out.iterdir())) == 2


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ((",Hoa Mai,MN,Công lập,", ",HOA MAI,MN,Công lập,"), "has errors"),
        ((",Hoa Mai,,Công lập,",), "has errors"),
        ((), "has errors"),
    ],
)
def test_a_register_with_errors_gives_no_forms(
    directive: Directive, tmp_path: Path, lines: tuple[str, ...], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        write(directive, register(tmp_path, *lines), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_meant(directive: Directive, tmp_path: Path) -> None:
    listed = register(tmp_path, ",Hoa Mai,MN,Công lập,")
    (tmp_path / "file").write_text("", encoding="utf-8")

    def refused(message: str, kind: str | None, level: str | None, given: Path | None, output: str) -> None:
        with pytest.raises(UsageError, match=message):
            write_forms(directive, kind, level, given, output, False, print)

    refused("is no folder", None, None, listed, str(tmp_path / "file"))
    refused("no such folder", None, None, listed, str(tmp_path / "a" / "b"))
    refused("no such file", None, None, tmp_path / "none.csv", str(tmp_path / "out"))
    refused("of the kind school, not ward", "ward", None, listed, str(tmp_path / "out"))
    refused("no level `THPT`", None, "THPT", listed, str(tmp_path / "out"))
    refused("lists no school of the level TH", None, "TH", listed, str(tmp_path / "out"))
    refused("who fills it in", None, None, None, str(tmp_path / "a.xlsx"))
    refused("give a register", "school", None, None, f"{tmp_path}/")
    assert not (tmp_path / "out").exists()


def test_units_that_the_directive_counts_need_no_register(directive: Directive, tmp_path: Path) -> None:
    said: list[str] = []
    write_forms(directive, "ward", None, None, str(tmp_path), False, said.append)
    names = {path.name for path in tmp_path.iterdir()}
    assert len(names) == len(directive.file.expects["ward"])
    assert "phuong-bo-de.xlsx" in names
    assert identity(tmp_path / "phuong-bo-de.xlsx")["name"].value == "Bồ Đề"


def test_a_table_takes_the_units_of_a_register(directive: Directive, tmp_path: Path) -> None:
    listed = register(tmp_path, "01,Hoa Mai,TH,Công lập,Bồ Đề", ",Hoa Sen,MN,Công lập,")
    write_forms(directive, "school", "TH", listed, str(tmp_path / "a.xlsx"), True, print)
    sheet: Any = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert "TH Hoa Mai" in texts
    assert "MN Hoa Sen" not in texts
