"""Whatever is wrong with a file is said of that file: code, place, what to do; and every other file is judged as before."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lbedu.problem_catalogue.catalogue import CATALOGUE
from tests.cli.command import Ended, lbedu, squeezed, verdicts
from tests.cli.workbooks import code_of, figure, filled, identify, open_blank, put, saved

Maker = Callable[[Path], None]
GOOD = "TH Hoa Phượng"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
HTML = b"<html><table><tr><td>M\xc3\xa3 s\xe1\xbb\x91</td></tr></table></html>"


def nothing(_: Path) -> None:
    """A path that leads nowhere."""


def folder_of_notes(path: Path) -> None:
    path.mkdir()
    (path / "notes.txt").write_text("x", encoding="utf-8")


def contents(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def form(*edits: Callable[[openpyxl.Workbook], None], path: Path) -> None:
    saved(filled("school", "TH", "TH Hoa Lan"), path, *edits)


def packed(path: Path, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> None:
    """A filled form, repacked with other parts."""
    stream = io.BytesIO()
    filled("school", "TH", "TH Hoa Lan").save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in (more or {}).items():
            new.writestr(name, data)


def truncated(path: Path) -> None:
    form(path=path)
    path.write_bytes(path.read_bytes()[:-200])


def wrong_crc(path: Path) -> None:
    """One figure changed inside a stored part, and its checksum left as it was."""
    stream = io.BytesIO()
    filled("school", "TH", "TH Hoa Lan").save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    path.write_bytes(path.read_bytes().replace(b"<v>100</v>", b"<v>900</v>", 1))


def bomb(path: Path) -> None:
    def swell(name: str, data: bytes) -> bytes:
        return data.replace(b"<sheetData>", b"<sheetData>" + b" " * 30_000_000) if name.endswith("sheet2.xml") else data

    packed(path, swell)


def entities(path: Path) -> None:
    def declare(name: str, data: bytes) -> bytes:
        if not name.endswith("sheet2.xml"):
            return data
        text = data.decode()
        return (ENTITIES + re.sub(r"^<\?xml[^>]*\?>", "", text)).encode()

    packed(path, declare)


def other_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Họ và tên", "Lớp", "Điểm"])
    book.save(path)


def number_format(field: str, value: object, code: str, kind: str = "school") -> Callable[[openpyxl.Workbook], None]:
    def edit(book: openpyxl.Workbook) -> None:
        cell = figure(book, code_of(field, kind))
        cell.value = value  # type: ignore[assignment]
        cell.number_format = code

    return edit


def office(edit: Callable[[openpyxl.Workbook], None], path: Path) -> None:
    saved(filled("office"), path, edit)


FILES: dict[str, tuple[Maker, str]] = {
    "missing path": (nothing, "file_not_found"),
    "empty folder": (Path.mkdir, "no_workbooks"),
    "folder without workbook": (folder_of_notes, "no_workbooks"),
    "zero bytes": (partial(contents, b""), "file_empty"),
    "truncated": (truncated, "corrupt"),
    "wrong CRC": (wrong_crc, "corrupt"),
    "text": (partial(contents, "Trường,Số trẻ\nA,1\n".encode()), "not_a_workbook"),
    "HTML": (partial(contents, HTML), "not_a_workbook"),
    "old .xls": (partial(contents, b"\x09\x08\x10\0\0\6\5\0"), "old_format"),
    "password": (partial(contents, OLE + "EncryptedPackage".encode("utf-16-le")), "encrypted"),
    "FIFO": (os.mkfifo, "not_a_file"),
    "zip bomb": (bomb, "bomb"),
    "entities": (entities, "unsafe_xml"),
    "no known form": (other_workbook, "unknown_form"),
    "blank form": (lambda p: open_blank("school", "TH").save(p), "form_blank"),
    "wrong year": (lambda p: form(identify("DV6", "2020-2021"), path=p), "wrong_year"),
    "wrong level": (lambda p: form(identify("DV3", "Mầm non"), path=p), "wrong_level"),
    "too long a name": (nothing, "file_not_found"),
}
CELLS: dict[str, tuple[Maker, str, str]] = {
    "part above whole": (lambda p: form(put(insured=101), path=p), "part_exceeds_whole", "insured"),
    "negative count": (lambda p: form(put(insured=-5), path=p), "below_min", "insured"),
    "fractional count": (lambda p: form(put(insured=12.5), path=p), "rounded_display", "insured"),
    "text for a number": (lambda p: form(put(insured="khoảng 45 em"), path=p), "words_with_number", "insured"),
    "error cell": (lambda p: form(put(insured="#DIV/0!"), path=p), "error_cell", "insured"),
    "formula without value": (lambda p: form(put(insured="=E14-1"), path=p), "no_saved_value", "insured"),
    "ratio turned date": (lambda p: form(put(insured=dt.date(2022, 12, 13)), path=p), "excel_date", "insured"),
    "ratio turned time": (lambda p: form(put(insured=dt.time(3, 4)), path=p), "excel_date", "insured"),
    "NaN": (lambda p: form(put(insured="NaN"), path=p), "word_for_none", "insured"),
    "infinity": (lambda p: form(put(insured="-inf"), path=p), "not_a_number", "insured"),
    "control characters": (
        lambda p: form(put(cqg_decision="12\x9b31m\u202e"), path=p),
        "control_characters",
        "cqg_decision",
    ),
    "two readings": (lambda p: form(put(insured="2.000"), path=p), "ambiguous_number", "insured"),
    "percent scale": (
        partial(office, number_format("city_pass_rate", 0.9, "General", "office")),
        "percent_scale",
        "city_pass_rate",
    ),
    "no unit": (lambda p: form(identify("DV2", None), path=p), "unit_missing", "DV2"),
}
KINDS = {**FILES, **{name: (maker, code) for name, (maker, code, _) in CELLS.items()}}


@pytest.fixture(scope="session")
def alone(shelf: Path) -> Any:
    """What the good file gives by itself."""
    ended = lbedu("check", "good.xlsx", "--reporter", "json", cwd=shelf)
    assert ended.code == 0
    return ended.json


@pytest.fixture(scope="session")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every bad file, each under the name of what is wrong with it."""
    folder = tmp_path_factory.mktemp("bad")
    for name, (maker, _) in KINDS.items():
        maker(folder / file_name(name))
    return folder


