"""What the command prints: at any width, on any stdout, in both languages, the same bytes each time; nothing is cut."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from lbedu.directive.load import load_directive
from lbedu.explaining import explain_topic
from lbedu.own_form import FIGURES_SHEET, IDENTITY_SHEET
from lbedu.problem_catalogue.catalogue import CATALOGUE
from lbedu.problem_catalogue.words import TITLES
from tests.cli.command import Ended, lbedu, squeezed
from tests.cli.workbooks import directive, filled, put, saved

FILES = (
    "good.xlsx",
    "missed.xlsx",
    "undecided.xlsx",
    "wrong.xlsx",
    "ward.xlsx",
    "office.xlsx",
    "faulty.xlsx",
    "rows.xlsx",
)


FEW = ("faulty.xlsx", "office.xlsx", "rows.xlsx", "ward.xlsx")


@pytest.fixture(scope="session")
def busy(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with many problems in it: single ones, repeated ones, rows that are gone."""
    folder = tmp_path_factory.mktemp("busy")
    for path in shelf.iterdir():
        shutil.copy(path, folder)
    wrong = dict.fromkeys(("pupils", "swimmers", "insured", "managers", "teachers", "contest_prizes"), "chưa rõ")
    blank = dict.fromkeys(("quality_plan", "qualified_managers", "cqg_date", "cqg_level", "broadband"))
    book = filled("school", "THCS", "THCS Hoa Gạo", {**wrong, **blank, "cqg_expiry": "05/04/2022", "sat_exam": "3.500"})
    saved(book, folder / "faulty.xlsx", put(exam_average="7,5", exam_average_last_year="9.500"))
    book = filled("school", "MN", "MN Hoa Hồng", {"kindergarten_children": 90, "milk_children": 91})
    codes = {"01", "02", "31", "32", "33", "53", "54"}
    sheet = book[FIGURES_SHEET]
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 4).value in codes:
            sheet.cell(row, 4).value = None
    saved(book, folder / "rows.xlsx")
    return folder


@pytest.fixture(scope="session")
def data(busy: Path) -> Any:
    """What stands in the table, as data."""
    return lbedu("check", *FILES, "--reporter", "json", cwd=busy).json


@pytest.fixture(scope="session")
def few(busy: Path) -> Ended:
    """Fewer files as data, for what is tried many times."""
    return lbedu("check", *FEW, "--reporter", "json", cwd=busy)


def columns(lines: list[str]) -> list[list[str]]:
    """The rows of the tables that start with Mục or Clause, each column squeezed; cut by where the headings stand."""
    rows: list[list[str]] = []
    starts: list[int] = []
    clauses = {clause_key(target.clause) for target in directive().targets}
    for line in (unicodedata.normalize("NFC", line) for line in lines):
        if re.match(r"(?:Muc|Mục|Clause) ", line):
            starts = [match.start() for match in re.finditer(r"(?:(?<=^)|(?<=  )|(?<=\| ))[^\s|]", line)]
        elif not line.strip() or not starts:
            starts = []
        elif not re.fullmatch(r"[─━=+|\- ]+", line):
            cells = [squeezed(line[a:b].strip(" |")) for a, b in zip(starts, [*starts[1:], 999], strict=True)]
            whole = not rows or (clause_key(rows[-1][0]) in clauses and not rows[-1][0].endswith(";"))
            if cells[0] and whole:
                rows.append(cells)
            else:
                rows[-1] = [old + new for old, new in zip(rows[-1], cells, strict=False)]
    return rows


def clause_key(text: str) -> str:
    """A clause without its signs, which a code page may not have."""
    return re.sub(r"(?:par|p)(?=[0-9])", "", bare(text))


