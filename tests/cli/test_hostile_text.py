"""Text that means harm: markup, formulas, escape sequences, endless names. It is shown as text, whatever it holds."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.cli.command import lbedu, squeezed
from tests.cli.workbooks import filled, identify, saved

ROOT = Path(__file__).parents[2]
NAMES = {
    "markup": "TH [red]Hoa[/red] [/] [link=http://x]Lan[/link] [bold",
    "emoji": "TH Hoa :smile: :bomb:",
    "formula": "TH =cmd|' /C calc'!A0",
    "html": "TH <script>alert(1)</script> &amp; <b>",
    "braces": "TH {found} {0} {} %s %(x)s ${HOME} $(id) `id`",
    "long": "TH " + "Hoa " * 124,
    "wide": "TH 花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花花",
    "backslash": "TH Hoa\\nLan\\x1b[31m",
}
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@pytest.fixture(scope="session")
def names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms under hostile names."""
    folder = tmp_path_factory.mktemp("names")
    for key, name in NAMES.items():
        saved(filled("school", "TH", "x"), folder / f"{key}.xlsx", identify("DV2", name))
    return folder


@pytest.mark.parametrize(("width", "lang"), [("80", "vi"), ("200", "en")])
def test_hostile_names_are_text(names: Path, width: str, lang: str) -> None:
    files = [f"{key}.xlsx" for key in NAMES]
    ended = lbedu("check", *files, "--lang", lang, cwd=names, env={"COLUMNS": width})
    assert (ended.code, ended.err) == (0, "")
    flat = squeezed(ended.out)
    for key, name in NAMES.items():
        if key != "long":
            assert squeezed(name) in flat, key
    assert "HoaHoaHoaHoa" in flat
    assert not UNSAFE.search(ended.out)


def test_hostile_names_in_json(names: Path) -> None:
    ended = lbedu("check", *(f"{key}.xlsx" for key in NAMES), "--reporter", "json", cwd=names)
    units = {report["unit"]["name"] for report in ended.json["reports"]}
    assert units == {" ".join(name.split()) for name in NAMES.values()}
    assert not UNSAFE.search(ended.out)


def test_a_long_line_of_wide_characters_stays_within_the_width(names: Path) -> None:
    from rich.cells import cell_len

    ended = lbedu("check", "wide.xlsx", "long.xlsx", cwd=names, env={"COLUMNS": "80"})
    assert max(map(cell_len, ended.out.split("\n"))) <= 80


SEQUENCES = ["\x9b31m", "\u202egnp.exe", "\u2066x\u2069", "\x85", "\x7f", "\u200bx", "\ufeff"]


def test_sequences_in_cells_names_and_sheets(tmp_path: Path) -> None:
    """Whatever a terminal would act upon is written out or refused, in the table and in the data."""
    for i, sequence in enumerate(SEQUENCES):
        book = filled("school", "TH", "x", {"insured": f"45{sequence}", "quality_plan": f"x{sequence}"})
        identify("DV1", f"01004{sequence}")(book)
        identify("DV4", f"Công{sequence} lập")(book)
        identify("DV5", f"Bồ{sequence} Đề")(book)
        book["Số liệu"].title = f"Số{sequence} liệu"
        saved(book, tmp_path / f"{i}.xlsx", identify("DV2", f"TH Hoa{sequence} Lan"))
    for lang in ("vi", "en"):
        ended = lbedu("check", ".", "--view", "units", "--lang", lang, cwd=tmp_path)
        assert ended.err == ""
        assert not UNSAFE.search(ended.out)
        data = lbedu("check", ".", "--view", "units", "--lang", lang, "--reporter", "json", cwd=tmp_path)
        assert not UNSAFE.search(data.out)
        for problem in data.json["problems"]:
            assert not UNSAFE.search(problem["message"] + problem["fix"] + problem["expected"])


def test_names_of_parts_inside_a_file(tmp_path: Path) -> None:
    saved(filled("ward", None, "Bồ Đề"), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(b"worksheets/sheet1.xml", "worksheets/\x9b31m\u202e[red].xml".encode())
            new.writestr(name, text)
    for reporter in ("table", "json"):
        ended = lbedu("check", "b.xlsx", "--reporter", reporter, cwd=tmp_path)
        assert (ended.code, ended.err) == (3, "")
        assert not UNSAFE.search(ended.out)
        assert "[red]" in ended.out


def test_names_of_files(tmp_path: Path, shelf: Path) -> None:
    good = (shelf / "good.xlsx").read_bytes()
    for name in (
        b"[red]a.xlsx",
        b"\x1b[31mb.xlsx",
        b"c\xff.xlsx",
        "d\u202e.xlsx".encode(),
        b"=e.xlsx",
        b"-f.xlsx",
        b"g\nh.xlsx",
    ):
        (tmp_path / "in").mkdir(exist_ok=True)
        Path(os.fsdecode(bytes(tmp_path / "in") + b"/" + name)).write_bytes(good)
    table = lbedu("check", "in", cwd=tmp_path)
    assert table.err == ""
    assert not UNSAFE.search(table.out)
    assert "[red]a.xlsx" in table.out
    data = lbedu("check", "in", "--reporter", "json", cwd=tmp_path)
    assert data.code == table.code
    assert len(data.json["reports"]) == 7
    assert not UNSAFE.search(data.out)


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_a_complaint_is_one_line_whatever_it_names(tmp_path: Path) -> None:
    """A line of its own could be a command to whoever reads the log of a job."""
    evil = "a\n::error::b\x1b[31m\u202e"
    register = ROOT / "samples/districts/2021-2022-missed/danh-sach-truong.xlsx"
    for number in (1, 2):
        shutil.copy(register, tmp_path / f"{number}{evil}.xlsx")
    shutil.copy(register, tmp_path / "good.xlsx")
    for words in (
        ["check", "."],
        ["check", "good.xlsx", "--register", evil],
        ["check", "good.xlsx", "--targets", evil],
        ["check", "good.xlsx", "--only", evil],
        ["check", "good.xlsx", "--reporter", f"json:1{evil}.xlsx/{evil}"],
        ["check", f"1{evil}.xlsx", "--reporter", f"json:1{evil}.xlsx"],
        ["check", "good.xlsx", "--cache", f"{evil}/{evil}"],
        ["verify", evil],
        ["form", evil, "-o", "x.xlsx"],
    ):
        ended = lbedu(*words, cwd=tmp_path)
        assert ended.code == 2, words
        assert re.fullmatch("lbedu: [^\n]+\n", ended.err), words
        assert "::error::b" in ended.err
        assert not UNSAFE.search(ended.out + ended.err)