def file_name(name: str) -> str:
    if name == "too long a name":
        return "x" * 300 + ".xlsx"
    return name if "folder" in name else f"{name}.xlsx"


@pytest.fixture(scope="session")
def together(shelf: Path, bad: Path) -> Ended:
    """All of them in one run, with the good file among them, as JSON."""
    good = bad / "good.xlsx"
    good.write_bytes((shelf / "good.xlsx").read_bytes())
    names = [file_name(name) for name in KINDS]
    return lbedu("check", *names, "good.xlsx", "--view", "units", "--reporter", "json", cwd=bad)


@pytest.fixture(scope="session")
def shown(bad: Path, together: Ended) -> str:
    """The same as a table."""
    assert together.code == 3
    names = [file_name(name) for name in KINDS]
    ended = lbedu("check", *names, "good.xlsx", "--view", "units", cwd=bad, env={"COLUMNS": "200"})
    assert (ended.code, ended.err) == (3, "")
    return ended.out


@pytest.mark.parametrize("name", KINDS)
def test_code_place_and_mend(name: str, together: Ended, bad: Path) -> None:
    code = KINDS[name][1]
    found = [problem for problem in together.json["problems"] if problem["file"] == file_name(name)]
    assert [problem["code"] for problem in found if problem["severity"] == "error"] == [code]
    problem = next(problem for problem in found if problem["code"] == code)
    assert code in CATALOGUE
    assert problem["message"]
    assert problem["fix"]
    for text in (problem["message"], problem["fix"], problem["expected"]):
        assert not re.search(r"[{}\x00-\x1f\x7f-\x9f\u202a-\u202e]|None|Fraction|unknown", text)
    if name in CELLS:
        field = CELLS[name][2]
        kind = "office" if "rate" in field else "school"
        book = openpyxl.load_workbook(bad / file_name(name))
        cell = figure(book, field if field.startswith("DV") else code_of(field, kind))
        assert (problem["sheet"], problem["cell"]) == (cell.parent.title, cell.coordinate)


def test_the_good_file_among_them_is_judged_as_ever(together: Ended, alone: Any) -> None:
    assert verdicts(together.json, GOOD) == verdicts(alone, GOOD)
    assert together.err == ""


@pytest.mark.parametrize("name", ["missing path", "zero bytes", "FIFO", "zip bomb", "blank form", "wrong level"])
def test_one_bad_file_alone_ends_with_3(name: str, bad: Path, shelf: Path, alone: Any) -> None:
    ended = lbedu("check", bad / file_name(name), "good.xlsx", "--view", "units", "--reporter", "json", cwd=shelf)
    assert (ended.code, ended.err) == (3, "")
    assert verdicts(ended.json, GOOD) == verdicts(alone, GOOD)


def test_the_table_says_each_with_its_place(together: Ended, shown: str) -> None:
    flat = squeezed(shown)
    for problem in together.json["problems"]:
        assert squeezed(problem["fix"]) in flat
        if problem["cell"]:
            assert problem["cell"] in shown
        if problem["severity"] == "error":
            assert squeezed(problem["message"]) in flat


def test_messages_are_in_the_language_asked_for(bad: Path, together: Ended) -> None:
    """A Vietnamese message holds no English word for what was found in a file."""
    english = re.compile(r"\b(?:unknown|text|picture|missing|end of|length|ratio|sheet|number|invalid|part)\b")
    for problem in together.json["problems"]:
        said = problem["message"].replace(problem["found"], "") + problem["fix"].replace("sheet", "")
        assert not english.search(said), said
    ended = lbedu("check", *map(file_name, KINDS), "--view", "units", "--lang", "en", "--reporter", "json", cwd=bad)
    assert ended.code == 3
    assert [p["code"] for p in ended.json["problems"]] == [p["code"] for p in together.json["problems"]]


def test_no_bad_file_in_a_folder_makes_anything_met(bad: Path, together: Ended) -> None:
    """The folder with the broken files, judged as a district: met only where the good file alone is."""
    assert together.code == 3
    ended = lbedu("check", ".", "--reporter", "json", cwd=bad)
    assert ended.code == 3
    assert {verdict["outcome"] for verdict in ended.json["verdicts"]} <= {
        "undecided",
        "missed",
        "met",
        "not_applicable",
    }
    schools = [v for v in ended.json["verdicts"] if any(s["field"].startswith("school.") for s in v["sources"])]
    assert schools
    assert not [v["target"] for v in schools if v["outcome"] == "met" and v["required"].startswith("100%")]