def cells_in(text: str) -> set[str]:
    """Every address that a text names, runs such as C14:C23 written out."""
    found = set(re.findall(r"\b[A-Z]{1,2}[0-9]{1,3}\b", text))
    for column, first, last in re.findall(r"\b([A-Z]{1,2})([0-9]{1,3}):\1([0-9]{1,3})\b", text):
        found |= {f"{column}{row}" for row in range(int(first), int(last) + 1)}
    return found


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [80, 200])
def test_nothing_is_cut_at_any_width(width: int, lang: str, busy: Path, data: Any) -> None:
    ended = lbedu("check", *FILES, "--lang", lang, cwd=busy, env={"COLUMNS": str(width)})
    assert (ended.code, ended.err) == (3, "")
    lines = ended.out.split("\n")
    assert max(map(cell_len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]
    assert "…" not in ended.out
    assert "\x1b" not in ended.out
    flat = squeezed(ended.out)
    named = cells_in(ended.out)
    for problem in data["problems"]:
        assert problem["file"] in ended.out
        if problem["cell"]:
            assert problem["cell"] in named, problem
        if problem["code"] == "row_missing":
            code = re.search(r"\d\d", problem["message"])
            assert code is not None
            assert re.search(rf"\b{code[0]}\b", ended.out.split("rows.xlsx")[-1])
    titles = {t.id: t.spec.title.get("vi" if lang == "vi" else "en") for t in directive().targets}
    shown = columns(lines)
    for verdict in data["verdicts"] + data["waiting"]:
        clause, title = squeezed(verdict["clause"]), squeezed(titles[verdict["target"]])
        assert [row for row in shown if row[:2] == [clause, title]], verdict["target"]
    assert len(shown) == len(data["verdicts"]) + len(data["waiting"])
    for unit in {verdict["unit"]["name"] for verdict in data["verdicts"]}:
        assert squeezed(unit) in flat


def test_repeated_problems_are_grouped(busy: Path) -> None:
    """Six of a kind are one line with the cells, and what is said to mend them fits all of them."""
    out = lbedu("check", "faulty.xlsx", "rows.xlsx", cwd=busy, env={"COLUMNS": "200"}).out
    assert len(re.findall(r"6 ô không phải là số: ", out)) == 1
    assert out.count("“chưa rõ”") == 0
    blanks = re.search(r"5 ô còn trống: [^\n]*\n(?P<fix>[^\n]*)\n", out)
    assert blanks is not None
    assert "Có hoặc Không" not in blanks["fix"]
    assert not re.search(r"^\s*: ", out, re.MULTILINE)


def test_a_unit_by_itself_shows_its_own_part_of_common_targets(shelf: Path) -> None:
    document = lbedu("check", "ward.xlsx", "--reporter", "json", cwd=shelf).json
    out = lbedu("check", "ward.xlsx", cwd=shelf, env={"COLUMNS": "200"}).out
    waiting = document["waiting"]
    assert [item["target"] for item in waiting] == ["under-3s-attending"]
    assert waiting[0]["actual"] == [{"kind": "share", "numerator": 100, "denominator": 100}]
    assert {source["cell"] for source in waiting[0]["sources"]} == {"E11", "E12"}
    assert waiting[0]["waits_for"] == ["ward"]
    assert "under-3s-attending" not in {verdict["target"] for verdict in document["verdicts"]}
    row = next(row for row in columns(out.split("\n")) if "Trẻdưới3tuổiralớp" in row[1])
    assert row[2:4] == ["≥58%", "100%(100/100)"]
    assert re.search("chờ số liệu của\\s+các\\s+phường\\s+khác", out, re.IGNORECASE)
    totals = out.strip().split("\n")[-1]
    assert f"Đạt {len(document['verdicts'])}" in totals
    assert "chờ đơn vị khác 1" in totals


# stdout


@pytest.mark.parametrize(("encoding", "width"), [("ascii", 80), ("cp1252", 200), ("cp1258", 80), ("utf-8", 100)])
def test_a_stdout_that_cannot_show_vietnamese(encoding: str, width: int, busy: Path, few: Any) -> None:
    env = {"PYTHONIOENCODING": encoding, "COLUMNS": str(width)}
    ended = lbedu("check", *FEW, cwd=busy, env=env)
    assert (ended.code, ended.err) == (3, "")
    lines = ended.out.split("\n")
    assert max(cell_len(unicodedata.normalize("NFC", line)) for line in lines) <= width
    shown = {bare(row[1]) for row in columns(lines)}
    for verdict in few.json["verdicts"]:
        assert bare(squeezed(verdict["title"])) in shown
    for problem in few.json["problems"]:
        assert not problem["cell"] or problem["cell"] in cells_in(ended.out)
    assert not re.search(r"\w\?\w", ended.out)
    assert re.search(r">= 13|≥ 13", ended.out)


def bare(text: str) -> str:
    """Letters without marks, and no signs."""
    plain = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐ", "dD")))
    return "".join(char for char in plain if char.isascii() and char.isalnum())


def test_json_is_utf8_on_every_stdout(busy: Path, few: Ended) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "lbedu", "check", *FEW, "--reporter", "json"],
        capture_output=True,
        cwd=busy,
        env={**os.environ, "PYTHONIOENCODING": "cp1258"},
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (3, few.raw, b"")


def test_errors_are_shown_on_every_stderr(shelf: Path) -> None:
    ended = lbedu("check", "good.xlsx", "--only", "Trẻ em", cwd=shelf, env={"PYTHONIOENCODING": "ascii"})
    assert ended.code == 2
    assert "Tre em" in ended.err or "Tr" in ended.err


@pytest.mark.parametrize("reporter", ["table", "json"])
def test_a_reader_that_stops_reading(reporter: str, busy: Path) -> None:
    """A closed pipe is nobody's mistake, and no verdict either."""
    own = lbedu("check", "good.xlsx", "--reporter", reporter, cwd=busy).code
    process = subprocess.Popen(
        [sys.executable, "-m", "lbedu", "check", "good.xlsx", "--reporter", reporter],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=busy,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    complaint = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), complaint) in ((own, b""), (128 + signal.SIGPIPE, b""))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_no_mistake_of_ours(shelf: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "lbedu", "check", "good.xlsx"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=shelf,
            check=False,
        )
    assert run.returncode == 2
    assert b"mistake of lbedu" not in run.stderr
    assert run.stderr.strip()


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)]
)
def test_colours_are_for_terminals(env: dict[str, str], coloured: bool, shelf: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "TERM")}
    process = subprocess.Popen(
        [sys.executable, "-m", "lbedu", "check", "missed.xlsx"],
        stdout=theirs,
        stderr=theirs,
        cwd=shelf,
        env={**clean, "TERM": "xterm", "PYTHONUTF8": "1", **env},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert process.wait(60) == 1
    assert (b"\x1b[" in shown) is coloured
    assert "Không đạt" in shown.decode("utf-8")


# the same bytes


def test_the_same_bytes_each_time(busy: Path, few: Ended) -> None:
    """Another hash seed, another order of the paths, files named twice, another time zone."""
    shuffled = random.Random(7).sample(FEW, len(FEW))
    paths = (*shuffled, *FEW, *(busy / name for name in FEW))
    env = {"PYTHONHASHSEED": "1234", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    assert lbedu("check", *paths, "--reporter", "json", cwd=busy, env=env).raw == few.raw
    first = lbedu("check", *FEW, cwd=busy, env={"PYTHONHASHSEED": "0"})
    assert lbedu("check", *paths, cwd=busy, env=env).raw == first.raw


def test_the_same_bytes_in_another_place(busy: Path, tmp_path: Path) -> None:
    """The same folder elsewhere, named another way."""
    for folder in (tmp_path / "elsewhere" / "reports", tmp_path / "reports"):
        folder.mkdir(parents=True)
        for name in FEW:
            shutil.copy(busy / name, folder)
    here = lbedu("check", "reports", "--reporter", "json", cwd=tmp_path / "elsewhere")
    assert lbedu("check", "./reports/", "--reporter", "json", cwd=tmp_path, env={"PYTHONHASHSEED": "9"}).raw == here.raw
    assert lbedu("check", tmp_path / "reports", "--reporter", "json", cwd=tmp_path).raw == here.raw


def test_two_reporters_in_one_run(busy: Path, few: Ended, tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    both = lbedu("check", *FEW, "--reporter", f"json:{target}", "--reporter", "table", cwd=busy)
    assert both.out == lbedu("check", *FEW, cwd=busy).out
    assert target.read_bytes() == few.raw
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]
    text = tmp_path / "table.txt"
    assert (
        lbedu("check", "good.xlsx", "--reporter", f"table:{text}", cwd=busy, env={"PYTHONIOENCODING": "ascii"}).out
        == ""
    )
    assert "KẾT LUẬN" in text.read_text(encoding="utf-8")


# folders


def test_what_is_passed_over_is_said(shelf: Path, tmp_path: Path) -> None:
    inside = tmp_path / "reports" / "phường"
    inside.mkdir(parents=True)
    shutil.copy(shelf / "ward.xlsx", inside / "Bồ Đề.xlsx")
    shutil.copy(shelf / "good.xlsx", tmp_path / "reports" / "TH.XLSX")
    passed = {
        "reports/~$TH.xlsx": "lock_file",
        "reports/.~lock.TH.xlsx#": "lock_file",
        "reports/.TH.xlsx": "hidden",
        "reports/.git/a.xlsx": "hidden",
        "reports/notes.txt": "not_a_workbook_name",
        "reports/phường/ảnh.png": "not_a_workbook_name",
    }
    for name in passed:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"not a workbook")
    ended = lbedu("check", "reports", "--reporter", "json", cwd=tmp_path)
    assert {skipped["file"]: skipped["reason"] for skipped in ended.json["skipped"]} == passed
    assert [report["file"] for report in ended.json["reports"]] == ["reports/TH.XLSX", "reports/phường/Bồ Đề.xlsx"]
    assert ended.json["problems"] == []
    out = squeezed(lbedu("check", "reports", cwd=tmp_path).out)
    for name in passed:
        assert squeezed(name) in out
    by_glob = lbedu("check", "reports/**/*.xlsx", "--reporter", "json", cwd=tmp_path)
    assert by_glob.json["view"] == "district"
    assert "reports/phường/Bồ Đề.xlsx" in {report["file"] for report in by_glob.json["reports"]}


def test_pages_and_json_of_lbedu_are_told_from_those_of_others(shelf: Path, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    shutil.copy(shelf / "good.xlsx", reports)
    for name in ("page.html", "PAGE.HTM", "said.json"):
        reporter = "json" if name.endswith("json") else "html"
        assert lbedu("check", "reports", "--reporter", f"{reporter}:reports/{name}", cwd=tmp_path).err == ""
    (reports / "other.html").write_text("<!doctype html><title>lbedu</title>", encoding="utf-8")
    (reports / "other.json").write_text('{"schema_version": 1}', encoding="utf-8")
    (reports / "folder.html").mkdir()
    skipped = lbedu("check", "reports", "--reporter", "json", cwd=tmp_path).json["skipped"]
    assert {one["file"].removeprefix("reports/"): one["reason"] for one in skipped} == {
        "page.html": "own_output",
        "PAGE.HTM": "own_output",
        "said.json": "own_output",
        "other.html": "not_a_workbook_name",
        "other.json": "not_a_workbook_name",
    }


@pytest.mark.parametrize("other", ["A.html", "here/a.html", "./a.html"])
def test_two_reporters_never_write_one_file(other: str, shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(tmp_path, target_is_directory=True)
    ended = lbedu(
        "check", shelf / "good.xlsx", "--reporter", "html:a.html", "--reporter", f"html:{other}", cwd=tmp_path
    )
    assert (ended.code, ended.out) == (2, "") and "two reporters cannot write one file" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_a_pattern_that_matches_nothing(tmp_path: Path) -> None:
    ended = lbedu("check", "*.xlsx", "--reporter", "json", cwd=tmp_path)
    assert (ended.code, [problem["code"] for problem in ended.json["problems"]]) == (3, ["file_not_found"])


# English


def test_english_has_no_vietnamese_words_of_the_interface(busy: Path) -> None:
    """Names, answers and labels of cells stay as they are on the form; everything that is ours is English."""
    out = lbedu("check", *FILES, "--lang", "en", cwd=busy, env={"COLUMNS": "200"}).out
    out += lbedu("check", ".", "--lang", "en", cwd=busy, env={"COLUMNS": "200"}).out
    file = directive().file
    theirs = [json.dumps([*file.expects.values(), *map(str, file.units.values())], ensure_ascii=False)]
    theirs += [option.vi for options in file.choices.values() for option in options]
    theirs += [FIGURES_SHEET, IDENTITY_SHEET, "Có", "Không", "Mã số", "TH Hoa Phượng Sữa Mai Lan Gạo Hồng", "chưa rõ"]
    theirs += [
        text for kind in CATALOGUE.values() for text in (kind.message["en"], kind.expected["en"], kind.fix["en"])
    ]
    theirs += [titles[1] for titles in TITLES.values()]
    english = set()
    for target in directive().targets:
        english |= {target.spec.title.get("en"), target.commitment.title.get("en")}
    for form in file.forms.values():
        english |= {form.title.get("en"), *(spec.label.get("en") for spec in form.by_id.values())}
        english |= {row.name.get("en") for row in form.rows}
    allowed = set(re.findall(r"\w+", " ".join([*theirs, *english])))
    ours = [word for word in re.findall(r"\w+", out) if not word.isascii() and word not in allowed]
    assert ours == []
    assert "3,500" in out


def test_numbers_and_dates_follow_the_language(busy: Path) -> None:
    vietnamese = lbedu("check", "faulty.xlsx", cwd=busy).out
    english = lbedu("check", "faulty.xlsx", "--lang", "en", cwd=busy).out
    assert re.search("“3.500”.*→ 3\\.500", vietnamese)
    assert re.search("“3.500”.*→ 3,500", english)
    assert "7,5" in vietnamese
    assert "7.5" in english
    assert "31/05/2022" in vietnamese
    assert "31 May 2022" in english
    assert "31/05/2022" not in english.split("\n")[0]


def test_explain_knows_every_code() -> None:
    for lang in ("vi", "en"):
        for code in CATALOGUE:
            text = explain_topic(code, None, None, lang)
            assert text.startswith(f"{code}: ")
            assert len(text.split("\n")) >= 5
            assert not re.search("[{}]", text)
    assert lbedu("explain", "blank", "--lang", "en").out == explain_topic("blank", None, None, "en")


def test_the_rule_file_is_what_is_asked(busy: Path) -> None:
    """A rule file given by hand is the one that counts."""
    assert load_directive(Path(directive_path())).digest == directive().digest
    ended = lbedu("check", "good.xlsx", "--targets", directive_path(), "--reporter", "json", cwd=busy)
    assert ended.json["rule_file"]["sha256"] == directive().digest


def directive_path() -> str:
    from lbedu.directive.load import available

    return str(available()["2021-2022"])
